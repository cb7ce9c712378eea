package runtime

import (
	"io"
	"math/big"
	"os"
	"syscall"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
	"github.com/asynctools/asynctools/runtime/tape"
	"github.com/asynctools/asynctools/runtime/vm"
)

// untaped are functions of the taped modules that only compute, or record by themselves what they ask for.
var untaped = map[string]bool{
	"fspath": true, "strerror": true, "waitstatus_to_exitcode": true, "select": true, "poll": true,
	"socketpair": true, "getdefaulttimeout": true, "setdefaulttimeout": true, "CMSG_LEN": true, "CMSG_SPACE": true,
	"inet_aton": true, "inet_ntoa": true, "inet_pton": true, "inet_ntop": true, "htons": true, "htonl": true, "ntohs": true, "ntohl": true,
}

// taped makes the functions of a native module record their answers, or give
// those of the recording instead of doing anything.
func (in *Interp) taped(module string, mod stdlib.Module) stdlib.Module {
	if in.Tape == nil {
		return mod
	}
	return func(t *object.Thread) (*object.Module, error) {
		m, err := mod(t)
		if err != nil {
			return nil, err
		}
		wrapped := map[string]object.Value{}
		m.Dict.Each(func(k, v object.Value) {
			name := object.AsStrV(k)
			if name == nil || !v.Is(object.NativeType) || untaped[name.S] {
				return
			}
			wrapped[name.S] = object.Cast[object.Native](v).Wrapped(func(fn object.NativeFunc) object.NativeFunc {
				return answering(m, module, name.S, fn)
			})
		})
		for name, v := range wrapped {
			m.Dict.SetString(t, name, v)
		}
		return m, nil
	}
}

// answer is what a system call came back with.
type answer struct {
	v      any // in the form of plain
	failed *failure
	filled []byte // what it put into the buffer it was given
}

// answering is a function whose answers are on the tape.
func answering(m *object.Module, module, name string, fn object.NativeFunc) object.NativeFunc {
	return func(t *object.Thread, a []object.Value, kw object.KwNames) (object.Value, error) {
		if t.Interp.Tape.Replays() && t.Interp.Tape.IsAside() {
			// Its descriptors are numbers only, perhaps of other files by now.
			return object.Value{}, object.NewOSError(t, int64(syscall.EPERM), name+"() reaches nothing in the past of a recorded program", object.Value{})
		}
		var v object.Value
		var err error
		asked := false
		got, broken := t.Answer(tape.System, func() (any, int) {
			asked = true
			t.Broken = nil
			if v, err = fn(t, a, kw); err != nil && err == t.Broken {
				return nil, -1
			}
			out, size, ok := keep(t, m, name, a, v, err)
			switch {
			case ok:
			case err == vm.ErrKilled:
				t.Interp.Tape.Refuse("the program was told to end")
			default:
				t.Interp.Tape.Refuse(module + "." + name + "() gave an answer that cannot be kept")
			}
			return out, size
		})
		switch {
		case asked:
			return v, err
		case broken != nil:
			return object.Value{}, broken
		}
		given, _ := got.(*answer)
		if given == nil { // the replay has failed, and is about to end
			return object.None, nil
		}
		if given.filled != nil {
			if b, err := t.WritableArg(a[1]); err == nil {
				copy(b, given.filled)
			}
		}
		if given.failed != nil {
			return object.Value{}, given.failed.revive(t, m)
		}
		return revive(t, m, given.v), nil
	}
}

// A kept answer is nil, bool, int64, *big.Int, float64, string, bytes or a row.
type (
	bytes []byte
	row   struct {
		list  bool
		named string // a struct sequence's type; items are then what __new__ takes
		items []any
	}
)

// keep takes an answer out of the interpreter.
func keep(t *object.Thread, m *object.Module, name string, a []object.Value, v object.Value, err error) (out *answer, size int, ok bool) {
	out = &answer{}
	if err != nil {
		out.failed, size = keepFailure(t, m, err)
		return out, size, out.failed != nil
	}
	if name == "readinto" && v.IsInt() {
		b, err := t.WritableArg(a[1])
		if err != nil {
			return out, 0, false
		}
		out.filled = append(bytes{}, b[:v.AsInt()]...)
	}
	out.v, size, ok = plain(t, m, v)
	return out, size + len(out.filled), ok
}

// failure is an exception without the interpreter.
type failure struct {
	builtin *object.Type // shared by all interpreters; nil:
	named   string       // in the module
	args    any
	extra   any // of an OSError: number, text and names of files
}

