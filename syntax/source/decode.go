package source

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

// DecodeError says why the bytes of a file are no text, in CPython's words.
type DecodeError struct {
	Class ErrorClass
	Msg   string
	Line  int // one-based; 0 when it has none
}

func (e *DecodeError) Error() string { return e.Class.String() + ": " + e.Msg }

const bom = "\xef\xbb\xbf"

// Decode turns the bytes of a Python file into text, by its byte order mark,
// its PEP 263 declaration, or as UTF-8. Messages are those of running the file.
func Decode(name string, raw []byte) (*File, error) {
	return decode(name, raw, func(raw []byte) string { return string(raw) })
}

// Take is Decode for bytes that nobody else has: they become the text, without
// a copy where they are UTF-8, and must not change any more.
func Take(name string, raw []byte) (*File, error) {
	return decode(name, raw, func(raw []byte) string { return unsafe.String(unsafe.SliceData(raw), len(raw)) })
}

func decode(name string, raw []byte, asText func([]byte) string) (*File, error) {
	marked := bytes.HasPrefix(raw, []byte(bom))
	if marked {
		raw = raw[len(bom):]
	}
	declared, line := declaration(raw)
	enc := normalizeEncoding(declared)
	if marked && declared != "" && enc != "utf-8" {
		shown := declared
		if enc == "iso-8859-1" {
			shown = enc
		}
		return nil, &DecodeError{Msg: fmt.Sprintf("encoding problem: %s with BOM", shown), Line: line}
	}
	text, ok := "", true
	switch enc {
	case "", "utf-8":
		if text = asText(raw); !utf8.ValidString(text) {
			return nil, invalidUTF8(name, text, declared != "" || marked)
		}
	case "iso-8859-1":
		text = latin1(raw)
	default:
		text, ok = decodeAs(enc, raw)
	}
	if !ok {
		return nil, &DecodeError{Msg: "encoding problem: " + declared, Line: line}
	}
	if i := strings.IndexByte(text, 0); i >= 0 {
		return nil, &DecodeError{Msg: "source code cannot contain null bytes", Line: 1 + strings.Count(text[:i], "\n")}
	}
	return NewFile(name, text), nil
}

// decodeAs decodes bytes by an encoding other than UTF-8; ok is false when it
// is unknown, is none of text, or the bytes are none of its.
func decodeAs(enc string, raw []byte) (text string, ok bool) {
	switch enc {
	case "utf8", "u8", "utf", "cp65001":
		return string(raw), utf8.Valid(raw)
	case "ascii", "us-ascii", "646", "ansi-x3.4-1968":
		for _, c := range raw {
			if c >= utf8.RuneSelf {
				return "", false
			}
		}
		return string(raw), true
	case "latin1", "iso8859-1", "l1", "8859", "latin", "cp819":
		return latin1(raw), true
	}
	c := codec(enc)
	if c == nil || strings.HasPrefix(enc, "utf-16") {
		return "", false
	}
	out, err := c.NewDecoder().Bytes(raw)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
		return "", false
	}
	if strings.HasPrefix(enc, "cp125") {
		// What Windows leaves undefined the web's tables, x/text's source,
		// map to control characters.
		for _, r := range string(out) {
			if r >= 0x80 && r < 0xA0 {
				return "", false
			}
		}
	}
	return string(out), true
}

func latin1(raw []byte) string {
	var b strings.Builder
	b.Grow(len(raw) + len(raw)/8)
	for _, c := range raw {
		b.WriteRune(rune(c))
	}
	return b.String()
}

// declaration finds the encoding that one of the first two lines declares in
// a comment, as PEP 263 has it: the second counts only if the first is blank
// or a comment.
func declaration(raw []byte) (name string, line int) {
	for n := 1; n <= 2; n++ {
		text := raw
		if i := bytes.IndexAny(raw, "\r\n"); i >= 0 {
			text = raw[:i]
			crlf := bytes.HasPrefix(raw[i:], []byte("\r\n"))
			raw = raw[i+1:]
			if crlf {
				raw = raw[1:]
			}
		} else {
			raw = nil
		}
		comment := bytes.TrimLeft(text, " \t\f")
		if len(comment) > 0 && comment[0] != '#' {
			return "", 0
		}
		if name := codingName(comment); name != "" {
			return name, n
		}
	}
	return "", 0
}

