package lsp

import "github.com/asynctools/asynctools/analyzer/index"

// lore is what to know about a name of the standard library.
type lore struct {
	text string
	peps []int
}

// known explains a name of the standard library, if it is one of those that
// matter here.
func (e *explainer) known(dotted string) bool {
	l, ok := libraryLore(dotted)
	if !ok {
		return false
	}
	e.code(dotted)
	e.say("%s", l.text)
	if len(l.peps) > 0 {
		e.pep(l.peps...)
	}
	return true
}

func libraryLore(dotted string) (lore, bool) {
	switch dotted {
	case "contextlib.aclosing":
		return lore{"`aclosing(generator)` is an async context manager that gives the generator and awaits its `aclose()` at the end of the block, " +
			"however the block is left. It needs something that has `aclose()`: an async generator has, an async iterator need not.", []int{525}}, true
	case "contextlib.asynccontextmanager":
		return lore{"Makes an async context manager of an async generator function that yields once: `__aenter__` runs it up to its `yield`, " +
			"`__aexit__` runs the rest, with the exception of the block raised at the `yield`.", []int{492, 525}}, true
	case "contextlib.AsyncExitStack":
		return lore{"Collects cleanup that is only known at run time. `await stack.enter_async_context(manager)` enters a manager now " +
			"and leaves it when the stack's block ends; the last one entered is left first.", []int{492}}, true
	case "asyncio.TaskGroup":
		return lore{"`async with TaskGroup() as group` waits at the end of its block for all tasks made with `group.create_task()`. " +
			"When one fails, the others and the block are cancelled, and the errors are raised together as an `ExceptionGroup`. " +
			"It must be left by the task that entered it, so an async generator should not `yield` inside it.", []int{789}}, true
	case "asyncio.timeout", "asyncio.timeout_at":
		return lore{"Cancels the task inside its block when the time is up, and makes `TimeoutError` of that cancellation at the end of the block. " +
			"An async generator that yields inside it lets the time run, and the cancellation strike, in its caller's code.", []int{789}}, true
	case "asyncio.create_task":
		return lore{"Wraps a coroutine in a task that starts at the next turn of the event loop. The loop keeps only a weak reference: " +
			"keep the task, or it may be collected before it is done. It takes coroutines, no async generators.", []int{492}}, true
	case "asyncio.gather":
		return lore{"Runs awaitables at the same time and gives their results in order. When one fails, the error is raised at once " +
			"and the others go on; when `gather` is cancelled, so are they.", nil}, true
	case "asyncio.wait_for":
		return lore{"Awaits one awaitable, cancels it when the time is up, and raises `TimeoutError` then.", nil}, true
	case "builtins.aiter":
		return lore{"`aiter(x)` is `x.__aiter__()`. An async generator is its own iterator.", []int{492}}, true
	case "builtins.anext":
		return lore{"`await anext(x)` runs an async iterator to its next item, and raises `StopAsyncIteration` (or gives the default) when there is none. " +
			"A generator that is not run to its end this way has to be closed: `await x.aclose()`.", []int{525}}, true
	case "async_generator.aclose":
		return lore{"`await g.aclose()` raises `GeneratorExit` at the `yield` where the generator waits, so that its `finally` and `with` blocks run now. " +
			"On a generator that never started, or is done, it does nothing.", []int{525}}, true
	case "async_generator.asend":
		return lore{"`await g.asend(value)` goes on with the generator; `value` is what its `yield` gives. The first one must send `None`.", []int{525}}, true
	case "async_generator.athrow":
		return lore{"`await g.athrow(error)` raises an exception at the `yield` where the generator waits, and gives the next item if the generator goes on.", []int{525}}, true
	case "async_generator.__anext__":
		return lore{"`await g.__anext__()` runs the generator up to its next `yield`, as `async for` does.", []int{525}}, true
	}
	return lore{}, false
}

// protocolMethod explains a special method of the async protocols.
func (e *explainer) protocolMethod(fn *index.Function) {
	if fn.Class == nil {
		return
	}
	switch fn.Name {
	case "__await__":
		e.say("`await x` calls `x.__await__()`, which must return an iterator: mostly it is a plain `def` that ends in " +
			"`return self.other().__await__()`, or a generator with `yield from`. A coroutine in its place is a `TypeError`.")
		e.pep(492)
	case "__aiter__":
		e.say("`async for` calls `__aiter__()` once, without `await`: it returns the object that has `__anext__()`. " +
			"An `async def` with a `yield` does too, for calling it makes an async generator.")
		e.pep(492, 525)
	case "__anext__":
		e.say("`async for` awaits `__anext__()` for each item; `StopAsyncIteration` ends the loop.")
	case "__aenter__":
		e.say("`async with` awaits `__aenter__()`; its result is what `as` names.")
	case "__aexit__":
		e.say("`async with` awaits `__aexit__(type, error, traceback)` at the end of its block; a true result swallows the exception.")
	}
}
