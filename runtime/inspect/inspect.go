// Package inspect is what a debugger may see of a running program and do to it.
//
// It is the only door between a debug adapter and an engine, and holds no type
// of the embedded VM, so that another engine (the user's own CPython) can stand
// behind the same interfaces. The model:
//
//   - A Target is one program. It runs, or it is stopped as a whole.
//   - What the adapter calls a thread is a Task: an asyncio task, or the plain
//     code of an OS-level Python thread that runs outside any task. A TaskID is
//     never reused while the target lives.
//   - FrameID and Ref name frames and values of one stop. They die at the next
//     resume; using one later yields ErrStale. They hold no reference that
//     would keep a Python object alive, so looking never changes what happens.
//   - Queries may be made at any time from any goroutine. A running target
//     answers Tasks and Loop between two instructions; the others need a stop
//     and yield ErrRunning otherwise.
package inspect

import (
	"context"
	"errors"
	"time"
)

// Errors that every engine reports for these conditions.
var (
	ErrRunning     = errors.New("the program is running")
	ErrStale       = errors.New("this reference belongs to an earlier stop")
	ErrNoTask      = errors.New("no such task")
	ErrExited      = errors.New("the program has ended")
	ErrUnsupported = errors.New("not supported by this engine")
)

type (
	// TaskID names a task for the life of the target; 0 is no task.
	TaskID int
	// FrameID names a frame of the current stop.
	FrameID int
	// Ref names a structured value (something with children) of the current stop; 0 has none.
	Ref int
)

