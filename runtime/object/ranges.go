package object

import "math/big"

// wideRange are the numbers of a range that do not all fit 62 bits.
type wideRange struct{ start, stop, step, length *big.Int }

// rangeLimit bounds the numbers of a range that int64 arithmetic is safe for.
const rangeLimit = 1 << 62

// newRangeOf makes a range of ints of any size; step is not zero.
func newRangeOf(start, stop, step *big.Int) *Range {
	narrow := true
	for _, b := range []*big.Int{start, stop, step} {
		narrow = narrow && b.IsInt64() && b.Int64() > -rangeLimit && b.Int64() < rangeLimit
	}
	if narrow {
		return NewRange(start.Int64(), stop.Int64(), step.Int64())
	}
	w := &wideRange{start, stop, step, new(big.Int)}
	span, by := new(big.Int).Sub(stop, start), new(big.Int).Set(step)
	if step.Sign() < 0 {
		span.Neg(span)
		by.Neg(by)
	}
	if span.Sign() > 0 {
		w.length.Sub(span, big.NewInt(1))
		w.length.Quo(w.length, by)
		w.length.Add(w.length, big.NewInt(1))
	}
	return &Range{Header: StaticHeader(RangeType), wide: w}
}

// parts are start, stop, step and length as ints.
func (r *Range) parts() (start, stop, step, length Value) {
	if w := r.wide; w != nil {
		return IntFromBig(new(big.Int).Set(w.start)), IntFromBig(new(big.Int).Set(w.stop)), IntFromBig(new(big.Int).Set(w.step)), IntFromBig(new(big.Int).Set(w.length))
	}
	return Int(r.Start), Int(r.Stop), Int(r.Step), Int(r.Len)
}

func (r *Range) bigs() *wideRange {
	if r.wide != nil {
		return r.wide
	}
	return &wideRange{big.NewInt(r.Start), big.NewInt(r.Stop), big.NewInt(r.Step), big.NewInt(r.Len)}
}

// Count is how many items there are, as far as that can be said in 53 bits.
func (r *Range) Count() int {
	const most = 1<<53 - 1
	if w := r.wide; w != nil {
		if !w.length.IsInt64() {
			return most
		}
		return int(min(w.length.Int64(), most))
	}
	return int(min(r.Len, most))
}

// At is item i, which is below Count.
func (r *Range) At(i int) Value {
	if r.wide != nil {
		return IntFromBig(r.wide.at(big.NewInt(int64(i))))
	}
	return Int(r.Start + int64(i)*r.Step)
}

// at is item i, which is in range.
func (w *wideRange) at(i *big.Int) *big.Int {
	x := new(big.Int).Mul(i, w.step)
	return x.Add(x, w.start)
}

// position is the index of an int in the range, or nil.
func (w *wideRange) position(n *big.Int) *big.Int {
	d := new(big.Int).Sub(n, w.start)
	q, m := new(big.Int).QuoRem(d, w.step, new(big.Int))
	if m.Sign() != 0 || q.Sign() < 0 || q.Cmp(w.length) >= 0 {
		return nil
	}
	return q
}

func (r *Range) position(v Value) (Value, bool) {
	if r.wide == nil {
		if n, ok := small(v); ok && r.has(n) {
			return Int((n - r.Start) / r.Step), true
		}
		return Value{}, false
	}
	if q := r.wide.position(Big(v)); q != nil {
		return IntFromBig(q), true
	}
	return Value{}, false
}

// rangeIter iterates n items from start on.
func rangeIter(start, step, n *big.Int) Value {
	last := new(big.Int).Mul(step, n)
	last.Add(last, start)
	if start.IsInt64() && step.IsInt64() && n.IsInt64() && last.IsInt64() {
		return Of(&RangeIter{Header: StaticHeader(RangeIterType), Cur: start.Int64(), Step: step.Int64(), Left: n.Int64()})
	}
	return Of(&longRange{NewHeader(LongRangeIterType), new(big.Int).Set(start), step, new(big.Int).Set(n)})
}

