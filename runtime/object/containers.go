package object

import (
	"slices"
	"strings"
)

func noInit(*Thread, Value, []Value, KwNames) error { return nil }

// seqIndex resolves an index for a sequence of length n.
func (t *Thread) seqIndex(key Value, n int, what string) (int, error) {
	i, err := t.IndexInt(key)
	if err != nil {
		return 0, err
	}
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		return 0, t.Raisef(IndexError, "%s index out of range", what)
	}
	return i, nil
}

func (t *Thread) badIndex(what string, key Value) error {
	return t.Raisef(TypeError, "%s indices must be integers or slices, not %s", what, key.Type().TpName())
}

func (t *Thread) reprSeq(v Value, items func() []Value, open, shut string, comma bool) (Value, error) {
	if t.ReprEnter(v) {
		return NewStr(open + "..." + shut), nil
	}
	defer t.ReprLeave()
	var b strings.Builder
	b.WriteString(open)
	for i := 0; i < len(items()); i++ {
		if i > 0 {
			b.WriteString(", ")
		}
		r, err := t.Repr(items()[i])
		if err != nil {
			return Value{}, err
		}
		b.WriteString(r)
	}
	if comma && len(items()) == 1 {
		b.WriteString(",")
	}
	b.WriteString(shut)
	return NewStr(b.String()), nil
}

func (t *Thread) compareSeq(x, y []Value, op CmpOp) (Value, error) {
	if op <= CmpNe && len(x) != len(y) {
		return Bool(op == CmpNe), nil
	}
	for i := 0; i < len(x) && i < len(y); i++ {
		if !x[i].Valid() || !y[i].Valid() {
			break // the comparison emptied the list it compares
		}
		eq, err := t.Equal(x[i], y[i])
		if err != nil {
			return Value{}, err
		}
		if !eq {
			switch op {
			case CmpEq:
				return False, nil
			case CmpNe:
				return True, nil
			}
			return t.Compare(x[i], y[i], op)
		}
	}
	return cmpResult(cmp64(int64(len(x)), int64(len(y))), op), nil
}

// timesArg is how often a sequence is to be repeated.
func (t *Thread) timesArg(n Value) (int64, error) {
	i, err := t.Index(n)
	if err != nil {
		return 0, err
	}
	if !i.IsInt() {
		return 0, t.Raisef(OverflowError, "cannot fit '%s' into an index-sized integer", n.Type().TpName())
	}
	return i.AsInt(), nil
}

func (t *Thread) repeat(items []Value, n Value) ([]Value, error) {
	k, err := t.timesArg(n)
	if err != nil {
		return nil, err
	}
	k = max(k, 0)
	if k > 0 && int64(len(items)) > maxItems/k {
		return nil, t.Raisef(MemoryError, "")
	}
	out := make([]Value, len(items)*int(k))
	// What is there is copied again, twice as much each time.
	for n := copy(out, items); n < len(out) && n > 0; {
		n += copy(out[n:], out[:n])
	}
	return out, nil
}

// maxItems bounds sequences that one operation makes: beyond it CPython would
// most likely run out of memory, and Go cannot recover from that.
const maxItems = 1 << 28

// plainIndex is the index as an int, or an error like IndexInt's.
func (t *Thread) plainIndex(k Value) (Value, error) {
	if k.IsInt() {
		return k, nil
	}
	i, err := t.IndexInt(k)
	return Int(int64(i)), err
}

// plainSlice resolves the parts of a slice to ints, so that using it runs no
// code of the program.
func (t *Thread) plainSlice(s *Slice) (*Slice, error) {
	out := &Slice{Header: StaticHeader(SliceType)}
	for _, p := range []struct{ dst, src *Value }{{&out.Step, &s.Step}, {&out.Start, &s.Start}, {&out.Stop, &s.Stop}} {
		if *p.dst = *p.src; !p.src.IsNone() && !p.src.IsInt() {
			i, err := t.sliceIndex(*p.src)
			if err != nil {
				return nil, err
			}
			*p.dst = Int(int64(i))
		}
		if out.Step == Int(0) {
			break // which is an error, before the bounds are asked for
		}
	}
	return out, nil
}

