package lsp

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/refs"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// pathTo lists the nodes around a position, the outermost first.
func pathTo(m *index.Module, pos source.Pos) []ast.Node {
	var path []ast.Node
	ast.Inspect(m.File.Mod, func(n ast.Node) bool {
		if !touches(n, source.Span{Start: pos, End: pos}) {
			return false
		}
		path = append(path, n)
		return true
	})
	return path
}

// touches reports whether a node, or what it holds, can lie in or next to a
// span. A file and a parameter list have no span of their own.
func touches(n ast.Node, span source.Span) bool {
	switch n.(type) {
	case ast.Mod, *ast.Arguments:
		return true
	}
	return refs.FirstByte(n) <= span.End && span.Start <= n.End()
}

// keywords are the spans of the given words from a position on, blanks
// between them; nil if something else stands there.
func keywords(src *source.File, at source.Pos, words ...string) []source.Span {
	var out []source.Span
	for _, w := range words {
		for int(at) < len(src.Text) && strings.IndexByte(" \t\f\\\r\n", src.Text[at]) >= 0 {
			at++
		}
		if !strings.HasPrefix(src.Text[at:], w) {
			return nil
		}
		out = append(out, source.Span{Start: at, End: at + source.Pos(len(w))})
		at += source.Pos(len(w))
	}
	return out
}

// asyncKeywords are the keywords that make a node asynchronous.
func asyncKeywords(src *source.File, n ast.Node) []source.Span {
	switch n := n.(type) {
	case *ast.Await:
		return keywords(src, n.Pos(), "await")
	case *ast.AsyncFor:
		return keywords(src, n.Pos(), "async", "for")
	case *ast.AsyncWith:
		return keywords(src, n.Pos(), "async", "with")
	case *ast.AsyncFunctionDef:
		return keywords(src, n.Pos(), "async", "def")
	case *ast.Comprehension:
		if n.IsAsync != 0 {
			return keywords(src, n.Pos(), "async", "for")
		}
	}
	return nil
}

func within(spans []source.Span, pos source.Pos) bool {
	for _, s := range spans {
		if s.Contains(pos) {
			return true
		}
	}
	return false
}
