// Package object is the object model of the embedded runtime: values, types,
// the built-in kinds of objects and the protocols between them.
//
// # Values
//
// A Value is 16 bytes: a pointer to a Header and a 64-bit payload. Ints that
// fit 64 bits, floats, bools and None live in the payload and share one static
// header a kind, so the type of any value is one load away and arithmetic
// allocates nothing. Every other value points to a heap object whose first
// field is its Header. The zero Value is "no value": an unbound variable, or
// an absent argument.
//
// # Counts
//
// Go's collector owns memory. Counts exist for one purpose: to finalize
// generators, objects with __del__ and weak references as promptly as CPython
// does. They count holders, the registers of frames and the slots of heap
// objects; a Value in a Go variable is not counted ("floating"). So:
//
//   - storing a value into a slot takes Hold, dropping it takes Thread.Release;
//   - a native function returns floating values and need not care whether they
//     are new or borrowed; its arguments are held by its caller;
//   - a value moved out of a slot to be returned is let go with Forget, which
//     never finalizes;
//   - native code that calls back into Python and uses a floating value
//     afterwards must Hold it meanwhile.
//
// A forgotten Release finalizes late (a trace finds it), a forgotten Hold too
// early. When a count reaches zero the object's children are released, but its
// contents stay intact, so that even then no data is lost.
package object

import (
	"math"
	"math/big"
	"unsafe"
)

// Value is any Python value. Values are comparable with ==, which is "is".
type Value struct {
	p unsafe.Pointer // to a Header, nil for no value
	n uint64         // payload of unboxed kinds, else 0
}

// Header starts every heap object.
type Header struct {
	typ   *Type
	rc    int32
	flags HeaderFlags
}

// HeaderFlags are facts about one object.
type HeaderFlags uint32

const (
	Counted   HeaderFlags = 1 << iota // takes part in counting
	Holds                             // may hold counted values: release them at zero
	Finalizes                         // its type's Finalize runs at zero
	Finalized                         // and has run
	HasWeak                           // weak references to it exist
	Dead                              // reached zero and let go of its children

	// OwnFlag and the seven above are for what the object's own package has to note.
	OwnFlag HeaderFlags = 1 << 8

	extraShift = 16
)

// The headers of unboxed kinds and of the immortal singletons. They are never
// written after package initialization.
var (
	intTag   = Header{typ: IntType}
	floatTag = Header{typ: FloatType}
	boolTag  = Header{typ: BoolType}
	noneTag  = Header{typ: NoneType}
	ellTag   = Header{typ: EllipsisType}
	notImpl  = Header{typ: NotImplementedType}
)

// The singletons.
var (
	None           = Value{p: unsafe.Pointer(&noneTag)}
	True           = Value{p: unsafe.Pointer(&boolTag), n: 1}
	False          = Value{p: unsafe.Pointer(&boolTag)}
	Ellipsis       = Value{p: unsafe.Pointer(&ellTag)}
	NotImplemented = Value{p: unsafe.Pointer(&notImpl)}
)

// Ref is a reference to a heap object or to None in half the space of a Value.
type Ref struct{ p unsafe.Pointer }

// RefTo makes a Ref of a value without a payload; the caller knows that it is
// no int, float or bool.
func RefTo(v Value) Ref { return Ref{v.p} }

// Value is what r refers to, or the invalid Value.
func (r Ref) Value() Value { return Value{p: r.p} }

// Valid reports whether r refers to anything.
func (r Ref) Valid() bool { return r.p != nil }

// Object is implemented by pointers to heap objects, whose first field is a Header.
type Object interface{ header() *Header }

func (h *Header) header() *Header { return h }

// Of makes a Value of a heap object.
func Of[T any, P interface {
	*T
	Object
}](o P) Value {
	return Value{p: unsafe.Pointer(o)}
}

// Cast views the object of v as a *T. The caller has checked the type.
func Cast[T any](v Value) *T { return (*T)(v.p) }

// NewHeader is the header of a new counted object of type t.
func NewHeader(t *Type) Header { return Header{typ: t, flags: Counted} }