func (t *Thread) sliceOf(items []Value, s *Slice) ([]Value, error) {
	start, _, step, n, err := s.Indices(t, len(items))
	if err != nil {
		return nil, err
	}
	if step == 1 {
		return append([]Value(nil), items[start:start+n]...), nil
	}
	out := make([]Value, n)
	for i := range out {
		out[i] = items[start]
		start += step
	}
	return out, nil
}

func (t *Thread) containsSeq(items func() []Value, x Value) (bool, error) {
	for i := 0; i < len(items()); i++ {
		v := items()[i]
		v.Hold()
		eq, err := t.Equal(v, x)
		t.Release(v)
		if err != nil || eq {
			return eq, err
		}
	}
	return false, nil
}

func (t *Thread) indexSeq(items func() []Value, a []Value, what string) (Value, error) {
	start, stop := 0, len(items())
	for i, p := range []*int{&start, &stop} {
		if a[2+i].Valid() {
			k, err := t.sliceIndex(a[2+i])
			if err != nil {
				return Value{}, err
			}
			if k < 0 {
				k = max(k+len(items()), 0)
			}
			*p = k
		}
	}
	for i := start; i < stop && i < len(items()); i++ {
		eq, err := t.Equal(items()[i], a[1])
		if err != nil {
			return Value{}, err
		}
		if eq {
			return Int(int64(i)), nil
		}
	}
	if what == "list" {
		return Value{}, t.Raisef(ValueError, "list.index(x): x not in list")
	}
	return Value{}, t.Raisef(ValueError, "tuple.index(x): x not in tuple")
}

func (t *Thread) countSeq(items func() []Value, x Value) (Value, error) {
	n := int64(0)
	for i := 0; i < len(items()); i++ {
		eq, err := t.Equal(items()[i], x)
		if err != nil {
			return Value{}, err
		}
		if eq {
			n++
		}
	}
	return Int(n), nil
}

func visitAll(items []Value, visit func(Value)) {
	for _, v := range items {
		if v.Valid() {
			visit(v)
		}
	}
}

func setupContainers() {
	setupTupleList()
	setupDict()
	setupSet()
	setupRangeSlice()
}

