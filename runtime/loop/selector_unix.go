//go:build unix

package loop

import (
	"time"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib/contextmod"
	"github.com/asynctools/asynctools/runtime/stdlib/iowait"
	"github.com/asynctools/asynctools/runtime/stdlib/timemod"
)

// selector are the descriptors that a loop watches. A loop has one from the
// first add_reader on; programs without I/O do without.
type selector struct {
	poller
	waker  iowait.Waker
	files  []*file // by descriptor
	active int     // how many of them are watched
	buf    []byte  // what transports read into
	keep   *object.Resource
	silent bool // of a replay: it watches nothing
}

// file is a watched descriptor. Its handles stay until they are removed.
type file struct {
	fd     int
	reader *Handle
	writer *Handle
}

// What a descriptor is watched for, and what a poller reports.
const (
	canRead = 1 << iota
	canWrite
)

func (f *file) mask() (m uint32) {
	if f.reader != nil {
		m |= canRead
	}
	if f.writer != nil {
		m |= canWrite
	}
	return m
}

// EachFile visits the watched descriptors with the callbacks for either way,
// which may be invalid.
func (l *Loop) EachFile(visit func(fd int, reader, writer Value)) {
	if l.sel == nil {
		return
	}
	for _, f := range l.sel.files {
		if f == nil || f.mask() == 0 {
			continue
		}
		var r, w Value
		if f.reader != nil {
			r = f.reader.fn
		}
		if f.writer != nil {
			w = f.writer.fn
		}
		visit(f.fd, r, w)
	}
}

// io is the loop's selector, made at first use.
func (l *Loop) io(t *Thread) (*selector, error) {
	if l.sel != nil {
		return l.sel, nil
	}
	if t.Interp.Tape.Replays() {
		l.sel = &selector{silent: true} // the tape knows what becomes ready
		return l.sel, nil
	}
	w, err := iowait.NewWaker()
	if err != nil {
		return nil, object.OSErrorOf(t, err, Value{})
	}
	s := &selector{waker: w}
	if err := s.open(); err != nil {
		w.Close()
		return nil, object.OSErrorOf(t, err, Value{})
	}
	if err := s.set(w.FD(), 0, canRead); err != nil {
		s.free()
		return nil, object.OSErrorOf(t, err, Value{})
	}
	s.keep = t.Interp.Keep(s.free)
	l.sel = s
	return s, nil
}

func (s *selector) free() {
	if s.silent {
		return
	}
	s.shut()
	s.waker.Close()
}

// closeIO forgets all descriptors; the loop is being closed.
func (l *Loop) closeIO(t *Thread) {
	s := l.sel
	if s == nil {
		return
	}
	l.sel = nil
	for _, f := range s.files {
		if f == nil {
			continue
		}
		for _, h := range []*Handle{f.reader, f.writer} {
			if h != nil {
				h.drop(t)
			}
		}
	}
	t.Interp.Unkeep(s.keep)
	s.free()
}

// drop lets go of the handle of a descriptor.
func (h *Handle) drop(t *Thread) {
	h.cancel(t)
	t.Release(object.Of(h))
}

// slot is where the handle for reading or writing is kept.
func (f *file) slot(what uint32) **Handle {
	if what == canRead {
		return &f.reader
	}
	return &f.writer
}

// watch makes h run whenever fd can be read from or written to.
func (l *Loop) watch(t *Thread, fd int, what uint32, h *Handle) error {
	s, err := l.io(t)
	if err != nil {
		return err
	}
	for fd >= len(s.files) {
		s.files = append(s.files, make([]*file, max(16, len(s.files)))...)
	}
	f := s.files[fd]
	if f == nil {
		f = &file{fd: fd}
		s.files[fd] = f
	}
	old := f.mask()
	if err := iowait.Do(t, func() error { return s.set(fd, old, old|what) }); err != nil {
		return object.OSErrorOf(t, err, Value{})
	}
	if old == 0 {
		s.active++
	}
	slot := f.slot(what)
	prev := *slot
	object.Of(h).Hold()
	*slot = h
	if prev != nil && prev != h {
		prev.drop(t)
	} else if prev == h {
		t.Release(object.Of(h))
	}
	return nil
}

