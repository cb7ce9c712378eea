package fake

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/asynctools/asynctools/runtime/inspect"
)

// ref is what a reference of the current stop stands for: the locals of a
// frame, or a list.
type ref struct {
	frame *frame
	list  *value
}

// Frame and value references are generation*refSpan + index + 1: they are never
// reused, so a stale one is known as such.
const refSpan = 1000

// Configure implements inspect.Target: the toy has no libraries.
func (t *Target) Configure(inspect.Options) {}

// SetBreakpoints implements inspect.Target.
func (t *Target) SetBreakpoints(path string, specs []inspect.BreakpointSpec) []inspect.Breakpoint {
	t.mu.Lock()
	defer t.mu.Unlock()
	code := map[int]bool{}
	if path == t.prog.path {
		code = t.prog.code()
	}
	last := 0
	for l := range code {
		last = max(last, l)
	}
	result := make([]inspect.Breakpoint, len(specs))
	list := make([]breakpoint, len(specs))
	for i, spec := range specs {
		t.nextBreak++
		bp := inspect.Breakpoint{ID: t.nextBreak, Path: path, Line: spec.Line, Message: "there is no code here"}
		for l := max(spec.Line, 1); l <= last; l++ {
			if code[l] {
				bp.Line, bp.Verified, bp.Message = l, true, ""
				break
			}
		}
		result[i], list[i] = bp, breakpoint{Breakpoint: bp, spec: spec}
	}
	t.breaks[path] = list
	return result
}

// SetFunctionBreakpoints implements inspect.Target.
func (t *Target) SetFunctionBreakpoints(specs []inspect.FunctionBreakpointSpec) []inspect.Breakpoint {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.functions = nil
	var result []inspect.Breakpoint
	for _, spec := range specs {
		t.nextBreak++
		bp := inspect.Breakpoint{ID: t.nextBreak, Path: t.prog.path, Message: "no such function"}
		if body := t.prog.funcs[spec.Name]; len(body) > 0 {
			bp.Verified, bp.Line, bp.Message = true, body[0].number, ""
			t.functions = append(t.functions, breakpoint{Breakpoint: bp, function: spec.Name})
		}
		result = append(result, bp)
	}
	return result
}

// SetExceptionFilters implements inspect.Target.
func (t *Target) SetExceptionFilters(filters []inspect.ExceptionFilterSpec) ([]inspect.Breakpoint, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.filters = map[string]bool{}
	out := make([]inspect.Breakpoint, len(filters))
	for i, f := range filters {
		t.nextBreak++
		out[i] = inspect.Breakpoint{ID: t.nextBreak, Verified: true}
		t.filters[f.ID] = true
	}
	return out, nil
}

// Cancel implements inspect.Target: a spawned task ends at once.
func (t *Target) Cancel(_ context.Context, id inspect.TaskID) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if id == MainTask {
		return inspect.ErrUnsupported
	}
	at := slices.IndexFunc(t.tasks, func(s spawned) bool { return s.id == id })
	if at < 0 {
		return inspect.ErrNoTask
	}
	t.tasks = slices.Delete(t.tasks, at, at+1)
	t.emit(func(e inspect.Events) { e.TasksChanged(inspect.TaskChanges{Exited: []inspect.TaskID{id}}) })
	return nil
}

// BreakpointLocations implements inspect.Target.
func (t *Target) BreakpointLocations(_ string, from, to int) ([]inspect.Location, error) {
	code := t.prog.code()
	var places []inspect.Location
	for l := from; l <= to; l++ {
		if code[l] {
			places = append(places, inspect.Location{Line: l})
		}
	}
	return places, nil
}

// DataInfo implements inspect.Target: nothing of the toy can be watched.
func (t *Target) DataInfo(inspect.Ref, inspect.FrameID, string) (inspect.DataInfo, error) {
	return inspect.DataInfo{Description: "a toy has no memory"}, nil
}

// SetDataBreakpoints implements inspect.Target.
func (t *Target) SetDataBreakpoints(specs []inspect.DataBreakpointSpec) []inspect.Breakpoint {
	return make([]inspect.Breakpoint, len(specs))
}

// SetInstructionBreakpoints implements inspect.Target.
func (t *Target) SetInstructionBreakpoints(specs []inspect.InstructionBreakpointSpec) []inspect.Breakpoint {
	return make([]inspect.Breakpoint, len(specs))
}

// Disassemble implements inspect.Target.
func (t *Target) Disassemble(uint64, int, int) ([]inspect.Instruction, error) {
	return nil, inspect.ErrUnsupported
}