func setupTupleList() {
	tup := func(v Value) func() []Value { return func() []Value { return (*Tuple)(v.p).Items } }
	define(TupleType, ObjectType, Slots{
		New: func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
			if len(kw) > 0 {
				if !t.ownMethod(cls, TupleType, names.init) {
					return Value{}, t.Raisef(TypeError, "tuple() takes no keyword arguments")
				}
				a = a[:len(a)-len(kw)] // its __init__ knows them
			}
			if len(a) > 1 {
				return Value{}, t.Raisef(TypeError, "tuple expected at most 1 argument, got %d", len(a))
			}
			var items []Value
			if len(a) == 1 {
				if cls == TupleType && a[0].Is(TupleType) {
					return a[0], nil
				}
				var err error
				if items, err = t.Collect(a[0]); err != nil {
					return Value{}, err
				}
			}
			if cls == TupleType {
				return TupleOf(items), nil
			}
			v := cls.Alloc()
			o := (*Tuple)(v.p)
			o.Items = items
			for _, x := range items {
				o.take(x)
			}
			return v, nil
		},
		Repr: func(t *Thread, v Value) (Value, error) { return t.reprSeq(v, tup(v), "(", ")", true) },
		Hash: func(t *Thread, v Value) (uint64, error) {
			o := (*Tuple)(v.p)
			if o.hash != 0 {
				return o.hash, nil
			}
			h := tupleHash(xxPrime5)
			for _, x := range o.Items {
				y, err := t.Hash(x)
				if err != nil {
					return 0, err
				}
				h.add(y)
			}
			o.hash = h.sum(len(o.Items))
			return o.hash, nil
		},
		Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
			x, y := AsTuple(a), AsTuple(b)
			if x == nil || y == nil {
				return NotImplemented, nil
			}
			if err := t.Enter(); err != nil {
				return Value{}, err
			}
			defer t.Leave()
			return t.compareSeq(x.Items, y.Items, op)
		},
		Len: func(t *Thread, v Value) (int, error) { return len((*Tuple)(v.p).Items), nil },
		GetItem: func(t *Thread, v, k Value) (Value, error) {
			items := (*Tuple)(v.p).Items
			if k.Is(SliceType) {
				out, err := t.sliceOf(items, (*Slice)(k.p))
				return TupleOf(out), err
			}
			if k.Type().slots.Index == nil {
				return Value{}, t.badIndex("tuple", k)
			}
			i, err := t.seqIndex(k, len(items), "tuple")
			if err != nil {
				return Value{}, err
			}
			return items[i], nil
		},
		Contains: func(t *Thread, v, x Value) (bool, error) { return t.containsSeq(tup(v), x) },
		Iter:     func(t *Thread, v Value) (Value, error) { return newSeqIter(TupleIterType, v), nil },
		Binary: [NumBinary]BinaryFunc{
			OpAdd: func(t *Thread, a, b Value) (Value, error) {
				x, y := AsTuple(a), AsTuple(b)
				if x == nil || y == nil {
					return NotImplemented, nil
				}
				return TupleOf(append(append(make([]Value, 0, len(x.Items)+len(y.Items)), x.Items...), y.Items...)), nil
			},
			OpMul: func(t *Thread, a, b Value) (Value, error) {
				if AsTuple(a) == nil {
					a, b = b, a
				}
				if b.Type().slots.Index == nil {
					return NotImplemented, nil
				}
				out, err := t.repeat(AsTuple(a).Items, b)
				return TupleOf(out), err
			},
		},
		Traverse: func(v Value, visit func(Value)) {
			visitBackwards((*Tuple)(v.p).Items, visit)
			instanceTraverse(v, visit)
		},
	},
		Def{Name: "index", Sig: "value, start=0, stop=9223372036854775807, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return t.indexSeq(tup(a[0]), a, "tuple") }},
		Def{Name: "count", Sig: "value, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return t.countSeq(tup(a[0]), a[1]) }},
		Def{Name: "__getnewargs__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			return NewTuple(NewTuple(AsTuple(a[0]).Items...)), nil
		}},
		Def{Name: "__class_getitem__", Kind: ClassDef, Sig: "item, /", Fn: classGetitem},
	)
	TupleType.Flags |= TupleSub | SequencePat
	RegisterLayout[Tuple](TupleType, nil)

	lst := func(v Value) func() []Value { return func() []Value { return (*List)(v.p).Items } }
	define(ListType, ObjectType, Slots{
		New: func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
			if cls == ListType {
				return Of(&List{Header: NewHeader(ListType)}), nil
			}
			return cls.Alloc(), nil
		},
		Init: func(t *Thread, self Value, a []Value, kw KwNames) error {
			if len(kw) > 0 {
				if !t.ownMethod(self.Type(), ListType, names.new) {
					return t.Raisef(TypeError, "list() takes no keyword arguments")
				}
				a = a[:len(a)-len(kw)] // its __new__ knows them
			}
			if len(a) > 1 {
				return t.Raisef(TypeError, "list expected at most 1 argument, got %d", len(a))
			}
			l := (*List)(self.p)
			if len(l.Items) > 0 {
				l.Replace(t, 0, len(l.Items), nil)
			}
			if len(a) == 0 {
				return nil
			}
			return t.extend(l, a[0])
		},
		Repr: func(t *Thread, v Value) (Value, error) { return t.reprSeq(v, lst(v), "[", "]", false) },
		Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
			x, y := AsList(a), AsList(b)
			if x == nil || y == nil {
				return NotImplemented, nil
			}
			if err := t.Enter(); err != nil {
				return Value{}, err
			}
			defer t.Leave()
			return t.compareSeq(x.Items, y.Items, op)
		},
		Len: func(t *Thread, v Value) (int, error) { return len((*List)(v.p).Items), nil },
		GetItem: func(t *Thread, v, k Value) (Value, error) {
			if k.Is(SliceType) {
				k, err := t.plainSlice((*Slice)(k.p))
				if err != nil {
					return Value{}, err
				}
				out, err := t.sliceOf((*List)(v.p).Items, k)
				if err != nil {
					return Value{}, err
				}
				return listLike((*List)(v.p), out), nil
			}
			if k.Type().slots.Index == nil {
				return Value{}, t.badIndex("list", k)
			}
			k, err := t.plainIndex(k) // __index__ may change the list
			if err != nil {
				return Value{}, err
			}
			items := (*List)(v.p).Items
			i, err := t.seqIndex(k, len(items), "list")
			if err != nil {
				return Value{}, err
			}
			return items[i], nil
		},
		SetItem:  listSetItem,
		Contains: func(t *Thread, v, x Value) (bool, error) { return t.containsSeq(lst(v), x) },
		Iter:     func(t *Thread, v Value) (Value, error) { return newSeqIter(ListIterType, v), nil },
		Binary: [NumBinary]BinaryFunc{
			OpAdd: func(t *Thread, a, b Value) (Value, error) {
				x, y := AsList(a), AsList(b)
				if x == nil || y == nil {
					return NotImplemented, nil
				}
				return Of(ListOf(append(append(make([]Value, 0, len(x.Items)+len(y.Items)), x.Items...), y.Items...))), nil
			},
			OpMul: func(t *Thread, a, b Value) (Value, error) {
				if AsList(a) == nil {
					a, b = b, a
				}
				if b.Type().slots.Index == nil {
					return NotImplemented, nil
				}
				out, err := t.repeat(AsList(a).Items, b)
				if err != nil {
					return Value{}, err
				}
				return listLike(AsList(a), out), nil
			},
		},
		Inplace: [NumBinary]BinaryFunc{
			OpAdd: func(t *Thread, a, b Value) (Value, error) { return a, t.extend((*List)(a.p), b) },
			OpMul: func(t *Thread, a, b Value) (Value, error) {
				if b.Type().slots.Index == nil {
					return NotImplemented, nil
				}
				l := (*List)(a.p)
				out, err := t.repeat(l.Items, b)
				if err != nil {
					return Value{}, err
				}
				l.Replace(t, 0, len(l.Items), out)
				return a, nil
			},
		},
		Traverse: func(v Value, visit func(Value)) {
			visitBackwards((*List)(v.p).Items, visit)
			instanceTraverse(v, visit)
		},
	},
		Def{Name: "append", Sig: "object, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			(*List)(a[0].p).Append(a[1])
			return None, nil
		}},
		Def{Name: "extend", Sig: "iterable, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return None, t.extend((*List)(a[0].p), a[1]) }},
		Def{Name: "insert", Sig: "index, object, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			l := (*List)(a[0].p)
			at, err := t.IntArg(a[1])
			if err != nil {
				return Value{}, err
			}
			i := int(at)
			if i < 0 {
				i = max(i+len(l.Items), 0)
			}
			l.Insert(min(i, len(l.Items)), a[2])
			return None, nil
		}},
		Def{Name: "pop", Sig: "index=-1, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			l := (*List)(a[0].p)
			if len(l.Items) == 0 {
				return Value{}, t.Raisef(IndexError, "pop from empty list")
			}
			i := len(l.Items) - 1
			if a[1].Valid() {
				k, err := t.IndexInt(a[1])
				if err != nil {
					return Value{}, err
				}
				if k < 0 {
					k += len(l.Items)
				}
				if k < 0 || k >= len(l.Items) {
					return Value{}, t.Raisef(IndexError, "pop index out of range")
				}
				i = k
			}
			return l.RemoveAt(i), nil
		}},
		Def{Name: "remove", Sig: "value, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			l := (*List)(a[0].p)
			for i := 0; i < len(l.Items); i++ {
				eq, err := t.Equal(l.Items[i], a[1])
				if err != nil {
					return Value{}, err
				}
				if eq {
					t.DropFloating(l.RemoveAt(i))
					return None, nil
				}
			}
			return Value{}, t.Raisef(ValueError, "list.remove(x): x not in list")
		}},
		Def{Name: "clear", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			l := (*List)(a[0].p)
			items := l.Items
			l.Items = nil
			for i := len(items) - 1; i >= 0; i-- {
				t.Release(items[i])
			}
			return None, nil
		}},
		Def{Name: "copy", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			return Of(NewList((*List)(a[0].p).Items...)), nil
		}},
		Def{Name: "reverse", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			s := (*List)(a[0].p).Items
			for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
				s[i], s[j] = s[j], s[i]
			}
			return None, nil
		}},
		Def{Name: "index", Sig: "value, start=0, stop=9223372036854775807, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return t.indexSeq(lst(a[0]), a, "list") }},
		Def{Name: "count", Sig: "value, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return t.countSeq(lst(a[0]), a[1]) }},
		Def{Name: "sort", Sig: "*, key=None, reverse=False", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			l := (*List)(a[0].p)
			items := l.Items
			l.Items = nil // CPython empties the list while it sorts
			sorted, err := t.SortValues(items, a[1], a[2])
			if len(l.Items) > 0 && err == nil {
				err = t.Raisef(ValueError, "list modified during sort")
			}
			l.Items = sorted
			return None, err
		}},
		Def{Name: "__reversed__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			l, i := (*List)(a[0].p), len((*List)(a[0].p).Items)-1
			return newIndexIter(ReversedType, a[0], &i, func(t *Thread) (Value, error) {
				if i < 0 || i >= len(l.Items) {
					i = -1
					return Value{}, nil
				}
				i--
				return l.Items[i+1], nil
			}), nil
		}},
		Def{Name: "__class_getitem__", Kind: ClassDef, Sig: "item, /", Fn: classGetitem},
	)
	ListType.Flags |= ListSub | SequencePat
	RegisterLayout[List](ListType, nil)
}

