package rules

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

//go:embed ag105.md
var ag105Doc string

var ag105 = analyzer.Rule{
	Code:     "AG105",
	Name:     "aclose-not-awaited",
	Since:    "0.2.0",
	Severity: analyzer.Warning,
	Fix:      "sometimes",
	Doc:      ag105Doc,
	Nodes:    []ast.Kind{ast.CallKind},
	Run:      runAG105,
}

func runAG105(p *analyzer.Pass, n ast.Node) {
	call := n.(*ast.Call)
	f, ok := call.Func.(*ast.Attribute)
	if !ok {
		return
	}
	switch f.Attr {
	case "callback", "push_async_callback":
		if !calledTooEarly(p, call, f) && f.Attr == "callback" {
			calledBack(p, call, f)
		}
		return
	case "call_soon", "call_soon_threadsafe", "call_later", "call_at", "addCleanup", "addAsyncCleanup", "register":
		calledPlainly(p, call, f)
		return
	}
	if f.Attr != "aclose" || len(call.Args) > 0 || !isDropped(p, call) {
		return
	}
	v := generatorIn(p.Infer.Expr(p.Module, f.Value))
	if v.Kind != infer.AsyncGenerator || expectsError(p, call) {
		return
	}
	name := excerpt(p.Source(), f.Value)
	d := analyzer.Diagnostic{
		Severity: analyzer.Warning,
		Span:     call.Span(),
		Message:  fmt.Sprintf("`%s.aclose()` is not awaited: it only makes a coroutine, and the generator stays open", name),
	}
	lost, _ := cleanupOf(p, v)
	if len(lost) > 0 {
		d.Message += ": " + consequence(p, lost[0])
	}
	d.Related = story(v, nil, lost)
	fn := p.Module.FunctionAt(call)
	if fn != nil && fn.Async && p.Module.BlockAt(call) == fn.Block && len(p.Module.File.Errors) == 0 {
		d.Fix = &analyzer.Fix{
			Message: "Await the `aclose()`",
			Edits:   []analyzer.Edit{{Span: source.Span{Start: call.Pos(), End: call.Pos()}, Text: "await "}},
		}
	}
	p.Report(d)
}

// calledBack sees "stack.callback(gen.aclose)": the stack calls it, and nobody
// awaits what it gives.
func calledBack(p *analyzer.Pass, call *ast.Call, f *ast.Attribute) {
	if len(call.Args) == 0 {
		return
	}
	is, async := isExitStack(p, f.Value)
	closer, v := closerOf(p, call.Args[0])
	if !is || closer == nil || expectsError(p, call) {
		return
	}
	do := "an `AsyncExitStack` has `push_async_callback` for it"
	if async {
		do = "use `push_async_callback`"
	}
	d := analyzer.Diagnostic{
		Severity: analyzer.Warning,
		Span:     closer.Span(),
		Message:  fmt.Sprintf("`callback` calls `%s` and nobody awaits what it gives, so that the generator stays open; %s", excerpt(p.Source(), closer), do),
	}
	lost, _ := cleanupOf(p, v)
	if len(lost) > 0 {
		d.Message += ": " + consequence(p, lost[0])
	}
	d.Related = story(v, nil, lost)
	if async && len(p.Module.File.Errors) == 0 {
		end := f.End()
		d.Fix = &analyzer.Fix{
			Message: "Call it by `push_async_callback`",
			Edits:   []analyzer.Edit{{Span: source.Span{Start: end - source.Pos(len(f.Attr)), End: end}, Text: "push_async_callback"}},
		}
	}
	p.Report(d)
}

// closerOf is x as "gen.aclose", and the generator.
func closerOf(p *analyzer.Pass, x ast.Expr) (*ast.Attribute, infer.Value) {
	closer, ok := x.(*ast.Attribute)
	if !ok || closer.Attr != "aclose" {
		return nil, infer.Value{}
	}
	v := generatorIn(p.Infer.Expr(p.Module, closer.Value))
	if v.Kind != infer.AsyncGenerator {
		return nil, infer.Value{}
	}
	return closer, v
}

// calledPlainly sees "loop.call_soon(gen.aclose)" and the like, which call it and
// drop the awaitable that it gives.
func calledPlainly(p *analyzer.Pass, call *ast.Call, f *ast.Attribute) {
	at, do := 0, "make a task of it: `create_task(%s())`"
	switch f.Attr {
	case "call_later", "call_at":
		at = 1
	case "addCleanup":
		do = "give `addAsyncCleanup` an `async def` that awaits `%s()`"
	case "addAsyncCleanup":
		// It awaits what inspect.iscoroutinefunction knows, and calls all else.
		do = "it awaits coroutine functions only, so give it an `async def` that awaits `%s()`"
	case "register":
		if p.Infer.DottedName(p.Module, f) != "atexit.register" {
			return
		}
		do = "no loop runs then: await `%s()` before the program ends"
	}
	if at >= len(call.Args) {
		return
	}
	closer, v := closerOf(p, call.Args[at])
	if closer == nil || expectsError(p, call) || !isLoopOrTest(p, f) {
		return
	}
	text := excerpt(p.Source(), closer)
	d := analyzer.Diagnostic{
		Severity: analyzer.Warning,
		Span:     closer.Span(),
		Message:  fmt.Sprintf("`%s` calls `%s` and nobody awaits what it gives, so that the generator stays open; "+do, f.Attr, text, text),
	}
	lost, _ := cleanupOf(p, v)
	if len(lost) > 0 {
		d.Message += ": " + consequence(p, lost[0])
	}
	d.Related = story(v, nil, lost)
	p.Report(d)
}

