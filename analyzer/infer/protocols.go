package infer

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// Object is a kind of object that an expression may give, told as exactly as
// a claim about what CPython will raise needs.
type Object struct {
	Type  string          // the name of its type as CPython writes it in messages
	Class *index.Class    // its class in the program; nil for one of the library's
	Func  *index.Function // of a function, coroutine or generator: the def
	Exact bool            // its class is Class itself, no subclass of it
	Of    ast.Expr        // the expression that gives it, as far as it was followed
	In    *index.Module   // where that stands

	methods string // of a library type: its special methods of the protocols
	falsy   bool   // an attribute that holds nothing but values that no test finds true
}

// Answer is yes, no, or not known.
type Answer uint8

// The answers.
const (
	Unsure Answer = iota
	No
	Yes
)

// Objects lists what x may give. It is nil when that is not known for certain:
// every object is listed or none.
func (e *Engine) Objects(m *index.Module, x ast.Expr) []Object {
	o := &objects{e: e, active: map[any]bool{}, overrides: true}
	list, ok := o.expr(m, x)
	if !ok {
		return nil
	}
	return list
}

// Likely is like Objects but does not look for subclasses that override what is
// called: a quick first look, which finds all that Objects finds.
func (e *Engine) Likely(m *index.Module, x ast.Expr) []Object {
	o := &objects{e: e, active: map[any]bool{}}
	list, ok := o.expr(m, x)
	if !ok {
		return nil
	}
	return list
}

// AwaitedObjects lists what awaiting the coroutine that x gives may give.
func (e *Engine) AwaitedObjects(m *index.Module, x ast.Expr) []Object {
	o := &objects{e: e, active: map[any]bool{}, overrides: true}
	if call, ok := x.(*ast.Call); ok {
		if fn := o.called(m, call); fn != nil && fn.Async && !fn.IsAsyncGenerator() {
			if list, ok := o.results(fn); ok {
				return list
			}
		}
	}
	if list, ok := o.value(m, x, e.Awaited(e.Expr(m, x))); ok {
		return list
	}
	return nil
}

// Results lists what the statements of a function return, a None at its end
// included where no return has a value; nil when that is not known.
func (e *Engine) Results(fn *index.Function) []Object {
	o := &objects{e: e, active: map[any]bool{}, overrides: true}
	list, ok := o.results(fn)
	if !ok {
		return nil
	}
	return list
}

// Has tells whether the class of an object has a special method, seen from m.
// Subclasses among the members of the workspace count for what is not Exact.
func (e *Engine) Has(m *index.Module, o Object, special string) Answer {
	a := e.LikelyHas(o, special)
	if o.Class == nil || a != No {
		return a
	}
	if isPatched(m, special) {
		return Unsure
	}
	if !o.Exact {
		for _, protocol := range []string{"typing.Protocol", "typing_extensions.Protocol"} {
			if is, _ := e.IsSubclass(o.Class, protocol); is {
				return Unsure // any class may implement it
			}
		}
		if e.IsAddedBelow(m, o.Class, special) {
			return Unsure
		}
	}
	return a
}

// IsAddedBelow reports a special method that a subclass of c defines, among the
// members of the workspace as seen from m.
func (e *Engine) IsAddedBelow(m *index.Module, c *index.Class, special string) bool {
	for _, sub := range e.Subclasses(m, c, special) {
		if len(sub.Block.Bindings(special)) > 0 {
			return true
		}
	}
	return false
}

// LikelyHas is like Has but does not look for subclasses; it says No wherever
// Has does.
func (e *Engine) LikelyHas(o Object, special string) Answer {
	if o.Class == nil {
		if strings.Contains(" "+o.methods+" ", " "+strings.Trim(special, "_")+" ") {
			return Yes
		}
		return No
	}
	a, _ := e.Special(o.Class, special)
	return a
}

