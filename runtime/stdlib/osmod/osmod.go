//go:build unix

// Package osmod holds the native halves of the modules os and resource.
package osmod

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
)

// Exit ends the process at once, as os._exit.
type Exit func(status int)

// New makes the module posix.
func New(exit Exit) stdlib.Module {
	return func(t *Thread) (*object.Module, error) {
		m := object.NewModule(t, "posix")
		env := object.NewDict()
		environ, _ := t.Interp.Tape.Asset("the environment", func() any { return os.Environ() }).([]string)
		for _, kv := range environ {
			if k, v, ok := strings.Cut(kv, "="); ok {
				env.SetString(t, k, object.NewStr(v))
			}
		}
		m.Dict.SetString(t, "environ", object.Of(env))
		stdlib.Fill(t, m, "posix", []object.Def{
			{Name: "getpid", Fn: func(*Thread, []Value, kwargs) (Value, error) { return object.Int(int64(os.Getpid())), nil }},
			{Name: "getppid", Fn: func(*Thread, []Value, kwargs) (Value, error) { return object.Int(int64(os.Getppid())), nil }},
			{Name: "cpu_count", Fn: func(*Thread, []Value, kwargs) (Value, error) {
				return object.Int(int64(runtime.NumCPU())), nil
			}},
			{Name: "getcwd", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
				dir, err := os.Getwd()
				return object.NewStr(dir), raise(t, err, Value{})
			}},
			{Name: "urandom", Sig: "size, /", Fn: urandom},
			{Name: "sysconf", Sig: "name, /", Fn: sysconf},
			{Name: "_exit", Sig: "status", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
				n, err := t.IntArg(a[0])
				if err == nil {
					exit(int(n))
				}
				return object.None, err
			}},
			{Name: "putenv", Sig: "key, value, /", Fn: path2(os.Setenv)},
			{Name: "unsetenv", Sig: "key, /", Fn: path1(os.Unsetenv)},
			{Name: "chdir", Sig: "path", Fn: path1(os.Chdir)},
			{Name: "mkdir", Sig: "path, mode=511", Fn: path1(func(p string) error { return os.Mkdir(p, 0o777) })},
			{Name: "makedirs_", Sig: "path", Fn: path1(func(p string) error { return os.MkdirAll(p, 0o777) })},
			{Name: "remove", Sig: "path", Fn: path1(unix.Unlink)},
			{Name: "rmdir", Sig: "path", Fn: path1(unix.Rmdir)},
			{Name: "rename", Sig: "src, dst", Fn: path2(os.Rename)},
			{Name: "listdir", Sig: "path='.'", Fn: listdir},
			{Name: "stat", Sig: "path, *, follow_symlinks=True", Fn: stat},
			{Name: "read_file_", Sig: "path", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
				p, err := pathArg(t, a[0])
				if err != nil {
					return Value{}, err
				}
				raw, err := os.ReadFile(p)
				return object.NewBytes(raw), raise(t, err, a[0])
			}},
			{Name: "append_file_", Sig: "path, data, truncate, exclusive", Fn: appendFile},
			{Name: "realpath_", Sig: "path", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
				p, err := pathArg(t, a[0])
				if err != nil {
					return Value{}, err
				}
				if r, err := filepath.EvalSymlinks(p); err == nil {
					p = r
				}
				if r, err := filepath.Abs(p); err == nil {
					p = r
				}
				return object.NewStr(p), nil
			}},
		})
		return m, nil
	}
}

// raise makes an OSError of a Go error.
func raise(t *Thread, err error, name Value) error {
	if err == nil {
		return nil
	}
	errno := unix.EIO
	for e := err; e != nil; {
		switch x := e.(type) {
		case *os.PathError:
			e = x.Err
			continue
		case *os.LinkError:
			e = x.Err
			continue
		case *os.SyscallError:
			e = x.Err
			continue
		case unix.Errno:
			errno = x
		}
		break
	}
	msg := errno.Error()
	return object.NewOSError(t, int64(errno), strings.ToUpper(msg[:1])+msg[1:], name)
}

