// Package vm runs code objects: one loop for all Python frames of a thread.
//
// A call of a Python function from Python code pushes a frame and goes on in
// the same loop; a generator or coroutine keeps its frame while it is
// suspended, so resuming one is a change of the current frame. Only native
// code that calls Python (a sort key, a descriptor) enters the loop anew.
package vm

import (
	"math/bits"
	"unsafe"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
)

// Frame is the activation of a code object. Its registers follow it in memory; that
// of a generator lies behind the generator (see coroutine).
type Frame struct {
	object.Header
	code    *code.Code
	fn      *Function
	space   *space // where names are looked up: that of the function, or the frame's own
	prev    *Frame
	link    *Frame // retSend: the outermost frame of the chain of awaits; else, of a root whose whole chain is suspended, its leaf: see chain.go
	depth   int32  // retEntry: Thread.Depth with this frame; of a suspended root, how many frames the chain has
	retpc   int32  // where the caller goes on
	pc      int32  // current instruction while not running; of a suspended generator its YIELD_VALUE
	serial  uint32 // tells activations apart that reuse the struct
	dst     uint16 // the caller's register for the result
	kind    retKind
	class   uint8
	sinks   bool // retEntry: what it yields goes to State.sink, and it runs on
	exposed bool // referred to from outside the loop: not recycled
	named   bool // space is its own, and has locals
	asyncOp bool // retSend: it runs for the asend or athrow object in the caller's register
}

// space is where code finds names that are no variables of functions.
type space struct {
	Globals  *object.Dict
	Builtins *object.Dict
	locals   object.Ref // namespace of a class body or module; of a function what f_locals was given beyond its variables, or invalid
}

// own gives the frame a space of its own. locals, which may be invalid, has a count
// for it.
func (f *Frame) own(globals, builtins *object.Dict, locals Value) {
	f.space = &space{globals, builtins, object.RefTo(locals)}
	f.named = locals.Valid()
}

// coroutine is a generator of any kind and its frame, in one piece of memory.
type coroutine struct {
	g Generator
	f Frame
}

// gen is the generator whose frame this is, or nil.
func (f *Frame) gen() *Generator {
	if f.class != coroFrame {
		return nil
	}
	return (*Generator)(unsafe.Add(unsafe.Pointer(f), -int(unsafe.Offsetof(coroutine{}.f))))
}

// fr is the frame of a generator that has no body; Generator.hasFrame says whether
// it is still in use.
func (g *Generator) fr() *Frame { return &(*coroutine)(unsafe.Pointer(g)).f }

func (g *Generator) hasFrame() bool { return !g.native && g.state != genClosed }

// root is the outermost frame of the chain of awaits that the frame is resumed in.
func (f *Frame) root() *Frame {
	if f.kind != retSend {
		return nil
	}
	return f.link
}

// leaf is the innermost frame of the suspended chain of which f is the root.
func (f *Frame) leaf() *Frame {
	if f.kind != retEntry {
		return nil
	}
	return f.link
}

// retKind is what becomes of a frame's result.
type retKind uint8

const (
	retCall  retKind = iota // store it in the caller's register
	retEntry                // leave the loop
	retInit                 // check that __init__ returned None; the result is the instance
	retIter                 // FOR_ITER over a generator
	retSend                 // SEND to a generator
	retNext                 // next() of a generator
)

const frameClasses = 12

// Frames of which each has a size of its own and that are not used again: coroFrame
// those of generators, exactFrame others, and those of generators that have ended.
const (
	coroFrame  = 254
	exactFrame = 255
)

// coroClass is where newFrame looks for the frames of generators, and finds none.
const coroClass = frameClasses + 1

