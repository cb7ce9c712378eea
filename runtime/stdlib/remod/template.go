package remod

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/pyrepr"
)

// template is a parsed replacement: literal text, then groups each followed by
// literal text.
type template struct {
	head  string
	parts []templatePart
}

type templatePart struct {
	group int
	tail  string
}

func (tm *template) write(b *strings.Builder, f *finder) {
	b.WriteString(tm.head)
	for _, p := range tm.parts {
		if i := f.spans[2*p.group]; i >= 0 {
			b.WriteString(f.s.text(i, f.spans[2*p.group+1]))
		}
		b.WriteString(p.tail)
	}
}

// indexError is an IndexError for a name no group has.
type indexError string

func (e indexError) Error() string { return string(e) }

// maxTemplates bounds the parsed replacements a pattern remembers.
const maxTemplates = 64

// replacement parses a replacement text, or finds it parsed already.
func (p *Pattern) replacement(t *Thread, repl Value) (*template, error) {
	raw, src := "", ""
	if s := object.AsStr(repl); s != nil {
		if !p.text {
			return nil, t.Raisef(object.TypeError, "sequence item 0: expected a bytes-like object, str found")
		}
		raw, src = s.S, s.S
	} else {
		b, err := t.BytesArg(repl)
		if err != nil {
			return nil, t.Raisef(object.TypeError, "decoding to str: need a bytes-like object, %s found", repl.Type().TpName())
		}
		if p.text {
			return nil, t.Raisef(object.TypeError, "sequence item 0: expected str instance, %s found", repl.Type().TpName())
		}
		raw, src = string(b), latin1(b)
	}
	if strings.IndexByte(raw, '\\') < 0 {
		return &template{head: raw}, nil
	}
	if tm := p.repl[raw]; tm != nil {
		return tm, nil
	}
	tm, err := parseTemplate(src, p)
	if err != nil {
		return nil, raise(t, err, repl)
	}
	if len(p.repl) >= maxTemplates {
		clear(p.repl)
	}
	if p.repl == nil {
		p.repl = map[string]*template{}
	}
	p.repl[raw] = tm
	return tm, nil
}

// latin1 shows bytes as characters.
func latin1(b []byte) string {
	out := make([]byte, 0, len(b))
	for _, c := range b {
		out = utf8.AppendRune(out, rune(c))
	}
	return string(out)
}

var templateEscapes = map[byte]string{'a': "\a", 'b': "\b", 'f': "\f", 'n': "\n", 'r': "\r", 't': "\t", 'v': "\v", '\\': "\\"}

func parseTemplate(src string, re *Pattern) (tm *template, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *patternError:
			err = r
		case indexError:
			err = r
		default:
			panic(r)
		}
	}()
	l := &lexer{src: src, text: re.text}
	l.advance()
	tm = &template{}
	var lit strings.Builder
	flush := func() {
		s := lit.String()
		lit.Reset()
		if !re.text { // back from characters to bytes
			b := make([]byte, 0, len(s))
			for _, r := range s {
				b = append(b, byte(r))
			}
			s = string(b)
		}
		if len(tm.parts) == 0 {
			tm.head = s
		} else {
			tm.parts[len(tm.parts)-1].tail = s
		}
	}
	group := func(g, offset int) {
		if g > re.groups {
			l.fail(offset, "invalid group reference %d", g)
		}
		flush()
		tm.parts = append(tm.parts, templatePart{group: g})
	}
	for {
		tok := l.get()
		if tok == "" {
			flush()
			return tm, nil
		}
		if tok[0] != '\\' {
			lit.WriteString(tok)
			continue
		}
		switch c := tok[1]; {
		case c == 'g':
			if !l.match("<") {
				l.fail(0, "missing <")
			}
			name := l.getUntil(">", "group name")
			if !isDecimal(name) {
				l.checkName(name, 1)
				g, ok := re.names[name]
				if !ok {
					panic(indexError("unknown group name " + pyrepr.Str(name)))
				}
				group(g, len(name)+1)
				continue
			}
			g, err := strconv.Atoi(name)
			if err != nil || g >= maxGroups {
				l.fail(len(name)+1, "invalid group reference %s", strings.TrimLeft(name, "0"))
			}
			group(g, len(name)+1)
		case c == '0':
			tok += l.getWhile(2, octDigits)
			v, _ := strconv.ParseUint(tok[1:], 8, 32)
			lit.WriteRune(rune(v & 0xff))
		case '1' <= c && c <= '9':
			octal := false
			if isDecimal(l.next) {
				tok += l.get()
				if isOct(tok[1:2]) && isOct(tok[2:3]) && isOct(l.next) {
					tok += l.get()
					octal = true
					v, _ := strconv.ParseUint(tok[1:], 8, 32)
					if v > 0o377 {
						l.fail(len(tok), "octal escape value %s outside of range 0-0o377", tok)
					}
					lit.WriteRune(rune(v))
				}
			}
			if !octal {
				g, _ := strconv.Atoi(tok[1:])
				group(g, len(tok)-1)
			}
		case templateEscapes[c] != "":
			lit.WriteString(templateEscapes[c])
		case isASCIILetter(c):
			l.fail(len(tok), "bad escape %s", tok)
		default:
			lit.WriteString(tok)
		}
	}
}
