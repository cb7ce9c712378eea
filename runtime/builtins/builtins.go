// Package builtins is Python's module builtins: the functions, and the names
// of the built-in types and exceptions.
package builtins

import (
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
)

var none = object.None

// Install fills the builtins namespace of an interpreter.
func Install(t *Thread) {
	in := t.Interp
	d := in.Builtins
	m := object.NewModule(t, "builtins")
	m.Dict = d
	d.SetString(t, "__name__", object.NewStr("builtins"))
	d.SetString(t, "__doc__", object.NewStr("Built-in functions, types, exceptions, and other objects."))
	in.Modules.SetString(t, "builtins", object.Of(m))
	for name, ty := range object.ExceptionTypes() {
		d.SetString(t, name, object.Of(ty))
	}
	for _, ty := range []*object.Type{
		object.ObjectType, object.TypeType, object.IntType, object.BoolType, object.FloatType, object.ComplexType, object.StrType,
		object.BytesType, object.ByteArrayType, object.MemoryViewType, object.TupleType, object.ListType, object.DictType, object.SetType, object.FrozenSetType,
		object.SliceType, object.RangeType, object.StaticMethodType, object.ClassMethodType, object.PropertyType, object.SuperType,
		object.EnumerateType, object.ZipType, object.MapType, object.FilterType, object.ReversedType,
	} {
		d.SetString(t, ty.Name, object.Of(ty))
	}
	for name, v := range map[string]Value{"None": none, "True": object.True, "False": object.False, "Ellipsis": object.Ellipsis, "NotImplemented": object.NotImplemented, "__debug__": object.True} {
		d.SetString(t, name, v)
	}
	for _, f := range functions() {
		d.SetString(t, f.Name, object.NewNative("builtins", f.Name, f.Sig, f.Fn))
	}
	object.MarkNext(d.GetString("next"))
}

type fn = object.Def

