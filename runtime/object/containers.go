package object

import (
	"sort"
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
	return t.Raisef(TypeError, "%s indices must be integers or slices, not %s", what, key.Type().Name)
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

func (t *Thread) repeat(items []Value, n Value) ([]Value, error) {
	k, err := t.IntArg(n)
	if err != nil {
		return nil, err
	}
	k = max(k, 0)
	if k > 0 && int64(len(items)) > maxItems/k {
		return nil, t.Raisef(MemoryError, "")
	}
	out := make([]Value, 0, len(items)*int(k))
	for ; k > 0; k-- {
		out = append(out, items...)
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
	for _, p := range []struct{ dst, src *Value }{{&out.Start, &s.Start}, {&out.Stop, &s.Stop}, {&out.Step, &s.Step}} {
		if *p.dst = *p.src; p.src.IsNone() || p.src.IsInt() {
			continue
		}
		i, err := t.sliceIndex(*p.src)
		if err != nil {
			return nil, err
		}
		*p.dst = Int(int64(i))
	}
	return out, nil
}

func (t *Thread) sliceOf(items []Value, s *Slice) ([]Value, error) {
	start, _, step, n, err := s.Indices(t, len(items))
	if err != nil {
		return nil, err
	}
	out := make([]Value, n)
	for i := range out {
		out[i] = items[start+i*step]
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
		r, err := t.Repr(a[1])
		if err != nil {
			return Value{}, err
		}
		return Value{}, t.Raisef(ValueError, "%s is not in list", r)
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
				return Value{}, t.Raisef(TypeError, "tuple() takes no keyword arguments")
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
		Init: noInit,
		Repr: func(t *Thread, v Value) (Value, error) { return t.reprSeq(v, tup(v), "(", ")", true) },
		Hash: func(t *Thread, v Value) (uint64, error) {
			items := (*Tuple)(v.p).Items
			var buf [8]uint64
			hs := buf[:0]
			for _, x := range items {
				h, err := t.Hash(x)
				if err != nil {
					return 0, err
				}
				hs = append(hs, h)
			}
			return hashCombine(hs), nil
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
				return t.Raisef(TypeError, "list() takes no keyword arguments")
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
				return Of(ListOf(out)), nil
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
				return Of(ListOf(out)), nil
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
			i, err := t.clampIndex(a[1])
			if err != nil {
				return Value{}, err
			}
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
			l, i := (*List)(a[0].p), len((*List)(a[0].p).Items)
			return NewIter(ReversedType, func(t *Thread) (Value, error) {
				if i--; i < 0 || i >= len(l.Items) {
					return Value{}, nil
				}
				return l.Items[i], nil
			}, a[0]), nil
		}},
		Def{Name: "__class_getitem__", Kind: ClassDef, Sig: "item, /", Fn: classGetitem},
	)
	ListType.Flags |= ListSub | SequencePat
	RegisterLayout[List](ListType, nil)
}

func (t *Thread) extend(l *List, src Value) error {
	if src.Is(ListType) || src.Is(TupleType) {
		items, _ := t.Collect(src)
		for _, v := range items {
			l.Append(v)
		}
		return nil
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
			var err error
			if given, err = t.Collect(v); err != nil {
				return err
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
		for i, x := range given {
			l.SetAt(t, start+i*step, x)
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
	idx := make([]int, len(items))
	for i := range idx {
		idx[i] = i
	}
	var failed error
	less := t.lessFunc(keys, &failed)
	if rev {
		for i, j := 0, len(idx)-1; i < j; i, j = i+1, j-1 {
			idx[i], idx[j] = idx[j], idx[i]
		}
	}
	sort.SliceStable(idx, func(i, j int) bool { return less(keys[idx[i]], keys[idx[j]]) })
	if failed != nil {
		return items, failed
	}
	out := make([]Value, len(items))
	for i, k := range idx {
		out[i] = items[k]
	}
	if rev {
		for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
			out[i], out[j] = out[j], out[i]
		}
	}
	return out, nil
}

func (t *Thread) releaseAll(l *List) {
	for _, v := range l.Items {
		t.Release(v)
	}
}

// lessFunc picks a comparison for keys of one built-in type.
func (t *Thread) lessFunc(keys []Value, failed *error) func(a, b Value) bool {
	ints, strs, floats := true, true, true
	for _, k := range keys {
		ints = ints && k.IsInt()
		floats = floats && k.IsFloat()
		strs = strs && k.Is(StrType)
	}
	switch {
	case ints:
		return func(a, b Value) bool { return a.AsInt() < b.AsInt() }
	case floats:
		return func(a, b Value) bool { return a.AsFloat() < b.AsFloat() }
	case strs:
		return func(a, b Value) bool { return (*Str)(a.p).S < (*Str)(b.p).S }
	}
	return func(a, b Value) bool {
		if *failed != nil {
			return false
		}
		lt, err := t.CompareBool(a, b, CmpLt)
		if err != nil {
			*failed = err
		}
		return lt
	}
}

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
			return t.Raisef(TypeError, "cannot convert dictionary update sequence element #%d to a sequence", i)
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
			d := dct(a[0])
			v, err := d.Get(t, a[1])
			if err != nil || v.Valid() {
				return v, err
			}
			if v = a[2]; !v.Valid() {
				v = None
			}
			return v, d.Set(t, a[1], v)
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
				x, err := asSet(t, a)
				if err != nil {
					return Value{}, err
				}
				y, err := asSet(t, b)
				if err != nil {
					return Value{}, err
				}
				return t.compareSets(x, y, op)
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
		if it := (*dictIter)(a[0].p); it.d != nil {
			return Int(int64(it.d.used)), nil
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

func selfIter(t *Thread, v Value) (Value, error) { return v, nil }

func (t *Thread) compareSets(x, y *Set, op CmpOp) (Value, error) {
	sub := func(a, b *Set) (bool, error) {
		if a.used > b.used {
			return false, nil
		}
		for _, v := range a.Items() {
			if ok, err := b.Has(t, v); !ok || err != nil {
				return false, err
			}
		}
		return true, nil
	}
	var ok bool
	var err error
	switch op {
	case CmpEq, CmpNe:
		if ok = x.used == y.used; ok {
			ok, err = sub(x, y)
		}
		return Bool(ok == (op == CmpEq)), err
	case CmpLe:
		ok, err = sub(x, y)
	case CmpLt:
		if x.used < y.used {
			ok, err = sub(x, y)
		}
	case CmpGe:
		ok, err = sub(y, x)
	case CmpGt:
		if y.used < x.used {
			ok, err = sub(y, x)
		}
	}
	return Bool(ok), err
}

func (t *Thread) setOp(op BinOp, x, y *Set, ty *Type) (Value, error) {
	out := &Set{Header: NewHeader(ty)}
	add := func(v Value) error { _, err := out.Add(t, v); return err }
	switch op {
	case OpOr:
		out = x.CopyOf(ty)
		for _, v := range y.Items() {
			if err := add(v); err != nil {
				return Value{}, err
			}
		}
	case OpAnd:
		if x.used > y.used {
			x, y = y, x
		}
		for _, v := range x.Items() {
			ok, err := y.Has(t, v)
			if err == nil && ok {
				err = add(v)
			}
			if err != nil {
				return Value{}, err
			}
		}
	case OpSub, OpXor:
		for _, v := range x.Items() {
			ok, err := y.Has(t, v)
			if err == nil && !ok {
				err = add(v)
			}
			if err != nil {
				return Value{}, err
			}
		}
		if op == OpXor {
			for _, v := range y.Items() {
				ok, err := x.Has(t, v)
				if err == nil && !ok {
					err = add(v)
				}
				if err != nil {
					return Value{}, err
				}
			}
		}
	}
	return Of(out), nil
}

func setupSet() {
	set := func(v Value) *Set { return (*Set)(v.p) }
	other := func(t *Thread, v Value) (*Set, error) {
		if s := AsSet(v); s != nil {
			return s, nil
		}
		s := NewSet()
		return s, t.Each(v, func(x Value) error { _, err := s.Add(t, x); return err })
	}
	bin := func(op BinOp) BinaryFunc {
		return func(t *Thread, a, b Value) (Value, error) {
			x, y := AsSet(a), AsSet(b)
			if x == nil || y == nil {
				return NotImplemented, nil
			}
			return t.setOp(op, x, y, solidSet(x.typ))
		}
	}
	fill := func(t *Thread, s *Set, a []Value) error {
		if len(a) == 0 {
			return nil
		}
		return t.Each(a[0], func(x Value) error { _, err := s.Add(t, x); return err })
	}
	replace := func(t *Thread, s *Set, v Value) {
		n := AsSet(v)
		old := s.Items()
		s.table, s.used, s.fill = n.table, n.used, n.fill
		s.flags |= Holds
		for _, x := range old {
			t.Release(x)
		}
	}
	inp := func(op BinOp) BinaryFunc {
		return func(t *Thread, a, b Value) (Value, error) {
			y := AsSet(b)
			if y == nil {
				return NotImplemented, nil
			}
			r, err := t.setOp(op, set(a), y, SetType)
			if err != nil {
				return Value{}, err
			}
			replace(t, set(a), r)
			return a, nil
		}
	}
	slots := Slots{
		Repr: func(t *Thread, v Value) (Value, error) {
			s := set(v)
			name := v.Type().Name
			if s.used == 0 {
				return NewStr(name + "()"), nil
			}
			items := s.Items()
			r, err := t.reprSeq(v, func() []Value { return items }, "{", "}", false)
			if err != nil || v.Is(SetType) {
				return r, err
			}
			return NewStr(name + "(" + AsStr(r).S + ")"), nil
		},
		Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
			x, y := AsSet(a), AsSet(b)
			if x == nil || y == nil {
				return NotImplemented, nil
			}
			return t.compareSets(x, y, op)
		},
		Len:      func(t *Thread, v Value) (int, error) { return set(v).used, nil },
		Contains: func(t *Thread, v, x Value) (bool, error) { return set(v).Has(t, x) },
		Iter: func(t *Thread, v Value) (Value, error) {
			it := &setIter{Header: NewHeader(SetIterType), s: set(v), used: set(v).used}
			it.take(v)
			return Of(it), nil
		},
		Binary:   [NumBinary]BinaryFunc{OpAnd: bin(OpAnd), OpOr: bin(OpOr), OpSub: bin(OpSub), OpXor: bin(OpXor)},
		Traverse: func(v Value, visit func(Value)) { set(v).Each(visit); instanceTraverse(v, visit) },
	}
	many := func(op BinOp) NativeFunc {
		return func(t *Thread, a []Value, _ KwNames) (Value, error) {
			r := Of(set(a[0]).CopyOf(solidSet(a[0].Type())))
			for _, o := range a[1:] {
				y, err := other(t, o)
				if err != nil {
					return Value{}, err
				}
				if r, err = t.setOp(op, AsSet(r), y, solidSet(a[0].Type())); err != nil {
					return Value{}, err
				}
			}
			return r, nil
		}
	}
	rel := func(op CmpOp) NativeFunc {
		return func(t *Thread, a []Value, _ KwNames) (Value, error) {
			y, err := other(t, a[1])
			if err != nil {
				return Value{}, err
			}
			return t.compareSets(set(a[0]), y, op)
		}
	}
	common := []Def{
		{Name: "union", Sig: "*", Fn: many(OpOr)},
		{Name: "intersection", Sig: "*", Fn: many(OpAnd)},
		{Name: "difference", Sig: "*", Fn: many(OpSub)},
		{Name: "symmetric_difference", Sig: "other, /", Fn: many(OpXor)},
		{Name: "issubset", Sig: "other, /", Fn: rel(CmpLe)},
		{Name: "issuperset", Sig: "other, /", Fn: rel(CmpGe)},
		{Name: "isdisjoint", Sig: "other, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			dis := true
			err := t.Each(a[1], func(x Value) error {
				ok, err := set(a[0]).Has(t, x)
				dis = dis && !ok
				return err
			})
			return Bool(dis), err
		}},
		{Name: "copy", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			return Of(set(a[0]).CopyOf(solidSet(a[0].Type()))), nil
		}},
		{Name: "__class_getitem__", Kind: ClassDef, Sig: "item, /", Fn: classGetitem},
	}
	fs := slots
	slots.New = func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
		if cls == SetType {
			return Of(NewSet()), nil
		}
		return cls.Alloc(), nil
	}
	slots.Init = func(t *Thread, self Value, a []Value, kw KwNames) error {
		if len(kw) > 0 {
			return t.Raisef(TypeError, "set() takes no keyword arguments")
		}
		if len(a) > 1 {
			return t.Raisef(TypeError, "set expected at most 1 argument, got %d", len(a))
		}
		set(self).Clear(t)
		return fill(t, set(self), a)
	}
	slots.Inplace = [NumBinary]BinaryFunc{OpAnd: inp(OpAnd), OpOr: inp(OpOr), OpSub: inp(OpSub), OpXor: inp(OpXor)}
	update := func(op BinOp) NativeFunc {
		return func(t *Thread, a []Value, _ KwNames) (Value, error) {
			for _, o := range a[1:] {
				if op == OpOr {
					if err := t.Each(o, func(x Value) error { _, err := set(a[0]).Add(t, x); return err }); err != nil {
						return Value{}, err
					}
					continue
				}
				y, err := other(t, o)
				if err != nil {
					return Value{}, err
				}
				r, err := t.setOp(op, set(a[0]), y, SetType)
				if err != nil {
					return Value{}, err
				}
				replace(t, set(a[0]), r)
			}
			return None, nil
		}
	}
	define(SetType, ObjectType, slots, append(common[:len(common):len(common)],
		Def{Name: "add", Sig: "object, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			_, err := set(a[0]).Add(t, a[1])
			return None, err
		}},
		Def{Name: "discard", Sig: "object, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			_, err := set(a[0]).Discard(t, a[1])
			return None, err
		}},
		Def{Name: "remove", Sig: "object, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			ok, err := set(a[0]).Discard(t, a[1])
			if err == nil && !ok {
				err = t.Raise(KeyError, a[1])
			}
			return None, err
		}},
		Def{Name: "pop", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			v := set(a[0]).PopAny()
			if !v.Valid() {
				return v, t.Raisef(KeyError, "pop from an empty set")
			}
			return v, nil
		}},
		Def{Name: "clear", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { set(a[0]).Clear(t); return None, nil }},
		Def{Name: "update", Sig: "*", Fn: update(OpOr)},
		Def{Name: "intersection_update", Sig: "*", Fn: update(OpAnd)},
		Def{Name: "difference_update", Sig: "*", Fn: update(OpSub)},
		Def{Name: "symmetric_difference_update", Sig: "*", Fn: update(OpXor)},
	)...)
	fs.New = func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
		if len(a) > 1 {
			return Value{}, t.Raisef(TypeError, "frozenset expected at most 1 argument, got %d", len(a))
		}
		if cls == FrozenSetType && len(a) == 1 && a[0].Is(FrozenSetType) {
			return a[0], nil
		}
		var v Value
		if cls == FrozenSetType {
			v = Of(&Set{Header: NewHeader(cls)})
		} else {
			v = cls.Alloc()
		}
		return v, fill(t, set(v), a)
	}
	fs.Init = noInit
	fs.Hash = func(t *Thread, v Value) (uint64, error) {
		s := set(v)
		if s.hashed {
			return s.hash, nil
		}
		var h uint64
		s.Each(func(x Value) {
			y, _ := t.Hash(x)
			h ^= (y ^ 89869747 ^ y<<16) * 3644798167
		})
		h ^= (uint64(s.used) + 1) * 1927868237
		h ^= h>>11 ^ h>>25
		h = h*69069 + 907133923
		if h == ^uint64(0) {
			h = 590923713
		}
		s.hash, s.hashed = h, true
		return h, nil
	}
	define(FrozenSetType, ObjectType, fs, common...)
	for _, ty := range []*Type{SetType, FrozenSetType} {
		ty.Flags |= SetSub
		RegisterLayout[Set](ty, nil)
	}
	define(SetIterType, ObjectType, Slots{Iter: selfIter, Next: setIterNext, Traverse: func(v Value, visit func(Value)) {
		if s := (*setIter)(v.p).s; s != nil {
			visit(Of(s))
		}
	}})
}

// solidSet is set or frozenset, whichever ty derives from.
func solidSet(ty *Type) *Type {
	if ty.IsSubtype(FrozenSetType) {
		return FrozenSetType
	}
	return SetType
}

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
