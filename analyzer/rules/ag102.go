package rules

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
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
	if !ok || !it.named() && len(it.possible(openExits(p, fn, loop, it.held))) > 0 {
		return // AG101 has said it
	}
	var at ast.Node
	if exits, known := it.exits(); known {
		for _, y := range yields {
			if s := statementOf(p.Module, y); at == nil && exits[s] {
				at = y
			}
		}
	} else {
		at = leftByClose(p, fn, loop, yields, it.held)
	}
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
	sites    []*lifetime.Site // where it may have been made, as far as that is followed
}

// iteration is what a loop in fn iterates, if it is an async generator that the
// loop, or one name of the function, alone holds.
func iteration(p *analyzer.Pass, fn *index.Function, loop *ast.AsyncFor) (it iterated, ok bool) {
	it.value, it.implicit = p.Infer.Iterated(p.Module, loop.Iter)
	if it.value.Kind != infer.AsyncGenerator {
		return it, false
	}
	if it.value.Fresh {
		for _, s := range p.Lifetimes(fn) {
			if s.Loop == loop {
				it.sites = append(it.sites, s)
			}
		}
		return it, true
	}
	escapes := false
	for _, s := range p.Lifetimes(fn) {
		if slices.Contains(s.Loops, loop) {
			it.sites = append(it.sites, s)
			escapes = escapes || s.Escapes
		}
	}
	if it.held = localGenerator(p, fn, loop.Iter); it.held != nil {
		it.value = it.held.value
	} else if len(it.sites) > 0 && !escapes {
		it.value = it.sites[0].Value
		for _, s := range it.sites[1:] {
			it.value.Makers = append(slices.Clone(it.value.Makers), s.Value.Makers...)
		}
	} else {
		return it, false
	}
	return it, true
}

// possible leaves out the exits that the tests before them exclude.
func (it iterated) possible(exits []ast.Stmt) []ast.Stmt {
	open, known := it.exits()
	if !known {
		return exits
	}
	var out []ast.Stmt
	for _, s := range exits {
		if open[s] {
			out = append(out, s)
		}
	}
	return out
}

// exits are the statements that leave the generator open on some way; known is
// false where it is not followed.
func (it iterated) exits() (open map[ast.Node]bool, known bool) {
	open = map[ast.Node]bool{}
	for _, s := range it.sites {
		if s.Unknown {
			return nil, false
		}
		for at := range s.Exits {
			open[at] = true
		}
	}
	return open, len(it.sites) > 0
}

// named reports a generator that names hold in ways which only the search of
// package lifetime follows.
func (it iterated) named() bool {
	return it.held == nil && len(it.sites) > 0 && it.sites[0].Loop == nil
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
	var made []ast.Expr
	switch {
	case len(it.sites) > 0:
		for _, s := range it.sites {
			if s.Loop == nil {
				made = append(made, s.Expr)
			}
		}
	case it.held != nil:
		for _, b := range it.held.made {
			made = append(made, b.Value)
		}
	}
	for _, x := range made {
		d.Related = append(d.Related, analyzer.Related{File: p.Source(), Span: x.Span(), Message: "the generator is created here"})
	}
	d.Related = append(d.Related, story(it.value, leaves, lost)...)
	if !it.named() {
		d.Fix = wrapFix(p, fn, loop, it.held, it.implicit)
	}
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
