package object

import "math/big"

// How iterators are taken apart for copy and pickle: the call that makes one
// again, and where it stands.

// longRange iterates a range whose numbers do not all fit 64 bits.
type longRange struct {
	Header
	cur, step, left *big.Int
}

func longRangeNext(_ *Thread, self Value) (Value, error) {
	it := (*longRange)(self.p)
	if it.left.Sign() <= 0 {
		return Value{}, nil
	}
	v := IntFromBig(it.cur)
	it.cur = new(big.Int).Add(it.cur, it.step)
	it.left.Sub(it.left, big.NewInt(1))
	return v, nil
}

// skip is the __setstate__ of a range's iterator: it goes on from item n.
func (it *longRange) skip(n *big.Int) {
	if n.Sign() < 0 {
		n = new(big.Int)
	} else if n.Cmp(it.left) > 0 {
		n = it.left
	}
	by := new(big.Int).Mul(n, it.step)
	it.cur = by.Add(by, it.cur)
	it.left = new(big.Int).Sub(it.left, n)
}

// wideOf is the state of either iterator of ranges.
func wideOf(v Value) *longRange {
	if v.Is(LongRangeIterType) {
		return (*longRange)(v.p)
	}
	r := (*RangeIter)(v.p)
	return &longRange{cur: big.NewInt(r.Cur), step: big.NewInt(r.Step), left: big.NewInt(r.Left)}
}

// index is where an iterator by index stands, counted in items.
func (it *Iter) index() int {
	if it.typ != StrIterType {
		return *it.at
	}
	return AsStr(NewStr(AsStr(it.Held[0]).S[:*it.at])).Len()
}

// goTo lets it go on from item n, which is there or one too far.
func (it *Iter) goTo(n int) {
	*it.at = n
	if it.typ == StrIterType {
		*it.at = AsStr(it.Held[0]).Offset(n)
	}
}

