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
	Nodes:    []ast.Kind{ast.FunctionDefKind, ast.AsyncFunctionDefKind},
	Run:      runAW210,
}

func runAW210(p *analyzer.Pass, n ast.Node) {
	fn := protocolMethod(p, n, "__aiter__")
	if fn == nil {
		aiterProperty(p, n)
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

// aiterProperty looks for an __aiter__ that the interpreter cannot call.
func aiterProperty(p *analyzer.Pass, n ast.Node) {
	fn := p.Module.Function(n)
	if fn == nil || fn.Name != "__aiter__" || fn.Class == nil || len(fn.Decorators) != 1 || p.Module.IsStub || isReplaced(fn) || isTypeChecking(p.Module, n) {
		return
	}
	if name := p.Infer.DottedName(p.Module, fn.Decorators[0]); name != "builtins.property" && name != "functools.cached_property" {
		return
	}
	typ := propertyType(p, fn)
	if typ == "" || isExpected(p, n, "TypeError") {
		return
	}
	p.Report(analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     defSpan(fn),
		Message: fmt.Sprintf("`__aiter__` is a property: `async for` over an instance of `%s` raises `TypeError: '%s' object is not callable`; make it a plain method",
			fn.Class.Node.Name, typ),
	})
}
