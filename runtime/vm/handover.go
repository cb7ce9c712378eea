package vm

import (
	"unsafe"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

// A tuple that a function returns or a generator yields, and that its caller takes
// apart at once ("return a, b", "x, y = f()"), is not made: its items wait in the
// State while the frame is left, and a mark goes the way of the tuple.

var (
	handedTuple = object.Tuple{Header: object.StaticHeader(object.TupleType)}
	handedOver  = object.Of(&handedTuple)
)

// mostHanded bounds how many values wait.
const mostHanded = 16

// handsOver does that for the BUILD_TUPLE i at pc of the frame f, if its caller is about
// to unpack as many items. Not where a tracer or a debugger, which patches the
// instructions it stops at, looks in between.
func (st *State) handsOver(f *Frame, i code.Instr, pc int) bool {
	if st.tracer != nil || st.nhanded+i.C() > mostHanded {
		return false
	}
	if op := fetch(f.code.Base(), pc+1).Op(); op != code.RETURN_VALUE && op != code.YIELD_VALUE {
		return false
	}
	switch f.kind {
	case retCall:
		if i.D() != code.Returned || f.class == coroFrame {
			return false
		}
	case retNext, retIter:
		if i.D() != code.Yielded {
			return false
		}
	default:
		return false
	}
	p := f.prev
	u := fetch(p.code.Base(), int(f.retpc))
	if u.Op() != code.UNPACK_SEQUENCE || u.C() != i.C() || u.B() != int(f.dst) || u.B() < p.code.NumLocals {
		return false
	}
	for r := i.B() + i.C() - 1; r >= i.B(); r-- {
		s := at(f.base(), r)
		st.handed[st.nhanded] = *s
		st.nhanded++
		*s = Value{}
	}
	*at(f.base(), i.A()) = handedOver
	return true
}

// spread puts the items of a tuple into registers from a on, the first into the last:
// empty temporaries, of which most go on into variables by the instructions at pc. It
// does these, too, and gives where the code goes on.
func (st *State) spread(rp, ib unsafe.Pointer, pc, a int, items []Value) int {
	r := a + len(items) - 1
	for _, x := range items {
		x.Hold()
		d := at(rp, r)
		if s := fetch(ib, pc); s.Op() == code.STORE_FAST && s.B() == r {
			d = at(rp, s.A())
			pc++
		}
		old := *d
		*d = x
		if old.IsCounted() && old.Header().Drop() {
			st.T.Zero(old)
		}
		r--
	}
	return pc
}

// takeOver is spread for the last n items that wait, of which the first lies on top.
func (st *State) takeOver(rp, ib unsafe.Pointer, pc, a, n int) int {
	for r := a + n - 1; r >= a; r-- {
		st.nhanded--
		top := &st.handed[st.nhanded&(mostHanded-1)]
		x := *top
		*top = Value{}
		d := at(rp, r)
		if s := fetch(ib, pc); s.Op() == code.STORE_FAST && s.B() == r {
			d = at(rp, s.A())
			pc++
		}
		old := *d
		*d = x
		if old.IsCounted() && old.Header().Drop() {
			st.T.Zero(old) // which may hand over others
		}
	}
	return pc
}