// GotoTargets implements inspect.Target.
func (t *Target) GotoTargets(string, int) ([]inspect.GotoTarget, error) { return nil, nil }

// Goto implements inspect.Target.
func (t *Target) Goto(inspect.TaskID, int) error { return inspect.ErrUnsupported }

// RestartFrame implements inspect.Target.
func (t *Target) RestartFrame(inspect.FrameID) error { return inspect.ErrUnsupported }

// Continue implements inspect.Target.
func (t *Target) Continue() error { return t.resumeWith(nil) }

// ContinueTask implements inspect.Target: only the main task can run alone.
func (t *Target) ContinueTask(id inspect.TaskID) error {
	if id != MainTask {
		return inspect.ErrNoTask
	}
	return t.resumeWith(nil)
}

// StepTargets implements inspect.Target: each line has one.
func (t *Target) StepTargets(id inspect.FrameID) ([]inspect.StepTarget, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	f, err := t.frameOf(id)
	if err != nil {
		return nil, err
	}
	return []inspect.StepTarget{{ID: 1, Label: f.name, Line: f.line, EndLine: f.line}}, nil
}

// Step implements inspect.Target.
func (t *Target) Step(spec inspect.StepSpec) error {
	if spec.Task != MainTask {
		return inspect.ErrNoTask
	}
	return t.resumeWith(&spec)
}

func (t *Target) resumeWith(spec *inspect.StepSpec) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.exited:
		return inspect.ErrExited
	case !t.stoppedNow:
		return inspect.ErrRunning
	}
	if spec != nil {
		t.step = &step{kind: spec.Kind, depth: len(t.frames)}
	}
	t.resumed()
	return nil
}

// Pause implements inspect.Target.
func (t *Target) Pause() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.wantPause = true
	return nil
}

// Terminate implements inspect.Target.
func (t *Target) Terminate() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.wantEnd = true
	t.cond.Broadcast()
	return nil
}

// Kill implements inspect.Target.
func (t *Target) Kill() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.killed = true
	if t.started {
		t.end(137)
	}
	t.cond.Broadcast()
	return nil
}

// Close implements inspect.Target.
func (t *Target) Close() error { return t.Kill() }

// Tasks implements inspect.Target.
func (t *Target) Tasks(q inspect.TaskQuery) (inspect.TaskPage, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.exited {
		return inspect.TaskPage{}, inspect.ErrExited
	}
	main := inspect.TaskInfo{ID: MainTask, Name: "MainThread", State: inspect.TaskThread, Path: t.prog.path}
	if n := len(t.frames); n > 0 {
		main.Line = t.frames[n-1].line
	}
	tasks := []inspect.TaskInfo{main}
	for _, s := range t.tasks {
		info := s.info(t.prog.path)
		info.AwaitedBy = []inspect.TaskID{MainTask}
		tasks = append(tasks, info)
	}
	tasks = slices.DeleteFunc(tasks, func(task inspect.TaskInfo) bool {
		return !q.Matches(task) ||
			q.IDs != nil && !slices.Contains(q.IDs, task.ID)
	})
	page := inspect.TaskPage{Total: len(tasks)}
	if len(tasks) > 0 && tasks[0].ID == MainTask {
		page.Threads = 1
	}
	start := min(q.Start, len(tasks))
	stop := len(tasks)
	if q.Count > 0 {
		stop = min(start+q.Count, stop)
	}
	page.Tasks = tasks[start:stop]
	return page, nil
}

// Stack implements inspect.Target.
func (t *Target) Stack(task inspect.TaskID, start, count int) ([]inspect.Frame, int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.needStop(); err != nil {
		return nil, 0, err
	}
	var frames []inspect.Frame
	if task != MainTask {
		at := -1
		for i, s := range t.tasks {
			if s.id == task {
				at = i
			}
		}
		if at < 0 {
			return nil, 0, inspect.ErrNoTask
		}
		s := t.tasks[at]
		frames = append(frames,
			inspect.Frame{ID: t.frameID(500 + at), Kind: inspect.CoroutineFrame, Name: s.name, Path: t.prog.path, Line: s.line, Column: 3, EndLine: s.line, EndColumn: 11},
			inspect.Frame{Kind: inspect.LabelFrame, Name: "awaited by MainThread"})
	}
	for i := len(t.frames) - 1; i >= 0; i-- {
		f := t.frames[i]
		frames = append(frames, inspect.Frame{
			ID: t.frameID(i), Kind: inspect.FunctionFrame, Name: f.name, Module: "__main__",
			Path: t.prog.path, Line: f.line, Column: 1, Library: strings.HasPrefix(f.name, "lib_"),
		})
	}
	total := len(frames)
	start = min(start, total)
	stop := total
	if count > 0 {
		stop = min(start+count, total)
	}
	return frames[start:stop], total, nil
}

