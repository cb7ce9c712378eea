package loop

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib/funcmod"
	"github.com/asynctools/asynctools/runtime/vm"
)

// futureInfo is what the text of a future says of it. Of the callbacks it names the
// first and the last: a future on which many wait is in the text of each of them.
func (f *Future) futureInfo(t *Thread) ([]string, error) {
	parts := []string{stateNames[f.state]}
	if f.state == finished {
		if f.is(raised) {
			r, err := t.Repr(f.result)
			if err != nil {
				return nil, err
			}
			parts = append(parts, "exception="+r)
		} else {
			r, err := shortRepr(t, f.result)
			if err != nil {
				return nil, err
			}
			parts = append(parts, "result="+r)
		}
	}
	cbs, err := f.callbackInfo(t)
	if err != nil {
		return nil, err
	}
	if cbs != "" {
		parts = append(parts, cbs)
	}
	if at := createdAt(t, f.source()); at != "" {
		parts = append(parts, at)
	}
	return parts, nil
}

func (f *Future) callbackInfo(t *Thread) (string, error) {
	var all []callback
	f.eachCallback(func(c callback) { all = append(all, c) })
	if len(all) == 0 {
		return "", nil
	}
	text := func(c callback) (string, error) {
		switch {
		case c.task != nil:
			return "Task.task_wakeup()", nil
		case c.call.next != nil:
			return "gather.<locals>._done_callback()", nil
		default:
			return callbackText(t, c.call.fn, nil, false)
		}
	}
	s, err := text(all[0])
	if err == nil && len(all) > 1 {
		if n := len(all) - 2; n > 0 {
			s += ", <" + strconv.Itoa(n) + " more>"
		}
		var last string
		last, err = text(all[len(all)-1])
		s += ", " + last
	}
	return "cb=[" + s + "]", err
}

func futureRepr(t *Thread, v Value) (Value, error) {
	if t.ReprEnter(v) {
		return object.NewStr("..."), nil
	}
	defer t.ReprLeave()
	parts, err := object.Cast[Future](v).futureInfo(t)
	if err != nil {
		return Value{}, err
	}
	return object.NewStr("<" + v.Type().Name + " " + strings.Join(parts, " ") + ">"), nil
}

func taskRepr(t *Thread, v Value) (Value, error) {
	if t.ReprEnter(v) {
		return object.NewStr("..."), nil
	}
	defer t.ReprLeave()
	k := object.Cast[Task](v)
	info, err := k.futureInfo(t)
	if err != nil {
		return Value{}, err
	}
	state := info[0]
	if k.state == pending && k.Cancelling() > 0 {
		state = "cancelling"
	}
	name, err := t.Repr(object.NewStr(k.Name()))
	if err != nil {
		return Value{}, err
	}
	parts := []string{state, "name=" + name, "coro=<" + coroText(t, k.coro.Value()) + ">"}
	if w := k.Waiter(); w.Valid() {
		w, err := t.Repr(w)
		if err != nil {
			return Value{}, err
		}
		parts = append(parts, "wait_for="+w)
	}
	parts = append(parts, info[1:]...)
	return object.NewStr("<" + v.Type().Name + " " + strings.Join(parts, " ") + ">"), nil
}

func coroText(t *Thread, v Value) string {
	g := vm.AsGenerator(v)
	if g == nil {
		return "<" + v.Type().Name + " without __name__>()"
	}
	name := g.Qualname() + "()"
	file := g.Code().Filename()
	switch {
	case g.Running():
		return fmt.Sprintf("%s running at %s:%d", name, file, g.Frame().Line())
	case !g.Closed() && g.Frame() == nil:
		return fmt.Sprintf("%s running at %s:%d", name, file, g.Code().FirstLine)
	case g.Frame() != nil:
		return fmt.Sprintf("%s running at %s:%d", name, file, g.Frame().Line())
	}
	return fmt.Sprintf("%s done, defined at %s:%d", name, file, g.Code().FirstLine)
}

func handleRepr(t *Thread, v Value) (Value, error) {
	h := object.Cast[Handle](v)
	if h.debug != nil && h.debug.repr != "" {
		return object.NewStr(h.debug.repr), nil
	}
	parts := []string{v.Type().Name}
	if h.cancelled {
		parts = append(parts, "cancelled")
	}
	if h.timer {
		when, err := t.Repr(object.Float(h.when))
		if err != nil {
			return Value{}, err
		}
		parts = append(parts, "when="+when)
	}
	if h.fn.Valid() {
		text, err := callbackText(t, h.fn, h.args, h.loop.debug)
		if err != nil {
			return Value{}, err
		}
		parts = append(parts, text)
	}
	if at := createdAt(t, h.source()); at != "" {
		parts = append(parts, at)
	}
	return object.NewStr("<" + strings.Join(parts, " ") + ">"), nil
}

