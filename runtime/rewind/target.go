package rewind

import (
	"context"

	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/target"
)

var (
	_ inspect.Reverser = (*Target)(nil)
	_ inspect.Grouper  = (*Target)(nil)
	_ inspect.Walker   = (*Target)(nil)
)

// Start begins execution, and the recording.
func (r *Target) Start(events inspect.Events, stopOnEntry bool) error {
	r.mu.Lock()
	r.events, r.libraries = events, r.options.AllCode
	r.mu.Unlock()
	r.live.Count(r.libraries)
	return r.live.Start(liveEvents{r}, stopOnEntry)
}

// Configure implements inspect.Target.
func (r *Target) Configure(o inspect.Options) {
	r.mu.Lock()
	r.options = o
	r.mu.Unlock()
	r.live.Configure(o)
	if p := r.shown(); p != nil {
		p.Configure(o)
	}
}

// What follows sets breakpoints in the program, and in what is shown of it.

// both lets a shown replay have the breakpoints of the program.
func (r *Target) both() {
	if p := r.shown(); p != nil {
		_ = p.Take(r.live) // it has ended otherwise
	}
}

// SetBreakpoints implements inspect.Target.
func (r *Target) SetBreakpoints(path string, specs []inspect.BreakpointSpec) []inspect.Breakpoint {
	defer r.both()
	return r.live.SetBreakpoints(path, specs)
}

// SetFunctionBreakpoints implements inspect.Target.
func (r *Target) SetFunctionBreakpoints(specs []inspect.FunctionBreakpointSpec) []inspect.Breakpoint {
	defer r.both()
	return r.live.SetFunctionBreakpoints(specs)
}

// SetExceptionFilters implements inspect.Target.
func (r *Target) SetExceptionFilters(filters []inspect.ExceptionFilterSpec) ([]inspect.Breakpoint, error) {
	r.mu.Lock()
	r.filters = filters
	p := r.past
	r.mu.Unlock()
	if p != nil {
		if _, err := p.SetExceptionFilters(repeatable(filters)); err != nil {
			return nil, err
		}
	}
	return r.live.SetExceptionFilters(filters)
}

const notInPast = "only where the program is, not in its past"

// SetDataBreakpoints implements inspect.Target. They watch the program only.
func (r *Target) SetDataBreakpoints(specs []inspect.DataBreakpointSpec) []inspect.Breakpoint {
	return r.live.SetDataBreakpoints(specs)
}

// DataInfo implements inspect.Target.
func (r *Target) DataInfo(ref inspect.Ref, frame inspect.FrameID, name string) (inspect.DataInfo, error) {
	info, err := r.now().DataInfo(ref, frame, name)
	if err == nil && r.shown() != nil {
		info = inspect.DataInfo{Description: "variables can be watched " + notInPast}
	}
	return info, err
}

// SetInstructionBreakpoints implements inspect.Target. They stop the program only.
func (r *Target) SetInstructionBreakpoints(specs []inspect.InstructionBreakpointSpec) []inspect.Breakpoint {
	if r.shown() == nil || len(specs) == 0 {
		return r.live.SetInstructionBreakpoints(specs)
	}
	out := make([]inspect.Breakpoint, len(specs))
	for i := range out {
		out[i].Message = "instruction breakpoints can be set " + notInPast
	}
	return out
}

// What follows lets the program go on, or what is shown of its past.

// Continue implements inspect.Target.
func (r *Target) Continue() error {
	if p := r.shown(); p != nil {
		return r.goOn(p, true, (*target.Target).Continue)
	}
	return r.live.Continue()
}

// Step implements inspect.Target.
func (r *Target) Step(spec inspect.StepSpec) error {
	if p := r.shown(); p != nil {
		if spec.SingleTask {
			return errHeld
		}
		return r.goOn(p, false, func(g *target.Target) error { return g.Step(spec) })
	}
	if spec.SingleTask {
		if err := r.live.Refuse("other tasks were held back (singleThread)"); err != nil {
			return err
		}
	}
	return r.live.Step(spec)
}

// ContinueTask implements inspect.Target.
func (r *Target) ContinueTask(id inspect.TaskID) error {
	if r.shown() != nil {
		return errHeld
	}
	if err := r.live.Refuse("other tasks were held back (singleThread)"); err != nil {
		return err
	}
	return r.live.ContinueTask(id)
}

// change is about to change what no recording explains.
func (r *Target) change(reason string) error {
	if r.shown() != nil {
		return errPast
	}
	return r.live.Refuse(reason)
}

// Goto implements inspect.Target.
func (r *Target) Goto(task inspect.TaskID, id int) error {
	if err := r.change("a frame was moved (goto)"); err != nil {
		return err
	}
	return r.live.Goto(task, id)
}

// RestartFrame implements inspect.Target.
func (r *Target) RestartFrame(id inspect.FrameID) error {
	if err := r.change("a frame was restarted"); err != nil {
		return err
	}
	return r.live.RestartFrame(id)
}

// SetVariable implements inspect.Target.
func (r *Target) SetVariable(ctx context.Context, ref inspect.Ref, name, value string, format inspect.Format) (inspect.Variable, error) {
	if err := r.change("a variable was set by hand"); err != nil {
		return inspect.Variable{}, err
	}
	return r.live.SetVariable(ctx, ref, name, value, format)
}

