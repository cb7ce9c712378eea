package flow

import (
	"github.com/asynctools/asynctools/syntax/ast"
)

// maxNodes bounds the copies of nested finally blocks.
const maxNodes = 100_000

// Arena makes graphs whose nodes share memory: they stay while one of them does.
// Most functions are small, and what is left of the room for one is the next one's.
// One goroutine at a time may use it.
type Arena struct {
	nodes []Node
	lists []*Node
}

// Build makes the graph of a function's body. swallows tells whether a context
// manager may suppress an exception; nil takes any for one that may. ends tells
// how a call ends that is a statement of its own; nil takes all for such that
// return. The result is nil when the function is too large to analyse.
func (a *Arena) Build(body []ast.Stmt, swallows func(*ast.WithItem) bool, ends func(*ast.Call) Ending) *Graph {
	if swallows == nil {
		swallows = func(*ast.WithItem) bool { return true }
	}
	b := &builder{g: &Graph{}, arena: a, swallows: swallows, ends: ends}
	if len(a.lists) < fewNodes {
		a.lists = make([]*Node, 8*fewNodes)
	}
	b.g.Nodes = a.lists[:0:len(a.lists)]
	b.g.Entry = b.node(Entry, nil)
	b.g.Exit = b.node(Exit, nil)
	b.g.Raised = b.node(Raised, nil)
	end := b.block(body, []dangling{{from: b.g.Entry}})
	b.connect(end, b.g.Exit)
	if b.tooLarge {
		return nil
	}
	if n := len(b.g.Nodes); n <= len(a.lists) {
		b.g.Nodes, a.lists = b.g.Nodes[:n:n], a.lists[n:]
	}
	b.g.markReachable()
	return b.g
}

type builder struct {
	g        *Graph
	frames   *frame
	loops    *loopScope
	handled  string // the exception an except clause around us caught, for a bare raise
	swallows func(*ast.WithItem) bool
	ends     func(*ast.Call) Ending
	tooLarge bool
	arena    *Arena
}

// dangling is an edge that still needs its target.
type dangling struct {
	from  *Node
	kind  EdgeKind
	maybe bool
}

// frame is a construct that a jump passes on its way out.
type frame struct {
	outer *frame
	loops *loopScope // around the construct

	// Exactly one of these is set.
	loop     ast.Stmt
	with     ast.Stmt
	finally  []ast.Stmt
	handlers []*ast.ExceptHandler

	step, after  *Node // of a loop; of a with, after is where a swallowed exception goes on
	mayswallow   bool
	entries      []*Node // of handlers
	handledOuter string

	// copies are the places already built to pass this frame by a jump.
	copies []copied
}

type copied struct {
	by jump
	n  *Node
}

func (f *frame) copyFor(j jump) *Node {
	for i := range f.copies {
		if f.copies[i].by == j {
			return f.copies[i].n
		}
	}
	return nil
}

func (f *frame) copy(j jump, n *Node) { f.copies = append(f.copies, copied{j, n}) }

// jump is a way out of constructs. exc is the name of the raised exception
// where the text shows it.
type jump struct {
	kind EdgeKind
	exc  string
}

func (b *builder) node(kind NodeKind, n ast.Node) *Node {
	if len(b.g.Nodes) > maxNodes {
		b.tooLarge = true
	}
	if len(b.arena.nodes) == 0 {
		b.arena.nodes = make([]Node, 64) // one by one they would be half of all allocations
	}
	out := &b.arena.nodes[0]
	b.arena.nodes = b.arena.nodes[1:]
	out.ID, out.Kind, out.Ast, out.loops = len(b.g.Nodes), kind, n, b.loops
	out.Succ = out.few[:0]
	if n != nil && kind == Stmt {
		out.before = b.g.last(n)
	}
	b.g.add(out)
	return out
}

func (b *builder) connect(from []dangling, to *Node) {
	for _, d := range from {
		d.from.Succ = append(d.from.Succ, Edge{To: to, Kind: d.kind, Maybe: d.maybe})
	}
}

func (b *builder) link(from, to *Node, kind EdgeKind) {
	from.Succ = append(from.Succ, Edge{To: to, Kind: kind})
}

func (b *builder) push(f *frame) *frame {
	f.outer, f.loops, f.handledOuter = b.frames, b.loops, b.handled
	b.frames = f
	return f
}

func (b *builder) pop() { b.frames = b.frames.outer }

func (b *builder) block(body []ast.Stmt, in []dangling) []dangling {
	for _, s := range body {
		if b.tooLarge {
			return nil
		}
		in = b.stmt(s, in)
	}
	return in
}

