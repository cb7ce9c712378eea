package analyzer

import (
	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

type graphCache map[*index.Function]*flow.Graph

// Graph is the control flow of a function of the file; nil when it is too
// large to analyse.
func (p *Pass) Graph(fn *index.Function) *flow.Graph {
	if g, ok := p.graphs[fn]; ok {
		return g
	}
	g := flow.Build(fn.Body, p.maySwallow)
	if p.graphs == nil {
		p.graphs = graphCache{}
	}
	p.graphs[fn] = g
	return g
}

// maySwallow tells whether a context manager can end an exception. Those that
// are known not to are listed; of any other it is not known.
func (p *Pass) maySwallow(item *ast.WithItem) bool {
	x := item.ContextExpr
	if c, ok := x.(*ast.Call); ok {
		x = c.Func
	}
	switch p.Infer.DottedName(p.Module, x) {
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