// State is what a thread's interpreter needs beyond object.Thread.
type State struct {
	T      *Thread
	frame  *Frame     // innermost
	free   [16]*Frame // frames to be used again, by Code.Class; none for a class that is not known yet, and for large ones and generators
	spare  [16]int32  // how many there are
	spares spares
	inits  []Value // the instances that running frames of kind retInit initialize

	handed  [mostHanded]Value // the items of tuples that are not made, see handsOver
	nhanded int

	// What exArgs gives for a Python function.
	exVals  [8]Value
	exNames [8]*object.Str

	initName, newName *object.Str
	with, asyncWith   [2]*object.Str // the names of what begins and ends a with statement
	objectNew         Value          // object.__new__

	// sink takes the items of the innermost generator that native code iterates
	// with each.
	sink func(Value) error

	// passing is an exception on its way through native code: it has its
	// context already.
	passing *object.Exception

	// OriginDepth is how many frames a new coroutine remembers of where it was
	// made (sys.set_coroutine_origin_tracking_depth).
	OriginDepth int

	// Origins makes coroutines and async generators remember for the debugger
	// where they were made; the program does not see it.
	Origins bool

	// StepsLeft is how many calls and iterations the thread may still make, while
	// BreakSteps is set.
	StepsLeft int64

	Debug  Debugger // nil without one
	tracer *tracer  // nil unless the thread is traced
	serial uint32
	// Interrupt handles SIGINT on this thread; nil raises KeyboardInterrupt.
	Interrupt func(t *Thread) error
	// Signals runs the handlers of the signals that have come in; counted, at one of
	// the thread's ticks.
	Signals func(t *Thread, counted bool) error
}

// FrameType is the type of frame objects.
var FrameType = &object.Type{Name: "frame"}

// Of returns the state of a thread.
func Of(t *Thread) *State { return t.VM.(*State) }

// Attach makes a State for a thread.
func Attach(t *Thread) *State {
	st := &State{T: t, initName: t.Interp.Intern("__init__"), newName: t.Interp.Intern("__new__")}
	st.with = [2]*object.Str{t.Interp.Intern("__enter__"), t.Interp.Intern("__exit__")}
	st.asyncWith = [2]*object.Str{t.Interp.Intern("__aenter__"), t.Interp.Intern("__aexit__")}
	st.objectNew = object.ObjectType.Dict.GetStr(st.newName)
	t.VM = st
	t.Interp.CallerGlobals, t.Interp.SuperArgs = callerGlobals, superArgs
	return st
}

func callerGlobals(t *Thread) *object.Dict {
	if f := Of(t).frame; f != nil {
		return f.space.Globals
	}
	return nil
}

func frameClass(n int) uint8 {
	if n <= 4 {
		return 0
	}
	return uint8(bits.Len(uint((n - 1) >> 2)))
}

func (st *State) newFrame(c *code.Code, fn *Function) *Frame {
	k := c.Class
	if k == 0 {
		c.Class = min(frameClass(c.NumRegs), frameClasses) + 1
		if c.Flags&code.Suspends != 0 && c.Flags&code.Accelerated == 0 {
			c.Class = coroClass + 1
		}
		k = c.Class
	}
	f := st.free[k&15]
	if f != nil {
		st.free[k&15] = f.prev
		st.spare[k&15]--
		f.prev = nil
	} else {
		f = st.makeFrame(c, k-1)
	}
	f.code, f.fn = c, fn
	st.serial++
	f.serial = st.serial
	if fn != nil {
		f.space = &fn.space
	}
	f.pc = 0
	return f
}

// plainFrame makes the frame of a call whose n arguments, in registers from r on, are
// just the function's parameters; they bring their counts along, and leave.
func (st *State) plainFrame(fn *Function, rp unsafe.Pointer, r, n int) *Frame {
	c := fn.Code
	k := c.Class & 15
	f := st.free[k]
	if f == nil {
		f = st.newFrame(c, fn)
	} else {
		st.free[k] = f.prev
		st.spare[k]--
		st.serial++
		f.code, f.fn, f.space, f.serial, f.pc = c, fn, &fn.space, st.serial, 0
	}
	// No pointer is made to behind the last register: it would be into nothing, or
	// into another object.
	for i := range n {
		d, s := at(f.base(), i), at(rp, r+i)
		*d = *s
		*s = Value{}
	}
	return f
}

// base is where the frame's registers begin.
func (f *Frame) base() unsafe.Pointer { return unsafe.Add(unsafe.Pointer(f), unsafe.Sizeof(Frame{})) }

// regs are the frame's registers.
func (f *Frame) regs() []Value { return unsafe.Slice((*Value)(f.base()), f.code.NumRegs) }

