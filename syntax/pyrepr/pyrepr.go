// Package pyrepr writes values the way CPython's repr() does.
//
// Text is WTF-8: UTF-8 in which a lone surrogate takes its three-byte form.
package pyrepr

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// Str is repr() of a str.
func Str(s string) string { return string(AppendStr(make([]byte, 0, len(s)+2), s)) }

// AppendStr appends repr() of a str.
func AppendStr(dst []byte, s string) []byte {
	q := quote(s)
	dst = append(dst, q)
	done := 0 // s[:done] has been written
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c < 0x7f && c != q && c != '\\' {
			i++
			continue
		}
		r, size := rune(c), 1
		if c >= utf8.RuneSelf {
			r, size = decode(s[i:])
			if Printable(r) {
				i += size
				continue
			}
		}
		dst = append(dst, s[done:i]...)
		i += size
		done = i
		dst = appendEscape(dst, r, q)
	}
	return append(append(dst, s[done:]...), q)
}

// quote is the quote that repr() chooses: single ones unless they alone occur.
func quote(s string) byte {
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		return '"'
	}
	return '\''
}

// decode reads one character of WTF-8; of other bytes, one at a time, which
// repr shows like the surrogates that stand for undecodable bytes.
func decode(s string) (rune, int) {
	r, size := utf8.DecodeRuneInString(s)
	if r != utf8.RuneError || size > 1 {
		return r, size
	}
	if len(s) >= 3 && s[0] == 0xED && s[1] >= 0xA0 && s[1] <= 0xBF && s[2]&0xC0 == 0x80 {
		return 0xD000 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return 0xDC00 | rune(s[0]), 1
}

func appendEscape(dst []byte, r rune, q byte) []byte {
	switch r {
	case rune(q), '\\':
		return append(dst, '\\', byte(r))
	case '\t':
		return append(dst, `\t`...)
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	}
	kind, digits := byte('x'), 2
	switch {
	case r > 0xFFFF:
		kind, digits = 'U', 8
	case r > 0xFF:
		kind, digits = 'u', 4
	}
	dst = append(dst, '\\', kind)
	for shift := 4 * (digits - 1); shift >= 0; shift -= 4 {
		dst = append(dst, hexDigits[r>>shift&15])
	}
	return dst
}

// Bytes is repr() of a bytes object.
func Bytes(s string) string { return string(AppendBytes(make([]byte, 0, len(s)+3), s)) }

// AppendBytes appends repr() of a bytes object.
func AppendBytes(dst []byte, s string) []byte {
	q := quote(s)
	dst = append(dst, 'b', q)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c < 0x7f && c != q && c != '\\' {
			dst = append(dst, c)
			continue
		}
		dst = appendEscape(dst, rune(c), q)
	}
	return append(dst, q)
}

// Float is repr() of a float.
func Float(f float64) string {
	s := number(f)
	if strings.ContainsAny(s, ".en") { // "n" of nan and inf
		return s
	}
	return s + ".0"
}

// number is the shortest form of f, with an exponent where CPython has one.
func number(f float64) string {
	switch {
	case math.IsNaN(f):
		return "nan"
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	}
	var buf [32]byte
	b := strconv.AppendFloat(buf[:0], f, 'e', -1, 64)
	e := len(b) - 1
	for b[e] != 'e' {
		e--
	}
	exp, _ := strconv.Atoi(string(b[e+1:]))
	if exp >= -4 && exp < 16 {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return string(b)
}

// Complex is repr() of a complex number.
func Complex(c complex128) string {
	re, im := real(c), imag(c)
	if re == 0 && !math.Signbit(re) {
		return number(im) + "j"
	}
	sign := ""
	if !math.Signbit(im) || math.IsNaN(im) {
		sign = "+"
	}
	return "(" + number(re) + sign + number(im) + "j)"
}
