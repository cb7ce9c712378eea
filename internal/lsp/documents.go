package lsp

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/asynctools/asynctools/internal/config"
	"github.com/asynctools/asynctools/syntax/source"
)

func (s *server) DidOpen(ctx context.Context, p *protocol.DidOpenTextDocumentParams) error {
	d := p.TextDocument
	key := uri.URI(strings.Clone(string(d.URI)))
	spelled, ok := ctx.Value(spelledKey{}).(uri.URI)
	if !ok {
		spelled = key
	}
	s.setDocument(document{
		uri: key, spelled: spelled, path: pathOf(key), foreign: d.LanguageID != "" && d.LanguageID != protocol.LanguageKindPython,
		version: d.Version, text: strings.Clone(d.Text),
	})
	return nil
}

func (s *server) DidChange(_ context.Context, p *protocol.DidChangeTextDocumentParams) error {
	d := s.snapshot().docs[p.TextDocument.URI]
	if d == nil {
		return fmt.Errorf("%s is not open", p.TextDocument.URI)
	}
	text := d.text
	for _, change := range p.ContentChanges {
		switch change := change.(type) {
		case *protocol.TextDocumentContentChangeWholeDocument:
			text = strings.Clone(change.Text)
		case *protocol.TextDocumentContentChangePartial:
			var err error
			if text, err = s.edit(text, change); err != nil {
				return fmt.Errorf("%s: %w; the document is as before", d.uri, err)
			}
		}
	}
	changed := *d
	changed.version, changed.text = p.TextDocument.Version, text
	s.setDocument(changed)
	return nil
}

// edit applies one change. Each sees the text that the one before it left.
func (s *server) edit(text string, change *protocol.TextDocumentContentChangePartial) (string, error) {
	src := source.NewFile("", text)
	from := src.Offset(lineCol(change.Range.Start), s.features.encoding)
	to := src.Offset(lineCol(change.Range.End), s.features.encoding)
	if from > to {
		return "", fmt.Errorf("range %v ends before it starts", change.Range)
	}
	return text[:from] + change.Text + text[to:], nil
}

func lineCol(p protocol.Position) source.LineCol {
	return source.LineCol{Line: int(p.Line), Col: int(p.Character)}
}

// DidSave looks for the file among those of the workspace: it may be new, and
// not every client watches.
func (s *server) DidSave(_ context.Context, p *protocol.DidSaveTextDocumentParams) error {
	snap := s.snapshot()
	path := pathOf(p.TextDocument.URI)
	if _, have := slices.BinarySearch(snap.files, path); snap.listed && !have && config.IsPython(path) {
		s.relist(s.refresh)
	}
	return nil
}

func (s *server) DidClose(_ context.Context, p *protocol.DidCloseTextDocumentParams) error {
	d := s.snapshot().docs[p.TextDocument.URI]
	if d == nil {
		return fmt.Errorf("%s is not open", p.TextDocument.URI)
	}
	s.change(func(old *snapshot) *snapshot {
		docs := maps.Clone(old.docs)
		delete(docs, d.uri)
		// Others see the file on disk again.
		return old.next(docs, s.settings, func(path string) bool { return path == d.path })
	})
	s.mu.Lock()
	delete(s.coloured, d.uri)
	s.mu.Unlock()
	return nil
}

func (s *server) setDocument(d document) {
	s.change(func(old *snapshot) *snapshot {
		docs := maps.Clone(old.docs)
		d.changed = old.number + 1
		docs[d.uri] = &d
		return old.next(docs, s.settings, nil)
	})
}

// pathOf is the file's path; a document that is in no file goes by its URI.
func pathOf(u uri.URI) string {
	if u.IsFile() {
		return filepath.Clean(u.FsPath())
	}
	return filepath.Clean(u.String())
}
