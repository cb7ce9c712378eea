package analyzer_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/rules"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// TestCrashIsOneFilesError lets a rule panic in one of three files.
func TestCrashIsOneFilesError(t *testing.T) {
	dir := t.TempDir()
	var paths []string
	for _, name := range []string{"a.py", "b.py", "c.py"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("x = 1\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	paths = append(paths, filepath.Join(dir, "missing.py"))
	rule := &analyzer.Rule{Code: "XX001", Nodes: []ast.Kind{ast.AssignKind}, Run: func(p *analyzer.Pass, n ast.Node) {
		if strings.HasSuffix(p.Module.Path, "b.py") {
			panic("as planned")
		}
		p.Report(analyzer.Diagnostic{Message: "assignment", Span: n.Span()})
	}}
	ws := index.New(index.Options{})
	results := analyzer.Run(context.Background(), ws, infer.New(ws), paths, 2, analyzer.Options{Rules: []*analyzer.Rule{rule}}, nil)
	for i, want := range []int{1, 0, 1, 0} {
		if len(results[i].Diagnostics) != want {
			t.Errorf("%s: %d findings, want %d", results[i].Path, len(results[i].Diagnostics), want)
		}
	}
	var crash *analyzer.Crash
	if !errors.As(results[1].Err, &crash) || crash.Value != "as planned" || !strings.Contains(string(crash.Stack), "analyzer_test") {
		t.Errorf("b.py: %v", results[1].Err)
	}
	if !errors.Is(results[3].Err, os.ErrNotExist) {
		t.Errorf("missing.py: %v", results[3].Err)
	}
}

// TestCrashIsOneRulesLoss lets a rule panic at one node: what it finds at others
// and what the other rules find stays, whether or not several workers look.
func TestCrashIsOneRulesLoss(t *testing.T) {
	for _, workers := range []int{1, 4} {
		text := strings.Repeat("x = 1\n", 20_000) + "x = 2\n" + strings.Repeat("x = 3\n", 100)
		path := filepath.Join(t.TempDir(), "x.py")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		find := func(p *analyzer.Pass, n ast.Node) {
			if p.Source().Slice(n.Span()) != "x = 1" {
				p.Report(analyzer.Diagnostic{Message: "assignment", Span: n.Span()})
			}
		}
		weak := &analyzer.Rule{Code: "XX001", Nodes: []ast.Kind{ast.AssignKind}, Run: func(p *analyzer.Pass, n ast.Node) {
			if p.Source().Slice(n.Span()) == "x = 2" {
				panic("as planned")
			}
			find(p, n)
		}}
		strong := &analyzer.Rule{Code: "XX002", Nodes: []ast.Kind{ast.AssignKind}, Run: find}
		ws := index.New(index.Options{})
		r := analyzer.CheckFile(ws, infer.New(ws), path, analyzer.Options{Rules: []*analyzer.Rule{weak, strong}, Workers: workers})
		found := map[string]int{}
		for _, d := range r.Diagnostics {
			found[d.Rule.Code]++
		}
		if want := map[string]int{"XX001": 100, "XX002": 101}; !cmp.Equal(found, want) {
			t.Errorf("%d workers: found %v, want %v", workers, found, want)
		}
		var crash *analyzer.Crash
		if !errors.As(r.Err, &crash) || crash.Rule != weak || crash.Error() != "internal error in XX001: as planned" {
			t.Errorf("%d workers: %v", workers, r.Err)
		}
	}
}

// TestSyntaxErrorsAreFew checks texts that have an error nearly everywhere.
func TestSyntaxErrorsAreFew(t *testing.T) {
	for _, test := range []struct {
		name, text, last string
		want             int
	}{
		{"one line", "f(" + strings.Repeat("(", 100_000) + ")\n", "", 1},
		{"as many as are listed", strings.Repeat("x = 1 1\n", 20), "invalid syntax", 20},
		{"more", strings.Repeat("x = 1 1\n", 300), "invalid syntax (lines with more syntax errors that are not listed: 280)", 20},
		{"symbol table", strings.Repeat("def f(a, a): pass\n", 21), "duplicate parameter 'a' in function definition (lines with more syntax errors that are not listed: 1)", 20},
	} {
		t.Run(test.name, func(t *testing.T) {
			ws := index.New(index.Options{})
			found := analyzer.Check(ws.ParseText("x.py", test.text), infer.New(ws), analyzer.Options{Rules: rules.All()})
			if len(found) != test.want {
				t.Fatalf("%d findings, want %d", len(found), test.want)
			}
			if got := found[len(found)-1].Message; test.last != "" && got != test.last {
				t.Errorf("last message %q, want %q", got, test.last)
			}
		})
	}
}

// TestOrderDoesNotMatter checks files that import each other in circles with
// one and with many goroutines, many times.
func TestOrderDoesNotMatter(t *testing.T) {
	const n = 12
	dir := t.TempDir()
	var paths []string
	for i := range n {
		path := filepath.Join(dir, fmt.Sprintf("m%d.py", i))
		text := fmt.Sprintf(`import m%d
from m%d import step as other

async def leaf():
    with open("x"):
        yield 1

def step(k):
    return leaf() if k == %d else other(k)

async def main():
    async for x in m%d.step(1):
        break
    async for x in other(2):
        return
    async for x in leaf():
        raise ValueError
`, (i+1)%n, (i+n-1)%n, i, (i+5)%n)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	check := func(workers int) []string {
		ws := index.New(index.Options{})
		var out []string
		for _, r := range analyzer.Run(context.Background(), ws, infer.New(ws), paths, workers, analyzer.Options{Rules: rules.All()}, nil) {
			if r.Err != nil {
				t.Fatal(r.Err)
			}
			for _, d := range r.Diagnostics {
				out = append(out, fmt.Sprint(filepath.Base(r.Path), d.Span, d.Severity, d.Message))
			}
		}
		return out
	}
	want := check(1)
	if len(want) < n {
		t.Fatalf("only %d findings", len(want))
	}
	for range 20 {
		if diff := cmp.Diff(want, check(8)); diff != "" {
			t.Fatalf("findings depend on the order (-one +many):\n%s", diff)
		}
	}
}

func TestSelect(t *testing.T) {
	var all []*analyzer.Rule
	for _, r := range rules.All() {
		switch r.Code {
		case "AG101", "AG104", "AW201", "SY001", "SU001", "CF001":
			all = append(all, r)
		}
	}
	for _, test := range []struct {
		selected, ignored, want string
		strict                  bool
	}{
		{want: "AG101 AW201 SY001 SU001 CF001"},
		{strict: true, want: "AG101 AG104 AW201 SY001 SU001 CF001"},
		{selected: "AG", want: "AG101 SY001 SU001 CF001"},
		{selected: "AG", strict: true, want: "AG101 AG104 SY001 SU001 CF001"},
		{selected: "AG104", want: "AG104 SY001 SU001 CF001"},
		{selected: "unclosed-on-exception AW", want: "AG104 AW201 SY001 SU001 CF001"},
		{ignored: "AG104", strict: true, want: "AG101 AW201 SY001 SU001 CF001"},
		{selected: "ag101", want: "AG101 SY001 SU001 CF001"},
		{selected: "unclosed-async-generator", want: "AG101 SY001 SU001 CF001"},
		{ignored: "AG", want: "AW201 SY001 SU001 CF001"},
		{selected: "AG101", ignored: "AG", want: "AG101 SY001 SU001 CF001"},
		{selected: "AG", ignored: "AG101", want: "SY001 SU001 CF001"},
		{selected: "ALL", ignored: "ALL", want: ""},
		{ignored: "SY001", want: "AG101 AW201 SU001 CF001"},
	} {
		list, err := analyzer.Selection{
			Selected: strings.Fields(test.selected), Ignored: strings.Fields(test.ignored), Strict: test.strict,
		}.Of(all)
		if err != nil {
			t.Error(err)
		}
		var codes []string
		for _, r := range list {
			codes = append(codes, r.Code)
		}
		if got := strings.Join(codes, " "); got != test.want {
			t.Errorf("%+v: %q", test, got)
		}
	}
}

func TestApplyLeavesOverlapsForLater(t *testing.T) {
	src := source.NewFile("x", "abcdef")
	edit := func(from, to int, text string) analyzer.Edit {
		return analyzer.Edit{Span: source.Span{Start: source.Pos(from), End: source.Pos(to)}, Text: text}
	}
	shared := edit(0, 0, "+")
	shared.Once = true
	text, n := analyzer.Apply(src, []*analyzer.Fix{
		{Edits: []analyzer.Edit{shared, edit(1, 2, "B")}},
		{Edits: []analyzer.Edit{shared, edit(4, 5, "E")}},
		{Edits: []analyzer.Edit{edit(1, 3, "no")}},
		{Edits: []analyzer.Edit{edit(1, 2, "B")}},
	})
	if text != "+aBcdEf" || n != 2 {
		t.Errorf("%q after %d fixes", text, n)
	}
}

// TestSuppressions checks what a comment on the line of an AG101 silences, and
// what is said of the comment.
func TestSuppressions(t *testing.T) {
	for comment, want := range map[string]string{
		"# asynclsp: ignore":                           "",
		"# asynclsp: ignore[AG101]":                    "",
		"# Asynclsp: Ignore[ag101]":                    "",
		"# asynclsp: ignore[unclosed-async-generator]": "",
		"# asynclsp: ignore[AG]":                       "",
		"# asynclsp: ignore[AG1, AW2]":                 "",
		"# asynclsp: ignore[ALL]":                      "",
		"# NoQA: ag101":                                "",
		"# asynclsp: ignore[AW]":                       "AG101",
		"# asynclsp: ignore[]":                         "AG101 SU001 an empty list suppresses nothing; without brackets the comment suppresses every rule",
		"# asynclsp: ignore[ , ]":                      "AG101 SU001 an empty list suppresses nothing; without brackets the comment suppresses every rule",
		"# asynclsp: ignore[XX]":                       "AG101 SU001 unknown rule `XX`; codes begin with `AG1`, `AW2`, `CF0`, `SU0`, `SY0`",
		"# asynclsp: ignore[AG101":                     "AG101 SU001 suppression list is never closed: `]` is missing",
		"# asynclsp: ignore AG101":                     "AG101 SU001 rules go into brackets, or the comment would suppress every rule: want `# asynclsp: ignore[AG101]`",
		"# asynclsp: ignore: ag101, AG103":             "AG101 SU001 rules go into brackets, or the comment would suppress every rule: want `# asynclsp: ignore[ag101]`",
		"# asynclsp: ignore-file AG101":                "AG101 SU001 rules go into brackets, or the comment would suppress every rule: want `# asynclsp: ignore-file[AG101]`",
		"# asynclsp: ignore unclosed-async-generator":  "AG101 SU001 rules go into brackets, or the comment would suppress every rule: want `# asynclsp: ignore[unclosed-async-generator]`",
		"# asynclsp: ignore because it ends (AG101)":   "",
		"# asynclsp: ignore (AG is wrong here)":        "",
		"# asynclsp: skip":                             "AG101 SU001 unknown comment: want `# asynclsp: ignore[...]` or `# asynclsp: ignore-file[...]`",
	} {
		t.Run(comment, func(t *testing.T) {
			ws := index.New(index.Options{})
			text := "async def rows():\n    yield 1\n\nasync def main():\n    async for x in rows():  " + comment + "\n        break\n"
			var got []string
			for _, d := range analyzer.Check(ws.ParseText("x.py", text), infer.New(ws), analyzer.Options{Rules: rules.All()}) {
				if got = append(got, d.Rule.Code); d.Rule.Code == "SU001" {
					got = append(got, d.Message)
				}
			}
			if strings.Join(got, " ") != want {
				t.Errorf("got %q, want %q", strings.Join(got, " "), want)
			}
		})
	}
}
