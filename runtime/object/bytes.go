package object

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/runenames"

	"github.com/asynctools/asynctools/syntax/pyrepr"
)

// BytesArg reads a bytes-like argument.
func (t *Thread) BytesArg(v Value) ([]byte, error) {
	if b := AsBytes(v); b != nil {
		return b.B, nil
	}
	if b, ok := viewBytes(v); ok {
		return b, nil
	}
	if v.Is(MemoryViewType) {
		return nil, t.released()
	}
	return nil, t.Raisef(TypeError, "a bytes-like object is required, not '%s'", v.Type().TpName())
}

// sameBytes makes a result of the type of its source: bytes or bytearray.
func sameBytes(like Value, b []byte) Value {
	if like.Type().IsSubtype(ByteArrayType) {
		return Of(&Bytes{Header: NewHeader(ByteArrayType), B: b})
	}
	return NewBytes(b)
}

func (t *Thread) bytesOf(name string, a []Value, kw KwNames) ([]byte, error) {
	var p [3]Value
	f := &Native{Name: name, Qual: name, sig: bytesSig}
	if err := f.parse(t, a, kw, p[:]); err != nil {
		return nil, err
	}
	for i, what := range []string{1: "encoding", 2: "errors"} {
		if p[i].Valid() && i > 0 && AsStr(p[i]) == nil {
			return nil, t.Raisef(TypeError, "%s() argument '%s' must be str, not %s", name, what, p[i].Type().TpName())
		}
	}
	x := p[0]
	if !x.Valid() {
		switch {
		case p[1].Valid():
			return nil, t.Raisef(TypeError, "encoding without a string argument")
		case p[2].Valid():
			return nil, t.Raisef(TypeError, "errors without a string argument")
		}
		return nil, nil
	}
	if s := AsStr(x); s != nil {
		if !p[1].Valid() {
			return nil, t.Raisef(TypeError, "string argument without an encoding")
		}
		for i, what := range [...]string{1: "encoding", 2: "errors"} {
			if i > 0 && p[i].Valid() && AsStr(p[i]) == nil {
				return nil, t.Raisef(TypeError, "%s() argument '%s' must be str, not %s", name, what, p[i].Type().TpName())
			}
		}
		v, err := t.Encode(s.S, p[1], p[2])
		if err != nil {
			return nil, err
		}
		return AsBytes(v).B, nil
	}
	if p[1].Valid() || p[2].Valid() {
		return nil, t.Raisef(TypeError, "encoding without a string argument")
	}
	if r, ok, err := t.CallSpecial(x, names.bytes); ok {
		if err != nil {
			return nil, err
		}
		b, err := t.BytesArg(r)
		return append([]byte(nil), b...), err
	}
	if b := AsBytes(x); b != nil {
		return append([]byte(nil), b.B...), nil
	}
	if b, ok := viewBytes(x); ok {
		return append([]byte(nil), b...), nil
	}
	if out, ok := smallInts(x); ok {
		return out, nil
	}
	if x.Type().slots.Index != nil {
		n, err := t.IndexInt(x)
		if err != nil && isIntLike(x) {
			err = t.Raisef(OverflowError, "cannot fit '%s' into an index-sized integer", x.Type().TpName())
		}
		if err != nil {
			return nil, err
		}
		if n < 0 {
			return nil, t.Raisef(ValueError, "negative count")
		}
		if n > 1<<34 {
			return nil, t.Raisef(MemoryError, "")
		}
		return make([]byte, n), nil
	}
	var out []byte
	if x.Type().slots.Iter == nil {
		return nil, t.Raisef(TypeError, "cannot convert '%s' object to %s", x.Type().TpName(), name)
	}
	err := t.Each(x, func(v Value) error {
		c, err := t.byteVal(v)
		if name == "bytes" && IsExc(err, ValueError) {
			err = t.Raisef(ValueError, "bytes must be in range(0, 256)")
		}
		out = append(out, c)
		return err
	})
	return out, err
}

