package lifetime

import (
	"slices"
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
	f.eachTest(func(x ast.Expr) {
		if atom, _ := f.atom(x); atom != "" {
			tested[atom] = true
		}
	})
	out := map[string]bool{}
	if len(tested) < 2 {
		return out
	}
	f.fn.Block.Names(func(name string, at []index.Binding) {
		for _, b := range at {
			if b.Kind == index.BindAssign && b.Value != nil {
				f.eachTie(name, b.Value, func(mine, other string, _ bool) {
					if tested[mine] && tested[other] {
						out[mine], out[other] = true, true
					}
				})
			}
		}
	})
	return out
}

// eachTest finds the parts of the conditions that are tested one by one.
func (f *function) eachTest(each func(ast.Expr)) {
	for _, s := range f.sites {
		if s.test != nil {
			eachAtom(s.test, each)
		}
	}
	for _, s := range f.fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Lambda:
				return false
			case *ast.If:
				eachAtom(n.Test, each)
			case *ast.While:
				eachAtom(n.Test, each)
			}
			return true
		})
	}
}

// eachTie finds the pairs of tests that "name = value" makes equal, or
// contrary.
func (f *function) eachTie(name string, value ast.Expr, each func(mine, other string, contrary bool)) {
	flip, plain := false, true
	for {
		not, ok := value.(*ast.UnaryOp)
		if !ok || not.Op != ast.Not {
			break
		}
		value, flip, plain = not.Operand, !flip, false
	}
	if slices.Contains(namesOf(value), name) {
		return
	}
	switch x := value.(type) {
	case *ast.Name:
		each(name, x.Ident, flip)
		if plain {
			each(name+isNone, x.Ident+isNone, false)
		}
	case *ast.Compare:
		if atom, contrary := f.atom(x); atom != "" {
			each(name, atom, contrary != flip)
		}
	}
}

// copied are the states after name got value, as far as a test of it is tied to
// another test.
func (f *function) copied(s state, name string, value ast.Expr) (first state, others []state) {
	switch value.(type) {
	case *ast.Name, *ast.Compare, *ast.UnaryOp:
	default:
		return s, nil
	}
	out := []state{s}
	f.eachTie(name, value, func(mine, other string, contrary bool) {
		id, have := f.facts.atoms[mine]
		if !have {
			return
		}
		for i, n := 0, len(out); i < n; i++ {
			if v, known := f.knows(out[i], other); known {
				out[i] = out[i].withFact(id, v != contrary)
			} else if from, have := f.facts.atoms[other]; have {
				out = append(out, out[i].withFact(from, false).withFact(id, contrary))
				out[i] = out[i].withFact(from, true).withFact(id, !contrary)
			}
		}
	})
	return out[0], out[1:]
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
