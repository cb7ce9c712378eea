package rules_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/rules"
)

// TestWorkers checks that several workers find in one file what one finds, in
// the same order and the same words. The file is made of all the cases of the
// rules' archives, one below the other.
func TestWorkers(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("%d archives, %v", len(archives), err)
	}
	ws := index.New(index.Options{})
	var text strings.Builder
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			if strings.HasSuffix(f.Name, ".py") && len(ws.ParseText("case.py", string(f.Data)).File.Errors) == 0 {
				text.Write(f.Data)
				text.WriteByte('\n')
			}
		}
	}
	m := ws.ParseText("all.py", text.String())
	check := func(workers int) []string {
		var out []string
		for _, d := range analyzer.Check(m, infer.New(ws), analyzer.Options{Rules: rules.All(), Workers: workers}) {
			fix := ""
			if d.Fix != nil {
				fix = fmt.Sprint(d.Fix.Edits)
			}
			out = append(out, fmt.Sprintf("%d %s %s %v %s", m.Source().Line(d.Span.Start), d.Rule.Code, d.Message, len(d.Related), fix))
		}
		return out
	}
	want := check(1)
	if len(want) < 200 {
		t.Fatalf("only %d findings in %d bytes", len(want), text.Len())
	}
	for _, workers := range []int{2, 3, 7} {
		got := check(workers)
		for i := range max(len(got), len(want)) {
			if i >= len(got) || i >= len(want) || got[i] != want[i] {
				t.Fatalf("%d workers: finding %d of %d and %d differs", workers, i, len(got), len(want))
			}
		}
	}
}
