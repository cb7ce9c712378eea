package rules

import (
	"fmt"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// isUncalled reports a function or class that stands where what a call of it gives
// is meant.
func isUncalled(o infer.Object) bool {
	switch o.Type {
	case "function", "method", "type", "ABCMeta":
		return true
	}
	return false
}

// checkUncalled looks for "with" on a function or class that is not called, and
// reports whether it has said so.
func checkUncalled(p *analyzer.Pass, s *ast.With, x ast.Expr) bool {
	switch x.(type) {
	case *ast.Name, *ast.Attribute:
	default:
		return false
	}
	switch p.Infer.Expr(p.Module, x).Kind {
	case infer.Function, infer.ManagerFactory, infer.Class, infer.External:
	default:
		return false
	}
	o, ok := firstLacking(p, x, "__enter__")
	if !ok || !isUncalled(o) || isExpected(p, s, "TypeError") || isExpected(p, s, "AttributeError") {
		return false
	}
	p.Report(analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     x.Span(),
		Message:  fmt.Sprintf("`%s` is %s, which `with` cannot enter: this raises `TypeError: '%s' object does not support the context manager protocol`; call it", excerpt(p.Source(), x), aName(o), o.Type),
		Related:  related(o, x.Span(), "this is what is entered"),
		Fix:      callManager(p, x, o),
	})
	return true
}

// callManager calls what makes a context manager, where that needs no argument.
func callManager(p *analyzer.Pass, x ast.Expr, o infer.Object) *analyzer.Fix {
	v := p.Infer.Expr(p.Module, x)
	switch v.Kind {
	case infer.ManagerFactory:
		return insertCall(p, x, infer.Object{Type: o.Type, Func: v.Func})
	case infer.External:
		switch v.Name {
		case "asyncio.TaskGroup", "asyncio.Lock", "asyncio.Condition", "asyncio.Semaphore", "asyncio.BoundedSemaphore", "asyncio.Runner",
			"contextlib.ExitStack", "contextlib.AsyncExitStack", "contextlib.nullcontext":
			if len(p.Module.File.Errors) == 0 {
				return &analyzer.Fix{
					Message: "Call `" + excerpt(p.Source(), x) + "`",
					Edits:   []analyzer.Edit{{Span: source.Span{Start: x.End(), End: x.End()}, Text: "()"}},
				}
			}
		}
	}
	return nil
}

// checkEntered looks at what is given to enter_context and enter_async_context of
// contextlib's stacks.
func checkEntered(p *analyzer.Pass, call *ast.Call) {
	f, ok := call.Func.(*ast.Attribute)
	if ok && f.Attr == "push" && len(call.Args) == 1 {
		checkPushed(p, call, f)
		return
	}
	if !ok || len(call.Args) != 1 || f.Attr != "enter_context" && f.Attr != "enter_async_context" {
		return
	}
	x, special, other, protocol, async := call.Args[0], "__enter__", "__aenter__", "context manager", false
	stack := p.Infer.DottedName(p.Module, f)
	switch stack {
	case "contextlib.ExitStack.enter_context", "contextlib.AsyncExitStack.enter_context":
	case "contextlib.AsyncExitStack.enter_async_context":
		special, other, protocol, async = other, special, "asynchronous context manager", true
	default:
		return
	}
	what, typ, do := "", "", ""
	var at []analyzer.Related
	swap := false
	if name, plainly, asynchronously, ok := p.Infer.LibraryEnters(p.Module, x); ok {
		if async == asynchronously || plainly == !async || isTested(p, x) {
			return
		}
		if maker, is := x.(*ast.Call); is && strings.HasPrefix(p.Infer.DottedName(p.Module, maker.Func), "anyio.") {
			return
		}
		what, swap = [...]string{"an async context manager", "a plain context manager"}[boolean(async)], true
		if name != "" && name[0] != '_' {
			what = "an instance of `" + name + "`, " + what
		}
	} else {
		o, ok := firstLacking(p, x, special)
		if !ok || o.Type == "async_generator" {
			return // AG110 reports that
		}
		what, typ, at = aName(o), qualifiedType(o), related(o, x.Span(), "this is what is entered")
		switch {
		case isUncalled(o):
			do = "; call it"
		case p.Infer.Has(p.Module, o, other) == infer.Yes:
			swap = true
		case o.Type == "coroutine":
			do = "; await it first"
		case o.Class != nil && p.Infer.Has(p.Module, o, other) == infer.No:
			do = "; its class has no `" + special + "`"
		default:
			return // an annotation may stand for a subclass that has it
		}
	}
	if isExpected(p, call, "TypeError") || isExpected(p, call, "AttributeError") {
		return
	}
	d := analyzer.Diagnostic{Severity: analyzer.Error, Span: x.Span(), Related: at}
	if swap {
		switch {
		case async:
			do = "; use `enter_context`"
		case stack == "contextlib.ExitStack.enter_context":
			do = "; an `AsyncExitStack` enters it, by `await ...enter_async_context(...)`"
		default:
			do = "; use `await ...enter_async_context(...)`"
		}
		d.Fix = enterOther(p, call, f, stack)
	}
	raises := "TypeError"
	switch {
	case p.Target < 11:
		raises = "AttributeError"
	case typ != "":
		raises = fmt.Sprintf("TypeError: '%s' object does not support the %s protocol", typ, protocol)
	}
	d.Message = fmt.Sprintf("`%s` is %s, which `%s` cannot enter: this raises `%s`%s", excerpt(p.Source(), x), what, f.Attr, raises, do)
	p.Report(d)
}

