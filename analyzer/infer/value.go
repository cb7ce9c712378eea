// Package infer tells what kind of value an expression has: an async
// generator, a coroutine, an instance of a class, and so on.
//
// It follows names through the scopes of a file and across the imports of the
// workspace, calls through the bodies and annotations of functions, attributes
// through classes and their bases, and decorators through their definitions.
// Everything else is Unknown, and so is whatever two of its sources disagree
// about: no finding may rest on a guess. Nothing is ever executed.
//
// Results do not depend on the order of questions. A chain of calls that runs
// into itself is cut with Unknown, and a result that met such a cut is not
// remembered.
package infer

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// Kind is the kind of a Value.
type Kind uint8

// The kinds.
const (
	Unknown        Kind = iota
	None                // the constant None
	Module              // Value.Module
	External            // something outside the program: Value.Name, dotted; called with Value.Receiver if that is set
	Function            // Value.Func, called with Value.Receiver before other arguments if that is set
	Property            // Value.Func, called by attribute access
	ManagerFactory      // Value.Func under @contextmanager or @asynccontextmanager
	Class               // Value.Class
	Instance            // of Value.Class, or of the external class Value.Name; Elts are type arguments
	AsyncGenerator      // Makers, Fresh; iterating it gives Of, if that is set
	Coroutine           // awaiting it gives Of
	Manager             // a context manager, asynchronous if Async, whose "as" gives Of
	Closing             // contextlib.aclosing(Of)
	Parameter           // parameter number Index of the function being summarised
	Union               // one of Alts
	Collection          // iterating it gives Of; Name is its class
	Mapping             // indexing it gives Of, iterating it Key; Keys and Elts when all keys are constant
	Tuple               // Elts, by position
	Generator           // a plain generator or iterator of Of
	AsyncIterator       // an annotation's AsyncIterator or AsyncIterable of Of, which promises no aclose
	Awaitable           // awaiting it gives Of; whether it is a coroutine or what else is not known
	Task                // an asyncio.Task of a coroutine that gives Of
	Future              // an asyncio.Future of Of
	Callable            // calling it gives Of, whatever the arguments
	Lambda              // Value.Func, which has neither Node nor Body
	Partial             // functools.partial of Of
	TypeForm            // a type that is no plain class, such as list[int]; what is annotated with it is Of
	Super               // super() in a method of Class

	typeVariable // a type variable: its definition is in node, its bound or default in Of
	pending      // what an operation on a parameter will give: op applied to Of
)

// Value is what is known of a value. The zero Value is unknown.
//
// Values are passed and kept by the hundred thousand, so what few of them have is
// behind a pointer: with all of it in the Value itself (240 bytes, 96 now) a check
// took an eighth longer.
type Value struct {
	Kind     Kind
	Async    bool
	Bound    bool // only the bound of a type variable: any class may stand in its place
	Fresh    bool // the expression itself made the generator and nothing else can hold it
	Index    int32
	Name     string
	Module   *index.Module
	Func     *index.Function
	Class    *index.Class
	Receiver *Value
	Of       *Value

	// entry is the bundled table's class or function of an External, or the
	// class of an Instance that has no other.
	entry entry
	env   *frame // what the functions around Func, or owners of parameters, were called with
	more  *more  // nil for nothing; never changed once it is here, for copies share it
}

// more is what only some kinds of Value have.
type more struct {
	key    *Value
	alts   []Value
	elts   []Value
	keys   []string
	makers []*index.Function

	started bool // of an AsyncGenerator: who made it has resumed it already

	args *arguments // of a Partial, or of a pending call
	op   string     // of a pending
	node ast.Node   // of a type variable
}

// change is a more of its own, to be changed.
func (v *Value) change() *more {
	own := more{}
	if v.more != nil {
		own = *v.more
	}
	v.more = &own
	return v.more
}

// withElts is a more with type arguments or elements, of which most classes have none.
func withElts(elts []Value) *more {
	if len(elts) == 0 {
		return nil
	}
	return &more{elts: elts}
}

// Key is what iterating a Mapping gives.
func (v Value) Key() *Value {
	if v.more == nil {
		return nil
	}
	return v.more.key
}

// Alts are what a Union may be.
func (v Value) Alts() []Value {
	if v.more == nil {
		return nil
	}
	return v.more.alts
}

