package object

import "bytes"

// isLowerByte and isUpperByte know ASCII only.
func isLowerByte(c byte) bool { return 'a' <= c && c <= 'z' }
func isUpperByte(c byte) bool { return 'A' <= c && c <= 'Z' }

// setupBytesMore adds the methods of bytes and bytearray that work on letters
// and columns, and those that only bytearray has.
func setupBytesMore() {
	by := func(v Value) []byte { return (*Bytes)(v.p).B }
	test := func(name string, f func(b []byte) bool) Def {
		return Def{Name: name, Fn: func(_ *Thread, a []Value, _ KwNames) (Value, error) { return Bool(f(by(a[0]))), nil }}
	}
	cased := func(want, other func(byte) bool) func(b []byte) bool {
		return func(b []byte) bool {
			any := false
			for _, c := range b {
				if other(c) {
					return false
				}
				any = any || want(c)
			}
			return any
		}
	}
	fillArg := func(t *Thread, a []Value) (width int, fill byte, err error) {
		n, err := t.IntArg(a[1])
		if err != nil {
			return 0, 0, err
		}
		fill = ' '
		if a[2].Valid() {
			b := AsBytes(a[2])
			if b != nil && len(b.B) != 1 {
				return 0, 0, t.Raisef(TypeError, "center(): argument 2 must be a byte string of length 1, not a %s object of length %d", a[2].Type().TpName(), len(b.B))
			}
			if b == nil {
				return 0, 0, t.Raisef(TypeError, "center() argument 2 must be a byte string of length 1, not %s", a[2].Type().TpName())
			}
			fill = b.B[0]
		}
		return int(min(n, maxText)), fill, nil
	}
	common := []Def{
		test("islower", cased(isLowerByte, isUpperByte)),
		test("isupper", cased(isUpperByte, isLowerByte)),
		test("istitle", func(b []byte) bool {
			inWord, any := false, false
			for _, c := range b {
				switch {
				case isUpperByte(c):
					if inWord {
						return false
					}
					inWord, any = true, true
				case isLowerByte(c):
					if !inWord {
						return false
					}
					any = true
				default:
					inWord = false
				}
			}
			return any
		}),
		{Name: "swapcase", Fn: func(_ *Thread, a []Value, _ KwNames) (Value, error) {
			out := append([]byte(nil), by(a[0])...)
			for i, c := range out {
				if isLowerByte(c) || isUpperByte(c) {
					out[i] = c ^ 0x20
				}
			}
			return sameBytes(a[0], out), nil
		}},
		{Name: "center", Sig: "width, fillchar=b' ', /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			width, fill, err := fillArg(t, a)
			if err != nil {
				return Value{}, err
			}
			b := by(a[0])
			pad := max(width-len(b), 0)
			left := pad/2 + pad&width&1
			out := append(bytes.Repeat([]byte{fill}, left), b...)
			return sameBytes(a[0], append(out, bytes.Repeat([]byte{fill}, pad-left)...)), nil
		}},
		{Name: "zfill", Sig: "width, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			n, err := t.IntArg(a[1])
			if err != nil {
				return Value{}, err
			}
			b := by(a[0])
			pad := max(int(min(n, maxText))-len(b), 0)
			var out []byte
			if len(b) > 0 && (b[0] == '+' || b[0] == '-') {
				out, b = append(out, b[0]), b[1:]
			}
			out = append(out, bytes.Repeat([]byte{'0'}, pad)...)
			return sameBytes(a[0], append(out, b...)), nil
		}},
		{Name: "expandtabs", Sig: "tabsize=8", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			size := int64(8)
			if a[1].Valid() {
				var err error
				if size, err = t.IntArg(a[1]); err != nil {
					return Value{}, err
				}
			}
			var out []byte
			col := 0
			for _, c := range by(a[0]) {
				switch c {
				case '\t':
					if size > 0 {
						n := int(size) - col%int(size)
						out = append(out, bytes.Repeat([]byte{' '}, n)...)
						col += n
					}
					continue
				case '\n', '\r':
					col = -1
				}
				out = append(out, c)
				col++
			}
			return sameBytes(a[0], out), nil
		}},
		{Name: "translate", Sig: "table, /, delete=b''", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			var table, drop []byte
			var err error
			if !a[1].IsNone() {
				if table, err = t.BytesArg(a[1]); err != nil {
					return Value{}, err
				}
				if len(table) != 256 {
					return Value{}, t.Raisef(ValueError, "translation table must be 256 characters long")
				}
			}
			if a[2].Valid() {
				if drop, err = t.BytesArg(a[2]); err != nil {
					return Value{}, err
				}
			}
			return sameBytes(a[0], translated(by(a[0]), table, drop)), nil
		}},
		{Name: "maketrans", Kind: StaticDef, Sig: "frm, to, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			from, err := t.BytesArg(a[0])
			if err != nil {
				return Value{}, err
			}
			to, err := t.BytesArg(a[1])
			if err != nil {
				return Value{}, err
			}
			if len(from) != len(to) {
				return Value{}, t.Raisef(ValueError, "maketrans arguments must have same length")
			}
			out := make([]byte, 256)
			for i := range out {
				out[i] = byte(i)
			}
			for i, c := range from {
				out[c] = to[i]
			}
			return NewBytes(out), nil
		}},
	}
	add := func(ty *Type, defs ...Def) { ty.defs = append(ty.defs[:len(ty.defs):len(ty.defs)], defs...) }
	add(BytesType, common...)
	add(BytesType,
		Def{Name: "__bytes__", Fn: func(_ *Thread, a []Value, _ KwNames) (Value, error) {
			if a[0].Is(BytesType) {
				return a[0], nil
			}
			return NewBytes(append([]byte(nil), by(a[0])...)), nil
		}},
		Def{Name: "__getnewargs__", Fn: func(_ *Thread, a []Value, _ KwNames) (Value, error) {
			return NewTuple(NewBytes(append([]byte(nil), by(a[0])...))), nil
		}})
	add(ByteArrayType, common...)
	add(ByteArrayType,
		Def{Name: "insert", Sig: "index, item, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			i, err := t.IndexInt(a[1])
			if err != nil {
				return Value{}, err
			}
			c, err := t.byteVal(a[2])
			if err != nil {
				return Value{}, err
			}
			b := by(a[0])
			if i < 0 {
				i = max(i+len(b), 0)
			}
			i = min(i, len(b))
			if err := t.resize(a[0], len(b)+1); err != nil {
				return Value{}, err
			}
			(*Bytes)(a[0].p).B = append(append(append(make([]byte, 0, len(b)+1), b[:i]...), c), b[i:]...)
			return None, nil
		}},
		Def{Name: "remove", Sig: "value, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			c, err := t.byteVal(a[1])
			if err != nil {
				return Value{}, err
			}
			b := by(a[0])
			i := bytes.IndexByte(b, c)
			if i < 0 {
				return Value{}, t.Raisef(ValueError, "value not found in bytearray")
			}
			if err := t.resize(a[0], len(b)-1); err != nil {
				return Value{}, err
			}
			(*Bytes)(a[0].p).B = append(b[:i:i], b[i+1:]...)
			return None, nil
		}},
		Def{Name: "resize", Sig: "size, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			n, err := t.IntArg(a[1])
			if err != nil {
				return Value{}, err
			}
			if n < 0 {
				return Value{}, t.Raisef(ValueError, "Can only resize to positive sizes, got %d", n)
			}
			if err := t.resize(a[0], int(n)); err != nil {
				return Value{}, err
			}
			b := by(a[0])
			if int(n) <= len(b) {
				(*Bytes)(a[0].p).B = b[:n]
			} else {
				(*Bytes)(a[0].p).B = append(b, make([]byte, int(n)-len(b))...)
			}
			return None, nil
		}})
}

// translated is b without the bytes of drop, the others as a table of 256 bytes has
// them, if there is one.
func translated(b, table, drop []byte) []byte {
	out := make([]byte, len(b))
	switch {
	case len(drop) == 0 && table == nil:
		copy(out, b)
		return out
	case len(drop) == 0:
		to := (*[256]byte)(table)
		for i, c := range b {
			out[i] = to[c]
		}
		return out
	}
	var dropped [256]bool
	for _, c := range drop {
		dropped[c] = true
	}
	n := 0
	for _, c := range b {
		if dropped[c] {
			continue
		}
		if table != nil {
			c = table[c]
		}
		out[n] = c
		n++
	}
	return out[:n]
}
