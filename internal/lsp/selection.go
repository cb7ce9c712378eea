package lsp

import (
	"context"

	"go.lsp.dev/protocol"

	"github.com/asynctools/asynctools/analyzer/refs"
	"github.com/asynctools/asynctools/syntax/source"
)

// SelectionRange grows a selection node by node, from the cursor to the file.
func (s *server) SelectionRange(ctx context.Context, p *protocol.SelectionRangeParams) ([]protocol.SelectionRange, error) {
	m := s.snapshotOf(ctx).module(p.TextDocument.URI)
	if m == nil {
		return nil, nil
	}
	src := m.Source()
	out := make([]protocol.SelectionRange, len(p.Positions))
	for i, at := range p.Positions {
		pos := s.offset(src, at)
		span := source.Span{End: source.Pos(len(src.Text))}
		outer := &protocol.SelectionRange{Range: s.rangeOf(src, span)}
		for _, n := range pathTo(m, pos) {
			next := source.Span{Start: refs.FirstByte(n), End: n.End()}
			// Of two neighbours that meet at the cursor, the second does not lie in the first.
			if !next.Contains(pos) || next.Len() == 0 || next == span || next.Start < span.Start || next.End > span.End {
				continue
			}
			span = next
			outer = &protocol.SelectionRange{Range: s.rangeOf(src, span), Parent: outer}
		}
		out[i] = *outer
	}
	return out, ctx.Err()
}
