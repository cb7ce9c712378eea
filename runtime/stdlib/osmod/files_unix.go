//go:build unix

package osmod

import (
	"io"
	"os"
	"sort"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
	"github.com/asynctools/asynctools/runtime/stdlib/iowait"
	"github.com/asynctools/asynctools/runtime/stdlib/structseq"
)

// raiseFor makes an OSError that names one or two files.
func raiseFor(t *Thread, err error, names ...Value) error {
	if err == nil {
		return nil
	}
	name := Value{}
	if len(names) > 0 {
		name = named(t, names[0])
	}
	err = raise(t, err, name)
	if len(names) > 1 {
		if e, ok := err.(*object.Exception); ok {
			e.SetExtra(t, 3, named(t, names[1]))
		}
	}
	return err
}

// named is what an error says of a path: a PathLike object gives its text.
func named(t *Thread, v Value) Value {
	if v.Type().Flags&object.IntSub == 0 && !v.IsNone() {
		if r, err := fspath(t, []Value{v}, nil); err == nil {
			return r
		}
	}
	return v
}

// retry repeats a system call that a signal interrupted.
func retry(f func() error) error {
	for {
		if err := f(); err != unix.EINTR {
			return err
		}
	}
}

func intArgs(t *Thread, vals []Value) ([]int, error) {
	out := make([]int, len(vals))
	for i, v := range vals {
		n, err := t.IntArg(v)
		if err != nil {
			return nil, err
		}
		out[i] = int(n)
	}
	return out, nil
}

// fdFn is a function of ints that returns nothing.
func fdFn(f func(n []int) error) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) {
		n, err := intArgs(t, a)
		if err != nil {
			return Value{}, err
		}
		return object.None, raise(t, retry(func() error { return f(n) }), Value{})
	}
}

func getter(f func() int) object.NativeFunc {
	return func(*Thread, []Value, kwargs) (Value, error) { return object.Int(int64(f())), nil }
}

// Read reads from a descriptor, waiting for it unless it does not block.
func Read(t *Thread, fd int, b []byte) (n int, err error) {
	err = ready(t, fd, false)
	if err == nil {
		err = raise(t, retry(func() (err error) { n, err = unix.Read(fd, b); return }), Value{})
	}
	return max(n, 0), err
}

func ready(t *Thread, fd int, write bool) error {
	var st unix.Stat_t
	if unix.Fstat(fd, &st) != nil || st.Mode&unix.S_IFMT == unix.S_IFREG {
		return nil
	}
	if flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFL, 0); err != nil || flags&unix.O_NONBLOCK != 0 {
		return nil
	}
	_, err := iowait.Ready(t, fd, write, iowait.Forever)
	return err
}

// target is a path or, where allowed, a descriptor.
func target(t *Thread, v Value) (path string, fd int, err error) {
	if object.IsInstance(v, object.IntType) {
		n, err := t.IntArg(v)
		return "", int(n), err
	}
	path, err = pathArg(t, v)
	return path, -1, err
}

var statFields = []string{
	"st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime", "st_ctime",
	"st_atime_ns", "st_mtime_ns", "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev",
}

// statResult fills in os.stat_result, whose items hold whole seconds while its
// attributes of the same names are floats.
func statResult(t *Thread, ty *structseq.Type, st *unix.Stat_t) Value {
	i := func(n int64) Value { return object.Int(n) }
	v := ty.Make(t, i(int64(st.Mode)), object.IntFromUint64(st.Ino), object.IntFromUint64(uint64(st.Dev)), i(int64(st.Nlink)), i(int64(st.Uid)), i(int64(st.Gid)), i(st.Size),
		i(int64(st.Atim.Sec)), i(int64(st.Mtim.Sec)), i(int64(st.Ctim.Sec)), i(st.Atim.Nano()), i(st.Mtim.Nano()), i(st.Ctim.Nano()),
		i(int64(st.Blksize)), i(st.Blocks), object.IntFromUint64(uint64(st.Rdev)))
	for name, ts := range map[string]unix.Timespec{"st_atime": st.Atim, "st_mtime": st.Mtim, "st_ctime": st.Ctim} {
		t.SetOwn(v, t.Interp.Intern(name), object.Float(float64(ts.Sec)+1e-9*float64(ts.Nsec)))
	}
	return v
}

