// Package codecmod is the native part of Python's module codecs.
package codecmod

import (
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
	def    = object.Def
)

func codecArg(t *Thread, v Value) (*object.Codec, error) {
	name, err := t.StrArg(v, "encoding")
	if err != nil {
		return nil, err
	}
	c := object.LookupCodec(name)
	if c == nil {
		return nil, t.Raisef(object.LookupError, "unknown encoding: %s", name)
	}
	return c, nil
}

func mode(t *Thread, v Value) (string, error) {
	if !v.Valid() || v.IsNone() {
		return "strict", nil
	}
	return t.StrArg(v, "errors")
}

// New makes the module _codecs.
func New(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "_codecs")
	stdlib.Fill(t, m, "_codecs", []def{
		{Name: "canonical", Sig: "encoding, /", Doc: "the native codec's name, or None", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			name, err := t.StrArg(a[0], "encoding")
			if err != nil {
				return Value{}, err
			}
			if c := object.LookupCodec(name); c != nil {
				return object.NewStr(c.Canon), nil
			}
			return object.None, nil
		}},
		{Name: "encode", Sig: "encoding, text, errors, start=True, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			c, err := codecArg(t, a[0])
			if err != nil {
				return Value{}, err
			}
			s, err := t.StrArg(a[1], "encode() argument 'str'")
			if err != nil {
				return Value{}, err
			}
			em, err := mode(t, a[2])
			if err != nil {
				return Value{}, err
			}
			f := t.EncodeWith
			if a[3].Valid() {
				start, err := t.Truth(a[3])
				if err != nil {
					return Value{}, err
				}
				if !start {
					f = t.EncodeMore
				}
			}
			b, err := f(c, s, em)
			if err != nil {
				return Value{}, err
			}
			return object.NewBytes(b), nil
		}},
		{Name: "decode", Sig: "encoding, data, errors, final=True, /", Doc: "(text, bytes used)", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			c, err := codecArg(t, a[0])
			if err != nil {
				return Value{}, err
			}
			b, err := t.BytesArg(a[1])
			if err != nil {
				return Value{}, err
			}
			em, err := mode(t, a[2])
			if err != nil {
				return Value{}, err
			}
			final := true
			if a[3].Valid() {
				if final, err = t.Truth(a[3]); err != nil {
					return Value{}, err
				}
			}
			d, err := t.DecodeWith(c, b, em, final)
			if err != nil {
				return Value{}, err
			}
			return object.NewTuple(object.NewStr(d.Text), object.Int(int64(d.Used))), nil
		}},
		{Name: "unmarked", Sig: "encoding, data, /", Doc: "the codec behind a byte order mark", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			c, err := codecArg(t, a[0])
			if err != nil {
				return Value{}, err
			}
			b, err := t.BytesArg(a[1])
			if err != nil {
				return Value{}, err
			}
			return object.NewStr(c.Unmarked(b).Canon), nil
		}},
		{Name: "register_error", Sig: "errors, handler, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			name, err := t.StrArg(a[0], "register_error() argument 1")
			if err != nil {
				return Value{}, err
			}
			if a[1].Type().S().Call == nil {
				return Value{}, t.Raisef(object.TypeError, "handler must be callable")
			}
			t.SetErrorHandler(name, a[1])
			return object.None, nil
		}},
		{Name: "lookup_error", Sig: "name, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			name, err := t.StrArg(a[0], "lookup_error() argument")
			if err != nil {
				return Value{}, err
			}
			if fn := t.ErrorHandler(name); fn.Valid() {
				return fn, nil
			}
			return Value{}, t.Raisef(object.LookupError, "unknown error handler name '%s'", name)
		}},
	})
	return m, nil
}
