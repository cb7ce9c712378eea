package infer

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// isChanged reports a list or dict that may have other elements than those it was
// made with by the time that x stands for it: something other than a look into it
// is done with its name.
func (o *objects) isChanged(m *index.Module, x ast.Expr) bool { return o.mayChange(m, x, false) }

// mayChange is isChanged; deep asks about the containers among the elements, too,
// which a loop hands out.
func (o *objects) mayChange(m *index.Module, x ast.Expr, deep bool) bool {
	if sub, ok := x.(*ast.Subscript); ok && o.mayChange(m, sub.Value, true) {
		return true
	}
	if _, call := x.(*ast.Call); !call {
		switch o.e.Expr(m, x).Kind {
		case Collection, Mapping:
		default:
			return false // a tuple stays what it is, and the rest is not followed
		}
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
		if block.Kind == index.ModuleBlock {
			o.e.LooksFor(x.Ident)
			if o.isNamedElsewhere(m, x.Ident) {
				return true
			}
		}
		return isUsedUp(m, block.Node, deep, func(n ast.Node) bool {
			name, ok := n.(*ast.Name)
			is := ok && name.Ident == x.Ident && name.Ctx == ast.Load && m.BlockAt(name).Resolve(x.Ident) == block
			o.e.looked(m, n, is)
			return is
		})
	case *ast.Attribute:
		if owner, ok := o.owner(m, x.Value); ok {
			if set, known := o.setElsewhere(m, owner, x.Attr, false); !known || len(set) > 0 {
				return true
			}
		}
		o.e.LooksFor(x.Attr)
		for _, mod := range o.e.Members(m) {
			if mod.Path == m.Path {
				mod = m
			}
			if mod.Mentions("."+x.Attr) && isUsedUp(mod, mod.File.Mod, deep, func(n ast.Node) bool {
				at, ok := n.(*ast.Attribute)
				is := ok && at.Attr == x.Attr && at.Ctx == ast.Load
				o.e.looked(mod, n, is)
				return is
			}) {
				return true
			}
		}
	case *ast.Call:
		for _, arg := range x.Args { // enumerate(items)
			if o.mayChange(m, arg, deep) {
				return true
			}
		}
	}
	return false
}

// givesElement names the methods of containers that give one of their elements.
func givesElement(method string) bool {
	switch method {
	case "get", "pop", "popleft", "popitem", "setdefault", "__getitem__":
		return true
	}
	return false
}

// isNamedElsewhere reports a name that another file has as well: it may be what
// that one imports, and changes.
func (o *objects) isNamedElsewhere(m *index.Module, name string) bool {
	for _, mod := range o.e.Members(m) {
		if mod.Path != m.Path && mod.Mentions(name) {
			return true
		}
	}
	return false
}

// isUsedUp reports a use of a container, among those that is picks, that may change
// it or hand it to what does.
func isUsedUp(m *index.Module, in ast.Node, deep bool, is func(ast.Node) bool) bool {
	changed := false
	ast.Inspect(in, func(n ast.Node) bool {
		if x, ok := n.(ast.Expr); ok && is(n) {
			changed = changed || !isLook(m, x, deep)
		}
		return !changed
	})
	return changed
}

// isLook reports a use of a container that leaves it and its elements in place.
func isLook(m *index.Module, x ast.Expr, deep bool) bool {
	switch up := m.Parent(x).(type) {
	case *ast.Subscript:
		if up.Value != x {
			return false
		}
		if inner, ok := m.Parent(up).(*ast.Subscript); ok && inner.Value == ast.Expr(up) {
			return isLook(m, up, deep)
		}
		return up.Ctx == ast.Load
	case *ast.Attribute:
		switch up.Attr {
		case "keys", "index", "count":
			return true
		case "get", "items", "values", "copy":
			return !deep
		}
		return false
	case *ast.Call:
		switch index.LastName(up.Func) {
		case "len", "print":
			return up.Func != x
		case "enumerate", "zip", "sorted", "reversed", "list", "tuple", "set", "dict", "str", "repr", "any", "all", "map", "iter":
			return up.Func != x && !deep
		}
		return false
	case *ast.Assign:
		switch up.Targets[0].(type) {
		case *ast.Tuple, *ast.List:
			return up.Value == x && len(up.Targets) == 1 && !deep
		}
		return false
	case *ast.For, *ast.AsyncFor, *ast.Comprehension, *ast.Starred:
		return !deep
	case *ast.Compare, *ast.UnaryOp, *ast.ExprStmt, *ast.Await,
		*ast.If, *ast.While, *ast.Assert, *ast.FormattedValue:
		return true
	}
	return false
}
