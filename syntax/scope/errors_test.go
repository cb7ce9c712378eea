package scope_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/scope"
	"github.com/asynctools/asynctools/syntax/source"
)

func TestScratch(t *testing.T) {
	py, _ := python(t)
	raw, _ := os.ReadFile("/tmp/h1/list.json")
	var list []string
	json.Unmarshal(raw, &list)
	var in bytes.Buffer
	for _, s := range list {
		b, _ := json.Marshal(s)
		in.Write(append(b, '\n'))
	}
	cmd := exec.Command(py, "../parse/testdata/oracle.py", "compile")
	cmd.Stdin, cmd.Stderr = &in, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	n, bad, place := 0, 0, 0
	for i, l := range lines {
		src := source.NewFile("f", list[i])
		f := parse.Parse(src, parse.Options{TargetMinor: 13})
		if len(f.Errors) > 0 {
			continue
		}
		var v []any
		json.Unmarshal([]byte(l), &v)
		errs := scope.AnalyzeOptions(f, scope.Options{Minor: 13}).Errors
		msg, line, col := "", 0, 0
		if v != nil {
			msg, line, col = v[1].(string), int(v[2].(float64)), int(v[3].(float64))
			n++
		}
		got, gl, gc := "", 0, 0
		if len(errs) > 0 {
			lc := src.LineCol(errs[0].Span.Start, source.UTF32)
			got, gl, gc = errs[0].Msg, lc.Line+1, lc.Col+1
		}
		if got != msg {
			bad++
			t.Errorf("%d:%d %q, CPython %d:%d %q\n%.200s", gl, gc, got, line, col, msg, list[i])
		} else if gl != line || gc != col {
			place++
			t.Logf("place %d:%d, CPython %d:%d %q\n%.200s", gl, gc, line, col, msg, list[i])
		}
	}
	t.Logf("%d errors, %d messages differ, %d places", n, bad, place)
}
