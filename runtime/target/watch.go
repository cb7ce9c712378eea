package target

import (
	"fmt"
	"sync/atomic"
	"time"

	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/loop"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
)

// watch listens to the loop while a filter asks for it, and remembers what it
// takes to explain what happens later. Times are the machine's, also under
// virtual time: it is about work that keeps a real processor busy.
type watch struct {
	g       *Target
	cancels map[*loop.Task]request
	failed  map[*loop.Future]time.Time
	order   []*loop.Future // of failed, the oldest first

	slow, starved time.Duration // limits, 0: nobody asks
	began         time.Time     // of the step under way
	step          loop.Step
	base          *vm.Frame // what runs the loop
	inner         int       // steps inside a step (eager tasks)
	told          bool      // the step or pass under way has been reported, or was stopped in
	timer         *time.Timer
	number        int64        // of the step under way
	current       atomic.Int64 // number while the step counts, else 0
	due           atomic.Int64 // the step that has run for too long
	pass          passed
}

// passed is what is known of the loop's latest pass.
type passed struct {
	began   time.Time
	steps   int
	longest time.Duration
	which   loop.Step
	stopped bool // the time is not the program's alone
}

// request is somebody's wish that a task be cancelled.
type request struct {
	by    string // a task, or ""
	who   string // that is no task, for people
	place string
	at    time.Time
}

// maxFailed bounds how many failures are remembered.
const maxFailed = 4096

func newWatch(g *Target) *watch {
	w := &watch{g: g, cancels: map[*loop.Task]request{}, failed: map[*loop.Future]time.Time{}}
	// A step may be under way, of which the beginning is not known.
	w.began, w.told = time.Now(), true
	if g.loops.Current() != nil {
		w.inner = 1
	}
	if f := g.filters[inspect.FilterSlowCallback]; f != nil {
		w.slow = f.limit
		w.timer = time.AfterFunc(time.Hour, func() {
			if n := w.current.Load(); n != 0 {
				w.due.Store(n)
				g.main.T.Signal(vm.BreakPause)
			}
		})
		w.timer.Stop()
	}
	if f := g.filters[inspect.FilterLoopStarved]; f != nil {
		w.starved = f.limit
	}
	return w
}

// goOn takes over what another one knows.
func (w *watch) goOn(before *watch) {
	w.cancels, w.failed, w.order = before.cancels, before.failed, before.order
	w.began, w.step, w.base, w.told, w.inner, w.pass = before.began, before.step, before.base, before.told, before.inner, before.pass
}

func (w *watch) close() {
	w.current.Store(0)
	if w.timer != nil {
		w.timer.Stop()
	}
}

// mine holds on the thread that is debugged, and not for what a debugger runs.
func (w *watch) mine(t *object.Thread) bool { return t == w.g.main.T && w.g.busy == 0 }

func (w *watch) forget(k *loop.Task) { delete(w.cancels, k) }

// Failed implements loop.Watcher.
func (w *watch) Failed(t *object.Thread, f *loop.Future) {
	if !w.mine(t) || w.g.filters[inspect.FilterNeverRetrieved] == nil {
		return
	}
	if len(w.order) >= maxFailed {
		delete(w.failed, w.order[0])
		w.order = w.order[1:]
	}
	w.failed[f] = time.Now()
	w.order = append(w.order, f)
}

// Unread implements loop.Watcher.
func (w *watch) Unread(t *object.Thread, f *loop.Future) {
	g := w.g
	if !w.mine(t) || g.filters[inspect.FilterNeverRetrieved] == nil {
		return
	}
	exc := object.AsExc(f.Exception())
	o := &occurrence{filter: inspect.FilterNeverRetrieved, exc: exc, vars: map[string]object.Value{"exception": f.Exception()}}
	what := "A " + f.TypeName()
	if k := loop.AsTask(object.Of(f)); k != nil {
		what = k.Name() + " (" + coroName(k) + ")"
		o.name(k)
		if file, line := k.Created(); file != "" {
			o.addf("The task was made at %s.", g.place(file, line, ""))
		}
	}
	o.title = fmt.Sprintf("%s failed with %s, and nobody has read that: the last reference to it is gone.", what, g.excText(exc))
	if at := raisedAt(exc); at != "" {
		o.details = append([]string{"It was raised at " + at + "."}, o.details...)
	}
	if when, ok := w.failed[f]; ok {
		delete(w.failed, f)
		o.addf("It failed %s ago.", ago(when))
	}
	o.addf("It was dropped at %s.", g.here())
	o.advice = "await the task (or its result), keep a reference and read exception() in a done callback, or make it in an asyncio.TaskGroup."
	_ = g.report(o) // what ends the program is noticed at the next instruction
}

