package token

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/asynctools/asynctools/syntax/pyrepr"
	"github.com/asynctools/asynctools/syntax/source"
)

// wideName finishes a name with characters outside ASCII.
func (l *Lexer) wideName(start, end int) Token {
	text := l.src[start:end]
	for i, r := range text {
		if r < utf8.RuneSelf {
			continue
		}
		if i == 0 && isIdentStart(r) || i > 0 && isIdentPart(r) {
			continue
		}
		at := start + i
		_, size := utf8.DecodeRuneInString(text[i:])
		if pyrepr.Printable(r) {
			return l.fail(start, end, at+size, "invalid character '%c' (U+%04X)", r, r)
		}
		return l.fail(start, end, at+size, "invalid non-printable character U+%04X", r)
	}
	l.pos = end
	l.sawEOL = false
	return Token{Kind: Name, Flags: NonASCII, Start: source.Pos(start), End: source.Pos(end)}
}

// Normalize is the form in which Python compares identifiers, NFKC.
func Normalize(name string) string { return norm.NFKC.String(name) }

// IsIdentifier is str.isidentifier.
func IsIdentifier(s string) bool {
	for i, r := range s {
		if i == 0 && !isIdentStart(r) || i > 0 && !isIdentPart(r) {
			return false
		}
	}
	return s != ""
}

func isIdentStart(r rune) bool {
	if r < utf8.RuneSelf {
		return class[r]&identStart != 0
	}
	return unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start, unicode151Letters) && !notXIDStart(r)
}

func isIdentPart(r rune) bool {
	if r < utf8.RuneSelf {
		return class[r]&identPart != 0
	}
	switch r {
	case 0x200C, 0x200D, 0x30FB, 0xFF65: // new in Unicode 15.1
		return true
	}
	return unicode.In(r, unicode.L, unicode.Nl, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc,
		unicode.Other_ID_Start, unicode.Other_ID_Continue, unicode151Letters) && !notXIDContinue(r)
}

// unicode151Letters are the letters that Unicode 15.1, CPython 3.13's version,
// has over Go's 15.0.
var unicode151Letters = &unicode.RangeTable{R32: []unicode.Range32{{Lo: 0x2EBF0, Hi: 0x2EE5D, Stride: 1}}}

// notXIDStart and notXIDContinue are the characters whose NFKC form is not an
// identifier although they are letters (UAX #31, section 5.1).
func notXIDStart(r rune) bool {
	switch {
	case r == 0x0E33, r == 0x0EB3, r >= 0xFF9E && r <= 0xFF9F:
		return true
	}
	return notXIDContinue(r)
}

func notXIDContinue(r rune) bool {
	switch {
	case r == 0x037A, r == 0x309B, r == 0x309C, r >= 0xFC5E && r <= 0xFC63, r >= 0xFDFA && r <= 0xFDFB,
		r >= 0xFE70 && r <= 0xFE7E && r&1 == 0, r == 0x2E2F:
		return true
	}
	return false
}
