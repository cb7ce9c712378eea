package lsp

import (
	"context"
	"slices"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// fold is a range of lines that can be folded into its first.
type fold struct {
	first, last int
	kind        protocol.FoldingRangeKind
}

func (s *server) FoldingRanges(ctx context.Context, p *protocol.FoldingRangeParams) ([]protocol.FoldingRange, error) {
	m := s.snapshotOf(ctx).module(p.TextDocument.URI)
	if m == nil {
		return nil, nil
	}
	list := folds(m)
	if limit := s.features.foldingLimit; limit > 0 && len(list) > limit {
		list = list[:limit]
	}
	out := []protocol.FoldingRange{}
	for _, f := range list {
		r := protocol.FoldingRange{StartLine: uint32(f.first), EndLine: uint32(f.last), Kind: f.kind}
		if !s.features.lineFolding {
			src := m.Source()
			from := s.position(src, src.LineStart(f.first)+source.Pos(len(src.LineText(f.first)))).Character
			to := s.position(src, src.LineStart(f.last)+source.Pos(len(src.LineText(f.last)))).Character
			r.StartCharacter, r.EndCharacter = &from, &to
		}
		out = append(out, r)
	}
	return out, ctx.Err()
}

// folds lists what can be folded in a file, in the order of first lines, each
// pair of lines once: suites and their branches, expressions in brackets and
// strings over several lines, runs of imports, runs of comments, and what
// stands between "# region" and "# endregion".
func folds(m *index.Module) []fold {
	src := m.Source()
	var out []fold
	add := func(from, to source.Pos, kind protocol.FoldingRangeKind) {
		first, last := src.Line(from), src.Line(max(from, to-1))
		if last > first {
			out = append(out, fold{first, last, kind})
		}
	}
	ast.Inspect(m.File.Mod, func(n ast.Node) bool {
		eachSuite(src, n, func(head source.Pos, body []ast.Stmt) {
			if len(body) > 0 {
				add(head, body[len(body)-1].End(), "")
			}
		})
		switch n := n.(type) {
		case *ast.Call, *ast.Dict, *ast.List, *ast.Set, *ast.Tuple, *ast.ListComp, *ast.SetComp, *ast.DictComp, *ast.GeneratorExp, *ast.ImportFrom:
			add(n.Pos(), n.End(), "")
		case *ast.ExprStmt:
			if c, ok := n.Value.(*ast.Constant); ok && c.Value.Type == ast.StrConst {
				add(n.Pos(), n.End(), protocol.FoldingRangeKindComment)
			}
		}
		return true
	})
	body := m.File.Body()
	for i := 0; i < len(body); i++ {
		from := i
		for i < len(body) && isImport(body[i]) {
			i++
		}
		if i-from > 1 {
			add(body[from].Pos(), body[i-1].End(), protocol.FoldingRangeKindImports)
		}
	}
	foldComments(m, add)
	slices.SortStableFunc(out, func(a, b fold) int {
		if a.first != b.first {
			return a.first - b.first
		}
		return b.last - a.last
	})
	return slices.CompactFunc(out, func(a, b fold) bool { return a.first == b.first && a.last == b.last })
}

func isImport(s ast.Stmt) bool {
	switch s.(type) {
	case *ast.Import, *ast.ImportFrom:
		return true
	}
	return false
}

// eachSuite calls f for the suites of a compound statement, each with a
// position on the line of its keyword.
func eachSuite(src *source.File, n ast.Node, f func(head source.Pos, body []ast.Stmt)) {
	branch := func(word string, body []ast.Stmt) {
		if len(body) > 0 {
			f(keywordBefore(src, word, body[0].Pos()), body)
		}
	}
	switch n := n.(type) {
	case *ast.FunctionDef:
		f(n.Pos(), n.Body)
	case *ast.AsyncFunctionDef:
		f(n.Pos(), n.Body)
	case *ast.ClassDef:
		f(n.Pos(), n.Body)
	case *ast.For:
		f(n.Pos(), n.Body)
		branch("else", n.Orelse)
	case *ast.AsyncFor:
		f(n.Pos(), n.Body)
		branch("else", n.Orelse)
	case *ast.While:
		f(n.Pos(), n.Body)
		branch("else", n.Orelse)
	case *ast.If:
		f(n.Pos(), n.Body)
		branch("else", n.Orelse)
	case *ast.With:
		f(n.Pos(), n.Body)
	case *ast.AsyncWith:
		f(n.Pos(), n.Body)
	case *ast.Try:
		f(n.Pos(), n.Body)
		branch("else", n.Orelse)
		branch("finally", n.Finalbody)
	case *ast.TryStar:
		f(n.Pos(), n.Body)
		branch("else", n.Orelse)
		branch("finally", n.Finalbody)
	case *ast.ExceptHandler:
		f(n.Pos(), n.Body)
	case *ast.MatchCase:
		f(n.Pattern.Pos(), n.Body)
	case *ast.Match:
		if k := len(n.Cases); k > 0 {
			f(n.Pos(), n.Cases[k-1].Body)
		}
	}
}

// keywordBefore finds "else" or "finally", which have no nodes, in the nearest
// line above a suite that begins with the word; an "elif" is a suite's own
// head.
func keywordBefore(src *source.File, word string, suite source.Pos) source.Pos {
	for line := src.Line(suite); line >= 0; line-- {
		text := strings.TrimLeft(src.LineText(line), " \t\f")
		switch {
		case strings.HasPrefix(text, word):
			return src.LineStart(line)
		case text != "" && line < src.Line(suite) && !strings.HasPrefix(text, "#"):
			return suite
		}
	}
	return suite
}

// foldComments folds runs of whole-line comments, and regions.
func foldComments(m *index.Module, add func(from, to source.Pos, kind protocol.FoldingRangeKind)) {
	src := m.Source()
	alone := func(c ast.Comment) bool {
		start := src.LineStart(src.Line(c.Start))
		return strings.TrimSpace(src.Slice(source.Span{Start: start, End: c.Start})) == ""
	}
	var regions []source.Pos
	list := m.File.Comments
	for i := 0; i < len(list); i++ {
		switch text := strings.TrimLeft(src.Slice(list[i]), "# \t"); {
		case strings.HasPrefix(text, "region"):
			regions = append(regions, list[i].Start)
			continue
		case strings.HasPrefix(text, "endregion"):
			if k := len(regions); k > 0 {
				add(regions[k-1], list[i].End, protocol.FoldingRangeKindRegion)
				regions = regions[:k-1]
			}
			continue
		}
		if !alone(list[i]) {
			continue
		}
		from := i
		for i+1 < len(list) && alone(list[i+1]) && src.Line(list[i+1].Start) == src.Line(list[i].Start)+1 {
			i++
		}
		add(list[from].Start, list[i].End, protocol.FoldingRangeKindComment)
	}
}
