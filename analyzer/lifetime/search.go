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
	task  bool   // a task over it has been made
	ran   uint8  // by bit, the loops over containers that have begun a round
	got   uint8  // what its resumption in this very statement has given, see gotten
	names uint64 // the names that hold it and the loops that run over it, see holders
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
	shut           uint8 // the same where the function, a generator, was closed at a yield
	guarded        bool  // on some way something else will close it
}

// maxStates bounds the search for one site. What is not decided by then is not
// reported. Where a loop alone holds the generator, little depends on the tests
// before it, and what takes long is followed without them.
const (
	maxStates     = 20_000
	maxLoopStates = 5_000
)

// step is a state in the order of discovery, and the one it came from.
type step struct {
	state
	from int32 // -1 for the first
	edge flow.Edge
}

// mode says what may happen while the generator lives.
type mode uint8

const (
	asWritten mode = iota // what the text shows
	closing               // and GeneratorExit at a yield
	throwing              // and exceptions, and cancellation at an await
)

// arrival is one way to come to a step.
type arrival struct {
	from int32
	edge flow.Edge
}

// search is one run over the ways of a function for one site.
type search struct {
	f    *function
	site *Site
	mode mode

	steps  []step
	seen   map[state]int32     // nil while there are few steps
	merged map[int32][]arrival // further ways to a step than its own
	open   []int32             // the steps at which the generator is left open
	work   []int32
	way    *Way
	capped bool
	most   int     // states
	seeds  []state // where it begins, if not at the entry

	again map[ast.Node]uint8 // by loop: the states at its beginning, as bits
	early map[ast.Node]uint8 // by asend: likewise
	byEnd bool               // the end of another generator leads to where it is left open
	asked bool               // what a helper returned tells whether it has ended
	gives []Result           // what the function returns, where the site is a parameter
	made  bool               // somewhere
	busy  bool               // resumed, closed or out of sight somewhere
	once  *bool              // see yieldsOnce; nil until it is asked for
}

// follow finds out what becomes of a site.
func (f *function) follow(site *Site) {
	f.holders.reset()
	s := f.newSearch(site, asWritten)
	s.run()
	if s.capped {
		// Most of the states tell outcomes of tests apart. Where nothing closes
		// the generator, they decide little.
		decided := f.facts
		defer func() { f.facts = decided }()
		f.facts = facts{}
		s = f.newSearch(site, asWritten)
		s.run()
		if s.capped || s.asked || len(site.Closers) > 0 {
			site.Left, site.Exits, site.Escapes, site.Unknown = nil, nil, true, true
			return
		}
	}
	site.Left = s.way
	site.Idle = s.made && !s.busy && !site.Escapes
	for at, states := range s.again {
		if states&^(1<<finished|1<<closed) == 0 {
			site.Again = append(site.Again, at)
		}
		if states&(1<<finished|1<<closed) != 0 {
			site.Refound = append(site.Refound, at)
		}
	}
	for at, states := range s.early {
		if call, ok := at.(*ast.Call); ok && states == 1<<created && isSend(call) {
			site.Early = append(site.Early, call)
		}
	}
	generator := f.fn.IsAsyncGenerator() && !isFixture(f.fn)
	if site.Left != nil && !(generator && s.byEnd) {
		return
	}
	if generator {
		s = f.newSearch(site, closing)
		s.run()
		if !s.capped {
			site.Closed = s.way
		}
		if site.Left != nil && site.Closed == nil {
			return
		}
		site.Left = nil // being closed is what is sure to come
	}
	s = f.newSearch(site, throwing)
	s.run()
	// What comes after a loop that only an exception ends is reached in this way.
	site.Idle = site.Idle && !s.busy && !s.capped
	if !s.capped {
		site.Thrown = s.way
	}
}

// note adds the state that a generator is in to those it has at a place.
func note(states *map[ast.Node]uint8, at ast.Node, st state) {
	if *states == nil {
		*states = map[ast.Node]uint8{}
	}
	(*states)[at] |= 1 << st.st
}

// isSend reports "gen.asend(x)".
func isSend(call *ast.Call) bool {
	a, ok := call.Func.(*ast.Attribute)
	return ok && a.Attr == "asend" && len(call.Args) == 1
}

func (f *function) newSearch(site *Site, m mode) *search {
	most := maxStates
	if site.Loop != nil && len(f.facts.atoms) > 0 {
		most = maxLoopStates
	}
	return &search{f: f, site: site, mode: m, most: most, seeds: f.seedsOf(site, m), merged: map[int32][]arrival{}}
}

