// Package runtime embeds a Python 3.14 with an asyncio event loop.
//
// An Interp is one interpreter; it is used from one goroutine. It is imported
// as pyruntime, to keep it apart from Go's own runtime.
package runtime

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	stack "runtime/debug"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/asynctools/asynctools/runtime/builtins"
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/loop"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
	"github.com/asynctools/asynctools/runtime/stdlib/collmod"
	"github.com/asynctools/asynctools/runtime/stdlib/contextmod"
	"github.com/asynctools/asynctools/runtime/stdlib/mathmod"
	"github.com/asynctools/asynctools/runtime/stdlib/miscmod"
	"github.com/asynctools/asynctools/runtime/stdlib/randmod"
	"github.com/asynctools/asynctools/runtime/stdlib/signalmod"
	"github.com/asynctools/asynctools/runtime/stdlib/sysmod"
	"github.com/asynctools/asynctools/runtime/stdlib/threadmod"
	"github.com/asynctools/asynctools/runtime/stdlib/timemod"
	"github.com/asynctools/asynctools/runtime/tape"
	"github.com/asynctools/asynctools/runtime/vm"
)

// Config describes the world of an interpreter. The zero value of a field
// means the process's own.
type Config struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Args           []string // sys.argv
	Path           []string // sys.path after the program's folder
	VirtualTime    bool     // timers fire at once, in order; time moves only while the program waits
	Seed           uint64   // with a seed, callbacks that are ready together run in an order drawn from it
	Unbuffered     bool     // write standard output through
	DevMode        bool     // Python's development mode: all warnings, asyncio in debug mode

	// Signals lets the program handle the process's signals with its module
	// signal, Ctrl-C excepted: that is for the embedder to pass on with
	// Interrupt. Without it, an interpreter has only the signals that its
	// program raises.
	Signals bool

	// Steps bounds how many calls of Python functions and iterations of loops
	// the main thread may make; RuntimeError is raised at each one beyond. 0 is
	// no limit.
	Steps int64
	// Memory bounds the live heap of the process, in bytes; MemoryError is
	// raised in the main thread while it is larger. It is looked at every few
	// milliseconds, so a program may go beyond it for as long. 0 is no limit.
	Memory int64

	// HeapFloor paces Go's collector as if this many bytes more were alive. A
	// process that runs one program sets 64 MiB: a small heap is then collected
	// rarely, which doubles the speed of task switching, and as nothing touches
	// these bytes they take no memory.
	HeapFloor int

	// Tape records the program's inputs, or replays them; nil does neither.
	Tape *tape.Tape
}

// Interp is an interpreter.
type Interp struct {
	*object.Interp
	main        *object.Thread
	native      map[string]stdlib.Module
	stdout      *sysmod.Stream
	stderr      *sysmod.Stream
	loops       *loop.Module
	threads     *threadmod.Module
	signals     *signalmod.Module
	diedOf      atomic.Int32 // a signal
	interrupted atomic.Bool  // it ended by KeyboardInterrupt
	closed      atomic.Bool
	warned      map[string]bool // warnings given already
	floor       []byte          // see Config.HeapFloor
	cfg         Config

	hooks     map[string]object.Value // of sys, as they were at the start
	stopWatch func()                  // ends the watch over the memory
	exitCalls []exitCall              // registered with atexit
	inHook    bool                    // sys.unraisablehook is running
	searched  bool                    // for an installed CPython's library
	library   []string                // its folders, see libraryPath
	beside    map[string]bool         // modules of the program that hide some of the standard library
	mainName  string                  // of the module that -m runs

	// OnSource is told of every source file that is about to run.
	OnSource func(c *code.Code, module string)
}