// Target is a program under inspection. Methods may be called from any goroutine.
type Target interface {
	// Configure sets options; any time.
	Configure(Options)
	// Start begins execution. With stopOnEntry the first line of the program
	// stops. Events are delivered in order on one goroutine of the target's;
	// a handler may call any method of Target except Close.
	Start(events Events, stopOnEntry bool) error

	// SetBreakpoints replaces the line breakpoints of one source. The result
	// has one entry a spec, in order; a line without code moves to the next
	// line that has some. Sources not loaded yet are remembered: their
	// breakpoints are reported unverified and confirmed by BreakpointChanged.
	SetBreakpoints(path string, specs []BreakpointSpec) []Breakpoint
	// SetFunctionBreakpoints replaces all function breakpoints.
	SetFunctionBreakpoints(specs []FunctionBreakpointSpec) []Breakpoint
	// SetExceptionFilters replaces the exception filters in force. The result has
	// one entry a filter; one whose condition is wrong is unverified and unused.
	SetExceptionFilters(filters []ExceptionFilterSpec) ([]Breakpoint, error)
	// BreakpointLocations lists the places in the lines [from, to] that can hold
	// a breakpoint: each line's first, and further ones by their columns.
	BreakpointLocations(path string, from, to int) ([]Location, error)
	// DataInfo tells whether a variable can be watched: a child of ref, or with
	// ref 0 an expression in a frame.
	DataInfo(ref Ref, frame FrameID, name string) (DataInfo, error)
	// SetDataBreakpoints and SetInstructionBreakpoints replace all of their kind.
	SetDataBreakpoints(specs []DataBreakpointSpec) []Breakpoint
	SetInstructionBreakpoints(specs []InstructionBreakpointSpec) []Breakpoint
	// Disassemble returns count instructions from offset (perhaps negative)
	// instructions after an address on.
	Disassemble(address uint64, offset, count int) ([]Instruction, error)

	// Continue resumes everything, ContinueTask one task and what is no task at
	// all; the others wait for the next stop, or for that task's end.
	Continue() error
	ContinueTask(TaskID) error
	// Step resumes until the given task completes the step. Other tasks run
	// meanwhile unless SingleTask is set.
	Step(StepSpec) error
	// StepTargets lists the calls that a step in can go into.
	StepTargets(FrameID) ([]StepTarget, error)
	// Pause stops the target as soon as it can; also while its loop is idle.
	Pause() error
	// GotoTargets lists where in a line the stopped frame can go on; Goto moves
	// it there, and RestartFrame to its beginning. All refuse what would leave
	// the frame's blocks in disorder. A move is followed by a stop.
	GotoTargets(path string, line int) ([]GotoTarget, error)
	Goto(task TaskID, target int) error
	RestartFrame(FrameID) error
	// Cancel asks a task to end, by its cancel(); any time. What is no task
	// cannot be cancelled.
	Cancel(context.Context, TaskID) error
	// Terminate asks the program to end as SIGTERM would; Kill ends it at once.
	Terminate() error
	Kill() error
	// Close releases the target, killing it when it still runs.
	Close() error

	Tasks(TaskQuery) (TaskPage, error)
	Stack(task TaskID, start, count int) (frames []Frame, total int, err error)
	// Parameters lists those of a frame's function, with their values.
	Parameters(FrameID, Format) ([]Variable, error)
	Scopes(FrameID) ([]Scope, error)
	// Variables lists children of a value: all of them, or with a filter only
	// named or indexed ones, from start, at most count (0: no limit).
	Variables(ref Ref, filter VariableFilter, start, count int, format Format) ([]Variable, error)
	// Evaluate runs Python code in a frame (0: the globals of __main__). An
	// exception the code raises is returned as an *EvalError.
	Evaluate(ctx context.Context, frame FrameID, code string, mode EvalMode, format Format) (Variable, error)
	// SetVariable assigns to a child of a scope or container; value is a
	// Python expression, evaluated in the frame the scope belongs to.
	SetVariable(ctx context.Context, ref Ref, name, value string, format Format) (Variable, error)
	// SetExpression assigns to an expression that can be assigned to.
	SetExpression(ctx context.Context, frame FrameID, target, value string, format Format) (Variable, error)
	// Completions lists how the word that ends at the end of text can go on.
	// Nothing of the program runs for it.
	Completions(frame FrameID, text string) ([]Completion, error)
	// Exception describes what the task is stopped on, or nil.
	Exception(TaskID) (*ExceptionInfo, error)
	// AsyncGenerators lists the live async generators of all loops.
	AsyncGenerators() ([]AsyncGenerator, error)
	// Loop describes the event loop of a thread's task (0: the main thread's).
	Loop(TaskID) (*LoopInfo, error)
	// AwaitGraph tells for a page of tasks which other ones they wait for, and
	// lists the deadlocks among all tasks.
	AwaitGraph(TaskQuery) (*AwaitGraph, error)
	// Record keeps the latest steps of the loop's tasks, up to a number of them;
	// 0 ends that. Timeline returns what is kept, and which tasks have not run
	// since.
	Record(steps int) error
	Timeline(TimelineQuery) (*Timeline, error)
	// Source returns the text of a source that is no file on disk.
	Source(path string) (string, error)
}

// Options of a target.
type Options struct {
	// AllCode lets steps and exception filters stop in libraries, too.
	AllCode bool
	// Runs has breakpoint() do nothing: nobody wants to stop.
	Runs bool
}

// Grouper is a Target that can group its tasks faster than task by task.
type Grouper interface {
	// TaskGroups sorts the tasks that match by their state and where they are;
	// of each group it returns the first ones, keep at most, and those of q.IDs.
	// There are no pages.
	TaskGroups(q TaskQuery, keep int) (groups []TaskGroup, total int, err error)
}

// Walker is a Target that can list tasks and their frames together, faster than
// one by one.
type Walker interface {
	// Walk is Tasks, with the frames of each task's own, leaf first, which have no
	// ids. Tasks that are in the same place share one list.
	Walk(TaskQuery) (TaskPage, [][]Frame, error)
}

// TaskGroup is tasks in the same state in the same frames, leaf first.
type TaskGroup struct {
	Count  int
	Tasks  []TaskInfo
	Frames []Frame
}

