package object

import "math/big"

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
			n, err := t.Index(a[1])
			if err != nil {
				return Value{}, err
			}
			if Big(n).Sign() < 0 {
				return Value{}, t.Raisef(ValueError, "length should not be negative")
			}
			start, _, step, stop, err := (*Slice)(a[0].p).wideIndices(t, Big(n))
			if err != nil {
				return Value{}, err
			}
			return NewTuple(IntFromBig(new(big.Int).Set(start)), IntFromBig(new(big.Int).Set(stop)), IntFromBig(new(big.Int).Set(step))), nil
		}},
	)
	setupRange()
}

func (r *Range) has(n int64) bool {
	if r.Step > 0 {
		return n >= r.Start && n < r.Stop && (n-r.Start)%r.Step == 0
	}
	return n <= r.Start && n > r.Stop && (r.Start-n)%-r.Step == 0
}