// unwatch ends a watch and reports whether there was one.
func (l *Loop) unwatch(t *Thread, fd int, what uint32) bool {
	s := l.sel
	if s == nil || fd < 0 || fd >= len(s.files) || s.files[fd] == nil {
		return false
	}
	f := s.files[fd]
	slot := f.slot(what)
	h := *slot
	if h == nil {
		return false
	}
	old := f.mask()
	*slot = nil
	if !s.silent {
		_ = s.set(fd, old, f.mask()) // it may be closed already
	}
	if f.mask() == 0 {
		s.active--
	}
	h.drop(t)
	return true
}

// busy reports that descriptors are watched.
func (l *Loop) busy() bool { return l.sel != nil && l.sel.active > 0 }

// ready queues the handles of a descriptor that has become ready.
func (l *Loop) readyFile(t *Thread, fd int, what uint32) {
	s := l.sel
	if !s.silent && fd == s.waker.FD() {
		s.waker.Drain()
		return
	}
	if fd >= len(s.files) || s.files[fd] == nil {
		return
	}
	f := s.files[fd]
	if what&canRead != 0 && f.reader != nil {
		l.push(t, entry{kind: entryCall, handle: f.reader})
	}
	if what&canWrite != 0 && f.writer != nil {
		l.push(t, entry{kind: entryCall, handle: f.writer})
	}
}

// pollNow queues what is ready without waiting.
func (l *Loop) pollNow(t *Thread) error {
	if !l.busy() {
		return nil
	}
	_, err := l.look(t)
	return object.OSErrorOf(t, err, Value{})
}

// idleIO waits for a descriptor, a timer, another thread or a signal. wait is
// how long until the next timer, or negative without one.
func (l *Loop) idleIO(t *Thread, wait time.Duration) error {
	s := l.sel
	got, err := l.look(t)
	if err != nil {
		return object.OSErrorOf(t, err, Value{})
	}
	if got > 0 || l.ready.n > 0 {
		return nil
	}
	if wait >= 0 && timemod.IsVirtual(l.m.clock) {
		return t.Block(func(wake <-chan struct{}) { l.m.clock.Sleep(wait, wake) })
	}
	ms := -1
	if wait >= 0 {
		ms = int(min((wait+time.Millisecond-1)/time.Millisecond, 1<<30))
	}
	var ready [64]readyFD
	found := ready[:0]
	var berr error
	block := func() error {
		berr = t.BlockWith(s.waker.Wake, func() {
			// What is not taken here, the next pass finds.
			_, err = s.wait(ms, func(fd int, what uint32) {
				if len(found) < len(ready) {
					found = append(found, readyFD{fd, what})
				}
			})
		})
		return berr
	}
	if t.Interp.Tape == nil {
		_ = block()
	} else {
		// What is not on the tape, because a handler raised, the next pass finds, too.
		found, err = iowait.Call(t, func() ([]readyFD, error) {
			if e := block(); e != nil {
				found = found[:0]
				return nil, e
			}
			return s.without(found), err
		})
		if x, ok := err.(*object.Exception); ok && berr == nil {
			berr = x // raised by a handler, in a replay
		}
	}
	if l.sel == s {
		for _, r := range found {
			l.readyFile(t, r.fd, r.what)
		}
	}
	if berr != nil {
		return berr
	}
	return object.OSErrorOf(t, err, Value{})
}

// readyFD is a descriptor that has become ready, and for what.
type readyFD struct {
	fd   int
	what uint32
}

// without leaves the loop's own descriptor out of what a recording keeps.
func (s *selector) without(found []readyFD) (kept []readyFD) {
	for _, r := range found {
		if r.fd == s.waker.FD() {
			s.waker.Drain()
		} else {
			kept = append(kept, r)
		}
	}
	return kept
}

// look queues what is ready without waiting, and says how much that is.
func (l *Loop) look(t *Thread) (int, error) {
	s := l.sel
	if t.Interp.Tape == nil {
		return s.wait(0, func(fd int, what uint32) { l.readyFile(t, fd, what) })
	}
	found, err := iowait.Call(t, func() (found []readyFD, err error) {
		_, err = s.wait(0, func(fd int, what uint32) { found = append(found, readyFD{fd, what}) })
		return s.without(found), err
	})
	for _, r := range found {
		l.readyFile(t, r.fd, r.what)
	}
	return len(found), err
}

