package rules

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

//go:embed aw220.md
var aw220Doc string

var aw220 = analyzer.Rule{
	Code:     "AW220",
	Name:     "await-of-no-awaitable",
	Since:    "0.2.0",
	Severity: analyzer.Error,
	Fix:      "sometimes",
	Doc:      aw220Doc,
	Nodes:    []ast.Kind{ast.AwaitKind, ast.CallKind},
	Run:      runAW220,
}

func runAW220(p *analyzer.Pass, n ast.Node) {
	if call, ok := n.(*ast.Call); ok {
		checkTaken(p, call)
		return
	}
	x := n.(*ast.Await).Value
	if x == nil || p.Module.IsStub {
		return
	}
	switch p.Infer.Expr(p.Module, x).Kind {
	case infer.Coroutine, infer.Awaitable, infer.Task, infer.Future:
		return // nearly all, and AG110 has asked the same
	}
	if reportNotCallable(p, x, "__await__") {
		return
	}
	o, ok := firstLacking(p, x, "__await__")
	if !ok || isExpected(p, n, "TypeError") {
		return
	}
	text := excerpt(p.Source(), x)
	d := analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     x.Span(),
		Related:  related(o, x.Span(), "this is what is awaited"),
	}
	do := ""
	switch {
	case o.Type == "async_generator":
		do = "; iterate it with `async for`"
	case (o.Type == "function" || o.Type == "method") && o.Func != nil && o.Func.Async:
		do = "; call it: `" + text + "()`"
		if !o.Func.IsAsyncGenerator() {
			d.Fix = insertCall(p, x, o)
		}
	case o.Type == "method-wrapper" || o.Type == "builtin_function_or_method":
		do = "; call it: `" + text + "()`"
		if f, ok := x.(*ast.Attribute); ok && len(p.Module.File.Errors) == 0 && (f.Attr == "__anext__" || f.Attr == "aclose") {
			d.Fix = &analyzer.Fix{Message: "Call `" + text + "`", Edits: []analyzer.Edit{{Span: source.Span{Start: x.End(), End: x.End()}, Text: "()"}}}
		}
	case o.Type == "functools.partial":
		do = "; call it: `" + text + "()`"
	case o.Type == "function" && o.Func == nil && x.Kind() != ast.LambdaKind:
		do = "; call it" // which is of asyncio, or makes a context manager
	case o.Type == "type":
		do = "; call it to make an instance"
	case o.Type == "NoneType" && (isCall(x) || o.Of != nil && isCall(o.Of)) && o.Of != x:
		do = "; what is called is a plain `def`, so remove `await`"
	case o.Type == "list" || o.Type == "tuple" || o.Type == "set":
		do = "; `asyncio.gather` awaits several at once"
	case o.Type == "Future" && o.Class == nil: // asyncio's own is "_asyncio.Future"
		if hasExecutor(p) {
			return
		}
		do = "; what awaits a future of a thread is `asyncio.wrap_future`"
		d.Fix = wrapFuture(p, x)
	case o.Class != nil && p.Infer.Has(p.Module, o, "__aenter__") == infer.Yes:
		do = "; enter it with `async with`"
	case o.Class != nil:
		do = "; its class has no `__await__`"
	case p.Infer.Has(p.Module, o, "__aenter__") == infer.Yes:
		do = "; enter it with `async with`"
	default:
		do = "; remove `await`"
	}
	if o.Func != nil && o.Type == "async_generator" && o.Func.Module != nil {
		d.Related = []analyzer.Related{{File: o.Func.Module.Source(), Span: o.Func.NameSpan(), Message: "async generator `" + o.Func.QualName() + "` is defined here"}}
	}
	what := "`" + text + "`"
	if !index.IsNone(x) {
		what += " is " + aName(o) + ", which"
	}
	d.Message = fmt.Sprintf("%s cannot be awaited: this raises `TypeError: object %s can't be used in 'await' expression`%s", what, o.Type, do)
	onlyForGiven(p, x, d.Fix)
	p.Report(d)
}

// hasExecutor reports an executor of the program's own, which may stand for one of
// the standard library's and give what can be awaited.
func hasExecutor(p *analyzer.Pass) bool {
	p.Infer.LooksAround()
	for _, m := range p.Infer.Members(p.Module) {
		if !m.Mentions("def submit(") {
			continue
		}
		for _, c := range m.Classes() {
			if len(c.Block.Bindings("submit")) > 0 && (strings.Contains(c.Node.Name, "Executor") || slices.ContainsFunc(c.Node.Bases, isExecutor)) {
				return true
			}
		}
	}
	return false
}

func isExecutor(base ast.Expr) bool { return strings.HasSuffix(index.LastName(base), "Executor") }

// wrapFuture makes what asyncio can await of a future of concurrent.futures.
func wrapFuture(p *analyzer.Pass, x ast.Expr) *analyzer.Fix {
	fn := p.Module.FunctionAt(x)
	if fn == nil || len(p.Module.File.Errors) > 0 {
		return nil
	}
	wrap, edits, ok := importName(p, fn, "asyncio", "wrap_future")
	if !ok {
		return nil
	}
	return &analyzer.Fix{
		Message: "Await it through `" + wrap + "`",
		Edits:   append(edits, insertAt(x.Pos(), wrap+"("), insertAt(x.End(), ")")),
	}
}
