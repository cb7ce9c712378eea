package lifetime

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// A name may be given the outcome of a test, or what another name has: "own = it
// is None", "given = it". A test of the one then says what a test of the other
// would have said. The facts of both are tied where the name is bound: where
// neither is known, the search goes on with each outcome.

// isNone makes of a name the text of the test for None.
const isNone = " is None"

// tied are the tests of which two are known together.
func (f *function) tied() map[string]bool {
	tested := map[string]bool{}
	for _, test := range f.asks.tests {
		eachAtom(test, func(x ast.Expr) {
			if atom, _ := f.atom(x); atom != "" {
				tested[atom] = true
			}
		})
	}
	out := map[string]bool{}
	if len(tested) < 2 {
		return out
	}
	f.fn.Block.Names(func(name string, at []index.Binding) {
		for _, b := range at {
			if b.Kind == index.BindAssign && b.Value != nil {
				f.eachTie(name, b.Value, func(mine, other string) {
					if tested[mine] && tested[other] {
						out[mine], out[other] = true, true
					}
				})
			}
		}
	})
	return out
}

// eachTie finds the pairs of tests that "name = other" makes equal.
func (f *function) eachTie(name string, value ast.Expr, each func(mine, other string)) {
	if x, ok := value.(*ast.Name); ok && x.Ident != name {
		each(name, x.Ident)
		each(name+isNone, x.Ident+isNone)
	}
}

// copied are the states after name got value, as far as a test of it is tied to
// another test.
func (f *function) copied(s state, name string, value ast.Expr) (first state, others []state) {
	if isTest(value) {
		return f.withOutcome(s, name, value)
	}
	from, ok := value.(*ast.Name)
	if !ok || from.Ident == name {
		return s, nil
	}
	out := []state{s}
	for _, at := range f.facts.about[name] {
		id, have := f.facts.atoms[at.atom]
		rest, mine := strings.CutPrefix(at.atom, name)
		if !have || !mine || rest != "" && rest[0] != ' ' {
			continue
		}
		other := from.Ident + rest
		for i, n := 0, len(out); i < n; i++ {
			if v, known := f.knows(out[i], other); known {
				out[i] = out[i].withFact(id, v)
			} else if from, have := f.facts.atoms[other]; have {
				out = append(out, out[i].withFact(from, false).withFact(id, false))
				out[i] = out[i].withFact(from, true).withFact(id, true)
			}
		}
	}
	return out[0], out[1:]
}

// withOutcome are the states after name got the outcome of a test.
func (f *function) withOutcome(s state, name string, test ast.Expr) (first state, others []state) {
	if _, have := f.facts.atoms[name]; !have {
		return s, nil
	}
	if outcome, known := f.test(test, s); known {
		return f.learn(s, name, f.truthOf(outcome)), nil
	}
	if !f.facts.splits[test] {
		return s, nil
	}
	yes, may := f.assume(test, true, s)
	no, mayNot := f.assume(test, false, s)
	yes, no = f.learn(yes, name, f.truthOf(true)), f.learn(no, name, f.truthOf(false))
	switch {
	case !may:
		return no, nil
	case !mayNot:
		return yes, nil
	}
	return yes, []state{no}
}

// truthOf is True or False.
func (f *function) truthOf(truth bool) *value {
	if truth {
		return f.always(trueValue)
	}
	return f.always(falseValue)
}

// knows is the outcome of a test that is known by its text.
func (f *function) knows(s state, atom string) (value, known bool) {
	if id, have := f.facts.atoms[atom]; have {
		if v, known := s.fact(id); known {
			return v, true
		}
	}
	name, none := strings.CutSuffix(atom, isNone)
	if id, tracked := f.names[name]; tracked && f.holds(s, id) {
		return !none, true
	}
	if !none {
		if id, have := f.facts.atoms[name+isNone]; have {
			v, known := s.fact(id)
			return false, known && v
		}
		return false, false
	}
	if id, have := f.facts.atoms[name]; have {
		if v, known := s.fact(id); known && v {
			return false, true
		}
	}
	return false, f.isItem(name)
}

// isItem reports a name that only loops bind. That an item is None is not what
// the author has in mind who keeps one, and asks later for "is not None".
func (f *function) isItem(name string) bool {
	at := f.fn.Block.Bindings(name)
	for _, b := range at {
		if b.Kind != index.BindFor {
			return false
		}
	}
	return len(at) > 0
}