// StaticHeader is the header of an uncounted object of type t.
func StaticHeader(t *Type) Header { return Header{typ: t} }

// SetFlags adds flags to an object.
func (h *Header) SetFlags(f HeaderFlags) { h.flags |= f }

// ClearFlags removes flags from an object.
func (h *Header) ClearFlags(f HeaderFlags) { h.flags &^= f }

// HasFlags reports whether any of the flags is set.
func (h *Header) HasFlags(f HeaderFlags) bool { return h.flags&f != 0 }

// Extra is a number for the object's own package, beside the flags.
func (h *Header) Extra() uint16 { return uint16(h.flags >> extraShift) }

// SetExtra sets it.
func (h *Header) SetExtra(n uint16) { h.flags = h.flags&(1<<extraShift-1) | HeaderFlags(n)<<extraShift }

// Type is the type of the object.
func (h *Header) Type() *Type { return h.typ }

// Count is the number of holders, for tests and sys.getrefcount.
func (h *Header) Count() int { return int(h.rc) }

// Begun is a heap object with a mark that tells the machine, which alone may
// see it, that an await of the object itself has begun; Plain is without it.
func (v Value) Begun() Value  { return Value{v.p, 1} }
func (v Value) Plain() Value  { return Value{p: v.p} }
func (v Value) IsBegun() bool { return v.n != 0 }

// Valid reports whether v is a value at all.
func (v Value) Valid() bool { return v.p != nil }

// Header is the header of the object, or of the unboxed kind.
func (v Value) Header() *Header { return (*Header)(v.p) }

// Pointer identifies the object for tables keyed by identity.
func (v Value) Pointer() unsafe.Pointer { return v.p }

// Type is the type of any valid value.
func (v Value) Type() *Type { return (*Header)(v.p).typ }

// Int, Float and Bool make unboxed values.
func Int(i int64) Value { return Value{unsafe.Pointer(&intTag), uint64(i)} }

func Float(f float64) Value { return Value{unsafe.Pointer(&floatTag), math.Float64bits(f)} }

func Bool(b bool) Value {
	if b {
		return True
	}
	return False
}

// IsInt reports an int of 64 bits of exactly type int; big ints and
// subclasses are heap objects.
func (v Value) IsInt() bool { return v.p == unsafe.Pointer(&intTag) }

func (v Value) IsFloat() bool { return v.p == unsafe.Pointer(&floatTag) }
func (v Value) IsBool() bool  { return v.p == unsafe.Pointer(&boolTag) }
func (v Value) IsNone() bool  { return v.p == unsafe.Pointer(&noneTag) }

// AsInt, AsFloat and AsBool read the payload of an unboxed value.
func (v Value) AsInt() int64     { return int64(v.n) }
func (v Value) AsFloat() float64 { return math.Float64frombits(v.n) }
func (v Value) AsBool() bool     { return v.n != 0 }

// Is reports whether v is an instance of exactly type t.
func (v Value) Is(t *Type) bool { return (*Header)(v.p).typ == t }

// Hold counts one more holder of v, which must be valid.
func (v Value) Hold() {
	if h := (*Header)(v.p); h.flags&Counted != 0 {
		h.rc++
	}
}

// Forget counts one holder less without finalizing: the value moves on.
func (v Value) Forget() {
	if v.p == nil {
		return
	}
	if h := (*Header)(v.p); h.flags&Counted != 0 {
		h.rc--
	}
}

// Release counts one holder less and finalizes v when none is left. The zero
// Value is ignored.
func (t *Thread) Release(v Value) {
	if v.p == nil {
		return
	}
	h := (*Header)(v.p)
	if h.flags&Counted == 0 {
		return
	}
	h.rc--
	if h.rc == 0 {
		t.zero(v)
	}
}

// Drop counts one holder less of a counted object and reports that it was the last.
// With Zero, it is Release for the machine's loop, into which Go takes only the
// smallest functions.
func (h *Header) Drop() bool {
	h.rc--
	return h.rc == 0
}

// Zero finalizes what nobody holds any more.
func (t *Thread) Zero(v Value) { t.zero(v) }