// Events receives what happens in the target.
type Events interface {
	Stopped(Stop)
	Continued()
	Output(Output)
	// WantsTasks says whether somebody listens to the next one. It is asked
	// for each task on the target's own thread, so it must be quick.
	WantsTasks() bool
	// TasksChanged tells of tasks that have begun and ended, some time later, but
	// before the next stop.
	TasksChanged(TaskChanges)
	SourceLoaded(Source)
	BreakpointChanged(Breakpoint)
	// Exited is the last event.
	Exited(code int)
}

// Writes is an Events that is told where in the program it writes to a standard
// stream ("stdout", "stderr"), before it does, on the target's own thread: it must
// be quick. The path is empty where that is no code of the user's.
type Writes interface {
	Writes(stream, path string, line int)
}

// TaskChanges are the tasks of which nothing was told yet. Brief counts those that
// both began and ended meanwhile, and are in neither list.
type TaskChanges struct {
	Started, Exited []TaskID
	Brief           int
}

// Source is a file, or the text of a built-in module, whose code is about to run
// as a module.
type Source struct {
	Path, Module string
	Library      bool // not the user's code
}

// StopReason uses DAP's words where it has one.
type StopReason string

const (
	StopEntry              StopReason = "entry"
	StopStep               StopReason = "step"
	StopBreakpoint         StopReason = "breakpoint"
	StopFunctionBreakpoint StopReason = "function breakpoint"
	StopException          StopReason = "exception"
	StopPause              StopReason = "pause"
	StopGoto               StopReason = "goto"
	StopRestart            StopReason = "restart"
	StopData               StopReason = "data breakpoint"
	StopInstruction        StopReason = "instruction breakpoint"
)

// Stop tells why and where the target stopped.
type Stop struct {
	Reason        StopReason
	Task          TaskID // the task whose code was about to run; at an idle pause the main task
	Description   string // for a person, e.g. "Paused while the event loop is idle"
	Text          string // e.g. the exception's text
	BreakpointIDs []int
}

// Output is text the program wrote, or the target has to say.
type Output struct {
	Category string // "stdout", "stderr", "console", "important"
	Text     string
	Path     string // where it was written, when known
	Line     int
}

// BreakpointSpec asks for a line breakpoint. Line is 1-based.
type BreakpointSpec struct {
	Line         int
	Column       int    // 1-based, 0: the whole line
	Condition    string // Python expression
	HitCondition string // "5", ">= 5", "% 3"
	LogMessage   string // with {expr} parts; logs instead of stopping
	Task         string // only in tasks whose name or coroutine matches, as a shell would
}

// FunctionBreakpointSpec stops on entry of a function by its qualified name.
type FunctionBreakpointSpec struct {
	Name, Condition, HitCondition, Task string
}

// Breakpoint is the engine's answer. IDs are unique in a target's life.
type Breakpoint struct {
	ID       int
	Verified bool
	Path     string
	Line     int
	Column   int    // 0: the whole line
	Message  string // why it is not verified
}

// Location is a place that can hold a breakpoint.
type Location struct{ Line, Column int }

// DataBreakpointSpec stops when a variable has got another value; ID is from
// DataInfo.
type DataBreakpointSpec struct {
	ID, Condition, HitCondition string
}

// DataInfo says what a data breakpoint would watch; ID is empty when it cannot
// be watched, and Description then says why.
type DataInfo struct {
	ID, Description string
	Persists        bool // the id means the same in the next run
}

// InstructionBreakpointSpec stops before an instruction.
type InstructionBreakpointSpec struct {
	Address                 uint64
	Condition, HitCondition string
}

// Instruction is a row of a disassembly. Invalid rows stand for addresses
// without code.
type Instruction struct {
	Address uint64
	Text    string
	Bytes   string
	Symbol  string // where a function begins
	Path    string
	Line    int
	Column  int
	Invalid bool
}

