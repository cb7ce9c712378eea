package rules

import (
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// checkTaken looks for arguments of asyncio's functions that these cannot await:
// a function that is not called, a list, what a plain def gives.
func checkTaken(p *analyzer.Pass, call *ast.Call) {
	if len(call.Args) == 0 || !mayTake(p.Module, call.Func) || p.Module.IsStub {
		return
	}
	t, ok := takerOf(p, p.Infer.DottedName(p.Module, call.Func))
	if !ok {
		return
	}
	first := call.Args[:1]
	switch t.takes {
	case takesAll:
		first = call.Args
	case takesElements:
		first = displayed(call.Args[0])
	}
	for _, arg := range first {
		if star, ok := arg.(*ast.Starred); ok {
			for _, elt := range displayed(star.Value) {
				t.check(p, call, elt)
			}
			continue
		}
		t.check(p, call, arg)
	}
}

func (t taker) check(p *analyzer.Pass, call *ast.Call, x ast.Expr) {
	if _, ok := x.(*ast.Starred); ok {
		return
	}
	v := p.Infer.Expr(p.Module, x)
	switch v.Kind {
	case infer.Coroutine, infer.Awaitable, infer.AsyncGenerator:
		return // as it should be, or what AG110 reports
	case infer.Task, infer.Future:
		if !t.task {
			return
		}
	}
	o, ok := t.refused(p, x)
	if !ok || expectsError(p, call) || isExpected(p, call, "ValueError") {
		return
	}
	d := analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     x.Span(),
		Related:  related(o, x.Span(), "this is what it gets"),
	}
	text, raises := excerpt(p.Source(), x), t.says(o.Type, "...")
	do := ""
	switch o.Type {
	case "function", "method":
		if x.Kind() != ast.LambdaKind {
			do = "; call it"
		}
		if o.Func != nil && o.Func.Async && !o.Func.IsAsyncGenerator() {
			do = "; call it: `" + text + "()`"
			d.Fix = insertCall(p, x, o)
		}
	case "builtin_function_or_method", "method-wrapper", "functools.partial":
		do = "; call it: `" + text + "()`"
	case "list", "tuple", "set", "generator":
		if t.takes != takesAll {
			do = "; `asyncio.gather` awaits several at once"
			break
		}
		if o.Type == "list" || o.Type == "set" {
			raises = "unhashable type: '" + o.Type + "'"
		}
		if v.Of != nil && v.Of.Kind == infer.AsyncGenerator {
			do = "; what it holds are async generators, which cannot be awaited either"
			break
		}
		do = "; unpack it: `*" + text + "`"
		d.Fix = unpack(p, call, x, v)
	case "dict", "bytearray", "collections.deque":
		if t.takes == takesAll {
			raises = "unhashable type: '" + o.Type + "'"
		}
	case "_asyncio.Task", "_asyncio.Future":
		do = "; a task is there already"
		if o.Type == "_asyncio.Future" {
			do = "; `asyncio.ensure_future` takes all that can be awaited"
		}
	case "NoneType":
		if o.Of == nil || o.Of != x {
			do = "; what is called is a plain `def`"
		}
	default:
		if o.Class != nil {
			do = "; its class has no `__await__`"
		}
	}
	name := excerpt(p.Source(), call.Func)
	d.Message = fmt.Sprintf("`%s` is %s, and `%s` wants %s: this raises `%s`%s", text, aName(o), name, t.wants, exceptionOf(raises), do)
	onlyForGiven(p, x, d.Fix)
	p.Report(d)
}

// refused is the first of the objects that x may give, if the function takes none
// of them.
func (t taker) refused(p *analyzer.Pass, x ast.Expr) (infer.Object, bool) {
	if !t.task {
		o, ok := firstLacking(p, x, "__await__")
		return o, ok && (o.Type != "generator" || p.Target >= 12 || t.takes == takesAll)
	}
	if o, ok := firstLacking(p, x, "__await__"); ok {
		// Before 3.12, a generator passed for a coroutine. A class may be registered
		// as a kind of coroutine, or have its methods.
		return o, (o.Type != "generator" || p.Target >= 12) && (o.Class == nil || p.Infer.Has(p.Module, o, "send") == infer.No)
	}
	list := p.Infer.Objects(p.Module, x)
	for _, o := range list {
		if o.Type != "_asyncio.Task" && o.Type != "_asyncio.Future" && o.Type != "_GatheringFuture" {
			return infer.Object{}, false
		}
	}
	if len(list) == 0 || isTested(p, x) {
		return infer.Object{}, false
	}
	return list[0], true
}

// unpack puts a star before a list of coroutines or tasks.
func unpack(p *analyzer.Pass, call *ast.Call, x ast.Expr, v infer.Value) *analyzer.Fix {
	of := v.Of
	if v.Kind == infer.Tuple && len(v.Elts()) > 0 {
		of = &v.Elts()[0]
	}
	if of == nil || len(p.Module.File.Errors) > 0 {
		return nil
	}
	switch of.Kind {
	case infer.Coroutine, infer.Task, infer.Future, infer.Awaitable:
	default:
		return nil
	}
	for _, elt := range displayed(x) {
		switch p.Infer.Expr(p.Module, elt).Kind {
		case infer.Coroutine, infer.Task, infer.Future, infer.Awaitable:
		default:
			return nil
		}
	}
	insert := func(at source.Pos, text string) analyzer.Edit {
		return analyzer.Edit{Span: source.Span{Start: at, End: at}, Text: text}
	}
	fix := &analyzer.Fix{Message: "Unpack `" + excerpt(p.Source(), x) + "`", Edits: []analyzer.Edit{insert(x.Pos(), "*")}}
	if _, ok := x.(*ast.GeneratorExp); ok && x.End() == call.End() {
		// Its parentheses are those of the call.
		fix.Edits = []analyzer.Edit{insert(x.Pos()+1, "*("), insert(x.End()-1, ")")}
	}
	return fix
}
