package object

import "unsafe"

// Tuple is an immutable sequence.
type Tuple struct {
	Header
	Items []Value
	hash  uint64 // once computed, or 0; it takes no memory: the items of most tuples lie behind it
}

var emptyTuple = &Tuple{}

// NewTuple makes a tuple of items, which it copies.
func NewTuple(items ...Value) Value {
	if len(items) == 0 {
		return Of(emptyTuple)
	}
	switch len(items) {
	case 1:
		return newTuple1(items[0])
	case 2:
		return newTuple2(items[0], items[1])
	case 3:
		o := &struct {
			Tuple
			at [3]Value
		}{Tuple: Tuple{Header: NewHeader(TupleType)}, at: [3]Value(items)}
		return o.fill(o.at[:])
	case 4:
		o := &struct {
			Tuple
			at [4]Value
		}{Tuple: Tuple{Header: NewHeader(TupleType)}, at: [4]Value(items)}
		return o.fill(o.at[:])
	}
	return TupleOf(append([]Value(nil), items...))
}

// TakeTuple makes a tuple of values that bring their counts along, and clears
// the slice.
func TakeTuple(items []Value) Value {
	if len(items) == 0 {
		return Of(emptyTuple)
	}
	var o *Tuple
	switch len(items) {
	case 1:
		x := &struct {
			Tuple
			at [1]Value
		}{}
		o = &x.Tuple
		o.Items = x.at[:]
	case 2:
		a, b := items[0], items[1]
		x := &struct {
			Tuple
			at [2]Value
		}{Tuple: Tuple{Header: NewHeader(TupleType)}, at: [2]Value{a, b}}
		x.Items = x.at[:]
		if ((*Header)(a.p).flags|(*Header)(b.p).flags)&Counted != 0 {
			x.flags |= Holds
		}
		items[0], items[1] = Value{}, Value{}
		return Value{p: unsafe.Pointer(x)}
	case 3:
		x := &struct {
			Tuple
			at [3]Value
		}{}
		o = &x.Tuple
		o.Items = x.at[:]
	default:
		o = &Tuple{Items: make([]Value, len(items))}
	}
	o.Header = NewHeader(TupleType)
	for i, v := range items {
		o.Items[i] = v
		items[i] = Value{}
		if (*Header)(v.p).flags&Counted != 0 {
			o.flags |= Holds
		}
	}
	return Value{p: unsafe.Pointer(o)}
}

// Small tuples are one allocation with their items.

func newTuple1(x Value) Value {
	o := &struct {
		Tuple
		at [1]Value
	}{Tuple: Tuple{Header: NewHeader(TupleType)}, at: [1]Value{x}}
	return o.fill(o.at[:])
}

func newTuple2(x, y Value) Value {
	o := &struct {
		Tuple
		at [2]Value
	}{Tuple: Tuple{Header: NewHeader(TupleType)}, at: [2]Value{x, y}}
	return o.fill(o.at[:])
}

// fill makes items the tuple's, and holds them.
func (o *Tuple) fill(items []Value) Value {
	o.Items = items
	for i := range items {
		if h := (*Header)(items[i].p); h.flags&Counted != 0 {
			h.rc++
			o.flags |= Holds
		}
	}
	return Value{p: unsafe.Pointer(o)}
}

// TupleOf makes a tuple that keeps the slice.
func TupleOf(items []Value) Value {
	if len(items) == 0 {
		return Of(emptyTuple)
	}
	o := &Tuple{Header: NewHeader(TupleType), Items: items}
	for _, v := range items {
		o.take(v)
	}
	return Of(o)
}

// AsTuple views a value as a tuple, or nil.
func AsTuple(v Value) *Tuple {
	if v.Valid() && v.Type().Flags&TupleSub != 0 {
		return (*Tuple)(v.p)
	}
	return nil
}

// List is a mutable sequence. Items may be read; writes go through methods.
type List struct {
	Header
	Items []Value
}

// NewList makes a list of items, which it copies.
func NewList(items ...Value) *List {
	if n := len(items); n > 0 && n <= 4 {
		// One allocation; a list that grows leaves its first items behind.
		o := &struct {
			List
			at [4]Value
		}{List: List{Header: NewHeader(ListType)}}
		o.Items = o.at[:n]
		copy(o.Items, items)
		for _, v := range items {
			o.take(v)
		}
		return &o.List
	}
	return ListOf(append([]Value(nil), items...))
}

// ListOf makes a list that keeps the slice.
func ListOf(items []Value) *List {
	o := &List{Header: NewHeader(ListType), Items: items}
	for _, v := range items {
		o.take(v)
	}
	return o
}

// listLike is ListOf for items that all come from o: where it holds nothing that is
// counted, neither do they.
func listLike(o *List, items []Value) Value {
	if o.flags&Holds == 0 {
		return Of(&List{Header: NewHeader(ListType), Items: items})
	}
	return Of(ListOf(items))
}

