package session

import (
	"context"
	"errors"
	"strconv"

	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/runtime/inspect"
)

func stepBack(ctx context.Context, s *Session, args dap.StepBackArguments) (any, error) {
	switch args.Granularity {
	case "", "statement", "line":
	case "instruction":
		return nil, reply.NoWayBack.With("reason", "backwards, a step is a line")
	default:
		return nil, reply.BadArguments.With("command", "stepBack", "reason", string(args.Granularity)+" is no granularity")
	}
	return s.back(args.ThreadId, func(r inspect.Reverser) error { return r.StepBack(ctx, inspect.TaskID(args.ThreadId)) })
}

func reverseContinue(ctx context.Context, s *Session, args dap.ReverseContinueArguments) (any, error) {
	task := inspect.TaskID(0) // the stops of all tasks count
	if args.SingleThread {
		task = inspect.TaskID(args.ThreadId)
	}
	return s.back(args.ThreadId, func(r inspect.Reverser) error { return r.ReverseContinue(ctx, task) })
}

// back runs f, which shows the program as it was.
func (s *Session) back(thread int, f func(inspect.Reverser) error) (any, error) {
	r, recorded := s.program.target.(inspect.Reverser)
	switch {
	case !recorded:
		return nil, reply.NoWayBack.With("reason", `the program is not recorded: launch it with "record"`)
	case thread == summaryThread:
		return nil, reply.NoThread.With("id", strconv.Itoa(thread))
	}
	err := s.program.resume(func() error { return f(r) })
	switch {
	case errors.Is(err, inspect.ErrNoTask):
		return nil, reply.NoThread.With("id", strconv.Itoa(thread))
	case err != nil:
		return nil, err
	}
	s.paths.forget()
	return nil, nil
}

// tellRecorded announces what a recorded program can do beyond Capabilities.
func (s *Session) tellRecorded() {
	s.out.event("capabilities", dap.CapabilitiesEventBody{Capabilities: dap.Capabilities{SupportsStepBack: true}})
}
