package target

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/loop"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
)

// filter is an exception filter in force.
type filter struct {
	id    string
	text  string // the condition
	cond  *code.Code
	limit time.Duration // slowCallback, loopStarved
}

// occurrence is what a filter of the loop's own stopped on.
type occurrence struct {
	filter  string
	exc     *object.Exception // if there is one
	title   string            // what happened
	details []string          // who, from where, since when
	advice  string            // what to do
	// vars are what the filter's condition may ask for by name.
	vars map[string]object.Value
}

func (o *occurrence) explanation() string {
	parts := append([]string{o.title}, o.details...)
	if o.advice != "" {
		parts = append(parts, "What to do: "+o.advice)
	}
	return strings.Join(parts, "\n")
}

// defaultLimit is how long the loop may be kept busy, as asyncio has it.
const defaultLimit = 100 * time.Millisecond

var leadingLimit = regexp.MustCompile(`^\s*(\d+(?:\.\d+)?)\s*(?:$|and\b)`)

// parseFilter compiles a filter's condition.
func (g *Target) parseFilter(s inspect.ExceptionFilterSpec) (*filter, error) {
	f := &filter{id: s.ID, text: strings.TrimSpace(s.Condition), limit: defaultLimit}
	cond := f.text
	switch s.ID {
	case inspect.FilterRaised, inspect.FilterUncaught, inspect.FilterUserUnhandled, inspect.FilterNeverRetrieved,
		inspect.FilterNeverAwaited, inspect.FilterUnclosedAsyncGen, inspect.FilterCancelled:
	case inspect.FilterSlowCallback, inspect.FilterLoopStarved:
		if m := leadingLimit.FindStringSubmatch(cond); m != nil {
			ms, err := strconv.ParseFloat(m[1], 64)
			if err != nil || ms <= 0 || ms > 1e9 {
				return nil, fmt.Errorf("%s is no number of milliseconds to wait", m[1])
			}
			f.limit = time.Duration(ms * float64(time.Millisecond))
			cond = strings.TrimSpace(cond[len(m[0]):])
			if cond == "" && strings.HasSuffix(m[0], "and") {
				return nil, fmt.Errorf("the condition %q ends in \"and\"", f.text)
			}
		}
	default:
		return nil, fmt.Errorf("unknown exception filter %q", s.ID)
	}
	if cond == "" {
		return f, nil
	}
	c, err := vm.CompileString(g.t, "<filter condition>", cond, vm.CompileOptions{Mode: 1})
	if err != nil {
		return nil, fmt.Errorf("the condition is no Python expression: %s", g.message(err))
	}
	f.cond = c
	return f, nil
}

// SetExceptionFilters replaces the exception filters in force.
func (g *Target) SetExceptionFilters(specs []inspect.ExceptionFilterSpec) (out []inspect.Breakpoint, err error) {
	err = g.do(true, func() {
		clear(g.filters)
		for _, s := range specs {
			g.breaks.lastID++
			answer := inspect.Breakpoint{ID: g.breaks.lastID, Verified: true}
			f, ferr := g.parseFilter(s)
			if ferr != nil {
				answer.Verified, answer.Message = false, ferr.Error()
			} else {
				g.filters[s.ID] = f
			}
			out = append(out, answer)
		}
		g.listen()
	})
	return out, err
}

// listen makes the machine report what the filters in force ask for, and
// nothing else.
func (g *Target) listen() {
	raises, loops := false, g.recorder != nil
	for id := range g.filters {
		switch id {
		case inspect.FilterRaised, inspect.FilterUncaught, inspect.FilterUserUnhandled:
			raises = true
		case inspect.FilterNeverRetrieved, inspect.FilterCancelled, inspect.FilterUnclosedAsyncGen,
			inspect.FilterSlowCallback, inspect.FilterLoopStarved:
			loops = true
		}
	}
	g.raises = raises
	for _, t := range g.t.Interp.Threads() {
		vm.Of(t).Origins = g.filters[inspect.FilterNeverAwaited] != nil || g.filters[inspect.FilterUnclosedAsyncGen] != nil
	}
	before := g.watch
	if before != nil {
		before.close()
		g.watch, g.loops.Watch = nil, nil
	}
	if loops {
		g.watch = newWatch(g)
		if before != nil {
			g.watch.goOn(before)
		}
		g.loops.Watch = g.watch
	}
}

