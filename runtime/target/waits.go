package target

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/loop"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
)

// wait is what a suspended task waits for.
type wait struct {
	text string // for a person
	task inspect.TaskID
	// on are the tasks that can end the wait; any says that one of them is
	// enough. Without any, something else ends it.
	on  []*loop.Task
	any bool
	// blocked is set for what has no frames of its own to show: a lock, a
	// queue, an executor. object is that lock or queue.
	blocked bool
	object  object.Value
}

// maxHolders is how many tasks are searched for the holders of locks without
// being asked to.
const maxHolders = 20_000

// wait finds out what a task waits for. deep also looks for the holders of
// locks, which takes a look at every task once a stop.
func (g *Target) wait(k *loop.Task, frames []*vm.Frame, deep bool) wait {
	w := k.Waiter()
	if o := loop.AsTask(w); o != nil {
		return wait{text: o.Name(), task: taskID(o), on: []*loop.Task{o}}
	}
	if kids := loop.Children(w); kids != nil {
		out := wait{}
		left := 0
		for _, v := range kids {
			f := loop.AsFuture(v)
			if f == nil || f.Done() {
				continue
			}
			left++
			// There may be a million: they are named only to whoever asks.
			if o := loop.AsTask(v); deep && o != nil {
				out.on = append(out.on, o)
			}
		}
		out.text = fmt.Sprintf("gather (%d of %d left)", left, len(kids))
		return out
	}
	// The library frames nearest to the leaf name the operation; the leaf
	// itself may be a coroutine written in Go, which has no frame.
	type op struct {
		name string
		self object.Value
		f    *vm.Frame
	}
	var ops []op
	var until float64
	if leaf := leafOf(k); leaf != nil {
		if name, self, when, ok := loop.Operation(leaf); ok {
			ops, until = append(ops, op{name, self, nil}), when
		}
	}
	for _, f := range frames {
		if !g.host.Library(f.Code().Filename()) {
			break
		}
		ops = append(ops, op{f.Code().Qualname, local(f, "self"), f})
	}
	for i := len(ops) - 1; i >= 0; i-- {
		if out, ok := g.operation(k, ops[i].name, ops[i].self, ops[i].f, deep); ok {
			return out
		}
	}
	if len(ops) == 0 {
		return g.futureWait(w)
	}
	last := ops[len(ops)-1]
	if len(ops) == 1 && until > 0 {
		if l := g.running(); l != nil {
			return wait{text: fmt.Sprintf("%s (%s)", last.name, left(l, until))}
		}
	}
	if last.name == "sleep" && last.f != nil {
		if d, ok := g.sleepLeft(last.f); ok {
			return wait{text: fmt.Sprintf("sleep (%s)", remaining(d))}
		}
	}
	if out := g.futureWait(w); out.blocked || len(out.on) > 0 {
		return out
	}
	return wait{text: last.name + "()"}
}

func left(l *loop.Loop, when float64) string {
	return remaining(time.Duration((when - l.Now()) * 1e9))
}

// remaining is what is left of a wait, in words.
func remaining(d time.Duration) string {
	if d = d.Round(time.Millisecond); d > 0 {
		return d.String() + " left"
	}
	return "due"
}

