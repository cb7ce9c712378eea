package parse_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

// libFiles are the sources of an installed CPython's standard library.
func libFiles(tb testing.TB) []*source.File {
	var out []*source.File
	filepath.WalkDir(os.Getenv("PYLIB"), func(path string, d os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".py") {
			raw, _ := os.ReadFile(path)
			if f, err := source.Decode(path, raw); err == nil {
				out = append(out, f)
			}
		}
		return nil
	})
	return out
}

func BenchmarkLib(b *testing.B) {
	files := libFiles(b)
	n := 0
	for _, f := range files {
		n += len(f.Text)
	}
	b.SetBytes(int64(n))
	b.ReportAllocs()
	for b.Loop() {
		for _, f := range files {
			parse.Parse(f, parse.Options{})
		}
	}
}
