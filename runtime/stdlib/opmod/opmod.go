// Package opmod is Python's module operator.
package opmod

import (
	"sync"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
	def    = object.Def
)

var once sync.Once

// Register completes the types of this package.
func Register() { once.Do(func() { object.Register(registerGetters) }) }

func binary(op object.BinOp) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) { return t.Binary(op, a[0], a[1]) }
}

func inplace(op object.BinOp) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) { return t.Inplace(op, a[0], a[1]) }
}

func compare(op object.CmpOp) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) { return t.Compare(a[0], a[1], op) }
}

func unary(f func(t *Thread, v Value) (Value, error)) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) { return f(t, a[0]) }
}

func isSequence(v Value) bool {
	return v.Type().S().GetItem != nil && v.Type().Flags&object.DictSub == 0
}

func concat(op func(t *Thread, a, b Value) (Value, error)) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) {
		if !isSequence(a[0]) {
			return Value{}, t.Raisef(object.TypeError, "'%s' object can't be concatenated", a[0].Type().Name)
		}
		return op(t, a[0], a[1])
	}
}

// count counts the items equal to a value, or finds the first (index).
func count(index bool) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) {
		if a[0].Type().S().Iter == nil && a[0].Type().S().GetItem == nil {
			return Value{}, t.Raisef(object.TypeError, "argument of type '%s' is not iterable", a[0].Type().Name)
		}
		n, at := int64(0), int64(-1)
		found := false
		stop := t.Raisef(object.StopIteration, "")
		err := t.Each(a[0], func(v Value) error {
			at++
			eq, err := t.Equal(v, a[1])
			if err != nil || !eq {
				return err
			}
			n++
			if index {
				found = true
				return stop
			}
			return nil
		})
		switch {
		case found:
			return object.Int(at), nil
		case err != nil:
			return Value{}, err
		case index:
			return Value{}, t.Raisef(object.ValueError, "sequence.index(x): x not in sequence")
		}
		return object.Int(n), nil
	}
}

func lengthHint(t *Thread, a []Value, _ kwargs) (Value, error) {
	def := object.Int(0)
	if a[1].Valid() {
		if !object.IsInstance(a[1], object.IntType) {
			return Value{}, t.Raisef(object.TypeError, "'%s' object cannot be interpreted as an integer", a[1].Type().Name)
		}
		def = a[1]
	}
	if a[0].Type().S().Len != nil {
		n, err := t.Len(a[0])
		if err == nil || !object.IsExc(err, object.TypeError) {
			return object.Int(int64(n)), err
		}
	}
	r, ok, err := t.CallSpecial(a[0], t.Interp.Intern("__length_hint__"))
	switch {
	case err != nil && object.IsExc(err, object.TypeError), !ok:
		return def, nil
	case err != nil:
		return Value{}, err
	case r == object.NotImplemented:
		return def, nil
	case !object.IsInstance(r, object.IntType):
		return Value{}, t.Raisef(object.TypeError, "__length_hint__ must be an integer, not %s", r.Type().Name)
	}
	if neg, err := t.CompareBool(r, object.Int(0), object.CmpLt); err != nil || neg {
		return Value{}, t.Raisef(object.ValueError, "__length_hint__() should return >= 0")
	}
	return r, nil
}

func compareDigest(t *Thread, a []Value, _ kwargs) (Value, error) {
	var x, y []byte
	s1, s2 := object.AsStr(a[0]), object.AsStr(a[1])
	switch {
	case s1 != nil && s2 != nil:
		if !s1.ASCII() || !s2.ASCII() {
			return Value{}, t.Raisef(object.TypeError, "comparing strings with non-ASCII characters is not supported")
		}
		x, y = []byte(s1.S), []byte(s2.S)
	default:
		for i, p := range []*[]byte{&x, &y} {
			b, err := t.BytesArg(a[i])
			if err != nil {
				if object.AsStr(a[0]) == nil && object.AsBytes(a[0]) == nil {
					return Value{}, t.Raisef(object.TypeError, "unsupported operand types(s) or combination of types: '%s' and '%s'", a[0].Type().Name, a[1].Type().Name)
				}
				return Value{}, err
			}
			*p = b
		}
	}
	diff := byte(0)
	if len(x) != len(y) {
		diff, x = 1, y
	}
	for i := range x {
		diff |= x[i] ^ y[i]
	}
	return object.Bool(diff == 0), nil
}