func functions() []fn {
	return []fn{
		{Name: "print", Sig: "*", Fn: print},
		{Name: "len", Sig: "obj, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := t.Len(a[0])
			return object.Int(int64(n)), err
		}},
		{Name: "repr", Sig: "obj, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return t.ReprValue(a[0]) }},
		{Name: "ascii", Sig: "obj, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			s, err := t.Repr(a[0])
			return object.NewStr(object.ASCII(s)), err
		}},
		{Name: "abs", Sig: "x, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return t.Abs(a[0]) }},
		{Name: "hash", Sig: "obj, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			h, err := t.Hash(a[0])
			return object.Int(int64(h)), err
		}},
		{Name: "id", Sig: "obj, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Int(t.ID(a[0])), nil }},
		{Name: "callable", Sig: "obj, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return object.Bool(a[0].Type().S().Call != nil), nil
		}},
		{Name: "iter", Sig: "object, sentinel=None, /", Fn: iter},
		{Name: "next", Sig: "iterator, default=None, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			f := a[0].Type().S().Next
			if f == nil {
				return Value{}, t.Raisef(object.TypeError, "'%s' object is not an iterator", a[0].Type().TpName())
			}
			if !a[1].Valid() {
				// The value of a StopIteration is kept.
				if g := vm.AsGenerator(a[0]); g != nil {
					v, yielded, err := vm.Of(t).Resume(g, none, nil)
					if err == nil && !yielded {
						if v.IsNone() {
							return Value{}, t.Raise(object.StopIteration)
						}
						return Value{}, t.Raise(object.StopIteration, v)
					}
					return v, err
				}
				if a[0].Type().Flags&object.HeapType != 0 {
					return t.CallMethod(a[0], t.Interp.Intern("__next__"))
				}
			}
			v, err := f(t, a[0])
			if err != nil || v.Valid() {
				return v, err
			}
			if a[1].Valid() {
				return a[1], nil
			}
			return Value{}, t.Raise(object.StopIteration)
		}},
		{Name: "aiter", Sig: "async_iterable, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			f := a[0].Type().S().AIter
			if f == nil {
				return Value{}, t.Raisef(object.TypeError, "'%s' object is not an async iterable", a[0].Type().TpName())
			}
			it, err := f(t, a[0])
			if err == nil && it.Type().S().ANext == nil {
				return Value{}, t.Raisef(object.TypeError, "aiter() returned not an async iterator of type '%s'", it.Type().TpName())
			}
			return it, err
		}},
		{Name: "anext", Sig: "async_iterator, default=None, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			f := a[0].Type().S().ANext
			if f == nil {
				return Value{}, t.Raisef(object.TypeError, "'%s' object is not an async iterator", a[0].Type().TpName())
			}
			v, err := f(t, a[0])
			if err != nil || !a[1].Valid() {
				return v, err
			}
			return vm.NewAnext(v, a[1]), nil
		}},
		{Name: "isinstance", Sig: "obj, class_or_tuple, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			ok, err := t.IsInstanceOf(a[0], a[1])
			return object.Bool(ok), err
		}},
		{Name: "issubclass", Sig: "cls, class_or_tuple, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			ok, err := t.IsSubclassOf(a[0], a[1])
			return object.Bool(ok), err
		}},
		{Name: "getattr", Sig: "object, name, default=None, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := attrName(t, a[1])
			if err != nil {
				return Value{}, err
			}
			if a[2].Valid() {
				v, err := t.GetAttrOpt(a[0], n)
				if err == nil && !v.Valid() {
					v = a[2]
				}
				return v, err
			}
			return t.GetAttr(a[0], n)
		}},
		{Name: "hasattr", Sig: "obj, name, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := attrName(t, a[1])
			if err != nil {
				return Value{}, err
			}
			v, err := t.GetAttrOpt(a[0], n)
			t.DropFloating(v)
			return object.Bool(v.Valid()), err
		}},
		{Name: "setattr", Sig: "obj, name, value, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := attrName(t, a[1])
			if err != nil {
				return Value{}, err
			}
			return none, t.SetAttr(a[0], n, a[2])
		}},
		{Name: "delattr", Sig: "obj, name, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n, err := attrName(t, a[1])
			if err != nil {
				return Value{}, err
			}
			return none, t.SetAttr(a[0], n, Value{})
		}},
		{Name: "dir", Sig: "object=None, /", Fn: dir},
		{Name: "vars", Sig: "object=None, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if !a[0].Valid() {
				return vm.Of(t).Current().Locals(t), nil
			}
			v, err := t.GetAttrOpt(a[0], t.Interp.Intern("__dict__"))
			if err == nil && !v.Valid() {
				err = t.Raisef(object.TypeError, "vars() argument must have __dict__ attribute")
			}
			return v, err
		}},
		{Name: "globals", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return object.Of(vm.Of(t).Current().Globals()), nil
		}},
		{Name: "locals", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return vm.Of(t).Current().Locals(t), nil }},
		{Name: "sum", Sig: "iterable, /, start=0", Fn: sum},
		{Name: "min", Sig: "*", Fn: extreme("min", object.CmpLt)},
		{Name: "max", Sig: "*", Fn: extreme("max", object.CmpGt)},
		{Name: "any", Sig: "iterable, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return quantify(t, a[0], true) }},
		{Name: "all", Sig: "iterable, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return quantify(t, a[0], false) }},
		{Name: "exit", Sig: "code=None, /", Fn: leave},
		{Name: "quit", Sig: "code=None, /", Fn: leave},
		{Name: "sorted", Sig: "*:iterable, /, *, key=None, reverse=False", Fn: func(t *Thread, args []Value, kw kwargs) (Value, error) {
			// The keywords go to list.sort.
			if n := len(args) - len(kw); n != 1 {
				return Value{}, t.Raisef(object.TypeError, "sorted expected 1 argument, got %d", n)
			}
			a := [3]Value{args[0]}
			for i, k := range kw {
				switch k.S {
				case "key":
					a[1] = args[1+i]
				case "reverse":
					a[2] = args[1+i]
				default:
					return Value{}, t.UnexpectedKeyword("sort", k.S, "key", "reverse")
				}
			}
			items, err := t.Collect(a[0])
			if err != nil {
				return Value{}, err
			}
			l := object.ListOf(items)
			sorted, err := t.SortValues(items, a[1], a[2])
			l.Items = sorted
			return object.Of(l), err
		}},
		{Name: "chr", Sig: "i, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			i, err := t.IntArg(a[0])
			if err != nil {
				return Value{}, err
			}
			if i < 0 || i > 0x10ffff {
				return Value{}, t.Raisef(object.ValueError, "chr() arg not in range(0x110000)")
			}
			return object.NewStr(string(object.AppendRune(nil, rune(i)))), nil
		}},
		{Name: "ord", Sig: "c, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if s := object.AsStr(a[0]); s != nil {
				if s.Len() == 1 {
					r, _ := object.DecodeRune(s.S)
					return object.Int(int64(r)), nil
				}
				return Value{}, t.Raisef(object.TypeError, "ord() expected a character, but string of length %d found", s.Len())
			}
			if b := object.AsBytes(a[0]); b != nil {
				if len(b.B) == 1 {
					return object.Int(int64(b.B[0])), nil
				}
				return Value{}, t.Raisef(object.TypeError, "ord() expected a character, but string of length %d found", len(b.B))
			}
			return Value{}, t.Raisef(object.TypeError, "ord() expected string of length 1, but %s found", a[0].Type().TpName())
		}},
		{Name: "bin", Sig: "number, /", Fn: radix("#b")},
		{Name: "oct", Sig: "number, /", Fn: radix("#o")},
		{Name: "hex", Sig: "number, /", Fn: radix("#x")},
		{Name: "divmod", Sig: "x, y, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return t.Binary(object.OpDivmod, a[0], a[1]) }},
		{Name: "pow", Sig: "base, exp, mod=None", Fn: pow},
		{Name: "round", Sig: "number, ndigits=None", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			args := []Value{}
			if a[1].Valid() && !a[1].IsNone() {
				args = append(args, a[1])
			}
			r, ok, err := t.CallSpecial(a[0], t.Interp.Intern("__round__"), args...)
			if !ok {
				return Value{}, t.Raisef(object.TypeError, "type %s doesn't define __round__ method", a[0].Type().TpName())
			}
			return r, err
		}},
		{Name: "format", Sig: "value, format_spec='', /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			spec := ""
			if a[1].Valid() {
				s := object.AsStr(a[1])
				if s == nil {
					return Value{}, t.Raisef(object.TypeError, "format() argument 2 must be str, not %s", a[1].Type().TpName())
				}
				spec = s.S
			}
			s, err := t.Format(a[0], spec)
			return object.NewStr(s), err
		}},
		{Name: "input", Sig: "prompt='', /", Fn: input},
		{Name: "__build_class__", Sig: "*", Fn: buildClass},
		{Name: "open", Sig: "*", Fn: open},
		{Name: "__import__", Sig: "name, globals=None, locals=None, fromlist=(), level=0", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n := object.AsStr(a[0])
			if n == nil {
				return Value{}, t.Raisef(object.TypeError, "module name must be a string")
			}
			level := int64(0)
			if a[4].Valid() {
				var err error
				if level, err = t.IntArg(a[4]); err != nil {
					return Value{}, err
				}
			}
			from := a[3]
			if !from.Valid() {
				from = none
			}
			var g *object.Dict
			if a[1].Valid() {
				g = object.AsDict(a[1])
			}
			return t.Interp.ImportModule(t, n.S, g, from, int(level))
		}},
		{Name: "compile", Sig: "source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1", Fn: compileFn},
		{Name: "eval", Sig: "source, /, globals=None, locals=None", Fn: evalFn},
		{Name: "exec", Sig: "source, /, globals=None, locals=None, *, closure=None", Fn: execFn},
		{Name: "breakpoint", Sig: "*", Fn: func(t *Thread, a []Value, kw kwargs) (Value, error) {
			st := vm.Of(t)
			if st.Debug != nil {
				return none, st.Debug.Here(st)
			}
			return none, nil
		}},
	}
}

