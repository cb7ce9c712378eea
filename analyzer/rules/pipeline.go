package rules

import (
	"fmt"
	"slices"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// A pipeline is an async generator that is given another one: "take(rows(), 2)".
// Only the outer one's frame holds the inner, so whoever makes both and closes
// the outer has no way to close the inner.

// end says how the life of an outer generator ends.
type end struct {
	ended bool // it runs to its end
	shut  bool // it is closed while it is suspended
}

// pipedLoop looks at what a loop runs to its end: "async for x in take(rows(), 2)".
func pipedLoop(p *analyzer.Pass, iter ast.Expr) {
	if call, ok := iter.(*ast.Call); ok {
		piped(p, call, end{ended: true})
	}
}

// pipedSites looks at the outer generators that names of fn hold.
func pipedSites(p *analyzer.Pass, fn *index.Function) {
	for _, site := range p.Lifetimes(fn) {
		if site.Loop != nil || site.Key != "" {
			continue
		}
		if call, ok := site.Expr.(*ast.Call); ok {
			piped(p, call, end{ended: site.Ended, shut: site.Shut})
		} else if site.Shut && site.Left == nil {
			leftByExpression(p, site.Expr)
		}
	}
}

// pipedWith looks at "async with aclosing(mapper(rows())) as m".
func pipedWith(p *analyzer.Pass, n *ast.AsyncWith) {
	fn := p.Module.FunctionAt(n)
	if fn == nil {
		return
	}
	for _, item := range n.Items {
		closer, ok := item.ContextExpr.(*ast.Call)
		name, named := item.OptionalVars.(*ast.Name)
		if !ok || !named || len(closer.Args) == 0 || len(fn.Block.Bindings(name.Ident)) != 1 {
			continue
		}
		for _, arg := range closer.Args {
			switch arg := arg.(type) {
			case *ast.Call:
				if hasMaker(p, arg) && p.Infer.Closes(p.Module, closer, arg) {
					piped(p, arg, useOf(p, fn, name.Ident))
				}
			case *ast.GeneratorExp:
				if p.Infer.Closes(p.Module, closer, arg) && useOf(p, fn, name.Ident).shut {
					leftByExpression(p, arg)
				}
			}
		}
	}
}

// useOf tells how the generator under a name, which a with closes, may be left by
// what the function does with it.
func useOf(p *analyzer.Pass, fn *index.Function, name string) (e end) {
	use := func(n ast.Node) bool {
		x, ok := n.(*ast.Name)
		if !ok || x.Ident != name || x.Ctx != ast.Load {
			return true
		}
		if loop, ok := p.Module.Parent(x).(*ast.AsyncFor); ok && loop.Iter == ast.Expr(x) {
			e.ended = true
			e.shut = e.shut || len(exitStatements(loop.Body)) > 0 || len(ownYields(fn, loop.Body)) > 0
		} else if c, ok := p.Module.Parent(x).(*ast.Comprehension); ok && c.Iter == ast.Expr(x) {
			e.ended = true
		} else if at, _ := resumption(p, x); at != nil {
			e.shut = true
		}
		return true
	}
	for _, s := range fn.Body {
		ast.Inspect(s, use)
	}
	return e
}

// hasMaker reports a call that gets what makes a generator.
func hasMaker(p *analyzer.Pass, call *ast.Call) bool {
	makes := func(x ast.Expr) bool {
		return isCall(x) || x.Kind() == ast.GeneratorExpKind || heldCall(p, x) != nil
	}
	return slices.ContainsFunc(call.Args, makes) || slices.ContainsFunc(call.Keywords, func(k *ast.Keyword) bool { return makes(k.Value) })
}

// arguments are those of a call, without the names of the parameters.
func arguments(call *ast.Call) []ast.Expr {
	out := slices.Clone(call.Args)
	for _, k := range call.Keywords {
		out = append(out, k.Value)
	}
	return out
}

// piped reports the generators that are made as arguments of a call which makes
// the outer one, and that the outer leaves open when its life ends so.
func piped(p *analyzer.Pass, call *ast.Call, e end) {
	if !e.ended && !e.shut || !hasMaker(p, call) {
		return
	}
	for _, x := range arguments(call) {
		if x.Kind() == ast.GeneratorExpKind {
			if pass, _ := p.Passed(call, x); e.ended && pass.LeftByEnd() || e.shut && pass.LeftByClose() {
				leftByExpression(p, x)
			}
			continue
		}
		inner := heldCall(p, x)
		if inner == nil || isCapital(index.LastName(inner.Func)) {
			continue
		}
		pass, outer := p.Passed(call, x)
		if !pass.Known {
			continue
		}
		v := p.Infer.Expr(p.Module, inner)
		if !isFresh(v) || isProvoked(p, call) {
			continue
		}
		switch {
		case e.ended && pass.LeftByEnd():
			leftByOuter(p, x, inner, v, outer, "may end and leave it open", "it ends while the other one is suspended")
		case e.shut && pass.LeftByClose():
			leftByOuter(p, x, inner, v, outer, "leaves it open when it is closed itself", "closing it at a `yield` closes nothing else")
		default:
			piped(p, inner, end{ended: e.ended && pass.Exhausts(), shut: pass.Closes()})
		}
	}
}

func leftByOuter(p *analyzer.Pass, x ast.Expr, inner *ast.Call, v infer.Value, outer *index.Function, what, why string) {
	lost, known := lossOf(p, inner, v)
	d := analyzer.Diagnostic{
		Span: inner.Span(),
		Message: fmt.Sprintf("async generator `%s` is handed to async generator `%s`, which %s, and %s",
			excerpt(p.Source(), inner), outer.QualName(), what, mayClose(x, inner)),
	}
	tell(p, &d, lost, known)
	lessInTests(p, &d)
	d.Related = story(v, []analyzer.Related{{
		File: outer.Module.Source(), Span: outer.NameSpan(), Message: fmt.Sprintf("`%s` is what holds it; %s", outer.QualName(), why),
	}}, lost)
	d.Fix = holdInner(p, x, inner)
	p.Report(d)
}
