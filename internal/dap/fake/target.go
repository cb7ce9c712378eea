package fake

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/asynctools/asynctools/runtime/inspect"
)

// Target runs one program. MainTask is the id of its main task.
type Target struct {
	prog           *program
	stdout, stderr io.Writer

	mu         sync.Mutex // guards what follows
	cond       *sync.Cond
	events     []func(inspect.Events)
	closed     bool
	started    bool
	stoppedNow bool
	exited     bool
	wantPause  bool
	wantEnd    bool
	killed     bool
	step       *step
	frames     []*frame // of the main task, innermost last
	tasks      []spawned
	nextTask   inspect.TaskID
	generation int // of frames and refs; counts stops
	refs       []ref
	breaks     map[string][]breakpoint
	functions  []breakpoint
	filters    map[string]bool
	exception  *inspect.ExceptionInfo
	nextBreak  int
	recorded   int // capacity of the timeline
}

// MainTask is the id of the task that runs the program.
const MainTask inspect.TaskID = 1

type frame struct {
	name  string
	line  int
	names []string
	vars  map[string]value
}

type spawned struct {
	id   inspect.TaskID
	name string
	line int
}

type step struct {
	kind  inspect.StepKind
	depth int
}

type breakpoint struct {
	inspect.Breakpoint
	spec     inspect.BreakpointSpec
	function string
	hits     int
}

// New loads the program at path.
func New(path string, stdout, stderr io.Writer) (*Target, error) {
	prog, err := parse(path)
	if err != nil {
		return nil, err
	}
	t := &Target{
		prog: prog, stdout: stdout, stderr: stderr,
		nextTask: MainTask, breaks: map[string][]breakpoint{}, filters: map[string]bool{},
	}
	t.cond = sync.NewCond(&t.mu)
	return t, nil
}

// Start implements inspect.Target.
func (t *Target) Start(events inspect.Events, stopOnEntry bool) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.started {
		return inspect.ErrRunning
	}
	t.started = true
	go t.deliver(events)
	t.emit(func(e inspect.Events) { e.SourceLoaded(inspect.Source{Path: t.prog.path, Module: "__main__"}) })
	t.emit(func(e inspect.Events) { e.TasksChanged(inspect.TaskChanges{Started: []inspect.TaskID{MainTask}}) })
	if stopOnEntry {
		t.step = &step{kind: inspect.StepIn}
	}
	go t.run(stopOnEntry)
	return nil
}

// deliver hands events over in order until the last.
func (t *Target) deliver(events inspect.Events) {
	for {
		t.mu.Lock()
		for len(t.events) == 0 && !t.closed {
			t.cond.Wait()
		}
		if len(t.events) == 0 {
			t.mu.Unlock()
			return
		}
		next := t.events[0]
		t.events = t.events[1:]
		t.mu.Unlock()
		next(events)
	}
}

// emit is called with mu held.
func (t *Target) emit(event func(inspect.Events)) {
	t.events = append(t.events, event)
	t.cond.Broadcast()
}

// end is called with mu held. Only the first end counts.
func (t *Target) end(code int) {
	if t.exited {
		return
	}
	t.exited, t.stoppedNow = true, false
	t.generation++
	t.emit(func(e inspect.Events) { e.Exited(code) })
	t.closed = true
}

func (t *Target) run(entry bool) {
	code := t.body("<main>", t.prog.main, entry)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.end(max(code, 0))
}

// body runs the lines of a function. It returns an exit status, or -1 to go on.
func (t *Target) body(name string, lines []line, entry bool) int {
	t.mu.Lock()
	t.frames = append(t.frames, &frame{name: name, vars: map[string]value{}})
	t.mu.Unlock()
	defer func() {
		t.mu.Lock()
		t.frames = t.frames[:len(t.frames)-1]
		t.mu.Unlock()
	}()
	for i, l := range lines {
		if !t.arrive(l, i == 0, entry && i == 0) {
			return 143
		}
		if code := t.command(l); code >= 0 {
			return code
		}
	}
	return -1
}