// AsList views a value as a list, or nil.
func AsList(v Value) *List {
	if v.Valid() && v.Type().Flags&ListSub != 0 {
		return (*List)(v.p)
	}
	return nil
}

// Append adds v at the end.
func (l *List) Append(v Value) {
	l.take(v)
	if len(l.Items) == cap(l.Items) {
		l.Items = roomier(l.Items)
	}
	l.Items = append(l.Items, v)
}

// appendAll adds items, which may be its own.
func (l *List) appendAll(items []Value) {
	if n := len(l.Items) + len(items); n > cap(l.Items) {
		room := n
		if len(l.Items) > 0 {
			room = max(n, len(l.Items)+len(l.Items)/4)
		}
		l.Items = append(make([]Value, 0, room), l.Items...)
	}
	for _, v := range items {
		l.take(v)
	}
	l.Items = append(l.Items, items...)
}

// Reserve makes room for n items, or for as many as can be needed without doubt.
func (l *List) Reserve(n int) {
	const most = 1 << 20 // a comprehension over billions may well end by an exception
	if n = min(n, most); n > cap(l.Items) {
		l.Items = append(make([]Value, 0, n), l.Items...)
	}
}

// roomier moves items to where there is room for as many more. Go's append lets long
// slices grow by a quarter, which leaves four times their size behind as garbage.
func roomier(items []Value) []Value {
	n := len(items)
	if n < 256 {
		return items // as append does it
	}
	if n < 1<<22 {
		n *= 2
	} else {
		n += n / 2
	}
	return append(make([]Value, 0, n), items...)
}

// SetAt replaces item i.
func (l *List) SetAt(t *Thread, i int, v Value) { t.Store(&l.Header, &l.Items[i], v) }

// Insert puts v before position i.
func (l *List) Insert(i int, v Value) {
	l.take(v)
	l.Items = append(l.Items, Value{})
	copy(l.Items[i+1:], l.Items[i:])
	l.Items[i] = v
}

// RemoveAt takes item i out and returns it floating.
func (l *List) RemoveAt(i int) Value {
	v := l.Items[i]
	copy(l.Items[i:], l.Items[i+1:])
	l.Items[len(l.Items)-1] = Value{}
	l.Items = l.Items[:len(l.Items)-1]
	v.Forget()
	return v
}

// Replace puts items in place of [i, j).
func (l *List) Replace(t *Thread, i, j int, items []Value) {
	old := append([]Value(nil), l.Items[i:j]...)
	for _, v := range items {
		l.take(v)
	}
	tail := l.Items[j:]
	if len(items) <= j-i {
		n := copy(l.Items[i:], items)
		m := copy(l.Items[i+n:], tail)
		clear(l.Items[i+n+m:])
		l.Items = l.Items[:i+n+m]
	} else {
		out := make([]Value, 0, len(l.Items)-len(old)+len(items))
		out = append(out, l.Items[:i]...)
		out = append(out, items...)
		l.Items = append(out, tail...)
	}
	for _, v := range old {
		t.Release(v)
	}
}

// Slice is a slice object; absent parts are None.
type Slice struct {
	Header
	Start, Stop, Step Value
}

// NewSlice makes a slice object.
func NewSlice(start, stop, step Value) Value {
	s := &Slice{Header: NewHeader(SliceType), Start: start, Stop: stop, Step: step}
	s.take(start)
	s.take(stop)
	s.take(step)
	return Of(s)
}

// SliceItem is o[start:stop:step] where that takes no slice object: of a text, a list
// or a tuple, by ints, in steps of one. Else ok is false, and nothing has happened.
func SliceItem(o, start, stop, step Value) (v Value, ok bool) {
	if !step.IsNone() || !start.IsInt() && !start.IsNone() || !stop.IsInt() && !stop.IsNone() {
		return Value{}, false
	}
	var items []Value
	n := 0
	switch o.Type() {
	case StrType:
		n = (*Str)(o.p).Len()
	case ListType:
		items = (*List)(o.p).Items
		n = len(items)
	case TupleType:
		items = (*Tuple)(o.p).Items
		n = len(items)
	default:
		return Value{}, false
	}
	i, j := 0, n
	if start.IsInt() {
		i = clip(start.AsInt(), n)
	}
	if stop.IsInt() {
		j = clip(stop.AsInt(), n)
	}
	j = max(i, j)
	switch o.Type() {
	case StrType:
		s := (*Str)(o.p)
		if j == i+1 {
			return s.At(i), true
		}
		return NewStr(s.Sub(i, j)), true
	case ListType:
		return listLike((*List)(o.p), append([]Value(nil), items[i:j]...)), true
	}
	return TupleOf(append([]Value(nil), items[i:j]...)), true
}

// clip is the place that an index means as the end of a slice of n items.
func clip(i int64, n int) int {
	if i < 0 {
		i += int64(n)
	}
	return int(min(max(i, 0), int64(n)))
}

