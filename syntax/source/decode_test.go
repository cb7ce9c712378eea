package source_test

import (
	"testing"

	"github.com/asynctools/asynctools/syntax/source"
)

// Texts and messages are those of CPython 3.13 running the bytes as file f.
func TestDecode(t *testing.T) {
	for _, c := range []struct{ raw, text, err string }{
		{raw: "\xef\xbb\xbfx=1", text: "x=1"},
		{raw: "\xff", err: `Non-UTF-8 code starting with '\xff' in file f on line 1, but no encoding declared; see https://peps.python.org/pep-0263/ for details`},
		{raw: "x\ny='\xe9\xe9'\n", err: `Non-UTF-8 code starting with '\xe9' in file f on line 2, but no encoding declared; see https://peps.python.org/pep-0263/ for details`},
		{raw: "'\xed\xa0\x80'", err: `Non-UTF-8 code starting with '\xed' in file f on line 1, but no encoding declared; see https://peps.python.org/pep-0263/ for details`},
		{raw: "# coding: latin-1\nx='\xe9'", text: "# coding: latin-1\nx='é'"},
		{raw: "# coding: Latin_1\n\xe9", text: "# coding: Latin_1\né"},
		{raw: "# coding: L1\n\xe9", text: "# coding: L1\né"},
		{raw: "#\n# coding: latin-1\n\xe9", text: "#\n# coding: latin-1\né"},
		{raw: "\n# coding: latin-1\n\xe9", text: "\n# coding: latin-1\né"},
		{raw: "#!x\r# coding: latin-1\r\xe9", text: "#!x\r# coding: latin-1\ré"},
		{raw: "#!x\r\n# coding: latin-1\r\n\xe9", text: "#!x\r\n# coding: latin-1\r\né"},
		{raw: "# vim: set fileencoding=latin-1 :\n\xe9", text: "# vim: set fileencoding=latin-1 :\né"},
		{raw: "x=1\n# coding: latin-1\n\xe9", err: `Non-UTF-8 code starting with '\xe9' in file f on line 3, but no encoding declared; see https://peps.python.org/pep-0263/ for details`},
		{raw: "x; # coding: latin-1\n\xe9", err: `Non-UTF-8 code starting with '\xe9' in file f on line 2, but no encoding declared; see https://peps.python.org/pep-0263/ for details`},
		{raw: "# coding: utf8\n\xe9", err: "encoding problem: utf8"},
		{raw: "# coding: utf8\né", text: "# coding: utf8\né"},
		{raw: "# coding: utf-8-sig\n1", text: "# coding: utf-8-sig\n1"},
		{raw: "# -*- coding: foo -*-\n", err: "encoding problem: foo"},
		{raw: "\xef\xbb\xbf# coding: latin-1\n", err: "encoding problem: iso-8859-1 with BOM"},
		{raw: "\xef\xbb\xbf# coding: utf8\n", err: "encoding problem: utf8 with BOM"},
		{raw: "\xef\xbb\xbf# coding: utf-8\né", text: "# coding: utf-8\né"},
		{raw: "# coding: ascii\n\xe9", err: "encoding problem: ascii"},
		{raw: "# coding: cp1252\n\x81", err: "encoding problem: cp1252"},
		{raw: "# coding: cp1252\n\x80", text: "# coding: cp1252\n€"},
		{raw: "# coding: iso-8859-15\n\xa4", text: "# coding: iso-8859-15\n€"},
		{raw: "# coding: koi8-r\n\xc1", text: "# coding: koi8-r\nа"},
		{raw: "# coding: gbk\n\xc4\xe3", text: "# coding: gbk\n你"},
		{raw: "# coding: shift_jis\n\x82\xa0", text: "# coding: shift_jis\nあ"},
		{raw: "# coding: utf-16\nx", err: "encoding problem: utf-16"},
		{raw: "# coding: hex\n11", err: "encoding problem: hex"},
		{raw: "x\x00y", err: "source code cannot contain null bytes"},
	} {
		f, err := source.Decode("f", []byte(c.raw))
		switch {
		case err != nil:
			if got := err.Error(); got != "SyntaxError: "+c.err {
				t.Errorf("%q: %s, want %q", c.raw, got, c.err)
			}
		case c.err != "":
			t.Errorf("%q decodes, want %q", c.raw, c.err)
		case f.Text != c.text:
			t.Errorf("%q is %q, want %q", c.raw, f.Text, c.text)
		}
	}
}
