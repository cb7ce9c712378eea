//go:build unix

package osmod

import (
	"bytes"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
	"github.com/asynctools/asynctools/runtime/stdlib/structseq"
)

// A register of users or groups is a file with a line for each, its fields between
// colons; what directory services know besides is not asked for.
type register struct {
	file   string
	fields int
	id     int // which field is the number
	entry  func(t *Thread, fields []string) Value
}

// each hands out the fields of the entries until f has had enough.
func (r *register) each(t *Thread, f func(fields []string) bool) error {
	text, err := os.ReadFile(r.file)
	if err != nil {
		return raise(t, err, object.NewStr(r.file))
	}
	for line := range bytes.Lines(text) {
		fields := strings.Split(strings.TrimRight(string(line), "\r\n"), ":")
		if len(fields) == r.fields && !strings.HasPrefix(fields[0], "#") && !f(fields) {
			break
		}
	}
	return nil
}

// find is the first entry of which ok is true, or the invalid Value.
func (r *register) find(t *Thread, ok func(fields []string) bool) (v Value, err error) {
	err = r.each(t, func(fields []string) bool {
		if ok(fields) {
			v = r.entry(t, fields)
		}
		return !v.Valid()
	})
	return v, err
}

// fill makes the three functions of a module.
func (r *register) fill(t *Thread, m *object.Module, module, prefix, number, what string) {
	name, id := prefix+"nam", prefix+number
	stdlib.Fill(t, m, module, []object.Def{
		{Name: name, Sig: "name", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			s := object.AsStr(a[0])
			if s == nil {
				return Value{}, t.Raisef(object.TypeError, "%s() argument must be str, not %s", name, a[0].Type().TpName())
			}
			v, err := r.find(t, func(fields []string) bool { return fields[0] == s.S })
			if err == nil && !v.Valid() {
				shown, rerr := t.Repr(a[0])
				if err = rerr; err == nil {
					err = t.Raisef(object.KeyError, "%s(): name not found: %s", name, shown)
				}
			}
			return v, err
		}},
		{Name: id, Sig: what, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := t.Index(a[0])
			if object.IsExc(err, object.TypeError) {
				err = t.Raisef(object.TypeError, "%s should be integer, not %s", number, a[0].Type().TpName())
			}
			if err != nil {
				return Value{}, err
			}
			shown, err := t.Repr(n)
			if err != nil {
				return Value{}, err
			}
			v, err := r.find(t, func(fields []string) bool { return fields[r.id] == shown })
			if err == nil && !v.Valid() {
				err = t.Raisef(object.KeyError, "%s(): %s not found: %s", id, number, shown)
			}
			return v, err
		}},
		{Name: prefix + "all", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			l := object.NewList()
			err := r.each(t, func(fields []string) bool {
				l.Append(r.entry(t, fields))
				return true
			})
			return object.Of(l), err
		}},
	})
}

func numberOf(text string) Value {
	n, _ := strconv.ParseInt(text, 10, 64)
	return object.Int(n)
}

// Users is the module pwd.
func Users(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "pwd")
	ty := structseq.New(t, "pwd", "struct_passwd", 7, "pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell")
	m.Dict.SetString(t, "struct_passwd", object.Of(ty.Type))
	r := &register{file: "/etc/passwd", fields: 7, id: 2, entry: func(t *Thread, f []string) Value {
		text := object.NewStr
		return ty.Make(t, text(f[0]), text(f[1]), numberOf(f[2]), numberOf(f[3]), text(f[4]), text(f[5]), text(f[6]))
	}}
	r.fill(t, m, "pwd", "getpw", "uid", "uid")
	return m, nil
}

// Groups is the module grp.
func Groups(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "grp")
	ty := structseq.New(t, "grp", "struct_group", 4, "gr_name", "gr_passwd", "gr_gid", "gr_mem")
	m.Dict.SetString(t, "struct_group", object.Of(ty.Type))
	r := &register{file: "/etc/group", fields: 4, id: 2, entry: func(t *Thread, f []string) Value {
		members := object.NewList()
		for _, name := range strings.FieldsFunc(f[3], func(c rune) bool { return c == ',' }) {
			members.Append(object.NewStr(name))
		}
		return ty.Make(t, object.NewStr(f[0]), object.NewStr(f[1]), numberOf(f[2]), object.Of(members))
	}}
	r.fill(t, m, "grp", "getgr", "gid", "id")
	return m, nil
}

// userDefs are functions of the module posix about the process's user and session.
func userDefs() []object.Def {
	return []object.Def{
		{Name: "getgroups", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			ids, err := unix.Getgroups()
			l := object.NewList()
			for _, id := range ids {
				l.Append(object.Int(int64(id)))
			}
			return object.Of(l), raise(t, err, Value{})
		}},
		{Name: "setsid", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			_, err := unix.Setsid()
			return object.None, raise(t, err, Value{})
		}},
		{Name: "ctermid", Fn: func(*Thread, []Value, kwargs) (Value, error) { return object.NewStr("/dev/tty"), nil }},
		{Name: "fchown", Sig: "fd, uid, gid", Fn: fdFn(func(n []int) error { return unix.Fchown(n[0], n[1], n[2]) })},
		{Name: "lchown", Sig: "path, uid, gid", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			path, err := pathArg(t, a[0])
			if err != nil {
				return Value{}, err
			}
			n, err := intArgs(t, a[1:])
			if err != nil {
				return Value{}, err
			}
			return object.None, raiseFor(t, unix.Lchown(path, n[0], n[1]), a[0])
		}},
		{Name: "major", Sig: "device, /", Fn: deviceFn(func(n []int) int { return int(unix.Major(uint64(n[0]))) })},
		{Name: "minor", Sig: "device, /", Fn: deviceFn(func(n []int) int { return int(unix.Minor(uint64(n[0]))) })},
		{Name: "makedev", Sig: "major, minor, /", Fn: deviceFn(func(n []int) int { return int(unix.Mkdev(uint32(n[0]), uint32(n[1]))) })},
	}
}

func deviceFn(f func(n []int) int) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) {
		n, err := intArgs(t, a)
		if err != nil {
			return Value{}, err
		}
		return object.Int(int64(f(n))), nil
	}
}
