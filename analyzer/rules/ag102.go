package rules

import (
	_ "embed"
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/lifetime"
	"github.com/asynctools/asynctools/syntax/ast"
)

//go:embed ag102.md
var ag102Doc string

var ag102 = analyzer.Rule{
	Code:     "AG102",
	Name:     "unclosed-delegation",
	Since:    "0.2.0",
	Severity: analyzer.Warning,
	Fix:      "sometimes",
	Doc:      ag102Doc,
	Nodes:    []ast.Kind{ast.AsyncForKind, ast.AsyncFunctionDefKind, ast.GeneratorExpKind},
	Run:      runAG102,
}

func runAG102(p *analyzer.Pass, n ast.Node) {
	if g, ok := n.(*ast.GeneratorExp); ok {
		handedOut(p, g)
		return
	}
	loop, ok := n.(*ast.AsyncFor)
	if !ok {
		delegatedByHand(p, p.Module.Function(n))
		return
	}
	fn := p.Module.FunctionAt(loop)
	if fn == nil || !fn.IsAsyncGenerator() || loop.Iter == nil {
		return
	}
	yields := ownYields(fn, loop.Body)
	if len(yields) == 0 {
		return
	}
	it, ok := iteration(p, fn, loop)
	if !ok || len(it.exits(loop)) > 0 {
		return // AG101 has said it
	}
	at := it.closedAt(p, yields)
	if at == nil {
		return
	}
	d := analyzer.Diagnostic{
		Span: loop.Iter.Span(),
		Message: fmt.Sprintf("%s is not closed when `%s` is closed at the `yield` at line %d",
			it.subject(p, loop), fn.QualName(), p.Source().Line(at.Pos())+1),
	}
	it.report(p, fn, loop, d, []analyzer.Related{{
		File: p.Source(), Span: at.Span(), Message: fmt.Sprintf("closing `%s` here raises GeneratorExit, which leaves the loop", fn.QualName()),
	}}, statementOf(p.Module, at))
}

// delegatedByHand reports generators that fn, a generator itself, resumes with
// anext or asend and leaves open when it is closed at a yield.
func delegatedByHand(p *analyzer.Pass, fn *index.Function) {
	for _, site := range p.Lifetimes(fn) {
		if !isDelegatedByHand(p, fn, site) || passesOn(p, site.Expr) {
			continue
		}
		words, path := way(p, site.Closed)
		d := analyzer.Diagnostic{
			Span: site.Expr.Span(),
			Message: fmt.Sprintf("async generator `%s` is resumed %sand stays open %s",
				made(p, site), atLine(p, site.Closed.Resumed), words),
		}
		lost, known := lossOf(p, site.Expr, site.Value)
		tell(p, &d, lost, known)
		d.Related = story(site.Value, path, lost)
		d.Fix = holdFix(p, fn, site)
		promisedOnly(p, site.Expr, d.Fix)
		p.Report(d)
	}
}

// isDelegatedByHand tells the generators that this rule reports at the call that
// makes them from those whose loop it reports, and those of AG103 and AG106.
func isDelegatedByHand(p *analyzer.Pass, fn *index.Function, site *lifetime.Site) bool {
	if !fn.IsAsyncGenerator() || site.Loop != nil || site.Left != nil || site.Closed == nil || len(site.Advances) == 0 || len(site.Closers) > 0 || len(site.Dropped) > 0 {
		return false
	}
	for _, loop := range site.Loops {
		if it, ok := iteration(p, fn, loop); ok && it.isReported(p, fn, loop) {
			return false
		}
	}
	return true
}
