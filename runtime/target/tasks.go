package target

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/loop"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
)

func taskID(k *loop.Task) inspect.TaskID { return inspect.TaskID(k.ID()) + mainThread }

func (g *Target) currentTask() inspect.TaskID {
	if k := g.loops.Current(); k != nil {
		return taskID(k)
	}
	return g.threadID(g.t)
}

// findTask is a live task by its number. At a stop there is an index.
func (g *Target) findTask(id inspect.TaskID) *loop.Task {
	if g.byID != nil {
		return g.byID[id]
	}
	for k := g.loops.First(); k != nil; k = k.Next() {
		if taskID(k) == id {
			return k
		}
	}
	return nil
}

// index makes findTask quick until the program goes on.
func (g *Target) index() {
	if g.byID == nil && g.busy == 0 {
		g.byID = make(map[inspect.TaskID]*loop.Task, g.loops.Live())
		for k := g.loops.First(); k != nil; k = k.Next() {
			g.byID[taskID(k)] = k
		}
	}
}

// changed forgets what code that a debugger ran may have changed.
func (g *Target) changed() { g.holders, g.threadsafe, g.byID = nil, nil, nil }

// Tasks lists the live tasks.
func (g *Target) Tasks(q inspect.TaskQuery) (page inspect.TaskPage, err error) {
	err = g.do(true, func() { page = g.tasks(q) })
	return page, err
}

// tasks walks as far as the page goes; a filter has to look at all of them.
func (g *Target) tasks(q inspect.TaskQuery) inspect.TaskPage {
	start, end := max(q.Start, 0), int(^uint(0)>>1)
	if q.Count > 0 && q.Count < end-start {
		end = start + q.Count
	}
	page := inspect.TaskPage{}
	add := func(info func() inspect.TaskInfo) {
		if page.Total >= start && page.Total < end {
			page.Tasks = append(page.Tasks, info())
		}
		page.Total++
	}
	wanted := map[inspect.TaskID]bool{}
	for _, id := range q.IDs {
		wanted[id] = true
	}
	match := func(k *loop.Task) bool {
		if q.IDs != nil && !wanted[taskID(k)] {
			return false
		}
		return g.selects(q, k)
	}
	cur := g.loops.Current()
	// The thread that stopped comes first, the others behind all tasks.
	ahead := g.stopTask
	if ahead == 0 || g.thread(ahead) == nil {
		ahead = 0
		if cur == nil && g.loops.Running() == nil {
			ahead = g.threadID(g.t)
		}
	}
	var behind []*vm.State
	for _, st := range g.matching(q) {
		id := g.threadID(st.T)
		if q.IDs != nil && !wanted[id] {
			continue
		}
		page.Threads++
		if id != ahead {
			behind = append(behind, st)
			continue
		}
		add(func() inspect.TaskInfo { return g.threadInfo(st) })
	}
	// The stopped task first, then the running one.
	first := []*loop.Task{g.findTask(g.stopTask), cur}
	if g.stopTask == 0 {
		first[0] = nil
	}
	if first[1] == first[0] {
		first[1] = nil
	}
	for _, k := range first {
		if k != nil && match(k) {
			add(func() inspect.TaskInfo { return g.taskInfo(k) })
		}
	}
	for k := g.loops.First(); k != nil; k = k.Next() {
		if k == first[0] || k == first[1] || !match(k) {
			continue
		}
		add(func() inspect.TaskInfo { return g.taskInfo(k) })
		if q.Filter == "" && q.State == "" && q.IDs == nil && page.Total >= end {
			page.Total = g.loops.Live() + page.Threads - len(behind)
			break
		}
	}
	for _, st := range behind {
		add(func() inspect.TaskInfo { return g.threadInfo(st) })
	}
	return page
}

// selects is q.Matches; of a million tasks it makes up no more than it looks at.
func (g *Target) selects(q inspect.TaskQuery, k *loop.Task) bool {
	return (q.State == "" || g.stateOf(k) == q.State) &&
		(q.Filter == "" || inspect.Has(k.Name(), q.Filter) || inspect.Has(coroName(k), q.Filter))
}