func attrName(t *Thread, v Value) (*object.Str, error) {
	s := object.AsStr(v)
	if s == nil {
		return nil, t.Raisef(object.TypeError, "attribute name must be string, not '%s'", v.Type().TpName())
	}
	return t.Interp.InternStr(s), nil
}

func iter(t *Thread, a []Value, _ kwargs) (Value, error) {
	if !a[1].Valid() {
		return t.Iter(a[0])
	}
	fn, sentinel, over := a[0], a[1], false
	if fn.Type().S().Call == nil {
		return Value{}, t.Raisef(object.TypeError, "iter(v, w): v must be callable")
	}
	return object.NewIter(object.CallIterType, func(t *Thread) (Value, error) {
		if over {
			return Value{}, nil
		}
		v, err := t.Call(fn)
		if err != nil {
			if object.IsExc(err, object.StopIteration) {
				over = true
				return Value{}, nil
			}
			return Value{}, err
		}
		eq, err := t.Equal(v, sentinel)
		if err != nil {
			return Value{}, err
		}
		if eq {
			over = true
			return Value{}, nil
		}
		return v, nil
	}, fn, sentinel), nil
}

func dir(t *Thread, a []Value, _ kwargs) (Value, error) {
	l := object.NewList()
	if !a[0].Valid() {
		loc := vm.Of(t).Current().Locals(t)
		keys, err := t.Collect(loc)
		if err != nil {
			return Value{}, err
		}
		sorted, err := t.SortValues(keys, Value{}, Value{})
		return object.Of(object.ListOf(sorted)), err
	}
	if r, ok, err := t.CallSpecial(a[0], t.Interp.Intern("__dir__")); ok && a[0].Type() != object.TypeType {
		if err != nil {
			return Value{}, err
		}
		items, err := t.Collect(r)
		if err != nil {
			return Value{}, err
		}
		sorted, err := t.SortValues(items, Value{}, Value{})
		return object.Of(object.ListOf(sorted)), err
	}
	for _, n := range t.Dir(a[0]) {
		l.Append(object.NewStr(n))
	}
	return object.Of(l), nil
}

