package rules

import (
	"slices"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/lifetime"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// holdAllFix gives the generators of "gens = [rows(1), rows(2)]" to an exit stack
// around what follows, up to the last use of the name in the same block. It is nil
// where an element is something else, or may be used further down under another
// name, or something stands in the way.
func holdAllFix(p *analyzer.Pass, fn *index.Function, site *lifetime.Site) *analyzer.Fix {
	assign, ok := site.Stmt.(*ast.Assign)
	if !ok || p.Target < 10 || len(p.Module.File.Errors) > 0 || len(assign.Targets) != 1 || !fn.Async || fn.IsAsyncGenerator() {
		return nil
	}
	elts := elementsOf(assign.Value)
	if len(elts) == 0 || !allHeldBy(p, fn, elts) {
		return nil
	}
	return holdElements(p, fn, assign, elts)
}

// holdFilledFix does the same for "gens = [rows(i) for i in range(3)]".
func holdFilledFix(p *analyzer.Pass, fn *index.Function, x ast.Expr) *analyzer.Fix {
	list, ok := x.(*ast.ListComp)
	if !ok {
		return nil
	}
	assign, ok := p.Module.Parent(list).(*ast.Assign)
	if !ok || p.Target < 10 || len(p.Module.File.Errors) > 0 || len(assign.Targets) != 1 || !fn.Async || fn.IsAsyncGenerator() {
		return nil
	}
	return holdElements(p, fn, assign, []ast.Expr{list.Elt})
}

// holdElements wraps the expressions that make the elements of what is assigned.
func holdElements(p *analyzer.Pass, fn *index.Function, assign *ast.Assign, elts []ast.Expr) *analyzer.Fix {
	m, src := p.Module, p.Source()
	name, ok := assign.Targets[0].(*ast.Name)
	if !ok || !index.BoundOnce(fn.Block.Bindings(name.Ident)) {
		return nil
	}
	block, at := index.Siblings(m.Parent(assign), assign)
	last := lastUse(p, fn, block, at, name.Ident)
	if at < 0 || last <= at || !usesEnd(m, fn, name.Ident, source.Span{Start: assign.Pos(), End: block[last].End()}) {
		return nil
	}
	indent, ok := indentOf(src, assign.Pos())
	if !ok || src.Line(assign.Pos()) != src.Line(assign.End()-1) || !endsLine(src, assign.End()) {
		return nil
	}
	aclosing, edits, ok := importName(p, fn, "contextlib", "aclosing")
	if !ok || !strings.HasPrefix(aclosing, "contextlib.") {
		return nil // two names to import would be two edits of one line
	}
	unit, taken := indentUnitOf(src, m, assign, indent), namesIn(fn)
	stack := "stack"
	for taken[stack] {
		stack = "exit_" + stack
	}
	edits = append(edits, analyzer.Edit{
		Span: source.Span{Start: assign.Pos(), End: assign.Pos()},
		Text: "async with contextlib.AsyncExitStack() as " + stack + ":" + newline(src) + indent + unit,
	})
	for _, elt := range elts {
		edits = append(edits,
			analyzer.Edit{Span: source.Span{Start: elt.Pos(), End: elt.Pos()}, Text: "await " + stack + ".enter_async_context(" + aclosing + "("},
			analyzer.Edit{Span: source.Span{Start: elt.End(), End: elt.End()}, Text: "))"})
	}
	inString := stringLines(src, fn.Node)
	for i := at; i <= last; i++ {
		if before, ok := indentOf(src, block[i].Pos()); !ok || before != indent || blocksThrough(m, block[i])+2 > maxBlocks {
			return nil
		}
		if i == at {
			continue
		}
		for line := src.Line(block[i].Pos()); line <= src.Line(block[i].End()-1); line++ {
			if !inString[line] && strings.TrimSpace(src.LineText(line)) != "" {
				edits = append(edits, deepen(src, line, indent, unit))
			}
		}
	}
	edits = append(edits, indentComments(src, block, at, last, indent, unit)...)
	sortEdits(edits)
	return &analyzer.Fix{Message: "Hold the generators in `contextlib.AsyncExitStack`", Edits: edits}
}

// elementsOf are the values of a display that is written out.
func elementsOf(x ast.Expr) []ast.Expr {
	switch x := x.(type) {
	case *ast.List:
		return x.Elts
	case *ast.Tuple:
		return x.Elts
	case *ast.Dict:
		return x.Values
	}
	return nil
}

// allHeldBy reports calls that each make a generator which nothing gets hold of but
// the container and the loops over it.
func allHeldBy(p *analyzer.Pass, fn *index.Function, elts []ast.Expr) bool {
	for _, elt := range elts {
		held := slices.ContainsFunc(p.Lifetimes(fn), func(s *lifetime.Site) bool {
			return s.Expr == elt && s.Key == "" && !s.Escapes && !s.Unknown && len(s.Shared) == 0
		})
		if !isCall(elt) || !held {
			return false
		}
	}
	return true
}

// usesEnd reports that within a span lie all uses of what the elements of a
// container may be called: by loops over it. Any other name for one is a reason to
// say no.
func usesEnd(m *index.Module, fn *index.Function, name string, within source.Span) bool {
	names, plain := map[string]bool{}, true
	ast.Inspect(fn.Node, func(n ast.Node) bool {
		x, ok := n.(*ast.Name)
		if !ok || x.Ident != name || x.Ctx != ast.Load {
			return plain
		}
		child := ast.Node(x)
		for at := m.Parent(x); at != nil && plain; child, at = at, m.Parent(at) {
			switch at := at.(type) {
			case *ast.For:
				if ast.Node(at.Iter) == child {
					ast.Inspect(at.Target, func(n ast.Node) bool {
						if t, ok := n.(*ast.Name); ok {
							names[t.Ident] = true
						}
						return true
					})
				}
			case *ast.Starred, *ast.Comprehension:
				plain = false // gather(...) may raise while another one runs, which then cannot be closed
			case *ast.Assign, *ast.AnnAssign, *ast.NamedExpr:
				plain = plain && isAwaitIn(m, x, at)
			}
			if _, ok := at.(ast.Stmt); ok {
				break
			}
		}
		return plain
	})
	if !plain {
		return false
	}
	for other := range names {
		if hasAlias(m, fn, other) {
			return false
		}
	}
	ast.Inspect(fn.Node, func(n ast.Node) bool {
		if x, ok := n.(*ast.Name); ok && names[x.Ident] && (x.Pos() < within.Start || x.End() > within.End) {
			plain = false
		}
		return plain
	})
	return plain
}

// isAwaitIn reports that between an expression and what is around it stands an
// await: what is bound is an item then, not a generator.
func isAwaitIn(m *index.Module, x, around ast.Node) bool {
	for at := m.Parent(x); at != nil && at != around; at = m.Parent(at) {
		if isAwait(at) {
			return true
		}
	}
	return false
}
