package jsonmod

import (
	"math"
	"strconv"
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/syntax/pyrepr"
)

// encoder writes one value.
type encoder struct {
	t        *Thread
	out      strings.Builder
	def      Value // called for what JSON does not know
	quote    Value // encodes a str; invalid: ours
	ascii    bool
	indent   string
	pretty   bool
	colon    string
	comma    string
	sort     bool
	skip     bool
	nan      bool
	circular bool
	open     []Value // containers being written
}

const hexDigits = "0123456789abcdef"

// quoted appends a str as JSON writes it.
func quoted(b []byte, s string, ascii bool) []byte {
	top := byte(0x80)
	if ascii {
		top = 0x7f // DEL is escaped then
	}
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x20 && c < top && c != '"' && c != '\\' {
			j := i + 1
			for j < len(s) && s[j] >= 0x20 && s[j] < top && s[j] != '"' && s[j] != '\\' {
				j++
			}
			b = append(b, s[i:j]...)
			i = j
			continue
		}
		if c < 0x80 {
			if k := strings.IndexByte("\"\\\b\f\n\r\t", c); k >= 0 {
				b = append(b, '\\', `"\bfnrt`[k])
			} else {
				b = append(b, `\u00`...)
				b = append(b, hexDigits[c>>4], hexDigits[c&15])
			}
			i++
			continue
		}
		r, w := object.DecodeRune(s[i:])
		if !ascii {
			b = append(b, s[i:i+w]...)
			i += w
			continue
		}
		unit := func(u rune) {
			b = append(b, '\\', 'u', hexDigits[u>>12&15], hexDigits[u>>8&15], hexDigits[u>>4&15], hexDigits[u&15])
		}
		if r >= 0x10000 {
			unit(0xD800 + (r-0x10000)>>10)
			unit(0xDC00 + (r-0x10000)&0x3FF)
		} else {
			unit(r)
		}
		i += w
	}
	return append(b, '"')
}

func (e *encoder) str(v Value) error {
	if e.quote.Valid() {
		r, err := e.t.Call(e.quote, v)
		if err != nil {
			return err
		}
		s := object.AsStr(r)
		if s == nil {
			return e.t.Raisef(object.TypeError, "encoder() must return a string, not %s", r.Type().TpName())
		}
		e.out.WriteString(s.S)
		return nil
	}
	var buf [64]byte
	e.out.Write(quoted(buf[:0], object.AsStr(v).S, e.ascii))
	return nil
}

func (e *encoder) float(f float64) (string, error) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		if !e.nan {
			return "", e.t.Raisef(object.ValueError, "Out of range float values are not JSON compliant: %s", pyrepr.Float(f))
		}
		switch {
		case math.IsNaN(f):
			return "NaN", nil
		case f > 0:
			return "Infinity", nil
		}
		return "-Infinity", nil
	}
	return pyrepr.Float(f), nil
}

// scalar writes v if it is one; simple keys of dicts are the same texts.
func (e *encoder) scalar(v Value) (text string, ok bool, err error) {
	switch {
	case v.IsNone():
		return "null", true, nil
	case v == object.True:
		return "true", true, nil
	case v == object.False:
		return "false", true, nil
	case v.IsInt():
		return strconv.FormatInt(v.AsInt(), 10), true, nil
	case object.IsInstance(v, object.IntType):
		plain, err := e.t.Index(v)
		if err != nil {
			return "", true, err
		}
		s, err := e.t.Repr(plain)
		return s, true, err
	case v.IsFloat() || object.IsInstance(v, object.FloatType):
		f, err := e.t.ToFloat(v)
		if err == nil {
			text, err = e.float(f)
		}
		return text, true, err
	}
	return "", false, nil
}

func (e *encoder) enter(v Value) error {
	if e.circular {
		for _, o := range e.open {
			if o == v {
				return e.t.Raisef(object.ValueError, "Circular reference detected")
			}
		}
	}
	e.open = append(e.open, v)
	return e.t.Enter()
}

func (e *encoder) leave() {
	e.open = e.open[:len(e.open)-1]
	e.t.Leave()
}

// note says where in the data an error happened.
func (e *encoder) note(err error, format string, arg string) error {
	if exc, ok := err.(*object.Exception); ok {
		exc.AddNote(e.t, "when serializing "+strings.Replace(format, "%", arg, 1))
	}
	return err
}

func (e *encoder) newline(level int) {
	e.out.WriteByte('\n')
	for range level {
		e.out.WriteString(e.indent)
	}
}

