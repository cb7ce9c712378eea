package dump_test

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/syntax/dump"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

func TestScratch(t *testing.T) {
	for _, a := range []string{"oracle.txt", "oracle_a.txt"} {
		names, _ := os.ReadFile("/tmp/h1/files")
		want, err := os.ReadFile("/tmp/h1/" + a)
		if err != nil {
			t.Skip()
		}
		files := strings.Split(strings.TrimSpace(string(names)), "\n")
		ans := strings.Split(strings.TrimSpace(string(want)), "\n")
		bad := 0
		for i := range ans {
			got := answer(files[i], a == "oracle_a.txt")
			w := ans[i]
			if strings.HasPrefix(w, "error") && strings.HasPrefix(got, "error") {
				w, got = "", ""
			}
			if got != w {
				bad++
				if bad < 30 {
					t.Errorf("%s: %s want %s", files[i], got, ans[i])
				}
			}
		}
		t.Logf("%s: %d of %d differ", a, bad, len(ans))
	}
}

func answer(file string, attr bool) string {
	raw, _ := os.ReadFile(file)
	src, err := source.Decode(file, raw)
	if err != nil {
		return "error " + err.Error()
	}
	f := parse.Parse(src, parse.Options{TypeComments: true, TargetMinor: 13})
	if len(f.Errors) > 0 {
		e := f.Errors[0]
		lc := src.LineCol(e.Span.Start, source.UTF32)
		return fmt.Sprintf("error %d:%d %s", lc.Line+1, lc.Col+1, e.Error())
	}
	h := sha256.New()
	w := bufio.NewWriter(h)
	opt := dump.Options{Indent: 3}
	word := "ok"
	if attr {
		opt = dump.Options{Attributes: src}
		word = "attr"
	}
	if err := dump.Write(w, f.Mod, opt); err != nil {
		return err.Error()
	}
	w.Flush()
	return fmt.Sprintf("%s %x", word, h.Sum(nil))
}

var _ = exec.Command
var _ = filepath.Join
