package lifetime

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// facts are the tests of a function whose outcome may be known from an earlier
// test or assignment. Each atom has two bits in a search state: known, value.
//
// An atom is an expression without calls, known by its text. One that reads
// attributes is taken to stay as it is until the function itself binds one of
// its names: that is what the author of two equal tests means.
type facts struct {
	atoms map[string]int
	reads map[string][]int  // by name: the atoms that read it
	live  []uint64          // by flow.Node.ID: the bits of those that may be asked for from there on; nil for all
	about map[string][]fact // by name: the atoms that its value alone may decide
	of    map[string]fact   // by atom

	learned map[lesson]lessons
	telling map[string]bool // the answers of isTelling
	splits  map[ast.Expr]bool
}

// fact is an atom as it is written somewhere.
type fact struct {
	atom     string
	subject  string // the name that it is about
	test     ast.Expr
	name     string // what the test calls that name
	contrary bool
	among    *value // instead of a test: the values of which the name has one
}

// maxAtoms is how many of them a state has room for.
const maxAtoms = 30

func (fs *facts) collect(f *function) {
	*fs = facts{
		atoms: map[string]int{}, reads: map[string][]int{}, about: map[string][]fact{}, of: map[string]fact{},
		learned: map[lesson]lessons{}, telling: map[string]bool{}, splits: map[ast.Expr]bool{},
	}
	f.asks = f.conditionsOf()
	seen, tied, bare, times := map[string]int{}, f.tied(), map[string]bool{}, map[string]int{}
	note := func(at fact, names []string) {
		if _, have := fs.atoms[at.atom]; have || len(fs.atoms) >= manyAtoms {
			return
		}
		id := len(fs.atoms)
		fs.atoms[at.atom] = id
		for _, n := range names {
			fs.reads[n] = append(fs.reads[n], id)
		}
		if at.subject != "" {
			fs.about[at.subject] = append(fs.about[at.subject], at)
			fs.of[at.atom] = at
		}
	}
	add := func(x ast.Expr, worth bool) {
		atom, contrary := f.atom(x)
		if atom == "" {
			return
		}
		n := f.about(x)
		worth = worth || tied[atom] || isPlatformTest(atom) || n != "" && (times[n] > 1 || f.isGiven(n) || f.isTelling(n))
		if worth {
			note(fact{atom: atom, subject: n, test: x, name: n, contrary: contrary}, namesOf(x))
		}
	}
	for _, test := range f.asks.tests {
		eachAtom(test, func(x ast.Expr) {
			atom, _ := f.atom(x)
			if seen[atom]++; seen[atom] == 1 {
				times[f.about(x)]++
			}
			bare[atom] = true
		})
	}
	for _, at := range f.asks.patterns {
		if seen[at.atom]++; seen[at.atom] == 1 {
			times[at.subject]++
		}
	}
	for _, o := range f.asks.outcomes {
		if !bare[o.name] {
			continue
		}
		eachAtom(o.test, func(x ast.Expr) {
			atom, _ := f.atom(x)
			gen, _ := f.tells(x)
			if n := f.about(x); gen != nil || n != o.name && (seen[atom] > 0 || n != "" && f.isTelling(n)) {
				fs.splits[o.test], fs.telling[o.name] = true, true
			}
		})
	}
	for _, test := range f.asks.tests {
		eachAtom(test, func(x ast.Expr) {
			atom, _ := f.atom(x)
			add(x, seen[atom] > 1 || f.repeats(x))
		})
	}
	for _, at := range f.asks.patterns {
		if seen[at.atom] > 1 || times[at.subject] > 1 || f.isGiven(at.subject) || f.isTelling(at.subject) {
			note(at, []string{at.subject})
		}
	}
	for _, at := range f.returnFacts() {
		note(at, []string{at.subject})
	}
	for _, o := range f.asks.outcomes {
		if fs.splits[o.test] {
			eachAtom(o.test, func(x ast.Expr) {
				atom, _ := f.atom(x)
				add(x, seen[atom] > 0)
			})
		}
	}
	for _, c := range f.asks.copies {
		if len(fs.about[c.name]) == 0 || !f.isTelling(c.from) {
			continue
		}
		for _, at := range fs.about[c.name] {
			if rest, ok := strings.CutPrefix(at.atom, c.name); ok && (rest == "" || rest[0] == ' ') {
				at.atom, at.subject = c.from+rest, c.from
				note(at, []string{c.from})
			}
		}
	}
	fs.settle(f)
}

