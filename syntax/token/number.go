package token

import "github.com/asynctools/asynctools/syntax/source"

// number scans a numeric literal at start, which holds a digit or the "." of
// a fraction.
func (l *Lexer) number(start int) Token {
	l.sawEOL = false
	src, i := l.src, start
	t := Token{Kind: Number, Start: source.Pos(start)}
	if src[i] == '0' {
		switch l.at(i+1) | 0x20 {
		case 'x':
			return l.radix(t, i+2, 16, "hexadecimal")
		case 'o':
			return l.radix(t, i+2, 8, "octal")
		case 'b':
			return l.radix(t, i+2, 2, "binary")
		}
	}
	zeros := i // the end of leading zeros, when only zeros were seen
	if src[i] != '.' {
		end, bad, under := l.digits(i)
		if bad {
			return l.fail(start, end, end, "invalid decimal literal")
		}
		for zeros < end && (src[zeros] == '0' || src[zeros] == '_') {
			zeros++
		}
		if under {
			t.Flags |= Escaped
		}
		i = end
	}
	integer := true
	if l.at(i) == '.' {
		integer = false
		i++
		if class[l.at(i)]&digit != 0 {
			end, bad, under := l.digits(i)
			if bad {
				return l.fail(start, end, end, "invalid decimal literal")
			}
			if under {
				t.Flags |= Escaped
			}
			i = end
		}
	}
	if l.at(i)|0x20 == 'e' {
		j := i + 1
		signed := l.at(j) == '+' || l.at(j) == '-'
		if signed {
			j++
		}
		switch {
		case class[l.at(j)]&digit != 0:
			integer = false
			end, bad, under := l.digits(j)
			if bad {
				return l.fail(start, end, end, "invalid decimal literal")
			}
			if under {
				t.Flags |= Escaped
			}
			i = end
		case signed:
			return l.fail(start, j, j, "invalid decimal literal")
		default:
			return l.endNumber(t, i, "decimal")
		}
	}
	if l.at(i)|0x20 == 'j' {
		return l.endNumber(t, i+1, "imaginary")
	}
	if integer && src[start] == '0' && zeros < i {
		l.report(source.SyntaxError, "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers", start, zeros)
		l.pos = i
		t.Kind, t.End = Error, source.Pos(i)
		return t
	}
	return l.endNumber(t, i, "decimal")
}

// digits scans decimal digits with single underscores between them; bad means
// that an underscore is followed by none, and end is then just after it.
func (l *Lexer) digits(i int) (end int, bad, under bool) {
	for {
		for class[l.at(i)]&digit != 0 {
			i++
		}
		if l.at(i) != '_' {
			return i, false, under
		}
		under = true
		i++
		if class[l.at(i)]&digit == 0 {
			return i, true, under
		}
	}
}

func (l *Lexer) radix(t Token, i, base int, word string) Token {
	start := int(t.Start)
	is := func(c byte) bool {
		switch base {
		case 16:
			return class[c]&hexDigit != 0
		case 8:
			return c >= '0' && c <= '7'
		}
		return c == '0' || c == '1'
	}
	for {
		if l.at(i) == '_' {
			t.Flags |= Escaped
			i++
		}
		if c := l.at(i); !is(c) {
			if class[c]&digit != 0 {
				return l.fail(start, i+1, i+1, "invalid digit '%c' in %s literal", c, word)
			}
			return l.fail(start, i, i, "invalid %s literal", word)
		}
		for is(l.at(i)) {
			i++
		}
		if l.at(i) != '_' {
			break
		}
	}
	if c := l.at(i); base != 16 && class[c]&digit != 0 {
		return l.fail(start, i+1, i+1, "invalid digit '%c' in %s literal", c, word)
	}
	return l.endNumber(t, i, word)
}

// endNumber finishes a number that ends at i, where no letter may follow save
// those of a keyword, which CPython deplores and accepts.
func (l *Lexer) endNumber(t Token, i int, word string) Token {
	if c := l.at(i); c < 0x80 && class[c]&identPart != 0 {
		if !l.keywordAfterNumber(i) {
			return l.fail(int(t.Start), i, i, "invalid %s literal", word)
		}
		l.Warnings = append(l.Warnings, source.Error{Msg: "invalid " + word + " literal", Span: source.Span{Start: t.Start, End: source.Pos(i)}})
	}
	l.pos = i
	t.End = source.Pos(i)
	return t
}

func (l *Lexer) keywordAfterNumber(i int) bool {
	switch l.at(i) {
	case 'a':
		return l.at(i+1) == 'n' && l.at(i+2) == 'd'
	case 'e':
		return l.at(i+1) == 'l' && l.at(i+2) == 's' && l.at(i+3) == 'e'
	case 'f':
		return l.at(i+1) == 'o' && l.at(i+2) == 'r'
	case 'i':
		c := l.at(i + 1)
		return c == 'f' || c == 'n' || c == 's'
	case 'n':
		return l.at(i+1) == 'o' && l.at(i+2) == 't'
	case 'o':
		return l.at(i+1) == 'r'
	}
	return false
}
