package rules

import (
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// checkAnext looks for anext() and aiter() of what has no __anext__ and __aiter__.
func checkAnext(p *analyzer.Pass, call *ast.Call) {
	x, special, wants := call.Args[0], "__anext__", "iterator"
	switch p.Infer.DottedName(p.Module, call.Func) {
	case "builtins.anext":
	case "builtins.aiter":
		special, wants = "__aiter__", "iterable"
	default:
		return
	}
	switch p.Infer.Expr(p.Module, x).Kind {
	case infer.AsyncGenerator, infer.AsyncIterator:
		return
	}
	if reportNotCallable(p, x, special) {
		return
	}
	o, ok := firstLacking(p, x, special)
	if !ok || isExpected(p, call, "TypeError") {
		return
	}
	do := ""
	d := analyzer.Diagnostic{Severity: analyzer.Error, Span: x.Span(), Related: related(o, x.Span(), "this is what is given")}
	switch {
	case o.Type == "coroutine":
		if do = "; await it first"; givesOther(p, x, []string{special}) {
			do = ""
		}
		d.Fix = insertAwait(p, x, special)
	case (o.Type == "function" || o.Type == "method") && o.Func != nil && o.Func.IsAsyncGenerator():
		do = "; call it"
		d.Fix = insertCall(p, x, o)
	case special == "__anext__" && p.Infer.Has(p.Module, o, "__aiter__") == infer.Yes:
		do = "; `aiter` gives its iterator"
	}
	d.Message = fmt.Sprintf("`%s` is %s: this raises `TypeError: '%s' object is not an async %s`%s", excerpt(p.Source(), x), aName(o), o.Type, wants, do)
	p.Report(d)
}
