package source

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestLineStarts compares the quick search with the rule as it is written down.
func TestLineStarts(t *testing.T) {
	pieces := []string{"\n", "\r", "\r\n", "a", "xyz = 1", "é", "\f", "\x00", "\u2028", "        "}
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 1))
		text := ""
		for range r.IntN(30) {
			// Some texts have no carriage return, some nothing but ASCII.
			p := pieces[r.IntN(len(pieces))]
			if seed%3 == 0 && p[0] == '\r' || seed%2 == 0 && p[0] >= 0x80 {
				continue
			}
			text += p
		}
		want, ascii := []Pos{0}, true
		for i := range len(text) {
			if text[i] == '\n' || text[i] == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
				want = append(want, Pos(i+1))
			}
			ascii = ascii && text[i] < 0x80
		}
		f := NewFile("f", text)
		if f.index(); !slices.Equal(f.lines, want) || f.ascii != ascii {
			t.Fatalf("%q: got %v %v, want %v %v", text, f.lines, f.ascii, want, ascii)
		}
	}
}
