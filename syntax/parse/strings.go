package parse

import (
	"strings"
	"unicode/utf8"

	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
	"github.com/asynctools/asynctools/syntax/token"
)

// numberValue is the value of a Number token.
func (p *parser) numberValue(t token.Token) ast.Value {
	s := p.src[t.Start:t.End]
	if t.Flags&token.Escaped != 0 {
		s = strings.ReplaceAll(s, "_", "")
	}
	if s[len(s)-1]|0x20 == 'j' {
		return ast.Value{Type: ast.ComplexConst, Text: s[:len(s)-1]}
	}
	kind := ast.IntConst
	if len(s) > 1 && (s[0] != '0' || s[1]|0x20 != 'x') {
		for i := 0; i < len(s); i++ {
			if c := s[i]; c == '.' || c == 'e' || c == 'E' {
				kind = ast.FloatConst
				break
			}
		}
	}
	return ast.Value{Type: kind, Text: s}
}

// strings parses adjacent string literals of any kind, which are one value.
func (p *parser) strings() ast.Expr {
	start := p.start()
	if p.k == token.String {
		switch p.toks[p.i+1].Kind {
		case token.String, token.FStringStart, token.TStringStart:
		default:
			return p.plainString()
		}
	}
	// Parts are pushed on the scratch stack: constants, formatted values and
	// interpolations.
	h := len(p.exprs)
	var bytes, text, format, template bool
	for {
		switch p.k {
		case token.String:
			t := p.toks[p.i]
			p.next()
			n := p.constant.new()
			n.Base = p.base(t.Start, t.End)
			n.Value = p.stringValue(t)
			if n.Value.Type == ast.BytesConst {
				bytes = true
			} else {
				text = true
			}
			p.exprs = append(p.exprs, n)
			continue
		case token.FStringStart:
			format = true
			p.formatString(token.FStringMiddle, token.FStringEnd)
			continue
		case token.TStringStart:
			template = true
			p.formatString(token.TStringMiddle, token.TStringEnd)
			continue
		}
		break
	}
	if bytes && (text || format || template) || template && (text || format) {
		p.exprs = p.exprs[:h]
		return p.bad()
	}
	p.foldConstants(h, format || template)
	switch {
	case template:
		return &ast.TemplateStr{Values: p.takeExprs(h), Base: p.base(start, p.end())}
	case format:
		n := p.joined.new()
		n.Values = p.takeExprs(h)
		n.Base = p.base(start, p.end())
		return n
	case len(p.exprs) == h: // failed
		return p.bad()
	}
	e := p.exprs[h]
	p.exprs = p.exprs[:h]
	return e
}

// plainString is one String token.
func (p *parser) plainString() ast.Expr {
	t := p.toks[p.i]
	p.next()
	n := p.constant.new()
	n.Base = p.base(t.Start, t.End)
	n.Value = p.stringValue(t)
	return n
}

// foldConstants joins runs of constants above h on the scratch stack into
// one; beside formatted values the empty ones vanish.
func (p *parser) foldConstants(h int, dropEmpty bool) {
	out := h
	parts := p.exprs
	for i := h; i < len(parts); {
		first, ok := parts[i].(*ast.Constant)
		if !ok {
			parts[out] = parts[i]
			out++
			i++
			continue
		}
		if dropEmpty && first.Value.Text == "" {
			i++
			continue
		}
		last := first
		buf := p.buf[:0]
		j := i + 1
		for ; j < len(parts); j++ {
			c, ok := parts[j].(*ast.Constant)
			if !ok {
				break
			}
			if dropEmpty && c.Value.Text == "" {
				continue
			}
			if last == first {
				buf = append(buf, first.Value.Text...)
			}
			last = c
			buf = append(buf, c.Value.Text...)
		}
		if last != first {
			first.Value.Text = string(buf)
			first.Stop = last.Stop
		}
		p.buf = buf
		parts[out] = first
		out++
		i = j
	}
	p.exprs = parts[:out]
}

// formatString pushes the parts of an f-string or t-string.
func (p *parser) formatString(middle, end token.Kind) {
	p.next()
	for !p.failed {
		switch p.k {
		case middle:
			p.pushText(false)
		case token.LBrace:
			p.field(middle, middle == token.TStringMiddle)
		default:
			p.expect(end)
			return
		}
	}
}

