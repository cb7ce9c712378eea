package lsp

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// large writes a program of 2,000 files and 500,000 lines, in packages that
// import from each other, and returns a server that has it open.
func large(b *testing.B) *server {
	root := b.TempDir()
	var folders []string
	for i := range 2000 {
		dir := filepath.Join(root, fmt.Sprintf("pkg%d", i/50))
		if i%50 == 0 {
			folders = append(folders, dir)
			if err := os.MkdirAll(dir, 0o755); err != nil {
				b.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "__init__.py"), nil, 0o644); err != nil {
				b.Fatal(err)
			}
		}
		var t strings.Builder
		fmt.Fprintf(&t, "import asyncio\nfrom pkg%d.m%d import rows%d as other, Store%d\n\n", (i+7)%2000/50, (i+7)%2000, (i+7)%2000, (i+7)%2000)
		for k := range 12 {
			fmt.Fprintf(&t, `
class Reader%[1]d_%[2]d:
    def __init__(self, connection):
        self.connection = connection
        self.count = 0

    async def read(self, limit):
        async for row in self.connection.rows():
            self.count += 1
            if self.count > limit:
                raise ValueError(f"more than {limit}")
            await self.store(row)

    async def store(self, row):
        result = await self.connection.execute("insert", row)
        return result
`, i, k)
		}
		fmt.Fprintf(&t, "\nclass Store%[1]d:\n    async def put(self, x):\n        return x\n\nasync def rows%[1]d(n):\n    try:\n        yield n\n    finally:\n        print(n)\n\nasync def main():\n    async for x in other(1):\n        await Store%[2]d().put(x)\n        break\n", i, (i+7)%2000)
		for strings.Count(t.String(), "\n") < 250 {
			fmt.Fprintf(&t, "\ndef helper%d(a, b=1):\n    return a + b\n", t.Len())
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("m%d.py", i)), []byte(t.String()), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	s := newServer(context.Background(), Options{})
	s.folders = []string{root}
	s.turn.Lock()
	s.reopen()
	s.turn.Unlock()
	s.background.Wait()
	return s
}

// BenchmarkSearch measures searches over 500,000 lines: the first, which reads
// the words of all files, and later ones.
func BenchmarkSearch(b *testing.B) {
	s := large(b)
	root := s.folders[0]
	u := uri.File(filepath.Join(root, "pkg3", "m170.py"))
	text, err := os.ReadFile(u.FsPath())
	if err != nil {
		b.Fatal(err)
	}
	line := uint32(strings.Count(string(text[:strings.Index(string(text), "async def rows")]), "\n"))
	s.setDocument(document{uri: u, spelled: u, path: u.FsPath(), text: string(text)})
	at := protocol.ReferenceParams{}
	at.TextDocument.URI, at.Position = u, protocol.Position{Line: line, Character: 12}
	references := func(b *testing.B, want int) {
		found, err := s.References(context.Background(), &at)
		if err != nil || len(found) < want {
			b.Fatal(len(found), err)
		}
	}
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			s.snapshot().words = newWordTable(nil, nil)
			references(b, 2)
		}
	})
	b.Run("references", func(b *testing.B) {
		for b.Loop() {
			references(b, 2)
		}
	})
	b.Run("afterEdit", func(b *testing.B) {
		for b.Loop() {
			s.setDocument(document{uri: u, spelled: u, path: u.FsPath(), text: string(text)})
			references(b, 2)
		}
	})
	b.Run("common", func(b *testing.B) { // a method that 24,000 classes have
		common := at
		common.Position = protocol.Position{Line: 9, Character: 15}
		for b.Loop() {
			if _, err := s.References(context.Background(), &common); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("readAhead", func(b *testing.B) {
		for b.Loop() {
			s.readAhead(context.Background())
		}
	})
	b.Run("symbols", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Symbols(context.Background(), &protocol.WorkspaceSymbolParams{Query: "store17"}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("lenses", func(b *testing.B) {
		for b.Loop() {
			lenses, err := s.CodeLens(context.Background(), &protocol.CodeLensParams{TextDocument: at.TextDocument})
			if err != nil {
				b.Fatal(err)
			}
			for i := range lenses {
				if _, err := s.CodeLensResolve(context.Background(), &lenses[i]); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(lenses)), "lenses")
		}
	})
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	runtime.KeepAlive(s)
	b.Logf("%d MB in use", m.HeapAlloc>>20)
}
