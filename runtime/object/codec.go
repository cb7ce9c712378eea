package object

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Codec is one of the encodings that need no Python code.
type Codec struct {
	Name  string // as CPython's errors call it
	Canon string // as codecs.lookup calls it

	// encode appends a character, or reports that the encoding has none.
	encode func(dst []byte, r rune) ([]byte, bool)
	reason string // why it has none
	// decode reads the character at the start of b, which is not empty. On
	// malformed input n is its length and bad says why; n is 0 when b ends
	// amid a character.
	decode func(b []byte) (r rune, n int, bad string)
	more   string // why an incomplete character at the end is an error
	mark   []byte // the byte order mark that encoding starts with
	ascii  bool   // ASCII text is itself
}

func byteCodec(name, canon string, limit rune, reason string) *Codec {
	return &Codec{
		Name: name, Canon: canon, ascii: true, reason: reason,
		encode: func(dst []byte, r rune) ([]byte, bool) { return append(dst, byte(r)), r < limit },
		decode: func(b []byte) (rune, int, string) {
			if rune(b[0]) >= limit {
				return 0, 1, reason
			}
			return rune(b[0]), 1, ""
		},
	}
}

func isSurrogate(r rune) bool { return r >= 0xD800 && r <= 0xDFFF }

var utf8Codec = &Codec{
	Name: "utf-8", Canon: "utf-8", ascii: true, reason: "surrogates not allowed", more: "unexpected end of data",
	encode: func(dst []byte, r rune) ([]byte, bool) {
		if isSurrogate(r) {
			return dst, false
		}
		return utf8.AppendRune(dst, r), true
	},
	decode: func(b []byte) (rune, int, string) {
		r, w := utf8.DecodeRune(b)
		if r != utf8.RuneError || w > 1 {
			return r, w, ""
		}
		n, why := badUTF8(b)
		if why == "unexpected end of data" {
			return 0, 0, ""
		}
		return 0, n, why
	},
}

func utf16Codec(name string, order binary.ByteOrder) *Codec {
	put := order.(binary.AppendByteOrder)
	return &Codec{
		Name: name, Canon: name, reason: "surrogates not allowed", more: "truncated data",
		encode: func(dst []byte, r rune) ([]byte, bool) {
			switch {
			case isSurrogate(r):
				return dst, false
			case r >= 0x10000:
				r -= 0x10000
				return put.AppendUint16(put.AppendUint16(dst, uint16(0xD800+r>>10)), uint16(0xDC00+r&0x3FF)), true
			}
			return put.AppendUint16(dst, uint16(r)), true
		},
		decode: func(b []byte) (rune, int, string) {
			if len(b) < 2 {
				return 0, 0, ""
			}
			hi := rune(order.Uint16(b))
			if !isSurrogate(hi) {
				return hi, 2, ""
			}
			if hi >= 0xDC00 {
				return 0, 2, "illegal encoding"
			}
			if len(b) < 4 {
				return 0, 0, "unexpected end of data"
			}
			lo := rune(order.Uint16(b[2:]))
			if lo < 0xDC00 || lo > 0xDFFF {
				return 0, 2, "illegal UTF-16 surrogate"
			}
			return (hi-0xD800)<<10 + (lo - 0xDC00) + 0x10000, 4, ""
		},
	}
}

func utf32Codec(name string, order binary.ByteOrder) *Codec {
	put := order.(binary.AppendByteOrder)
	return &Codec{
		Name: name, Canon: name, reason: "surrogates not allowed", more: "truncated data",
		encode: func(dst []byte, r rune) ([]byte, bool) {
			return put.AppendUint32(dst, uint32(r)), !isSurrogate(r)
		},
		decode: func(b []byte) (rune, int, string) {
			if len(b) < 4 {
				return 0, 0, ""
			}
			r := order.Uint32(b)
			switch {
			case r > 0x10FFFF:
				return 0, 4, "code point not in range(0x110000)"
			case isSurrogate(rune(r)):
				return 0, 4, "code point in surrogate code point range(0xd800, 0xe000)"
			}
			return rune(r), 4, ""
		},
	}
}

// utf32Any reads a code unit of UTF-32, surrogates included.
func utf32Any(name string, b []byte) rune {
	if name == "utf-32-be" {
		return rune(binary.BigEndian.Uint32(b))
	}
	return rune(binary.LittleEndian.Uint32(b))
}

