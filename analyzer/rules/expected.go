package rules

import (
	"path/filepath"
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// expectsError reports code inside "with pytest.raises(...)", "with
// self.assertRaises(...)" or "contextlib.suppress(...)", or the body of a try
// with handlers of that error: who writes that means what happens.
func expectsError(m *index.Module, n ast.Node) bool {
	for child, at := n, m.Parent(n); at != nil; child, at = at, m.Parent(at) {
		var items []*ast.WithItem
		switch at := at.(type) {
		case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.Lambda:
			return false
		case *ast.With:
			items = at.Items
		case *ast.AsyncWith:
			items = at.Items
		case *ast.Try:
			if len(at.Body) > 0 && child.Pos() <= at.Body[len(at.Body)-1].Pos() && catchesMisuse(at.Handlers) {
				return true
			}
		}
		for _, item := range items {
			if call, ok := item.ContextExpr.(*ast.Call); ok {
				if name := lastName(call.Func); strings.HasPrefix(name, "assertRaises") || strings.HasPrefix(name, "assertWarns") ||
					name == "raises" || name == "warns" || name == "suppress" {
					return true
				}
			}
		}
	}
	return false
}

// catchesMisuse reports handlers for the errors that misuse raises.
func catchesMisuse(handlers []*ast.ExceptHandler) bool {
	for _, h := range handlers {
		for _, x := range handlerTypes(h) {
			switch lastName(x) {
			case "TypeError", "RuntimeError", "AttributeError":
				return true
			}
		}
	}
	return false
}

func handlerTypes(h *ast.ExceptHandler) []ast.Expr {
	if t, ok := h.Type.(*ast.Tuple); ok {
		return t.Elts
	}
	if h.Type == nil {
		return nil
	}
	return []ast.Expr{h.Type}
}

// lastName is the name at the end of a dotted one.
func lastName(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Name:
		return x.Ident
	case *ast.Attribute:
		return x.Attr
	}
	return ""
}

// isTestCode reports a file of tests, by its name.
func isTestCode(m *index.Module) bool {
	base := filepath.Base(m.Path)
	return strings.HasPrefix(base, "test_") || strings.HasSuffix(base, "_test.py") || base == "conftest.py"
}
