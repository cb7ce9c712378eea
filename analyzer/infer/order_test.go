package infer_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
)

// question is an expression and the module it stands in.
type question struct {
	m *index.Module
	x ast.Expr
}

// TestOrder asks for every expression of the archives in order, backwards and
// from several goroutines: the answers are the same.
func TestOrder(t *testing.T) {
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
		var files []string
		for _, f := range ar.Files {
			name := filepath.Join(dir, f.Name)
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, f.Data, 0o644); err != nil {
				t.Fatal(err)
			}
			files = append(files, name)
		}
		compareOrders(t, dir, files)
	}
}

func compareOrders(t *testing.T, root string, files []string) {
	t.Helper()
	ws := index.New(index.Options{Roots: []string{root}})
	var questions []question
	for _, f := range files {
		m, err := ws.Module(f)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(m.File.Mod, func(n ast.Node) bool {
			if x, ok := n.(ast.Expr); ok {
				questions = append(questions, question{m, x})
			}
			return true
		})
	}
	forward, backward, together := make([]string, len(questions)), make([]string, len(questions)), make([]string, len(questions))
	one, two, three := infer.New(ws), infer.New(ws), infer.New(ws)
	for i, q := range questions {
		forward[i] = one.Expr(q.m, q.x).String()
	}
	for i := len(questions) - 1; i >= 0; i-- {
		backward[i] = two.Expr(questions[i].m, questions[i].x).String()
	}
	var wg sync.WaitGroup
	const workers = 4
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(questions); i += workers {
				together[i] = three.Expr(questions[i].m, questions[i].x).String()
			}
		}()
	}
	wg.Wait()
	for i, q := range questions {
		if forward[i] != backward[i] || forward[i] != together[i] {
			t.Errorf("%s:%d: %s is %q forwards, %q backwards, %q together",
				filepath.Base(q.m.Path), q.m.Source().Line(q.x.Pos())+1, q.m.Source().Slice(q.x.Span()), forward[i], backward[i], together[i])
		}
	}
}

// TestOrderOfTree is TestOrder for a tree of one's own choice.
func TestOrderOfTree(t *testing.T) {
	root := os.Getenv("ASYNCTOOLS_TREE")
	if root == "" {
		t.Skip("SKIPPED: ASYNCTOOLS_TREE names no folder of Python files")
	}
	var files []string
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".py" {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	compareOrders(t, root, files)
}
