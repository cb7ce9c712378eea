package lifetime

import (
	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/syntax/ast"
)

// state is where the search is: at a node, with one generator. Equal states
// need no second visit.
type state struct {
	node  int32
	st    status
	guard bool   // something will close it when its time comes
	names uint32 // the names that hold it
	facts uint64
}

type status uint8

const (
	unmade status = iota
	created
	suspended // at a yield
	finished
	closed
	gone // out of sight, or dropped after its end: nothing more to learn
)

// ends are the states in which ways end, as bits by status.
type ends struct {
	normal, thrown uint8
	escaped        bool
	returned       bool
}

// maxStates bounds the search for one site. What is not decided by then is not
// reported.
const maxStates = 20_000

// step is a state in the order of discovery, and the one it came from.
type step struct {
	state
	from int32 // -1 for the first
	edge flow.Edge
}

// search is one run over the ways of a function for one site.
type search struct {
	f        *function
	site     *Site
	implicit bool // exceptions and cancellation while the generator lives are followed too

	steps  []step
	seen   map[state]bool
	work   []int32
	way    *Way
	capped bool

	again map[ast.Node]uint8 // by loop: the states at its beginning, as bits
	busy  bool               // resumed, closed or out of sight somewhere
}

// follow finds out what becomes of a site.
func (f *function) follow(site *Site) {
	s := f.newSearch(site, false)
	s.run()
	if s.capped {
		site.Escapes = true
		return
	}
	site.Left = s.way
	site.Idle = !s.busy && !site.Escapes
	for at, states := range s.again {
		if states&^(1<<finished|1<<closed) == 0 {
			site.Again = append(site.Again, at)
		}
	}
	if site.Left != nil {
		return
	}
	s = f.newSearch(site, true)
	s.run()
	if !s.capped {
		site.Thrown = s.way
	}
}

func (f *function) newSearch(site *Site, implicit bool) *search {
	return &search{f: f, site: site, implicit: implicit, seen: map[state]bool{}, again: map[ast.Node]uint8{}}
}

func (s *search) run() {
	first := state{node: int32(s.f.g.Entry.ID)}
	if s.site.param >= 0 {
		first.st = suspended
		first.names = 1 << s.f.names[s.f.fn.Positional()[s.site.param].Arg]
	}
	s.visit(first, -1, flow.Edge{})
	for len(s.work) > 0 && !s.capped {
		// First in, first out: the way that is found is a short one.
		at := s.work[0]
		s.work = s.work[1:]
		s.expand(at)
	}
}

func (s *search) visit(to state, from int32, e flow.Edge) {
	if to.st == gone || s.seen[to] {
		return
	}
	if len(s.steps) >= maxStates {
		s.capped = true
		return
	}
	s.seen[to] = true
	s.steps = append(s.steps, step{to, from, e})
	s.work = append(s.work, int32(len(s.steps)-1))
}

func (s *search) expand(at int32) {
	here := s.steps[at].state
	n := s.f.g.Nodes[here.node]
	switch n.Kind {
	case flow.Exit, flow.Raised:
		s.end(at, here, n.Kind == flow.Raised)
		return
	}
	after := s.apply(n, here, at)
	for _, e := range n.Succ {
		if e.Kind == flow.Close {
			continue
		}
		if !e.Kind.Explicit() && here.st != unmade && !s.implicit {
			continue
		}
		states := after
		if e.Thrown {
			if here.st != unmade && n.Kind == flow.Stmt && !s.f.likely(n) {
				continue
			}
			states = s.thrown(n, here)
		}
		for _, to := range states {
			if to, ok := s.take(n, e, to); ok {
				to.node = int32(e.To.ID)
				s.visit(to, at, e)
			}
		}
	}
}

