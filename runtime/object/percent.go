package object

import (
	"math"
	"math/big"
	"strings"
)

// PercentFormat is text % args.
func (t *Thread) PercentFormat(text string, arg Value) (string, error) {
	return t.percent(text, arg, false)
}

// percent formats for str, or for bytes, whose characters are its bytes.
func (t *Thread) percent(text string, arg Value, ofBytes bool) (string, error) {
	args := []Value{arg}
	if tup := AsTuple(arg); tup != nil {
		args = tup.Items
	}
	var mapping Value
	if AsTuple(arg) == nil && AsStr(arg) == nil && arg.Type().slots.GetItem != nil && !(ofBytes && AsBytes(arg) != nil) {
		mapping = arg
	}
	next, used := 0, false
	arg1 := func() (Value, error) {
		if next >= len(args) {
			return Value{}, t.Raisef(TypeError, "not enough arguments for format string")
		}
		next++
		return args[next-1], nil
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '%' {
			b.WriteByte(text[i])
			continue
		}
		i++
		if ofBytes && i < len(text) && text[i] == '%' {
			b.WriteByte('%')
			continue
		}
		var s spec
		s.fill, s.prec = " ", -1
		var v Value
		if i < len(text) && text[i] == '(' {
			depth, j := 1, i+1
			for ; j < len(text) && depth > 0; j++ {
				switch text[j] {
				case '(':
					depth++
				case ')':
					depth--
				}
			}
			if depth > 0 {
				return "", t.Raisef(ValueError, "incomplete format key")
			}
			if !mapping.Valid() {
				return "", t.Raisef(TypeError, "format requires a mapping")
			}
			var err error
			key := NewStr(text[i+1 : j-1])
			if ofBytes {
				key = NewBytes(unLatin1(text[i+1 : j-1]))
			}
			if v, err = t.GetItem(mapping, key); err != nil {
				return "", err
			}
			i, used = j, true
		}
		left := false
	flags:
		for ; i < len(text); i++ {
			switch text[i] {
			case '-':
				left = true
			case '+':
				s.sign = '+'
			case ' ':
				if s.sign == 0 {
					s.sign = ' '
				}
			case '#':
				s.alt = true
			case '0':
				s.zero = true
			default:
				break flags
			}
		}
		number := func() (int, error) {
			if i < len(text) && text[i] == '*' {
				i++
				w, err := arg1()
				if err != nil {
					return 0, err
				}
				if !isIntLike(w) {
					return 0, t.Raisef(TypeError, "* wants int")
				}
				n, ok := small(w)
				if !ok || n > maxText || n < -maxText {
					return 0, t.Raisef(OverflowError, "width too big")
				}
				return int(n), nil
			}
			n := 0
			for ; i < len(text) && text[i] >= '0' && text[i] <= '9'; i++ {
				n = n*10 + int(text[i]-'0')
				if n > math.MaxInt32 {
					return 0, t.Raisef(ValueError, "width too big")
				}
			}
			return n, nil
		}
		var err error
		if s.width, err = number(); err != nil {
			return "", err
		}
		if s.width < 0 {
			left, s.width = true, -s.width
		}
		if i < len(text) && text[i] == '.' {
			i++
			if s.prec, err = number(); err != nil {
				return "", err
			}
			s.prec = max(s.prec, 0)
		}
		for i < len(text) && strings.IndexByte("hlL", text[i]) >= 0 {
			i++
		}
		if i >= len(text) {
			return "", t.Raisef(ValueError, "incomplete format")
		}
		c := text[i]
		if c == '%' && !ofBytes {
			b.WriteByte('%')
			continue
		}
		if !v.Valid() {
			if v, err = arg1(); err != nil {
				return "", err
			}
		}
		if left {
			s.align = '<'
		} else if s.zero {
			s.align, s.fill = '=', "0"
		} else {
			s.align = '>'
		}
		var out string
		if c == 'b' && ofBytes {
			c = 's'
		}
		switch c {
		case 's', 'r', 'a':
			if out, err = t.percentText(v, c, ofBytes); err != nil {
				return "", err
			}
			if s.prec >= 0 {
				x := Str{S: out, n: -1}
				if x.Len() > s.prec {
					out = x.Sub(0, s.prec)
				}
			}
			if !left {
				s.align = '>'
			}
			s.fill = " "
			out = s.pad(out, '>')
		case 'c':
			if out, err = t.percentChar(v, ofBytes); err != nil {
				return "", err
			}
			s.fill = " "
			out = s.pad(out, '>')
		case 'd', 'i', 'u', 'x', 'X', 'o':
			iv := v
			if !isIntLike(v) {
				switch {
				case c == 'x' || c == 'X' || c == 'o':
					if v.Type().slots.Index == nil {
						return "", t.Raisef(TypeError, "%%%s format: an integer is required, not %s", string(c), v.Type().TpName())
					}
					iv, err = t.Index(v)
				case v.Type().slots.Int != nil || isFloatLike(v):
					iv, err = t.Call(Of(IntType), v)
				case v.Type().slots.Index != nil:
					iv, err = t.Index(v)
				default:
					return "", t.Raisef(TypeError, "%%%s format: a real number is required, not %s", string(c), v.Type().TpName())
				}
				if err != nil {
					return "", err
				}
			}
			base, prefix := 10, ""
			switch c {
			case 'x', 'X':
				base, prefix = 16, "0"+string(c)
			case 'o':
				base, prefix = 8, "0o"
			}
			digits := new(big.Int).Abs(Big(iv)).Text(base)
			if c == 'X' {
				digits = strings.ToUpper(digits)
			}
			if s.prec > len(digits) {
				digits = strings.Repeat("0", s.prec-len(digits)) + digits
			}
			if !s.alt {
				prefix = ""
			}
			out = s.number(Big(iv).Sign() < 0, prefix, digits, "", 3)
		case 'e', 'E', 'f', 'F', 'g', 'G':
			f, err := t.ToFloat(v)
			if err != nil {
				if IsExc(err, TypeError) {
					want := "must be real number"
					if ofBytes {
						want = "float argument required"
					}
					err = t.Raisef(TypeError, "%s, not %s", want, v.Type().TpName())
				}
				return "", err
			}
			s.typ = c
			if out, err = t.formatFloatSpec(f, &s); err != nil {
				return "", err
			}
		default:
			r, _ := DecodeRune(text[i:])
			if ofBytes && r >= 0x80 {
				return "", t.Raisef(OverflowError, "character argument not in range(0x110000)")
			}
			return "", t.Raisef(ValueError, "unsupported format character '%s' (0x%x) at index %d", string(r), r, wtfLen(text[:i]))
		}
		b.WriteString(out)
	}
	if next < len(args) && !mapping.Valid() && !used {
		what := "string"
		if ofBytes {
			what = "bytes"
		}
		return "", t.Raisef(TypeError, "not all arguments converted during %s formatting", what)
	}
	return b.String(), nil
}