func (t *Target) frameID(index int) inspect.FrameID {
	return inspect.FrameID(t.generation*refSpan + index + 1)
}

// needStop is called with mu held.
func (t *Target) needStop() error {
	switch {
	case t.exited:
		return inspect.ErrExited
	case !t.stoppedNow:
		return inspect.ErrRunning
	}
	return nil
}

// frameOf is called with mu held.
func (t *Target) frameOf(id inspect.FrameID) (*frame, error) {
	if err := t.needStop(); err != nil {
		return nil, err
	}
	if id == 0 {
		return t.frames[0], nil
	}
	index := int(id) - t.generation*refSpan - 1
	if index < 0 || index >= len(t.frames) {
		return nil, inspect.ErrStale
	}
	return t.frames[index], nil
}

// Scopes implements inspect.Target.
func (t *Target) Scopes(id inspect.FrameID) ([]inspect.Scope, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	f, err := t.frameOf(id)
	if err != nil {
		return nil, err
	}
	return []inspect.Scope{{Name: "Locals", Hint: "locals", Ref: t.refTo(ref{frame: f}), Named: len(f.names)}}, nil
}

func (t *Target) refTo(r ref) inspect.Ref {
	t.refs = append(t.refs, r)
	return inspect.Ref(t.generation*refSpan + len(t.refs))
}

// deref is called with mu held.
func (t *Target) deref(r inspect.Ref) (ref, error) {
	if err := t.needStop(); err != nil {
		return ref{}, err
	}
	index := int(r) - t.generation*refSpan - 1
	if index < 0 || index >= len(t.refs) {
		return ref{}, inspect.ErrStale
	}
	return t.refs[index], nil
}

// Variables implements inspect.Target.
func (t *Target) Variables(r inspect.Ref, filter inspect.VariableFilter, start, count int, _ inspect.Format) ([]inspect.Variable, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	target, err := t.deref(r)
	if err != nil {
		return nil, err
	}
	var vars []inspect.Variable
	switch {
	case target.frame != nil && filter != inspect.IndexedVariables:
		for _, name := range target.frame.names {
			vars = append(vars, t.variable(name, target.frame.vars[name]))
		}
	case target.list != nil && filter != inspect.NamedVariables:
		for i := range target.list.length {
			vars = append(vars, inspect.Variable{Name: strconv.Itoa(i), Value: strconv.Itoa(i * i), Type: "int", ReadOnly: true})
		}
	}
	start = min(start, len(vars))
	stop := len(vars)
	if count > 0 {
		stop = min(start+count, stop)
	}
	return vars[start:stop], nil
}

// variable is called with mu held.
func (t *Target) variable(name string, v value) inspect.Variable {
	out := inspect.Variable{Name: name, Value: v.repr(), Type: v.typeName(), EvaluateName: name}
	if v.isList {
		out.Ref, out.Indexed = t.refTo(ref{list: &v}), v.length
	}
	return out
}

// Parameters implements inspect.Target: the toy's functions have none.
func (t *Target) Parameters(inspect.FrameID, inspect.Format) ([]inspect.Variable, error) {
	return nil, nil
}