func keepFailure(t *object.Thread, m *object.Module, err error) (*failure, int) {
	x, ok := err.(*object.Exception)
	if !ok {
		return nil, 0
	}
	f, ty := &failure{}, x.Type()
	switch object.Of(ty) {
	case t.Interp.Builtins.GetString(ty.Name):
		f.builtin = ty
	case m.Dict.GetString(ty.Name):
		f.named = ty.Name
	default:
		return nil, 0
	}
	var size, more int
	if f.args, size, ok = plain(t, m, x.Args); !ok {
		return nil, 0
	}
	if ty.IsSubtype(object.OSError) {
		if f.extra, more, ok = plain(t, m, object.NewTuple(x.ExtraAt(0), x.ExtraAt(1), x.ExtraAt(2), x.ExtraAt(3))); !ok {
			return nil, 0
		}
	}
	return f, size + more
}

func (f *failure) revive(t *object.Thread, m *object.Module) error {
	ty := f.builtin
	if ty == nil {
		ty = object.AsType(m.Dict.GetString(f.named))
	}
	x := object.NewExc(ty, object.AsTuple(revive(t, m, f.args)).Items...)
	if f.extra != nil {
		for i, v := range object.AsTuple(revive(t, m, f.extra)).Items {
			if !v.IsNone() {
				x.SetExtra(t, i, v)
			}
		}
	}
	return x
}

// plain is a value without the interpreter.
func plain(t *object.Thread, m *object.Module, v object.Value) (out any, size int, ok bool) {
	switch {
	case !v.Valid() || v.IsNone():
		return nil, 0, true
	case v.IsBool():
		return v.AsBool(), 0, true
	case v.IsInt():
		return v.AsInt(), 0, true
	case v.IsFloat():
		return v.AsFloat(), 0, true
	case v.Is(object.IntType):
		return new(big.Int).Set(object.Big(v)), 16, true
	case v.Is(object.StrType):
		s := object.AsStr(v).S
		return s, len(s), true
	case v.Is(object.BytesType):
		b := object.AsBytes(v).B
		return append(bytes{}, b...), len(b), true
	case v.Is(object.ListType):
		return plainRow(t, m, row{list: true}, object.AsList(v).Items)
	case v.Is(object.TupleType):
		return plainRow(t, m, row{}, object.AsTuple(v).Items)
	case object.AsTuple(v) != nil && m.Dict.GetString(v.Type().Name) == object.Of(v.Type()): // a struct sequence says itself how to make it again
		r, err := t.CallMethod(v, t.Interp.Intern("__reduce__"))
		if err != nil {
			return nil, 0, false
		}
		args := object.AsTuple(object.AsTuple(r).Items[1]).Items
		d := object.AsDict(args[1])
		items := []object.Value{args[0]}
		d.Each(func(k, v object.Value) { items = append(items, k, v) })
		out, size, ok := plainRow(t, m, row{named: v.Type().Name}, items)
		t.DropFloating(r)
		return out, size, ok
	}
	return nil, 0, false
}

func plainRow(t *object.Thread, m *object.Module, r row, items []object.Value) (any, int, bool) {
	size := 0
	for _, v := range items {
		x, n, ok := plain(t, m, v)
		if !ok {
			return nil, 0, false
		}
		r.items = append(r.items, x)
		size += n + 16
	}
	return r, size, true
}

// revive makes a value of what plain has made of one.
func revive(t *object.Thread, m *object.Module, x any) object.Value {
	switch x := x.(type) {
	case bool:
		return object.Bool(x)
	case int64:
		return object.Int(x)
	case float64:
		return object.Float(x)
	case *big.Int:
		return object.IntFromBig(new(big.Int).Set(x))
	case string:
		return object.NewStr(x)
	case bytes:
		return object.NewBytes(append([]byte(nil), x...))
	case row:
		items := make([]object.Value, len(x.items))
		for i, y := range x.items {
			items[i] = revive(t, m, y)
		}
		switch {
		case x.named != "":
			return reviveNamed(t, m, x.named, items)
		case x.list:
			l := object.NewList()
			for _, v := range items {
				l.Append(v)
			}
			return object.Of(l)
		}
		return object.NewTuple(items...)
	}
	return object.None
}

func reviveNamed(t *object.Thread, m *object.Module, name string, items []object.Value) object.Value {
	d := object.NewDict()
	for i := 1; i+1 < len(items); i += 2 {
		if k := object.AsStr(items[i]); k != nil {
			d.SetString(t, k.S, items[i+1])
		}
	}
	v, err := t.Call(m.Dict.GetString(name), items[0], object.Of(d))
	if err != nil {
		return items[0]
	}
	return v
}

// readSource is os.ReadFile for source files. A replay runs the text that was
// recorded, whatever has become of the file.
func (in *Interp) readSource(path string) ([]byte, error) {
	type text struct {
		raw []byte
		err error
	}
	got, _ := in.Tape.Asset("the source "+path, func() any {
		raw, err := os.ReadFile(path)
		return text{raw, err}
	}).(text)
	return got.raw, got.err
}

// discard drops what a replay prints: it has been printed before. What a
// debugger evaluates may print.
type discard struct {
	tape *tape.Tape
	w    io.Writer
}

func (d discard) Write(p []byte) (int, error) {
	if d.tape.Silent() {
		return len(p), nil
	}
	return d.w.Write(p)
}