// checkPushed looks for an aclosing that is given to push, which takes what has no
// __exit__ for a function.
func checkPushed(p *analyzer.Pass, call *ast.Call, f *ast.Attribute) {
	maker, ok := call.Args[0].(*ast.Call)
	if !ok || index.LastName(maker.Func) != "aclosing" || p.Infer.DottedName(p.Module, maker.Func) != "contextlib.aclosing" {
		return
	}
	is, async := isExitStack(p, f.Value)
	if !is || isExpected(p, call, "TypeError") {
		return
	}
	d := analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     maker.Span(),
		Message: fmt.Sprintf("`%s` is an async context manager, which `push` takes for a function: leaving the stack raises `TypeError: 'aclosing' object is not callable`",
			excerpt(p.Source(), maker)),
	}
	if async {
		d.Message += "; use `push_async_exit`"
		if end := f.End(); len(p.Module.File.Errors) == 0 {
			d.Fix = &analyzer.Fix{
				Message: "Use `push_async_exit`",
				Edits:   []analyzer.Edit{{Span: source.Span{Start: end - source.Pos(len(f.Attr)), End: end}, Text: "push_async_exit"}},
			}
		}
	}
	p.Report(d)
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// enterOther uses the other of the two methods of an AsyncExitStack, where the
// call stands alone or is what a name is given.
func enterOther(p *analyzer.Pass, call *ast.Call, f *ast.Attribute, stack string) *analyzer.Fix {
	if stack == "contextlib.ExitStack.enter_context" || len(p.Module.File.Errors) > 0 {
		return nil
	}
	end := f.End()
	word := source.Span{Start: end - source.Pos(len(f.Attr)), End: end}
	up := p.Module.Parent(call)
	if f.Attr == "enter_context" {
		if !isWhole(up) || !inAsync(p.Module, call) {
			return nil
		}
		return &analyzer.Fix{
			Message: "Use `enter_async_context`",
			Edits:   []analyzer.Edit{{Span: source.Span{Start: call.Pos(), End: call.Pos()}, Text: "await "}, {Span: word, Text: "enter_async_context"}},
		}
	}
	if !isAwait(up) || !isWhole(p.Module.Parent(up)) || strings.TrimSpace(p.Source().Text[up.Pos():call.Pos()]) != "await" {
		return nil
	}
	return &analyzer.Fix{
		Message: "Use `enter_context`",
		Edits:   []analyzer.Edit{{Span: source.Span{Start: up.Pos(), End: call.Pos()}}, {Span: word, Text: "enter_context"}},
	}
}

// qualifiedType is the type of an object with its module, as contextlib writes it;
// "" where that is not known.
func qualifiedType(o infer.Object) string {
	if o.Class != nil {
		return o.Class.FullName()
	}
	if strings.Contains(o.Type, ".") {
		return o.Type
	}
	switch o.Type {
	case "Lock", "Semaphore", "BoundedSemaphore", "Condition", "Event", "Barrier":
		return "asyncio.locks." + o.Type
	case "Queue":
		return "asyncio.queues.Queue"
	case "TaskGroup":
		return "asyncio.taskgroups.TaskGroup"
	case "Timeout":
		return "asyncio.timeouts.Timeout"
	case "_AsyncGeneratorContextManager", "_GeneratorContextManager", "ExitStack", "AsyncExitStack", "aclosing", "closing", "suppress":
		return "contextlib." + o.Type
	case "int", "str", "float", "bytes", "bool", "list", "tuple", "set", "dict", "NoneType", "function", "method", "type", "coroutine", "generator":
		return "builtins." + o.Type
	case "ABCMeta":
		return "abc.ABCMeta"
	}
	return ""
}
