package infer

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// attribute is what an attribute holds: what inference knows of it, if nothing
// says that it may be something else by the time it is used.
func (o *objects) attribute(m *index.Module, x *ast.Attribute) ([]Object, bool) {
	v := o.e.Expr(m, x)
	list, ok := o.value(m, x, v)
	if !ok || !o.overrides {
		return list, ok
	}
	owner, ok := o.owner(m, x.Value)
	if !ok {
		return list, true
	}
	if v.Kind == Function || v.Kind == ManagerFactory {
		return list, !o.isPatched(m, x)
	}
	at := owner.defaults(o.e.query(), x.Attr)
	for _, b := range at {
		if b.Annotation != nil && mayBeAny(b.Annotation) {
			return nil, false
		}
	}
	if owner.class != nil && len(at) > 0 && isFalsyEverywhere(at) {
		if base, ok := x.Value.(*ast.Name); ok && (target{name: base.Ident, attr: x.Attr}).isNoneOf(m, x, at) {
			return nil, false
		}
		for i := range list {
			list[i].falsy = true
		}
	}
	if owner.class != nil && !o.isExact(m, x.Value) && len(o.e.Subclasses(m, owner.class, x.Attr)) > 0 {
		return nil, false
	}
	set, ok := o.setElsewhere(m, owner, x.Attr, false)
	return append(list, set...), ok
}

// isPatched reports a function or method that something in the place of which
// may be put from outside: for this file anything that looks like it counts, for
// others what is sure to mean it.
func (o *objects) isPatched(m *index.Module, x *ast.Attribute) bool {
	owner, ok := o.owner(m, x.Value)
	if !ok || !o.overrides {
		return false
	}
	_, ok = o.setElsewhere(m, owner, x.Attr, true)
	return !ok
}

// isReplaced reports a global whose annotation lets anything in, or in whose place
// other files put something.
func (o *objects) isReplaced(m *index.Module, block *index.Block, name string) bool {
	for _, b := range block.Bindings(name) {
		if b.Annotation != nil && mayBeAny(b.Annotation) {
			return true
		}
	}
	list, ok := o.setElsewhere(m, owner{module: m}, name, true)
	return !ok || len(list) > 0
}

// isNonlocal reports a name that a function inside of its own binds: when that
// one runs is not known.
func isNonlocal(m *index.Module, block *index.Block, name string) bool {
	if block.Kind != index.FunctionBlock || !m.Mentions("nonlocal") {
		return false
	}
	found := false
	ast.Inspect(block.Node, func(n ast.Node) bool {
		if s, ok := n.(*ast.Nonlocal); ok {
			for _, at := range s.Names {
				found = found || at == name
			}
		}
		return !found
	})
	return found
}

// owner is what an attribute belongs to: a class or a module of the program.
type owner struct {
	class  *index.Class
	module *index.Module
}

func (o *objects) owner(m *index.Module, x ast.Expr) (owner, bool) {
	v := o.e.Expr(m, x)
	if v.Kind == TypeForm {
		v = deref(v.Of)
	}
	switch {
	case (v.Kind == Instance || v.Kind == Class) && v.Class != nil:
		return owner{class: v.Class}, true
	case v.Kind == Module && v.Module != nil && !v.Module.Library:
		return owner{module: v.Module}, true
	}
	return owner{}, false
}

// defaults are the bindings of an attribute in its module, or in its class and
// those above.
func (w owner) defaults(q *query, attr string) []index.Binding {
	if w.module != nil {
		return w.module.Block.Bindings(attr)
	}
	var out []index.Binding
	for _, a := range q.lineage(w.class).list {
		if a.class != nil {
			out = append(append(out, a.class.Block.Bindings(attr)...), a.class.Self[attr]...)
		}
	}
	return out
}

// mayBeAny reports an annotation that lets anything in, such as Any.
func mayBeAny(x ast.Expr) bool {
	any := false
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Name:
			any = any || n.Ident == "Any" || n.Ident == "object"
		case *ast.Attribute:
			any = any || n.Attr == "Any"
		case *ast.Constant:
			text, _ := stringLiteral(n)
			any = any || strings.Contains(text, "Any") || text == "object"
		case *ast.Subscript:
			name := index.LastName(n.Value)
			return name == "Optional" || name == "Union" || name == "Annotated" || name == "ClassVar" || name == "Final" || name == "Required"
		}
		return !any
	})
	return any
}

// isFalsyEverywhere reports an attribute that nothing in the class gives a value
// which a test may find true.
func isFalsyEverywhere(at []index.Binding) bool {
	for _, b := range at {
		if b.Kind != index.BindDeclare && (b.Kind != index.BindAssign || b.Value == nil || !isFalsy(b.Value)) {
			return false
		}
	}
	return true
}

// dropFalsy leaves out what a test of the name rules out where it stands.
func dropFalsy(m *index.Module, x *ast.Name, list []Object) []Object {
	var out []Object
	for _, obj := range list {
		if (obj.falsy || obj.Of != nil && isFalsy(obj.Of)) && (target{name: x.Ident}).isNot(m, x, obj.Of) {
			continue
		}
		out = append(out, obj)
	}
	return out
}

// isNoneOf reports that tests rule all of the values out.
func (t target) isNoneOf(m *index.Module, x ast.Expr, at []index.Binding) bool {
	for _, b := range at {
		if b.Value != nil && !t.isNot(m, x, b.Value) {
			return false
		}
	}
	return true
}

// isFalsy reports a literal that no test finds true.
func isFalsy(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Constant:
		switch x.Value.Type {
		case ast.FalseConst, ast.NoneConst:
			return true
		case ast.IntConst:
			n, ok := intLiteral(x)
			return ok && n == 0
		case ast.StrConst, ast.BytesConst:
			return x.Value.Text == ""
		}
	case *ast.List:
		return len(x.Elts) == 0
	case *ast.Tuple:
		return len(x.Elts) == 0
	case *ast.Dict:
		return len(x.Keys) == 0
	}
	return false
}

// isNot reports that the tests around x rule out that the target is a value that is
// not true.
func (t target) isNot(m *index.Module, x, value ast.Expr) bool {
	for _, f := range t.facts(m, x) {
		if f.pattern == nil && t.follows(f.test, f.truth, value) {
			return true
		}
	}
	return false
}

func (t target) follows(test ast.Expr, truth bool, value ast.Expr) bool {
	switch x := test.(type) {
	case *ast.UnaryOp:
		return x.Op == ast.Not && t.follows(x.Operand, !truth, value)
	case *ast.BoolOp:
		// Of "a and b" that is true both are, of "a or b" one of them.
		every := (x.Op == ast.And) != truth
		for _, part := range x.Values {
			if t.follows(part, truth, value) != every {
				return !every
			}
		}
		return every
	case *ast.Compare:
		if len(x.Ops) != 1 || !t.is(x.Left) || !isFalsy(x.Comparators[0]) {
			return false
		}
		if index.IsNone(x.Comparators[0]) != index.IsNone(value) {
			return false // as which False passes
		}
		return truth == (x.Ops[0] == ast.IsNot || x.Ops[0] == ast.NotEq)
	case *ast.Call:
		return truth && len(x.Args) == 1 && index.LastName(x.Func) == "bool" && t.is(x.Args[0])
	}
	return truth && t.is(test)
}
