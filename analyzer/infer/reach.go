package infer

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// reaching picks, of the bindings of a name in block, those that may have been
// the last before the use x. Where that is not certain it keeps too many: all
// of them, when the name is also bound from nested functions.
func reaching(m *index.Module, x ast.Node, block *index.Block, all []index.Binding) []index.Binding {
	r := &reach{m: m, all: all, holders: make([]ast.Node, len(all))}
	for i, b := range all {
		if b.Kind == index.BindParam {
			continue
		}
		holder := r.statement(b)
		if holder == nil || m.BlockAt(holder) != block {
			return all
		}
		r.holders[i] = holder
	}
	if !r.climb(x, block.Node) {
		for i, b := range all {
			if b.Kind == index.BindParam {
				r.found = append(r.found, i)
			}
		}
	}
	if len(r.found) == 0 {
		return all
	}
	// In source order, each once.
	var out []index.Binding
	for _, b := range all {
		for _, i := range r.found {
			if all[i].Node == b.Node {
				out = append(out, b)
				break
			}
		}
	}
	return out
}

// reach is a search for bindings. There are seldom more than three, so lists are
// faster than maps.
type reach struct {
	m       *index.Module
	all     []index.Binding
	holders []ast.Node // of each, the statement, clause or walrus that binds; nil for parameters
	found   []int      // which of all
}

// add adds the bindings of a statement or clause itself.
func (r *reach) add(n ast.Node) (some bool) {
	for i, holder := range r.holders {
		if holder == n {
			r.found, some = append(r.found, i), true
		}
	}
	return some
}

// at tells whether a statement or clause itself has a binding that f accepts.
func (r *reach) at(n ast.Node, f func(b *index.Binding) bool) bool {
	for i, holder := range r.holders {
		if holder == n && f(&r.all[i]) {
			return true
		}
	}
	return false
}

// statement is the statement or clause that a binding is in; a walrus counts
// with the statement around it.
func (r *reach) statement(b index.Binding) ast.Node {
	for at := b.Stmt; at != nil; at = r.m.Parent(at) {
		switch at := at.(type) {
		case *ast.Comprehension:
			return nil
		case *ast.ExceptHandler, *ast.MatchCase:
			return at
		case ast.Stmt:
			return at
		}
	}
	return nil
}

// climb goes from a use up to the top of the block and collects what binds the
// name on the way. It is true when some binding is sure to come between.
func (r *reach) climb(x, top ast.Node) bool {
	for child, up := x, r.m.Parent(x); up != nil; child, up = up, r.m.Parent(up) {
		if s, ok := child.(ast.Stmt); ok {
			if list, i := index.Siblings(up, s); list != nil {
				if r.before(list, i) {
					return true
				}
			}
		}
		if up == top {
			return false
		}
		switch s := up.(type) {
		case *ast.For:
			if child != ast.Node(s.Iter) {
				r.within(up) // an earlier turn of the loop
				if inBody(s.Body, child) && r.at(up, isTarget) {
					return true
				}
			}
		case *ast.AsyncFor:
			if child != ast.Node(s.Iter) {
				r.within(up)
				if inBody(s.Body, child) && r.at(up, isTarget) {
					return true
				}
			}
		case *ast.While:
			r.within(up)
		case *ast.With, *ast.AsyncWith:
			if _, item := child.(*ast.WithItem); !item && r.add(up) {
				return true
			}
		case *ast.If:
			if child != ast.Node(s.Test) {
				r.add(up) // a walrus in the test
			}
		case *ast.Try:
			if r.tryPart(s.Body, s.Handlers, s.Orelse, s.Finalbody, child) {
				return true
			}
		case *ast.TryStar:
			if r.tryPart(s.Body, s.Handlers, s.Orelse, s.Finalbody, child) {
				return true
			}
		case *ast.ExceptHandler, *ast.MatchCase:
			if r.add(up) {
				return true
			}
		case ast.Stmt:
			// A walrus or a target in the very statement of the use: which
			// comes first is not looked into.
			if _, assign := up.(*ast.Assign); !assign {
				if _, ann := up.(*ast.AnnAssign); !ann {
					r.add(up)
				}
			}
		}
	}
	return false
}

// isTarget reports a binding that a loop's head makes.
func isTarget(b *index.Binding) bool { return b.Kind == index.BindFor }