func (t *Thread) extend(l *List, src Value) error {
	if src.Is(ListType) || src.Is(TupleType) {
		var items []Value
		if src.Is(ListType) {
			items = (*List)(src.p).Items
		} else {
			items = (*Tuple)(src.p).Items
		}
		l.appendAll(items)
		return nil
	}
	if src.Is(BytesType) || src.Is(ByteArrayType) {
		items, err := t.Collect(src)
		l.appendAll(items)
		return err
	}
	return t.Each(src, func(v Value) error { l.Append(v); return nil })
}

func listSetItem(t *Thread, self, k, v Value) error {
	l := (*List)(self.p)
	if k.Is(SliceType) {
		// Everything that runs code of the program comes first: it may change
		// the list.
		var given []Value
		if v.Valid() {
			if AsList(v) == nil && AsTuple(v) == nil && v.Type().slots.Iter == nil {
				return t.Raisef(TypeError, "must assign iterable to extended slice")
			}
			if !v.Is(ListType) || v == self {
				var err error
				if given, err = t.Collect(v); err != nil {
					return err
				}
			}
		}
		ps, err := t.plainSlice((*Slice)(k.p))
		if err != nil {
			return err
		}
		start, stop, step, n, err := ps.Indices(t, len(l.Items))
		if err != nil {
			return err
		}
		if v.Valid() && v.Is(ListType) && v != self {
			given = (*List)(v.p).Items // another list is not copied: nothing changes it from here on
		}
		if step == 1 {
			l.Replace(t, start, max(stop, start), given)
			return nil
		}
		if !v.Valid() {
			if step < 0 {
				start, step = start+(n-1)*step, -step
			}
			var keep, old []Value
			for i, x := range l.Items {
				if n > 0 && i >= start && (i-start)%step == 0 && (i-start)/step < n {
					old = append(old, x)
				} else {
					keep = append(keep, x)
				}
			}
			l.Items = keep
			for _, x := range old {
				t.Release(x)
			}
			return nil
		}
		if len(given) != n {
			return t.Raisef(ValueError, "attempt to assign sequence of size %d to extended slice of size %d", len(given), n)
		}
		if v.Is(ListType) && (l.flags|v.Header().flags)&Holds == 0 {
			for _, x := range given { // none of what comes and goes is counted
				l.Items[start] = x
				start += step
			}
			return nil
		}
		var old []Value // finalizers may change the list
		for _, x := range given {
			d := &l.Items[start]
			if d.IsCounted() {
				old = append(old, *d)
			}
			l.take(x)
			*d = x
			start += step
		}
		for _, x := range old {
			t.Release(x)
		}
		return nil
	}
	if k.Type().slots.Index == nil {
		return t.badIndex("list", k)
	}
	i, err := t.IndexInt(k)
	if err != nil {
		return err
	}
	if i < 0 {
		i += len(l.Items)
	}
	if i < 0 || i >= len(l.Items) {
		if !v.Valid() {
			return t.Raisef(IndexError, "list assignment index out of range")
		}
		return t.Raisef(IndexError, "list assignment index out of range")
	}
	if !v.Valid() {
		t.DropFloating(l.RemoveAt(i))
		return nil
	}
	l.SetAt(t, i, v)
	return nil
}