func rangeNew(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
	switch {
	case len(kw) > 0:
		return Value{}, t.Raisef(TypeError, "range() takes no keyword arguments")
	case len(a) == 0:
		return Value{}, t.Raisef(TypeError, "range expected at least 1 argument, got 0")
	case len(a) > 3:
		return Value{}, t.Raisef(TypeError, "range expected at most 3 arguments, got %d", len(a))
	}
	if len(kw) == 0 {
		n := [3]int64{0, 0, 1}
		plain := true
		for i, v := range a {
			k := i
			if len(a) == 1 {
				k = 1
			}
			if plain = plain && v.IsInt() && v.AsInt() > -rangeLimit && v.AsInt() < rangeLimit; plain {
				n[k] = v.AsInt()
			}
		}
		if plain && n[2] != 0 {
			return Of(NewRange(n[0], n[1], n[2])), nil
		}
	}
	p := [3]*big.Int{new(big.Int), nil, big.NewInt(1)}
	at := 0
	if len(a) == 1 {
		at = 1
	}
	for i, v := range a {
		n, err := t.Index(v)
		if err != nil {
			return Value{}, err
		}
		p[at+i] = new(big.Int).Set(Big(n))
	}
	if p[2].Sign() == 0 {
		return Value{}, t.Raisef(ValueError, "range() arg 3 must not be zero")
	}
	return Of(newRangeOf(p[0], p[1], p[2])), nil
}

func rangeGetItem(t *Thread, v, k Value) (Value, error) {
	r := (*Range)(v.p)
	if k.Is(SliceType) {
		start, _, step, n, err := (*Slice)(k.p).wideIndices(t, r.bigs().length)
		if err != nil {
			return Value{}, err
		}
		w := r.bigs()
		by := new(big.Int).Mul(w.step, step)
		from := w.at(start)
		// The stop is that of the slice, which lies past its last item.
		stop := new(big.Int).Mul(w.step, n)
		return Of(newRangeOf(from, stop.Add(stop, w.start), by)), nil
	}
	if k.Type().slots.Index == nil {
		return Value{}, t.badIndex("range", k)
	}
	i, err := t.Index(k)
	if err != nil {
		return Value{}, err
	}
	if r.wide == nil && i.IsInt() {
		n := i.AsInt()
		if n < 0 {
			n += r.Len
		}
		if n >= 0 && n < r.Len {
			return Int(r.Start + n*r.Step), nil
		}
		return Value{}, t.Raisef(IndexError, "range object index out of range")
	}
	w := r.bigs()
	n := new(big.Int).Set(Big(i))
	if n.Sign() < 0 {
		n.Add(n, w.length)
	}
	if n.Sign() < 0 || n.Cmp(w.length) >= 0 {
		return Value{}, t.Raisef(IndexError, "range object index out of range")
	}
	return IntFromBig(w.at(n)), nil
}

// wideIndices is slice.indices for a length of any size: start, step, and stop
// twice (as the range needs it).
func (s *Slice) wideIndices(t *Thread, length *big.Int) (start, _, step, stop *big.Int, err error) {
	step = big.NewInt(1)
	if !s.Step.IsNone() {
		v, err := t.sliceBound(s.Step)
		if err != nil {
			return nil, nil, nil, nil, err
		}
		if step = Big(v); step.Sign() == 0 {
			return nil, nil, nil, nil, t.Raisef(ValueError, "slice step cannot be zero")
		}
	}
	low, high := new(big.Int), new(big.Int).Set(length)
	if step.Sign() < 0 {
		low, high = big.NewInt(-1), new(big.Int).Sub(length, big.NewInt(1))
	}
	bound := func(v Value, def *big.Int) (*big.Int, error) {
		if v.IsNone() {
			return def, nil
		}
		i, err := t.sliceBound(v)
		if err != nil {
			return nil, err
		}
		n := new(big.Int).Set(Big(i))
		if n.Sign() < 0 {
			n.Add(n, length)
		}
		if n.Cmp(low) < 0 {
			return low, nil
		}
		if n.Cmp(high) > 0 {
			return high, nil
		}
		return n, nil
	}
	first, last := low, high
	if step.Sign() < 0 {
		first, last = high, low
	}
	if start, err = bound(s.Start, first); err != nil {
		return nil, nil, nil, nil, err
	}
	if stop, err = bound(s.Stop, last); err != nil {
		return nil, nil, nil, nil, err
	}
	return start, stop, step, stop, nil
}

func (t *Thread) sliceBound(v Value) (Value, error) {
	if v.Type().slots.Index == nil {
		return Value{}, t.Raisef(TypeError, "slice indices must be integers or None or have an __index__ method")
	}
	return t.Index(v)
}

