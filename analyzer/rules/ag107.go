package rules

import (
	_ "embed"
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

//go:embed ag107.md
var ag107Doc string

var ag107 = analyzer.Rule{
	Code:     "AG107",
	Name:     "yield-while-closing",
	Since:    "0.2.0",
	Severity: analyzer.Error,
	Fix:      "never",
	Doc:      ag107Doc,
	Nodes:    []ast.Kind{ast.AsyncFunctionDefKind},
	Run:      runAG107,
}

func runAG107(p *analyzer.Pass, n ast.Node) {
	fn := p.Module.Function(n)
	if !fn.IsAsyncGenerator() {
		return
	}
	g := p.Graph(fn)
	if g == nil {
		return
	}
	reached := map[ast.Node]closing{} // by the yield that is reached
	for _, y := range fn.Yields {
		for _, at := range g.At(statementOf(p.Module, y)) {
			if !g.Reachable(at) {
				continue
			}
			for _, e := range at.Succ {
				if e.Kind == flow.Close && e.Thrown {
					followClose(p, fn, e.To, y, reached)
				}
			}
		}
	}
	for _, y := range fn.Yields {
		c, ok := reached[y]
		if !ok {
			continue
		}
		src := p.Source()
		d := analyzer.Diagnostic{
			Severity: analyzer.Error,
			Span:     y.Span(),
			Related: []analyzer.Related{{
				File: src, Span: c.from.Span(), Message: "`aclose()` raises GeneratorExit at this `yield`",
			}},
		}
		from := fmt.Sprintf("at line %d", src.Line(c.from.Pos())+1)
		if c.from == y {
			from = "here"
		}
		comes := "comes to"
		if c.perhaps {
			comes, d.Severity = "may come to", analyzer.Information
		}
		d.Message = fmt.Sprintf("closing `%s` at its `yield` %s %s this `yield`: `RuntimeError: async generator ignored GeneratorExit`",
			fn.QualName(), from, comes)
		if c.handler != nil {
			d.Related = append(d.Related, analyzer.Related{File: src, Span: headSpan(src, c.handler), Message: "this swallows GeneratorExit"})
		}
		p.Report(d)
	}
	swallowedByJump(p, fn, reached)
}

// closing is how a GeneratorExit got to a yield.
type closing struct {
	from    ast.Node // the yield at which it was raised
	handler ast.Node // the except clause or with that swallowed it, if any
	perhaps bool     // a test on the way decides
}

// followClose walks on from where the GeneratorExit of yield y is first seen:
// through finally blocks, and into handlers that are sure to catch it.
func followClose(p *analyzer.Pass, fn *index.Function, from *flow.Node, y ast.Node, reached map[ast.Node]closing) {
	type place struct {
		n       *flow.Node
		perhaps bool
		handler ast.Node
	}
	seen := map[*flow.Node]bool{}
	// Ways without a test come first, so that a certain one is found as such.
	var sure, perhaps []place
	sure = append(sure, place{n: from})
	for len(sure)+len(perhaps) > 0 {
		var at place
		if len(sure) > 0 {
			at, sure = sure[0], sure[1:]
		} else {
			at, perhaps = perhaps[0], perhaps[1:]
		}
		if seen[at.n] {
			continue
		}
		seen[at.n] = true
		if at.n.Kind == flow.Handle {
			at.handler = at.n.Ast
		}
		if at.n.Kind == flow.Stmt && at.n.Ast != nil {
			if hit := yieldAt(p, fn, at.n.Ast); hit != nil {
				if have, ok := reached[hit]; !ok || have.perhaps && !at.perhaps {
					reached[hit] = closing{from: y, handler: at.handler, perhaps: at.perhaps}
				}
				continue
			}
		}
		for _, e := range at.n.Succ {
			swallowed := at.n.Kind == flow.Leave && suppressesExit(p, at.n.Ast)
			if e.Thrown || e.Maybe && (e.To.Kind == flow.Handle || e.Kind == flow.Next) != swallowed {
				continue
			}
			if !takesExit(at.n, at.handler, e.Kind) || asksFlag(fn, at.n, e.Kind) || asksOtherwise(at.n, at.handler) {
				continue
			}
			next := place{e.To, at.perhaps, at.handler}
			if swallowed {
				next.handler = at.n.Ast
			}
			switch e.Kind {
			case flow.True, flow.False, flow.Iterate, flow.Exhausted:
				if !alwaysHolds(at.n.Ast) && !asksForExit(at.n, at.handler) {
					next.perhaps = true
				}
			}
			if next.perhaps {
				perhaps = append(perhaps, next)
			} else {
				sure = append(sure, next)
			}
		}
	}
}

// suppressesExit reports "with suppress(BaseException)" and its like.
func suppressesExit(p *analyzer.Pass, with ast.Node) bool {
	s, ok := with.(*ast.With)
	if !ok {
		return false
	}
	for _, item := range s.Items {
		call, ok := item.ContextExpr.(*ast.Call)
		if !ok || p.Infer.DottedName(p.Module, call.Func) != "contextlib.suppress" {
			continue
		}
		for _, x := range call.Args {
			switch p.Infer.DottedName(p.Module, x) {
			case "builtins.BaseException", "builtins.GeneratorExit":
				return true
			}
		}
	}
	return false
}

// takesExit reports that a branch may be taken when the handler's exception is
// GeneratorExit: "if isinstance(e, GeneratorExit): raise" decides.
func takesExit(n *flow.Node, handler ast.Node, kind flow.EdgeKind) bool {
	is, known := exitTest(n, handler)
	return !known || kind != flow.True && kind != flow.False || is == (kind == flow.True)
}

// asksFlag reports the test of a local flag, which the author keeps to know
// whether the body ran to its end.
func asksFlag(fn *index.Function, n *flow.Node, kind flow.EdgeKind) bool {
	s, ok := n.Ast.(*ast.If)
	if !ok || n.Kind != flow.Stmt || kind != flow.True && kind != flow.False {
		return false
	}
	test := s.Test
	if not, ok := test.(*ast.UnaryOp); ok && not.Op == ast.Not {
		test = not.Operand
	}
	name, ok := test.(*ast.Name)
	if !ok {
		return false
	}
	at := fn.Block.Bindings(name.Ident)
	for _, b := range at {
		c, ok := b.Value.(*ast.Constant)
		if !ok || c.Value.Type != ast.TrueConst && c.Value.Type != ast.FalseConst && c.Value.Type != ast.NoneConst {
			return false
		}
	}
	return len(at) > 1
}

func asksForExit(n *flow.Node, handler ast.Node) bool {
	_, known := exitTest(n, handler)
	return known
}

// asksOtherwise reports a branch that asks for GeneratorExit in a way that is not
// followed: the author has thought of it.
func asksOtherwise(n *flow.Node, handler ast.Node) bool {
	if n.Kind != flow.Stmt || asksForExit(n, handler) {
		return false
	}
	asks := false
	look := func(x ast.Node) bool {
		if e, ok := x.(ast.Expr); ok {
			asks = asks || index.LastName(e) == "GeneratorExit"
		}
		return !asks
	}
	switch s := n.Ast.(type) {
	case *ast.If:
		ast.Inspect(s.Test, look)
	case *ast.While:
		ast.Inspect(s.Test, look)
	case *ast.Match:
		for _, c := range s.Cases {
			ast.Inspect(c.Pattern, look)
			if c.Guard != nil {
				ast.Inspect(c.Guard, look)
			}
		}
	}
	return asks
}

// exitTest evaluates "isinstance(e, types)" for the exception that a handler
// has caught, if that is GeneratorExit.
func exitTest(n *flow.Node, handler ast.Node) (is, known bool) {
	h, ok := handler.(*ast.ExceptHandler)
	s, isIf := n.Ast.(*ast.If)
	if !ok || !isIf || n.Kind != flow.Stmt || h.Name == "" {
		return false, false
	}
	test, negated := s.Test, false
	if not, ok := test.(*ast.UnaryOp); ok && not.Op == ast.Not {
		test, negated = not.Operand, true
	}
	call, ok := test.(*ast.Call)
	if !ok || len(call.Args) != 2 || index.LastName(call.Func) != "isinstance" || index.LastName(call.Args[0]) != h.Name {
		return false, false
	}
	types := []ast.Expr{call.Args[1]}
	if t, ok := call.Args[1].(*ast.Tuple); ok {
		types = t.Elts
	}
	for _, t := range types {
		switch index.LastName(t) {
		case "GeneratorExit", "BaseException":
			is = true
		case "":
			return false, false
		}
	}
	return is != negated, true
}

// alwaysHolds is "while True", whose test decides nothing.
func alwaysHolds(n ast.Node) bool {
	w, ok := n.(*ast.While)
	if !ok {
		return false
	}
	c, ok := w.Test.(*ast.Constant)
	return ok && (c.Value.Type == ast.TrueConst || c.Value.Type == ast.IntConst && c.Value.Text != "0")
}

// yieldAt is the yield that a statement, or the head of a compound one, runs.
func yieldAt(p *analyzer.Pass, fn *index.Function, s ast.Node) ast.Node {
	for _, y := range fn.Yields {
		if statementOf(p.Module, y) == s {
			return y
		}
	}
	return nil
}
