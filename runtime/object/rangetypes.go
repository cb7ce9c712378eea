package object

func setupRangeSlice() {
	define(SliceType, ObjectType, Slots{
		New: func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
			switch len(a) {
			case 1:
				return NewSlice(None, a[0], None), nil
			case 2:
				return NewSlice(a[0], a[1], None), nil
			case 3:
				return NewSlice(a[0], a[1], a[2]), nil
			}
			return Value{}, t.Raisef(TypeError, "slice expected at least 1 argument, got %d", len(a))
		},
		Init: noInit,
		Traverse: func(v Value, visit func(Value)) {
			s := (*Slice)(v.p)
			visit(s.Start)
			visit(s.Stop)
			visit(s.Step)
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			s := (*Slice)(v.p)
			r, err := t.Repr(NewTuple(s.Start, s.Stop, s.Step))
			return NewStr("slice" + r), err
		},
		Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
			if !a.Is(SliceType) || !b.Is(SliceType) {
				return NotImplemented, nil
			}
			x, y := (*Slice)(a.p), (*Slice)(b.p)
			return t.compareSeq([]Value{x.Start, x.Stop, x.Step}, []Value{y.Start, y.Stop, y.Step}, op)
		},
		Hash: func(t *Thread, v Value) (uint64, error) {
			s := (*Slice)(v.p)
			return t.Hash(NewTuple(s.Start, s.Stop, s.Step))
		},
	},
		Def{Name: "start", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return (*Slice)(a[0].p).Start, nil }},
		Def{Name: "stop", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return (*Slice)(a[0].p).Stop, nil }},
		Def{Name: "step", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return (*Slice)(a[0].p).Step, nil }},
		Def{Name: "indices", Sig: "length, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			n, err := t.IndexInt(a[1])
			if err != nil {
				return Value{}, err
			}
			x, y, z, _, err := (*Slice)(a[0].p).Indices(t, n)
			return NewTuple(Int(int64(x)), Int(int64(y)), Int(int64(z))), err
		}},
	)
	rng := func(v Value) *Range { return (*Range)(v.p) }
	define(RangeType, ObjectType, Slots{
		New: func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
			if len(kw) > 0 {
				return Value{}, t.Raisef(TypeError, "range() takes no keyword arguments")
			}
			if len(a) == 0 {
				return Value{}, t.Raisef(TypeError, "range expected at least 1 argument, got 0")
			}
			if len(a) > 3 {
				return Value{}, t.Raisef(TypeError, "range expected at most 3 arguments, got %d", len(a))
			}
			var p [3]int64
			for i, v := range a {
				n, err := t.IntArg(v)
				if err != nil {
					return Value{}, err
				}
				p[i] = n
			}
			switch len(a) {
			case 1:
				return Of(NewRange(0, p[0], 1)), nil
			case 2:
				return Of(NewRange(p[0], p[1], 1)), nil
			}
			if p[2] == 0 {
				return Value{}, t.Raisef(ValueError, "range() arg 3 must not be zero")
			}
			return Of(NewRange(p[0], p[1], p[2])), nil
		},
		Init: noInit,
		Repr: func(t *Thread, v Value) (Value, error) {
			r := rng(v)
			args := []Value{Int(r.Start), Int(r.Stop)}
			if r.Step != 1 {
				args = append(args, Int(r.Step))
			}
			s, err := t.Repr(NewTuple(args...))
			return NewStr("range" + s), err
		},
		Len: func(t *Thread, v Value) (int, error) { return int(rng(v).Len), nil },
		GetItem: func(t *Thread, v, k Value) (Value, error) {
			r := rng(v)
			if k.Is(SliceType) {
				start, stop, step, _, err := (*Slice)(k.p).Indices(t, int(r.Len))
				if err != nil {
					return Value{}, err
				}
				return Of(NewRange(r.Start+int64(start)*r.Step, r.Start+int64(stop)*r.Step, r.Step*int64(step))), nil
			}
			if k.Type().slots.Index == nil {
				return Value{}, t.badIndex("range", k)
			}
			i, err := t.IndexInt(k)
			if err != nil {
				return Value{}, err
			}
			if i < 0 {
				i += int(r.Len)
			}
			if i < 0 || i >= int(r.Len) {
				return Value{}, t.Raisef(IndexError, "range object index out of range")
			}
			return Int(r.Start + int64(i)*r.Step), nil
		},
		Contains: func(t *Thread, v, x Value) (bool, error) {
			r := rng(v)
			if n, ok := int64(0), false; x.IsInt() || x.IsBool() {
				n, ok = small(x)
				return ok && r.has(n), nil
			}
			for i := int64(0); i < r.Len; i++ {
				if eq, err := t.Equal(Int(r.Start+i*r.Step), x); eq || err != nil {
					return eq, err
				}
			}
			return false, nil
		},
		Iter: func(t *Thread, v Value) (Value, error) {
			r := rng(v)
			return Of(&RangeIter{Header: StaticHeader(RangeIterType), Cur: r.Start, Step: r.Step, Left: r.Len}), nil
		},
		Hash: func(t *Thread, v Value) (uint64, error) {
			r := rng(v)
			switch r.Len {
			case 0:
				return t.Hash(NewTuple(Int(0), None, None))
			case 1:
				return t.Hash(NewTuple(Int(1), Int(r.Start), None))
			}
			return t.Hash(NewTuple(Int(r.Len), Int(r.Start), Int(r.Step)))
		},
		Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
			if !a.Is(RangeType) || !b.Is(RangeType) || op > CmpNe {
				return NotImplemented, nil
			}
			x, y := rng(a), rng(b)
			eq := x.Len == y.Len && (x.Len == 0 || x.Start == y.Start && (x.Len == 1 || x.Step == y.Step))
			return Bool(eq == (op == CmpEq)), nil
		},
	},
		Def{Name: "start", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return Int(rng(a[0]).Start), nil }},
		Def{Name: "stop", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return Int(rng(a[0]).Stop), nil }},
		Def{Name: "step", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return Int(rng(a[0]).Step), nil }},
		Def{Name: "__reversed__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			r := rng(a[0])
			return Of(&RangeIter{Header: StaticHeader(RangeIterType), Cur: r.Start + (r.Len-1)*r.Step, Step: -r.Step, Left: r.Len}), nil
		}},
		Def{Name: "index", Sig: "value, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			r := rng(a[0])
			if n, ok := int64(0), false; isIntLike(a[1]) {
				if n, ok = small(a[1]); ok && r.has(n) {
					return Int((n - r.Start) / r.Step), nil
				}
			}
			s, _ := t.Repr(a[1])
			return Value{}, t.Raisef(ValueError, "%s is not in range", s)
		}},
		Def{Name: "count", Sig: "value, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if n, ok := int64(0), false; isIntLike(a[1]) {
				if n, ok = small(a[1]); ok && rng(a[0]).has(n) {
					return Int(1), nil
				}
			}
			return Int(0), nil
		}},
	)
	RangeType.Flags |= SequencePat
}

func (r *Range) has(n int64) bool {
	if r.Step > 0 {
		return n >= r.Start && n < r.Stop && (n-r.Start)%r.Step == 0
	}
	return n <= r.Start && n > r.Stop && (r.Start-n)%-r.Step == 0
}
