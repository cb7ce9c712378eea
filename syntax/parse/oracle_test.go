package parse_test

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/internal/cpython"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

var update = flag.Bool("update", false, "record CPython's verdicts anew")

// verdict is ours on a source.
func verdict(text string) *cpython.Verdict {
	src := source.NewFile("f", text)
	f := parse.Parse(src, parse.Options{TargetMinor: 13})
	if len(f.Errors) == 0 {
		return nil
	}
	return asVerdict(src, f.Errors[0])
}

func asVerdict(src *source.File, e ast.Error) *cpython.Verdict {
	a, b := src.LineCol(e.Span.Start, source.UTF32), src.LineCol(e.Span.End, source.UTF32)
	if b.Line > a.Line && b.Col == 0 {
		// A span that ends with a line end, which CPython counts as a column.
		b = src.LineCol(e.Span.End-1, source.UTF32)
		b.Col++
	}
	return &cpython.Verdict{Class: e.Class.String(), Msg: e.Msg, Line: a.Line + 1, Column: a.Col + 1, EndLine: b.Line + 1, EndCol: b.Col + 1}
}

// agreement says how far two verdicts agree.
type agreement uint8

const (
	different   agreement = iota // one accepts, the other does not
	sameReject                   // both reject
	sameMessage                  // and in the same words
	sameStart                    // and the same place
	same                         // to the end
)

func compare(text string, want, got *cpython.Verdict) agreement {
	switch {
	case want == nil && got == nil:
		return same
	case want == nil || got == nil:
		return different
	case want.Msg != got.Msg || want.Class != got.Class:
		return sameReject
	case want.Line != got.Line || max(1, want.Column) != got.Column:
		return sameMessage
	}
	// CPython adds a line end to the last line, which no span of ours can
	// cover, and measures the end of a span of several lines in its first.
	atEnd := got.EndLine == 1+strings.Count(text, "\n") && !strings.HasSuffix(text, "\n")
	if want.EndCol > 0 && !atEnd && want.EndLine == want.Line && (want.EndLine != got.EndLine || want.EndCol != got.EndCol) {
		return sameStart
	}
	return same
}

// recorded reads a file of lines `"source" verdict`.
func recorded(t *testing.T, path string) (sources, verdicts []string) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(raw), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		quoted, err := strconv.QuotedPrefix(line)
		if err != nil {
			t.Fatalf("%s:%d: %v", path, i+1, err)
		}
		s, _ := strconv.Unquote(quoted)
		sources = append(sources, s)
		verdicts = append(verdicts, strings.TrimSpace(line[len(quoted):]))
	}
	return sources, verdicts
}

const errorsFile = "testdata/errors.txt"

// TestErrors compares messages and places with those recorded from CPython.
func TestErrors(t *testing.T) {
	sources, verdicts := recorded(t, errorsFile)
	if *update {
		var b strings.Builder
		b.WriteString("# Sources and what CPython 3.13's parser says of them; go test -run TestErrors -update records it.\n")
		for i, v := range cpython.Verdicts(t, sources, false) {
			fmt.Fprintf(&b, "%s %v\n", strconv.Quote(sources[i]), v)
		}
		if err := os.WriteFile(errorsFile, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		_, verdicts = recorded(t, errorsFile)
	}
	for i, s := range sources {
		got := verdict(s)
		if got.String() == verdicts[i] {
			continue
		}
		// CPython gives some spans no end, and some an end that compare excuses.
		if want := parseVerdict(verdicts[i]); compare(s, want, got) != same {
			t.Errorf("%q\n   ours %v\nCPython %s", s, got, verdicts[i])
		}
	}
}

// parseVerdict undoes Verdict.String.
func parseVerdict(s string) *cpython.Verdict {
	if s == "ok" {
		return nil
	}
	place, rest, _ := strings.Cut(s, " ")
	v := new(cpython.Verdict)
	if _, err := fmt.Sscanf(place, "%d:%d-%d:%d", &v.Line, &v.Column, &v.EndLine, &v.EndCol); err != nil {
		fmt.Sscanf(place, "%d:%d", &v.Line, &v.Column)
	}
	v.Class, v.Msg, _ = strings.Cut(rest, ": ")
	return v
}
