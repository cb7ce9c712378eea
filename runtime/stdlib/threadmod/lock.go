package threadmod

import (
	"fmt"
	"time"

	"github.com/asynctools/asynctools/runtime/object"
)

// Lock is a _thread.lock.
type Lock struct {
	object.Header
	locked bool
	queue  waitList
}

// RLock is a _thread.RLock.
type RLock struct {
	object.Header
	lock  Lock
	owner *Thread
	count int
}

// The types of locks.
var (
	LockType  = &object.Type{Name: "lock"}
	RLockType = &object.Type{Name: "RLock"}
)

// fairness is how long a waiting thread may be overtaken by running ones.
const fairness = time.Millisecond

// acquire takes the lock, before the deadline if it is not forever.
func (l *Lock) acquire(t *Thread, blocking bool, deadline time.Time) (bool, error) {
	if !l.locked {
		l.locked = true
		return true, nil
	}
	if !blocking {
		return false, nil
	}
	w := l.queue.add()
	for {
		err := w.wait(t, deadline)
		got := w.granted
		if !got && !l.locked && err == nil {
			l.locked, got = true, true
		}
		if got && err == nil {
			l.queue.remove(w)
			return true, nil
		}
		if err != nil || expired(t, deadline) {
			l.queue.remove(w)
			if got {
				l.locked = false
			}
			if !l.locked {
				l.queue.signal()
			}
			return false, err
		}
	}
}

// release lets the next thread have the lock. One that has waited long gets it
// at once; otherwise whoever comes first does, which spares switches.
func (l *Lock) release(t *Thread) {
	if len(l.queue) > 0 {
		w := l.queue[0]
		if late(t, w.since.Add(fairness)) {
			l.queue.remove(w)
			w.granted = true
		} else {
			l.locked = false
		}
		w.signal()
		return
	}
	l.locked = false
}

func lockOf(v Value) *Lock   { return object.Cast[Lock](v) }
func rlockOf(v Value) *RLock { return object.Cast[RLock](v) }

func (r *RLock) acquire(t *Thread, blocking bool, deadline time.Time) (bool, error) {
	if r.owner == t {
		r.count++
		return true, nil
	}
	ok, err := r.lock.acquire(t, blocking, deadline)
	if ok {
		r.owner, r.count = t, 1
	}
	return ok, err
}

func (r *RLock) release(t *Thread) error {
	if r.owner != t {
		return t.Raisef(object.RuntimeError, "cannot release un-acquired lock")
	}
	if r.count--; r.count == 0 {
		r.owner = nil
		r.lock.release(t)
	}
	return nil
}