func (r *reach) tryPart(body []ast.Stmt, handlers []*ast.ExceptHandler, orelse, final []ast.Stmt, child ast.Node) bool {
	switch {
	case inBody(body, child):
		return false
	case inBody(orelse, child):
		return r.through(body)
	case inBody(final, child):
		r.inside(body)
		for _, h := range handlers {
			r.within(h)
		}
		r.inside(orelse)
		return false
	}
	r.inside(body) // in a handler
	return false
}

func inBody(body []ast.Stmt, child ast.Node) bool {
	for _, s := range body {
		if ast.Node(s) == child {
			return true
		}
	}
	return false
}

// before goes back over the statements in front of list[i]; true when one of
// them is sure to bind the name.
func (r *reach) before(list []ast.Stmt, i int) bool {
	for j := i - 1; j >= 0; j-- {
		if r.over(list[j]) {
			return true
		}
	}
	return false
}

// through is before, from the end of a list.
func (r *reach) through(list []ast.Stmt) bool { return r.before(list, len(list)) }

// over goes back over one statement that control has run through.
func (r *reach) over(s ast.Stmt) bool {
	if !r.binds(s) {
		return false
	}
	switch s := s.(type) {
	case *ast.If:
		r.add(s)
		body := endsFlow(s.Body) || r.through(s.Body)
		orelse := endsFlow(s.Orelse) || r.through(s.Orelse)
		return body && orelse
	case *ast.For, *ast.AsyncFor, *ast.While:
		r.within(s)
		return false
	case *ast.With:
		r.within(s)
		return r.at(s, isAny) && !r.bindsIn(s.Body)
	case *ast.AsyncWith:
		r.within(s)
		return r.at(s, isAny) && !r.bindsIn(s.Body)
	case *ast.Try:
		return r.overTry(s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *ast.TryStar:
		return r.overTry(s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *ast.Match:
		r.within(s)
		return false
	case *ast.Assign, *ast.AnnAssign, *ast.AugAssign, *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Import, *ast.ImportFrom, *ast.Delete, *ast.TypeAlias:
		if !r.at(s, isMade) {
			return false
		}
		r.add(s)
		return r.at(s, isSure)
	}
	r.within(s)
	return false
}

func isAny(*index.Binding) bool { return true }

// isMade reports a binding that is more than the declaration of one.
func isMade(b *index.Binding) bool { return b.Kind != index.BindDeclare }

// isSure reports a binding that the statement makes whatever happens in it.
func isSure(b *index.Binding) bool {
	_, walrus := b.Stmt.(*ast.NamedExpr)
	return !walrus
}

func (r *reach) overTry(body []ast.Stmt, handlers []*ast.ExceptHandler, orelse, final []ast.Stmt) bool {
	if r.bindsIn(final) && r.through(final) {
		return true
	}
	done := r.bindsIn(orelse) && r.through(orelse) || r.through(body)
	for _, h := range handlers {
		if endsFlow(h.Body) {
			continue
		}
		if r.through(h.Body) {
			continue
		}
		done = false
		r.inside(body)
	}
	return done
}

func (r *reach) binds(n ast.Node) bool {
	for _, holder := range r.holders {
		if holder != nil && isWithin(holder, n) {
			return true
		}
	}
	return false
}

func isWithin(inner, n ast.Node) bool {
	return inner == n || inner.Pos() >= n.Pos() && inner.End() <= n.End()
}

func (r *reach) bindsIn(list []ast.Stmt) bool {
	for _, s := range list {
		if r.binds(s) {
			return true
		}
	}
	return false
}

// within adds every binding in a node.
func (r *reach) within(n ast.Node) {
	for i, holder := range r.holders {
		if holder != nil && isWithin(holder, n) {
			r.found = append(r.found, i)
		}
	}
}

func (r *reach) inside(list []ast.Stmt) {
	for _, s := range list {
		r.within(s)
	}
}

// endsFlow reports statements that control does not run off the end of.
func endsFlow(list []ast.Stmt) bool {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.Return, *ast.Raise, *ast.Break, *ast.Continue:
			return true
		case *ast.If:
			if len(s.Orelse) > 0 && endsFlow(s.Body) && endsFlow(s.Orelse) {
				return true
			}
		case *ast.With:
			// may swallow what its body raises
			if len(s.Body) > 0 {
				if _, ok := s.Body[len(s.Body)-1].(*ast.Return); ok {
					return true
				}
			}
		}
	}
	return false
}
