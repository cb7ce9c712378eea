package rules

import (
	"slices"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// importName makes module.name usable in the body of fn: it returns how to write
// it there, and the edits that import it where nothing does yet. ok is false when
// a local name is in the way.
func importName(p *analyzer.Pass, fn *index.Function, module, name string) (expr string, edits []analyzer.Edit, ok bool) {
	return importBefore(p, fn, module, name, firstRun(p, fn))
}

// importAnnotation is importName for an annotation of fn, which is evaluated where
// fn is defined.
func importAnnotation(p *analyzer.Pass, fn *index.Function, module, name string) (expr string, edits []analyzer.Edit, ok bool) {
	return importBefore(p, fn, module, name, definitionSpan(fn).Start)
}

// firstRun is the first of the file's own statements that may run fn, or the end of
// the file.
func firstRun(p *analyzer.Pass, fn *index.Function) source.Pos {
	for _, s := range callers(p) {
		if s.End > definitionSpan(fn).Start {
			return s.Start
		}
	}
	return source.Pos(len(p.Source().Text))
}

type callersKey struct{}

// callers are the file's own statements that call something themselves, in order.
func callers(p *analyzer.Pass) []source.Span {
	return p.Memo(callersKey{}, func() any {
		var out []source.Span
		for _, s := range p.Module.File.Body() {
			if mayCall(s) {
				out = append(out, s.Span())
			}
		}
		return out
	}).([]source.Span)
}

// mayCall reports a statement that calls something itself, not only in the body of a
// function that it defines.
func mayCall(s ast.Node) bool {
	calls := false
	ast.Inspect(s, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FunctionDef:
			calls = calls || len(n.DecoratorList) > 0 || mayCall(n.Args)
			return false
		case *ast.AsyncFunctionDef:
			calls = calls || len(n.DecoratorList) > 0 || mayCall(n.Args)
			return false
		case *ast.ClassDef:
			calls = calls || len(n.DecoratorList) > 0
		case *ast.Lambda:
			calls = calls || mayCall(n.Args)
			return false
		case *ast.Call, *ast.Await, *ast.With, *ast.AsyncWith, *ast.For, *ast.AsyncFor, *ast.Comprehension:
			calls = true
		}
		return !calls
	})
	return calls
}

// importBefore uses what is imported by the file's own statements before place.
func importBefore(p *analyzer.Pass, fn *index.Function, module, name string, place source.Pos) (expr string, edits []analyzer.Edit, ok bool) {
	m := p.Module
	p.Infer.LooksFor(module)
	p.Infer.LooksFor(name)
	usable := func(as string, is func(index.Binding) bool) bool {
		return fn.Block.Resolve(as) == m.Block && !slices.ContainsFunc(m.Block.Bindings(as), func(b index.Binding) bool { return !is(b) })
	}

	var from *ast.ImportFrom
	for _, s := range m.Imports {
		if s.Pos() > place {
			break
		}
		switch s := s.(type) {
		case *ast.Import:
			for _, a := range s.Names {
				as := a.Asname
				if as == "" {
					as = a.Name
				}
				if a.Name == module && usable(as, func(b index.Binding) bool { return importsAs(b, module) }) {
					return as + "." + name, nil, true
				}
			}
		case *ast.ImportFrom:
			if s.Module != module || s.Level != 0 {
				continue
			}
			for _, a := range s.Names {
				as := a.Asname
				if as == "" {
					as = a.Name
				}
				if a.Name == name && usable(as, func(b index.Binding) bool { return importsFrom(b, module, name) }) {
					return as, nil, true
				}
			}
			if from == nil && len(s.Names) > 0 && s.Names[0].Name != "*" {
				from = s
			}
		}
	}
	if from != nil && fn.Block.Resolve(name) == nil {
		return name, []analyzer.Edit{addToFrom(p.Source(), from, name)}, true
	}
	// What a branch imports may be missing elsewhere, but is the same thing.
	if fn.Block.Resolve(module) != nil && !usable(module, func(b index.Binding) bool { return importsAs(b, module) }) {
		return "", nil, false
	}
	return module + "." + name, []analyzer.Edit{addImport(p.Source(), m.File, module)}, true
}

// importsAs reports "import module", under whatever name.
func importsAs(b index.Binding, module string) bool {
	a, ok := b.Node.(*ast.Alias)
	return ok && b.Kind == index.BindImport && a.Name == module
}

// importsFrom reports "from module import name", under whatever name.
func importsFrom(b index.Binding, module, name string) bool {
	a, ok := b.Node.(*ast.Alias)
	s, from := b.Stmt.(*ast.ImportFrom)
	return ok && from && s.Module == module && s.Level == 0 && a.Name == name
}

