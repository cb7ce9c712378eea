package object

import (
	"math"
	"math/big"
	"math/bits"
)

// Call calls fn with positional arguments.
func (t *Thread) Call(fn Value, args ...Value) (Value, error) { return t.CallKw(fn, args, nil) }

// CallKw calls fn; the last len(kw) args are keyword values.
func (t *Thread) CallKw(fn Value, args []Value, kw KwNames) (Value, error) {
	c := fn.Type().slots.Call
	if c == nil {
		return Value{}, t.Raisef(TypeError, "'%s' object is not callable", fn.Type().TpName())
	}
	return c(t, fn, args, kw)
}

// CallUnbound calls a function found on the type of self, as a method of it.
func (t *Thread) CallUnbound(f, self Value, args ...Value) (Value, error) {
	ft := f.Type()
	if ft.Flags&MethodLike != 0 {
		var buf [4]Value
		all := append(append(buf[:0], self), args...)
		return ft.slots.Call(t, f, all, nil)
	}
	b, err := t.bind(f, self, Of(self.Type()))
	if err != nil {
		return Value{}, err
	}
	return t.CallKw(b, args, nil)
}

// CallMethod calls self.name(args...).
func (t *Thread) CallMethod(self Value, name *Str, args ...Value) (Value, error) {
	if self.Type().slots.GetAttr != nil {
		if d := t.Lookup(self.Type(), name); d.Valid() && d.Type().Flags&MethodLike != 0 {
			if a := attrsOf(self); a == nil || !a.get(name).Valid() {
				return t.CallUnbound(d, self, args...)
			}
		}
	}
	m, err := t.GetAttr(self, name)
	if err != nil {
		return Value{}, err
	}
	m.Hold()
	r, err := t.CallKw(m, args, nil)
	r.Hold2()
	t.Release(m)
	r.Forget()
	return r, err
}

// Hold2 is Hold that ignores the invalid Value.
func (v Value) Hold2() {
	if v.p != nil {
		v.Hold()
	}
}

// CallSpecial calls a special method looked up on the type; ok is false when
// the type has none.
func (t *Thread) CallSpecial(self Value, name *Str, args ...Value) (r Value, ok bool, err error) {
	d := t.Lookup(self.Type(), name)
	if !d.Valid() {
		return Value{}, false, nil
	}
	r, err = t.CallUnbound(d, self, args...)
	return r, true, err
}

// Truth is bool(v).
func (t *Thread) Truth(v Value) (bool, error) {
	switch {
	case v.IsBool():
		return v.n != 0, nil
	case v.IsNone():
		return false, nil
	case v.IsInt():
		return v.n != 0, nil
	}
	s := &v.Type().slots
	if s.Truth != nil {
		return s.Truth(t, v)
	}
	if s.Len != nil {
		n, err := s.Len(t, v)
		return n != 0, err
	}
	return true, nil
}

// Equal is a == b, with identity first, as containers compare.
func (t *Thread) Equal(a, b Value) (bool, error) {
	if a == b {
		return true, nil
	}
	if a.IsInt() && b.IsInt() {
		return false, nil
	}
	if x, y := exactStr(a), exactStr(b); x != nil && y != nil {
		return x.S == y.S, nil
	}
	if a.Is(TupleType) && b.Is(TupleType) {
		if eq, ok := plainEqual((*Tuple)(a.p).Items, (*Tuple)(b.p).Items); ok {
			return eq, nil
		}
	}
	v, err := t.Compare(a, b, CmpEq)
	if err != nil {
		return false, err
	}
	r, err := t.Truth(v)
	return r, err
}

// plainEqual compares two tuples as far as ints and texts tell, such as most keys of
// dicts are made of; ok is false where others have to.
func plainEqual(x, y []Value) (eq, ok bool) {
	if len(x) != len(y) {
		return false, true
	}
	for i, a := range x {
		b := y[i]
		switch {
		case a == b:
		case a.IsInt() && b.IsInt():
			return false, true
		case a.Is(StrType) && b.Is(StrType):
			if (*Str)(a.p).S != (*Str)(b.p).S {
				return false, true
			}
		default:
			return false, false
		}
	}
	return true, true
}

