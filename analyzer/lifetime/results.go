package lifetime

import (
	"slices"
	"strings"

	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// noteResult notes what a helper returns, in which states.
func (s *search) noteResult(n *flow.Node, after []state) {
	if s.site.param < 0 || s.mode != asWritten || n.Kind != flow.Stmt && n.Kind != flow.Step && n.Kind != flow.Join && n.Kind != flow.Leave {
		return
	}
	if ret, ok := n.Ast.(*ast.Return); ok && n.Kind == flow.Stmt {
		for _, st := range after {
			s.addResult(s.f.returned(ret, st), st.st)
		}
		return
	}
	for _, e := range n.Succ {
		if e.To.Kind == flow.Exit && e.Kind != flow.Return {
			for _, st := range after {
				if to, ok := s.take(n, e, st); ok {
					s.addResult(s.f.always(noneValue), to.st)
				}
			}
		}
	}
}

func (s *search) addResult(v *value, st status) {
	for i, r := range s.gives {
		if r.value == v {
			s.gives[i].ends |= 1 << st
			return
		}
	}
	s.gives = append(s.gives, Result{v, 1 << st})
}

// returned is what a return gives.
func (f *function) returned(ret *ast.Return, st state) *value {
	if ret.Value == nil {
		return f.always(noneValue)
	}
	if isTest(ret.Value) {
		if outcome, known := f.test(ret.Value, st); known {
			return f.truthOf(outcome)
		}
		return nil
	}
	return f.current(ret.Value, st)
}

// current is the value of an expression in a state, as a caller knows it.
func (f *function) current(x ast.Expr, st state) *value {
	switch x := x.(type) {
	case *ast.Await:
		if st.got > 0 && f.gots[st.got-1].of == ast.Expr(x) {
			return f.abroad(f.gots[st.got-1].value)
		}
		return nil
	case *ast.Name:
		for _, at := range f.facts.about[x.Ident] {
			id, have := f.facts.atoms[at.atom]
			if !have || at.among == nil && at.atom != x.Ident {
				continue
			}
			holds, known := st.fact(id)
			switch {
			case !known:
			case at.among == nil:
				return f.known(holds)
			case holds && len(at.among.parts) == 1:
				return at.among.parts[0]
			}
		}
	case *ast.Tuple:
		out, known := &value{kind: tupleValue}, false
		for _, e := range x.Elts {
			if e.Kind() == ast.StarredKind {
				return nil
			}
			v := f.current(e, st)
			known = known || v != nil
			out.parts = append(out.parts, v)
		}
		if !known {
			return nil
		}
		return f.oneOf(x, out)
	}
	return f.lasting(x)
}

// oneOf is the tuple that has been made before of the same values, or out.
func (f *function) oneOf(x *ast.Tuple, out *value) *value {
	for _, have := range f.tuples[x] {
		if slices.Equal(have.parts, out.parts) {
			return have
		}
	}
	if f.tuples == nil {
		f.tuples = map[*ast.Tuple][]*value{}
	}
	f.tuples[x] = append(f.tuples[x], out)
	return out
}

// lasting is the value of an expression that means the same in a caller.
func (f *function) lasting(x ast.Expr) *value {
	v := f.valueOf(x)
	if v == nil || v.kind != symbolValue {
		return v
	}
	return f.abroad(v)
}

// abroad is a value as a caller knows it: what it gives for a parameter, and nothing
// of other locals.
func (f *function) abroad(v *value) *value {
	if v == nil {
		return nil
	}
	if out, known := f.foreign[v]; known {
		return out
	}
	out := v
	switch v.kind {
	case itemValue:
		if end := f.abroad(v.not); end == nil {
			out = nil
		} else if end != v.not {
			out = &value{kind: itemValue, not: end}
		}
	case symbolValue:
		first, _, _ := strings.Cut(v.text, ".")
		switch at := f.fn.Block.Bindings(first); {
		case len(at) == 0:
		case len(at) == 1 && at[0].Kind == index.BindParam && first == v.text:
			out = &value{kind: paramValue, text: first}
		default:
			out = nil
		}
	}
	if f.foreign == nil {
		f.foreign = map[*value]*value{}
	}
	f.foreign[v] = out
	return out
}

// results are what a helper returns in the states in which it leaves the generator;
// nil where something on the way out of it may change these.
func (s *search) results(normal uint8) []Result {
	var all uint8
	for _, r := range s.gives {
		all |= r.ends
	}
	if all != normal {
		return nil
	}
	return s.gives
}
