package infer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// Override is a class of the program that puts something else in the place of
// a method of its base.
type Override struct {
	Class    *index.Class
	Gives    Value // what calling it gives
	Abstract bool  // it is there to be overridden itself
}

// Overrides lists the subclasses of c, among the members of the workspace as
// seen from m, that define name anew.
func (e *Engine) Overrides(m *index.Module, c *index.Class, name string) []Override {
	return e.query().overrides(m, c, name)
}

func (q *query) overrides(m *index.Module, c *index.Class, name string) []Override {
	if strings.HasPrefix(name, "__") && !strings.HasSuffix(name, "__") {
		return nil // private: the subclass's is another name
	}
	var out []Override
	for _, sub := range q.definingBelow(m, c, name) {
		got := q.instanceAttribute(Value{Kind: Instance, Class: sub}, name)
		over := Override{Class: sub, Gives: known(q.apply(got, nil))}
		if fn := got.callee(); fn != nil {
			over.Abstract = q.isAbstract(fn)
		}
		out = append(out, over)
	}
	return out
}

// Subclasses lists the subclasses of c, among the members of the workspace as
// seen from m, that have an attribute name of their own; in the order of their
// files, then of their text.
func (e *Engine) Subclasses(m *index.Module, c *index.Class, name string) []*index.Class {
	return e.query().definingBelow(m, c, name)
}

// definingBelow lists the descendants of c that have an attribute name of their own.
// Most methods are overridden nowhere: what may be a descendant by the names of bases
// alone, and has the name, is all whose ancestors are worked out.
func (q *query) definingBelow(m *index.Module, c *index.Class, name string) []*index.Class {
	q.widen() // any file may have a subclass
	if q.trace != nil {
		q.at = q.visit(c.Module, c.Node)
	}
	var out []*index.Class
	seen := map[*index.Class]bool{c: true}
	for work := []*index.Class{c}; len(work) > 0; work = work[1:] {
		q.e.ws.EachSubclass(m, work[0].Node.Name, func(sub *index.Class) {
			if seen[sub] {
				return
			}
			seen[sub] = true
			work = append(work, sub)
			if q.trace != nil {
				q.at = q.visit(sub.Module, sub.Node)
			}
			if sub.Has(name) && !isSame(sub, c) && q.inherits(sub, c) {
				out = append(out, sub)
			}
		})
	}
	slices.SortFunc(out, inOrder)
	return out
}

// inOrder compares classes by their files, then by their places.
func inOrder(a, b *index.Class) int {
	return cmp.Or(strings.Compare(a.Module.Path, b.Module.Path), cmp.Compare(a.Node.Pos(), b.Node.Pos()))
}

// replaced is what the call of an abstract method gives that promises no more
// than something to iterate: what the methods give that subclasses put in its
// place, if each of them makes an async generator.
func (q *query) replaced(fn Value, promised Value) (v Value, ok bool) {
	f := fn.Func
	if f.Class == nil || fn.operation() == viaSuper || !mayBeAsyncGenerator(promised) || !isBare(f.Body) && !mayBeAbstract(f) {
		return Value{}, false
	}
	c := f.Class
	if fn.Receiver != nil {
		if own := fn.Receiver.class(); own != nil && own != c && q.inherits(own, c) {
			c = own
		}
	}
	before := q.visitBody(f)
	v = q.memo(f.Module, topicReplacements, replacement{f, c}, func() Value { return q.replacing(f, c) })
	q.at = before
	return v, v.Kind == AsyncGenerator
}

// replacement is a question that replaced asks: of a method, called on a class
// or one of its subclasses.
type replacement struct {
	fn *index.Function
	c  *index.Class
}

func (q *query) replacing(f *index.Function, c *index.Class) (v Value) {
	if !q.isAbstract(f) {
		return Value{}
	}
	for _, sub := range q.definingBelow(f.Module, c, f.Name) {
		// Most are settled by a look at the text.
		for _, b := range sub.Block.Bindings(f.Name) {
			if fn := sub.Module.Function(b.Node); b.Kind == index.BindDef && fn.Async && !fn.IsAsyncGenerator() && len(fn.Decorators) == 0 && !isBare(fn.Body) {
				return Value{}
			}
		}
	}
	ok := false
	for _, over := range q.overrides(f.Module, c, f.Name) {
		switch {
		case over.Abstract:
		case over.Gives.Kind != AsyncGenerator || !over.Gives.Fresh:
			return Value{}
		case !ok:
			v, ok = over.Gives, true
		default:
			v = join(v, over.Gives)
		}
	}
	return v
}

