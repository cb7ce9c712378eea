package rules

import (
	"fmt"
	"slices"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// keptOpen sees generators that a class keeps in an attribute of its instances
// and resumes, and that nothing in the class closes, runs to its end or hands on.
func keptOpen(p *analyzer.Pass, n *ast.ClassDef) {
	m := p.Module
	c := m.Class(n)
	if c == nil || m.IsStub || len(c.Self) == 0 || !mayResume(m) || picksByName(m, n) {
		return
	}
	for attr, resumed := range resumedAttributes(p, c) {
		made, v := attributeMaker(p, c, attr)
		if made == nil {
			keptGiven(p, c, attr, resumed)
			continue
		}
		if isUsedElsewhere(p, c, attr) || isProvoked(p, made) {
			continue
		}
		lost, known := cleanupOf(p, v)
		d := analyzer.Diagnostic{
			Span: made.Span(),
			Message: fmt.Sprintf("async generator `%s` is kept in `self.%s` and resumed at line %d, and nothing in `%s` closes it",
				excerpt(p.Source(), made), attr, p.Source().Line(resumed.Pos())+1, n.Name),
		}
		tell(p, &d, lost, known)
		d.Related = story(v, []analyzer.Related{{File: p.Source(), Span: headSpan(p.Source(), resumed), Message: "it is left suspended here"}}, lost)
		p.Report(d)
	}
}

// mayResume is a quick look at a file: most resume no generator.
func mayResume(m *index.Module) bool {
	return m.Mentions("anext") || m.Mentions("async for") || m.Mentions("asend")
}

// resumedAttributes are the attributes of self of which all that the class does
// is to resume what they hold, or to test it, with the first that resumes each.
func resumedAttributes(p *analyzer.Pass, c *index.Class) map[string]ast.Node {
	m := p.Module
	resumed, other := map[string]ast.Node{}, map[string]bool{}
	ast.Inspect(c.Node, func(n ast.Node) bool {
		a, ok := n.(*ast.Attribute)
		if !ok {
			return true
		}
		if len(c.Self[a.Attr]) == 0 || a.Ctx == ast.Store {
			return true
		}
		at, harmless := resumption(p, a)
		switch {
		case at != nil && finishes(p, at):
			other[a.Attr] = true
		case at != nil && isSelf(m, c, a.Value):
			if resumed[a.Attr] == nil {
				resumed[a.Attr] = at
			}
		case !harmless:
			other[a.Attr] = true
		}
		return true
	})
	for attr := range other {
		delete(resumed, attr)
	}
	return resumed
}

// finishes reports a resumption that is there to see the end of the generator: of
// one that is run by hand, or of one with a single yield between setting up and
// tearing down.
func finishes(p *analyzer.Pass, at ast.Node) bool {
	if loop, ok := at.(*ast.AsyncFor); ok {
		return loop.Body[0].Kind() == ast.RaiseKind // where another item is a mistake
	}
	return isHandled(p, at, "StopAsyncIteration") && (seesEnd(p, at) || isDiscarded(p, at) || isStep(p, at)) || isSuppressed(p, at)
}

// isDiscarded reports a resumption of which the item is no use.
func isDiscarded(p *analyzer.Pass, at ast.Node) bool {
	await, ok := p.Module.Parent(at).(*ast.Await)
	if !ok {
		return false
	}
	_, alone := p.Module.Parent(await).(*ast.ExprStmt)
	return alone
}

// isSuppressed reports a resumption of which the item is no use and the end is
// passed over by a "with suppress(StopAsyncIteration)".
func isSuppressed(p *analyzer.Pass, at ast.Node) bool {
	if !isDiscarded(p, at) {
		return false
	}
	for up := p.Module.Parent(at); up != nil; up = p.Module.Parent(up) {
		switch up.(type) {
		case *ast.With, *ast.AsyncWith:
			if expects(itemsOf(up), "StopAsyncIteration") {
				return true
			}
		case *ast.FunctionDef, *ast.AsyncFunctionDef:
			return false
		}
	}
	return false
}

// isStep reports a resumption in a method that another one of the class calls
// over and over.
func isStep(p *analyzer.Pass, at ast.Node) bool {
	fn := p.Module.FunctionAt(at)
	if fn == nil || fn.Class == nil {
		return false
	}
	repeated := false
	ast.Inspect(fn.Class.Node, func(n ast.Node) bool {
		loop, ok := n.(*ast.While)
		if !ok {
			return !repeated
		}
		ast.Inspect(loop, func(n ast.Node) bool {
			if call, ok := n.(*ast.Call); ok {
				f, ok := call.Func.(*ast.Attribute)
				repeated = repeated || ok && f.Attr == fn.Name && isSelf(p.Module, fn.Class, f.Value)
			}
			return !repeated
		})
		return false
	})
	return repeated
}

// picksByName reports a class that gets at attributes in ways in which the text
// does not name them, and so may close any.
func picksByName(m *index.Module, c *ast.ClassDef) bool {
	if !m.Mentions("getattr(") && !m.Mentions("vars(") && !m.Mentions("__dict__") && !m.Mentions("attrgetter(") {
		return false
	}
	picks := false
	ast.Inspect(c, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Attribute:
			picks = picks || n.Attr == "__dict__"
		case *ast.Call:
			switch index.LastName(n.Func) {
			case "getattr":
				_, method := n.Func.(*ast.Attribute)
				picks = picks || !method && len(n.Args) > 1
			case "vars":
				picks = picks || len(n.Args) == 1
			case "attrgetter":
				picks = true
			}
		}
		return !picks
	})
	return picks
}