// Compare is the rich comparison of a and b.
func (t *Thread) Compare(a, b Value, op CmpOp) (Value, error) {
	at, bt := a.Type(), b.Type()
	checkedReverse := false
	if at != bt && bt.slots.Compare != nil && bt.IsSubtype(at) {
		checkedReverse = true
		if v, err := bt.slots.Compare(t, b, a, cmpSwapped[op]); err != nil || v != NotImplemented {
			return v, err
		}
	}
	if f := at.slots.Compare; f != nil {
		if v, err := f(t, a, b, op); err != nil || v != NotImplemented {
			return v, err
		}
	}
	if f := bt.slots.Compare; f != nil && !checkedReverse {
		if v, err := f(t, b, a, cmpSwapped[op]); err != nil || v != NotImplemented {
			return v, err
		}
	}
	switch op {
	case CmpEq:
		return Bool(a == b), nil
	case CmpNe:
		return Bool(a != b), nil
	}
	return Value{}, t.Raisef(TypeError, "'%s' not supported between instances of '%s' and '%s'", cmpSigns[op], at.TpName(), bt.TpName())
}

// CompareBool is Compare followed by Truth.
func (t *Thread) CompareBool(a, b Value, op CmpOp) (bool, error) {
	if a.Is(TupleType) && b.Is(TupleType) {
		if c, ok := plainOrder((*Tuple)(a.p).Items, (*Tuple)(b.p).Items); ok {
			return cmpResult(c, op).AsBool(), nil
		}
	}
	v, err := t.Compare(a, b, op)
	if err != nil {
		return false, err
	}
	return t.Truth(v)
}

// Hash is hash(v).
func (t *Thread) Hash(v Value) (uint64, error) {
	if s := exactStr(v); s != nil {
		return s.Hash(), nil
	}
	if v.IsInt() {
		return hashInt(v.AsInt()), nil
	}
	if v.Is(TupleType) && (*Tuple)(v.p).hash != 0 {
		return (*Tuple)(v.p).hash, nil
	}
	if h := v.Type().slots.Hash; h != nil {
		return h(t, v)
	}
	return 0, t.Raisef(TypeError, "unhashable type: '%s'", v.Type().TpName())
}

// hashAs is Hash for a container, which says in the error what the value was
// to be.
func (t *Thread) hashAs(v Value, role string) (uint64, error) {
	h, err := t.Hash(v)
	if err == nil {
		return h, nil
	}
	e := t.AsRaised(err)
	if e.Type() != TypeError {
		return 0, err
	}
	text, serr := t.StrOf(Of(e))
	if serr != nil {
		return 0, serr
	}
	return 0, t.Raisef(TypeError, "cannot use '%s' as %s (%s)", v.Type().ErrorName(), role, text)
}

const hashModulus = 1<<61 - 1

// hashInt is CPython's hash of an int: the value modulo 2^61-1 with its sign.
func hashInt(i int64) uint64 {
	if i >= 0 && i < hashModulus {
		return uint64(i)
	}
	neg := i < 0
	u := uint64(i)
	if neg {
		u = -u
	}
	u %= hashModulus
	if neg {
		if u == 1 {
			u = 2
		}
		return -u
	}
	return u
}

func hashBig(b *big.Int) uint64 {
	m := new(big.Int).Mod(new(big.Int).Abs(b), big.NewInt(hashModulus)).Int64()
	if b.Sign() < 0 {
		m = -m
		if m == -1 {
			m = -2
		}
	}
	return uint64(m)
}

func hashFloat(f float64) uint64 {
	if math.IsNaN(f) {
		return 271828 // all NaNs are one object here, so any constant will do
	}
	if math.IsInf(f, 1) {
		return 314159
	}
	if math.IsInf(f, -1) {
		return ^uint64(314159) + 1
	}
	if f == math.Trunc(f) && math.Abs(f) < 1<<62 {
		return hashInt(int64(f))
	}
	frac, e := math.Frexp(math.Abs(f))
	var x uint64
	for frac != 0 {
		x = x<<28&hashModulus | x>>(61-28)
		frac *= 1 << 28
		e -= 28
		y := uint64(frac)
		frac -= float64(y)
		x += y
		if x >= hashModulus {
			x -= hashModulus
		}
	}
	if e >= 0 {
		e %= 61
	} else {
		e = 61 - 1 - (-1-e)%61
	}
	x = x<<e&hashModulus | x>>(61-e)
	if f < 0 {
		x = -x
		if x == ^uint64(0) {
			x = ^uint64(0) - 1
		}
	}
	return x
}

