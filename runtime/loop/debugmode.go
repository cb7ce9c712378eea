package loop

import (
	"strconv"
	"strings"
	"unsafe"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib/funcmod"
	"github.com/asynctools/asynctools/runtime/vm"
)

// What the debug mode of asyncio has objects remember: where they were made. It costs
// memory only where the loop was in debug mode when they were.

// tracedRare is the rare part of a future with the fact traced.
type tracedRare struct {
	rare
	source Value // a traceback.StackSummary
}

// handleDebug is what a handle made in debug mode has.
type handleDebug struct {
	source Value
	repr   string // of a cancelled one, which has lost its callback
}

// debugDepth is constants.DEBUG_STACK_DEPTH: how many frames handles and coroutines
// remember.
const debugDepth = 10

// source is the stack where the future was made, or the invalid Value.
func (f *Future) source() Value {
	if !f.is(traced) {
		return Value{}
	}
	return (*tracedRare)(unsafe.Pointer(f.rare)).source
}

// trace notes where a new future was made.
func (f *Future) trace(t *Thread) {
	stack := stackOf(t, none)
	if !stack.Valid() {
		return
	}
	r := &tracedRare{source: stack}
	if f.rare != nil {
		r.rare = *f.rare
	}
	f.rare = &r.rare
	f.put(traced, true)
	f.Take(stack)
}

// newFuture is NewFuture for programs to see.
func (l *Loop) newFuture(t *Thread) *Future {
	f := NewFuture(l)
	if l.debug {
		f.trace(t)
	}
	return f
}

func (h *Handle) source() Value {
	if h.debug == nil {
		return Value{}
	}
	return h.debug.source
}

func (h *Handle) trace(t *Thread) {
	h.debug = &handleDebug{}
	if stack := stackOf(t, object.Int(debugDepth)); stack.Valid() {
		h.Take(stack)
		h.debug.source = stack
	}
}

// stackOf is traceback.extract_stack() of what runs, or the invalid Value.
func stackOf(t *Thread, limit Value) Value {
	f := vm.Of(t).Current()
	if f == nil {
		return Value{}
	}
	m, err := t.Interp.ImportModule(t, "traceback", nil, object.NewTuple(object.NewStr("extract_stack")), 0)
	if err != nil {
		return Value{}
	}
	v, err := t.CallMethod(m, t.Interp.Intern("extract_stack"), f.Object(), limit)
	if err != nil {
		return Value{} // there is no room for it, or the interpreter is at its end
	}
	return v
}

// createdAt is what a repr says of a stack.
func createdAt(t *Thread, stack Value) string {
	l := object.AsList(stack)
	if l == nil || len(l.Items) == 0 {
		return ""
	}
	last := l.Items[len(l.Items)-1]
	file, err := t.GetAttrString(last, "filename")
	if err != nil {
		return ""
	}
	line, err := t.GetAttrString(last, "lineno")
	if err != nil || object.AsStr(file) == nil || !line.IsInt() {
		return ""
	}
	return "created at " + object.AsStr(file).S + ":" + strconv.FormatInt(line.AsInt(), 10)
}

// formatStack is "".join(traceback.format_list(stack)).rstrip() under a title.
func formatStack(t *Thread, title string, stack Value) (string, error) {
	m, err := t.Interp.ImportModule(t, "traceback", nil, object.NewTuple(object.NewStr("format_list")), 0)
	if err != nil {
		return "", err
	}
	list, err := t.CallMethod(m, t.Interp.Intern("format_list"), stack)
	if err != nil {
		return "", err
	}
	s := title + " created at (most recent call last):\n"
	if l := object.AsList(list); l != nil {
		for _, line := range l.Items {
			text, err := t.StrOf(line)
			if err != nil {
				return "", err
			}
			s += text
		}
	}
	return strings.TrimRight(s, " \t\n\r\f\v"), nil
}

// checkCallback refuses what cannot be called and, as a call would do nothing, what
// makes coroutines.
func checkCallback(t *Thread, fn Value, method string) error {
	f := fn
	for {
		if f.Is(object.MethodType) {
			f = object.Cast[object.Method](f).Func
		} else if inner, _, _, ok := funcmod.Inside(f); ok {
			f = inner
		} else {
			break
		}
	}
	if isCoroutine(fn) || f.Is(vm.FunctionType) && object.Cast[vm.Function](f).Code.Flags&code.Coroutine != 0 {
		return t.Raisef(object.TypeError, "coroutines cannot be used with %s()", method)
	}
	if fn.Type().S().Call == nil {
		r, err := t.Repr(fn)
		if err != nil {
			return err
		}
		return t.Raisef(object.TypeError, "a callable object was expected by %s(), got %s", method, r)
	}
	return nil
}

// checkThread refuses a call from another thread than the loop's.
func (l *Loop) checkThread(t *Thread) error {
	if l.thread != nil && l.thread != t {
		return t.Raisef(object.RuntimeError, "Non-thread-safe operation invoked on an event loop other than the current one")
	}
	return nil
}

// setDebug switches debug mode; coroutines remember where they were made while a
// loop in debug mode runs.
func (l *Loop) setDebug(on bool) {
	l.debug = on
	if l.active && l.thread != nil {
		l.trackOrigins(l.thread, on)
	}
}

func (l *Loop) trackOrigins(t *Thread, on bool) {
	st := vm.Of(t)
	switch {
	case on == l.tracks:
		return
	case on:
		l.oldDepth, st.OriginDepth = st.OriginDepth, debugDepth
	default:
		st.OriginDepth = l.oldDepth
	}
	l.tracks = on
}

// debugByDefault reports debug mode of new loops: of the development mode, and by the
// environment as the program sees it.
func debugByDefault(t *Thread) bool {
	if t.Interp.DevMode {
		return true
	}
	m := t.Interp.Modules.GetString("os")
	if !m.Valid() {
		var err error // nobody has changed what the module begins with
		if m, err = t.Interp.ImportModule(t, "posix", nil, object.NewTuple(object.NewStr("environ")), 0); err != nil {
			return false
		}
	}
	env, err := t.GetAttrString(m, "environ")
	if err != nil {
		return false
	}
	v, err := t.CallMethod(env, t.Interp.Intern("get"), object.NewStr("PYTHONASYNCIODEBUG"))
	if err != nil {
		return false
	}
	on, err := t.Truth(v)
	return err == nil && on
}
