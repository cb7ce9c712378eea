// Package target implements the inspection interface for the embedded runtime.
//
// The program runs on a goroutine of its own, the machine. Everything that
// reads or changes Python state happens there: while the program is stopped
// the machine serves requests; while it runs, a request sets a bit that the
// interpreter tests at function entries and back edges, and that also wakes an
// idle event loop. Breakpoints are patched into the instructions, so code
// without any runs at full speed.
package target

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/loop"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
	"github.com/asynctools/asynctools/syntax/source"
)

// Host is the interpreter behind a target.
type Host interface {
	Thread() *object.Thread
	Loops() *loop.Module
	// Compile compiles a file without running it, to find its lines.
	Compile(path string) (*code.Code, error)
	// OnLoad sets a function that is told of every source about to run.
	OnLoad(f func(c *code.Code, module string))
	// Library reports a path that is not the user's code.
	Library(path string) bool
	Interrupt()
	// OnOutput sets a function that sees what the program writes to a standard
	// stream before it is written.
	OnOutput(f func(stream, text string))
	// Terminate lets the program handle SIGTERM, if it does that.
	Terminate() (handled bool)
	Kill()
	Close()
}

// Target is a program on the embedded runtime.
type Target struct {
	host   Host
	run    func() int
	main   *vm.State                     // of the main thread
	active atomic.Pointer[object.Thread] // the thread that has the machine
	loops  *loop.Module

	allCode  atomic.Bool
	runs     atomic.Bool // see inspect.Options.Runs
	deciding atomic.Bool // a condition or a log message of a breakpoint is evaluated

	mu      sync.Mutex
	state   state
	queue   []func() // requests of a running program; guarded by mu
	pausing bool
	killed  bool          // it stops no more, not even in finalizers
	leaving bool          // it has been asked to end, and stops no more on its way
	serving bool          // stopped, and running code for a request
	began   chan struct{} // closed when serving becomes true or the stop ends; nil while nobody waits for that
	console *loop.Task    // what an evaluation awaits; guarded by mu

	work   chan errand   // requests of a stopped program
	resume chan struct{} // ends a stop
	exited chan struct{}
	events *eventQueue
	news   taskNews

	// Below: the machine's own, touched by it only (or before it starts).
	t          *object.Thread // of the thread that is stopped, else the main one
	st         *vm.State
	handles    handles
	taken      taken
	holders    map[object.Value][]*loop.Task // who holds which lock, of this stop
	threadsafe map[object.Value]*loop.Task   // whose result a concurrent future takes, of this stop
	stopTask   inspect.TaskID
	stopFrame  *vm.Frame
	stopExc    *object.Exception
	judged     judged
	stopWhy    *occurrence // what a filter stopped on
	entry      bool        // stop at the first line
	atBreak    bool        // the stop is at a patched instruction
	step       *step
	byID       map[inspect.TaskID]*loop.Task // of this stop, once somebody asks for stacks
	breaks     breakpoints
	data       data
	lines      *counter // of a recorded program or a replay
	codes      codeTable
	filters    map[string]*filter
	raises     bool // some filter asks for raised exceptions
	recorder   *recorder
	watch      *watch         // set while a filter listens to the loop
	format     inspect.Format // of the request being served
	looked     time.Duration  // what its __repr__ methods have taken
	busy       int            // evaluating: breakpoints are passed over
	sources    map[string][]*code.Code
	made       map[string]*source.File     // text that exec() ran, by the name it gave; what was seen last
	layouts    layouts                     // of the files that were stepped through
	invented   map[activation]*object.Dict // variables that only the console knows
}

type state int

const (
	fresh state = iota
	running
	stopped
	ended
)

// errand is a request of a stopped program; served is closed when the machine is
// done with it.
type errand struct {
	run    func()
	served chan struct{}
}

// New makes a target; run runs the program and returns its exit status.
func New(host Host, run func() int) *Target {
	g := &Target{
		host: host, run: run, main: vm.Of(host.Thread()), loops: host.Loops(),
		work: make(chan errand), resume: make(chan struct{}), exited: make(chan struct{}),
		filters: map[string]*filter{}, sources: map[string][]*code.Code{}, made: map[string]*source.File{}, layouts: layouts{}, invented: map[activation]*object.Dict{},
	}
	g.become(g.main)
	g.breaks.init()
	return g
}