// New makes the module operator.
func New(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "operator")
	var names []Value
	add := func(name, sig string, fn object.NativeFunc, aliases ...string) {
		v := object.NewNative("_operator", name, sig, fn)
		m.Dict.SetString(t, name, v)
		names = append(names, object.NewStr(name))
		for _, alias := range aliases {
			m.Dict.SetString(t, alias, v)
		}
	}
	for name, op := range map[string]object.BinOp{
		"add": object.OpAdd, "sub": object.OpSub, "mul": object.OpMul, "matmul": object.OpMatMul, "truediv": object.OpDiv, "mod": object.OpMod,
		"pow": object.OpPow, "lshift": object.OpLShift, "rshift": object.OpRShift, "or_": object.OpOr, "xor": object.OpXor, "and_": object.OpAnd,
		"floordiv": object.OpFloorDiv,
	} {
		base := name
		if base[len(base)-1] == '_' {
			base = base[:len(base)-1]
		}
		add(name, "a, b, /", binary(op), "__"+base+"__")
		add("i"+base, "a, b, /", inplace(op), "__i"+base+"__")
	}
	for name, op := range map[string]object.CmpOp{"eq": object.CmpEq, "ne": object.CmpNe, "lt": object.CmpLt, "le": object.CmpLe, "gt": object.CmpGt, "ge": object.CmpGe} {
		add(name, "a, b, /", compare(op), "__"+name+"__")
	}
	add("neg", "a, /", unary((*Thread).Neg), "__neg__")
	add("pos", "a, /", unary((*Thread).Pos), "__pos__")
	add("invert", "a, /", unary((*Thread).Invert), "__invert__")
	add("inv", "a, /", unary((*Thread).Invert), "__inv__")
	add("abs", "a, /", unary((*Thread).Abs), "__abs__")
	add("index", "a, /", unary((*Thread).Index), "__index__")
	boolean := func(f func(t *Thread, a []Value) (bool, error)) object.NativeFunc {
		return func(t *Thread, a []Value, _ kwargs) (Value, error) {
			b, err := f(t, a)
			return object.Bool(b), err
		}
	}
	add("truth", "a, /", boolean(func(t *Thread, a []Value) (bool, error) { return t.Truth(a[0]) }))
	add("not_", "a, /", boolean(func(t *Thread, a []Value) (bool, error) {
		b, err := t.Truth(a[0])
		return !b, err
	}), "__not__")
	add("is_", "a, b, /", boolean(func(_ *Thread, a []Value) (bool, error) { return a[0] == a[1], nil }))
	add("is_not", "a, b, /", boolean(func(_ *Thread, a []Value) (bool, error) { return a[0] != a[1], nil }))
	add("is_none", "a, /", boolean(func(_ *Thread, a []Value) (bool, error) { return a[0].IsNone(), nil }))
	add("is_not_none", "a, /", boolean(func(_ *Thread, a []Value) (bool, error) { return !a[0].IsNone(), nil }))
	add("contains", "a, b, /", boolean(func(t *Thread, a []Value) (bool, error) { return t.Contains(a[0], a[1]) }), "__contains__")
	add("concat", "a, b, /", concat(func(t *Thread, a, b Value) (Value, error) { return t.Binary(object.OpAdd, a, b) }), "__concat__")
	add("iconcat", "a, b, /", concat(func(t *Thread, a, b Value) (Value, error) { return t.Inplace(object.OpAdd, a, b) }), "__iconcat__")
	add("countOf", "a, b, /", count(false))
	add("indexOf", "a, b, /", count(true))
	add("getitem", "a, b, /", func(t *Thread, a []Value, _ kwargs) (Value, error) { return t.GetItem(a[0], a[1]) }, "__getitem__")
	add("setitem", "a, b, c, /", func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.None, t.SetItem(a[0], a[1], a[2]) }, "__setitem__")
	add("delitem", "a, b, /", func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.None, t.DelItem(a[0], a[1]) }, "__delitem__")
	add("length_hint", "obj, default=0, /", lengthHint)
	add("call", "*", func(t *Thread, a []Value, kw kwargs) (Value, error) {
		if len(a)-len(kw) == 0 {
			return Value{}, t.Raisef(object.TypeError, "call expected at least 1 argument, got 0")
		}
		return t.CallKw(a[0], a[1:], kw)
	}, "__call__")
	for _, ty := range []*object.Type{AttrGetterType, ItemGetterType, MethodCallerType} {
		m.Dict.SetString(t, ty.Name, object.Of(ty))
		names = append(names, object.NewStr(ty.Name))
	}
	sorted, err := t.SortValues(names, Value{}, Value{})
	if err != nil {
		return nil, err
	}
	m.Dict.SetString(t, "__all__", object.Of(object.ListOf(sorted)))
	stdlib.Fill(t, m, "_operator", []def{{Name: "_compare_digest", Sig: "a, b, /", Fn: compareDigest}})
	return m, nil
}