func (s *search) run() {
	first := state{node: int32(s.f.g.Entry.ID)}
	if s.site.param >= 0 {
		first.st = created
		first = s.hold(first, s.f.names[s.f.followed])
		first = s.f.withGiven(first)
	}
	if s.seeds == nil {
		s.visit(first, -1, flow.Edge{})
	}
	for _, seed := range s.seeds {
		s.visit(seed, -1, flow.Edge{})
	}
	for len(s.work) > 0 && !s.capped {
		// First in, first out: the way that is found is a short one.
		at := s.work[0]
		s.work = s.work[1:]
		s.expand(at)
	}
	s.f.work += len(s.steps)
	s.markExits()
}

func (s *search) visit(to state, from int32, e flow.Edge) {
	if to.st == gone || to.st == unmade && s.seeds != nil && from >= 0 {
		return
	}
	to.facts = s.f.facts.keep(to)
	if at, ok := s.stepOf(to); ok {
		s.merged[at] = append(s.merged[at], arrival{from, e})
		return
	}
	if len(s.steps) >= s.most {
		s.capped = true
		return
	}
	s.steps = append(s.steps, step{to, from, e})
	switch at := len(s.steps) - 1; {
	case s.seen != nil:
		s.seen[to] = int32(at)
	case at == fewSteps:
		s.seen = make(map[state]int32, 4*fewSteps)
		for i := range s.steps {
			s.seen[s.steps[i].state] = int32(i)
		}
	}
	s.work = append(s.work, int32(len(s.steps)-1))
}

// fewSteps is how many steps are looked through for one of them. Most functions
// take fewer, and a map is what such a search would take longest for.
const fewSteps = 24

// stepOf is the step at which a state was come to.
func (s *search) stepOf(to state) (at int32, ok bool) {
	if s.seen != nil {
		at, ok = s.seen[to]
		return at, ok
	}
	for i := range s.steps {
		if s.steps[i].state == to {
			return int32(i), true
		}
	}
	return 0, false
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
	s.noteResult(n, after)
	for _, e := range n.Succ {
		if s.f.awaitsEnd && e.Thrown && e.Kind == flow.Exception && s.mode != throwing {
			if h := endHandler(e.To); h != nil {
				for _, to := range s.ended(n, here) {
					s.goOn(n, flow.Edge{To: h, Kind: flow.Raise, Thrown: true}, to, at)
				}
			}
		}
		if !s.follows(e, here) {
			continue
		}
		states := after
		if e.Thrown {
			if here.st != unmade && !s.f.likely(n) && (!isHandled(e.To) || s.f.entersScope(n) || s.f.leavesQuietly(n)) {
				continue
			}
			states = s.thrown(n, here)
			if stmt, ok := n.Ast.(*ast.Assert); ok && e.Kind == flow.Exception {
				states = s.failing(stmt, states)
			}
		}
		for _, to := range states {
			s.goOn(n, e, to, at)
		}
	}
}

// goOn follows one edge with one state.
func (s *search) goOn(n *flow.Node, e flow.Edge, from state, at int32) {
	states := []state{from}
	if loop, ok := n.Ast.(*ast.For); ok && n.Kind == flow.Step && !e.Thrown {
		if _, followed := s.f.loops[loop]; followed {
			states = s.pick(s.f.rounds[loop], e.Kind == flow.Iterate, from)
		}
	}
	if loop, ok := n.Ast.(*ast.For); ok && n.Kind == flow.Step && e.Kind == flow.Iterate && s.f.streams[loop] != nil {
		states = s.next(s.f.streams[loop], from)
	}
	for _, to := range states {
		to, ok := s.take(n, e, to)
		if !ok {
			continue
		}
		if to = s.leaveLoops(to, e.To); to.names == 0 && to.st != unmade {
			if to.st == suspended && !to.guard {
				s.steps = append(s.steps, step{to, at, e})
				s.left(int32(len(s.steps)-1), nil, false)
			}
			continue
		}
		if s.f.isOver(to, e.To) && s.site.param < 0 {
			if to.st == suspended && !to.guard {
				s.steps = append(s.steps, step{to, at, e})
				s.left(int32(len(s.steps)-1), nil, false)
			}
			continue
		}
		to.node = int32(e.To.ID)
		if _, inMatch := s.f.cases[e.To]; !inMatch {
			to.got = 0
		}
		s.visit(to, at, e)
	}
}

// isHandled reports that an exception gets to except clauses first: who wrote
// them believes in it.
func isHandled(to *flow.Node) bool {
	for _, e := range to.Succ {
		if e.To.Kind == flow.Handle {
			return true
		}
	}
	return false
}