// SortValues sorts in place, stably, by key when it is given and not None.
func (t *Thread) SortValues(items []Value, key, reverse Value) ([]Value, error) {
	rev := false
	if reverse.Valid() {
		var err error
		if rev, err = t.Truth(reverse); err != nil {
			return items, err
		}
	}
	keys := items
	if key.Valid() && !key.IsNone() {
		keys = make([]Value, len(items))
		held := NewList()
		for i, x := range items {
			k, err := t.Call(key, x)
			if err != nil {
				return items, err
			}
			keys[i] = k
			held.Append(k)
		}
		defer t.releaseAll(held)
	}
	idx := make([]int32, len(items))
	for i := range idx {
		idx[i] = int32(i)
	}
	var failed error
	if rev {
		slices.Reverse(idx)
	}
	sortIndex(idx, t.lessFunc(keys, &failed), func() bool {
		if failed == nil {
			failed = t.CheckBreak()
		}
		return failed != nil
	})
	if failed != nil {
		return items, failed
	}
	out := make([]Value, len(items))
	for i, k := range idx {
		out[i] = items[k]
	}
	if rev {
		slices.Reverse(out)
	}
	return out, nil
}

func (t *Thread) releaseAll(l *List) {
	for _, v := range l.Items {
		t.Release(v)
	}
}

func selfIter(t *Thread, v Value) (Value, error) { return v, nil }

// visitBackwards visits the items of a sequence from its end: the order in
// which CPython drops them, which finalizers see.
func visitBackwards(items []Value, visit func(Value)) {
	for i := len(items) - 1; i >= 0; i-- {
		if items[i].Valid() {
			visit(items[i])
		}
	}
}

// clampIndex is an int of any size, clamped to what an index can be.
func (t *Thread) clampIndex(v Value) (int, error) {
	if _, err := t.Index(v); err != nil {
		return 0, err
	}
	return t.sliceIndex(v)
}

// ownMethod reports that a subclass of a built-in type has a __new__ or
// __init__ of its own, which deals with the arguments that base does not know.
func (t *Thread) ownMethod(cls, base *Type, name *Str) bool {
	return cls != base && t.Lookup(cls, name) != t.Lookup(base, name)
}
