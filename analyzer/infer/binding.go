package infer

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// binding is what one binding binds.
func (q *query) binding(block *index.Block, id string, b index.Binding) Value {
	m := block.Module
	switch b.Kind {
	case index.BindDef:
		if fn := m.Function(b.Node); fn != nil {
			return q.definition(fn)
		}
	case index.BindClass:
		if c := m.Class(b.Node); c != nil {
			return classValue(c)
		}
	case index.BindImport:
		alias := b.Node.(*ast.Alias)
		name := alias.Name
		if alias.Asname == "" {
			name, _, _ = strings.Cut(name, ".")
		}
		return q.module(m, 0, name)
	case index.BindFrom:
		return q.from(m, id, b)
	case index.BindAssign, index.BindDeclare:
		return q.assigned(m, b)
	case index.BindParam:
		return q.parameter(block, b)
	case index.BindFor, index.BindWith:
		return shared(q.product(m, b))
	case index.BindPart:
		return shared(q.part(m, b))
	case index.BindMatch:
		return q.captured(m, b)
	case index.BindExcept:
		if t, ok := b.Value.(*ast.Tuple); ok {
			values := make([]Value, len(t.Elts))
			for i, e := range t.Elts {
				values[i] = instanceOf(q.eval(m, e))
			}
			return joinAll(values)
		}
		return instanceOf(q.eval(m, b.Value))
	}
	return Value{}
}

// product is what a loop or with statement binds as a whole.
func (q *query) product(m *index.Module, b index.Binding) Value {
	switch s := b.Stmt.(type) {
	case *ast.AsyncFor:
		return q.element(q.eval(m, s.Iter), true)
	case *ast.For:
		return q.element(q.eval(m, s.Iter), false)
	case *ast.Comprehension:
		return q.element(q.eval(m, s.Iter), s.IsAsync != 0)
	case *ast.AsyncWith:
		return q.entered(q.eval(m, b.Value), true)
	case *ast.With:
		return q.entered(q.eval(m, b.Value), false)
	}
	return q.eval(m, b.Value)
}

// part follows a name inside a target down the positions it stands at.
func (q *query) part(m *index.Module, b index.Binding) Value {
	type step struct {
		index, after int // after counts what follows a starred name, or -1
	}
	var path []step
	for child, up := b.Node, m.Parent(b.Node); up != nil; child, up = up, m.Parent(up) {
		var elts []ast.Expr
		switch up := up.(type) {
		case *ast.Tuple:
			elts = up.Elts
		case *ast.List:
			elts = up.Elts
		case *ast.Starred:
			continue
		}
		if elts == nil {
			break
		}
		s, star := step{-1, -1}, -1
		for i, e := range elts {
			_, starred := e.(*ast.Starred)
			if starred {
				star = i
			}
			inner := ast.Node(e)
			if starred {
				inner = e.(*ast.Starred).Value
			}
			if ast.Node(e) == child || inner == child {
				s.index = i
				if starred {
					s.after = len(elts) - 1 - i
				}
			}
		}
		if star >= 0 && s.index > star {
			s.index -= len(elts) // counted from the end
		}
		path = append(path, s)
	}
	v := q.product(m, index.Binding{Stmt: b.Stmt, Value: b.Value})
	for i := len(path) - 1; i >= 0; i-- {
		v = each(v, func(v Value) Value { return q.position(v, path[i].index, path[i].after) })
	}
	return v
}

// position is element i of a value that is taken apart, or, when after is not
// negative, the list of those from i up to the last after ones.
func (q *query) position(v Value, i, after int) Value {
	if v.Kind == Instance {
		if fields := q.fields(v); fields != nil {
			v = Value{Kind: Tuple, more: withElts(fields)}
		}
	}
	switch {
	case v.Kind == Tuple && after >= 0:
		if end := len(v.Elts()) - after; end >= i {
			return q.collection("list", joinAll(v.Elts()[i:end]))
		}
		return Value{}
	case v.Kind == Tuple:
		return at(v.Elts(), i)
	case after >= 0:
		return q.collection("list", q.element(v, false))
	}
	return q.element(v, false)
}

func (q *query) from(m *index.Module, id string, b index.Binding) Value {
	from, alias := b.Stmt.(*ast.ImportFrom), b.Node.(*ast.Alias)
	target := q.module(m, from.Level, from.Module)
	if target.Kind != Module {
		if target.Kind == Unknown && from.Level > 0 {
			// "from . import x" in a folder without an __init__.
			if sub := q.importing(m, from.Level, join2(from.Module, alias.Name)); sub != nil {
				return Value{Kind: Module, Module: sub}
			}
		}
		return q.attribute(target, alias.Name)
	}
	if target.Module == m && alias.Name == id {
		// "from . import x" in an __init__ names the submodule.
		return q.module(target.Module, 0, join2(target.Module.Name, alias.Name))
	}
	return q.member(target.Module, alias.Name)
}

func (q *query) assigned(m *index.Module, b index.Binding) Value {
	if _, ok := b.Stmt.(*ast.TypeAlias); ok {
		return Value{Kind: TypeForm, Of: ref(q.annotation(m, b.Value))}
	}
	if b.Annotation != nil {
		if name := q.named(place{m, m.BlockAt(b.Annotation), b.Annotation}, b.Annotation).dotted(); name == "typing.TypeAlias" || name == "typing_extensions.TypeAlias" {
			return Value{Kind: TypeForm, Of: ref(q.annotation(m, b.Value))}
		}
		if v := q.annotation(m, b.Annotation); v.Kind != Unknown {
			if b.Value == nil {
				return v
			}
			return finer(v, q.eval(m, b.Value))
		}
	}
	if b.Value != nil {
		return q.eval(m, b.Value)
	}
	return Value{}
}

// finer picks between what is declared of a value and what is seen of it: an
// annotation may say less, as AsyncIterator does, or more, as list[int] of [].
func finer(declared, seen Value) Value {
	if seen.Kind == AsyncGenerator {
		return seen
	}
	if seen.Kind != declared.Kind {
		return declared
	}
	switch seen.Kind {
	case Instance:
		if seen.Class == declared.Class && seen.Name == declared.Name {
			return declared
		}
	case Collection, Mapping, Tuple, Task, Future, Coroutine, Awaitable, Manager, Union:
		if deref(seen.Of).Kind == Unknown {
			return declared
		}
	}
	return seen
}