// expose marks a frame as referred to from outside; its registers then live
// as long as the references do.
func (f *Frame) expose() Value {
	v := object.Of(f)
	if !f.exposed {
		f.exposed = true
		v.Hold() // as long as it runs
	}
	return v
}

// leave ends a frame: its variables are dropped, the last first.
func (st *State) leave(f *Frame) {
	if f.class == coroFrame {
		f.class, f.link = exactFrame, nil
	}
	if f.exposed {
		f.prev = nil
		st.T.Release(object.Of(f))
		return
	}
	// The temporaries of a frame that ends are consumed; what is left in them
	// is not counted.
	c := f.code
	for i := c.NumLocals - 1; i >= 0; i-- { // last first, as CPython 3.14
		d := at(f.base(), i)
		if v := *d; v.IsCounted() {
			*d = Value{}
			if v.Header().Drop() {
				st.T.Zero(v)
			}
		}
	}
	// Tried: clearing what is valid in the loop above. Calls and the parser were
	// 5 in 100 slower.
	clear(f.regs())
	if f.named {
		f.named = false
		st.T.Release(f.space.locals.Value())
	}
	if fn := f.fn; fn != nil {
		f.fn = nil
		if fn.HasFlags(object.Counted) && fn.Drop() {
			st.T.Zero(object.Of(fn))
		}
	}
	f.kind, f.sinks = retCall, false
	k := f.class
	if k >= frameClasses {
		f.prev, f.space = nil, nil
		return
	}
	if k = (k + 1) & 15; st.spare[k] < 256 {
		f.prev, f.space = st.free[k], nil
		st.free[k] = f
		st.spare[k]++
	} else {
		f.prev, f.space = nil, nil
	}
}

// frameFree lets the memory of a frame that somebody has seen, such as a traceback, be
// used again once nobody holds it any more.
func frameFree(t *Thread, v Value) {
	f, st := object.Cast[Frame](v), Of(t)
	if f.class >= frameClasses || f.named || !st.recycles() {
		return
	}
	clear(f.regs())
	f.Header = object.NewHeader(FrameType)
	f.SetFlags(object.Holds)
	f.fn, f.exposed = nil, false
	st.leave(f)
}

func frameTraverse(v Value, visit func(Value)) {
	f := object.Cast[Frame](v)
	for i, r := range f.regs() {
		if r.Valid() {
			if i >= f.code.NumLocals && r.IsCounted() {
				r = r.Plain()
			}
			visit(r)
		}
	}
	if f.named {
		visit(f.space.locals.Value())
	}
	if f.fn != nil {
		visit(object.Of(f.fn))
	}
}

// Code, PC, Back and Generator describe a frame to the debugger.
func (f *Frame) Code() *code.Code { return f.code }
func (f *Frame) PC() int          { return int(f.pc) }
func (f *Frame) Back() *Frame     { return f.prev }
func (f *Frame) Gen() *Generator  { return f.gen() }

// Globals is the frame's global namespace; nothing, once the frame is over.
func (f *Frame) Globals() *object.Dict {
	if f.space == nil {
		return object.NewDict()
	}
	return f.space.Globals
}

// locals is the namespace of a class body or module, or what f_locals of a function
// was given beyond its variables; or the invalid Value.
func (f *Frame) locals() Value {
	if !f.named {
		return Value{}
	}
	return f.space.locals.Value()
}

// Line is the line being executed, 1-based.
func (f *Frame) Line() int { return f.code.LineAt(f.PC()) }

// Current is the innermost frame of the thread.
func (st *State) Current() *Frame { return st.frame }