// pushText pushes the value of a text token.
func (p *parser) pushText(spec bool) {
	t := p.toks[p.i]
	p.next()
	if t.Start == t.End {
		return
	}
	n := p.constant.new()
	n.Base = p.base(t.Start, t.End)
	// A doubled brace ends its token after the first: the second is
	// passed over but belongs to the constant's span.
	if s := p.src; t.End > t.Start && int(t.End) < len(s) && (s[t.End-1] == '{' || s[t.End-1] == '}') && s[t.End] == s[t.End-1] && p.toks[p.i].Start > t.End {
		n.Stop++
	}
	raw := t.Flags&token.Raw != 0 && (!spec || p.opt.TargetMinor >= 14)
	n.Value = ast.Value{Type: ast.StrConst, Text: p.decode(p.src[t.Start:t.End], t, raw, false)}
	p.exprs = append(p.exprs, n)
}

// field pushes a replacement field, "{expr=!r:spec}", as an interpolation or a
// formatted value.
func (p *parser) field(middle token.Kind, interpolation bool) {
	start := p.start()
	p.next()
	textStart := p.end()
	value := p.yieldOrExpressions()
	exprEnd := p.end()
	debug := p.accept(token.Equal)
	textEnd := p.start() // of "!", ":" or "}"
	conversion := -1
	debugEnd := p.start()
	if p.k == token.Exclamation {
		p.next()
		t := p.toks[p.i]
		if p.k != token.Name || t.Start != p.end() {
			p.fail()
			return
		}
		switch s := p.text(p.i); s {
		case "s", "r", "a":
			conversion = int(s[0])
		default:
			p.fail()
			return
		}
		p.next()
	}
	var spec ast.Expr
	if p.k == token.Colon {
		spec = p.formatSpec(middle)
	}
	p.expect(token.RBrace)
	if p.failed {
		return
	}
	if debug {
		if text := debugText(p.src[textStart:textEnd]); text != "" {
			n := p.constant.new()
			n.Base = p.base(textStart, debugEnd)
			n.Value = ast.Value{Type: ast.StrConst, Text: text}
			p.exprs = append(p.exprs, n)
		}
		if conversion < 0 && spec == nil {
			conversion = 'r'
		}
	}
	if interpolation {
		n := &ast.Interpolation{Value: value, Conversion: conversion, FormatSpec: spec}
		n.Str = strings.TrimRight(p.src[textStart:exprEnd], " \t\n\r\f")
		n.Base = p.base(start, p.end())
		p.exprs = append(p.exprs, n)
		return
	}
	n := p.formatted.new()
	n.Value, n.Conversion, n.FormatSpec = value, conversion, spec
	n.Base = p.base(start, p.end())
	p.exprs = append(p.exprs, n)
}

// formatSpec parses ":" and the specification after it, itself an f-string.
func (p *parser) formatSpec(middle token.Kind) ast.Expr {
	start := p.start()
	p.next()
	h := len(p.exprs)
	for !p.failed {
		switch p.k {
		case middle:
			p.pushText(true)
			continue
		case token.LBrace:
			p.field(middle, false) // formatted, even in a t-string
			continue
		}
		break
	}
	p.foldConstants(h, true)
	n := p.joined.new()
	n.Values = p.takeExprs(h)
	n.Base = p.base(start, p.end())
	return n
}

// debugText is the source of "{expr=" as shown, its comments taken out.
func debugText(s string) string {
	if !strings.ContainsAny(s, "#\r") {
		return s
	}
	var b strings.Builder
	var quote string // of the string that s is in
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\r':
			if i+1 < len(s) && s[i+1] == '\n' {
				continue
			}
			c = '\n'
		case quote != "":
			if strings.HasPrefix(s[i:], quote) {
				b.WriteString(quote)
				i += len(quote) - 1
				quote = ""
				continue
			}
			if c == '\\' && i+1 < len(s) {
				b.WriteByte(c)
				i++
				c = s[i]
			}
		case c == '"' || c == '\'':
			quote = s[i : i+1]
			if strings.HasPrefix(s[i:], strings.Repeat(quote, 3)) {
				quote = s[i : i+3]
			}
			b.WriteString(quote)
			i += len(quote) - 1
			continue
		case c == '#':
			for i < len(s) && s[i] != '\n' && s[i] != '\r' {
				i++
			}
			i--
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// stringValue is the value of a String token.
func (p *parser) stringValue(t token.Token) ast.Value {
	s := p.src[t.Start:t.End]
	v := ast.Value{Type: ast.StrConst}
	raw := false
	i := 0
	for ; s[i] != '"' && s[i] != '\''; i++ {
		switch s[i] | 0x20 {
		case 'r':
			raw = true
		case 'b':
			v.Type = ast.BytesConst
		case 'u':
			v.U = s[i] == 'u'
		}
	}
	quote := 1
	if t.Flags&token.Triple != 0 {
		quote = 3
	}
	body := s[i+quote : len(s)-quote]
	if v.Type == ast.BytesConst && !isASCII(body) {
		p.fail()
		return v
	}
	t.Start += source.Pos(i + quote)
	v.Text = p.decode(body, t, raw, v.Type == ast.BytesConst)
	return v
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// decode is the value of the text s of a string, which starts at t.Start.
func (p *parser) decode(s string, t token.Token, raw, bytes bool) string {
	if t.Flags&token.Escaped == 0 {
		return s
	}
	if raw {
		if strings.IndexByte(s, '\r') < 0 {
			return s
		}
		return newlines(s)
	}
	buf := p.buf[:0]
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '\r':
			buf = append(buf, '\n')
			i++
			if i < len(s) && s[i] == '\n' {
				i++
			}
		case c != '\\':
			buf = append(buf, c)
			i++
		default:
			var n int
			var ok bool
			buf, n, ok = p.escape(buf, s[i:], bytes, t.Start+source.Pos(i))
			if !ok {
				p.fail()
				return ""
			}
			i += n
		}
	}
	p.buf = buf
	return string(buf)
}

