package lifetime

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// What a helper is given, a nested function of it may resume: "async def step():
// return await anext(gen)". Where all that becomes of that function is that it is
// called, and runs to its end there, the free variable is to it what a parameter is
// to a helper, and each call does with the generator what the summary says.

// findShadowed finds the names that nested functions see.
func (f *function) findShadowed() {
	var inside []*ast.Name
	for _, s := range f.fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			if n, ok := n.(*ast.Name); ok {
				if _, tracked := f.names[n.Ident]; tracked || len(f.boxes[n.Ident]) > 0 {
					if at := f.m.BlockAt(n); at != f.fn.Block && at.Resolve(n.Ident) == f.fn.Block && !isInline(f.m, n, f.fn.Block) {
						inside = append(inside, n)
					}
				}
			}
			return true
		})
	}
	f.findInner(inside)
}

// findInner notes the nested functions that read one followed name each, and shadows
// those names of which a nested function may make something at another time.
func (f *function) findInner(mentions []*ast.Name) {
	for _, n := range mentions {
		inner := f.m.FunctionAt(n)
		known, have := f.inner[inner]
		if !have && f.summed && f.runsInPlace(inner) {
			if f.inner == nil {
				f.inner = map[*index.Function]*ast.Name{}
			}
			f.inner[inner], known = n, n
		}
		if known == nil || f.m.BlockAt(n) != inner.Block || n.Ctx != ast.Load {
			f.shadow[n.Ident] = true
		} else if known.Ident != n.Ident { // two names of, perhaps, one generator
			f.shadow[n.Ident], f.shadow[known.Ident] = true, true
		}
	}
}

// runsInPlace reports a nested function that the one around it calls, and does
// nothing else with.
func (f *function) runsInPlace(inner *index.Function) bool {
	if inner == nil || inner.Outer != f.fn || inner.Node == nil || inner.Class != nil || len(inner.Decorators) > 0 || len(inner.Yields) > 0 {
		return false
	}
	at := f.fn.Block.Bindings(inner.Name)
	return len(at) == 1 && at[0].Node == ast.Node(inner.Node) && f.onlyCalled(inner.Name)
}

// onlyCalled reports a local name that is mentioned in calls of what it holds, of the
// function itself, and nowhere else.
func (f *function) onlyCalled(name string) bool {
	only := true
	for _, s := range f.fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			x, ok := n.(*ast.Name)
			if !ok || x.Ident != name || x.Ctx != ast.Load || f.m.BlockAt(x).Resolve(name) != f.fn.Block {
				return only
			}
			call, called := f.m.Parent(x).(*ast.Call)
			only = only && called && call.Func == ast.Expr(x) && f.m.BlockAt(x) == f.fn.Block
			return only
		})
	}
	return only
}

// readBy is where the nested function that a call runs reads a followed name, or nil.
func (f *function) readBy(call *ast.Call) *ast.Name {
	name, ok := call.Func.(*ast.Name)
	if len(f.inner) == 0 || !ok {
		return nil
	}
	for inner, read := range f.inner {
		if inner.Name == name.Ident && read != nil && !f.shadow[read.Ident] {
			return read
		}
	}
	return nil
}

// runInner is a call of a nested function that reads a followed name.
func (c *collector) runInner(call *ast.Call) {
	read := c.f.readBy(call)
	if read == nil {
		return
	}
	id := c.f.names[read.Ident]
	if sum, inner := c.f.a.Handed(c.f.m, call, read); inner == nil || sum.Returns {
		c.add(op{kind: opEscape, name: id, at: call})
		return
	}
	c.apart(id, read, call)
}

// apart is a call that does something with a name which is not among its arguments.
func (c *collector) apart(id int, x ast.Expr, call *ast.Call) {
	f := c.f
	given := false
	for _, arg := range append(valuesOf(call.Keywords), call.Args...) {
		ast.Inspect(arg, func(n ast.Node) bool {
			if n, ok := n.(*ast.Name); ok {
				_, tracked := f.names[n.Ident]
				given = given || tracked
			}
			return !given
		})
	}
	_, callee := f.a.Handed(f.m, call, x)
	if given || callee != nil && callee.Async && !f.runsHere(call, call) {
		c.add(op{kind: opEscape, name: id, at: call})
		return
	}
	c.helper(id, x, call)
}

// isInline reports a name inside comprehensions that run where they stand.
func isInline(m *index.Module, n ast.Node, block *index.Block) bool {
	at := m.BlockAt(n)
	for ; at != block; at = at.Parent {
		if at == nil || at.Kind != index.ComprehensionBlock {
			return false
		}
		if lazy, ok := at.Node.(*ast.GeneratorExp); ok && !isSpread(m, lazy) {
			return false
		}
	}
	return true
}

// isSpread reports "*(...)" in a call, which runs to its end at once.
func isSpread(m *index.Module, x *ast.GeneratorExp) bool {
	star, ok := m.Parent(x).(*ast.Starred)
	if !ok {
		return false
	}
	_, ok = m.Parent(star).(*ast.Call)
	return ok
}
