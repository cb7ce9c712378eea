package selectmod

import (
	"time"

	"golang.org/x/sys/unix"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib/iowait"
)

// epoll is a select.epoll object.
type epoll struct {
	object.Header
	fd   int
	keep *object.Resource
}

var epollType = &object.Type{Name: "epoll"}

func newEpoll(t *Thread, fd int) Value {
	e := &epoll{Header: object.NewHeader(epollType), fd: fd}
	e.SetFlags(object.Finalizes)
	e.keep = t.Interp.Keep(func() { _ = unix.Close(fd) })
	return object.Of(e)
}

func (e *epoll) close(t *Thread) error {
	if e.fd < 0 {
		return nil
	}
	t.Interp.Unkeep(e.keep)
	fd := e.fd
	e.fd = -1
	return iowait.Do(t, func() error { return unix.Close(fd) })
}

func registerEpoll() {
	self := func(v Value) *epoll { return object.Cast[epoll](v) }
	open := func(t *Thread, v Value) (*epoll, error) {
		if e := self(v); e.fd >= 0 {
			return e, nil
		}
		return nil, t.Raisef(object.ValueError, "I/O operation on closed epoll object")
	}
	control := func(op int) object.NativeFunc {
		return func(t *Thread, a []Value, _ kwargs) (Value, error) {
			e, err := open(t, a[0])
			if err != nil {
				return Value{}, err
			}
			fd, err := fileno(t, a[1])
			if err != nil {
				return Value{}, err
			}
			ev := unix.EpollEvent{Fd: int32(fd), Events: unix.EPOLLIN | unix.EPOLLPRI | unix.EPOLLOUT}
			if len(a) > 2 && a[2].Valid() {
				n, err := t.IntArg(a[2])
				if err != nil {
					return Value{}, err
				}
				ev.Events = uint32(n)
			}
			return none, object.OSErrorOf(t, iowait.Do(t, func() error { return unix.EpollCtl(e.fd, op, fd, &ev) }), Value{})
		}
	}
	closeFn := func(t *Thread, a []Value, _ kwargs) (Value, error) {
		return none, object.OSErrorOf(t, self(a[0]).close(t), Value{})
	}
	object.DefineType(epollType, object.ObjectType, "select", object.Slots{
		New: func(t *Thread, _ *object.Type, a []Value, kw kwargs) (Value, error) {
			var p [2]Value
			if err := object.ParseArgs(t, "epoll", "sizehint=-1, flags=0", a, kw, p[:]); err != nil {
				return Value{}, err
			}
			if p[0].Valid() {
				n, err := t.IntArg(p[0])
				if err != nil {
					return Value{}, err
				}
				if n < -1 || n == 0 {
					return Value{}, t.Raisef(object.ValueError, "negative sizehint")
				}
			}
			fd, err := iowait.Call(t, func() (int, error) { return unix.EpollCreate1(unix.EPOLL_CLOEXEC) })
			if err != nil {
				return Value{}, object.OSErrorOf(t, err, Value{})
			}
			return newEpoll(t, fd), nil
		},
		Init:     func(*Thread, Value, []Value, kwargs) error { return nil },
		Finalize: func(t *Thread, v Value) { _ = self(v).close(t) },
	},
		def{Name: "fromfd", Kind: object.ClassDef, Sig: "fd, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := t.IntArg(a[1])
			if err != nil {
				return Value{}, err
			}
			return newEpoll(t, int(n)), nil
		}},
		def{Name: "close", Fn: closeFn},
		def{Name: "closed", Kind: object.GetterDef, Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) { return object.Bool(self(a[0]).fd < 0), nil }},
		def{Name: "fileno", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			e, err := open(t, a[0])
			if err != nil {
				return Value{}, err
			}
			return object.Int(int64(e.fd)), nil
		}},
		def{Name: "register", Sig: "fd, eventmask=7", Fn: control(unix.EPOLL_CTL_ADD)},
		def{Name: "modify", Sig: "fd, eventmask", Fn: control(unix.EPOLL_CTL_MOD)},
		def{Name: "unregister", Sig: "fd", Fn: control(unix.EPOLL_CTL_DEL)},
		def{Name: "poll", Sig: "timeout=None, maxevents=-1", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			e, err := open(t, a[0])
			if err != nil {
				return Value{}, err
			}
			until, err := deadline(t, a[1], time.Second, "timeout must be an integer or None")
			if err != nil {
				return Value{}, err
			}
			n := int64(-1)
			if a[2].Valid() {
				if n, err = t.IntArg(a[2]); err != nil {
					return Value{}, err
				}
			}
			switch {
			case n == -1:
				n = 1023
			case n < 1:
				return Value{}, t.Raisef(object.ValueError, "maxevents must be greater than 0, got %d", n)
			}
			// An epoll descriptor is itself readable when it has events.
			if _, err := iowait.Ready(t, e.fd, false, until); err != nil {
				return Value{}, object.OSErrorOf(t, err, Value{})
			}
			events, err := iowait.Call(t, func() ([]unix.EpollEvent, error) {
				events := make([]unix.EpollEvent, n)
				k, err := unix.EpollWait(e.fd, events, 0)
				return events[:max(k, 0):max(k, 0)], err
			})
			if err != nil && err != unix.EINTR {
				return Value{}, object.OSErrorOf(t, err, Value{})
			}
			out := object.NewList()
			for _, ev := range events {
				out.Append(object.NewTuple(object.Int(int64(ev.Fd)), object.Int(int64(ev.Events))))
			}
			return object.Of(out), nil
		}},
		def{Name: "__enter__", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			_, err := open(t, a[0])
			return a[0], err
		}},
		def{Name: "__exit__", Sig: "*", Fn: closeFn},
	)
}

func addEpoll(t *Thread, m *object.Module) {
	m.Dict.SetString(t, "epoll", object.Of(epollType))
	for name, n := range map[string]int64{
		"EPOLLIN": unix.EPOLLIN, "EPOLLOUT": unix.EPOLLOUT, "EPOLLPRI": unix.EPOLLPRI, "EPOLLERR": unix.EPOLLERR, "EPOLLHUP": unix.EPOLLHUP, "EPOLLRDHUP": unix.EPOLLRDHUP,
		"EPOLLET": 1 << 31, "EPOLLONESHOT": unix.EPOLLONESHOT, "EPOLLEXCLUSIVE": unix.EPOLLEXCLUSIVE, "EPOLLRDNORM": unix.EPOLLRDNORM, "EPOLLRDBAND": unix.EPOLLRDBAND,
		"EPOLLWRNORM": unix.EPOLLWRNORM, "EPOLLWRBAND": unix.EPOLLWRBAND, "EPOLLMSG": unix.EPOLLMSG, "EPOLLWAKEUP": unix.EPOLLWAKEUP, "EPOLL_CLOEXEC": unix.EPOLL_CLOEXEC, "POLLRDHUP": unix.POLLRDHUP,
	} {
		m.Dict.SetString(t, name, object.Int(n))
	}
}
