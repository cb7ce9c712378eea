package signalmod

import (
	"fmt"
	"math"
	"strings"
	"syscall"
	"time"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
	"github.com/asynctools/asynctools/runtime/stdlib/iowait"
	"github.com/asynctools/asynctools/runtime/tape"
	"github.com/asynctools/asynctools/runtime/vm"
)

// New makes the module _signal.
func (m *Module) New(t *Thread) (*object.Module, error) {
	mod := object.NewModule(t, "_signal")
	set := func(name string, n int64) { mod.Dict.SetString(t, name, object.Int(n)) }
	set("NSIG", maxSignal+1)
	set("SIG_DFL", 0)
	set("SIG_IGN", 1)
	set("ITIMER_REAL", 0)
	set("ITIMER_VIRTUAL", 1)
	set("ITIMER_PROF", 2)
	for name, n := range masks {
		set(name, n)
	}
	for _, name := range signalNames {
		if n := signalNumber(name); n > 0 {
			set(name, int64(n))
		}
	}
	for name, n := range aliases {
		set(name, int64(n))
	}
	ns := object.NewDict()
	ns.SetString(t, "__module__", object.NewStr("signal"))
	itimer, err := t.NewType(object.TypeType, "ItimerError", []*object.Type{object.OSError}, ns)
	if err != nil {
		return nil, err
	}
	mod.Dict.SetString(t, "ItimerError", object.Of(itimer))
	m.itimerError = itimer
	mod.Dict.SetString(t, "default_int_handler", defaultIntHandler)
	stdlib.Fill(t, mod, "_signal", m.functions())
	return mod, nil
}

func number(t *Thread, v Value) (int, error) {
	n, err := t.IntArg(v)
	if err == nil && (n < 1 || n > maxSignal) {
		err = t.Raisef(object.ValueError, "signal number out of range")
	}
	return int(n), err
}

// get is the handler as Python sees it: an int, a callable or None.
func (m *Module) get(n int) Value {
	switch disposition(m.what[n].Load()) {
	case ignored:
		return object.Int(1)
	case byDefault:
		return object.Int(0)
	}
	return m.handlers[n]
}

