package lifetime

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// Lent is an async generator that a context manager gives to the body of its
// with, and that nothing closes when the body leaves it suspended.
type Lent struct {
	Value infer.Value
	Expr  ast.Expr        // what makes it, if that is an argument of the call
	By    *index.Function // what lends it, nil for contextlib.nullcontext
}

// Lends is what entering the context manager that a call in m makes gives to the
// body of the with.
func (a *Analysis) Lends(m *index.Module, call *ast.Call) (Lent, bool) {
	callee := a.infer.Expr(m, call.Func)
	switch callee.Kind {
	case infer.ManagerFactory:
		if callee.Func.Async && len(callee.Func.Yields) == 1 && !callee.Func.Module.IsStub && !infer.IsPlaceholder(callee.Func) {
			return a.lentByYield(m, callee, call)
		}
	case infer.Class:
		return a.lentByClass(m, callee, call)
	default:
		if len(call.Args) == 1 && len(call.Keywords) == 0 && a.infer.DottedName(m, call.Func) == "contextlib.nullcontext" {
			return a.lentArgument(m, call.Args[0], nil)
		}
	}
	return Lent{}, false
}

// lentArgument is the generator that x, an argument, makes, so that only the
// manager holds it.
func (a *Analysis) lentArgument(m *index.Module, x ast.Expr, by *index.Function) (Lent, bool) {
	v := a.infer.Expr(m, x)
	return Lent{Value: v, Expr: x, By: by}, isCall(x) && isFresh(v)
}

// lentByYield looks into a function with @asynccontextmanager: it lends its
// parameter, one that it holds under a name, or a new one.
func (a *Analysis) lentByYield(m *index.Module, callee infer.Value, call *ast.Call) (Lent, bool) {
	fn := callee.Func
	if fn.Class != nil && len(a.infer.Overrides(m, fn.Class, fn.Name)) > 0 {
		return Lent{}, false
	}
	yield, ok := fn.Yields[0].(*ast.Yield)
	if !ok {
		return Lent{}, false
	}
	switch x := yield.Value.(type) {
	case *ast.Call:
		v := a.infer.Expr(fn.Module, x)
		return Lent{Value: v, By: fn}, isFresh(v)
	case *ast.Name:
		for _, arg := range call.Args {
			if param := parameterOf(callee, call, arg); param >= 0 && fn.Parameters()[param].Arg == x.Ident {
				lent, ok := a.lentArgument(m, arg, fn)
				return lent, ok && a.leavesLent(summaryKey{fn: fn, param: param, given: givenOf(callee, call)})
			}
		}
		return a.lentLocal(fn, x)
	}
	return Lent{}, false
}

// leavesLent reports that a manager comes to its end without closing the parameter
// that it has lent.
func (a *Analysis) leavesLent(key summaryKey) bool {
	if a.depth >= maxCalls {
		return false
	}
	a.depth++
	defer func() { a.depth-- }()
	f, ok := a.forParameter(key)
	if !ok {
		return false
	}
	f.lends = true
	site := &Site{param: key.param}
	s := f.newSearch(site, asWritten)
	s.run()
	e := site.ends
	return !s.capped && !e.escaped && !e.returned && !e.guarded && e.normal&(1<<suspended) != 0
}

// lentLocal is the generator that a manager holds under a name, lends and leaves
// open.
func (a *Analysis) lentLocal(fn *index.Function, x *ast.Name) (Lent, bool) {
	if a.depth >= maxCalls || len(fn.Block.Bindings(x.Ident)) != 1 {
		return Lent{}, false
	}
	a.depth++
	defer func() { a.depth-- }()
	f := newFunction(a, fn)
	f.lends = true
	f.findSites()
	if len(f.sites) == 0 || !f.prepare() {
		return Lent{}, false
	}
	f.followAll()
	for _, s := range f.sites {
		assign, ok := s.Stmt.(*ast.Assign)
		if ok && s.Left != nil && !s.Escapes && assign.Value == s.Expr && len(assign.Targets) == 1 {
			if t, ok := assign.Targets[0].(*ast.Name); ok && t.Ident == x.Ident {
				return Lent{Value: s.Value, By: fn}, true
			}
		}
	}
	return Lent{}, false
}

// lentByClass looks into a class that keeps an argument and gives it back when it
// is entered, and does nothing else with it.
func (a *Analysis) lentByClass(m *index.Module, callee infer.Value, call *ast.Call) (Lent, bool) {
	c := callee.Class
	if len(c.Node.Bases) > 0 || len(c.Node.Keywords) > 0 || len(c.Node.DecoratorList) > 0 || c.Module.IsStub {
		return Lent{}, false
	}
	enter, exit, init := methodOf(c, "__aenter__"), methodOf(c, "__aexit__"), methodOf(c, "__init__")
	if enter == nil || exit == nil || init == nil || len(enter.Returns) != 1 || len(init.Positional()) == 0 || len(enter.Positional()) == 0 {
		return Lent{}, false
	}
	attr, ok := enter.Returns[0].Value.(*ast.Attribute)
	if !ok || !isNamed(attr.Value, enter.Positional()[0].Arg) {
		return Lent{}, false
	}
	kept := c.Self[attr.Attr]
	if len(kept) != 1 || kept[0].Kind != index.BindAssign || c.Module.FunctionAt(kept[0].Node) != init || a.mentionsOf(c, attr.Attr) != 2 {
		return Lent{}, false
	}
	self := infer.Value{Kind: infer.Function, Func: init, Receiver: &infer.Value{Kind: infer.Instance, Class: c}}
	for _, arg := range call.Args {
		if param := parameterOf(self, call, arg); param >= 0 && isNamed(kept[0].Value, init.Parameters()[param].Arg) {
			return a.lentArgument(m, arg, enter)
		}
	}
	return Lent{}, false
}

// methodOf is the one plain method of that name of a class itself.
func methodOf(c *index.Class, name string) *index.Function {
	at := c.Block.Bindings(name)
	if len(at) != 1 || at[0].Kind != index.BindDef {
		return nil
	}
	fn := c.Module.Function(at[0].Node)
	if fn == nil || len(fn.Decorators) > 0 || len(fn.Yields) > 0 {
		return nil
	}
	return fn
}

func isNamed(x ast.Expr, name string) bool {
	n, ok := x.(*ast.Name)
	return ok && n.Ident == name
}

// mentionsOf counts the places in a class that mention an attribute.
func (a *Analysis) mentionsOf(c *index.Class, attr string) int {
	a.infer.LooksAround()
	n := 0
	ast.Inspect(c.Node, func(x ast.Node) bool {
		if a, ok := x.(*ast.Attribute); ok && a.Attr == attr {
			n++
		}
		return true
	})
	return n
}
