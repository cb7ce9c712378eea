package infer

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// reaching picks, of the bindings of a name in block, those that may have been
// the last before the use x. Where that is not certain it keeps too many: all
// of them, when the name is also bound from nested functions.
func reaching(m *index.Module, x ast.Node, block *index.Block, all []index.Binding) []index.Binding {
	r := &reach{m: m, at: map[ast.Node][]index.Binding{}}
	for _, b := range all {
		if b.Kind == index.BindParam {
			r.entry = append(r.entry, b)
			continue
		}
		holder := r.statement(b)
		if holder == nil || m.BlockAt(holder) != block {
			return all
		}
		r.at[holder] = append(r.at[holder], b)
	}
	if !r.climb(x, block.Node) {
		r.found = append(r.found, r.entry...)
	}
	if len(r.found) == 0 {
		return all
	}
	// In source order, each once.
	var out []index.Binding
	for _, b := range all {
		for _, f := range r.found {
			if f.Node == b.Node {
				out = append(out, b)
				break
			}
		}
	}
	return out
}

type reach struct {
	m     *index.Module
	at    map[ast.Node][]index.Binding // by the statement, clause or walrus that binds
	entry []index.Binding              // parameters
	found []index.Binding
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
				r.all(up) // an earlier turn of the loop
				if inBody(s.Body, child) && len(r.own(up)) > 0 {
					return true // the target
				}
			}
		case *ast.AsyncFor:
			if child != ast.Node(s.Iter) {
				r.all(up)
				if inBody(s.Body, child) && len(r.own(up)) > 0 {
					return true
				}
			}
		case *ast.While:
			r.all(up)
		case *ast.With, *ast.AsyncWith:
			if _, item := child.(*ast.WithItem); !item && len(r.at[up]) > 0 {
				r.found = append(r.found, r.at[up]...)
				return true
			}
		case *ast.If:
			if child != ast.Node(s.Test) {
				r.found = append(r.found, r.at[up]...) // a walrus in the test
			}
		case *ast.Try:
			if r.tryPart(s.Body, s.Handlers, s.Orelse, s.Finalbody, child) {
				return true
			}
		case *ast.TryStar:
			if r.tryPart(s.Body, s.Handlers, s.Orelse, s.Finalbody, child) {
				return true
			}
		case *ast.ExceptHandler:
			if own := r.at[up]; len(own) > 0 {
				r.found = append(r.found, own...)
				return true
			}
		case *ast.MatchCase:
			if own := r.at[up]; len(own) > 0 {
				r.found = append(r.found, own...)
				return true
			}
		case ast.Stmt:
			// A walrus or a target in the very statement of the use: which
			// comes first is not looked into.
			if _, assign := up.(*ast.Assign); !assign {
				if _, ann := up.(*ast.AnnAssign); !ann {
					r.found = append(r.found, r.at[up]...)
				}
			}
		}
	}
	return false
}

// own are the bindings that a loop's head makes.
func (r *reach) own(loop ast.Node) []index.Binding {
	var out []index.Binding
	for _, b := range r.at[loop] {
		if b.Kind == index.BindFor {
			out = append(out, b)
		}
	}
	return out
}

func (r *reach) tryPart(body []ast.Stmt, handlers []*ast.ExceptHandler, orelse, final []ast.Stmt, child ast.Node) bool {
	switch {
	case inBody(body, child):
		return false
	case inBody(orelse, child):
		return r.through(body)
	case inBody(final, child):
		r.inside(body)
		for _, h := range handlers {
			r.all(h)
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
		r.found = append(r.found, r.at[s]...)
		body := endsFlow(s.Body) || r.through(s.Body)
		orelse := endsFlow(s.Orelse) || r.through(s.Orelse)
		return body && orelse
	case *ast.For, *ast.AsyncFor, *ast.While:
		r.all(s)
		return false
	case *ast.With:
		r.all(s)
		return len(r.at[s]) > 0 && !r.bindsIn(s.Body)
	case *ast.AsyncWith:
		r.all(s)
		return len(r.at[s]) > 0 && !r.bindsIn(s.Body)
	case *ast.Try:
		return r.overTry(s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *ast.TryStar:
		return r.overTry(s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *ast.Match:
		r.all(s)
		return false
	case *ast.Assign, *ast.AnnAssign, *ast.AugAssign, *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Import, *ast.ImportFrom, *ast.Delete, *ast.TypeAlias:
		if only := r.at[s]; len(only) == 1 && only[0].Kind == index.BindDeclare {
			return false
		}
		r.found = append(r.found, r.at[s]...)
		for _, b := range r.at[s] {
			if _, walrus := b.Stmt.(*ast.NamedExpr); !walrus {
				return true
			}
		}
		return false
	}
	r.all(s)
	return false
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
	if len(r.at[n]) > 0 {
		return true
	}
	for holder := range r.at {
		if holder.Pos() >= n.Pos() && holder.End() <= n.End() {
			return true
		}
	}
	return false
}

func (r *reach) bindsIn(list []ast.Stmt) bool {
	for _, s := range list {
		if r.binds(s) {
			return true
		}
	}
	return false
}

// all adds every binding in a node.
func (r *reach) all(n ast.Node) {
	for holder, list := range r.at {
		if holder.Pos() >= n.Pos() && holder.End() <= n.End() {
			r.found = append(r.found, list...)
		}
	}
}

func (r *reach) inside(list []ast.Stmt) {
	for _, s := range list {
		r.all(s)
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
