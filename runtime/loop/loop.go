package loop

import (
	"container/heap"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
	"unsafe"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib/contextmod"
	"github.com/asynctools/asynctools/runtime/stdlib/timemod"
	"github.com/asynctools/asynctools/runtime/vm"
)

// Module is the state of asyncio in one interpreter.
type Module struct {
	clock      timemod.Clock
	rng        *rand.Rand // draws the ready order; nil: first in, first out
	excs       map[string]*object.Type
	head, tail *Task
	live       int
	current    *Task
	running    *Loop
	cancelled  *object.Type // CancelledError
	lastID     int
	fast       fast // see fast.go
	spare      spare
	names      int
	failures   int
	unread     map[*Future]int // that failed, and nobody has looked at why
	unreadRoom int             // how many of them there may be before the loop looks for cycles
	createTask *object.Str
	sites      []site         // where tasks were made
	siteIndex  map[site]int32 // their indices
	lastSite   int32
	// OnTask is told of tasks that begin and end.
	OnTask func(k *Task, begin bool)
	// OnIdle is called before the loop waits for an event, and after.
	OnIdle func(idle bool)
	// OnAcquire is told of locks and semaphores that the current task has taken
	// other than by "async with", OnRelease of any that is released.
	OnAcquire, OnRelease func(lock Value)
	// Watch is told of what a debugger wants to know; nil without one.
	Watch Watcher
	// Only is the task that a debugger lets run; the steps of others wait until
	// Unhold. Nil: all run.
	Only *Task
}

// NewModule makes the state; a seed of 0 keeps the ready queue in order.
func NewModule(clock timemod.Clock, seed uint64) *Module {
	m := &Module{clock: clock, unread: map[*Future]int{}, unreadRoom: minUnread}
	if seed != 0 {
		m.rng = rand.New(rand.NewPCG(seed, seed))
	}
	return m
}

func (m *Module) nextName() int { m.names++; return m.names }

// First is the oldest live task; Task.Next walks on.
func (m *Module) First() *Task { return m.head }

// Live is the number of live tasks.
func (m *Module) Live() int { return m.live }

// Current is the task whose step is running, or nil.
func (m *Module) Current() *Task { return m.current }

// Running is the running loop, or nil.
func (m *Module) Running() *Loop { return m.running }

// Loop is an event loop.
type Loop struct {
	object.Header
	attrs    object.Attrs
	m        *Module
	ready    readyQueue
	held     []entry // steps of tasks that Module.Only keeps from running
	timers   timerHeap
	seq      int64
	stopping bool
	closed   bool
	active   bool
	debug    bool
	tracks   bool                  // coroutines remember where they were made, because of debug
	oldDepth int                   // for how many frames they did before
	step     *Handle               // in debug mode: that runs
	handler  Value                 // exception handler, or invalid
	factory  Value                 // task factory, or invalid
	agens    map[*vm.Generator]int // in the order of their numbers
	weakset  Value                 // _asyncgens, once somebody has asked for it
	lastAgen int
	agensOff bool    // shutdown_asyncgens has run
	thread   *Thread // that runs the loop
	sel      *selector
}

// entry is one thing to run in a pass of the loop; the queue has it packed.
type entry struct {
	kind   entryKind
	task   *Task
	fut    *Future   // entryWake: what was waited for
	call   *doneCall // entryDone, entryGather; entryThrow: fn is the exception
	handle *Handle   // entryCall
}

type entryKind uint8

const (
	entryStep entryKind = iota
	entryThrow
	entryWake
	entryCall
	entryDone
	entryGather
)

// Handle is asyncio.Handle and TimerHandle.
type Handle struct {
	object.Header
	loop      *Loop
	fn        Value
	args      []Value
	ctx       Value // to run in; invalid: an empty one
	when      float64
	seq       int64
	index     int // in the timer heap, -1 outside
	cancelled bool
	timer     bool
	keep      bool                  // of a descriptor: runs again and again
	native    func(t *Thread) error // what to run instead of fn, which it is about
	debug     *handleDebug          // if it was made in debug mode
}

type timerHeap []*Handle

