package object

import "strings"

func (t *Thread) mergeDict(d *Dict, src Value) error {
	if o := AsDict(src); o != nil && (src.Is(DictType) || t.Lookup(src.Type(), t.Interp.Intern("keys")) == DictType.Dict.GetString("keys")) {
		return d.Update(t, o)
	}
	if m, err := t.GetAttrOpt(src, t.Interp.Intern("keys")); err != nil {
		return err
	} else if m.Valid() {
		keys, err := t.Call(m)
		if err != nil {
			return err
		}
		return t.Each(keys, func(k Value) error {
			v, err := t.GetItem(src, k)
			if err != nil {
				return err
			}
			return d.Set(t, k, v)
		})
	}
	i := 0
	return t.Each(src, func(x Value) error {
		if AsStr(x) == nil && x.Type().slots.Iter == nil && x.Type().slots.GetItem == nil {
			return t.Raisef(TypeError, "object is not iterable")
		}
		pair, err := t.Collect(x)
		if err != nil {
			return err
		}
		if len(pair) != 2 {
			return t.Raisef(ValueError, "dictionary update sequence element #%d has length %d; 2 is required", i, len(pair))
		}
		i++
		return d.Set(t, pair[0], pair[1])
	})
}

// DictMerge is d.update(src).
func (t *Thread) DictMerge(d *Dict, src Value) error { return t.mergeDict(d, src) }

func (t *Thread) dictUpdateArgs(d *Dict, name string, a []Value, kw KwNames) error {
	n := len(a) - len(kw)
	if n > 1 {
		return t.Raisef(TypeError, "%s expected at most 1 argument, got %d", name, n)
	}
	if n == 1 {
		if err := t.mergeDict(d, a[0]); err != nil {
			return err
		}
	}
	for i, k := range kw {
		d.SetStr(t, k, a[n+i])
	}
	return nil
}

