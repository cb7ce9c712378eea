package rules

import (
	"sort"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/lifetime"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// holdFix turns "gen = agen()" and what follows, up to the last use of the name
// in the same block, into "async with aclosing(agen()) as gen:". It is nil
// where the name is used outside of that block, is bound again, or something
// else stands in the way. An "await gen.aclose()" that is a statement of the
// block's own becomes superfluous and goes.
func holdFix(p *analyzer.Pass, fn *index.Function, site *lifetime.Site) *analyzer.Fix {
	if site.Escapes {
		return nil
	}
	return holdSite(p, fn, site)
}

func holdSite(p *analyzer.Pass, fn *index.Function, site *lifetime.Site) *analyzer.Fix {
	m, src := p.Module, p.Source()
	assign, ok := site.Stmt.(*ast.Assign)
	if !ok || p.Target < 10 || len(m.File.Errors) > 0 || len(assign.Targets) != 1 || len(site.Shared) > 0 || !fn.Async {
		return nil
	}
	name, ok := assign.Targets[0].(*ast.Name)
	if mayBeExpression(site.Expr) {
		return nil // closing it closes nothing
	}
	if !ok || assign.Value != site.Expr || len(fn.Block.Bindings(name.Ident)) != 1 || hasAlias(m, fn, name.Ident) {
		return nil
	}
	block, at := index.Siblings(m.Parent(assign), assign)
	last := lastUse(p, fn, block, at, name.Ident)
	if at < 0 || last <= at {
		return nil
	}
	for _, s := range block[at : last+1] {
		if blocksThrough(m, s)+2 > maxBlocks {
			return nil
		}
	}
	indent, ok := indentOf(src, assign.Pos())
	if !ok || src.Line(assign.Pos()) != src.Line(assign.End()-1) || !endsLine(src, assign.End()) {
		return nil
	}
	aclosing, edits, ok := importName(p, fn, "contextlib", "aclosing")
	if !ok {
		return nil
	}
	if last == at+1 && isCloseOf(block[last], name.Ident) {
		return nil // nothing would be left of the block
	}
	remove := -1
	if isCloseOf(block[last], name.Ident) {
		remove = last
	}
	unit := indentUnitOf(src, m, assign, indent)
	value := src.Slice(site.Expr.Span())
	edits = append(edits, analyzer.Edit{
		Span: source.Span{Start: assign.Pos(), End: assign.End()},
		Text: "async with " + aclosing + "(" + value + ") as " + name.Ident + ":",
	})
	inString := stringLines(src, fn.Node)
	for i := at + 1; i <= last; i++ {
		first, end := src.Line(block[i].Pos()), src.Line(block[i].End()-1)
		if before, ok := indentOf(src, block[i].Pos()); !ok || before != indent {
			return nil // "a; b"
		}
		if i == remove {
			if first != end || !endsLine(src, block[i].End()) {
				return nil
			}
			edits = append(edits, removeStatement(src, block[i], indent, unit))
			continue
		}
		for line := first; line <= end; line++ {
			if !inString[line] && strings.TrimSpace(src.LineText(line)) != "" {
				edits = append(edits, deepen(src, line, indent, unit))
			}
		}
	}
	edits = append(edits, indentComments(src, block, at, last, indent, unit)...)
	sort.SliceStable(edits, func(i, j int) bool { return edits[i].Span.Start < edits[j].Span.Start })
	return &analyzer.Fix{Message: "Hold the generator in `async with " + aclosing + "(...)`", Edits: edits}
}

// removeStatement takes a statement out with its line, and leaves the line's
// comment where there is one.
func removeStatement(src *source.File, s ast.Stmt, indent, unit string) analyzer.Edit {
	line := src.Line(s.Pos())
	start, text := src.LineStart(line), src.LineText(line)
	rest := text[int(s.End()-start):]
	if i := strings.IndexByte(rest, '#'); i >= 0 {
		return analyzer.Edit{Span: source.Span{Start: start, End: s.End() + source.Pos(i)}, Text: indent + unit}
	}
	return analyzer.Edit{Span: source.Span{Start: start, End: src.LineStart(line + 1)}}
}

// hasAlias reports that something else may come to hold what the name does, so
// that its last use is not the last of the generator.
func hasAlias(m *index.Module, fn *index.Function, name string) bool {
	found := false
	ast.Inspect(fn.Node, func(n ast.Node) bool {
		x, ok := n.(*ast.Name)
		if !ok || x.Ident != name || x.Ctx != ast.Load {
			return !found
		}
		switch p := m.Parent(x).(type) {
		case *ast.Assign, *ast.AnnAssign, *ast.NamedExpr, *ast.Tuple, *ast.List, *ast.Starred, *ast.IfExp, *ast.BoolOp, *ast.Dict, *ast.Set, *ast.WithItem:
			found = true
		case *ast.Attribute:
			_, named := m.Parent(p).(*ast.Assign) // "step = gen.__anext__"
			found = found || named || p.Attr == "__aiter__"
		case *ast.Call:
			if _, iterated := m.Parent(p).(*ast.AsyncFor); !iterated && index.LastName(p.Func) == "aiter" {
				found = true
			}
			if _, entered := m.Parent(p).(*ast.WithItem); entered {
				found = true
			}
		}
		return !found
	})
	return found
}

// indentComments deepens the comment lines between the statements of a block.
func indentComments(src *source.File, block []ast.Stmt, at, last int, indent, unit string) []analyzer.Edit {
	var out []analyzer.Edit
	for i := at; i < last; i++ {
		for line := src.Line(block[i].End()-1) + 1; line < src.Line(block[i+1].Pos()); line++ {
			text := src.LineText(line)
			if trimmed := strings.TrimLeft(text, " \t\f"); trimmed != "" && trimmed[0] == '#' && len(text)-len(trimmed) >= len(indent) {
				out = append(out, deepen(src, line, indent, unit))
			}
		}
	}
	return out
}

// endsLine reports that at most a comment follows on the line.
func endsLine(src *source.File, pos source.Pos) bool {
	line := src.Line(pos)
	rest := src.Slice(source.Span{Start: pos, End: src.LineStart(line) + source.Pos(len(src.LineText(line)))})
	rest = strings.TrimSpace(rest)
	return rest == "" || rest[0] == '#'
}

func indentUnitOf(src *source.File, m *index.Module, s ast.Stmt, indent string) string {
	if outer, ok := m.Parent(s).(ast.Stmt); ok {
		if before, ok := indentOf(src, outer.Pos()); ok && len(indent) > len(before) && strings.HasPrefix(indent, before) {
			return indent[len(before):]
		}
	}
	if strings.HasSuffix(indent, "\t") {
		return "\t"
	}
	return "    "
}

// lastUse is the place of the last statement of the block that mentions the
// name, or awaits the task of one that does; -1 if something outside of the block, or
// before at, mentions it.
func lastUse(p *analyzer.Pass, fn *index.Function, block []ast.Stmt, at int, name string) int {
	if at < 0 {
		return -1
	}
	last, outside := at, false
	ast.Inspect(fn.Node, func(n ast.Node) bool {
		if n, ok := n.(*ast.Name); ok && n.Ident == name {
			in := -1
			for i := at; i < len(block); i++ {
				if block[i].Pos() <= n.Pos() && n.End() <= block[i].End() {
					in = i
				}
			}
			outside = outside || in < 0
			last = max(last, in)
			if partial := partialWith(p, n); partial != nil {
				kept := lastUse(p, fn, block, at, partial.Ident)
				last, outside = max(last, kept), outside || kept < 0
			}
		}
		return true
	})
	if outside {
		return -1
	}
	if made, ok := block[last].(*ast.Assign); ok && last > at && p.AwaitedNext(made) {
		last++
	}
	return last
}

// partialWith is the name that gets a functools.partial which keeps what n holds, or nil.
func partialWith(p *analyzer.Pass, n *ast.Name) *ast.Name {
	at := p.Module.Parent(n)
	if k, ok := at.(*ast.Keyword); ok {
		at = p.Module.Parent(k)
	}
	made, ok := at.(*ast.Call)
	if !ok || !p.Module.Mentions("partial") || p.Infer.DottedName(p.Module, made.Func) != "functools.partial" {
		return nil
	}
	assign, ok := p.Module.Parent(made).(*ast.Assign)
	if !ok || len(assign.Targets) != 1 {
		return nil
	}
	name, _ := assign.Targets[0].(*ast.Name)
	return name
}

// isCloseOf reports the statement "await name.aclose()".
func isCloseOf(s ast.Stmt, name string) bool {
	x, ok := s.(*ast.ExprStmt)
	if !ok {
		return false
	}
	await, ok := x.Value.(*ast.Await)
	if !ok {
		return false
	}
	call, ok := await.Value.(*ast.Call)
	if !ok {
		return false
	}
	a, ok := call.Func.(*ast.Attribute)
	if !ok || a.Attr != "aclose" {
		return false
	}
	n, ok := a.Value.(*ast.Name)
	return ok && n.Ident == name
}

// isFresh reports an async generator that nobody holds yet.
func isFresh(v infer.Value) bool { return v.Kind == infer.AsyncGenerator && v.Fresh }

// excerptOf is excerpt for any node.
func excerptOf(src *source.File, n ast.Node) string {
	if x, ok := n.(ast.Expr); ok {
		return excerpt(src, x)
	}
	return strings.TrimSpace(src.Slice(headSpan(src, n)))
}

func sortEdits(edits []analyzer.Edit) {
	sort.SliceStable(edits, func(i, j int) bool { return edits[i].Span.Start < edits[j].Span.Start })
}
