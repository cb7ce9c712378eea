package object

import (
	"io"
	"sync"
	"sync/atomic"
	"unsafe"
	"weak"

	"github.com/asynctools/asynctools/runtime/tape"
)

// KwNames are the names of keyword arguments. Their values end the argument
// slice, so args[:len(args)-len(kw)] is positional.
type KwNames []*Str

// Thread is one Python thread: everything an operation needs besides its
// operands. It is used by one goroutine at a time, under the interpreter lock.
type Thread struct {
	Interp *Interp
	VM     any // the vm package's state of this thread

	grown []byte // the text that concat made last

	// Exc is the innermost "exception being handled" slot; generators push
	// their own on resume (CPython's _PyErr_StackItem).
	Exc *ExcItem

	Depth    int // nesting of Python calls
	MaxDepth int
	Native   int // nesting of native-to-Python re-entry

	// Breaker is tested at function entry and back edges; non-zero means that
	// the VM has something to do (interrupt, pause, step, hand over the lock).
	Breaker atomic.Uint32

	// Ticks counts the looks at Breaker of a recorded program: the places at which
	// something from outside can reach the thread.
	Ticks uint64
	// Asking is not zero while the world is asked for an answer that is recorded. A
	// replay gets it at once, so nothing is counted meanwhile.
	Asking int
	// Broken is what the handler of a signal raised while Asking.
	Broken error

	// BeforeFinalize is set by the checking mode: it sees each object whose
	// count reached zero, before anything is finalized.
	BeforeFinalize func(Value)

	FirstIter Value // sys.set_asyncgen_hooks
	Finalizer Value

	RunningLoop Value // asyncio's running loop of this thread
	Context     Value // the current contextvars.Context

	// OnBreak handles Breaker outside the loop, when a blocking call ends.
	OnBreak func() error

	// Async is the loop package's state of this thread while another thread
	// has the interpreter lock.
	Async any

	// Ident is threading.get_ident().
	Ident int64

	// Local is the _thread module's state of this thread.
	Local any

	turn   chan struct{} // gets the interpreter lock
	wakeMu sync.Mutex
	wake   func() // guarded by wakeMu: ends what the thread blocks in
	woken  bool   // guarded by wakeMu: Wake was called since the last BlockWith

	releasing int
	dying     []Value
	releaseFn func(Value)
	reprs     []Value // objects whose repr is in progress
	scratch   []Value
	parts     []string // room for the words of the next text that is split
	collected []Value  // and for what the next iterator gives
}

// ExcItem is one level of "exception being handled".
type ExcItem struct {
	Exc  Ref // an *Exception, or none
	Prev *ExcItem
}

// Handled is the exception being handled by the innermost except or finally
// block, or the invalid Value.
func (t *Thread) Handled() Value {
	for e := t.Exc; e != nil; e = e.Prev {
		if e.Exc.Valid() {
			return e.Exc.Value()
		}
	}
	return Value{}
}

