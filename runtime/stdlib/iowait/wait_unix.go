//go:build unix

// Package iowait waits for file descriptors without the interpreter lock, in a
// way that signals, other threads and the debugger can cut short.
package iowait

import (
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"github.com/asynctools/asynctools/runtime/object"
)

// A Waker makes a poll return: the read end of its pipe becomes readable.
type Waker struct{ r, w int }

// Wake makes the read end readable; any goroutine may call it.
func (k Waker) Wake() { _, _ = unix.Write(k.w, []byte{1}) }

// FD is the file descriptor to wait for.
func (k Waker) FD() int { return k.r }

// Drain makes the read end unreadable again.
func (k Waker) Drain() {
	var buf [64]byte
	for {
		if n, err := unix.Read(k.r, buf[:]); n < len(buf) || err != nil {
			return
		}
	}
}

// Close gives the descriptors back.
func (k Waker) Close() {
	_ = unix.Close(k.r)
	if k.w != k.r {
		_ = unix.Close(k.w)
	}
}

// spare keeps a few wakers that are not in use, for all interpreters.
var spare struct {
	sync.Mutex
	list []Waker
}

const maxSpare = 8

func take() (Waker, error) {
	spare.Lock()
	if n := len(spare.list); n > 0 {
		k := spare.list[n-1]
		spare.list = spare.list[:n-1]
		spare.Unlock()
		return k, nil
	}
	spare.Unlock()
	return NewWaker()
}

func give(k Waker) {
	k.Drain()
	spare.Lock()
	defer spare.Unlock()
	if len(spare.list) < maxSpare {
		spare.list = append(spare.list, k)
		return
	}
	k.Close()
}

// Forever is the deadline of a wait without one.
var Forever time.Time

// milliseconds until the deadline, rounded up, as poll wants it.
func milliseconds(deadline time.Time) int {
	if deadline.Equal(Forever) {
		return -1
	}
	d := time.Until(deadline)
	if d <= 0 {
		return 0
	}
	return int(min((d+time.Millisecond-1)/time.Millisecond, 1<<30))
}

// Poll waits until one of fds is ready or the deadline has passed, and returns
// how many are ready. It handles signals meanwhile, whose error ends it.
func Poll(t *object.Thread, fds []unix.PollFd, deadline time.Time) (int, error) {
	if t.Interp.Tape == nil || t.Asking > 0 {
		return poll(t, fds, deadline)
	}
	type ready struct {
		n   int
		fds []unix.PollFd
	}
	r, err := Call(t, func() (ready, error) {
		n, err := poll(t, fds, deadline)
		return ready{n, append([]unix.PollFd(nil), fds...)}, err
	})
	copy(fds, r.fds)
	return r.n, err
}

func poll(t *object.Thread, fds []unix.PollFd, deadline time.Time) (int, error) {
	if n, err := unix.Poll(fds, 0); n > 0 || err != nil && err != unix.EINTR {
		return n, err
	}
	if deadline != Forever && !time.Now().Before(deadline) {
		return 0, nil
	}
	k, err := take()
	if err != nil {
		return 0, err
	}
	defer give(k)
	all := append(fds[:len(fds):len(fds)], unix.PollFd{Fd: int32(k.r), Events: unix.POLLIN})
	for {
		n := 0
		berr := t.BlockWith(k.Wake, func() { n, err = unix.Poll(all, milliseconds(deadline)) })
		if n > 0 && all[len(fds)].Revents != 0 {
			k.Drain()
			n--
		}
		copy(fds, all)
		switch {
		case berr != nil:
			return 0, berr
		case n > 0:
			return n, nil
		case err != nil && err != unix.EINTR:
			return 0, err
		case deadline != Forever && !time.Now().Before(deadline):
			return 0, nil
		}
	}
}

// Ready waits until fd can be read from or written to; false means that the
// deadline has passed.
func Ready(t *object.Thread, fd int, write bool, deadline time.Time) (bool, error) {
	ev := int16(unix.POLLIN)
	if write {
		ev = unix.POLLOUT
	}
	fds := []unix.PollFd{{Fd: int32(fd), Events: ev}}
	n, err := Poll(t, fds, deadline)
	return n > 0, err
}
