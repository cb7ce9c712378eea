package object

import (
	"strings"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"github.com/asynctools/asynctools/runtime/internal/chars"
)

// mapCase is s with each character as m has it.
func mapCase(s string, m *chars.Mapping) string {
	return changeCase(s, func(int, rune) *chars.Mapping { return m })
}

// changeCase is s with each character as the mapping has it that pick chooses by its
// place, or as it is for nil. What does not change is copied in pieces.
func changeCase(s string, pick func(at int, r rune) *chars.Mapping) string {
	var b []byte
	done := 0
	for i := 0; i < len(s); {
		r, w := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, w = DecodeRune(s[i:])
		}
		m := pick(i, r)
		if m == nil || m.Of(r) == r {
			i += w
			continue
		}
		if b == nil {
			b = make([]byte, 0, len(s)+len(s)/16)
		}
		b = append(b, s[done:i]...)
		if r == 'Σ' && m == &chars.ToLower {
			b = appendSigma(b, s, i)
		} else {
			b = m.Append(b, r)
		}
		i += w
		done = i
	}
	if b == nil {
		return s
	}
	b = append(b, s[done:]...)
	return unsafe.String(&b[0], len(b))
}

// appendSigma appends the small form of the sigma at a place in s: another one where
// it ends a word.
func appendSigma(b []byte, s string, at int) []byte {
	if finalSigma(s, at) {
		return append(b, "ς"...)
	}
	return append(b, "σ"...)
}

func finalSigma(s string, at int) bool {
	before := false
	for i := at; i > 0; {
		w := 1
		for i-w > 0 && s[i-w]&0xc0 == 0x80 {
			w++
		}
		i -= w
		if r, _ := DecodeRune(s[i:]); !caseIgnorable(r) {
			before = isCased(r)
			break
		}
	}
	if !before {
		return false
	}
	for _, r := range Runes(s[at+len("Σ"):]) {
		if !caseIgnorable(r) {
			return !isCased(r)
		}
	}
	return true
}

func isCased(r rune) bool { return chars.Is(r, chars.Cased) }

func caseIgnorable(r rune) bool {
	switch r {
	case '\'', '.', ':', '·', '՟', '״', '‘', '’', '․', '‧', '︓', '﹒', '﹕', '＇', '．', '：', '\u0387':
		return true
	}
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk)
}

func lowerStr(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	return mapCase(s, &chars.ToLower)
}

func upperStr(s string) string {
	if isASCII(s) {
		return strings.ToUpper(s)
	}
	return mapCase(s, &chars.ToUpper)
}

func foldCase(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	return mapCase(s, &chars.ToFold)
}

func titleCase(s string) string {
	prev := false
	return changeCase(s, func(_ int, r rune) *chars.Mapping {
		m := &chars.ToTitle
		if prev {
			m = &chars.ToLower
		}
		prev = isCased(r)
		return m
	})
}

func capitalizeStr(s string) string {
	return changeCase(s, func(at int, _ rune) *chars.Mapping {
		if at == 0 {
			return &chars.ToTitle
		}
		return &chars.ToLower
	})
}

func swapCase(s string) string {
	return changeCase(s, func(_ int, r rune) *chars.Mapping {
		switch f := chars.Of(r); {
		case f&chars.Upper != 0:
			return &chars.ToLower
		case f&chars.Lower != 0:
			return &chars.ToUpper
		}
		return nil
	})
}
