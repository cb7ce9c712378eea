//go:build unix

// Package sockmod is the native half of Python's module socket. Descriptors
// are the program's own, outside of Go's netpoller: a socket blocks in poll,
// where signals and other threads can reach it.
package sockmod

import (
	"fmt"
	"time"

	"golang.org/x/sys/unix"

	"github.com/asynctools/asynctools/runtime/object"
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

// Socket is a _socket.socket.
type Socket struct {
	object.Header
	fd      int
	family  int
	typ     int
	proto   int
	timeout time.Duration // negative: none
	keep    *object.Resource
	ends    ends
}

// SocketType is its type.
var SocketType = &object.Type{Name: "socket"}

// noTimeout makes a socket block.
const noTimeout = time.Duration(-1)

// As views a value as a socket, or nil.
func As(v Value) *Socket {
	if v.Valid() && v.Type().IsSubtype(SocketType) {
		return object.Cast[Socket](v)
	}
	return nil
}

// FD is the file descriptor, or -1 when the socket is closed; Family and Kind
// say what it is.
func (s *Socket) FD() int     { return s.fd }
func (s *Socket) Family() int { return s.family }
func (s *Socket) Kind() int   { return s.typ }

func (s *Socket) init(t *Thread, fd, family, typ, proto int) error {
	s.fd, s.family, s.typ, s.proto = fd, family, typ&^sockFlags, proto
	s.keep = t.Interp.Keep(func() { _ = unix.Close(fd) })
	s.ends = ends{}
	s.remember(t)
	s.timeout = defaultTimeout(t)
	if typ&sockNonblock != 0 {
		s.timeout = 0
	} else if s.timeout >= 0 {
		return setNonblock(t, fd, true)
	}
	return nil
}

func defaultTimeout(t *Thread) time.Duration {
	if d, ok := t.Interp.States["socket.timeout"].(time.Duration); ok {
		return d
	}
	return noTimeout
}

// close closes the descriptor.
func (s *Socket) close(t *Thread) error {
	if s.fd < 0 {
		return nil
	}
	fd := s.fd
	s.fd = -1
	t.Interp.Unkeep(s.keep)
	s.keep = nil
	if err := iowait.Do(t, func() error { return unix.Close(fd) }); err != nil && err != unix.ECONNRESET {
		return oserror(t, err)
	}
	return nil
}

func oserror(t *Thread, err error) error { return object.OSErrorOf(t, err, Value{}) }

// retry runs an operation that does not block until it succeeds, fails or the
// socket's timeout is over.
// f are the operation's flags.
func (s *Socket) retry(t *Thread, write bool, f int, op func() error) error {
	return s.retryUntil(t, write, f, s.deadline(), op)
}

func (s *Socket) deadline() time.Time {
	if s.timeout <= 0 {
		return iowait.Forever
	}
	return time.Now().Add(s.timeout)
}

func (s *Socket) retryUntil(t *Thread, write bool, f int, deadline time.Time, op func() error) error {
	atOnce := s.timeout == 0 || s.timeout < 0 && f&unix.MSG_DONTWAIT != 0
	for {
		err := op()
		switch {
		case err == unix.EINTR:
			continue
		case (err == unix.EAGAIN || err == unix.EWOULDBLOCK) && !atOnce:
		case err != nil:
			return oserror(t, err)
		default:
			return nil
		}
		ok, err := iowait.Ready(t, s.fd, write, deadline)
		if err != nil {
			return oserror(t, err)
		}
		if !ok {
			return t.Raisef(object.TimeoutError, "timed out")
		}
		if s.fd < 0 {
			return oserror(t, unix.EBADF)
		}
	}
}

// flags adds what keeps a single operation from blocking the machine thread.
func flags(f int) int { return f | unix.MSG_DONTWAIT | msgNoSignal }

func (s *Socket) recv(t *Thread, buf []byte, f int) (n int, err error) {
	if f&unix.MSG_WAITALL != 0 && s.timeout < 0 && s.typ == unix.SOCK_STREAM {
		return s.recvAll(t, buf, f&^unix.MSG_WAITALL)
	}
	err = s.retry(t, false, f, func() (err error) {
		n, _, err = s.receive(t, buf, f)
		return err
	})
	return max(n, 0), err
}

// recvAll fills the buffer, as MSG_WAITALL asks for, unless the stream ends.
func (s *Socket) recvAll(t *Thread, buf []byte, f int) (done int, err error) {
	for deadline := s.deadline(); done < len(buf); {
		n := 0
		err := s.retryUntil(t, false, f, deadline, func() (err error) {
			n, _, err = s.receive(t, buf[done:], f)
			return err
		})
		if err != nil {
			return done, err
		}
		if n <= 0 {
			break
		}
		done += n
	}
	return done, nil
}

func (s *Socket) recvfrom(t *Thread, buf []byte, f int) (n int, from Value, err error) {
	var sa unix.Sockaddr
	err = s.retry(t, false, f, func() (err error) {
		n, sa, err = s.receive(t, buf, f)
		return err
	})
	return max(n, 0), addrValue(sa), err
}

func (s *Socket) send(t *Thread, data []byte, f int, deadline time.Time) (n int, err error) {
	err = s.retryUntil(t, true, f, deadline, func() (err error) {
		n, err = s.transmit(t, data, nil, nil, f)
		return err
	})
	return n, err
}

// connect begins, and for a blocking socket completes, a connection.
func (s *Socket) connect(t *Thread, sa unix.Sockaddr) (unix.Errno, error) {
	if s.timeout < 0 {
		// The descriptor blocks; the wait is ours all the same.
		if err := setNonblock(t, s.fd, true); err != nil {
			return errnoOf(err), nil
		}
		defer func() {
			if s.fd >= 0 {
				_ = setNonblock(t, s.fd, false)
			}
		}()
	}
	err := iowait.Do(t, func() error { return unix.Connect(s.fd, sa) })
	if err == nil {
		return 0, nil
	}
	pending := err == unix.EINPROGRESS || err == unix.EINTR || err == unix.EAGAIN && s.family == unix.AF_UNIX
	if !pending || s.timeout == 0 {
		return errnoOf(err), nil
	}
	for deadline := s.deadline(); ; {
		ok, err := iowait.Ready(t, s.fd, true, deadline)
		if err != nil {
			return 0, oserror(t, err)
		}
		if !ok {
			return 0, t.Raisef(object.TimeoutError, "timed out")
		}
		if s.fd < 0 {
			return unix.EBADF, nil
		}
		n, err := getOption(t, s.fd, unix.SOL_SOCKET, unix.SO_ERROR)
		if err != nil {
			return errnoOf(err), nil
		}
		if n != 0 && unix.Errno(n) != unix.EISCONN {
			return unix.Errno(n), nil
		}
		return 0, nil
	}
}

func errnoOf(err error) unix.Errno {
	if e, ok := err.(unix.Errno); ok {
		return e
	}
	return unix.EIO
}

// accept takes a connection; its descriptor is new.
func (s *Socket) accept(t *Thread) (fd int, addr Value, err error) {
	var sa unix.Sockaddr
	deadline := s.deadline()
	if s.timeout < 0 {
		// The descriptor may block: accept only when there is something.
		if _, err := iowait.Ready(t, s.fd, false, deadline); err != nil {
			return 0, none, oserror(t, err)
		}
		if s.fd < 0 {
			return 0, none, oserror(t, unix.EBADF)
		}
	}
	err = s.retryUntil(t, false, 0, deadline, func() (err error) {
		fd, sa, err = accept(t, s.fd)
		return err
	})
	return fd, addrValue(sa), err
}

func register() {
	object.DefineType(SocketType, object.ObjectType, "_socket", object.Slots{
		New: func(_ *Thread, cls *object.Type, _ []Value, _ kwargs) (Value, error) {
			v := cls.AllocOr(func() Value { return object.Of(&Socket{Header: object.NewHeader(SocketType), fd: -1}) })
			v.Header().SetFlags(object.Finalizes)
			object.Cast[Socket](v).fd = -1
			return v, nil
		},
		Init: initSocket,
		Repr: func(t *Thread, v Value) (Value, error) {
			s := object.Cast[Socket](v)
			return object.NewStr(fmt.Sprintf("<socket object, fd=%d, family=%d, type=%d, proto=%d>", s.fd, s.family, s.typ, s.proto)), nil
		},
		Finalize: func(t *Thread, v Value) {
			s := object.Cast[Socket](v)
			if s.fd < 0 {
				return
			}
			if t.Interp.WarnOf != nil {
				r, _ := t.Repr(v)
				if err := t.Interp.WarnOf(t, object.ResourceWarning, "unclosed "+r, v); err != nil {
					t.Interp.Unraisable(t, err, "Exception ignored while finalizing socket", v)
				}
			}
			_ = s.close(t)
		},
	}, methods()...)
	object.RegisterLayout[Socket](SocketType, func(s *Socket) { s.fd = -1 })
}

func initSocket(t *Thread, v Value, a []Value, kw kwargs) error {
	var p [4]Value
	if err := object.ParseArgs(t, "socket", "family=-1, type=-1, proto=-1, fileno=None", a, kw, p[:]); err != nil {
		return err
	}
	s := object.Cast[Socket](v)
	n := [3]int{-1, -1, -1}
	for i := range n {
		if p[i].Valid() {
			x, err := t.IntArg(p[i])
			if err != nil {
				return err
			}
			n[i] = int(x)
		}
	}
	if p[3].Valid() && !p[3].IsNone() {
		x, err := t.IntArg(p[3])
		if err != nil {
			return err
		}
		if x < 0 {
			return t.Raisef(object.ValueError, "negative file descriptor")
		}
		sa, err := iowait.Call(t, func() (unix.Sockaddr, error) { return unix.Getsockname(int(x)) })
		if err != nil {
			return oserror(t, err)
		}
		family, typ, proto := n[0], n[1], n[2]
		if family == -1 {
			switch sa.(type) {
			case *unix.SockaddrInet6:
				family = unix.AF_INET6
			case *unix.SockaddrUnix:
				family = unix.AF_UNIX
			default:
				family = unix.AF_INET
			}
		}
		if typ == -1 {
			if typ, err = getOption(t, int(x), unix.SOL_SOCKET, unix.SO_TYPE); err != nil {
				return oserror(t, err)
			}
		}
		if proto == -1 {
			proto, _ = iowait.Call(t, func() (int, error) { return sockProtocol(int(x)), nil })
		}
		return oserror(t, s.init(t, int(x), family, typ, proto))
	}
	family, typ, proto := n[0], n[1], n[2]
	if family == -1 {
		family = unix.AF_INET
	}
	if typ == -1 {
		typ = unix.SOCK_STREAM
	}
	if proto == -1 {
		proto = 0
	}
	fd, err := iowait.Call(t, func() (int, error) { return socketCloexec(family, typ, proto) })
	if err != nil {
		return oserror(t, err)
	}
	return oserror(t, s.init(t, fd, family, typ, proto))
}