// Cancelling implements loop.Watcher.
func (w *watch) Cancelling(t *object.Thread, k *loop.Task) {
	if !w.mine(t) {
		return
	}
	r := request{at: time.Now(), place: w.g.here()}
	if c := w.g.loops.Current(); c != nil {
		r.by = c.Name()
	} else if w.g.ending() {
		r.who = "asyncio.run(), which ends what is left when the main task is done,"
	}
	for _, up := range k.Waiters() {
		if _, asked := w.cancels[up]; asked && up.Waiter() == object.Of(k) {
			r.place += ", through " + up.Name() + ", which awaits it"
			break
		}
	}
	w.cancels[k] = r
}

// Cancelled implements loop.Watcher.
func (w *watch) Cancelled(t *object.Thread, k *loop.Task, waited object.Value, exc *object.Exception) error {
	g := w.g
	if !w.mine(t) || g.filters[inspect.FilterCancelled] == nil {
		return nil
	}
	r, asked := w.cancels[k]
	delete(w.cancels, k)
	by := object.None
	o := &occurrence{filter: inspect.FilterCancelled, exc: exc, vars: map[string]object.Value{}}
	o.name(k)
	o.title = fmt.Sprintf("%s (%s) is being cancelled.", k.Name(), coroName(k))
	switch {
	case asked:
		switch {
		case r.who != "":
			o.addf("%s asked for it %s ago.", r.who, ago(r.at))
		case r.by != "":
			by = object.NewStr(r.by)
			o.addf("%s asked for it %s ago, at %s.", r.by, ago(r.at), r.place)
		default:
			o.addf("The event loop (a timer or callback) asked for it %s ago, at %s.", ago(r.at), r.place)
		}
		if n := k.Cancelling(); n > 1 {
			o.addf("There are %d requests that nobody has taken back with uncancel().", n)
		}
		o.advice = "let the CancelledError pass on after cleaning up; a handler that swallows it keeps the task alive, and whoever asked waits."
	case loop.AsTask(waited) != nil:
		o.addf("Nobody cancelled it: %s, which it awaits, was cancelled.", loop.AsTask(waited).Name())
		o.advice = "catch CancelledError around that await only if the other task's end is no reason for this one to end, or await it through asyncio.wait()."
	default:
		o.addf("Nobody cancelled the task itself: the future that it awaits was cancelled.")
		o.advice = "find who cancels the future; catch CancelledError around that await if this task is to go on."
	}
	if msg, err := g.t.StrOf(object.Of(exc)); err == nil && msg != "" {
		o.addf("The message is %q.", msg)
	}
	o.vars["by"] = by
	return g.report(o)
}

// Open implements loop.Watcher.
func (w *watch) Open(t *object.Thread, gen *vm.Generator) {
	if w.mine(t) && gen.Suspended() {
		w.g.unclosed(gen, "shutdown")
	}
}

// Dropped implements vm.Debugger.
func (g *Target) Dropped(st *vm.State, gen *vm.Generator) {
	if g.busy > 0 || len(g.filters) == 0 {
		return
	}
	if st != g.st {
		if g.lines.replays() {
			return
		}
		defer g.as(st)()
	}
	if gen.IsAsyncGen() {
		if g.filters[inspect.FilterUnclosedAsyncGen] != nil {
			how := "lost"
			if gen.Finalizable() {
				how = "dropped"
			}
			g.unclosed(gen, how)
		}
		return
	}
	if g.filters[inspect.FilterNeverAwaited] == nil {
		return
	}
	o := &occurrence{filter: inspect.FilterNeverAwaited, vars: map[string]object.Value{"name": object.NewStr(gen.Qualname())}}
	if k := g.loops.Current(); k != nil {
		o.name(k)
	}
	o.title = fmt.Sprintf("The coroutine %s was made and is dropped without having been awaited: none of its code has run.", gen.Qualname())
	if file, line, fn := gen.Made(); file != "" {
		o.addf("It was made at %s.", g.place(file, line, fn))
	}
	o.addf("It is dropped at %s.", g.here())
	o.advice = "write await " + gen.Name() + "(...), or give it to asyncio.create_task() and keep the task."
	_ = g.report(o)
}

