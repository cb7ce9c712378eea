package rules

import (
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/lifetime"
	"github.com/asynctools/asynctools/syntax/ast"
)

// lending is the context manager whose "as" gives a name its async generator, and
// that closes it as little as the function does.
func lending(p *analyzer.Pass, fn *index.Function, name string) (lent lifetime.Lent, made *ast.Call, ok bool) {
	at := fn.Block.Bindings(name)
	if len(at) != 1 {
		return lent, nil, false
	}
	switch at[0].Kind {
	case index.BindWith:
		made, ok = at[0].Value.(*ast.Call)
	case index.BindAssign:
		// g = await stack.enter_async_context(manager())
		if await, is := at[0].Value.(*ast.Await); is {
			if call, is := await.Value.(*ast.Call); is && len(call.Args) == 1 && index.LastName(call.Func) == "enter_async_context" {
				made, ok = call.Args[0].(*ast.Call)
			}
		}
	}
	if !ok {
		return lent, nil, false
	}
	lent, ok = p.Lends(made)
	return lent, made, ok && onlyLeft(p, fn, name)
}

// onlyLeft reports a name with which the function does nothing but to resume its
// generator and leave it suspended.
func onlyLeft(p *analyzer.Pass, fn *index.Function, name string) bool {
	only := true
	for _, s := range fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			x, ok := n.(*ast.Name)
			if !ok || x.Ident != name || x.Ctx != ast.Load {
				return only
			}
			at, harmless := resumption(p, x)
			only = only && p.Module.BlockAt(x) == fn.Block && (at != nil || harmless) && (at == nil || !isProvoked(p, at) && !seesEnd(p, at))
			return only
		})
	}
	return only
}

// lentLoop reports a loop that is left while the generator that a context manager
// has lent is suspended.
func lentLoop(p *analyzer.Pass, fn *index.Function, loop *ast.AsyncFor) {
	name, ok := loop.Iter.(*ast.Name)
	if !ok {
		return
	}
	var exits []ast.Stmt
	for _, s := range exitStatements(loop.Body) {
		if !isRaise(s) { // it may be caught
			exits = append(exits, s)
		}
	}
	if len(exits) == 0 {
		return
	}
	lent, made, ok := lending(p, fn, name.Ident)
	if !ok {
		return
	}
	d := analyzer.Diagnostic{
		Span: loop.Iter.Span(),
		Message: fmt.Sprintf("async generator `%s` is not closed when the loop is left by `%s` at line %d, nor when `%s` is left",
			name.Ident, exitWord(exits[0]), p.Source().Line(exits[0].Pos())+1, excerpt(p.Source(), made)),
	}
	leaves := []analyzer.Related{lentBy(p, lent, made)}
	for _, s := range exits {
		leaves = append(leaves, analyzer.Related{File: p.Source(), Span: s.Span(), Message: "the loop is left here"})
	}
	d.Fix = closeLent(p, fn, lent, name.Ident)
	reportLent(p, d, lent, leaves)
}

// lentResumed reports the same of a generator that is resumed by hand.
func lentResumed(p *analyzer.Pass, n *ast.Await) {
	call, ok := n.Value.(*ast.Call)
	if !ok {
		return
	}
	x := resumedBy(p, call)
	name, ok := x.(*ast.Name)
	fn := p.Module.FunctionAt(n)
	if !ok || fn == nil {
		return
	}
	lent, made, ok := lending(p, fn, name.Ident)
	if !ok {
		return
	}
	if at := firstResumption(p, fn, name.Ident); at != ast.Node(call) {
		return // told there
	}
	span := made.Span()
	if lent.Expr != nil {
		span = lent.Expr.Span()
	}
	d := analyzer.Diagnostic{
		Span: span,
		Message: fmt.Sprintf("async generator `%s` is resumed at line %d, and stays open when `%s` is left",
			name.Ident, p.Source().Line(call.Pos())+1, excerpt(p.Source(), made)),
	}
	d.Fix = closeLent(p, fn, lent, name.Ident)
	reportLent(p, d, lent, []analyzer.Related{
		{File: p.Source(), Span: headSpan(p.Source(), call), Message: "it is left suspended here"}, lentBy(p, lent, made),
	})
}

// firstResumption is the first place that leaves the generator of a name suspended.
func firstResumption(p *analyzer.Pass, fn *index.Function, name string) (first ast.Node) {
	for _, s := range fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			if x, ok := n.(*ast.Name); ok && x.Ident == name && x.Ctx == ast.Load && first == nil {
				first, _ = resumption(p, x)
			}
			return first == nil
		})
	}
	return first
}

func reportLent(p *analyzer.Pass, d analyzer.Diagnostic, lent lifetime.Lent, leaves []analyzer.Related) {
	lost, known := []infer.Cleanup(nil), false
	if lent.Expr != nil {
		lost, known = lossOf(p, lent.Expr, lent.Value)
	} else {
		lost, known = cleanupOf(p, lent.Value)
	}
	tell(p, &d, lost, known)
	lessInTests(p, &d)
	d.Related = story(lent.Value, leaves, lost)
	p.Report(d)
}

func lentBy(p *analyzer.Pass, lent lifetime.Lent, made *ast.Call) analyzer.Related {
	if lent.By == nil {
		return analyzer.Related{File: p.Source(), Span: made.Span(), Message: "this context manager closes nothing"}
	}
	return analyzer.Related{
		File: lent.By.Module.Source(), Span: lent.By.NameSpan(), Message: fmt.Sprintf("`%s` gives it to the body, and does not close it", lent.By.QualName()),
	}
}
