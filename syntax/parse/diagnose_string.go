package parse

import (
	"fmt"
	"strings"

	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/token"
)

const tooManyDigitsMsg = "Exceeds the limit (4300 digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase limit - Consider hexadecimal for huge integer literals to avoid decimal conversion limits."

// maxDigits is the number of digits up to which CPython converts an integer.
const maxDigits = 4300

// tooManyDigits is the number of digits of a decimal integer that has more
// than CPython converts, else 0.
func tooManyDigits(v ast.Value) int {
	if v.Type != ast.IntConst || len(v.Text) <= maxDigits {
		return 0
	}
	if v.Text[0] == '0' && v.Text[1] > '9' {
		return 0
	}
	return len(v.Text)
}

// strings is a run of adjacent string literals. What is wrong with their
// contents CPython finds while it parses, in either pass.
func (d *diagnosis) strings() *part {
	return d.memo(ruleStrings, func() *part {
		m := d.mark
		var bytes, text, template *part
		n, format := 0, false
		for {
			var x *part
			switch d.k() {
			case token.String:
				x = d.stringLiteral()
				if x != nil && x.con == ast.BytesConst {
					bytes = x
				} else if x != nil {
					text = x
				}
			case token.FStringStart:
				x = d.formatString(token.FStringMiddle, token.FStringEnd, "f-string")
				if x != nil {
					text, format = x, true
				}
			case token.TStringStart:
				x = d.formatString(token.TStringMiddle, token.TStringEnd, "t-string")
				if x != nil {
					template = x
				}
			}
			if x == nil {
				break
			}
			n++
		}
		if n == 0 || d.raised {
			return nil
		}
		switch {
		case template != nil && (bytes != nil || text != nil):
			d.error(func() {
				a := d.at(ast.JoinedStrKind, m)
				d.raiseAt(a, "cannot mix t-string literals with string or bytes literals")
			})
			return nil
		case bytes != nil && text != nil:
			d.raiseLast("cannot mix bytes and nonbytes literals")
			return nil
		case template != nil:
			return d.at(ast.TemplateStrKind, m)
		case format:
			return d.at(ast.JoinedStrKind, m)
		}
		x := d.at(ast.ConstantKind, m)
		x.con = ast.StrConst
		if bytes != nil {
			x.con = ast.BytesConst
		}
		return x
	})
}

// stringLiteral checks the contents of a String token.
func (d *diagnosis) stringLiteral() *part {
	m := d.mark
	d.mark++
	x := d.at(ast.ConstantKind, m)
	x.con = ast.StrConst
	t := d.toks[m]
	s := d.p.src[t.Start:t.End]
	raw := false
	i := 0
	for ; s[i] != '"' && s[i] != '\''; i++ {
		switch s[i] | 0x20 {
		case 'r':
			raw = true
		case 'b':
			x.con = ast.BytesConst
		}
	}
	quotes := 1
	if t.Flags&token.Triple != 0 {
		quotes = 3
	}
	body := s[i+quotes : len(s)-quotes]
	if x.con == ast.BytesConst && !isASCII(body) {
		d.raiseAt(x, "bytes can only contain ASCII literal characters")
		return nil
	}
	if raw || t.Flags&token.Escaped == 0 {
		return x
	}
	if !d.escapes(body, x.con == ast.BytesConst, x) {
		return nil
	}
	return x
}

// escapes checks the escape sequences of a text and raises what is wrong.
func (d *diagnosis) escapes(s string, bytes bool, where *part) bool {
	if bytes {
		for i := 0; i+1 < len(s); i++ {
			if s[i] != '\\' {
				continue
			}
			if s[i+1] == 'x' {
				if _, ok := hex(s[i:], 2, 2); !ok {
					d.raiseValue(where, "(value error) invalid \\x escape at position %d", i)
					return false
				}
			}
			i++
		}
		return true
	}
	// Positions in the message count bytes of a text in which CPython has
	// replaced what is not ASCII by "\UXXXXXXXX".
	pos := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c != '\\' {
			switch {
			case c < 0x80:
				pos++
			case c&0xC0 != 0x80:
				pos += 10
			}
			i++
			continue
		}
		if i+1 >= len(s) {
			break
		}
		digits := 0
		switch s[i+1] {
		case 'x':
			digits = 2
		case 'u':
			digits = 4
		case 'U':
			digits = 8
		case 'N':
			end := strings.IndexByte(s[i:], '}')
			if len(s) < i+3 || s[i+2] != '{' || end < 0 {
				last := i + 1
				if i+2 < len(s) && s[i+2] == '{' {
					last = len(s) - 1
				}
				d.unicodeError(where, pos, pos+last-i, "malformed \\N character escape")
				return false
			}
			if end == 3 {
				d.unicodeError(where, pos, pos+2, "malformed \\N character escape")
				return false
			}
			if _, ok := lookupName(s[i+3 : i+end]); !ok {
				d.unicodeError(where, pos, pos+end, "unknown Unicode character name")
				return false
			}
			pos += end + 1
			i += end + 1
			continue
		}
		if digits > 0 {
			n := 0
			for n < digits && i+2+n < len(s) && isHex(s[i+2+n]) {
				n++
			}
			if n < digits {
				form := map[int]string{2: "\\xXX", 4: "\\uXXXX", 8: "\\UXXXXXXXX"}[digits]
				d.unicodeError(where, pos, pos+1+n, "truncated "+form+" escape")
				return false
			}
			if v, ok := hex(s[i:], 2, digits); !ok || v > 0x10FFFF {
				d.unicodeError(where, pos, pos+1+n, "illegal Unicode character")
				return false
			}
			pos += 2 + digits
			i += 2 + digits
			continue
		}
		pos++
		i++
		if s[i] < 0x80 {
			pos++
			i++
		}
	}
	return true
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}