// passes evaluates a filter's condition. One that fails stops: hiding the
// mistake would be worse.
func (g *Target) passes(f *filter, at *vm.Frame, vars map[string]object.Value) bool {
	if f.cond == nil {
		return true
	}
	ok := false
	var err error
	g.decide(func() {
		var v object.Value
		if v, err = g.evalWith(at, f.cond, vars); err == nil {
			v.Hold2()
			ok, err = g.t.Truth(v)
			g.t.Release(v)
		}
	})
	if err == nil {
		return ok
	}
	out := inspect.Output{Category: "console", Text: fmt.Sprintf("condition %q of the filter %s: %v\n", f.text, f.id, g.t.AsRaised(err))}
	if at != nil {
		out.Path, out.Line = at.Code().Filename(), at.Line()
	}
	g.events.put(func(e inspect.Events) { e.Output(out) })
	return true
}

// evalCondition is evalCode for the condition of a place that is reached often:
// it takes only those variables that the condition names.
func (g *Target) evalCondition(f *vm.Frame, c *code.Code) (object.Value, error) {
	if f == nil || f.IsModule() || nested(c) || len(g.invented) > 0 {
		return g.evalCode(f, c)
	}
	locals := object.NewDict()
	f.EachLocal(func(name string, v object.Value, _ bool) {
		for _, n := range c.Names {
			if n.S == name {
				locals.SetStr(g.t, n, v)
				return
			}
		}
	})
	v := object.Of(locals)
	v.Hold()
	defer g.t.Release(v)
	return g.st.RunCode(c, f.Globals(), v)
}

// evalWith evaluates code in a frame, or in __main__, with further variables.
func (g *Target) evalWith(f *vm.Frame, c *code.Code, vars map[string]object.Value) (object.Value, error) {
	if len(vars) == 0 {
		return g.evalCode(f, c)
	}
	globals, locals := g.mainGlobals(), object.NewDict()
	if f != nil {
		globals = f.Globals()
		if !f.IsModule() {
			if err := locals.Update(g.t, object.AsDict(g.locals(f))); err != nil {
				return object.Value{}, err
			}
		}
	}
	for name, v := range vars {
		locals.SetString(g.t, name, v)
	}
	if nested(c) {
		globals = globals.Copy()
		if err := globals.Update(g.t, locals); err != nil {
			return object.Value{}, err
		}
	}
	v := object.Of(locals)
	v.Hold()
	defer g.t.Release(v)
	return g.st.RunCode(c, globals, v)
}

// report stops on an occurrence when its filter asks for it.
func (g *Target) report(o *occurrence) error {
	f := g.filters[o.filter]
	if f == nil || g.busy > 0 || !g.passes(f, g.userFrame(), o.vars) {
		return nil
	}
	g.stopExc, g.stopWhy = o.exc, o
	return g.stop(nil, inspect.Stop{Reason: inspect.StopException, Description: "Paused on " + filterName(o.filter), Text: o.title})
}

// filterName says what a filter stops on.
func filterName(id string) string {
	switch id {
	case inspect.FilterNeverRetrieved:
		return "an exception that was never retrieved"
	case inspect.FilterNeverAwaited:
		return "a coroutine that was never awaited"
	case inspect.FilterUnclosedAsyncGen:
		return "an async generator that was not closed"
	case inspect.FilterCancelled:
		return "a cancellation"
	case inspect.FilterSlowCallback:
		return "a slow callback"
	}
	return "a starved event loop"
}

// userFrame is the innermost running frame of the user's code, or nil.
func (g *Target) userFrame() *vm.Frame {
	for f := g.st.Current(); f != nil && f != g.base(); f = f.Back() {
		if !g.host.Library(f.Code().Filename()) {
			return f
		}
	}
	return nil
}

// WantsRaise reports that some filter asks for raised exceptions.
func (g *Target) WantsRaise() bool { return g.raises && g.busy == 0 }

// Raised stops at an exception when a filter asks for it: where it is raised, or
// in the first frame of the user's that it comes to.
func (g *Target) Raised(st *vm.State, f *vm.Frame, exc *object.Exception) error {
	// Exceptions that only steer control flow are not the user's.
	if exc.Type() == object.StopIteration || exc.Type() == object.StopAsyncIteration || exc.Type() == object.GeneratorExit {
		return nil
	}
	k := g.loops.Current()
	on := judged{exc, k, st}
	if was := g.judged; was.exc == exc && was.st == st && (was.task == k || k == nil && was.task.Done()) {
		if f.Code().At(f.PC()).Op() != code.RAISE {
			g.judged = on
			return nil // on its way through the frames that called or await
		}
		g.judged = judged{} // raised again
	}
	if g.passedOver(f.Code()) {
		return nil
	}
	if st != g.st {
		if g.lines.replays() {
			return nil
		}
		defer g.as(st)()
	}
	says := answers(f, exc)
	if says && g.filters[inspect.FilterRaised] == nil {
		return nil // it is judged where the question was asked
	}
	g.judged = on
	// One that is cancelled has ended as it was asked to: nothing went wrong.
	cancels := k != nil && isA(object.Of(exc), "asyncio.exceptions.CancelledError")
	for _, id := range []string{inspect.FilterRaised, inspect.FilterUncaught, inspect.FilterUserUnhandled} {
		spec := g.filters[id]
		switch {
		case spec == nil,
			id != inspect.FilterRaised && (cancels || says),
			id == inspect.FilterUncaught && g.caught(f, exc),
			id == inspect.FilterUserUnhandled && g.handledByUser(f, exc):
			continue
		}
		if !g.passes(spec, f, nil) {
			continue
		}
		g.stopExc = exc
		text := exc.Error()
		g.decide(func() {
			if msg, err := g.t.StrOf(object.Of(exc)); err == nil {
				text = exc.Type().Name + ": " + msg
			}
		})
		desc := "Paused on an exception"
		switch id {
		case inspect.FilterUncaught:
			desc = "Paused on an uncaught exception"
		case inspect.FilterUserUnhandled:
			desc = "Paused on an exception that the user's code does not handle"
		}
		return g.stop(f, inspect.Stop{Reason: inspect.StopException, Description: desc, Text: text})
	}
	return nil
}