// New makes an interpreter with its main thread.
func New(cfg Config) *Interp {
	vm.Register()
	sysmod.Register()
	collmod.Register()
	contextmod.Register()
	randmod.Register()
	threadmod.Register()
	registerIO()
	registerModules()
	loop.Register()
	if cfg.Stdin == nil {
		cfg.Stdin = os.Stdin
	}
	if cfg.Stdout == nil {
		cfg.Stdout = os.Stdout
	}
	if cfg.Stderr == nil {
		cfg.Stderr = os.Stderr
	}
	in := &Interp{Interp: object.NewInterp(), cfg: cfg, floor: heapFloor(cfg.HeapFloor, cfg.Memory == 0)}
	if in.Tape = cfg.Tape; cfg.Tape != nil {
		in.NumberObjects()
	}
	in.DevMode = cfg.DevMode
	t := in.Interp.NewThread()
	st := vm.Attach(t)
	in.main = t
	t.Attach()
	t.Lock()
	in.FunctionType = vm.FunctionType
	in.GeneratorLike = vm.IsCoroutine
	in.ImportModule = in.importModule
	in.stdout = sysmod.NewWriter("<stdout>", 1, cfg.Stdout, cfg.Unbuffered)
	in.stderr = sysmod.NewWriter("<stderr>", 2, cfg.Stderr, true)
	in.Interp.Stdout, in.Interp.Stderr, in.Interp.Stdin = cfg.Stdout, streamWriter{in.stderr}, cfg.Stdin
	in.ModuleAttr, in.IsStdlib = in.moduleAttr, sysmod.IsStdlib
	in.Unraisable = in.unraisable
	in.WarnOf, in.WarnAt = in.warn, in.warnAt
	in.Warn = func(t *object.Thread, category *object.Type, msg string) error {
		return in.warn(t, category, msg, object.None)
	}
	t.OnBreak = func() error { return st.CheckBreaker() }
	builtins.Install(t)
	sys := sysmod.New(t, sysmod.Config{
		Argv: cfg.Args, Path: cfg.Path, Executable: executable(),
		Stdin: sysmod.NewReader("<stdin>", 0, cfg.Stdin), Stdout: in.stdout, Stderr: in.stderr,
	})
	in.Modules.SetString(t, "sys", object.Of(sys))
	in.keepHooks(t, sys)
	in.Builtins.SetString(t, "__displayhook__", sys.Dict.GetString("displayhook"))
	var clock timemod.Clock = timemod.Real()
	if cfg.VirtualTime {
		clock = timemod.NewVirtual()
	}
	clock = timemod.Taped(clock, cfg.Tape)
	in.loops = loop.NewModule(clock, cfg.Seed)
	in.OnSwitch = in.loops.Switch
	in.signals = signalmod.NewModule(t, cfg.Signals, in.die)
	in.threads = threadmod.NewModule(t, in.signals.Trip, in.bug)
	in.native = map[string]stdlib.Module{
		"_collections": collmod.New,
		"_frames":      miscmod.Frames,
		"_imp":         in.impModule,
		"_queue":       threadmod.Queue,
		"_random":      randmod.New,
		"_signal":      in.signals.New,
		"_thread":      in.threads.New,
		"_types":       miscmod.Types,
		"_weakref":     miscmod.Weakref,
		"atexit":       in.atexit,
		"contextvars":  contextmod.New,
		"gc":           in.gcModule,
		"math":         mathmod.New,
		"posix":        in.taped("os", in.posix),
		"time":         timemod.New(clock),
		"_asyncio":     in.loops.New,
	}
	in.ErrorsOf = in.stderrOf
	in.addIO()
	in.addModules()
	in.limit(st)
	return in
}

func executable() string {
	p, err := os.Executable()
	if err != nil {
		return ""
	}
	return p
}

// die ends the program by a signal that has no handler.
func (in *Interp) die(signum int) {
	if in.cfg.Signals && !in.Tape.Replays() {
		EndBy(signum)
	}
	in.diedOf.Store(int32(signum))
	in.Kill()
}

// EndBy ends the process by a signal's own action, if it has one and the system lets
// it.
func EndBy(signum int) {
	signal.Reset(syscall.Signal(signum))
	noHandler(signum)
	if p, err := os.FindProcess(os.Getpid()); err == nil && p.Signal(syscall.Signal(signum)) == nil {
		time.Sleep(time.Second) // it comes at once, but to another thread
	}
}

// Interrupted reports that the program ended by a KeyboardInterrupt that nothing
// caught.
func (in *Interp) Interrupted() bool { return in.interrupted.Load() }

// exit ends the process at once, as os._exit: nothing is flushed or finalized.
func (in *Interp) exit(status int) {
	if in.Tape.Replays() {
		in.Kill() // it cannot have come to this
		return
	}
	os.Exit(status)
}

// streamWriter lets Go code write to a Python stream.
type streamWriter struct{ s *sysmod.Stream }

func (w streamWriter) Write(p []byte) (int, error) { return len(p), w.s.Write(string(p)) }

// Thread is the main thread.
func (in *Interp) Thread() *object.Thread { return in.main }

// OnOutput sets a function that sees what the program writes to a standard
// stream, before it is written.
func (in *Interp) OnOutput(f func(category, text string)) {
	in.stdout.OnWrite(func(s string) { f("stdout", s) })
	in.stderr.OnWrite(func(s string) { f("stderr", s) })
}

