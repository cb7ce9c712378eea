package lifetime

import (
	"slices"

	"github.com/asynctools/asynctools/syntax/ast"
)

// The targets of "a, b = b, a" get their values at once: what a held is kept under
// a name of its own until b has it.

// keptName is the name under which a generator is kept until its target is reached.
func keptName(name string) string { return "(" + name + ")" }

// crossing tells of which values the name gets another value before their own
// target does.
func crossing(targets []ast.Expr, values []ast.Expr) (late []bool, some bool) {
	late = make([]bool, len(values))
	for i, x := range values {
		n, ok := x.(*ast.Name)
		late[i] = ok && slices.ContainsFunc(targets[:i], func(t ast.Expr) bool { return isNamed(t, n.Ident) })
		some = some || late[i]
	}
	return late, some
}

// addCrossing makes room for what a swap keeps.
func (f *function) addCrossing(s *ast.Assign) {
	value, ok := s.Value.(*ast.Tuple)
	if !ok {
		return
	}
	for _, t := range s.Targets {
		target, ok := t.(*ast.Tuple)
		if !ok || len(target.Elts) != len(value.Elts) {
			continue
		}
		late, _ := crossing(target.Elts, value.Elts)
		for i, x := range value.Elts {
			if _, tracked := f.names[identOf(x)]; late[i] && tracked {
				f.addName(keptName(identOf(x)))
			}
		}
	}
}

func identOf(x ast.Expr) string {
	if n, ok := x.(*ast.Name); ok {
		return n.Ident
	}
	return ""
}

// bindCrossed binds targets to values of which some must be kept meanwhile; it
// reports false where there are none.
func (c *collector) bindCrossed(targets, values []ast.Expr) bool {
	late, some := crossing(targets, values)
	if !some {
		return false
	}
	f := c.f
	keep := func(i int) (id int, ok bool) {
		if !late[i] || f.holder(values[i]) < 0 {
			return 0, false
		}
		id, ok = f.names[keptName(identOf(values[i]))]
		return id, ok
	}
	for i, x := range values {
		if id, ok := keep(i); ok {
			c.add(op{kind: opAlias, name: id, from: f.holder(x), at: x, text: keptName(identOf(x))})
		}
	}
	for i, t := range targets {
		kept, ok := keep(i)
		if !ok {
			c.bind(t, values[i])
			continue
		}
		name, isName := t.(*ast.Name)
		id, tracked := f.names[identOf(t)]
		if isName && tracked && !f.shadow[name.Ident] && f.m.BlockAt(name).Resolve(name.Ident) == f.fn.Block {
			c.add(op{kind: opAlias, name: id, from: kept, at: values[i], text: name.Ident})
		} else {
			c.targets(t)
			c.add(op{kind: opEscape, name: kept, at: values[i]})
		}
		c.add(op{kind: opClear, name: kept, text: keptName(identOf(values[i]))})
	}
	return true
}
