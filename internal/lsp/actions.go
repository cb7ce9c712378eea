package lsp

import (
	"context"
	"fmt"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/syntax/source"
)

// CodeAction offers, for the findings at a range, their fixes and a comment
// that silences them; and for the file, all safe fixes at once.
func (s *server) CodeAction(ctx context.Context, p *protocol.CodeActionParams) ([]protocol.CommandOrCodeAction, error) {
	snap := s.snapshotOf(ctx)
	d := snap.docs[p.TextDocument.URI]
	if d == nil {
		return nil, nil
	}
	r := snap.check(d)
	if r.err != nil || r.module == nil {
		return nil, r.err
	}
	src := r.module.Source()
	span := source.Span{
		Start: src.Offset(lineCol(p.Range.Start), s.features.encoding),
		End:   src.Offset(lineCol(p.Range.End), s.features.encoding),
	}
	var out []protocol.CommandOrCodeAction
	if wants(p.Context.Only, protocol.CodeActionKindQuickFix) {
		for _, f := range r.found {
			if f.Span.Start > span.End || span.Start > f.Span.End {
				continue
			}
			if f.Fix != nil {
				out = append(out, s.action(snap, d, f, f.Fix.Message, f.Fix.Edits, f.Fix.Applicability == analyzer.Safe))
			}
			if f.Rule.Run != nil {
				out = append(out, s.action(snap, d, f, fmt.Sprintf("Ignore %s on this line", f.Rule.Code), []analyzer.Edit{silence(src, f)}, false))
			}
		}
	}
	if wants(p.Context.Only, fixAllKind) {
		action, err := s.fixAll(snap, d, r)
		if err != nil {
			return nil, err
		}
		if action != nil {
			out = append(out, action)
		}
	}
	return out, ctx.Err()
}

// wants applies the filter of a request: a kind covers those below it.
func wants(only []protocol.CodeActionKind, kind protocol.CodeActionKind) bool {
	if len(only) == 0 {
		return true
	}
	for _, o := range only {
		if o == kind || strings.HasPrefix(string(kind), string(o)+".") || o == protocol.CodeActionKindEmpty {
			return true
		}
	}
	return false
}

func (s *server) action(snap *snapshot, d *document, f analyzer.Diagnostic, title string, edits []analyzer.Edit, preferred bool) *protocol.CodeAction {
	kind := protocol.CodeActionKindQuickFix
	a := &protocol.CodeAction{
		Title:       title,
		Kind:        &kind,
		Diagnostics: []protocol.Diagnostic{s.diagnostic(snap, f)},
		Edit:        s.workspaceEdit(d, f.File, edits),
	}
	if preferred {
		a.IsPreferred = &preferred
	}
	return a
}

// silence puts a suppression comment at the end of the finding's line.
func silence(src *source.File, f analyzer.Diagnostic) analyzer.Edit {
	line := src.Line(f.Span.Start)
	end := src.LineStart(line) + source.Pos(len(src.LineText(line)))
	return analyzer.Edit{
		Span: source.Span{Start: end, End: end},
		Text: fmt.Sprintf("  # asynclsp: ignore[%s]", f.Rule.Code),
	}
}

func (s *server) fixAll(snap *snapshot, d *document, r *checkResult) (*protocol.CodeAction, error) {
	fixed, made, _, err := analyzer.FixAll(snap.ws, r.module, snap.settings.of(d.path).options(d.path))
	if err != nil || made == 0 {
		return nil, err
	}
	kind := fixAllKind
	src := r.module.Source()
	edit := difference(src.Text, fixed.Source().Text)
	return &protocol.CodeAction{
		Title: fmt.Sprintf("Fix all asynclsp findings that can be fixed safely (%d)", made),
		Kind:  &kind,
		Edit:  s.workspaceEdit(d, src, []analyzer.Edit{edit}),
	}, nil
}

// difference is the one edit from the first line that differs to the last.
func difference(before, after string) analyzer.Edit {
	head := 0
	for i := 0; i < len(before) && i < len(after) && before[i] == after[i]; i++ {
		if before[i] == '\n' {
			head = i + 1
		}
	}
	tail := 0
	for i := 1; i <= len(before)-head && i <= len(after)-head && before[len(before)-i] == after[len(after)-i]; i++ {
		if before[len(before)-i] == '\n' {
			tail = i - 1
		}
	}
	return analyzer.Edit{
		Span: source.Span{Start: source.Pos(head), End: source.Pos(len(before) - tail)},
		Text: after[head : len(after)-tail],
	}
}

func (s *server) workspaceEdit(d *document, src *source.File, edits []analyzer.Edit) *protocol.WorkspaceEdit {
	texts := make([]protocol.TextEdit, len(edits))
	for i, e := range edits {
		texts[i] = protocol.TextEdit{Range: s.rangeOf(src, e.Span), NewText: e.Text}
	}
	if !s.features.documentChanges {
		return &protocol.WorkspaceEdit{Changes: map[uri.URI][]protocol.TextEdit{d.spelled: texts}}
	}
	change := &protocol.TextDocumentEdit{}
	change.TextDocument.URI = d.spelled
	version := d.version
	change.TextDocument.Version = &version
	for i := range texts {
		change.Edits = append(change.Edits, &texts[i])
	}
	return &protocol.WorkspaceEdit{DocumentChanges: []protocol.DocumentChange{change}}
}
