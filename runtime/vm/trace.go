package vm

import (
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

// sys.settrace, sys.setprofile and sys.monitoring. Nothing of it costs anything
// while it is unused: the calls of functions are seen through Thread.Breaker, and
// code that was called meanwhile gets TRACE over the instructions that begin a
// line, return, yield, or follow a yield. Exceptions pass the loop's slow path.

// tracer is what a thread's tracing needs; its State has none without.
type tracer struct {
	trace, profile Value // of sys.settrace and sys.setprofile, or invalid
	frames         map[*Frame]*frameTrace
	busy           bool // a function of the program's is told of an event
	shared         *tracing
}

// frameTrace is what a frame knows of its being traced.
type frameTrace struct {
	serial  uint64
	fn      Value // f_trace, or invalid
	last    int   // where the last line began: its pc
	line    int   // and its number
	noLines bool  // f_trace_lines is false
	opcodes bool  // f_trace_opcodes, which is kept and without effect
}

// tracing is shared by the threads of an interpreter.
type tracing struct {
	users   int // threads with a function of their own
	codes   map[*code.Code]bool
	monitor *monitor
}

const tracingKey = "vm.tracing"

func tracingOf(t *Thread) *tracing {
	if x, ok := t.Interp.States[tracingKey].(*tracing); ok {
		return x
	}
	x := &tracing{codes: map[*code.Code]bool{}}
	t.Interp.States[tracingKey] = x
	return x
}

// tracing makes the thread's tracer.
func (st *State) tracing() *tracer {
	if st.tracer == nil {
		st.tracer = &tracer{frames: map[*Frame]*frameTrace{}, shared: tracingOf(st.T)}
		st.T.Breaker.Or(BreakTrace)
	}
	return st.tracer
}

// settled removes what nobody needs any more: the thread's tracer, and the marks
// in code when it was the last.
func (st *State) settled() {
	x := st.tracer
	if x == nil || x.trace.Valid() || x.profile.Valid() || x.shared.monitor.active() {
		return
	}
	for _, ft := range x.frames {
		st.T.Release(ft.fn)
	}
	st.T.Breaker.And(^BreakTrace)
	st.tracer = nil
	if x.shared.users == 0 {
		x.shared.clean()
	}
}

func (x *tracing) clean() {
	for c := range x.codes {
		c.Untrace()
	}
	clear(x.codes)
}

// Trace and Profile are the functions that the thread calls, None without.
func (st *State) Trace() Value   { return st.traceFn(func(x *tracer) Value { return x.trace }) }
func (st *State) Profile() Value { return st.traceFn(func(x *tracer) Value { return x.profile }) }

func (st *State) traceFn(f func(*tracer) Value) Value {
	if st.tracer == nil {
		return object.None
	}
	return orNone(f(st.tracer))
}

// SetTrace is sys.settrace.
func (st *State) SetTrace(v Value) { st.setFn(v, func(x *tracer) *Value { return &x.trace }) }

// SetProfile is sys.setprofile. It is told of returns from frames that run already.
func (st *State) SetProfile(v Value) {
	st.setFn(v, func(x *tracer) *Value { return &x.profile })
	if st.tracer != nil && st.tracer.profile.Valid() {
		for f := st.frame; f != nil; f = f.prev {
			st.tracer.shared.mark(f.code)
		}
	}
}

func (st *State) setFn(v Value, slot func(*tracer) *Value) {
	if v.IsNone() {
		if st.tracer == nil {
			return
		}
		v = Value{}
	}
	x := st.tracing()
	p := slot(x)
	switch {
	case v.Valid() && !p.Valid():
		x.shared.users++
	case !v.Valid() && p.Valid():
		x.shared.users--
	}
	old := *p
	v.Hold2()
	*p = v
	st.T.Release(old)
	st.settled()
}

// mark puts TRACE over the instructions of a code object that have an event.
func (x *tracing) mark(c *code.Code) {
	if !x.codes[c] {
		x.codes[c] = true
		c.Trace()
	}
}

func (x *tracer) of(f *Frame) *frameTrace {
	if ft := x.frames[f]; ft != nil && ft.serial == f.Serial() {
		return ft
	}
	return nil
}

// setFrame gives a frame its f_trace.
func (st *State) setFrame(f *Frame, fn Value) {
	x := st.tracing()
	ft := x.of(f)
	if ft == nil {
		ft = &frameTrace{serial: f.Serial()}
		x.frames[f] = ft
	}
	fn.Hold2()
	st.T.Release(ft.fn)
	ft.fn = fn
	x.shared.mark(f.code)
}

// drop forgets a frame that ends.
func (st *State) drop(f *Frame) {
	if ft := st.tracer.frames[f]; ft != nil {
		delete(st.tracer.frames, f)
		st.T.Release(ft.fn)
	}
}

// tell calls a function of the program about an event of a frame. What it raises
// ends its tracing.
func (st *State) tell(fn Value, f *Frame, event string, arg Value) (Value, error) {
	x := st.tracer
	x.busy = true
	fn.Hold()
	r, err := st.T.Call(fn, f.expose(), object.NewStr(event), arg)
	r.Hold2()
	st.T.Release(fn)
	r.Forget()
	x.busy = false
	return r, err
}

// profiled tells the profile function.
func (st *State) profiled(f *Frame, event string, arg Value) error {
	x := st.tracer
	if x == nil || x.busy || !x.profile.Valid() {
		return nil
	}
	r, err := st.tell(x.profile, f, event, arg)
	st.T.DropFloating(r)
	if err != nil {
		st.SetProfile(object.None)
	}
	return err
}

// traced tells the trace function, or that of the frame.
func (st *State) traced(f *Frame, event string, arg Value) error {
	x := st.tracer
	if x == nil || x.busy || !x.trace.Valid() {
		return nil
	}
	fn := x.trace
	if event != "call" {
		ft := x.of(f)
		if ft == nil || !ft.fn.Valid() || event == "line" && ft.noLines {
			return nil
		}
		fn = ft.fn
	}
	r, err := st.tell(fn, f, event, arg)
	switch {
	case err != nil:
		st.SetTrace(object.None)
		if st.tracer != nil {
			st.drop(f)
		}
	case !r.IsNone() && st.tracer != nil:
		st.setFrame(f, r)
	default:
		st.T.DropFloating(r)
	}
	return err
}

// entered is told that f begins, goes on after a yield, or has an exception thrown
// into it.
func (st *State) entered(f *Frame, kind event, exc Value) error {
	x := st.tracer
	if x == nil || x.busy {
		return nil
	}
	if x.profile.Valid() || x.shared.monitor.active() || f.code.Flags&code.Suspends != 0 {
		x.shared.mark(f.code)
	}
	// As CPython's tools: the trace function is the last of them, and told first.
	if err := st.traced(f, "call", object.None); err != nil {
		return err
	}
	if err := st.profiled(f, "call", object.None); err != nil {
		return err
	}
	return st.monitored(kind, f, exc)
}

// tracePoint handles TRACE at f.PC().
func (st *State) tracePoint(f *Frame) error {
	x := st.tracer
	if x == nil || x.busy {
		return nil
	}
	pc := f.PC()
	p := f.code.Points.At[pc]
	if p.Kinds&code.PointResume != 0 {
		if err := st.entered(f, pyResume, Value{}); err != nil {
			return err
		}
	}
	if p.Kinds&code.PointLine != 0 && st.tracer != nil && st.lineBegins(f, p) {
		if err := st.traced(f, "line", object.None); err != nil {
			return err
		}
		if err := st.monitored(lineEvent, f, object.Int(int64(p.Line))); err != nil {
			return err
		}
	}
	if p.Kinds&(code.PointReturn|code.PointYield) != 0 && st.tracer != nil {
		v := f.regs()[p.Instr.A()]
		kind := pyReturn
		if p.Kinds&code.PointYield != 0 {
			kind = pyYield
			if p.Instr.D() == 2 {
				v = object.Of(&wrappedValue{Header: object.NewHeader(wrappedValueType)})
			}
		} else if ft := st.tracer.of(f); ft != nil && ft.line > 0 && p.Instr.D() == code.Implicit {
			f.pc = int32(ft.last)
			defer func() { f.pc = int32(pc) }()
		}
		return st.exited(f, kind, v)
	}
	return nil
}

// lineBegins remembers the line that f comes to, and reports whether it is a new
// one or the same one again.
func (st *State) lineBegins(f *Frame, p code.Point) bool {
	x := st.tracer
	ft := x.of(f)
	if ft == nil {
		if !x.shared.monitor.active() {
			return false
		}
		ft = &frameTrace{serial: f.Serial()}
		x.frames[f] = ft
	}
	again := ft.line == p.Line && f.PC() > ft.last // on the way through one line
	ft.last, ft.line = f.PC(), p.Line
	return !again
}

// wrappedValue is what an async generator is seen to yield: in CPython a box.
type wrappedValue struct{ object.Header }

var wrappedValueType = &object.Type{Name: "async_generator_wrapped_value"}

// exited is told that f returns or yields v.
func (st *State) exited(f *Frame, kind event, v Value) error {
	err := st.traced(f, "return", v)
	if err == nil {
		err = st.profiled(f, "return", v)
	}
	if err == nil {
		err = st.monitored(kind, f, v)
	}
	if kind == pyReturn && st.tracer != nil {
		st.drop(f)
	}
	return err
}

// tracedRaise is told of an exception in f: raised there, or come from what it
// called. It returns the exception to go on with.
func (st *State) tracedRaise(f *Frame, e *object.Exception) *object.Exception {
	x := st.tracer
	if x.busy {
		return e
	}
	err := st.traced(f, "exception", object.NewTuple(object.Of(e.Type()), object.Of(e), orNone(e.TB)))
	if err == nil {
		err = st.monitored(raiseEvent, f, object.Of(e))
	}
	return st.instead(e, err)
}

// awaited is told that what f awaits has a result: which comes as a StopIteration.
func (st *State) awaited(f *Frame, v Value) error {
	if st.tracer.busy {
		return nil
	}
	stop := object.NewExc(object.StopIteration)
	if !v.IsNone() {
		stop = object.NewExc(object.StopIteration, v)
	}
	if err := st.traced(f, "exception", object.NewTuple(object.Of(object.StopIteration), object.Of(stop), object.None)); err != nil {
		return err
	}
	return st.monitored(raiseEvent, f, object.Of(stop))
}

// tracedUnwind is told that f ends by an exception.
func (st *State) tracedUnwind(f *Frame, e *object.Exception) *object.Exception {
	x := st.tracer
	if x.busy {
		return e
	}
	if ft := x.of(f); ft != nil && ft.line > 0 && f.code.At(f.PC()).Op() == code.RERAISE {
		pc := f.PC()
		f.pc = int32(ft.last) // re-raising belongs to no line
		defer func() { f.pc = int32(pc) }()
	}
	err := st.traced(f, "return", object.None)
	if err == nil {
		err = st.profiled(f, "return", object.None)
	}
	if err == nil {
		err = st.monitored(pyUnwind, f, object.Of(e))
	}
	if st.tracer != nil {
		st.drop(f)
	}
	return st.instead(e, err)
}

// instead is the exception that a trace function raised in place of another, with
// the count that came with that one.
func (st *State) instead(e *object.Exception, err error) *object.Exception {
	if err == nil {
		return e
	}
	object.Of(e).Forget()
	e = st.T.AsRaised(err)
	object.Of(e).Hold()
	return e
}

// thrown is told that an exception is thrown into f.
func (st *State) thrown(f *Frame, err error) error {
	e, ok := err.(*object.Exception)
	if !ok {
		return err
	}
	if terr := st.entered(f, pyThrow, object.Of(e)); terr != nil {
		return terr
	}
	return err
}

func traceOf(t *Thread, f *Frame) *frameTrace {
	if x := Of(t).tracer; x != nil {
		return x.of(f)
	}
	return nil
}

// traceFlag sets one of the flags of a frame that is traced.
func traceFlag(t *Thread, f *Frame, v Value, set func(ft *frameTrace, on bool)) error {
	if !v.Valid() || !v.Is(object.BoolType) {
		return t.Raisef(object.TypeError, "attribute value type must be bool")
	}
	st := Of(t)
	if traceOf(t, f) == nil {
		st.setFrame(f, Value{})
	}
	set(st.tracer.of(f), v == object.True)
	return nil
}
