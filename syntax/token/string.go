package token

import (
	"strings"

	"github.com/asynctools/asynctools/syntax/source"
)

// word is what CPython calls the string in messages.
func (m *mode) word() string {
	if m.template {
		return "t-string"
	}
	return "f-string"
}

// prefixed scans a string whose prefix is start..quote; ok is false when the
// letters are no prefix.
func (l *Lexer) prefixed(start, quote int) (t Token, ok bool) {
	var b, u, r, f, tpl bool
	for _, c := range []byte(l.src[start:quote]) {
		switch c | 0x20 {
		case 'b':
			ok, b = !b, true
		case 'u':
			ok, u = !u, true
		case 'r':
			ok, r = !r, true
		case 'f':
			ok, f = !f, true
		case 't':
			ok, tpl = !tpl, true
		default:
			return t, false
		}
		if !ok {
			return t, false
		}
	}
	switch {
	case tpl && l.NoTemplates:
		return t, false
	case u && (b || r || f || tpl), b && (f || tpl), f && tpl:
		return t, false
	case f || tpl:
		return l.enterString(start, quote, r, tpl), true
	}
	return l.str(start, quote), true
}

// str scans a string literal without replacement fields.
func (l *Lexer) str(start, i int) Token {
	src := l.src
	q := src[i]
	l.sawEOL = false
	t := Token{Kind: String, Start: source.Pos(start)}
	if l.at(i+1) == q {
		if l.at(i+2) != q {
			l.pos = i + 2
			t.End = source.Pos(i + 2)
			return t
		}
		return l.tripleStr(t, i)
	}
	escapedQuote := false
	j := i + 1
	for j < len(src) {
		c := src[j]
		switch c {
		case q:
			l.pos = j + 1
			t.End = source.Pos(j + 1)
			return t
		case '\\':
			t.Flags |= Escaped
			j++
			if c := l.at(j); c == q {
				escapedQuote = true
			} else if c == '\r' && l.at(j+1) == '\n' {
				j++
			}
		case '\n', '\r':
			return l.unterminated(start, i, j, escapedQuote)
		}
		j++
	}
	return l.unterminated(start, i, len(src), escapedQuote)
}

func (l *Lexer) unterminated(start, quote, end int, escapedQuote bool) Token {
	if n := len(l.modes); n > 0 {
		if m := &l.modes[n-1]; m.quote == l.src[quote] && !m.triple {
			t := l.fail(start, quote+1, start+1, "%s: expecting '}'", m.word())
			l.leaveString()
			return t
		}
	}
	hint := ""
	if escapedQuote {
		hint = "; perhaps you escaped the end quote?"
	}
	return l.fail(start, end, start+1, "unterminated string literal (detected at line %d)%s", l.lastLine(end), hint)
}

// lastLine is the line in which CPython notices, at end, that a string goes
// on: the end of the text belongs to the line before a final newline.
func (l *Lexer) lastLine(end int) int {
	if end >= len(l.src) && end > 0 && (l.src[end-1] == '\n' || l.src[end-1] == '\r') {
		end--
	}
	return l.line(end)
}

// tripleStr scans a string with three quotes, of which the first is at i. It
// leaps from quote to quote: most such strings are documentation, with few
// quotes and no backslash.
func (l *Lexer) tripleStr(t Token, i int) Token {
	src := l.src
	q := src[i]
	t.Flags |= Triple
	for j := i + 3; ; {
		n := strings.IndexByte(src[j:], q)
		if n < 0 {
			break
		}
		text := src[j : j+n]
		if k := strings.IndexByte(text, '\\'); k >= 0 {
			t.Flags |= Escaped
			j += k + 2 // past what the backslash escapes
			if j > len(src) {
				break
			}
			continue
		}
		if t.Flags&Escaped == 0 && strings.IndexByte(text, '\r') >= 0 {
			t.Flags |= Escaped
		}
		j += n
		if l.at(j+1) == q && l.at(j+2) == q {
			l.pos = j + 3
			t.End = source.Pos(j + 3)
			return t
		}
		j++
	}
	if n := len(l.modes); n > 0 {
		if m := &l.modes[n-1]; m.quote == q && m.triple {
			tok := l.fail(int(t.Start), i+3, int(t.Start)+1, "%s: expecting '}'", m.word())
			l.leaveString()
			return tok
		}
	}
	return l.fail(int(t.Start), len(src), int(t.Start)+1, "unterminated triple-quoted string literal (detected at line %d)", l.lastLine(len(src)))
}

// enterString starts an f-string or t-string.
func (l *Lexer) enterString(start, quote int, raw, template bool) Token {
	q := l.src[quote]
	m := mode{start: start, quotePos: quote, quote: q, raw: raw, template: template, inText: true, exprDepth: -1}
	end := quote + 1
	if l.at(end) == q && l.at(end+1) == q {
		m.triple = true
		end += 2
	}
	if len(l.modes)+1 >= maxStrings {
		return l.fail(start, end, end, "too many nested f-strings")
	}
	l.modes = append(l.modes, m)
	l.pos = end
	l.sawEOL = false
	t := l.token(FStringStart, start, end)
	if template {
		t.Kind = TStringStart
	}
	if m.triple {
		t.Flags |= Triple
	}
	if raw {
		t.Flags |= Raw
	}
	return t
}