func (h timerHeap) Len() int { return len(h) }
func (h timerHeap) Less(i, j int) bool {
	if h[i].when != h[j].when {
		return h[i].when < h[j].when
	}
	return h[i].seq < h[j].seq
}
func (h timerHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i]; h[i].index, h[j].index = i, j }
func (h *timerHeap) Push(x any)   { e := x.(*Handle); e.index = len(*h); *h = append(*h, e) }
func (h *timerHeap) Pop() any {
	old := *h
	e := old[len(old)-1]
	old[len(old)-1] = nil
	*h = old[:len(old)-1]
	e.index = -1
	return e
}

func (m *Module) newLoop() *Loop {
	l := &Loop{Header: object.NewHeader(LoopType), m: m, agens: map[*vm.Generator]int{}}
	return l
}

func asLoop(v Value) *Loop {
	if v.Valid() && v.Type().IsSubtype(LoopType) {
		return object.Cast[Loop](v)
	}
	return nil
}

// push appends to the ready queue, which holds what it refers to.
func (l *Loop) push(t *Thread, e entry) {
	if e.task != nil && l.m.Watch != nil {
		l.m.Watch.Ready(t, e.task)
	}
	e.visit(Value.Hold)
	l.put(e.pack())
}

// pushTask is push for a step of a task, or for its wake by a future that is done.
func (l *Loop) pushTask(t *Thread, k *Task, f *Future) {
	if l.m.Watch != nil {
		l.m.Watch.Ready(t, k)
	}
	object.Of(k).Hold()
	if f != nil {
		f.value().Hold()
	}
	l.put(packed{&k.Header, f})
}

func (l *Loop) put(p packed) {
	at := l.ready.add()
	if r := l.m.rng; r != nil {
		// A seeded order: the newcomer swaps places with any that waits.
		other := l.ready.place(r.IntN(l.ready.n))
		*at, at = *other, other
	}
	*at = p
}

func (e *entry) visit(f func(Value)) {
	if e.task != nil {
		f(object.Of(e.task))
	}
	if e.fut != nil {
		f(e.fut.value())
	}
	if e.call != nil {
		e.call.visit(f)
	}
	if e.handle != nil {
		f(object.Of(e.handle))
	}
}

// schedule queues a done callback of f.
func (l *Loop) schedule(t *Thread, f *Future, c callback) {
	switch {
	case c.task != nil:
		l.pushTask(t, c.task, f)
	case c.call.next != nil:
		l.push(t, entry{kind: entryGather, call: c.call, fut: f})
	case l.debug:
		// As a handle, it remembers where it was made.
		h := l.newHandle(t, HandleType, c.call.fn, []Value{f.value()})
		h.runIn(t, c.call.ctx.Value())
		l.push(t, entry{kind: entryCall, handle: h})
	default:
		l.push(t, entry{kind: entryDone, call: c.call, fut: f})
	}
}

func (l *Loop) now() float64 { return float64(l.m.clock.Monotonic()) / 1e9 }

func (l *Loop) checkClosed(t *Thread) error {
	if l.closed {
		return t.Raisef(object.RuntimeError, "Event loop is closed")
	}
	return nil
}

func (l *Loop) newHandle(t *Thread, ty *object.Type, fn Value, args []Value) *Handle {
	h := &Handle{Header: object.NewHeader(ty), loop: l, fn: fn, index: -1}
	h.Take(fn)
	if ctx := contextmod.Fork(t); ctx.Valid() {
		h.Take(ctx)
		h.ctx = ctx
	}
	if len(args) > 0 {
		h.args = append([]Value(nil), args...)
		for _, a := range args {
			h.Take(a)
		}
	}
	if l.debug {
		h.trace(t)
	}
	return h
}

func (h *Handle) clear(t *Thread) {
	fn, args := h.fn, h.args
	h.fn, h.args = Value{}, nil
	ctx := h.ctx
	h.ctx = Value{}
	t.Release(ctx)
	t.Release(fn)
	for _, a := range args {
		t.Release(a)
	}
}

func (h *Handle) cancel(t *Thread) {
	if h.cancelled {
		return
	}
	h.cancelled = true
	if h.loop.debug && h.debug != nil {
		h.debug.repr, _ = t.Repr(object.Of(h))
	}
	if h.index >= 0 {
		heap.Remove(&h.loop.timers, h.index)
		h.clear(t)
		t.Release(object.Of(h))
		return
	}
	h.clear(t)
}

