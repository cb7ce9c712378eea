package pygen

import (
	"math/rand/v2"
	"testing"

	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

// TestPrograms wants programs that parse and that a seed or bytes decide alone.
func TestPrograms(t *testing.T) {
	check := func(name, text string) {
		src, err := source.Decode(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if f := parse.Parse(src, parse.Options{}); len(f.Errors) > 0 {
			t.Errorf("%s: %v\n%s", name, f.Errors[0], text)
		}
	}
	different := map[string]bool{}
	for seed := range uint64(200) {
		text := Program(seed)
		if text != Program(seed) {
			t.Fatalf("seed %d gives two programs", seed)
		}
		different[text] = true
		check("seed", text)
		r := rand.New(rand.NewPCG(seed, 2))
		data := make([]byte, r.IntN(2000))
		for i := range data {
			data[i] = byte(r.IntN(256))
		}
		check("bytes", FromBytes(data))
	}
	if len(different) < 200 {
		t.Errorf("%d programs of 200 seeds", len(different))
	}
}