// The exception filters.
const (
	FilterRaised           = "raised"
	FilterUncaught         = "uncaught"
	FilterUserUnhandled    = "userUnhandled"    // leaves the user's code
	FilterNeverRetrieved   = "neverRetrieved"   // a task's exception that nobody read
	FilterNeverAwaited     = "neverAwaited"     // a coroutine that is dropped
	FilterUnclosedAsyncGen = "unclosedAsyncGen" // an async generator left open
	FilterCancelled        = "cancelled"        // a cancellation being delivered
	FilterSlowCallback     = "slowCallback"     // one step blocks the loop
	FilterLoopStarved      = "loopStarved"      // many steps do, together
)

// ExceptionFilterSpec turns one exception filter on, perhaps under a condition: a
// Python expression. For slowCallback and loopStarved it may begin with a number
// of milliseconds ("250", "250 and task == 'main'").
type ExceptionFilterSpec struct {
	ID, Condition string
}

// StepKind says how far a step goes.
type StepKind int

const (
	// StepNext runs to the next line of the same frame, across any suspension
	// of it, or to the awaiting or calling frame when this one ends.
	StepNext StepKind = iota
	// StepIn also stops in a function or coroutine that the line calls.
	StepIn
	// StepOut runs until this frame has ended and its awaiter or caller goes on.
	StepOut
)

// StepSpec asks for one step of one task.
type StepSpec struct {
	Task       TaskID
	Kind       StepKind
	SingleTask bool // hold every other task of the loop meanwhile
	// Instruction makes it one instruction instead of a line, Statement one
	// statement: of several on a line each counts, and one on several lines as one.
	Instruction, Statement bool
	// Target is the call of StepTargets that StepIn goes into; 0: the first.
	Target int
}

// GotoTarget is a place that the stopped frame can be moved to.
type GotoTarget struct {
	ID, Line int
	Label    string
}

// StepTarget is a call on the line that a frame is at.
type StepTarget struct {
	ID                               int
	Label, Path                      string
	Line, Column, EndLine, EndColumn int
}

// TaskState is what a task is doing.
type TaskState string

const (
	TaskRunning   TaskState = "running"   // its code is on the interpreter's stack
	TaskReady     TaskState = "ready"     // in the loop's ready queue
	TaskSuspended TaskState = "suspended" // waiting for a future
	TaskThread    TaskState = "thread"    // no asyncio task: a thread's own code
)

// TaskInfo is one row of a task list.
type TaskInfo struct {
	ID         TaskID
	Name       string // the task's name, or the thread's
	State      TaskState
	Coroutine  string // qualified name of its outermost coroutine
	WaitingFor string // for a person: "sleep (1.5 s left)", "Queue.get()", "Task-7"
	Awaits     TaskID // the task it waits for, when it waits for one
	// AwaitedBy are the tasks that wait for it, directly or through gather,
	// a task group, shield and the like.
	AwaitedBy []TaskID
	Path      string // where it is suspended
	Line      int
}

// TaskQuery selects tasks. The stopped task comes first, then running ones,
// then the rest in order of creation.
type TaskQuery struct {
	Filter string    // part of the name or the coroutine's name, see Has
	State  TaskState // those that do this now, unless empty
	IDs    []TaskID  // these only, as far as they are there, unless nil
	Start  int
	Count  int // 0: all
}

// TaskPage is one page of a task list; Total counts all that match, Threads
// those of them that stand for the plain code of a thread.
type TaskPage struct {
	Tasks   []TaskInfo
	Total   int
	Threads int
}

// FrameKind tells what a stack row stands for.
type FrameKind string

const (
	FunctionFrame  FrameKind = "function"
	CoroutineFrame FrameKind = "coroutine"
	GeneratorFrame FrameKind = "generator"
	AsyncGenFrame  FrameKind = "async generator"
	// LabelFrame is no frame: its Name separates a task's frames from those
	// of the task that awaits it.
	LabelFrame FrameKind = "label"
	// NativeFrame is an awaitable without Python code (a future, a lock).
	NativeFrame FrameKind = "native"
)

// Frame is one row of a stack, leaf first. Lines and columns are 1-based,
// columns in code points; 0 is unknown.
type Frame struct {
	ID        FrameID
	Kind      FrameKind
	Name      string // qualified name, or the label's text
	Module    string
	Path      string
	Line      int
	Column    int
	EndLine   int
	EndColumn int
	Library   bool // not the user's code
	// Address is that of its current instruction; 0: it has none.
	Address uint64
}