// take refines a state by the edge it leaves n on.
func (s *search) take(n *flow.Node, e flow.Edge, to state) (state, bool) {
	if n.Kind == flow.Stmt && (e.Kind == flow.True || e.Kind == flow.False) {
		switch stmt := n.Ast.(type) {
		case *ast.If:
			return s.f.assume(stmt.Test, e.Kind == flow.True, to)
		case *ast.While:
			return s.f.assume(stmt.Test, e.Kind == flow.True, to)
		}
	}
	if n.Kind == flow.Step {
		if loop, ok := n.Ast.(*ast.AsyncFor); ok {
			if id := s.f.holder(loop.Iter); id >= 0 && to.holds(id) {
				s.note(&s.site.Loops, loop)
				switch e.Kind {
				case flow.Iterate:
					if to.st == finished || to.st == closed {
						return to, false // it has no more items
					}
					to.st = suspended
				case flow.Exhausted:
					to.st = max(to.st, finished)
				default: // what it raises itself ends it
					to.st = max(to.st, finished)
				}
			}
		}
	}
	return to, true
}

func (s *search) note(list *[]*ast.AsyncFor, loop *ast.AsyncFor) {
	s.busy = true
	for _, have := range *list {
		if have == loop {
			return
		}
	}
	*list = append(*list, loop)
}

func (s state) holds(id int) bool { return s.st != unmade && s.names&(1<<id) != 0 }

// apply is what running n to its end makes of a state. It is several states
// where the value bound is a generator only sometimes.
func (s *search) apply(node *flow.Node, st state, at int32) []state {
	out := []state{st}
	for _, o := range s.f.at(node) {
		for i, n := 0, len(out); i < n; i++ {
			next, other := s.do(o, out[i])
			if next.st == suspended && next.names == 0 && !next.guard {
				s.left(at, node, true)
				next.st = gone
			} else if next.names == 0 && next.st != unmade {
				next.st = gone
			}
			out[i] = next
			if other != nil {
				out = append(out, *other)
			}
		}
	}
	return out
}

// do is one op.
func (s *search) do(o op, st state) (next state, other *state) {
	switch o.kind {
	case opMake:
		if o.site == s.site && st.st == unmade {
			if mayBeNothing(s.site.Expr) {
				not := st
				other = &not
			}
			st.st = created
			st.names = 0
		}
		if o.name < 0 {
			if o.site == s.site && st.st == created && st.names == 0 {
				return s.escape(st), other
			}
			return st, other
		}
		if o.site == s.site && st.st == created && (st.names == 0 || sameMoment(s, st)) {
			st.names |= 1 << o.name
		} else {
			st.names &^= 1 << o.name
		}
		return s.f.assigned(st, s.f.nameOf(o.name), nil), other
	case opAlias:
		had := st.holds(o.from)
		st = s.f.assigned(st, o.text, nil)
		if had {
			st.names |= 1 << o.name
		} else {
			st.names &^= 1 << o.name
		}
		return st, nil
	case opClear:
		st = s.f.assigned(st, o.text, o.value)
		if o.name >= 0 {
			st.names &^= 1 << o.name
		}
		return st, nil
	}
	if !st.holds(o.name) {
		return st, nil
	}
	switch o.kind {
	case opIterate:
		s.again[o.at] |= 1 << st.st
		s.busy = true
	case opAdvance:
		s.busy = true
		s.add(&s.site.Advances, o.at)
		if st.st == created || st.st == suspended {
			st.st = suspended
		}
	case opExhaust:
		s.busy = true
		if _, ok := o.at.(*ast.Comprehension); ok {
			s.again[o.at] |= 1 << st.st
		}
		if st.st < finished {
			st.st = finished
		}
	case opClose:
		s.busy = true
		s.add(&s.site.Closers, o.at)
		st.st = closed
		st.guard = false
	case opGuard:
		s.busy = true
		s.add(&s.site.Closers, o.at)
		st.guard = true
	case opShare:
		s.busy = true
		s.site.Escapes = true
		st.guard = true
		if call, ok := o.at.(*ast.Call); ok {
			s.share(call)
		}
	case opReturn:
		s.busy = true
		s.site.ends.returned = true
		s.site.Escapes = true
		st.st = gone
		return st, nil
	case opEscape:
		return s.escape(st), nil
	}
	return st, nil
}