// follows tells whether the mode of the search takes an edge. Before the
// generator is made, how control got there does not matter.
func (s *search) follows(e flow.Edge, here state) bool {
	switch {
	case e.Kind == flow.Raise && e.Maybe && e.To.Kind != flow.Handle && s.mode == asWritten && here.st != unmade:
		return false // something here may catch it: who wrote that believes it does
	case e.Kind.Explicit():
		return true
	case e.Kind == flow.Close:
		return s.mode == closing
	case here.st == unmade:
		return true
	}
	return s.mode == throwing
}

// take refines a state by the edge it leaves n on.
func (s *search) take(n *flow.Node, e flow.Edge, to state) (state, bool) {
	if n.Kind == flow.Stmt && (e.Kind == flow.True || e.Kind == flow.False) {
		switch stmt := n.Ast.(type) {
		case *ast.If:
			return s.f.assume(stmt.Test, e.Kind == flow.True, to)
		case *ast.While:
			if e.Kind == flow.False && s.f.finishesLoop(stmt.Test, to) {
				to.st = finished
			}
			return s.f.assume(stmt.Test, e.Kind == flow.True, to)
		}
	}
	if n.Kind == flow.Join && (e.Kind == flow.True || e.Kind == flow.False) {
		if c, ok := s.f.cases[n]; ok {
			return s.f.assumeCase(c, e.Kind == flow.True, to)
		}
	}
	if stmt, ok := n.Ast.(*ast.Assert); ok && n.Kind == flow.Stmt && !e.Thrown {
		return s.f.assume(stmt.Test, true, to)
	}
	if n.Kind == flow.Step {
		if loop, ok := n.Ast.(*ast.AsyncFor); ok {
			if id, ok := s.f.loops[loop]; ok && s.f.holds(to, id) {
				s.note(&s.site.Loops, loop)
				switch e.Kind {
				case flow.Iterate:
					if to.st == finished || to.st == closed {
						return to, false // it has no more items
					}
					to.st = suspended
				case flow.Exhausted:
					s.site.Ended = true
					to.st = max(to.st, finished)
				default: // what it raises itself ends it
					to.st = max(to.st, finished)
				}
			}
		}
	}
	return to, true
}

// leaveLoops takes the generator from the loops that a step to n leaves.
func (s *search) leaveLoops(st state, n *flow.Node) state {
	if st.ran != 0 {
		for loop, r := range s.f.rounds {
			if !n.In(loop) {
				st.ran &^= r.ran
			}
		}
	}
	s.f.eachLoop(st, func(id int, at ast.Node) {
		switch loop := at.(type) {
		case *ast.AsyncFor:
			if !n.In(loop) {
				st = s.f.drop(st, id)
			}
		case *ast.For:
			if !n.In(loop) {
				st = s.f.drop(st, id)
			}
		}
	})
	return st
}

// apply is what running n to its end makes of a state. It is several states
// where the value bound is a generator only sometimes.
func (s *search) apply(node *flow.Node, st state, at int32) []state {
	out := []state{st}
	for _, o := range s.f.at(node) {
		for i, n := 0, len(out); i < n; i++ {
			next, others := s.do(o, out[i])
			if next.st == suspended && next.names == 0 && !next.guard {
				s.left(at, node, true)
				next.st = gone
			} else if next.names == 0 && next.st != unmade {
				next.st = gone
			}
			out[i] = next
			out = append(out, others...)
		}
	}
	return out
}

// isNew reports the state in which the site's expression gives the generator.
func (s *search) isNew(st state) bool {
	return st.st == created || st.st == suspended && s.site.Value.Started()
}

