package lsp

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/asynctools/asynctools/syntax/source"
)

// TestReview loses findings of a document after an edit, as a fault of ours might, and
// checks that a look at the whole brings them back, and finds nothing otherwise.
func TestReview(t *testing.T) {
	root := t.TempDir()
	path := filepath.Join(root, "app.py")
	var text strings.Builder
	text.WriteString("async def rows():\n    with open('x'):\n        yield 1\n\n")
	for i := range 20 {
		fmt.Fprintf(&text, "async def use%d():\n    async for x in rows():\n        break\n\n", i)
	}
	if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	s := newServer(t.Context(), Options{})
	s.features.encoding = source.UTF16
	s.folders = []string{root}
	s.current = s.empty(s.folders, s.filesBelow(s.folders, s.settings))
	u := uri.File(path)
	if err := s.DidOpen(t.Context(), &protocol.DidOpenTextDocumentParams{TextDocument: protocol.TextDocumentItem{URI: u, Text: text.String()}}); err != nil {
		t.Fatal(err)
	}
	if n := len(s.snapshot().checkFile(path).found); n != 20 {
		t.Fatalf("%d findings, want 20", n)
	}
	change := func() *checkResult {
		t.Helper()
		at := protocol.Position{Line: 3, Character: 0}
		if err := s.DidChange(t.Context(), &protocol.DidChangeTextDocumentParams{
			TextDocument:   protocol.VersionedTextDocumentIdentifier{TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: u}, Version: 2},
			ContentChanges: []protocol.TextDocumentContentChangeEvent{&protocol.TextDocumentContentChangePartial{Range: protocol.Range{Start: at, End: at}, Text: "# a remark"}},
		}); err != nil {
			t.Fatal(err)
		}
		r := s.snapshot().checkFile(path)
		if record := r.record.Load(); record == nil || !record.Partial {
			t.Fatalf("the whole file is checked again: %v", record)
		}
		return r
	}
	if change(); !s.snapshot().review(path) {
		t.Error("a look at the whole finds something else")
	}
	r := change()
	r.found = r.found[:10]
	if s.snapshot().review(path) {
		t.Error("a look at the whole misses what was lost")
	}
	if n := len(s.snapshot().checkFile(path).found); n != 20 {
		t.Errorf("%d findings after it, want 20", n)
	}
}
