package lsp

import (
	"context"
	"slices"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/refs"
	"github.com/asynctools/asynctools/syntax/source"
)

// identifier is what stands at a position of a document; ok is false when no
// identifier does, or there is no such document.
func (s *server) identifier(snap *snapshot, u uri.URI, at protocol.Position) (o refs.Occurrence, ok bool) {
	m := snap.module(u)
	if m == nil {
		return o, false
	}
	return refs.At(m, s.offset(m.Source(), at))
}

// candidates gives the modules of the program that may hold all of some words.
// When ctx ends, it gives none.
func (s *snapshot) candidates(ctx context.Context) func(words ...string) []*index.Module {
	files := s.program()
	return func(words ...string) (out []*index.Module) {
		for _, path := range files {
			if ctx.Err() != nil {
				return nil
			}
			if slices.ContainsFunc(words, func(w string) bool { return !s.holds(path, w) }) {
				continue
			}
			if m, err := s.ws.Module(path); err == nil {
				out = append(out, m)
			}
		}
		return out
	}
}

func (s *server) location(snap *snapshot, m *index.Module, span source.Span) protocol.Location {
	return protocol.Location{URI: snap.spelling(m.Path), Range: s.rangeOf(m.Source(), span)}
}

// Definition goes to where a name gets its value, through imports.
func (s *server) Definition(ctx context.Context, p *protocol.DefinitionParams) (protocol.DefinitionResult, error) {
	snap, err := s.settled(ctx)
	if err != nil {
		return nil, err
	}
	o, ok := s.identifier(snap, p.TextDocument.URI, p.Position)
	if !ok {
		return nil, nil
	}
	var places []refs.Occurrence
	for _, symbol := range snap.finder.Symbols(o) {
		places = append(places, refs.Definitions(symbol)...)
	}
	if len(places) == 0 {
		return nil, ctx.Err()
	}
	if !s.features.links {
		out := make(protocol.LocationSlice, len(places))
		for i, at := range places {
			out[i] = s.location(snap, at.Module, at.Span)
		}
		return out, ctx.Err()
	}
	from := s.rangeOf(o.Module.Source(), o.Span)
	out := make(protocol.DefinitionLinkSlice, len(places))
	for i, at := range places {
		src := at.Module.Source()
		whole := at.Span
		if fn := at.Module.Function(at.Node); fn != nil {
			whole = fn.Node.Span()
		} else if c := at.Module.Class(at.Node); c != nil {
			whole = c.Node.Span()
		}
		out[i] = protocol.DefinitionLink{
			OriginSelectionRange: &from, TargetURI: snap.spelling(at.Module.Path),
			TargetRange: s.rangeOf(src, whole), TargetSelectionRange: s.rangeOf(src, at.Span),
		}
	}
	return out, ctx.Err()
}

// References lists where the program names a thing.
func (s *server) References(ctx context.Context, p *protocol.ReferenceParams) ([]protocol.Location, error) {
	snap, err := s.settled(ctx)
	if err != nil {
		return nil, err
	}
	o, ok := s.identifier(snap, p.TextDocument.URI, p.Position)
	if !ok {
		return nil, nil
	}
	symbols := snap.finder.Symbols(o)
	defs := map[source.Span]*index.Module{}
	for _, symbol := range symbols {
		for _, d := range refs.Definitions(symbol) {
			defs[d.Span] = d.Module
		}
	}
	out := []protocol.Location{}
	for _, r := range snap.finder.References(ctx, symbols, snap.candidates(ctx)) {
		if !p.Context.IncludeDeclaration && defs[r.Span] == r.Module {
			continue
		}
		out = append(out, s.location(snap, r.Module, r.Span))
	}
	return out, ctx.Err()
}

// DocumentHighlight is References within the document.
func (s *server) DocumentHighlight(ctx context.Context, p *protocol.DocumentHighlightParams) ([]protocol.DocumentHighlight, error) {
	snap := s.snapshotOf(ctx)
	o, ok := s.identifier(snap, p.TextDocument.URI, p.Position)
	if !ok {
		return nil, nil
	}
	here := func(...string) []*index.Module { return []*index.Module{o.Module} }
	out := []protocol.DocumentHighlight{}
	for _, r := range snap.finder.References(ctx, snap.finder.Symbols(o), here) {
		kind := protocol.DocumentHighlightKindRead
		if r.Binds {
			kind = protocol.DocumentHighlightKindWrite
		}
		out = append(out, protocol.DocumentHighlight{Range: s.rangeOf(r.Module.Source(), r.Span), Kind: kind})
	}
	return out, ctx.Err()
}
