package compile

import (
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/ast"
)

// match compiles a match statement. The subject stays in a temporary; a
// pattern that fails jumps to the next case with everything above it cleared.
func (u *unit) match(s *ast.Match) {
	subj := matched{}
	if elts := apart(s); elts != nil {
		subj.items = u.matchedItems(elts)
	} else {
		subj.reg = u.tempOperand(s.Subject)
	}
	base := u.top
	end := u.newLabel()
	def := u.defined.clone()
	var out bitset
	fell := true
	for _, c := range s.Cases {
		next := u.newLabel()
		u.defined = def.clone()
		m := &matcher{u: u, fail: next, base: u.top}
		u.span = c.Pattern.Span()
		if irrefutable(c.Pattern) {
			u.emit(code.Make(code.NOP, code.TracedLine, 0, 0, 0))
		}
		m.whole(c.Pattern, subj)
		u.span = c.Pattern.Span() // not back to the line of "match"
		m.bind()
		if c.Guard != nil {
			u.condJump(c.Guard, false, next)
		}
		u.span = c.Pattern.Span()
		u.unmatch(subj)
		u.stmts(c.Body)
		if u.defined != nil {
			u.jumpTo(end)
		}
		u.top = base
		out = meet(out, u.defined)
		u.place(next)
		if c.Guard == nil && irrefutable(c.Pattern) {
			fell = false
		}
	}
	u.defined = def
	u.unmatch(subj)
	u.place(end)
	if fell {
		out = meet(out, def)
	}
	u.defined = out
}

// matched is where the subject of a match statement is: in a temporary, or its items
// in hidden locals where it is a tuple that no pattern wants as a whole.
type matched struct {
	reg   int
	items []int
}

// apart are the items of a subject "a, b" of which the patterns of all cases take the
// same number: no tuple is made.
func apart(s *ast.Match) []ast.Expr {
	t, ok := s.Subject.(*ast.Tuple)
	if !ok || len(t.Elts) == 0 {
		return nil
	}
	for _, x := range t.Elts {
		if _, ok := x.(*ast.Starred); ok {
			return nil
		}
	}
	for _, c := range s.Cases {
		if !takesApart(c.Pattern, len(t.Elts)) {
			return nil
		}
	}
	return t.Elts
}

func takesApart(p ast.Pattern, n int) bool {
	switch p := p.(type) {
	case *ast.MatchAs:
		return p.Pattern == nil && p.Name == ""
	case *ast.MatchSequence:
		for _, x := range p.Patterns {
			if _, ok := x.(*ast.MatchStar); ok {
				return false
			}
		}
		return len(p.Patterns) == n
	}
	return false
}

// matchedItems keeps the items of the subject in hidden locals. All of them are there
// before the first one moves, so that an exception leaves none behind.
func (u *unit) matchedItems(elts []ast.Expr) []int {
	m := &matcher{u: u}
	temps := make([]int, len(elts))
	for i, x := range elts {
		temps[i] = u.tempOperand(x)
	}
	items := make([]int, len(elts))
	for i := len(elts) - 1; i >= 0; i-- {
		items[i] = m.keep(temps[i])
	}
	return items
}

// unmatch drops the subject, of a tuple the first item first: CPython compares an
// item and drops it before the next one.
func (u *unit) unmatch(subj matched) {
	for _, r := range subj.items {
		u.emit(code.Make(code.CLEAR, 0, r, 0, 0))
	}
	if subj.items == nil {
		u.emit(code.Make(code.CLEAR, 0, subj.reg, 0, 0))
		u.drop(subj.reg)
	}
}

// whole compiles the pattern of a case.
func (m *matcher) whole(p ast.Pattern, subj matched) {
	seq, ok := p.(*ast.MatchSequence)
	if subj.items == nil || !ok {
		m.pattern(p, subj.reg)
		return
	}
	defer m.u.at(p)()
	for i, x := range seq.Patterns {
		m.pattern(x, subj.items[i])
	}
}

func irrefutable(p ast.Pattern) bool {
	a, ok := p.(*ast.MatchAs)
	return ok && a.Pattern == nil
}

// matcher compiles the pattern of one case. Values it takes apart are kept in
// hidden locals, not temporaries, so that failing needs no clean-up.
type matcher struct {
	u     *unit
	fail  label
	base  int
	names []binding
}

type binding struct {
	name string
	reg  int
}

// slot is a fresh hidden local.
func (m *matcher) slot() int {
	u := m.u
	r := len(u.c.VarNames)
	u.c.VarNames = append(u.c.VarNames, u.opt.Interp.Intern(".match"))
	return r
}

