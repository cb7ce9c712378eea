package jsonmod

import (
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
)

// hook is an optional function: None is none.
func hook(v Value, def *object.Type) Value {
	if !v.Valid() || v.IsNone() || def != nil && v == object.Of(def) {
		return Value{}
	}
	return v
}

func scan(t *Thread, a []Value, _ kwargs) (Value, error) {
	s := object.AsStr(a[0])
	if s == nil {
		return Value{}, t.Raisef(object.TypeError, "first argument must be a string, not %s", a[0].Type().TpName())
	}
	idx, err := t.IntArg(a[1])
	if err != nil {
		return Value{}, err
	}
	if idx < 0 {
		return Value{}, t.Raisef(object.ValueError, "idx cannot be negative")
	}
	d := &decoder{t: t, src: s, s: s.S}
	if d.h.strict, err = t.Truth(a[2]); err != nil {
		return Value{}, err
	}
	d.h.object, d.h.pairs = hook(a[3], nil), hook(a[4], nil)
	d.h.float, d.h.int, d.h.constant = hook(a[5], object.FloatType), hook(a[6], object.IntType), hook(a[7], nil)
	if int(idx) > s.Len() {
		return Value{}, t.Raise(object.StopIteration, a[1])
	}
	v, end, err := d.value(s.Offset(int(idx)))
	if err != nil {
		return Value{}, err
	}
	return object.NewTuple(v, object.Int(int64(d.chars(end)))), nil
}

// decode reads a whole text, white space around it included.
func decode(t *Thread, a []Value, _ kwargs) (Value, error) {
	s := object.AsStr(a[0])
	d := &decoder{t: t, src: s, s: s.S, h: hooks{strict: true}}
	v, end, err := d.value(d.space(0))
	if err != nil {
		if e, ok := err.(*object.Exception); ok && e.Type() == object.StopIteration {
			return Value{}, d.failAt("Expecting value", int(e.Value.AsInt()))
		}
		return Value{}, err
	}
	if end = d.space(end); end != len(d.s) {
		t.DropFloating(v)
		return Value{}, d.fail("Extra data", end)
	}
	return v, nil
}

func scanString(t *Thread, a []Value, _ kwargs) (Value, error) {
	s := object.AsStr(a[0])
	if s == nil {
		return Value{}, t.Raisef(object.TypeError, "first argument must be a string, not %s", a[0].Type().TpName())
	}
	end, err := t.IntArg(a[1])
	if err != nil {
		return Value{}, err
	}
	if end < 0 || int(end) > s.Len() {
		return Value{}, t.Raisef(object.ValueError, "end is out of bounds")
	}
	d := &decoder{t: t, src: s, s: s.S, h: hooks{strict: true}}
	if a[2].Valid() {
		if d.h.strict, err = t.Truth(a[2]); err != nil {
			return Value{}, err
		}
	}
	text, next, err := d.str(s.Offset(int(end)))
	if err != nil {
		return Value{}, err
	}
	return object.NewTuple(object.NewStr(text), object.Int(int64(d.chars(next)))), nil
}

func quote(ascii bool) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) {
		s := object.AsStr(a[0])
		if s == nil {
			return Value{}, t.Raisef(object.TypeError, "first argument must be a string, not %s", a[0].Type().TpName())
		}
		return object.NewStr(string(quoted(nil, s.S, ascii))), nil
	}
}

func encode(t *Thread, a []Value, _ kwargs) (Value, error) {
	e := &encoder{t: t, def: a[1], quote: hook(a[2], nil)}
	var err error
	for i, p := range []*bool{&e.ascii, &e.sort, &e.skip, &e.nan, &e.circular} {
		if *p, err = t.Truth(a[6+i]); err != nil {
			return Value{}, err
		}
	}
	if v := a[3]; !v.IsNone() {
		e.pretty = true
		if s := object.AsStr(v); s != nil {
			e.indent = s.S
		} else {
			if !object.IsInstance(v, object.IntType) {
				return Value{}, t.Raisef(object.TypeError, "can't multiply sequence by non-int of type '%s'", v.Type().TpName())
			}
			n, err := t.IntArg(v)
			if err != nil {
				return Value{}, err
			}
			e.indent = strings.Repeat(" ", int(max(n, 0)))
		}
	}
	for i, p := range []*string{&e.colon, &e.comma} {
		if *p, err = t.StrArg(a[4+i], "separator"); err != nil {
			return Value{}, err
		}
	}
	level := int64(0)
	if a[11].Valid() {
		if level, err = t.IntArg(a[11]); err != nil {
			return Value{}, err
		}
	}
	if err := e.value(a[0], int(level)); err != nil {
		return Value{}, err
	}
	return object.NewStr(e.out.String()), nil
}

// dumps is encode with the defaults of json.dumps.
func dumps(t *Thread, a []Value, _ kwargs) (Value, error) {
	e := &encoder{t: t, def: a[1], ascii: true, nan: true, circular: true, colon: ": ", comma: ", "}
	if err := e.value(a[0], 0); err != nil {
		return Value{}, err
	}
	return object.NewStr(e.out.String()), nil
}

// New makes the module _json.
func New(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "_json")
	stdlib.Fill(t, m, "_json", []def{
		{Name: "scan", Sig: "string, idx, strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, /", Fn: scan},
		{Name: "decode", Sig: "string, /", Fn: decode},
		{Name: "scanstring", Sig: "string, end, strict=True, /", Fn: scanString},
		{Name: "encode_basestring", Sig: "string, /", Fn: quote(false)},
		{Name: "encode_basestring_ascii", Sig: "string, /", Fn: quote(true)},
		{Name: "encode", Sig: "obj, default, encoder, indent, key_separator, item_separator, ensure_ascii, sort_keys, skipkeys, allow_nan, check_circular, level=0, /", Fn: encode},
		{Name: "dumps", Sig: "obj, default, /", Fn: dumps},
	})
	return m, nil
}