func charmapCodec(canon string, m *charmap.Charmap) *Codec {
	// ISO 8859 leaves the C1 controls to ISO 6429, x/text leaves them out.
	controls := strings.HasPrefix(canon, "iso8859")
	return &Codec{
		Name: "charmap", Canon: canon, ascii: true, reason: "character maps to <undefined>",
		encode: func(dst []byte, r rune) ([]byte, bool) {
			if controls && r >= 0x80 && r <= 0x9f {
				return append(dst, byte(r)), true
			}
			b, ok := m.EncodeRune(r)
			return append(dst, b), ok
		},
		decode: func(b []byte) (rune, int, string) {
			if controls && b[0] >= 0x80 && b[0] <= 0x9f {
				return rune(b[0]), 1, ""
			}
			r := m.DecodeByte(b[0])
			if r == utf8.RuneError {
				return 0, 1, "character maps to <undefined>"
			}
			return r, 1, ""
		},
	}
}

func marked(c *Codec, canon string, mark []byte) *Codec {
	out := *c
	out.Canon, out.mark = canon, mark
	if canon != "utf-8-sig" {
		out.Name = canon
	}
	return &out
}

// codecs are made once; nothing writes to them.
var codecs = func() map[string]*Codec {
	m := map[string]*Codec{}
	add := func(c *Codec, names ...string) {
		for _, n := range append(names, c.Canon) {
			m[n] = c
		}
	}
	add(utf8Codec, "utf8", "u8", "utf", "cp65001", "utf8-ucs2", "utf8-ucs4")
	add(byteCodec("ascii", "ascii", 128, "ordinal not in range(128)"), "us-ascii", "646", "ansi-x3.4-1968", "iso646-us", "us")
	add(byteCodec("latin-1", "iso8859-1", 256, "ordinal not in range(256)"), "latin-1", "latin1", "latin", "l1", "iso-8859-1", "8859", "cp819", "iso8859")
	le16, be16 := utf16Codec("utf-16-le", binary.LittleEndian), utf16Codec("utf-16-be", binary.BigEndian)
	le32, be32 := utf32Codec("utf-32-le", binary.LittleEndian), utf32Codec("utf-32-be", binary.BigEndian)
	add(le16, "utf-16le", "utf16le", "unicodelittleunmarked")
	add(be16, "utf-16be", "utf16be", "unicodebigunmarked")
	add(le32, "utf-32le", "utf32le")
	add(be32, "utf-32be", "utf32be")
	add(marked(le16, "utf-16", []byte("\xff\xfe")), "utf16", "u16")
	add(marked(le32, "utf-32", []byte("\xff\xfe\x00\x00")), "utf32", "u32")
	add(marked(utf8Codec, "utf-8-sig", []byte("\ufeff")), "utf-8sig", "utf8-sig")
	for canon, c := range map[string]*charmap.Charmap{
		"cp437": charmap.CodePage437, "cp850": charmap.CodePage850, "cp852": charmap.CodePage852, "cp855": charmap.CodePage855, "cp858": charmap.CodePage858,
		"cp860": charmap.CodePage860, "cp862": charmap.CodePage862, "cp863": charmap.CodePage863, "cp865": charmap.CodePage865, "cp866": charmap.CodePage866,
		"cp1250": charmap.Windows1250, "cp1251": charmap.Windows1251, "cp1252": charmap.Windows1252, "cp1253": charmap.Windows1253, "cp1254": charmap.Windows1254,
		"cp1255": charmap.Windows1255, "cp1256": charmap.Windows1256, "cp1257": charmap.Windows1257, "cp1258": charmap.Windows1258, "koi8-r": charmap.KOI8R, "koi8-u": charmap.KOI8U,
		"mac-roman": charmap.Macintosh, "mac-cyrillic": charmap.MacintoshCyrillic, "iso8859-2": charmap.ISO8859_2, "iso8859-3": charmap.ISO8859_3, "iso8859-4": charmap.ISO8859_4,
		"iso8859-5": charmap.ISO8859_5, "iso8859-6": charmap.ISO8859_6, "iso8859-7": charmap.ISO8859_7, "iso8859-8": charmap.ISO8859_8, "iso8859-9": charmap.ISO8859_9,
		"iso8859-10": charmap.ISO8859_10, "iso8859-13": charmap.ISO8859_13, "iso8859-14": charmap.ISO8859_14, "iso8859-15": charmap.ISO8859_15, "iso8859-16": charmap.ISO8859_16,
	} {
		names := []string{strings.Replace(canon, "cp", "windows-", 1), strings.Replace(canon, "cp", "ibm", 1), strings.Replace(canon, "iso8859", "iso-8859", 1), strings.ReplaceAll(canon, "-", "")}
		if canon == "iso8859-15" {
			names = append(names, "latin-9", "latin9", "l9")
		}
		add(charmapCodec(canon, c), names...)
	}
	return m
}()

