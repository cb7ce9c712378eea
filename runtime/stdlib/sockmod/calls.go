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
