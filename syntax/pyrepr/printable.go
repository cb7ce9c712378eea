package pyrepr

import (
	"sync/atomic"
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
	if r > unicode.MaxRune {
		return false
	}
	p := printables[r>>8].Load()
	if p == nil {
		p = new([4]uint64)
		for i := range rune(256) {
			if isPrintable(r&^0xff + i) {
				p[i>>6] |= 1 << (i & 63)
			}
		}
		printables[r>>8].Store(p)
	}
	return p[r>>6&3]>>(r&63)&1 != 0
}

// printables holds a bit for each of 256 neighbours that were asked for.
var printables [unicode.MaxRune>>8 + 1]atomic.Pointer[[4]uint64]

func isPrintable(r rune) bool {
	if unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S) {
		return true
	}
	return r >= 0x2EBF0 && r <= 0x2EE5D || r >= 0x2FFC && r <= 0x2FFF || r == 0x31EF
}