// answers reports an exception by which a special method says no to whoever called
// it from native code: hasattr(), getattr() with a default, iteration by index.
func answers(f *vm.Frame, exc *object.Exception) bool {
	attr, index := exc.Type().IsSubtype(object.AttributeError), exc.Type().IsSubtype(object.IndexError)
	if !attr && !index {
		return false
	}
	for ; f != nil && f.Back() != nil; f = f.Back() {
		if !f.Entry() {
			continue
		}
		switch f.Code().Name {
		case "__getattr__", "__getattribute__":
			return attr
		case "__getitem__":
			return index
		}
	}
	return false
}

// judged is the latest exception that the filters were asked about, and where.
type judged struct {
	exc  *object.Exception
	task *loop.Task
	st   *vm.State
}

// caught reports that an except clause takes what is raised where f is: up the
// stack, or in a task that awaits this one. If that raises it again, it is judged
// again. What reports the end of a thread does not take it.
func (g *Target) caught(f *vm.Frame, exc *object.Exception) bool {
	k := g.loops.Current()
	for x := f; x != nil; x = x.Back() {
		if x.Handles(exc.Type()) && !(x.Code().Qualname == "Thread._bootstrap" && g.host.Library(x.Code().Filename())) {
			return true
		}
		if k != nil && x.Gen() != nil && x.Gen() == rootGen(k) {
			if x = g.waited(x, k); x == nil {
				break
			}
		}
	}
	if k == nil {
		return false
	}
	if k.Gathered() {
		return true
	}
	for _, w := range k.Waiters() {
		ty := exc.Type()
		for _, x := range g.chain(w) {
			if x.Code().Qualname == "TaskGroup.__aexit__" && g.host.Library(x.Code().Filename()) {
				ty = object.ExceptionGroup // which raises it in one
			}
			if x.Handles(ty) {
				return true
			}
		}
	}
	return false
}

// waited finds, below a frame, the run_until_complete that waits for a task and will
// raise its exception.
func (g *Target) waited(f *vm.Frame, k *loop.Task) *vm.Frame {
	for ; f != nil; f = f.Back() {
		if f.Code().Qualname == "EventLoop.run_until_complete" && local(f, "future") == object.Of(k) {
			return f
		}
	}
	return nil
}

// handledByUser reports that an except clause takes what f raises before it
// leaves the user's code: it gets to a library, or out of the task.
func (g *Target) handledByUser(f *vm.Frame, exc *object.Exception) bool {
	k := g.loops.Current()
	for x := f; x != nil && !g.host.Library(x.Code().Filename()); x = x.Back() {
		if x.Handles(exc.Type()) {
			return true
		}
		if k != nil && x.Gen() != nil && x.Gen() == rootGen(k) {
			return false
		}
	}
	return false
}

// Exception describes what the stopped task is stopped on.
func (g *Target) Exception(id inspect.TaskID) (info *inspect.ExceptionInfo, err error) {
	e := g.do(false, func() {
		x, o := g.stopExc, g.stopWhy
		if x == nil && o == nil || id != 0 && id != g.stopTask {
			return
		}
		info = &inspect.ExceptionInfo{}
		if o != nil {
			info.Filter, info.Explanation = o.filter, o.explanation()
		} else {
			info.Uncaught = !g.caught(g.stopFrame, x)
		}
		if x != nil {
			g.decide(func() {
				info.Message, _ = g.t.StrOf(object.Of(x))
				info.Traceback = g.st.FormatException(x)
			})
			info.Type, info.Ref = x.Type().FullName(), g.handles.value(object.Of(x), nil, "")
		}
	})
	if e != nil {
		return nil, e
	}
	return info, err
}
