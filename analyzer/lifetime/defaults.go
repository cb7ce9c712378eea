package lifetime

import (
	"github.com/asynctools/asynctools/syntax/ast"
)

// "anext(gen, default)" gives the default once the generator has ended. Where
// its value is found to be that very default, the generator is finished: that a
// generator yields the default itself is not what the author has in mind.

// resumed is the generator and the default of "await anext(gen, default)"; nil
// for anything else.
func (f *function) resumed(x ast.Expr) (gen, instead ast.Expr) {
	await, ok := x.(*ast.Await)
	if !ok {
		return nil, nil
	}
	if task, ok := await.Value.(*ast.Name); ok {
		return f.ahead(task)
	}
	call, ok := await.Value.(*ast.Call)
	if ok && len(call.Args) > 0 && !isAnext(call) {
		outer := call
		if call, ok = outer.Args[0].(*ast.Call); ok && isAnext(call) {
			ok = isWaiter(f.a.infer.DottedName(f.m, outer.Func))
		}
	}
	if !ok || !isAnext(call) || f.a.infer.DottedName(f.m, call.Func) != "builtins.anext" {
		return nil, nil
	}
	return call.Args[0], call.Args[1]
}

// isAnext reports what is written "anext(gen, default)".
func isAnext(call *ast.Call) bool {
	fn, ok := call.Func.(*ast.Name)
	return ok && fn.Ident == "anext" && len(call.Args) == 2
}

// comparison splits "x is y", "x == y" and their contraries.
func comparison(x ast.Expr) (sides [2]ast.Expr, equal, ok bool) {
	c, ok := x.(*ast.Compare)
	if !ok || len(c.Ops) != 1 {
		return sides, false, false
	}
	switch c.Ops[0] {
	case ast.Is, ast.Eq:
		equal = true
	case ast.IsNot, ast.NotEq:
	default:
		return sides, false, false
	}
	return [2]ast.Expr{c.Left, c.Comparators[0]}, equal, true
}

// ended is the state after a comparison that has come out as value: where it
// says that a resumption gave the default, the generator is finished.
func (f *function) ended(x ast.Expr, value bool, s state) state {
	sides, equal, ok := comparison(x)
	if !ok || equal != value || s.st != suspended {
		return s
	}
	src := f.m.Source()
	for i, side := range sides {
		instead := sides[1-i]
		if w, ok := side.(*ast.NamedExpr); ok {
			side = w.Value
		}
		if gen, d := f.resumed(side); gen != nil && src.Slice(d.Span()) == src.Slice(instead.Span()) {
			if id := f.holder(gen); id >= 0 && f.holds(s, id) {
				s.st = finished
			}
		}
		if n, ok := side.(*ast.Name); ok && len(f.facts.about[n.Ident]) == 0 {
			// Where the facts are not followed, it is taken to be so.
			for _, set := range f.asks.settings[n.Ident] {
				if gen, d := f.resumed(set.value); gen != nil && src.Slice(d.Span()) == src.Slice(instead.Span()) {
					if id := f.holder(gen); id >= 0 && f.holds(s, id) {
						s.st = finished
					}
				}
			}
		}
	}
	return s
}

// eachEnds reports that whichever of the tests has come out as value, it says
// that the generator is finished.
func (f *function) eachEnds(tests []ast.Expr, value bool, s state) bool {
	for _, x := range tests {
		if after, ok := f.assume(x, value, s); ok && after.st != finished {
			return false
		}
	}
	return true
}
