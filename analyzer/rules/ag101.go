package rules

import (
	_ "embed"
	"fmt"
	"path/filepath"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

//go:embed ag101.md
var ag101Doc string

var ag101 = analyzer.Rule{
	Code:     "AG101",
	Name:     "unclosed-async-generator",
	Since:    "0.1.0",
	Severity: analyzer.Warning,
	Fix:      "sometimes",
	Doc:      ag101Doc,
	Nodes:    []ast.Kind{ast.AsyncForKind},
	Run:      runAG101,
}

func runAG101(p *analyzer.Pass, n ast.Node) {
	loop := n.(*ast.AsyncFor)
	fn := p.Module.FunctionAt(loop)
	if fn == nil || loop.Iter == nil {
		return
	}
	v, implicit := p.Infer.Iterated(p.Module, loop.Iter)
	if v.Kind != infer.AsyncGenerator {
		return
	}
	var held *local
	if !v.Fresh {
		if held = localGenerator(p, fn, loop.Iter); held == nil {
			return
		}
		v = held.value
	}
	exits := openExits(p, fn, loop, held)
	if len(exits) == 0 {
		return
	}

	subject := "async generator `" + excerpt(p.Source(), loop.Iter) + "`"
	if implicit {
		subject = "the async generator that `__aiter__` of `" + excerpt(p.Source(), loop.Iter) + "` makes"
	}
	lost, known := cleanupOf(p, v)
	over := overridesOf(p, loop, v, held, implicit)
	d := analyzer.Diagnostic{
		Severity: analyzer.Hint,
		Span:     loop.Iter.Span(),
		Message: fmt.Sprintf("%s is not closed when the loop is left by `%s` at line %d",
			subject, exitWord(exits[0]), p.Source().Line(exits[0].Pos())+1),
	}
	switch {
	case len(lost) > 0:
		d.Severity = analyzer.Warning
		d.Message += ": " + consequence(p, lost[0])
	case len(over.lost) > 0:
		d.Severity = analyzer.Information
		d.Message += "; where `" + over.lost[0].Fn.QualName() + "` runs instead, " + consequence(p, over.lost[0])
	case !known || !over.known:
		d.Severity = analyzer.Information
		d.Message += "; whether it has cleanup to lose is not known"
	default:
		d.Message += "; it has no cleanup to lose today"
	}
	d.Related = explain(p, v, held, exits, lost)
	d.Fix = wrapFix(p, fn, loop, held, implicit)
	if c := over.other; c != nil && d.Fix != nil {
		d.Fix.Applicability = analyzer.Unsafe
		d.Fix.Message += fmt.Sprintf("; what `%s` iterates instead may have no `aclose`", c.QualName())
	}
	p.Report(d)
}

// cleanupOf lists what closing late would delay. known is false when some
// function that may have made the generator cannot be seen.
func cleanupOf(p *analyzer.Pass, v infer.Value) (lost []infer.Cleanup, known bool) {
	known = len(v.Makers) > 0
	for _, maker := range v.Makers {
		list, complete := p.Infer.Cleanups(maker)
		lost, known = append(lost, list...), known && complete
	}
	return lost, known
}

func consequence(p *analyzer.Pass, c infer.Cleanup) string {
	where := fmt.Sprintf("at line %d", c.Line())
	if c.Fn.Module != p.Module {
		where += " of " + filepath.Base(c.Fn.Module.Path)
	}
	switch c.What {
	case "finally", "except":
		return fmt.Sprintf("`%s` in the `%s` %s will run late or never", c.Text, c.What, where)
	}
	return fmt.Sprintf("`%s %s` %s will be left late or never", c.What, c.Text, where)
}

func explain(p *analyzer.Pass, v infer.Value, held *local, exits []ast.Stmt, lost []infer.Cleanup) []analyzer.Related {
	var out []analyzer.Related
	if held != nil {
		for _, b := range held.made {
			out = append(out, analyzer.Related{File: p.Source(), Span: b.Value.Span(), Message: "the generator is created here"})
		}
	}
	for _, maker := range v.Makers {
		out = append(out, analyzer.Related{
			File: maker.Module.Source(), Span: maker.NameSpan(),
			Message: fmt.Sprintf("async generator `%s` is defined here", maker.QualName()),
		})
	}
	for _, s := range exits {
		out = append(out, analyzer.Related{File: p.Source(), Span: s.Span(), Message: "the loop is left here"})
	}
	for _, c := range lost {
		out = append(out, analyzer.Related{
			File: c.Fn.Module.Source(), Span: keywordSpan(c),
			Message: fmt.Sprintf("this `%s` of `%s` will not run promptly", c.What, c.Fn.QualName()),
		})
	}
	return out
}

func exitWord(s ast.Stmt) string {
	switch s.(type) {
	case *ast.Break:
		return "break"
	case *ast.Return:
		return "return"
	}
	return "raise"
}

// openExits lists the statements that leave the loop for good and leave the
// generator open. A statement that may do so, but may also come back to the
// loop or meet an aclose, is not listed.
func openExits(p *analyzer.Pass, fn *index.Function, loop *ast.AsyncFor, held *local) []ast.Stmt {
	candidates := exitStatements(loop.Body)
	if len(candidates) == 0 {
		return nil
	}
	g := p.Graph(fn)
	if g == nil {
		return nil
	}
	closed := closedBefore(g, loop, held)
	var out []ast.Stmt
	for _, s := range candidates {
		for _, at := range g.At(s) {
			if g.Reachable(at) && at.In(loop) && !closed[at] && leavesOpen(at, loop, held) {
				out = append(out, s)
				break
			}
		}
	}
	return out
}

// closedBefore are the nodes that a way through the loop's body reaches after
// an aclose in the same iteration. One such way is enough: the others may well
// be those on which the exit is not taken.
func closedBefore(g *flow.Graph, loop *ast.AsyncFor, held *local) map[*flow.Node]bool {
	if held == nil {
		return nil
	}
	closed := map[*flow.Node]bool{}
	var work []*flow.Node
	for _, n := range g.Nodes {
		if n.In(loop) && held.closes(n) {
			work = append(work, n)
		}
	}
	for len(work) > 0 {
		n := work[len(work)-1]
		work = work[:len(work)-1]
		for _, e := range n.Succ {
			to := e.To
			if closed[to] || !to.In(loop) || to.Kind == flow.Step && to.Ast == ast.Node(loop) || held.rebinds(to) {
				continue
			}
			closed[to] = true
			work = append(work, to)
		}
	}
	return closed
}

// exitStatements are the statements in a loop's body, nested functions left
// out, that may leave the loop.
func exitStatements(body []ast.Stmt) []ast.Stmt {
	var out []ast.Stmt
	var visit func(list []ast.Stmt, inner bool)
	visit = func(list []ast.Stmt, inner bool) {
		for _, s := range list {
			switch s := s.(type) {
			case *ast.Return, *ast.Raise:
				out = append(out, s)
			case *ast.Break:
				if !inner {
					out = append(out, s)
				}
			case *ast.For:
				visit(s.Body, true)
				visit(s.Orelse, inner)
			case *ast.AsyncFor:
				visit(s.Body, true)
				visit(s.Orelse, inner)
			case *ast.While:
				visit(s.Body, true)
				visit(s.Orelse, inner)
			case *ast.If:
				visit(s.Body, inner)
				visit(s.Orelse, inner)
			case *ast.With:
				visit(s.Body, inner)
			case *ast.AsyncWith:
				visit(s.Body, inner)
			case *ast.Try:
				visitTry(s.Body, s.Handlers, s.Orelse, s.Finalbody, inner, visit)
			case *ast.TryStar:
				visitTry(s.Body, s.Handlers, s.Orelse, s.Finalbody, inner, visit)
			case *ast.Match:
				for _, c := range s.Cases {
					visit(c.Body, inner)
				}
			}
		}
	}
	visit(body, false)
	return out
}

func visitTry(body []ast.Stmt, handlers []*ast.ExceptHandler, orelse, final []ast.Stmt, inner bool, visit func([]ast.Stmt, bool)) {
	visit(body, inner)
	for _, h := range handlers {
		visit(h.Body, inner)
	}
	visit(orelse, inner)
	visit(final, inner)
}

// leavesOpen follows the ways from an exit statement. Without a name that
// holds it, a generator is out of reach as soon as the loop is left. With one,
// it stays open when the name is bound anew or the function ends, unless some
// way meets an aclose or goes on iterating.
func leavesOpen(from *flow.Node, loop *ast.AsyncFor, held *local) bool {
	open, saved := false, false
	seen := map[*flow.Node]bool{from: true}
	work := []*flow.Node{from}
	for len(work) > 0 && !saved {
		n := work[len(work)-1]
		work = work[:len(work)-1]
		for _, e := range n.Succ {
			if !e.Kind.Explicit() || seen[e.To] || held != nil && held.contradicts(n, e.Kind) {
				continue
			}
			to := e.To
			seen[to] = true
			switch {
			case to.Kind == flow.Step && to.Ast == ast.Node(loop):
				saved = true
			case held != nil && held.closes(to):
				saved = true
			case to.In(loop):
				work = append(work, to)
			case held == nil:
				open = true
			case held.rebinds(to), to.Kind == flow.Exit, to.Kind == flow.Raised:
				open = true
			default:
				work = append(work, to)
			}
		}
	}
	return open && !saved
}