func sum(t *Thread, a []Value, _ kwargs) (Value, error) {
	acc := a[1]
	if !acc.Valid() {
		acc = object.Int(0)
	}
	switch {
	case object.AsStr(acc) != nil:
		return Value{}, t.Raisef(object.TypeError, "sum() can't sum strings [use ''.join(seq) instead]")
	case object.AsBytes(acc) != nil:
		return Value{}, t.Raisef(object.TypeError, "sum() can't sum bytes [use b''.join(seq) instead]")
	}
	// Floats are added with compensation (Neumaier), as CPython does.
	comp := 0.0
	floats := false
	acc.Hold()
	err := t.Each(a[0], func(v Value) error {
		if acc.IsInt() && v.IsInt() {
			if n, ok := object.AddInts(acc.AsInt(), v.AsInt()); ok {
				acc = object.Int(n)
				return nil
			}
		}
		if acc.IsFloat() && (v.IsFloat() || v.IsInt()) {
			floats = true
			x, _ := t.ToFloat(v)
			s := acc.AsFloat()
			n := s + x
			if abs(s) >= abs(x) {
				comp += (s - n) + x
			} else {
				comp += (x - n) + s
			}
			acc = object.Float(n)
			return nil
		}
		if floats {
			acc = object.Float(acc.AsFloat() + comp)
			comp, floats = 0, false
		}
		r, err := t.Binary(object.OpAdd, acc, v)
		if err != nil {
			return err
		}
		r.Hold()
		t.Release(acc)
		acc = r
		return nil
	})
	if err != nil {
		return Value{}, err
	}
	if floats && comp != 0 && comp-comp == 0 {
		acc = object.Float(acc.AsFloat() + comp)
	}
	acc.Forget()
	return acc, nil
}

func abs(f float64) float64 {
	if f < 0 {
		return -f
	}
	return f
}

func extreme(name string, op object.CmpOp) object.NativeFunc {
	return func(t *Thread, args []Value, kw kwargs) (Value, error) {
		n := len(args) - len(kw)
		var key, def Value
		for i, k := range kw {
			switch k.S {
			case "key":
				if key = args[n+i]; key.IsNone() {
					key = Value{}
				}
			case "default":
				def = args[n+i]
			default:
				return Value{}, t.UnexpectedKeyword(name, k.S, "key", "default")
			}
		}
		if n == 0 {
			return Value{}, t.Raisef(object.TypeError, "%s expected at least 1 argument, got 0", name)
		}
		src := args[0]
		if n > 1 {
			if def.Valid() {
				return Value{}, t.Raisef(object.TypeError, "Cannot specify a default for %s() with multiple positional arguments", name)
			}
			src = object.NewTuple(args[:n]...)
		}
		var best, bestKey Value
		err := t.Each(src, func(v Value) error {
			k := v
			if key.Valid() {
				var err error
				if k, err = t.Call(key, v); err != nil {
					return err
				}
			}
			better := !best.Valid()
			if !better {
				var err error
				if better, err = t.CompareBool(k, bestKey, op); err != nil {
					return err
				}
			}
			if better {
				v.Hold()
				k.Hold()
				t.Release(best)
				t.Release(bestKey)
				best, bestKey = v, k
			}
			return nil
		})
		if err != nil {
			return Value{}, err
		}
		if !best.Valid() {
			if def.Valid() {
				return def, nil
			}
			return Value{}, t.Raisef(object.ValueError, "%s() iterable argument is empty", name)
		}
		best.Forget()
		if best != bestKey {
			t.Release(bestKey)
		} else {
			bestKey.Forget()
		}
		return best, nil
	}
}

