package lifetime

import (
	"slices"

	"github.com/asynctools/asynctools/syntax/ast"
)

// nest notes a loop that begins while another one runs over the generator.
func (s *search) nest(n ast.Node, st state) {
	inner, ok := n.(*ast.AsyncFor)
	if !ok || st.st != suspended {
		return
	}
	s.f.eachLoop(st, func(_ int, at ast.Node) {
		outer, ok := at.(*ast.AsyncFor)
		if ok && outer != inner && !slices.Contains(s.site.Nested, inner) {
			s.site.Nested = append(s.site.Nested, inner)
		}
	})
}

// share notes that a task over the generator is made.
func (s *search) share(st state, call *ast.Call) state {
	if !slices.Contains(s.site.Shared, call) {
		s.site.Shared = append(s.site.Shared, call)
	}
	if st.task && !slices.Contains(s.site.Beside, call) {
		s.site.Beside = append(s.site.Beside, call)
	}
	st.task = true
	return st
}