// TaskGroups implements inspect.Grouper.
func (g *Target) TaskGroups(q inspect.TaskQuery, keep int) (groups []inspect.TaskGroup, total int, err error) {
	e := g.do(false, func() {
		at := map[string]int{}
		var key []byte
		add := func(id inspect.TaskID, state string, coro string, rows []*vm.Frame, info func() inspect.TaskInfo) {
			total++
			key = append(append(append(key[:0], state...), '|'), coro...)
			for _, f := range rows {
				key = fmt.Appendf(key, "|%p:%d", f.Code(), f.PC())
			}
			i, known := at[string(key)]
			if !known {
				i = len(groups)
				at[string(key)] = i
				group := inspect.TaskGroup{}
				for _, f := range rows {
					group.Frames = append(group.Frames, g.frame(f))
				}
				groups = append(groups, group)
			}
			groups[i].Count++
			if len(groups[i].Tasks) < keep || slices.Contains(q.IDs, id) {
				groups[i].Tasks = append(groups[i].Tasks, info())
			}
		}
		for _, st := range g.matching(q) {
			add(g.threadID(st.T), "thread", "", g.threadRows(st), func() inspect.TaskInfo { return g.threadInfo(st) })
		}
		for k := g.loops.First(); k != nil; k = k.Next() {
			if g.selects(q, k) {
				add(taskID(k), string(g.stateOf(k)), coroName(k), g.chain(k), func() inspect.TaskInfo { return g.taskInfo(k) })
			}
		}
	})
	if e != nil {
		return nil, 0, e
	}
	return groups, total, err
}

func coroName(k *loop.Task) string {
	if gen := vm.AsGenerator(k.Coro()); gen != nil {
		return gen.Qualname()
	}
	if gen, what := vm.AsyncOp(k.Coro()); gen != nil {
		return gen.Qualname() + "." + what
	}
	return k.Coro().Type().Name
}

// rootGen is the generator of a task's outermost frame.
func rootGen(k *loop.Task) *vm.Generator {
	if gen := vm.AsGenerator(k.Coro()); gen != nil {
		return gen
	}
	gen, _ := vm.AsyncOp(k.Coro())
	return gen
}

// stateOf tells what a task is doing: it is in the ready queue when it waits for
// nothing, or for what is done.
func (g *Target) stateOf(k *loop.Task) inspect.TaskState {
	w := k.Waiter()
	switch {
	case g.stepping(k) != nil:
		return inspect.TaskRunning
	case !w.Valid():
		return inspect.TaskReady
	}
	if f := loop.AsFuture(w); f != nil && f.Done() {
		return inspect.TaskReady
	}
	return inspect.TaskSuspended
}

func (g *Target) taskInfo(k *loop.Task) inspect.TaskInfo {
	info := inspect.TaskInfo{ID: taskID(k), Name: k.Name(), Coroutine: coroName(k), State: g.stateOf(k)}
	frames := g.chain(k)
	for _, f := range frames {
		if p := f.Code().Filename(); !g.host.Library(p) {
			info.Path, info.Line = p, f.Line()
			break
		}
	}
	if info.Path == "" && len(frames) > 0 {
		info.Path, info.Line = frames[0].Code().Filename(), frames[0].Line()
	}
	if info.State == inspect.TaskSuspended {
		w := g.wait(k, frames, false)
		info.WaitingFor, info.Awaits = w.text, w.task
	}
	for _, w := range k.Waiters() {
		info.AwaitedBy = append(info.AwaitedBy, taskID(w))
	}
	return info
}

func (g *Target) sleepLeft(f *vm.Frame) (time.Duration, bool) {
	var left time.Duration
	ok := false
	f.EachLocal(func(name string, v object.Value, _ bool) {
		if name == "handle" {
			if when, found := loop.When(v); found {
				if l := g.running(); l != nil {
					left, ok = time.Duration(max(when-l.Now(), 0)*1e9), true
				}
			}
		}
	})
	return left, ok
}