// statFn is stat, or lstat.
func statFn(ty *structseq.Type, link bool) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) {
		path, fd, err := target(t, a[0])
		if err != nil {
			if object.IsExc(err, object.TypeError) {
				err = t.Raisef(object.TypeError, "stat: path should be string, bytes, os.PathLike or integer, not %s", a[0].Type().TpName())
			}
			return Value{}, err
		}
		follow := !link
		if len(a) > 2 && a[2].Valid() {
			if follow, err = t.Truth(a[2]); err != nil {
				return Value{}, err
			}
		}
		var st unix.Stat_t
		switch {
		case fd >= 0:
			err = unix.Fstat(fd, &st)
		case follow:
			err = unix.Stat(path, &st)
		default:
			err = unix.Lstat(path, &st)
		}
		if err != nil {
			return Value{}, raiseFor(t, err, a[0])
		}
		return statResult(t, ty, &st), nil
	}
}

// kindName is the letter of an entry's kind for os.DirEntry.
func kindName(m os.FileMode) string {
	switch {
	case m&os.ModeSymlink != 0:
		return "l"
	case m.IsDir():
		return "d"
	case m.IsRegular():
		return "f"
	}
	return "?"
}

// AddFiles adds to the module posix what deals with files.
func AddFiles(t *Thread, m *object.Module) {
	addSystem(t, m)
	stat := structseq.New(t, "os", "stat_result", 10, statFields...)
	// The float attributes win over the items.
	for _, n := range []string{"st_atime", "st_mtime", "st_ctime"} {
		stat.Dict.DelStr(t, t.Interp.Intern(n))
	}
	uname := structseq.New(t, "posix", "uname_result", 5, "sysname", "nodename", "release", "version", "machine")
	times := structseq.New(t, "posix", "times_result", 5, "user", "system", "children_user", "children_system", "elapsed")
	size := structseq.New(t, "os", "terminal_size", 2, "columns", "lines")
	for name, ty := range map[string]*structseq.Type{"stat_result": stat, "uname_result": uname, "terminal_size": size, "times_result": times} {
		m.Dict.SetString(t, name, object.Of(ty.Type))
	}
	for name, n := range map[string]int{
		"O_RDONLY": unix.O_RDONLY, "O_WRONLY": unix.O_WRONLY, "O_RDWR": unix.O_RDWR, "O_APPEND": unix.O_APPEND, "O_CREAT": unix.O_CREAT, "O_EXCL": unix.O_EXCL,
		"O_TRUNC": unix.O_TRUNC, "O_NONBLOCK": unix.O_NONBLOCK, "O_SYNC": unix.O_SYNC, "O_CLOEXEC": unix.O_CLOEXEC, "O_NOCTTY": unix.O_NOCTTY, "O_NOFOLLOW": unix.O_NOFOLLOW,
		"O_DIRECTORY": unix.O_DIRECTORY, "F_OK": 0, "R_OK": 4, "W_OK": 2, "X_OK": 1, "EX_OK": 0, "EX_USAGE": 64, "EX_SOFTWARE": 70, "EX_OSERR": 71,
	} {
		m.Dict.SetString(t, name, object.Int(int64(n)))
	}
	path1 := func(f func(p string) error) object.NativeFunc {
		return func(t *Thread, a []Value, _ kwargs) (Value, error) {
			p, err := pathArg(t, a[0])
			if err != nil {
				return Value{}, err
			}
			return object.None, raiseFor(t, f(p), a[0])
		}
	}
	path2 := func(f func(p, q string) error) object.NativeFunc {
		return func(t *Thread, a []Value, _ kwargs) (Value, error) {
			p, err := pathArg(t, a[0])
			if err != nil {
				return Value{}, err
			}
			q, err := pathArg(t, a[1])
			if err != nil {
				return Value{}, err
			}
			return object.None, raiseFor(t, f(p, q), a[0], a[1])
		}
	}
	modeFn := func(def int, f func(p string, mode uint32) error) object.NativeFunc {
		return func(t *Thread, a []Value, _ kwargs) (Value, error) {
			p, err := pathArg(t, a[0])
			if err != nil {
				return Value{}, err
			}
			mode := int64(def)
			if a[1].Valid() {
				if mode, err = t.IntArg(a[1]); err != nil {
					return Value{}, err
				}
			}
			return object.None, raiseFor(t, f(p, uint32(mode)), a[0])
		}
	}
	stdlib.Fill(t, m, "posix", []object.Def{
		{Name: "open", Sig: "path, flags, mode=511, *, dir_fd=None", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
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
			fd := 0
			err = retry(func() (err error) { fd, err = unix.Open(p, int(flags)|unix.O_CLOEXEC, uint32(mode)); return })
			return object.Int(int64(fd)), raiseFor(t, err, a[0])
		}},
		{Name: "fspath", Sig: "path", Fn: fspath},
		{Name: "close", Sig: "fd", Fn: fdFn(func(n []int) error { return unix.Close(n[0]) })},
		{Name: "closerange", Sig: "fd_low, fd_high, /", Fn: fdFn(func(n []int) error {
			for fd := n[0]; fd < n[1]; fd++ {
				_ = unix.Close(fd)
			}
			return nil
		})},
		{Name: "read", Sig: "fd, length, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := intArgs(t, a)
			if err != nil {
				return Value{}, err
			}
			if n[1] < 0 {
				return Value{}, raise(t, unix.EINVAL, Value{})
			}
			b := make([]byte, min(n[1], 1<<30))
			k, err := Read(t, n[0], b)
			return object.NewBytes(b[:k:k]), err
		}},
		{Name: "readinto", Sig: "fd, buffer, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			b, err := t.WritableArg(a[1])
			if err != nil {
				return Value{}, err
			}
			k, err := Read(t, int(fd), b)
			return object.Int(int64(k)), err
		}},
		{Name: "write", Sig: "fd, data, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			b, err := t.BytesArg(a[1])
			if err != nil {
				return Value{}, err
			}
			k, err := Write(t, int(fd), b)
			return object.Int(int64(k)), err
		}},
		{Name: "pread", Sig: "fd, length, offset, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := intArgs(t, a)
			if err != nil {
				return Value{}, err
			}
			b := make([]byte, max(n[1], 0))
			k, err := unix.Pread(n[0], b, int64(n[2]))
			return object.NewBytes(b[:max(k, 0)]), raise(t, err, Value{})
		}},
		{Name: "pwrite", Sig: "fd, data, offset, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := intArgs(t, []Value{a[0], a[2]})
			if err != nil {
				return Value{}, err
			}
			b, err := t.BytesArg(a[1])
			if err != nil {
				return Value{}, err
			}
			k, err := unix.Pwrite(n[0], b, int64(n[1]))
			return object.Int(int64(k)), raise(t, err, Value{})
		}},
		{Name: "lseek", Sig: "fd, position, whence, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := intArgs(t, a)
			if err != nil {
				return Value{}, err
			}
			k, err := unix.Seek(n[0], int64(n[1]), n[2])
			return object.Int(k), raise(t, err, Value{})
		}},
		{Name: "dup", Sig: "fd, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			k, err := unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 0)
			return object.Int(int64(k)), raise(t, err, Value{})
		}},
		{Name: "fsync", Sig: "fd", Fn: fdFn(func(n []int) error { return unix.Fsync(n[0]) })},
		{Name: "fdatasync", Sig: "fd", Fn: fdFn(func(n []int) error { return fdatasync(n[0]) })},
		{Name: "sync", Fn: fdFn(func([]int) error { unix.Sync(); return nil })},
		{Name: "ftruncate", Sig: "fd, length, /", Fn: fdFn(func(n []int) error { return unix.Ftruncate(n[0], int64(n[1])) })},
		{Name: "truncate", Sig: "path, length", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			path, fd, err := target(t, a[0])
			if err != nil {
				return Value{}, err
			}
			n, err := t.IntArg(a[1])
			if err != nil {
				return Value{}, err
			}
			if fd >= 0 {
				return object.None, raise(t, unix.Ftruncate(fd, n), Value{})
			}
			return object.None, raiseFor(t, unix.Truncate(path, n), a[0])
		}},
		{Name: "isatty", Sig: "fd, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			_, err = unix.IoctlGetWinsize(int(fd), unix.TIOCGWINSZ)
			return object.Bool(err == nil), nil
		}},
		{Name: "get_terminal_size", Sig: "fd=1, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd := int64(1)
			if a[0].Valid() {
				var err error
				if fd, err = t.IntArg(a[0]); err != nil {
					return Value{}, err
				}
			}
			ws, err := unix.IoctlGetWinsize(int(fd), unix.TIOCGWINSZ)
			if err != nil {
				return Value{}, raise(t, err, Value{})
			}
			return size.Make(t, object.Int(int64(ws.Col)), object.Int(int64(ws.Row))), nil
		}},
		{Name: "get_blocking", Sig: "fd, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFL, 0)
			return object.Bool(flags&unix.O_NONBLOCK == 0), raise(t, err, Value{})
		}},
		{Name: "set_blocking", Sig: "fd, blocking, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			on, err := t.Truth(a[1])
			if err != nil {
				return Value{}, err
			}
			return object.None, raise(t, unix.SetNonblock(int(fd), !on), Value{})
		}},
		{Name: "get_inheritable", Sig: "fd, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0)
			return object.Bool(flags&unix.FD_CLOEXEC == 0), raise(t, err, Value{})
		}},
		{Name: "set_inheritable", Sig: "fd, inheritable, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			on, err := t.Truth(a[1])
			if err != nil {
				return Value{}, err
			}
			flag := unix.FD_CLOEXEC
			if on {
				flag = 0
			}
			_, err = unix.FcntlInt(uintptr(fd), unix.F_SETFD, flag)
			return object.None, raise(t, err, Value{})
		}},
		{Name: "stat", Sig: "path, *, dir_fd=None, follow_symlinks=True", Fn: statFn(stat, false)},
		{Name: "lstat", Sig: "path, *, dir_fd=None", Fn: statFn(stat, true)},
		{Name: "fstat", Sig: "fd", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			var st unix.Stat_t
			if err := unix.Fstat(int(fd), &st); err != nil {
				return Value{}, raise(t, err, Value{})
			}
			return statResult(t, stat, &st), nil
		}},
		{Name: "access", Sig: "path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			p, err := pathArg(t, a[0])
			if err != nil {
				return Value{}, err
			}
			mode, err := t.IntArg(a[1])
			if err != nil {
				return Value{}, err
			}
			return object.Bool(unix.Access(p, uint32(mode)) == nil), nil
		}},
		{Name: "chmod", Sig: "path, mode, *, dir_fd=None, follow_symlinks=True", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			p, fd, err := target(t, a[0])
			if err != nil {
				return Value{}, err
			}
			mode, err := t.IntArg(a[1])
			if err != nil {
				return Value{}, err
			}
			if fd >= 0 {
				return object.None, raise(t, unix.Fchmod(fd, uint32(mode)), Value{})
			}
			return object.None, raiseFor(t, unix.Chmod(p, uint32(mode)), a[0])
		}},
		{Name: "fchmod", Sig: "fd, mode", Fn: fdFn(func(n []int) error { return unix.Fchmod(n[0], uint32(n[1])) })},
		{Name: "chown", Sig: "path, uid, gid, *, dir_fd=None, follow_symlinks=True", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			p, err := pathArg(t, a[0])
			if err != nil {
				return Value{}, err
			}
			n, err := intArgs(t, a[1:3])
			if err != nil {
				return Value{}, err
			}
			return object.None, raiseFor(t, unix.Chown(p, n[0], n[1]), a[0])
		}},
		{Name: "mkdir", Sig: "path, mode=511, *, dir_fd=None", Fn: modeFn(0o777, unix.Mkdir)},
		{Name: "mkfifo", Sig: "path, mode=438, *, dir_fd=None", Fn: modeFn(0o666, unix.Mkfifo)},
		{Name: "rmdir", Sig: "path, *, dir_fd=None", Fn: path1(unix.Rmdir)},
		{Name: "remove", Sig: "path, *, dir_fd=None", Fn: path1(unix.Unlink)},
		{Name: "unlink", Sig: "path, *, dir_fd=None", Fn: path1(unix.Unlink)},
		{Name: "chdir", Sig: "path", Fn: path1(os.Chdir)},
		{Name: "rename", Sig: "src, dst, *, src_dir_fd=None, dst_dir_fd=None", Fn: path2(unix.Rename)},
		{Name: "replace", Sig: "src, dst, *, src_dir_fd=None, dst_dir_fd=None", Fn: path2(unix.Rename)},
		{Name: "link", Sig: "src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True", Fn: path2(unix.Link)},
		{Name: "symlink", Sig: "src, dst, target_is_directory=False, *, dir_fd=None", Fn: path2(unix.Symlink)},
		{Name: "readlink", Sig: "path, *, dir_fd=None", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			p, err := pathArg(t, a[0])
			if err != nil {
				return Value{}, err
			}
			s, err := os.Readlink(p)
			if err != nil {
				return Value{}, raiseFor(t, err, a[0])
			}
			return likeName(a[0], s), nil
		}},
		{Name: "utime", Sig: "path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True", Fn: utime},
		{Name: "umask", Sig: "mask, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			return object.Int(int64(unix.Umask(int(n)))), nil
		}},
		{Name: "listdir", Sig: "path=None", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			names, _, err := entries(t, a[0])
			if err != nil {
				return Value{}, err
			}
			out := object.NewList()
			for _, n := range names {
				out.Append(likeName(a[0], n))
			}
			return object.Of(out), nil
		}},
		{Name: "scandir_", Sig: "path, /", Doc: "pairs of a name and the letter of its kind", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			names, kinds, err := entries(t, a[0])
			if err != nil {
				return Value{}, err
			}
			out := object.NewList()
			for i, n := range names {
				out.Append(object.NewTuple(likeName(a[0], n), object.NewStr(kinds[i])))
			}
			return object.Of(out), nil
		}},
		{Name: "getuid", Fn: getter(unix.Getuid)},
		{Name: "geteuid", Fn: getter(unix.Geteuid)},
		{Name: "getgid", Fn: getter(unix.Getgid)},
		{Name: "getegid", Fn: getter(unix.Getegid)},
		{Name: "getcwdb", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			dir, err := os.Getwd()
			return object.NewBytes([]byte(dir)), raise(t, err, Value{})
		}},
		{Name: "strerror", Sig: "code, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			return object.NewStr(object.Strerror(syscall.Errno(n))), nil
		}},
		{Name: "uname", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			var u unix.Utsname
			if err := unix.Uname(&u); err != nil {
				return Value{}, raise(t, err, Value{})
			}
			text := func(b []byte) Value { return object.NewStr(unix.ByteSliceToString(b)) }
			return uname.Make(t, text(u.Sysname[:]), text(u.Nodename[:]), text(u.Release[:]), text(u.Version[:]), text(u.Machine[:])), nil
		}},
		{Name: "times", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			var self, kids unix.Rusage
			_ = unix.Getrusage(unix.RUSAGE_SELF, &self)
			_ = unix.Getrusage(unix.RUSAGE_CHILDREN, &kids)
			sec := func(tv unix.Timeval) Value { return object.Float(float64(tv.Nano()) / 1e9) }
			return times.Make(t, sec(self.Utime), sec(self.Stime), sec(kids.Utime), sec(kids.Stime), object.Float(float64(time.Now().UnixMilli())/1e3)), nil
		}},
	})
}

