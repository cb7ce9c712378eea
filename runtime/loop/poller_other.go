//go:build unix && !linux

package loop

import (
	"slices"
	"sync"

	"golang.org/x/sys/unix"
)

// poller asks poll for a list of descriptors. Another thread may change the
// list during a wait.
type poller struct {
	mu  sync.Mutex
	fds []unix.PollFd // guarded by mu
}

func (p *poller) open() error { return nil }

func (p *poller) shut() {}

// set changes what fd is watched for.
func (p *poller) set(fd int, old, mask uint32) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	i := slices.IndexFunc(p.fds, func(x unix.PollFd) bool { return x.Fd == int32(fd) })
	if mask == 0 {
		if i >= 0 {
			p.fds = slices.Delete(slices.Clone(p.fds), i, i+1)
		}
		return nil
	}
	if i < 0 {
		p.fds = append(p.fds, unix.PollFd{Fd: int32(fd)})
		i = len(p.fds) - 1
	}
	p.fds[i].Events = 0
	if mask&canRead != 0 {
		p.fds[i].Events |= unix.POLLIN
	}
	if mask&canWrite != 0 {
		p.fds[i].Events |= unix.POLLOUT
	}
	return nil
}

// wait reports ready descriptors, after at most ms milliseconds; negative is
// forever.
func (p *poller) wait(ms int, ready func(fd int, what uint32)) (int, error) {
	p.mu.Lock()
	fds := slices.Clone(p.fds)
	p.mu.Unlock()
	n, err := unix.Poll(fds, ms)
	if err != nil {
		if err == unix.EINTR {
			err = nil
		}
		return 0, err
	}
	for _, f := range fds {
		var what uint32
		if f.Revents&^int16(unix.POLLOUT) != 0 {
			what |= canRead
		}
		if f.Revents&^int16(unix.POLLIN) != 0 {
			what |= canWrite
		}
		if what != 0 {
			ready(int(f.Fd), what)
		}
	}
	return n, nil
}
