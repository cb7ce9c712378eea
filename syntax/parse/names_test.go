package parse

import (
	"testing"
	"unicode"

	"golang.org/x/text/unicode/runenames"
)

// TestRuneNames holds the table for \N{...} against all that have a name.
func TestRuneNames(t *testing.T) {
	for r := rune(' '); r <= unicode.MaxRune; r++ {
		name := runenames.Name(r)
		if name == "" || name[0] == '<' {
			continue
		}
		if got, ok := LookupName(name); !ok || got != string(r) {
			t.Fatalf("%s is %U, not %q", name, r, got)
		}
	}
}