// keep moves a temporary into a slot.
func (m *matcher) keep(t int) int {
	r := m.slot()
	m.u.emit(code.Make(code.STORE_FAST, 0, r, t, 0))
	m.u.drop(t)
	return r
}

func (m *matcher) capture(name string, reg int) {
	r := m.slot()
	m.u.emit(code.Make(code.MOVE, 0, r, reg, 0))
	m.names = append(m.names, binding{name, r})
}

// bind assigns the captured names once the whole pattern has matched.
func (m *matcher) bind() {
	u := m.u
	for _, b := range m.names {
		t := u.temp()
		u.emit(code.Make(code.MOVE, 0, t, b.reg, 0))
		u.emit(code.Make(code.CLEAR, 0, b.reg, 0, 0))
		u.storeName(b.name, t)
	}
}

func (m *matcher) jumpUnless(t int) {
	m.u.drop(t)
	m.u.jump(code.JUMP_IF_FALSE, t, m.fail)
}

func (m *matcher) equal(subj int, e ast.Expr, op ast.CmpOperator) {
	u := m.u
	a := subj
	if op == ast.Eq && !isTemp(subj) && u.compareConst(e, uint8(op), a, m.fail) {
		return
	}
	a = u.temp()
	u.emit(code.Make(code.MOVE, 0, a, subj, 0))
	if op == ast.Eq && u.compareConst(e, uint8(op), a, m.fail) {
		u.drop(a)
		return
	}
	b := u.operand(e)
	u.drop(b)
	u.emitCompare(op, a, a, b)
	m.jumpUnless(a)
}

func (m *matcher) pattern(p ast.Pattern, subj int) {
	u := m.u
	old := u.at(p)
	defer old()
	switch p := p.(type) {
	case *ast.MatchAs:
		if p.Pattern != nil {
			m.pattern(p.Pattern, subj)
		}
		if p.Name != "" {
			m.capture(p.Name, subj)
		}
	case *ast.MatchValue:
		m.equal(subj, p.Value, ast.Eq)
	case *ast.MatchSingleton:
		c := &ast.Constant{Base: p.Base, Value: p.Value}
		m.equal(subj, c, ast.Is)
	case *ast.MatchOr:
		done := u.newLabel()
		outer := m.fail
		// Every alternative binds the same names; they share slots.
		start := len(m.names)
		var shared []binding
		for i, alt := range p.Patterns {
			last := i == len(p.Patterns)-1
			next := u.newLabel()
			if last {
				next = outer
			}
			m.fail = next
			m.names = m.names[:start]
			m.pattern(alt, subj)
			got := append([]binding(nil), m.names[start:]...)
			if i == 0 {
				shared = got
			} else {
				for _, b := range got {
					for _, s := range shared {
						if s.name == b.name && s.reg != b.reg {
							t := u.temp()
							u.emit(code.Make(code.MOVE, 0, t, b.reg, 0))
							u.emit(code.Make(code.STORE_FAST, 0, s.reg, t, 0))
							u.drop(t)
						}
					}
				}
			}
			if !last {
				u.jumpTo(done)
				u.place(next)
			}
		}
		m.fail = outer
		m.names = append(m.names[:start], shared...)
		u.place(done)
	case *ast.MatchSequence:
		m.sequence(p, subj)
	case *ast.MatchMapping:
		m.mapping(p, subj)
	case *ast.MatchClass:
		m.class(p, subj)
	case *ast.MatchStar:
		if p.Name != "" {
			m.capture(p.Name, subj)
		}
	}
}

func (m *matcher) sequence(p *ast.MatchSequence, subj int) {
	u := m.u
	t := u.temp()
	u.emit(code.Make(code.MATCH_SEQUENCE, 0, t, subj, 0))
	m.jumpUnless(t)
	star := -1
	for i, x := range p.Patterns {
		if _, ok := x.(*ast.MatchStar); ok {
			star = i
		}
	}
	n := len(p.Patterns)
	want, op := n, ast.Eq
	if star >= 0 {
		want, op = n-1, ast.GtE
	}
	if star < 0 || want > 0 { // a star alone takes any length
		l := u.temp()
		u.emit(code.Make(code.GET_LEN, 0, l, subj, 0))
		u.drop(l)
		u.emit2(code.Make(code.COMPARE_INT_JUMP, uint8(op), 0, l, want), code.Word2(int(m.fail), 0))
	}
	for i, x := range p.Patterns {
		if a, ok := x.(*ast.MatchAs); ok && a.Pattern == nil && a.Name == "" {
			continue
		}
		v := u.temp()
		u.emit(code.Make(code.MOVE, 0, v, subj, 0))
		if s, ok := x.(*ast.MatchStar); ok {
			if s.Name == "" {
				u.emit(code.Make(code.CLEAR, 0, v, 0, 0))
				u.drop(v)
				continue
			}
			m.starItem(v, i, n-i-1)
			m.pattern(x, m.keep(v))
			continue
		}
		if star >= 0 && i > star {
			// From the end: length minus distance, as CPython does it.
			idx := u.temp()
			u.emit(code.Make(code.GET_LEN, 0, idx, subj, 0))
			u.emit(code.Make(code.BINARY_ADD_INT, 1, idx, idx, -(n - i)))
			u.drop(idx)
			u.emit(code.Make(code.LOAD_SUBSCR, 0, v, v, idx))
		} else {
			u.emit(code.Make(code.LOAD_SUBSCR_INT, 0, v, v, i))
		}
		m.pattern(x, m.keep(v))
	}
}

