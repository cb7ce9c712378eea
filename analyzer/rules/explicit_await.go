package rules

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// explicitAwait finds a ".__await__" among the members of the workspace that
// may be that of fn, whose result some code then uses as it is. Mentions inside
// fn itself do not count, nor do those through super() that are not awaited: they
// hand on what an override gives in the same way.
func explicitAwait(p *analyzer.Pass, fn *index.Function) (in *index.Module, at *ast.Attribute) {
	p.Infer.LooksAround()
	for _, m := range p.Infer.Members(p.Module) {
		if !m.Mentions(fn.Name) {
			continue
		}
		ast.Inspect(m.File.Mod, func(n ast.Node) bool {
			if at != nil || n == ast.Node(fn.Node) {
				return false
			}
			if a, ok := n.(*ast.Attribute); ok && a.Attr == fn.Name && a.Ctx == ast.Load && (!isSuper(a.Value) || isAwaitedCall(m, a)) && mayBe(p, m, a.Value, fn.Class) {
				in, at = m, a
			}
			return at == nil
		})
		if at != nil {
			break
		}
	}
	return in, at
}

// mayBe reports whether x, an expression of m, may be an instance of c or c
// itself: not if it is known to be something else.
func mayBe(p *analyzer.Pass, m *index.Module, x ast.Expr, c *index.Class) bool {
	if call, ok := x.(*ast.Call); ok && strings.HasPrefix(p.Infer.DottedName(m, call.Func), "asyncio.") {
		return false
	}
	switch v := p.Infer.Expr(m, x); v.Kind {
	case infer.Coroutine, infer.AsyncGenerator, infer.Function, infer.Module, infer.None:
		return false
	case infer.Instance, infer.Class, infer.Super:
		return v.Class == nil || p.Infer.AreRelated(v.Class, c)
	}
	return true
}

// isAwaitedCall reports "await x.name(...)" around the attribute.
func isAwaitedCall(m *index.Module, a *ast.Attribute) bool {
	call, ok := m.Parent(a).(*ast.Call)
	if !ok || call.Func != ast.Expr(a) {
		return false
	}
	_, ok = m.Parent(call).(*ast.Await)
	return ok
}