// chain lists the frames of a task, leaf first, through coroutines, async
// generators and custom awaitables.
func (g *Target) chain(k *loop.Task) []*vm.Frame {
	root := rootGen(k)
	if root == nil {
		return nil
	}
	if st := g.stepping(k); st != nil {
		var out []*vm.Frame
		for f := st.Current(); f != nil; f = f.Back() {
			out = append(out, f)
			if f.Gen() == root {
				return out
			}
		}
		// The coroutine is not on the stack: fall through.
	}
	var out []*vm.Frame
	for gen := root; gen != nil; {
		f := gen.Frame()
		if f == nil {
			break
		}
		out = append(out, f)
		gen = delegate(gen)
		if len(out) > 1<<20 {
			break
		}
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// leafOf is the innermost generator of a task's chain.
func leafOf(k *loop.Task) *vm.Generator {
	gen := rootGen(k)
	for n := 0; gen != nil && n < 1<<20; n++ {
		next := delegate(gen)
		if next == nil {
			return gen
		}
		gen = next
	}
	return gen
}

// delegate is the generator that a suspended one awaits, if any.
func delegate(gen *vm.Generator) *vm.Generator {
	v := gen.Awaiting()
	for v.Valid() {
		if n := vm.AsGenerator(v); n != nil {
			return n
		}
		if n, _ := vm.AsyncOp(v); n != nil {
			return n
		}
		v = vm.Unwrap(v)
	}
	return nil
}

// Stack returns a task's frames, then those of the tasks that await it.
func (g *Target) Stack(task inspect.TaskID, start, count int) (frames []inspect.Frame, total int, err error) {
	e := g.do(false, func() {
		g.index()
		frames, total, err = g.stack(task, start, count)
	})
	if e != nil {
		return nil, 0, e
	}
	return frames, total, err
}

// stackRow is a frame of a task (none: the thread's own), or a label.
type stackRow struct {
	f     *vm.Frame
	task  *loop.Task
	label string
	path  string // where the task was created: the last row
	line  int
}

func (g *Target) stackRows(task inspect.TaskID) (rows []stackRow, err error) {
	if st := g.thread(task); st != nil {
		var out []stackRow
		for _, f := range g.threadRows(st) {
			out = append(out, stackRow{f: f})
		}
		return out, nil
	}
	k := g.findTask(task)
	if k == nil {
		return nil, inspect.ErrNoTask
	}
	var out []stackRow
	file, line := k.Created()
	defer func() {
		if file != "" && err == nil && !g.host.Library(file) {
			rows = append(rows, stackRow{label: "(created here)", path: file, line: line, task: g.findTask(task)})
		}
	}()
	seen := map[*loop.Task]bool{}
	for k != nil && !seen[k] {
		frames := g.chain(k)
		if len(seen) == 0 && g.stepping(k) == nil && k.Waiter().Valid() {
			if w := g.wait(k, frames, true); w.blocked {
				out = append(out, stackRow{label: "waiting for " + w.text, task: k})
			}
		}
		seen[k] = true
		for _, f := range frames {
			out = append(out, stackRow{f: f, task: k})
		}
		waiters := k.Waiters()
		if len(waiters) == 0 {
			break
		}
		label := "awaited by " + waiters[0].Name()
		if n := len(waiters) - 1; n > 0 {
			label += fmt.Sprintf(" and %d more", n)
		}
		k = waiters[0]
		if seen[k] {
			out = append(out, stackRow{label: label + " (a cycle)", task: k})
			break
		}
		out = append(out, stackRow{label: label, task: k})
	}
	return out, nil
}

func (g *Target) stack(task inspect.TaskID, start, count int) ([]inspect.Frame, int, error) {
	rows, err := g.stackRows(task)
	if err != nil {
		return nil, 0, err
	}
	total := len(rows)
	start = min(max(start, 0), total)
	end := total
	if count > 0 {
		end = min(end, start+count)
	}
	var out []inspect.Frame
	for _, r := range rows[start:end] {
		if r.f == nil {
			id := g.handles.frame(nil)
			g.handles.owners[id] = r.task
			row := inspect.Frame{ID: id, Kind: inspect.LabelFrame, Name: r.label}
			if r.path != "" {
				row.Kind, row.Path, row.Line = inspect.NativeFrame, r.path, r.line
			}
			out = append(out, row)
			continue
		}
		fr := g.frame(r.f)
		g.handles.owners[fr.ID] = r.task
		out = append(out, fr)
	}
	return out, total, nil
}

func (g *Target) frame(f *vm.Frame) inspect.Frame {
	fr := g.describe(f)
	fr.ID = g.handles.frame(f)
	return fr
}

// describe is frame without a handle.
func (g *Target) describe(f *vm.Frame) inspect.Frame {
	c := f.Code()
	fr := inspect.Frame{Kind: frameKind(c), Name: c.Qualname, Path: c.Filename(), Line: f.Line(), Library: g.host.Library(c.Filename()), Address: g.codes.address(c, f.PC())}
	if m := object.AsStrV(f.Globals().GetString("__name__")); m != nil {
		fr.Module = m.S
	}
	if strings.HasPrefix(fr.Path, "<") && len(g.sources[fr.Path]) == 0 {
		g.made[fr.Path] = c.File
	}
	if s := c.Span(f.PC()); s.Start >= 0 && c.Line(f.PC()) == fr.Line {
		a, b := c.File.LineCol(s.Start, 2), c.File.LineCol(s.End, 2)
		fr.Column, fr.EndLine, fr.EndColumn = a.Col+1, b.Line+1, b.Col+1
	}
	return fr
}

func frameKind(c *code.Code) inspect.FrameKind {
	switch {
	case c.Flags&code.Coroutine != 0:
		return inspect.CoroutineFrame
	case c.Flags&code.AsyncGenerator != 0:
		return inspect.AsyncGenFrame
	case c.Flags&code.Generator != 0:
		return inspect.GeneratorFrame
	}
	return inspect.FunctionFrame
}

// AsyncGenerators lists the live async generators of all loops that run.
func (g *Target) AsyncGenerators() (list []inspect.AsyncGenerator, err error) {
	err = g.do(true, func() { list = g.agens(g.allRunning()...) })
	return list, err
}

func (g *Target) agens(loops ...*loop.Loop) (list []inspect.AsyncGenerator) {
	owners := map[*vm.Generator]*loop.Task{}
	for k := g.loops.First(); k != nil; k = k.Next() {
		for _, f := range g.chain(k) {
			if gen := f.Gen(); gen != nil && gen.IsAsyncGen() {
				owners[gen] = k
			}
			// A generator held by a loop of the frame belongs to the task, too.
			f.EachTemp(func(v object.Value) {
				if gen := vm.AsGenerator(v); gen != nil && gen.IsAsyncGen() {
					if _, ok := owners[gen]; !ok {
						owners[gen] = k
					}
				}
			})
		}
	}
	var all []*vm.Generator
	for _, l := range loops {
		all = append(all, l.Agens()...)
	}
	for _, gen := range all {
		a := inspect.AsyncGenerator{Name: gen.Qualname(), Path: gen.Code().Filename(), Line: gen.Code().FirstLine}
		if k := owners[gen]; k != nil {
			a.Owner, a.OwnerName = taskID(k), k.Name()
		}
		switch {
		case gen.Running():
			a.State = "running"
		case gen.Closing():
			a.State = "closing"
		case gen.Created():
			a.State = "not started"
		default:
			a.State = "suspended"
		}
		if f := gen.Frame(); f != nil && !gen.Created() {
			a.Line = f.Line()
			a.Cleanup = gen.Code().Handler(f.PC()) != nil
		}
		list = append(list, a)
	}
	sort.SliceStable(list, func(i, j int) bool {
		if list[i].Path != list[j].Path {
			return list[i].Path < list[j].Path
		}
		return list[i].Line < list[j].Line
	})
	return list
}

// Loop describes the event loop of a task or thread, or the one that runs.
func (g *Target) Loop(id inspect.TaskID) (info *inspect.LoopInfo, err error) {
	e := g.do(true, func() {
		l := g.running()
		switch k, st := g.findTask(id), g.thread(id); {
		case k != nil:
			l = k.LoopOf()
		case st != nil && st != g.main:
			l = g.runningOf(st.T)
		case id > mainThread:
			err = inspect.ErrNoTask
			return
		}
		if l == nil {
			err = fmt.Errorf("no event loop is running")
			return
		}
		info = g.loopInfo(l)
	})
	if e != nil {
		return nil, e
	}
	return info, err
}

func (g *Target) loopInfo(l *loop.Loop) *inspect.LoopInfo {
	all := g.allRunning()
	info := &inspect.LoopInfo{Running: slices.Contains(all, l), Loops: len(all), Debug: l.Debug(), Time: l.Now(), Ready: l.Ready(g.t)}
	if t := l.Thread(); t != nil {
		info.ThreadID, info.Thread = g.threadID(t), g.nameOf(vm.Of(t))
	}
	l.EachTimer(func(cb object.Value, when float64) {
		info.Timers = append(info.Timers, inspect.Timer{Callback: loop.CallableText(g.t, cb), Left: time.Duration((when - info.Time) * 1e9)})
	})
	sort.Slice(info.Timers, func(i, j int) bool { return info.Timers[i].Left < info.Timers[j].Left })
	l.EachFile(func(fd int, reader, writer object.Value) {
		f := inspect.File{FD: fd}
		if reader.Valid() {
			f.Reader = loop.CallableText(g.t, reader)
		}
		if writer.Valid() {
			f.Writer = loop.CallableText(g.t, writer)
		}
		info.Files = append(info.Files, f)
	})
	for _, j := range g.jobs() {
		info.Jobs = append(info.Jobs, j.Job)
	}
	return info
}
