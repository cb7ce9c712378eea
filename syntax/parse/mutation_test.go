package parse_test

import (
	"math/rand"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/syntax/internal/cpython"
	"github.com/asynctools/asynctools/syntax/source"
	"github.com/asynctools/asynctools/syntax/token"
)

// libSources are the sources of an installed CPython's library.
func libSources(t testing.TB) []*source.File {
	t.Helper()
	var out []*source.File
	for _, path := range cpython.LibFiles(t) {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if f, err := source.Decode(path, raw); err == nil {
			out = append(out, f)
		}
	}
	return out
}

var mutations = strings.Fields(`( ) [ ] { } : , ; = == := + - * ** / -> . ... @ ! ~ not in is if else elif for
	while with as def class lambda return yield await async import from raise try except finally pass break del
	global None True 1 1.5 x print 'a' f'{x}' b'c' \ $ # match case type _`)

// mutants are pieces of files in which one token is missing, doubled or
// another.
func mutants(files []*source.File, n int, seed int64) []string {
	rnd := rand.New(rand.NewSource(seed))
	other := func() string { return mutations[rnd.Intn(len(mutations))] }
	var out []string
	for len(out) < n {
		lines := strings.SplitAfter(files[rnd.Intn(len(files))].Text, "\n")
		start := rnd.Intn(len(lines))
		for start > 0 && (lines[start] == "" || strings.ContainsAny(lines[start][:1], " \t)]}#\n\"'")) {
			start-- // to the start of a top-level statement
		}
		text := strings.Join(lines[start:min(len(lines), start+1+rnd.Intn(25))], "")
		var toks []token.Token
		for l := token.NewLexer(text); ; {
			t := l.Next()
			if t.Kind == token.EndMarker {
				break
			}
			if t.End > t.Start {
				toks = append(toks, t)
			}
		}
		if len(text) > 4000 || len(toks) < 3 {
			continue
		}
		t, u := toks[rnd.Intn(len(toks))], toks[rnd.Intn(len(toks))]
		word := text[t.Start:t.End]
		switch rnd.Intn(5) {
		case 0:
			word = ""
		case 1:
			word += " " + word
		case 2:
			word = other()
		case 3:
			word += " " + other() + " "
		case 4:
			word = text[u.Start:u.End]
		}
		out = append(out, text[:t.Start]+word+text[t.End:])
	}
	return out
}

// TestMutation compares verdicts on broken pieces of CPython's library. Not
// every one can agree: CPython's places after a stray backslash depend on its
// buffers. MUTANTS and SEED in the environment widen the search.
func TestMutation(t *testing.T) {
	files := libSources(t)
	n, seed := 2000, int64(1)
	if s := os.Getenv("MUTANTS"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	if s := os.Getenv("SEED"); s != "" {
		seed, _ = strconv.ParseInt(s, 10, 64)
	}
	sources := mutants(files, n, seed)
	var count [same + 1]int
	for i, want := range cpython.Verdicts(t, sources, false) {
		got := verdict(sources[i])
		a := compare(sources[i], want, got)
		count[a]++
		if a != same && want != nil {
			lines := strings.SplitAfter(sources[i], "\n")
			near := lines[max(0, min(len(lines), want.Line)-3):min(len(lines), want.Line+2)]
			t.Logf("ours %v\nCPython %v\n%s", got, want, strings.Join(near, ""))
		}
	}
	t.Logf("of %d: %d accepted by one only, %d rejected in other words, %d elsewhere, %d ending elsewhere, %d the same",
		n, count[different], count[sameReject], count[sameMessage], count[sameStart], count[same])
	if count[different] > 0 || count[same] < n-n/500 {
		t.Errorf("%d of %d agree in everything; want 99.8 %%, and all in accepting", count[same], n)
	}
}
