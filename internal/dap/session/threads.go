package session

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/internal/dap/tasktree"
	"github.com/asynctools/asynctools/runtime/inspect"
)

// summaryThread is the row that stands for all tasks beyond the cap.
const summaryThread = math.MaxInt32

func (s *Session) threads() (any, error) {
	if !s.program.Started() {
		return dap.ThreadsResponseBody{Threads: []dap.Thread{}}, nil
	}
	page, err := s.program.target.Tasks(inspect.TaskQuery{Count: s.launch.MaxTasks})
	if err != nil {
		return nil, err
	}
	threads := make([]dap.Thread, 0, len(page.Tasks)+1)
	for _, task := range page.Tasks {
		threads = append(threads, dap.Thread{Id: int(task.ID), Name: threadName(task)})
	}
	if more := page.Total - len(page.Tasks); more > 0 {
		threads = append(threads, dap.Thread{
			Id:   summaryThread,
			Name: fmt.Sprintf("... and %s more tasks (maxTasks is %s)", tasktree.Thousands(more), tasktree.Thousands(s.launch.MaxTasks)),
		})
	}
	return dap.ThreadsResponseBody{Threads: threads}, nil
}

func threadName(task inspect.TaskInfo) string {
	if task.Coroutine == "" || task.Coroutine == task.Name {
		return task.Name
	}
	return task.Name + ": " + task.Coroutine
}

func (s *Session) stackTrace(args dap.StackTraceArguments) (any, error) {
	if args.ThreadId == summaryThread {
		label := dap.StackFrame{Name: "raise maxTasks, or list tasks in groups, to see the others", PresentationHint: "label"}
		return dap.StackTraceResponseBody{StackFrames: []dap.StackFrame{label}, TotalFrames: 1}, nil
	}
	if args.StartFrame < 0 || args.Levels < 0 {
		return nil, reply.BadArguments.With("command", "stackTrace", "reason", "startFrame and levels cannot be negative")
	}
	frames, total, err := s.program.target.Stack(inspect.TaskID(args.ThreadId), args.StartFrame, args.Levels)
	if errors.Is(err, inspect.ErrNoTask) {
		return nil, reply.NoThread.With("id", strconv.Itoa(args.ThreadId))
	}
	if err != nil {
		return nil, err
	}
	body := dap.StackTraceResponseBody{StackFrames: make([]dap.StackFrame, len(frames)), TotalFrames: total}
	for i, frame := range frames {
		body.StackFrames[i] = s.stackFrame(frame)
		if body.StackFrames[i].Name, err = s.frameName(frame, args.Format); err != nil {
			return nil, err
		}
	}
	return body, nil
}

func (s *Session) stackFrame(f inspect.Frame) dap.StackFrame {
	frame := dap.StackFrame{Id: int(f.ID), Name: f.Name}
	switch {
	case f.Kind == inspect.LabelFrame:
		frame.PresentationHint = "label"
	case f.Library || f.Kind == inspect.NativeFrame:
		frame.PresentationHint = "subtle"
	}
	if f.Module != "" {
		frame.ModuleId = f.Module
	}
	if f.Address != 0 {
		frame.InstructionPointerReference = address(f.Address)
	}
	if f.Path == "" || f.Line == 0 {
		return frame
	}
	frame.Source = s.paths.source(f.Path, f.Library)
	frame.Line = s.paths.toLine(f.Line)
	frame.Column = s.paths.toColumn(f.Path, f.Line, f.Column)
	if f.EndLine > 0 && f.EndColumn > 0 {
		frame.EndLine = s.paths.toLine(f.EndLine)
		frame.EndColumn = s.paths.toColumn(f.Path, f.EndLine, f.EndColumn)
	}
	return frame
}