func (b *builder) stmt(s ast.Stmt, in []dangling) []dangling {
	switch s := s.(type) {
	case *ast.If:
		n := b.header(s, s.Test, in)
		var out []dangling
		if !isConstant(s.Test, false) {
			out = b.block(s.Body, []dangling{{from: n, kind: True}})
		} else {
			b.block(s.Body, nil)
		}
		if isConstant(s.Test, true) {
			b.block(s.Orelse, nil)
			return out
		}
		return append(out, b.block(s.Orelse, []dangling{{from: n, kind: False}})...)
	case *ast.While:
		return b.while(s, in)
	case *ast.For:
		return b.loop(s, s.Iter, s.Body, s.Orelse, false, in)
	case *ast.AsyncFor:
		return b.loop(s, s.Iter, s.Body, s.Orelse, true, in)
	case *ast.With:
		return b.with(s, s.Items, s.Body, false, in)
	case *ast.AsyncWith:
		return b.with(s, s.Items, s.Body, true, in)
	case *ast.Try:
		return b.try(s.Body, s.Handlers, s.Orelse, s.Finalbody, in)
	case *ast.TryStar:
		return b.try(s.Body, s.Handlers, s.Orelse, s.Finalbody, in)
	case *ast.Match:
		return b.match(s, in)
	}

	n := b.node(Stmt, s)
	b.connect(in, n)
	switch s := s.(type) {
	case *ast.Return:
		b.mayRaise(n, s)
		b.jump(n, jump{kind: Return})
		return nil
	case *ast.Raise:
		b.jump(n, jump{Raise, b.raised(s)})
		return nil
	case *ast.Break:
		b.jump(n, jump{kind: Break})
		return nil
	case *ast.Continue:
		b.jump(n, jump{kind: Continue})
		return nil
	}
	b.mayRaise(n, s)
	switch b.ending(s) {
	case Exits:
		b.jump(n, jump{Raise, "SystemExit"})
		return nil
	case Dies:
		return nil
	}
	return []dangling{{from: n}}
}

// header is the node of a compound statement's test or subject.
func (b *builder) header(s ast.Stmt, x ast.Node, in []dangling) *Node {
	n := b.node(Stmt, s)
	b.connect(in, n)
	b.mayRaise(n, x)
	return n
}

func (b *builder) while(s *ast.While, in []dangling) []dangling {
	after := b.node(Join, nil)
	outer := b.loops
	b.loops = &loopScope{s, outer}
	n := b.node(Stmt, s)
	b.loops = outer
	b.connect(in, n)
	b.mayRaise(n, s.Test)
	b.push(&frame{loop: s, step: n, after: after})
	b.loops = &loopScope{s, outer}
	var body []dangling
	if !isConstant(s.Test, false) {
		body = []dangling{{from: n, kind: True}}
	}
	b.connect(b.block(s.Body, body), n)
	b.loops = outer
	b.pop()
	var done []dangling
	if !isConstant(s.Test, true) {
		done = []dangling{{from: n, kind: False}}
	}
	b.connect(b.block(s.Orelse, done), after)
	return []dangling{{from: after}}
}

func (b *builder) loop(s ast.Stmt, iter ast.Expr, body, orelse []ast.Stmt, async bool, in []dangling) []dangling {
	enter := b.header(s, iter, in)
	after := b.node(Join, nil)
	outer := b.loops
	b.loops = &loopScope{s, outer}
	step := b.node(Step, s)
	b.link(enter, step, Next)
	b.loops = outer
	b.throw(step, Exception)
	if async {
		b.throw(step, Cancel)
	}
	b.push(&frame{loop: s, step: step, after: after})
	b.loops = &loopScope{s, outer}
	b.connect(b.block(body, []dangling{{from: step, kind: Iterate}}), step)
	b.loops = outer
	b.pop()
	b.connect(b.block(orelse, []dangling{{from: step, kind: Exhausted}}), after)
	return []dangling{{from: after}}
}

// with treats several items as one: what is left is left together.
func (b *builder) with(s ast.Stmt, items []*ast.WithItem, body []ast.Stmt, async bool, in []dangling) []dangling {
	n := b.node(Stmt, s)
	b.connect(in, n)
	b.throw(n, Exception)
	if async {
		b.throw(n, Cancel)
	}
	f := &frame{with: s, after: b.node(Join, nil)}
	for _, item := range items {
		f.mayswallow = f.mayswallow || b.swallows(item)
	}
	b.push(f)
	end := b.block(body, []dangling{{from: n}})
	b.pop()
	leave := b.node(Leave, s)
	b.connect(end, leave)
	b.throw(leave, Exception)
	b.link(leave, f.after, Next)
	return []dangling{{from: f.after}}
}

func (b *builder) try(body []ast.Stmt, handlers []*ast.ExceptHandler, orelse, final []ast.Stmt, in []dangling) []dangling {
	if len(final) > 0 {
		b.push(&frame{finally: final})
	}
	outer := b.frames
	if len(handlers) > 0 {
		f := &frame{handlers: handlers}
		for _, h := range handlers {
			f.entries = append(f.entries, b.node(Handle, h))
		}
		b.push(f)
	}
	entries := b.frames
	out := b.block(body, in)
	b.frames = outer
	out = b.block(orelse, out)
	for i, h := range handlers {
		saved := b.handled
		b.handled = exceptionName(h.Type)
		out = append(out, b.block(h.Body, []dangling{{from: entries.entries[i]}})...)
		b.handled = saved
	}
	if len(final) > 0 {
		b.pop()
		out = b.block(final, out)
	}
	return out
}

