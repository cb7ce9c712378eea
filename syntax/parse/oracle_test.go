package parse_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

// python is the CPython 3.13 to compare with; without one the test is skipped.
func python(t testing.TB) string {
	t.Helper()
	name := os.Getenv("ASYNCTOOLS_PYTHON")
	if name == "" {
		name = "python3.13"
	}
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("SKIPPED comparison with CPython: no %s on PATH (set ASYNCTOOLS_PYTHON)", name)
	}
	out, err := exec.Command(path, "-c", "import sys; print('%d.%d' % sys.version_info[:2])").Output()
	if err != nil || string(bytes.TrimSpace(out)) != "3.13" {
		t.Skipf("SKIPPED comparison with CPython: %s is version %s, not 3.13", path, bytes.TrimSpace(out))
	}
	return path
}

// A verdict is what CPython says about a source; nil means that it parses.
type verdict struct {
	Class, Msg                    string
	Line, Column, EndLine, EndCol int
}

func (v *verdict) String() string {
	if v == nil {
		return "parses"
	}
	return fmt.Sprintf("%d:%d-%d:%d %s: %s", v.Line, v.Column, v.EndLine, v.EndCol, v.Class, v.Msg)
}

// askCPython returns CPython's verdicts on sources.
func askCPython(t testing.TB, sources []string, args ...string) []*verdict {
	t.Helper()
	var in bytes.Buffer
	for _, s := range sources {
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		in.Write(append(b, '\n'))
	}
	cmd := exec.Command(python(t), append([]string{"testdata/oracle.py"}, args...)...)
	cmd.Stdin, cmd.Stderr = &in, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []*verdict
	sc := bufio.NewScanner(bytes.NewReader(out))
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var row []any
		if err := json.Unmarshal(sc.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		if row == nil {
			all = append(all, nil)
			continue
		}
		num := func(x any) int {
			f, _ := x.(float64)
			return int(f)
		}
		all = append(all, &verdict{row[0].(string), row[1].(string), num(row[2]), num(row[3]), num(row[4]), num(row[5])})
	}
	if len(all) != len(sources) {
		t.Fatalf("%d verdicts on %d sources", len(all), len(sources))
	}
	return all
}

// ours is our verdict on a source.
func ours(text string, minor int) *verdict {
	src := source.NewFile("f", text)
	f := parse.Parse(src, parse.Options{TargetMinor: minor})
	if len(f.Errors) == 0 {
		return nil
	}
	return asVerdict(src, f.Errors[0])
}

func asVerdict(src *source.File, e ast.Error) *verdict {
	a, b := src.LineCol(e.Span.Start, source.UTF32), src.LineCol(e.Span.End, source.UTF32)
	if b.Line > a.Line && b.Col == 0 {
		// A span that ends with a line end: CPython counts that as a column.
		b = src.LineCol(e.Span.End-1, source.UTF32)
		b.Col++
	}
	return &verdict{e.Class.String(), e.Msg, a.Line + 1, a.Col + 1, b.Line + 1, b.Col + 1}
}

// agreement says how far two verdicts agree.
type agreement uint8

const (
	different agreement = iota // one accepts, the other does not
	sameReject
	sameMessage
	samePlace // message and start
	same      // message and both ends
)

// atEnd says that the source ends where got does: CPython adds a line end that
// no span of ours can cover.
func compare(want, got *verdict, atEnd bool) agreement {
	if want == nil || got == nil {
		if want == got {
			return same
		}
		return different
	}
	if want.Msg != got.Msg || want.Class != got.Class {
		return sameReject
	}
	if want.Line != got.Line || max(1, want.Column) != got.Column {
		return sameMessage
	}
	if want.EndCol > 0 && !atEnd && want.EndLine == want.Line && (want.EndLine != got.EndLine || want.EndCol != got.EndCol) {
		return samePlace
	}
	return same
}