// unclosed reports an async generator that is suspended and that nobody closes.
func (g *Target) unclosed(gen *vm.Generator, how string) {
	line, cleanup := 0, false
	if f := gen.Frame(); f != nil {
		line, cleanup = f.Line(), gen.Code().Handler(f.PC()) != nil
	}
	o := &occurrence{filter: inspect.FilterUnclosedAsyncGen, vars: map[string]object.Value{
		"name": object.NewStr(gen.Qualname()), "cleanup": object.Bool(cleanup), "how": object.NewStr(how),
	}}
	if k := g.loops.Current(); k != nil {
		o.name(k)
	}
	o.title = fmt.Sprintf("The async generator %s is suspended at line %d and nobody has closed it.", gen.Qualname(), line)
	switch how {
	case "shutdown":
		o.addf("The event loop is shutting down, and closes it now (shutdown_asyncgens).")
	case "lost":
		o.addf("No event loop knows it: GeneratorExit is thrown into it now, and a cleanup that awaits fails.")
	default:
		o.addf("The last reference is gone: the loop's hook will run aclose() in a task of its own, later.")
	}
	if file, line, fn := gen.Made(); file != "" {
		o.addf("It was made at %s.", g.place(file, line, fn))
	}
	if how != "shutdown" {
		o.addf("It is dropped at %s.", g.here())
	}
	if cleanup {
		o.addf("It is inside a try or with block, whose cleanup is still to run.")
	}
	o.advice = "iterate it under async with contextlib.aclosing(...), so that it is closed where the loop over it is left."
	_ = g.report(o)
}

// Pass implements loop.Watcher.
func (w *watch) Pass(t *object.Thread, _ int) error {
	if t != w.g.main.T {
		return nil
	}
	p := w.pass
	now := time.Now()
	w.pass = passed{began: now}
	if w.starved == 0 || p.began.IsZero() || p.stopped || p.steps < 2 {
		return nil
	}
	// What the loop slept for its events is no work: the last step ended it.
	busy := p.began
	if !w.began.IsZero() && w.began.After(busy) {
		busy = w.began
	}
	took := busy.Sub(p.began)
	if took < w.starved {
		return nil
	}
	o := &occurrence{filter: inspect.FilterLoopStarved, vars: map[string]object.Value{
		"duration": object.Float(took.Seconds()), "steps": object.Int(int64(p.steps)), "task": object.None, "coroutine": object.None,
	}}
	o.title = fmt.Sprintf("One pass of the event loop took %s for %d steps: timers and I/O had to wait for all of them.", round(took), p.steps)
	o.addf("The longest was %s with %s.", p.which.Text(t), round(p.longest))
	o.advice = "let fewer tasks be ready at once (a semaphore, a bounded queue), or do less in each step."
	err := w.g.report(o)
	w.pass = passed{began: time.Now()}
	return err
}

// Begin implements loop.Watcher.
func (w *watch) Begin(t *object.Thread, s loop.Step) {
	if t != w.g.main.T {
		return
	}
	if w.inner++; w.inner > 1 {
		return
	}
	if r := w.g.recorder; r != nil {
		r.begin(s.Task)
	}
	w.began, w.told, w.step, w.base = time.Now(), false, s, w.g.main.Current()
	if w.timer != nil {
		w.number++
		w.current.Store(w.number)
		w.timer.Reset(w.slow)
	}
}

// End implements loop.Watcher.
func (w *watch) End(t *object.Thread, s loop.Step) error {
	if t != w.g.main.T {
		return nil
	}
	if w.inner > 0 { // or else it came during the step of a callback
		w.inner--
	}
	if w.inner > 0 {
		return nil
	}
	if r := w.g.recorder; r != nil {
		r.end()
	}
	now := time.Now()
	took := now.Sub(w.began)
	if w.timer != nil {
		w.timer.Stop()
		w.current.Store(0)
	}
	w.pass.steps++
	if took > w.pass.longest {
		w.pass.longest, w.pass.which = took, s
	}
	w.began, w.base, w.step = now, nil, loop.Step{}
	if w.slow == 0 || w.told || took < w.slow {
		return nil
	}
	return w.g.slow(s, took, "It has just ended; it gave the debugger no chance to stop in it.")
}

