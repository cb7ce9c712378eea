package object

import (
	"strings"

	"github.com/asynctools/asynctools/runtime/internal/chars"
)

// parseComplex reads what complex(text) accepts: one part or two, the
// imaginary one with a j, in parentheses or not.
func (t *Thread) parseComplex(text string) (complex128, bool) {
	s := strings.TrimFunc(text, isSpaceRune)
	if strings.HasPrefix(s, "(") != strings.HasSuffix(s, ")") {
		return 0, false
	}
	if strings.HasPrefix(s, "(") {
		s = strings.TrimFunc(s[1:len(s)-1], isSpaceRune)
	}
	num := func(s string) (float64, bool) {
		if s == "" || isSpaceRune(rune(s[0])) || isSpaceRune(rune(s[len(s)-1])) {
			return 0, false
		}
		f, err := t.ParseFloat(s)
		return f, err == nil
	}
	if s == "" || s[len(s)-1]|0x20 != 'j' {
		f, ok := num(s)
		return complex(f, 0), ok
	}
	s = s[:len(s)-1]
	at := 0 // where the imaginary part begins
	for i := len(s) - 1; i > 0; i-- {
		if (s[i] == '+' || s[i] == '-') && s[i-1]|0x20 != 'e' {
			at = i
			break
		}
	}
	var re float64
	ok := true
	if at > 0 {
		if re, ok = num(s[:at]); !ok {
			return 0, false
		}
	}
	im := 1.0
	switch s[at:] {
	case "", "+":
	case "-":
		im = -1
	default:
		im, ok = num(s[at:])
	}
	return complex(re, im), ok
}

// underscoresFit reports that underscores stand between digits only.
func underscoresFit(s string) bool {
	digit := func(i int) bool { return i >= 0 && i < len(s) && '0' <= s[i] && s[i] <= '9' }
	for i := range len(s) {
		if s[i] == '_' && !(digit(i-1) && digit(i+1)) {
			return false
		}
	}
	return true
}

// asciiDigits replaces the decimal digits of all scripts.
func asciiDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x80 && chars.Is(r, chars.Decimal) {
			n := rune(0) // digits come in runs of ten, from zero on
			for n < 9 && chars.Is(r-n-1, chars.Decimal) {
				n++
			}
			return '0' + n
		}
		return r
	}, s)
}