// Interrupt is Ctrl-C: it raises KeyboardInterrupt in the main thread, or calls
// the program's handler of SIGINT. Any goroutine may call it.
func (in *Interp) Interrupt() { in.signals.Trip(int(syscall.SIGINT)) }

// Terminate is the arrival of SIGTERM, if the program has a handler for it. Any
// goroutine may call it.
func (in *Interp) Terminate() (handled bool) {
	if handled = in.signals.Handles(int(syscall.SIGTERM)); handled {
		in.signals.Trip(int(syscall.SIGTERM))
	}
	return handled
}

// Kill makes the program end wherever it is, in all its threads. Any goroutine
// may call it.
func (in *Interp) Kill() {
	for _, t := range in.Threads() {
		t.Signal(vm.BreakKill)
	}
	if in.Tape.Replays() {
		in.Abandon()
	}
}

// Close ends what is left of the program: its threads, timers and signals, and
// the files and sockets that are still open. The interpreter must not be used
// afterwards.
func (in *Interp) Close() {
	if in.closed.Swap(true) {
		return
	}
	if in.stopWatch != nil {
		in.stopWatch()
	}
	if in.Tape.Replays() {
		in.Abandon()
	}
	in.threads.Stop(in.main)
	in.signals.Close()
	in.FreeAll()
	in.main.Unlock()
}

// RunFile runs a file as __main__ and returns the exit status.
func (in *Interp) RunFile(path string) int {
	raw, err := in.readSource(path)
	if err != nil {
		fmt.Fprintf(in.Interp.Stderr, "asyncdap: can't open file %q: %v\n", path, reason(err))
		return 2
	}
	if a, err := filepath.Abs(path); err == nil {
		path = a // as CPython shows it since 3.9
	}
	in.prependPath(filepath.Dir(path))
	return in.run(func(m *object.Module) (string, []byte, error) {
		m.Dict.SetString(in.main, "__file__", object.NewStr(path))
		return path, raw, nil
	})
}

func reason(err error) error {
	if pe, ok := err.(*os.PathError); ok {
		return pe.Err
	}
	return err
}

// RunCode runs source text as __main__.
func (in *Interp) RunCode(src string) int {
	in.prependPath("")
	return in.run(func(*object.Module) (string, []byte, error) { return "<string>", []byte(src), nil })
}

func isFile(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.Mode().IsRegular()
}

func (in *Interp) prependPath(dir string) {
	if in.ScriptDir = dir; dir == "" {
		in.ScriptDir, _ = os.Getwd()
	}
	sys := object.Cast[object.Module](in.Modules.GetString("sys"))
	if l := object.AsList(sys.Dict.GetString("path")); l != nil {
		l.Insert(0, object.NewStr(dir))
	}
}

// run executes source as __main__. What finds it may run some of the program.
func (in *Interp) run(find func(m *object.Module) (file string, raw []byte, err error)) (status int) {
	defer func() {
		// A panic is a bug of the runtime: what the program printed is not to
		// be lost with it, and a debugger is to hear of the end.
		if r := recover(); r != nil {
			in.bug(r, stack.Stack())
			status = exitInternal
		}
	}()
	t := in.main
	m := object.NewModule(t, "__main__")
	m.Dict.SetString(t, "__builtins__", in.Modules.GetString("builtins"))
	m.Dict.SetString(t, "__package__", object.None)
	in.Main = m.Dict
	in.Modules.SetString(t, "__main__", object.Of(m))
	file, raw, err := find(m)
	var c *code.Code
	if err == nil {
		c, err = vm.CompileBytes(t, file, raw, vm.CompileOptions{Warn: true})
	}
	if err == nil {
		if in.OnSource != nil && !strings.HasPrefix(file, "<frozen") {
			in.OnSource(c, "__main__")
		}
		var r object.Value
		r, err = vm.Of(t).RunCode(c, m.Dict, object.Value{})
		t.DropFloating(r)
	}
	if err == vm.ErrKilled && in.Tape.Replays() {
		return exitInternal // nobody waits for its end, or may see it
	}
	status = in.report(err)
	if err != vm.ErrKilled {
		in.joinThreads()
	}
	if serr := in.shutdown(m); serr != nil && status == 0 {
		status = 120
	}
	return status
}

// bug tells of a bug of the runtime, after what the program has printed.
func (in *Interp) bug(recovered any, trace []byte) {
	_ = in.stdout.Flush()
	fmt.Fprintf(in.cfg.Stderr, "asyncdap: internal error: %v\n%s", recovered, trace)
}

// exitInternal is the exit status after a bug of the runtime (EX_SOFTWARE).
const exitInternal = 70

