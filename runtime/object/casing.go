package object

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// changesLength reports whether a rune may map to several in upper or title
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

func appendUpper(b []byte, r rune) []byte {
	if changesLength(r) {
		return append(b, cases.Upper(language.Und).String(string(r))...)
	}
	return AppendRune(b, unicode.ToUpper(r))
}

func appendTitle(b []byte, r rune) []byte {
	if changesLength(r) {
		return append(b, cases.Title(language.Und).String(string(r))...)
	}
	return AppendRune(b, unicode.ToTitle(r))
}

// appendLower maps s[at], which is r, in its context: a sigma at the end of a
// word has a form of its own.
func appendLower(b []byte, s string, at int, r rune) []byte {
	switch r {
	case 'İ':
		return append(b, "i\u0307"...)
	case 'Σ':
		if finalSigma(s, at) {
			return append(b, "ς"...)
		}
	}
	return AppendRune(b, unicode.ToLower(r))
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

func isUpperRune(r rune) bool {
	return unicode.IsUpper(r) || r >= 128 && unicode.Is(unicode.Other_Uppercase, r)
}

func isLowerRune(r rune) bool {
	return unicode.IsLower(r) || r >= 128 && unicode.Is(unicode.Other_Lowercase, r)
}

func isCased(r rune) bool { return isUpperRune(r) || isLowerRune(r) || unicode.IsTitle(r) }

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
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, w := DecodeRune(s[i:])
		b = appendLower(b, s, i, r)
		i += w
	}
	return string(b)
}

func upperStr(s string) string {
	if isASCII(s) {
		return strings.ToUpper(s)
	}
	b := make([]byte, 0, len(s))
	for _, r := range Runes(s) {
		b = appendUpper(b, r)
	}
	return string(b)
}

func titleCase(s string) string {
	b := make([]byte, 0, len(s))
	prev := false
	for i := 0; i < len(s); {
		r, w := DecodeRune(s[i:])
		if prev {
			b = appendLower(b, s, i, r)
		} else {
			b = appendTitle(b, r)
		}
		prev = isCased(r)
		i += w
	}
	return string(b)
}

func capitalizeStr(s string) string {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, w := DecodeRune(s[i:])
		if i == 0 {
			b = appendTitle(b, r)
		} else {
			b = appendLower(b, s, i, r)
		}
		i += w
	}
	return string(b)
}

func swapCase(s string) string {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, w := DecodeRune(s[i:])
		switch {
		case isUpperRune(r):
			b = appendLower(b, s, i, r)
		case isLowerRune(r):
			b = appendUpper(b, r)
		default:
			b = AppendRune(b, r)
		}
		i += w
	}
	return string(b)
}

func foldCase(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	fold := cases.Fold()
	b := make([]byte, 0, len(s))
	for _, r := range Runes(s) {
		switch {
		case r < 0x80:
			b = AppendRune(b, unicode.ToLower(r))
		case r >= 0xd800 && r <= 0xdfff:
			b = AppendRune(b, r) // not for a package that wants valid UTF-8
		default:
			b = append(b, fold.String(string(r))...)
		}
	}
	return string(b)
}