// smallInts are the items of a list or tuple of ints that are bytes.
func smallInts(x Value) ([]byte, bool) {
	var items []Value
	switch {
	case x.Is(ListType):
		items = (*List)(x.p).Items
	case x.Is(TupleType):
		items = (*Tuple)(x.p).Items
	default:
		return nil, false
	}
	out := make([]byte, len(items))
	for i, v := range items {
		if !v.IsInt() || uint64(v.AsInt()) > 255 {
			return nil, false
		}
		out[i] = byte(v.AsInt())
	}
	return out, true
}

var bytesSig = parseSig("source=None, encoding=None, errors=None")

func (t *Thread) byteVal(v Value) (byte, error) {
	n, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	if !n.IsInt() || n.AsInt() < 0 || n.AsInt() > 255 {
		return 0, t.Raisef(ValueError, "byte must be in range(0, 256)")
	}
	return byte(n.AsInt()), nil
}

// needle is a bytes-like or a single byte value to search for.
func (t *Thread) needle(v Value) ([]byte, error) {
	if v.Type().slots.Index != nil {
		c, err := t.byteVal(v)
		return []byte{c}, err
	}
	return t.BytesArg(v)
}

// searched is a needle of a method, which words its error in its own way.
func (t *Thread) searched(v Value) ([]byte, error) {
	b, err := t.needle(v)
	if IsExc(err, TypeError) {
		err = t.Raisef(TypeError, "argument should be integer or bytes-like object, not '%s'", v.Type().TpName())
	}
	return b, err
}