type stopEach struct{}

func (stopEach) Error() string { return "stop" }

func quantify(t *Thread, v Value, want bool) (Value, error) {
	err := t.Each(v, func(x Value) error {
		ok, err := t.Truth(x)
		if err != nil {
			return err
		}
		if ok == want {
			return stopEach{}
		}
		return nil
	})
	if _, ok := err.(stopEach); ok {
		return object.Bool(want), nil
	}
	return object.Bool(!want), err
}

func radix(spec string) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) {
		i, err := t.Index(a[0])
		if err != nil {
			return Value{}, err
		}
		s, err := t.Format(i, spec)
		return object.NewStr(s), err
	}
}

func print(t *Thread, args []Value, kw kwargs) (Value, error) {
	n := len(args) - len(kw)
	sep, end := " ", "\n"
	var file Value
	flush := false
	for i, k := range kw {
		v := args[n+i]
		switch k.S {
		case "sep", "end":
			if v.IsNone() {
				continue
			}
			s := object.AsStr(v)
			if s == nil {
				return Value{}, t.Raisef(object.TypeError, "%s must be None or a string, not %s", k.S, v.Type().TpName())
			}
			if k.S == "sep" {
				sep = s.S
			} else {
				end = s.S
			}
		case "file":
			if !v.IsNone() {
				file = v
			}
		case "flush":
			var err error
			if flush, err = t.Truth(v); err != nil {
				return Value{}, err
			}
		default:
			return Value{}, t.UnexpectedKeyword("print", k.S, "sep", "end", "file", "flush")
		}
	}
	var b strings.Builder
	for i, v := range args[:n] {
		if i > 0 {
			b.WriteString(sep)
		}
		s, err := t.StrOf(v)
		if err != nil {
			return Value{}, err
		}
		b.WriteString(s)
	}
	b.WriteString(end)
	if !file.Valid() {
		sys := t.Interp.Modules.GetString("sys")
		if sys.Valid() {
			var err error
			if file, err = t.GetAttrOpt(sys, t.Interp.Intern("stdout")); err != nil {
				return Value{}, err
			}
			if !file.Valid() {
				return Value{}, t.Raisef(object.RuntimeError, "lost sys.stdout")
			}
			if file.IsNone() {
				return none, nil
			}
		}
	}
	r, err := t.CallMethod(file, t.Interp.Intern("write"), object.NewStr(b.String()))
	t.DropFloating(r)
	if err == nil && flush {
		r, err = t.CallMethod(file, t.Interp.Intern("flush"))
		t.DropFloating(r)
	}
	return none, err
}

func input(t *Thread, a []Value, _ kwargs) (Value, error) {
	sys := t.Interp.Modules.GetString("sys")
	if a[0].Valid() {
		out, err := t.GetAttrString(sys, "stdout")
		if err != nil {
			return Value{}, err
		}
		s, err := t.StrValue(a[0])
		if err != nil {
			return Value{}, err
		}
		if _, err := t.CallMethod(out, t.Interp.Intern("write"), s); err != nil {
			return Value{}, err
		}
		if _, err := t.CallMethod(out, t.Interp.Intern("flush")); err != nil {
			return Value{}, err
		}
	}
	in, err := t.GetAttrString(sys, "stdin")
	if err != nil {
		return Value{}, err
	}
	v, err := t.CallMethod(in, t.Interp.Intern("readline"))
	if err != nil {
		return Value{}, err
	}
	s := object.AsStr(v)
	if s == nil {
		return Value{}, t.Raisef(object.TypeError, "object.readline() returned non-string")
	}
	if s.S == "" {
		return Value{}, t.Raisef(object.EOFError, "EOF when reading a line")
	}
	return object.NewStr(strings.TrimSuffix(s.S, "\n")), nil
}

func pow(t *Thread, a []Value, _ kwargs) (Value, error) {
	if !a[2].Valid() || a[2].IsNone() {
		return t.Binary(object.OpPow, a[0], a[1])
	}
	return t.PowMod(a[0], a[1], a[2])
}