func (b *builder) match(s *ast.Match, in []dangling) []dangling {
	n := b.header(s, s.Subject, in)
	from := []dangling{{from: n}}
	var out []dangling
	for _, c := range s.Cases {
		test := b.node(Join, nil)
		b.connect(from, test)
		if c.Guard != nil {
			b.mayRaise(test, c.Guard)
		}
		out = append(out, b.block(c.Body, []dangling{{from: test, kind: True}})...)
		if c.Guard == nil && isIrrefutable(c.Pattern) {
			return out
		}
		from = []dangling{{from: test, kind: False}}
	}
	return append(out, from...)
}

func isIrrefutable(p ast.Pattern) bool {
	as, ok := p.(*ast.MatchAs)
	return ok && (as.Pattern == nil || isIrrefutable(as.Pattern))
}

// jump sends control from n out of the constructs around it.
func (b *builder) jump(n *Node, j jump) {
	b.link(n, b.route(b.frames, j), j.kind)
}

// throw adds the step that n takes when an exception comes out of it.
func (b *builder) throw(n *Node, kind EdgeKind) {
	exc := ""
	switch kind {
	case Cancel:
		exc = "CancelledError"
	case Close:
		exc = "GeneratorExit"
	}
	n.Succ = append(n.Succ, Edge{To: b.route(b.frames, jump{kind, exc}), Kind: kind, Thrown: true})
}

// mayRaise adds the implicit exceptions of evaluating x.
func (b *builder) mayRaise(n *Node, x ast.Node) {
	ef := effectsOf(x)
	if ef.raises {
		b.throw(n, Exception)
	}
	if ef.awaits {
		b.throw(n, Cancel)
	}
	if ef.yields {
		b.throw(n, Close)
	}
}

// route finds, or builds, the first node that a jump reaches from inside f.
func (b *builder) route(f *frame, j jump) *Node {
	isRaise := j.kind == Raise || !j.kind.Explicit()
	for ; f != nil; f = f.outer {
		if n := f.copyFor(j); n != nil {
			return n
		}
		switch {
		case f.loop != nil:
			if j.kind == Break {
				return f.after
			}
			if j.kind == Continue {
				return f.step
			}
		case f.with != nil:
			n := b.at(f, func() *Node { return b.node(Leave, f.with) })
			f.copy(j, n)
			n.Succ = append(n.Succ, Edge{To: b.route(f.outer, j), Kind: j.kind, Maybe: isRaise && f.mayswallow})
			if isRaise && f.mayswallow {
				n.Succ = append(n.Succ, Edge{To: f.after, Kind: Next, Maybe: true})
			}
			return n
		case f.finally != nil:
			n := b.at(f, func() *Node { return b.node(Join, nil) })
			f.copy(j, n)
			if b.tooLarge {
				return n
			}
			b.at(f, func() *Node {
				end := b.block(f.finally, []dangling{{from: n, kind: Next}})
				for i := range end {
					if end[i].kind == Next {
						end[i].kind = j.kind
					}
				}
				b.connect(end, b.route(f.outer, j))
				return nil
			})
			return n
		case f.handlers != nil && isRaise:
			n := b.at(f, func() *Node { return b.node(Join, nil) })
			f.copy(j, n)
			b.dispatch(f, n, j)
			return n
		}
	}
	if isRaise {
		return b.g.Raised
	}
	return b.g.Exit
}

// at runs f as if the builder stood right outside the frame.
func (b *builder) at(f *frame, do func() *Node) *Node {
	frames, loops, handled := b.frames, b.loops, b.handled
	b.frames, b.loops, b.handled = f.outer, f.loops, f.handledOuter
	n := do()
	b.frames, b.loops, b.handled = frames, loops, handled
	return n
}

// dispatch sends an exception to the handlers it may be for, and further out
// unless one is sure to take it.
func (b *builder) dispatch(f *frame, n *Node, j jump) {
	maybe := false
	for i, h := range f.handlers {
		switch catches(h.Type, j) {
		case yes:
			n.Succ = append(n.Succ, Edge{To: f.entries[i], Kind: j.kind, Maybe: maybe})
			return
		case perhaps:
			maybe = true
			n.Succ = append(n.Succ, Edge{To: f.entries[i], Kind: j.kind, Maybe: true})
		}
	}
	n.Succ = append(n.Succ, Edge{To: b.route(f.outer, j), Kind: j.kind, Maybe: maybe})
}

// raised is the name of the exception that a raise statement raises.
func (b *builder) raised(s *ast.Raise) string {
	if s.Exc == nil {
		return b.handled
	}
	x := s.Exc
	if c, ok := x.(*ast.Call); ok {
		x = c.Func
	}
	return exceptionName(x)
}