// Interp is the state shared by the threads of one interpreter.
type Interp struct {
	Builtins *Dict // the namespace of module builtins
	Modules  *Dict // sys.modules
	Main     *Dict // the namespace of __main__

	Stdout, Stderr io.Writer

	// ErrorsOf is where the program wants its errors shown: sys.stderr.
	ErrorsOf func(*Thread) io.Writer
	Stdin    io.Reader

	// Hooks set by higher packages.
	ImportModule func(t *Thread, name string, globals *Dict, fromlist Value, level int) (Value, error)
	// ModuleAttr makes an attribute of a module that its dict lacks, or says
	// with the invalid Value that there is none.
	ModuleAttr func(t *Thread, d *Dict, name *Str) (Value, error)
	// ScriptDir is the folder of the program, "" when it has none.
	ScriptDir string
	// IsStdlib reports a module of CPython's library, for messages.
	IsStdlib   func(name string) bool
	Unraisable func(t *Thread, err error, context string, obj Value)
	Warn       func(t *Thread, category *Type, msg string) error
	// WarnOf is Warn with the object that the warning is about, its source.
	WarnOf func(t *Thread, category *Type, msg string, source Value) error
	// WarnAt warns of a place in a source that is compiled.
	WarnAt        func(t *Thread, category *Type, msg, file string, line int, text string) error
	FunctionType  *Type
	GeneratorLike func(v Value) bool
	// SuperArgs are the class and the object of super() without arguments.
	SuperArgs     func(t *Thread) (*Type, Value, error)
	CallerGlobals func(t *Thread) *Dict // of the innermost Python frame, or nil

	DevMode   bool // that of development: sys.flags.dev_mode
	Finishing bool // the program is over: sys.is_finalizing()

	// MaxStrDigits is sys.get_int_max_str_digits(); 0 is no limit.
	MaxStrDigits int

	interned    map[string]*Str
	versions    uint32
	methods     [methodCacheSize]methodEntry
	subclasses  map[*Type][]weak.Pointer[Type]
	weakrefs    map[unsafe.Pointer][]*WeakRef
	finalizable map[weak.Pointer[Type]]bool // classes with __del__
	roots       map[*Type]*Shape
	States      map[string]any // per-module native state

	// Tape records what the world tells the program, or tells it again; nil: neither.
	Tape *tape.Tape

	// OnSignal calls the handler of a signal again, in a replay.
	OnSignal func(t *Thread, n int) error

	// OnSwitch is called by a thread that has got the interpreter lock from
	// another one.
	OnSwitch func(prev, next *Thread)
	// OnThread is called when a thread begins, by the one that starts it, and
	// when it ends; both have the interpreter lock.
	OnThread func(t *Thread, begins bool)

	exports    exports     // nil: none yet
	identities *identities // nil: by their addresses
	resources  resources
	lock       interpLock
	last       *Thread // that had the lock last; see Holder
	threadMu   sync.Mutex
	threads    []*Thread // guarded by threadMu
	lastIdent  atomic.Int64
}

// NewInterp makes an interpreter without modules.
func NewInterp() *Interp {
	Setup()
	in := &Interp{
		interned:    map[string]*Str{},
		versions:    uint32(len(staticTypes) + 1),
		subclasses:  map[*Type][]weak.Pointer[Type]{},
		weakrefs:    map[unsafe.Pointer][]*WeakRef{},
		finalizable: map[weak.Pointer[Type]]bool{},
		roots:       map[*Type]*Shape{},
		States:      map[string]any{},
	}
	in.Builtins = NewStaticDict()
	in.Modules = NewStaticDict()
	in.lock.interval = DefaultSwitchInterval
	in.MaxStrDigits = DefaultStrDigits
	return in
}

// Identities of threads look like addresses, as they do in CPython.
const (
	firstIdent = 0x7f0000000000
	identStep  = 0x1000
)

// NewThread makes a thread of the interpreter.
func (in *Interp) NewThread() *Thread {
	t := &Thread{Interp: in, MaxDepth: 1000, Exc: &ExcItem{}, Ident: firstIdent + identStep*in.lastIdent.Add(1), turn: make(chan struct{}, 1)}
	if in.Tape != nil {
		t.Breaker.Store(BreakCount)
	}
	return t
}

// Intern returns the one Str of this interpreter with the given text. Names of
// attributes are always interned, so that they compare by pointer.
func (in *Interp) Intern(s string) *Str {
	if x := staticNames[s]; x != nil {
		return x
	}
	if x := in.interned[s]; x != nil {
		return x
	}
	x := newStaticStr(s)
	in.interned[s] = x
	return x
}

// InternStr is Intern for a Str.
func (in *Interp) InternStr(s *Str) *Str {
	if s.interned {
		return s
	}
	return in.Intern(s.S)
}

var (
	setupOnce   sync.Once
	staticNames map[string]*Str
	staticTypes []*Type
)

// Setup completes the built-in types. Their method tables refer to functions
// that refer to the types, which package initialization cannot express; it
// runs once, before the first interpreter, and nothing is written afterwards.
func Setup() { setupOnce.Do(setup) }

func newStaticStr(s string) *Str {
	x := &Str{Header: StaticHeader(StrType), S: s, n: -1, interned: true}
	x.Hash()
	x.Len()
	return x
}

// staticName interns a name for the life of the process; only during setup.
func staticName(s string) *Str {
	if x := staticNames[s]; x != nil {
		return x
	}
	x := newStaticStr(s)
	staticNames[s] = x
	return x
}
