package lsp

import (
	"context"
	"regexp"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/rules"
	"github.com/asynctools/asynctools/syntax/source"
)

var (
	ruleComment = regexp.MustCompile(`(?i)#\s*(?:asynclsp:\s*ignore(?:-file)?\s*\[[^\]]*|noqa\s*:[A-Z0-9,\s]*)`)
	ruleWord    = regexp.MustCompile(`[A-Za-z][A-Za-z0-9-]*`)
)

// DocumentLink leads from the rules that comments silence to their pages.
func (s *server) DocumentLink(ctx context.Context, p *protocol.DocumentLinkParams) ([]protocol.DocumentLink, error) {
	m := s.snapshotOf(ctx).module(p.TextDocument.URI)
	if m == nil {
		return nil, nil
	}
	src := m.Source()
	out := []protocol.DocumentLink{}
	for _, c := range m.File.Comments {
		text := src.Slice(c)
		for _, list := range ruleComment.FindAllStringIndex(text, -1) {
			for _, word := range ruleWord.FindAllStringIndex(text[list[0]:list[1]], -1) {
				from, to := list[0]+word[0], list[0]+word[1]
				rule := analyzer.Find(rules.All(), text[from:to])
				if rule == nil {
					continue
				}
				target, tip := uri.URI(rule.URL()), rule.Code+" "+rule.Name
				out = append(out, protocol.DocumentLink{
					Range:  s.rangeOf(src, source.Span{Start: c.Start + source.Pos(from), End: c.Start + source.Pos(to)}),
					Target: &target, Tooltip: &tip,
				})
			}
		}
	}
	return out, ctx.Err()
}
