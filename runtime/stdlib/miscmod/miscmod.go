// Package miscmod holds the native halves of small modules: types, weakref,
// gc, traceback, warnings and inspect.
package miscmod

import (
	"strings"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
	"github.com/asynctools/asynctools/runtime/vm"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
)

// Types makes _types, the types that no literal name reaches.
func Types(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "_types")
	for name, ty := range map[string]*object.Type{
		"FunctionType": vm.FunctionType, "CodeType": code.Type, "GeneratorType": vm.GeneratorType, "CoroutineType": vm.CoroutineType,
		"AsyncGeneratorType": vm.AsyncGenType, "FrameType": vm.FrameType, "TracebackType": vm.TracebackType, "MethodType": object.MethodType,
		"MethodDescriptorType": object.MethodDescrType, "ModuleType": object.ModuleType,
		"GetSetDescriptorType": object.GetSetType, "MemberDescriptorType": object.MemberType, "CellType": object.CellType, "SimpleNamespace": object.NamespaceType,
		"NoneType": object.NoneType, "EllipsisType": object.EllipsisType, "NotImplementedType": object.NotImplementedType,
	} {
		m.Dict.SetString(t, name, object.Of(ty))
	}
	stdlib.Fill(t, m, "_types", []object.Def{{Name: "iterable_coroutine", Sig: "func, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
		// types.coroutine of a generator function: the function itself, with
		// code that may be awaited.
		f := object.Cast[vm.Function](a[0])
		f.Code = f.Code.Copy()
		f.Code.Flags |= code.IterCoroutine
		return a[0], nil
	}}})
	return m, nil
}

// Weakref makes _weakref.
func Weakref(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "_weakref")
	stdlib.Fill(t, m, "_weakref", []object.Def{
		{Name: "getweakrefcount", Sig: "object, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return object.Int(int64(len(t.WeakRefs(a[0])))), nil
		}},
		{Name: "getweakrefs", Sig: "object, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return object.Of(object.NewList(t.WeakRefs(a[0])...)), nil
		}},
	})
	m.Dict.SetString(t, "ref", object.Of(object.WeakRefType))
	return m, nil
}

// Frames makes _frames: what traceback, warnings and inspect need of the
// machine.
func Frames(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "_frames")
	stdlib.Fill(t, m, "_frames", []object.Def{
		{Name: "format_exception", Sig: "exc, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			e := object.AsExc(a[0])
			if e == nil {
				return Value{}, t.Raisef(object.TypeError, "Exception expected for value, %s found", a[0].Type().TpName())
			}
			var b strings.Builder
			vm.Of(t).PrintException(&b, e)
			return object.NewStr(b.String()), nil
		}},
		{Name: "format_only", Sig: "exc, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if e := object.AsExc(a[0]); e != nil {
				return object.NewStr(vm.Of(t).FormatOnly(e)), nil
			}
			return object.NewStr(""), nil
		}},
		{Name: "suggestion", Sig: "exc, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if e := object.AsExc(a[0]); e != nil {
				return object.NewStr(vm.Of(t).Suggestion(e)), nil
			}
			return object.NewStr(""), nil
		}},
		{Name: "block", Sig: "source, line, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			text := object.AsStr(a[0])
			if text == nil {
				return Value{}, t.Raisef(object.TypeError, "source must be str, not %s", a[0].Type().TpName())
			}
			line, err := t.IntArg(a[1])
			return object.Int(int64(vm.BlockEnd(text.S, int(line)))), err
		}},
		{Name: "positions", Sig: "code, lasti, /", Fn: positions},
		{Name: "excerpt", Sig: "lines, col, extra, end_col, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			lines := object.AsStr(a[0])
			if lines == nil {
				return Value{}, t.Raisef(object.TypeError, "lines must be str, not %s", a[0].Type().TpName())
			}
			var n [3]int
			for i := range n {
				x, err := t.IntArg(a[i+1])
				if err != nil {
					return Value{}, err
				}
				n[i] = int(x)
			}
			return object.NewStr(vm.Excerpt(lines.S, n[0], n[1], n[2])), nil
		}},
		{Name: "caller", Sig: "level, /", Fn: caller},
		{Name: "state", Sig: "generator, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			g := vm.AsGenerator(a[0])
			if g == nil {
				return Value{}, t.Raisef(object.TypeError, "expected a generator, coroutine or async generator, not '%s'", a[0].Type().TpName())
			}
			return object.NewStr(g.State()), nil
		}},
		{Name: "flags", Sig: "function, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			kind := ""
			if a[0].Is(vm.FunctionType) {
				switch f := object.Cast[vm.Function](a[0]).Code.Flags; {
				case f&code.Coroutine != 0:
					kind = "coroutine"
				case f&code.AsyncGenerator != 0:
					kind = "asyncgen"
				case f&code.Suspends != 0:
					kind = "generator"
				}
			}
			return object.NewStr(kind), nil
		}},
	})
	return m, nil
}

// caller is (file name, line, text of the line, module globals) of the frame
// that called the current one, level frames up.
func caller(t *Thread, a []Value, _ kwargs) (Value, error) {
	n, err := t.IntArg(a[0])
	if err != nil {
		return Value{}, err
	}
	f := vm.Of(t).Current()
	for ; n > 0 && f != nil; n-- {
		f = f.Back()
	}
	if f == nil {
		return object.NewTuple(object.NewStr("sys"), object.Int(1), object.NewStr(""), object.None), nil
	}
	text := ""
	if !strings.HasPrefix(f.Code().Filename(), "<") {
		text = strings.TrimSpace(f.Code().File.LineText(f.Line() - 1))
	}
	return object.NewTuple(object.NewStr(f.Code().Filename()), object.Int(int64(f.Line())), object.NewStr(text), object.Of(f.Globals())), nil
}

// positions is where an instruction stands in the source, as co_positions
// says it: (line, end line, column, end column), columns in UTF-8.
func positions(t *Thread, a []Value, _ kwargs) (Value, error) {
	if !a[0].Is(code.Type) {
		return Value{}, t.Raisef(object.TypeError, "positions() argument 1 must be code, not %s", a[0].Type().TpName())
	}
	pc, err := t.IntArg(a[1])
	if err != nil {
		return Value{}, err
	}
	return vm.Positions(object.Cast[code.Code](a[0]), int(pc)), nil
}
