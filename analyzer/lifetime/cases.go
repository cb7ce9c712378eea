package lifetime

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/syntax/ast"
)

// matchCase is a case of a match statement, as it is tried.
type matchCase struct {
	match *ast.Match
	at    *ast.MatchCase
}

// findCases finds the nodes at which cases are tried, in their order.
func (f *function) findCases() {
	for _, n := range f.g.Nodes {
		m, ok := n.Ast.(*ast.Match)
		if !ok || n.Kind != flow.Stmt {
			continue
		}
		if f.cases == nil {
			f.cases = map[*flow.Node]matchCase{}
		}
		kind := flow.Next
		for _, c := range m.Cases {
			if n = after(n, kind); n == nil {
				break
			}
			f.cases[n] = matchCase{m, c}
			kind = flow.False
		}
	}
}

// after is the join that an edge of a kind leads to.
func after(n *flow.Node, kind flow.EdgeKind) *flow.Node {
	for _, e := range n.Succ {
		if e.Kind == kind && !e.Thrown && e.To.Kind == flow.Join && e.To.Ast == nil {
			return e.To
		}
	}
	return nil
}

// patternFact is what a pattern asks of a name, where its value decides that.
func (f *function) patternFact(subject ast.Expr, p ast.Pattern) (fact, bool) {
	n, ok := plainly(subject).(*ast.Name)
	if !ok {
		return fact{}, false
	}
	values, texts := f.patternValues(p)
	if values == nil {
		return fact{}, false
	}
	text := n.Ident + " in (" + strings.Join(texts, ", ") + ")"
	if len(texts) == 1 {
		text = n.Ident + " == " + texts[0]
		if values[0].kind == noneValue || values[0].kind == trueValue || values[0].kind == falseValue {
			text = n.Ident + " is " + texts[0]
		}
	}
	return fact{atom: text, subject: n.Ident, among: &value{kind: choiceValue, parts: values}}, true
}

// patternValues are the values that a pattern is for, with their texts; nil for
// patterns that look into what they get.
func (f *function) patternValues(p ast.Pattern) (values []*value, texts []string) {
	switch p := p.(type) {
	case *ast.MatchValue:
		if v := f.valueOf(p.Value); v != nil {
			return []*value{v}, []string{f.m.Source().Slice(p.Value.Span())}
		}
	case *ast.MatchSingleton:
		v := f.singleton(p)
		return []*value{v}, []string{f.m.Source().Slice(p.Span())}
	case *ast.MatchOr:
		for _, part := range p.Patterns {
			v, t := f.patternValues(part)
			if v == nil {
				return nil, nil
			}
			values, texts = append(values, v...), append(texts, t...)
		}
		return values, texts
	case *ast.MatchAs:
		if p.Pattern != nil {
			return f.patternValues(p.Pattern)
		}
	}
	return nil, nil
}

func (f *function) singleton(p *ast.MatchSingleton) *value {
	switch p.Value.Type {
	case ast.TrueConst:
		return f.always(trueValue)
	case ast.FalseConst:
		return f.always(falseValue)
	}
	return f.always(noneValue)
}

// takesAll reports a pattern that anything matches.
func takesAll(p ast.Pattern) bool {
	as, ok := p.(*ast.MatchAs)
	return ok && (as.Pattern == nil || takesAll(as.Pattern))
}

// matches is whether the subject matches a pattern, as far as that is known.
func (f *function) matches(c matchCase, s state) (matches, known bool) {
	if takesAll(c.at.Pattern) {
		return true, true
	}
	values, _ := f.patternValues(c.at.Pattern)
	if values == nil {
		return false, false
	}
	if id := f.holder(c.match.Subject); id >= 0 && f.holds(s, id) {
		return false, true // a generator is none of them
	}
	if s.got > 0 && f.gots[s.got-1].of == c.match.Subject {
		return compare(f.gots[s.got-1].value, ast.In, &value{kind: choiceValue, parts: values})
	}
	if at, ok := f.patternFact(c.match.Subject, c.at.Pattern); ok {
		if id, have := f.facts.atoms[at.atom]; have {
			return s.fact(id)
		}
	}
	return false, false
}

// assumeCase is the state after a case has been taken, or has not. ok is false where
// that cannot be.
func (f *function) assumeCase(c matchCase, taken bool, s state) (out state, ok bool) {
	matches, known := f.matches(c, s)
	guard := c.at.Guard
	switch {
	case taken && known && !matches:
		return s, false
	case !taken && known && matches:
		if guard == nil {
			return s, false
		}
		return f.assume(guard, false, s)
	case !known && (taken || guard == nil):
		if at, ok := f.patternFact(c.match.Subject, c.at.Pattern); ok {
			if id, have := f.facts.atoms[at.atom]; have {
				s = f.learnOutcome(s.withFact(id, taken), at.atom, taken)
				if s, ok = f.eliminate(s, at.atom); !ok {
					return s, false
				}
			}
		}
		if taken {
			s = f.endedBy(c, s)
		}
	}
	if !taken {
		return s, true
	}
	ast.Inspect(c.at.Pattern, func(n ast.Node) bool {
		switch p := n.(type) {
		case *ast.MatchAs:
			s = s.forget(f.facts.reads[p.Name])
		case *ast.MatchStar:
			s = s.forget(f.facts.reads[p.Name])
		case *ast.MatchMapping:
			s = s.forget(f.facts.reads[p.Rest])
		}
		return true
	})
	if guard != nil {
		return f.assume(guard, true, s)
	}
	return s, true
}

// endedBy is the state after a case for the default of "match await anext(gen,
// default)" has been taken.
func (f *function) endedBy(c matchCase, s state) state {
	gen, instead := f.resumed(c.match.Subject)
	if gen == nil || s.st != suspended {
		return s
	}
	values, _ := f.patternValues(c.at.Pattern)
	if len(values) != 1 {
		return s
	}
	if same, known := values[0].equals(f.valueOf(instead)); !same || !known {
		return s
	}
	if id := f.holder(gen); id >= 0 && f.holds(s, id) {
		s.st = finished
	}
	return s
}