func setupBytes() {
	by := func(v Value) []byte { return (*Bytes)(v.p).B }
	find := func(name string, f func(s, sep []byte) int, must bool) Def {
		return Def{Name: name, Sig: "sub, start=None, end=None, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			sub, err := t.searched(a[1])
			if err != nil {
				return Value{}, err
			}
			i, j, err := t.spanArgs(len(by(a[0])), a[2:])
			if err != nil {
				return Value{}, err
			}
			k := -1
			if i <= j {
				if k = f(by(a[0])[i:j], sub); k >= 0 {
					k += i
				}
			}
			if k < 0 && must {
				return Value{}, t.Raisef(ValueError, "subsection not found")
			}
			return Int(int64(k)), nil
		}}
	}
	affix := func(name string, f func(s, p []byte) bool) Def {
		return Def{Name: name, Sig: "prefix, start=None, end=None, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			i, j, err := t.spanArgs(len(by(a[0])), a[2:])
			if err != nil || i > j {
				return False, err
			}
			list := []Value{a[1]}
			if tup := AsTuple(a[1]); tup != nil {
				list = tup.Items
			}
			for _, x := range list {
				p := AsBytes(x)
				if p == nil {
					return Value{}, t.Raisef(TypeError, "%s first arg must be bytes or a tuple of bytes, not %s", name, x.Type().TpName())
				}
				if f(by(a[0])[i:j], p.B) {
					return True, nil
				}
			}
			return False, nil
		}}
	}
	mapper := func(name string, f func([]byte) []byte) Def {
		return Def{Name: name, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return sameBytes(a[0], f(by(a[0]))), nil }}
	}
	strip := func(name string, f func(s []byte, cut string) []byte) Def {
		return Def{Name: name, Sig: "chars=None, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			cut := " \t\n\r\v\f"
			if a[1].Valid() && !a[1].IsNone() {
				c, err := t.BytesArg(a[1])
				if err != nil {
					return Value{}, err
				}
				var b strings.Builder
				for _, x := range c {
					b.WriteByte(x)
				}
				cut = b.String()
			}
			return sameBytes(a[0], append([]byte(nil), f(by(a[0]), cut)...)), nil
		}}
	}
	trim := func(left, right bool) func([]byte, string) []byte {
		return func(s []byte, cut string) []byte {
			for left && len(s) > 0 && strings.IndexByte(cut, s[0]) >= 0 {
				s = s[1:]
			}
			for right && len(s) > 0 && strings.IndexByte(cut, s[len(s)-1]) >= 0 {
				s = s[:len(s)-1]
			}
			return s
		}
	}
	test := func(name string, f func(byte) bool) Def {
		return Def{Name: name, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			for _, c := range by(a[0]) {
				if !f(c) {
					return False, nil
				}
			}
			return Bool(len(by(a[0])) > 0), nil
		}}
	}
	listOf := func(like Value, parts [][]byte) Value {
		l := NewList()
		for _, p := range parts {
			l.Append(sameBytes(like, append([]byte(nil), p...)))
		}
		return Of(l)
	}
	part := func(find func(s, sep []byte) int, last bool) NativeFunc {
		return func(t *Thread, a []Value, _ KwNames) (Value, error) {
			sep, err := t.BytesArg(a[1])
			if err != nil {
				return Value{}, err
			}
			if len(sep) == 0 {
				return Value{}, t.Raisef(ValueError, "empty separator")
			}
			s := by(a[0])
			mk := func(b []byte) Value { return sameBytes(a[0], append([]byte(nil), b...)) }
			i := find(s, sep)
			switch {
			case i >= 0:
				return NewTuple(mk(s[:i]), mk(sep), mk(s[i+len(sep):])), nil
			case last:
				return NewTuple(mk(nil), mk(nil), mk(s)), nil
			}
			return NewTuple(mk(s), mk(nil), mk(nil)), nil
		}
	}
	slots := Slots{
		Hash:  func(t *Thread, v Value) (uint64, error) { return HashString(string(by(v))), nil },
		Len:   func(t *Thread, v Value) (int, error) { return len(by(v)), nil },
		Truth: func(t *Thread, v Value) (bool, error) { return len(by(v)) > 0, nil },
		Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
			x, y := AsBytes(a), AsBytes(b)
			if x == nil || y == nil {
				return NotImplemented, nil
			}
			return cmpResult(bytes.Compare(x.B, y.B), op), nil
		},
		GetItem: func(t *Thread, v, k Value) (Value, error) {
			b := by(v)
			if k.Is(SliceType) {
				start, _, step, n, err := (*Slice)(k.p).Indices(t, len(b))
				if err != nil {
					return Value{}, err
				}
				if step == 1 && n > 0 {
					return (*Bytes)(v.p).part(start, start+n), nil
				}
				out := make([]byte, n)
				for i := range out {
					out[i] = b[start+i*step]
				}
				return sameBytes(v, out), nil
			}
			if k.Type().slots.Index == nil {
				what := "byte"
				if v.Type().IsSubtype(ByteArrayType) {
					what = "bytearray"
				}
				return Value{}, t.Raisef(TypeError, "%s indices must be integers or slices, not %s", what, k.Type().TpName())
			}
			i, err := t.seqIndex(k, len(b), v.Type().Name)
			if err != nil {
				if IsExc(err, IndexError) && !v.Type().IsSubtype(ByteArrayType) {
					err = t.Raisef(IndexError, "index out of range")
				}
				return Value{}, err
			}
			return Int(int64(b[i])), nil
		},
		Contains: func(t *Thread, v, x Value) (bool, error) {
			n, err := t.needle(x)
			return err == nil && bytes.Contains(by(v), n), err
		},
		Iter: func(t *Thread, v Value) (Value, error) {
			i := 0
			return newIndexIter(BytesIterType, v, &i, func(t *Thread) (Value, error) {
				b := by(v)
				if i >= len(b) {
					return Value{}, nil
				}
				i++
				return Int(int64(b[i-1])), nil
			}), nil
		},
		Binary: [NumBinary]BinaryFunc{
			OpAdd: func(t *Thread, a, b Value) (Value, error) {
				x := AsBytes(a)
				if x == nil {
					return NotImplemented, nil
				}
				var y []byte
				if b2 := AsBytes(b); b2 != nil {
					y = b2.B
				} else if view, ok := viewBytes(b); ok {
					y = view
				} else {
					return NotImplemented, nil
				}
				return sameBytes(a, append(append(make([]byte, 0, len(x.B)+len(y)), x.B...), y...)), nil
			},
			OpMul: func(t *Thread, a, b Value) (Value, error) {
				if AsBytes(a) == nil {
					a, b = b, a
				}
				if b.Type().slots.Index == nil {
					return NotImplemented, nil
				}
				n, err := t.timesArg(b)
				if err != nil {
					return Value{}, err
				}
				if n > 0 && int64(len(by(a))) > (1<<34)/n {
					return Value{}, t.Raisef(MemoryError, "")
				}
				return sameBytes(a, bytes.Repeat(by(a), int(max(n, 0)))), nil
			},
			OpMod: func(t *Thread, a, b Value) (Value, error) {
				if AsBytes(a) == nil || !a.Type().IsSubtype(BytesType) {
					return NotImplemented, nil
				}
				return t.bytesPercent(a, b)
			},
		},
	}
	defs := []Def{
		find("find", bytes.Index, false), find("rfind", bytes.LastIndex, false), find("index", bytes.Index, true), find("rindex", bytes.LastIndex, true),
		affix("startswith", bytes.HasPrefix), affix("endswith", bytes.HasSuffix),
		mapper("lower", asciiLower), mapper("upper", asciiUpper), mapper("title", asciiTitle),
		mapper("capitalize", func(b []byte) []byte {
			out := asciiLower(b)
			if len(out) > 0 {
				copy(out, asciiUpper(out[:1]))
			}
			return out
		}),
		strip("strip", trim(true, true)), strip("lstrip", trim(true, false)), strip("rstrip", trim(false, true)),
		test("isdigit", func(c byte) bool { return c >= '0' && c <= '9' }), test("isalpha", func(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }),
		test("isspace", func(c byte) bool { return strings.IndexByte(" \t\n\r\v\f", c) >= 0 }),
		test("isalnum", func(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' }),
		{Name: "isascii", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			for _, c := range by(a[0]) {
				if c >= 128 {
					return False, nil
				}
			}
			return True, nil
		}},
		{Name: "count", Sig: "sub, start=None, end=None, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			sub, err := t.searched(a[1])
			if err != nil {
				return Value{}, err
			}
			i, j, err := t.spanArgs(len(by(a[0])), a[2:])
			if err != nil || i > j {
				return Int(0), err
			}
			if len(sub) == 0 {
				return Int(int64(j - i + 1)), nil
			}
			return Int(int64(bytes.Count(by(a[0])[i:j], sub))), nil
		}},
		{Name: "split", Sig: "sep=None, maxsplit=-1", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			limit := -1
			var err error
			if a[2].Valid() {
				if limit, err = t.IndexInt(a[2]); err != nil {
					return Value{}, err
				}
			}
			if !a[1].Valid() || a[1].IsNone() {
				return listOf(a[0], splitBytes(by(a[0]), limit)), nil
			}
			sep, err := t.BytesArg(a[1])
			if err != nil {
				return Value{}, err
			}
			if len(sep) == 0 {
				return Value{}, t.Raisef(ValueError, "empty separator")
			}
			if limit >= 0 {
				limit++
			}
			return listOf(a[0], bytes.SplitN(by(a[0]), sep, limit)), nil
		}},
		{Name: "rsplit", Sig: "sep=None, maxsplit=-1", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			limit := -1
			var err error
			if a[2].Valid() {
				if limit, err = t.IndexInt(a[2]); err != nil {
					return Value{}, err
				}
			}
			var parts [][]byte
			if !a[1].Valid() || a[1].IsNone() {
				parts = rsplitBytes(by(a[0]), limit)
			} else {
				sep, err := t.BytesArg(a[1])
				if err != nil {
					return Value{}, err
				}
				if len(sep) == 0 {
					return Value{}, t.Raisef(ValueError, "empty separator")
				}
				b := by(a[0])
				for limit < 0 || len(parts) < limit {
					i := bytes.LastIndex(b, sep)
					if i < 0 {
						break
					}
					parts = append(parts, b[i+len(sep):])
					b = b[:i]
				}
				parts = append(parts, b)
			}
			slices.Reverse(parts)
			return listOf(a[0], parts), nil
		}},
		{Name: "splitlines", Sig: "keepends=False", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			keep := false
			if a[1].Valid() {
				keep, _ = t.Truth(a[1])
			}
			var out [][]byte
			b := by(a[0])
			for len(b) > 0 {
				i := bytes.IndexAny(b, "\r\n")
				if i < 0 {
					out = append(out, b)
					break
				}
				w := 1
				if b[i] == '\r' && i+1 < len(b) && b[i+1] == '\n' {
					w = 2
				}
				end := i
				if keep {
					end += w
				}
				out = append(out, b[:end])
				b = b[i+w:]
			}
			return listOf(a[0], out), nil
		}},
		{Name: "partition", Sig: "sep, /", Fn: part(bytes.Index, false)},
		{Name: "rpartition", Sig: "sep, /", Fn: part(bytes.LastIndex, true)},
		{Name: "join", Sig: "iterable, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			var out []byte
			i := 0
			if a[1].Type().slots.Iter == nil && a[1].Type().slots.GetItem == nil {
				return Value{}, t.Raisef(TypeError, "can only join an iterable")
			}
			err := t.Each(a[1], func(v Value) error {
				b, err := t.BytesArg(v)
				if err != nil {
					return t.Raisef(TypeError, "sequence item %d: expected a bytes-like object, %s found", i, v.Type().TpName())
				}
				if i > 0 {
					out = append(out, by(a[0])...)
				}
				out = append(out, b...)
				i++
				return nil
			})
			return sameBytes(a[0], out), err
		}},
		{Name: "replace", Sig: "old, new, count=-1, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			old, err := t.BytesArg(a[1])
			if err != nil {
				return Value{}, err
			}
			nw, err := t.BytesArg(a[2])
			if err != nil {
				return Value{}, err
			}
			n := -1
			if a[3].Valid() {
				if n, err = t.IndexInt(a[3]); err != nil {
					return Value{}, err
				}
			}
			return sameBytes(a[0], replaceBytes(by(a[0]), old, nw, n)), nil
		}},
		{Name: "removeprefix", Sig: "prefix, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			p, err := t.BytesArg(a[1])
			return sameBytes(a[0], append([]byte(nil), bytes.TrimPrefix(by(a[0]), p)...)), err
		}},
		{Name: "removesuffix", Sig: "suffix, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			p, err := t.BytesArg(a[1])
			return sameBytes(a[0], append([]byte(nil), bytes.TrimSuffix(by(a[0]), p)...)), err
		}},
		{Name: "hex", Sig: "sep=None, bytes_per_sep=1", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			s := hex.EncodeToString(by(a[0]))
			if a[1].Valid() {
				sep, err := t.StrArg(a[1], "sep")
				if err != nil {
					return Value{}, err
				}
				if n := wtfLen(sep); n != 1 {
					return Value{}, t.Raisef(ValueError, "sep must be length 1.")
				}
				if sep[0] >= 0x80 {
					return Value{}, t.Raisef(ValueError, "sep must be ASCII.")
				}
				every := 1
				if a[2].Valid() {
					if every, err = t.IndexInt(a[2]); err != nil {
						return Value{}, err
					}
				}
				if every < 0 {
					var parts []string
					for len(s) > -every*2 {
						parts = append(parts, s[:-every*2])
						s = s[-every*2:]
					}
					s = strings.Join(append(parts, s), sep)
				} else if every > 0 {
					var parts []string
					for len(s) > every*2 {
						parts = append([]string{s[len(s)-every*2:]}, parts...)
						s = s[:len(s)-every*2]
					}
					s = strings.Join(append([]string{s}, parts...), sep)
				}
			}
			return NewStr(s), nil
		}},
		{Name: "fromhex", Kind: ClassDef, Sig: "string, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			var text string
			if s := AsStr(a[1]); s != nil {
				text = s.S
			} else if raw, err := t.BytesArg(a[1]); err == nil {
				text = string(raw)
			} else {
				return Value{}, t.Raisef(TypeError, "fromhex() argument must be str or bytes-like, not %s", a[1].Type().TpName())
			}
			b, err := t.unhex(text)
			if err != nil {
				return Value{}, err
			}
			if AsType(a[0]).IsSubtype(ByteArrayType) {
				return Of(&Bytes{Header: NewHeader(ByteArrayType), B: b}), nil
			}
			return NewBytes(b), nil
		}},
		{Name: "decode", Sig: "encoding='utf-8', errors='strict'", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			return t.Decode(by(a[0]), a[1], a[2])
		}},
		{Name: "ljust", Sig: "width, fillchar=b' ', /", Fn: bytesPad(func(b []byte, n int, f byte) []byte {
			return append(append([]byte(nil), b...), bytes.Repeat([]byte{f}, n)...)
		})},
		{Name: "rjust", Sig: "width, fillchar=b' ', /", Fn: bytesPad(func(b []byte, n int, f byte) []byte { return append(bytes.Repeat([]byte{f}, n), b...) })},
	}
	bs := slots
	bs.New = func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
		if cls == BytesType && len(a) == 1 && a[0].Is(BytesType) && len(kw) == 0 {
			return a[0], nil
		}
		b, err := t.bytesOf("bytes", a, kw)
		if err != nil {
			return Value{}, err
		}
		if cls == BytesType {
			return NewBytes(b), nil
		}
		o := cls.Alloc()
		(*Bytes)(o.p).B = b
		return o, nil
	}
	bs.Repr = func(t *Thread, v Value) (Value, error) { return NewStr(pyrepr.Bytes(string(by(v)))), nil }
	define(BytesType, ObjectType, bs, defs...)
	ba := slots
	ba.Hash = nil
	ba.New = func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
		if cls == ByteArrayType {
			return Of(&Bytes{Header: NewHeader(cls)}), nil
		}
		return cls.Alloc(), nil
	}
	ba.Init = func(t *Thread, self Value, a []Value, kw KwNames) error {
		if err := t.resize(self, 0); err != nil {
			return err
		}
		b, err := t.bytesOf("bytearray", a, kw)
		(*Bytes)(self.p).B = b
		return err
	}
	ba.Repr = func(t *Thread, v Value) (Value, error) {
		return NewStr("bytearray(" + pyrepr.Bytes(string(by(v))) + ")"), nil
	}
	ba.SetItem = bytearraySetItem
	ba.Inplace[OpAdd] = func(t *Thread, a, b Value) (Value, error) {
		x, err := t.BytesArg(b)
		if err != nil {
			return Value{}, t.Raisef(TypeError, "can't concat %s to bytearray", b.Type().TpName())
		}
		o := (*Bytes)(a.p)
		if a == b && len(x) > 0 { // it shows itself
			return Value{}, t.Raisef(BufferError, "Existing exports of data: object cannot be re-sized")
		}
		if err := t.resize(a, len(o.B)+len(x)); err != nil {
			return Value{}, err
		}
		o.B = append(o.B, x...)
		return a, nil
	}
	ba.Inplace[OpMul] = func(t *Thread, a, b Value) (Value, error) {
		n, err := t.timesArg(b)
		if err != nil {
			return Value{}, err
		}
		o := (*Bytes)(a.p)
		n = max(n, 0)
		if n > 0 && int64(len(o.B)) > (1<<34)/n {
			return Value{}, t.Raisef(MemoryError, "")
		}
		if err := t.resize(a, len(o.B)*int(n)); err != nil {
			return Value{}, err
		}
		o.B = bytes.Repeat(o.B, int(n))
		return a, nil
	}
	ba.Binary[OpMod] = func(t *Thread, a, b Value) (Value, error) {
		if !a.Type().IsSubtype(ByteArrayType) {
			return NotImplemented, nil
		}
		return t.bytesPercent(a, b)
	}
	define(ByteArrayType, ObjectType, ba, append(defs[:len(defs):len(defs)],
		Def{Name: "append", Sig: "item, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			c, err := t.byteVal(a[1])
			if err == nil {
				err = t.resize(a[0], len(by(a[0]))+1)
			}
			if err == nil {
				(*Bytes)(a[0].p).B = append(by(a[0]), c)
			}
			return None, err
		}},
		Def{Name: "extend", Sig: "iterable, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if AsStr(a[1]) != nil {
				return Value{}, t.Raisef(TypeError, "expected iterable of integers; got: 'str'")
			}
			if ty := a[1].Type(); ty.slots.Iter == nil && ty.slots.GetItem == nil {
				return Value{}, t.Raisef(TypeError, "can't extend bytearray with %s", a[1].Type().TpName())
			}
			b, err := t.bytesOf("bytearray", []Value{a[1]}, nil)
			if err == nil {
				err = t.resize(a[0], len(by(a[0]))+len(b))
			}
			if err == nil {
				(*Bytes)(a[0].p).B = append(by(a[0]), b...)
			}
			return None, err
		}},
		Def{Name: "clear", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if err := t.resize(a[0], 0); err != nil {
				return Value{}, err
			}
			(*Bytes)(a[0].p).B = nil
			return None, nil
		}},
		Def{Name: "copy", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			return sameBytes(a[0], append([]byte(nil), by(a[0])...)), nil
		}},
		Def{Name: "pop", Sig: "index=-1, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			o := (*Bytes)(a[0].p)
			if len(o.B) == 0 {
				return Value{}, t.Raisef(IndexError, "pop from empty bytearray")
			}
			k := Int(-1)
			if a[1].Valid() {
				k = a[1]
			}
			i, err := t.seqIndex(k, len(o.B), "pop")
			if err != nil {
				return Value{}, err
			}
			if err := t.resize(a[0], len(o.B)-1); err != nil {
				return Value{}, err
			}
			c := o.B[i]
			o.B = append(o.B[:i], o.B[i+1:]...)
			return Int(int64(c)), nil
		}},
		Def{Name: "reverse", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			b := by(a[0])
			for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
				b[i], b[j] = b[j], b[i]
			}
			return None, nil
		}},
	)...)
	BytesType.Flags |= BytesSub
	ByteArrayType.Flags |= BytesSub
	RegisterLayout[Bytes](BytesType, nil)
	RegisterLayout[Bytes](ByteArrayType, nil)
}

