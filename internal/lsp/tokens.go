package lsp

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"hash/fnv"
	"slices"

	"go.lsp.dev/protocol"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// The types and modifiers of semantic tokens, by their places in the legend.
const (
	functionToken = iota
	methodToken
	keywordToken
)

const (
	asyncModifier = 1 << iota
	declarationModifier
	generatorModifier // our own: a function that makes async generators
)

func legend() protocol.SemanticTokensLegend {
	return protocol.SemanticTokensLegend{
		TokenTypes:     []string{"function", "method", "keyword"},
		TokenModifiers: []string{"async", "declaration", "generator"},
	}
}

// semanticToken is a word that tells something asynchronous.
type semanticToken struct {
	span            source.Span
	kind, modifiers uint32
}

// colouring is the last answer about a document, for the next to differ from.
type colouring struct {
	id   string
	data []uint32
}

// tokens lists the semantic tokens of a file in order: keywords at which it
// can be suspended or that declare what can be, and names of async functions
// where they are defined and called.
func (s *snapshot) tokens(ctx context.Context, m *index.Module, part source.Span) []semanticToken {
	var out []semanticToken
	add := func(span source.Span, kind, modifiers uint32) {
		if span.Start < part.End && part.Start < span.End {
			out = append(out, semanticToken{span, kind, modifiers})
		}
	}
	src := m.Source()
	ast.Inspect(m.File.Mod, func(n ast.Node) bool {
		if ctx.Err() != nil || !touches(n, part) {
			return false
		}
		for _, k := range asyncKeywords(src, n) {
			add(k, keywordToken, asyncModifier)
		}
		if fn := m.Function(n); fn != nil && fn.Async {
			kind, modifiers := kindOf(fn)
			add(fn.NameSpan(), kind, modifiers|declarationModifier)
		}
		call, ok := n.(*ast.Call)
		if !ok {
			return true
		}
		if v := s.engine.Expr(m, call.Func); (v.Kind == infer.Function || v.Kind == infer.ManagerFactory) && v.Func.Async {
			kind, modifiers := kindOf(v.Func)
			switch f := call.Func.(type) {
			case *ast.Name:
				add(f.Span(), kind, modifiers)
			case *ast.Attribute:
				add(source.Span{Start: max(f.Value.End(), f.End()-source.Pos(len(f.Attr))), End: f.End()}, kind, modifiers)
			}
		}
		return true
	})
	slices.SortStableFunc(out, func(a, b semanticToken) int { return int(a.span.Start - b.span.Start) })
	return slices.CompactFunc(out, func(a, b semanticToken) bool { return a.span == b.span })
}

func kindOf(fn *index.Function) (kind, modifiers uint32) {
	kind, modifiers = functionToken, asyncModifier
	if fn.Class != nil {
		kind = methodToken
	}
	if fn.IsAsyncGenerator() {
		modifiers |= generatorModifier
	}
	return kind, modifiers
}

// encode writes tokens as the protocol wants them: five numbers each, places
// relative to the one before.
func (s *server) encode(src *source.File, list []semanticToken) []uint32 {
	out := make([]uint32, 0, 5*len(list))
	var before protocol.Position
	for _, t := range list {
		from, to := s.position(src, t.span.Start), s.position(src, t.span.End)
		if from.Line != to.Line {
			continue
		}
		column := from.Character
		if from.Line == before.Line {
			column -= before.Character
		}
		out = append(out, from.Line-before.Line, column, to.Character-from.Character, t.kind, t.modifiers)
		before = from
	}
	return out
}

// colour makes the tokens of a whole document and remembers them.
func (s *server) colour(ctx context.Context, p protocol.TextDocumentIdentifier) (now, before colouring, err error) {
	snap, err := s.settled(ctx)
	if err != nil {
		return now, before, err
	}
	now.data = []uint32{}
	if m := snap.module(p.URI); m != nil {
		src := m.Source()
		now.data = s.encode(src, snap.tokens(ctx, m, source.Span{End: source.Pos(len(src.Text)) + 1}))
	}
	if ctx.Err() != nil {
		return now, before, ctx.Err()
	}
	h := fnv.New128a()
	for _, n := range now.data {
		h.Write(binary.LittleEndian.AppendUint32(nil, n))
	}
	now.id = hex.EncodeToString(h.Sum(nil))
	s.mu.Lock()
	defer s.mu.Unlock()
	before = s.coloured[p.URI]
	if snap.docs[p.URI] != nil {
		s.coloured[p.URI] = now
	}
	return now, before, nil
}

func (s *server) SemanticTokensFull(ctx context.Context, p *protocol.SemanticTokensParams) (*protocol.SemanticTokens, error) {
	now, _, err := s.colour(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	return &protocol.SemanticTokens{ResultID: &now.id, Data: now.data}, nil
}

func (s *server) SemanticTokensFullDelta(ctx context.Context, p *protocol.SemanticTokensDeltaParams) (protocol.SemanticTokensDeltaResult, error) {
	now, before, err := s.colour(ctx, p.TextDocument)
	if err != nil {
		return nil, err
	}
	if before.id == "" || before.id != p.PreviousResultID {
		return &protocol.SemanticTokens{ResultID: &now.id, Data: now.data}, nil
	}
	edits := []protocol.SemanticTokensEdit{}
	if before.id != now.id {
		edits = append(edits, change(before.data, now.data))
	}
	return &protocol.SemanticTokensDelta{ResultID: &now.id, Edits: edits}, nil
}

// change is the one edit that makes b of a.
func change(a, b []uint32) protocol.SemanticTokensEdit {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	return protocol.SemanticTokensEdit{
		Start: uint32(head), DeleteCount: uint32(len(a) - head - tail), Data: b[head : len(b)-tail],
	}
}

func (s *server) SemanticTokensRange(ctx context.Context, p *protocol.SemanticTokensRangeParams) (*protocol.SemanticTokens, error) {
	snap, err := s.settled(ctx)
	if err != nil {
		return nil, err
	}
	out := &protocol.SemanticTokens{Data: []uint32{}}
	if m := snap.module(p.TextDocument.URI); m != nil {
		out.Data = s.encode(m.Source(), snap.tokens(ctx, m, s.spanOf(m.Source(), p.Range)))
	}
	return out, ctx.Err()
}