// nativeHandle makes a handle that runs f for owner, which it holds.
func (l *Loop) nativeHandle(t *Thread, owner Value, f func(t *Thread) error) *Handle {
	h := &Handle{Header: object.NewHeader(HandleType), loop: l, fn: owner, index: -1, native: f, keep: true}
	h.Take(owner)
	if ctx := contextmod.Fork(t); ctx.Valid() {
		h.Take(ctx)
		h.ctx = ctx
	}
	return h
}

// soon queues f to run for owner in the next pass.
func (l *Loop) soon(t *Thread, owner Value, f func(t *Thread) error) {
	h := l.nativeHandle(t, owner, f)
	h.keep = false
	l.push(t, entry{kind: entryCall, handle: h})
}

// fileno is the descriptor of an int or an object with fileno().
func fileno(t *Thread, v Value) (int, error) {
	if object.IsInstance(v, object.IntType) {
		n, err := t.IntArg(v)
		if err == nil && n < 0 {
			err = t.Raisef(object.ValueError, "Invalid file descriptor: %d", n)
		}
		return int(n), err
	}
	r, err := t.CallMethod(v, t.Interp.Intern("fileno"))
	if err == nil && object.IsInstance(r, object.IntType) {
		return fileno(t, r)
	}
	if err != nil && !object.IsExc(err, object.AttributeError) && !object.IsExc(err, object.TypeError) && !object.IsExc(err, object.ValueError) {
		return 0, err
	}
	s, err := t.Repr(v)
	if err != nil {
		return 0, err
	}
	return 0, t.Raisef(object.ValueError, "Invalid file object: %s", s)
}

// ioDefs are the methods of loops for descriptors.
func ioDefs() []def {
	lp := func(v Value) *Loop { return object.Cast[Loop](v) }
	add := func(name string, what uint32, check bool) def {
		return def{Name: name, Sig: "*", Fn: func(t *Thread, a []Value, kw kwargs) (Value, error) {
			l := lp(a[0])
			if len(a)-len(kw) < 3 {
				return Value{}, t.Raisef(object.TypeError, "%s() missing required positional arguments", name)
			}
			if err := l.checkClosed(t); err != nil {
				return Value{}, err
			}
			fd, err := fileno(t, a[1])
			if err != nil {
				return Value{}, err
			}
			if check {
				if err := l.checkTransport(t, fd, a[1]); err != nil {
					return Value{}, err
				}
			}
			h := l.newHandle(t, HandleType, a[2], a[3:len(a)-len(kw)])
			h.keep = true
			return none, l.watch(t, fd, what, h)
		}}
	}
	remove := func(name string, what uint32, check bool) def {
		return def{Name: name, Sig: "fd, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			l := lp(a[0])
			if l.closed {
				return object.False, nil
			}
			fd, err := fileno(t, a[1])
			if err != nil {
				return Value{}, err
			}
			if check {
				if err := l.checkTransport(t, fd, a[1]); err != nil {
					return Value{}, err
				}
			}
			return object.Bool(l.unwatch(t, fd, what)), nil
		}}
	}
	return []def{
		add("add_reader", canRead, true), add("add_writer", canWrite, true),
		remove("remove_reader", canRead, true), remove("remove_writer", canWrite, true),
		add("_add_reader", canRead, false), add("_add_writer", canWrite, false),
		remove("_remove_reader", canRead, false), remove("_remove_writer", canWrite, false),
	}
}

// checkTransport refuses descriptors that belong to a transport.
func (l *Loop) checkTransport(t *Thread, fd int, v Value) error {
	if l.sel == nil || fd >= len(l.sel.files) || l.sel.files[fd] == nil {
		return nil
	}
	f := l.sel.files[fd]
	for _, h := range []*Handle{f.reader, f.writer} {
		if h == nil || h.native == nil {
			continue
		}
		if tr := asTransport(h.fn); tr != nil && !tr.closing {
			r, err := t.Repr(v)
			if err != nil {
				return err
			}
			s, err := t.Repr(h.fn)
			if err != nil {
				return err
			}
			return t.Raisef(object.RuntimeError, "File descriptor %s is used by transport %s", r, s)
		}
	}
	return nil
}