func setupRange() {
	rng := func(v Value) *Range { return (*Range)(v.p) }
	part := func(name string, i int) Def {
		return Def{Name: name, Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			start, stop, step, _ := rng(a[0]).parts()
			return [...]Value{start, stop, step}[i], nil
		}}
	}
	search := func(t *Thread, r *Range, x Value, found func(i Value) bool) error {
		it := rangeIter(r.bigs().start, r.bigs().step, r.bigs().length)
		for i := int64(0); ; i++ {
			v, err := t.Next(it)
			if err != nil || !v.Valid() {
				return err
			}
			eq, err := t.Equal(v, x)
			if err != nil {
				return err
			}
			if eq && found(Int(i)) {
				return nil
			}
		}
	}
	plain := func(x Value) bool { return x.IsInt() || x.IsBool() || x.Is(IntType) }
	key := func(r *Range) Value {
		start, _, step, n := r.parts()
		switch w := r.bigs(); {
		case w.length.Sign() == 0:
			return NewTuple(n, None, None)
		case w.length.Cmp(big.NewInt(1)) == 0:
			return NewTuple(n, start, None)
		}
		return NewTuple(n, start, step)
	}
	define(RangeType, ObjectType, Slots{
		New: rangeNew, Init: noInit, GetItem: rangeGetItem,
		Repr: func(t *Thread, v Value) (Value, error) {
			start, stop, step, _ := rng(v).parts()
			args := []Value{start, stop}
			if step != Int(1) {
				args = append(args, step)
			}
			s, err := t.Repr(NewTuple(args...))
			return NewStr("range" + s), err
		},
		Len: func(t *Thread, v Value) (int, error) {
			if w := rng(v).wide; w != nil {
				if !w.length.IsInt64() {
					return 0, t.Raisef(OverflowError, "Python int too large to convert to C ssize_t")
				}
				return int(w.length.Int64()), nil
			}
			return int(rng(v).Len), nil
		},
		Truth: func(t *Thread, v Value) (bool, error) { return rng(v).bigs().length.Sign() > 0, nil },
		Contains: func(t *Thread, v, x Value) (bool, error) {
			if plain(x) {
				_, ok := rng(v).position(x)
				return ok, nil
			}
			found := false
			err := search(t, rng(v), x, func(Value) bool { found = true; return true })
			return found, err
		},
		Iter: func(t *Thread, v Value) (Value, error) {
			r := rng(v)
			if w := r.wide; w != nil {
				return rangeIter(w.start, w.step, w.length), nil
			}
			return Of(&RangeIter{Header: StaticHeader(RangeIterType), Cur: r.Start, Step: r.Step, Left: r.Len}), nil
		},
		Hash: func(t *Thread, v Value) (uint64, error) { return t.Hash(key(rng(v))) },
		Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
			if !a.Is(RangeType) || !b.Is(RangeType) || op > CmpNe {
				return NotImplemented, nil
			}
			eq, err := t.Equal(key(rng(a)), key(rng(b)))
			return Bool(eq == (op == CmpEq)), err
		},
	},
		part("start", 0), part("stop", 1), part("step", 2),
		Def{Name: "__reversed__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			w := rng(a[0]).bigs()
			last := w.at(new(big.Int).Sub(w.length, big.NewInt(1)))
			return rangeIter(last, new(big.Int).Neg(w.step), w.length), nil
		}},
		Def{Name: "index", Sig: "value, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if plain(a[1]) {
				if i, ok := rng(a[0]).position(a[1]); ok {
					return i, nil
				}
				return Value{}, t.Raisef(ValueError, "range.index(x): x not in range")
			}
			at := Value{}
			if err := search(t, rng(a[0]), a[1], func(i Value) bool { at = i; return true }); err != nil {
				return Value{}, err
			}
			if !at.Valid() {
				return Value{}, t.Raisef(ValueError, "sequence.index(x): x not in sequence")
			}
			return at, nil
		}},
		Def{Name: "count", Sig: "value, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if plain(a[1]) {
				_, ok := rng(a[0]).position(a[1])
				if ok {
					return Int(1), nil
				}
				return Int(0), nil
			}
			n := int64(0)
			err := search(t, rng(a[0]), a[1], func(Value) bool { n++; return false })
			return Int(n), err
		}},
	)
	RangeType.Flags |= SequencePat
}