// unhex reads pairs of hexadecimal digits with white space between them.
func (t *Thread) unhex(s string) ([]byte, error) {
	out := make([]byte, 0, len(s)/2)
	digit := func(i int) int {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			return int(c - '0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			return int(c|0x20-'a') + 10
		}
		return -1
	}
	for i := 0; i < len(s); i++ {
		if s[i] == ' ' || s[i] >= '\t' && s[i] <= '\r' {
			continue
		}
		hi := digit(i)
		if hi >= 0 {
			if i++; i >= len(s) {
				return nil, t.Raisef(ValueError, "fromhex() arg must contain an even number of hexadecimal digits")
			}
			if lo := digit(i); lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				continue
			}
		}
		return nil, t.Raisef(ValueError, "non-hexadecimal number found in fromhex() arg at position %d", wtfLen(s[:i]))
	}
	return out, nil
}

func bytesPad(f func([]byte, int, byte) []byte) NativeFunc {
	return func(t *Thread, a []Value, _ KwNames) (Value, error) {
		w, err := t.IndexInt(a[1])
		if err != nil {
			return Value{}, err
		}
		fill := byte(' ')
		if a[2].Valid() {
			if b := AsBytes(a[2]); b != nil && len(b.B) == 1 {
				fill = b.B[0]
			}
		}
		if w > maxText {
			return Value{}, t.Raisef(MemoryError, "")
		}
		b := (*Bytes)(a[0].p).B
		return sameBytes(a[0], f(b, max(w-len(b), 0), fill)), nil
	}
}

