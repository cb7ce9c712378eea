package infer_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// TestReveal checks what is inferred for x in each "reveal(x)  # is: ...".
func TestReveal(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no archives", err)
	}
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		for _, f := range ar.Files {
			name := filepath.Join(dir, f.Name)
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, f.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		ws := index.New(index.Options{Roots: []string{dir}})
		engine := infer.New(ws)
		for _, f := range ar.Files {
			t.Run(f.Name, func(t *testing.T) { reveal(t, ws, engine, filepath.Join(dir, f.Name)) })
		}
	}
}

func reveal(t *testing.T, ws *index.Workspace, engine *infer.Engine, path string) {
	m, err := ws.Module(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.File.Errors) > 0 {
		t.Fatal(m.File.Errors)
	}
	ast.Inspect(m.File.Mod, func(n ast.Node) bool {
		call, ok := n.(*ast.Call)
		if !ok {
			return true
		}
		if f, ok := call.Func.(*ast.Name); !ok || f.Ident != "reveal" {
			return true
		}
		line := m.Source().Line(call.Pos())
		_, want, ok := strings.Cut(m.Source().LineText(line), "# is: ")
		if !ok {
			t.Errorf("%s:%d: no expectation", filepath.Base(path), line+1)
			return true
		}
		if got := engine.Expr(m, call.Args[0]).String(); got != want {
			t.Errorf("%s:%d: %s is %q, want %q", filepath.Base(path), line+1, m.Source().Slice(call.Args[0].Span()), got, want)
		}
		return true
	})
}
