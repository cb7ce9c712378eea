//go:build unix

// Package selectmod is Python's module select.
package selectmod

import (
	"math"
	"slices"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
	"github.com/asynctools/asynctools/runtime/stdlib/iowait"
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

// fileno is the descriptor of an int or of an object with fileno().
func fileno(t *Thread, v Value) (int, error) {
	if object.IsInstance(v, object.IntType) {
		n, err := t.IntArg(v)
		if err == nil && n < 0 {
			err = t.Raisef(object.ValueError, "file descriptor cannot be a negative integer (%d)", n)
		}
		return int(n), err
	}
	f, err := t.GetAttrOpt(v, t.Interp.Intern("fileno"))
	if err != nil {
		return 0, err
	}
	if !f.Valid() {
		return 0, t.Raisef(object.TypeError, "argument must be an int, or have a fileno() method.")
	}
	r, err := t.Call(f)
	if err != nil {
		return 0, err
	}
	if !object.IsInstance(r, object.IntType) {
		return 0, t.Raisef(object.TypeError, "fileno() returned a non-integer")
	}
	return fileno(t, r)
}

// deadline reads a timeout in units of a second, None and negative are none.
func deadline(t *Thread, v Value, unit time.Duration, noneText string) (time.Time, error) {
	if !v.Valid() || v.IsNone() {
		return iowait.Forever, nil
	}
	if !object.IsInstance(v, object.IntType) && !object.IsInstance(v, object.FloatType) {
		return iowait.Forever, t.Raisef(object.TypeError, "%s", noneText)
	}
	s, err := t.ToFloat(v)
	if err != nil || s < 0 {
		return iowait.Forever, err
	}
	if math.IsNaN(s) {
		return iowait.Forever, t.Raisef(object.ValueError, "Invalid value NaN (not a number)")
	}
	return time.Now().Add(time.Duration(s * float64(unit))), nil
}

func selectFn(t *Thread, a []Value, _ kwargs) (Value, error) {
	until, err := deadline(t, a[3], time.Second, "timeout must be a float or None")
	if err != nil {
		return Value{}, err
	}
	if a[3].Valid() && !a[3].IsNone() && until.Equal(iowait.Forever) {
		return Value{}, t.Raisef(object.ValueError, "timeout must be non-negative")
	}
	events := [3]int16{unix.POLLIN | unix.POLLHUP | unix.POLLERR, unix.POLLOUT | unix.POLLERR, unix.POLLPRI}
	var lists [3][]Value
	var fds []unix.PollFd
	for i := range lists {
		if lists[i], err = t.Collect(a[i]); err != nil {
			if object.IsExc(err, object.TypeError) {
				err = t.Raisef(object.TypeError, "arguments 1-3 must be sequences")
			}
			return Value{}, err
		}
		for _, v := range lists[i] {
			fd, err := fileno(t, v)
			if err != nil {
				return Value{}, err
			}
			fds = append(fds, unix.PollFd{Fd: int32(fd), Events: events[i] & (unix.POLLIN | unix.POLLOUT | unix.POLLPRI)})
		}
	}
	if _, err := iowait.Poll(t, fds, until); err != nil {
		return Value{}, object.OSErrorOf(t, err, Value{})
	}
	var out [3]Value
	k := 0
	for i := range lists {
		ready := object.NewList()
		for _, v := range lists[i] {
			if fds[k].Revents&unix.POLLNVAL != 0 {
				return Value{}, object.OSErrorOf(t, unix.EBADF, Value{})
			}
			if fds[k].Revents&events[i] != 0 {
				ready.Append(v)
			}
			k++
		}
		out[i] = object.Of(ready)
	}
	return object.NewTuple(out[:]...), nil
}

// poll is a select.poll object.
type poll struct {
	object.Header
	fds  []unix.PollFd
	busy bool
}

var pollType = &object.Type{Name: "poll"}

func (p *poll) find(fd int) int {
	return slices.IndexFunc(p.fds, func(x unix.PollFd) bool { return x.Fd == int32(fd) })
}

func mask(t *Thread, v Value, def int16) (int16, error) {
	if !v.Valid() {
		return def, nil
	}
	n, err := t.IntArg(v)
	if err == nil && (n < 0 || n > 0xffff) {
		err = t.Raisef(object.OverflowError, "Python int too large to convert to C unsigned short")
	}
	return int16(n), err
}

var once sync.Once

// Register completes the types of this package.
func Register() {
	once.Do(func() {
		object.Register(func() {
			registerPoll()
			registerEpoll()
		})
	})
}

func registerPoll() {
	self := func(v Value) *poll { return object.Cast[poll](v) }
	object.DefineType(pollType, object.ObjectType, "select", object.Slots{},
		def{Name: "register", Sig: "fd, eventmask=7, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, err := fileno(t, a[1])
			if err != nil {
				return Value{}, err
			}
			ev, err := mask(t, a[2], unix.POLLIN|unix.POLLPRI|unix.POLLOUT)
			if err != nil {
				return Value{}, err
			}
			p := self(a[0])
			if i := p.find(fd); i >= 0 {
				p.fds[i].Events = ev
			} else {
				p.fds = append(p.fds, unix.PollFd{Fd: int32(fd), Events: ev})
			}
			return none, nil
		}},
		def{Name: "modify", Sig: "fd, eventmask, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, err := fileno(t, a[1])
			if err != nil {
				return Value{}, err
			}
			ev, err := mask(t, a[2], 0)
			if err != nil {
				return Value{}, err
			}
			i := self(a[0]).find(fd)
			if i < 0 {
				return Value{}, object.OSErrorOf(t, unix.ENOENT, Value{})
			}
			self(a[0]).fds[i].Events = ev
			return none, nil
		}},
		def{Name: "unregister", Sig: "fd, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, err := fileno(t, a[1])
			if err != nil {
				return Value{}, err
			}
			p := self(a[0])
			i := p.find(fd)
			if i < 0 {
				return Value{}, t.Raise(object.KeyError, object.Int(int64(fd)))
			}
			p.fds = slices.Delete(p.fds, i, i+1)
			return none, nil
		}},
		def{Name: "poll", Sig: "timeout=None, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			until, err := deadline(t, a[1], time.Millisecond, "timeout must be an integer or None")
			if err != nil {
				return Value{}, err
			}
			p := self(a[0])
			if p.busy {
				return Value{}, t.Raisef(object.RuntimeError, "concurrent poll() invocation")
			}
			p.busy = true
			fds := slices.Clone(p.fds)
			_, err = iowait.Poll(t, fds, until)
			p.busy = false
			if err != nil {
				return Value{}, object.OSErrorOf(t, err, Value{})
			}
			out := object.NewList()
			for _, f := range fds {
				if f.Revents != 0 {
					out.Append(object.NewTuple(object.Int(int64(f.Fd)), object.Int(int64(uint16(f.Revents)))))
				}
			}
			return object.Of(out), nil
		}},
	)
}

// New makes the module select.
func New(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "select")
	for name, n := range map[string]int64{
		"POLLIN": unix.POLLIN, "POLLPRI": unix.POLLPRI, "POLLOUT": unix.POLLOUT, "POLLERR": unix.POLLERR, "POLLHUP": unix.POLLHUP, "POLLNVAL": unix.POLLNVAL,
		"POLLRDNORM": 64, "POLLRDBAND": 128, "POLLWRNORM": 256, "POLLWRBAND": 512, "PIPE_BUF": 4096,
	} {
		m.Dict.SetString(t, name, object.Int(n))
	}
	m.Dict.SetString(t, "error", object.Of(object.OSError))
	stdlib.Fill(t, m, "select", []def{
		{Name: "select", Sig: "rlist, wlist, xlist, timeout=None, /", Fn: selectFn},
		{Name: "poll", Fn: func(*Thread, []Value, kwargs) (Value, error) {
			return object.Of(&poll{Header: object.NewHeader(pollType)}), nil
		}},
	})
	addEpoll(t, m)
	return m, nil
}