// Elts are the elements of a Tuple by position, the type arguments of an Instance,
// and the values of Keys.
func (v Value) Elts() []Value {
	if v.more == nil {
		return nil
	}
	return v.more.elts
}

// Keys are those of a Mapping when all of them are constant.
func (v Value) Keys() []string {
	if v.more == nil {
		return nil
	}
	return v.more.keys
}

// Makers are the async generator functions of which a call made the
// generator. Empty when only an annotation says that it is one.
func (v Value) Makers() []*index.Function {
	if v.more == nil {
		return nil
	}
	return v.more.makers
}

// Started reports an AsyncGenerator that is suspended at a yield when one gets it.
func (v Value) Started() bool { return v.more != nil && v.more.started }

// WithMakers is the value with other makers.
func (v Value) WithMakers(makers []*index.Function) Value {
	v.change().makers = makers
	return v
}

func (v Value) arguments() *arguments {
	if v.more == nil {
		return nil
	}
	return v.more.args
}

func (v Value) operation() string {
	if v.more == nil {
		return ""
	}
	return v.more.op
}

func (v Value) definition() ast.Node {
	if v.more == nil {
		return nil
	}
	return v.more.node
}

// entry is what the bundled table says of a name.
type entry struct {
	class *index.Class
	fn    *index.Function
}

// String is for tests and logs: the kind and what it is of.
func (v Value) String() string {
	of := func(s string) string { return s + "(" + deref(v.Of).String() + ")" }
	list := func(values []Value) string {
		parts := make([]string, len(values))
		for i, a := range values {
			parts[i] = a.String()
		}
		return strings.Join(parts, ", ")
	}
	switch v.Kind {
	case None:
		return "None"
	case Module, External, Class:
		return [...]string{Module: "module", External: "external", Class: "class"}[v.Kind] + " " + v.dotted()
	case Function, Property, ManagerFactory:
		out := [...]string{Function: "function", Property: "property", ManagerFactory: "manager factory"}[v.Kind] + " " + v.Func.QualName()
		if v.Receiver != nil {
			out = "bound " + out
		}
		return out
	case Lambda:
		return "lambda"
	case Instance:
		if len(v.Elts()) > 0 {
			return "instance " + v.dotted() + "[" + list(v.Elts()) + "]"
		}
		return "instance " + v.dotted()
	case AsyncGenerator:
		out := "async generator"
		if v.Fresh {
			out = "fresh " + out
		}
		for i, m := range v.Makers() {
			out += [...]string{" ", "|"}[min(i, 1)] + m.QualName()
		}
		return out
	case Manager:
		if v.Async {
			return of("async manager")
		}
		return of("manager")
	case Coroutine, Closing, Collection, Mapping, Generator, AsyncIterator, Awaitable, Task, Future, Callable, Partial, TypeForm:
		return of(kindNames[v.Kind])
	case Tuple:
		return "tuple(" + list(v.Elts()) + ")"
	case Super:
		return "super of " + v.Class.FullName()
	case Parameter:
		return fmt.Sprintf("parameter %d", v.Index)
	case Union:
		parts := make([]string, len(v.Alts()))
		for i, a := range v.Alts() {
			parts[i] = a.String()
		}
		return strings.Join(parts, " or ")
	}
	return "unknown"
}

var kindNames = [...]string{
	Coroutine: "coroutine", Closing: "closing", Collection: "collection", Mapping: "mapping", Generator: "generator",
	AsyncIterator: "async iterator", Awaitable: "awaitable", Task: "task", Future: "future", Callable: "callable",
	Partial: "partial", TypeForm: "type",
}

// Engine answers questions about one workspace. It is safe for concurrent use.
type Engine struct {
	*core
	wide  *atomic.Bool // of an engine from Watched: see there
	trace *Trace       // of an engine from Traced: see there
	at    int          // with trace: the place that questions are for
}

// core is what engines of one workspace share.
type core struct {
	ws       *index.Workspace
	memories sync.Map // *index.Module -> *memory

	// What rests on other files than those a module looks into, and what is found
	// after the engine was closed.
	passing    sync.Map // *index.Module -> *memory
	hasPassing atomic.Bool
	closed     *atomic.Bool // another engine has taken over the memories
}

// New makes an engine. Its results are those of the workspace's files at this
// moment; for the next snapshot make a new one, or call Next.
func New(ws *index.Workspace) *Engine { return &Engine{core: &core{ws: ws, closed: &atomic.Bool{}}} }