// percentText is what %s, %r and %a write. Of bytes, %s wants bytes or what has
// some.
func (t *Thread) percentText(v Value, code byte, ofBytes bool) (string, error) {
	if !ofBytes {
		return t.Convert(v, code)
	}
	if code != 's' {
		return t.Convert(v, 'a')
	}
	if b := AsBytes(v); b != nil {
		return latin1(b.B), nil
	}
	if b, ok := viewBytes(v); ok {
		return latin1(b), nil
	}
	r, ok, err := t.CallSpecial(v, names.bytes)
	switch {
	case err != nil:
		return "", err
	case !ok:
		return "", t.Raisef(TypeError, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'", v.Type().TpName())
	case AsBytes(r) == nil || r.Type().IsSubtype(ByteArrayType):
		return "", t.Raisef(TypeError, "__bytes__ returned non-bytes (type %s)", r.Type().TpName())
	}
	return latin1(AsBytes(r).B), nil
}

// percentChar is what %c writes.
func (t *Thread) percentChar(v Value, ofBytes bool) (string, error) {
	if ofBytes {
		switch b := AsBytes(v); {
		case b != nil && len(b.B) != 1:
			return "", t.Raisef(TypeError, "%%c requires an integer in range(256) or a single byte, not a %s object of length %d", v.Type().TpName(), len(b.B))
		case b != nil:
			return latin1(b.B), nil
		case v.Type().slots.Index == nil:
			return "", t.Raisef(TypeError, "%%c requires an integer in range(256) or a single byte, not %s", v.Type().TpName())
		}
		i, err := t.Index(v)
		if err != nil {
			return "", err
		}
		if !i.IsInt() || i.AsInt() < 0 || i.AsInt() > 255 {
			return "", t.Raisef(OverflowError, "%s", "%c arg not in range(256)")
		}
		return latin1([]byte{byte(i.AsInt())}), nil
	}
	if x := AsStr(v); x != nil {
		if x.Len() != 1 {
			return "", t.Raisef(TypeError, "%%c requires an int or a unicode character, not a string of length %d", x.Len())
		}
		return x.S, nil
	}
	n, err := t.IndexInt(v)
	if err != nil {
		return "", t.Raisef(TypeError, "%%c requires an int or a unicode character, not %s", v.Type().TpName())
	}
	if n < 0 || n > 0x10ffff {
		return "", t.Raisef(OverflowError, "%s", "%c arg not in range(0x110000)")
	}
	return string(AppendRune(nil, rune(n))), nil
}