// Start begins execution.
func (g *Target) Start(events inspect.Events, stopOnEntry bool) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.state != fresh {
		return inspect.ErrRunning
	}
	g.state = running
	g.entry = stopOnEntry
	g.events = newEventQueue(events)
	g.main.Debug = g
	g.host.OnLoad(g.loaded)
	g.loops.OnAcquire, g.loops.OnRelease = g.acquired, g.released
	g.loops.OnTask = func(k *loop.Task, begin bool) {
		if g.lines != nil {
			g.lines.made(k, begin)
		}
		if !begin && g.watch != nil {
			g.watch.forget(k)
		}
		if !events.WantsTasks() {
			return
		}
		g.news.note(g.events, taskID(k), begin)
	}
	g.t.Interp.OnThread = func(t *object.Thread, begins bool) {
		if events.WantsTasks() {
			g.news.thread(g.events, g.threadID(t), begins)
		}
	}
	if w, ok := events.(inspect.Writes); ok {
		g.host.OnOutput(func(stream, _ string) { w.Writes(g.writer(stream)) })
	}
	go func() {
		status := g.run()
		g.mu.Lock()
		g.state = ended
		pending := g.queue
		g.queue = nil
		g.mu.Unlock()
		_ = pending // their waiters see exited
		close(g.exited)
		g.news.tell(g.events)
		g.events.put(func(e inspect.Events) { e.Exited(status) })
		g.events.close()
	}()
	return nil
}

// writer is where the program is about to write to a stream.
func (g *Target) writer(stream string) (_, path string, line int) {
	t := g.t.Interp.Holder()
	if t == nil || g.busy > 0 {
		return stream, "", 0
	}
	for f := vm.Of(t).Current(); f != nil; f = f.Back() {
		if p := f.Code().Filename(); !g.host.Library(p) {
			return stream, p, f.Line()
		}
	}
	return stream, "", 0
}

// Configure sets options.
func (g *Target) Configure(o inspect.Options) {
	g.allCode.Store(o.AllCode)
	g.runs.Store(o.Runs)
}

// passedOver reports code that steps and exception filters do not stop in.
func (g *Target) passedOver(c *code.Code) bool {
	return !g.allCode.Load() && g.host.Library(c.Filename())
}

// do runs f on the machine: at once when the program is stopped, else between
// two instructions. Without live it refuses a running program.
func (g *Target) do(live bool, f func()) (err error) {
	done := make(chan struct{})
	var failed error
	guarded := func() {
		defer close(done)
		// A bug of ours costs the request, not the program.
		defer func() {
			if p := recover(); p != nil {
				failed = fmt.Errorf("internal error: %v\n%s", p, debug.Stack())
			}
		}()
		g.looked = 0
		tape := g.t.Interp.Tape
		tape.Aside(true)
		defer tape.Aside(false)
		f()
	}
	wait := func() error {
		select {
		case <-done:
			return failed
		case <-g.exited:
			return inspect.ErrExited
		}
	}
again:
	g.mu.Lock()
	switch {
	case g.state == fresh:
		g.mu.Unlock()
		guarded()
		return failed
	case g.state == ended:
		g.mu.Unlock()
		return inspect.ErrExited
	case g.state == stopped && !g.serving:
		if g.began == nil {
			g.began = make(chan struct{})
		}
		began := g.began
		g.mu.Unlock()
		// Only when the machine is done with it: going on before would look like
		// the wish to end an evaluation.
		q := errand{guarded, make(chan struct{})}
		select {
		case g.work <- q:
		case <-began:
			// Another request was first, and may take for ever, or the stop is over.
			goto again
		case <-g.exited:
			return inspect.ErrExited
		}
		<-q.served
		return failed
	case g.state == running && !live:
		g.mu.Unlock()
		return inspect.ErrRunning
	}
	// It runs, or is stopped and runs code for an earlier request: go in between
	// two instructions.
	g.queue = append(g.queue, guarded)
	g.mu.Unlock()
	g.signal(vm.BreakCall)
	return wait()
}