// tupleHash is the hash of a tuple on its way, as CPython's tuplehash (xxHash with
// 64-bit lanes).
type tupleHash uint64

const xxPrime5 = 2870177450012600261

func (acc *tupleHash) add(h uint64) {
	const p1, p2 = 11400714785074694791, 14029467366897019727
	*acc = tupleHash(bits.RotateLeft64(uint64(*acc)+h*p2, 31) * p1)
}

func (acc tupleHash) sum(n int) uint64 {
	h := uint64(acc) + (uint64(n) ^ (xxPrime5 ^ 3527539))
	if h == ^uint64(0) {
		return 1546275796
	}
	return h
}

// Repr is repr(v).
func (t *Thread) Repr(v Value) (string, error) {
	r, err := t.ReprValue(v)
	if err != nil {
		return "", err
	}
	return AsStr(r).S, nil
}

// ReprValue is Repr as a str value.
func (t *Thread) ReprValue(v Value) (Value, error) {
	if !v.Valid() {
		return NewStr("<NULL>"), nil
	}
	if err := t.Enter(); err != nil {
		return Value{}, err
	}
	defer t.Leave()
	r, err := v.Type().slots.Repr(t, v)
	if err != nil {
		return Value{}, err
	}
	if AsStr(r) == nil {
		return Value{}, t.Raisef(TypeError, "__repr__ returned non-string (type %s)", r.Type().TpName())
	}
	return r, nil
}

// StrOf is str(v).
func (t *Thread) StrOf(v Value) (string, error) {
	r, err := t.StrValue(v)
	if err != nil {
		return "", err
	}
	return AsStr(r).S, nil
}

// StrValue is str(v) as a value.
func (t *Thread) StrValue(v Value) (Value, error) {
	if v.Type() == StrType {
		return v, nil
	}
	f := v.Type().slots.Str
	if f == nil {
		return t.ReprValue(v)
	}
	if err := t.Enter(); err != nil {
		return Value{}, err
	}
	defer t.Leave()
	r, err := f(t, v)
	if err != nil {
		return Value{}, err
	}
	if AsStr(r) == nil {
		return Value{}, t.Raisef(TypeError, "__str__ returned non-string (type %s)", r.Type().TpName())
	}
	return r, nil
}

// Enter guards native recursion (repr of nested lists, comparisons): it counts
// towards the recursion limit.
func (t *Thread) Enter() error {
	t.Depth++
	if t.Depth > t.MaxDepth {
		t.Depth--
		return t.Raisef(RecursionError, "maximum recursion depth exceeded")
	}
	return nil
}

// Leave ends Enter.
func (t *Thread) Leave() { t.Depth-- }

// ReprEnter reports whether v's repr is already in progress, and marks it.
func (t *Thread) ReprEnter(v Value) bool {
	for _, r := range t.reprs {
		if r == v {
			return true
		}
	}
	t.reprs = append(t.reprs, v)
	return false
}

// ReprLeave ends ReprEnter.
func (t *Thread) ReprLeave() { t.reprs = t.reprs[:len(t.reprs)-1] }

// Iter is iter(v).
func (t *Thread) Iter(v Value) (Value, error) {
	ty := v.Type()
	if f := ty.slots.Iter; f != nil {
		if ty.Flags&HeapType != 0 && t.Lookup(ty, names.iter).IsNone() {
			return Value{}, t.Raisef(TypeError, "'%s' object is not iterable", ty.TpName())
		}
		it, err := f(t, v)
		if err != nil {
			return Value{}, err
		}
		if it.Type().slots.Next == nil {
			return Value{}, t.Raisef(TypeError, "iter() returned non-iterator of type '%s'", it.Type().TpName())
		}
		return it, nil
	}
	if ty.slots.GetItem != nil && ty.Flags&DictSub == 0 {
		return newSeqIter(SeqIterType, v), nil
	}
	return Value{}, t.Raisef(TypeError, "'%s' object is not iterable", ty.TpName())
}

// Next advances an iterator; the invalid Value is its end.
func (t *Thread) Next(it Value) (Value, error) {
	if t.Breaker.Load() != 0 { // native loops may take long
		if err := t.CheckBreak(); err != nil {
			return Value{}, err
		}
	}
	return it.Type().slots.Next(t, it)
}