func setupDict() {
	dct := func(v Value) *Dict { return (*Dict)(v.p) }
	missing := func(t *Thread, self, k Value) error { return t.Raise(KeyError, k) }
	define(DictType, ObjectType, Slots{
		New: func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
			if cls == DictType {
				return Of(NewDict()), nil
			}
			return cls.Alloc(), nil
		},
		Init: func(t *Thread, self Value, a []Value, kw KwNames) error {
			return t.dictUpdateArgs(dct(self), "dict", a, kw)
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			if t.ReprEnter(v) {
				return NewStr("{...}"), nil
			}
			defer t.ReprLeave()
			var b strings.Builder
			b.WriteByte('{')
			d, first := dct(v), true
			for i := 0; ; {
				k, x, ok := d.Next(&i)
				if !ok {
					break
				}
				if !first {
					b.WriteString(", ")
				}
				first = false
				r, err := t.Repr(k)
				if err != nil {
					return Value{}, err
				}
				b.WriteString(r + ": ")
				if r, err = t.Repr(x); err != nil {
					return Value{}, err
				}
				b.WriteString(r)
			}
			b.WriteByte('}')
			return NewStr(b.String()), nil
		},
		Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
			x, y := AsDict(a), AsDict(b)
			if x == nil || y == nil || op > CmpNe {
				return NotImplemented, nil
			}
			eq := x.used == y.used
			for i := 0; eq; {
				k, v, ok := x.Next(&i)
				if !ok {
					break
				}
				w, err := y.Get(t, k)
				if err != nil {
					return Value{}, err
				}
				if eq = w.Valid(); eq {
					if eq, err = t.Equal(v, w); err != nil {
						return Value{}, err
					}
				}
			}
			return Bool(eq == (op == CmpEq)), nil
		},
		Len: func(t *Thread, v Value) (int, error) { return dct(v).used, nil },
		GetItem: func(t *Thread, v, k Value) (Value, error) {
			x, err := dct(v).Get(t, k)
			if err != nil || x.Valid() {
				return x, err
			}
			if v.Type() != DictType {
				if r, ok, err := t.CallSpecial(v, names.missing, k); ok {
					return r, err
				}
			}
			return Value{}, missing(t, v, k)
		},
		SetItem: func(t *Thread, v, k, x Value) error {
			if x.Valid() {
				return dct(v).Set(t, k, x)
			}
			ok, err := dct(v).Del(t, k)
			if err == nil && !ok {
				err = missing(t, v, k)
			}
			return err
		},
		Contains: func(t *Thread, v, k Value) (bool, error) {
			x, err := dct(v).Get(t, k)
			return x.Valid(), err
		},
		Iter: func(t *Thread, v Value) (Value, error) { return newDictIter(dct(v), keysView), nil },
		Binary: [NumBinary]BinaryFunc{OpOr: func(t *Thread, a, b Value) (Value, error) {
			x, y := AsDict(a), AsDict(b)
			if x == nil || y == nil {
				return NotImplemented, nil
			}
			c := x.Copy()
			return Of(c), c.Update(t, y)
		}},
		Inplace:  [NumBinary]BinaryFunc{OpOr: func(t *Thread, a, b Value) (Value, error) { return a, t.mergeDict(dct(a), b) }},
		Traverse: func(v Value, visit func(Value)) { dictTraverse(v, visit); instanceTraverse(v, visit) },
	},
		Def{Name: "get", Sig: "key, default=None, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			v, err := dct(a[0]).Get(t, a[1])
			if err != nil || v.Valid() {
				return v, err
			}
			if a[2].Valid() {
				return a[2], nil
			}
			return None, nil
		}},
		Def{Name: "setdefault", Sig: "key, default=None, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			v := a[2]
			if !v.Valid() {
				v = None
			}
			return dct(a[0]).SetDefault(t, a[1], v)
		}},
		Def{Name: "pop", Sig: "key, default=None, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			v, err := dct(a[0]).Pop(t, a[1])
			if err != nil || v.Valid() {
				return v, err
			}
			if a[2].Valid() {
				return a[2], nil
			}
			return Value{}, t.Raise(KeyError, a[1])
		}},
		Def{Name: "popitem", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			d := dct(a[0])
			if d.used == 0 {
				return Value{}, t.Raisef(KeyError, "popitem(): dictionary is empty")
			}
			i := len(d.entries) - 1
			for !d.entries[i].key.Valid() {
				i--
			}
			k, v := d.removeAt(i)
			p := NewTuple(k, v)
			k.Forget()
			v.Forget()
			return p, nil
		}},
		Def{Name: "update", Sig: "*", Fn: func(t *Thread, a []Value, kw KwNames) (Value, error) {
			return None, t.dictUpdateArgs(dct(a[0]), "update", a[1:], kw)
		}},
		Def{Name: "clear", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { dct(a[0]).Clear(t); return None, nil }},
		Def{Name: "copy", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return Of(dct(a[0]).Copy()), nil }},
		Def{Name: "keys", Fn: newView(DictKeysType, keysView)},
		Def{Name: "values", Fn: newView(DictValuesType, valuesView)},
		Def{Name: "items", Fn: newView(DictItemsType, itemsView)},
		Def{Name: "__reversed__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return reverseDict(dct(a[0]), keysView), nil }},
		Def{Name: "fromkeys", Kind: ClassDef, Sig: "iterable, value=None, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			v := a[2]
			if !v.Valid() {
				v = None
			}
			d, err := t.Call(a[0])
			if err != nil {
				return Value{}, err
			}
			if d.Is(DictType) && (a[1].Is(DictType) || AsSet(a[1]) != nil) {
				return d, t.eachHashed(a[1], func(k Value, h uint64) error {
					i, err := AsDict(d).find(t, k, h)
					if err == nil && i < 0 {
						AsDict(d).insert(k, v, h)
					}
					return err
				})
			}
			return d, t.Each(a[1], func(k Value) error { return t.SetItem(d, k, v) })
		}},
		Def{Name: "__class_getitem__", Kind: ClassDef, Sig: "item, /", Fn: classGetitem},
	)
	DictType.Flags |= DictSub | MappingPat
	RegisterLayout[Dict](DictType, nil)

	view := func(v Value) *dictView { return (*dictView)(v.p) }
	viewItems := func(t *Thread, v Value) []Value {
		w := view(v)
		var out []Value
		w.d.Each(func(k, x Value) {
			switch w.kind {
			case keysView:
				out = append(out, k)
			case valuesView:
				out = append(out, x)
			default:
				out = append(out, NewTuple(k, x))
			}
		})
		return out
	}
	contains := func(t *Thread, v, x Value) (bool, error) {
		w := view(v)
		switch w.kind {
		case keysView:
			r, err := w.d.Get(t, x)
			return r.Valid(), err
		case itemsView:
			p := AsTuple(x)
			if p == nil || len(p.Items) != 2 {
				return false, nil
			}
			r, err := w.d.Get(t, p.Items[0])
			if err != nil || !r.Valid() {
				return false, err
			}
			return t.Equal(r, p.Items[1])
		}
		items := viewItems(t, v)
		return t.containsSeq(func() []Value { return items }, x)
	}
	asSet := func(t *Thread, v Value) (*Set, error) {
		if s := AsSet(v); s != nil {
			return s, nil
		}
		s := NewSet()
		return s, t.Each(v, func(x Value) error { _, err := s.Add(t, x); return err })
	}
	viewOp := func(op BinOp) BinaryFunc {
		return func(t *Thread, a, b Value) (Value, error) {
			if b.Type().slots.Iter == nil || a.Type().slots.Iter == nil {
				return NotImplemented, nil
			}
			x, err := asSet(t, a)
			if err != nil {
				return Value{}, err
			}
			y, err := asSet(t, b)
			if err != nil {
				return Value{}, err
			}
			return t.setOp(op, x, y, SetType)
		}
	}
	for i, ty := range []*Type{DictKeysType, DictValuesType, DictItemsType} {
		s := Slots{
			Len:      func(t *Thread, v Value) (int, error) { return view(v).d.used, nil },
			Iter:     func(t *Thread, v Value) (Value, error) { return newDictIter(view(v).d, view(v).kind), nil },
			Contains: contains,
			Traverse: func(v Value, visit func(Value)) { visit(Of(view(v).d)) },
			Repr: func(t *Thread, v Value) (Value, error) {
				items := viewItems(t, v)
				r, err := t.reprSeq(v, func() []Value { return items }, "[", "]", false)
				if err != nil {
					return Value{}, err
				}
				return NewStr(v.Type().Name + "(" + AsStr(r).S + ")"), nil
			},
		}
		if i != 1 {
			s.Binary = [NumBinary]BinaryFunc{OpAnd: viewOp(OpAnd), OpOr: viewOp(OpOr), OpSub: viewOp(OpSub), OpXor: viewOp(OpXor)}
			s.Compare = func(t *Thread, a, b Value, op CmpOp) (Value, error) {
				ok := func(v Value) bool { return AsSet(v) != nil || v.Is(DictKeysType) || v.Is(DictItemsType) }
				if !ok(a) || !ok(b) {
					return NotImplemented, nil
				}
				// Items are looked for one by one: their values need no hash.
				within := func(a, b Value) (all bool, err error) {
					has := contains
					if s := AsSet(b); s != nil {
						has = func(t *Thread, _, x Value) (bool, error) { return s.Has(t, x) }
					}
					all = true
					err = t.Each(a, func(x Value) error {
						if !all {
							return nil
						}
						var err error
						all, err = has(t, b, x)
						return err
					})
					return all && err == nil, err
				}
				m, err := t.Len(a)
				if err != nil {
					return Value{}, err
				}
				n, err := t.Len(b)
				if err != nil {
					return Value{}, err
				}
				var is bool
				switch op {
				case CmpEq, CmpNe:
					if is = m == n; is {
						is, err = within(a, b)
					}
					is = is == (op == CmpEq)
				case CmpLt, CmpLe:
					if is = m < n || op == CmpLe && m == n; is {
						is, err = within(a, b)
					}
				default:
					if is = n < m || op == CmpGe && m == n; is {
						is, err = within(b, a)
					}
				}
				return Bool(is), err
			}
		}
		define(ty, ObjectType, s,
			Def{Name: "mapping", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return newProxy(Of(view(a[0]).d)), nil }},
			Def{Name: "__reversed__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
				return reverseDict(view(a[0]).d, view(a[0]).kind), nil
			}},
			Def{Name: "isdisjoint", Sig: "other, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
				dis := True
				return dis, t.Each(a[1], func(x Value) error {
					ok, err := contains(t, a[0], x)
					if ok {
						dis = False
					}
					return err
				})
			}},
		)
	}
	define(DictIterType, ObjectType, Slots{
		Iter: selfIter, Next: dictIterNext,
		Traverse: func(v Value, visit func(Value)) {
			if d := (*dictIter)(v.p).d; d != nil {
				visit(Of(d))
			}
		},
	}, Def{Name: "__length_hint__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
		if it := (*dictIter)(a[0].p); it.d != nil && it.used == it.d.used {
			return Int(int64(it.left)), nil
		}
		return Int(0), nil
	}})
}

func reverseDict(d *Dict, kind viewKind) Value {
	v := newDictIter(d, kind)
	it := (*dictIter)(v.p)
	it.back, it.pos = true, len(d.entries)
	return v
}
