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

// descriptorDefs are the functions for pipes.
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
	return []object.Def{
		{Name: "pipe", Fn: pipe(unix.O_CLOEXEC)},
		{Name: "pipe2", Sig: "flags, /", Fn: pipe(0)},
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
