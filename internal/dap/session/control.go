package session

import (
	"context"
	"errors"
	"strconv"

	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/runtime/inspect"
)

func (s *Session) continueAll(args dap.ContinueArguments) (any, error) {
	resume := s.program.target.Continue
	if args.SingleThread {
		resume = func() error { return s.program.target.ContinueTask(inspect.TaskID(args.ThreadId)) }
	}
	err := s.program.resume(resume)
	if errors.Is(err, inspect.ErrNoTask) {
		return nil, reply.NoThread.With("id", strconv.Itoa(args.ThreadId))
	}
	if err != nil {
		return nil, err
	}
	s.paths.forget()
	// The others are held back, but not stopped: nothing can be asked of them.
	return dap.ContinueResponseBody{AllThreadsContinued: !args.SingleThread}, nil
}

func (s *Session) next(args dap.NextArguments) (any, error) {
	return s.step(args.ThreadId, inspect.StepSpec{Kind: inspect.StepNext, SingleTask: args.SingleThread}, args.Granularity)
}

func (s *Session) stepIn(args dap.StepInArguments) (any, error) {
	spec := inspect.StepSpec{Kind: inspect.StepIn, SingleTask: args.SingleThread, Target: args.TargetId}
	return s.step(args.ThreadId, spec, args.Granularity)
}

func (s *Session) stepOut(args dap.StepOutArguments) (any, error) {
	return s.step(args.ThreadId, inspect.StepSpec{Kind: inspect.StepOut, SingleTask: args.SingleThread}, args.Granularity)
}

func (s *Session) step(thread int, spec inspect.StepSpec, granularity dap.SteppingGranularity) (any, error) {
	switch granularity {
	case "line":
	case "", "statement":
		spec.Statement = true
	case "instruction":
		spec.Instruction = true
	default:
		return nil, reply.BadArguments.With("command", "step", "reason", string(granularity)+" is no granularity")
	}
	spec.Task = inspect.TaskID(thread)
	if thread == summaryThread {
		return nil, reply.NoThread.With("id", strconv.Itoa(thread))
	}
	err := s.program.resume(func() error {
		return s.program.target.Step(spec)
	})
	if errors.Is(err, inspect.ErrNoTask) {
		return nil, reply.NoThread.With("id", strconv.Itoa(thread))
	}
	s.paths.forget()
	return nil, err
}

func (s *Session) stepInTargets(args dap.StepInTargetsArguments) (any, error) {
	targets, err := s.program.target.StepTargets(inspect.FrameID(args.FrameId))
	if err != nil {
		return nil, stale(err, "frame")
	}
	body := dap.StepInTargetsResponseBody{Targets: make([]dap.StepInTarget, len(targets))}
	for i, t := range targets {
		body.Targets[i] = dap.StepInTarget{
			Id: t.ID, Label: t.Label, Line: s.paths.toLine(t.Line), EndLine: s.paths.toLine(t.EndLine),
			Column: s.paths.toColumn(t.Path, t.Line, t.Column), EndColumn: s.paths.toColumn(t.Path, t.EndLine, t.EndColumn),
		}
	}
	return body, nil
}

func (s *Session) pause() (any, error) {
	switch state, _ := s.program.currentState(); state {
	case stopped:
		return nil, reply.AlreadyStopped.With()
	case ended:
		return nil, reply.ProgramEnded.With()
	}
	return nil, s.program.target.Pause()
}

// terminateThreads cancels tasks. Each is tried, whatever becomes of the others.
func terminateThreads(ctx context.Context, s *Session, args dap.TerminateThreadsArguments) (any, error) {
	var failed error
	for _, id := range args.ThreadIds {
		err := s.program.target.Cancel(ctx, inspect.TaskID(id))
		switch {
		case errors.Is(err, inspect.ErrNoTask) || id == summaryThread:
			err = reply.NoThread.With("id", strconv.Itoa(id))
		case errors.Is(err, inspect.ErrUnsupported):
			err = reply.Unsupported.With("what", "cancelling what is no task")
		}
		if failed == nil {
			failed = err
		}
	}
	return nil, failed
}

func (s *Session) onStopped(stop inspect.Stop) {
	s.news.settle()
	s.out.event("stopped", dap.StoppedEventBody{
		Reason:            string(stop.Reason),
		Description:       stop.Description,
		Text:              stop.Text,
		ThreadId:          int(stop.Task),
		AllThreadsStopped: true,
		HitBreakpointIds:  s.breaks.clientIDs(stop.BreakpointIDs),
	})
}

func (s *Session) onContinued() {
	s.paths.forget()
	s.out.event("continued", dap.ContinuedEventBody{AllThreadsContinued: true})
}
