package rules

import (
	"slices"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/lifetime"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// holdInner holds the inner generator of a pipeline around the statement that the
// life of the outer one lies in: the loop over it, or the "async with" that closes
// it. x is where the outer one gets it. The fix is nil where that is another
// statement, the outer one has a name that lives on, or the inner one may hold a third.
func holdInner(p *analyzer.Pass, x ast.Expr, inner *ast.Call) *analyzer.Fix {
	m := p.Module
	fn := m.FunctionAt(x)
	if fn == nil || !fn.Async || m.FunctionAt(inner) != fn || holdsThird(p, inner) || p.Source().Line(inner.Pos()) != p.Source().Line(inner.End()) {
		return nil
	}
	var head ast.Expr // what the statement evaluates first, with x in it
	var stmt ast.Stmt
	for child, at := ast.Node(x), m.Parent(x); at != nil && stmt == nil; child, at = at, m.Parent(at) {
		switch at := at.(type) {
		case *ast.AsyncFor:
			if ast.Node(at.Iter) != child {
				return nil
			}
			head, stmt = at.Iter, at
		case *ast.WithItem:
			with, ok := m.Parent(at).(*ast.AsyncWith)
			if !ok || !closesOuter(p, at.ContextExpr, x) {
				return nil
			}
			head, stmt = at.ContextExpr, with
		case ast.Stmt, *ast.Lambda, *ast.Await, *ast.NamedExpr:
			return nil
		}
	}
	if stmt == nil || !mayWrap(p, stmt) {
		return nil
	}
	if _, named := x.(*ast.Name); named {
		return holdBefore(p, fn, stmt, inner)
	}
	if !isFirstCall(head, inner) {
		return nil
	}
	if loop, ok := stmt.(*ast.AsyncFor); ok {
		return wrapLoop(p, fn, loop, inner, false, false)
	}
	aclosing, edits, ok := importName(p, fn, "contextlib", "aclosing")
	if !ok {
		return nil
	}
	name := freshName(fn, inner)
	edits = append(edits,
		analyzer.Edit{Span: source.Span{Start: head.Pos(), End: head.Pos()}, Text: aclosing + "(" + p.Source().Slice(inner.Span()) + ") as " + name + ", "},
		analyzer.Edit{Span: inner.Span(), Text: name})
	sortEdits(edits)
	return &analyzer.Fix{Message: "Hold `" + excerpt(p.Source(), inner) + "` beside it", Edits: edits}
}

// holdsThird reports a call that gets a generator which is made for it, too.
func holdsThird(p *analyzer.Pass, call *ast.Call) bool {
	return slices.ContainsFunc(arguments(call), func(x ast.Expr) bool {
		held := heldCall(p, x)
		return x.Kind() == ast.GeneratorExpKind || held != nil && isFresh(p.Infer.Expr(p.Module, held))
	})
}

// closesOuter reports "aclosing(outer)" where x is somewhere in outer.
func closesOuter(p *analyzer.Pass, item, x ast.Expr) bool {
	call, ok := item.(*ast.Call)
	if !ok {
		return false
	}
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		return arg.Pos() <= x.Pos() && x.End() <= arg.End() && p.Infer.Closes(p.Module, call, arg)
	})
}

// isFirstCall reports that no call is evaluated before inner, so that it may be
// moved before the statement.
func isFirstCall(head ast.Expr, inner *ast.Call) bool {
	first := true
	ast.Inspect(head, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Call, *ast.Await, *ast.NamedExpr, *ast.Subscript, *ast.BinOp:
			if n.Pos() <= inner.Pos() && inner.End() <= n.End() {
				break // around it, or it
			}
			first = first && n.Pos() > inner.Pos()
		}
		return first
	})
	return first
}

// holdBefore makes an "async with" of the assignment that names the inner one, up to
// the statement that uses it.
func holdBefore(p *analyzer.Pass, fn *index.Function, stmt ast.Stmt, inner *ast.Call) *analyzer.Fix {
	i := slices.IndexFunc(p.Lifetimes(fn), func(s *lifetime.Site) bool { return s.Expr == ast.Expr(inner) && s.Key == "" })
	if i < 0 {
		return nil
	}
	site := p.Lifetimes(fn)[i]
	assign, ok := site.Stmt.(*ast.Assign)
	if !ok || p.Module.Parent(assign) != p.Module.Parent(stmt) {
		return nil
	}
	return holdSite(p, fn, site)
}

// closeLent closes what a context manager lends, before it is left itself.
func closeLent(p *analyzer.Pass, fn *index.Function, lent lifetime.Lent, name string) *analyzer.Fix {
	at := fn.Block.Bindings(name)
	if p.Target < 10 || len(p.Module.File.Errors) > 0 || len(at) != 1 || at[0].Kind != index.BindWith || usesLater(lent.By) {
		return nil
	}
	with, ok := at[0].Stmt.(*ast.AsyncWith)
	if !ok {
		return nil
	}
	for _, item := range with.Items {
		t, ok := item.OptionalVars.(*ast.Name)
		if !ok || t.Ident != name {
			continue
		}
		aclosing, edits, ok := importName(p, fn, "contextlib", "aclosing")
		if !ok || !onlyWithin(fn, name, with) {
			return nil
		}
		edits = append(edits, analyzer.Edit{Span: source.Span{Start: t.End(), End: t.End()}, Text: ", " + aclosing + "(" + name + ")"})
		sortEdits(edits)
		return &analyzer.Fix{Message: "Close `" + name + "` when the block is left", Edits: edits}
	}
	return nil
}

// usesLater reports a function with @asynccontextmanager that does something with
// what it has lent after its yield.
func usesLater(by *index.Function) bool {
	if by == nil || len(by.Yields) == 0 {
		return false
	}
	yield, ok := by.Yields[0].(*ast.Yield)
	name, named := yield.Value.(*ast.Name)
	if !ok || !named {
		return !ok
	}
	later := false
	for _, s := range by.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			if x, ok := n.(*ast.Name); ok && x.Ident == name.Ident && x.Pos() > yield.End() {
				later = true
			}
			return !later
		})
	}
	return later
}

// onlyWithin reports that a name is mentioned in one statement only.
func onlyWithin(fn *index.Function, name string, in ast.Stmt) bool {
	only := true
	ast.Inspect(fn.Node, func(n ast.Node) bool {
		if x, ok := n.(*ast.Name); ok && x.Ident == name && (x.Pos() < in.Pos() || x.End() > in.End()) {
			only = false
		}
		return only
	})
	return only
}
