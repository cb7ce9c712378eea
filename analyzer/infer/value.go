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
	External            // something outside the workspace: Value.Name, dotted
	Function            // Value.Func, called with Value.Receiver before other arguments if that is set
	Property            // Value.Func, called by attribute access
	ManagerFactory      // Value.Func under @contextmanager or @asynccontextmanager
	Class               // Value.Class
	Instance            // of Value.Class, or of the external class Value.Name
	AsyncGenerator      // Makers, Fresh
	Coroutine           // awaiting it gives Of
	Manager             // a context manager whose "as" gives Of
	Closing             // contextlib.aclosing(Of)
	Parameter           // parameter number Index of the function being summarised
	Union               // one of Alts, each of another kind
	Collection          // iterating or indexing it gives Of
	Mapping             // indexing it gives Of
)

// Value is what is known of a value. The zero Value is unknown.
type Value struct {
	Kind     Kind
	Name     string
	Module   *index.Module
	Func     *index.Function
	Class    *index.Class
	Receiver *Value
	Of       *Value
	Index    int
	Alts     []Value

	// Makers are the async generator functions of which a call made the
	// generator. Empty when only an annotation says that it is one.
	Makers []*index.Function
	// Fresh is set when the expression itself made the generator and nothing
	// else can hold it.
	Fresh bool
}

// String is for tests and logs: the kind and what it is of.
func (v Value) String() string {
	of := func(s string) string { return s + "(" + deref(v.Of).String() + ")" }
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
	case Instance:
		return "instance " + v.dotted()
	case AsyncGenerator:
		out := "async generator"
		if v.Fresh {
			out = "fresh " + out
		}
		for i, m := range v.Makers {
			out += [...]string{" ", "|"}[min(i, 1)] + m.QualName()
		}
		return out
	case Coroutine:
		return of("coroutine")
	case Manager:
		return of("manager")
	case Closing:
		return of("closing")
	case Collection:
		return of("collection")
	case Mapping:
		return of("mapping")
	case Parameter:
		return fmt.Sprintf("parameter %d", v.Index)
	case Union:
		parts := make([]string, len(v.Alts))
		for i, a := range v.Alts {
			parts[i] = a.String()
		}
		return strings.Join(parts, " or ")
	}
	return "unknown"
}

// Engine answers questions about one workspace. It is safe for concurrent use.
type Engine struct {
	ws      *index.Workspace
	returns sync.Map // *index.Function -> Value
	defs    sync.Map // *index.Function -> Value
}

// New makes an engine. Its results are those of the workspace's files at this
// moment; make a new one for the next snapshot.
func New(ws *index.Workspace) *Engine { return &Engine{ws: ws} }

// Expr is the value of an expression of m.
func (e *Engine) Expr(m *index.Module, x ast.Expr) Value {
	return (&query{e: e, active: map[any]bool{}}).expr(m, x)
}

// Iterated is what "async for" runs over: the value itself, or what its
// __aiter__ makes. implicit tells the second case. Of a union, the one member
// that can be iterated so is meant, or the program could not work.
func (e *Engine) Iterated(m *index.Module, x ast.Expr) (v Value, implicit bool) {
	q := &query{e: e, active: map[any]bool{}}
	v = q.expr(m, x).only(AsyncGenerator, Instance)
	if v.Kind != Instance || v.Class == nil {
		return v, false
	}
	made := q.method(v, "__aiter__")
	if made.Kind != AsyncGenerator {
		return v, false
	}
	return made, true
}

// Annotation is the value of something annotated with x.
func (e *Engine) Annotation(m *index.Module, x ast.Expr) Value {
	return (&query{e: e, active: map[any]bool{}}).annotation(m, x)
}

// Definition is the value a def leaves under its name, decorators applied.
func (e *Engine) Definition(fn *index.Function) Value {
	return (&query{e: e, active: map[any]bool{}}).definition(fn)
}

// DottedName is the full name of the function, class or module that an
// expression names: "contextlib.aclosing", or "" when it is not known.
func (e *Engine) DottedName(m *index.Module, x ast.Expr) string {
	return (&query{e: e, active: map[any]bool{}}).expr(m, x).dotted()
}

