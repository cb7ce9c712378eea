package lifetime

import (
	"github.com/asynctools/asynctools/syntax/ast"
)

// A list that begins empty and is appended to is as good as a flag: "if found:".

// fill is a call of a method that changes the container of a name with tests.
func (c *collector) fill(call *ast.Call) {
	a, ok := call.Func.(*ast.Attribute)
	if !ok {
		return
	}
	n, ok := a.Value.(*ast.Name)
	if !ok || len(c.f.facts.about[n.Ident]) == 0 {
		return
	}
	switch a.Attr {
	case "append", "appendleft", "add", "insert", "setdefault":
		c.filled(n.Ident, c.f.always(fullValue))
	case "clear":
		c.filled(n.Ident, c.f.always(emptyValue))
	case "extend", "update", "pop", "popitem", "popleft", "remove", "discard":
		c.filled(n.Ident, nil)
	}
}

// filled is a container that holds something else now. Of one that others may fill
// nothing is known.
func (c *collector) filled(name string, v *value) {
	if !c.f.isPrivate(name) {
		v = nil
	}
	c.add(op{kind: opFill, name: -1, text: name, holds: v})
}

// store is the container of an item that is bound or deleted.
func (c *collector) store(n *ast.Name) {
	if len(c.f.facts.about[n.Ident]) == 0 {
		return
	}
	sub, ok := c.f.m.Parent(n).(*ast.Subscript)
	switch {
	case !ok || sub.Value != ast.Expr(n):
	case sub.Ctx == ast.Store && sub.Slice.Kind() != ast.SliceKind:
		c.filled(n.Ident, c.f.always(fullValue))
	case sub.Ctx != ast.Load:
		c.filled(n.Ident, nil)
	}
}

// count is "n += 1": what counts from nought on is more than that then.
func (c *collector) count(s *ast.AugAssign) {
	n, ok := s.Target.(*ast.Name)
	if !ok || s.Op != ast.Add || len(c.f.facts.about[n.Ident]) == 0 {
		return
	}
	by := c.f.valueOf(s.Value)
	if by == nil || by.kind != intValue || by.n <= 0 {
		return
	}
	for _, set := range c.f.asks.settings[n.Ident] {
		if v := c.f.valueOf(set.value); v == nil || v.kind != intValue || v.n < 0 {
			return
		}
	}
	c.add(op{kind: opFill, name: -1, text: n.Ident, holds: c.f.always(positiveValue)})
}

// isPrivate reports a name whose container nothing else gets hold of.
func (f *function) isPrivate(name string) bool {
	if private, known := f.private[name]; known {
		return private
	}
	private := true
	for _, s := range f.fn.Body {
		ast.Inspect(s, func(x ast.Node) bool {
			n, ok := x.(*ast.Name)
			if ok && n.Ident == name && n.Ctx == ast.Load && !f.keepsPrivate(n) {
				private = false
			}
			return private
		})
	}
	if f.private == nil {
		f.private = map[string]bool{}
	}
	f.private[name] = private
	return private
}

// keepsPrivate reports a mention of a container after which no one else can fill it.
func (f *function) keepsPrivate(n *ast.Name) bool {
	if at := f.m.BlockAt(n); at != f.fn.Block && !isInline(f.m, n, f.fn.Block) {
		return false
	}
	switch p := f.m.Parent(n).(type) {
	case *ast.If, *ast.While, *ast.Assert, *ast.UnaryOp, *ast.Compare, *ast.Return, *ast.FormattedValue:
		return true
	case *ast.For:
		return p.Iter == ast.Expr(n)
	case *ast.Comprehension:
		return p.Iter == ast.Expr(n)
	case *ast.Subscript:
		return p.Value == ast.Expr(n)
	case *ast.Attribute:
		call, ok := f.m.Parent(p).(*ast.Call)
		return ok && call.Func == ast.Expr(p)
	case *ast.BoolOp:
		for at := ast.Node(p); ; at = f.m.Parent(at) {
			switch f.m.Parent(at).(type) {
			case *ast.BoolOp, *ast.UnaryOp:
				continue
			case *ast.If, *ast.While, *ast.Assert:
				return true
			}
			return false
		}
	case *ast.Call:
		if fn, ok := p.Func.(*ast.Name); ok {
			switch fn.Ident {
			case "len", "print", "sum", "sorted", "list", "tuple", "set", "dict", "any", "all", "max", "min", "str", "repr", "enumerate":
				return true
			}
		}
	}
	return false
}
