package target

import (
	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/loop"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
)

// mainThread is the id of the main thread's plain code; tasks follow, and far
// behind them the other threads.
const (
	mainThread  inspect.TaskID = 1
	firstThread inspect.TaskID = 1 << 30
)

func (g *Target) threadID(t *object.Thread) inspect.TaskID {
	if t == g.main.T {
		return mainThread
	}
	return firstThread + inspect.TaskID(t.Number())
}

// as makes the machine that of another thread, which has the interpreter lock
// and came to a place where it may stop. While somebody's code is evaluated
// (busy), no other thread may.
func (g *Target) as(st *vm.State) (back func()) {
	was := g.st
	g.become(st)
	return func() { g.become(was) }
}

func (g *Target) become(st *vm.State) {
	g.st, g.t = st, st.T
	g.active.Store(st.T)
}

// signal makes the thread that has the machine look at what is asked of it.
func (g *Target) signal(bits uint32) { g.active.Load().Signal(bits) }

// others are the threads besides the main one.
func (g *Target) others() []*object.Thread {
	all := g.t.Interp.Threads()
	out := make([]*object.Thread, 0, len(all))
	for _, t := range all {
		if t != g.main.T {
			out = append(out, t)
		}
	}
	return out
}

// thread is a thread by its id, or nil.
func (g *Target) thread(id inspect.TaskID) *vm.State {
	if id == mainThread {
		return g.main
	}
	if id > firstThread {
		for _, t := range g.others() {
			if g.threadID(t) == id {
				return vm.Of(t)
			}
		}
	}
	return nil
}

// currentOf is the task whose step a thread is in, or nil. The loops' own answer
// is that of the thread which has the machine.
func (g *Target) currentOf(t *object.Thread) *loop.Task {
	if t == g.t {
		return g.loops.Current()
	}
	return loop.CurrentOf(t)
}

// runningOf is the event loop that a thread runs, or nil.
func (g *Target) runningOf(t *object.Thread) *loop.Loop {
	if t == g.t {
		return g.loops.Running()
	}
	return loop.RunningOf(t)
}

// running is the event loop that runs: that of the thread that has the machine,
// else the main thread's, else another's.
func (g *Target) running() *loop.Loop {
	if l := g.loops.Running(); l != nil {
		return l
	}
	if all := g.allRunning(); len(all) > 0 {
		return all[0]
	}
	return nil
}

// allRunning are the event loops that run, each in a thread of its own: the main
// thread's first.
func (g *Target) allRunning() []*loop.Loop {
	var all []*loop.Loop
	for _, t := range append([]*object.Thread{g.main.T}, g.others()...) {
		if l := g.runningOf(t); l != nil {
			all = append(all, l)
		}
	}
	return all
}

// stepping is the thread that is in the middle of a step of a task, or nil.
func (g *Target) stepping(k *loop.Task) *vm.State {
	if k == g.loops.Current() {
		return g.st
	}
	if l := k.LoopOf(); l != nil {
		if t := l.Thread(); t != nil && t != g.t && loop.CurrentOf(t) == k {
			return vm.Of(t)
		}
	}
	return nil
}

// threadOf is the thread that a task or a thread's plain code belongs to.
func (g *Target) threadOf(id inspect.TaskID) *vm.State {
	if st := g.thread(id); st != nil {
		return st
	}
	if k := g.findTask(id); k != nil {
		if l := k.LoopOf(); l != nil && l.Thread() != nil {
			return vm.Of(l.Thread())
		}
	}
	return g.main
}

// threadRows are the frames of a thread, leaf first, without those that run on
// behalf of its task.
func (g *Target) threadRows(st *vm.State) []*vm.Frame {
	var root *vm.Generator
	if k := g.currentOf(st.T); k != nil {
		root = rootGen(k)
	}
	var out []*vm.Frame
	for f := st.Current(); f != nil; f = f.Back() {
		out = append(out, f)
		if root != nil && f.Gen() == root {
			out = out[:0] // these were the task's
		}
	}
	return out
}

func (g *Target) threadInfo(st *vm.State) inspect.TaskInfo {
	info := inspect.TaskInfo{ID: g.threadID(st.T), Name: g.nameOf(st), State: inspect.TaskThread}
	if g.runningOf(st.T) != nil {
		info.WaitingFor = "its event loop"
	}
	rows := g.threadRows(st)
	for _, f := range rows {
		if p := f.Code().Filename(); !g.host.Library(p) {
			info.Path, info.Line = p, f.Line()
			break
		}
	}
	if len(rows) > 0 && info.Path == "" && st != g.main {
		info.Path, info.Line = rows[0].Code().Filename(), rows[0].Line()
	}
	return info
}

func (g *Target) nameOf(st *vm.State) string {
	if st == g.main {
		return "MainThread"
	}
	return g.threadName(st.T)
}

// matching are the threads that a query selects, the main one first.
func (g *Target) matching(q inspect.TaskQuery) []*vm.State {
	if q.State != "" && q.State != inspect.TaskThread {
		return nil
	}
	var out []*vm.State
	if inspect.Has("MainThread", q.Filter) {
		out = append(out, g.main)
	}
	for _, t := range g.others() {
		if st := vm.Of(t); inspect.Has(g.nameOf(st), q.Filter) {
			out = append(out, st)
		}
	}
	return out
}
