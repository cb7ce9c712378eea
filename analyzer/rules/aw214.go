package rules

import (
	_ "embed"
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

//go:embed aw214.md
var aw214Doc string

var aw214 = analyzer.Rule{
	Code:     "AW214",
	Name:     "bad-async-context-method",
	Since:    "0.2.0",
	Severity: analyzer.Error,
	Fix:      "sometimes",
	Doc:      aw214Doc,
	Nodes:    []ast.Kind{ast.FunctionDefKind, ast.AsyncFunctionDefKind, ast.ClassDefKind},
	Run:      runAW214,
}

func runAW214(p *analyzer.Pass, n ast.Node) {
	if c, ok := n.(*ast.ClassDef); ok {
		setOnInstance(p, c, "__aenter__")
		setOnInstance(p, c, "__aexit__")
		return
	}
	fn := protocolMethod(p, n, "__aenter__", "__aexit__")
	if fn == nil {
		specialProperty(p, n, "__aenter__", "__aexit__")
		specialManager(p, n)
		return
	}
	if fn.Async && len(fn.Yields) == 0 || isExpected(p, n, "TypeError") {
		return
	}
	gives, typ, do := "", "", "make it an `async def`"
	d := analyzer.Diagnostic{Severity: analyzer.Error, Span: defSpan(fn)}
	switch {
	case fn.Async:
		gives, typ, do = "an async generator", "async_generator", "remove the `yield`"
	case len(fn.Yields) > 0:
		gives, typ, do = "a generator", "generator", "make it an `async def` without `yield`"
	case isForgotten(p, fn):
		gives, typ = "`None`", "NoneType"
		d.Fix = addAsync(p, fn)
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
	d.Message = fmt.Sprintf("`%s` gives %s, which cannot be awaited: `async with` on an instance of `%s` raises `TypeError: 'async with' received an object from %s that does not implement __await__: %s`; %s",
		fn.Name, gives, fn.Class.Node.Name, fn.Name, typ, do)
	p.Report(d)
}

// isPass reports a body that does nothing and says nothing either.
func isPass(fn *index.Function) bool {
	if len(fn.Body) != 1 {
		return false
	}
	_, pass := fn.Body[0].(*ast.Pass)
	return pass
}

// allReturnsBad reports that no return of a plain def gives something that can
// be awaited.
func allReturnsBad(p *analyzer.Pass, fn *index.Function) bool {
	for _, r := range fn.Returns {
		if r.Value == nil {
			continue
		}
		if _, ok := firstLacking(p, r.Value, "__await__"); !ok {
			return false
		}
	}
	return true
}
