package lsp

import (
	"context"
	"slices"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/refs"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// callers is what the program does with a function.
type callers struct {
	all      []refs.Occurrence // without the def itself and imports
	awaited  []refs.Occurrence
	iterated []refs.Occurrence
	ran      []refs.Occurrence // with asyncio.run and its like
	tasks    []refs.Occurrence // made a task of
	given    []refs.Occurrence // calls whose result goes to any other call
	unclosed []refs.Occurrence // iterated or kept where a rule finds the generator left open
	leavers  int               // functions in which unclosed ones are
}

// callersOf searches the program. When ctx ends, the result is incomplete.
func (s *snapshot) callersOf(ctx context.Context, fn *index.Function) callers {
	var c callers
	target := refs.Of(fn)
	type scope struct {
		m  *index.Module
		fn *index.Function
	}
	var left []scope
	for _, r := range s.finder.References(ctx, []refs.Symbol{target}, s.candidates(ctx)) {
		if _, isImport := r.Node.(*ast.Alias); isImport || r.Binds {
			continue
		}
		c.all = append(c.all, r)
		use, call := refs.UseOf(r)
		switch use {
		case refs.Awaited:
			c.awaited = append(c.awaited, r)
		case refs.Iterated:
			c.iterated = append(c.iterated, r)
		case refs.Given:
			switch s.takenBy(r.Module, call) {
			case taskRun:
				c.ran = append(c.ran, r)
			case taskMade:
				c.tasks = append(c.tasks, r)
			default:
				c.given = append(c.given, r)
			}
		}
		if use == refs.Named || !fn.IsAsyncGenerator() || ctx.Err() != nil {
			continue
		}
		if use != refs.Iterated && s.isIterated(r.Module, fn, call) {
			c.iterated = append(c.iterated, r)
		}
		if s.isLeftOpen(r.Module, call.Span()) {
			c.unclosed = append(c.unclosed, r)
			if at := (scope{r.Module, r.Module.FunctionAt(r.Node)}); !slices.Contains(left, at) {
				left = append(left, at)
			}
		}
	}
	c.leavers = len(left)
	return c
}

// taking is what the call does that gets a coroutine as argument.
type taking uint8

const (
	takenElse taking = iota
	taskRun          // to its end, by a loop that it drives
	taskMade
)

func (s *snapshot) takenBy(m *index.Module, coro *ast.Call) taking {
	outer, ok := m.Parent(coro).(*ast.Call)
	if !ok {
		return takenElse
	}
	if f, ok := outer.Func.(*ast.Attribute); ok {
		switch f.Attr { // of loops and groups, whatever they are called
		case "create_task":
			return taskMade
		case "run_until_complete":
			return taskRun
		}
	}
	switch s.engine.DottedName(m, outer.Func) {
	case "asyncio.run", "asyncio.runners.run", "asyncio.Runner.run", "asyncio.runners.Runner.run":
		return taskRun
	case "asyncio.create_task", "asyncio.tasks.create_task", "asyncio.ensure_future", "asyncio.tasks.ensure_future",
		"asyncio.gather", "asyncio.tasks.gather", "asyncio.run_coroutine_threadsafe", "asyncio.tasks.run_coroutine_threadsafe":
		return taskMade
	}
	return takenElse
}

// isIterated reports a loop, in the function around a call, that runs over
// what the call made under a name or through aclosing.
func (s *snapshot) isIterated(m *index.Module, fn *index.Function, call *ast.Call) bool {
	around := m.FunctionAt(call)
	if around == nil {
		return false
	}
	found := false
	ast.Inspect(around.Node, func(n ast.Node) bool {
		var iter ast.Expr
		switch n := n.(type) {
		case *ast.AsyncFor:
			iter = n.Iter
		case *ast.Comprehension:
			if n.IsAsync != 0 {
				iter = n.Iter
			}
		}
		if _, direct := iter.(*ast.Call); iter != nil && !direct && iter.Pos() >= call.End() {
			v, _ := s.engine.Iterated(m, iter)
			found = found || v.Kind == infer.AsyncGenerator && slices.Contains(v.Makers(), fn)
		}
		return !found
	})
	return found
}

// isLeftOpen reports a finding that the generator made by a call is not closed.
func (s *snapshot) isLeftOpen(m *index.Module, call source.Span) bool {
	for _, f := range s.checkFile(m.Path).found {
		switch f.Rule.Code {
		case "AG101", "AG102", "AG103", "AG104", "AG106":
			if f.Span.Start <= call.Start && call.End <= f.Span.End || call.Start <= f.Span.Start && f.Span.End <= call.End {
				return true
			}
		}
	}
	return false
}
