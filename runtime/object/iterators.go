package object

func setupIterators() {
	seqTraverse := func(v Value, visit func(Value)) {
		if s := (*SeqIter)(v.p).Seq; s.Valid() {
			visit(s)
		}
	}
	hint := Def{Name: "__length_hint__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
		it := (*SeqIter)(a[0].p)
		if !it.Seq.Valid() {
			return Int(0), nil
		}
		n, err := t.Len(it.Seq)
		return Int(int64(max(n-it.Pos, 0))), err
	}}
	define(ListIterType, ObjectType, Slots{Iter: selfIter, Next: listIterNext, Traverse: seqTraverse}, hint)
	define(TupleIterType, ObjectType, Slots{Iter: selfIter, Next: tupleIterNext, Traverse: seqTraverse}, hint)
	define(SeqIterType, ObjectType, Slots{Iter: selfIter, Next: seqIterNext, Traverse: seqTraverse}, hint)
	define(RangeIterType, ObjectType, Slots{Iter: selfIter, Next: rangeIterNext}, Def{Name: "__length_hint__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
		return Int((*RangeIter)(a[0].p).Left), nil
	}})
	for _, ty := range []*Type{StrIterType, LongRangeIterType, BytesIterType, CallIterType, NativeIterType} {
		define(ty, ObjectType, Slots{Iter: selfIter, Next: iterNext, Traverse: iterTraverse})
	}
	mk := func(ty *Type, make func(t *Thread, cls *Type, a []Value, kw KwNames) (func(*Thread) (Value, error), []Value, error)) {
		define(ty, ObjectType, Slots{
			Iter: selfIter, Next: iterNext, Traverse: iterTraverse, Init: noInit,
			New: func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
				fn, held, err := make(t, cls, a, kw)
				if err != nil {
					return Value{}, err
				}
				v := NewIter(ty, fn, held...)
				if cls != ty {
					w := cls.Alloc()
					it := (*Iter)(w.p)
					it.Fn, it.Held = fn, held
					for _, x := range held {
						it.take(x)
					}
					return w, nil
				}
				return v, nil
			},
		}, Def{Name: "__class_getitem__", Kind: ClassDef, Sig: "item, /", Fn: classGetitem})
		RegisterLayout[Iter](ty, nil)
	}
	mk(EnumerateType, func(t *Thread, cls *Type, a []Value, kw KwNames) (func(*Thread) (Value, error), []Value, error) {
		var p [2]Value
		if err := enumerateSig.parse(t, a, kw, p[:]); err != nil {
			return nil, nil, err
		}
		it, err := t.Iter(p[0])
		if err != nil {
			return nil, nil, err
		}
		i := Int(0)
		if p[1].Valid() {
			if i, err = t.Index(p[1]); err != nil {
				return nil, nil, err
			}
		}
		next := it.Type().slots.Next
		return func(t *Thread) (Value, error) {
			v, err := next(t, it)
			if err != nil || !v.Valid() {
				return v, err
			}
			r := NewTuple(i, v)
			if i.IsInt() && i.AsInt() < 1<<62 {
				i = Int(i.AsInt() + 1)
			} else if i, err = t.Binary(OpAdd, i, Int(1)); err != nil {
				return Value{}, err
			}
			return r, nil
		}, []Value{it}, nil
	})
	mk(ZipType, func(t *Thread, cls *Type, a []Value, kw KwNames) (func(*Thread) (Value, error), []Value, error) {
		strict := false
		n := len(a) - len(kw)
		for i, k := range kw {
			if k.S != "strict" {
				return nil, nil, t.Raisef(TypeError, "zip() got an unexpected keyword argument '%s'", k.S)
			}
			var err error
			if strict, err = t.Truth(a[n+i]); err != nil {
				return nil, nil, err
			}
		}
		its := make([]Value, n)
		for i, v := range a[:n] {
			it, err := t.Iter(v)
			if err != nil {
				if IsExc(err, TypeError) && v.Type().slots.Iter == nil {
					err = t.Raisef(TypeError, "'%s' object is not iterable", v.Type().TpName())
				}
				return nil, nil, err
			}
			its[i] = it
		}
		if len(its) == 2 && !strict {
			// The commonest case, without a list of what there is so far.
			return func(t *Thread) (Value, error) {
				x, err := t.Next(its[0])
				if err != nil || !x.Valid() {
					return x, err
				}
				x.Hold()
				y, err := t.Next(its[1])
				if err != nil || !y.Valid() {
					t.Release(x)
					return y, err
				}
				r := newTuple2(x, y)
				x.Forget()
				return r, nil
			}, its, nil
		}
		return func(t *Thread) (Value, error) {
			if len(its) == 0 {
				return Value{}, nil
			}
			out := make([]Value, len(its))
			got := 0
			defer func() {
				for _, v := range out[:got] {
					v.Forget()
				}
			}()
			for i, it := range its {
				v, err := t.Next(it)
				if err != nil {
					return Value{}, err
				}
				if !v.Valid() {
					if strict {
						return Value{}, t.oddLength("zip", i, its)
					}
					return Value{}, nil
				}
				v.Hold()
				out[i] = v
				got++
			}
			return TupleOf(out), nil
		}, its, nil
	})
	mk(MapType, func(t *Thread, cls *Type, a []Value, kw KwNames) (func(*Thread) (Value, error), []Value, error) {
		strict := false
		n := len(a) - len(kw)
		for i, k := range kw {
			if k.S != "strict" {
				return nil, nil, t.Raisef(TypeError, "map() got an unexpected keyword argument '%s'", k.S)
			}
			var err error
			if strict, err = t.Truth(a[n+i]); err != nil {
				return nil, nil, err
			}
		}
		if a = a[:n]; n < 2 {
			return nil, nil, t.Raisef(TypeError, "map() must have at least two arguments.")
		}
		held := []Value{a[0]}
		for _, v := range a[1:] {
			it, err := t.Iter(v)
			if err != nil {
				return nil, nil, err
			}
			held = append(held, it)
		}
		return func(t *Thread) (Value, error) {
			args := make([]Value, 0, len(held)-1)
			release := func() {
				for _, v := range args {
					t.Release(v)
				}
			}
			for i, it := range held[1:] {
				v, err := t.Next(it)
				if err == nil && !v.Valid() && strict {
					err = t.oddLength("map", i, held[1:])
				}
				if err != nil || !v.Valid() {
					release()
					return v, err
				}
				v.Hold()
				args = append(args, v)
			}
			r, err := t.CallKw(held[0], args, nil)
			r.Hold2()
			release()
			r.Forget()
			return r, err
		}, held, nil
	})
	mk(FilterType, func(t *Thread, cls *Type, a []Value, kw KwNames) (func(*Thread) (Value, error), []Value, error) {
		if len(a) != 2 {
			return nil, nil, t.Raisef(TypeError, "filter expected 2 arguments, got %d", len(a))
		}
		it, err := t.Iter(a[1])
		if err != nil {
			return nil, nil, err
		}
		fn := a[0]
		return func(t *Thread) (Value, error) {
			for {
				v, err := t.Next(it)
				if err != nil || !v.Valid() {
					return v, err
				}
				v.Hold()
				r := v
				if !fn.IsNone() && fn != Of(BoolType) {
					if r, err = t.Call(fn, v); err != nil {
						t.Release(v)
						return Value{}, err
					}
				}
				ok, err := t.Truth(r)
				if err != nil || !ok {
					t.Release(v)
					if err != nil {
						return Value{}, err
					}
					continue
				}
				v.Forget()
				return v, nil
			}
		}, []Value{fn, it}, nil
	})
	mk(ReversedType, func(t *Thread, cls *Type, a []Value, kw KwNames) (func(*Thread) (Value, error), []Value, error) {
		if len(a) != 1 {
			return nil, nil, t.Raisef(TypeError, "reversed expected 1 argument, got %d", len(a))
		}
		s := a[0]
		if s.Type().slots.GetItem == nil || s.Type().Flags&DictSub != 0 {
			return nil, nil, t.Raisef(TypeError, "'%s' object is not reversible", s.Type().TpName())
		}
		n, err := t.Len(s)
		if err != nil {
			return nil, nil, err
		}
		return func(t *Thread) (Value, error) {
			if n--; n < 0 {
				return Value{}, nil
			}
			return t.GetItem(s, Int(int64(n)))
		}, []Value{s}, nil
	})
	plainReversed := ReversedType.slots.New
	ReversedType.slots.New = func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
		if len(a) == 1 {
			if r, ok, err := t.CallSpecial(a[0], names.reversed); ok {
				return r, err
			}
		}
		return plainReversed(t, cls, a, kw)
	}
}

var enumerateSig = &Native{Name: "enumerate", Qual: "enumerate", sig: parseSig("iterable, start=0")}

func span(n int) string {
	if n == 1 {
		return "1"
	}
	return "1-" + itoa(n)
}

// oddLength is the error of zip and map that want iterables of one length, of
// which the i-th has just ended; nil when all have.
func (t *Thread) oddLength(what string, i int, its []Value) error {
	if i > 0 {
		return t.Raisef(ValueError, "%s() argument %d is shorter than argument%s %s", what, i+1, plural(i), span(i))
	}
	for j := 1; j < len(its); j++ {
		v, err := t.Next(its[j])
		if err != nil {
			return err
		}
		if v.Valid() {
			return t.Raisef(ValueError, "%s() argument %d is longer than argument%s %s", what, j+1, plural(j), span(j))
		}
	}
	return nil
}