// Indices resolves the slice for a sequence of length n, as slice.indices.
func (s *Slice) Indices(t *Thread, n int) (start, stop, step, count int, err error) {
	step = 1
	if !s.Step.IsNone() {
		if step, err = t.sliceIndex(s.Step); err != nil {
			return
		}
		if step == 0 {
			err = t.Raisef(ValueError, "slice step cannot be zero")
			return
		}
	}
	lo, hi := 0, n
	if step < 0 {
		lo, hi = -1, n-1
	}
	clamp := func(v Value, def int) (int, error) {
		if v.IsNone() {
			return def, nil
		}
		i, err := t.sliceIndex(v)
		if err != nil {
			return 0, err
		}
		if i < 0 {
			i += n
		}
		return min(max(i, lo), hi), nil
	}
	dStart, dStop := lo, hi
	if step < 0 {
		dStart, dStop = hi, lo
	}
	if start, err = clamp(s.Start, dStart); err != nil {
		return
	}
	if stop, err = clamp(s.Stop, dStop); err != nil {
		return
	}
	if step > 0 && start < stop {
		count = (stop-start-1)/step + 1
	} else if step < 0 && start > stop {
		count = (start-stop-1)/-step + 1
	}
	return
}

// Range is a range object with machine ints; larger ones are not supported.
type Range struct {
	Header
	Start, Stop, Step int64
	Len               int64
	wide              *wideRange // of a range beyond 62 bits, which the numbers above do not describe
}

// NewRange makes a range.
func NewRange(start, stop, step int64) *Range {
	r := &Range{Header: StaticHeader(RangeType), Start: start, Stop: stop, Step: step}
	if step > 0 && start < stop {
		r.Len = (stop-start-1)/step + 1
	} else if step < 0 && start > stop {
		r.Len = (start-stop-1)/-step + 1
	}
	return r
}

// RangeIter iterates a range.
type RangeIter struct {
	Header
	Cur, Step, Left int64
}

// SeqIter iterates a list or tuple (or anything with GetItem) by index.
type SeqIter struct {
	Header
	Seq Value
	Pos int
}

func newSeqIter(ty *Type, seq Value) Value {
	it := &SeqIter{Header: NewHeader(ty), Seq: seq}
	it.take(seq)
	return Of(it)
}

func (it *SeqIter) exhaust(t *Thread) {
	s := it.Seq
	it.Seq = Value{}
	t.Release(s)
}

func listIterNext(t *Thread, self Value) (Value, error) {
	it := (*SeqIter)(self.p)
	if !it.Seq.Valid() {
		return Value{}, nil
	}
	l := (*List)(it.Seq.p)
	if it.Pos < len(l.Items) {
		it.Pos++
		return l.Items[it.Pos-1], nil
	}
	it.exhaust(t)
	return Value{}, nil
}

func tupleIterNext(t *Thread, self Value) (Value, error) {
	it := (*SeqIter)(self.p)
	if !it.Seq.Valid() {
		return Value{}, nil
	}
	l := (*Tuple)(it.Seq.p)
	if it.Pos < len(l.Items) {
		it.Pos++
		return l.Items[it.Pos-1], nil
	}
	it.exhaust(t)
	return Value{}, nil
}

func seqIterNext(t *Thread, self Value) (Value, error) {
	it := (*SeqIter)(self.p)
	if !it.Seq.Valid() {
		return Value{}, nil
	}
	v, err := t.GetItem(it.Seq, Int(int64(it.Pos)))
	if err != nil {
		if IsExc(err, IndexError) || IsExc(err, StopIteration) {
			it.exhaust(t)
			return Value{}, nil
		}
		return Value{}, err
	}
	it.Pos++
	return v, nil
}

func rangeIterNext(t *Thread, self Value) (Value, error) {
	it := (*RangeIter)(self.p)
	if it.Left <= 0 {
		return Value{}, nil
	}
	v := it.Cur
	it.Cur += it.Step
	it.Left--
	return Int(v), nil
}

// Iter is an iterator written in Go.
type Iter struct {
	Header
	Fn   func(t *Thread) (Value, error)
	pair pairNext // see NextPair
	Held []Value  // what it keeps alive

	// What __reduce__ tells of it, where its type has one.
	at     *int   // the index of the next item; a string's counts bytes
	count  *Value // enumerate's next number
	strict bool   // zip and map
}

// NewIter makes an iterator of type ty that keeps held alive.
func NewIter(ty *Type, fn func(t *Thread) (Value, error), held ...Value) Value {
	it := &Iter{Header: NewHeader(ty), Fn: fn, Held: held}
	for _, v := range held {
		it.take(v)
	}
	return Of(it)
}

// newIndexIter is NewIter for a sequence; *at is the index of the next item.
func newIndexIter(ty *Type, seq Value, at *int, fn func(t *Thread) (Value, error)) Value {
	v := NewIter(ty, fn, seq)
	(*Iter)(v.p).at = at
	return v
}

func iterNext(t *Thread, self Value) (Value, error) { return (*Iter)(self.p).Fn(t) }

func iterTraverse(self Value, visit func(Value)) {
	for _, v := range (*Iter)(self.p).Held {
		visit(v)
	}
}