func pathArg(t *Thread, v Value) (string, error) {
	if s := object.AsStr(v); s != nil {
		if strings.ContainsRune(s.S, 0) {
			return "", t.Raisef(object.ValueError, "embedded null byte")
		}
		return encodeName(s.S), nil
	}
	if b := object.AsBytes(v); b != nil {
		if strings.IndexByte(string(b.B), 0) >= 0 {
			return "", t.Raisef(object.ValueError, "embedded null byte")
		}
		return string(b.B), nil
	}
	r, ok, err := t.CallSpecial(v, t.Interp.Intern("__fspath__"))
	if err != nil {
		return "", err
	}
	if ok && (object.AsStr(r) != nil || object.AsBytes(r) != nil) {
		return pathArg(t, r)
	}
	return "", t.Raisef(object.TypeError, "expected str, bytes or os.PathLike object, not %s", v.Type().TpName())
}

// encodeName is os.fsencode: surrogates become the bytes they stand for.
func encodeName(name string) string {
	if !strings.Contains(name, "\xed") {
		return name
	}
	var out []byte
	for _, r := range object.Runes(name) {
		if r >= 0xDC80 && r <= 0xDCFF {
			out = append(out, byte(r-0xDC00))
		} else {
			out = object.AppendRune(out, r)
		}
	}
	return string(out)
}

func path1(f func(string) error) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) {
		p, err := pathArg(t, a[0])
		if err != nil {
			return Value{}, err
		}
		return object.None, raise(t, f(p), a[0])
	}
}

func path2(f func(a, b string) error) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) {
		p, err := pathArg(t, a[0])
		if err != nil {
			return Value{}, err
		}
		q, err := pathArg(t, a[1])
		if err != nil {
			return Value{}, err
		}
		return object.None, raise(t, f(p, q), a[0])
	}
}

func urandom(t *Thread, a []Value, _ kwargs) (Value, error) {
	n, err := t.IntArg(a[0])
	if err != nil {
		return Value{}, err
	}
	if n < 0 {
		return Value{}, t.Raisef(object.ValueError, "negative argument not allowed")
	}
	b := make([]byte, n)
	if _, err := rand.Read(b); err != nil {
		return Value{}, raise(t, err, Value{})
	}
	return object.NewBytes(b), nil
}

func sysconf(t *Thread, a []Value, _ kwargs) (Value, error) {
	s := object.AsStr(a[0])
	if s == nil {
		return Value{}, t.Raisef(object.TypeError, "configuration names must be strings or integers")
	}
	switch s.S {
	case "SC_PAGE_SIZE", "SC_PAGESIZE":
		return object.Int(int64(os.Getpagesize())), nil
	case "SC_NPROCESSORS_ONLN", "SC_NPROCESSORS_CONF":
		return object.Int(int64(runtime.NumCPU())), nil
	case "SC_OPEN_MAX":
		var l unix.Rlimit
		if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &l); err != nil {
			return Value{}, raise(t, err, Value{})
		}
		return object.Int(int64(l.Cur)), nil
	case "SC_CLK_TCK":
		return object.Int(100), nil
	}
	return Value{}, t.Raisef(object.ValueError, "unrecognized configuration name")
}

// appendFile adds data to a file that it makes when there is none.
func appendFile(t *Thread, a []Value, _ kwargs) (Value, error) {
	p, err := pathArg(t, a[0])
	if err != nil {
		return Value{}, err
	}
	data, err := t.BytesArg(a[1])
	if err != nil {
		return Value{}, err
	}
	flags := os.O_WRONLY | os.O_CREATE | os.O_APPEND
	if yes, err := t.Truth(a[2]); err != nil {
		return Value{}, err
	} else if yes {
		flags |= os.O_TRUNC
	}
	if yes, err := t.Truth(a[3]); err != nil {
		return Value{}, err
	} else if yes {
		flags |= os.O_EXCL
	}
	f, err := os.OpenFile(p, flags, 0o666)
	if err != nil {
		return Value{}, raise(t, err, a[0])
	}
	_, err = f.Write(data)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return object.None, raise(t, err, a[0])
}