// fspath is os.fspath.
func fspath(t *Thread, a []Value, _ kwargs) (Value, error) {
	v := a[0]
	if object.AsStr(v) != nil || object.IsInstance(v, object.BytesType) {
		return v, nil
	}
	r, ok, err := t.CallSpecial(v, t.Interp.Intern("__fspath__"))
	switch {
	case err != nil:
		return Value{}, err
	case !ok:
		return Value{}, t.Raisef(object.TypeError, "expected str, bytes or os.PathLike object, not %s", v.Type().TpName())
	case object.AsStr(r) == nil && !object.IsInstance(r, object.BytesType):
		return Value{}, t.Raisef(object.TypeError, "expected %s.__fspath__() to return str or bytes, not %s", v.Type().TpName(), r.Type().TpName())
	}
	return r, nil
}

// likeName gives a name the type of the path it was found with.
func likeName(path Value, name string) Value {
	if path.Valid() && object.AsBytes(path) != nil {
		return object.NewBytes([]byte(name))
	}
	return object.NewStr(decodeName(name))
}

// decodeName is os.fsdecode: bytes that are no UTF-8 become surrogates.
func decodeName(name string) string {
	out := make([]byte, 0, len(name))
	for i, r := range name {
		if r == 0xFFFD && !strings.HasPrefix(name[i:], "\ufffd") {
			out = object.AppendRune(out, 0xDC00+rune(name[i]))
			continue
		}
		out = object.AppendRune(out, r)
	}
	return string(out)
}