// repeats reports an expression in a loop, which may be evaluated again.
func (f *function) repeats(x ast.Node) bool {
	for at := f.m.Parent(x); at != nil && at != ast.Node(f.fn.Node); at = f.m.Parent(at) {
		switch at.(type) {
		case *ast.For, *ast.AsyncFor, *ast.While:
			return true
		}
	}
	return false
}

func eachAtom(x ast.Expr, f func(ast.Expr)) {
	switch t := x.(type) {
	case *ast.BoolOp:
		for _, v := range t.Values {
			eachAtom(v, f)
		}
		return
	case *ast.UnaryOp:
		if t.Op == ast.Not {
			eachAtom(t.Operand, f)
			return
		}
	}
	f(x)
}

// atom is the text by which a test is known, and whether the test is the
// contrary of it: "x is not None" is the contrary of "x is None".
func (f *function) atom(x ast.Expr) (text string, contrary bool) {
	if n := sized(x); n != nil {
		return n.Ident, false
	}
	c, ok := x.(*ast.Compare)
	if !ok || len(c.Ops) != 1 {
		return f.pure(plainly(x)), false
	}
	if n := sized(c.Left); n != nil {
		if v := f.valueOf(c.Comparators[0]); v != nil && v.kind == intValue {
			some, none := &value{kind: positiveValue}, &value{kind: intValue}
			full, knownFull := compare(some, c.Ops[0], v)
			empty, knownEmpty := compare(none, c.Ops[0], v)
			if knownFull && knownEmpty && full != empty {
				return n.Ident, !full
			}
		}
	}
	left, right := f.pure(plainly(c.Left)), f.pure(plainly(c.Comparators[0]))
	if op := c.Ops[0]; (op == ast.In || op == ast.NotIn) && right == "" && f.members(c.Comparators[0]) != nil {
		right = f.m.Source().Slice(c.Comparators[0].Span())
	}
	if left == "" || right == "" {
		return "", false
	}
	switch c.Ops[0] {
	case ast.IsNot:
		return left + " is " + right, true
	case ast.Is:
		return left + " is " + right, false
	case ast.NotEq:
		return left + " == " + right, true
	case ast.Eq:
		return left + " == " + right, false
	case ast.NotIn:
		return left + " in " + right, true
	case ast.In:
		return left + " in " + right, false
	case ast.GtE:
		return left + " < " + right, true
	case ast.Lt:
		return left + " < " + right, false
	case ast.LtE:
		return right + " < " + left, true
	case ast.Gt:
		return right + " < " + left, false
	}
	return "", false
}

// pure is the text of an expression without calls, or "".
func (f *function) pure(x ast.Expr) string {
	pure := true
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Name, *ast.Attribute, *ast.Constant, *ast.Compare, *ast.UnaryOp:
		case *ast.Call:
			pure = isPlatformCall(n)
		default:
			pure = false
		}
		return pure
	})
	if !pure {
		return ""
	}
	return f.m.Source().Slice(x.Span())
}

// subject is the local name that a test is about, for "x" and "x is None".
func subject(x ast.Expr) string {
	if c, ok := x.(*ast.Compare); ok && len(c.Ops) == 1 && (c.Ops[0] == ast.Is || c.Ops[0] == ast.IsNot) && index.IsNone(c.Comparators[0]) {
		x = c.Left
	}
	if n, ok := plainly(x).(*ast.Name); ok {
		return n.Ident
	}
	return ""
}

func namesOf(x ast.Expr) []string {
	var out []string
	ast.Inspect(x, func(n ast.Node) bool {
		if n, ok := n.(*ast.Name); ok {
			out = append(out, n.Ident)
		}
		return true
	})
	return out
}

