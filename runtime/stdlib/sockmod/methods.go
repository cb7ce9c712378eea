//go:build unix

package sockmod

import (
	"time"

	"golang.org/x/sys/unix"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib/iowait"
)

// optInt reads an optional int argument.
func optInt(t *Thread, v Value, def int) (int, error) {
	if !v.Valid() {
		return def, nil
	}
	n, err := t.IntArg(v)
	return int(n), err
}

// seconds reads a timeout: None is none.
func seconds(t *Thread, v Value) (time.Duration, error) {
	if v.IsNone() {
		return noTimeout, nil
	}
	if !object.IsInstance(v, object.IntType) && !object.IsInstance(v, object.FloatType) {
		return 0, t.Raisef(object.TypeError, "'%s' object cannot be interpreted as an integer or float", v.Type().TpName())
	}
	s, err := t.ToFloat(v)
	if err != nil {
		return 0, err
	}
	switch {
	case s != s:
		return 0, t.Raisef(object.ValueError, "Invalid value NaN (not a number)")
	case s < 0:
		return 0, t.Raisef(object.ValueError, "Timeout value out of range")
	case s > 9e9:
		return 0, t.Raisef(object.OverflowError, "timestamp out of range for platform time_t")
	case s > 0 && s < 1e-6:
		s = 1e-6
	}
	return time.Duration(s * 1e9), nil
}

func secondsValue(d time.Duration) Value {
	if d < 0 {
		return none
	}
	return object.Float(d.Seconds())
}

func (s *Socket) setTimeout(t *Thread, d time.Duration) error {
	s.timeout = d
	return oserror(t, setNonblock(t, s.fd, d >= 0))
}

// size reads the size of a buffer to receive into.
func size(t *Thread, v Value, what string) (int, error) {
	n, err := t.IntArg(v)
	if err == nil && n < 0 {
		err = t.Raisef(object.ValueError, "negative buffersize in %s", what)
	}
	return int(n), err
}

// into is the part of a writable buffer that nbytes selects.
func into(t *Thread, buf, nbytes Value, what string) ([]byte, error) {
	b, err := t.WritableArg(buf)
	if err != nil {
		return nil, t.Raisef(object.TypeError, "%s() argument 1 must be read-write bytes-like object, not %s", what, buf.Type().TpName())
	}
	n, err := optInt(t, nbytes, 0)
	switch {
	case err != nil:
		return nil, err
	case n < 0:
		return nil, t.Raisef(object.ValueError, "negative buffersize in %s", what)
	case n == 0:
		return b, nil
	case n > len(b):
		return nil, t.Raisef(object.ValueError, "buffer too small for requested bytes")
	}
	return b[:n], nil
}