// entries lists a directory in the order of names.
func entries(t *Thread, v Value) (names, kinds []string, err error) {
	path, name := ".", Value{}
	if v.Valid() && !v.IsNone() {
		if path, err = pathArg(t, v); err != nil {
			return nil, nil, err
		}
		name = v
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, raiseFor(t, err, name)
	}
	defer f.Close()
	list, err := f.ReadDir(-1)
	if err != nil && err != io.EOF {
		return nil, nil, raiseFor(t, err, name)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Name() < list[j].Name() })
	for _, e := range list {
		names = append(names, e.Name())
		kinds = append(kinds, kindName(e.Type()))
	}
	return names, kinds, nil
}

func utime(t *Thread, a []Value, _ kwargs) (Value, error) {
	p, err := pathArg(t, a[0])
	if err != nil {
		return Value{}, err
	}
	now := unix.NsecToTimespec(time.Now().UnixNano())
	ts := []unix.Timespec{now, now}
	src, scale := a[1], 1e9
	if a[2].Valid() {
		if src.Valid() && !src.IsNone() {
			return Value{}, t.Raisef(object.ValueError, "utime: you may specify either 'times' or 'ns' but not both")
		}
		src, scale = a[2], 1
	}
	if src.Valid() && !src.IsNone() {
		tup := object.AsTuple(src)
		if tup == nil || len(tup.Items) != 2 {
			what := "times"
			if scale == 1 {
				what = "ns"
			}
			return Value{}, t.Raisef(object.TypeError, "utime: '%s' must be a tuple of two ints", what)
		}
		for i, v := range tup.Items {
			if object.IsInstance(v, object.IntType) {
				n, err := t.IntArg(v)
				if err != nil {
					return Value{}, err
				}
				ts[i] = unix.NsecToTimespec(n * int64(scale))
				continue
			}
			f, err := t.ToFloat(v)
			if err != nil {
				return Value{}, err
			}
			ts[i] = unix.NsecToTimespec(int64(f * scale))
		}
	}
	flags := 0
	if a[4].Valid() {
		follow, err := t.Truth(a[4])
		if err != nil {
			return Value{}, err
		}
		if !follow {
			flags = unix.AT_SYMLINK_NOFOLLOW
		}
	}
	return object.None, raiseFor(t, unix.UtimesNanoAt(unix.AT_FDCWD, p, ts, flags), a[0])
}
