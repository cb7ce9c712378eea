package rules

import (
	"fmt"
	"sort"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/lifetime"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// wrapFix puts a loop into "async with aclosing(...)", or returns nil where
// that would change what the program does, or cannot be written.
func wrapFix(p *analyzer.Pass, fn *index.Function, loop *ast.AsyncFor, it iterated) *analyzer.Fix {
	if !mayWrap(p, loop) {
		return nil
	}
	if it.named() != nil && !endsWith(p, fn, loop, it) {
		return nil
	}
	held := loop.Iter
	for _, s := range it.sites {
		if !mayBeExpression(s.Expr) && !mayBeExpression(loop.Iter) {
			continue
		}
		g, lazy := loop.Iter.(*ast.GeneratorExp)
		if !lazy {
			return nil
		}
		inner := innermost(p, g)
		if inner == nil || s.Loop == nil || len(it.sites) > 1 || p.Source().Line(inner.Pos()) != p.Source().Line(inner.End()) {
			return nil // closing the expression closes nothing
		}
		held = inner
	}
	return wrapLoop(p, fn, loop, held, it.implicit, it.named() != nil)
}

// mayWrap tells whether a statement can get another "async with" around it. One
// block stays in reserve: a loop inside may be wrapped in the same go.
func mayWrap(p *analyzer.Pass, s ast.Stmt) bool {
	return p.Target >= 10 && len(p.Module.File.Errors) == 0 && blocksThrough(p.Module, s)+2 <= maxBlocks
}

// wrapLoop holds what a loop runs over, or a part of that, around the loop. named
// tells that this has a name already.
func wrapLoop(p *analyzer.Pass, fn *index.Function, loop *ast.AsyncFor, held ast.Expr, implicit, named bool) *analyzer.Fix {
	aclosing, edits, ok := importName(p, fn, "contextlib", "aclosing")
	if !ok {
		return nil
	}
	src := p.Source()
	indent, ok := indentOf(src, loop.Pos())
	if !ok {
		return nil
	}
	unit := indentUnit(src, loop, indent)
	nl := newline(src)

	iter := src.Slice(held.Span())
	header := "async with " + aclosing + "(" + iter + "):"
	if implicit { // the loop would make a generator that nobody could close
		if !isBuiltin(fn, "aiter") {
			return nil
		}
		iter = "aiter(" + iter + ")"
	}
	if !named {
		name := freshName(fn, held)
		header = "async with " + aclosing + "(" + iter + ") as " + name + ":"
		edits = append(edits, analyzer.Edit{Span: held.Span(), Text: name})
	}
	edits = append(edits, analyzer.Edit{
		Span: source.Span{Start: loop.Pos(), End: loop.Pos()},
		Text: header + nl + indent + unit,
	})
	edits = append(edits, indentLines(src, loop, indent, unit, !named && held == loop.Iter)...)
	sort.Slice(edits, func(i, j int) bool { return edits[i].Span.Start < edits[j].Span.Start })
	return &analyzer.Fix{
		Message: fmt.Sprintf("Wrap the loop in `async with %s(...)`", aclosing),
		Edits:   edits,
	}
}

// endsWith reports that the loop is the last to use the one name that holds its
// generator, and runs once for each time one is made.
func endsWith(p *analyzer.Pass, fn *index.Function, loop *ast.AsyncFor, it iterated) bool {
	name, ok := loop.Iter.(*ast.Name)
	if !ok || p.Module.BlockAt(name).Resolve(name.Ident) != fn.Block || hasAlias(p.Module, fn, name.Ident) {
		return false
	}
	for _, s := range it.sites {
		if s.Escapes || len(s.Shared) > 0 || !bindsOnly(s, name.Ident) || repeats(p.Module, loop, s.Stmt) {
			return false
		}
	}
	last := true
	ast.Inspect(fn.Node, func(n ast.Node) bool {
		if n, ok := n.(*ast.Name); ok && n.Ident == name.Ident && n.Ctx == ast.Load && n.Pos() > loop.Iter.End() {
			last = false
		}
		return last
	})
	return last
}

// bindsOnly reports an assignment of the generator itself to the name alone.
func bindsOnly(s *lifetime.Site, name string) bool {
	var target, value ast.Expr
	switch stmt := s.Stmt.(type) {
	case *ast.Assign:
		if len(stmt.Targets) == 1 {
			target, value = stmt.Targets[0], stmt.Value
		}
	case *ast.AnnAssign:
		target, value = stmt.Target, stmt.Value
	case *ast.NamedExpr:
		target, value = stmt.Target, stmt.Value
	}
	n, ok := target.(*ast.Name)
	return ok && n.Ident == name && value == s.Expr
}

// indentLines deepens the lines of a loop after its first, and the comment
// lines that belong to its body but follow its last statement. Lines that
// begin inside a string literal are part of its value and stay.
func indentLines(src *source.File, loop *ast.AsyncFor, indent, unit string, movesIter bool) []analyzer.Edit {
	first, last := src.Line(loop.Pos()), src.Line(loop.End()-1)
	for next := last + 1; next < src.LineCount(); next++ {
		text := src.LineText(next)
		trimmed := strings.TrimLeft(text, " \t\f")
		if trimmed == "" {
			continue
		}
		if trimmed[0] != '#' || len(text)-len(trimmed) <= len(indent) {
			break
		}
		last = next
	}
	inString := stringLines(src, loop)
	var edits []analyzer.Edit
	for line := first + 1; line <= last; line++ {
		start := src.LineStart(line)
		if inString[line] || strings.TrimSpace(src.LineText(line)) == "" {
			continue
		}
		if movesIter && loop.Iter.Pos() < start && start < loop.Iter.End() {
			continue // moves to the header as it is
		}
		edits = append(edits, deepen(src, line, indent, unit))
	}
	return edits
}

// deepen indents one line. In text that mixes tabs and spaces the new step goes
// behind what the line has in common with the statement, or the two would not
// compare.
func deepen(src *source.File, line int, indent, unit string) analyzer.Edit {
	at, text := src.LineStart(line), src.LineText(line)
	space := text[:len(text)-len(strings.TrimLeft(text, " \t\f"))]
	if all := space + unit; strings.Contains(all, "\t") && strings.Contains(all, " ") && strings.HasPrefix(text, indent) {
		at += source.Pos(len(indent))
	}
	return analyzer.Edit{Span: source.Span{Start: at, End: at}, Text: unit}
}

// indentOf is the white space before pos, if there is nothing else on its line.
func indentOf(src *source.File, pos source.Pos) (string, bool) {
	text := src.Slice(source.Span{Start: src.LineStart(src.Line(pos)), End: pos})
	return text, strings.TrimLeft(text, " \t\f") == ""
}

// indentUnit is one step of indentation, as the loop's own body shows it.
func indentUnit(src *source.File, loop *ast.AsyncFor, indent string) string {
	if body, ok := indentOf(src, loop.Body[0].Pos()); ok && len(body) > len(indent) && strings.HasPrefix(body, indent) {
		return body[len(indent):]
	}
	if strings.HasSuffix(indent, "\t") {
		return "\t"
	}
	return "    "
}

func newline(src *source.File) string {
	if i := strings.IndexAny(src.Text, "\r\n"); i >= 0 && src.Text[i] == '\r' {
		if strings.HasPrefix(src.Text[i:], "\r\n") {
			return "\r\n"
		}
		return "\r"
	}
	return "\n"
}

// freshName is a name for the generator that nothing in the function uses.
func freshName(fn *index.Function, iter ast.Expr) string {
	stem := "stream"
	x := iter
	if c, ok := x.(*ast.Call); ok {
		x = c.Func
	}
	switch x := x.(type) {
	case *ast.Name:
		stem = x.Ident
	case *ast.Attribute:
		stem = x.Attr
	}
	stem = strings.Trim(stem, "_")
	if stem == "" {
		stem = "stream"
	}
	if strings.HasSuffix(stem, "gen") || strings.HasSuffix(stem, "generator") {
		stem += "_items"
	} else {
		stem += "_gen"
	}
	taken := namesIn(fn)
	name := stem
	for n := 2; taken[name]; n++ {
		name = fmt.Sprintf("%s%d", stem, n)
	}
	return name
}

func namesIn(fn *index.Function) map[string]bool {
	taken := map[string]bool{}
	ast.Inspect(fn.Node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Name:
			taken[n.Ident] = true
		case *ast.Arg:
			taken[n.Arg] = true
		case *ast.Alias:
			taken[n.Name], taken[n.Asname] = true, true
		case *ast.FunctionDef:
			taken[n.Name] = true
		case *ast.AsyncFunctionDef:
			taken[n.Name] = true
		case *ast.ClassDef:
			taken[n.Name] = true
		}
		return true
	})
	return taken
}

