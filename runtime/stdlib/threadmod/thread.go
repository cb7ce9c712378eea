// Package threadmod is the native half of Python's threading: the modules
// _thread and _queue. A Python thread is a goroutine with an object.Thread of
// its own, and runs while it has the interpreter lock.
package threadmod

import (
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
	def    = object.Def
)

var none = object.None

// Module is the state of threads in one interpreter.
type Module struct {
	main      *Thread
	live      int                  // threads besides the main one
	handles   map[*Handle]struct{} // of the threads that exit has to wait for
	ending    bool
	interrupt func(signum int)
	fail      func(recovered any, stack []byte)
}

// NewModule makes the state. interrupt simulates the arrival of a signal; fail
// is told of a bug of the runtime in a thread.
func NewModule(main *Thread, interrupt func(signum int), fail func(recovered any, stack []byte)) *Module {
	return &Module{main: main, handles: map[*Handle]struct{}{}, interrupt: interrupt, fail: fail}
}

// Handle is a _thread._ThreadHandle: it tells when a thread has ended.
type Handle struct {
	object.Header
	thread *Thread // nil before the start
	ident  int64
	done   chan struct{} // closed at the end
	ended  bool
}

// HandleType is its type.
var HandleType = &object.Type{Name: "_ThreadHandle"}

func newHandle() *Handle {
	return &Handle{Header: object.NewHeader(HandleType), done: make(chan struct{})}
}

func (h *Handle) finish() {
	if !h.ended {
		h.ended = true
		close(h.done)
	}
}

// start runs fn(*args, **kw) in a new thread.
func (m *Module) start(t *Thread, fn Value, args []Value, kw kwargs, h *Handle, daemon bool) error {
	if m.ending {
		return t.Raisef(object.RuntimeError, "can't create new thread at interpreter shutdown")
	}
	nt := vm.NewThread(t)
	call := &pending{fn: fn, args: append([]Value(nil), args...), kw: kw}
	call.each(Value.Hold)
	h.thread, h.ident = nt, nt.Ident
	object.Of(h).Hold()
	if !daemon {
		m.handles[h] = struct{}{}
	}
	m.live++
	nt.Attach()
	go m.run(nt, call, h)
	return nil
}

// pending is the call that a thread makes.
type pending struct {
	fn   Value
	args []Value
	kw   kwargs
}

func (p *pending) each(f func(Value)) {
	f(p.fn)
	for _, a := range p.args {
		f(a)
	}
}

// run is the goroutine of a thread.
func (m *Module) run(t *Thread, call *pending, h *Handle) {
	t.Lock()
	defer func() {
		if r := recover(); r != nil {
			m.fail(r, debug.Stack())
		}
		m.live--
		delete(m.handles, h)
		h.finish()
		t.Detach()
		t.Release(object.Of(h))
		t.Unlock()
	}()
	v, err := t.CallKw(call.fn, call.args, call.kw)
	t.DropFloating(v)
	if err != nil && err != vm.ErrKilled && !object.IsExc(err, object.SystemExit) {
		t.Interp.Unraisable(t, err, "Exception ignored in thread started by", call.fn)
	}
	dropLocals(t)
	vm.EndThread(t)
	call.each(t.Release)
}

// join waits for the end of a thread; false means that the time was over.
func (h *Handle) join(t *Thread, deadline time.Time) (bool, error) {
	if h.thread == nil && !h.ended {
		return false, t.Raisef(object.RuntimeError, "thread not started")
	}
	if h.thread == t {
		return false, t.Raisef(object.RuntimeError, "Cannot join current thread")
	}
	for !h.ended {
		if expired(t, deadline) {
			return false, nil
		}
		w := waiter{ch: h.done}
		if err := w.wait(t, deadline); err != nil {
			return false, err
		}
	}
	return true, nil
}

// Join waits for the threads that are not daemons.
func (m *Module) Join(t *Thread) error {
	for len(m.handles) > 0 {
		// The oldest first, so that a replay waits for the same ones.
		var first *Handle
		for h := range m.handles {
			if first == nil || h.ident < first.ident {
				first = h
			}
		}
		if first.thread == t {
			delete(m.handles, first)
			continue
		}
		if _, err := first.join(t, forever); err != nil {
			return err
		}
	}
	return nil
}

// patience is how long the end of a program waits for threads in native code
// that cannot be interrupted.
const patience = 2 * time.Second

// Stop ends the remaining threads of the interpreter wherever they are. t is
// the main thread and has the interpreter lock.
func (m *Module) Stop(t *Thread) {
	m.ending = true
	deadline := time.Now().Add(patience)
	for m.live > 0 && !late(t, deadline) {
		for _, x := range t.Interp.Threads() {
			if x != t {
				x.Signal(vm.BreakKill)
			}
		}
		t.Unlock()
		if !t.Interp.Tape.Replays() {
			time.Sleep(50 * time.Microsecond)
		}
		t.Lock()
	}
	m.ending = false
}

var once sync.Once

// Register completes the types of this package.
func Register() {
	once.Do(func() {
		object.Register(func() {
			registerLocks()
			registerLocal()
			registerQueue()
			registerHandle()
		})
	})
}

func registerHandle() {
	self := func(v Value) *Handle { return object.Cast[Handle](v) }
	object.DefineType(HandleType, object.ObjectType, "_thread", object.Slots{
		New: func(*Thread, *object.Type, []Value, kwargs) (Value, error) {
			return object.Of(newHandle()), nil
		},
		Init: func(*Thread, Value, []Value, kwargs) error { return nil },
		Repr: func(_ *Thread, v Value) (Value, error) {
			return object.NewStr(fmt.Sprintf("<_ThreadHandle object: ident=%d>", self(v).ident)), nil
		},
	},
		def{Name: "ident", Kind: object.GetterDef, Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) { return object.Int(self(a[0]).ident), nil }},
		def{Name: "is_done", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) { return object.Bool(self(a[0]).ended), nil }},
		def{Name: "_set_done", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			h := self(a[0])
			if h.thread == nil && h.ident == 0 {
				return Value{}, t.Raisef(object.RuntimeError, "thread not started")
			}
			h.finish()
			return none, nil
		}},
		def{Name: "join", Sig: "timeout=None, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			deadline := forever
			if a[1].Valid() && !a[1].IsNone() {
				s, err := seconds(t, a[1])
				if err != nil {
					return Value{}, err
				}
				if s >= 0 {
					deadline = time.Now().Add(time.Duration(s * 1e9))
				}
			}
			_, err := self(a[0]).join(t, deadline)
			return none, err
		}},
	)
}