// Each calls f for every item of an iterable. Lists and tuples are walked by
// index, so that changes meanwhile are seen as CPython's iterators see them.
func (t *Thread) Each(v Value, f func(Value) error) error {
	if v.Is(TupleType) {
		for _, x := range (*Tuple)(v.p).Items {
			if err := f(x); err != nil {
				return err
			}
		}
		return nil
	}
	it, err := t.Iter(v)
	if err != nil {
		return err
	}
	it.Hold()
	if each := it.Type().slots.Each; each != nil {
		err := each(t, it, f)
		t.Release(it)
		return err
	}
	next := it.Type().slots.Next
	pause := interval
	if it.Is(DictIterType) || it.Is(SetIterType) {
		pause = undivided
	}
	for n := 1; ; n++ {
		if n%pause == 0 {
			if err := t.CheckBreak(); err != nil {
				t.Release(it)
				return err
			}
		}
		x, err := next(t, it)
		if err == nil && x.Valid() {
			x.Hold()
			err = f(x)
			t.Release(x)
			if err == nil {
				continue
			}
		}
		t.Release(it)
		return err
	}
}

// interval is how many items a native loop handles between two looks at
// Thread.Breaker: some tens of microseconds.
const interval = 1024

// undivided is the interval for dicts and sets, milliseconds long: programs with
// threads rely on list(d.items()) to be done before another thread changes d.
const undivided = 1 << 17

// CheckBreak does what Thread.Breaker asks for, in a native loop that may take
// long; an error ends the loop.
func (t *Thread) CheckBreak() error {
	if t.Breaker.Load() != 0 && t.OnBreak != nil {
		return t.OnBreak()
	}
	return nil
}

// Collect gathers the items of an iterable. The values are floating: the
// caller stores them before running Python code.
func (t *Thread) Collect(v Value) ([]Value, error) {
	switch {
	case v.Is(ListType):
		return append([]Value(nil), (*List)(v.p).Items...), nil
	case v.Is(TupleType):
		return append([]Value(nil), (*Tuple)(v.p).Items...), nil
	case v.Is(BytesType), v.Is(ByteArrayType):
		b := (*Bytes)(v.p).B
		out := make([]Value, len(b))
		for i, c := range b {
			out[i] = Int(int64(c))
		}
		return out, nil
	}
	it, err := t.Iter(v)
	if err != nil {
		return nil, err
	}
	out := t.collected[:0]
	t.collected = nil
	if err := t.Each(it, func(x Value) error {
		x.Hold()
		out = append(out, x)
		return nil
	}); err != nil {
		for _, o := range out {
			t.Release(o)
		}
		return nil, err
	}
	for _, o := range out {
		o.Forget()
	}
	if cap(out) > mostParts {
		return out, nil
	}
	items := append([]Value(nil), out...)
	clear(out)
	t.collected = out
	return items, nil
}

// Len is len(v).
func (t *Thread) Len(v Value) (int, error) {
	f := v.Type().slots.Len
	if f == nil {
		return 0, t.Raisef(TypeError, "object of type '%s' has no len()", v.Type().TpName())
	}
	return f(t, v)
}

// GetItem is v[key].
func (t *Thread) GetItem(v, key Value) (Value, error) {
	if f := v.Type().slots.GetItem; f != nil {
		return f(t, v, key)
	}
	if ty := AsType(v); ty != nil {
		if f := t.Lookup(ty, names.classGetitem); f.Valid() {
			b, err := t.bind(f, Value{}, v)
			if err != nil {
				return Value{}, err
			}
			return t.Call(b, key)
		}
		if ty == TypeType {
			return NewGenericAlias(v, key), nil // type[int]; a metaclass that inherits from type is none
		}
		return Value{}, t.Raisef(TypeError, "type '%s' is not subscriptable", ty.TpName())
	}
	return Value{}, t.Raisef(TypeError, "'%s' object is not subscriptable", v.Type().TpName())
}

// SetItem is v[key] = x.
func (t *Thread) SetItem(v, key, x Value) error {
	if f := v.Type().slots.SetItem; f != nil {
		return f(t, v, key, x)
	}
	return t.Raisef(TypeError, "'%s' object does not support item assignment", v.Type().TpName())
}

// DelItem is del v[key].
func (t *Thread) DelItem(v, key Value) error {
	if f := v.Type().slots.SetItem; f != nil {
		return f(t, v, key, Value{})
	}
	if v.Type().slots.Len != nil {
		return t.Raisef(TypeError, "'%s' object doesn't support item deletion", v.Type().TpName())
	}
	return t.Raisef(TypeError, "'%s' object does not support item deletion", v.Type().TpName())
}