// newlines turns carriage returns into the line ends they stand for.
func newlines(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// escape appends the value of the escape sequence that s starts with and
// returns its length.
func (p *parser) escape(buf []byte, s string, bytes bool, pos source.Pos) ([]byte, int, bool) {
	if len(s) < 2 {
		return append(buf, '\\'), 1, true // before a brace of an f-string
	}
	switch c := s[1]; c {
	case '\n':
		return buf, 2, true
	case '\r':
		if len(s) > 2 && s[2] == '\n' {
			return buf, 3, true
		}
		return buf, 2, true
	case '\\', '\'', '"':
		return append(buf, c), 2, true
	case 'a':
		return append(buf, '\a'), 2, true
	case 'b':
		return append(buf, '\b'), 2, true
	case 'f':
		return append(buf, '\f'), 2, true
	case 'n':
		return append(buf, '\n'), 2, true
	case 'r':
		return append(buf, '\r'), 2, true
	case 't':
		return append(buf, '\t'), 2, true
	case 'v':
		return append(buf, '\v'), 2, true
	case '0', '1', '2', '3', '4', '5', '6', '7':
		n, v := 1, rune(0)
		for n < 4 && n < len(s) && s[n] >= '0' && s[n] <= '7' {
			v = v<<3 | rune(s[n]-'0')
			n++
		}
		if v > 0o377 {
			p.warn(pos, pos+source.Pos(n), "invalid octal escape sequence '"+s[:n]+"'")
		}
		if bytes {
			return append(buf, byte(v)), n, true
		}
		return utf8.AppendRune(buf, v), n, true
	case 'x':
		v, ok := hex(s, 2, 2)
		if !ok {
			return buf, 0, false
		}
		if bytes {
			return append(buf, byte(v)), 4, true
		}
		return utf8.AppendRune(buf, v), 4, true
	case 'u', 'U':
		if bytes {
			break
		}
		n := 4
		if c == 'U' {
			n = 8
		}
		v, ok := hex(s, 2, n)
		if !ok || v > utf8.MaxRune {
			return buf, 0, false
		}
		return appendRune(buf, v), 2 + n, true
	case 'N':
		if bytes {
			break
		}
		end := strings.IndexByte(s, '}')
		if len(s) < 3 || s[2] != '{' || end < 0 {
			return buf, 0, false
		}
		r, ok := lookupName(s[3:end])
		if !ok {
			return buf, 0, false
		}
		return append(buf, r...), end + 1, true
	}
	_, size := utf8.DecodeRuneInString(s[1:])
	p.warn(pos, pos+1+source.Pos(size), "invalid escape sequence '"+s[:1+size]+"'")
	return append(buf, '\\'), 1, true
}

// warn records what CPython reports as a SyntaxWarning.
func (p *parser) warn(start, end source.Pos, msg string) {
	if p.spec == 0 {
		p.file.Warnings = append(p.file.Warnings, ast.Error{Msg: msg, Span: source.Span{Start: start, End: end}})
	}
}

func hex(s string, at, n int) (v rune, ok bool) {
	if len(s) < at+n {
		return 0, false
	}
	var w uint32
	for _, c := range []byte(s[at : at+n]) {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		w = w<<4 | uint32(c)
	}
	if w > utf8.MaxRune {
		w = utf8.MaxRune + 1
	}
	return rune(w), true
}

// appendRune is utf8.AppendRune that keeps lone surrogates (WTF-8).
func appendRune(b []byte, r rune) []byte {
	if r >= 0xD800 && r <= 0xDFFF {
		return append(b, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0x3F, 0x80|byte(r)&0x3F)
	}
	return utf8.AppendRune(b, r)
}
