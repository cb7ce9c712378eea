package vm

import (
	"unsafe"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

// Body is what a coroutine does that is written in Go instead of running a
// frame. To the program it is a coroutine like any other.
type Body interface {
	// Step goes on after a suspension with the sent value, or with an
	// exception thrown in; at first sent is None. done means that v is the
	// result, else v is what the coroutine yields.
	Step(t *Thread, sent Value, exc *object.Exception) (v Value, done bool, err error)
	// Awaiting is what the suspended body waits for, or the invalid Value.
	Awaiting() Value
	// Traverse visits the values it holds, each of which has a count of its own.
	Traverse(visit func(Value))
}

// bodied is a coroutine in Go, which has a body instead of a frame.
type bodied struct {
	Generator
	code *code.Code    // of the function that it stands for
	does Body          // nil once it has ended
	home func(*bodied) // takes its memory when it is over; or nil
}

// body is what a coroutine in Go does, nil for others and once it has ended.
func (g *Generator) body() Body {
	if !g.native {
		return nil
	}
	return (*bodied)(unsafe.Pointer(g)).does
}

// Accelerator does in Go what the Python function it belongs to does, for
// arguments it knows how to handle. It gets the bound arguments, one a
// parameter, *args and **kwargs last; ok is false when the function itself is to run, in which case
// nothing has happened yet.
type Accelerator func(t *Thread, args []Value) (v Value, ok bool, err error)

// Accelerate gives a function an accelerator. The function remains what the
// program sees, and what runs in all cases that the accelerator leaves.
func Accelerate(fn Value, a Accelerator) bool {
	if !fn.Valid() || !fn.Is(FunctionType) {
		return false
	}
	f := object.Cast[Function](fn)
	f.accel = a
	f.Code.Flags |= code.Accelerated
	return true
}

// NewCoroutine makes a coroutine with a body, which is copied. fn is the Python
// function that it stands for.
func NewCoroutine[B any, P interface {
	*B
	Body
}](fn *Function, body B) Value {
	b := &bodyOf[B]{body: body}
	b.does = P(&b.body)
	return b.begin(fn)
}

// begin makes a coroutine of what has a body.
func (b *bodied) begin(fn *Function) Value {
	b.code = fn.Code
	g := &b.Generator
	g.kind, g.native = coroutineKind, true
	g.setNames(fn)
	g.Header = object.NewHeader(CoroutineType)
	g.SetFlags(object.Finalizes | object.Holds)
	return object.Of(g)
}

// accelerate tries the accelerator of a frame that is about to run; ok means
// that the frame is not needed any more.
func (st *State) accelerate(f *Frame) (v Value, ok bool, err error) {
	fn := f.fn
	if fn.accel == nil {
		return Value{}, false, nil
	}
	c := fn.Code
	n := c.ArgCount + c.KwOnly
	if c.Flags&code.VarArgs != 0 {
		n++
	}
	if c.Flags&code.VarKeywords != 0 {
		n++
	}
	v, ok, err = fn.accel(st.T, f.regs()[:n])
	if !ok && err == nil {
		return Value{}, false, nil
	}
	v.Hold2()
	if st.Origins && v.Valid() {
		if g := AsGenerator(v); g != nil && g.state == genCreated {
			st.noteOrigin(g)
		}
	}
	st.leave(f)
	return v, true, err
}

// stepBody is Resume for a coroutine with a body.
func (st *State) stepBody(g *Generator, sent Value, exc *object.Exception) (v Value, yielded bool, err error) {
	t := st.T
	if g.state == genCreated {
		if exc != nil {
			st.discard(g)
			return Value{}, false, exc
		}
		if !sent.IsNone() {
			return Value{}, false, t.Raisef(object.TypeError, "can't send non-None value to a just-started coroutine")
		}
	}
	g.state = genRunning
	object.Of(g).Hold()
	v, done, err := g.body().Step(t, sent, exc)
	if done || err != nil {
		v.Hold2()
		g.state = genClosed
		st.dropBody(g)
		v.Forget()
	} else {
		g.state = genSuspended
	}
	v.Hold2()
	t.Release(object.Of(g))
	v.Forget()
	return v, !done && err == nil, err
}

// dropBody lets go of what a coroutine's body holds.
func (st *State) dropBody(g *Generator) {
	b := (*bodied)(unsafe.Pointer(g))
	does := b.does
	b.does = nil
	does.Traverse(st.T.Release)
}

// BodyOf is the body of a suspended coroutine that has one.
func BodyOf(g *Generator) Body { return g.body() }
