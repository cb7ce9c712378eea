package analyzer

import (
	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/lifetime"
	"github.com/asynctools/asynctools/syntax/ast"
)

type graphCache map[*index.Function]*flow.Graph

// Graph is the control flow of a function, of the file or another; nil when it
// is too large to analyse.
func (p *Pass) Graph(fn *index.Function) *flow.Graph {
	if g, ok := p.graphs[fn]; ok {
		p.Infer.At(p.Infer.VisitBody(fn))
		return g
	}
	before := p.Infer.VisitBody(fn)
	g := p.arena.Build(fn.Body,
		func(item *ast.WithItem) bool { return maySwallow(p.Infer, fn.Module, item) },
		func(call *ast.Call) flow.Ending { return endingOf(p.Infer, fn.Module, call) })
	p.Infer.At(before)
	if p.graphs == nil {
		p.graphs = graphCache{}
	}
	p.graphs[fn] = g
	return g
}

// MayRaise reports a node of a function of the file of which a reader would
// believe that it raises, or is cancelled.
func (p *Pass) MayRaise(n *flow.Node) bool { return p.lifetime().Likely(p.Module, n) }

// MayRaiseIn is MayRaise for an expression of the file.
func (p *Pass) MayRaiseIn(x ast.Expr) bool { return p.lifetime().LikelyIn(p.Module, x) }

func (p *Pass) lifetime() *lifetime.Analysis {
	if p.lifetimes == nil {
		p.lifetimes = lifetime.New(p.Infer, p.Graph)
	}
	return p.lifetimes
}

// Lifetimes are the async generators that a function makes and holds under
// local names, and what becomes of each.
func (p *Pass) Lifetimes(fn *index.Function) []*lifetime.Site {
	return p.lifetime().Sites(fn)
}

// Handed is what a call in the file does with the async generator that it gets
// as argument x, and the function that it calls.
func (p *Pass) Handed(call *ast.Call, x ast.Expr) (lifetime.Summary, *index.Function) {
	return p.lifetime().Handed(p.Module, call, x)
}

// Kept are the arguments that a functools.partial keeps for a call in the file which
// is the only one to use it.
func (p *Pass) Kept(call *ast.Call) []ast.Expr { return p.lifetime().Kept(p.Module, call) }

// AwaitedNext reports an assignment in the file of a task, or of tasks, that the
// statement after it awaits.
func (p *Pass) AwaitedNext(made *ast.Assign) bool {
	return p.lifetime().AwaitedNext(p.Module, made)
}

// Passed is what the async generator that a call in the file makes does with the
// one that it gets as argument x, and its function.
func (p *Pass) Passed(call *ast.Call, x ast.Expr) (lifetime.Passage, *index.Function) {
	return p.lifetime().Passed(p.Module, call, x)
}

// Lends is the async generator that the context manager which a call in the file
// makes gives to the body of its with, where nothing closes it when that is left.
func (p *Pass) Lends(call *ast.Call) (lifetime.Lent, bool) {
	return p.lifetime().Lends(p.Module, call)
}

// maySwallow tells whether a context manager can end an exception. Those that
// are known not to are listed; of any other it is not known.
func maySwallow(engine *infer.Engine, m *index.Module, item *ast.WithItem) bool {
	x := item.ContextExpr
	if c, ok := x.(*ast.Call); ok {
		x = c.Func
	}
	switch engine.DottedName(m, x) {
	case "contextlib.aclosing", "contextlib.closing", "contextlib.nullcontext",
		"contextlib.redirect_stdout", "contextlib.redirect_stderr",
		"asyncio.timeout", "asyncio.timeout_at", "asyncio.TaskGroup", "asyncio.Lock", "asyncio.Semaphore",
		"builtins.open", "builtins.memoryview", "threading.Lock", "threading.RLock",
		"tempfile.TemporaryDirectory", "tempfile.NamedTemporaryFile", "tempfile.TemporaryFile",
		"anyio.create_task_group", "anyio.fail_after", "trio.open_nursery", "trio.fail_after",
		"aiohttp.ClientSession", "httpx.AsyncClient", "httpx.Client":
		return false
	}
	return true
}

// endingOf knows the functions that end the program.
func endingOf(engine *infer.Engine, m *index.Module, call *ast.Call) flow.Ending {
	switch index.LastName(call.Func) {
	case "exit", "quit", "_exit", "abort":
	default:
		return flow.Returns
	}
	switch engine.DottedName(m, call.Func) {
	case "sys.exit", "builtins.exit", "builtins.quit":
		return flow.Exits
	case "os._exit", "os.abort":
		return flow.Dies
	}
	return flow.Returns
}