// arrive is the moment before a line runs: it stops there when something asks
// for it. It returns false when the program shall end.
func (t *Target) arrive(l line, first, entry bool) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	top := t.frames[len(t.frames)-1]
	top.line = l.number
	stop, wanted := t.reason(l, first, entry)
	if wanted {
		t.halt(stop)
	}
	return !t.wantEnd && !t.killed
}

// reason is called with mu held.
func (t *Target) reason(l line, first, entry bool) (inspect.Stop, bool) {
	depth := len(t.frames)
	switch {
	case entry:
		return inspect.Stop{Reason: inspect.StopEntry, Task: MainTask}, true
	case t.wantPause:
		return inspect.Stop{Reason: inspect.StopPause, Task: MainTask}, true
	}
	list := t.breaks[t.prog.path]
	for i := range list {
		b := &list[i]
		if b.Line != l.number || !b.Verified || !t.holds(b.spec.Condition) {
			continue
		}
		b.hits++
		if when, err := inspect.ParseHitCondition(b.spec.HitCondition); err != nil || !when.Holds(b.hits) {
			continue
		}
		if b.spec.LogMessage != "" {
			out := inspect.Output{Category: "console", Text: t.expand(b.spec.LogMessage) + "\n", Path: t.prog.path, Line: l.number}
			t.emit(func(e inspect.Events) { e.Output(out) })
			continue
		}
		return inspect.Stop{Reason: inspect.StopBreakpoint, Task: MainTask, BreakpointIDs: []int{b.ID}}, true
	}
	if first {
		for _, b := range t.functions {
			if b.function == l.function {
				return inspect.Stop{Reason: inspect.StopFunctionBreakpoint, Task: MainTask, BreakpointIDs: []int{b.ID}}, true
			}
		}
	}
	if s := t.step; s != nil {
		if s.kind == inspect.StepIn || s.kind == inspect.StepNext && depth <= s.depth || depth < s.depth {
			return inspect.Stop{Reason: inspect.StopStep, Task: MainTask}, true
		}
	}
	return inspect.Stop{}, false
}

// halt is called with mu held and returns when the target is resumed.
func (t *Target) halt(stop inspect.Stop) {
	t.step, t.wantPause, t.stoppedNow = nil, false, true
	t.emit(func(e inspect.Events) { e.Stopped(stop) })
	for t.stoppedNow && !t.wantEnd && !t.killed {
		t.cond.Wait()
	}
	if t.stoppedNow {
		t.resumed()
	}
}

// resumed is called with mu held.
func (t *Target) resumed() {
	t.stoppedNow = false
	t.exception = nil
	t.generation++
	t.refs = nil
	t.emit(func(e inspect.Events) { e.Continued() })
	t.cond.Broadcast()
}

// holds evaluates the condition NAME == VALUE, with mu held.
func (t *Target) holds(condition string) bool {
	name, want, ok := strings.Cut(condition, " == ")
	if !ok {
		return condition == ""
	}
	return t.frames[len(t.frames)-1].vars[name].word == want
}

// expand evaluates the parts of a log message, with mu held.
func (t *Target) expand(message string) string {
	parts, err := inspect.ParseLogMessage(message)
	if err != nil {
		return err.Error()
	}
	var text strings.Builder
	for _, part := range parts {
		if part.Expr {
			text.WriteString(t.frames[len(t.frames)-1].vars[part.Text].repr())
		} else {
			text.WriteString(part.Text)
		}
	}
	return text.String()
}