func registerLocks() {
	acquire := func(t *Thread, a []Value, _ kwargs) (Value, error) {
		blocking, deadline, err := timeoutArgs(t, a[1], a[2])
		if err != nil {
			return Value{}, err
		}
		ok, err := lockOf(a[0]).acquire(t, blocking, deadline)
		return object.Bool(ok), err
	}
	release := func(t *Thread, a []Value, _ kwargs) (Value, error) {
		l := lockOf(a[0])
		if !l.locked {
			return Value{}, t.Raisef(object.RuntimeError, "release unlocked lock")
		}
		l.release(t)
		return none, nil
	}
	locked := func(_ *Thread, a []Value, _ kwargs) (Value, error) { return object.Bool(lockOf(a[0]).locked), nil }
	const acquireSig = "blocking=True, timeout=-1"
	object.DefineType(LockType, object.ObjectType, "_thread", object.Slots{
		New: func(t *Thread, _ *object.Type, a []Value, _ kwargs) (Value, error) {
			if len(a) > 0 {
				return Value{}, t.Raisef(object.TypeError, "lock expected 0 arguments, got %d", len(a))
			}
			return newLock(), nil
		},
		Init: func(*Thread, Value, []Value, kwargs) error { return nil },
		Repr: func(t *Thread, v Value) (Value, error) {
			return object.NewStr(fmt.Sprintf("<%s _thread.lock object at %s>", lockState(lockOf(v).locked), t.Addr(v))), nil
		},
	},
		def{Name: "acquire", Sig: acquireSig, Fn: acquire},
		def{Name: "acquire_lock", Sig: acquireSig, Fn: acquire},
		def{Name: "release", Fn: release},
		def{Name: "release_lock", Fn: release},
		def{Name: "locked", Fn: locked},
		def{Name: "locked_lock", Fn: locked},
		def{Name: "_at_fork_reinit", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) {
			lockOf(a[0]).locked = false
			return none, nil
		}},
		def{Name: "__enter__", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			ok, err := lockOf(a[0]).acquire(t, true, forever)
			return object.Bool(ok), err
		}},
		def{Name: "__exit__", Sig: "*", Fn: release},
	)
	rrelease := func(t *Thread, a []Value, _ kwargs) (Value, error) { return none, rlockOf(a[0]).release(t) }
	object.DefineType(RLockType, object.ObjectType, "_thread", object.Slots{
		New: func(_ *Thread, cls *object.Type, _ []Value, _ kwargs) (Value, error) {
			return cls.AllocOr(func() Value { return object.Of(&RLock{Header: object.NewHeader(RLockType)}) }), nil
		},
		Init: func(*Thread, Value, []Value, kwargs) error { return nil },
		Repr: func(t *Thread, v Value) (Value, error) {
			r := rlockOf(v)
			owner := int64(0)
			if r.owner != nil {
				owner = r.owner.Ident
			}
			return object.NewStr(fmt.Sprintf("<%s %s object owner=%d count=%d at %s>", lockState(r.count > 0), v.Type().FullName(), owner, r.count, t.Addr(v))), nil
		},
	},
		def{Name: "acquire", Sig: acquireSig, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			blocking, deadline, err := timeoutArgs(t, a[1], a[2])
			if err != nil {
				return Value{}, err
			}
			ok, err := rlockOf(a[0]).acquire(t, blocking, deadline)
			return object.Bool(ok), err
		}},
		def{Name: "release", Fn: rrelease},
		def{Name: "locked", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) { return object.Bool(rlockOf(a[0]).count > 0), nil }},
		def{Name: "__enter__", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			ok, err := rlockOf(a[0]).acquire(t, true, forever)
			return object.Bool(ok), err
		}},
		def{Name: "__exit__", Sig: "*", Fn: rrelease},
		def{Name: "_is_owned", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Bool(rlockOf(a[0]).owner == t), nil }},
		def{Name: "_recursion_count", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if r := rlockOf(a[0]); r.owner == t {
				return object.Int(int64(r.count)), nil
			}
			return object.Int(0), nil
		}},
		def{Name: "_release_save", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			r := rlockOf(a[0])
			if r.count == 0 {
				return Value{}, t.Raisef(object.RuntimeError, "cannot release un-acquired lock")
			}
			state := object.NewTuple(object.Int(int64(r.count)), object.Int(r.owner.Ident))
			r.owner, r.count = nil, 0
			r.lock.release(t)
			return state, nil
		}},
		def{Name: "_acquire_restore", Sig: "state, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			s := object.AsTuple(a[1])
			if s == nil || len(s.Items) != 2 || !s.Items[0].IsInt() {
				return Value{}, t.Raisef(object.TypeError, "_acquire_restore() argument 1 must be 2-item tuple")
			}
			r := rlockOf(a[0])
			if _, err := r.lock.acquire(t, true, forever); err != nil {
				return Value{}, err
			}
			r.owner, r.count = t, int(s.Items[0].AsInt())
			return none, nil
		}},
		def{Name: "_at_fork_reinit", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) {
			r := rlockOf(a[0])
			r.owner, r.count, r.lock.locked = nil, 0, false
			return none, nil
		}},
	)
	object.RegisterLayout[RLock](RLockType, nil)
}

func newLock() Value { return object.Of(&Lock{Header: object.NewHeader(LockType)}) }

func lockState(locked bool) string {
	if locked {
		return "locked"
	}
	return "unlocked"
}
