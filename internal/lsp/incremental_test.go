package lsp

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/refs"
	"github.com/asynctools/asynctools/syntax/source"
)

// TestIncrementalEqualsFresh edits files that import each other at random, in
// the editor and on disk, and compares what the server finds after each edit,
// in open files and in others, with what one finds that has just been started
// on the same texts.
func TestIncrementalEqualsFresh(t *testing.T) {
	const files, rounds = 5, 3000
	seed := int64(7)
	if text := os.Getenv("ASYNCTOOLS_SEED"); text != "" {
		fmt.Sscan(text, &seed)
	}
	random := rand.New(rand.NewSource(seed))
	root := t.TempDir()
	lines := []string{
		"async def rows():\n    yield 1", "async def rows():\n    return 1", "async def rows():\n    with open('x'):\n        yield 1",
		"def rows():\n    return other()", "from m0 import rows as other", "from m1 import *", "import m2 as other", "import m3, m4",
		"async def use():\n    async for x in rows():\n        break", "async def use2():\n    async for x in other():\n        return",
		"async def use3():\n    async for x in m3.rows():\n        break", "class C:\n    async def __await__(self):\n        pass",
		"x = = 1", "def deco(f):\n    return f", "@deco\nasync def other():\n    yield 2", "",
		"class Base:\n    def items(self):\n        raise NotImplementedError\n    async def first(self):\n        async for x in self.items():\n            return x",
		"from m0 import Base", "from m3 import Base, Sub", "class Sub(Base):\n    async def items(self):\n        yield 1",
		"class Sub(Base):\n    async def items(self):\n        with open('x'):\n            yield 1", "class Sub(Base):\n    async def items(self):\n        return 1",
		"class Deep(Sub):\n    async def items(self):\n        try:\n            yield 1\n        finally:\n            print(2)",
		"async def use4(b: Base):\n    async for x in b.items():\n        break", "def made(b: Base):\n    return b.items()",
		"async def use5(b):\n    async for x in made(Base()):\n        break", "from m1 import made",
	}
	text := func() string {
		var b strings.Builder
		for range 1 + random.Intn(6) {
			b.WriteString(lines[random.Intn(len(lines))] + "\n")
		}
		return b.String()
	}
	disk := make([]string, files)
	paths := make([]string, files)
	for i := range files {
		disk[i], paths[i] = text(), filepath.Join(root, fmt.Sprintf("m%d.py", i))
		if err := os.WriteFile(paths[i], []byte(disk[i]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	start := func() *server {
		s := newServer(t.Context(), Options{})
		s.features.encoding = source.UTF16
		s.folders = []string{root}
		s.current = s.empty(s.folders, s.filesBelow(s.folders, s.settings))
		return s
	}
	found := func(s *server) map[string][]string {
		out := map[string][]string{}
		for _, path := range s.snapshot().program() {
			for _, f := range s.snapshot().checkFile(path).found {
				out[path] = append(out[path], describe(f))
			}
		}
		return out
	}
	// named lists where each function is named, as a search over words finds it.
	named := func(s *server) map[string][]string {
		snap, out := s.snapshot(), map[string][]string{}
		for _, path := range snap.program() {
			m, err := snap.ws.Module(path)
			if err != nil {
				continue
			}
			for _, d := range outline(m, m.File.Body()) {
				fn := m.Function(d.node)
				if fn == nil {
					continue
				}
				key := fmt.Sprint(path, d.at)
				for _, r := range snap.finder.References(t.Context(), []refs.Symbol{refs.Of(fn)}, snap.candidates(t.Context())) {
					out[key] = append(out[key], fmt.Sprint(r.Module.Path, r.Span))
				}
			}
		}
		return out
	}
	// onDisk changes a file behind the editor's back, or removes it, and tells.
	onDisk := func(s *server, i int) error {
		change := protocol.FileChangeTypeChanged
		_, err := os.Stat(paths[i])
		switch exists := err == nil; {
		case !exists:
			change = protocol.FileChangeTypeCreated
			fallthrough
		case random.Intn(4) > 0:
			disk[i] = text()
			err = os.WriteFile(paths[i], []byte(disk[i]), 0o644)
		default:
			change = protocol.FileChangeTypeDeleted
			err = os.Remove(paths[i])
		}
		if err != nil {
			return err
		}
		err = s.DidChangeWatchedFiles(t.Context(), &protocol.DidChangeWatchedFilesParams{
			Changes: []protocol.FileEvent{{URI: uri.File(paths[i]), Type: change}},
		})
		s.background.Wait()
		return err
	}
	s := start()
	findings, references := 0, 0
	for round := range rounds {
		i := random.Intn(files)
		u := uri.File(paths[i])
		d := s.snapshot().docs[u]
		var err error
		switch {
		case random.Intn(6) == 0:
			err = onDisk(s, i)
		case d == nil:
			s.setDocument(document{uri: u, path: pathOf(u), version: 1, text: disk[i]})
		case random.Intn(8) == 0:
			err = s.DidClose(t.Context(), &protocol.DidCloseTextDocumentParams{TextDocument: protocol.TextDocumentIdentifier{URI: u}})
		case random.Intn(3) == 0:
			s.setDocument(document{uri: u, path: pathOf(u), version: d.version + 1, text: text()})
		default:
			change := &protocol.DidChangeTextDocumentParams{}
			change.TextDocument.URI, change.TextDocument.Version = u, d.version+1
			at := protocol.Position{Line: uint32(random.Intn(strings.Count(d.text, "\n") + 1))}
			end := at
			end.Line += uint32(random.Intn(3))
			change.ContentChanges = []protocol.TextDocumentContentChangeEvent{&protocol.TextDocumentContentChangePartial{
				Range: protocol.Range{Start: at, End: end}, Text: lines[random.Intn(len(lines))] + "\n",
			}}
			err = s.DidChange(t.Context(), change)
		}
		if err != nil {
			t.Fatal(err)
		}
		if random.Intn(2) == 0 {
			continue // several edits may come before a check
		}
		fresh := start()
		for _, d := range s.snapshot().docs {
			fresh.setDocument(*d)
		}
		want, got := found(fresh), found(s)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("round %d: findings differ (-fresh +incremental):\n%s", round, diff)
		}
		for _, list := range got {
			findings += len(list)
		}
		if round%5 == 0 {
			want, got := named(fresh), named(s)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("round %d: references differ (-fresh +incremental):\n%s", round, diff)
			}
			for _, list := range got {
				references += len(list)
			}
		}
	}
	if findings < rounds/4 || references < rounds/4 {
		t.Errorf("only %d findings and %d references were compared", findings, references)
	}
}

func describe(f analyzer.Diagnostic) string {
	return fmt.Sprint(f.Rule.Code, f.Span, f.Severity, f.Message, len(f.Related))
}
