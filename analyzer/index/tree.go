package index

import (
	"slices"

	"github.com/asynctools/asynctools/syntax/ast"
)

// IsNone reports the constant None.
func IsNone(x ast.Expr) bool {
	c, ok := x.(*ast.Constant)
	return ok && c.Value.Type == ast.NoneConst
}

// LastName is "c" of a.b.c, and "" of what is no dotted name.
func LastName(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Name:
		return x.Ident
	case *ast.Attribute:
		return x.Attr
	}
	return ""
}

// Siblings is the list of statements of a node that s stands in, and where.
func Siblings(up ast.Node, s ast.Stmt) ([]ast.Stmt, int) {
	for _, list := range ast.Bodies(up) {
		if i := slices.Index(list, s); i >= 0 {
			return list, i
		}
	}
	return nil, -1
}

// IsLooped reports a node in a loop of its function, or of the module.
func (m *Module) IsLooped(n ast.Node) bool {
	for at := m.Parent(n); at != nil; at = m.Parent(at) {
		switch at.(type) {
		case *ast.For, *ast.AsyncFor, *ast.While:
			return true
		case *ast.FunctionDef, *ast.AsyncFunctionDef:
			return false
		}
	}
	return false
}
