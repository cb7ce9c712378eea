package rules

import (
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// collected is what a function does with a local list or dict that it fills
// with generators one by one, so that their number is not known: lifetime
// follows only those that are written out.
type collected struct {
	p       *analyzer.Pass
	fn      *index.Function
	name    string
	made    []ast.Expr // what makes the generators
	values  []infer.Value
	resumed ast.Node // the first place that leaves one of them suspended
	keyed   bool     // it is a dict
	other   bool     // they may be closed, run to their end or handed on
}

// keptCollected reports generators that fill a container of the function, which
// resumes them and does nothing else with them.
func keptCollected(p *analyzer.Pass, fn *index.Function) {
	if !mayResume(p.Module) {
		return
	}
	fn.Block.Names(func(name string, at []index.Binding) {
		if !index.BoundOnce(at) || at[0].Kind != index.BindAssign {
			return
		}
		c := &collected{p: p, fn: fn, name: name}
		if !c.begins(at[0].Value) {
			return
		}
		for _, s := range fn.Body {
			ast.Inspect(s, c.look)
		}
		if c.other || c.resumed == nil || isProvoked(p, c.resumed) || seesEnd(p, c.resumed) {
			return
		}
		for i, made := range c.made {
			lost, known := cleanupOf(p, c.values[i])
			d := analyzer.Diagnostic{
				Span: made.Span(),
				Message: fmt.Sprintf("async generator `%s` is kept in `%s` and resumed at line %d, and nothing closes it",
					excerpt(p.Source(), made), name, p.Source().Line(c.resumed.Pos())+1),
			}
			tell(p, &d, lost, known)
			lessInTests(p, &d)
			d.Related = story(c.values[i], []analyzer.Related{{File: p.Source(), Span: headSpan(p.Source(), c.resumed), Message: "it is left suspended here"}}, lost)
			if len(c.made) == 1 {
				d.Fix = holdFilledFix(p, fn, at[0].Value)
			}
			p.Report(d)
		}
	})
}

// begins reports a value that is a container being made: of generators by a
// comprehension, or an empty one.
func (c *collected) begins(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.ListComp:
		return c.add(x.Elt)
	case *ast.DictComp:
		c.keyed = true
		return c.add(x.Value)
	case *ast.Call:
		// list(map(rows, urls))
		return index.LastName(x.Func) == "list" && len(x.Args) == 1 && c.addEach(x.Args[0]) && c.p.Infer.DottedName(c.p.Module, x.Func) == "builtins.list"
	case *ast.List:
		return len(x.Elts) == 0
	case *ast.Dict:
		c.keyed = true
		return len(x.Values) == 0
	}
	return false
}

// addEach notes what an expression gives one by one, if these are generators that
// it makes: a display, a comprehension, map(rows, urls).
func (c *collected) addEach(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.List, *ast.Tuple, *ast.Set:
		list := displayed(x)
		for _, elt := range list {
			if !c.add(elt) {
				return false
			}
		}
		return len(list) > 0
	case *ast.ListComp:
		return c.add(x.Elt)
	case *ast.GeneratorExp:
		return c.add(x.Elt)
	case *ast.Call:
		if v, ok := c.p.Infer.Mapped(c.p.Module, x); ok && isFresh(v) {
			c.made, c.values = append(c.made, x), append(c.values, v)
			return true
		}
	}
	return false
}

// droppedAtOnce reports generators that a comprehension makes and resumes, and
// that nothing else ever holds: "[await anext(g) for g in [rows(1), rows(2)]]".
func droppedAtOnce(p *analyzer.Pass, n *ast.Comprehension) {
	name, ok := n.Target.(*ast.Name)
	if !ok || n.IsAsync != 0 || !mayResume(p.Module) {
		return
	}
	whole := p.Module.Parent(n)
	fn := p.Module.FunctionAt(whole)
	if fn == nil || !fn.Async || !hasAwait(whole) {
		return
	}
	c := &collected{p: p, fn: fn, name: name.Ident}
	if !c.addEach(n.Iter) {
		return
	}
	c.elements(name, whole)
	if c.other || c.resumed == nil || isProvoked(p, c.resumed) || seesEnd(p, c.resumed) {
		return
	}
	for i, made := range c.made {
		lost, known := cleanupOf(p, c.values[i])
		d := analyzer.Diagnostic{
			Span: made.Span(),
			Message: fmt.Sprintf("async generator `%s` is resumed at line %d and dropped, open",
				excerpt(p.Source(), made), p.Source().Line(c.resumed.Pos())+1),
		}
		tell(p, &d, lost, known)
		lessInTests(p, &d)
		d.Related = story(c.values[i], []analyzer.Related{{File: p.Source(), Span: headSpan(p.Source(), c.resumed), Message: "it is left suspended here"}}, lost)
		p.Report(d)
	}
}

