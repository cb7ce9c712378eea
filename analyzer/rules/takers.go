package rules

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// taker is a function of asyncio that awaits what it gets, or has a task do it.
type taker struct {
	wants  string
	raises string // of what cannot be awaited; {type} is its type, {object} its repr
	task   bool   // it takes no task or future either
	takes  taking
}

// taking says which of its arguments a taker awaits.
type taking uint8

const (
	takesFirst    taking = iota
	takesAll             // and unpacks what has a star
	takesElements        // those of its first
)

const wantsAwaitable = "An asyncio.Future, a coroutine or an awaitable is required"

// takerOf knows the functions by their full name.
func takerOf(p *analyzer.Pass, name string) (t taker, ok bool) {
	for _, module := range []string{"asyncio.tasks.", "asyncio.runners."} {
		if rest, in := strings.CutPrefix(name, module); in {
			name = "asyncio." + rest
		}
	}
	t = taker{wants: "an awaitable", raises: wantsAwaitable}
	switch name {
	case "asyncio.create_task", "asyncio.TaskGroup.create_task", "asyncio.AbstractEventLoop.create_task":
		t.wants, t.raises, t.task = "a coroutine", "a coroutine was expected, got {object}", true
	case "asyncio.run", "asyncio.Runner.run":
		t.wants = "a coroutine"
		if p.Target < 14 {
			t.raises, t.task = "ValueError: a coroutine was expected, got {object}", true
		}
	case "asyncio.run_coroutine_threadsafe":
		t.wants, t.raises, t.task = "a coroutine", "A coroutine object is required", true
	case "asyncio.gather":
		t.wants, t.takes = "awaitables", takesAll
	case "asyncio.wait_for":
		if p.Target >= 12 {
			t.raises = "object {type} can't be used in 'await' expression"
		}
	case "asyncio.shield", "asyncio.ensure_future", "asyncio.AbstractEventLoop.run_until_complete":
	case "asyncio.as_completed":
		t.wants, t.takes = "awaitables", takesElements
	case "asyncio.wait":
		t.wants, t.takes = "tasks", takesElements
		if p.Target >= 11 {
			t.raises = "'{type}' object has no attribute 'add_done_callback'"
		}
	default:
		return taker{}, false
	}
	return t, true
}

// says is the text of the exception for an object.
func (t taker) says(typ, repr string) string {
	return strings.NewReplacer("{type}", typ, "{object}", repr).Replace(t.raises)
}

// mayTake is a quick look at the name of what is called; only a plain name can be
// that of an import under another one.
func mayTake(m *index.Module, x ast.Expr) bool {
	switch index.LastName(x) {
	case "create_task", "run_until_complete", "run", "gather", "wait_for", "shield", "ensure_future", "run_coroutine_threadsafe", "wait", "as_completed":
		return true
	}
	return x.Kind() == ast.NameKind && mayName(m, x, "create_task", "run", "gather", "wait_for", "shield", "ensure_future", "run_coroutine_threadsafe", "wait", "as_completed")
}