// Special looks a special method up as the interpreter does: in the class and
// its bases, never in the instance. owner is the class that has it, nil for one
// of the library's.
func (e *Engine) Special(c *index.Class, special string) (a Answer, owner *index.Class) {
	q := e.query()
	return q.special(c, special, false, map[*index.Class]bool{})
}

// Declares is Special for a file that sets the method on some object, which is
// then taken not to be the class.
func (e *Engine) Declares(c *index.Class, special string) (a Answer, owner *index.Class) {
	q := e.query()
	return q.special(c, special, true, map[*index.Class]bool{})
}

func (q *query) special(c *index.Class, special string, patched bool, seen map[*index.Class]bool) (Answer, *index.Class) {
	if seen[c] {
		return No, nil
	}
	seen[c] = true
	before := q.visit(c.Module, c.Node)
	defer func() { q.at = before }()
	if len(c.Block.Bindings(special)) > 0 {
		return Yes, c
	}
	if q.isMadeSpecially(c) || !patched && isPatched(c.Module, special) {
		return Unsure, nil
	}
	found := No
	for _, base := range q.bases(c) {
		a, owner := Unsure, (*index.Class)(nil)
		switch base.Kind {
		case Class:
			a, owner = q.special(base.Class, special, patched, seen)
		case External:
			if methods, known := libraryBase(base.Name); known {
				a = No
				if strings.Contains(" "+methods+" ", " "+strings.Trim(special, "_")+" ") {
					a = Yes
				}
			}
		}
		switch a {
		case Yes:
			return Yes, owner
		case Unsure:
			found = Unsure
		}
	}
	return found, nil
}

// isMadeSpecially reports a class whose attributes its text does not show: a
// decorator, a metaclass, __init_subclass__ or its own body may add some.
func (q *query) isMadeSpecially(c *index.Class) bool {
	for _, d := range c.Node.DecoratorList {
		if call, ok := d.(*ast.Call); ok {
			d = call.Func
		}
		switch q.expr(c.Module, d).dotted() {
		case "dataclasses.dataclass", "functools.total_ordering", "typing.final", "typing_extensions.final",
			"typing.runtime_checkable", "typing_extensions.runtime_checkable", "enum.unique", "attr.s", "attr.define",
			"attrs.define", "attr.dataclass", "attrs.frozen", "attr.frozen":
		default:
			return true
		}
	}
	for _, k := range c.Node.Keywords {
		if k.Arg == "" {
			return true
		}
		if k.Arg == "metaclass" {
			switch q.expr(c.Module, k.Value).dotted() {
			case "abc.ABCMeta", "builtins.type", "enum.EnumMeta", "enum.EnumType":
			default:
				return true
			}
		}
	}
	if c.Has("__init_subclass__") {
		return true
	}
	hidden := false
	for _, s := range c.Node.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Lambda:
				return false
			case *ast.Name:
				hidden = hidden || n.Ident == "locals" || n.Ident == "vars" || n.Ident == "exec"
			case *ast.ImportFrom:
				hidden = hidden || len(n.Names) > 0 && n.Names[0].Name == "*"
			}
			return !hidden
		})
	}
	return hidden
}

// isPatched reports a file that sets the attribute from outside of a class.
func isPatched(m *index.Module, special string) bool {
	return m.Mentions("."+special+" = ") ||
		m.Mentions("setattr(") && (m.Mentions(`"`+special+`"`) || m.Mentions(`'`+special+`'`))
}

// isAsyncManager says which of contextlib's two decorators a function has, if
// it has no other.
func (e *Engine) isAsyncManager(fn *index.Function) (async, ok bool) {
	q := e.query()
	for _, d := range fn.Decorators {
		switch q.expr(fn.Module, d).dotted() {
		case "contextlib.asynccontextmanager":
			return true, len(fn.Decorators) == 1
		case "contextlib.contextmanager":
			return false, len(fn.Decorators) == 1
		}
	}
	return false, false
}