func listdir(t *Thread, a []Value, _ kwargs) (Value, error) {
	p, name := ".", Value{}
	if a[0].Valid() && !a[0].IsNone() {
		var err error
		if p, err = pathArg(t, a[0]); err != nil {
			return Value{}, err
		}
		name = a[0]
	}
	entries, err := os.ReadDir(p)
	if err != nil {
		return Value{}, raise(t, err, name)
	}
	out := object.NewList()
	for _, e := range entries {
		out.Append(object.NewStr(e.Name()))
	}
	return object.Of(out), nil
}

func stat(t *Thread, a []Value, _ kwargs) (Value, error) {
	p, err := pathArg(t, a[0])
	if err != nil {
		return Value{}, err
	}
	var st unix.Stat_t
	follow := true
	if a[1].Valid() {
		if follow, err = t.Truth(a[1]); err != nil {
			return Value{}, err
		}
	}
	if follow {
		err = unix.Stat(p, &st)
	} else {
		err = unix.Lstat(p, &st)
	}
	if err != nil {
		return Value{}, raise(t, err, a[0])
	}
	seconds := func(ts unix.Timespec) Value { return object.Float(float64(ts.Nano()) / 1e9) }
	order := []string{"st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime", "st_ctime"}
	return t.NewNamespace(map[string]Value{
		"st_mode": object.Int(int64(st.Mode)), "st_ino": object.Int(int64(st.Ino)), "st_dev": object.Int(int64(st.Dev)), "st_nlink": object.Int(int64(st.Nlink)),
		"st_uid": object.Int(int64(st.Uid)), "st_gid": object.Int(int64(st.Gid)), "st_size": object.Int(st.Size),
		"st_atime": seconds(st.Atim), "st_mtime": seconds(st.Mtim), "st_ctime": seconds(st.Ctim),
	}, order), nil
}

// Resource makes the module resource.
func Resource(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "resource")
	for name, n := range map[string]int64{"RUSAGE_SELF": 0, "RUSAGE_CHILDREN": -1, "RUSAGE_THREAD": 1, "RLIMIT_NOFILE": unix.RLIMIT_NOFILE, "RLIMIT_AS": unix.RLIMIT_AS} {
		m.Dict.SetString(t, name, object.Int(n))
	}
	stdlib.Fill(t, m, "resource", []object.Def{
		{Name: "getrusage", Sig: "who, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			who, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			var u unix.Rusage
			if unix.Getrusage(int(who), &u) != nil {
				return Value{}, t.Raisef(object.ValueError, "invalid who parameter")
			}
			sec := func(tv unix.Timeval) Value { return object.Float(float64(tv.Nano()) / 1e9) }
			return t.NewNamespace(map[string]Value{
				"ru_utime": sec(u.Utime), "ru_stime": sec(u.Stime), "ru_maxrss": object.Int(u.Maxrss), "ru_minflt": object.Int(u.Minflt), "ru_majflt": object.Int(u.Majflt),
				"ru_nvcsw": object.Int(u.Nvcsw), "ru_nivcsw": object.Int(u.Nivcsw), "ru_inblock": object.Int(u.Inblock), "ru_oublock": object.Int(u.Oublock),
			}, []string{"ru_utime", "ru_stime", "ru_maxrss", "ru_minflt", "ru_majflt", "ru_inblock", "ru_oublock", "ru_nvcsw", "ru_nivcsw"}), nil
		}},
		{Name: "getrlimit", Sig: "resource, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			var l unix.Rlimit
			if err := unix.Getrlimit(int(n), &l); err != nil {
				return Value{}, raise(t, err, Value{})
			}
			return object.NewTuple(object.Int(int64(l.Cur)), object.Int(int64(l.Max))), nil
		}},
	})
	return m, nil
}
