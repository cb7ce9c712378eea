package lsp

import (
	"regexp"
	"slices"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

// ignoreList is a comment that silences rules by name on its line.
var ignoreList = regexp.MustCompile(`#\s*asynclsp:\s*ignore\s*\[([^\]]*)\]`)

// silence is the edit that puts a rule into a suppression comment of the
// finding's lines. A comment that is there already takes it in; else one is
// appended to the first line that can have one, which a line within a string
// or before a continuation cannot. ok is false when there is no such line.
func silence(tree *ast.File, f *analyzer.Diagnostic) (e analyzer.Edit, ok bool) {
	src := tree.Source
	first, last := src.Line(f.Span.Start), src.Line(max(f.Span.Start, f.Span.End-1))
	for line := first; line <= last; line++ {
		c, found := commentOn(tree, line)
		if !found {
			continue
		}
		at := ignoreList.FindStringSubmatchIndex(src.Slice(c))
		if at == nil {
			continue
		}
		list := src.Slice(c)[at[2]:at[3]]
		text := f.Rule.Code
		if trimmed := strings.TrimRight(list, " \t,"); trimmed != "" {
			text = trimmed + ", " + text
		}
		return analyzer.Edit{Span: source.Span{Start: c.Start + source.Pos(at[2]), End: c.Start + source.Pos(at[3])}, Text: text}, true
	}
	for line := first; line <= last; line++ {
		full := src.LineText(line)
		kept := strings.TrimRight(full, " \t\f")
		start := src.LineStart(line)
		e = analyzer.Edit{
			Span: source.Span{Start: start + source.Pos(len(kept)), End: start + source.Pos(len(full))},
			Text: "  # asynclsp: ignore[" + f.Rule.Code + "]",
		}
		if takesComment(src, tree, e) {
			return e, true
		}
	}
	return analyzer.Edit{}, false
}

// maySilence is a quick look whether silence has a line to write on: one that does
// not go on behind a backslash.
func maySilence(src *source.File, f *analyzer.Diagnostic) bool {
	for line := src.Line(f.Span.Start); line <= src.Line(max(f.Span.Start, f.Span.End-1)); line++ {
		if !strings.HasSuffix(src.LineText(line), "\\") {
			return true
		}
	}
	return false
}

func commentOn(tree *ast.File, line int) (source.Span, bool) {
	for _, c := range tree.Comments {
		if tree.Source.Line(c.Start) == line {
			return c, true
		}
	}
	return source.Span{}, false
}

// takesComment tries the edit: the text must become a comment, or the end of
// one, and the file must parse as well as before.
func takesComment(src *source.File, tree *ast.File, e analyzer.Edit) bool {
	text := src.Text[:e.Span.Start] + e.Text + src.Text[e.Span.End:]
	after := parse.Parse(source.NewFile(src.Name, text), parse.Options{})
	if len(after.Errors) > len(tree.Errors) {
		return false
	}
	end := e.Span.Start + source.Pos(len(e.Text))
	return slices.ContainsFunc(after.Comments, func(c ast.Comment) bool { return c.End == end })
}
