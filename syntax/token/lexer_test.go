package token_test

import (
	"strings"
	"testing"

	"github.com/asynctools/asynctools/syntax/source"
	"github.com/asynctools/asynctools/syntax/token"
)

func tokens(text string) (list []token.Token, l *token.Lexer) {
	l = token.NewLexer(text)
	for {
		t := l.Next()
		list = append(list, t)
		if t.Kind == token.EndMarker {
			return list, l
		}
	}
}

func show(text string) string {
	list, l := tokens(text)
	var b strings.Builder
	for i, t := range list {
		if i > 0 {
			b.WriteByte(' ')
		}
		switch t.Kind {
		case token.Name, token.Number, token.String, token.FStringMiddle, token.FStringStart, token.TStringStart, token.TStringMiddle, token.Error:
			b.WriteString("<" + text[t.Start:t.End] + ">")
		case token.Newline:
			b.WriteString("NL")
		default:
			b.WriteString(t.Kind.String())
		}
	}
	for _, e := range l.Errors {
		b.WriteString(" !" + e.Msg)
	}
	return b.String()
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "end of file"},
		{"x = 1", "<x> = <1> NL end of file"},
		{"# c\n\n  # d\nx # e\n", "<x> NL end of file"},
		{"if x:\n  y\n\n    # c\nz", "if <x> : NL indent <y> NL dedent <z> NL end of file"},
		{"a <<= b ** c // d -> e != f := ...", "<a> <<= <b> ** <c> // <d> -> <e> != <f> := ... NL end of file"},
		{"(\n a,\n b)\n", "( <a> , <b> ) NL end of file"},
		{"a \\\n  b\r\nc\rd", "<a> <b> NL <c> NL <d> NL end of file"},
		{"0x_1F 0b1 1_0.5e-3j .5 1.", "<0x_1F> <0b1> <1_0.5e-3j> <.5> <1.> NL end of file"},
		{"rb'a' U\"b\" bu'c' '''d\ne'''", "<rb'a'> <U\"b\"> <bu> <'c'> <'''d\ne'''> NL end of file"},
		{"f'a{b!r:>{c}}d{{'", "<f'> <a> { <b> ! <r> : <>> { <c> } <> } <d{> f-string end NL end of file"},
		{"t'{x}'", "<t'> { <x> } t-string end NL end of file"},
		{"f'{f'{x}'}'", "<f'> { <f'> { <x> } f-string end } f-string end NL end of file"},
		{"x = 'abc\ny", "<x> = <'abc> NL <y> NL end of file !unterminated string literal (detected at line 1)"},
		{"1__0", "<1_> <_0> NL end of file !invalid decimal literal"},
		{"(]", "( <]> NL end of file !closing parenthesis ']' does not match opening parenthesis '('"},
		{"é ª", "<é> <ª> NL end of file"},
		{"a\u20acb", "<a\u20acb> NL end of file !invalid character '\u20ac' (U+20AC)"},
	} {
		if got := show(c.text); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func FuzzLex(f *testing.F) {
	for _, s := range []string{"x = 1\n", "if x:\n\ty\n", "f'{a!r:{b}}' '''c", "(\n]", "0x 1e 'a\\\n", "\\\n\f\r\x00é\u20ac"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		one, l := tokens(text)
		// All has a short cut; it must not show.
		m := token.NewLexer(text)
		all := m.All(nil)
		if len(one) != len(all) {
			t.Fatalf("Next gives %d tokens, All %d", len(one), len(all))
		}
		prev := source.Pos(0)
		for i, k := range one {
			if k != all[i] {
				t.Fatalf("token %d: Next %+v, All %+v", i, k, all[i])
			}
			if k.Start < prev || k.End < k.Start || int(k.End) > len(text) {
				t.Fatalf("token %d %+v in a text of %d bytes after %d", i, k, len(text), prev)
			}
			prev = k.Start
		}
		for _, e := range l.Errors {
			if e.Span.Start < 0 || e.Span.End < e.Span.Start || int(e.Span.End) > len(text) {
				t.Fatalf("error %+v in a text of %d bytes", e, len(text))
			}
		}
	})
}
