package lifetime

import (
	"slices"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// maxPartials bounds how many of functools.partial are seen through.
const maxPartials = 4

// called is the function that a call runs, and with which arguments: those that a
// functools.partial keeps come before its own.
func (a *Analysis) called(m *index.Module, call *ast.Call) (infer.Value, *ast.Call) {
	callee := a.callee(m, call)
	for range maxPartials {
		if callee.Kind != infer.Partial {
			return callee, call
		}
		made := a.partialOf(m, call.Func)
		if made == nil {
			break
		}
		call = &ast.Call{Func: made.Args[0], Args: slices.Concat(made.Args[1:], call.Args), Keywords: overlaid(made.Keywords, call.Keywords)}
		callee = a.callee(m, call)
	}
	return infer.Value{}, call
}

// overlaid are the keywords of a partial and those of its call, which go before them.
func overlaid(kept, given []*ast.Keyword) []*ast.Keyword {
	out := slices.Clone(given)
	for _, k := range kept {
		if k.Arg == "" || !slices.ContainsFunc(given, func(g *ast.Keyword) bool { return g.Arg == k.Arg }) {
			out = append(out, k)
		}
	}
	return out
}

// partialOf is the call of functools.partial that x is, or that a name which gets
// nothing else has; nil where that is not known.
func (a *Analysis) partialOf(m *index.Module, x ast.Expr) *ast.Call {
	switch x := x.(type) {
	case *ast.Call:
		if len(x.Args) > 0 && x.Args[0].Kind() != ast.StarredKind && a.infer.DottedName(m, x.Func) == "functools.partial" {
			return x
		}
	case *ast.Name:
		block := m.BlockAt(x).Resolve(x.Ident)
		if block == nil {
			return nil
		}
		at := block.Bindings(x.Ident)
		if len(at) != 1 || at[0].Kind != index.BindAssign || at[0].Value == nil || !isCall(at[0].Value) {
			return nil
		}
		a.infer.At(a.infer.Visit(m, at[0].Value))
		return a.partialOf(m, at[0].Value)
	}
	return nil
}

// Kept are the arguments that a functools.partial keeps for a call which runs it and is
// the only one to use it: the partial is made in the function of the call, or called
// where it is made.
func (a *Analysis) Kept(m *index.Module, call *ast.Call) []ast.Expr {
	if !m.Mentions("partial") || call.Func.Kind() != ast.NameKind && !isCall(call.Func) {
		return nil
	}
	made := a.partialOf(m, call.Func)
	if made == nil {
		return nil
	}
	if name, ok := call.Func.(*ast.Name); ok {
		fn := m.FunctionAt(call)
		if fn == nil || fn.Node == nil || m.FunctionAt(made) != fn || m.BlockAt(name) != fn.Block || fn.Block.Resolve(name.Ident) != fn.Block {
			return nil
		}
		f := &function{a: a, fn: fn, m: m}
		if f.repeats(call) || mentionsIn(fn, name.Ident) != 1 {
			return nil
		}
	}
	return keptBy(made)
}

// mentionsIn counts the places of a function that read a name, of whatever scope.
func mentionsIn(fn *index.Function, name string) int {
	n := 0
	for _, s := range fn.Body {
		ast.Inspect(s, func(x ast.Node) bool {
			if x, ok := x.(*ast.Name); ok && x.Ident == name && x.Ctx == ast.Load {
				n++
			}
			return true
		})
	}
	return n
}

// keeps is "partial(helper, gen)", of a followed name: it is called where it stands, or
// has a name with which nothing else is done, so that each call is one of the helper.
func (c *collector) keeps(id int, x ast.Expr, made *ast.Call) {
	f := c.f
	if call, ok := f.m.Parent(made).(*ast.Call); ok && call.Func == ast.Expr(made) {
		c.helper(id, x, call)
		return
	}
	if !f.isKept(x, made) {
		c.add(op{kind: opEscape, name: id, at: x})
	}
}

// isKept reports a partial that a name holds, and does nothing with but to call it; the
// generator's name has it from beginning to end.
func (f *function) isKept(x ast.Expr, made *ast.Call) bool {
	s, ok := f.m.Parent(made).(*ast.Assign)
	if !ok || len(s.Targets) != 1 || f.repeats(made) {
		return false
	}
	name, ok := s.Targets[0].(*ast.Name)
	gen, isName := x.(*ast.Name)
	if !ok || !isName || len(f.fn.Block.Bindings(name.Ident)) != 1 || len(f.fn.Block.Bindings(gen.Ident)) != 1 {
		return false
	}
	return f.onlyCalled(name.Ident)
}

// runPartial is a call of a partial that keeps a followed name.
func (c *collector) runPartial(call *ast.Call) {
	made := c.f.ranPartial(call)
	if made == nil || call.Func.Kind() != ast.NameKind {
		return // the name is seen where it is mentioned
	}
	for _, x := range keptBy(made) {
		if id := c.f.holder(x); id >= 0 && c.f.isKept(x, made) {
			c.apart(id, x, call)
		}
	}
}

// ranPartial is the partial of the function itself that a call runs, or nil.
func (f *function) ranPartial(call *ast.Call) *ast.Call {
	if len(f.names) == 0 || !f.m.Mentions("partial") || call.Func.Kind() != ast.NameKind && !isCall(call.Func) {
		return nil
	}
	if name, ok := call.Func.(*ast.Name); ok && f.fn.Block.Resolve(name.Ident) != f.fn.Block {
		return nil
	}
	if made := f.a.partialOf(f.m, call.Func); made != nil && f.m.FunctionAt(made) == f.fn {
		return made
	}
	return nil
}

// keptBy are the arguments that a functools.partial keeps.
func keptBy(made *ast.Call) []ast.Expr {
	return slices.Concat(made.Args[1:], valuesOf(made.Keywords))
}

// reachedBy are the arguments of a call, and what else it may hand to a helper: those
// that a partial keeps, and what a nested function reads.
func (f *function) reachedBy(call *ast.Call) []ast.Expr {
	if read := f.readBy(call); read != nil {
		return []ast.Expr{read}
	}
	if made := f.ranPartial(call); made != nil {
		return slices.Concat(keptBy(made), call.Args)
	}
	return call.Args
}