// Evaluate implements inspect.Target. Besides names and numbers it knows
// `forever`, which ends with the context, and `bug`, which panics.
func (t *Target) Evaluate(ctx context.Context, id inspect.FrameID, code string, mode inspect.EvalMode, _ inspect.Format) (inspect.Variable, error) {
	switch code {
	case "forever":
		<-ctx.Done()
		return inspect.Variable{}, ctx.Err()
	case "bug":
		panic("evaluating a bug")
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	f, err := t.frameOf(id)
	if err != nil {
		return inspect.Variable{}, err
	}
	if text, ok := strings.CutPrefix(code, "print "); ok {
		if mode != inspect.EvalRepl {
			return inspect.Variable{}, &inspect.EvalError{Type: "SyntaxError", Message: "invalid syntax"}
		}
		fmt.Fprintln(t.stdout, text)
		return inspect.Variable{}, nil
	}
	if _, err := strconv.Atoi(code); err == nil {
		return t.variable(code, value{word: code}), nil
	}
	v, known := f.vars[code]
	if !known {
		return inspect.Variable{}, &inspect.EvalError{Type: "NameError", Message: fmt.Sprintf("name '%s' is not defined", code)}
	}
	return t.variable(code, v), nil
}

// SetVariable implements inspect.Target.
func (t *Target) SetVariable(_ context.Context, r inspect.Ref, name, text string, _ inspect.Format) (inspect.Variable, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	target, err := t.deref(r)
	if err != nil {
		return inspect.Variable{}, err
	}
	if target.frame == nil {
		return inspect.Variable{}, &inspect.EvalError{Type: "TypeError", Message: "this list is made of air"}
	}
	v := parseValue(text)
	target.frame.set(name, v)
	return t.variable(name, v), nil
}

// SetExpression implements inspect.Target.
func (t *Target) SetExpression(_ context.Context, id inspect.FrameID, target, text string, _ inspect.Format) (inspect.Variable, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	f, err := t.frameOf(id)
	if err != nil {
		return inspect.Variable{}, err
	}
	v := parseValue(text)
	f.set(target, v)
	return t.variable(target, v), nil
}

// Completions implements inspect.Target: the variables of the frame.
func (t *Target) Completions(id inspect.FrameID, text string) ([]inspect.Completion, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	f, err := t.frameOf(id)
	if err != nil {
		return nil, err
	}
	word := text[strings.LastIndexByte(text, ' ')+1:]
	var out []inspect.Completion
	for _, name := range f.names {
		if strings.HasPrefix(name, word) {
			out = append(out, inspect.Completion{Word: name, Kind: "variable", Length: len(word)})
		}
	}
	return out, nil
}

// Exception implements inspect.Target.
func (t *Target) Exception(inspect.TaskID) (*inspect.ExceptionInfo, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.needStop(); err != nil {
		return nil, err
	}
	return t.exception, nil
}

// AsyncGenerators implements inspect.Target: there is always the same one.
func (t *Target) AsyncGenerators() ([]inspect.AsyncGenerator, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.needStop(); err != nil {
		return nil, err
	}
	return []inspect.AsyncGenerator{{Name: "pages", State: "suspended", Path: t.prog.path, Line: 1, Owner: MainTask, Cleanup: true}}, nil
}

// Loop implements inspect.Target: task 1 has a loop, with one timer.
func (t *Target) Loop(task inspect.TaskID) (*inspect.LoopInfo, error) {
	if task > MainTask {
		return nil, inspect.ErrNoTask
	}
	return &inspect.LoopInfo{
		Loops: 1, ThreadID: 1, Thread: "MainThread",
		Running: true, Time: 12.5, Ready: []string{"step of Task-2"},
		Timers: []inspect.Timer{{Callback: "wake Task-3", Left: 1500 * time.Millisecond}},
	}, nil
}

// AwaitGraph implements inspect.Target: the main task waits for all others.
func (t *Target) AwaitGraph(q inspect.TaskQuery) (*inspect.AwaitGraph, error) {
	page, err := t.Tasks(q)
	if err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.needStop(); err != nil {
		return nil, err
	}
	graph := &inspect.AwaitGraph{Total: page.Total, Threads: page.Threads}
	for _, task := range page.Tasks {
		node := inspect.AwaitNode{TaskInfo: task}
		if task.ID == MainTask {
			for _, s := range t.tasks {
				node.On = append(node.On, s.id)
			}
		}
		graph.Nodes = append(graph.Nodes, node)
	}
	return graph, nil
}

// Record implements inspect.Target.
func (t *Target) Record(steps int) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.recorded = steps
	return nil
}

// Timeline implements inspect.Target: the main task ran for a second, then for
// another one that it had been ready for since half a second.
func (t *Target) Timeline(q inspect.TimelineQuery) (*inspect.Timeline, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.recorded == 0 {
		return &inspect.Timeline{}, nil
	}
	const s = time.Second
	out := &inspect.Timeline{Recording: true, Capacity: t.recorded, Now: 5 * s}
	if q.Task == 0 || q.Task == MainTask {
		out.Total = 1
		out.Tasks = []inspect.TimelineTask{{
			TaskInfo: inspect.TaskInfo{ID: MainTask, Name: "MainThread", State: inspect.TaskSuspended, WaitingFor: "nothing"},
			Since:    -1, Ready: -1,
			Steps: []inspect.TimelineStep{
				{Task: MainTask, Ready: -1, Began: s, Ended: 2 * s},
				{Task: MainTask, Ready: 5 * s / 2, Began: 3 * s, Ended: 4 * s},
			},
		}}
	}
	return out, nil
}

// Source implements inspect.Target.
func (t *Target) Source(path string) (string, error) {
	if path != "<toy>" {
		return "", fmt.Errorf("no such source")
	}
	return "print toy\n", nil
}
