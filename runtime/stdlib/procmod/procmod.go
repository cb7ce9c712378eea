//go:build unix

// Package procmod is the native half of Python's module subprocess: starting a
// program, and waiting for it where that can be interrupted.
package procmod

import (
	"os"
	"runtime"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
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

// New makes the module _subprocess.
func New(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "_subprocess")
	stdlib.Fill(t, m, "_subprocess", []def{
		{Name: "fork_exec", Sig: "args, executables, cwd, env, fds, session, pgid, uid, gid, groups, /", Fn: forkExec},
		{Name: "fd_mode", Sig: "fd, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			fd, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			var st unix.Stat_t
			err = unix.Fstat(int(fd), &st)
			return object.Int(int64(st.Mode)), object.OSErrorOf(t, err, Value{})
		}},
		{Name: "wait_pidfd", Sig: "pidfd, timeout, /", Fn: waitPidfd},
	})
	return m, nil
}

// text reads a str or bytes for the operating system.
func text(t *Thread, v Value) (string, error) {
	s := ""
	if x := object.AsStr(v); x != nil {
		s = x.S
	} else if b := object.AsBytes(v); b != nil {
		s = string(b.B)
	} else {
		r, ok, err := t.CallSpecial(v, t.Interp.Intern("__fspath__"))
		if err != nil {
			return "", err
		}
		if !ok {
			return "", t.Raisef(object.TypeError, "expected str, bytes or os.PathLike object, not %s", v.Type().TpName())
		}
		return text(t, r)
	}
	if strings.ContainsRune(s, 0) {
		return "", t.Raisef(object.ValueError, "embedded null byte")
	}
	return s, nil
}

func texts(t *Thread, v Value) (out []string, err error) {
	err = t.Each(v, func(x Value) error {
		s, err := text(t, x)
		out = append(out, s)
		return err
	})
	return out, err
}

// closed is a descriptor that the child does not get.
const closed = ^uintptr(0)

// forkExec starts a program and returns its process id and, where there is such
// a thing, a descriptor of the process, else -1. fds are pairs of descriptors,
// in the child and here.
func forkExec(t *Thread, a []Value, _ kwargs) (Value, error) {
	argv, err := texts(t, a[0])
	if err != nil {
		return Value{}, err
	}
	executables, err := texts(t, a[1])
	if err != nil {
		return Value{}, err
	}
	attr := &syscall.ProcAttr{Env: os.Environ(), Sys: &syscall.SysProcAttr{}}
	if !a[2].IsNone() {
		if attr.Dir, err = text(t, a[2]); err != nil {
			return Value{}, err
		}
	}
	if !a[3].IsNone() {
		if attr.Env, err = texts(t, a[3]); err != nil {
			return Value{}, err
		}
		if attr.Env == nil {
			attr.Env = []string{}
		}
	}
	err = t.Each(a[4], func(v Value) error {
		p := object.AsTuple(v)
		child, err := t.IntArg(p.Items[0])
		if err != nil {
			return err
		}
		here, err := t.IntArg(p.Items[1])
		if err != nil {
			return err
		}
		for len(attr.Files) <= int(child) {
			attr.Files = append(attr.Files, closed)
		}
		attr.Files[child] = uintptr(here)
		return nil
	})
	if err != nil {
		return Value{}, err
	}
	if attr.Sys.Setsid, err = t.Truth(a[5]); err != nil {
		return Value{}, err
	}
	if !a[6].IsNone() {
		n, err := t.IntArg(a[6])
		if err != nil {
			return Value{}, err
		}
		attr.Sys.Setpgid, attr.Sys.Pgid = true, int(n)
	}
	if err := credential(t, attr.Sys, a[7], a[8], a[9]); err != nil {
		return Value{}, err
	}
	pidfd := -1
	wantPidfd(attr.Sys, &pidfd)
	failure := error(unix.ENOENT)
	for _, exe := range executables {
		if strings.Contains(exe, "/") && attr.Dir == "" {
			if err := unix.Access(exe, unix.F_OK); err == unix.ENOENT || err == unix.ENOTDIR {
				if failure == unix.ENOENT {
					failure = err
				}
				continue
			}
		}
		pid, err := syscall.ForkExec(exe, argv, attr)
		if err == nil {
			return object.NewTuple(object.Int(int64(pid)), object.Int(int64(pidfd))), nil
		}
		if err != unix.ENOENT && err != unix.ENOTDIR || failure == unix.ENOENT {
			failure = err
		}
		if err != unix.ENOENT && err != unix.ENOTDIR && err != unix.EACCES {
			break
		}
	}
	runtime.KeepAlive(attr)
	return Value{}, object.OSErrorOf(t, failure, Value{})
}

func credential(t *Thread, sys *syscall.SysProcAttr, uid, gid, groups Value) error {
	if uid.IsNone() && gid.IsNone() && groups.IsNone() {
		return nil
	}
	c := &syscall.Credential{Uid: uint32(os.Getuid()), Gid: uint32(os.Getgid()), NoSetGroups: groups.IsNone()}
	for _, x := range []struct {
		v   Value
		dst *uint32
	}{{uid, &c.Uid}, {gid, &c.Gid}} {
		if x.v.IsNone() {
			continue
		}
		n, err := t.IntArg(x.v)
		if err != nil {
			return err
		}
		*x.dst = uint32(n)
	}
	if !groups.IsNone() {
		if err := t.Each(groups, func(v Value) error {
			n, err := t.IntArg(v)
			c.Groups = append(c.Groups, uint32(n))
			return err
		}); err != nil {
			return err
		}
	}
	sys.Credential = c
	return nil
}

// waitPidfd waits until the process has ended; False means that the time, in
// seconds or None, was over.
func waitPidfd(t *Thread, a []Value, _ kwargs) (Value, error) {
	fd, err := t.IntArg(a[0])
	if err != nil {
		return Value{}, err
	}
	deadline := iowait.Forever
	if !a[1].IsNone() {
		s, err := t.ToFloat(a[1])
		if err != nil {
			return Value{}, err
		}
		deadline = time.Now().Add(time.Duration(s * 1e9))
	}
	ok, err := iowait.Ready(t, int(fd), false, deadline)
	return object.Bool(ok), object.OSErrorOf(t, err, Value{})
}
