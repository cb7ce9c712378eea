package object

import "unicode/utf8"

func strMaketrans(t *Thread, a []Value, _ KwNames) (Value, error) {
	d := NewDict()
	if !a[1].Valid() {
		m := AsDict(a[0])
		if m == nil {
			return Value{}, t.Raisef(TypeError, "if you give only one argument to maketrans it must be a dict")
		}
		for i := 0; ; {
			k, v, ok := m.Next(&i)
			if !ok {
				return Of(d), nil
			}
			if s := AsStr(k); s != nil {
				if s.Len() != 1 {
					return Value{}, t.Raisef(ValueError, "string keys in translate table must be of length 1")
				}
				r, _ := DecodeRune(s.S)
				k = Int(int64(r))
			}
			if err := d.Set(t, k, v); err != nil {
				return Value{}, err
			}
		}
	}
	x, y := AsStr(a[0]), AsStr(a[1])
	if x == nil || y == nil {
		return Value{}, t.Raisef(TypeError, "first maketrans argument must be a string if there is a second argument")
	}
	xs, ys := x.Runes(), y.Runes()
	if len(xs) != len(ys) {
		return Value{}, t.Raisef(ValueError, "the first two maketrans arguments must have equal length")
	}
	for i, r := range xs {
		if err := d.Set(t, Int(int64(r)), Int(int64(ys[i]))); err != nil {
			return Value{}, err
		}
	}
	if a[2].Valid() {
		for _, r := range AsStr(a[2]).Runes() {
			if err := d.Set(t, Int(int64(r)), None); err != nil {
				return Value{}, err
			}
		}
	}
	return Of(d), nil
}

// strTranslate is str.translate. What an exact dict says of an ASCII character is
// asked once: nothing that runs meanwhile could change it.
func strTranslate(t *Thread, a []Value, _ KwNames) (Value, error) {
	s := sval(a[0])
	b := make([]byte, 0, len(s)+len(s)/8)
	table := a[1]
	var exact *Dict
	if table.Is(DictType) {
		exact = AsDict(table)
	}
	// What becomes of ASCII characters: 0 is not known yet, then the character plus one.
	const other = 0xff
	var known [utf8.RuneSelf]byte
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf && known[c] != 0 && known[c] != other {
			b = append(b, known[c]-1)
			i++
			continue
		}
		r, w := DecodeRune(s[i:])
		from := len(b)
		var v Value
		var err error
		if exact != nil {
			v, err = exact.Get(t, Int(int64(r)))
		} else if v, err = t.GetItem(table, Int(int64(r))); IsExc(err, LookupError) {
			v, err = Value{}, nil
		}
		if err != nil {
			return Value{}, err
		}
		if b, err = t.appendMapped(b, v, r); err != nil {
			return Value{}, err
		}
		if r < utf8.RuneSelf && exact != nil {
			known[r] = other
			if len(b) == from+1 {
				known[r] = b[from] + 1
			}
		}
		i += w
	}
	return TakeStr(b), nil
}

// appendMapped appends what a table of translate says of a character.
func (t *Thread) appendMapped(b []byte, v Value, r rune) ([]byte, error) {
	switch {
	case !v.Valid():
		return AppendRune(b, r), nil
	case v.IsNone():
		return b, nil
	case AsStr(v) != nil:
		return append(b, sval(v)...), nil
	case isIntLike(v):
		if i, ok := small(v); ok && i >= 0 && i <= utf8.MaxRune {
			return AppendRune(b, rune(i)), nil
		}
		return b, t.Raisef(ValueError, "character mapping must be in range(0x%x)", utf8.MaxRune+1)
	}
	return b, t.Raisef(TypeError, "character mapping must return integer, None or str")
}