// DropFloating finalizes a value that a native function returned and nobody
// took.
func (t *Thread) DropFloating(v Value) {
	if v.p == nil {
		return
	}
	if h := (*Header)(v.p); h.flags&Counted != 0 && h.rc == 0 {
		t.zero(v)
	}
}

// Store puts v into a slot of owner: the one door for writes to heap slots
// that replace an older value.
func (t *Thread) Store(owner *Header, slot *Value, v Value) {
	old := *slot
	owner.take(v)
	*slot = v
	t.Release(old)
}

// StoreRef is Store for a slot that is a Ref.
func (t *Thread) StoreRef(owner *Header, slot *Ref, v Value) {
	old := slot.Value()
	owner.take(v)
	*slot = Ref{v.p}
	t.Release(old)
}

// take holds v on behalf of owner and remembers that owner has something to
// release.
func (h *Header) take(v Value) {
	if v.p == nil {
		return
	}
	if o := (*Header)(v.p); o.flags&Counted != 0 {
		o.rc++
		h.flags |= Holds
	}
}

// Take holds v on behalf of the object with header h.
func (h *Header) Take(v Value) { h.take(v) }

// releaseDepth bounds the recursion of nested deaths; beyond it they queue.
const releaseDepth = 64

// zero handles an object nobody holds any more.
func (t *Thread) zero(v Value) {
	h := (*Header)(v.p)
	if h.flags&(Holds|Finalizes|HasWeak) == 0 || h.flags&Dead != 0 {
		return
	}
	if t.releasing >= releaseDepth {
		t.dying = append(t.dying, v)
		h.rc = 1 // held by the queue
		return
	}
	t.releasing++
	t.die(v)
	t.releasing--
	if t.releasing == 0 {
		for len(t.dying) > 0 {
			w := t.dying[len(t.dying)-1]
			t.dying = t.dying[:len(t.dying)-1]
			t.Release(w)
		}
	}
}

func (t *Thread) die(v Value) {
	h := (*Header)(v.p)
	v = v.Plain()
	if t.BeforeFinalize != nil {
		t.BeforeFinalize(v)
	}
	if h.flags&Finalizes != 0 && h.flags&Finalized == 0 {
		h.flags |= Finalized
		h.rc++ // the finalizer may store the object: it is alive meanwhile
		if f := h.typ.slots.Finalize; f != nil {
			f(t, v)
		}
		h.rc--
		if h.rc > 0 {
			return // resurrected
		}
	}
	if h.flags&HasWeak != 0 {
		t.clearWeak(v)
		if h.rc > 0 {
			return
		}
	}
	if h.flags&Holds != 0 {
		h.flags |= Dead
		if f := h.typ.slots.Traverse; f != nil {
			f(v, t.releaser())
		}
		if f := h.typ.slots.Free; f != nil && h.rc == 0 {
			f(t, v)
		}
	}
}

func (t *Thread) releaser() func(Value) {
	if t.releaseFn == nil {
		t.releaseFn = t.Release
	}
	return t.releaseFn
}

// big ints

// BigInt is an int that does not fit 64 bits, or an instance of a subclass of
// int of any size.
type BigInt struct {
	Header
	v big.Int
}

// IntFromBig makes the smallest representation of an int. It may keep b.
func IntFromBig(b *big.Int) Value {
	if b.IsInt64() {
		return Int(b.Int64())
	}
	o := &BigInt{Header: StaticHeader(IntType)}
	o.v = *b
	return Of(o)
}

// IntFromUint64 makes an int of an unsigned number.
func IntFromUint64(u uint64) Value {
	if u <= math.MaxInt64 {
		return Int(int64(u))
	}
	return IntFromBig(new(big.Int).SetUint64(u))
}

// PutInt replaces the payload of a value that is an int (or float) already.
func (v *Value) PutInt(i int64)     { v.n = uint64(i) }
func (v *Value) PutFloat(f float64) { v.n = math.Float64bits(f) }

// IsCounted reports a heap object that takes part in counting.
func (v Value) IsCounted() bool { return v.p != nil && (*Header)(v.p).flags&Counted != 0 }
