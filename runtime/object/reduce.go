package object

// The pickle protocol of object (PEP 307): how an instance is taken apart so
// that copy and pickle can make another.

// reduceDefs are the methods of object for it.
func reduceDefs() []Def {
	return []Def{
		{Name: "__getstate__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return t.getState(a[0]) }},
		{Name: "__reduce__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return t.reduce(a[0], 0) }},
		{Name: "__reduce_ex__", Sig: "protocol, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			n := t.Interp.Intern("__reduce__")
			if f := t.Lookup(a[0].Type(), n); f.Valid() && f != ObjectType.Dict.GetStr(n) {
				return t.CallUnbound(f, a[0])
			}
			proto, err := t.IntArg(a[1])
			if err != nil {
				return Value{}, err
			}
			return t.reduce(a[0], int(proto))
		}},
	}
}

// copyreg is a function of the module copyreg.
func (t *Thread) copyreg(name string) (Value, error) {
	m, err := t.Interp.ImportModule(t, "copyreg", nil, None, 0)
	if err != nil {
		return Value{}, err
	}
	return t.GetAttrString(m, name)
}

// getState is object.__getstate__: the attributes, and those of __slots__.
func (t *Thread) getState(self Value) (Value, error) {
	ty := self.Type()
	state := None
	a := attrsOf(self)
	if a == nil {
		return state, nil
	}
	if ty.Flags&NoDict == 0 {
		d := NewDict()
		EachAttr(self, func(name string, v Value) {
			d.SetString(t, name, v)
		})
		if d.Len() > 0 {
			state = Of(d)
		}
	}
	var slots *Dict
	for i := len(ty.MRO) - 1; i >= 0; i-- {
		for _, n := range ty.MRO[i].SlotNames {
			if v := a.slot(t.Interp.Intern(ty.MRO[i].slotName(n))); v.Valid() {
				if slots == nil {
					slots = NewDict()
				}
				slots.SetStr(t, n, v)
			}
		}
	}
	if slots != nil {
		return NewTuple(state, Of(slots)), nil
	}
	return state, nil
}

// plainValue is what the constructor of an immutable built-in type takes to
// make v again.
func plainValue(v Value) (Value, bool) {
	f := v.Type().Flags
	switch {
	case f&IntSub != 0:
		return IntFromBig(Big(v)), true
	case f&StrSub != 0:
		return NewStr(AsStr(v).S), true
	case f&TupleSub != 0:
		return NewTuple(AsTuple(v).Items...), true
	case f&BytesSub != 0 && v.Type().IsSubtype(BytesType):
		return NewBytes(append([]byte(nil), AsBytes(v).B...)), true
	case v.IsFloat():
		return v, true
	case v.Type().IsSubtype(FloatType):
		return Float((*FloatObj)(v.p).V), true
	}
	return Value{}, false
}

// newArgs are the arguments of cls.__new__ that make an object like self.
func (t *Thread) newArgs(self Value) (args, kwargs Value, has bool, err error) {
	if r, ok, err := t.CallSpecial(self, t.Interp.Intern("__getnewargs_ex__")); ok || err != nil {
		if err != nil {
			return Value{}, Value{}, false, err
		}
		tup := AsTuple(r)
		if tup == nil {
			return Value{}, Value{}, false, t.Raisef(TypeError, "__getnewargs_ex__ should return a tuple, not '%s'", r.Type().TpName())
		}
		if len(tup.Items) != 2 {
			return Value{}, Value{}, false, t.Raisef(ValueError, "__getnewargs_ex__ should return a tuple of length 2, not %d", len(tup.Items))
		}
		if AsTuple(tup.Items[0]) == nil {
			return Value{}, Value{}, false, t.Raisef(TypeError, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%s'", tup.Items[0].Type().TpName())
		}
		if AsDict(tup.Items[1]) == nil {
			return Value{}, Value{}, false, t.Raisef(TypeError, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%s'", tup.Items[1].Type().TpName())
		}
		return tup.Items[0], tup.Items[1], true, nil
	}
	if r, ok, err := t.CallSpecial(self, t.Interp.Intern("__getnewargs__")); ok || err != nil {
		if err == nil && AsTuple(r) == nil {
			err = t.Raisef(TypeError, "__getnewargs__ should return a tuple, not '%s'", r.Type().TpName())
		}
		return r, Value{}, true, err
	}
	if v, ok := plainValue(self); ok {
		return NewTuple(v), Value{}, true, nil
	}
	return NewTuple(), Value{}, false, nil
}

// reduce takes an object apart.
func (t *Thread) reduce(self Value, proto int) (Value, error) {
	if proto < 2 {
		f, err := t.copyreg("_reduce_ex")
		if err != nil {
			return Value{}, err
		}
		return t.Call(f, self, Int(int64(proto)))
	}
	ty := self.Type()
	args, kwargs, has, err := t.newArgs(self)
	if err != nil {
		return Value{}, err
	}
	if solid := ty.solid(); !has && solid != ObjectType && ty.Flags&(ListSub|DictSub) == 0 && solid != NamespaceType {
		return Value{}, t.Raisef(TypeError, "cannot pickle '%s' object", ty.TpName())
	}
	maker, call := "__newobj__", Value{}
	if kwargs.Valid() && AsDict(kwargs).Len() > 0 {
		maker, call = "__newobj_ex__", NewTuple(Of(ty), args, kwargs)
	} else {
		call = TupleOf(append([]Value{Of(ty)}, AsTuple(args).Items...))
	}
	fn, err := t.copyreg(maker)
	if err != nil {
		return Value{}, err
	}
	state, err := t.CallMethod(self, t.Interp.Intern("__getstate__"))
	if err != nil {
		return Value{}, err
	}
	items, pairs := None, None
	if ty.Flags&ListSub != 0 {
		if items, err = t.Iter(self); err != nil {
			return Value{}, err
		}
	}
	if ty.Flags&DictSub != 0 {
		view, err := t.CallMethod(self, t.Interp.Intern("items"))
		if err != nil {
			return Value{}, err
		}
		if pairs, err = t.Iter(view); err != nil {
			return Value{}, err
		}
	}
	return NewTuple(fn, call, state, items, pairs), nil
}

// reduceAs is the __reduce__ of a container made again from a list of its
// items.
func reduceAs(items func(Value) Value) NativeFunc {
	return func(t *Thread, a []Value, _ KwNames) (Value, error) {
		state, err := t.getState(a[0])
		if err != nil {
			return Value{}, err
		}
		return NewTuple(Of(a[0].Type()), NewTuple(items(a[0])), state), nil
	}
}

// excReduce is BaseException.__reduce__.
func excReduce(t *Thread, a []Value, _ KwNames) (Value, error) {
	e := (*Exception)(a[0].p)
	args := e.Args
	if e.typ.IsSubtype(OSError) && len(AsTuple(args).Items) == 2 && len(e.Extra) > 2 && !e.ExtraAt(2).IsNone() {
		items := append([]Value(nil), AsTuple(args).Items...)
		items = append(items, e.ExtraAt(2))
		if f := e.ExtraAt(3); !f.IsNone() {
			items = append(items, None, f)
		}
		args = TupleOf(items)
	}
	state, err := t.getState(a[0])
	if err != nil {
		return Value{}, err
	}
	if e.typ.IsSubtype(ImportError) {
		d := AsDict(state)
		if d == nil {
			d = NewDict()
		}
		for i, v := range []Value{e.Value, e.ExtraAt(0), e.ExtraAt(1)} {
			if v.Valid() && !v.IsNone() {
				d.SetString(t, []string{"name", "path", "name_from"}[i], v)
			}
		}
		if d.Len() > 0 {
			state = Of(d)
		}
	}
	if state.IsNone() {
		return NewTuple(Of(e.typ), args), nil
	}
	return NewTuple(Of(e.typ), args, state), nil
}

// excSetState is BaseException.__setstate__.
func excSetState(t *Thread, a []Value, _ KwNames) (Value, error) {
	if a[1].IsNone() {
		return None, nil
	}
	d := AsDict(a[1])
	if d == nil {
		return Value{}, t.Raisef(TypeError, "state is not a dictionary")
	}
	var err error
	d.Each(func(k, v Value) {
		if s := AsStr(k); s != nil && err == nil {
			err = t.SetAttr(a[0], t.Interp.InternStr(s), v)
		}
	})
	return None, err
}

func setupReduce() {
	add := func(ty *Type, defs ...Def) { ty.defs = append(ty.defs[:len(ty.defs):len(ty.defs)], defs...) }
	add(ObjectType, reduceDefs()...)
	list := func(items []Value) Value { return Of(NewList(items...)) }
	set := Def{Name: "__reduce__", Fn: reduceAs(func(v Value) Value { return list(AsSet(v).Items()) })}
	add(SetType, set)
	add(FrozenSetType, set)
	add(ByteArrayType, Def{Name: "__reduce__", Fn: reduceAs(func(v Value) Value {
		return NewBytes(append([]byte(nil), AsBytes(v).B...))
	})})
	add(SliceType, Def{Name: "__reduce__", Fn: func(_ *Thread, a []Value, _ KwNames) (Value, error) {
		s := (*Slice)(a[0].p)
		return NewTuple(Of(SliceType), NewTuple(s.Start, s.Stop, s.Step)), nil
	}})
	add(RangeType, Def{Name: "__reduce__", Fn: func(_ *Thread, a []Value, _ KwNames) (Value, error) {
		start, stop, step, _ := (*Range)(a[0].p).parts()
		return NewTuple(Of(RangeType), NewTuple(start, stop, step)), nil
	}})
	add(NamespaceType, Def{Name: "__reduce__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
		return NewTuple(Of(a[0].Type()), NewTuple(), Of(t.DictOf(a[0]))), nil
	}})
	add(BaseException, Def{Name: "__reduce__", Fn: excReduce}, Def{Name: "__setstate__", Sig: "state, /", Fn: excSetState})
	add(NativeType, Def{Name: "__reduce__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
		f := (*Native)(a[0].p)
		if !f.Self.Valid() || f.Self.Is(ModuleType) {
			return NewStr(f.Name), nil
		}
		get := t.Interp.Builtins.GetString("getattr")
		return NewTuple(get, NewTuple(f.Self, NewStr(f.Name))), nil
	}})
	add(MethodType, Def{Name: "__reduce__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
		m := (*Method)(a[0].p)
		name, err := t.GetAttr(m.Func, names.name)
		return NewTuple(t.Interp.Builtins.GetString("getattr"), NewTuple(m.Self, name)), err
	}})
}