// NormalizeEncoding is the form in which encodings are looked up.
func NormalizeEncoding(name string) string {
	return strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(name))
}

// LookupCodec finds a native codec, or nil.
func LookupCodec(name string) *Codec { return codecs[NormalizeEncoding(name)] }

// errorHandlers are the functions given to codecs.register_error.
const errorHandlers = "codecs.errors"

// SetErrorHandler registers a function for a name of an error mode.
func (t *Thread) SetErrorHandler(name string, fn Value) {
	m, _ := t.Interp.States[errorHandlers].(map[string]Value)
	if m == nil {
		m = map[string]Value{}
		t.Interp.States[errorHandlers] = m
	}
	fn.Hold()
	old := m[name]
	m[name] = fn
	t.Release(old)
}

// ErrorHandler is a registered function, or the invalid Value.
func (t *Thread) ErrorHandler(name string) Value {
	m, _ := t.Interp.States[errorHandlers].(map[string]Value)
	return m[name]
}

// handle asks a registered function about a malformed stretch: it returns the
// replacement, a str or bytes, and where to go on.
func (t *Thread) handle(mode string, exc error, size int) (Value, int, error) {
	fn := t.ErrorHandler(mode)
	if !fn.Valid() {
		return Value{}, 0, t.Raisef(LookupError, "unknown error handler name '%s'", mode)
	}
	r, err := t.Call(fn, Of(exc.(*Exception)))
	if err != nil {
		return Value{}, 0, err
	}
	tup := AsTuple(r)
	if tup == nil || len(tup.Items) != 2 || AsStr(tup.Items[0]) == nil && AsBytes(tup.Items[0]) == nil {
		what := "encoding"
		if IsExc(exc, UnicodeDecodeError) {
			return Value{}, 0, t.Raisef(TypeError, "decoding error handler must return (str, int) tuple")
		}
		return Value{}, 0, t.Raisef(TypeError, "%s error handler must return (str/bytes, int) tuple", what)
	}
	pos, err := t.IndexInt(tup.Items[1])
	if err != nil {
		return Value{}, 0, err
	}
	if pos < 0 {
		pos += size
	}
	if pos < 0 || pos > size {
		return Value{}, 0, t.Raisef(IndexError, "position %d from error handler out of bounds", pos)
	}
	return tup.Items[0], pos, nil
}

// EncodeWith encodes text.
func (t *Thread) EncodeWith(c *Codec, s, mode string) ([]byte, error) {
	return t.encodeText(c, s, mode, true)
}

// EncodeMore is EncodeWith without the byte order mark, for text that
// continues.
func (t *Thread) EncodeMore(c *Codec, s, mode string) ([]byte, error) {
	return t.encodeText(c, s, mode, false)
}