// operation knows the waits of asyncio's own classes.
func (g *Target) operation(k *loop.Task, name string, self object.Value, f *vm.Frame, deep bool) (wait, bool) {
	_, method, _ := strings.Cut(name, ".")
	switch {
	case method == "acquire" && (isA(self, "asyncio.locks.Lock") || isA(self, "asyncio.locks.Semaphore")),
		method == "__aenter__" && (isA(self, "asyncio.locks.Lock") || isA(self, "asyncio.locks.Semaphore") || isA(self, "asyncio.locks.Condition")):
		return g.lockWait(self, deep), true
	case name == "Condition.wait" && isA(self, "asyncio.locks.Condition"):
		return wait{text: "Condition.wait()", blocked: true, object: self}, true
	case name == "Event.wait" && isA(self, "asyncio.locks.Event"):
		return wait{text: "Event.wait()", blocked: true, object: self}, true
	case name == "Barrier.wait":
		return wait{text: "Barrier.wait()", blocked: true, object: self}, true
	case name == "Queue.get":
		return wait{text: "Queue.get() of an empty queue" + others(self, "_getters"), blocked: true, object: self}, true
	case name == "Queue.put":
		return wait{text: fmt.Sprintf("Queue.put() into a full queue of %s", intAttr(self, "_maxsize")) + others(self, "_putters"), blocked: true, object: self}, true
	case name == "Queue.join":
		return wait{text: fmt.Sprintf("Queue.join() (%s unfinished)", intAttr(self, "_unfinished_tasks")), blocked: true, object: self}, true
	case name == "_AsCompleted._wait_one":
		todo := items(attrOf(self, "_todo"))
		return wait{text: fmt.Sprintf("as_completed (%d left)", len(todo)), on: pendingTasks(todo), any: true}, true
	case name == "TaskGroup.__aexit__":
		todo := items(attrOf(self, "_tasks"))
		return wait{text: fmt.Sprintf("TaskGroup (%d left)", len(todo)), on: pendingTasks(todo)}, true
	case name == "_wait" && f != nil:
		fs := items(local(f, "fs"))
		how := object.AsStrV(local(f, "return_when"))
		out := wait{text: fmt.Sprintf("wait (%d of %d left)", len(pendingFutures(fs)), len(fs)), on: pendingTasks(fs)}
		out.any = how != nil && how.S != "ALL_COMPLETED" || len(out.on) < len(pendingFutures(fs))
		if len(out.on) < len(pendingFutures(fs)) {
			out.on = nil
		}
		return out, true
	}
	return wait{}, false
}

// lockWait describes a wait for a lock or semaphore, with who holds it.
func (g *Target) lockWait(self object.Value, deep bool) wait {
	self = lockOf(self)
	kind := self.Type().Name
	out := wait{text: kind + ".acquire()", blocked: true, object: self, any: true}
	if !deep && g.loops.Live() > maxHolders {
		return out
	}
	held := g.holdersOf(self)
	if len(held) == 0 {
		return out
	}
	var names []string
	for i, h := range held {
		if i == 3 {
			names = append(names, fmt.Sprintf("%d more", len(held)-i))
			break
		}
		if name := h.Name(); h.Done() {
			names = append(names, name+" (ended)")
		} else {
			names = append(names, name)
		}
	}
	out.on = slices.DeleteFunc(slices.Clone(held), (*loop.Task).Done)
	out.text = kind + " held by " + strings.Join(names, ", ")
	if isA(self, "asyncio.locks.Semaphore") {
		// Who took a unit without "async with" is not known: nothing follows.
		out.on = nil
	}
	return out
}

// futureWait describes a bare future: the job of an executor, or nobody knows.
func (g *Target) futureWait(w object.Value) wait {
	f := loop.AsFuture(w)
	if f == nil {
		return wait{text: "a future"}
	}
	var job object.Value
	var on []*loop.Task
	f.EachClosure(func(fn, name string, v object.Value) {
		switch {
		case fn == "_chain_future.<locals>.on_target" && name == "source":
			job = v
		case fn == "shield.<locals>.outer_done" && name == "inner":
			if o := loop.AsTask(v); o != nil {
				on = append(on, o)
			}
		}
	})
	switch {
	case len(on) == 1:
		return wait{text: "shield of " + on[0].Name(), task: taskID(on[0]), on: on}
	case job.Valid():
		for _, j := range g.jobs() {
			if j.future == job {
				return wait{text: "the executor job " + j.text(), blocked: true, object: job}
			}
		}
		if k := g.chained(job); k != nil {
			return wait{text: k.Name(), task: taskID(k), on: []*loop.Task{k}}
		}
		return wait{text: "an executor job", blocked: true, object: job}
	}
	return wait{text: "a future"}
}

// chained is the task whose result a concurrent.futures.Future takes:
// run_coroutine_threadsafe made it.
func (g *Target) chained(future object.Value) *loop.Task {
	if g.threadsafe == nil {
		g.threadsafe = map[object.Value]*loop.Task{}
		for k := g.loops.First(); k != nil; k = k.Next() {
			k.EachClosure(func(fn, name string, v object.Value) {
				if fn == "_chain_future.<locals>.on_source" && name == "target" {
					g.threadsafe[v] = k
				}
			})
		}
	}
	return g.threadsafe[future]
}

// lockOf is the lock behind a Condition, or the value itself.
func lockOf(v object.Value) object.Value {
	if isA(v, "asyncio.locks.Condition") {
		if l := attrOf(v, "_lock"); l.Valid() {
			return l
		}
	}
	return v
}