func isBuiltin(fn *index.Function, name string) bool {
	return fn.Block.Resolve(name) == nil && len(fn.Module.Stars) == 0
}

// excerpt is an expression as written, on one line.
func excerpt(src *source.File, x ast.Expr) string {
	const most = 40
	text := strings.Join(strings.Fields(withoutComments(src.Slice(x.Span()))), " ")
	if strings.Contains(text, "( ") || strings.Contains(text, " )") {
		text = strings.NewReplacer("( ", "(", ", )", ")", " )", ")").Replace(text)
	}
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "..."
	}
	return text
}

// withoutComments leaves out the comments of an expression over several lines.
func withoutComments(text string) string {
	if !strings.Contains(text, "#") || !strings.Contains(text, "\n") {
		return text
	}
	var out strings.Builder
	quote := ""
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quote != "" && c == '\\':
			out.WriteByte(c)
			if i++; i < len(text) {
				out.WriteByte(text[i])
			}
			continue
		case quote != "" && strings.HasPrefix(text[i:], quote):
			out.WriteString(quote)
			i += len(quote) - 1
			quote = ""
			continue
		case quote == "" && (c == '"' || c == '\''):
			quote = text[i : i+1]
			if triple := strings.Repeat(quote, 3); strings.HasPrefix(text[i:], triple) {
				quote = triple
			}
			out.WriteString(quote)
			i += len(quote) - 1
			continue
		case quote == "" && c == '#':
			if end := strings.IndexByte(text[i:], '\n'); end >= 0 {
				i += end
				out.WriteByte('\n')
				continue
			}
			return out.String()
		}
		out.WriteByte(c)
	}
	return out.String()
}

func keywordSpan(c infer.Cleanup) source.Span {
	word := c.What
	if word == "async with" {
		word = "async"
	}
	return source.Span{Start: c.Pos, End: c.Pos + source.Pos(len(word))}
}
