package object

// next is what an iterator does, pairNext what one of pairs does for a loop that
// takes them apart at once; at the end y is the invalid Value.
type (
	next     func(t *Thread) (Value, error)
	pairNext func(t *Thread) (x, y Value, err error)
)

// inPairs makes both of the second.
func inPairs(pair pairNext) (next, pairNext) {
	return func(t *Thread) (Value, error) {
		x, y, err := pair(t)
		if err != nil || !y.Valid() {
			return Value{}, err
		}
		return newTuple2(x, y), nil
	}, pair
}

// NextPair is Next for an iterator of pairs, without a tuple. known is false for
// any other iterator, to which nothing has happened then; at the end y is the
// invalid Value.
func (t *Thread) NextPair(it Value) (x, y Value, known bool, err error) {
	switch it.Type() {
	case ZipType, EnumerateType:
		o := (*Iter)(it.p)
		if pair := o.pair; pair != nil {
			if n := o.count; n != nil && o.Held[0].Is(ListIterType) && n.IsInt() && n.AsInt() < 1<<62 {
				// enumerate() of a list, likewise
				a := (*SeqIter)(o.Held[0].p)
				if p := a.rest(); len(p) > 0 {
					a.Pos++
					x = *n
					n.n++
					return x, p[0], true, nil
				}
			}
			if len(o.Held) == 2 && o.Held[0].Is(ListIterType) {
				// zip() of a list and another list or a tuple, as long as there are items
				a, b := (*SeqIter)(o.Held[0].p), (*SeqIter)(o.Held[1].p)
				if p, q := a.rest(), b.restOf(o.Held[1]); len(p) > 0 && len(q) > 0 {
					a.Pos++
					b.Pos++
					return p[0], q[0], true, nil
				}
			}
			x, y, err = pair(t)
			return x, y, true, err
		}
	case DictIterType:
		if d := (*dictIter)(it.p); d.kind == itemsView {
			x, y, err = d.advance(t)
			return x, y, true, err
		}
	}
	return Value{}, Value{}, false, nil
}

// rest are the items that the iterator of a list has still to give; none at its end.
func (s *SeqIter) rest() []Value {
	if !s.Seq.Valid() {
		return nil
	}
	if items := (*List)(s.Seq.p).Items; s.Pos < len(items) {
		return items[s.Pos:]
	}
	return nil
}

// restOf is the same for the iterator v, of a list or a tuple, which s may be; none
// for any other.
func (s *SeqIter) restOf(v Value) []Value {
	switch v.Type() {
	case ListIterType:
		return s.rest()
	case TupleIterType:
		if s.Seq.Valid() {
			if items := (*Tuple)(s.Seq.p).Items; s.Pos < len(items) {
				return items[s.Pos:]
			}
		}
	}
	return nil
}

