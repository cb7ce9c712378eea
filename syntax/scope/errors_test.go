package scope_test

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/syntax/internal/cpython"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/scope"
	"github.com/asynctools/asynctools/syntax/source"
)

var update = flag.Bool("update", false, "record CPython's verdicts anew")

const errorsFile = "testdata/errors.txt"

// place is a verdict without the end of its span.
func place(v *cpython.Verdict) string {
	if v == nil {
		return "ok"
	}
	return fmt.Sprintf("%d:%d %s: %s", v.Line, max(1, v.Column), v.Class, v.Msg)
}

// TestErrors compares the errors of valid syntax, which CPython's symbol table
// and compiler raise, with those recorded from it.
func TestErrors(t *testing.T) {
	raw, err := os.ReadFile(errorsFile)
	if err != nil {
		t.Fatal(err)
	}
	var sources, verdicts []string
	for _, line := range strings.Split(string(raw), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		quoted, err := strconv.QuotedPrefix(line)
		if err != nil {
			t.Fatal(err)
		}
		s, _ := strconv.Unquote(quoted)
		sources = append(sources, s)
		verdicts = append(verdicts, strings.TrimSpace(line[len(quoted):]))
	}
	if *update {
		var b strings.Builder
		b.WriteString("# Sources and what CPython 3.13's compiler says of them; go test -run TestErrors -update records it.\n")
		for i, v := range cpython.Verdicts(t, sources, true) {
			verdicts[i] = place(v)
			fmt.Fprintf(&b, "%s %s\n", strconv.Quote(sources[i]), verdicts[i])
		}
		if err := os.WriteFile(errorsFile, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for i, s := range sources {
		src := source.NewFile("f", s)
		f := parse.Parse(src, parse.Options{TargetMinor: 13})
		if len(f.Errors) > 0 {
			t.Errorf("%q does not parse: %v", s, f.Errors[0])
			continue
		}
		var got *cpython.Verdict
		if errs := scope.AnalyzeOptions(f, scope.Options{Minor: 13}).Errors; len(errs) > 0 {
			at := src.LineCol(errs[0].Span.Start, source.UTF32)
			got = &cpython.Verdict{Class: errs[0].Class.String(), Msg: errs[0].Msg, Line: at.Line + 1, Column: at.Col + 1}
		}
		if place(got) != verdicts[i] {
			t.Errorf("%q\n   ours %s\nCPython %s", s, place(got), verdicts[i])
		}
	}
}
