package rules

import (
	_ "embed"
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/analyzer/lifetime"
	"github.com/asynctools/asynctools/syntax/ast"
)

//go:embed ag104.md
var ag104Doc string

var ag104 = analyzer.Rule{
	Code:     "AG104",
	Name:     "unclosed-on-exception",
	Since:    "0.2.0",
	Severity: analyzer.Information,
	Fix:      "sometimes",
	Strict:   true,
	Doc:      ag104Doc,
	Nodes:    []ast.Kind{ast.AsyncForKind, ast.AsyncFunctionDefKind, ast.ComprehensionKind},
	Run:      runAG104,
}

func runAG104(p *analyzer.Pass, n ast.Node) {
	if loop, ok := n.(*ast.AsyncFor); ok {
		raisingLoop(p, loop)
		return
	}
	if c, ok := n.(*ast.Comprehension); ok {
		raisingComprehension(p, c)
		return
	}
	fn := p.Module.Function(n)
	for _, site := range p.Lifetimes(fn) {
		lost := thrownWay(site)
		if site.Loop != nil || site.Left != nil || lost == nil || len(site.Closers) > 0 || isDelegatedByHand(p, fn, site) || passesOn(p, site.Expr) {
			continue
		}
		at := site.Expr
		if len(site.Loops) > 0 {
			at = site.Loops[0].Iter
			if it, ok := iteration(p, fn, site.Loops[0]); ok && it.isReported(p, fn, site.Loops[0]) {
				continue
			}
		}
		words, path := way(p, lost)
		cleanup, known := cleanupOf(p, site.Value)
		d := analyzer.Diagnostic{
			Span:    at.Span(),
			Message: fmt.Sprintf("async generator `%s` stays open %s", made(p, site), words),
		}
		tell(p, &d, cleanup, known)
		d.Severity = min(d.Severity, analyzer.Information)
		if at != site.Expr {
			d.Related = append(d.Related, analyzer.Related{File: p.Source(), Span: site.Expr.Span(), Message: "the generator is created here"})
		}
		d.Related = append(d.Related, story(site.Value, path, cleanup)...)
		d.Fix = holdFix(p, fn, site)
		p.Report(d)
	}
}

// thrownWay is a way on which something that the text does not show leaves the
// generator open: an exception, or the closing of the function at a yield.
func thrownWay(site *lifetime.Site) *lifetime.Way {
	if site.Thrown != nil {
		return site.Thrown
	}
	return site.Closed
}

// raisingLoop is a loop that alone holds its generator and whose body may
// raise, or be cancelled, while the generator is suspended.
func raisingLoop(p *analyzer.Pass, loop *ast.AsyncFor) {
	fn := p.Module.FunctionAt(loop)
	if fn == nil || loop.Iter == nil {
		return
	}
	it, ok := iteration(p, fn, loop)
	if !ok || it.named() != nil || it.isReported(p, fn, loop) {
		return
	}
	g := p.Graph(fn)
	if g == nil {
		return
	}
	at := thrownOut(p, g, loop)
	if at == nil || it.sites[0].Thrown == nil {
		return
	}
	lost, known := cleanupOf(p, it.value)
	d := analyzer.Diagnostic{
		Span: loop.Iter.Span(),
		Message: fmt.Sprintf("%s is not closed when line %d raises or is cancelled",
			it.subject(p, loop), p.Source().Line(at.Pos())+1),
	}
	tell(p, &d, lost, known)
	d.Severity = min(d.Severity, analyzer.Information)
	d.Related = story(it.value, []analyzer.Related{{
		File: p.Source(), Span: headSpan(p.Source(), at), Message: "an exception or a cancellation here leaves the loop",
	}}, lost)
	d.Fix = wrapFix(p, fn, loop, it)
	p.Report(d)
}

// raisingComprehension is a list, set or dict comprehension that alone holds its
// generator and whose conditions or element may raise or be cancelled.
func raisingComprehension(p *analyzer.Pass, c *ast.Comprehension) {
	if c.IsAsync == 0 || c.Iter == nil {
		return
	}
	parts := append([]ast.Expr(nil), c.Ifs...)
	switch x := p.Module.Parent(c).(type) {
	case *ast.ListComp:
		parts = append(parts, x.Elt)
	case *ast.SetComp:
		parts = append(parts, x.Elt)
	case *ast.DictComp:
		parts = append(parts, x.Key, x.Value)
	default:
		return // a generator expression runs in whoever iterates it
	}
	v, _ := p.Infer.Iterated(p.Module, c.Iter)
	if !isFresh(v) {
		return
	}
	for _, x := range parts {
		if x == nil || !p.MayRaiseIn(x) {
			continue
		}
		lost, known := cleanupOf(p, v)
		d := analyzer.Diagnostic{
			Span:    c.Iter.Span(),
			Message: fmt.Sprintf("async generator `%s` is not closed when `%s` raises or is cancelled", excerpt(p.Source(), c.Iter), excerpt(p.Source(), x)),
		}
		tell(p, &d, lost, known)
		d.Severity = min(d.Severity, analyzer.Information)
		d.Related = story(v, []analyzer.Related{{File: p.Source(), Span: x.Span(), Message: "an exception or a cancellation here leaves the comprehension"}}, lost)
		p.Report(d)
		return
	}
}

// thrownOut is the first statement in the loop from which an exception leaves it.
func thrownOut(p *analyzer.Pass, g *flow.Graph, loop *ast.AsyncFor) ast.Node {
	for _, n := range g.Nodes {
		if n.Kind != flow.Stmt || !n.In(loop) || !g.Reachable(n) {
			continue
		}
		for _, e := range n.Succ {
			if e.Thrown && e.Kind != flow.Close && leavesLoop(e.To, loop) && p.MayRaise(n) {
				return n.Ast
			}
		}
	}
	return nil
}

// leavesLoop follows an exception to where it is dealt with.
func leavesLoop(n *flow.Node, loop *ast.AsyncFor) bool {
	seen := map[*flow.Node]bool{}
	for n.In(loop) && !seen[n] {
		seen[n] = true
		var next *flow.Node
		for _, e := range n.Succ {
			if !e.Kind.Explicit() && !e.Thrown {
				if e.To.Kind == flow.Handle && !e.Maybe {
					return false
				}
				if e.To.Kind != flow.Handle {
					next = e.To
				}
			}
		}
		if next == nil {
			return false
		}
		n = next
	}
	return !n.In(loop)
}