func (l *Loop) callAt(t *Thread, when float64, fn Value, args []Value) *Handle {
	h := l.newHandle(t, TimerType, fn, args)
	l.seq++
	h.when, h.seq, h.timer = when, l.seq, true
	object.Of(h).Hold()
	heap.Push(&l.timers, h)
	return h
}

// runForever runs passes until stop() is called.
func (l *Loop) runForever(t *Thread) (err error) {
	if err := l.checkClosed(t); err != nil {
		return err
	}
	if l.active {
		return t.Raisef(object.RuntimeError, "This event loop is already running")
	}
	if l.m.running != nil {
		return t.Raisef(object.RuntimeError, "Cannot run the event loop while another loop is running")
	}
	st := vm.Of(t)
	oldFirst, oldFinal, oldInt := t.FirstIter, t.Finalizer, st.Interrupt
	t.FirstIter, t.Finalizer = l.hook(t, "_asyncgen_firstiter_hook"), l.hook(t, "_asyncgen_finalizer_hook")
	t.FirstIter.Hold()
	t.Finalizer.Hold()
	l.active, l.m.running, l.thread = true, l, t
	l.trackOrigins(t, l.debug)
	defer func() {
		l.trackOrigins(t, false)
		l.stopping, l.active, l.m.running, l.thread = false, false, nil, nil
		t.Release(t.FirstIter)
		t.Release(t.Finalizer)
		t.FirstIter, t.Finalizer = oldFirst, oldFinal
		st.Interrupt = oldInt
	}()
	for {
		if err := l.runOnce(t); err != nil {
			return err
		}
		if l.stopping {
			return nil
		}
	}
}

// hook is a bound method of the loop, so that subclasses may override it.
func (l *Loop) hook(t *Thread, name string) Value {
	v, err := t.GetAttrString(object.Of(l), name)
	if err != nil {
		return none
	}
	return v
}

// runOnce is one pass: wait for an event, then run what is ready now.
func (l *Loop) runOnce(t *Thread) error {
	if l.ready.n == 0 && !l.stopping {
		if err := l.idle(t); err != nil {
			return err
		}
	} else if l.sel != nil {
		if err := l.pollNow(t); err != nil {
			return err
		}
	}
	if t.Breaker.Load() != 0 {
		if err := vm.Of(t).CheckBreaker(); err != nil {
			return err
		}
	}
	if len(l.m.unread) > l.m.unreadRoom {
		l.m.collectUnread(t)
	}
	if len(l.timers) > 0 {
		now := l.now() + 1e-9
		for len(l.timers) > 0 && l.timers[0].when <= now {
			h := heap.Pop(&l.timers).(*Handle)
			l.push(t, entry{kind: entryCall, handle: h})
			t.Release(object.Of(h))
		}
	}
	if w := l.m.Watch; w != nil {
		if err := w.Pass(t, l.ready.n); err != nil {
			return err
		}
	}
	for todo := l.ready.n; todo > 0 && l.ready.n > 0; todo-- { // RunUntil may have run some of them
		p := l.ready.pop()
		if p.o.Type() == TaskType && l.m.Watch == nil && l.m.Only == nil && !l.debug {
			if err := l.runTask(t, (*Task)(unsafe.Pointer(p.o)), p.fut); err != nil {
				return err
			}
			continue
		}
		e := p.entry()
		if only := l.m.Only; only != nil && e.task != nil && e.task != only {
			l.held = append(l.held, e)
			continue
		}
		var err error
		w := l.m.Watch
		switch {
		case w != nil:
			err = l.watched(t, &e, w)
		case l.debug:
			err = l.timed(t, &e)
		default:
			err = l.dispatch(t, &e)
		}
		if late := l.m.Watch; w == nil && late != nil { // it came while the step ran
			if werr := late.End(t, stepOf(&e)); err == nil {
				err = werr
			}
		}
		e.visit(t.Release)
		if err != nil {
			return err
		}
	}
	return nil
}