// command runs one line. It returns an exit status, or -1 to go on.
func (t *Target) command(l line) int {
	n, _ := strconv.Atoi(l.args) // 0 where a number means nothing
	switch l.command {
	case "print":
		fmt.Fprintln(t.stdout, l.args)
	case "eprint":
		fmt.Fprintln(t.stderr, l.args)
	case "set":
		name, text, _ := strings.Cut(l.args, " ")
		t.mu.Lock()
		t.frames[len(t.frames)-1].set(name, parseValue(text))
		t.mu.Unlock()
	case "call":
		return t.body(l.args, t.prog.funcs[l.args], false)
	case "spawn":
		t.spawn(l.args)
	case "finish":
		t.finish()
	case "sleep":
		time.Sleep(time.Duration(n) * time.Millisecond)
	case "loop":
		for t.arrive(l, false, false) {
			time.Sleep(time.Millisecond)
		}
		return 143
	case "hang":
		t.mu.Lock() // for good: no query is answered either
		fmt.Fprintln(t.stdout, "deaf")
		select {}
	case "flood":
		flood(t.stdout, n)
	case "close":
		closeWriter(t.stdout)
		closeWriter(t.stderr)
	case "import":
		t.load(l.args)
	case "blip":
		t.mu.Lock()
		t.emit(func(e inspect.Events) { e.Stopped(inspect.Stop{Reason: inspect.StopPause, Task: MainTask}) })
		t.emit(func(e inspect.Events) { e.Continued() })
		t.mu.Unlock()
	case "whisper":
		t.mu.Lock()
		out := inspect.Output{Category: "console", Text: l.args + "\n", Path: "<toy>", Line: 1}
		t.emit(func(e inspect.Events) { e.Output(out) })
		t.mu.Unlock()
	case "raise":
		return t.raise(l.args)
	case "exit":
		return n
	case "die":
		os.Exit(n)
	case "selfkill":
		if self, err := os.FindProcess(os.Getpid()); err == nil {
			_ = self.Kill()
		}
		select {}
	case "gopanic":
		go func() { panic("the toy engine has a bug") }()
		select {}
	default:
		fmt.Fprintf(t.stderr, "%s:%d: unknown command %s\n", filepath.Base(t.prog.path), l.number, l.command)
		return 1
	}
	return -1
}

// load tells of a source, and of the breakpoints that waited for it.
func (t *Target) load(path string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.emit(func(e inspect.Events) { e.SourceLoaded(inspect.Source{Path: path, Module: "module"}) })
	list := t.breaks[path]
	for i := range list {
		list[i].Verified, list[i].Message = true, ""
		changed := list[i].Breakpoint
		t.emit(func(e inspect.Events) { e.BreakpointChanged(changed) })
	}
}

func flood(w io.Writer, n int) {
	text := strings.Repeat("0123456789abcde\n", 256)
	for n > 0 {
		part := text[:min(n, len(text))]
		if _, err := io.WriteString(w, part); err != nil {
			return
		}
		n -= len(part)
	}
}

func closeWriter(w io.Writer) {
	if c, ok := w.(io.Closer); ok {
		_ = c.Close()
	}
}

func (t *Target) spawn(args string) {
	name, count, _ := strings.Cut(args, " ")
	n, err := strconv.Atoi(count)
	if err != nil {
		n = 1
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	at := 0
	if body := t.prog.funcs[name]; len(body) > 0 {
		at = body[0].number
	}
	for range n {
		t.nextTask++
		task := spawned{t.nextTask, name, at}
		t.tasks = append(t.tasks, task)
		t.emit(func(e inspect.Events) { e.TasksChanged(inspect.TaskChanges{Started: []inspect.TaskID{task.id}}) })
	}
}

func (t *Target) finish() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, task := range t.tasks {
		t.emit(func(e inspect.Events) { e.TasksChanged(inspect.TaskChanges{Exited: []inspect.TaskID{task.id}}) })
	}
	t.tasks = nil
}

func (t *Target) raise(args string) int {
	name, text, _ := strings.Cut(args, " ")
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.filters["raised"] || t.filters["uncaught"] {
		t.exception = &inspect.ExceptionInfo{
			Type: name, Message: text, Uncaught: true,
			Traceback: "Traceback (most recent call last):\n" + name + ": " + text + "\n",
		}
		t.halt(inspect.Stop{Reason: inspect.StopException, Task: MainTask, Description: "Uncaught exception", Text: name + ": " + text})
	}
	fmt.Fprintf(t.stderr, "Traceback (most recent call last):\n%s: %s\n", name, text)
	return 1
}

func (f *frame) set(name string, v value) {
	if _, known := f.vars[name]; !known {
		f.names = append(f.names, name)
	}
	f.vars[name] = v
}

func (s spawned) info(path string) inspect.TaskInfo {
	return inspect.TaskInfo{
		ID: s.id, Name: fmt.Sprintf("Task-%d", s.id), State: inspect.TaskSuspended,
		Coroutine: s.name, WaitingFor: "sleep", Path: path, Line: s.line,
	}
}