// Contains is item in v.
func (t *Thread) Contains(v, item Value) (bool, error) {
	if f := v.Type().slots.Contains; f != nil {
		return f(t, v, item)
	}
	it, err := t.Iter(v)
	if err != nil {
		if !t.AsRaised(err).Type().IsSubtype(TypeError) {
			return false, err
		}
		return false, t.Raisef(TypeError, "argument of type '%s' is not a container or iterable", v.Type().TpName())
	}
	it.Hold()
	defer t.Release(it)
	for {
		x, err := t.Next(it)
		if err != nil || !x.Valid() {
			return false, err
		}
		x.Hold()
		eq, err := t.Equal(x, item)
		t.Release(x)
		if err != nil || eq {
			return eq, err
		}
	}
}

// Binary is a op b.
func (t *Thread) Binary(op BinOp, a, b Value) (Value, error) {
	r, err := t.tryBinary(op, a, b)
	if err == nil && r == NotImplemented {
		return Value{}, t.binaryError(op, a, b, "")
	}
	return r, err
}

// tryBinary is a op b, or NotImplemented.
func (t *Thread) tryBinary(op BinOp, a, b Value) (Value, error) {
	at, bt := a.Type(), b.Type()
	if bt == FloatType && a.IsInt() {
		a, at = Float(float64(a.AsInt())), FloatType // as float's __radd__ and the like do
	}
	fa, fb := at.slots.Binary[op], bt.slots.Binary[op]
	if at == bt {
		fb = nil
	}
	if fa != nil {
		if fb != nil && bt.IsSubtype(at) {
			if r, err := fb(t, a, b); err != nil || r != NotImplemented {
				return r, err
			}
			fb = nil
		}
		if r, err := fa(t, a, b); err != nil || r != NotImplemented {
			return r, err
		}
	}
	if fb != nil {
		return fb(t, a, b)
	}
	return NotImplemented, nil
}

func (t *Thread) binaryError(op BinOp, a, b Value, suffix string) error {
	switch {
	case op == OpAdd && AsStr(a) != nil:
		return t.Raisef(TypeError, `can only concatenate str (not "%s") to str`, b.Type().TpName())
	case op == OpAdd && AsList(a) != nil:
		return t.Raisef(TypeError, `can only concatenate list (not "%s") to list`, b.Type().TpName())
	case op == OpAdd && AsTuple(a) != nil:
		return t.Raisef(TypeError, `can only concatenate tuple (not "%s") to tuple`, b.Type().TpName())
	case op == OpAdd && AsBytes(a) != nil:
		return t.Raisef(TypeError, `can't concat %s to %s`, b.Type().TpName(), a.Type().TpName())
	case op == OpMul && (isSeq(a) || isSeq(b) && (suffix == "" || a.Type().Flags&(HeapType|DictSub) == 0 && AsSet(a) == nil)):
		o := b
		if !isSeq(a) {
			o = a
		}
		return t.Raisef(TypeError, "can't multiply sequence by non-int of type '%s'", o.Type().TpName())
	}
	sign := binarySigns[op]
	if suffix != "" && op == OpPow {
		sign = "**"
	}
	return t.Raisef(TypeError, "unsupported operand type(s) for %s%s: '%s' and '%s'", sign, suffix, a.Type().TpName(), b.Type().TpName())
}

// refuses is the error of a sequence's __add__ and __mul__, which never answer
// NotImplemented.
func (t *Thread) refuses(op BinOp, a, b Value) error {
	if op == OpMul {
		return t.Raisef(TypeError, "'%s' object cannot be interpreted as an integer", b.Type().TpName())
	}
	return t.binaryError(op, a, b, "")
}

func isSeq(v Value) bool { return v.Type().Flags&(StrSub|BytesSub|ListSub|TupleSub) != 0 }

// Inplace is a op= b.
func (t *Thread) Inplace(op BinOp, a, b Value) (Value, error) {
	if f := a.Type().slots.Inplace[op]; f != nil {
		if r, err := f(t, a, b); err != nil || r != NotImplemented {
			return r, err
		}
	}
	r, err := t.tryBinary(op, a, b)
	if err == nil && r == NotImplemented {
		return Value{}, t.binaryError(op, a, b, "=")
	}
	return r, err
}