// EachLocal visits the variables of a frame by name: locals first, then free
// variables. Unbound ones are skipped.
func (f *Frame) EachLocal(visit func(name string, v Value, free bool)) {
	named := func(d *object.Dict) {
		if d != nil {
			d.Each(func(k, v Value) {
				if s := object.AsStr(k); s != nil {
					visit(s.S, v, false)
				}
			})
		}
	}
	defer func() { named(f.beside()) }()
	if f.named && f.beside() == nil {
		named(object.AsDict(f.locals()))
	}
	c := f.code
	var hidden map[int]bool
	if len(c.CellLocals) > 0 {
		hidden = map[int]bool{}
	}
	for _, r := range c.CellLocals {
		hidden[r] = true
	}
	for i := 0; i < c.NumLocals && i < len(f.regs()); i++ {
		v := f.regs()[i]
		if !v.Valid() || c.VarNames[i].S == "" || c.VarNames[i].S == ".match" {
			continue
		}
		if v.Is(object.CellType) && (hidden[i] || i >= c.NumNamed) {
			v = object.Cast[object.Cell](v).V
			if !v.Valid() {
				continue
			}
		}
		visit(c.VarNames[i].S, v, false)
	}
	if f.fn != nil {
		for i, n := range c.FreeNames {
			if i < len(f.fn.Closure) {
				if v := f.fn.Closure[i].V; v.Valid() {
					visit(n.S, v, true)
				}
			}
		}
	}
}

// SetLocal assigns to a named variable and reports whether the frame has it.
func (f *Frame) SetLocal(t *Thread, name string, v Value) bool {
	if f.named {
		if d := object.AsDict(f.locals()); d != nil {
			d.SetString(t, name, v)
			return true
		}
	}
	for i, n := range f.code.VarNames {
		if n.S != name {
			continue
		}
		if old := f.regs()[i]; old.Valid() && old.Is(object.CellType) && contains(f.code.CellLocals, i) {
			object.Cast[object.Cell](old).Set(t, v)
			return true
		}
		old := f.regs()[i]
		v.Hold()
		f.regs()[i] = v
		t.Release(old)
		return true
	}
	if f.fn != nil {
		for i, n := range f.code.FreeNames {
			if n.S == name && i < len(f.fn.Closure) {
				f.fn.Closure[i].Set(t, v)
				return true
			}
		}
	}
	return false
}

func contains(list []int, x int) bool {
	for _, y := range list {
		if y == x {
			return true
		}
	}
	return false
}

// Object is the frame as a Python object.
func (f *Frame) Object() Value { return f.expose() }

// Serial tells this activation from others that reuse the struct.
func (f *Frame) Serial() uint64 { return uint64(f.serial) }

// Awaiting is what a suspended or awaiting frame delegates to.
func (f *Frame) Awaiting() Value { return f.awaiting() }

// Entry reports that native code called this frame.
func (f *Frame) Entry() bool { return f.kind == retEntry }

// ResumePoint is where the frame goes on after the call, await or iteration it
// is in.
func (f *Frame) ResumePoint() int {
	c := f.code
	i := c.At(f.PC())
	switch i.Op() {
	case code.SEND:
		return c.Instrs[f.PC()+1].Lo()
	case code.YIELD_VALUE:
		if i.D() == 1 {
			return c.Instrs[f.PC()-1].Lo()
		}
		return f.PC() + 1
	}
	return c.Next(f.PC())
}

// EachTemp visits the values that the frame's unfinished statements hold, such
// as the iterator of a loop.
func (f *Frame) EachTemp(visit func(v Value)) {
	for i := f.code.NumLocals; i < len(f.regs()); i++ {
		if v := f.regs()[i]; v.Valid() {
			if v.IsCounted() {
				v = v.Plain()
			}
			visit(v)
		}
	}
}

// Move sets where a frame that is stopped at a patched instruction goes on.
func (f *Frame) Move(pc int) { f.pc = int32(pc) }

// Bind gives the variables of a frame that have no value None, and counts them: code
// that was compiled for another way to where it goes on does not ask.
func (f *Frame) Bind() (n int) {
	regs := f.regs()
	for i := range f.code.NumLocals {
		if !regs[i].Valid() {
			regs[i] = object.None
			n++
		}
	}
	return n
}

// ClearLocals drops the variables of a frame from a register on.
func (f *Frame) ClearLocals(t *Thread, from int) {
	for i := from; i < len(f.regs()); i++ {
		if v := f.regs()[i]; v.Valid() {
			f.regs()[i] = Value{}
			t.Release(v)
		}
	}
}

// Over reports that the activation has ended; the struct may wait for its next
// use.
func (f *Frame) Over() bool { return f.fn == nil && !f.named }

// IsModule reports that the frame's variables are its globals.
func (f *Frame) IsModule() bool {
	return f.named && object.AsDict(f.locals()) == f.space.Globals
}
