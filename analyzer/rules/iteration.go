package rules

import (
	"fmt"
	"slices"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/lifetime"
	"github.com/asynctools/asynctools/syntax/ast"
)

// iterated is the generator that a loop runs over, as far as its life is
// followed.
type iterated struct {
	value    infer.Value
	implicit bool             // made by the __aiter__ of what the text names
	sites    []*lifetime.Site // where it may have been made
}

// iteration is what a loop in fn iterates, if it is an async generator that the
// loop, or names of the function, alone hold.
func iteration(p *analyzer.Pass, fn *index.Function, loop *ast.AsyncFor) (it iterated, ok bool) {
	for _, s := range p.Lifetimes(fn) {
		if (s.Loop == loop || slices.Contains(s.Loops, loop)) && !s.Unknown && !passesOn(p, s.Expr) {
			it.add(s)
		}
	}
	if len(it.sites) > 0 && it.sites[0].Loop == loop {
		_, it.implicit = p.Infer.Iterated(p.Module, loop.Iter)
	}
	return it, len(it.sites) > 0
}

func (it *iterated) add(s *lifetime.Site) {
	it.sites = append(it.sites, s)
	if len(it.sites) == 1 {
		it.value = s.Value
		return
	}
	makers := slices.Clone(it.value.Makers())
	for _, maker := range s.Value.Makers() {
		if !slices.Contains(makers, maker) {
			makers = append(makers, maker)
		}
	}
	it.value = it.value.WithMakers(makers)
}

// leftAt is the same for the generators that one of the statements leaves open.
func (it iterated) leftAt(exits ...ast.Node) iterated {
	out := iterated{implicit: it.implicit}
	for _, s := range it.sites {
		if slices.ContainsFunc(exits, func(n ast.Node) bool { return s.Exits[n] }) {
			out.add(s)
		}
	}
	return out
}

// exits are the statements in the loop that leave it, and the generator open.
func (it iterated) exits(loop *ast.AsyncFor) []ast.Stmt {
	open := false
	for _, s := range it.sites {
		open = open || len(s.Exits) > 0
	}
	if !open {
		return nil
	}
	var out []ast.Stmt
	for _, exit := range exitPoints(loop.Body, true) {
		for _, s := range it.sites {
			if s.Exits[exit] {
				out = append(out, exit)
				break
			}
		}
	}
	return out
}

// closedAt is the first of the yields at which closing the function leaves the
// generator open.
func (it iterated) closedAt(p *analyzer.Pass, yields []ast.Node) ast.Node {
	for _, y := range yields {
		stmt := statementOf(p.Module, y)
		for _, s := range it.sites {
			if s.Exits[stmt] && (s.Loop != nil || !s.Escapes) {
				return y
			}
		}
	}
	return nil
}

// isReported tells that AG101 or AG102 speaks of the loop.
func (it iterated) isReported(p *analyzer.Pass, fn *index.Function, loop *ast.AsyncFor) bool {
	return len(it.exits(loop)) > 0 || fn.IsAsyncGenerator() && it.closedAt(p, ownYields(fn, loop.Body)) != nil
}

// named is the first site whose generator a name holds, nil for a loop that makes
// what it iterates.
func (it iterated) named() *lifetime.Site {
	if it.sites[0].Loop != nil {
		return nil
	}
	return it.sites[0]
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
func (it iterated) report(p *analyzer.Pass, fn *index.Function, loop *ast.AsyncFor, d analyzer.Diagnostic, leaves []analyzer.Related, exits ...ast.Node) {
	all := it
	it = it.leftAt(exits...)
	lost, known := cleanupOf(p, it.value)
	for _, s := range it.sites {
		if of, _ := lossOf(p, s.Expr, s.Value); len(of) > 0 {
			lost = append(lost, of...)
		}
	}
	over := overridesOf(p, loop, it)
	if len(lost) == 0 && len(over.lost) > 0 {
		d.Severity = analyzer.Information
		d.Message += "; where `" + over.lost[0].Fn.QualName() + "` runs instead, " + consequence(p, over.lost[0])
	} else {
		tell(p, &d, lost, known && over.known)
	}
	for _, s := range it.sites {
		if s.Loop == nil {
			d.Related = append(d.Related, analyzer.Related{File: p.Source(), Span: s.Expr.Span(), Message: "the generator is created here"})
		}
	}
	d.Related = append(d.Related, story(it.value, leaves, lost)...)
	d.Fix = wrapFix(p, fn, loop, all)
	if c := over.other; c != nil && d.Fix != nil {
		d.Fix.Applicability = analyzer.Unsafe
		d.Fix.Message += fmt.Sprintf("; what `%s` iterates instead may have no `aclose`", c.QualName())
	}
	if it.named() == nil {
		promisedOnly(p, loop.Iter, d.Fix)
	}
	p.Report(d)
}
