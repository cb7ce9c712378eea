// Package jsonmod is the native part of Python's module json: the scanner and
// the encoder.
package jsonmod

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/asynctools/asynctools/runtime/object"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
	def    = object.Def
)

// hooks are what a JSONDecoder may replace; invalid means the default.
type hooks struct {
	object, pairs, float, int, constant Value
	strict                              bool
}

// decoder reads one text. Offsets are in bytes; errors speak of characters.
type decoder struct {
	t    *Thread
	src  *object.Str
	s    string
	h    hooks
	keys map[string]Value
}

// chars turns an offset into a number of characters.
func (d *decoder) chars(off int) int {
	if d.src.ASCII() {
		return off
	}
	n := 0
	for i := 0; i < off && i < len(d.s); i++ {
		if d.s[i]&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

// fail raises JSONDecodeError.
func (d *decoder) fail(msg string, off int) error {
	return d.failAt(msg, d.chars(off))
}

func (d *decoder) failAt(msg string, pos int) error {
	m, err := d.t.Interp.ImportModule(d.t, "json.decoder", nil, object.NewTuple(object.NewStr("JSONDecodeError")), 0)
	if err != nil {
		return err
	}
	cls, err := d.t.GetAttrString(m, "JSONDecodeError")
	if err != nil {
		return err
	}
	e, err := d.t.Call(cls, object.NewStr(msg), object.Of(d.src), object.Int(int64(pos)))
	if err != nil {
		return err
	}
	return object.AsExc(e)
}

// novalue is StopIteration(pos), which JSONDecoder turns into its error.
func (d *decoder) novalue(off int) error {
	return d.t.Raise(object.StopIteration, object.Int(int64(d.chars(off))))
}

func (d *decoder) space(i int) int {
	for i < len(d.s) {
		switch d.s[i] {
		case ' ', '\t', '\n', '\r':
			i++
		default:
			return i
		}
	}
	return i
}

func (d *decoder) value(i int) (Value, int, error) {
	if i >= len(d.s) {
		return Value{}, i, d.novalue(i)
	}
	rest := d.s[i:]
	switch rest[0] {
	case '"':
		text, end, err := d.str(i + 1)
		return object.NewStr(text), end, err
	case '{', '[':
		if err := d.t.Enter(); err != nil {
			return Value{}, i, err
		}
		defer d.t.Leave()
		if rest[0] == '{' {
			return d.object(i + 1)
		}
		return d.array(i + 1)
	}
	for _, c := range constants {
		if strings.HasPrefix(rest, c.text) {
			if c.number && d.h.constant.Valid() {
				v, err := d.t.Call(d.h.constant, object.NewStr(c.text))
				return v, i + len(c.text), err
			}
			return c.value(), i + len(c.text), nil
		}
	}
	return d.number(i)
}

var constants = []struct {
	text   string
	number bool
	value  func() Value
}{
	{"null", false, func() Value { return object.None }},
	{"true", false, func() Value { return object.True }},
	{"false", false, func() Value { return object.False }},
	{"NaN", true, func() Value { return object.Float(math.NaN()) }},
	{"Infinity", true, func() Value { return object.Float(math.Inf(1)) }},
	{"-Infinity", true, func() Value { return object.Float(math.Inf(-1)) }},
}

func digits(s string, i int) int {
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	return i
}

func (d *decoder) number(start int) (Value, int, error) {
	s, i := d.s, start
	if s[i] == '-' {
		i++
	}
	switch {
	case i < len(s) && s[i] == '0':
		i++
	case i < len(s) && '1' <= s[i] && s[i] <= '9':
		i = digits(s, i)
	default:
		return Value{}, start, d.novalue(start)
	}
	float := false
	if i+1 < len(s) && s[i] == '.' && '0' <= s[i+1] && s[i+1] <= '9' {
		float = true
		i = digits(s, i+1)
	}
	if i+1 < len(s) && s[i]|0x20 == 'e' {
		j := i + 1
		if s[j] == '-' || s[j] == '+' {
			j++
		}
		if k := digits(s, j); k > j {
			float = true
			i = k
		}
	}
	text := s[start:i]
	hook := d.h.int
	if float {
		hook = d.h.float
	}
	if hook.Valid() {
		v, err := d.t.Call(hook, object.NewStr(text))
		return v, i, err
	}
	if float {
		f, _ := strconv.ParseFloat(text, 64)
		return object.Float(f), i, nil
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return object.Int(n), i, nil
	}
	v, err := d.t.ParseInt(text, 10)
	return v, i, err
}

// str reads a string whose opening quote is before i.
func (d *decoder) str(i int) (string, int, error) {
	begin, s := i-1, d.s
	var b []byte
	for {
		j := i
		for j < len(s) && s[j] != '"' && s[j] != '\\' && (s[j] >= 0x20 || !d.h.strict) {
			j++
		}
		if j >= len(s) {
			return "", 0, d.fail("Unterminated string starting at", begin)
		}
		switch s[j] {
		case '"':
			if b == nil {
				return s[i:j], j + 1, nil
			}
			return string(append(b, s[i:j]...)), j + 1, nil
		case '\\':
		default:
			return "", 0, d.fail("Invalid control character at", j)
		}
		b = append(b, s[i:j]...)
		if j+1 >= len(s) {
			return "", 0, d.fail("Unterminated string starting at", begin)
		}
		if k := strings.IndexByte(`"\/bfnrt`, s[j+1]); k >= 0 {
			b = append(b, "\"\\/\b\f\n\r\t"[k])
			i = j + 2
			continue
		}
		if s[j+1] != 'u' {
			return "", 0, d.fail("Invalid \\escape", j)
		}
		r, ok := hex4(s, j+2)
		if !ok || j+6 >= len(s) {
			return "", 0, d.fail("Invalid \\uXXXX escape", j+1)
		}
		i = j + 6
		if utf16.IsSurrogate(r) && r < 0xDC00 && strings.HasPrefix(s[i:], `\u`) && i+6 < len(s) {
			low, ok := hex4(s, i+2)
			if !ok {
				return "", 0, d.fail("Invalid \\uXXXX escape", i+1)
			}
			if 0xDC00 <= low && low <= 0xDFFF {
				r = utf16.DecodeRune(r, low)
				i += 6
			}
		}
		b = object.AppendRune(b, r)
	}
}

func hex4(s string, i int) (rune, bool) {
	if i+4 > len(s) {
		return 0, false
	}
	v, err := strconv.ParseUint(s[i:i+4], 16, 16)
	return rune(v), err == nil
}

func (d *decoder) array(i int) (Value, int, error) {
	l := object.NewList()
	out := object.Of(l)
	out.Hold()
	defer out.Forget()
	if i = d.space(i); i < len(d.s) && d.s[i] == ']' {
		return out, i + 1, nil
	}
	for {
		v, end, err := d.value(i)
		if err != nil {
			return Value{}, 0, err
		}
		l.Append(v)
		i = d.space(end)
		if i >= len(d.s) || d.s[i] != ']' && d.s[i] != ',' {
			return Value{}, 0, d.fail("Expecting ',' delimiter", i)
		}
		if d.s[i] == ']' {
			return out, i + 1, nil
		}
		comma := i
		if i = d.space(i + 1); i < len(d.s) && d.s[i] == ']' {
			return Value{}, 0, d.fail("Illegal trailing comma before end of array", comma)
		}
	}
}

func (d *decoder) key(text string) Value {
	if v, ok := d.keys[text]; ok {
		return v
	}
	v := object.NewStr(text)
	if d.keys == nil {
		d.keys = map[string]Value{}
	}
	d.keys[text] = v
	return v
}

func (d *decoder) object(i int) (Value, int, error) {
	var m *object.Dict
	var pairs *object.List
	var out Value
	if d.h.pairs.Valid() {
		pairs = object.NewList()
		out = object.Of(pairs)
	} else {
		m = object.NewDict()
		out = object.Of(m)
	}
	out.Hold()
	done := func(end int) (Value, int, error) {
		v, err := out, error(nil)
		switch {
		case pairs != nil:
			v, err = d.t.Call(d.h.pairs, out)
		case d.h.object.Valid():
			v, err = d.t.Call(d.h.object, out)
		}
		if v == out {
			out.Forget()
		} else {
			v.Hold2()
			d.t.Release(out)
			v.Forget()
		}
		return v, end, err
	}
	fail := func(err error) (Value, int, error) {
		d.t.Release(out)
		return Value{}, 0, err
	}
	const wantName = "Expecting property name enclosed in double quotes"
	if i = d.space(i); i < len(d.s) && d.s[i] == '}' {
		return done(i + 1)
	}
	if i >= len(d.s) || d.s[i] != '"' {
		return fail(d.fail(wantName, i))
	}
	for {
		text, end, err := d.str(i + 1)
		if err != nil {
			return fail(err)
		}
		key := d.key(text)
		i = d.space(end)
		if i >= len(d.s) || d.s[i] != ':' {
			return fail(d.fail("Expecting ':' delimiter", i))
		}
		v, end, err := d.value(d.space(i + 1))
		if err != nil {
			return fail(err)
		}
		if pairs != nil {
			pairs.Append(object.NewTuple(key, v))
		} else if err := m.Set(d.t, key, v); err != nil {
			return fail(err)
		}
		i = d.space(end)
		if i >= len(d.s) || d.s[i] != '}' && d.s[i] != ',' {
			return fail(d.fail("Expecting ',' delimiter", i))
		}
		if d.s[i] == '}' {
			return done(i + 1)
		}
		comma := i
		if i = d.space(i + 1); i >= len(d.s) || d.s[i] != '"' {
			if i < len(d.s) && d.s[i] == '}' {
				return fail(d.fail("Illegal trailing comma before end of object", comma))
			}
			return fail(d.fail(wantName, i))
		}
	}
}
