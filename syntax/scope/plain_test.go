package scope_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/syntax/internal/cpython"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/scope"
	"github.com/asynctools/asynctools/syntax/source"
)

// checkErrors compares the quick answer with that of Analyze.
func checkErrors(t *testing.T, name, text string) (clean bool) {
	t.Helper()
	f := parse.Parse(source.NewFile(name, text), parse.Options{})
	if len(f.Errors) > 0 {
		return false
	}
	got, want := scope.Errors(f), scope.Analyze(f).Errors
	if !slices.Equal(got, want) {
		t.Errorf("%s:\nErrors  %v\nAnalyze %v", name, got, want)
	}
	return len(want) == 0
}

func TestQuickErrors(t *testing.T) {
	raw, err := os.ReadFile(errorsFile)
	if err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for _, line := range strings.Split(string(raw), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		quoted, _ := strconv.QuotedPrefix(line)
		text, _ := strconv.Unquote(quoted)
		for _, text := range []string{text, "from __future__ import annotations\n" + text, "async def f():\n    x\n" + text} {
			if !checkErrors(t, "errors", text) {
				wrong++
			}
		}
	}
	if wrong < 100 {
		t.Fatalf("only %d of the programs had an error", wrong)
	}
}

// TestQuickMutants exchanges lines of real programs, indentation kept, so that
// statements come where they may not stand.
func TestQuickMutants(t *testing.T) {
	files, err := filepath.Glob("../../runtime/stdlib/py/*.py")
	if err != nil || len(files) < 20 {
		t.Fatalf("there are %d programs (%v)", len(files), err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	right, wrong := 0, 0
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.SplitAfter(string(raw), "\n")
		checkErrors(t, file, string(raw))
		for range 150 {
			mutant := append([]string(nil), lines...)
			if len(mutant) > 300 {
				at := r.IntN(len(mutant) - 200)
				for at > 0 && (mutant[at] == "\n" || strings.HasPrefix(mutant[at], " ")) {
					at--
				}
				mutant = mutant[at:min(at+200, len(mutant))]
			}
			for range 3 {
				i, j := r.IntN(len(mutant)), r.IntN(len(mutant))
				a, b := strings.TrimLeft(mutant[i], " "), strings.TrimLeft(mutant[j], " ")
				mutant[i] = mutant[i][:len(mutant[i])-len(a)] + b
			}
			if checkErrors(t, file, strings.Join(mutant, "")) {
				right++
			} else {
				wrong++
			}
		}
	}
	t.Logf("of the mutants %d are right and %d are not", right, wrong)
	if right == 0 || wrong == 0 {
		t.Error("the programs show too little")
	}
}

func TestQuickLib(t *testing.T) {
	for _, file := range cpython.LibFiles(t) {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if src, err := source.Decode(file, raw); err == nil {
			checkErrors(t, file, src.Text)
		}
	}
}