// SetExpression implements inspect.Target.
func (r *Target) SetExpression(ctx context.Context, frame inspect.FrameID, expr, value string, format inspect.Format) (inspect.Variable, error) {
	if err := r.change("a variable was set by hand"); err != nil {
		return inspect.Variable{}, err
	}
	return r.live.SetExpression(ctx, frame, expr, value, format)
}

// Evaluate implements inspect.Target. What is evaluated to be looked at is taken
// to change nothing; in the console, only what plainly does not.
func (r *Target) Evaluate(ctx context.Context, frame inspect.FrameID, text string, mode inspect.EvalMode, format inspect.Format) (inspect.Variable, error) {
	p := r.shown()
	if mode != inspect.EvalRepl || looks(text) {
		return r.now().Evaluate(ctx, frame, text, mode, format)
	}
	if p == nil {
		if err := r.live.Refuse("code was run in the console"); err != nil {
			return inspect.Variable{}, err
		}
		return r.live.Evaluate(ctx, frame, text, mode, format)
	}
	if awaits(text) {
		return inspect.Variable{}, noWay("nothing can be awaited in the past: the loop would have to run on")
	}
	r.mu.Lock()
	p.changed = true
	r.mu.Unlock()
	return p.Evaluate(ctx, frame, text, mode, format)
}

// Cancel implements inspect.Target.
func (r *Target) Cancel(ctx context.Context, id inspect.TaskID) error {
	if err := r.change("a task was cancelled by hand"); err != nil {
		return err
	}
	return r.live.Cancel(ctx, id)
}

// Kill implements inspect.Target.
func (r *Target) Kill() error { return r.live.Kill() }

// Terminate implements inspect.Target.
func (r *Target) Terminate() error { return r.live.Terminate() }

// Close implements inspect.Target.
func (r *Target) Close() error {
	r.mu.Lock()
	p := r.past
	r.past, r.ended = nil, true // what becomes of it is no news
	r.mu.Unlock()
	if p != nil {
		_ = p.Close()
	}
	return r.live.Close()
}

// What follows asks what is shown.

// Pause implements inspect.Target.
func (r *Target) Pause() error { return r.now().Pause() }

// BreakpointLocations implements inspect.Target.
func (r *Target) BreakpointLocations(path string, from, to int) ([]inspect.Location, error) {
	return r.now().BreakpointLocations(path, from, to)
}

// Disassemble implements inspect.Target.
func (r *Target) Disassemble(address uint64, offset, count int) ([]inspect.Instruction, error) {
	return r.now().Disassemble(address, offset, count)
}

// StepTargets implements inspect.Target.
func (r *Target) StepTargets(id inspect.FrameID) ([]inspect.StepTarget, error) {
	return r.now().StepTargets(id)
}

// GotoTargets implements inspect.Target.
func (r *Target) GotoTargets(path string, line int) ([]inspect.GotoTarget, error) {
	return r.now().GotoTargets(path, line)
}

// Tasks implements inspect.Target.
func (r *Target) Tasks(q inspect.TaskQuery) (inspect.TaskPage, error) { return r.now().Tasks(q) }

// TaskGroups implements inspect.Grouper.
func (r *Target) TaskGroups(q inspect.TaskQuery, keep int) ([]inspect.TaskGroup, int, error) {
	return r.now().TaskGroups(q, keep)
}

// Stack implements inspect.Target.
func (r *Target) Stack(task inspect.TaskID, start, count int) ([]inspect.Frame, int, error) {
	return r.now().Stack(task, start, count)
}

// Walk implements inspect.Walker.
func (r *Target) Walk(q inspect.TaskQuery) (inspect.TaskPage, [][]inspect.Frame, error) {
	return r.now().Walk(q)
}

// Parameters implements inspect.Target.
func (r *Target) Parameters(id inspect.FrameID, format inspect.Format) ([]inspect.Variable, error) {
	return r.now().Parameters(id, format)
}

// Scopes implements inspect.Target.
func (r *Target) Scopes(id inspect.FrameID) ([]inspect.Scope, error) { return r.now().Scopes(id) }

// Variables implements inspect.Target.
func (r *Target) Variables(ref inspect.Ref, filter inspect.VariableFilter, start, count int, format inspect.Format) ([]inspect.Variable, error) {
	return r.now().Variables(ref, filter, start, count, format)
}

// Completions implements inspect.Target.
func (r *Target) Completions(frame inspect.FrameID, text string) ([]inspect.Completion, error) {
	return r.now().Completions(frame, text)
}

// Exception implements inspect.Target.
func (r *Target) Exception(task inspect.TaskID) (*inspect.ExceptionInfo, error) {
	return r.now().Exception(task)
}

// AsyncGenerators implements inspect.Target.
func (r *Target) AsyncGenerators() ([]inspect.AsyncGenerator, error) {
	return r.now().AsyncGenerators()
}

// Loop implements inspect.Target.
func (r *Target) Loop(task inspect.TaskID) (*inspect.LoopInfo, error) { return r.now().Loop(task) }

// AwaitGraph implements inspect.Target.
func (r *Target) AwaitGraph(q inspect.TaskQuery) (*inspect.AwaitGraph, error) {
	return r.now().AwaitGraph(q)
}

// Record implements inspect.Target. The timeline is the program's own.
func (r *Target) Record(steps int) error { return r.live.Record(steps) }

// Timeline implements inspect.Target.
func (r *Target) Timeline(q inspect.TimelineQuery) (*inspect.Timeline, error) {
	return r.live.Timeline(q)
}

// Source implements inspect.Target.
func (r *Target) Source(path string) (string, error) { return r.now().Source(path) }
