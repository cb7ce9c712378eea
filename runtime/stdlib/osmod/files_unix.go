//go:build unix

package osmod

import (
	"golang.org/x/sys/unix"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib/iowait"
)

// fdArg reads a file descriptor.
func fdArg(t *Thread, v Value) (int, error) {
	n, err := t.IntArg(v)
	return int(n), err
}

// blocking reports that operations on fd would block the machine thread.
func blocking(fd int) bool {
	flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFL, 0)
	return err == nil && flags&unix.O_NONBLOCK == 0
}

// await waits until fd is ready, if it is one that blocks. Files of a disk
// always are.
func await(t *Thread, fd int, write bool) error {
	if !blocking(fd) {
		return nil
	}
	_, err := iowait.Ready(t, fd, write, iowait.Forever)
	return raise(t, err, Value{})
}

// descriptorDefs are the functions for pipes and other descriptors.
func descriptorDefs() []object.Def {
	pipe := func(flags int) object.NativeFunc {
		return func(t *Thread, a []Value, _ kwargs) (Value, error) {
			f := flags
			if len(a) > 0 {
				n, err := t.IntArg(a[0])
				if err != nil {
					return Value{}, err
				}
				f = int(n) | unix.O_CLOEXEC
			}
			p, err := makePipe(f)
			if err != nil {
				return Value{}, raise(t, err, Value{})
			}
			return object.NewTuple(object.Int(int64(p[0])), object.Int(int64(p[1]))), nil
		}
	}
	one := func(name string, f func(t *Thread, fd int) (Value, error)) object.Def {
		return object.Def{Name: name, Sig: "fd, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, err := fdArg(t, a[0])
			if err != nil {
				return Value{}, err
			}
			return f(t, fd)
		}}
	}
	flag := func(name string, f func(fd int, on bool) error) object.Def {
		return object.Def{Name: name, Sig: "fd, value, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, err := fdArg(t, a[0])
			if err != nil {
				return Value{}, err
			}
			on, err := t.Truth(a[1])
			if err != nil {
				return Value{}, err
			}
			return object.None, raise(t, f(fd, on), Value{})
		}}
	}
	id := func(name string, f func() int) object.Def {
		return object.Def{Name: name, Fn: func(*Thread, []Value, kwargs) (Value, error) { return object.Int(int64(f())), nil }}
	}
	return []object.Def{
		id("getuid", unix.Getuid), id("geteuid", unix.Geteuid), id("getgid", unix.Getgid), id("getegid", unix.Getegid),
		{Name: "open", Sig: "path, flags, mode=0o777, *, dir_fd=None", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			p, err := pathArg(t, a[0])
			if err != nil {
				return Value{}, err
			}
			flags, err := t.IntArg(a[1])
			if err != nil {
				return Value{}, err
			}
			mode := int64(0o777)
			if a[2].Valid() {
				if mode, err = t.IntArg(a[2]); err != nil {
					return Value{}, err
				}
			}
			dir := int64(unix.AT_FDCWD)
			if a[3].Valid() && !a[3].IsNone() {
				if dir, err = t.IntArg(a[3]); err != nil {
					return Value{}, err
				}
			}
			fd, err := unix.Openat(int(dir), p, int(flags)|unix.O_CLOEXEC, uint32(mode))
			return object.Int(int64(fd)), raise(t, err, a[0])
		}},
		{Name: "pipe", Fn: pipe(unix.O_CLOEXEC)},
		{Name: "pipe2", Sig: "flags, /", Fn: pipe(0)},
		one("close", func(t *Thread, fd int) (Value, error) { return object.None, raise(t, unix.Close(fd), Value{}) }),
		one("dup", func(t *Thread, fd int) (Value, error) {
			n, err := unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 0)
			return object.Int(int64(n)), raise(t, err, Value{})
		}),
		{Name: "dup2", Sig: "fd, fd2, inheritable=True", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			from, err := fdArg(t, a[0])
			if err != nil {
				return Value{}, err
			}
			to, err := fdArg(t, a[1])
			if err != nil {
				return Value{}, err
			}
			inherit := true
			if a[2].Valid() {
				if inherit, err = t.Truth(a[2]); err != nil {
					return Value{}, err
				}
			}
			if err := dup2(from, to); err != nil {
				return Value{}, raise(t, err, Value{})
			}
			if !inherit {
				unix.CloseOnExec(to)
			}
			return object.Int(int64(to)), nil
		}},
		{Name: "read", Sig: "fd, length, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, err := fdArg(t, a[0])
			if err != nil {
				return Value{}, err
			}
			n, err := t.IntArg(a[1])
			if err != nil {
				return Value{}, err
			}
			if n < 0 {
				return Value{}, raise(t, unix.EINVAL, Value{})
			}
			if err := await(t, fd, false); err != nil {
				return Value{}, err
			}
			buf := make([]byte, n)
			k, err := unix.Read(fd, buf)
			if err != nil {
				return Value{}, raise(t, err, Value{})
			}
			if k < len(buf)/2 {
				buf = append(make([]byte, 0, k), buf[:k]...)
			}
			return object.NewBytes(buf[:k:k]), nil
		}},
		{Name: "write", Sig: "fd, data, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, err := fdArg(t, a[0])
			if err != nil {
				return Value{}, err
			}
			data, err := t.BytesArg(a[1])
			if err != nil {
				return Value{}, err
			}
			n, err := Write(t, fd, data)
			return object.Int(int64(n)), err
		}},
		one("isatty", func(_ *Thread, fd int) (Value, error) { return object.Bool(isTerminal(fd)), nil }),
		one("get_blocking", func(t *Thread, fd int) (Value, error) {
			flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFL, 0)
			return object.Bool(flags&unix.O_NONBLOCK == 0), raise(t, err, Value{})
		}),
		flag("set_blocking", func(fd int, on bool) error { return unix.SetNonblock(fd, !on) }),
		one("get_inheritable", func(t *Thread, fd int) (Value, error) {
			flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0)
			return object.Bool(flags&unix.FD_CLOEXEC == 0), raise(t, err, Value{})
		}),
		flag("set_inheritable", func(fd int, on bool) error {
			flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0)
			if err != nil {
				return err
			}
			if on {
				flags &^= unix.FD_CLOEXEC
			} else {
				flags |= unix.FD_CLOEXEC
			}
			_, err = unix.FcntlInt(uintptr(fd), unix.F_SETFD, flags)
			return err
		}),
	}
}

// pipeChunk is how much may be written to a pipe that poll calls writable
// without blocking (PIPE_BUF).
const pipeChunk = 4096

// Write writes once, or as much of data as can be written in pieces that do
// not block the machine thread where the descriptor itself would block.
func Write(t *Thread, fd int, data []byte) (int, error) {
	if !blocking(fd) || isRegular(fd) {
		n, err := unix.Write(fd, data)
		return max(n, 0), raise(t, err, Value{})
	}
	done := 0
	for done < len(data) || len(data) == 0 {
		if _, err := iowait.Ready(t, fd, true, iowait.Forever); err != nil {
			return done, raise(t, err, Value{})
		}
		n, err := unix.Write(fd, data[done:min(done+pipeChunk, len(data))])
		if err == unix.EINTR || err == unix.EAGAIN {
			continue
		}
		if err != nil {
			return done, raise(t, err, Value{})
		}
		if done += n; len(data) == 0 {
			break
		}
	}
	return done, nil
}

func isRegular(fd int) bool {
	var st unix.Stat_t
	return unix.Fstat(fd, &st) == nil && st.Mode&unix.S_IFMT == unix.S_IFREG
}