func (d *diagnosis) unicodeError(where *part, from, to int, reason string) {
	what := fmt.Sprintf("bytes in position %d-%d", from, to)
	if from == to {
		what = fmt.Sprintf("byte 0x5c in position %d", from)
	}
	d.raiseValue(where, "(unicode error) 'unicodeescape' codec can't decode %s: %s", what, reason)
}

// raiseValue reports a bad value: of a literal at it, of a piece of an f-string
// at the furthest token.
func (d *diagnosis) raiseValue(where *part, format string, args ...any) {
	if where == nil {
		d.raiseLast(format, args...)
		return
	}
	d.raiseAt(where, format, args...)
}

// formatString is an f-string or t-string.
func (d *diagnosis) formatString(middle, end token.Kind, word string) *part {
	m := d.mark
	d.mark++
	var texts []token.Token
	for {
		x := d.mark
		if d.k() == middle {
			texts = append(texts, d.toks[x])
			d.mark++
			continue
		}
		if !d.field(middle, word) {
			d.mark = x
			break
		}
	}
	if !d.eat(end) {
		d.mark = m
		return nil
	}
	for _, t := range texts {
		if !d.text(t) {
			return nil
		}
	}
	return d.at(ast.JoinedStrKind, m)
}

// text checks the escapes of a piece of text.
func (d *diagnosis) text(t token.Token) bool {
	if t.Flags&token.Escaped == 0 || t.Flags&token.Raw != 0 {
		return true
	}
	return d.escapes(d.p.src[t.Start:t.End], false, nil)
}

func (d *diagnosis) field(middle token.Kind, word string) bool {
	m := d.mark
	if d.eat(token.LBrace) && d.annotatedRHS() != nil {
		d.eat(token.Equal)
		letter := d.conversion(word)
		if !d.raised {
			d.try(func() bool { return d.eat(token.Colon) && d.specItems(middle, word) })
			if d.eat(token.RBrace) {
				d.checkConversion(letter, word)
				return !d.raised
			}
		}
	}
	d.mark = m
	d.error(func() { d.invalidField(middle, word) })
	return false
}

// conversion is "!" and a letter; the result is the letter's token, or -1.
func (d *diagnosis) conversion(word string) int {
	m := d.mark
	if !d.eat(token.Exclamation) || !d.eat(token.Name) {
		d.mark = m
		return -1
	}
	if d.toks[m].End != d.toks[m+1].Start {
		mark := "exclamation"
		if d.target < 14 {
			mark = "exclamanation" // CPython's spelling of the time
		}
		d.raiseRange(d.tokPart(m), d.tokPart(m+1), "%s: conversion type must come right after the %s mark", word, mark)
	}
	return m + 1
}

func (d *diagnosis) checkConversion(letter int, word string) {
	if letter < 0 {
		return
	}
	switch s := d.p.text(letter); s {
	case "s", "r", "a":
	default:
		d.raiseAt(d.tokPart(letter), "%s: invalid conversion character '%s': expected 's', 'r', or 'a'", word, s)
	}
}

func (d *diagnosis) specItems(middle token.Kind, word string) bool {
	for {
		x := d.mark
		if d.k() == middle {
			t := d.toks[x]
			d.mark++
			if !d.text(t) {
				return false
			}
			continue
		}
		if !d.field(middle, word) {
			d.mark = x
			return true
		}
	}
}

func (d *diagnosis) invalidField(middle token.Kind, word string) {
	m := d.mark
	if !d.eat(token.LBrace) {
		return
	}
	if d.is(token.Equal, token.Exclamation, token.Colon, token.RBrace) {
		d.raiseAt(d.tokPart(d.mark), "%s: valid expression required before '%s'", word, d.k())
		return
	}
	if !d.ahead(func() bool { return d.annotatedRHS() != nil }) {
		d.raiseNext("%s: expecting a valid expression after '{'", word)
		return
	}
	expr := func() { d.mark = m + 1; d.annotatedRHS() }
	expr()
	if !d.is(token.Equal, token.Exclamation, token.Colon, token.RBrace) {
		d.raiseNext("%s: expecting '=', or '!', or ':', or '}'", word)
		return
	}
	if d.eat(token.Equal) && !d.is(token.Exclamation, token.Colon, token.RBrace) {
		d.raiseNext("%s: expecting '!', or ':', or '}'", word)
		return
	}
	after := func() {
		expr()
		d.eat(token.Equal)
	}
	after()
	if d.eat(token.Exclamation) {
		if d.is(token.Colon, token.RBrace) {
			d.raiseNext("%s: missing conversion character", word)
			return
		}
		if d.k() != token.Name {
			d.raiseNext("%s: invalid conversion character", word)
			return
		}
	}
	after()
	d.try(func() bool { return d.eat(token.Exclamation) && d.eat(token.Name) })
	x := d.mark
	if !d.is(token.Colon, token.RBrace) {
		d.raiseNext("%s: expecting ':' or '}'", word)
		return
	}
	if d.eat(token.Colon) {
		d.specItems(middle, word)
		if d.k() != token.RBrace {
			d.raiseNext("%s: expecting '}', or format specs", word)
			return
		}
	}
	d.mark = x
	if d.k() != token.RBrace {
		d.raiseNext("%s: expecting '}'", word)
	}
}