// Unary applies one of - + ~ or abs.
func (t *Thread) unary(a Value, f UnaryFunc, sign string) (Value, error) {
	if f == nil {
		return Value{}, t.Raisef(TypeError, "bad operand type for %s: '%s'", sign, a.Type().TpName())
	}
	return f(t, a)
}

func (t *Thread) Neg(a Value) (Value, error) { return t.unary(a, a.Type().slots.Neg, "unary -") }
func (t *Thread) Pos(a Value) (Value, error) { return t.unary(a, a.Type().slots.Pos, "unary +") }
func (t *Thread) Invert(a Value) (Value, error) {
	return t.unary(a, a.Type().slots.Invert, "unary ~")
}
func (t *Thread) Abs(a Value) (Value, error) { return t.unary(a, a.Type().slots.Abs, "abs()") }

// Index is operator.index(v): an exact int value.
func (t *Thread) Index(v Value) (Value, error) {
	if v.IsInt() {
		return v, nil
	}
	if v.IsBool() {
		return Int(int64(v.n)), nil
	}
	if v.Type().Flags&IntSub != 0 {
		return IntFromBig(&(*BigInt)(v.p).v), nil
	}
	f := v.Type().slots.Index
	if f == nil {
		return Value{}, t.Raisef(TypeError, "'%s' object cannot be interpreted as an integer", v.Type().TpName())
	}
	r, err := f(t, v)
	if err != nil {
		return Value{}, err
	}
	if r.Type().Flags&IntSub == 0 {
		return Value{}, t.Raisef(TypeError, "__index__ returned non-int (type %s)", r.Type().TpName())
	}
	if err := t.strictInt("__index__", r); err != nil {
		return Value{}, err
	}
	return t.Index(r)
}

// IndexInt is Index as a Go int; out of range gives IndexError.
func (t *Thread) IndexInt(v Value) (int, error) {
	i, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	if !i.IsInt() {
		return 0, t.Raisef(IndexError, "cannot fit '%s' into an index-sized integer", v.Type().TpName())
	}
	return int(i.AsInt()), nil
}

// IntArg is Index as an int64; out of range gives OverflowError.
func (t *Thread) IntArg(v Value) (int64, error) {
	i, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	if !i.IsInt() {
		return 0, t.Raisef(OverflowError, "Python int too large to convert to C ssize_t")
	}
	return i.AsInt(), nil
}

// sliceIndex is an index clamped to the range of machine ints.
func (t *Thread) sliceIndex(v Value) (int, error) {
	if v.Type().slots.Index == nil {
		return 0, t.Raisef(TypeError, "slice indices must be integers or None or have an __index__ method")
	}
	i, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	if !i.IsInt() {
		if (*BigInt)(i.p).v.Sign() < 0 {
			return math.MinInt64 / 2, nil
		}
		return math.MaxInt64 / 2, nil
	}
	return int(min(max(i.AsInt(), math.MinInt64/2), math.MaxInt64/2)), nil
}

// ToFloat is float(v) for numbers.
func (t *Thread) ToFloat(v Value) (float64, error) {
	switch {
	case v.IsFloat():
		return v.AsFloat(), nil
	case v.IsInt():
		return float64(v.AsInt()), nil
	case v.IsBool():
		return float64(v.n), nil
	case v.Type().IsSubtype(FloatType):
		return (*FloatObj)(v.p).V, nil
	case v.Type().Flags&IntSub != 0:
		f, _ := new(big.Float).SetInt(&(*BigInt)(v.p).v).Float64()
		if math.IsInf(f, 0) {
			return 0, t.Raisef(OverflowError, "int too large to convert to float")
		}
		return f, nil
	}
	if v.Type().slots.Float != nil {
		return t.askFloat(v)
	}
	if v.Type().slots.Index != nil {
		i, err := t.Index(v)
		if err != nil {
			return 0, err
		}
		return t.ToFloat(i)
	}
	return 0, t.Raisef(TypeError, "must be real number, not %s", v.Type().TpName())
}