// Ready implements loop.Watcher.
func (w *watch) Ready(t *object.Thread, k *loop.Task) {
	if r := w.g.recorder; r != nil && t == w.g.t {
		r.setReady(k)
	}
}

// halted says that the step under way includes a stop.
func (w *watch) halted() {
	w.told, w.pass.stopped = true, true
	w.current.Store(0)
}

// overdue stops in the step that has run for too long.
func (w *watch) overdue(f *vm.Frame) error {
	n := w.due.Swap(0)
	took := time.Since(w.began)
	if n == 0 || n != w.current.Load() || w.inner == 0 || took < w.slow {
		return nil
	}
	at := "It is at " + w.g.here() + "."
	if f == nil {
		at = ""
	}
	w.told = w.g.filters[inspect.FilterSlowCallback].cond == nil
	return w.g.slow(w.step, took, at)
}

func (g *Target) slow(s loop.Step, took time.Duration, where string) error {
	o := &occurrence{filter: inspect.FilterSlowCallback, vars: map[string]object.Value{"duration": object.Float(took.Seconds())}}
	o.name(s.Task)
	o.title = fmt.Sprintf("The event loop has been blocked for %s by %s.", round(took), s.Text(g.t))
	if where != "" {
		o.addf("%s", where)
	}
	o.advice = "await something that really waits, move blocking work to asyncio.to_thread(), or split it with await asyncio.sleep(0)."
	return g.report(o)
}

// name gives conditions the task that an occurrence is about, which may be nil.
func (o *occurrence) name(k *loop.Task) {
	o.vars["task"], o.vars["coroutine"] = object.None, object.None
	if k != nil {
		o.vars["task"], o.vars["coroutine"] = object.NewStr(k.Name()), object.NewStr(coroName(k))
	}
}

func (o *occurrence) addf(format string, args ...any) {
	o.details = append(o.details, fmt.Sprintf(format, args...))
}

// place names a line for people.
func (g *Target) place(file string, line int, function string) string {
	s := fmt.Sprintf("%s:%d", file, line)
	if function != "" {
		s += " in " + function
	}
	return s
}

// here is where the program is: the innermost line of the user's, and what of
// the library it is in.
func (g *Target) here() string {
	via := ""
	for f := g.st.Current(); f != nil && f != g.base(); f = f.Back() {
		c := f.Code()
		if !g.host.Library(c.Filename()) {
			s := g.place(c.Filename(), f.Line(), c.Qualname)
			if via != "" {
				s += " (" + via + ")"
			}
			return s
		}
		via = c.Qualname
	}
	switch {
	case via != "":
		return via + " of the library"
	case g.loops.Running() != nil:
		return "a callback of the event loop"
	}
	return "the end of the program"
}

// ending reports that asyncio.run() is at its end.
func (g *Target) ending() bool {
	for f := g.st.Current(); f != nil; f = f.Back() {
		if f.Code().Qualname == "_cancel_all_tasks" && g.host.Library(f.Code().Filename()) {
			return true
		}
	}
	return false
}

// base is the frame that runs the loop while a step is under way, or nil.
func (g *Target) base() *vm.Frame {
	if g.watch == nil {
		return nil
	}
	return g.watch.base
}

func (g *Target) excText(x *object.Exception) string {
	if x == nil {
		return "an exception"
	}
	msg := ""
	g.quietly(func() { msg, _ = g.t.StrOf(object.Of(x)) })
	if msg == "" {
		return x.Type().Name
	}
	return x.Type().Name + ": " + msg
}

// raisedAt is the innermost line of an exception's traceback.
func raisedAt(x *object.Exception) string {
	if x == nil || !x.TB.Valid() {
		return ""
	}
	at := ""
	for v := x.TB; v.Valid() && v.Is(vm.TracebackType); {
		tb := object.Cast[vm.Traceback](v)
		c := tb.Frame.Code()
		at = fmt.Sprintf("%s:%d in %s", c.Filename(), c.LineAt(tb.PC), c.Qualname)
		v = tb.Next
	}
	return at
}

func ago(t time.Time) string { return round(time.Since(t)) }

// round leaves three digits or so.
func round(d time.Duration) string {
	switch {
	case d >= time.Second:
		return d.Round(10 * time.Millisecond).String()
	case d >= time.Millisecond:
		return d.Round(100 * time.Microsecond).String()
	}
	return d.Round(time.Microsecond).String()
}
