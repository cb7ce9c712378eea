package infer

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// attribute is v.name.
func (q *query) attribute(v Value, name string) Value {
	switch v.Kind {
	case Module:
		if got := q.member(v.Module, name); got.Kind != Unknown {
			return got
		}
		if sub := q.module(v.Module, 0, join2(v.Module.Name, name)); sub.Kind == Module {
			return sub
		}
		return Value{}
	case External:
		// "import a.b" binds a, though a.b may well be a module of the workspace.
		return Value{Kind: External, Name: v.Name + "." + name}
	case Class:
		got, ok := q.classAttribute(v.Class, name, map[*index.Class]bool{})
		if !ok {
			return Value{}
		}
		if got.Kind == Function && got.Receiver == nil && q.methodRole(got.Func) == "classmethod" {
			got.Receiver = &v
		}
		if got.Kind == Property {
			return Value{}
		}
		return got
	case Instance:
		if v.Class == nil {
			return Value{Kind: External, Name: v.Name + "." + name}
		}
		return q.instanceAttribute(v, name)
	case AsyncGenerator:
		return Value{Kind: External, Name: "async_generator." + name}
	}
	return Value{}
}

func (q *query) instanceAttribute(v Value, name string) Value {
	got, ok := q.classAttribute(v.Class, name, map[*index.Class]bool{})
	set, isSet := q.selfAttribute(v.Class, name, map[*index.Class]bool{})
	switch {
	case ok && isSet:
		return join(got, set)
	case isSet:
		return set
	case !ok:
		return Value{}
	}
	return q.bindTo(v, got)
}

// bindTo is what access through an instance makes of a class's attribute.
func (q *query) bindTo(v, got Value) Value {
	switch got.Kind {
	case Function, ManagerFactory:
		if got.Func.Class != nil && q.methodRole(got.Func) != "staticmethod" {
			got.Receiver = &v
		}
	case Property:
		return q.invoke(got.Func, &v, nil)
	}
	return got
}

// classAttribute looks through a class and its bases. ok is false when the
// name is nowhere, or a base that nothing is known of may have it.
func (q *query) classAttribute(c *index.Class, name string, seen map[*index.Class]bool) (v Value, ok bool) {
	if seen[c] {
		return Value{}, false
	}
	seen[c] = true
	if at := c.Block.Bindings(name); len(at) > 0 {
		return shared(q.bound(c.Block, name, at)), true
	}
	for _, base := range q.bases(c) {
		if base.Kind != Class {
			if isPlainBase(base.Name) {
				continue
			}
			return Value{}, false
		}
		if v, ok := q.classAttribute(base.Class, name, seen); ok {
			return v, true
		}
	}
	return Value{}, false
}

// selfAttribute joins what the methods of a class and its bases set.
func (q *query) selfAttribute(c *index.Class, name string, seen map[*index.Class]bool) (Value, bool) {
	if seen[c] {
		return Value{}, false
	}
	seen[c] = true
	if at := c.Self[name]; len(at) > 0 {
		values := make([]Value, 0, len(at))
		for _, b := range at {
			if b.Annotation != nil {
				if v := q.annotation(c.Module, b.Annotation); v.Kind != Unknown {
					return shared(v), true
				}
			}
			v := q.enter(b.Node, func() Value { return q.binding(c.Module.BlockAt(b.Stmt), name, b) })
			if v.Kind == Unknown {
				return Value{}, true
			}
			values = append(values, v)
		}
		return shared(joinAll(values)), true
	}
	for _, base := range q.bases(c) {
		if base.Kind == Class {
			if v, ok := q.selfAttribute(base.Class, name, seen); ok {
				return v, true
			}
		}
	}
	return Value{}, false
}

func (q *query) bases(c *index.Class) []Value {
	out := make([]Value, 0, len(c.Node.Bases))
	for _, b := range c.Node.Bases {
		if s, ok := b.(*ast.Subscript); ok {
			b = s.Value
		}
		out = append(out, q.enter(b, func() Value { return q.expr(c.Module, b) }))
	}
	return out
}

// isPlainBase names the bases that bring no attributes a caller would use.
func isPlainBase(name string) bool {
	switch name {
	case "builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol", "typing_extensions.Protocol", "typing_extensions.Generic":
		return true
	}
	return false
}

// method is the result of calling v.name() without arguments, v an instance.
func (q *query) method(v Value, name string) Value {
	got, ok := q.classAttribute(v.Class, name, map[*index.Class]bool{})
	if !ok {
		return Value{}
	}
	return q.apply(q.bindTo(v, got), nil)
}

// super is super().name inside a method.
func (q *query) super(m *index.Module, x *ast.Attribute) (Value, bool) {
	call, ok := x.Value.(*ast.Call)
	if !ok || len(call.Args) > 0 {
		return Value{}, false
	}
	if f, ok := call.Func.(*ast.Name); !ok || f.Ident != "super" {
		return Value{}, false
	}
	fn := m.FunctionAt(x)
	if fn == nil || fn.Class == nil {
		return Value{}, true
	}
	self := Value{Kind: Instance, Class: fn.Class}
	for _, base := range q.bases(fn.Class) {
		if base.Kind != Class {
			if isPlainBase(base.Name) {
				continue
			}
			return Value{}, true
		}
		if v, ok := q.classAttribute(base.Class, x.Attr, map[*index.Class]bool{}); ok {
			return q.bindTo(self, v), true
		}
	}
	return Value{}, true
}

// IsSubclass reports whether a class has, among itself and the bases that are
// known, one of the given full name. complete is false when a base is unknown.
func (e *Engine) IsSubclass(c *index.Class, fullName string) (is, complete bool) {
	q := &query{e: e, active: map[any]bool{}}
	return q.isSubclass(c, fullName, map[*index.Class]bool{})
}

func (q *query) isSubclass(c *index.Class, fullName string, seen map[*index.Class]bool) (is, complete bool) {
	if seen[c] {
		return false, true
	}
	seen[c] = true
	if c.FullName() == fullName {
		return true, true
	}
	complete = true
	for _, base := range q.bases(c) {
		switch base.Kind {
		case External:
			if base.Name == fullName {
				return true, true
			}
			complete = complete && isPlainBase(base.Name)
		case Class:
			is, all := q.isSubclass(base.Class, fullName, seen)
			if is {
				return true, true
			}
			complete = complete && all
		default:
			complete = false
		}
	}
	return false, complete
}
