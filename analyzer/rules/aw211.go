package rules

import (
	_ "embed"
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/syntax/ast"
)

//go:embed aw211.md
var aw211Doc string

var aw211 = analyzer.Rule{
	Code:     "AW211",
	Name:     "bad-anext-method",
	Since:    "0.2.0",
	Severity: analyzer.Error,
	Fix:      "sometimes",
	Doc:      aw211Doc,
	Nodes:    []ast.Kind{ast.FunctionDefKind, ast.AsyncFunctionDefKind, ast.ClassDefKind},
	Run:      runAW211,
}

func runAW211(p *analyzer.Pass, n ast.Node) {
	if c, ok := n.(*ast.ClassDef); ok {
		setOnInstance(p, c, "__anext__")
		return
	}
	fn := protocolMethod(p, n, "__anext__")
	if fn == nil {
		specialProperty(p, n, "__anext__")
		return
	}
	reportArity(p, fn, 0, "`async for` over an instance")
	if fn.Async && len(fn.Yields) == 0 || isExpected(p, n, "TypeError") {
		return
	}
	gives, typ, do := "", "", "make it an `async def` that returns the item"
	d := analyzer.Diagnostic{Severity: analyzer.Error, Span: defSpan(fn)}
	switch {
	case fn.Async:
		gives, typ, do = "an async generator", "async_generator", "`return` the item instead of yielding it"
	case len(fn.Yields) > 0:
		gives, typ = "a generator", "generator"
	default:
		bad, ok := badResult(p, fn, "__await__")
		if !ok {
			return
		}
		gives, typ = aName(bad), bad.Type
		d.Related = related(bad, fn.NameSpan(), "this is what it returns")
		if allReturnsBad(p, fn) {
			d.Fix = addAsync(p, fn)
		}
	}
	d.Message = fmt.Sprintf("`__anext__` gives %s, which cannot be awaited: `async for` over an instance of `%s` raises `TypeError: 'async for' received an invalid object from __anext__: %s`; %s",
		gives, fn.Class.Node.Name, typ, do)
	p.Report(d)
}