// nextItem is Next, and shorter for the items of a list.
func (t *Thread) nextItem(it Value) (Value, error) {
	if it.Is(ListIterType) {
		s := (*SeqIter)(it.p)
		if s.Seq.Valid() {
			if items := (*List)(s.Seq.p).Items; s.Pos < len(items) {
				v := items[s.Pos]
				s.Pos++
				return v, nil
			}
		}
	}
	return t.Next(it)
}

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
	define(LongRangeIterType, ObjectType, Slots{Iter: selfIter, Next: longRangeNext})
	for _, ty := range []*Type{StrIterType, BytesIterType, CallIterType, NativeIterType} {
		define(ty, ObjectType, Slots{Iter: selfIter, Next: iterNext, Traverse: iterTraverse})
	}
	mk := func(ty *Type, make func(t *Thread, cls *Type, a []Value, kw KwNames) (*Iter, error)) {
		define(ty, ObjectType, Slots{
			Iter: selfIter, Next: iterNext, Traverse: iterTraverse, Init: noInit,
			New: func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
				it, err := make(t, cls, a, kw)
				if err != nil {
					return Value{}, err
				}
				v := Of(it)
				it.Header = NewHeader(ty)
				if cls != ty {
					v = cls.Alloc()
					w := (*Iter)(v.p)
					w.Fn, w.pair, w.Held, w.at, w.count, w.strict = it.Fn, it.pair, it.Held, it.at, it.count, it.strict
					it = w
				}
				for _, x := range it.Held {
					it.take(x)
				}
				return v, nil
			},
		}, Def{Name: "__class_getitem__", Kind: ClassDef, Sig: "item, /", Fn: classGetitem})
		RegisterLayout[Iter](ty, nil)
	}
	mk(EnumerateType, func(t *Thread, cls *Type, a []Value, kw KwNames) (*Iter, error) {
		var p [2]Value
		if err := enumerateSig.parse(t, a, kw, p[:]); err != nil {
			return nil, err
		}
		it, err := t.Iter(p[0])
		if err != nil {
			return nil, err
		}
		i := Int(0)
		if p[1].Valid() {
			if i, err = t.Index(p[1]); err != nil {
				return nil, err
			}
		}
		one, two := inPairs(func(t *Thread) (Value, Value, error) {
			v, err := t.nextItem(it)
			if err != nil || !v.Valid() {
				return Value{}, v, err
			}
			at := i
			if i.IsInt() && i.AsInt() < 1<<62 {
				i = Int(i.AsInt() + 1)
			} else if i, err = t.Binary(OpAdd, i, Int(1)); err != nil {
				return Value{}, Value{}, err
			}
			return at, v, nil
		})
		return &Iter{Fn: one, pair: two, Held: []Value{it}, count: &i}, nil
	})
	mk(ZipType, func(t *Thread, cls *Type, a []Value, kw KwNames) (*Iter, error) {
		strict := false
		n := len(a) - len(kw)
		for i, k := range kw {
			if k.S != "strict" {
				return nil, t.unexpectedKeyword("zip", k.S, []string{"strict"})
			}
			var err error
			if strict, err = t.Truth(a[n+i]); err != nil {
				return nil, err
			}
		}
		its := make([]Value, n)
		for i, v := range a[:n] {
			it, err := t.Iter(v)
			if err != nil {
				if IsExc(err, TypeError) && v.Type().slots.Iter == nil {
					err = t.Raisef(TypeError, "'%s' object is not iterable", v.Type().TpName())
				}
				return nil, err
			}
			its[i] = it
		}
		if len(its) == 2 && !strict {
			// The commonest case, without a list of what there is so far.
			one, two := inPairs(func(t *Thread) (Value, Value, error) {
				x, err := t.nextItem(its[0])
				if err != nil || !x.Valid() {
					return Value{}, Value{}, err
				}
				x.Hold()
				y, err := t.nextItem(its[1])
				if err != nil || !y.Valid() {
					t.Release(x)
					return Value{}, y, err
				}
				x.Forget()
				return x, y, nil
			})
			return &Iter{Fn: one, pair: two, Held: its}, nil
		}
		return &Iter{Fn: zipNext(its, strict), Held: its, strict: strict}, nil
	})
	mk(MapType, func(t *Thread, cls *Type, a []Value, kw KwNames) (*Iter, error) {
		strict := false
		n := len(a) - len(kw)
		for i, k := range kw {
			if k.S != "strict" {
				return nil, t.unexpectedKeyword("map", k.S, []string{"strict"})
			}
			var err error
			if strict, err = t.Truth(a[n+i]); err != nil {
				return nil, err
			}
		}
		if a = a[:n]; n < 2 {
			return nil, t.Raisef(TypeError, "map() must have at least two arguments.")
		}
		held := []Value{a[0]}
		for _, v := range a[1:] {
			it, err := t.Iter(v)
			if err != nil {
				return nil, err
			}
			held = append(held, it)
		}
		return &Iter{Fn: mapNext(held, strict), Held: held, strict: strict}, nil
	})
	mk(FilterType, func(t *Thread, cls *Type, a []Value, kw KwNames) (*Iter, error) {
		if len(a) != 2 {
			return nil, t.Raisef(TypeError, "filter expected 2 arguments, got %d", len(a))
		}
		it, err := t.Iter(a[1])
		if err != nil {
			return nil, err
		}
		fn := a[0]
		return &Iter{Fn: func(t *Thread) (Value, error) {
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
		}, Held: []Value{fn, it}}, nil
	})
	mk(ReversedType, func(t *Thread, cls *Type, a []Value, kw KwNames) (*Iter, error) {
		if len(a) != 1 {
			return nil, t.Raisef(TypeError, "reversed expected 1 argument, got %d", len(a))
		}
		s := a[0]
		if s.Type().slots.GetItem == nil || s.Type().Flags&DictSub != 0 {
			return nil, t.Raisef(TypeError, "'%s' object is not reversible", s.Type().TpName())
		}
		n, err := t.Len(s)
		if err != nil {
			return nil, err
		}
		at := n - 1
		return &Iter{Fn: func(t *Thread) (Value, error) {
			if at < 0 {
				return Value{}, nil
			}
			v, err := t.GetItem(s, Int(int64(at)))
			if at--; err != nil {
				at = -1
				if IsExc(err, IndexError) || IsExc(err, StopIteration) {
					err = nil
				}
			}
			return v, err
		}, Held: []Value{s}, at: &at}, nil
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

// zipNext is what zip does over some iterators.
func zipNext(its []Value, strict bool) next {
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
	}
}

// mapNext is what map does with a function, held[0], and some iterators.
func mapNext(held []Value, strict bool) next {
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
	}
}
