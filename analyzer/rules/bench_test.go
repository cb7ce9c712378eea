package rules_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/rules"
)

// BenchmarkCheck checks a file of 2,000 lines in which every second function
// has a finding, from its text on.
func BenchmarkCheck(b *testing.B) {
	var text strings.Builder
	for i := range 200 {
		fmt.Fprintf(&text, `async def rows%d(conn):
    try:
        yield await conn.row(%d)
    finally:
        await conn.close()

async def main%d(conn):
    async for row in rows%d(conn):
        return row

`, i, i, i, (i+7)%200)
	}
	on, err := analyzer.Select(rules.All(), nil, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		ws := index.New(index.Options{})
		m := ws.ParseText("big.py", text.String())
		if found := analyzer.Check(m, infer.New(ws), analyzer.Options{Rules: on}); len(found) != 200 {
			b.Fatalf("%d findings", len(found))
		}
	}
}

// BenchmarkTree checks all Python files below the folder that ASYNCTOOLS_TREE
// names, as asynclsp check does. Its profile and that of an edit are what asynclsp
// is compiled with; one that is some months old costs a tenth of the time:
//
//	ASYNCTOOLS_TREE=... go test -trimpath ./analyzer/rules -run '^$' -bench Tree -cpuprofile check.prof
//	go test -trimpath ./internal/lsp -run '^$' -bench Edit -cpuprofile edit.prof
//	go run ./internal/tools/pgo cmd/asynclsp/default.pgo check.prof edit.prof
func BenchmarkTree(b *testing.B) {
	root := os.Getenv("ASYNCTOOLS_TREE")
	if root == "" {
		b.Skip("ASYNCTOOLS_TREE names no folder")
	}
	var files []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".py") {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	other := index.TopFolders(index.Disk{}, files)
	for b.Loop() {
		ws := index.New(index.Options{Roots: []string{root}, Other: other})
		analyzer.Run(context.Background(), ws, infer.New(ws), files, runtime.GOMAXPROCS(0), analyzer.Options{Rules: rules.All()}, nil)
	}
}
