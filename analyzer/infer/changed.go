package infer

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// isChanged reports a list or dict that may have other elements than those it was
// made with by the time that x stands for it: something other than a look into it
// is done with its name.
func (o *objects) isChanged(m *index.Module, x ast.Expr) bool {
	if sub, ok := x.(*ast.Subscript); ok && o.isChanged(m, sub.Value) {
		return true
	}
	switch o.e.Expr(m, x).Kind {
	case Collection, Mapping:
	default:
		return false // a tuple stays what it is, and the rest is not followed
	}
	switch x := x.(type) {
	case *ast.Name:
		block := m.BlockAt(x).Resolve(x.Ident)
		if block == nil {
			return true
		}
		for _, b := range block.Bindings(x.Ident) {
			switch b.Kind {
			case index.BindAssign, index.BindDeclare:
				if _, alias := b.Value.(*ast.Name); alias {
					return true
				}
			default:
				return true
			}
		}
		return isUsedUp(m, block.Node, func(n ast.Node) bool {
			name, ok := n.(*ast.Name)
			return ok && name.Ident == x.Ident && name.Ctx == ast.Load && m.BlockAt(name).Resolve(x.Ident) == block
		})
	case *ast.Attribute:
		return isUsedUp(m, m.File.Mod, func(n ast.Node) bool {
			at, ok := n.(*ast.Attribute)
			return ok && at.Attr == x.Attr && at.Ctx == ast.Load
		})
	}
	return false
}

// isUsedUp reports a use of a container, among those that is picks, that may change
// it or hand it to what does.
func isUsedUp(m *index.Module, in ast.Node, is func(ast.Node) bool) bool {
	changed := false
	ast.Inspect(in, func(n ast.Node) bool {
		if x, ok := n.(ast.Expr); ok && is(n) {
			changed = changed || !isLook(m, x)
		}
		return !changed
	})
	return changed
}

// isLook reports a use of a container that leaves it and its elements in place.
func isLook(m *index.Module, x ast.Expr) bool {
	switch up := m.Parent(x).(type) {
	case *ast.Subscript:
		if up.Value != x {
			return false
		}
		if inner, ok := m.Parent(up).(*ast.Subscript); ok && inner.Value == ast.Expr(up) {
			return isLook(m, up)
		}
		return up.Ctx == ast.Load
	case *ast.Attribute:
		switch up.Attr {
		case "get", "items", "keys", "values", "index", "count", "copy":
			return true
		}
		return false
	case *ast.Call:
		switch index.LastName(up.Func) {
		case "len", "print", "enumerate", "zip", "sorted", "reversed", "list", "tuple", "set", "dict", "str", "repr", "any", "all", "map", "iter":
			return up.Func != x
		}
		return false
	case *ast.For, *ast.AsyncFor, *ast.Comprehension, *ast.Starred, *ast.Compare, *ast.UnaryOp, *ast.ExprStmt, *ast.Await,
		*ast.If, *ast.While, *ast.Assert, *ast.FormattedValue:
		return true
	}
	return false
}