// report prints an uncaught exception and returns the exit status.
func (in *Interp) report(err error) int {
	if err == nil {
		return 0
	}
	t := in.main
	if err == vm.ErrKilled {
		if n := in.diedOf.Load(); n != 0 {
			return 128 + int(n)
		}
		return 143
	}
	e := t.AsRaised(err)
	if e.Type().IsSubtype(object.SystemExit) {
		return in.exitStatus(e)
	}
	_ = in.stdout.Flush()
	in.exceptHook(t, e)
	if e.Type().IsSubtype(object.KeyboardInterrupt) {
		in.interrupted.Store(true)
		return 130
	}
	return 1
}

func (in *Interp) exitStatus(e *object.Exception) int {
	v := e.Value
	switch {
	case !v.Valid() || v.IsNone():
		return 0
	case v.IsInt() || v.IsBool():
		if v.IsBool() {
			if v.AsBool() {
				return 1
			}
			return 0
		}
		return int(v.AsInt()) & 0xff
	}
	_ = in.stdout.Flush()
	s, err := in.main.StrOf(v)
	if err != nil {
		s = "<exception str() failed>"
	}
	fmt.Fprintln(in.Interp.Stderr, s)
	return 1
}

// joinThreads waits for the program's threads that are not daemons.
func (in *Interp) joinThreads() {
	t := in.main
	m := in.Modules.GetString("threading")
	if !m.Valid() || !m.Is(object.ModuleType) {
		return
	}
	r, err := t.CallMethod(m, t.Interp.Intern("_shutdown"))
	t.DropFloating(r)
	if err != nil && err != vm.ErrKilled {
		in.Unraisable(t, err, "Exception ignored on threading shutdown", m)
	}
}

// shutdown ends the remaining threads, drops the program's globals, which
// finalizes what they held, and flushes the streams.
func (in *Interp) shutdown(m *object.Module) error {
	t := in.main
	in.threads.Stop(t)
	in.runExitCalls(t)
	t.Breaker.And(object.BreakCount)
	t.FinalizeHeld(m.Dict)
	m.Dict.Clear(t)
	// As by the collection of CPython's end: classes and their instances refer
	// to each other, and tasks that nobody will run do so through their loop.
	var tasks []object.Value
	for k := in.loops.First(); k != nil; k = k.Next() {
		tasks = append(tasks, object.Of(k))
	}
	in.Finishing = true
	t.CollectCycles(append(tasks, in.loops.Unread()...)...)
	t.FinalizeInClasses()
	return in.stdout.Flush()
}

// filterWarning hands a warning to the module warnings, when the program has
// imported it; without it, each place warns once.
func (in *Interp) filterWarning(t *object.Thread, category *object.Type, msg, file string, line int, source object.Value) (done bool, err error) {
	if m := in.Modules.GetString("warnings"); m.Valid() && m.Is(object.ModuleType) {
		if f := object.Cast[object.Module](m).Dict.GetString("_from_machine"); f.Valid() {
			r, err := t.Call(f, object.NewStr(msg), object.Of(category), object.NewStr(file), object.Int(int64(line)), object.NewStr("__main__"), source)
			t.DropFloating(r)
			return true, err
		}
	}
	key := fmt.Sprint(file, ":", line, ":", category.Name, ":", msg)
	if in.warned[key] {
		return true, nil
	}
	if in.warned == nil {
		in.warned = map[string]bool{}
	}
	in.warned[key] = true
	return false, nil
}

// warn prints a warning with the line that caused it. The source is the object that
// it is about, or None.
func (in *Interp) warn(t *object.Thread, category *object.Type, msg string, source object.Value) error {
	file, line, text := "<sys>", 0, ""
	running := vm.Of(t).Current()
	if f := running; f != nil {
		file, line = f.Code().Filename(), f.Line()
		if !strings.HasPrefix(file, "<") {
			text = strings.TrimSpace(f.Code().File.LineText(line - 1))
		}
	}
	if in.Finishing {
		source = object.None
	}
	if done, err := in.filterWarning(t, category, msg, file, line, source); done {
		return err
	}
	if category == object.ResourceWarning && !in.DevMode {
		return nil // ignored unless the program asks for it
	}
	w := in.stderrOf(t)
	fmt.Fprintf(w, "%s:%d: %s: %s\n", file, line, category.Name, msg)
	if text != "" {
		fmt.Fprintf(w, "  %s\n", text)
	}
	if running != nil && !source.IsNone() {
		fmt.Fprintln(w, category.Name+": Enable tracemalloc to get the object allocation traceback")
	}
	return nil
}
