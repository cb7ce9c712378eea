package lsp

import (
	"context"
	"encoding/hex"
	"hash/fnv"
	"sync"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// A result id is a hash of the findings, so that it stays the same as long as
// they do, and the server need not remember what it has told whom.
func (s *server) resultID(items []protocol.Diagnostic) string {
	h := fnv.New128a()
	for i := range items {
		raw, err := protocol.Marshal(&items[i])
		if err != nil {
			s.log.Errorf("diagnostic %v: %v", items[i], err)
		}
		h.Write(raw)
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Diagnostic answers clients that ask for the diagnostics of a document.
func (s *server) Diagnostic(ctx context.Context, p *protocol.DocumentDiagnosticParams) (protocol.DocumentDiagnosticReport, error) {
	snap, err := s.settled(ctx)
	if err != nil {
		return nil, err
	}
	items := []protocol.Diagnostic{}
	if d := snap.docs[p.TextDocument.URI]; d != nil {
		if items, err = s.diagnose(snap, d); err != nil {
			return nil, err // the client keeps what it has
		}
	}
	id := s.resultID(items)
	if p.PreviousResultID != nil && *p.PreviousResultID == id {
		return &protocol.RelatedUnchangedDocumentDiagnosticReport{
			UnchangedDocumentDiagnosticReport: protocol.UnchangedDocumentDiagnosticReport{Kind: "unchanged", ResultID: id},
		}, ctx.Err()
	}
	return &protocol.RelatedFullDocumentDiagnosticReport{
		FullDocumentDiagnosticReport: protocol.FullDocumentDiagnosticReport{Kind: "full", ResultID: &id, Items: items},
	}, ctx.Err()
}

// batch is how many files one partial result is about.
const batch = 32

// DiagnosticWorkspace answers for all files of the workspace, those that are
// not open included. What the client has and still holds is left out of the
// findings; files without any are named only if the client has some for them.
func (s *server) DiagnosticWorkspace(ctx context.Context, p *protocol.WorkspaceDiagnosticParams) (*protocol.WorkspaceDiagnosticReport, error) {
	snap, err := s.settled(ctx)
	if err != nil {
		return nil, err
	}
	before := map[uri.URI]string{}
	for _, r := range p.PreviousResultIds {
		before[r.URI] = r.Value
	}
	var mu sync.Mutex // guards what follows
	report := &protocol.WorkspaceDiagnosticReport{Items: []protocol.WorkspaceDocumentDiagnosticReport{}}
	told := map[uri.URI]bool{}
	flush := func() {
		if p.PartialResultToken != nil && len(report.Items) > 0 {
			s.progress(p.PartialResultToken, &protocol.WorkspaceDiagnosticReportPartialResult{Items: report.Items})
			report.Items = []protocol.WorkspaceDocumentDiagnosticReport{}
		}
	}
	each(ctx, snap.program(), func(path string) {
		key := uriOf(path)
		items, err := s.diagnoseFile(snap, path)
		mu.Lock()
		defer mu.Unlock()
		told[key] = true
		if err != nil {
			return // of a file that is not mentioned the client keeps what it has
		}
		if r := s.workspaceReport(snap, path, items, before[key]); r != nil {
			report.Items = append(report.Items, r)
		}
		if len(report.Items) >= batch {
			flush()
		}
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	for _, r := range p.PreviousResultIds {
		if !told[r.URI] { // the file is gone
			told[r.URI] = true
			if r := s.workspaceReport(snap, pathOf(r.URI), nil, r.Value); r != nil {
				report.Items = append(report.Items, r)
			}
		}
	}
	flush()
	return report, nil
}

// workspaceReport is what to say of a file; nil for nothing new of nothing.
func (s *server) workspaceReport(snap *snapshot, path string, items []protocol.Diagnostic, before string) protocol.WorkspaceDocumentDiagnosticReport {
	id := s.resultID(items)
	var version *int32
	if d := snap.open[path]; d != nil {
		v := d.version
		version = &v
	}
	switch {
	case before == id:
		r := &protocol.WorkspaceUnchangedDocumentDiagnosticReport{URI: snap.spelling(path), Version: version}
		r.Kind, r.ResultID = "unchanged", id
		return r
	case before == "" && len(items) == 0 && version == nil:
		return nil
	}
	r := &protocol.WorkspaceFullDocumentDiagnosticReport{URI: snap.spelling(path), Version: version}
	r.Kind, r.ResultID, r.Items = "full", &id, items
	if r.Items == nil {
		r.Items = []protocol.Diagnostic{}
	}
	return r
}