// isLoopOrTest reports a method that is known to be of an event loop or a test case of
// unittest, or the function of atexit.
func isLoopOrTest(p *analyzer.Pass, f *ast.Attribute) bool {
	if f.Attr == "register" {
		return true
	}
	if v := p.Infer.Expr(p.Module, f); v.Kind == infer.Function {
		return false // of the program's own
	}
	of := p.Infer.Expr(p.Module, f.Value)
	if f.Attr == "addCleanup" || f.Attr == "addAsyncCleanup" {
		if of.Class == nil {
			return false
		}
		is, _ := p.Infer.IsSubclass(of.Class, "unittest.TestCase")
		async, _ := p.Infer.IsSubclass(of.Class, "unittest.IsolatedAsyncioTestCase")
		return is || async
	}
	return of.Class == nil && (strings.HasPrefix(of.Name, "asyncio.") || strings.Contains(strings.ToLower(index.LastName(f.Value)), "loop"))
}

// isExitStack reports one of contextlib's two stacks.
func isExitStack(p *analyzer.Pass, x ast.Expr) (is, async bool) {
	v := p.Infer.Expr(p.Module, x)
	async = v.Name == "contextlib.AsyncExitStack"
	return v.Kind == infer.Instance && (async || v.Name == "contextlib.ExitStack"), async
}

// calledTooEarly sees "stack.push_async_callback(gen.aclose())", which gives the
// stack what the call gives in the place of what it is to call.
func calledTooEarly(p *analyzer.Pass, call *ast.Call, f *ast.Attribute) bool {
	if len(call.Args) == 0 {
		return false
	}
	made, ok := call.Args[0].(*ast.Call)
	if !ok || len(made.Args)+len(made.Keywords) > 0 {
		return false
	}
	is, async := isExitStack(p, f.Value)
	closer, v := closerOf(p, made.Func)
	if !is || closer == nil || expectsError(p, call) {
		return false
	}
	d := analyzer.Diagnostic{
		Severity: analyzer.Error,
		Span:     made.Span(),
		Message: fmt.Sprintf("`%s` wants a function to call later, and `%s` is called at once: leaving the stack raises `TypeError: 'async_generator_athrow' object is not callable`, and the generator stays open",
			f.Attr, excerpt(p.Source(), made)),
	}
	lost, _ := cleanupOf(p, v)
	d.Related = story(v, nil, lost)
	if async && f.Attr == "push_async_callback" && len(p.Module.File.Errors) == 0 {
		d.Fix = &analyzer.Fix{
			Message: "Do not call it yet",
			Edits:   []analyzer.Edit{{Span: source.Span{Start: closer.End(), End: made.End()}}},
		}
	}
	p.Report(d)
	return true
}

// isDropped reports a call whose result nobody sees: a statement of its own, the
// element of a list that is one, or what is bound to a name that nobody reads.
func isDropped(p *analyzer.Pass, call *ast.Call) bool {
	switch s := p.Module.Parent(call).(type) {
	case *ast.ExprStmt:
		return true
	case *ast.ListComp:
		return isStatement(p.Module, s)
	case *ast.SetComp:
		return isStatement(p.Module, s)
	case *ast.Assign:
		if len(s.Targets) == 1 && s.Value == ast.Expr(call) {
			n, ok := s.Targets[0].(*ast.Name)
			if !ok || isRead(p.Module, n) {
				return false
			}
			fn := p.Module.FunctionAt(n)
			return n.Ident == "_" || fn != nil && p.Module.BlockAt(n) == fn.Block && fn.Block.Resolve(n.Ident) == fn.Block
		}
	}
	return false
}

// isRead reports a name that is used somewhere in its block, or below.
func isRead(m *index.Module, n *ast.Name) bool {
	block := m.BlockAt(n)
	if block.Node == nil {
		return false
	}
	read := false
	ast.Inspect(block.Node, func(x ast.Node) bool {
		if other, ok := x.(*ast.Name); ok && other.Ident == n.Ident && other.Ctx == ast.Load {
			read = true
		}
		return !read
	})
	return read
}

// generatorIn is the async generator among what a value may be, if there is
// nothing else that has an aclose.
func generatorIn(v infer.Value) infer.Value {
	if v.Kind != infer.Union {
		return v
	}
	var out infer.Value
	for _, alt := range v.Alts() {
		switch alt.Kind {
		case infer.AsyncGenerator:
			out = alt
		case infer.None:
		default:
			return infer.Value{}
		}
	}
	return out
}