// hasAwait reports an await in n.
func hasAwait(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		found = found || isAwait(n)
		return !found
	})
	return found
}

// add notes an expression that makes a generator for the container.
func (c *collected) add(x ast.Expr) bool {
	if !isCall(x) {
		return false
	}
	v := c.p.Infer.Expr(c.p.Module, x)
	if !isFresh(v) {
		return false
	}
	c.made, c.values = append(c.made, x), append(c.values, v)
	return true
}

// look classifies each mention of the container.
func (c *collected) look(n ast.Node) bool {
	if x, ok := n.(*ast.Name); ok && x.Ident == c.name && x.Ctx == ast.Load && !c.other {
		c.use(x)
	}
	return !c.other
}

func (c *collected) use(x *ast.Name) {
	m := c.p.Module
	if at := m.BlockAt(x); at != c.fn.Block && (m.FunctionAt(x) != c.fn || at.Resolve(x.Ident) != c.fn.Block) {
		c.other = true
		return
	}
	switch parent := m.Parent(x).(type) {
	case *ast.Attribute:
		call, ok := m.Parent(parent).(*ast.Call)
		if ok && call.Func == ast.Expr(parent) {
			switch {
			case parent.Attr == "append" && len(call.Args) == 1:
				c.other = !c.add(call.Args[0])
				return
			case (parent.Attr == "values" || parent.Attr == "items") && c.loopOver(call):
				return
			}
		}
	case *ast.Call:
		if name, ok := parent.Func.(*ast.Name); ok && (name.Ident == "len" || name.Ident == "enumerate" && c.loopOver(parent)) {
			return
		}
		if len(parent.Args) == 2 && parent.Args[1] == ast.Expr(x) && index.LastName(parent.Func) == "map" &&
			c.p.Infer.DottedName(m, parent.Args[0]) == "builtins.anext" && isGathered(c.p, parent) {
			if c.resumed == nil || parent.Pos() < c.resumed.Pos() {
				c.resumed = parent
			}
			return
		}
	case *ast.Subscript:
		if parent.Value == ast.Expr(x) {
			if assign, ok := m.Parent(parent).(*ast.Assign); ok && parent.Ctx == ast.Store {
				c.other = !c.add(assign.Value)
			} else {
				c.element(parent)
			}
			return
		}
	case *ast.If, *ast.While, *ast.Assert, *ast.Compare, *ast.UnaryOp:
		return
	default:
		if c.keyed && isIterable(m, x) || c.loopOver(x) {
			return // of a dict, the keys
		}
	}
	c.other = true
}

// isIterable reports what a plain loop or comprehension runs over.
func isIterable(m *index.Module, x ast.Expr) bool {
	switch loop := m.Parent(x).(type) {
	case *ast.For:
		return loop.Iter == x
	case *ast.Comprehension:
		return loop.Iter == x && loop.IsAsync == 0
	}
	return false
}

// loopOver follows the names that a loop gives the elements.
func (c *collected) loopOver(x ast.Expr) bool {
	m := c.p.Module
	var target ast.Expr
	var within []ast.Node
	switch loop := m.Parent(x).(type) {
	case *ast.For:
		if loop.Iter != x {
			return false
		}
		target = loop.Target
		for _, s := range loop.Body {
			within = append(within, s)
		}
	case *ast.Comprehension:
		if loop.Iter != x {
			return false
		}
		target, within = loop.Target, []ast.Node{m.Parent(loop)}
	default:
		return false
	}
	if call, ok := x.(*ast.Call); ok && index.LastName(call.Func) != "values" {
		t, ok := target.(*ast.Tuple)
		if !ok || len(t.Elts) != 2 {
			return false
		}
		target = t.Elts[1]
	}
	name, ok := target.(*ast.Name)
	if !ok {
		return false
	}
	for _, n := range within {
		c.elements(name, n)
	}
	// After the loop the name still is the last element.
	block := m.BlockAt(name)
	c.other = c.other || block == c.fn.Block && !index.BoundOnce(block.Bindings(name.Ident))
	return true
}

// elements classifies the mentions of a name that stands for the elements.
func (c *collected) elements(name *ast.Name, in ast.Node) {
	ast.Inspect(in, func(n ast.Node) bool {
		if use, ok := n.(*ast.Name); ok && use.Ident == name.Ident && use != name {
			switch {
			case use.Ctx == ast.Del: // the container has it still
			case use.Ctx != ast.Load || c.p.Module.FunctionAt(use) != c.fn:
				c.other = true
			default:
				c.element(use)
			}
		}
		return !c.other
	})
}

// element classifies one mention of an element.
func (c *collected) element(x ast.Expr) {
	at, harmless := resumption(c.p, x)
	switch {
	case at != nil && (c.resumed == nil || at.Pos() < c.resumed.Pos()):
		c.resumed = at
	case at == nil && !harmless:
		c.other = true
	}
}
