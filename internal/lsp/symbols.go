package lsp

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.lsp.dev/protocol"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// definition is a class or function of a file, with those inside it.
type definition struct {
	name   string
	kind   protocol.SymbolKind
	detail string
	node   ast.Stmt
	at     source.Pos // of the name
	inner  []definition
}

// outline lists the classes and functions of a body, conditional ones too.
func outline(m *index.Module, body []ast.Stmt) []definition {
	var out []definition
	for _, s := range body {
		switch s := s.(type) {
		case *ast.ClassDef:
			out = append(out, definition{
				name: s.Name, kind: protocol.SymbolKindClass, node: s, at: s.NamePos, inner: outline(m, s.Body),
			})
		case *ast.FunctionDef, *ast.AsyncFunctionDef:
			fn := m.Function(s)
			if fn == nil {
				continue
			}
			out = append(out, definition{
				name: fn.Name, kind: symbolKind(fn), detail: nature(fn), node: s, at: fn.NamePos, inner: outline(m, fn.Body),
			})
		default:
			ast.Children(s, func(c ast.Node) {
				switch c := c.(type) {
				case ast.Stmt:
					out = append(out, outline(m, []ast.Stmt{c})...)
				case *ast.ExceptHandler:
					out = append(out, outline(m, c.Body)...)
				case *ast.MatchCase:
					out = append(out, outline(m, c.Body)...)
				}
			})
		}
	}
	return out
}

func symbolKind(fn *index.Function) protocol.SymbolKind {
	switch {
	case fn.Class == nil:
		return protocol.SymbolKindFunction
	case fn.Name == "__init__" || fn.Name == "__new__":
		return protocol.SymbolKindConstructor
	}
	for _, d := range fn.Decorators {
		if n, ok := d.(*ast.Name); ok && n.Ident == "property" {
			return protocol.SymbolKindProperty
		}
	}
	return protocol.SymbolKindMethod
}

// nature says what a call of the bare function gives, where that is not
// simply its result.
func nature(fn *index.Function) string {
	switch {
	case fn.IsAsyncGenerator():
		return "async generator"
	case fn.Async:
		return "async"
	case len(fn.Yields) > 0:
		return "generator"
	}
	return ""
}

func (s *server) DocumentSymbol(ctx context.Context, p *protocol.DocumentSymbolParams) (protocol.DocumentSymbolResult, error) {
	snap := s.snapshotOf(ctx)
	m := snap.module(p.TextDocument.URI)
	if m == nil {
		return nil, nil
	}
	list := outline(m, m.File.Body())
	if !s.features.flatSymbols {
		return protocol.DocumentSymbolSlice(s.nested(m, list)), ctx.Err()
	}
	flat := protocol.SymbolInformationSlice{}
	s.flatten(m, list, "", func(d definition, outer string) {
		flat = append(flat, protocol.SymbolInformation{
			BaseSymbolInformation: base(d, outer), Location: s.location(snap, m, d.node.Span()),
		})
	})
	return flat, ctx.Err()
}

func base(d definition, outer string) protocol.BaseSymbolInformation {
	b := protocol.BaseSymbolInformation{Name: d.name, Kind: d.kind}
	if outer != "" {
		b.ContainerName = &outer
	}
	return b
}

func (s *server) nested(m *index.Module, list []definition) []protocol.DocumentSymbol {
	out := []protocol.DocumentSymbol{}
	for _, d := range list {
		symbol := protocol.DocumentSymbol{
			Name: d.name, Kind: d.kind, Range: s.rangeOf(m.Source(), d.node.Span()),
			SelectionRange: s.rangeOf(m.Source(), nameSpan(d)),
		}
		if d.detail != "" {
			symbol.Detail = &d.detail
		}
		if len(d.inner) > 0 {
			symbol.Children = s.nested(m, d.inner)
		}
		out = append(out, symbol)
	}
	return out
}

func nameSpan(d definition) source.Span {
	return source.Span{Start: d.at, End: min(d.at+source.Pos(len(d.name)), d.node.End())}
}

func (s *server) flatten(m *index.Module, list []definition, outer string, f func(d definition, outer string)) {
	for _, d := range list {
		f(d, outer)
		name := d.name
		if outer != "" {
			name = outer + "." + name
		}
		s.flatten(m, d.inner, name, f)
	}
}

// maxSymbols is how many symbols of the workspace one answer has: nobody
// reads more, a longer query finds fewer.
const maxSymbols = 256

// Symbols finds classes and functions of the workspace whose names hold the
// letters of the query in their order.
func (s *server) Symbols(ctx context.Context, p *protocol.WorkspaceSymbolParams) (protocol.WorkspaceSymbolResult, error) {
	snap, err := s.settled(ctx)
	if err != nil {
		return nil, err
	}
	type hit struct {
		m     *index.Module
		d     definition
		outer string
		score int
	}
	var hits []hit
	for _, path := range snap.program() {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		m, err := snap.ws.Module(path)
		if err != nil {
			continue
		}
		s.flatten(m, outline(m, m.File.Body()), m.Name, func(d definition, outer string) {
			if score := match(p.Query, d.name); score > 0 {
				hits = append(hits, hit{m, d, outer, score})
			}
		})
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		if a.score != b.score {
			return b.score - a.score
		}
		return strings.Compare(a.d.name, b.d.name)
	})
	out := protocol.WorkspaceSymbolSlice{}
	for _, h := range hits[:min(len(hits), maxSymbols)] {
		at := s.location(snap, h.m, nameSpan(h.d))
		out = append(out, protocol.WorkspaceSymbol{BaseSymbolInformation: base(h.d, h.outer), Location: &at})
	}
	return out, ctx.Err()
}

// match scores how well a name fits a query: 0 if the query's letters are not
// in it in their order, more if they follow each other, begin words, or are
// all of the name. Case counts for nothing but a little more.
func match(query, name string) int {
	score, run, rest := 1, 0, name
	before := '_'
	for _, q := range query {
		if unicode.IsSpace(q) {
			continue
		}
		for {
			c, size := utf8.DecodeRuneInString(rest)
			if size == 0 {
				return 0
			}
			rest = rest[size:]
			starts := before == '_' || unicode.IsLower(before) && unicode.IsUpper(c)
			before = c
			if unicode.ToLower(c) != unicode.ToLower(q) {
				run = 0
				continue
			}
			run++
			score += run
			if starts {
				score += 4
			}
			if c == q {
				score++
			}
			break
		}
	}
	if rest == "" {
		score += 8
	}
	if strings.HasPrefix(strings.ToLower(name), strings.ToLower(query)) {
		score += 16
	}
	return score
}
