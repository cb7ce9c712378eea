package rules_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/rules"
)

// TestHalfTyped checks each top-level statement of the archives as it is while
// somebody types it: up to the colon of each of its blocks, which have no body
// yet, and without the body, with what follows. Check panics when a rule does.
func TestHalfTyped(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	const start = "import asyncio, contextlib\n\nasync def rows():\n    yield 1\n\nasync def stream(db):\n    try:\n        yield 1\n    finally:\n        await db.close()\n\n"
	opt := analyzer.Options{Rules: rules.All()}
	checked := 0
	check := func(text string) {
		checked++
		ws := index.New(index.Options{Roots: []string{"/nowhere"}})
		analyzer.Check(ws.ParseText("/nowhere/x.py", start+text), infer.New(ws), opt)
	}
	for _, path := range archives {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range ar.Files {
			if !strings.HasSuffix(f.Name, ".py") {
				continue
			}
			for _, part := range strings.Split(string(f.Data), "\n\n\n") {
				lines := strings.SplitAfter(part, "\n")
				for i, line := range lines {
					if code, _, _ := strings.Cut(line, "  #"); !strings.HasSuffix(strings.TrimSpace(code), ":") {
						continue
					}
					head := strings.Join(lines[:i+1], "")
					check(head)
					if i+2 < len(lines) {
						check(head + strings.Join(lines[i+2:], ""))
					}
				}
			}
		}
	}
	if checked < 1_000 {
		t.Errorf("only %d texts were checked", checked)
	}
}
