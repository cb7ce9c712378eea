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

// FuzzCheck checks and fixes any text: nothing may crash, spans lie in the
// file, and a fix neither breaks the syntax nor leaves work for a second run.
func FuzzCheck(f *testing.F) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range archives {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range ar.Files {
			f.Add(string(file.Data))
			// Single functions mutate better than whole files.
			for _, part := range strings.Split(string(file.Data), "\n\n\n") {
				f.Add("async def rows():\n    yield 1\n\n" + part)
			}
		}
	}
	opt := analyzer.Options{Rules: rules.All()}
	f.Fuzz(func(t *testing.T, text string) {
		ws := index.New(index.Options{Roots: []string{"/nowhere"}})
		m, err := ws.Parse("/nowhere/x.py", []byte(text))
		if err != nil {
			return
		}
		for _, d := range analyzer.Check(m, infer.New(ws), opt) {
			if d.Span.Start < 0 || d.Span.End < d.Span.Start || int(d.Span.End) > len(d.File.Text) {
				t.Errorf("%s: span %v of %d bytes", d.Rule.Code, d.Span, len(d.File.Text))
			}
		}
		fixed, _, rest := analyzer.FixAll(ws, m, opt)
		for _, d := range rest {
			if len(m.File.Errors) == 0 && d.Fix != nil && d.Fix.Applicability == analyzer.Safe {
				t.Errorf("after fixing: %s\n%s", d.Message, fixed.Source().Text)
			}
		}
	})
}