// mayBeAsyncGenerator reports what the call of a method that only declares
// gives where those in its place are async generators: an "async def" with no
// yield in it looks like a coroutine function.
func mayBeAsyncGenerator(v Value) bool {
	switch v.Kind {
	case Unknown, AsyncIterator, AsyncGenerator:
		return true
	case Coroutine:
		of := deref(v.Of)
		return of.Kind == Unknown || of.Kind == AsyncIterator || of.Kind == AsyncGenerator
	}
	return false
}

func (q *query) inherits(sub, c *index.Class) bool {
	for _, a := range q.lineage(sub).list {
		if a.class != nil && isSame(a.class, c) {
			return true
		}
	}
	return false
}

// Members are the modules of the program as seen from m.
func (e *Engine) Members(m *index.Module) []*index.Module {
	e.noteWide()
	return e.ws.Members(m)
}

// AreRelated reports classes that are the same or of which one is known to be
// a subclass of the other.
func (e *Engine) AreRelated(a, b *index.Class) bool {
	return isSame(a, b) || e.descends(a, b) || e.descends(b, a)
}

// Ancestors lists the bases of a class, and theirs, as far as they are known.
func (e *Engine) Ancestors(c *index.Class) []*index.Class {
	q := e.query()
	seen := map[*index.Class]bool{c: true}
	var out []*index.Class
	for work := []*index.Class{c}; len(work) > 0; work = work[1:] {
		for _, base := range q.bases(work[0]) {
			if base.Kind == Class && !seen[base.Class] {
				seen[base.Class] = true
				out, work = append(out, base.Class), append(work, base.Class)
			}
		}
	}
	return out
}

func (e *Engine) descends(sub, c *index.Class) bool { return e.query().inherits(sub, c) }

// isSame compares classes of which one may be of another version of its file.
func isSame(a, b *index.Class) bool {
	return a == b || a.Node.Name == b.Node.Name && a.Module != b.Module && a.Module.Path == b.Module.Path && a.QualName() == b.QualName()
}

// IsAbstract reports a method that is there to be overridden: it says so, or
// it only raises NotImplementedError, or does nothing but be a generator.
func (e *Engine) IsAbstract(fn *index.Function) bool {
	q := e.query()
	return q.isAbstract(fn)
}

func (q *query) isAbstract(fn *index.Function) bool {
	if fn.Class == nil {
		return IsPlaceholder(fn)
	}
	for _, d := range fn.Decorators {
		if name := q.expr(fn.Module, d).dotted(); name == "abc.abstractmethod" {
			return true
		}
	}
	return isBare(fn.Body)
}

// mayBeAbstract is a quick look for a decorator that says so.
func mayBeAbstract(fn *index.Function) bool {
	for _, d := range fn.Decorators {
		if strings.HasPrefix(index.LastName(d), "abstract") {
			return true
		}
	}
	return false
}

// isBare reports a body that ends in NotImplementedError or at most yields
// nothing, as a generator that is no more than a declaration has to.
func isBare(body []ast.Stmt) bool {
	for _, s := range body {
		switch s := s.(type) {
		case *ast.Pass:
		case *ast.ExprStmt:
			switch x := s.Value.(type) {
			case *ast.Constant:
			case *ast.Yield:
				if x.Value != nil {
					return false
				}
			default:
				return false
			}
		case *ast.If:
			if c, ok := s.Test.(*ast.Constant); !ok || c.Value.Type != ast.FalseConst {
				return false
			}
		case *ast.Raise:
			return raisesNotImplemented(s)
		default:
			return false
		}
	}
	return true
}

func raisesNotImplemented(s *ast.Raise) bool {
	x := s.Exc
	if c, ok := x.(*ast.Call); ok {
		x = c.Func
	}
	n, ok := x.(*ast.Name)
	return ok && n.Ident == "NotImplementedError"
}
