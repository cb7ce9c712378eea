package rules

import (
	_ "embed"
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
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
	if !ok || len(openExits(p, fn, loop, it.held)) > 0 {
		return // AG101 has said it
	}
	at := leftByClose(p, fn, loop, yields, it.held)
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
	}})
}

// iterated is the generator that a loop runs over and that nobody else holds.
type iterated struct {
	value    infer.Value
	held     *local // nil where the loop alone holds it
	implicit bool
}

// iteration is what a loop in fn iterates, if it is an async generator that the
// loop, or one name of the function, alone holds.
func iteration(p *analyzer.Pass, fn *index.Function, loop *ast.AsyncFor) (it iterated, ok bool) {
	it.value, it.implicit = p.Infer.Iterated(p.Module, loop.Iter)
	if it.value.Kind != infer.AsyncGenerator {
		return it, false
	}
	if !it.value.Fresh {
		if it.held = localGenerator(p, fn, loop.Iter); it.held == nil {
			return it, false
		}
		it.value = it.held.value
	}
	return it, true
}

func (it iterated) subject(p *analyzer.Pass, loop *ast.AsyncFor) string {
	name := "`" + excerpt(p.Source(), loop.Iter) + "`"
	if it.implicit {
		return "the async generator that `__aiter__` of " + name + " makes"
	}
	return "async generator " + name
}

// report completes a finding about the loop: what is lost, where the generator
// comes from, and the fix.
func (it iterated) report(p *analyzer.Pass, fn *index.Function, loop *ast.AsyncFor, d analyzer.Diagnostic, leaves []analyzer.Related) {
	lost, known := cleanupOf(p, it.value)
	over := overridesOf(p, loop, it.value, it.held, it.implicit)
	if len(lost) == 0 && len(over.lost) > 0 {
		d.Severity = analyzer.Information
		d.Message += "; where `" + over.lost[0].Fn.QualName() + "` runs instead, " + consequence(p, over.lost[0])
	} else {
		tell(p, &d, lost, known && over.known)
	}
	if it.held != nil {
		for _, b := range it.held.made {
			d.Related = append(d.Related, analyzer.Related{File: p.Source(), Span: b.Value.Span(), Message: "the generator is created here"})
		}
	}
	d.Related = append(d.Related, story(it.value, leaves, lost)...)
	d.Fix = wrapFix(p, fn, loop, it.held, it.implicit)
	if c := over.other; c != nil && d.Fix != nil {
		d.Fix.Applicability = analyzer.Unsafe
		d.Fix.Message += fmt.Sprintf("; what `%s` iterates instead may have no `aclose`", c.QualName())
	}
	p.Report(d)
}

// leftByClose is the first of the yields at which closing the generator leaves
// the loop, and what it iterates, open.
func leftByClose(p *analyzer.Pass, fn *index.Function, loop *ast.AsyncFor, yields []ast.Node, held *local) ast.Node {
	g := p.Graph(fn)
	if g == nil {
		return nil
	}
	for _, y := range yields {
		for _, at := range g.At(statementOf(p.Module, y)) {
			if !g.Reachable(at) {
				continue
			}
			for _, e := range at.Succ {
				if e.Kind == flow.Close && e.Thrown && closingLeaves(e.To, loop, held) {
					return y
				}
			}
		}
	}
	return nil
}

// closingLeaves follows GeneratorExit from where it is first seen. It leaves
// the generator open unless some way closes it or goes back to the loop.
func closingLeaves(from *flow.Node, loop *ast.AsyncFor, held *local) bool {
	open, saved := false, false
	seen := map[*flow.Node]bool{from: true}
	for work := []*flow.Node{from}; len(work) > 0 && !saved; {
		n := work[len(work)-1]
		work = work[:len(work)-1]
		switch {
		case n.Kind == flow.Step && n.Ast == ast.Node(loop), held != nil && held.closes(n):
			saved = true
		case !n.In(loop) && held == nil:
			open = true
		case n.Kind == flow.Exit, n.Kind == flow.Raised, held != nil && held.rebinds(n):
			open = true
		default:
			for _, e := range n.Succ {
				if !e.Thrown && !seen[e.To] && !(held != nil && held.contradicts(n, e.Kind)) {
					seen[e.To] = true
					work = append(work, e.To)
				}
			}
		}
	}
	return open && !saved
}
