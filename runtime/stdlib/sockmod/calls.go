//go:build unix

package sockmod

import (
	"golang.org/x/sys/unix"

	"github.com/asynctools/asynctools/runtime/stdlib/iowait"
)

// The system calls of sockets, whose answers a recording keeps.

func setNonblock(t *Thread, fd int, on bool) error {
	return iowait.Do(t, func() error { return unix.SetNonblock(fd, on) })
}

func getOption(t *Thread, fd, level, opt int) (int, error) {
	return iowait.Call(t, func() (int, error) { return unix.GetsockoptInt(fd, level, opt) })
}

// received is what came in.
type received struct {
	data, oob []byte
	flags     int
	from      unix.Sockaddr
}

// Size is what a recording holds of it.
func (r received) Size() int { return len(r.data) + len(r.oob) + 32 }

func (s *Socket) receive(t *Thread, buf []byte, f int) (int, unix.Sockaddr, error) {
	if t.Interp.Tape == nil {
		return unix.Recvfrom(s.fd, buf, flags(f))
	}
	r, err := iowait.Call(t, func() (r received, err error) {
		n, from, err := unix.Recvfrom(s.fd, buf, flags(f))
		return received{data: append([]byte(nil), buf[:max(n, 0)]...), from: from}, err
	})
	return copy(buf, r.data), r.from, err
}

func (s *Socket) receiveMessage(t *Thread, bufs [][]byte, oob []byte, f int) (n, oobn, rflags int, from unix.Sockaddr, err error) {
	r, err := iowait.Call(t, func() (r received, err error) {
		n, oobn, rflags, from, err := unix.RecvmsgBuffers(s.fd, bufs, oob, flags(f)|msgCloexec)
		for _, b := range bufs {
			k := min(len(b), max(n-len(r.data), 0))
			r.data = append(r.data, b[:k]...)
		}
		r.oob, r.flags, r.from = append([]byte(nil), oob[:max(oobn, 0)]...), rflags, from
		return r, err
	})
	rest := r.data
	for _, b := range bufs {
		rest = rest[copy(b, rest):]
	}
	return len(r.data), copy(oob, r.oob), r.flags, r.from, err
}

func (s *Socket) transmit(t *Thread, data, oob []byte, to unix.Sockaddr, f int) (int, error) {
	if t.Interp.Tape == nil {
		return unix.SendmsgN(s.fd, data, oob, to, flags(f))
	}
	return iowait.Call(t, func() (int, error) { return unix.SendmsgN(s.fd, data, oob, to, flags(f)) })
}

func accept(t *Thread, fd int) (int, unix.Sockaddr, error) {
	type accepted struct {
		fd   int
		from unix.Sockaddr
	}
	a, err := iowait.Call(t, func() (accepted, error) {
		fd, from, err := acceptCloexec(fd)
		return accepted{fd, from}, err
	})
	return a.fd, a.from, err
}

// ends are the addresses of a recorded program's socket, for a debugger that
// looks at it in the past.
type ends struct{ name, peer end }

type end struct {
	at  unix.Sockaddr
	err error
}

func (s *Socket) name(t *Thread) (unix.Sockaddr, error) {
	return s.ends.name.ask(t, func() (unix.Sockaddr, error) { return unix.Getsockname(s.fd) })
}

func (s *Socket) peer(t *Thread) (unix.Sockaddr, error) {
	return s.ends.peer.ask(t, func() (unix.Sockaddr, error) { return unix.Getpeername(s.fd) })
}

func (e *end) ask(t *Thread, call func() (unix.Sockaddr, error)) (unix.Sockaddr, error) {
	if tape := t.Interp.Tape; tape.Replays() && tape.IsAside() {
		if e.at == nil && e.err == nil {
			return nil, unix.ENOTCONN
		}
		return e.at, e.err
	}
	at, err := iowait.Call(t, call)
	if t.Interp.Tape != nil {
		e.at, e.err = at, err
	}
	return at, err
}

// remember asks for both ends where a recording is made.
func (s *Socket) remember(t *Thread) {
	if t.Interp.Tape != nil && s.fd >= 0 {
		_, _ = s.name(t)
		_, _ = s.peer(t)
	}
}
