package vm

import (
	"unsafe"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

// Generator is a generator, coroutine or async generator.
type Generator struct {
	object.Header
	kind      genKind
	state     genState
	item      bool // the last yield to native code was an async generator's item
	hooked    bool // async generator: the first-iteration hook has been called
	closed    bool // async generator: aclose() has run
	inUse     bool // async generator: an asend() or athrow() is in progress
	injecting bool // extra.inject is raised at the next resume
	native    bool // it is the first part of a bodied, else of a coroutine
	exc       object.ExcItem
	extra     *genExtra // what few generators have
}

type genExtra struct {
	name, qualname string // when they are not the code's
	inject         *object.Exception
	finalize       Value // async generator: the finalizer hook in force at first iteration
	origin         Value
	madeBy         *code.Code // where it was made, when State.Origins asks for it
	madeAt         int
}

// more is the extra part, made at need.
func (g *Generator) more() *genExtra {
	if g.extra == nil {
		g.extra = &genExtra{name: g.Code().Name, qualname: g.Code().Qualname}
	}
	return g.extra
}

// setInject sets what is raised at the next resume, or nil.
func (g *Generator) setInject(e *object.Exception) {
	if g.injecting = e != nil; e != nil || g.extra != nil {
		g.more().inject = e
	}
}

// setNames gives the generator the names of its function.
func (g *Generator) setNames(fn *Function) {
	if c := g.Code(); fn.Name != c.Name || fn.Qualname != c.Qualname {
		g.extra = &genExtra{name: fn.Name, qualname: fn.Qualname}
	}
}

// Name is the name of the generator's function.
func (g *Generator) Name() string {
	if g.extra != nil {
		return g.extra.name
	}
	return g.Code().Name
}

// Finalizable reports an async generator that a loop's hook will close.
func (g *Generator) Finalizable() bool { return g.finalizer().Valid() }

func (g *Generator) finalizer() Value {
	if g.extra == nil {
		return Value{}
	}
	return g.extra.finalize
}

type genKind uint8

const (
	genKindPlain genKind = iota
	coroutineKind
	asyncGenKind
)

type genState uint8

const (
	genCreated genState = iota
	genSuspended
	genRunning
	genClosed
)

// The generator types.
var (
	GeneratorType     = &object.Type{Name: "generator"}
	CoroutineType     = &object.Type{Name: "coroutine"}
	AsyncGenType      = &object.Type{Name: "async_generator"}
	CoroWrapperType   = &object.Type{Name: "coroutine_wrapper"}
	AsyncGenSendType  = &object.Type{Name: "async_generator_asend"}
	AsyncGenThrowType = &object.Type{Name: "async_generator_athrow"}
	AnextAwaitType    = &object.Type{Name: "anext_awaitable"}
)

// newGenerator makes a generator of a frame that has its arguments. f is not to be
// used any more.
func (st *State) newGenerator(f *Frame) Value {
	if f.class != coroFrame {
		// Of accelerated code, which seldom comes so far.
		to := st.makeFrame(f.code, coroClass)
		to.code, to.fn, to.space, to.serial, to.pc = f.code, f.fn, f.space, f.serial, 0
		copy(to.regs(), f.regs())
		clear(f.regs())
		f.fn = nil
		st.leave(f)
		f = to
	}
	g := f.gen()
	ty := GeneratorType
	switch {
	case f.code.Flags&code.Coroutine != 0:
		ty, g.kind = CoroutineType, coroutineKind
	case f.code.Flags&code.AsyncGenerator != 0:
		ty, g.kind = AsyncGenType, asyncGenKind
	}
	g.Header = object.NewHeader(ty)
	g.SetFlags(object.Finalizes | object.Holds)
	g.setNames(f.fn)
	if st.OriginDepth > 0 && g.kind == coroutineKind {
		g.more().origin = st.originOf()
	}
	if st.Origins && g.kind != genKindPlain {
		st.noteOrigin(g)
	}
	return object.Of(g)
}

// AsGenerator views a value as a generator of any kind, or nil.
func AsGenerator(v Value) *Generator {
	switch v.Type() {
	case GeneratorType, CoroutineType, AsyncGenType:
		return object.Cast[Generator](v)
	}
	return nil
}

// Frame is the generator's frame, nil once it has ended.
func (g *Generator) Frame() *Frame {
	g.settle()
	if !g.hasFrame() {
		return nil
	}
	return g.fr()
}

// Qualname is the qualified name of the generator's function.
func (g *Generator) Qualname() string {
	if g.extra != nil {
		return g.extra.qualname
	}
	return g.Code().Qualname
}

// Code is the generator's code.
func (g *Generator) Code() *code.Code {
	if g.native {
		return (*bodied)(unsafe.Pointer(g)).code
	}
	return g.fr().code
}

// State names the state as inspect does, without the prefix.
func (g *Generator) State() string {
	g.settle()
	return [...]string{"CREATED", "SUSPENDED", "RUNNING", "CLOSED"}[g.state]
}

// Suspended and Running tell what the generator is doing.
func (g *Generator) Suspended() bool { g.settle(); return g.state == genSuspended }
func (g *Generator) Running() bool   { g.settle(); return g.state == genRunning }
func (g *Generator) Closed() bool    { return g.state == genClosed }
func (g *Generator) Created() bool   { return g.state == genCreated }

// Closing reports an async generator on which aclose() has begun.
func (g *Generator) Closing() bool { return g.closed && g.state != genClosed }

// IsAsyncGen reports an async generator, IsCoroutine a coroutine.
func (g *Generator) IsAsyncGen() bool  { return g.kind == asyncGenKind }
func (g *Generator) IsCoroutine() bool { return g.kind == coroutineKind }

// Awaiting is what the suspended generator delegates to: the iterator of its
// await or yield from, or the invalid Value.
func (g *Generator) Awaiting() Value {
	g.settle()
	if g.state != genSuspended {
		return Value{}
	}
	if g.native {
		return g.body().Awaiting()
	}
	return g.fr().awaiting()
}

func (f *Frame) awaiting() Value {
	i := f.code.At(f.PC())
	if i.Op() == code.YIELD_VALUE && i.D() == 1 {
		it := &f.regs()[i.A()-1]
		if it.IsBegun() {
			// What was awaited without an iterator gets one, as somebody looks.
			seen := it.Type().S().Awaiting(it.Plain())
			seen.Hold()
			it.Forget() // the iterator holds it
			*it = seen
		}
		return *it
	}
	return Value{}
}

// kindName is how messages name the kind.
func (g *Generator) kindName() string {
	return [...]string{"generator", "coroutine", "async generator"}[g.kind]
}

// prepare makes the frame ready to go on with a sent value, or with an exception.
func (st *State) prepare(g *Generator, sent Value) error {
	t := st.T
	f := g.fr()
	switch g.state {
	case genCreated:
		if !sent.IsNone() && !g.injecting {
			return t.Raisef(object.TypeError, "can't send non-None value to a just-started %s", g.kindName())
		}
		f.pc = 0
	case genSuspended:
		if f.leaf() != nil {
			f.settleChain()
		}
		if !g.injecting {
			i := f.code.At(f.PC())
			b := i.B()
			sent.Hold()
			f.regs()[b], sent = sent, f.regs()[b]
			t.Release(sent)
			f.pc++
		}
	}
	g.state = genRunning
	g.exc.Prev = t.Exc
	t.Exc = &g.exc
	return nil
}

// injected takes the exception that g is resumed with. Its context is what g
// itself is handling, not what its caller is.
func (st *State) injected(g *Generator) error {
	e := g.extra.inject
	g.extra.inject, g.injecting = nil, false
	if g.exc.Exc.Valid() {
		st.addContext(e)
	}
	st.passing = e
	return e
}

// push is prepare for a resumption inside the loop.
func (st *State) push(g *Generator, sent Value) error {
	if !sent.Valid() {
		sent = object.None
	}
	t := st.T
	if t.Depth >= t.MaxDepth {
		return recursionError(t)
	}
	if err := st.prepare(g, sent); err != nil {
		return err
	}
	t.Depth++
	return nil
}

// popGen ends a resumption.
func (st *State) popGen(g *Generator) {
	st.T.Exc = g.exc.Prev
	g.exc.Prev = nil
}

// Resume runs a generator until it yields, returns or raises.
func (st *State) Resume(g *Generator, sent Value, exc *object.Exception) (v Value, yielded bool, err error) {
	t := st.T
	if g.native {
		if g.state != genRunning && g.state != genClosed {
			return st.stepBody(g, sent, exc)
		}
	} else if g.state == genSuspended && g.fr().leaf() != nil && exc == nil && st.tracer == nil {
		return st.resumeChain(g, sent)
	}
	g.settle()
	switch g.state {
	case genRunning:
		switch g.kind {
		case coroutineKind:
			return Value{}, false, t.Raisef(object.ValueError, "coroutine already executing")
		case asyncGenKind:
			return Value{}, false, t.Raisef(object.ValueError, "async generator already executing")
		}
		return Value{}, false, t.Raisef(object.ValueError, "generator already executing")
	case genClosed:
		if g.kind == coroutineKind {
			return Value{}, false, t.Raisef(object.RuntimeError, "cannot reuse already awaited coroutine")
		}
		if exc != nil {
			st.passing = exc
			return Value{}, false, exc
		}
		if g.kind == asyncGenKind {
			return Value{}, false, t.Raise(object.StopAsyncIteration)
		}
		return object.None, false, nil
	}
	if exc != nil {
		g.setInject(exc)
	}
	if err := st.prepare(g, sent); err != nil {
		return Value{}, false, err
	}
	object.Of(g).Hold()
	v, yielded, err = st.enter(g.fr())
	if err != nil && g.state == genRunning {
		// refused by the recursion limit
		st.popGen(g)
		g.state = genSuspended
		g.setInject(nil)
	}
	v.Hold2()
	t.Release(object.Of(g))
	v.Forget()
	return v, yielded, err
}

// each hands all items of a generator to sink, without leaving and entering
// the loop in between.
func (st *State) each(g *Generator, sink func(Value) error) error {
	g.settle()
	if g.state != genSuspended && g.state != genCreated {
		v, yielded, err := st.Resume(g, object.None, nil)
		st.T.DropFloating(v)
		_ = yielded // a generator that runs or is closed does not yield
		return err
	}
	if err := st.prepare(g, object.None); err != nil {
		return err
	}
	outer := st.sink
	st.sink = sink
	g.fr().sinks = true
	v, _, err := st.enter(g.fr())
	st.sink = outer
	if err != nil && g.state == genRunning {
		// refused by the recursion limit
		st.popGen(g)
		g.state = genSuspended
		g.fr().sinks = false
	}
	st.T.DropFloating(v)
	return err
}

// Throw raises an exception where the generator is suspended, in the innermost
// iterator it delegates to first.
func (st *State) Throw(g *Generator, exc *object.Exception) (v Value, yielded bool, err error) {
	t := st.T
	sub := g.Awaiting()
	if !sub.Valid() || g.native {
		return st.Resume(g, object.None, exc)
	}
	sub.Hold()
	defer t.Release(sub)
	if exc.Type().IsSubtype(object.GeneratorExit) {
		g.state = genRunning
		err := st.closeIter(sub)
		g.state = genSuspended
		if err != nil {
			return st.Resume(g, object.None, t.AsRaised(err))
		}
		return st.Resume(g, object.None, exc)
	}
	var done bool
	g.state = genRunning
	saved := st.frame
	g.fr().prev = saved
	st.frame = g.fr()
	v, done, err = st.throwIter(sub, exc)
	st.frame = saved
	g.fr().prev = nil
	g.state = genSuspended
	if err == errNoThrow {
		if !exc.Type().IsSubtype(object.StopIteration) {
			return st.Resume(g, object.None, exc)
		}
		// it is taken for the end of the iterator
		v, done, err = stopValue(t, exc), true, nil
	}
	if err != nil {
		return st.Resume(g, object.None, t.AsRaised(err))
	}
	if !done {
		return v, true, nil
	}
	// The iterator returned: the await in g is complete.
	f := g.fr()
	i := f.code.At(f.PC())
	reg := i.A() - 1
	v.Hold()
	old := f.regs()[reg]
	f.regs()[reg] = v
	t.Release(old)
	send := f.PC() - 2 // the SEND that a delegating YIELD_VALUE belongs to
	g.state = genRunning
	g.exc.Prev = t.Exc
	t.Exc = &g.exc
	f.pc = int32(f.code.Instrs[send+1].Lo())
	object.Of(g).Hold()
	v, yielded, err = st.enter(f)
	v.Hold2()
	t.Release(object.Of(g))
	v.Forget()
	return v, yielded, err
}

type noThrow struct{}

func (noThrow) Error() string { return "iterator has no throw method" }

var errNoThrow = noThrow{}

// throwIter throws into any awaited iterator.
func (st *State) throwIter(it Value, exc *object.Exception) (v Value, done bool, err error) {
	t := st.T
	if g := AsGenerator(it); g != nil && g.kind != asyncGenKind {
		v, yielded, err := st.Throw(g, exc)
		return v, !yielded, err
	}
	switch it.Type() {
	case AsyncGenSendType, AsyncGenThrowType:
		return st.asyncThrow(object.Cast[asyncOp](it), exc)
	case CoroWrapperType:
		return st.throwIter(object.Cast[coroWrapper](it).coro, exc)
	}
	m, err := t.GetAttrOpt(it, t.Interp.Intern("throw"))
	if err != nil {
		return Value{}, false, err
	}
	if !m.Valid() {
		return Value{}, false, errNoThrow
	}
	v, err = t.Call(m, object.Of(exc))
	if err != nil {
		if x, ok := err.(*object.Exception); ok && x.Type().IsSubtype(object.StopIteration) {
			return stopValue(t, x), true, nil
		}
		return Value{}, false, err
	}
	return v, false, nil
}

// stopValue takes the value out of a StopIteration that nobody holds.
func stopValue(t *Thread, e *object.Exception) Value {
	v := e.Value
	if !v.Valid() {
		v = object.None
	}
	v.Hold()
	t.DropFloating(object.Of(e))
	v.Forget()
	return v
}

// closeIter closes an awaited iterator, as gen_close_iter does.
func (st *State) closeIter(it Value) error {
	t := st.T
	if g := AsGenerator(it); g != nil && g.kind != asyncGenKind {
		return st.Close(g)
	}
	m, err := t.GetAttrOpt(it, t.Interp.Intern("close"))
	if err != nil || !m.Valid() {
		return err
	}
	r, err := t.Call(m)
	t.DropFloating(r)
	return err
}

// Close is generator.close(): it returns what the generator returned.
func (st *State) Close(g *Generator) error {
	v, err := st.CloseValue(g)
	st.T.DropFloating(v)
	return err
}

// CloseValue is Close with the generator's return value.
func (st *State) CloseValue(g *Generator) (Value, error) {
	t := st.T
	g.settle()
	switch g.state {
	case genClosed:
		return object.None, nil
	case genCreated:
		st.discard(g)
		return object.None, nil
	}
	exc := object.NewExc(object.GeneratorExit)
	object.Of(exc).Hold()
	defer t.Release(object.Of(exc))
	v, yielded, err := st.Throw(g, exc)
	if err != nil {
		if object.IsExc(err, object.GeneratorExit) || object.IsExc(err, object.StopIteration) {
			if e := t.AsRaised(err); e != exc {
				t.DropFloating(object.Of(e))
			}
			return object.None, nil
		}
		return Value{}, err
	}
	if yielded {
		t.DropFloating(v)
		return Value{}, t.Raisef(object.RuntimeError, "%s ignored GeneratorExit", g.kindName())
	}
	return v, nil
}

// discard ends a generator that never started.
func (st *State) discard(g *Generator) {
	g.state = genClosed
	if g.native {
		st.dropBody(g)
		return
	}
	st.leave(g.fr())
}

// genDropped runs when nobody holds a generator any more. Unlike other objects, it is
// lost to weak references even if its end brings it back: to be closed by the loop.
func genDropped(t *Thread, self Value) {
	t.ClearWeak(self)
	genFinalize(t, self)
}

// genFinalize ends a generator that is not to go on.
func genFinalize(t *Thread, self Value) {
	g := object.Cast[Generator](self)
	g.settle()
	st := Of(t)
	switch {
	case g.state == genClosed || g.state == genRunning:
		return
	case st.Debug != nil && (g.kind == coroutineKind && g.state == genCreated || g.kind == asyncGenKind && g.state == genSuspended && !g.closed):
		st.Debug.Dropped(st, g)
	}
	switch {
	case g.kind == asyncGenKind && g.finalizer().Valid() && !g.closed:
		r, err := t.Call(g.finalizer(), self)
		t.DropFloating(r)
		if err != nil {
			t.Interp.Unraisable(t, err, "Exception ignored in", self)
		}
		return
	case g.kind == coroutineKind && g.state == genCreated:
		if err := g.warnUnawaited(t); err != nil {
			t.Interp.Unraisable(t, err, "Exception ignored in", self)
		}
	}
	saved := t.Exc.Exc
	if err := st.Close(g); err != nil {
		t.Interp.Unraisable(t, err, "Exception ignored in", self)
	}
	t.Exc.Exc = saved
}

func genTraverse(v Value, visit func(Value)) {
	g := object.Cast[Generator](v)
	if g.native {
		if b := g.body(); b != nil {
			b.Traverse(visit)
		}
	} else if g.state != genClosed && !g.fr().exposed {
		frameTraverse(object.Of(g.fr()), visit)
	}
	if g.exc.Exc.Valid() {
		visit(g.exc.Exc.Value())
	}
	if e := g.extra; e != nil {
		if e.finalize.Valid() {
			visit(e.finalize)
		}
		if e.origin.Valid() {
			visit(e.origin)
		}
	}
}

// convertStop turns a StopIteration that leaves a generator into a
// RuntimeError (PEP 479). It takes over the count of e.
func (st *State) convertStop(g *Generator, e *object.Exception) *object.Exception {
	t := st.T
	name := ""
	switch {
	case e.Type().IsSubtype(object.StopIteration):
		name = "StopIteration"
	case g.kind == asyncGenKind && e.Type().IsSubtype(object.StopAsyncIteration):
		name = "StopAsyncIteration"
	default:
		return e
	}
	n := object.NewExc(object.RuntimeError, object.NewStr(g.kindName()+" raised "+name))
	object.Of(n).Hold()
	n.SetCause(t, object.Of(e))
	n.SetContext(t, object.Of(e))
	t.Release(object.Of(e))
	return n
}

// finished notes that an async generator's frame has ended.
func (g *Generator) finished(t *Thread) { g.closed = true }

// coroWrapper is what coroutine.__await__() returns.
type coroWrapper struct {
	object.Header
	coro Value
}

// asyncOp is an asend()/__anext__() or athrow()/aclose() in progress.
type asyncOp struct {
	object.Header
	gen   *Generator
	value Value             // asend: what to send
	exc   *object.Exception // athrow: what to throw; aclose: nil
	state uint8             // 0 not started, 1 started, 2 over
	throw bool
}

func (o *asyncOp) isClose() bool { return o.throw && o.exc == nil }

func (o *asyncOp) over() { o.state, o.gen.inUse = 2, false }

func newAsyncOp(g *Generator, ty *object.Type, value Value, exc *object.Exception, throw bool) Value {
	o := &asyncOp{Header: object.NewHeader(ty), gen: g, value: value, exc: exc, throw: throw}
	o.Take(object.Of(g))
	if value.Valid() {
		o.Take(value)
	}
	if exc != nil {
		o.Take(object.Of(exc))
	}
	o.SetFlags(object.Finalizes) // it may be dropped without having been awaited
	return object.Of(o)
}

// AsyncOp takes an awaited asend or athrow object apart for the debugger.
func AsyncOp(v Value) (g *Generator, what string) {
	switch v.Type() {
	case AsyncGenSendType:
		return object.Cast[asyncOp](v).gen, "asend"
	case AsyncGenThrowType:
		o := object.Cast[asyncOp](v)
		if o.isClose() {
			return o.gen, "aclose"
		}
		return o.gen, "athrow"
	}
	return nil, ""
}

// start checks and begins an operation on an async generator. skip means that
// the result is already known: err, or a plain None.
func (st *State) start(o *asyncOp, sent Value) (send Value, inject *object.Exception, skip bool, err error) {
	t := st.T
	g := o.gen
	if o.state == 2 {
		if o.throw {
			return Value{}, nil, true, t.Raisef(object.RuntimeError, "cannot reuse already awaited aclose()/athrow()")
		}
		return Value{}, nil, true, t.Raisef(object.RuntimeError, "cannot reuse already awaited __anext__()/asend()")
	}
	if o.state == 1 {
		return sent, nil, false, nil
	}
	if o.throw && g.state == genClosed {
		o.state = 2
		return Value{}, nil, true, nil
	}
	if g.inUse {
		o.state = 2
		name := "anext()"
		if o.isClose() {
			name = "aclose()"
		} else if o.throw {
			name = "athrow()"
		}
		return Value{}, nil, true, t.Raisef(object.RuntimeError, "%s: asynchronous generator is already running", name)
	}
	if !o.throw {
		if g.state == genClosed {
			o.state = 2
			return Value{}, nil, true, t.Raise(object.StopAsyncIteration)
		}
		if sent.IsNone() {
			sent = o.value
		}
		o.state, g.inUse = 1, true
		return sent, nil, false, nil
	}
	if g.closed {
		o.state = 2
		return Value{}, nil, true, t.Raise(object.StopAsyncIteration)
	}
	if !sent.IsNone() {
		return Value{}, nil, true, t.Raisef(object.RuntimeError, "can't send non-None value to a just-started coroutine")
	}
	o.state, g.inUse = 1, true
	inject = o.exc
	if o.isClose() {
		g.closed = true
		inject = object.NewExc(object.GeneratorExit)
	}
	return object.None, inject, false, nil
}

// pushAsync resumes the async generator behind an awaited operation inside the
// loop; nil means that the native path must do it.
func (st *State) pushAsync(it, sent Value) (*Frame, error) {
	o := object.Cast[asyncOp](it)
	g := o.gen
	g.settle()
	if o.state == 2 || g.state != genCreated && g.state != genSuspended || o.state == 0 && (g.inUse || o.throw && g.closed) {
		return nil, nil
	}
	if !sent.Valid() {
		sent = object.None
	}
	v, inject, skip, err := st.start(o, sent)
	if skip || err != nil {
		return nil, err
	}
	g.setInject(inject)
	if err := st.push(g, v); err != nil {
		g.setInject(nil)
		o.over()
		return nil, err
	}
	return g.fr(), nil
}

// asyncEnded, asyncItem and asyncFailed finish an operation whose generator
// returned, yielded an item, or raised.
func (st *State) asyncEnded(op Value) error {
	o := object.Cast[asyncOp](op)
	o.over()
	if o.isClose() {
		return nil
	}
	return st.T.Raise(object.StopAsyncIteration)
}

func (st *State) asyncItem(op, v Value) (Value, error) {
	o := object.Cast[asyncOp](op)
	o.over()
	if o.isClose() {
		return Value{}, st.T.Raisef(object.RuntimeError, "async generator ignored GeneratorExit")
	}
	return v, nil
}

func (st *State) asyncFailed(op Value, e *object.Exception) (done bool) {
	o := object.Cast[asyncOp](op)
	o.over()
	stop := e.Type().IsSubtype(object.StopAsyncIteration) || e.Type().IsSubtype(object.GeneratorExit)
	if stop {
		o.gen.closed = true
	}
	return stop && o.isClose()
}

// asyncSend drives an operation from native code.
func (st *State) asyncSend(o *asyncOp, sent Value) (v Value, done bool, err error) {
	send, inject, skip, err := st.start(o, sent)
	if err != nil {
		return Value{}, false, err
	}
	if skip {
		return object.None, true, nil
	}
	return st.asyncResume(o, send, inject, false)
}

// asyncThrow throws into an operation in progress.
func (st *State) asyncThrow(o *asyncOp, exc *object.Exception) (v Value, done bool, err error) {
	t := st.T
	if o.state == 2 {
		_, _, _, err := st.start(o, object.None)
		return Value{}, false, err
	}
	if o.state == 0 {
		if o.gen.inUse {
			_, _, _, err := st.start(o, object.None)
			return Value{}, false, err
		}
		o.state, o.gen.inUse = 1, true
		_ = t
	}
	return st.asyncResume(o, object.None, exc, true)
}

func (st *State) asyncResume(o *asyncOp, send Value, inject *object.Exception, deep bool) (v Value, done bool, err error) {
	op := object.Of(o)
	op.Hold()
	defer st.T.Release(op)
	var yielded bool
	if deep {
		v, yielded, err = st.Throw(o.gen, inject)
	} else {
		v, yielded, err = st.Resume(o.gen, send, inject)
	}
	switch {
	case err != nil:
		if e := st.T.AsRaised(err); st.asyncFailed(op, e) {
			st.T.DropFloating(object.Of(e))
			return object.None, true, nil
		}
		return Value{}, false, err
	case !yielded:
		if err := st.asyncEnded(op); err != nil {
			return Value{}, false, err
		}
		return object.None, true, nil
	case o.gen.item:
		v, err = st.asyncItem(op, v)
		return v, true, err
	}
	return v, false, nil
}

// sendNative resumes any awaited iterator from native code.
func (st *State) sendNative(it, sent Value) (v Value, done bool, err error) {
	t := st.T
	if g := AsGenerator(it); g != nil && g.kind != asyncGenKind {
		v, yielded, err := st.Resume(g, sent, nil)
		return v, !yielded, err
	}
	switch it.Type() {
	case AsyncGenSendType, AsyncGenThrowType:
		return st.asyncSend(object.Cast[asyncOp](it), sent)
	case CoroWrapperType:
		return st.sendNative(object.Cast[coroWrapper](it).coro, sent)
	}
	ty := it.Type()
	if f := ty.S().Send; f != nil {
		return f(t, it, sent)
	}
	if sent.IsNone() && ty.Flags&object.HeapType == 0 && ty.S().Next != nil {
		v, err = ty.S().Next(t, it)
		if err == nil && !v.Valid() {
			return object.None, true, nil
		}
	} else if sent.IsNone() {
		v, err = t.CallMethod(it, t.Interp.Intern("__next__"))
	} else {
		v, err = t.CallMethod(it, t.Interp.Intern("send"), sent)
	}
	if err != nil {
		if e, ok := err.(*object.Exception); ok && e.Type().IsSubtype(object.StopIteration) {
			return stopValue(t, e), true, nil
		}
		return Value{}, false, err
	}
	return v, false, nil
}

// Send is sendNative for other packages (tasks drive their coroutines with it).
func (st *State) Send(it, sent Value) (v Value, done bool, err error) {
	return st.sendNative(it, sent)
}

// ThrowInto throws into any awaited iterator.
func (st *State) ThrowInto(it Value, exc *object.Exception) (v Value, done bool, err error) {
	v, done, err = st.throwIter(it, exc)
	if err == errNoThrow {
		err = exc
	}
	return v, done, err
}