// leaveString drops the innermost f-string and the brackets opened in it.
func (l *Lexer) leaveString() {
	m := &l.modes[len(l.modes)-1]
	l.level = max(0, l.level-m.depth)
	l.modes = l.modes[:len(l.modes)-1]
}

// stringText returns the next token of an f-string that is not inside a
// replacement field: text, the end, or the "{" of a field.
func (l *Lexer) stringText() Token {
	m := &l.modes[len(l.modes)-1]
	src, start := l.src, l.pos
	kind, endKind := FStringMiddle, FStringEnd
	if m.template {
		kind, endKind = TStringMiddle, TStringEnd
	}
	size := 1
	if m.triple {
		size = 3
	}
	// A quote ends the string even inside a format specification.
	if l.quotesAt(start, m) {
		t := l.token(endKind, start, start+size)
		// When it ends inside a replacement field the brackets of the field
		// stay open, as in CPython: the parser reports the field.
		l.modes = l.modes[:len(l.modes)-1]
		l.pos = start + size
		return t
	}
	t := l.token(kind, start, start)
	if m.inSpec {
		t.Flags |= FormatSpec
	}
	if m.raw {
		t.Flags |= Raw
	}
	if l.at(start) == '{' && (l.at(start+1) != '{' || m.inSpec) {
		return l.openField(m, start)
	}
	named := false // inside \N{...}
	i := start
	for i < len(src) {
		c := src[i]
		switch c {
		case m.quote:
			if l.quotesAt(i, m) {
				l.pos = i
				t.End = source.Pos(i)
				return t
			}
		case '\n', '\r':
			if c == '\r' {
				t.Flags |= Escaped
			}
			if !m.triple {
				if m.inSpec {
					// The specification ends with the line, and the
					// field goes on.
					m.inText, m.inSpec = false, false
					l.pos = i
					t.End = source.Pos(i)
					return t
				}
				return l.unterminatedText(m, i)
			}
		case '{':
			if l.at(i+1) == '{' && !m.inSpec {
				l.pos = i + 2
				t.End = source.Pos(i + 1)
				return t
			}
			l.pos = i
			t.End = source.Pos(i)
			return t
		case '}':
			if named {
				named = false
				break
			}
			if l.at(i+1) == '}' && !m.inSpec && m.depth == 0 {
				l.pos = i + 2
				t.End = source.Pos(i + 1)
				return t
			}
			m.inText = false
			l.pos = i
			t.End = source.Pos(i)
			return t // even if empty: CPython's parser looks for it
		case '\\':
			t.Flags |= Escaped
			switch next := l.at(i + 1); {
			case next == '{' || next == '}':
				// Only the backslash is text; the brace keeps its meaning.
				// The parser decodes the text and warns of the escape.
			case m.raw || next != 'N':
				i++
				if next == '\r' && l.at(i+1) == '\n' {
					i++
				}
			case l.at(i+2) == '{':
				named = true
				i += 2
			default:
				i++
			}
		}
		i++
	}
	return l.unterminatedText(m, len(src))
}

// quotesAt reports whether the quotes that end m are at i.
func (l *Lexer) quotesAt(i int, m *mode) bool {
	if l.at(i) != m.quote || i >= len(l.src) {
		return false
	}
	return !m.triple || l.at(i+1) == m.quote && l.at(i+2) == m.quote
}

func (l *Lexer) unterminatedText(m *mode, end int) Token {
	kind := ""
	if m.triple {
		kind = "triple-quoted "
	}
	t := l.fail(l.pos, end, m.start+1, "unterminated %s%s literal (detected at line %d)", kind, m.word(), l.lastLine(end))
	l.leaveString()
	return t
}

// openField returns the "{" that starts a replacement field.
func (l *Lexer) openField(m *mode, i int) Token {
	m.exprDepth++
	if m.exprDepth >= maxNesting {
		m.exprDepth--
		t := l.fail(i, l.lineEnd(i), i, "%s: expressions nested too deeply", m.word())
		l.leaveString()
		return t
	}
	m.inText, m.sawEqual = false, false
	return l.operator(i, '{')
}

// fieldPunctuation treats the characters that mean something else at the top
// level of a replacement field.
func (l *Lexer) fieldPunctuation(i int, c byte) (t Token, ok bool) {
	m := &l.modes[len(l.modes)-1]
	if m.exprDepth < 0 {
		return t, false
	}
	switch c {
	case ':':
		if m.depth-1 == m.exprDepth {
			m.inText, m.inSpec = true, true
			l.pos = i + 1
			return l.token(Colon, i, i+1), true
		}
	case '=':
		m.sawEqual = true
	}
	return t, false
}
