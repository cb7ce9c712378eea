package lifetime

import (
	"strings"

	"github.com/asynctools/asynctools/syntax/ast"
)

// testOpen is the outcome of a test that asks a generator itself, or the names of the
// function: "gen.ag_frame is not None", "inspect.getasyncgenstate(gen) ==
// inspect.AGEN_SUSPENDED", "'gen' in locals()".
func (f *function) testOpen(x ast.Expr, s state) (outcome, known bool) {
	if s.st == unmade {
		return false, false
	}
	if attr := f.asksAttribute(x, s); attr != "" {
		return f.attributeTrue(attr, s)
	}
	c, ok := x.(*ast.Compare)
	if !ok || len(c.Ops) != 1 {
		return false, false
	}
	other := c.Comparators[0]
	if attr := f.asksAttribute(c.Left, s); attr == "ag_frame" {
		if v := f.valueOf(other); v == nil || v.kind != noneValue {
			return false, false
		}
		switch c.Ops[0] {
		case ast.Is, ast.Eq:
			return s.st >= finished, true
		case ast.IsNot, ast.NotEq:
			return s.st < finished, true
		}
		return false, false
	}
	if c.Ops[0] == ast.In || c.Ops[0] == ast.NotIn {
		if f.namesHeld(c.Left, other, s) {
			return c.Ops[0] == ast.In, true
		}
	}
	return f.asksState(c, s)
}

// asksAttribute is the attribute in "gen.ag_frame" of the generator, or "".
func (f *function) asksAttribute(x ast.Expr, s state) string {
	a, ok := x.(*ast.Attribute)
	if !ok || !strings.HasPrefix(a.Attr, "ag_") {
		return ""
	}
	if id := f.holder(a.Value); id >= 0 && f.holds(s, id) {
		return a.Attr
	}
	return ""
}

func (f *function) attributeTrue(attr string, s state) (outcome, known bool) {
	switch attr {
	case "ag_frame":
		return s.st < finished, true
	case "ag_running":
		return false, !s.task && !s.guard // it runs where it is awaited, and that is not here
	}
	return false, false
}

// namesHeld reports "'gen' in locals()" where gen has the generator.
func (f *function) namesHeld(left, right ast.Expr, s state) bool {
	c, ok := left.(*ast.Constant)
	call, called := right.(*ast.Call)
	if !ok || !called || c.Value.Type != ast.StrConst || len(call.Args) > 0 {
		return false
	}
	if fn, ok := call.Func.(*ast.Name); !ok || fn.Ident != "locals" && fn.Ident != "vars" {
		return false
	}
	id, tracked := f.names[c.Value.Text]
	return tracked && f.holds(s, id)
}

// asksState is the outcome of a comparison of what inspect says of the generator.
func (f *function) asksState(c *ast.Compare, s state) (outcome, known bool) {
	call, ok := c.Left.(*ast.Call)
	if !ok || len(call.Args) != 1 || s.task || s.guard || f.a.infer.DottedName(f.m, call.Func) != "inspect.getasyncgenstate" {
		return false, false
	}
	if id := f.holder(call.Args[0]); id < 0 || !f.holds(s, id) {
		return false, false
	}
	is := "AGEN_CLOSED"
	switch s.st {
	case created:
		is = "AGEN_CREATED"
	case suspended:
		is = "AGEN_SUSPENDED"
	}
	among := []ast.Expr{c.Comparators[0]}
	equal := c.Ops[0] == ast.Is || c.Ops[0] == ast.Eq
	switch c.Ops[0] {
	case ast.In, ast.NotIn:
		equal = c.Ops[0] == ast.In
		switch x := c.Comparators[0].(type) {
		case *ast.Tuple:
			among = x.Elts
		case *ast.List:
			among = x.Elts
		case *ast.Set:
			among = x.Elts
		default:
			return false, false
		}
	case ast.Is, ast.Eq, ast.IsNot, ast.NotEq:
	default:
		return false, false
	}
	for _, x := range among {
		name := ""
		switch x := x.(type) {
		case *ast.Name:
			name = x.Ident
		case *ast.Attribute:
			name = x.Attr
		case *ast.Constant:
			name = x.Value.Text
		}
		switch name {
		case "AGEN_CREATED", "AGEN_SUSPENDED", "AGEN_CLOSED", "AGEN_RUNNING":
		default:
			return false, false
		}
		if name == is {
			return equal, true
		}
	}
	return !equal, true
}