// runTask is what runOnce does with most entries: a step of a task, after what it
// waited for if there is a future.
func (l *Loop) runTask(t *Thread, k *Task, f *Future) (err error) {
	if f != nil {
		err = k.wake(t, f)
	} else if k.state == pending {
		err = k.step(t, nil)
	}
	if late := l.m.Watch; late != nil { // it came while the step ran
		if werr := late.End(t, Step{Task: k}); err == nil {
			err = werr
		}
	}
	t.Release(object.Of(k))
	if f != nil {
		t.Release(f.value())
	}
	return err
}

func (l *Loop) dispatch(t *Thread, e *entry) error {
	switch e.kind {
	case entryStep:
		if e.task.state != pending {
			return nil
		}
		return e.task.step(t, nil)
	case entryThrow:
		return e.task.step(t, object.AsExc(e.call.fn))
	case entryWake:
		return e.task.wake(t, e.fut)
	case entryGather:
		return e.call.next.childDone(t, e.fut)
	}
	var r Value
	var err error
	var cb Value
	var args []Value
	if e.kind == entryDone {
		cb = e.call.fn
		ctx := t.Context
		t.Context = e.call.ctx.Value()
		r, err = t.Call(cb, e.fut.value())
		e.call.ctx, t.Context = object.RefTo(t.Context), ctx
	} else {
		h := e.handle
		if h.cancelled {
			return nil
		}
		if h.native != nil {
			return h.runNative(t)
		}
		cb, args = h.fn, h.args
		cb.Hold()
		defer t.Release(cb)
		ctx := t.Context
		t.Context = h.ctx
		r, err = t.CallKw(h.fn, h.args, nil)
		h.ctx, t.Context = t.Context, ctx
		if !h.keep {
			defer h.clear(t) // the report of an exception names the callback
		}
	}
	t.DropFloating(r)
	if err == nil {
		return nil
	}
	x, ok := err.(*object.Exception)
	if !ok || x.Type().IsSubtype(object.KeyboardInterrupt) || x.Type().IsSubtype(object.SystemExit) {
		return err
	}
	h := e.handle
	if h == nil {
		args = []Value{e.fut.value()}
		h = &Handle{Header: object.NewHeader(HandleType), loop: l, fn: cb, args: args, index: -1}
		h.Take(cb)
		h.Take(e.fut.value())
		h.runIn(t, e.call.ctx.Value())
	}
	return l.callbackFailed(t, h, cb, args, x)
}

// callbackFailed reports the exception of a callback, which is being handled meanwhile.
// The handle may have been cancelled by it.
func (l *Loop) callbackFailed(t *Thread, h *Handle, cb Value, args []Value, x *object.Exception) error {
	handled := object.ExcItem{Exc: object.RefTo(object.Of(x)), Prev: t.Exc}
	object.Of(x).Hold()
	t.Exc = &handled
	defer func() {
		t.Exc = handled.Prev
		t.Release(object.Of(x))
	}()
	text, err := callbackText(t, cb, args, l.debug)
	if err != nil {
		return err
	}
	ctx := object.NewDict()
	ctx.SetString(t, "message", object.NewStr("Exception in callback "+text))
	ctx.SetString(t, "exception", object.Of(x))
	ctx.SetString(t, "handle", object.Of(h))
	if s := h.source(); s.Valid() {
		ctx.SetString(t, "source_traceback", s)
	}
	l.callExceptionHandler(t, ctx)
	return nil
}

// runNative runs a callback of the runtime's own.
func (h *Handle) runNative(t *Thread) error {
	ctx := t.Context
	t.Context = h.ctx
	err := h.native(t)
	h.ctx, t.Context = t.Context, ctx
	if !h.keep {
		h.clear(t)
	}
	return err
}

// idle waits for the next timer, for a descriptor, for another thread or for an
// interrupt.
func (l *Loop) idle(t *Thread) error {
	wait := time.Duration(-1)
	virtual := timemod.IsVirtual(l.m.clock)
	if len(l.timers) > 0 {
		d := l.timers[0].when - l.now()
		if d <= 0 {
			return l.pollNow(t)
		}
		wait = time.Duration(min(d, 1e9) * 1e9)
	} else if virtual && len(l.held) == 0 && !l.busy() && len(t.Interp.Threads()) == 1 {
		return t.Raisef(object.RuntimeError, "virtual time: the program waits for something that can never happen")
	}
	if l.m.OnIdle != nil {
		l.m.OnIdle(true)
		defer l.m.OnIdle(false)
	}
	if l.busy() {
		return l.idleIO(t, wait)
	}
	return t.Block(func(wake <-chan struct{}) {
		if wait < 0 {
			<-wake
			return
		}
		l.m.clock.Sleep(wait, wake)
	})
}