// sameMoment reports that the generator has just been made by this very
// statement, for "a = b = agen()".
func sameMoment(s *search, st state) bool {
	assign, ok := s.site.Stmt.(*ast.Assign)
	return ok && len(assign.Targets) > 1 && st.st == created
}

func (s *search) escape(st state) state {
	s.busy = true
	s.site.Escapes = true
	s.site.ends.escaped = true
	st.st = gone
	return st
}

func (s *search) add(list *[]ast.Node, n ast.Node) {
	for _, have := range *list {
		if have == n {
			return
		}
	}
	*list = append(*list, n)
}

func (s *search) share(call *ast.Call) {
	for _, have := range s.site.Shared {
		if have == call {
			return
		}
	}
	s.site.Shared = append(s.site.Shared, call)
}

// thrown are the states in which an exception may come out of n.
func (s *search) thrown(n *flow.Node, st state) []state {
	if n.Kind == flow.Step {
		return []state{st} // see take
	}
	out := []state{st}
	for _, o := range s.f.at(n) {
		if o.name < 0 || !st.holds(o.name) {
			continue
		}
		switch o.kind {
		case opClose, opGuard, opEscape, opReturn, opShare:
			next, _ := s.do(o, st)
			return []state{next}
		case opAdvance, opExhaust:
			// An exception out of the generator ends it. One from beside it
			// finds it suspended.
			next, _ := s.do(o, st)
			end := next
			end.st = max(end.st, finished)
			out = []state{end}
			if !isWhole(n.Ast, o.at) {
				next.st = suspended
				out = append(out, next)
			}
		}
	}
	return out
}

// isWhole reports that a statement does nothing that can raise but run the
// generator: "await anext(gen)", "x = await anext(gen)".
func isWhole(stmt, at ast.Node) bool {
	var value ast.Expr
	switch s := stmt.(type) {
	case *ast.ExprStmt:
		value = s.Value
	case *ast.Assign:
		value = s.Value
	case *ast.AnnAssign:
		value = s.Value
	case *ast.Return:
		value = s.Value
	}
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
	if raised {
		s.site.ends.thrown |= 1 << st.st
	} else {
		s.site.ends.normal |= 1 << st.st
	}
	if st.st == suspended && !st.guard {
		s.left(at, nil, false)
	}
}

// left remembers the first way on which the generator is left open.
func (s *search) left(at int32, n *flow.Node, dropped bool) {
	if s.way != nil || s.site.param >= 0 {
		return
	}
	if s.implicit && !s.throws(at) {
		return
	}
	w := &Way{Dropped: dropped}
	if n != nil {
		w.Leaves = n.Ast
	}
	for ; at >= 0; at = s.steps[at].from {
		here := s.steps[at]
		if here.from < 0 {
			break
		}
		before := s.steps[here.from]
		from := s.f.g.Nodes[before.node]
		if w.Leaves == nil {
			switch here.edge.Kind {
			case flow.Return, flow.Raise, flow.Break, flow.Exception, flow.Cancel:
				if from.Ast != nil && (here.edge.Thrown || isJump(from.Ast)) {
					w.Leaves = from.Ast
				}
			}
		}
		if here.st == suspended && (before.st != suspended || from.Kind == flow.Step || s.advances(from)) && w.Resumed == nil {
			w.Resumed = from.Ast
			for _, o := range s.f.at(from) {
				if o.kind == opAdvance {
					w.Resumed = o.at
				}
			}
		}
		if w.Resumed == nil && from.Kind == flow.Stmt && (here.edge.Kind == flow.True || here.edge.Kind == flow.False) {
			w.Tests = append([]Test{{from.Ast, here.edge.Kind == flow.True}}, w.Tests...)
		}
	}
	s.way = w
}

func (s *search) advances(n *flow.Node) bool {
	for _, o := range s.f.at(n) {
		if o.kind == opAdvance {
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

func (f *function) nameOf(id int) string {
	for name, have := range f.names {
		if have == id {
			return name
		}
	}
	return ""
}
