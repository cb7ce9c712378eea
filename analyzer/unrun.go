package analyzer

import (
	"slices"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// withoutUnrun drops the findings in code that never runs, or that only type checkers
// look at: nothing can go wrong there.
func withoutUnrun(m *index.Module, found []Diagnostic) []Diagnostic {
	if len(found) == 0 || !m.Mentions("TYPE_CHECKING") && !m.Mentions("if True") && !m.Mentions("if False") {
		return found
	}
	var never []source.Span
	ast.Inspect(m.File.Mod, func(n ast.Node) bool {
		s, ok := n.(*ast.If)
		if !ok {
			return true
		}
		body, test := s.Body, s.Test
		if not, ok := test.(*ast.UnaryOp); ok && not.Op == ast.Not {
			body, test = s.Orelse, not.Operand
		}
		switch c, ok := test.(*ast.Constant); {
		case ok && c.Value.Type == ast.TrueConst && test == s.Test:
			body = s.Orelse
		case ok && c.Value.Type == ast.FalseConst && test == s.Test, isTypeChecking(m, test):
		default:
			return true
		}
		if len(body) > 0 {
			never = append(never, source.Span{Start: body[0].Pos(), End: body[len(body)-1].End()})
		}
		return true
	})
	return slices.DeleteFunc(found, func(d Diagnostic) bool {
		return slices.ContainsFunc(never, func(s source.Span) bool { return s.Start <= d.Span.Start && d.Span.End <= s.End })
	})
}

// isTypeChecking reports typing.TYPE_CHECKING, or a name that stands for it: what a
// file sets to anything but False does not.
func isTypeChecking(m *index.Module, x ast.Expr) bool {
	if index.LastName(x) != "TYPE_CHECKING" {
		return false
	}
	name, ok := x.(*ast.Name)
	if !ok {
		return true
	}
	block := m.BlockAt(name).Resolve(name.Ident)
	if block == nil {
		return false
	}
	for _, b := range block.Bindings(name.Ident) {
		if b.Kind == index.BindFrom {
			continue
		}
		c, ok := b.Value.(*ast.Constant)
		if !ok || c.Value.Type != ast.FalseConst {
			return false
		}
	}
	return true
}
