package rules

import (
	_ "embed"
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

//go:embed aw226.md
var aw226Doc string

var aw226 = analyzer.Rule{
	Code:     "AW226",
	Name:     "value-sent-to-new-generator",
	Since:    "0.3.0",
	Severity: analyzer.Error,
	Fix:      "never",
	Doc:      aw226Doc,
	Nodes:    []ast.Kind{ast.AsyncFunctionDefKind, ast.AwaitKind},
	Run:      runAW226,
}

func runAW226(p *analyzer.Pass, n ast.Node) {
	if await, ok := n.(*ast.Await); ok {
		call, ok := await.Value.(*ast.Call)
		if !ok || index.LastName(call.Func) != "asend" {
			return
		}
		if f, ok := call.Func.(*ast.Attribute); ok && isCall(f.Value) && isFresh(p.Infer.Expr(p.Module, f.Value)) {
			sentEarly(p, call)
		}
		return
	}
	for _, site := range p.Lifetimes(p.Module.Function(n)) {
		for _, call := range site.Early {
			sentEarly(p, call)
		}
	}
}

// sentEarly reports an asend to a generator that has not started.
func sentEarly(p *analyzer.Pass, call *ast.Call) {
	if len(call.Args) != 1 || expectsError(p, call) {
		return
	}
	list := p.Infer.Objects(p.Module, call.Args[0])
	for _, o := range list {
		if o.Type == "NoneType" {
			return
		}
	}
	if len(list) == 0 {
		return
	}
	p.Report(analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     call.Span(),
		Message: fmt.Sprintf("`%s` sends a value before the generator has come to a `yield` that could give it: this raises `TypeError: can't send non-None value to a just-started async generator`; start it by `asend(None)` or `anext`",
			excerpt(p.Source(), call)),
	})
}