// starItem leaves the list of the middle items in v, which holds the subject.
func (m *matcher) starItem(v, before, after int) {
	u := m.u
	base := u.top
	first := u.top | tempBit
	n := before + after + 1
	for range n {
		u.temp()
	}
	u.emit2(code.Make(code.UNPACK_EX, 0, first, v, before), code.Word2(after, 0))
	// Items lie in reverse: the starred one is after `after` others.
	u.emit(code.Make(code.STORE_FAST, 0, v, (base+after)|tempBit, 0))
	for i := range n {
		if i != after {
			u.emit(code.Make(code.CLEAR, 0, (base+i)|tempBit, 0, 0))
		}
	}
	u.top = base
}

func (m *matcher) mapping(p *ast.MatchMapping, subj int) {
	u := m.u
	t := u.temp()
	u.emit(code.Make(code.MATCH_MAPPING, 0, t, subj, 0))
	m.jumpUnless(t)
	if len(p.Keys) == 0 && p.Rest == "" {
		return
	}
	if len(p.Keys) > 0 {
		l := u.temp()
		u.emit(code.Make(code.GET_LEN, 0, l, subj, 0))
		k := u.temp()
		u.loadConst(k, u.addConst(object.Int(int64(len(p.Keys)))))
		u.drop(k)
		u.emitCompare(ast.GtE, l, l, k)
		m.jumpUnless(l)
	}
	keysT := u.temp()
	u.sequence(p.Keys, keysT, code.BUILD_TUPLE)
	keys := m.keep(keysT)
	vals := u.temp()
	kc := u.temp()
	u.emit(code.Make(code.MOVE, 0, kc, keys, 0))
	u.drop(kc)
	u.emit(code.Make(code.MATCH_KEYS, 0, vals, subj, kc))
	m.items(vals, p.Patterns)
	if p.Rest != "" {
		r := u.temp()
		kc := u.temp()
		u.emit(code.Make(code.MOVE, 0, kc, keys, 0))
		u.drop(kc)
		u.emit(code.Make(code.COPY_DICT_WITHOUT_KEYS, 0, r, subj, kc))
		m.capture(p.Rest, m.keep(r))
	}
}

// items fails when the tuple in the temporary vals is None, and matches its
// items otherwise.
func (m *matcher) items(vals int, patterns []ast.Pattern) {
	u := m.u
	held := m.keep(vals)
	u.jump(code.JUMP_IF_NONE, held, m.fail)
	for i, x := range patterns {
		if a, ok := x.(*ast.MatchAs); ok && a.Pattern == nil && a.Name == "" {
			continue
		}
		v := u.temp()
		idx := u.temp()
		u.loadConst(idx, u.addConst(object.Int(int64(i))))
		u.drop(idx)
		u.emit(code.Make(code.LOAD_SUBSCR, 0, v, held, idx))
		m.pattern(x, m.keep(v))
	}
}

func (m *matcher) class(p *ast.MatchClass, subj int) {
	u := m.u
	c := u.temp()
	u.exprTo(p.Cls, c)
	names := make([]object.Value, len(p.KwdAttrs))
	for i, n := range p.KwdAttrs {
		names[i] = object.Of(u.opt.Interp.Intern(n))
	}
	k := u.temp()
	u.loadConst(k, u.addConst(object.TupleOf(names)))
	pair := c
	u.top = c &^ tempBit
	u.temp()
	u.emit(code.Make(code.BUILD_TUPLE, 0, pair, c, 2))
	if len(p.Patterns) > 255 {
		u.fail(p, "too many positional patterns")
	}
	u.emit(code.Make(code.MATCH_CLASS, uint8(len(p.Patterns)), c, subj, pair))
	m.items(c, append(append([]ast.Pattern(nil), p.Patterns...), p.KwdPatterns...))
}
