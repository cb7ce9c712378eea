package parse_test

import (
	"fmt"
	"math/rand"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/syntax/source"
	"github.com/asynctools/asynctools/syntax/token"
)

// mutants breaks sources at random: it deletes, doubles, swaps or replaces a
// token of a piece of a file.
func mutants(files []*source.File, n int, seed int64) []string {
	rnd := rand.New(rand.NewSource(seed))
	var out []string
	extra := strings.Fields("( ) [ ] { } : , ; = == := + - * ** / -> . ... @ ! ~ not in is if else elif for while with as def class lambda return yield await async import from raise try except finally pass break del global None True 1 1.5 x print 'a' f'{x}' b'c' \\ $ # match case type _")
	for len(out) < n {
		f := files[rnd.Intn(len(files))]
		lines := strings.SplitAfter(f.Text, "\n")
		// A run of lines that starts a top-level statement.
		start := rnd.Intn(len(lines))
		for start > 0 && (lines[start] == "" || strings.ContainsAny(lines[start][:1], " \t)]}#\n\"'")) {
			start--
		}
		end := min(len(lines), start+1+rnd.Intn(25))
		text := strings.Join(lines[start:end], "")
		if len(text) > 4000 {
			continue
		}
		var toks []token.Token
		l := token.NewLexer(text)
		for {
			t := l.Next()
			if t.Kind == token.EndMarker {
				break
			}
			if t.End > t.Start {
				toks = append(toks, t)
			}
		}
		if len(toks) < 3 {
			continue
		}
		t := toks[rnd.Intn(len(toks))]
		u := toks[rnd.Intn(len(toks))]
		word := text[t.Start:t.End]
		switch rnd.Intn(5) {
		case 0:
			word = ""
		case 1:
			word += " " + word
		case 2:
			word = extra[rnd.Intn(len(extra))]
		case 3:
			word += " " + extra[rnd.Intn(len(extra))] + " "
		case 4:
			word = text[u.Start:u.End]
		}
		out = append(out, text[:t.Start]+word+text[t.End:])
	}
	return out
}

func TestMutation(t *testing.T) {
	files := libFiles(t)
	if len(files) == 0 {
		t.Skip("SKIPPED: no library")
	}
	n, seed := 3000, int64(1)
	if s := os.Getenv("MUTANTS"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	if s := os.Getenv("SEED"); s != "" {
		seed, _ = strconv.ParseInt(s, 10, 64)
	}
	sources := mutants(files, n, seed)
	count(t, sources, askCPython(t, sources))
}

func count(t *testing.T, sources []string, want []*verdict) (n [5]int) {
	shown := map[agreement]int{}
	for i, s := range sources {
		got := ours(s, 13)
		atEnd := got != nil && got.EndLine == 1+strings.Count(s, "\n") && !strings.HasSuffix(s, "\n")
		a := compare(want[i], got, atEnd)
		n[a]++
		if a != same && shown[a] < 12 {
			shown[a]++
			near := s
			if want[i] != nil {
				ls := strings.SplitAfter(s, "\n")
				near = strings.Join(ls[max(0, min(len(ls), want[i].Line)-3):min(len(ls), want[i].Line+2)], "")
			}
			t.Logf("[%d] ours   %v\n    CPython %v\n%s", a, got, want[i], near)
		}
	}
	fmt.Printf("agreement: different %d, reject only %d, message %d, start %d, all %d\n", n[0], n[1], n[2], n[3], n[4])
	return n
}
