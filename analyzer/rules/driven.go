package rules

import (
	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// drivesLoop reports a plain function that runs a loop with run_until_complete, in a
// file that never has a loop close its generators, by shutdown_asyncgens or a Runner:
// what the function then leaves suspended is closed when somebody runs that loop
// again, if ever.
func drivesLoop(p *analyzer.Pass, fn *index.Function) bool {
	if fn.Async || !p.Module.Mentions("run_until_complete") || p.Module.Mentions("shutdown_asyncgens") || p.Module.Mentions("asyncio.Runner") {
		return false
	}
	drives := false
	for _, s := range fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Lambda:
				return false
			case *ast.Attribute:
				drives = drives || n.Attr == "run_until_complete"
			}
			return !drives
		})
	}
	return drives
}
