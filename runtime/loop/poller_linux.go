package loop

import "golang.org/x/sys/unix"

// poller is an epoll instance.
type poller struct {
	fd     int
	events [64]unix.EpollEvent
}

func (p *poller) open() (err error) {
	p.fd, err = unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	return err
}

func (p *poller) shut() { _ = unix.Close(p.fd) }

// set changes what fd is watched for.
func (p *poller) set(fd int, old, mask uint32) error {
	if old == mask {
		return nil
	}
	ev := unix.EpollEvent{Fd: int32(fd)}
	if mask&canRead != 0 {
		ev.Events |= unix.EPOLLIN
	}
	if mask&canWrite != 0 {
		ev.Events |= unix.EPOLLOUT
	}
	switch {
	case old == 0:
		err := unix.EpollCtl(p.fd, unix.EPOLL_CTL_ADD, fd, &ev)
		if err == unix.EEXIST {
			return unix.EpollCtl(p.fd, unix.EPOLL_CTL_MOD, fd, &ev)
		}
		return err
	case mask == 0:
		return unix.EpollCtl(p.fd, unix.EPOLL_CTL_DEL, fd, &ev)
	}
	return unix.EpollCtl(p.fd, unix.EPOLL_CTL_MOD, fd, &ev)
}

// wait reports ready descriptors, after at most ms milliseconds; negative is
// forever.
func (p *poller) wait(ms int, ready func(fd int, what uint32)) (int, error) {
	n, err := unix.EpollWait(p.fd, p.events[:], ms)
	if err != nil {
		if err == unix.EINTR {
			err = nil
		}
		return 0, err
	}
	for i := range p.events[:n] {
		e := &p.events[i]
		var what uint32
		if e.Events&^uint32(unix.EPOLLOUT) != 0 {
			what |= canRead
		}
		if e.Events&^uint32(unix.EPOLLIN) != 0 {
			what |= canWrite
		}
		ready(int(e.Fd), what)
	}
	return n, nil
}
