package chars

import (
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// A Mapping is what becomes of single characters. Like the kinds, it is worked out
// for 256 neighbours at a time.
type Mapping struct {
	pages [unicode.MaxRune>>8 + 1]atomic.Pointer[mapPage]
	one   func(r rune) rune             // Several where it takes full
	full  func(b []byte, r rune) []byte // appends what becomes of a character
	delta []mapRun
}

type mapPage struct {
	to   [256]int32
	full map[rune]string // of those that become Several
}

// mapRun is a range of characters to which a mapping adds something, whatever Go's
// tables say.
type mapRun struct{ lo, hi, add rune }

// Several is the answer of Of where the result is not one character, or depends on
// where in a text the character is.
const Several = -1

// The four mappings, without what depends on other characters.
var (
	ToUpper = Mapping{one: simple(unicode.ToUpper), full: full(cases.Upper), delta: upperDelta}
	ToTitle = Mapping{one: simple(unicode.ToTitle), full: full(cases.Title), delta: titleDelta}
	ToLower = Mapping{one: lowerOne, full: lowerFull, delta: lowerDelta}
	ToFold  = Mapping{one: foldOne, full: foldFull, delta: foldDelta}
)

// Of is what becomes of a character.
func (m *Mapping) Of(r rune) rune {
	if uint32(r) > unicode.MaxRune {
		return r
	}
	return m.page(r).to[r&0xff]
}

func (m *Mapping) page(r rune) *mapPage {
	p := m.pages[r>>8].Load()
	if p != nil {
		return p
	}
	p = new(mapPage)
	for i := range p.to {
		p.to[i] = m.one(r&^0xff + rune(i))
	}
	for _, d := range m.delta {
		for c := max(d.lo, r&^0xff); c <= min(d.hi, r|0xff); c++ {
			p.to[c&0xff] = c + d.add
		}
	}
	for i, to := range p.to {
		if to == Several {
			if p.full == nil {
				p.full = map[rune]string{}
			}
			c := r&^0xff + rune(i)
			p.full[c] = string(m.full(nil, c))
		}
	}
	m.pages[r>>8].Store(p)
	return p
}

// Append appends what becomes of a character that is not a surrogate.
func (m *Mapping) Append(b []byte, r rune) []byte {
	p := m.page(r)
	if to := p.to[r&0xff]; to != Several {
		return utf8.AppendRune(b, to)
	}
	return append(b, p.full[r]...)
}

// changesLength reports whether a character may map to several in upper or title
// case; the rest has simple mappings, which package unicode gives.
func changesLength(r rune) bool {
	switch {
	case r < 0xdf:
		return false
	case r == 0xdf, r == 0x149, r == 0x1f0, r == 0x390, r == 0x3b0, r == 0x587:
		return true
	}
	return r >= 0x1e96 && r <= 0x1e9e || r >= 0x1f50 && r <= 0x1ffc || r >= 0xfb00 && r <= 0xfb17
}

func simple(to func(rune) rune) func(rune) rune {
	return func(r rune) rune {
		if changesLength(r) {
			return Several
		}
		return to(r)
	}
}

func full(caser func(language.Tag, ...cases.Option) cases.Caser) func([]byte, rune) []byte {
	return func(b []byte, r rune) []byte { return append(b, caser(language.Und).String(string(r))...) }
}

const dottedI, sigma = 'İ', 'Σ'

func lowerOne(r rune) rune {
	if r == dottedI || r == sigma {
		return Several
	}
	return unicode.ToLower(r)
}

func lowerFull(b []byte, r rune) []byte {
	if r == dottedI {
		return append(b, "i\u0307"...)
	}
	return utf8.AppendRune(b, unicode.ToLower(r))
}

func foldOne(r rune) rune {
	if r < utf8.RuneSelf {
		return unicode.ToLower(r)
	}
	if r >= 0xd800 && r <= 0xdfff {
		return r // not for a package that wants valid UTF-8
	}
	s := cases.Fold().String(string(r))
	to, w := utf8.DecodeRuneInString(s)
	if w < len(s) {
		return Several
	}
	return to
}

func foldFull(b []byte, r rune) []byte { return append(b, cases.Fold().String(string(r))...) }