// latin1 and unLatin1 carry bytes through str algorithms.
func latin1(b []byte) string {
	out := make([]byte, 0, len(b)*2)
	for _, c := range b {
		out = utf8.AppendRune(out, rune(c))
	}
	return string(out)
}

func unLatin1(s string) []byte {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		out = append(out, byte(r))
	}
	return out
}

func (t *Thread) bytesPercent(a, b Value) (Value, error) {
	s, err := t.percent(latin1((*Bytes)(a.p).B), b, true)
	if err != nil {
		return Value{}, err
	}
	return sameBytes(a, unLatin1(s)), nil
}

// replaceRune is what an error mode writes for a character that an encoding
// lacks.
func replaceRune(r rune, mode string) string {
	switch mode {
	case "replace":
		return "?"
	case "xmlcharrefreplace":
		return "&#" + itoa(int(r)) + ";"
	case "namereplace":
		n := runenames.Name(r)
		if strings.HasPrefix(n, "<CJK Ideograph") {
			n = "CJK UNIFIED IDEOGRAPH-" + strings.ToUpper(hexPad(r, 4))
		}
		if n != "" && n[0] != '<' {
			return `\N{` + n + "}"
		}
	}
	switch {
	case r > 0xffff:
		return `\U` + hexPad(r, 8)
	case r > 0xff:
		return `\u` + hexPad(r, 4)
	}
	return `\x` + hexPad(r, 2)
}

