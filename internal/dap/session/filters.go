package session

import (
	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/runtime/inspect"
)

// exceptionFilters are the switches an editor shows for exceptions.
func exceptionFilters() []dap.ExceptionBreakpointsFilter {
	filter := func(id, label, description, condition string, on bool) dap.ExceptionBreakpointsFilter {
		return dap.ExceptionBreakpointsFilter{
			Filter: id, Label: label, Description: description, Default: on,
			SupportsCondition: true, ConditionDescription: condition,
		}
	}
	const local = "Python expression, e.g. a test of a local variable"
	return []dap.ExceptionBreakpointsFilter{
		filter(inspect.FilterRaised, "Raised Exceptions",
			"Stop when an exception is raised, whether or not something catches it.", local, false),
		filter(inspect.FilterUncaught, "Uncaught Exceptions",
			"Stop when an exception is raised that nothing will catch.", local, true),
		filter(inspect.FilterUserUnhandled, "User Unhandled Exceptions",
			"Stop when an exception is raised that leaves your code: a library catches it, or it ends a task.", local, false),
		filter(inspect.FilterNeverRetrieved, "Exceptions Never Retrieved",
			"Stop when a task that failed goes away and nobody has read its exception.",
			"Python expression over task, coroutine and exception", false),
		filter(inspect.FilterNeverAwaited, "Coroutines Never Awaited",
			"Stop when a coroutine is dropped that nobody has awaited.",
			"Python expression over name, task and coroutine", false),
		filter(inspect.FilterUnclosedAsyncGen, "Unclosed Async Generators",
			"Stop when a suspended async generator is dropped, or is still open when the loop ends.",
			`Python expression over name, cleanup, how ("dropped", "shutdown", "lost"), task and coroutine`, false),
		filter(inspect.FilterCancelled, "Cancellations",
			"Stop when a cancellation is delivered to a task.",
			"Python expression over task, coroutine and by (who asked, or None)", false),
		filter(inspect.FilterSlowCallback, "Slow Callbacks",
			"Stop in a step that blocks the event loop for long (100 ms).",
			"milliseconds, an expression over duration (seconds), task and coroutine, or both joined by 'and'", false),
		filter(inspect.FilterLoopStarved, "Starved Event Loop",
			"Stop when one pass of the event loop, over many steps, takes long (100 ms).",
			"milliseconds, an expression over duration (seconds) and steps, or both joined by 'and'", false),
	}
}