// isSelf reports the first parameter of a method of the class, where it stands.
func isSelf(m *index.Module, c *index.Class, x ast.Expr) bool {
	n, ok := x.(*ast.Name)
	if !ok {
		return false
	}
	fn := m.FunctionAt(n)
	return fn != nil && fn.Class == c && len(fn.Positional()) > 0 && fn.Positional()[0].Arg == n.Ident && m.BlockAt(n) == fn.Block
}

// resumption is what resumes the generator that x names and leaves it suspended;
// harmless is a use that only looks.
func resumption(p *analyzer.Pass, x ast.Expr) (at ast.Node, harmless bool) {
	m := p.Module
	awaited := func(call *ast.Call) (ast.Node, bool) {
		if (isAwait(m.Parent(call)) || isGathered(p, call)) && !isProvoked(p, call) {
			return call, false
		}
		return nil, false
	}
	switch parent := m.Parent(x).(type) {
	case *ast.Attribute:
		call, ok := m.Parent(parent).(*ast.Call)
		if ok && call.Func == ast.Expr(parent) && (parent.Attr == "__anext__" || parent.Attr == "asend") {
			return awaited(call)
		}
	case *ast.Call:
		if len(parent.Args) == 1 && parent.Args[0] == x && p.Infer.DottedName(m, parent.Func) == "builtins.anext" {
			return awaited(parent)
		}
	case *ast.AsyncFor:
		if parent.Iter == x && len(exitStatements(parent.Body)) > 0 {
			return parent, false
		}
	case *ast.If, *ast.While, *ast.Assert, *ast.Compare, *ast.UnaryOp:
		return nil, true
	}
	return nil, false
}

// isGathered reports one of the awaitables of "await gather(anext(g), ...)" and of
// "await gather(*[anext(g) for g in gens])", or what makes them all.
func isGathered(p *analyzer.Pass, x ast.Node) bool {
	m := p.Module
	at := m.Parent(x)
	switch at.(type) {
	case *ast.ListComp, *ast.GeneratorExp:
		x, at = at, m.Parent(at)
	}
	if star, ok := at.(*ast.Starred); ok {
		at = m.Parent(star)
	}
	call, ok := at.(*ast.Call)
	return ok && isAwait(m.Parent(call)) && p.Infer.DottedName(m, call.Func) == "asyncio.gather"
}

// attributeMaker is the one expression that gives the attribute its generator.
func attributeMaker(p *analyzer.Pass, c *index.Class, attr string) (made ast.Expr, v infer.Value) {
	for _, b := range c.Block.Bindings(attr) {
		none, ok := b.Value.(*ast.Constant)
		isNone := ok && b.Kind == index.BindAssign && none.Value.Type == ast.NoneConst
		if b.Kind != index.BindDeclare && !isNone {
			return nil, v
		}
	}
	for _, b := range c.Self[attr] {
		if b.Value == nil {
			continue
		}
		got := p.Infer.Expr(p.Module, b.Value)
		switch {
		case got.Kind == infer.None:
		case isFresh(got) && isCall(b.Value) && made == nil:
			made, v = b.Value, got
		default:
			return nil, v
		}
	}
	return made, v
}

// isUsedElsewhere reports an attribute that code outside of the class may use,
// such as a subclass, or that a class above has as well.
func isUsedElsewhere(p *analyzer.Pass, c *index.Class, attr string) bool {
	p.Infer.LooksAround()
	if _, complete := p.Infer.IsSubclass(c, ""); !complete {
		return true
	}
	if slices.ContainsFunc(p.Infer.Ancestors(c), func(base *index.Class) bool { return len(base.Self[attr]) > 0 || base.Has(attr) }) {
		return true
	}
	for _, m := range p.Infer.Members(p.Module) {
		if m.Path == p.Module.Path {
			m = p.Module
		}
		if (m == p.Module || m.Mentions("."+attr)) && mayUse(p, m, c, attr) {
			return true
		}
	}
	return false
}

// mayUse reports that code of m outside of the class may use the attribute: of
// an object of the class, or of one that nothing is known of.
func mayUse(p *analyzer.Pass, m *index.Module, c *index.Class, attr string) bool {
	used := false
	look := func(n ast.Node) bool {
		if n == ast.Node(c.Node) {
			return false
		}
		if a, ok := n.(*ast.Attribute); ok && a.Attr == attr && !used {
			switch v := p.Infer.Expr(m, a.Value); {
			case v.Kind == infer.Instance && v.Class != nil, v.Kind == infer.Class:
				used = p.Infer.AreRelated(v.Class, c)
			case v.Kind != infer.Module && v.Kind != infer.External:
				used = true
			}
		}
		return !used
	}
	for _, s := range m.File.Body() {
		ast.Inspect(s, look)
	}
	return used
}