// Pending serves requests of a running program, and pauses.
func (g *Target) Pending(st *vm.State, f *vm.Frame) error {
	if st != g.st {
		if g.busy > 0 {
			return nil
		}
		defer g.as(st)()
	}
	// The bits go first: a request that comes later sets them again.
	bits := vm.BreakCall
	if g.step == nil || g.step.kind != inspect.StepIn || g.step.thread != st {
		bits |= vm.BreakPause
	}
	g.t.Breaker.And(^bits)
	pause := false
	for {
		f := g.queued(func() {
			if pause = g.pausing && g.busy == 0; pause {
				g.pausing = false
			}
		})
		if f == nil {
			break
		}
		f()
		g.holders, g.threadsafe = nil, nil // they hold for this moment only
	}
	if pause {
		reason := inspect.Stop{Reason: inspect.StopPause, Description: "Paused"}
		if g.loops.Running() != nil && g.loops.Current() == nil {
			reason.Description = "Paused while the event loop is idle"
		}
		return g.stop(f, reason)
	}
	if g.step != nil && g.busy == 0 && g.step.thread == st {
		g.entered(f)
	}
	if g.watch != nil && g.busy == 0 && st == g.main {
		return g.watch.overdue(f)
	}
	return nil
}

// stop stops the program in frame f and serves requests until it is resumed.
func (g *Target) stop(f *vm.Frame, why inspect.Stop) error {
	if f == nil {
		f = g.st.Current()
	}
	if g.passedBy(why) {
		return nil
	}
	g.mu.Lock()
	killed := g.killed || g.leaving
	g.mu.Unlock()
	if killed {
		return nil
	}
	g.clearStep()
	g.loops.Unhold(g.t)
	if g.watch != nil {
		g.watch.halted() // the time of a stop is nobody's
	}
	g.stopFrame = f
	g.stopTask = g.currentTask()
	if why.Reason == inspect.StopPause && g.loops.Running() != nil && g.loops.Current() == nil {
		// Idle: the oldest task stands for the program.
		if k := g.loops.First(); k != nil {
			g.stopTask = taskID(k)
		}
	}
	why.Task = g.stopTask
	if why.Reason == inspect.StopPause && g.loops.Live() <= maxDeadlock {
		if found := g.deadlocks(); len(found) > 0 {
			why.Description, why.Text = "Paused in a deadlock", found[0].Text
			if n := len(found) - 1; n > 0 {
				why.Text += fmt.Sprintf(" (and %d more)", n)
			}
			why.Task, g.stopTask = found[0].Tasks[0], found[0].Tasks[0]
		}
	}
	g.handles.reset()
	g.changed()
	g.mu.Lock()
	if g.killed {
		g.mu.Unlock()
		return vm.ErrKilled
	}
	g.state = stopped
	g.pausing = false
	g.mu.Unlock()
	if g.recorder != nil {
		g.recorder.halt()
	}
	defer func() {
		if g.recorder != nil { // it may be another one by now
			g.recorder.goOn()
		}
	}()
	g.news.tell(g.events)
	g.events.put(func(e inspect.Events) { e.Stopped(why) })
	g.serve(errand{run: func() {}}) // what came when it still ran
	for {
		select {
		case q := <-g.work:
			g.serve(q)
			continue
		case <-g.resume:
		}
		break
	}
	g.stopFrame, g.stopExc, g.stopWhy = nil, nil, nil
	g.handles.reset()
	g.changed()
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.killed {
		return vm.ErrKilled
	}
	return nil
}

// serve runs a request of a stopped program, and then those that came meanwhile.
func (g *Target) serve(q errand) {
	g.mu.Lock()
	g.serving = true
	g.lookAgain()
	g.mu.Unlock()
	q.run()
	for {
		f := g.queued(func() {
			g.serving = false
			// Nobody is left whom an interrupt of an evaluation could mean.
			g.t.Breaker.And(^vm.BreakInterrupt)
		})
		if q.served != nil {
			// Not later: one of those that came meanwhile may await for ever.
			close(q.served)
			q.served = nil
		}
		if f == nil {
			return
		}
		f()
	}
}

// queued takes the first request out of the queue. Not all at once: while one
// awaits, those behind it are served. none is called with mu held if there is none.
func (g *Target) queued(none func()) func() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.queue) == 0 {
		none()
		return nil
	}
	f := g.queue[0]
	if g.queue = g.queue[1:]; len(g.queue) > 0 {
		g.signal(vm.BreakCall)
	}
	return f
}

// lookAgain tells requests that wait for the machine that it serves another one
// now, or that the stop is over. It is called with mu held.
func (g *Target) lookAgain() {
	if g.began != nil {
		close(g.began)
		g.began = nil
	}
}