// Watched is the same engine with an eye on what it is asked: wide tells whether
// an answer rests on other files of the workspace than those that the modules it
// is about look into, such as the subclasses of a class.
func (e *Engine) Watched() (watched *Engine, wide func() bool) {
	watched = &Engine{core: e.core, wide: &atomic.Bool{}}
	return watched, watched.wide.Load
}

func (e *Engine) noteWide() {
	if e.wide != nil {
		e.wide.Store(true)
	}
}

// Expr is the value of an expression of m.
func (e *Engine) Expr(m *index.Module, x ast.Expr) Value {
	return e.asked(func(q *query) Value { return q.expr(m, x) })
}

// Iterated is what "async for" runs over: the value itself, or what its
// __aiter__ makes. implicit tells the second case. Of a union, the one member
// that can be iterated so is meant, or the program could not work.
func (e *Engine) Iterated(m *index.Module, x ast.Expr) (v Value, implicit bool) {
	q := e.query()
	v = known(q.expr(m, x)).only(AsyncGenerator, Instance)
	if v.Kind != Instance || v.Class == nil {
		return v, false
	}
	made := known(q.method(v, "__aiter__"))
	if made.Kind != AsyncGenerator {
		return v, false
	}
	return made, true
}

// Annotation is the value of something annotated with x.
func (e *Engine) Annotation(m *index.Module, x ast.Expr) Value {
	return e.asked(func(q *query) Value { return q.annotation(m, x) })
}

// Definition is the value a def leaves under its name, decorators applied.
func (e *Engine) Definition(fn *index.Function) Value {
	return e.asked(func(q *query) Value { return q.definition(fn) })
}

// DottedName is the full name of the function, class or module that an
// expression names: "contextlib.aclosing", or "" when it is not known.
func (e *Engine) DottedName(m *index.Module, x ast.Expr) string {
	return e.Expr(m, x).dotted()
}

// Awaited is what "await v" gives.
func (e *Engine) Awaited(v Value) Value {
	return e.asked(func(q *query) Value { return q.awaited(v) })
}

// Element is what iterating v gives each time, with "async for" if async.
func (e *Engine) Element(v Value, async bool) Value {
	return e.asked(func(q *query) Value { return q.element(v, async) })
}

// Entered is what "with v as name" binds, with "async with" if async.
func (e *Engine) Entered(v Value, async bool) Value {
	return e.asked(func(q *query) Value { return q.entered(v, async) })
}

// Attribute is v.name. found tells whether v is known to have it, and complete
// that all places it could come from are known: when neither holds, nothing
// can be said. Of what the bundled table has, only the methods of the
// protocols (awaiting, iterating, entering, calling) are listed completely.
func (e *Engine) Attribute(v Value, name string) (got Value, found, complete bool) {
	q := e.query()
	if c := v.class(); v.Kind == Instance && c != nil {
		_, found, complete = q.lookup(q.self(v), name)
		if _, set := q.selfAttribute(q.self(v), name); set {
			found = true
		}
		return known(q.attribute(v, name)), found, complete
	}
	got = known(q.attribute(v, name))
	return got, got.Kind != Unknown, false
}

func (e *Engine) query() *query { return &query{e: e, trace: e.trace, at: e.at} }

// asked is f without what means something only inside a summary. Its query's lists
// are used again: a check of a file asks some ten thousand questions.
func (e *Engine) asked(f func(*query) Value) Value {
	q := queries.Get().(*query)
	q.e, q.trace, q.at = e, e.trace, e.at
	v := known(f(q))
	*q = query{active: q.active[:0], calls: q.calls[:0]}
	queries.Put(q)
	return v
}

var queries = sync.Pool{New: func() any { return &query{} }}

func (v Value) dotted() string {
	switch v.Kind {
	case External:
		return v.Name
	case Class:
		return v.Class.FullName()
	case Function, Property, ManagerFactory:
		return v.Func.Module.Name + "." + v.Func.QualName()
	case Module:
		return v.Module.Name
	case TypeForm:
		return deref(v.Of).dotted()
	case Instance, Collection, Mapping, Task, Future:
		if v.Class != nil {
			return v.Class.FullName()
		}
		return v.Name
	}
	return ""
}
