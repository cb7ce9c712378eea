package rules

import (
	_ "embed"
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
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
	Nodes:    []ast.Kind{ast.AsyncForKind},
	Run:      runAG102,
}

func runAG102(p *analyzer.Pass, n ast.Node) {
	loop := n.(*ast.AsyncFor)
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
