package infer

import (
	"sort"
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// Override is a class of the program that puts something else in the place of
// a method of its base.
type Override struct {
	Class *index.Class
	Gives Value // what calling it gives
}

// Overrides lists the subclasses of c, among the members of the workspace as
// seen from m, that define name anew.
func (e *Engine) Overrides(m *index.Module, c *index.Class, name string) []Override {
	if strings.HasPrefix(name, "__") && !strings.HasSuffix(name, "__") {
		return nil // private: the subclass's is another name
	}
	var out []Override
	for _, sub := range e.Subclasses(m, c, name) {
		q := e.query()
		self := Value{Kind: Instance, Class: sub}
		out = append(out, Override{Class: sub, Gives: known(q.apply(q.instanceAttribute(self, name), nil))})
	}
	return out
}

// Subclasses lists the subclasses of c, among the members of the workspace as
// seen from m, that have an attribute name of their own; in the order of their
// files, then of their text.
func (e *Engine) Subclasses(m *index.Module, c *index.Class, name string) []*index.Class {
	var out []*index.Class
	for _, sub := range e.descendants(m, c) {
		if sub.Has(name) {
			out = append(out, sub)
		}
	}
	return out
}

// descendants lists the subclasses of c, theirs included.
func (e *Engine) descendants(m *index.Module, c *index.Class) []*index.Class {
	// What another version of a file sees is nobody else's business.
	own, err := e.ws.Module(m.Path)
	isOwn := err == nil && own == m
	if isOwn {
		if list, ok := e.heirs.Load(c); ok {
			return list.([]*index.Class)
		}
	}
	var out []*index.Class
	seen := map[*index.Class]bool{}
	for work := []*index.Class{c}; len(work) > 0; work = work[1:] {
		e.subclasses.Find(e.ws, m, work[0].Node.Name, func(sub *index.Class) {
			if !seen[sub] && !isSame(sub, c) && e.descends(sub, c) {
				seen[sub] = true
				out, work = append(out, sub), append(work, sub)
			}
		})
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.Module.Path != b.Module.Path {
			return a.Module.Path < b.Module.Path
		}
		return a.Node.Pos() < b.Node.Pos()
	})
	if isOwn {
		e.heirs.Store(c, out)
	}
	return out
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
func (e *Engine) Members(m *index.Module) []*index.Module { return e.ws.Members(m) }

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
