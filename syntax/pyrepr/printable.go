package pyrepr

import (
	"unicode"
	"unicode/utf8"
)

// Printable is str.isprintable of one character in Unicode 15.1, the version
// of CPython 3.13. Go's tables are those of 15.0, to which 15.1 added one
// block of ideographs and five description characters.
func Printable(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= ' ' && r != 0x7f
	}
	if unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S) {
		return true
	}
	return r >= 0x2EBF0 && r <= 0x2EE5D || r >= 0x2FFC && r <= 0x2FFF || r == 0x31EF
}