func (v Value) dotted() string {
	switch v.Kind {
	case External:
		return v.Name
	case Class:
		return v.Class.FullName()
	case Function:
		return v.Func.Module.Name + "." + v.Func.QualName()
	case Module:
		return v.Module.Name
	case Instance:
		if v.Class != nil {
			return v.Class.FullName()
		}
		return v.Name
	}
	return ""
}

// query is one question: the chain of what it is in the middle of, which stops
// it from running in circles, and whether that has happened.
type query struct {
	e      *Engine
	active map[any]bool
	cut    bool
}

// maxDepth bounds a chain of inference; real chains are far shorter.
const maxDepth = 60

// enter runs f unless key is being worked on already.
func (q *query) enter(key any, f func() Value) Value {
	if q.active[key] || len(q.active) >= maxDepth {
		q.cut = true
		return Value{}
	}
	q.active[key] = true
	v := f()
	delete(q.active, key)
	return v
}

// memo remembers the result of f, if it is one that any other question would
// have got as well.
func (q *query) memo(m *sync.Map, key *index.Function, f func() Value) Value {
	if v, ok := m.Load(key); ok {
		return v.(Value)
	}
	before := q.cut
	q.cut = false
	v := q.enter(memoKey{m, key}, f)
	if !q.cut {
		m.Store(key, v)
	}
	q.cut = q.cut || before
	return v
}

type memoKey struct {
	m  *sync.Map
	fn *index.Function
}

// only picks, of a union, the member with one of the given kinds; a union with
// several such members is unknown. Any other value is left as it is.
func (v Value) only(kinds ...Kind) Value {
	if v.Kind != Union {
		return v
	}
	var out Value
	for _, alt := range v.Alts {
		for _, k := range kinds {
			if alt.Kind == k {
				if out.Kind != Unknown {
					return Value{}
				}
				out = alt
			}
		}
	}
	return out
}

// join is what holds of a value that is a or b: their common nature, or a
// union of two. None is left out, as in Optional; unknown makes unknown.
func join(a, b Value) Value {
	switch {
	case a.Kind == None:
		return b
	case b.Kind == None:
		return a
	case a.Kind == Unknown || b.Kind == Unknown:
		return Value{}
	case a.Kind == Union || b.Kind == Union:
		return unite(a, b)
	case a.Kind != b.Kind:
		return Value{Kind: Union, Alts: []Value{a, b}}
	}
	switch a.Kind {
	case AsyncGenerator:
		out := a
		out.Fresh = a.Fresh && b.Fresh
		if len(a.Makers) == 0 || len(b.Makers) == 0 {
			out.Makers = nil
			return out
		}
		out.Makers = append([]*index.Function(nil), a.Makers...)
		for _, m := range b.Makers {
			out.Makers = appendNew(out.Makers, m)
		}
		return out
	case Coroutine, Manager, Closing, Collection, Mapping:
		of := join(deref(a.Of), deref(b.Of))
		return Value{Kind: a.Kind, Of: &of}
	case Module:
		if a.Module == b.Module {
			return a
		}
	case External:
		if a.Name == b.Name {
			return a
		}
	case Class, Instance:
		if a.Class == b.Class && a.Name == b.Name {
			return a
		}
	case Function, Property, ManagerFactory:
		if a.Func == b.Func {
			return a
		}
	case Parameter:
		if a.Index == b.Index {
			return a
		}
	}
	return Value{}
}

// unite joins where one side is a union: members of like kind are joined, and
// what then is unknown makes the whole unknown.
func unite(a, b Value) Value {
	members := func(v Value) []Value {
		if v.Kind == Union {
			return v.Alts
		}
		return []Value{v}
	}
	out := append([]Value(nil), members(a)...)
next:
	for _, m := range members(b) {
		for i := range out {
			if out[i].Kind == m.Kind {
				if out[i] = join(out[i], m); out[i].Kind == Unknown {
					return Value{}
				}
				continue next
			}
		}
		out = append(out, m)
	}
	return Value{Kind: Union, Alts: out}
}

func joinAll(values []Value) Value {
	if len(values) == 0 {
		return Value{}
	}
	out := values[0]
	for _, v := range values[1:] {
		out = join(out, v)
	}
	return out
}

func deref(v *Value) Value {
	if v == nil {
		return Value{}
	}
	return *v
}

func appendNew(list []*index.Function, f *index.Function) []*index.Function {
	for _, have := range list {
		if have == f {
			return list
		}
	}
	return append(list, f)
}
