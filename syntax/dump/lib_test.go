package dump_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/syntax/dump"
	"github.com/asynctools/asynctools/syntax/internal/cpython"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

// TestLib compares the dump of every file of CPython's library, tests
// included, with CPython's: the text of `python -m ast`, and the same with
// positions. What CPython rejects has to be rejected.
func TestLib(t *testing.T) {
	files := cpython.LibFiles(t)
	if testing.Short() {
		files = files[:len(files)/10]
	}
	for _, attributes := range []bool{false, true} {
		t.Run(fmt.Sprintf("attributes=%t", attributes), func(t *testing.T) {
			t.Parallel()
			parsed := 0
			for i, want := range cpython.Dumps(t, files, attributes) {
				got := answer(t, files[i], attributes)
				if strings.HasPrefix(want, "error ") && strings.HasPrefix(got, "error ") {
					continue
				}
				if got != want {
					t.Errorf("%s: %s, CPython %s", files[i], got, want)
					continue
				}
				parsed++
			}
			t.Logf("%d of %d files parse, all alike", parsed, len(files))
		})
	}
}

// answer is ours in the form of cpython.Dumps.
func answer(t *testing.T, file string, attributes bool) string {
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.Decode(file, raw)
	if err != nil {
		return "error " + err.Error()
	}
	// The newest grammar, which `asynclsp ast` has, makes the same of them.
	word, opt, minor := "ok", dump.Options{Indent: 3}, 0
	if attributes {
		word, opt, minor = "attr", dump.Options{Attributes: src}, 13
	}
	f := parse.Parse(src, parse.Options{TypeComments: true, TargetMinor: minor})
	if len(f.Errors) > 0 {
		return "error " + f.Errors[0].Error()
	}
	var b bytes.Buffer
	if err := dump.Write(&b, f.Mod, opt); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s %x", word, sha256.Sum256(b.Bytes()))
}
