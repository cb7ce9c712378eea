package lifetime

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

func (f *function) likely(n *flow.Node) bool { return f.a.Likely(f.m, n) }

// Likely reports a node of which a reader would believe that it raises or is
// cancelled while a generator waits: one that awaits, asserts, imports, or
// calls something that is not known to be harmless. That any attribute or sum
// may raise is true, and no reason to tell anybody.
func (a *Analysis) Likely(m *index.Module, n *flow.Node) bool { return a.raisesBeside(m, n, nil) }

// LikelyIn is Likely for an expression of m.
func (a *Analysis) LikelyIn(m *index.Module, x ast.Node) bool { return a.raisesIn(m, x, nil) }

// raisesIn looks through an expression or statement, save what runs but.
func (a *Analysis) raisesIn(m *index.Module, x, but ast.Node) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Lambda:
			return false
		case *ast.Await:
			found = found || but == nil || ast.Node(n.Value) != but
		case *ast.Yield:
			found = found || !isFixture(m.FunctionAt(n))
		case *ast.Assert, *ast.Import, *ast.ImportFrom:
			found = true
		case *ast.Comprehension:
			if but == nil || ast.Node(n) != but {
				found = found || n.IsAsync != 0
			}
		case *ast.Call:
			found = found || (but == nil || ast.Node(n) != but) && !a.harmless(m, n)
		}
		return !found
	})
	return found
}

// raisesBeside is Likely for what a node does besides running the expression
// given, and awaiting that.
func (a *Analysis) raisesBeside(m *index.Module, n *flow.Node, but ast.Node) bool {
	found := false
	look := func(x ast.Node) { found = found || a.raisesIn(m, x, but) }
	switch s := n.Ast.(type) {
	case *ast.For:
		look(s.Iter) // the items come from there
		return found
	case *ast.AsyncFor:
		if n.Kind == flow.Step {
			return true
		}
	}
	switch s := n.Ast.(type) {
	case *ast.If:
		look(s.Test)
	case *ast.While:
		look(s.Test)
	case *ast.AsyncFor:
		look(s.Iter)
	case *ast.Match:
		look(s.Subject)
	case *ast.With:
		for _, item := range s.Items {
			look(item.ContextExpr)
		}
	case *ast.AsyncWith:
		for _, item := range s.Items {
			if call, ok := item.ContextExpr.(*ast.Call); !ok || !a.harmless(m, call) {
				return true // entering it awaits
			}
		}
	case nil:
	default:
		look(n.Ast)
	}
	return found
}

// entersScope reports the beginning of a with whose context managers do not raise
// when they are entered: an except clause around it is for what is inside.
func (f *function) entersScope(n *flow.Node) bool {
	items := withItems(n.Ast)
	if n.Kind != flow.Stmt || len(items) == 0 {
		return false
	}
	for _, item := range items {
		if call, ok := item.ContextExpr.(*ast.Call); !ok || !f.a.harmless(f.m, call) {
			return false
		}
	}
	return true
}

// leavesQuietly reports the end of a with whose context managers raise nothing of
// their own when the body has come to its end: a timeout only turns one exception
// into another.
func (f *function) leavesQuietly(n *flow.Node) bool {
	items := withItems(n.Ast)
	if n.Kind != flow.Leave || len(items) == 0 {
		return false
	}
	for _, item := range items {
		call, ok := item.ContextExpr.(*ast.Call)
		if !ok {
			return false
		}
		switch f.a.infer.DottedName(f.m, call.Func) {
		case "asyncio.timeout", "asyncio.timeout_at", "async_timeout.timeout", "async_timeout.timeout_at",
			"contextlib.nullcontext", "contextlib.suppress",
			"anyio.CancelScope", "anyio.move_on_after", "anyio.fail_after",
			"trio.CancelScope", "trio.move_on_after", "trio.move_on_at", "trio.fail_after", "trio.fail_at":
		default:
			return false
		}
	}
	return true
}

// harmless names calls that raise only where the program is wrong in itself.
func (a *Analysis) harmless(m *index.Module, call *ast.Call) bool {
	if f, ok := call.Func.(*ast.Attribute); ok {
		switch f.Attr {
		case "append", "extend", "appendleft", "add", "discard", "clear", "copy", "strip", "lstrip", "rstrip", "split", "join", "lower", "upper",
			"startswith", "endswith", "format", "replace", "items", "keys", "values", "get", "setdefault", "popleft",
			"debug", "info", "warning", "error", "exception", "log", "set", "is_set", "put_nowait", "create_task", "aclose":
			return true
		}
	}
	name := a.infer.DottedName(m, call.Func)
	switch name {
	case "builtins.print", "builtins.len", "builtins.isinstance", "builtins.str", "builtins.repr", "builtins.bool", "builtins.list", "builtins.dict",
		"builtins.set", "builtins.tuple", "builtins.range", "builtins.enumerate", "builtins.zip", "builtins.type", "builtins.id", "builtins.hasattr",
		"builtins.getattr", "builtins.sum", "builtins.any", "builtins.all", "builtins.min", "builtins.max", "builtins.sorted", "builtins.aiter",
		"builtins.round", "builtins.abs", "builtins.reversed", "builtins.locals", "builtins.vars", "inspect.isasyncgen", "inspect.getasyncgenstate",
		"contextlib.aclosing", "contextlib.suppress", "contextlib.nullcontext",
		"asyncio.timeout", "asyncio.timeout_at", "asyncio.TaskGroup", "async_timeout.timeout", "async_timeout.timeout_at",
		"anyio.CancelScope", "anyio.move_on_after", "anyio.fail_after",
		"trio.CancelScope", "trio.move_on_after", "trio.move_on_at", "trio.fail_after", "trio.fail_at",
		"platform.system":
		return true
	}
	if f := a.infer.Expr(m, call.Func); f.Kind == infer.Function && f.Func.IsAsyncGenerator() {
		return true // it only makes a generator
	}
	return strings.HasPrefix(name, "time.") || strings.HasPrefix(name, "logging.")
}
