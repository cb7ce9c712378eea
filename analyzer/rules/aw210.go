package rules

import (
	_ "embed"
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

//go:embed aw210.md
var aw210Doc string

var aw210 = analyzer.Rule{
	Code:     "AW210",
	Name:     "bad-aiter-method",
	Since:    "0.2.0",
	Severity: analyzer.Error,
	Fix:      "sometimes",
	Doc:      aw210Doc,
	Nodes:    []ast.Kind{ast.FunctionDefKind, ast.AsyncFunctionDefKind, ast.ClassDefKind},
	Run:      runAW210,
}

func runAW210(p *analyzer.Pass, n ast.Node) {
	if c, ok := n.(*ast.ClassDef); ok {
		setOnInstance(p, c, "__aiter__")
		return
	}
	fn := protocolMethod(p, n, "__aiter__")
	if fn == nil {
		specialProperty(p, n, "__aiter__")
		return
	}
	reportArity(p, fn, 0, "`async for` over an instance")
	if fn.IsAsyncGenerator() || isExpected(p, n, "TypeError") {
		return
	}
	gives, typ, do := "", "", ""
	d := analyzer.Diagnostic{Severity: analyzer.Error, Span: defSpan(fn)}
	switch {
	case fn.Async:
		if infer.IsPlaceholder(fn) && isMixin(p, fn.Class) {
			return
		}
		gives, typ, do = "a coroutine", "coroutine", "make it a plain `def`"
		d.Fix = removeAsync(p, fn)
	case len(fn.Yields) > 0:
		gives, typ, do = "a generator", "generator", "make it an `async def`"
		d.Fix = addAsync(p, fn)
	default:
		bad, ok := badResult(p, fn, "__anext__")
		if !ok || bad.Class == fn.Class && isMixin(p, fn.Class) {
			return
		}
		gives, typ, do = aName(bad), bad.Type, "return an object that has it"
		switch typ {
		case "coroutine":
			do = "return what it results in"
		case "NoneType":
			do = "return the iterator"
		}
		d.Related = related(bad, fn.NameSpan(), "this is what it returns")
	}
	d.Message = fmt.Sprintf("`__aiter__` gives %s, which has no `__anext__`: `async for` over an instance of `%s` raises `TypeError: 'async for' received an object from __aiter__ that does not implement __anext__: %s`; %s",
		gives, fn.Class.Node.Name, typ, do)
	p.Report(d)
}