// codingName finds "coding[:=]\s*([-\w.]+)".
func codingName(s []byte) string {
	for {
		i := bytes.Index(s, []byte("coding"))
		if i < 0 {
			return ""
		}
		s = s[i+len("coding"):]
		if len(s) == 0 || s[0] != ':' && s[0] != '=' {
			continue
		}
		rest := bytes.TrimLeft(s[1:], " \t")
		n := 0
		for n < len(rest) && (rest[n] == '-' || rest[n] == '_' || rest[n] == '.' ||
			rest[n] >= '0' && rest[n] <= '9' || rest[n]|0x20 >= 'a' && rest[n]|0x20 <= 'z') {
			n++
		}
		if n > 0 {
			return string(rest[:n])
		}
	}
}

// normalizeEncoding is the canonical name of the two encodings whose spellings
// CPython's tokenizer knows by heart, else the name in lower case.
func normalizeEncoding(name string) string {
	s := strings.ReplaceAll(strings.ToLower(name), "_", "-")
	if s == "utf-8" || strings.HasPrefix(s, "utf-8-") {
		return "utf-8"
	}
	for _, l := range []string{"latin-1", "iso-8859-1", "iso-latin-1"} {
		if s == l || strings.HasPrefix(s, l+"-") {
			return "iso-8859-1"
		}
	}
	return s
}

var charmaps = map[string]encoding.Encoding{
	"cp437": charmap.CodePage437, "cp850": charmap.CodePage850, "cp852": charmap.CodePage852,
	"cp855": charmap.CodePage855, "cp858": charmap.CodePage858, "cp860": charmap.CodePage860,
	"cp862": charmap.CodePage862, "cp863": charmap.CodePage863, "cp865": charmap.CodePage865,
	"cp866": charmap.CodePage866, "cp1250": charmap.Windows1250, "cp1251": charmap.Windows1251,
	"cp1252": charmap.Windows1252, "cp1253": charmap.Windows1253, "cp1254": charmap.Windows1254,
	"cp1255": charmap.Windows1255, "cp1256": charmap.Windows1256, "cp1257": charmap.Windows1257,
	"cp1258": charmap.Windows1258, "mac-roman": charmap.Macintosh, "koi8-r": charmap.KOI8R,
	"koi8-u": charmap.KOI8U,
}

// codec finds an encoding by one of Python's names for it.
func codec(name string) encoding.Encoding {
	if c := charmaps[name]; c != nil {
		return c
	}
	for _, prefix := range []string{"iso-8859-", "iso8859-", "latin-", "windows-"} {
		if n, ok := strings.CutPrefix(name, prefix); ok {
			switch prefix {
			case "windows-":
				name = "windows-" + n
			case "latin-":
				if n == "9" {
					name = "iso-8859-15"
				}
			default:
				name = "iso-8859-" + n
			}
		}
	}
	c, err := htmlindex.Get(name)
	if err != nil {
		c, err = htmlindex.Get(strings.ReplaceAll(name, "-", "_"))
	}
	if err != nil {
		return nil
	}
	return c
}

// invalidUTF8 is CPython's complaint about a file that is not UTF-8 and
// declares nothing, or UTF-8.
func invalidUTF8(name, text string, declared bool) error {
	i := 0
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		i += size
	}
	line := 1 + strings.Count(text[:i], "\n")
	msg := fmt.Sprintf("Non-UTF-8 code starting with '\\x%02x' in file %s on line %d, but no encoding declared; see https://peps.python.org/pep-0263/ for details", text[i], name, line)
	if declared {
		msg = fmt.Sprintf("(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %d: %s", text[i], i, utf8Reason(text[i:]))
	}
	return &DecodeError{Msg: msg, Line: line}
}

// utf8Reason is why a sequence that is invalid is so.
func utf8Reason(s string) string {
	c := s[0]
	if c < 0xC2 || c > 0xF4 {
		return "invalid start byte"
	}
	need := 1
	switch {
	case c >= 0xF0:
		need = 3
	case c >= 0xE0:
		need = 2
	}
	for i := 1; i <= need; i++ {
		if i >= len(s) {
			return "unexpected end of data"
		}
		if s[i]&0xC0 != 0x80 {
			break
		}
	}
	return "invalid continuation byte"
}
