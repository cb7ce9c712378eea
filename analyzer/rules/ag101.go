package rules

import (
	_ "embed"
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/analyzer/index"
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
	it, ok := iteration(p, fn, loop)
	if !ok || it.named() {
		return
	}
	exits := it.possible(openExits(p, fn, loop, it.held))
	if len(exits) == 0 {
		return
	}
	d := analyzer.Diagnostic{
		Span: loop.Iter.Span(),
		Message: fmt.Sprintf("%s is not closed when the loop is left by `%s` at line %d",
			it.subject(p, loop), exitWord(exits[0]), p.Source().Line(exits[0].Pos())+1),
	}
	var leaves []analyzer.Related
	for _, s := range exits {
		leaves = append(leaves, analyzer.Related{File: p.Source(), Span: s.Span(), Message: "the loop is left here"})
	}
	it.report(p, fn, loop, d, leaves)
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
