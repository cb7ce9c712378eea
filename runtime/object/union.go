package object

import "strings"

// Union is X | Y on types, typing.Union[X, Y].
type Union struct {
	Header
	Args   []Value
	params Value // __parameters__ once computed
}

// AsUnion views a value as a union, or nil.
func AsUnion(v Value) *Union {
	if v.Is(UnionType) {
		return (*Union)(v.p)
	}
	return nil
}

// unionOr is the operator | of types.
func unionOr(t *Thread, a, b Value) (Value, error) {
	ok := func(v Value) bool {
		return v.IsNone() || AsType(v) != nil || v.Is(UnionType) || IsInstance(v, GenericAliasType)
	}
	if !ok(a) || !ok(b) || a.IsNone() && b.IsNone() {
		return NotImplemented, nil
	}
	return t.unionOf([]Value{a, b})
}

// unionOf makes the union of types, flattened and without duplicates; of one
// type it is that type.
func (t *Thread) unionOf(parts []Value) (Value, error) {
	u := &Union{Header: NewHeader(UnionType)}
	add := func(v Value) error {
		if v.IsNone() {
			v = Of(NoneType)
		}
		for _, x := range u.Args {
			same := x == v
			if !same && AsType(x) == nil && AsType(v) == nil {
				hx, err1 := t.Hash(x)
				hv, err2 := t.Hash(v)
				if err1 == nil && err2 == nil && hx != hv {
					continue
				}
				var err error
				if same, err = t.Equal(x, v); err != nil {
					return err
				}
			}
			if same {
				return nil
			}
		}
		u.take(v)
		u.Args = append(u.Args, v)
		return nil
	}
	for _, v := range parts {
		list := []Value{v}
		if x := AsUnion(v); x != nil {
			list = x.Args
		}
		for _, y := range list {
			if err := add(y); err != nil {
				return Value{}, err
			}
		}
	}
	if len(u.Args) == 1 {
		return u.Args[0], nil
	}
	return Of(u), nil
}

// unionGetitem is Union[...]: what is no type is checked by typing.
func unionGetitem(t *Thread, a []Value, _ KwNames) (Value, error) {
	parts := []Value{a[1]}
	if tup := AsTuple(a[1]); tup != nil {
		parts = append([]Value(nil), tup.Items...)
	}
	if len(parts) == 0 {
		return Value{}, t.Raisef(TypeError, "Cannot take a Union of no types.")
	}
	for i, v := range parts {
		if v.IsNone() || AsType(v) != nil || v.Is(UnionType) {
			continue
		}
		m, err := t.Interp.ImportModule(t, "typing", nil, NewTuple(NewStr("_type_check")), 0)
		if err != nil {
			return Value{}, err
		}
		f, err := t.GetAttrString(m, "_type_check")
		if err != nil {
			return Value{}, err
		}
		if parts[i], err = t.Call(f, v, NewStr("Union[arg, ...]: each arg must be a type.")); err != nil {
			return Value{}, err
		}
	}
	return t.unionOf(parts)
}

func unionRepr(t *Thread, v Value) (Value, error) {
	var parts []string
	for _, x := range (*Union)(v.p).Args {
		p, err := t.aliasItem(x)
		if err != nil {
			return Value{}, err
		}
		parts = append(parts, p)
	}
	return NewStr(strings.Join(parts, " | ")), nil
}

func unionParams(t *Thread, u *Union) (Value, error) {
	if !u.params.Valid() {
		list, err := t.aliasParameters(u.Args)
		if err != nil {
			return Value{}, err
		}
		t.Store(&u.Header, &u.params, NewTuple(list...))
	}
	return u.params, nil
}

// unionEqual compares unions as sets.
func unionEqual(t *Thread, x, y *Union) (bool, error) {
	if len(x.Args) != len(y.Args) {
		return false, nil
	}
	for _, v := range x.Args {
		found := false
		for _, w := range y.Args {
			eq, err := t.Equal(v, w)
			if err != nil {
				return false, err
			}
			found = found || eq
		}
		if !found {
			return false, nil
		}
	}
	return true, nil
}

func setupUnion() {
	get := func(name string, f func(*Thread, *Union) (Value, error)) Def {
		return Def{Name: name, Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return f(t, (*Union)(a[0].p)) }}
	}
	define(UnionType, ObjectType, Slots{
		Repr: unionRepr, Binary: [NumBinary]BinaryFunc{OpOr: unionOr},
		Traverse: func(v Value, visit func(Value)) {
			u := (*Union)(v.p)
			for _, x := range u.Args {
				visit(x)
			}
			if u.params.Valid() {
				visit(u.params)
			}
		},
		GetItem: func(t *Thread, self, k Value) (Value, error) {
			u := (*Union)(self.p)
			p, err := unionParams(t, u)
			if err != nil {
				return Value{}, err
			}
			args, err := t.substitute(self, u.Args, AsTuple(p).Items, k)
			if err != nil {
				return Value{}, err
			}
			return unionGetitem(t, []Value{self, TupleOf(args)}, nil)
		},
		Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
			x, y := AsUnion(a), AsUnion(b)
			if x == nil || y == nil || op > CmpNe {
				return NotImplemented, nil
			}
			eq, err := unionEqual(t, x, y)
			return Bool(eq == (op == CmpEq)), err
		},
		Hash: func(t *Thread, v Value) (uint64, error) {
			var h uint64
			for _, x := range (*Union)(v.p).Args {
				y, err := t.Hash(x)
				if err != nil {
					return 0, err
				}
				h ^= y*0x9e3779b97f4a7c15 + 1
			}
			return h, nil
		},
	},
		get("__args__", func(t *Thread, u *Union) (Value, error) { return NewTuple(u.Args...), nil }),
		get("__origin__", func(t *Thread, u *Union) (Value, error) { return Of(UnionType), nil }),
		get("__parameters__", unionParams),
		get("__name__", func(t *Thread, u *Union) (Value, error) { return NewStr("Union"), nil }),
		get("__qualname__", func(t *Thread, u *Union) (Value, error) { return NewStr("Union"), nil }),
		Def{Name: "__class_getitem__", Kind: ClassDef, Sig: "params, /", Fn: unionGetitem},
		Def{Name: "__mro_entries__", Sig: "bases, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			r, err := t.Repr(a[0])
			if err != nil {
				return Value{}, err
			}
			return Value{}, t.Raisef(TypeError, "Cannot subclass %s", r)
		}},
		Def{Name: "__reduce__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			f, err := t.GetAttrString(Of(UnionType), "__class_getitem__")
			return NewTuple(f, NewTuple(NewTuple((*Union)(a[0].p).Args...))), err
		}},
	)
	UnionType.Module = "typing"
}
