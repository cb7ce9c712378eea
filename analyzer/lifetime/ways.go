package lifetime

import (
	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/syntax/ast"
)

// thrown are the states in which an exception may come out of n.
func (s *search) thrown(n *flow.Node, st state) []state {
	if n.Kind == flow.Step {
		return []state{st} // see take
	}
	out := []state{st}
	for _, o := range s.f.at(n) {
		if o.kind != opLeave && (o.name < 0 || !s.f.holds(st, o.name)) {
			continue
		}
		switch o.kind {
		case opClose, opGuard, opEscape, opReturn, opShare, opLeave:
			next, _ := s.do(o, st)
			next.guard = next.guard || o.kind == opGuard // a with that is not entered has no Leave
			return []state{next}
		case opAdvance, opExhaust, opThrow, opMix:
			// An exception out of the generator ends it. One from beside it
			// finds it suspended.
			next, _ := s.do(o, st)
			end := next
			end.st = max(end.st, finished)
			out = []state{end}
			if o.kind == opExhaust && o.closes && st.st == suspended {
				next.st = suspended // what the helper does first has raised
				out = append(out, next)
			} else if st.st < finished && !isWhole(n.Ast, o.at) && s.f.a.raisesBeside(s.f.m, n, o.at) {
				next.st = suspended
				out = append(out, next)
			}
		}
	}
	return out
}

// failing are the states in which an assert may fail. One whose test calls something
// may raise for another reason.
func (s *search) failing(stmt *ast.Assert, states []state) []state {
	if s.f.a.raisesIn(s.f.m, stmt.Test, nil) {
		return states
	}
	var out []state
	for _, st := range states {
		if st, may := s.f.assume(stmt.Test, false, st); may {
			out = append(out, st)
		}
	}
	return out
}

// evaluated is the expression that a simple statement is about, or nil.
func evaluated(stmt ast.Node) ast.Expr {
	switch s := stmt.(type) {
	case *ast.ExprStmt:
		return s.Value
	case *ast.Assign:
		return s.Value
	case *ast.AnnAssign:
		return s.Value
	case *ast.Return:
		return s.Value
	}
	return nil
}

// isWhole reports that a statement does nothing that can raise but run the
// generator: "await anext(gen)", "x = await anext(gen)".
func isWhole(stmt, at ast.Node) bool {
	value := evaluated(stmt)
	if c, ok := at.(*ast.Comprehension); ok {
		switch x := value.(type) {
		case *ast.ListComp:
			return isPlain(x.Elt) && len(c.Ifs) == 0
		case *ast.SetComp:
			return isPlain(x.Elt) && len(c.Ifs) == 0
		}
		return false
	}
	a, ok := value.(*ast.Await)
	return ok && (ast.Node(a.Value) == at || isPlainCallOf(a.Value, at))
}

func isPlain(x ast.Expr) bool {
	switch x.(type) {
	case *ast.Name, *ast.Constant:
		return true
	}
	return false
}

func isPlainCallOf(x ast.Expr, at ast.Node) bool {
	call, ok := x.(*ast.Call)
	return ok && len(call.Args) > 0 && ast.Node(call.Args[0]) == at
}

// end is a way that has come to the end of the function.
func (s *search) end(at int32, st state, raised bool) {
	if s.mode == closing && s.site.param >= 0 {
		if s.isShut(at) {
			s.site.ends.shut |= 1 << st.st
			s.site.ends.guarded = s.site.ends.guarded || st.guard
		}
		return
	}
	if raised {
		s.site.ends.thrown |= 1 << st.st
	} else {
		s.site.ends.normal |= 1 << st.st
		s.site.ends.guarded = s.site.ends.guarded || st.guard
	}
	if st.st == suspended && !st.guard {
		s.left(at, nil, false)
	}
}

// isShut reports a way on which the function was closed at a yield.
func (s *search) isShut(at int32) bool {
	for ; at >= 0; at = s.steps[at].from {
		if e := s.steps[at].edge; e.Kind == flow.Close && e.Thrown {
			return true
		}
	}
	return false
}

// left notes a way on which the generator is left open, and remembers the
// first of them whole.
func (s *search) left(at int32, n *flow.Node, dropped bool) {
	if s.site.param >= 0 || s.mode != asWritten && !s.throws(at) {
		return
	}
	if s.f.m.Mentions("raise AssertionError") && s.fails(at) {
		return
	}
	s.open = append(s.open, at)
	if s.way != nil {
		return
	}
	w := &Way{Dropped: dropped}
	if w.Leaves, w.Closed, w.Ended = s.leaves(at); n != nil {
		w.Leaves, w.Closed, w.Ended = n.Ast, false, false
	}
	for ; at >= 0 && s.steps[at].from >= 0 && w.Resumed == nil; at = s.steps[at].from {
		here := s.steps[at]
		s.byEnd = s.byEnd || here.edge.Kind == flow.Raise && here.edge.Thrown
		before := s.steps[here.from]
		from := s.f.g.Nodes[before.node]
		if here.st == suspended && (before.st != suspended || s.iterates(from, before.state) || s.advances(from, here.state)) {
			w.Resumed = from.Ast
			for _, o := range s.f.at(from) {
				if (o.kind == opAdvance || o.kind == opMix) && s.f.holds(here.state, o.name) {
					w.Resumed = o.at
				}
			}
		} else if from.Kind == flow.Stmt && (here.edge.Kind == flow.True || here.edge.Kind == flow.False) {
			w.Tests = append([]Test{{from.Ast, here.edge.Kind == flow.True}}, w.Tests...)
		}
	}
	s.way = w
}