func setupIterReduce() {
	add := func(ty *Type, defs ...Def) { ty.defs = append(ty.defs[:len(ty.defs):len(ty.defs)], defs...) }
	reduce := func(f func(t *Thread, v Value) (Value, error)) Def {
		return Def{Name: "__reduce__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return f(t, a[0]) }}
	}
	setState := func(f func(t *Thread, v Value, n Value) error) Def {
		return Def{Name: "__setstate__", Sig: "object, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			n, err := t.Index(a[1])
			if err == nil {
				err = f(t, a[0], n)
			}
			return None, err
		}}
	}
	iter := func(t *Thread) Value { return t.Interp.Builtins.GetString("iter") }

	// By index.
	for ty, empty := range map[*Type]func() Value{
		ListIterType:  func() Value { return Of(NewList()) },
		TupleIterType: func() Value { return NewTuple() },
		SeqIterType:   func() Value { return NewTuple() },
	} {
		add(ty, reduce(func(t *Thread, v Value) (Value, error) {
			it := (*SeqIter)(v.p)
			if !it.Seq.Valid() {
				return NewTuple(iter(t), NewTuple(empty())), nil
			}
			return NewTuple(iter(t), NewTuple(it.Seq), Int(int64(it.Pos))), nil
		}), setState(func(t *Thread, v, n Value) error {
			at, err := t.IntArg(n)
			if it := (*SeqIter)(v.p); err == nil && it.Seq.Valid() {
				if it.Pos = int(max(at, 0)); at < 0 && v.Is(ListIterType) {
					it.exhaust(t)
				}
			}
			return err
		}))
	}
	for _, ty := range []*Type{StrIterType, BytesIterType, ReversedType} {
		add(ty, reduce(func(t *Thread, v Value) (Value, error) {
			it := (*Iter)(v.p)
			maker, seq := iter(t), it.Held[0]
			size, err := t.Len(seq)
			if err != nil {
				return Value{}, err
			}
			ended, empty := it.index() >= size, NewTuple()
			switch {
			case v.Type().IsSubtype(ReversedType):
				maker = Of(v.Type())
				if ended = *it.at < 0; seq.Is(ListType) {
					empty = Of(NewList())
				}
			case v.Is(StrIterType):
				empty = NewStr("")
			}
			if ended {
				return NewTuple(maker, NewTuple(empty)), nil
			}
			return NewTuple(maker, NewTuple(seq), Int(int64(it.index()))), nil
		}), setState(func(t *Thread, v, n Value) error {
			at, err := t.IntArg(n)
			if err != nil {
				return err
			}
			it := (*Iter)(v.p)
			least := 0
			if v.Type().IsSubtype(ReversedType) {
				least = -1
			}
			size, err := t.Len(it.Held[0])
			if err == nil {
				it.goTo(min(max(int(at), least), size+least))
			}
			return err
		}), Def{Name: "__length_hint__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			it := (*Iter)(a[0].p)
			size, err := t.Len(it.Held[0])
			if err != nil {
				return Value{}, err
			}
			if a[0].Type().IsSubtype(ReversedType) {
				if *it.at >= size {
					return Int(0), nil // it has shrunk
				}
				return Int(int64(*it.at + 1)), nil
			}
			return Int(int64(max(size-it.index(), 0))), nil
		}})
	}
	for _, ty := range []*Type{RangeIterType, LongRangeIterType} {
		add(ty, reduce(func(t *Thread, v Value) (Value, error) {
			w := wideOf(v)
			stop := new(big.Int).Mul(w.left, w.step)
			stop.Add(stop, w.cur)
			return NewTuple(iter(t), NewTuple(Of(newRangeOf(w.cur, stop, w.step))), None), nil
		}), Def{Name: "__setstate__", Sig: "object, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if a[1].IsNone() {
				return None, nil
			}
			n, err := t.Index(a[1])
			if err != nil {
				return Value{}, err
			}
			w := wideOf(a[0])
			w.skip(Big(n))
			if a[0].Is(RangeIterType) {
				r := (*RangeIter)(a[0].p)
				r.Cur, r.Left = w.cur.Int64(), w.left.Int64()
			}
			return None, nil
		}})
	}
	add(LongRangeIterType, Def{Name: "__length_hint__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
		return IntFromBig(new(big.Int).Set((*longRange)(a[0].p).left)), nil
	}})

	// What is left of those without an index is listed, and the iterator stays where it is.
	rest := func(t *Thread, next func() (Value, error)) (Value, error) {
		l := NewList()
		for {
			v, err := next()
			if err != nil {
				return Value{}, err
			}
			if !v.Valid() {
				return NewTuple(iter(t), NewTuple(Of(l))), nil
			}
			l.Append(v)
		}
	}
	add(DictIterType, reduce(func(t *Thread, v Value) (Value, error) {
		it := *(*dictIter)(v.p)
		if it.d != nil {
			Of(it.d).Hold() // the copy lets go of it at the end
		}
		return rest(t, func() (Value, error) { return it.item(t) })
	}))
	add(SetIterType, reduce(func(t *Thread, v Value) (Value, error) {
		it := *(*setIter)(v.p)
		if it.s != nil {
			Of(it.s).Hold()
		}
		return rest(t, func() (Value, error) { return it.next(t) })
	}), Def{Name: "__length_hint__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
		it := (*setIter)(a[0].p)
		if it.s == nil || it.used != it.s.used {
			return Int(0), nil
		}
		left := 0
		for _, e := range it.s.table[it.pos:] {
			if e.key.Valid() {
				left++
			}
		}
		return Int(int64(left)), nil
	}})

	// Over other iterators, which are taken apart in their turn.
	add(EnumerateType, reduce(func(t *Thread, v Value) (Value, error) {
		it := (*Iter)(v.p)
		return NewTuple(Of(v.Type()), NewTuple(it.Held[0], *it.count)), nil
	}))
	over := func(t *Thread, v Value) (Value, error) {
		it := (*Iter)(v.p)
		call := []Value{Of(v.Type()), NewTuple(it.Held...)}
		if it.strict {
			call = append(call, True)
		}
		return NewTuple(call...), nil
	}
	strict := Def{Name: "__setstate__", Sig: "object, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
		ok, err := t.Truth(a[1])
		if it := (*Iter)(a[0].p); err == nil && ok != it.strict {
			it.strict, it.pair = ok, nil
			if it.Fn = zipNext(it.Held, ok); a[0].Type().IsSubtype(MapType) {
				it.Fn = mapNext(it.Held, ok)
			}
		}
		return None, err
	}}
	add(ZipType, reduce(over), strict)
	add(MapType, reduce(over), strict)
	add(FilterType, reduce(over))
}