// askFloat is what the __float__ of v returns.
func (t *Thread) askFloat(v Value) (float64, error) {
	r, err := v.Type().slots.Float(t, v)
	if err != nil {
		return 0, err
	}
	if r.IsFloat() {
		return r.AsFloat(), nil
	}
	said := v.Type().TpName() + ".__float__ returned non-float (type " + r.Type().TpName() + ")"
	if !r.Type().IsSubtype(FloatType) {
		return 0, t.Raisef(TypeError, "%s", said)
	}
	err = t.Interp.Warn(t, DeprecationWarning, said+".  The ability to return an instance of a strict subclass of float is deprecated, and may be removed in a future version of Python.")
	return (*FloatObj)(r.p).V, err
}

// Big returns the value of any int as a big.Int, not to be changed.
func Big(v Value) *big.Int {
	switch {
	case v.IsInt():
		return big.NewInt(v.AsInt())
	case v.IsBool():
		return big.NewInt(int64(v.n))
	}
	return &(*BigInt)(v.p).v
}

// IsInstanceOf is isinstance(v, cls) for a class, a tuple of them, a union or
// anything with __instancecheck__.
func (t *Thread) IsInstanceOf(v, cls Value) (bool, error) {
	if v.Type() == AsType(cls) {
		return true, nil
	}
	if tup := AsTuple(cls); tup != nil {
		for _, c := range tup.Items {
			if ok, err := t.IsInstanceOf(v, c); ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	}
	if u := AsUnion(cls); u != nil {
		for _, c := range u.Args {
			if c.IsNone() {
				if v.IsNone() {
					return true, nil
				}
				continue
			}
			if ok, err := t.IsInstanceOf(v, c); ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	}
	if ty := AsType(cls); ty != nil && ty.typ == TypeType {
		return t.plainIsInstance(v, ty)
	}
	if r, ok, err := t.CallSpecial(cls, names.instancecheck, v); ok {
		if err != nil {
			return false, err
		}
		return t.Truth(r)
	}
	if ty := AsType(cls); ty != nil {
		return t.plainIsInstance(v, ty)
	}
	return false, t.Raisef(TypeError, "isinstance() arg 2 must be a type, a tuple of types, or a union")
}

func (t *Thread) plainIsInstance(v Value, ty *Type) (bool, error) {
	if v.Type().IsSubtype(ty) {
		return true, nil
	}
	if v.Type().Flags&HeapType == 0 {
		return false, nil
	}
	c, err := t.GetAttrOpt(v, names.class)
	if err != nil || !c.Valid() {
		return false, err
	}
	ct := AsType(c)
	return ct != nil && ct.IsSubtype(ty), nil
}

// IsSubclassOf is issubclass(sub, cls).
func (t *Thread) IsSubclassOf(sub, cls Value) (bool, error) {
	if tup := AsTuple(cls); tup != nil {
		for _, c := range tup.Items {
			if ok, err := t.IsSubclassOf(sub, c); ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	}
	if u := AsUnion(cls); u != nil {
		for _, c := range u.Args {
			if ok, err := t.IsSubclassOf(sub, c); ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	}
	ty := AsType(cls)
	if ty == nil || ty.typ != TypeType {
		if r, ok, err := t.CallSpecial(cls, names.subclasscheck, sub); ok {
			if err != nil {
				return false, err
			}
			return t.Truth(r)
		}
	}
	st := AsType(sub)
	if st == nil {
		return false, t.Raisef(TypeError, "issubclass() arg 1 must be a class")
	}
	if ty == nil {
		return false, t.Raisef(TypeError, "issubclass() arg 2 must be a class, a tuple of classes, or a union")
	}
	return st.IsSubtype(ty), nil
}

// GetAwaitable is the iterator that await drives: a coroutine itself, or what
// __await__ returns. coro reports coroutine-like generators.
func (t *Thread) GetAwaitable(v Value) (Value, error) {
	if f := v.Type().slots.Await; f != nil {
		it, err := f(t, v)
		if err != nil || it == v && v.Type().Flags&HeapType == 0 {
			return it, err
		}
		if t.Interp.GeneratorLike != nil && t.Interp.GeneratorLike(it) {
			t.DropFloating(it) // CPython warns that it was never awaited
			return Value{}, t.Raisef(TypeError, "__await__() returned a coroutine")
		}
		if it.Type().slots.Next == nil {
			return Value{}, t.Raisef(TypeError, "__await__() returned non-iterator of type '%s'", it.Type().TpName())
		}
		return it, nil
	}
	return Value{}, t.Raisef(TypeError, "'%s' object can't be awaited", v.Type().TpName())
}