// Scope is a group of variables of a frame.
type Scope struct {
	Name      string // "Locals", "Closure", "Globals", "Task"
	Hint      string // DAP presentationHint: "locals", ...
	Ref       Ref
	Named     int
	Expensive bool
}

// Format says how values are written.
type Format struct {
	Hex bool // integers, in containers, too
}

// VariableFilter restricts Variables.
type VariableFilter int

const (
	AllVariables VariableFilter = iota
	NamedVariables
	IndexedVariables
)

// Variable is a named value as a debugger shows it.
type Variable struct {
	Name         string
	Value        string // repr, shortened
	Type         string
	EvaluateName string // an expression that yields it in its frame, when there is one
	Ref          Ref
	Named        int
	Indexed      int
	ReadOnly     bool
}

// EvalMode tells what an evaluation is for.
type EvalMode string

const (
	EvalHover     EvalMode = "hover"
	EvalWatch     EvalMode = "watch"
	EvalRepl      EvalMode = "repl" // statements allowed
	EvalClipboard EvalMode = "clipboard"
	EvalVariables EvalMode = "variables"
)

// EvalError is a Python exception raised by evaluated code.
type EvalError struct {
	Type, Message, Traceback string
}

func (e *EvalError) Error() string {
	if e.Message == "" {
		return e.Type
	}
	return e.Type + ": " + e.Message
}

// Completion is a word that may stand where the last Length code points of the
// text are. Kind is DAP's: "variable", "property", "method", "class", "module",
// "keyword" and the like.
type Completion struct {
	Word, Kind string
	Length     int
}

// ExceptionInfo describes a raised exception.
type ExceptionInfo struct {
	Type      string // qualified class name
	Message   string
	Traceback string // CPython's text
	Uncaught  bool
	Ref       Ref
	// Filter is what stopped. Explanation says in words who did what, from
	// where, since when, and what to do about it; Type may be empty with it.
	Filter      string
	Explanation string
}

// AsyncGenerator is a live async generator.
type AsyncGenerator struct {
	Name    string // qualified name of its function
	State   string // "not started", "suspended", "running", "closing"
	Path    string
	Line    int    // where it is suspended
	Owner   TaskID // the task that iterates it now, 0: none
	Cleanup bool   // suspended inside a try/finally or with block

	OwnerName string
}

// Timer is a scheduled callback of a loop.
type Timer struct {
	Callback string
	Left     time.Duration
}

// AwaitGraph is a part of the graph of tasks that wait for each other.
type AwaitGraph struct {
	Nodes     []AwaitNode
	Total     int // tasks that match
	Threads   int // those of them that stand for the plain code of a thread
	Deadlocks []Deadlock
}

// AwaitNode is a task and the ones that can end its wait: all of them must do
// their part, or with Any, one is enough.
type AwaitNode struct {
	TaskInfo
	On  []TaskID
	Any bool
}

// LoopInfo describes an event loop.
type LoopInfo struct {
	Running bool
	Loops   int // how many run, each in a thread of its own

	ThreadID TaskID // of the thread that runs it, 0: none
	Thread   string // its name

	Debug  bool
	Time   float64
	Ready  []string // callbacks in the ready queue
	Timers []Timer  // soonest first
	Files  []File
	Jobs   []Job // of executors
}

// File is a descriptor that a loop watches; Reader and Writer name the
// callbacks for either way, if any.
type File struct {
	FD             int
	Reader, Writer string
}

// Job is a call that an executor runs in another thread, or has queued (then
// Thread is empty). Path and Line say where it is.
type Job struct {
	Callable string
	Thread   string
	Path     string
	Line     int
}

// Deadlock is a cycle of tasks each of which waits for the next, and that
// nothing else can end.
type Deadlock struct {
	Tasks []TaskID
	Text  string
}