// holdersOf lists the tasks that are inside "async with" of a lock, or have
// called its acquire() since a debugger was there.
func (g *Target) holdersOf(lock object.Value) []*loop.Task {
	if g.holders == nil {
		g.holders = map[object.Value][]*loop.Task{}
		for k := g.loops.First(); k != nil; k = k.Next() {
			g.heldBy(k)
		}
		g.taken.each(func(lock object.Value, k *loop.Task) {
			if !slices.Contains(g.holders[lock], k) {
				g.holders[lock] = append(g.holders[lock], k)
			}
		})
	}
	return g.holders[lock]
}

func (g *Target) heldBy(k *loop.Task) {
	frames := g.chain(k)
	var wanted object.Value // what it waits for, and so does not hold
	if g.stepping(k) == nil {
		if leaf := leafOf(k); leaf != nil {
			if name, self, _, ok := loop.Operation(leaf); ok && strings.HasSuffix(name, ".acquire") {
				wanted = lockOf(self)
			}
		}
	}
	for _, f := range frames {
		if !g.host.Library(f.Code().Filename()) {
			break
		}
		switch name := f.Code().Qualname; {
		case strings.HasSuffix(name, ".acquire"), name == "Condition.wait":
			wanted = lockOf(local(f, "self"))
		}
	}
	for _, f := range frames {
		f.EachTemp(func(v object.Value) {
			if !v.Is(object.MethodType) {
				return
			}
			m := object.Cast[object.Method](v)
			if !isA(m.Self, "asyncio.locks._ContextManagerMixin") || !m.Func.Is(vm.FunctionType) || object.Cast[vm.Function](m.Func).Name != "__aexit__" {
				return
			}
			lock := lockOf(m.Self)
			if lock == wanted {
				wanted = object.Value{} // the innermost is the one being entered
				return
			}
			g.holders[lock] = append(g.holders[lock], k)
		})
	}
}

// hasDeadline reports that a timeout will end the task's wait.
func (g *Target) hasDeadline(frames []*vm.Frame) bool {
	found := false
	for _, f := range frames {
		f.EachTemp(func(v object.Value) {
			if v.Is(object.MethodType) && isA(object.Cast[object.Method](v).Self, "asyncio.timeouts.Timeout") {
				if h := attrOf(object.Cast[object.Method](v).Self, "_handler"); h.Valid() && !h.IsNone() {
					found = true
				}
			}
		})
	}
	return found
}

// isA reports an instance of a class, by its full name, or of an heir.
func isA(v object.Value, class string) bool {
	if !v.Valid() {
		return false
	}
	for _, ty := range v.Type().MRO {
		if ty.FullName() == class {
			return true
		}
	}
	return false
}

// attrOf is an attribute that an object itself has; nothing runs.
func attrOf(v object.Value, name string) (out object.Value) {
	if v.Valid() {
		eachAttr(v, func(n string, x object.Value) {
			if n == name {
				out = x
			}
		})
	}
	return out
}

func local(f *vm.Frame, name string) (out object.Value) {
	f.EachLocal(func(n string, v object.Value, _ bool) {
		if n == name {
			out = v
		}
	})
	return out
}

// items are the elements of a set, list or tuple.
func items(v object.Value) []object.Value {
	switch {
	case !v.Valid():
	case object.AsSet(v) != nil:
		return object.AsSet(v).Items()
	case object.AsList(v) != nil:
		return object.AsList(v).Items
	case object.AsTuple(v) != nil:
		return object.AsTuple(v).Items
	}
	return nil
}

func pendingFutures(list []object.Value) []object.Value {
	var out []object.Value
	for _, v := range list {
		if f := loop.AsFuture(v); f != nil && !f.Done() {
			out = append(out, v)
		}
	}
	return out
}

func pendingTasks(list []object.Value) []*loop.Task {
	var out []*loop.Task
	for _, v := range pendingFutures(list) {
		if k := loop.AsTask(v); k != nil {
			out = append(out, k)
		}
	}
	return out
}

func intAttr(v object.Value, name string) string {
	if x := attrOf(v, name); x.Valid() && x.IsInt() {
		return fmt.Sprint(x.AsInt())
	}
	return "?"
}

// others says how many wait in the same line.
func others(queue object.Value, line string) string {
	n := -1 // itself
	if d := attrOf(queue, line); d.Valid() {
		n += dequeLen(d)
	}
	if n <= 0 {
		return ""
	}
	return fmt.Sprintf(" (%d others wait)", n)
}
