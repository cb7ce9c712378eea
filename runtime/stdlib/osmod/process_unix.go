//go:build unix

package osmod

import (
	"os"

	"golang.org/x/sys/unix"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
)

// AddProcesses adds to module posix what concerns signals and other processes.
// raise delivers a signal to the program itself.
func AddProcesses(t *Thread, m *object.Module, raiseSignal func(t *Thread, signum int) error) {
	ints := func(t *Thread, a []Value) (x, y int, err error) {
		n, err := t.IntArg(a[0])
		if err != nil {
			return
		}
		k, err := t.IntArg(a[1])
		return int(n), int(k), err
	}
	status := func(name string, f func(unix.WaitStatus) Value) object.Def {
		return object.Def{Name: name, Sig: "status", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			return f(unix.WaitStatus(n)), nil
		}}
	}
	defs := append(append(append(descriptorDefs(), execDef()), userDefs()...), []object.Def{
		{Name: "abort", Sig: "", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			return object.None, raiseSignal(t, int(unix.SIGABRT))
		}},
		{Name: "kill", Sig: "pid, signal, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			pid, sig, err := ints(t, a)
			if err != nil {
				return Value{}, err
			}
			if pid == os.Getpid() && sig != 0 {
				if sig < 0 || sig > 64 {
					return Value{}, raise(t, unix.EINVAL, Value{})
				}
				return object.None, raiseSignal(t, sig)
			}
			return object.None, raise(t, unix.Kill(pid, unix.Signal(sig)), Value{})
		}},
		{Name: "killpg", Sig: "pgid, signal, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			pgid, sig, err := ints(t, a)
			if err != nil {
				return Value{}, err
			}
			return object.None, raise(t, unix.Kill(-pgid, unix.Signal(sig)), Value{})
		}},
		{Name: "getpgid", Sig: "pid", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			pid, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			n, err := unix.Getpgid(int(pid))
			return object.Int(int64(n)), raise(t, err, Value{})
		}},
		{Name: "getpgrp", Fn: func(*Thread, []Value, kwargs) (Value, error) { return object.Int(int64(unix.Getpgrp())), nil }},
		{Name: "getsid", Sig: "pid, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			pid, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			n, err := unix.Getsid(int(pid))
			return object.Int(int64(n)), raise(t, err, Value{})
		}},
		{Name: "waitpid", Sig: "pid, options, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			pid, options, err := ints(t, a)
			if err != nil {
				return Value{}, err
			}
			got, st, err := WaitPid(t, pid, options)
			return object.NewTuple(object.Int(int64(got)), object.Int(int64(st))), err
		}},
		{Name: "waitstatus_to_exitcode", Sig: "status", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			st := unix.WaitStatus(n)
			switch {
			case st.Exited():
				return object.Int(int64(st.ExitStatus())), nil
			case st.Signaled():
				return object.Int(-int64(st.Signal())), nil
			case st.Stopped():
				return Value{}, t.Raisef(object.ValueError, "process stopped by delivery of signal %d", int(st.StopSignal()))
			}
			return Value{}, t.Raisef(object.ValueError, "invalid wait status: %d", n)
		}},
		status("WIFEXITED", func(s unix.WaitStatus) Value { return object.Bool(s.Exited()) }),
		status("WEXITSTATUS", func(s unix.WaitStatus) Value { return object.Int(int64(s >> 8 & 0xff)) }),
		status("WIFSIGNALED", func(s unix.WaitStatus) Value { return object.Bool(s.Signaled()) }),
		status("WTERMSIG", func(s unix.WaitStatus) Value { return object.Int(int64(s & 0x7f)) }),
		status("WIFSTOPPED", func(s unix.WaitStatus) Value { return object.Bool(s.Stopped()) }),
		status("WSTOPSIG", func(s unix.WaitStatus) Value { return object.Int(int64(s >> 8 & 0xff)) }),
		status("WIFCONTINUED", func(s unix.WaitStatus) Value { return object.Bool(s.Continued()) }),
		status("WCOREDUMP", func(s unix.WaitStatus) Value { return object.Bool(s.CoreDump()) }),
	}...)
	for _, d := range defs {
		if !m.Dict.GetString(d.Name).Valid() {
			stdlib.Fill(t, m, "posix", []object.Def{d})
		}
	}
	for name, n := range map[string]int64{
		"O_RDONLY": unix.O_RDONLY, "O_WRONLY": unix.O_WRONLY, "O_RDWR": unix.O_RDWR, "O_APPEND": unix.O_APPEND, "O_CREAT": unix.O_CREAT, "O_EXCL": unix.O_EXCL,
		"O_TRUNC": unix.O_TRUNC, "O_NONBLOCK": unix.O_NONBLOCK, "O_CLOEXEC": unix.O_CLOEXEC, "O_NOCTTY": unix.O_NOCTTY, "O_SYNC": unix.O_SYNC, "O_DIRECTORY": unix.O_DIRECTORY, "O_NOFOLLOW": unix.O_NOFOLLOW,
	} {
		if !m.Dict.GetString(name).Valid() {
			m.Dict.SetString(t, name, object.Int(n))
		}
	}
	for name, n := range map[string]int64{"WNOHANG": unix.WNOHANG, "WUNTRACED": unix.WUNTRACED, "WCONTINUED": unix.WCONTINUED} {
		m.Dict.SetString(t, name, object.Int(n))
	}
}

// WaitPid waits for a child.
func WaitPid(t *Thread, pid, options int) (got int, status unix.WaitStatus, err error) {
	err = waitChild(t, options, func() (err error) { got, err = unix.Wait4(pid, &status, options, nil); return })
	return got, status, err
}

// waitChild makes a system call that waits for a child without the interpreter
// lock, and looks at the thread's Breaker now and then, as a wait cannot be woken.
func waitChild(t *Thread, options int, wait func() error) error {
	if options&unix.WNOHANG != 0 {
		return raise(t, wait(), Value{})
	}
	// Not WNOHANG and a loop of naps: a goroutine may sit in the system call.
	done := make(chan error, 1)
	go func() { done <- retry(wait) }()
	for {
		var failed error
		have := false
		err := t.Block(func(wake <-chan struct{}) {
			select {
			case failed = <-done:
				have = true
			case <-wake:
			}
		})
		if have && err == nil {
			err = raise(t, failed, Value{})
		}
		if have || err != nil {
			return err
		}
	}
}
