package rules

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/lifetime"
	"github.com/asynctools/asynctools/syntax/ast"
)

//go:embed ag106.md
var ag106Doc string

var ag106 = analyzer.Rule{
	Code:     "AG106",
	Name:     "aclose-on-happy-path-only",
	Since:    "0.2.0",
	Severity: analyzer.Warning,
	Fix:      "sometimes",
	Doc:      ag106Doc,
	Nodes:    []ast.Kind{ast.AsyncFunctionDefKind},
	Run:      runAG106,
}

func runAG106(p *analyzer.Pass, n ast.Node) {
	fn := p.Module.Function(n)
	told := map[ast.Node]*analyzer.Diagnostic{} // one aclose may be that of several generators
	var found []*analyzer.Diagnostic
	for _, site := range p.Lifetimes(fn) {
		thrown := thrownWay(site)
		if site.Loop != nil || site.Left != nil || thrown == nil || len(site.Closers) == 0 {
			continue
		}
		closer := firstCloser(site)
		created := analyzer.Related{File: p.Source(), Span: site.Expr.Span(), Message: "the generator is created here"}
		if d := told[closer]; d != nil {
			d.Related = slices.Insert(d.Related, 0, created)
			continue
		}
		words, path := way(p, thrown)
		d := &analyzer.Diagnostic{
			Span:    closer.Span(),
			Message: fmt.Sprintf("`%s` is not reached %s", excerptOf(p.Source(), closer), words),
		}
		if thrown.Leaves != nil && thrown.Leaves == statementOf(p.Module, closer) {
			// In a loop over several, or in a helper.
			if p.Module.IsLooped(closer) {
				words += " for another one"
			}
			d.Message = fmt.Sprintf("`%s` does not get to async generator `%s` %s", excerptOf(p.Source(), closer), made(p, site), words)
		}
		lost, known := lossOf(p, site.Expr, site.Value)
		tell(p, d, lost, known)
		if isTestCode(p.Module) {
			d.Severity = analyzer.Hint // a test that fails has nothing to lose
		}
		d.Related = append([]analyzer.Related{created}, story(site.Value, path, lost)...)
		d.Fix = holdFix(p, fn, site)
		told[closer], found = d, append(found, d)
	}
	for _, d := range found {
		p.Report(*d)
	}
}

func firstCloser(site *lifetime.Site) ast.Node {
	first := site.Closers[0]
	for _, c := range site.Closers[1:] {
		if c.Pos() < first.Pos() {
			first = c
		}
	}
	return first
}
