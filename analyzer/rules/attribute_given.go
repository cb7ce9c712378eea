package rules

import (
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// keptGiven is keptOpen for "self.src = src" in __init__, where all calls of the
// class are known and give it a generator that nobody else has: C(rows()).
func keptGiven(p *analyzer.Pass, c *index.Class, attr string, resumed ast.Node) {
	if fn := p.Module.FunctionAt(resumed); fn == nil || fn.Name == "__anext__" || p.Module.Mentions("StopAsyncIteration") {
		return // whoever iterates the object, or waits for the end, may come to it
	}
	init, param := setFromParameter(p.Module, c, attr)
	if init == nil {
		return
	}
	calls := callsOfClass(p, c)
	if len(calls) == 0 {
		return
	}
	var made []ast.Expr
	for _, call := range calls {
		x := givenToMethod(init, call, param)
		if x == nil || !isCall(x) || !isFresh(p.Infer.Expr(p.Module, x)) || isProvoked(p, call) {
			return
		}
		made = append(made, x)
	}
	if isUsedElsewhere(p, c, attr) {
		return
	}
	for _, x := range made {
		v := p.Infer.Expr(p.Module, x)
		lost, known := lossOf(p, x, v)
		d := analyzer.Diagnostic{
			Span: x.Span(),
			Message: fmt.Sprintf("async generator `%s` is kept in `%s` of a `%s` and resumed at line %d, and nothing closes it",
				excerpt(p.Source(), x), attr, c.Node.Name, p.Source().Line(resumed.Pos())+1),
		}
		tell(p, &d, lost, known)
		lessInTests(p, &d)
		d.Related = story(v, []analyzer.Related{{File: p.Source(), Span: headSpan(p.Source(), resumed), Message: "it is left suspended here"}}, lost)
		p.Report(d)
	}
}

// setFromParameter is the __init__ of a class that gives an attribute the value of a
// parameter without a telling annotation, which nothing else is done with or to.
func setFromParameter(m *index.Module, c *index.Class, attr string) (init *index.Function, param int) {
	set := c.Self[attr]
	if len(set) != 1 || set[0].Kind != index.BindAssign || len(c.Block.Bindings(attr)) > 0 || len(c.Node.DecoratorList) > 0 || len(c.Node.Keywords) > 0 {
		return nil, 0
	}
	name, ok := set[0].Value.(*ast.Name)
	if !ok {
		return nil, 0
	}
	fn := m.FunctionAt(name)
	if fn == nil || fn.Class != c || fn.Name != "__init__" || len(fn.Decorators) > 0 || len(fn.Block.Bindings(name.Ident)) != 1 || c.Has("__new__") {
		return nil, 0
	}
	reads := 0
	for _, s := range fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			if n, ok := n.(*ast.Name); ok && n.Ident == name.Ident && n.Ctx == ast.Load {
				reads++
			}
			return true
		})
	}
	for i, a := range fn.Positional() {
		if a.Arg == name.Ident && i > 0 && reads == 1 {
			return fn, i
		}
	}
	return nil, 0
}

// callsOfClass are the calls of a class of the file, if nothing else is done with its
// name, here or in another file.
func callsOfClass(p *analyzer.Pass, c *index.Class) []*ast.Call {
	if c.Outer != nil {
		return nil
	}
	for _, other := range p.Infer.Members(p.Module) {
		if other.Path != p.Module.Path && other.Mentions(c.Node.Name) {
			return nil
		}
	}
	var out []*ast.Call
	for _, use := range usesOf(p, c.Node.Name) {
		block := p.Module.BlockAt(use).Resolve(use.Ident)
		if block == nil {
			return nil
		}
		at := block.Bindings(use.Ident)
		if len(at) != 1 || at[0].Kind != index.BindClass || at[0].Node != ast.Node(c.Node) {
			return nil
		}
		call, ok := p.Module.Parent(use).(*ast.Call)
		if !ok || call.Func != ast.Expr(use) {
			return nil
		}
		out = append(out, call)
	}
	return out
}

// givenToMethod is what a call gives to a parameter of a method, self being the
// first; nil where that is not plain.
func givenToMethod(fn *index.Function, call *ast.Call, param int) ast.Expr {
	for _, a := range call.Args {
		if a.Kind() == ast.StarredKind {
			return nil
		}
	}
	if param-1 < len(call.Args) {
		return call.Args[param-1]
	}
	for _, k := range call.Keywords {
		if k.Arg == fn.Positional()[param].Arg {
			return k.Value
		}
	}
	return nil
}