func methods() []def {
	self := func(v Value) *Socket { return object.Cast[Socket](v) }
	getter := func(name string, f func(s *Socket) Value) def {
		return def{Name: name, Kind: object.GetterDef, Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) { return f(self(a[0])), nil }}
	}
	return []def{
		getter("family", func(s *Socket) Value { return object.Int(int64(s.family)) }),
		getter("type", func(s *Socket) Value { return object.Int(int64(s.typ)) }),
		getter("proto", func(s *Socket) Value { return object.Int(int64(s.proto)) }),
		getter("timeout", func(s *Socket) Value { return secondsValue(s.timeout) }),
		{Name: "fileno", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) { return object.Int(int64(self(a[0]).fd)), nil }},
		{Name: "close", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return none, self(a[0]).close(t) }},
		{Name: "detach", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			s := self(a[0])
			fd := s.fd
			s.fd = -1
			t.Interp.Unkeep(s.keep)
			s.keep = nil
			return object.Int(int64(fd)), nil
		}},
		{Name: "_accept", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, addr, err := self(a[0]).accept(t)
			if err != nil {
				return Value{}, err
			}
			return object.NewTuple(object.Int(int64(fd)), addr), nil
		}},
		{Name: "bind", Sig: "address, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			sa, err := self(a[0]).sockaddr(t, "bind", a[1])
			if err != nil {
				return Value{}, err
			}
			s := self(a[0])
			err = iowait.Do(t, func() error { return unix.Bind(s.fd, sa) })
			s.remember(t)
			return none, oserror(t, err)
		}},
		{Name: "listen", Sig: "backlog=128, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := optInt(t, a[1], 128)
			if err != nil {
				return Value{}, err
			}
			return none, oserror(t, iowait.Do(t, func() error { return unix.Listen(self(a[0]).fd, max(n, 0)) }))
		}},
		{Name: "connect", Sig: "address, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			sa, err := self(a[0]).sockaddr(t, "connect", a[1])
			if err != nil {
				return Value{}, err
			}
			errno, err := self(a[0]).connect(t, sa)
			self(a[0]).remember(t)
			if err == nil && errno != 0 {
				err = oserror(t, errno)
			}
			return none, err
		}},
		{Name: "connect_ex", Sig: "address, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			sa, err := self(a[0]).sockaddr(t, "connect_ex", a[1])
			if err != nil {
				return Value{}, err
			}
			errno, err := self(a[0]).connect(t, sa)
			self(a[0]).remember(t)
			if object.IsExc(err, object.TimeoutError) {
				return object.Int(int64(unix.EAGAIN)), nil
			}
			return object.Int(int64(errno)), err
		}},
		{Name: "getsockname", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			sa, err := self(a[0]).name(t)
			return addrValue(sa), oserror(t, err)
		}},
		{Name: "getpeername", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			sa, err := self(a[0]).peer(t)
			return addrValue(sa), oserror(t, err)
		}},
		{Name: "shutdown", Sig: "how, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := t.IntArg(a[1])
			if err != nil {
				return Value{}, err
			}
			return none, oserror(t, iowait.Do(t, func() error { return unix.Shutdown(self(a[0]).fd, int(n)) }))
		}},
		{Name: "setblocking", Sig: "flag, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			b, err := t.Truth(a[1])
			if err != nil {
				return Value{}, err
			}
			d := noTimeout
			if !b {
				d = 0
			}
			return none, self(a[0]).setTimeout(t, d)
		}},
		{Name: "getblocking", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) { return object.Bool(self(a[0]).timeout != 0), nil }},
		{Name: "settimeout", Sig: "timeout, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			d, err := seconds(t, a[1])
			if err != nil {
				return Value{}, err
			}
			return none, self(a[0]).setTimeout(t, d)
		}},
		{Name: "gettimeout", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) { return secondsValue(self(a[0]).timeout), nil }},
		{Name: "recv", Sig: "bufsize, flags=0, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := size(t, a[1], "recv")
			if err != nil {
				return Value{}, err
			}
			f, err := optInt(t, a[2], 0)
			if err != nil {
				return Value{}, err
			}
			buf := make([]byte, n)
			if n, err = self(a[0]).recv(t, buf, f); err != nil {
				return Value{}, err
			}
			return object.NewBytes(fit(buf, n)), nil
		}},
		{Name: "recvfrom", Sig: "bufsize, flags=0, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := size(t, a[1], "recvfrom")
			if err != nil {
				return Value{}, err
			}
			f, err := optInt(t, a[2], 0)
			if err != nil {
				return Value{}, err
			}
			buf := make([]byte, n)
			n, from, err := self(a[0]).recvfrom(t, buf, f)
			if err != nil {
				return Value{}, err
			}
			return object.NewTuple(object.NewBytes(fit(buf, n)), from), nil
		}},
		{Name: "recv_into", Sig: "buffer, nbytes=0, flags=0", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			buf, err := into(t, a[1], a[2], "recv_into")
			if err != nil {
				return Value{}, err
			}
			f, err := optInt(t, a[3], 0)
			if err != nil {
				return Value{}, err
			}
			n, err := self(a[0]).recv(t, buf, f)
			return object.Int(int64(n)), err
		}},
		{Name: "recvfrom_into", Sig: "buffer, nbytes=0, flags=0", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			buf, err := into(t, a[1], a[2], "recvfrom_into")
			if err != nil {
				return Value{}, err
			}
			f, err := optInt(t, a[3], 0)
			if err != nil {
				return Value{}, err
			}
			n, from, err := self(a[0]).recvfrom(t, buf, f)
			if err != nil {
				return Value{}, err
			}
			return object.NewTuple(object.Int(int64(n)), from), nil
		}},
		{Name: "send", Sig: "data, flags=0, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			data, err := t.BytesArg(a[1])
			if err != nil {
				return Value{}, err
			}
			f, err := optInt(t, a[2], 0)
			if err != nil {
				return Value{}, err
			}
			s := self(a[0])
			n, err := s.send(t, data, f, s.deadline())
			return object.Int(int64(n)), err
		}},
		{Name: "sendall", Sig: "data, flags=0, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			data, err := t.BytesArg(a[1])
			if err != nil {
				return Value{}, err
			}
			f, err := optInt(t, a[2], 0)
			if err != nil {
				return Value{}, err
			}
			s := self(a[0])
			for deadline := s.deadline(); len(data) > 0; {
				n, err := s.send(t, data, f, deadline)
				if err != nil {
					return Value{}, err
				}
				data = data[n:]
			}
			return none, nil
		}},
		{Name: "sendto", Sig: "*", Fn: func(t *Thread, a []Value, kw kwargs) (Value, error) {
			if n := len(a) - 1; n < 2 || n > 3 || len(kw) > 0 {
				return Value{}, t.Raisef(object.TypeError, "sendto() takes 2 or 3 arguments (%d given)", n)
			}
			data, err := t.BytesArg(a[1])
			if err != nil {
				return Value{}, err
			}
			f := 0
			if len(a) == 4 {
				if f, err = optInt(t, a[2], 0); err != nil {
					return Value{}, err
				}
			}
			s := self(a[0])
			sa, err := s.sockaddr(t, "sendto", a[len(a)-1])
			if err != nil {
				return Value{}, err
			}
			n := 0
			err = s.retry(t, true, f, func() (err error) {
				n, err = s.transmit(t, data, nil, sa, f)
				return err
			})
			return object.Int(int64(n)), err
		}},
		{Name: "sendmsg", Sig: "buffers, ancdata=(), flags=0, address=None, /", Fn: sendmsg},
		{Name: "recvmsg", Sig: "bufsize, ancbufsize=0, flags=0, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := t.IntArg(a[1])
			if err != nil {
				return Value{}, err
			}
			if n < 0 {
				return Value{}, t.Raisef(object.ValueError, "negative buffer size in recvmsg()")
			}
			buf := make([]byte, n)
			got, anc, rflags, from, err := recvmsg(t, self(a[0]), [][]byte{buf}, a[2], a[3])
			if err != nil {
				return Value{}, err
			}
			return object.NewTuple(object.NewBytes(fit(buf, got)), anc, rflags, from), nil
		}},
		{Name: "recvmsg_into", Sig: "buffers, ancbufsize=0, flags=0, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			var bufs [][]byte
			err := t.Each(a[1], func(v Value) error {
				b, err := t.WritableArg(v)
				bufs = append(bufs, b)
				return err
			})
			if err != nil {
				return Value{}, err
			}
			got, anc, rflags, from, err := recvmsg(t, self(a[0]), bufs, a[2], a[3])
			if err != nil {
				return Value{}, err
			}
			return object.NewTuple(object.Int(int64(got)), anc, rflags, from), nil
		}},
		{Name: "getsockopt", Sig: "*", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if n := len(a) - 1; n < 2 || n > 3 {
				bound := "at least 2"
				if n > 3 {
					bound = "at most 3"
				}
				return Value{}, t.Raisef(object.TypeError, "getsockopt() takes %s arguments (%d given)", bound, n)
			}
			var n [3]int
			for i, v := range a[1:] {
				x, err := t.IntArg(v)
				if err != nil {
					return Value{}, err
				}
				n[i] = int(x)
			}
			fd := self(a[0]).fd
			if n[2] == 0 {
				x, err := getOption(t, fd, n[0], n[1])
				return object.Int(int64(x)), oserror(t, err)
			}
			if n[2] < 0 || n[2] > 1024 {
				return Value{}, object.NewExc(object.OSError, object.NewStr("getsockopt buflen out of range"))
			}
			b, err := iowait.Call(t, func() ([]byte, error) { return rawOption(fd, n[0], n[1], n[2]) })
			b = append([]byte(nil), b...)
			return object.NewBytes(b), oserror(t, err)
		}},
		{Name: "setsockopt", Sig: "level, optname, value, optlen=0, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			level, err := optInt(t, a[1], 0)
			if err != nil {
				return Value{}, err
			}
			opt, err := optInt(t, a[2], 0)
			if err != nil {
				return Value{}, err
			}
			fd := self(a[0]).fd
			if b := object.AsBytes(a[3]); b != nil {
				return none, oserror(t, iowait.Do(t, func() error { return unix.SetsockoptString(fd, level, opt, string(b.B)) }))
			}
			if !object.IsInstance(a[3], object.IntType) {
				return Value{}, t.Raisef(object.TypeError, "a bytes-like object is required, not '%s'", a[3].Type().TpName())
			}
			x, err := t.IntArg(a[3])
			if err != nil {
				return Value{}, err
			}
			return none, oserror(t, iowait.Do(t, func() error { return unix.SetsockoptInt(fd, level, opt, int(x)) }))
		}},
	}
}

// fit is the received part of a buffer, without keeping a much larger one alive.
func fit(buf []byte, n int) []byte {
	if n < len(buf)/2 {
		return append(make([]byte, 0, n), buf[:n]...)
	}
	return buf[:n:n]
}
