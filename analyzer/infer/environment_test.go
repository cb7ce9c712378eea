package infer_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
)

// TestEnvironment checks what a project in src sees of its environment: the
// folders site and more, and what a .pth file would add; and of other packages
// of its tree.
func TestEnvironment(t *testing.T) {
	ar, err := txtar.ParseFile("testdata/environment/packages.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var members []string
	for _, f := range ar.Files {
		name := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(f.Name, "src/") || strings.HasPrefix(f.Name, "packages/") {
			members = append(members, name)
		}
	}
	ws := index.New(index.Options{
		Roots:     []string{dir, filepath.Join(dir, "src")},
		Other:     index.TopFolders(index.Disk{}, members),
		Libraries: []string{filepath.Join(dir, "site"), filepath.Join(dir, "more"), filepath.Join(dir, "added")},
	})
	ws.Include(members)
	engine := infer.New(ws)
	reveal(t, ws, engine, filepath.Join(dir, "src/app/main.py"))

	for path, library := range map[string]bool{"src/app/main.py": false, "site/both.py": true, "added/editable.py": true} {
		if m, err := ws.Module(filepath.Join(dir, path)); err != nil || m.Library != library {
			t.Errorf("%s: library %v (%v), want %v", path, m != nil && m.Library, err, library)
		}
	}
	// The next snapshot finds what is installed in between.
	if err := os.WriteFile(filepath.Join(dir, "site/speedups.py"), []byte("def fast(): return b''\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	next := ws.Next(index.Disk{}, func(path string) bool { return true }, false)
	m, err := next.Module(filepath.Join(dir, "src/app/main.py"))
	if err != nil {
		t.Fatal(err)
	}
	if got := infer.New(next).Definition(m.Function(m.File.Body()[len(m.File.Body())-1])).String(); got != "function tests" {
		t.Error(got)
	}
	if speedups := next.Import(m, 0, "speedups"); speedups == nil || !speedups.Library {
		t.Error("what was installed later is not found")
	}
}
