package remod

import (
	"sync"
	"unicode"

	"github.com/asynctools/asynctools/runtime/internal/chars"
)

// folding is how a node compares letters.
type folding uint8

const (
	exact     folding = iota
	foldASCII         // A-Z only: the ASCII flag, bytes, and LOCALE in the C locale
	foldUnicode
)

// lower is the simple lower case by which CPython compares.
func (f folding) lower(r rune) rune {
	switch f {
	case foldASCII:
		if 'A' <= r && r <= 'Z' {
			return r + 32
		}
	case foldUnicode:
		if r < 128 {
			if 'A' <= r && r <= 'Z' {
				return r + 32
			}
			return r
		}
		return unicode.ToLower(r)
	}
	return r
}

// sharedUpper are letters whose full upper case, of several characters, is the
// same; single ones are found in Unicode's tables.
var sharedUpper = [][2]rune{{0x390, 0x1fd3}, {0x3b0, 0x1fe3}, {0xfb05, 0xfb06}}

// kin returns the lower-case letters that are equal to a lower-case letter
// without regard to case because their upper cases are, itself excluded.
var kin = sync.OnceValue(func() map[rune][]rune {
	byUpper := map[rune][]rune{}
	for _, table := range []*unicode.RangeTable{unicode.Ll, unicode.Mn} {
		for _, r16 := range table.R16 {
			for r := rune(r16.Lo); r <= rune(r16.Hi); r += rune(r16.Stride) {
				if u := unicode.ToUpper(r); u != r && unicode.ToLower(r) == r {
					byUpper[u] = append(byUpper[u], r)
				}
			}
		}
	}
	out := map[rune][]rune{}
	join := func(group []rune) {
		for _, a := range group {
			for _, b := range group {
				if a != b {
					out[a] = append(out[a], b)
				}
			}
		}
	}
	for _, g := range byUpper {
		if len(g) > 1 {
			join(g)
		}
	}
	for _, p := range sharedUpper {
		join(p[:])
	}
	return out
})

// mayHaveKin spares ASCII text the table; of ASCII only i and s have kin.
func mayHaveKin(r rune) bool { return r >= 0x80 || r == 'i' || r == 's' }

// same reports whether r equals the lower-case letter low.
func (f folding) same(low, r rune) bool {
	if r == low {
		return true
	}
	l := f.lower(r)
	if l == low {
		return true
	}
	if f == foldUnicode && mayHaveKin(low) && (l >= 0x80 || mayHaveKin(l)) {
		for _, k := range kin()[low] {
			if k == l {
				return true
			}
		}
	}
	return false
}

// variants are all characters that equal r without regard to case.
func (f folding) variants(r rune) []rune {
	low := f.lower(r)
	out := []rune{low}
	add := func(c rune) {
		for _, o := range out {
			if o == c {
				return
			}
		}
		out = append(out, c)
	}
	if f == foldASCII {
		if 'a' <= low && low <= 'z' {
			add(low - 32)
		}
		return out
	}
	lows := out
	if mayHaveKin(low) {
		lows = append(lows[:1:1], kin()[low]...)
	}
	for _, l := range lows {
		add(l)
		for c := unicode.SimpleFold(l); c != l; c = unicode.SimpleFold(c) {
			if unicode.ToLower(c) == l {
				add(c)
			}
		}
		if l == 'i' {
			add(0x130) // its lower case is i, which folding does not know
		}
	}
	return out
}

// category is a class of characters such as \d.
type category uint8

const (
	catDigit category = iota
	catSpace
	catWord
	catNotDigit
	catNotSpace
	catNotWord
)

const catNegated = catNotDigit

// has tests a character; ascii limits the classes to ASCII.
func (c category) has(r rune, ascii bool) bool {
	if c >= catNegated {
		return !(c - catNegated).has(r, ascii)
	}
	if r < 128 {
		switch c {
		case catDigit:
			return '0' <= r && r <= '9'
		case catSpace:
			return r == ' ' || '\t' <= r && r <= '\r' || !ascii && 0x1c <= r && r <= 0x1f
		}
		return '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == '_'
	}
	if ascii {
		return false
	}
	switch c {
	case catDigit:
		return chars.Is(r, chars.Decimal)
	case catSpace:
		return chars.Is(r, chars.Space)
	}
	return chars.Is(r, chars.Alnum)
}

// charSet is a bracketed set. Latin-1 is answered by a bitmap.
type charSet struct {
	negate bool
	fold   folding
	ascii  bool // classes are ASCII's
	ranges [][2]rune
	cats   []category
	low    [4]uint64
}

func (s *charSet) prepare() *charSet {
	put := func(r rune) { s.low[r>>6] |= 1 << (r & 63) }
	if s.fold == exact {
		for _, p := range s.ranges {
			for r := p[0]; r <= min(p[1], 255); r++ {
				put(r)
			}
		}
		for _, c := range s.cats {
			base := latin1Classes()[c][s.ascii]
			for i, bits := range base {
				s.low[i] |= bits
			}
		}
		if s.negate {
			for i := range s.low {
				s.low[i] = ^s.low[i]
			}
		}
		return s
	}
	for r := rune(0); r < 256; r++ {
		if s.slow(r) {
			put(r)
		}
	}
	return s
}

// latin1Classes are the bitmaps of the categories.
var latin1Classes = sync.OnceValue(func() (out [6]map[bool][4]uint64) {
	for c := range out {
		out[c] = map[bool][4]uint64{}
		for _, ascii := range []bool{false, true} {
			var low [4]uint64
			for r := rune(0); r < 256; r++ {
				if category(c).has(r, ascii) {
					low[r>>6] |= 1 << (r & 63)
				}
			}
			out[c][ascii] = low
		}
	}
	return out
})

func (s *charSet) slow(r rune) bool {
	if s.fold == exact {
		return s.listed(r) != s.negate
	}
	low := s.fold.lower(r)
	for _, c := range s.cats {
		if c.has(low, s.ascii) {
			return !s.negate
		}
	}
	for _, v := range s.fold.variants(r) {
		if s.inRange(v) {
			return !s.negate
		}
	}
	return s.negate
}

func (s *charSet) inRange(r rune) bool {
	for _, p := range s.ranges {
		if p[0] <= r && r <= p[1] {
			return true
		}
	}
	return false
}

func (s *charSet) listed(r rune) bool {
	if s.inRange(r) {
		return true
	}
	for _, c := range s.cats {
		if c.has(r, s.ascii) {
			return true
		}
	}
	return false
}

func (s *charSet) has(r rune) bool {
	if r < 256 {
		return s.low[r>>6]&(1<<(r&63)) != 0
	}
	return s.slow(r)
}
