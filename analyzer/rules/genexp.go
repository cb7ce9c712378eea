package rules

import (
	"fmt"
	"slices"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// An async generator expression has nothing to clean up itself, and closing it
// closes nothing: what it iterates stays open when it is left early.

// innermost is the call that makes the one async generator which a generator
// expression alone holds, however deep; nil where it holds none, or more than that.
func innermost(p *analyzer.Pass, x *ast.GeneratorExp) *ast.Call {
	first := x.Generators[0]
	if first.IsAsync == 0 {
		return nil
	}
	for _, g := range x.Generators[1:] {
		if g.IsAsync != 0 && !isHeld(p, g.Iter) {
			return nil // one for each round, which no statement can hold
		}
	}
	switch iter := first.Iter.(type) {
	case *ast.GeneratorExp:
		return innermost(p, iter)
	case *ast.Call:
		if isFresh(p.Infer.Expr(p.Module, iter)) {
			return iter
		}
	}
	return nil
}

// mayBeExpression reports a choice of which a generator expression is one side.
func mayBeExpression(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.GeneratorExp:
		return true
	case *ast.IfExp:
		return mayBeExpression(x.Body) || mayBeExpression(x.Orelse)
	case *ast.BoolOp:
		return slices.ContainsFunc(x.Values, mayBeExpression)
	case *ast.NamedExpr:
		return mayBeExpression(x.Value)
	}
	return false
}

// passesOn reports a generator expression over what others hold: nothing is lost
// when it is left.
func passesOn(p *analyzer.Pass, x ast.Expr) bool {
	g, ok := x.(*ast.GeneratorExp)
	if !ok {
		return false
	}
	for _, c := range g.Generators {
		if c.IsAsync != 0 && !isHeld(p, c.Iter) && !passesOn(p, c.Iter) {
			return false
		}
	}
	return true
}

// isHeld reports a name or attribute that somebody else gave its value: a "with",
// a caller, an object. What the function made and named has its own fate.
func isHeld(p *analyzer.Pass, x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Attribute:
		return p.Infer.Expr(p.Module, x).Kind != infer.AsyncGenerator // of a property, which makes one
	case *ast.Name:
		block := p.Module.BlockAt(x).Resolve(x.Ident)
		if block == nil {
			return false
		}
		for _, b := range block.Bindings(x.Ident) {
			switch b.Kind {
			case index.BindWith, index.BindParam, index.BindDeclare:
			default:
				return false
			}
		}
		return true
	}
	return false
}

// leftByExpression reports what a generator expression holds alone, where the
// expression may be closed before it has come to its end.
func leftByExpression(p *analyzer.Pass, x ast.Expr) {
	g, ok := x.(*ast.GeneratorExp)
	if !ok {
		return
	}
	inner := innermost(p, g)
	if inner == nil || isProvoked(p, g) {
		return
	}
	v := p.Infer.Expr(p.Module, inner)
	lost, known := lossOf(p, inner, v)
	d := analyzer.Diagnostic{
		Span: inner.Span(),
		Message: fmt.Sprintf("async generator `%s` is held by a generator expression alone, which leaves it open when it is closed itself, and nobody else can close it",
			excerpt(p.Source(), inner)),
	}
	tell(p, &d, lost, known)
	lessInTests(p, &d)
	d.Related = story(v, []analyzer.Related{{
		File: p.Source(), Span: headSpan(p.Source(), g), Message: "closing this at an item closes nothing else",
	}}, lost)
	p.Report(d)
}

// handedExpression looks at generator expressions that a helper gets, and leaves or
// closes before they have come to their end.
func handedExpression(p *analyzer.Pass, call *ast.Call) {
	for _, x := range arguments(call) {
		g, ok := x.(*ast.GeneratorExp)
		if !ok || g.Generators[0].IsAsync == 0 {
			continue
		}
		if sum, _ := p.Handed(call, x); sum.Leaves || sum.Shut {
			leftByExpression(p, x)
		}
	}
}
