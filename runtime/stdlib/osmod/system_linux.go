package osmod

import (
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
	"github.com/asynctools/asynctools/runtime/stdlib/structseq"
)

var rusageFields = []string{
	"ru_utime", "ru_stime", "ru_maxrss", "ru_ixrss", "ru_idrss", "ru_isrss", "ru_minflt", "ru_majflt", "ru_nswap", "ru_inblock", "ru_oublock",
	"ru_msgsnd", "ru_msgrcv", "ru_nsignals", "ru_nvcsw", "ru_nivcsw",
}

// rusage is resource.struct_rusage.
func rusage(t *Thread, ty *structseq.Type, u *unix.Rusage) Value {
	vals := []Value{object.Float(float64(u.Utime.Nano()) / 1e9), object.Float(float64(u.Stime.Nano()) / 1e9)}
	for _, n := range []int64{
		int64(u.Maxrss), int64(u.Ixrss), int64(u.Idrss), int64(u.Isrss), int64(u.Minflt), int64(u.Majflt), int64(u.Nswap), int64(u.Inblock), int64(u.Oublock),
		int64(u.Msgsnd), int64(u.Msgrcv), int64(u.Nsignals), int64(u.Nvcsw), int64(u.Nivcsw),
	} {
		vals = append(vals, object.Int(n))
	}
	return ty.Make(t, vals...)
}