// fails reports a way that ends by "raise AssertionError", which a test does when it
// has failed.
func (s *search) fails(at int32) bool {
	leaves, _, _ := s.leaves(at)
	raise, ok := leaves.(*ast.Raise)
	if !ok {
		return false
	}
	x := raise.Exc
	if call, ok := x.(*ast.Call); ok {
		x = call.Func
	}
	return isNamed(x, "AssertionError")
}

// markExits notes the jumps and closings on all the ways that leave the
// generator open: backwards from where they end, up to where it was resumed
// last or something raised. What jumped before that did not leave it open.
func (s *search) markExits() {
	if s.site.Exits == nil {
		s.site.Exits = map[ast.Node]bool{}
	}
	marked := map[int32]bool{}
	for work := s.open; len(work) > 0; {
		at := work[len(work)-1]
		work = work[:len(work)-1]
		if marked[at] {
			continue
		}
		marked[at] = true
		back := s.merged[at]
		if first := s.steps[at]; first.from >= 0 {
			back = append(back, arrival{first.from, first.edge})
		}
		for _, b := range back {
			before := s.steps[b.from].state
			from := s.f.g.Nodes[before.node]
			if s.steps[at].st == suspended && s.inLoop(before) && (isJump(from.Ast) || isExit(from, b.edge) || b.edge.Kind == flow.Close && b.edge.Thrown) {
				s.site.Exits[from.Ast] = true
			}
			if !b.edge.Thrown && !s.iterates(from, before) && !s.advances(from, s.steps[at].state) {
				work = append(work, b.from)
			}
		}
	}
}

// inLoop reports that a loop runs over the generator.
func (s *search) inLoop(st state) bool {
	in := false
	s.f.eachLoop(st, func(_ int, at ast.Node) {
		_, ok := at.(*ast.AsyncFor)
		in = in || ok
	})
	return in
}

// leaves is the last statement on the way to a step that jumped, raised or was
// closed at a yield, or at which another generator ended; nil where control just
// came to the end.
func (s *search) leaves(at int32) (n ast.Node, closed, ended bool) {
	for ; at >= 0 && s.steps[at].from >= 0; at = s.steps[at].from {
		here := s.steps[at]
		from := s.f.g.Nodes[s.steps[here.from].node]
		switch here.edge.Kind {
		case flow.Return, flow.Raise, flow.Break, flow.Exception, flow.Cancel, flow.Close:
			if from.Ast != nil && (here.edge.Thrown || isJump(from.Ast) || isExit(from, here.edge)) {
				return from.Ast, here.edge.Kind == flow.Close && here.edge.Thrown, here.edge.Kind == flow.Raise && here.edge.Thrown
			}
		}
	}
	return nil, false, false
}

// iterates reports the step of a loop that holds the generator.
func (s *search) iterates(n *flow.Node, st state) bool {
	id, ok := s.f.loops[n.Ast]
	return ok && n.Kind == flow.Step && s.f.holds(st, id)
}

func (s *search) advances(n *flow.Node, st state) bool {
	for _, o := range s.f.at(n) {
		if (o.kind == opAdvance || o.kind == opMix) && s.f.holds(st, o.name) {
			return true
		}
	}
	return false
}

// throws reports a way on which something raised while the generator was
// suspended.
func (s *search) throws(at int32) bool {
	for ; at >= 0; at = s.steps[at].from {
		if !s.steps[at].edge.Kind.Explicit() && s.steps[at].st == suspended {
			return true
		}
	}
	return false
}

func isJump(n ast.Node) bool {
	switch n.(type) {
	case *ast.Return, *ast.Raise, *ast.Break:
		return true
	}
	return false
}

// isExit reports a call that raises SystemExit: sys.exit().
func isExit(from *flow.Node, e flow.Edge) bool {
	_, call := from.Ast.(*ast.ExprStmt)
	return call && e.Kind == flow.Raise && from.Kind == flow.Stmt
}

// mayCatch reports a generator with handlers around a yield, which may go on
// after an exception that is thrown into it.
func (s *search) mayCatch() bool {
	if s.site.param >= 0 {
		return false // who throws into what it is given expects it to end
	}
	if len(s.site.Value.Makers()) == 0 {
		return true
	}
	for _, maker := range s.site.Value.Makers() {
		for _, y := range maker.Yields {
			for at := maker.Module.Parent(y); at != nil && at != ast.Node(maker.Node); at = maker.Module.Parent(at) {
				switch t := at.(type) {
				case *ast.Try:
					if len(t.Handlers) > 0 {
						return true
					}
				case *ast.TryStar, *ast.With, *ast.AsyncWith, *ast.AsyncFor:
					return true
				}
			}
		}
	}
	return false
}
