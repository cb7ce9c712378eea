package lifetime

import (
	"github.com/asynctools/asynctools/syntax/ast"
)

// What a name is given decides the tests that ask of it, and one test of a name
// decides others: after `mode == "a"` has held, so does `mode in ("a", "b")`. So
// the facts of a state are all that is carried along, and no values.

// lesson is a name that gets a value, lessons the facts that this decides, as they
// are written into a state.
type (
	lesson struct {
		name string
		v    *value
	}
	lessons struct{ mask, bits uint64 }
)

// learn is the state after name has been found to have v.
func (f *function) learn(s state, name string, v *value) state {
	list := f.facts.about[name]
	if v == nil || len(list) == 0 {
		return s
	}
	key := lesson{name, v}
	l, known := f.facts.learned[key]
	if !known {
		for _, at := range list {
			id, have := f.facts.atoms[at.atom]
			if !have {
				continue
			}
			if outcome, decided := f.decide(at, v); decided {
				l.mask |= 3 << (2 * id)
				l.bits |= 2 << (2 * id)
				if outcome != at.contrary {
					l.bits |= 1 << (2 * id)
				}
			}
		}
		f.facts.learned[key] = l
	}
	s.facts = s.facts&^l.mask | l.bits
	return s
}

// decide is the outcome of a test of a name that has v.
func (f *function) decide(at fact, v *value) (outcome, known bool) {
	if v.kind == choiceValue {
		for i, part := range v.parts {
			got, decided := f.decide(at, part)
			if !decided || i > 0 && got != outcome {
				return false, false
			}
			outcome = got
		}
		return outcome, true
	}
	if at.among != nil {
		return compare(v, ast.In, at.among)
	}
	return f.evaluate(at.test, at.name, v)
}

// learnOutcome is the state after an atom has been found to hold, or not to.
func (f *function) learnOutcome(s state, atom string, holds bool) state {
	at, ok := f.facts.of[atom]
	if !ok || len(f.facts.about[at.subject]) < 2 {
		return s
	}
	if at.atom == at.subject {
		return f.learn(s, at.subject, f.known(holds))
	}
	return f.learn(s, at.subject, f.lessonOf(at, holds != at.contrary))
}

// lessonOf is the value that a name has where a comparison with it has come out as
// outcome; nil where that says nothing of other tests.
func (f *function) lessonOf(at fact, outcome bool) *value {
	if at.among != nil {
		if !outcome {
			return nil
		}
		if len(at.among.parts) > 1 {
			return at.among
		}
		return at.among.parts[0]
	}
	c, ok := at.test.(*ast.Compare)
	if !ok {
		return nil
	}
	other := c.Comparators[0]
	if !isNamed(plainly(c.Left), at.name) {
		other = c.Left
	}
	w := f.valueOf(other)
	switch c.Ops[0] {
	case ast.IsNot, ast.NotEq:
		outcome = !outcome
	case ast.Is, ast.Eq:
	case ast.In, ast.NotIn:
		if outcome == (c.Ops[0] == ast.In) {
			return f.members(other)
		}
		return nil
	default:
		return nil
	}
	switch {
	case outcome:
		return w
	case w != nil && w.kind == noneValue:
		return f.always(presentValue)
	}
	return nil
}

// known is a value of which a test for truth has come out as truth.
func (f *function) known(truth bool) *value {
	if truth {
		return f.always(truthyValue)
	}
	return f.always(falsyValue)
}

// always is the one value of a kind, so that what it says is found once.
func (f *function) always(kind valueKind) *value {
	if f.plainest[kind] == nil {
		if f.plainest == nil {
			f.plainest = map[valueKind]*value{}
		}
		f.plainest[kind] = &value{kind: kind}
	}
	return f.plainest[kind]
}

// eliminate is the state after a test of a name that is known to have one of several
// values: what is left where all others have been ruled out. ok is false where none is.
func (f *function) eliminate(s state, atom string) (out state, ok bool) {
	name := f.facts.of[atom].subject
	list := f.facts.about[name]
	if len(list) < 2 {
		return s, true
	}
	for _, at := range list {
		choice := f.choiceOf(at)
		id, have := f.facts.atoms[at.atom]
		if choice == nil || !have {
			continue
		}
		if holds, known := s.fact(id); !known || !holds {
			continue
		}
		var left *value
		more := false
		for _, part := range choice.parts {
			if f.isRuledOut(s, list, part) {
				continue
			}
			more = more || left != nil
			left = part
		}
		switch {
		case left == nil:
			return s, false
		case !more:
			s = f.learn(s, name, left)
		}
	}
	return s, true
}

// choiceOf are the values of which a name has one where a test holds, or nil.
func (f *function) choiceOf(at fact) *value {
	if at.among != nil {
		return at.among
	}
	if c, ok := at.test.(*ast.Compare); ok && (c.Ops[0] == ast.In || c.Ops[0] == ast.NotIn) {
		return f.members(c.Comparators[0])
	}
	return nil
}

// isRuledOut reports a value that a test has shown a name not to have.
func (f *function) isRuledOut(s state, list []fact, v *value) bool {
	for _, at := range list {
		id, have := f.facts.atoms[at.atom]
		if !have {
			continue
		}
		if holds, known := s.fact(id); known {
			if outcome, decided := f.decide(at, v); decided && (outcome != at.contrary) != holds {
				return true
			}
		}
	}
	return false
}