// addSystem adds to the module posix what is asked of Linux seldom: about file
// systems, priorities, and children.
func addSystem(t *Thread, m *object.Module) {
	statvfs := structseq.New(t, "os", "statvfs_result", 10, "f_bsize", "f_frsize", "f_blocks", "f_bfree", "f_bavail", "f_files", "f_ffree", "f_favail", "f_flag", "f_namemax", "f_fsid")
	usage := structseq.New(t, "resource", "struct_rusage", len(rusageFields), rusageFields...)
	siginfo := structseq.New(t, "posix", "waitid_result", 5, "si_pid", "si_uid", "si_signo", "si_status", "si_code")
	m.Dict.SetString(t, "struct_rusage", object.Of(usage.Type)) // where a recording finds it
	m.Dict.SetString(t, "statvfs_result", object.Of(statvfs.Type))
	m.Dict.SetString(t, "waitid_result", object.Of(siginfo.Type))
	for name, n := range map[string]int{
		"ST_RDONLY": unix.ST_RDONLY, "ST_NOSUID": unix.ST_NOSUID, "ST_NODEV": unix.ST_NODEV, "ST_NOEXEC": unix.ST_NOEXEC, "ST_SYNCHRONOUS": unix.ST_SYNCHRONOUS,
		"ST_NOATIME": unix.ST_NOATIME, "ST_NODIRATIME": unix.ST_NODIRATIME, "ST_RELATIME": unix.ST_RELATIME,
		"PRIO_PROCESS": unix.PRIO_PROCESS, "PRIO_PGRP": unix.PRIO_PGRP, "PRIO_USER": unix.PRIO_USER, "GRND_NONBLOCK": unix.GRND_NONBLOCK, "GRND_RANDOM": unix.GRND_RANDOM,
		"P_ALL": unix.P_ALL, "P_PID": unix.P_PID, "P_PGID": unix.P_PGID, "P_PIDFD": unix.P_PIDFD, "WEXITED": unix.WEXITED, "WSTOPPED": unix.WSTOPPED, "WNOWAIT": unix.WNOWAIT,
		"CLD_EXITED": 1, "CLD_KILLED": 2, "CLD_DUMPED": 3, "CLD_TRAPPED": 4, "CLD_STOPPED": 5, "CLD_CONTINUED": 6,
	} {
		m.Dict.SetString(t, name, object.Int(int64(n)))
	}
	fileSystem := func(t *Thread, a []Value, _ kwargs) (Value, error) {
		path, fd, err := target(t, a[0])
		if object.IsExc(err, object.TypeError) {
			err = t.Raisef(object.TypeError, "statvfs: path should be string, bytes, os.PathLike or integer, not %s", a[0].Type().TpName())
		}
		if err != nil {
			return Value{}, err
		}
		var st unix.Statfs_t
		if err = retry(func() error {
			if fd >= 0 {
				return unix.Fstatfs(fd, &st)
			}
			return unix.Statfs(path, &st)
		}); err != nil {
			return Value{}, raiseFor(t, err, a[0])
		}
		const valid = 0x20 // ST_VALID: the kernel says that there are flags
		unit := int64(st.Frsize)
		if unit == 0 {
			unit = int64(st.Bsize)
		}
		n := object.IntFromUint64
		return statvfs.Make(t, object.Int(int64(st.Bsize)), object.Int(unit), n(st.Blocks), n(st.Bfree), n(st.Bavail), n(st.Files), n(st.Ffree), n(st.Ffree),
			object.Int(int64(st.Flags)&^valid), object.Int(int64(st.Namelen)), n(uint64(uint32(st.Fsid.Val[0]))|uint64(uint32(st.Fsid.Val[1]))<<32)), nil
	}
	priority := func(which, who int) (Value, error) {
		n, err := unix.Getpriority(which, who)
		return object.Int(int64(20 - n)), raise(t, err, Value{}) // the system call gives no negative numbers
	}
	three := func(f func(a, b, c *int)) object.NativeFunc {
		return func(*Thread, []Value, kwargs) (Value, error) {
			var n [3]int
			f(&n[0], &n[1], &n[2])
			return object.NewTuple(object.Int(int64(n[0])), object.Int(int64(n[1])), object.Int(int64(n[2]))), nil
		}
	}
	stdlib.Fill(t, m, "posix", []object.Def{
		{Name: "statvfs", Sig: "path", Fn: fileSystem},
		{Name: "fstatvfs", Sig: "fd, /", Fn: fileSystem},
		{Name: "getresuid", Fn: three(func(a, b, c *int) { *a, *b, *c = unix.Getresuid() })},
		{Name: "getresgid", Fn: three(func(a, b, c *int) { *a, *b, *c = unix.Getresgid() })},
		{Name: "getpriority", Sig: "which, who", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := intArgs(t, a)
			if err != nil {
				return Value{}, err
			}
			return priority(n[0], n[1])
		}},
		{Name: "setpriority", Sig: "which, who, priority", Fn: fdFn(func(n []int) error { return unix.Setpriority(n[0], n[1], n[2]) })},
		{Name: "nice", Sig: "increment, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := intArgs(t, a)
			if err != nil {
				return Value{}, err
			}
			was, err := unix.Getpriority(unix.PRIO_PROCESS, 0)
			if err == nil {
				err = unix.Setpriority(unix.PRIO_PROCESS, 0, 20-was+n[0])
			}
			if err != nil {
				return Value{}, raise(t, err, Value{})
			}
			return priority(unix.PRIO_PROCESS, 0)
		}},
		{Name: "getrandom", Sig: "size, flags=0", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if !a[1].Valid() {
				a[1] = object.Int(0)
			}
			n, err := intArgs(t, a)
			if err == nil && n[0] < 0 {
				err = raise(t, unix.EINVAL, Value{})
			}
			if err != nil {
				return Value{}, err
			}
			b, got := make([]byte, n[0]), 0
			err = retry(func() (err error) { got, err = unix.Getrandom(b, n[1]); return })
			return object.NewBytes(b[:max(got, 0)]), raise(t, err, Value{})
		}},
		{Name: "wait4", Sig: "pid, options", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := intArgs(t, a)
			if err != nil {
				return Value{}, err
			}
			var status unix.WaitStatus
			var u unix.Rusage
			pid := 0
			err = waitChild(t, n[1], func() (err error) { pid, err = unix.Wait4(n[0], &status, n[1], &u); return })
			if err != nil {
				return Value{}, err
			}
			return object.NewTuple(object.Int(int64(pid)), object.Int(int64(status)), rusage(t, usage, &u)), nil
		}},
		{Name: "waitid", Sig: "idtype, id, options, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := intArgs(t, a)
			if err != nil {
				return Value{}, err
			}
			// What the kernel fills in for a child: three ints, one that aligns, then these.
			var info struct {
				signo, errno, code, _ int32
				pid, uid, status      int32
				_                     [100]byte
			}
			err = waitChild(t, n[2], func() error {
				return unix.Waitid(n[0], n[1], (*unix.Siginfo)(unsafe.Pointer(&info)), n[2], nil)
			})
			if err != nil || info.pid == 0 {
				return object.None, err
			}
			out := make([]Value, 5)
			for i, x := range []int32{info.pid, info.uid, info.signo, info.status, info.code} {
				out[i] = object.Int(int64(x))
			}
			return siginfo.Make(t, out...), nil
		}},
	})
}
