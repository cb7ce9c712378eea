package rules

import (
	_ "embed"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/syntax/ast"
)

//go:embed aw202.md
var aw202Doc string

var aw202 = analyzer.Rule{
	Code:     "AW202",
	Name:     "await-method-arguments",
	Since:    "0.2.0",
	Severity: analyzer.Error,
	Fix:      "never",
	Doc:      aw202Doc,
	Covers:   []string{"AW206"},
	Nodes:    []ast.Kind{ast.FunctionDefKind},
	Run:      runAW202,
}

func runAW202(p *analyzer.Pass, n ast.Node) {
	fn := protocolMethod(p, n, "__await__")
	if fn == nil {
		return
	}
	reportArity(p, fn, 0, "awaiting an instance")
}