// callbackText names a callable with its arguments, which only debug mode shows, and
// where it is defined: what a functools.partial calls, in place of the partial.
func callbackText(t *Thread, fn Value, args []Value, debug bool) (string, error) {
	argText := func(args []Value, kw *object.Dict) (string, error) {
		if !debug {
			return "()", nil
		}
		var parts []string
		for _, a := range args {
			s, err := shortRepr(t, a)
			if err != nil {
				return "", err
			}
			parts = append(parts, s)
		}
		var err error
		if kw != nil {
			kw.Each(func(k, v Value) {
				s, kerr := shortRepr(t, v)
				if kerr != nil {
					err = kerr
				}
				parts = append(parts, object.AsStr(k).S+"="+s)
			})
		}
		return "(" + strings.Join(parts, ", ") + ")", err
	}
	suffix := ""
	f := fn
	var kw *object.Dict
	for {
		inner, innerArgs, innerKw, ok := funcmod.Inside(f)
		if !ok {
			break
		}
		s, err := argText(args, kw)
		if err != nil {
			return "", err
		}
		suffix = s + suffix
		f, args, kw = inner, innerArgs, innerKw
	}
	name, err := nameOf(t, f)
	if err != nil {
		return "", err
	}
	s, err := argText(args, kw)
	if err != nil {
		return "", err
	}
	s = name + s + suffix
	def, err := definition(t, fn)
	if def != nil {
		s += " at " + def.Filename() + ":" + strconv.Itoa(def.FirstLine)
	}
	return s, err
}

// nameOf is the name of a callable that has one, else its repr.
func nameOf(t *Thread, fn Value) (string, error) {
	for _, attr := range []string{"__qualname__", "__name__"} {
		n, err := t.GetAttrOpt(fn, t.Interp.Intern(attr))
		if err != nil {
			return "", err
		}
		if s := object.AsStrV(n); s != nil && s.S != "" {
			return s.S, nil
		}
	}
	return t.Repr(fn)
}

// definition is the code of the Python function behind decorators and partials, or
// nil. Methods have none, as for inspect.isfunction.
func definition(t *Thread, fn Value) (*code.Code, error) {
	for range 1000 { // __wrapped__ may lead in a circle
		w, err := t.GetAttrOpt(fn, t.Interp.Intern("__wrapped__"))
		if err != nil {
			return nil, err
		}
		if w.Valid() {
			fn = w
			continue
		}
		if fn.Is(vm.FunctionType) {
			return object.Cast[vm.Function](fn).Code, nil
		}
		inner, _, _, ok := funcmod.Inside(fn)
		if !ok {
			return nil, nil
		}
		fn = inner
	}
	return nil, t.Raisef(object.ValueError, "wrapper loop when unwrapping a callback")
}

// shortRepr is reprlib.repr(): a result or an argument may be large.
func shortRepr(t *Thread, v Value) (string, error) {
	const limit = 30
	if v.IsNone() || v.IsBool() || v.IsInt() || v.IsFloat() || v.Is(object.StrType) && len(object.AsStr(v).S) < limit {
		if s, err := t.Repr(v); err != nil || len(s) <= limit {
			return s, err
		}
	}
	m, err := t.Interp.ImportModule(t, "reprlib", nil, object.NewTuple(object.NewStr("repr")), 0)
	if err != nil {
		return "", err
	}
	r, err := t.CallMethod(m, t.Interp.Intern("repr"), v)
	if err != nil {
		return "", err
	}
	return t.StrOf(r)
}

// callableText names a callable for the debugger's lists, methods with their places.
func callableText(t *Thread, fn Value) string {
	if fn.Is(object.MethodType) {
		m := object.Cast[object.Method](fn)
		if n, err := t.GetAttrOpt(fn, t.Interp.Intern("__qualname__")); err == nil && object.AsStrV(n) != nil && m.Func.Is(vm.FunctionType) {
			c := object.Cast[vm.Function](m.Func).Code
			return object.AsStr(n).S + "() at " + c.Filename() + ":" + strconv.Itoa(c.FirstLine)
		}
	}
	s, err := callbackText(t, fn, nil, false)
	if err != nil {
		return "<" + fn.Type().Name + ">"
	}
	return s
}
