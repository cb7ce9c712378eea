package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/syntax/source"
)

const fixAllKind protocol.CodeActionKind = "source.fixAll.asynclsp"

// deed says which edit a code action stands for, so that it can be worked out
// when the user picks the action.
type deed struct {
	URI     string `json:"uri"` // canonical
	Version int32  `json:"version"`
	Do      string `json:"do"` // "fix", "ignore" or "fixAll"
	Code    string `json:"code,omitempty"`
	Start   int    `json:"start,omitempty"` // of the finding, in bytes
	End     int    `json:"end,omitempty"`
}

// maxIgnores is for how many findings of one request a comment that silences
// them is offered: who asks for a whole file is not about to pick one of them,
// and each has to be tried.
const maxIgnores = 50

// CodeAction offers, for the findings at a range, their fixes and a comment
// that silences them; and for the file, all safe fixes at once.
func (s *server) CodeAction(ctx context.Context, p *protocol.CodeActionParams) ([]protocol.CommandOrCodeAction, error) {
	snap, err := s.settled(ctx)
	if err != nil {
		return nil, err
	}
	d := snap.docs[p.TextDocument.URI]
	if d == nil {
		return nil, nil
	}
	r := snap.check(d)
	if r.err != nil || r.module == nil {
		return nil, r.err
	}
	src := r.module.Source()
	span := s.spanOf(src, p.Range)
	var out []protocol.CommandOrCodeAction
	offer := func(title string, kind protocol.CodeActionKind, f *analyzer.Diagnostic, what deed, preferred bool) error {
		a := &protocol.CodeAction{Title: title, Kind: &kind}
		what.URI, what.Version = string(d.uri), d.version
		if f != nil {
			a.Diagnostics = []protocol.Diagnostic{s.diagnostic(snap, *f)}
			what.Code, what.Start, what.End = f.Rule.Code, int(f.Span.Start), int(f.Span.End)
		}
		if preferred {
			a.IsPreferred = &preferred
		}
		if s.features.lazyEdits {
			raw, err := json.Marshal(what)
			if err != nil {
				return err
			}
			a.Data = raw
		} else {
			edits, err := s.editsOf(snap, d, r, what)
			if err != nil || len(edits) == 0 {
				return err
			}
			a.Edit = s.workspaceEdit(d, src, edits)
		}
		out = append(out, a)
		return nil
	}
	if wants(p.Context.Only, protocol.CodeActionKindQuickFix) {
		ignores := 0
		for i := range r.found {
			f := &r.found[i]
			if f.Span.Start > span.End || span.Start > f.Span.End {
				continue
			}
			if f.Fix != nil {
				if err := offer(f.Fix.Message, protocol.CodeActionKindQuickFix, f, deed{Do: "fix"}, f.Fix.Applicability == analyzer.Safe); err != nil {
					return nil, err
				}
			}
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if ignores++; f.Rule.Run != nil && ignores <= maxIgnores && maySilence(f.File, f) {
				title := fmt.Sprintf("Ignore %s on this line", f.Rule.Code)
				if err := offer(title, protocol.CodeActionKindQuickFix, f, deed{Do: "ignore"}, false); err != nil {
					return nil, err
				}
			}
		}
	}
	if wants(p.Context.Only, fixAllKind) && fixable(r) {
		if err := offer("Fix all asynclsp findings that can be fixed safely", fixAllKind, nil, deed{Do: "fixAll"}, false); err != nil {
			return nil, err
		}
	}
	return out, ctx.Err()
}

// CodeActionResolve works out the edit of an action that was offered without.
func (s *server) CodeActionResolve(ctx context.Context, a *protocol.CodeAction) (*protocol.CodeAction, error) {
	var what deed
	if a.Edit != nil || len(a.Data) == 0 {
		return a, nil
	}
	if err := json.Unmarshal(a.Data, &what); err != nil {
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, "invalid parameters: data: "+unfit(err, "it"))
	}
	snap, err := s.settled(ctx)
	if err != nil {
		return nil, err
	}
	d := snap.docs[uri.URI(what.URI)]
	if d == nil || d.version != what.Version {
		return nil, jsonrpc2.NewError(contentModified, "the document has changed since the action was offered")
	}
	r := snap.check(d)
	if r.err != nil || r.module == nil {
		return nil, r.err
	}
	edits, err := s.editsOf(snap, d, r, what)
	if err != nil {
		return nil, err
	}
	a.Edit = s.workspaceEdit(d, r.module.Source(), edits)
	return a, ctx.Err()
}

// contentModified is the protocol's code for a question about a text that is
// no more.
const contentModified jsonrpc2.Code = -32801

// editsOf are the edits that an action stands for.
func (s *server) editsOf(snap *snapshot, d *document, r *checkResult, what deed) ([]analyzer.Edit, error) {
	if what.Do == "fixAll" {
		return fixAll(snap, d, r), nil
	}
	for i := range r.found {
		f := &r.found[i]
		if f.Rule.Code != what.Code || int(f.Span.Start) != what.Start || int(f.Span.End) != what.End {
			continue
		}
		switch {
		case what.Do == "ignore":
			if e, ok := silence(r.module.File, f); ok {
				return []analyzer.Edit{e}, nil
			}
			return nil, nil
		case what.Do == "fix" && f.Fix != nil:
			return f.Fix.Edits, nil
		}
	}
	return nil, jsonrpc2.NewError(contentModified, "the finding is no longer there")
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

func fixable(r *checkResult) bool {
	for _, f := range r.found {
		if f.Fix != nil && f.Fix.Applicability == analyzer.Safe {
			return true
		}
	}
	return false
}

// fixAll is the one edit that makes all safe fixes of a document; none if
// there is nothing to make.
func fixAll(snap *snapshot, d *document, r *checkResult) []analyzer.Edit {
	fixed, made, _ := analyzer.FixAll(snap.ws, r.module, snap.settings.of(d.path).options())
	if made == 0 {
		return nil
	}
	return []analyzer.Edit{difference(r.module.Source().Text, fixed.Source().Text)}
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
