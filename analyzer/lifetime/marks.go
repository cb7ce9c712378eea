package lifetime

import (
	"github.com/asynctools/asynctools/syntax/ast"
)

// What a search notes of a site as it comes by.

func (s *search) note(list *[]*ast.AsyncFor, loop *ast.AsyncFor) {
	s.busy = true
	for _, have := range *list {
		if have == loop {
			return
		}
	}
	*list = append(*list, loop)
}

// sameMoment reports that the generator has just been made by this very
// statement, for "a = b = agen()".
func sameMoment(s *search, st state) bool {
	assign, ok := s.site.Stmt.(*ast.Assign)
	return ok && len(assign.Targets) > 1 && st.st == created
}

// shut notes that the generator is closed while it is suspended, and that no
// exception led there.
func (s *search) shut(st state) {
	s.site.Shut = s.site.Shut || st.st == suspended && s.mode != throwing
}

func (s *search) escape(st state) state {
	s.busy = true
	s.site.Escapes = true
	s.site.ends.escaped = true
	st.st = gone
	return st
}

func (s *search) add(list *[]ast.Node, n ast.Node) {
	for _, have := range *list {
		if have == n {
			return
		}
	}
	*list = append(*list, n)
}