func (t *Thread) unicodeError(ty *Type, name string, obj Value, start, end int, reason string) error {
	e := NewExc(ty, NewStr(name), obj, Int(int64(start)), Int(int64(end)), NewStr(reason))
	for i, v := range AsTuple(e.Args).Items {
		e.SetExtra(t, i, v)
	}
	return e
}

// badUTF8 measures an invalid sequence as CPython's decoder does.
func badUTF8(b []byte) (int, string) {
	c := b[0]
	need := 0
	lo, hi := byte(0x80), byte(0xBF)
	switch {
	case c >= 0xC2 && c <= 0xDF:
		need = 1
	case c >= 0xE0 && c <= 0xEF:
		need = 2
		if c == 0xE0 {
			lo = 0xA0
		} else if c == 0xED {
			hi = 0x9F
		}
	case c >= 0xF0 && c <= 0xF4:
		need = 3
		if c == 0xF0 {
			lo = 0x90
		} else if c == 0xF4 {
			hi = 0x8F
		}
	default:
		return 1, "invalid start byte"
	}
	for k := 1; k <= need; k++ {
		if k >= len(b) {
			return k, "unexpected end of data"
		}
		if b[k] < lo || b[k] > hi {
			return k, "invalid continuation byte"
		}
		lo, hi = 0x80, 0xBF
	}
	return 1, "invalid start byte"
}

// The case of bytes is that of their ASCII letters.
func asciiLower(b []byte) []byte {
	out := bytes.Clone(b)
	for i, c := range out {
		if c >= 'A' && c <= 'Z' {
			out[i] = c | 0x20
		}
	}
	return out
}

func asciiUpper(b []byte) []byte {
	out := bytes.Clone(b)
	for i, c := range out {
		if c >= 'a' && c <= 'z' {
			out[i] = c &^ 0x20
		}
	}
	return out
}

func asciiTitle(b []byte) []byte {
	out := asciiLower(b)
	word := false
	for i, c := range out {
		letter := c >= 'a' && c <= 'z'
		if letter && !word {
			out[i] = c &^ 0x20
		}
		word = letter
	}
	return out
}