// truthOfConstant tells whether a constant is true, and whether it is None.
func truthOfConstant(x ast.Expr) (truth, none, ok bool) {
	c, isConst := x.(*ast.Constant)
	if !isConst {
		return false, false, false
	}
	switch c.Value.Type {
	case ast.TrueConst:
		return true, false, true
	case ast.FalseConst:
		return false, false, true
	case ast.NoneConst:
		return false, true, true
	}
	return false, false, false
}

func (s state) fact(id int) (value, known bool) {
	return s.facts>>(2*id)&1 != 0, s.facts>>(2*id+1)&1 != 0
}

func (s state) withFact(id int, value bool) state {
	s.facts &^= 3 << (2 * id)
	s.facts |= 2 << (2 * id)
	if value {
		s.facts |= 1 << (2 * id)
	}
	return s
}

func (s state) forget(ids []int) state {
	for _, id := range ids {
		s.facts &^= 3 << (2 * id)
	}
	return s
}

// test evaluates a condition as far as the state decides it.
func (f *function) test(x ast.Expr, s state) (value, known bool) {
	switch t := x.(type) {
	case *ast.Constant:
		v, _, ok := truthOfConstant(t)
		return v, ok
	case *ast.UnaryOp:
		if t.Op == ast.Not {
			v, ok := f.test(t.Operand, s)
			return !v, ok
		}
	case *ast.BoolOp:
		all := true
		for _, v := range t.Values {
			got, ok := f.test(v, s)
			if ok && got != (t.Op == ast.And) {
				return got, true
			}
			all = all && ok
		}
		return t.Op == ast.And, all
	case *ast.Call:
		if of, yes := f.isTrueOfGenerator(t); yes {
			id := f.holder(of)
			return true, id >= 0 && f.holds(s, id)
		}
		if !isPlatformCall(t) {
			return false, false
		}
	case *ast.Compare:
		if v, ok := f.a.infer.VersionTest(t); ok {
			return v, true
		}
	}
	if v, known := f.testGotten(x, s); known {
		return v, true
	}
	if v, known := f.testOpen(x, s); known {
		return v, true
	}
	if n := subject(x); n != "" {
		if id, ok := f.names[n]; ok && f.holds(s, id) {
			c, compares := x.(*ast.Compare)
			return !compares || c.Ops[0] == ast.IsNot, true
		}
	}
	atom, contrary := f.atom(x)
	if id, ok := f.facts.atoms[atom]; ok {
		v, known := s.fact(id)
		return v != contrary, known
	}
	return false, false
}

// assume is the state after a test has come out as value. ok is false when it
// cannot have.
func (f *function) assume(x ast.Expr, value bool, s state) (out state, ok bool) {
	if got, known := f.test(x, s); known && got != value {
		return s, false
	}
	switch t := x.(type) {
	case *ast.UnaryOp:
		if t.Op == ast.Not {
			return f.assume(t.Operand, !value, s)
		}
	case *ast.BoolOp:
		if value == (t.Op == ast.And) { // all of them came out so
			for _, v := range t.Values {
				if s, ok = f.assume(v, value, s); !ok {
					return s, false
				}
			}
			return s, true
		}
		if s.st == suspended && f.eachEnds(t.Values, value, s) {
			s.st = finished
		}
		return s, true
	}
	atom, contrary := f.atom(x)
	if id, have := f.facts.atoms[atom]; have {
		s = f.learnOutcome(s.withFact(id, value != contrary), atom, value != contrary)
		if s, ok = f.eliminate(s, atom); !ok {
			return s, false
		}
		if value != contrary {
			s = f.onPlatform(atom, s)
		}
	}
	return f.ended(x, value, s), true
}

// assigned is the state after name got a value, or a part of it.
func (f *function) assigned(s state, name string, value ast.Expr, part int) state {
	s = s.forget(f.facts.reads[name])
	if value == nil || len(f.facts.about[name]) == 0 {
		return s
	}
	return f.learn(s, name, f.held(s, name, setting{value, part}))
}
