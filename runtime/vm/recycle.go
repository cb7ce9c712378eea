package vm

import (
	"unsafe"

	"github.com/asynctools/asynctools/runtime/object"
)

// A coroutine that is awaited where it is made, as most are, is over as soon as its
// await is, and nobody else has ever seen it. So is the object that an async
// generator's anext() gives. The await drops such an object here, and its memory is
// used for the next one instead of being left to Go's collector. Nothing is used
// again while somebody may look at objects that nobody holds: a debugger (which asks
// for origins; what it notes of frames otherwise has their serial numbers), a tracer,
// the mode that checks finalization; nor where objects are numbered by the memory
// they lie in.

// maxSpare is how many objects of a kind wait for being used again.
const maxSpare = 64

// spareRegs bounds the frames that are used again.
const spareRegs = 8

// spares are the objects that wait.
type spares struct {
	coros [spareRegs + 1]*Frame // linked by prev; by number of registers
	n     [spareRegs + 1]int
	ops   []*asyncOp
	iters []*object.SeqIter
}

func (st *State) recycles() bool {
	t := st.T
	return !st.Origins && st.tracer == nil && t.BeforeFinalize == nil && !t.Interp.NumbersObjects()
}

// awaitOver releases what an await that is over was for.
func (st *State) awaitOver(it Value) {
	h := it.Header()
	if h.Count() != 1 || h.HasFlags(object.HasWeak|object.Dead|object.Finalized) {
		st.T.Release(it)
		return
	}
	switch h.Type() {
	case CoroutineType, GeneratorType:
		g := object.Cast[Generator](it)
		if g.state != genClosed || g.extra != nil || g.exc.Exc.Valid() || !st.recycles() {
			break
		}
		if g.native {
			b := (*bodied)(unsafe.Pointer(g))
			if b.home == nil {
				break
			}
			it.Forget()
			b.home(b)
			return
		}
		f := g.fr()
		n := f.code.NumRegs
		if n > spareRegs || f.exposed || st.spares.n[n] >= maxSpare {
			break
		}
		it.Forget()
		*g = Generator{}
		f.prev = st.spares.coros[n]
		st.spares.coros[n] = f
		st.spares.n[n]++
		return
	case AsyncGenSendType:
		o := object.Cast[asyncOp](it)
		if o.state != 2 || len(st.spares.ops) >= maxSpare || !st.recycles() {
			break
		}
		it.Forget()
		g, v := o.gen, o.value
		*o = asyncOp{}
		st.spares.ops = append(st.spares.ops, o)
		st.T.Release(object.Of(g))
		st.T.Release(v)
		return
	}
	st.T.Release(it)
}

// spareCoroutine is memory of a coroutine with n registers that is used again, or
// nil.
func (st *State) spareCoroutine(n int) *Frame {
	if n > spareRegs {
		return nil
	}
	f := st.spares.coros[n]
	if f != nil {
		st.spares.coros[n], f.prev = f.prev, nil
		st.spares.n[n]--
		f.class = coroFrame
	}
	return f
}

// newSend is an asend of a value, or the object of __anext__.
func (st *State) newSend(g *Generator, value Value) Value {
	n := len(st.spares.ops)
	if n == 0 {
		return newAsyncOp(g, AsyncGenSendType, value, nil, false)
	}
	o := st.spares.ops[n-1]
	st.spares.ops = st.spares.ops[:n-1]
	o.Header, o.gen, o.value = object.NewHeader(AsyncGenSendType), g, value
	o.SetFlags(object.Finalizes)
	o.Take(object.Of(g))
	o.Take(value)
	return object.Of(o)
}

// Spare makes coroutines with bodies of one kind, of the memory of those that are
// over where there is some.
type Spare[B any, P interface {
	*B
	Body
}] struct {
	free []*bodyOf[B]
	home func(*bodied)
}

type bodyOf[B any] struct {
	bodied
	body B
}

// New is NewCoroutine.
func (s *Spare[B, P]) New(fn *Function, body B) Value {
	n := len(s.free)
	if n == 0 {
		v := NewCoroutine[B, P](fn, body)
		if s.home == nil {
			s.home = func(b *bodied) {
				x := (*bodyOf[B])(unsafe.Pointer(b))
				*x = bodyOf[B]{}
				if len(s.free) < maxSpare {
					s.free = append(s.free, x)
				}
			}
		}
		object.Cast[bodied](v).home = s.home
		return v
	}
	b := s.free[n-1]
	s.free = s.free[:n-1]
	b.body = body
	b.does, b.home = P(&b.body), s.home
	return b.begin(fn)
}

// The iterator that a loop over a list or a tuple makes is only ever seen by the loop.
// loopIter marks it, and its memory is used for the next such loop.
const loopIter = object.OwnFlag

// iter is the iterator for a loop.
func (st *State) iter(v Value) (Value, error) {
	ty := object.ListIterType
	switch v.Type() {
	case object.ListType:
	case object.TupleType:
		ty = object.TupleIterType
	case object.ListIterType, object.TupleIterType:
		v.Header().ClearFlags(loopIter) // a second loop, such as that of a generator expression
		return v, nil
	default:
		return st.T.Iter(v)
	}
	var it *object.SeqIter
	if n := len(st.spares.iters); n > 0 {
		it = st.spares.iters[n-1]
		st.spares.iters = st.spares.iters[:n-1]
	} else {
		it = &object.SeqIter{}
	}
	it.Header, it.Seq, it.Pos = object.NewHeader(ty), v, 0
	it.SetFlags(loopIter)
	it.Take(v)
	return object.Of(it), nil
}

// iterOver releases the iterator of a loop that has come to its end.
func (st *State) iterOver(it Value) {
	h := it.Header()
	if h.Count() == 1 && h.HasFlags(loopIter) && (h.Type() == object.ListIterType || h.Type() == object.TupleIterType) &&
		!h.HasFlags(object.HasWeak) && len(st.spares.iters) < maxSpare && st.recycles() {
		it.Forget()
		st.spares.iters = append(st.spares.iters, object.Cast[object.SeqIter](it))
		return
	}
	st.T.Release(it)
}