func (t *Thread) encodeText(c *Codec, s, mode string, start bool) ([]byte, error) {
	var out []byte
	if start {
		out = append(out, c.mark...)
	}
	if c.ascii && isASCII(s) {
		return append(out, s...), nil
	}
	rs := Runes(s)
	ok := false
	for i := 0; i < len(rs); {
		n := len(out)
		if out, ok = c.encode(out, rs[i]); ok {
			i++
			continue
		}
		out = out[:n]
		j := i + 1
		for j < len(rs) && (c.ascii || c.Name == "charmap") {
			if _, ok := c.encode(nil, rs[j]); ok {
				break
			}
			j++
		}
		var err error
		if out, i, err = t.encodeBad(c, out, s, rs, i, j, mode); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// encodeBad deals with the characters [i, j) that the encoding lacks.
func (t *Thread) encodeBad(c *Codec, out []byte, s string, rs []rune, i, j int, mode string) ([]byte, int, error) {
	fail := func() error {
		return t.unicodeError(UnicodeEncodeError, c.Name, NewStr(s), i, j, c.reason)
	}
	text := func(s string) error {
		for _, r := range Runes(s) {
			var ok bool
			if out, ok = c.encode(out, r); !ok {
				return fail()
			}
		}
		return nil
	}
	switch mode {
	case "", "strict":
		return nil, 0, fail()
	case "ignore":
		return out, j, nil
	case "surrogateescape":
		if c.ascii && rs[i] >= 0xDC80 && rs[i] <= 0xDCFF {
			return append(out, byte(rs[i]-0xDC00)), i + 1, nil
		}
		return nil, 0, fail()
	case "surrogatepass":
		if isSurrogate(rs[i]) && strings.HasPrefix(c.Canon, "utf") {
			switch {
			case strings.HasPrefix(c.Canon, "utf-8"):
				return AppendRune(out, rs[i]), i + 1, nil
			case strings.HasPrefix(c.Canon, "utf-16"):
				b := []byte{byte(rs[i]), byte(rs[i] >> 8)}
				if c.Canon == "utf-16-be" {
					b[0], b[1] = b[1], b[0]
				}
				return append(out, b...), i + 1, nil
			default:
				b := binary.LittleEndian.AppendUint32(nil, uint32(rs[i]))
				if c.Canon == "utf-32-be" {
					b = binary.BigEndian.AppendUint32(nil, uint32(rs[i]))
				}
				return append(out, b...), i + 1, nil
			}
		}
		return nil, 0, fail()
	case "replace", "backslashreplace", "xmlcharrefreplace", "namereplace":
		for ; i < j; i++ {
			if err := text(replaceRune(rs[i], mode)); err != nil {
				return nil, 0, err
			}
		}
		return out, j, nil
	}
	r, pos, err := t.handle(mode, fail(), len(rs))
	if err != nil {
		return nil, 0, err
	}
	if b := AsBytes(r); b != nil {
		return append(out, b.B...), pos, nil
	}
	return out, pos, text(AsStr(r).S)
}

// Decoded is the result of decoding a part of a stream.
type Decoded struct {
	Text string
	Used int // bytes consumed; fewer than given when a character is incomplete
}

// DecodeWith decodes bytes; unless final, an incomplete character at the end
// is left for later.
func (t *Thread) DecodeWith(c *Codec, b []byte, mode string, final bool) (Decoded, error) {
	if c == utf8Codec && utf8.Valid(b) {
		return Decoded{string(b), len(b)}, nil
	}
	all := b
	start := 0
	if len(c.mark) > 0 {
		c, start = c.unmark(b, final)
		if c == nil {
			return Decoded{}, nil
		}
	}
	out := make([]byte, 0, len(b)+8)
	for i := start; i < len(b); {
		if c.ascii && b[i] < 0x80 {
			out = append(out, b[i])
			i++
			continue
		}
		r, n, bad := c.decode(b[i:])
		if bad == "" && n > 0 {
			out = AppendRune(out, r)
			i += n
			continue
		}
		if n == 0 {
			if !final {
				return Decoded{string(out), i}, nil
			}
			n = len(b) - i
			if bad == "" {
				bad = c.more
			}
		}
		var err error
		if out, i, err = t.decodeBad(c, out, all, i, i+n, bad, mode); err != nil {
			return Decoded{}, err
		}
	}
	return Decoded{string(out), len(b)}, nil
}

// unmark finds which byte order a mark announces; a nil codec means that more
// input is needed.
func (c *Codec) unmark(b []byte, final bool) (*Codec, int) {
	if len(b) < len(c.mark) && !final && bytes.HasPrefix(c.mark, b) {
		return nil, 0
	}
	switch c.Canon {
	case "utf-8-sig":
		if bytes.HasPrefix(b, c.mark) {
			return utf8Codec, 3
		}
		return utf8Codec, 0
	case "utf-16":
		if bytes.HasPrefix(b, []byte("\xfe\xff")) {
			return codecs["utf-16-be"], 2
		}
	case "utf-32":
		if bytes.HasPrefix(b, []byte("\x00\x00\xfe\xff")) {
			return codecs["utf-32-be"], 4
		}
	}
	le := codecs[c.Canon+"-le"]
	if bytes.HasPrefix(b, c.mark) {
		return le, len(c.mark)
	}
	return le, 0
}

// Unmarked is the codec for what follows the start of a stream that b begins.
func (c *Codec) Unmarked(b []byte) *Codec {
	if len(c.mark) == 0 {
		return c
	}
	out, _ := c.unmark(b, true)
	return out
}

// decodeBad deals with the malformed bytes [i, j).
func (t *Thread) decodeBad(c *Codec, out, b []byte, i, j int, why, mode string) ([]byte, int, error) {
	fail := func() error {
		return t.unicodeError(UnicodeDecodeError, c.Name, NewBytes(b), i, j, why)
	}
	switch mode {
	case "", "strict":
		return nil, 0, fail()
	case "ignore":
		return out, j, nil
	case "replace":
		return utf8.AppendRune(out, utf8.RuneError), j, nil
	case "backslashreplace":
		for _, x := range b[i:j] {
			out = append(out, `\x`+hexPad(rune(x), 2)...)
		}
		return out, j, nil
	case "surrogateescape":
		if b[i] < 0x80 {
			return nil, 0, fail()
		}
		for ; i < j && b[i] >= 0x80; i++ {
			out = AppendRune(out, 0xDC00+rune(b[i]))
		}
		return out, i, nil
	case "surrogatepass":
		switch {
		case c.Name == "utf-8" && i+3 <= len(b) && b[i] == 0xED && b[i+1]&0xE0 == 0xA0 && b[i+2]&0xC0 == 0x80:
			return append(out, b[i:i+3]...), i + 3, nil
		case strings.HasPrefix(c.Name, "utf-16") && j-i >= 2:
			r := rune(b[i]) | rune(b[i+1])<<8
			if c.Name == "utf-16-be" {
				r = rune(b[i+1]) | rune(b[i])<<8
			}
			return AppendRune(out, r), i + 2, nil
		case strings.HasPrefix(c.Name, "utf-32") && strings.HasPrefix(why, "code point in surrogate"):
			return AppendRune(out, utf32Any(c.Name, b[i:])), i + 4, nil
		}
		return nil, 0, fail()
	}
	r, pos, err := t.handle(mode, fail(), len(b))
	if err != nil {
		return nil, 0, err
	}
	s := AsStr(r)
	if s == nil {
		return nil, 0, t.Raisef(TypeError, "decoding error handler must return (str, int) tuple")
	}
	return append(out, s.S...), pos, nil
}

func modeOf(errors Value) string {
	if e := AsStrV(errors); e != nil {
		return e.S
	}
	return "strict"
}

// codecOther encodes or decodes with a codec written in Python.
func (t *Thread) codecOther(name, fn string, v, errors Value) (Value, error) {
	m, err := t.Interp.ImportModule(t, "codecs", nil, None, 0)
	if err != nil {
		return Value{}, err
	}
	f, err := t.GetAttrString(m, fn)
	if err != nil {
		return Value{}, err
	}
	return t.Call(f, v, NewStr(name), NewStr(modeOf(errors)))
}

// codecArgs resolves the arguments of encode() and decode(); without a native
// codec of that name it returns nil.
func (t *Thread) codecArgs(fn string, encoding, errors Value) (*Codec, string, error) {
	if errors.Valid() && AsStr(errors) == nil {
		return nil, "", t.Raisef(TypeError, "%s() argument 'errors' must be str, not %s", fn, errors.Type().TpName())
	}
	if !encoding.Valid() {
		return utf8Codec, "utf-8", nil
	}
	s := AsStr(encoding)
	if s == nil {
		return nil, "", t.Raisef(TypeError, "%s() argument 'encoding' must be str, not %s", fn, encoding.Type().TpName())
	}
	return LookupCodec(s.S), s.S, nil
}

// Encode is str.encode.
func (t *Thread) Encode(s string, encoding, errors Value) (Value, error) {
	c, name, err := t.codecArgs("encode", encoding, errors)
	if err != nil {
		return Value{}, err
	}
	if c == nil {
		return t.codecOther(name, "_encode_text", NewStr(s), errors)
	}
	b, err := t.EncodeWith(c, s, modeOf(errors))
	if err != nil {
		return Value{}, err
	}
	return NewBytes(b), nil
}

// Decode is bytes.decode.
func (t *Thread) Decode(b []byte, encoding, errors Value) (Value, error) {
	c, name, err := t.codecArgs("decode", encoding, errors)
	if err != nil {
		return Value{}, err
	}
	if c == nil {
		return t.codecOther(name, "_decode_text", NewBytes(b), errors)
	}
	d, err := t.DecodeWith(c, b, modeOf(errors), true)
	if err != nil {
		return Value{}, err
	}
	return NewStr(d.Text), nil
}