// Unhold lets all tasks run again, those that waited before the others.
func (m *Module) Unhold(t *Thread) {
	m.Only = nil
	l := m.running
	if l == nil || len(l.held) == 0 {
		return
	}
	held := l.held
	l.held = nil
	for l.ready.n > 0 {
		p := l.ready.pop()
		held = append(held, p.entry())
	}
	rng := m.rng
	m.rng = nil // they have drawn their places already
	for _, e := range held {
		l.push(t, e)
		e.visit(t.Release)
	}
	m.rng = rng
}

// RunUntil runs passes of the running loop inside of what it is running now,
// until a task of it is over. It is for a debugger: the step under way, whose
// task is current, stands still.
func (m *Module) RunUntil(t *Thread, k *Task) error {
	l := m.running
	if l == nil || k.loop != l {
		return t.Raisef(object.RuntimeError, "no running event loop")
	}
	current, ctx := m.current, t.Context
	m.current = nil
	t.Context = Value{}
	defer func() { m.current, t.Context = current, ctx }()
	for k.state == pending {
		if l.stopping || l.closed {
			return t.Raisef(object.RuntimeError, "the event loop is being stopped")
		}
		if err := l.runOnce(t); err != nil {
			return err
		}
	}
	return nil
}

// NewTask makes a task of the running loop that drives a coroutine.
func (m *Module) NewTask(t *Thread, coro Value, name string) (*Task, error) {
	if m.running == nil {
		return nil, t.Raisef(object.RuntimeError, "no running event loop")
	}
	v, err := m.newTask(t, m.running, coro, object.NewStr(name))
	if err != nil {
		return nil, err
	}
	return AsTask(v), nil
}

// Cancel is Task.cancel().
func (k *Task) Cancel(t *Thread) error {
	_, err := k.cancelTask(t, Value{})
	return err
}

// minUnread is how many failed futures that nobody has looked at are let be.
const minUnread = 1024

// collectUnread tells of failed futures that nobody can look at any more: an exception
// often leads, by the frames of its traceback, to its own task, and such a cycle goes
// without a word when its memory does.
func (m *Module) collectUnread(t *Thread) {
	t.CollectCycles(m.Unread()...)
	m.unreadRoom = max(minUnread, 2*len(m.unread))
}

// Unread are the failed futures whose exception nobody has looked at, in the order in
// which they failed.
func (m *Module) Unread() []Value {
	all := slices.SortedFunc(maps.Keys(m.unread), func(a, b *Future) int { return m.unread[a] - m.unread[b] })
	out := make([]Value, len(all))
	for i, f := range all {
		out[i] = f.value()
	}
	return out
}

// Outcome is the result of a future that is done, or its exception.
func (f *Future) Outcome(t *Thread) (Value, error) { return f.get(t) }

// wakeUp ends the loop's wait; t is the thread that has something for it.
func (l *Loop) wakeUp(t *Thread) {
	if l.thread != nil && l.thread != t {
		l.thread.Wake()
	}
}

// callExceptionHandler calls the loop's exception handler with a context dict.
func (l *Loop) callExceptionHandler(t *Thread, ctx *object.Dict) {
	c := object.Of(ctx)
	c.Hold()
	defer t.Release(c)
	if !l.handler.Valid() {
		r, err := t.CallMethod(object.Of(l), t.Interp.Intern("default_exception_handler"), c)
		t.DropFloating(r)
		if err != nil {
			t.Interp.Unraisable(t, err, "Exception in default exception handler", object.Of(l))
		}
		return
	}
	r, err := l.callHandler(t, ctx)
	t.DropFloating(r)
	e, ok := err.(*object.Exception)
	if !ok || object.IsExc(err, object.SystemExit) || object.IsExc(err, object.KeyboardInterrupt) {
		if err != nil {
			t.Interp.Unraisable(t, err, "Unhandled error in exception handler", l.handler)
		}
		return
	}
	failed := object.NewDict()
	failed.SetString(t, "message", object.NewStr("Unhandled error in exception handler"))
	failed.SetString(t, "exception", object.Of(e))
	failed.SetString(t, "context", c)
	r, err = t.CallMethod(object.Of(l), t.Interp.Intern("default_exception_handler"), object.Of(failed))
	t.DropFloating(r)
	if err != nil {
		t.Interp.Unraisable(t, err, "Exception in default exception handler", object.Of(l))
	}
}

