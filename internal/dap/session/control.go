package session

import (
	"errors"
	"strconv"

	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/runtime/inspect"
)

func (s *Session) continueAll(args dap.ContinueArguments) (any, error) {
	if args.SingleThread {
		return nil, reply.Unsupported.With("what", "continuing a single thread")
	}
	if err := s.program.resume(s.program.target.Continue); err != nil {
		return nil, err
	}
	s.paths.forget()
	return dap.ContinueResponseBody{AllThreadsContinued: true}, nil
}

func (s *Session) next(args dap.NextArguments) (any, error) {
	return s.step(args.ThreadId, inspect.StepNext, args.SingleThread)
}

func (s *Session) stepIn(args dap.StepInArguments) (any, error) {
	if args.TargetId != 0 {
		return nil, reply.Unsupported.With("what", "stepping into one of several targets")
	}
	return s.step(args.ThreadId, inspect.StepIn, args.SingleThread)
}

func (s *Session) stepOut(args dap.StepOutArguments) (any, error) {
	return s.step(args.ThreadId, inspect.StepOut, args.SingleThread)
}

func (s *Session) step(thread int, kind inspect.StepKind, single bool) (any, error) {
	if thread == summaryThread {
		return nil, reply.NoThread.With("id", strconv.Itoa(thread))
	}
	err := s.program.resume(func() error {
		return s.program.target.Step(inspect.StepSpec{Task: inspect.TaskID(thread), Kind: kind, SingleTask: single})
	})
	if errors.Is(err, inspect.ErrNoTask) {
		return nil, reply.NoThread.With("id", strconv.Itoa(thread))
	}
	s.paths.forget()
	return nil, err
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