// buildClass is __build_class__(func, name, *bases, metaclass=..., **kwds).
func buildClass(t *Thread, args []Value, kw kwargs) (Value, error) {
	n := len(args) - len(kw)
	if n < 2 {
		return Value{}, t.Raisef(object.TypeError, "__build_class__: not enough arguments")
	}
	fn, name := args[0], args[1]
	orig := object.NewTuple(args[2:n]...)
	bases, err := mroEntries(t, args[2:n], orig)
	if err != nil {
		return Value{}, err
	}
	meta := Value{}
	var kwNames kwargs
	var kwVals []Value
	for i, k := range kw {
		if k.S == "metaclass" {
			meta = args[n+i]
			continue
		}
		kwNames = append(kwNames, k)
		kwVals = append(kwVals, args[n+i])
	}
	if !meta.Valid() {
		meta = object.Of(object.TypeType)
		if items := object.AsTuple(bases).Items; len(items) > 0 {
			meta = object.Of(items[0].Type())
		}
	}
	metaName := "<metaclass>"
	if mt := object.AsType(meta); mt != nil {
		var kinds []*object.Type
		for _, b := range object.AsTuple(bases).Items {
			kinds = append(kinds, b.Type())
		}
		w, err := t.CalcMeta(mt, kinds)
		if err != nil {
			return Value{}, err
		}
		meta, metaName = object.Of(w), w.TpName()
	}
	ns := object.Of(object.NewDict())
	prep, err := t.GetAttrOpt(meta, t.Interp.Intern("__prepare__"))
	if err != nil {
		return Value{}, err
	}
	if prep.Valid() {
		if ns, err = t.CallKw(prep, append([]Value{name, bases}, kwVals...), kwNames); err != nil {
			return Value{}, err
		}
		if ns.Type().S().GetItem == nil {
			return Value{}, t.Raisef(object.TypeError, "%s.__prepare__() must return a mapping, not %s", metaName, ns.Type().TpName())
		}
	}
	ns.Hold()
	defer t.Release(ns)
	f := object.Cast[vm.Function](fn)
	cell, err := vm.Of(t).RunClassBody(f, ns)
	if err != nil {
		return Value{}, err
	}
	cell.Hold()
	defer t.Release(cell)
	if bases != orig {
		if err := t.SetItem(ns, object.NewStr("__orig_bases__"), orig); err != nil {
			return Value{}, err
		}
	}
	cls, err := t.CallKw(meta, append([]Value{name, bases, ns}, kwVals...), kwNames)
	if err != nil {
		return Value{}, err
	}
	if cell.Is(object.CellType) && object.AsType(cls) != nil {
		c := object.Cast[object.Cell](cell)
		if !c.V.Valid() {
			return Value{}, t.Raisef(object.RuntimeError, "__class__ not set defining '%s' as %s. Was __classcell__ propagated to type.__new__?", object.AsStrV(name).String(), object.AsType(cls).Name)
		}
	}
	return cls, nil
}

// mroEntries resolves bases that are not classes (PEP 560).
func mroEntries(t *Thread, bases []Value, orig Value) (Value, error) {
	changed := false
	var out []Value
	for _, b := range bases {
		if object.AsType(b) != nil {
			out = append(out, b)
			continue
		}
		f, err := t.GetAttrOpt(b, t.Interp.Intern("__mro_entries__"))
		if err != nil {
			return Value{}, err
		}
		if !f.Valid() {
			out = append(out, b)
			continue
		}
		r, err := t.Call(f, orig)
		if err != nil {
			return Value{}, err
		}
		tup := object.AsTuple(r)
		if tup == nil {
			return Value{}, t.Raisef(object.TypeError, "__mro_entries__ must return a tuple")
		}
		changed = true
		out = append(out, tup.Items...)
	}
	if !changed {
		return orig, nil
	}
	return object.NewTuple(out...), nil
}

// open is io.open, which is imported when it is first needed.
func open(t *Thread, a []Value, kw object.KwNames) (Value, error) {
	m, err := t.Interp.ImportModule(t, "io", nil, object.None, 0)
	if err != nil {
		return Value{}, err
	}
	f, err := t.GetAttrString(m, "open")
	if err != nil {
		return Value{}, err
	}
	if len(a) == 0 {
		return Value{}, t.Raisef(object.TypeError, "open() missing required argument 'file' (pos 1)")
	}
	return t.CallKw(f, a, kw)
}

// leave is exit and quit, which CPython's site module adds to the builtins.
func leave(t *Thread, a []Value, _ kwargs) (Value, error) {
	if a[0].Valid() {
		return Value{}, t.Raise(object.SystemExit, a[0])
	}
	return Value{}, t.Raise(object.SystemExit)
}