func (e *encoder) value(v Value, level int) error {
	if object.AsStr(v) != nil {
		return e.str(v)
	}
	if text, ok, err := e.scalar(v); ok {
		e.out.WriteString(text)
		return err
	}
	if l := object.AsList(v); l != nil {
		return e.array(v, func() []Value { return l.Items }, level)
	}
	if tup := object.AsTuple(v); tup != nil {
		return e.array(v, func() []Value { return tup.Items }, level)
	}
	if d := object.AsDict(v); d != nil {
		return e.dict(v, d, level)
	}
	if err := e.enter(v); err != nil {
		return err
	}
	defer e.leave()
	r, err := e.t.Call(e.def, v)
	if err != nil {
		return err
	}
	r.Hold()
	err = e.value(r, level)
	e.t.Release(r)
	if err != nil {
		return e.note(err, "% object", v.Type().Name)
	}
	return nil
}

func (e *encoder) array(v Value, items func() []Value, level int) error {
	if len(items()) == 0 {
		e.out.WriteString("[]")
		return nil
	}
	if err := e.enter(v); err != nil {
		return err
	}
	defer e.leave()
	e.out.WriteByte('[')
	for i := 0; i < len(items()); i++ {
		if i > 0 {
			e.out.WriteString(e.comma)
		}
		if e.pretty {
			e.newline(level + 1)
		}
		x := items()[i]
		x.Hold()
		err := e.value(x, level+1)
		e.t.Release(x)
		if err != nil {
			return e.note(err, v.Type().Name+" item %", strconv.Itoa(i))
		}
	}
	if e.pretty {
		e.newline(level)
	}
	e.out.WriteByte(']')
	return nil
}

// pairs are the items of a dict: of a subclass as its items() gives them.
func (e *encoder) pairs(v Value, d *object.Dict) ([][2]Value, error) {
	var out [][2]Value
	if v.Is(object.DictType) {
		d.Each(func(k, x Value) { out = append(out, [2]Value{k, x}) })
	} else {
		view, err := e.t.CallMethod(v, e.t.Interp.Intern("items"))
		if err != nil {
			return nil, err
		}
		if err := e.t.Each(view, func(p Value) error {
			tup := object.AsTuple(p)
			if tup == nil || len(tup.Items) != 2 {
				return e.t.Raisef(object.ValueError, "items must return 2-tuples")
			}
			out = append(out, [2]Value{tup.Items[0], tup.Items[1]})
			return nil
		}); err != nil {
			return nil, err
		}
	}
	if e.sort {
		keys := make([]Value, len(out))
		at := map[Value]Value{}
		for i, p := range out {
			keys[i] = p[0]
			at[p[0]] = p[1]
		}
		sorted, err := e.t.SortValues(keys, Value{}, Value{})
		if err != nil {
			return nil, err
		}
		for i, k := range sorted {
			out[i] = [2]Value{k, at[k]}
		}
	}
	return out, nil
}

func (e *encoder) dict(v Value, d *object.Dict, level int) error {
	if d.Len() == 0 {
		e.out.WriteString("{}")
		return nil
	}
	if err := e.enter(v); err != nil {
		return err
	}
	defer e.leave()
	pairs, err := e.pairs(v, d)
	if err != nil {
		return err
	}
	for _, p := range pairs {
		p[0].Hold()
		p[1].Hold()
	}
	defer func() {
		for _, p := range pairs {
			e.t.Release(p[0])
			e.t.Release(p[1])
		}
	}()
	e.out.WriteByte('{')
	first := true
	for _, p := range pairs {
		key := p[0]
		if object.AsStr(key) == nil {
			text, ok, err := e.scalar(key)
			if err != nil {
				return err
			}
			if !ok {
				if e.skip {
					continue
				}
				return e.t.Raisef(object.TypeError, "keys must be str, int, float, bool or None, not %s", key.Type().TpName())
			}
			key = object.NewStr(text)
		}
		if !first {
			e.out.WriteString(e.comma)
		}
		first = false
		if e.pretty {
			e.newline(level + 1)
		}
		if err := e.str(key); err != nil {
			return err
		}
		e.out.WriteString(e.colon)
		if err := e.value(p[1], level+1); err != nil {
			r, rerr := e.t.Repr(p[0])
			if rerr != nil {
				return rerr
			}
			return e.note(err, v.Type().Name+" item %", r)
		}
	}
	if e.pretty && !first {
		e.newline(level)
	}
	e.out.WriteByte('}')
	return nil
}
