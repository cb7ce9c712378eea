// Package chars says what CPython knows of single characters: which kinds they are
// and what their other cases are.
//
// It is package unicode with the differences of Unicode's version and of Python's
// definitions, which delta_generated.go lists. CPython itself is asked for them:
//
//go:generate go test . -run TestDelta -update
package chars

import (
	"sync/atomic"
	"unicode"

	"github.com/asynctools/asynctools/syntax/pyrepr"
)

// Flags are the kinds of a character.
type Flags uint16

const (
	Alpha Flags = 1 << iota
	Decimal
	Digit
	Numeric
	Printable
	Upper
	Lower
	Title
	Space

	Alnum = Alpha | Decimal | Digit | Numeric
	Cased = Upper | Lower | Title
)

// A page is what is known of 256 neighbours, worked out when the first of them is
// asked for.
type page [256]Flags

var pages [unicode.MaxRune>>8 + 1]atomic.Pointer[page]

// Of are the kinds of a character.
func Of(r rune) Flags {
	if uint32(r) > unicode.MaxRune {
		return 0
	}
	p := pages[r>>8].Load()
	if p == nil {
		p = new(page)
		for i := range p {
			p[i] = base(r&^0xff + rune(i))
		}
		for _, d := range kindDelta {
			for c := max(d.lo, r&^0xff); c <= min(d.hi, r|0xff); c++ {
				p[c&0xff] ^= d.flip
			}
		}
		pages[r>>8].Store(p)
	}
	return p[r&0xff]
}

// Is reports that a character is of one of the kinds.
func Is(r rune, kinds Flags) bool { return Of(r)&kinds != 0 }

// kindRun is a range of characters for which base is wrong about the kinds flip.
type kindRun struct {
	lo, hi rune
	flip   Flags
}

// base is what package unicode says.
func base(r rune) Flags {
	var f Flags
	set := func(is bool, kind Flags) {
		if is {
			f |= kind
		}
	}
	set(unicode.IsLetter(r), Alpha)
	set(unicode.Is(unicode.Nd, r), Decimal|Digit)
	set(unicode.IsNumber(r), Numeric)
	set(pyrepr.Printable(r), Printable)
	set(unicode.IsUpper(r) || unicode.Is(unicode.Other_Uppercase, r), Upper)
	set(unicode.IsLower(r) || unicode.Is(unicode.Other_Lowercase, r), Lower)
	set(unicode.IsTitle(r), Title)
	set(unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f, Space)
	return f
}
