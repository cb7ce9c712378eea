package lifetime

import (
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
	reads map[string][]int // by name: the atoms that read it
	live  []uint64         // by flow.Node.ID: the bits of those that may be asked for from there on; nil for all
}

// maxAtoms is how many of them a state has room for.
const maxAtoms = 30

func (fs *facts) collect(f *function) {
	fs.atoms, fs.reads = map[string]int{}, map[string][]int{}
	seen, tied := map[string]bool{}, f.tied()
	constant := func(name string) bool {
		for _, b := range f.fn.Block.Bindings(name) {
			if b.Kind == index.BindAssign {
				if _, _, ok := truthOfConstant(b.Value); ok {
					return true
				}
			}
		}
		return false
	}
	note := func(atom string, names []string) {
		if _, have := fs.atoms[atom]; have || len(fs.atoms) >= manyAtoms {
			return
		}
		id := len(fs.atoms)
		fs.atoms[atom] = id
		for _, n := range names {
			fs.reads[n] = append(fs.reads[n], id)
		}
	}
	add := func(x ast.Expr) {
		f.givenFacts(x, note)
		atom, _ := f.atom(x)
		if atom == "" {
			return
		}
		worth := seen[atom] || tied[atom] || isPlatformTest(atom) || f.repeats(x)
		seen[atom] = true
		if n := subject(x); n != "" && (constant(n) || f.isGiven(n)) {
			worth = true
		}
		if worth {
			note(atom, namesOf(x))
		}
	}
	f.eachTest(add)
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
		return "", false
	}
	src := f.m.Source()
	if c, ok := x.(*ast.Compare); ok && len(c.Ops) == 1 {
		left, right := src.Slice(c.Left.Span()), src.Slice(c.Comparators[0].Span())
		switch c.Ops[0] {
		case ast.IsNot:
			return left + " is " + right, true
		case ast.Is:
			return left + " is " + right, false
		case ast.NotEq:
			return left + " == " + right, true
		case ast.Eq:
			return left + " == " + right, false
		}
	}
	return src.Slice(x.Span()), false
}

// subject is the local name that a test is about, for "x" and "x is None".
func subject(x ast.Expr) string {
	if c, ok := x.(*ast.Compare); ok && len(c.Ops) == 1 && (c.Ops[0] == ast.Is || c.Ops[0] == ast.IsNot) && index.IsNone(c.Comparators[0]) {
		x = c.Left
	}
	if n, ok := x.(*ast.Name); ok {
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
		if s = s.withFact(id, value != contrary); value != contrary {
			s = f.onPlatform(atom, s)
		}
	}
	return f.ended(x, value, s), true
}

// assigned is the state after name got a value.
func (f *function) assigned(s state, name string, value ast.Expr) state {
	s = s.forget(f.facts.reads[name])
	if value == nil {
		return s
	}
	if gen, instead := f.resumed(value); gen != nil {
		if id, have := f.facts.atoms[f.gives(name, gen, instead)]; have {
			s = s.withFact(id, true)
		}
		return s
	}
	truth, none, ok := truthOfConstant(value)
	if !ok {
		return s
	}
	if id, have := f.facts.atoms[name]; have {
		s = s.withFact(id, truth)
	}
	if id, have := f.facts.atoms[name+" is None"]; have {
		s = s.withFact(id, none)
	}
	return s
}
