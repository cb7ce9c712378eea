package session

import (
	"context"
	"errors"
	"strconv"

	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/runtime/inspect"
)

func evaluate(ctx context.Context, s *Session, args dap.EvaluateArguments) (any, error) {
	mode := inspect.EvalMode(args.Context)
	switch mode {
	case inspect.EvalHover, inspect.EvalWatch, inspect.EvalRepl, inspect.EvalClipboard, inspect.EvalVariables:
	default:
		mode = inspect.EvalWatch // the protocol leaves the set of contexts open
	}
	v, err := s.program.target.Evaluate(ctx, inspect.FrameID(args.FrameId), args.Expression, mode, valueFormat(args.Format))
	if err != nil {
		return nil, stale(err, "frame")
	}
	return dap.EvaluateResponseBody{
		Result: v.Value, Type: s.typeName(v), VariablesReference: int(v.Ref),
		NamedVariables: v.Named, IndexedVariables: v.Indexed,
	}, nil
}

// cancel ends an evaluation, which then says so. For requests that are answered
// at once it comes too late, and that is no error.
func (s *Session) cancel(args dap.CancelArguments) (any, error) {
	s.underway.cancel(args.RequestId)
	if seq := ofProgress(args.ProgressId); seq != 0 {
		s.underway.cancel(seq)
	}
	return nil, nil
}

func (s *Session) exceptionInfo(args dap.ExceptionInfoArguments) (any, error) {
	info, err := s.program.target.Exception(inspect.TaskID(args.ThreadId))
	switch {
	case errors.Is(err, inspect.ErrNoTask):
		return nil, reply.NoThread.With("id", strconv.Itoa(args.ThreadId))
	case err != nil:
		return nil, err
	case info == nil:
		return nil, reply.NoException.With()
	}
	mode := dap.ExceptionBreakMode("always")
	if info.Uncaught {
		mode = "unhandled"
	}
	id, description := info.Type, info.Message
	if info.Explanation != "" {
		description = info.Explanation
	}
	if id == "" {
		return dap.ExceptionInfoResponseBody{ExceptionId: info.Filter, Description: description, BreakMode: mode}, nil
	}
	return dap.ExceptionInfoResponseBody{
		ExceptionId: id, Description: description, BreakMode: mode,
		Details: &dap.ExceptionDetails{
			Message: info.Message, TypeName: baseType(info.Type), FullTypeName: info.Type, StackTrace: info.Traceback,
		},
	}, nil
}

func baseType(qualified string) string {
	for i := len(qualified) - 1; i >= 0; i-- {
		if qualified[i] == '.' {
			return qualified[i+1:]
		}
	}
	return qualified
}

// stale says what it was that belongs to an earlier stop.
func stale(err error, what string) error {
	if errors.Is(err, inspect.ErrStale) {
		return reply.Stale.With("what", what)
	}
	return err
}