// goOn ends a stop.
func (g *Target) goOn() error {
	g.mu.Lock()
	// Going on ends an evaluation.
	switch k := g.console; {
	case g.serving && k != nil:
		g.queue = append(g.queue, func() { g.cancelConsole(k) })
		g.signal(vm.BreakCall)
	case g.serving:
		g.signal(vm.BreakInterrupt)
	}
	if g.state != stopped {
		defer g.mu.Unlock()
		if g.state == ended {
			return inspect.ErrExited
		}
		return inspect.ErrRunning
	}
	g.state = running
	g.lookAgain()
	g.mu.Unlock()
	g.events.put(func(e inspect.Events) { e.Continued() })
	select {
	case g.resume <- struct{}{}:
	case <-g.exited:
		return inspect.ErrExited
	}
	return nil
}

// Continue resumes everything.
func (g *Target) Continue() error { return g.goOn() }

// Pause stops the program as soon as it can.
func (g *Target) Pause() error {
	g.mu.Lock()
	switch g.state {
	case ended:
		g.mu.Unlock()
		return inspect.ErrExited
	case stopped:
		g.mu.Unlock()
		return nil
	}
	g.pausing = true
	g.mu.Unlock()
	g.main.T.Signal(vm.BreakPause)
	if g.deciding.Load() {
		g.signal(vm.BreakInterrupt) // it may never end; a failed condition stops
	}
	return nil
}

// Terminate asks the program to end, as SIGTERM would: its handler is called, and
// without one it ends at once.
func (g *Target) Terminate() error {
	g.mu.Lock()
	was := g.state
	g.mu.Unlock()
	if was == ended {
		return nil
	}
	if was == fresh || !g.host.Terminate() {
		return g.Kill()
	}
	g.mu.Lock()
	g.leaving = true
	g.mu.Unlock()
	if was == stopped {
		return g.goOn()
	}
	return nil
}

// Kill ends the program at once.
func (g *Target) Kill() error {
	g.mu.Lock()
	was := g.state
	g.killed = true
	g.mu.Unlock()
	if was == ended {
		return nil
	}
	g.host.Kill()
	if was == stopped {
		return g.goOn()
	}
	return nil
}

// Close releases the target.
func (g *Target) Close() error {
	g.mu.Lock()
	was := g.state
	g.mu.Unlock()
	if was == running || was == stopped {
		_ = g.Kill()
		<-g.exited
	}
	g.host.Close()
	return nil
}

// eventQueue delivers events in order on one goroutine, never blocking the
// machine.
type eventQueue struct {
	mu     sync.Mutex
	cond   *sync.Cond
	items  []func(inspect.Events)
	closed bool
}

func newEventQueue(e inspect.Events) *eventQueue {
	q := &eventQueue{}
	q.cond = sync.NewCond(&q.mu)
	go func() {
		for {
			q.mu.Lock()
			for len(q.items) == 0 && !q.closed {
				q.cond.Wait()
			}
			if len(q.items) == 0 {
				q.mu.Unlock()
				return
			}
			f := q.items[0]
			q.items = q.items[1:]
			q.mu.Unlock()
			f(e)
		}
	}()
	return q
}

func (q *eventQueue) put(f func(inspect.Events)) {
	if q == nil {
		return
	}
	q.mu.Lock()
	q.items = append(q.items, f)
	q.mu.Unlock()
	q.cond.Signal()
}

func (q *eventQueue) close() {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	q.cond.Signal()
}

// guard passes over breakpoints while f runs Python code for the debugger.
func (g *Target) guard(ctx context.Context, f func()) {
	g.busy++
	g.t.Interp.Tape.Aside(true)
	defer func() { g.busy--; g.t.Interp.Tape.Aside(false) }()
	if ctx.Done() != nil {
		t := g.t
		stop := context.AfterFunc(ctx, func() { t.Signal(vm.BreakInterrupt) })
		defer stop()
	}
	depth := g.t.Depth
	f()
	g.t.Depth = depth
	g.t.Breaker.And(^vm.BreakInterrupt)
}

// decide is guard for conditions and log messages; a pause ends them.
func (g *Target) decide(f func()) {
	g.deciding.Store(true)
	defer g.deciding.Store(false)
	g.guard(context.Background(), f)
}

// quietly is guard for what takes no time worth bounding.
func (g *Target) quietly(f func()) { g.guard(context.Background(), f) }

// maxDeadlock is how many tasks are searched for a deadlock at each pause.
const maxDeadlock = 10_000

// How long the __repr__ methods of one answer may take, and each of them; what is
// quicker than reprWorth is not counted.
const (
	maxLook   = 3 * time.Second
	maxRepr1  = maxLook / 4
	reprWorth = time.Millisecond
)