// callHandler calls the program's handler in the context of what failed.
func (l *Loop) callHandler(t *Thread, ctx *object.Dict) (Value, error) {
	for _, k := range []string{"task", "future", "handle"} {
		v := ctx.GetString(k)
		if !v.Valid() || v.IsNone() {
			continue
		}
		get, err := t.GetAttrOpt(v, t.Interp.Intern("get_context"))
		if err != nil || !get.Valid() {
			break
		}
		in, err := t.Call(get)
		if err != nil {
			return Value{}, err
		}
		if run, err := t.GetAttrOpt(in, t.Interp.Intern("run")); err != nil || run.Valid() {
			if err != nil {
				return Value{}, err
			}
			return t.Call(run, l.handler, object.Of(l), object.Of(ctx))
		}
		break
	}
	return t.Call(l.handler, object.Of(l), object.Of(ctx))
}

// defaultHandler prints what asyncio's logger would.
func (l *Loop) defaultHandler(t *Thread, ctx *object.Dict) error {
	msg := "Unhandled exception in event loop"
	if m := ctx.GetString("message"); m.Valid() {
		if s := object.AsStr(m); s != nil && s.S != "" {
			msg = s.S
		}
	}
	if h := l.step; h != nil && h.source().Valid() && !ctx.GetString("source_traceback").Valid() {
		ctx.SetString(t, "handle_traceback", h.source())
	}
	lines := []string{msg}
	var keys []string
	ctx.Each(func(k, _ Value) {
		if s := object.AsStr(k); s != nil && s.S != "message" && s.S != "exception" {
			keys = append(keys, s.S)
		}
	})
	slices.Sort(keys)
	for _, k := range keys {
		var r string
		var err error
		switch v := ctx.GetString(k); k {
		case "source_traceback":
			r, err = formatStack(t, "Object", v)
		case "handle_traceback":
			r, err = formatStack(t, "Handle", v)
		default:
			r, err = t.Repr(v)
		}
		if err != nil {
			return err
		}
		lines = append(lines, k+": "+r)
	}
	return l.log(t, "error", strings.Join(lines, "\n"), ctx.GetString("exception"))
}

// Ready and Timers describe the loop to the debugger.
func (l *Loop) Ready(t *Thread) []string {
	var out []string
	for e := range l.ready.all() {
		switch {
		case e.task != nil:
			out = append(out, e.task.Name()+": "+coroText(t, e.task.coro.Value()))
		case e.handle != nil && e.handle.fn.Valid():
			out = append(out, callableText(t, e.handle.fn))
		case e.kind == entryDone:
			out = append(out, callableText(t, e.call.fn))
		case e.kind == entryGather:
			out = append(out, "gather.<locals>._done_callback()")
		}
	}
	return out
}

// EachTimer visits the pending timers in no particular order.
func (l *Loop) EachTimer(f func(callback Value, when float64)) {
	for _, h := range l.timers {
		f(h.fn, h.when)
	}
}

// Now is the loop's time, Debug its debug mode.
func (l *Loop) Now() float64 { return l.now() }
func (l *Loop) Debug() bool  { return l.debug }

// When is the time of a timer handle.
func When(v Value) (float64, bool) {
	if v.Valid() && v.Type().IsSubtype(TimerType) {
		return object.Cast[Handle](v).when, true
	}
	return 0, false
}

// CallableText names a callable for people.
func CallableText(t *Thread, fn Value) string {
	if !fn.Valid() {
		return "(cancelled)"
	}
	return callableText(t, fn)
}