// addToFrom puts a name into "from m import a, b", in order where the names
// are in order, and in the layout that they have.
func addToFrom(src *source.File, from *ast.ImportFrom, name string) analyzer.Edit {
	names := from.Names
	sorted := true
	for i := 1; i < len(names); i++ {
		sorted = sorted && names[i-1].Name <= names[i].Name
	}
	if sorted {
		for _, a := range names {
			if a.Name > name {
				gap := ", "
				if before, ok := indentOf(src, a.Pos()); ok {
					gap = "," + newline(src) + before
				}
				return insertAt(a.Pos(), name+gap)
			}
		}
	}
	last := names[len(names)-1]
	gap := ", "
	if before, ok := indentOf(src, last.Pos()); ok {
		gap = "," + newline(src) + before
	}
	return insertAt(last.End(), gap+name)
}

// addImport puts "import module" among the imports at the head of the file:
// in order among the plain imports, before the first "from" import where there
// are no plain ones, and after docstring and __future__ imports in any case.
func addImport(src *source.File, f *ast.File, module string) analyzer.Edit {
	nl := newline(src)
	line := "import " + module + nl
	body := f.Body()
	i := 0
	if i < len(body) && isDocstring(body[i]) {
		i++
	}
	for i < len(body) && isFuture(body[i]) {
		i++
	}
	head := i

	var lastPlain ast.Stmt
	for ; i < len(body) && alone(src, body, i); i++ {
		if s, ok := body[i].(*ast.Import); ok {
			if s.Names[0].Name > module {
				return insertAt(src.LineStart(src.Line(s.Pos())), line)
			}
			if lastPlain != nil && src.Line(s.Pos()) > src.Line(lastPlain.End())+1 {
				break // another section
			}
			lastPlain = s
			continue
		}
		if _, ok := body[i].(*ast.ImportFrom); !ok || lastPlain != nil {
			break
		}
	}
	if lastPlain != nil {
		return insertAt(afterLine(src, lastPlain), afterText(src, lastPlain, line))
	}
	if head < len(body) && isImport(body[head]) && alone(src, body, head) {
		return insertAt(src.LineStart(src.Line(body[head].Pos())), line)
	}
	if head > 0 {
		prev := body[head-1]
		return insertAt(afterLine(src, prev), afterText(src, prev, nl+line))
	}
	// No import, no docstring: below the comments that head the file.
	n := 0
	for n < src.LineCount() && strings.HasPrefix(src.LineText(n), "#") {
		n++
	}
	if n > 0 && strings.TrimSpace(src.LineText(n)) != "" {
		n = 0 // the comment belongs to what follows
		for n < 2 && isPrologue(src.LineText(n)) {
			n++
		}
	}
	text := line + nl
	if n > 0 && strings.TrimSpace(src.LineText(n)) == "" {
		text = nl + line
	}
	return insertAt(src.LineStart(n), text)
}

// isPrologue reports a "#!" line or an encoding declaration, which must stay first.
func isPrologue(line string) bool {
	return strings.HasPrefix(line, "#!") || strings.HasPrefix(line, "#") && strings.Contains(line, "coding")
}

func insertAt(pos source.Pos, text string) analyzer.Edit {
	return analyzer.Edit{Span: source.Span{Start: pos, End: pos}, Text: text, Once: true}
}

func afterLine(src *source.File, s ast.Stmt) source.Pos {
	return src.LineStart(src.Line(max(s.Pos(), s.End()-1)) + 1)
}

// afterText is text for after s, on a line of its own even where the file ends
// without a newline.
func afterText(src *source.File, s ast.Stmt, text string) string {
	if end := afterLine(src, s); int(end) == len(src.Text) && !strings.HasSuffix(src.Text, "\n") {
		return newline(src) + text
	}
	return text
}

// alone reports that nothing shares the lines of the statement, as in "a; b".
func alone(src *source.File, body []ast.Stmt, i int) bool {
	if i > 0 && src.Line(body[i-1].End()) == src.Line(body[i].Pos()) {
		return false
	}
	return i+1 >= len(body) || src.Line(body[i].End()) != src.Line(body[i+1].Pos())
}

func isImport(s ast.Stmt) bool {
	switch s.(type) {
	case *ast.Import, *ast.ImportFrom:
		return true
	}
	return false
}

func isDocstring(s ast.Stmt) bool {
	x, ok := s.(*ast.ExprStmt)
	if !ok {
		return false
	}
	c, ok := x.Value.(*ast.Constant)
	return ok && c.Value.Type == ast.StrConst
}

func isFuture(s ast.Stmt) bool {
	f, ok := s.(*ast.ImportFrom)
	return ok && f.Module == "__future__" && f.Level == 0
}
