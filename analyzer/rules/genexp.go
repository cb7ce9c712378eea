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

// innerCall is innermost, and through a name that only the expression reads.
func innerCall(p *analyzer.Pass, x *ast.GeneratorExp) *ast.Call {
	if call := innermost(p, x); call != nil {
		return call
	}
	first := x.Generators[0]
	if first.IsAsync == 0 || len(x.Generators) > 1 {
		return nil
	}
	switch iter := first.Iter.(type) {
	case *ast.GeneratorExp:
		return innerCall(p, iter)
	case *ast.Name:
		return soleCall(p, iter)
	}
	return nil
}

// iteratedFirst is what the innermost of nested expressions runs over.
func iteratedFirst(x *ast.GeneratorExp) ast.Expr {
	if inner, ok := x.Generators[0].Iter.(*ast.GeneratorExp); ok {
		return iteratedFirst(inner)
	}
	return x.Generators[0].Iter
}

// heldCall is the call that makes a generator which, as far as the text goes, only
// what gets x as an argument will do something with: x itself, or the value of a
// local name that is read nowhere else.
func heldCall(p *analyzer.Pass, x ast.Expr) *ast.Call {
	switch x := x.(type) {
	case *ast.Call:
		return x
	case *ast.Name:
		return soleCall(p, x)
	}
	return nil
}

// soleCall is the call whose async generator a local name is given, and that this
// is the only place to read.
func soleCall(p *analyzer.Pass, name *ast.Name) *ast.Call {
	fn := p.Module.FunctionAt(name)
	if fn == nil || name.Ctx != ast.Load || p.Module.BlockAt(name).Resolve(name.Ident) != fn.Block {
		return nil
	}
	at := fn.Block.Bindings(name.Ident)
	if len(at) != 1 || at[0].Kind != index.BindAssign {
		return nil
	}
	call, ok := at[0].Value.(*ast.Call)
	if !ok || isCapital(index.LastName(call.Func)) {
		return nil
	}
	reads := 0
	for _, s := range fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			if n, ok := n.(*ast.Name); ok && n.Ident == name.Ident && n.Ctx == ast.Load {
				reads++
			}
			return reads < 2
		})
	}
	if reads != 1 || !isFresh(p.Infer.Expr(p.Module, call)) {
		return nil
	}
	if s, ok := at[0].Stmt.(*ast.Assign); !ok || len(s.Targets) != 1 || s.Value != ast.Expr(call) {
		return nil // "a = self.b = rows()"
	}
	if comesBack(p.Module, name, at[0].Stmt) {
		return nil // round by round, to the end perhaps
	}
	return call
}

// comesBack reports a loop around x, and not around what was made before, whose
// rounds evaluate x anew. What a loop runs over is evaluated once.
func comesBack(m *index.Module, x ast.Expr, made ast.Node) bool {
	for child, at := ast.Node(x), m.Parent(x); at != nil; child, at = at, m.Parent(at) {
		if at.Pos() <= made.Pos() && made.End() <= at.End() {
			return false
		}
		var once ast.Node
		switch at := at.(type) {
		case *ast.For:
			once = at.Iter
		case *ast.AsyncFor:
			once = at.Iter
		case *ast.While:
		case *ast.ListComp:
			once = at.Generators[0]
		case *ast.SetComp:
			once = at.Generators[0]
		case *ast.GeneratorExp:
			once = at.Generators[0]
		case *ast.DictComp:
			once = at.Generators[0]
		case *ast.Comprehension:
			if child != ast.Node(at.Iter) {
				return true
			}
			continue
		default:
			continue
		}
		if child != once {
			return true
		}
	}
	return false
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
	inner := innerCall(p, g)
	if inner == nil || isProvoked(p, g) {
		return
	}
	v := p.Infer.Expr(p.Module, inner)
	lost, known := lossOf(p, inner, v)
	d := analyzer.Diagnostic{
		Span: inner.Span(),
		Message: fmt.Sprintf("async generator `%s` is held by a generator expression alone, which leaves it open when it is closed itself, and %s",
			excerpt(p.Source(), inner), mayClose(g, inner)),
	}
	tell(p, &d, lost, known)
	lessInTests(p, &d)
	d.Related = story(v, []analyzer.Related{{
		File: p.Source(), Span: headSpan(p.Source(), g), Message: "closing this at an item closes nothing else",
	}}, lost)
	if iter := iteratedFirst(g); iter != nil {
		d.Fix = holdInner(p, iter, inner)
	}
	p.Report(d)
}

// mayClose tells whether nobody else can close what a call makes, or just nothing
// does, because it stands outside of x and has a name there.
func mayClose(x ast.Expr, made *ast.Call) string {
	if made.Pos() < x.Pos() || made.End() > x.End() {
		return "nothing else closes it"
	}
	return "nobody else can close it"
}

// handedOut reports what a generator expression holds alone that a function
// returns: whoever closes the expression leaves it open.
func handedOut(p *analyzer.Pass, g *ast.GeneratorExp) {
	switch p.Module.Parent(g).(type) {
	case *ast.Return, *ast.Lambda:
	default:
		return
	}
	inner := innermost(p, g)
	if inner == nil || isProvoked(p, g) || isTestCode(p.Module) {
		return
	}
	v := p.Infer.Expr(p.Module, inner)
	lost, known := lossOf(p, inner, v)
	if len(lost) == 0 {
		return // it may well be meant so
	}
	d := analyzer.Diagnostic{
		Span: inner.Span(),
		Message: fmt.Sprintf("async generator `%s` is not closed when the generator expression around it is closed at an item, and nobody else can close it",
			excerpt(p.Source(), inner)),
	}
	tell(p, &d, lost, known)
	d.Related = story(v, []analyzer.Related{{
		File: p.Source(), Span: headSpan(p.Source(), g), Message: "closing this closes nothing else; an async generator function can use `aclosing`",
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
