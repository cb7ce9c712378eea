package rules

import (
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// capturedOpen sees generators that a function makes and nested functions resume,
// when all that anybody does with the name is to resume.
func capturedOpen(p *analyzer.Pass, fn *index.Function) {
	if len(fn.Inner) == 0 || !mayResume(p.Module) {
		return
	}
	inside := resumedInside(fn)
	if len(inside) == 0 {
		return
	}
	fn.Block.Names(func(name string, at []index.Binding) {
		if !inside[name] || len(at) != 1 || at[0].Kind != index.BindAssign || at[0].Value == nil || !isCall(at[0].Value) {
			return
		}
		assign, ok := at[0].Stmt.(*ast.Assign)
		if !ok || len(assign.Targets) != 1 || assign.Value != at[0].Value {
			return
		}
		resumed, by := onlyResumed(p, fn, name)
		if by == nil || !isCalledInPlace(p.Module, fn, by) {
			return
		}
		v := p.Infer.Expr(p.Module, at[0].Value)
		if !isFresh(v) || isProvoked(p, resumed) {
			return
		}
		lost, known := lossOf(p, at[0].Value, v)
		d := analyzer.Diagnostic{
			Span: at[0].Value.Span(),
			Message: fmt.Sprintf("async generator `%s` is resumed by `%s` at line %d, and nothing closes it",
				excerpt(p.Source(), at[0].Value), by.Name, p.Source().Line(resumed.Pos())+1),
		}
		tell(p, &d, lost, known)
		lessInTests(p, &d)
		d.Related = story(v, []analyzer.Related{{File: p.Source(), Span: headSpan(p.Source(), resumed), Message: "it is left suspended here"}}, lost)
		p.Report(d)
	})
}

// resumedInside are the names that nested coroutine functions resume, whosever
// they are.
func resumedInside(fn *index.Function) map[string]bool {
	var out map[string]bool
	note := func(x ast.Expr) {
		if n, ok := x.(*ast.Name); ok {
			if out == nil {
				out = map[string]bool{}
			}
			out[n.Ident] = true
		}
	}
	for _, inner := range fn.Inner {
		if !inner.Async {
			continue
		}
		for _, s := range inner.Body {
			ast.Inspect(s, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.AsyncFor:
					note(n.Iter)
				case *ast.Attribute:
					if n.Attr == "__anext__" || n.Attr == "asend" {
						note(n.Value)
					}
				case *ast.Call:
					if len(n.Args) == 1 && index.LastName(n.Func) == "anext" {
						note(n.Args[0])
					}
				}
				return true
			})
		}
	}
	return out
}

// onlyResumed is the first place in a nested function that resumes what a name of
// fn holds, and that function; nil where something else may become of it.
func onlyResumed(p *analyzer.Pass, fn *index.Function, name string) (resumed ast.Node, by *index.Function) {
	m := p.Module
	only := true
	look := func(n ast.Node) bool {
		if h, ok := n.(*ast.ExceptHandler); ok && namesException(h.Type, "StopAsyncIteration") {
			only = false // somebody waits for its end
		}
		x, ok := n.(*ast.Name)
		if !ok || x.Ident != name || x.Ctx != ast.Load || !only {
			return only
		}
		inner := m.FunctionAt(x)
		if inner == nil || m.BlockAt(x).Resolve(name) != fn.Block || m.BlockAt(x) != inner.Block {
			only = false
			return false
		}
		at, harmless := resumption(p, x)
		if at == nil && !harmless || at != nil && finishes(p, at) {
			only = false
			return false
		}
		if at == nil {
			return true
		}
		if inner != fn && (inner.Outer != fn || !inner.Async || inner.Class != nil || len(inner.Decorators) > 0 || inner.IsAsyncGenerator()) {
			only = false
			return false
		}
		if inner != fn && resumed == nil {
			resumed, by = at, inner
		}
		return true
	}
	for _, s := range fn.Body {
		ast.Inspect(s, look)
	}
	if !only {
		return nil, nil
	}
	return resumed, by
}

// isCalledInPlace reports a nested function that the one around it calls, does
// nothing else with, and does not call over and over, until its end comes.
func isCalledInPlace(m *index.Module, fn, inner *index.Function) bool {
	if len(fn.Block.Bindings(inner.Name)) != 1 {
		return false
	}
	calls, plain := 0, true
	for _, s := range fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			x, ok := n.(*ast.Name)
			if !ok || x.Ident != inner.Name || x.Ctx != ast.Load || !plain {
				return plain
			}
			call, ok := m.Parent(x).(*ast.Call)
			if !ok || call.Func != ast.Expr(x) || m.FunctionAt(x) != fn {
				plain = false
				return false
			}
			for at := m.Parent(call); at != nil && at != ast.Node(fn.Node); at = m.Parent(at) {
				if _, loop := at.(*ast.While); loop {
					plain = false
				}
			}
			calls++
			return plain
		})
	}
	return plain && calls > 0
}