// do is one op.
func (s *search) do(o op, st state) (next state, others []state) {
	switch o.kind {
	case opMake:
		if o.site == s.site && st.st == unmade {
			if s.site.perhaps {
				others = []state{st}
			}
			if s.site.test != nil {
				made, may := s.f.assume(s.site.test, s.site.holds, st)
				not, mayNot := s.f.assume(s.site.test, !s.site.holds, st)
				if !may {
					return not, nil
				}
				if st, others[0] = made, not; !mayNot {
					others = nil
				}
			}
			s.made = true
			st.st = created
			if s.site.Value.Started() {
				st.st = suspended
			}
			st.names = 0
		}
		if o.name < 0 {
			if o.site == s.site && s.isNew(st) && st.names == 0 {
				id, ok := s.f.loops[o.at]
				if !ok {
					return s.escape(st), others
				}
				st = s.hold(st, id)
			}
			return st, others
		}
		if o.site == s.site && s.isNew(st) && (st.names == 0 || sameMoment(s, st)) {
			st = s.hold(st, o.name)
		} else {
			st = s.f.drop(st, o.name)
		}
		return s.f.assigned(st, s.f.named[o.name], nil, -1), others
	case opAlias:
		had := s.f.holds(st, o.from)
		st = s.f.assigned(st, o.text, nil, -1)
		if had {
			return s.hold(st, o.name), nil
		}
		st = s.f.drop(st, o.name)
		if value, ok := o.at.(ast.Expr); ok {
			return s.f.copied(st, o.text, value)
		}
		return st, nil
	case opClear:
		st = s.f.assigned(st, o.text, o.value, o.part-1)
		if o.name >= 0 {
			st = s.f.drop(st, o.name)
		}
		if o.part > 0 {
			return st, nil
		}
		return s.f.copied(st, o.text, o.value)
	case opFill:
		st = st.forget(s.f.facts.reads[o.text])
		return s.f.learn(st, o.text, o.holds), nil
	}
	if o.kind == opLeave {
		if id, ok := s.f.loops[o.at]; ok && s.f.holds(st, id) {
			s.shut(st)
			st.st = closed
			st = s.f.drop(st, id)
		}
		return st, nil
	}
	if !s.f.holds(st, o.name) {
		return st, nil
	}
	switch o.kind {
	case opIterate:
		note(&s.again, o.at, st)
		s.busy = true
		s.nest(o.at, st)
		if id, ok := s.f.loops[o.at]; ok {
			st = s.hold(st, id) // the loop keeps it, whatever becomes of the name
		}
	case opAdvance:
		if o.tasked && s.mode == throwing {
			// What the task raises, or is cancelled by, ends the generator.
			st.guard = true
			return st, nil
		}
		s.busy = true
		note(&s.early, o.at, st)
		s.add(&s.site.Advances, o.at)
		if call, ok := o.at.(*ast.Call); ok && o.tasked {
			st = s.share(st, call)
		}
		if o.told != nil && !o.tasked {
			return s.tell(o, st)
		}
		switch {
		case st.st == suspended && !o.tasked && s.yieldsOnce():
			st.st = finished
		case st.st == created:
			st.st = suspended
		}
	case opHold:
		if id, ok := s.f.loops[o.at]; ok {
			st = s.hold(st, id)
		}
	case opTell:
		if st.st == created {
			st.st = suspended
		}
		return s.tell(o, st)
	case opForget:
		for _, have := range s.site.Dropped {
			if have == o.at {
				return st, nil
			}
		}
		s.site.Dropped = append(s.site.Dropped, o.at.(*ast.Call))
	case opMix:
		if o.tasked && s.mode == throwing {
			st.guard = true
			return st, nil
		}
		s.busy = true
		s.add(&s.site.Advances, o.at)
		if call, ok := o.at.(*ast.Call); ok && o.tasked {
			st = s.share(st, call)
			next = st
		}
		if o.told != nil {
			s.asked = true
			return s.tell(o, st)
		}
		if st.st >= finished {
			break // there is nothing left to do with it
		}
		first := true
		for end := created; end < gone; end++ {
			if o.ends&(1<<end) == 0 {
				continue
			}
			to := st
			if end != created {
				to.st = end
			}
			if first {
				next, first = to, false
			} else {
				others = append(others, to)
			}
		}
		return next, others
	case opThrow:
		s.busy = true
		s.add(&s.site.Advances, o.at)
		if st.st == created && s.site.param < 0 || st.st == suspended && (!s.mayCatch() || s.yieldsOnce()) {
			st.st = finished
		}
	case opExhaust:
		s.busy = true
		if o.closes {
			s.add(&s.site.Closers, o.at)
		}
		if _, ok := o.at.(*ast.Comprehension); ok || o.loops {
			note(&s.again, o.at, st)
		}
		if st.st < finished {
			s.site.Ended = true
			st.st = finished
		}
	case opClose:
		s.busy = true
		s.add(&s.site.Closers, o.at)
		if o.loops {
			note(&s.again, o.at, st)
		}
		s.shut(st)
		st.st = closed
		st.guard = false
	case opGuard:
		s.busy = true
		s.add(&s.site.Closers, o.at)
		if id, ok := s.f.loops[o.at]; ok {
			st = s.hold(st, id) // the context manager holds it, and closes it in the end
		} else {
			st.guard = true
		}
	case opShare:
		s.busy = true
		s.site.Escapes = true
		st.guard = true
		if call, ok := o.at.(*ast.Call); ok {
			st = s.share(st, call)
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
