package session

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/internal/dap/reply"
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

// checkFilters finds a filter that does not exist.
func checkFilters(ids []string) error {
	known := exceptionFilters()
	for _, id := range ids {
		if !slices.ContainsFunc(known, func(f dap.ExceptionBreakpointsFilter) bool { return f.Filter == id }) {
			return fmt.Errorf("there is no exception filter %s", id)
		}
	}
	return nil
}

func (s *Session) setExceptionBreakpoints(args dap.SetExceptionBreakpointsArguments) (any, error) {
	var filters []inspect.ExceptionFilterSpec
	for _, id := range args.Filters {
		filters = append(filters, inspect.ExceptionFilterSpec{ID: id})
	}
	for _, f := range args.FilterOptions {
		filters = append(filters, inspect.ExceptionFilterSpec{ID: f.FilterId, Condition: strings.TrimSpace(f.Condition)})
	}
	for _, f := range filters {
		if err := checkFilters([]string{f.ID}); err != nil {
			return nil, reply.BadArguments.With("command", "setExceptionBreakpoints", "reason", err.Error())
		}
	}
	body := breakpointsBody{Breakpoints: make([]breakpointBody, len(filters))}
	if s.launch.NoDebug {
		for i := range body.Breakpoints {
			body.Breakpoints[i].Message = noDebugMessage
		}
		return body, nil
	}
	answers, err := s.filter(filters)
	if err != nil {
		return nil, err
	}
	for i := range filters {
		body.Breakpoints[i] = s.breakpointBody(answers[i])
	}
	return body, nil
}

// filter puts filters into force, and after them those of the launch request
// that are not among them.
func (s *Session) filter(filters []inspect.ExceptionFilterSpec) ([]inspect.Breakpoint, error) {
	for _, id := range s.launch.ExceptionFilters {
		if !slices.ContainsFunc(filters, func(f inspect.ExceptionFilterSpec) bool { return f.ID == id }) {
			filters = append(filters, inspect.ExceptionFilterSpec{ID: id})
		}
	}
	s.breaks.noteFilters()
	return s.program.target.SetExceptionFilters(filters)
}