func (m *Module) signalFn(t *Thread, a []Value, _ kwargs) (Value, error) {
	n64, err := t.IntArg(a[0])
	if err != nil {
		return Value{}, err
	}
	what, handler := handled, a[1]
	if t != m.main {
		return Value{}, t.Raisef(object.ValueError, "signal only works in main thread of the main interpreter")
	}
	if n64 < 1 || n64 > maxSignal {
		return Value{}, t.Raisef(object.ValueError, "signal number out of range")
	}
	n := int(n64)
	if i, ok := intOf(t, a[1]); ok && i == 0 {
		what, handler = byDefault, Value{}
	} else if ok && i == 1 {
		what, handler = ignored, Value{}
	} else if ok || a[1].Type().S().Call == nil {
		return Value{}, t.Raisef(object.TypeError, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
	}
	if n == int(syscall.SIGKILL) || n == sigStop {
		return Value{}, object.NewOSError(t, int64(syscall.EINVAL), "Invalid argument", Value{})
	}
	old := m.get(n)
	old.Hold()
	m.set(n, handler, what)
	old.Forget()
	return old, nil
}

// intOf reads an int or an instance of a subclass, such as an enum member.
func intOf(t *Thread, v Value) (int64, bool) {
	if !object.IsInstance(v, object.IntType) {
		return 0, false
	}
	n, err := t.IntArg(v)
	return n, err == nil
}

func (m *Module) signalSet(t *Thread, v Value) (mask uint64, err error) {
	err = t.Each(v, func(x Value) error {
		n, err := t.IntArg(x)
		if err != nil {
			return err
		}
		if n < 1 || n > maxSignal {
			return t.Raisef(object.ValueError, "signal number %d out of range [1; %d]", n, maxSignal)
		}
		mask |= 1 << (n - 1)
		return nil
	})
	return mask, err
}

func setOf(t *Thread, mask uint64) (Value, error) {
	s := object.NewSet()
	for n := 1; n <= maxSignal; n++ {
		if mask&(1<<(n-1)) != 0 {
			if _, err := s.Add(t, object.Int(int64(n))); err != nil {
				return Value{}, err
			}
		}
	}
	return object.Of(s), nil
}

func (m *Module) seconds(t *Thread, v Value) (time.Duration, error) {
	if !object.IsInstance(v, object.IntType) && !object.IsInstance(v, object.FloatType) {
		return 0, t.Raisef(object.TypeError, "'%s' object cannot be interpreted as an integer or float", v.Type().TpName())
	}
	s, err := t.ToFloat(v)
	if err != nil {
		return 0, err
	}
	if s < 0 {
		return 0, m.badTimer(t)
	}
	return time.Duration(math.Ceil(s*1e6)) * time.Microsecond, nil
}

// badTimer is the error of the timer functions.
func (m *Module) badTimer(t *Thread) error {
	e := object.NewExc(m.itimerError, object.Int(int64(syscall.EINVAL)), object.NewStr("Invalid argument"))
	e.SetExtra(t, 0, object.Int(int64(syscall.EINVAL)))
	e.SetExtra(t, 1, object.NewStr("Invalid argument"))
	return e
}

func (m *Module) functions() []def {
	pair := func(left, interval time.Duration) Value {
		return object.NewTuple(object.Float(left.Seconds()), object.Float(interval.Seconds()))
	}
	which := func(t *Thread, v Value) error {
		n, err := t.IntArg(v)
		switch {
		case err != nil:
			return err
		case n == 1 || n == 2:
			return t.Raisef(object.NotImplementedError, "timers of CPU time are not available in this runtime")
		case n != 0:
			return m.badTimer(t)
		}
		return nil
	}
	return []def{
		{Name: "signal", Sig: "signalnum, handler, /", Fn: m.signalFn},
		{Name: "getsignal", Sig: "signalnum, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := number(t, a[0])
			if err != nil {
				return Value{}, err
			}
			return m.get(n), nil
		}},
		{Name: "raise_signal", Sig: "signalnum, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			if n < 1 || n > maxSignal {
				return Value{}, object.NewOSError(t, int64(syscall.EINVAL), "Invalid argument", Value{})
			}
			return none, m.Raise(t, int(n))
		}},
		{Name: "pthread_kill", Sig: "thread_id, signalnum, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			id, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			n, err := t.IntArg(a[1])
			if err != nil {
				return Value{}, err
			}
			for _, x := range t.Interp.Threads() {
				if x.Ident != id {
					continue
				}
				if n == 0 {
					return none, nil
				}
				if n < 1 || n > maxSignal {
					return Value{}, object.NewOSError(t, int64(syscall.EINVAL), "Invalid argument", Value{})
				}
				return none, m.Raise(t, int(n))
			}
			return Value{}, object.NewOSError(t, int64(syscall.ESRCH), "No such process", Value{})
		}},
		{Name: "strsignal", Sig: "signalnum, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := number(t, a[0])
			if err != nil {
				return Value{}, err
			}
			if n >= 34 {
				return object.NewStr(fmt.Sprintf("Real-time signal %d", n-34)), nil
			}
			s := syscall.Signal(n).String()
			if strings.HasPrefix(s, "signal ") {
				return none, nil
			}
			return object.NewStr(strings.ToUpper(s[:1]) + s[1:]), nil
		}},
		{Name: "valid_signals", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			mask := ^uint64(0)
			if _, ok := aliases["SIGRTMIN"]; ok {
				mask &^= 1<<31 | 1<<32 // kept by the C library
			}
			return setOf(t, mask)
		}},
		{Name: "set_wakeup_fd", Sig: "fd, /, *, warn_on_full_buffer=True", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			if t != m.main {
				return Value{}, t.Raisef(object.ValueError, "set_wakeup_fd only works in main thread of the main interpreter")
			}
			if fd >= 0 {
				nonblocking, err := iowait.Call(t, func() (bool, error) { return checkWakeup(int(fd)) })
				if err != nil {
					return Value{}, object.NewOSError(t, int64(syscall.EBADF), "Bad file descriptor", Value{})
				}
				if !nonblocking {
					return Value{}, t.Raisef(object.ValueError, "the fd %d must be in non-blocking mode", fd)
				}
			}
			return object.Int(m.wakeup.Swap(max(fd, -1))), nil
		}},
		{Name: "siginterrupt", Sig: "signalnum, flag, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			_, err := number(t, a[0])
			return none, err
		}},
		{Name: "alarm", Sig: "seconds, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			left, _ := m.setAlarm(time.Duration(n)*time.Second, 0)
			return object.Int(int64((left + time.Second/2) / time.Second)), nil
		}},
		{Name: "setitimer", Sig: "which, seconds, interval=0.0, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			after, err := m.seconds(t, a[1])
			var interval time.Duration
			if err == nil && a[2].Valid() {
				interval, err = m.seconds(t, a[2])
			}
			if err == nil {
				err = which(t, a[0])
			}
			if err != nil {
				return Value{}, err
			}
			return pair(m.setAlarm(after, interval)), nil
		}},
		{Name: "getitimer", Sig: "which, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if err := which(t, a[0]); err != nil {
				return Value{}, err
			}
			return pair(m.getAlarm()), nil
		}},
		{Name: "pause", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			before := m.pending.Load()
			return none, t.Block(func(wake <-chan struct{}) {
				if m.pending.Load() == before {
					<-wake
				}
			})
		}},
		{Name: "pthread_sigmask", Sig: "how, mask, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			how, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			mask, err := m.signalSet(t, a[1])
			if err != nil {
				return Value{}, err
			}
			m.mu.Lock()
			old := m.mask
			m.mu.Unlock()
			switch how {
			case 0:
				mask |= old
			case 1:
				mask = old &^ mask
			case 2:
			default:
				return Value{}, object.NewOSError(t, int64(syscall.EINVAL), "Invalid argument", Value{})
			}
			m.setMask(mask &^ (1<<(uint(syscall.SIGKILL)-1) | 1<<(sigStop-1)))
			if t == m.main {
				if err := vm.Of(t).CheckBreaker(); err != nil {
					return Value{}, err
				}
			}
			return setOf(t, old)
		}},
		{Name: "sigpending", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			held := t.Interp.Tape.Number(tape.System, func() int64 {
				m.mu.Lock()
				defer m.mu.Unlock()
				return int64(m.held)
			})
			return setOf(t, uint64(held))
		}},
		{Name: "sigwait", Sig: "sigset, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			set, err := m.signalSet(t, a[0])
			if err != nil {
				return Value{}, err
			}
			n, err := m.await(t, set, time.Time{})
			return object.Int(int64(n)), err
		}},
		{Name: "_sigtimedwait", Sig: "sigset, timeout, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			set, err := m.signalSet(t, a[0])
			if err != nil {
				return Value{}, err
			}
			var deadline time.Time
			if !a[1].IsNone() {
				s, err := t.ToFloat(a[1])
				if err != nil {
					return Value{}, err
				}
				if s < 0 {
					return Value{}, t.Raisef(object.ValueError, "timeout must be non-negative")
				}
				deadline = time.Now().Add(time.Duration(s * 1e9))
			}
			n, err := m.await(t, set, deadline)
			return object.Int(int64(n)), err
		}},
	}
}
