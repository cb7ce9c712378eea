package object

import (
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"

	"github.com/asynctools/asynctools/runtime/internal/accurate"
	"github.com/asynctools/asynctools/runtime/internal/chars"
	"github.com/asynctools/asynctools/syntax/pyrepr"
)

// The limit of digits in conversions between int and str: the default, and the
// least that sys.set_int_max_str_digits() takes besides 0, which means none.
const (
	DefaultStrDigits = 4300
	MinStrDigits     = 640
)

// tooManyDigits reports a number of digits beyond the limit.
func (in *Interp) tooManyDigits(n int) bool { return in.MaxStrDigits > 0 && n > in.MaxStrDigits }

// newInt gives an int value the class cls.
func newInt(cls *Type, v Value) Value {
	if cls == IntType {
		return v
	}
	o := cls.Alloc()
	(*BigInt)(o.p).v.Set(Big(v))
	return o
}

// ParseInt is int(text, base).
func (t *Thread) ParseInt(text string, base int) (Value, error) {
	return t.parseInt(text, base, func() string { return pyrepr.Str(text) })
}

// parseIntBytes is int of a bytes or bytearray, which errors show as bytes.
func (t *Thread) parseIntBytes(b *Bytes, base int) (Value, error) {
	return t.parseInt(string(b.B), base, func() string { return pyrepr.Bytes(string(b.B)) })
}

func (t *Thread) parseInt(text string, base int, shown func() string) (Value, error) {
	bad := func() (Value, error) {
		return Value{}, t.Raisef(ValueError, "invalid literal for int() with base %d: %s", base, shown())
	}
	s := strings.TrimFunc(text, isSpaceRune)
	neg := false
	if s != "" && (s[0] == '+' || s[0] == '-') {
		neg, s = s[0] == '-', s[1:]
	}
	b := base
	if len(s) > 2 && s[0] == '0' {
		p := 0
		switch s[1] | 0x20 {
		case 'x':
			p = 16
		case 'o':
			p = 8
		case 'b':
			p = 2
		}
		if p != 0 && (base == 0 || base == p) {
			b, s = p, s[2:]
			s = strings.TrimPrefix(s, "_")
		}
	}
	if b == 0 {
		b = 10
		if strings.Trim(s, "0_") != "" && strings.HasPrefix(s, "0") {
			return bad()
		}
	}
	if s == "" || s[0] == '_' || s[len(s)-1] == '_' || strings.Contains(s, "__") {
		return bad()
	}
	s = strings.ReplaceAll(s, "_", "")
	ascii := make([]byte, 0, len(s))
	for _, r := range s {
		if r < 128 {
			ascii = append(ascii, byte(r))
		} else if d := digitValue(r); d >= 0 {
			ascii = append(ascii, byte('0'+d))
		} else {
			return bad()
		}
	}
	s = string(ascii)
	if s[0] == '+' || s[0] == '-' {
		return bad()
	}
	if b&(b-1) != 0 && t.Interp.tooManyDigits(len(s)) {
		return Value{}, t.Raisef(ValueError, "Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase the limit", t.Interp.MaxStrDigits, len(s))
	}
	if n, err := strconv.ParseInt(s, b, 64); err == nil {
		if neg {
			n = -n
		}
		return Int(n), nil
	}
	x, ok := new(big.Int).SetString(s, b)
	if !ok {
		return bad()
	}
	if neg {
		x.Neg(x)
	}
	return IntFromBig(x), nil
}

// digitValue is the decimal digit value of a Unicode Nd character, or -1. Nd
// characters come in runs of ten that start at a multiple the zero of which is
// found by walking back.
func digitValue(r rune) int {
	if !chars.Is(r, chars.Decimal) {
		return -1
	}
	n := 0
	for n < 9 && chars.Is(r-1, chars.Decimal) && (r-1)&^0xf == r&^0xf {
		r--
		n++
	}
	return n
}

// plainDigits is the number that up to 18 ASCII digits are; ok is false for any other
// text.
func plainDigits(s string) (n int64, ok bool) {
	if len(s) == 0 || len(s) > 18 {
		return 0, false
	}
	for i := range len(s) {
		c := s[i] - '0'
		if c > 9 {
			return 0, false
		}
		n = n*10 + int64(c)
	}
	return n, true
}

func intNew(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
	if len(a) == 1 && len(kw) == 0 && cls == IntType {
		if a[0].IsInt() {
			return a[0], nil
		}
		if a[0].Is(StrType) {
			if n, ok := plainDigits((*Str)(a[0].p).S); ok {
				return Int(n), nil
			}
		}
	}
	var p [2]Value
	switch {
	case len(a) > 2 && len(kw) == 0:
		return Value{}, t.Raisef(TypeError, "int expected at most 2 arguments, got %d", len(a))
	case len(a) > 2:
		return Value{}, t.Raisef(TypeError, "int() takes at most 2 arguments (%d given)", len(a))
	}
	if err := intSig.parse(t, a, kw, p[:]); err != nil {
		return Value{}, err
	}
	x, base := p[0], p[1]
	if !x.Valid() {
		if base.Valid() {
			return Value{}, t.Raisef(TypeError, "int() missing string argument")
		}
		return newInt(cls, Int(0)), nil
	}
	if base.Valid() {
		n, err := t.Index(base)
		if err != nil {
			return Value{}, err
		}
		b := 1
		if n.IsInt() && n.AsInt() >= 0 && n.AsInt() <= 36 {
			b = int(n.AsInt())
		}
		if b != 0 && (b < 2 || b > 36) {
			return Value{}, t.Raisef(ValueError, "int() base must be >= 2 and <= 36, or 0")
		}
		if s := AsStr(x); s != nil {
			v, err := t.ParseInt(s.S, b)
			if err != nil {
				return v, err
			}
			return newInt(cls, v), nil
		}
		if s := AsBytes(x); s != nil {
			v, err := t.parseIntBytes(s, b)
			if err != nil {
				return v, err
			}
			return newInt(cls, v), nil
		}
		return Value{}, t.Raisef(TypeError, "int() can't convert non-string with explicit base")
	}
	var v Value
	var err error
	switch {
	case isIntLike(x) && x.Type().Flags&HeapType == 0:
		v, err = t.Index(x)
	case x.IsFloat():
		v, err = t.FloatToInt(x.AsFloat())
	case AsStr(x) != nil:
		v, err = t.ParseInt(sval(x), 10)
	case AsBytes(x) != nil:
		v, err = t.parseIntBytes(AsBytes(x), 10)
	case x.Type().slots.Int != nil:
		if v, err = x.Type().slots.Int(t, x); err == nil {
			if !isIntLike(v) {
				return Value{}, t.Raisef(TypeError, "__int__ returned non-int (type %s)", v.Type().TpName())
			}
			if err = t.strictInt("__int__", v); err == nil {
				v, err = t.Index(v)
			}
		}
	case x.Type().slots.Index != nil:
		v, err = t.Index(x)
	default:
		if data, ok := viewBytes(x); ok {
			v, err = t.parseInt(string(data), 10, func() string { return pyrepr.Bytes(string(data)) })
			break
		}
		err = t.Raisef(TypeError, "int() argument must be a string, a bytes-like object or a real number, not '%s'", x.Type().TpName())
	}
	if err != nil {
		return Value{}, err
	}
	return newInt(cls, v), nil
}

// strictInt warns of a special method that returns an instance of a subclass of int.
func (t *Thread) strictInt(method string, v Value) error {
	if v.Is(IntType) || t.Interp.Warn == nil {
		return nil
	}
	return t.Interp.Warn(t, DeprecationWarning, method+" returned non-int (type "+v.Type().TpName()+").  The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python.")
}

var intSig = &Native{Name: "int", Qual: "int", sig: parseSig("x=0, /, base=10")}

// FloatToInt truncates.
func (t *Thread) FloatToInt(f float64) (Value, error) {
	if math.IsNaN(f) {
		return Value{}, t.Raisef(ValueError, "cannot convert float NaN to integer")
	}
	if math.IsInf(f, 0) {
		return Value{}, t.Raisef(OverflowError, "cannot convert float infinity to integer")
	}
	if math.Abs(f) < 1<<62 {
		return Int(int64(f)), nil
	}
	b, _ := new(big.Float).SetFloat64(math.Trunc(f)).Int(nil)
	return IntFromBig(b), nil
}

func intUnary(f func(t *Thread, i int64, b *big.Int) Value) UnaryFunc {
	return func(t *Thread, v Value) (Value, error) {
		if i, ok := small(v); ok && i != math.MinInt64 {
			return f(t, i, nil), nil
		}
		return f(t, 0, Big(v)), nil
	}
}

func setupNumbers() {
	var bin [NumBinary]BinaryFunc
	for op := range NumBinary {
		if op != OpMatMul {
			bin[op] = intBinary(op)
		}
	}
	ident := func(t *Thread, v Value) (Value, error) { return t.Index(v) }
	getInt := func(f func(v Value) Value) NativeFunc {
		return func(t *Thread, a []Value, _ KwNames) (Value, error) { return f(a[0]), nil }
	}
	define(IntType, ObjectType, Slots{
		New: intNew, Binary: bin, Compare: intCompare,
		Hash: func(t *Thread, v Value) (uint64, error) {
			if i, ok := small(v); ok {
				return hashInt(i), nil
			}
			return hashBig(Big(v)), nil
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			if i, ok := small(v); ok {
				return NewStr(strconv.FormatInt(i, 10)), nil
			}
			s := Big(v).String()
			if t.Interp.tooManyDigits(len(strings.TrimPrefix(s, "-"))) {
				return Value{}, t.Raisef(ValueError, "Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit", t.Interp.MaxStrDigits)
			}
			return NewStr(s), nil
		},
		Truth: func(t *Thread, v Value) (bool, error) {
			i, ok := small(v)
			return !ok || i != 0, nil
		},
		Neg: intUnary(func(t *Thread, i int64, b *big.Int) Value {
			if b == nil {
				return Int(-i)
			}
			return IntFromBig(new(big.Int).Neg(b))
		}),
		Abs: intUnary(func(t *Thread, i int64, b *big.Int) Value {
			if b == nil {
				return Int(max(i, -i))
			}
			return IntFromBig(new(big.Int).Abs(b))
		}),
		Invert: intUnary(func(t *Thread, i int64, b *big.Int) Value {
			if b == nil {
				return Int(^i)
			}
			return IntFromBig(new(big.Int).Not(b))
		}),
		Pos: ident, Int: ident, Index: ident,
		Float: func(t *Thread, v Value) (Value, error) { f, err := t.ToFloat(v); return Float(f), err },
	},
		Def{Name: "bit_length", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return Int(int64(Big(a[0]).BitLen())), nil }},
		Def{Name: "bit_count", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			n := 0
			for _, w := range Big(a[0]).Bits() {
				n += bits.OnesCount(uint(w))
			}
			return Int(int64(n)), nil
		}},
		Def{Name: "conjugate", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return t.Index(a[0]) }},
		Def{Name: "is_integer", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return True, nil }},
		Def{Name: "as_integer_ratio", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			v, err := t.Index(a[0])
			return NewTuple(v, Int(1)), err
		}},
		Def{Name: "__trunc__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return t.Index(a[0]) }},
		Def{Name: "__floor__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return t.Index(a[0]) }},
		Def{Name: "__ceil__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return t.Index(a[0]) }},
		Def{Name: "__round__", Sig: "ndigits=None, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if !a[1].Valid() || a[1].IsNone() {
				return t.Index(a[0])
			}
			n, err := t.IndexInt(a[1])
			if err != nil || n >= 0 {
				v, err2 := t.Index(a[0])
				if err == nil {
					err = err2
				}
				return v, err
			}
			return roundInt(Big(a[0]), -n), nil
		}},
		Def{Name: "__format__", Sig: "format_spec, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			s, err := t.StrArg(a[1], "__format__() argument")
			if err != nil {
				return Value{}, err
			}
			if s == "" {
				return t.StrValue(a[0])
			}
			out, err := t.formatInt(a[0], s)
			return NewStr(out), err
		}},
		Def{Name: "to_bytes", Sig: "length=1, byteorder='big', *, signed=False", Fn: intToBytes},
		Def{Name: "from_bytes", Kind: ClassDef, Sig: "bytes, byteorder='big', *, signed=False", Fn: intFromBytes},
		Def{Name: "real", Kind: GetterDef, Fn: getInt(func(v Value) Value { return IntFromBig(new(big.Int).Set(Big(v))) })},
		Def{Name: "imag", Kind: GetterDef, Fn: getInt(func(v Value) Value { return Int(0) })},
		Def{Name: "numerator", Kind: GetterDef, Fn: getInt(func(v Value) Value { return IntFromBig(new(big.Int).Set(Big(v))) })},
		Def{Name: "denominator", Kind: GetterDef, Fn: getInt(func(v Value) Value { return Int(1) })},
		Def{Name: "__getnewargs__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { v, err := t.Index(a[0]); return NewTuple(v), err }},
	)
	IntType.Flags |= IntSub
	RegisterLayout[BigInt](IntType, nil)

	define(BoolType, IntType, Slots{
		New: func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
			if len(kw) > 0 {
				return Value{}, t.Raisef(TypeError, "bool() takes no keyword arguments")
			}
			if len(a) > 1 {
				return Value{}, t.Raisef(TypeError, "bool expected at most 1 argument, got %d", len(a))
			}
			if len(a) == 0 {
				return False, nil
			}
			b, err := t.Truth(a[0])
			return Bool(b), err
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			if v.n != 0 {
				return NewStr("True"), nil
			}
			return NewStr("False"), nil
		},
		Invert: func(t *Thread, v Value) (Value, error) {
			err := t.Interp.Warn(t, DeprecationWarning, "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.")
			return Int(^int64(v.n)), err
		},
	}, Def{Name: "__format__", Sig: "format_spec, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
		s, err := t.StrArg(a[1], "__format__() argument")
		if err != nil {
			return Value{}, err
		}
		if s == "" {
			return t.StrValue(a[0])
		}
		out, err := t.formatInt(a[0], s)
		return NewStr(out), err
	}})

	var fbin [NumBinary]BinaryFunc
	for _, op := range []BinOp{OpAdd, OpSub, OpMul, OpDiv, OpFloorDiv, OpMod, OpPow, OpDivmod} {
		fbin[op] = floatBinary(op)
	}
	fl := func(v Value) float64 {
		if v.IsFloat() {
			return v.AsFloat()
		}
		return (*FloatObj)(v.p).V
	}
	round := func(f func(float64) float64) NativeFunc {
		return func(t *Thread, a []Value, _ KwNames) (Value, error) { return t.FloatToInt(f(fl(a[0]))) }
	}
	define(FloatType, ObjectType, Slots{
		New: func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
			if len(kw) > 0 {
				if !t.ownMethod(cls, FloatType, names.init) {
					return Value{}, t.Raisef(TypeError, "float() takes no keyword arguments")
				}
				a = a[:len(a)-len(kw)]
			}
			if len(a) > 1 {
				return Value{}, t.Raisef(TypeError, "float expected at most 1 argument, got %d", len(a))
			}
			f := 0.0
			if len(a) == 1 {
				var err error
				if a[0].Type().slots.Float != nil {
					f, err = t.numberFloat(a[0]) // strings, too, of a class with a __float__
				} else if s := AsStr(a[0]); s != nil {
					f, err = t.ParseFloat(s.S)
				} else if b := AsBytes(a[0]); b != nil {
					f, err = t.floatOfBytes(b.B)
				} else if b, ok := viewBytes(a[0]); ok {
					f, err = t.floatOfBytes(b)
				} else if f, err = t.ToFloat(a[0]); err != nil && IsExc(err, TypeError) {
					err = t.Raisef(TypeError, "float() argument must be a string or a real number, not '%s'", a[0].Type().TpName())
				}
				if err != nil {
					return Value{}, err
				}
			}
			if cls == FloatType {
				return Float(f), nil
			}
			o := cls.Alloc()
			(*FloatObj)(o.p).V = f
			return o, nil
		},
		Binary: fbin, Compare: floatCompare,
		Hash:  func(t *Thread, v Value) (uint64, error) { return hashFloat(fl(v)), nil },
		Repr:  func(t *Thread, v Value) (Value, error) { return NewStr(pyrepr.Float(fl(v))), nil },
		Truth: func(t *Thread, v Value) (bool, error) { return fl(v) != 0, nil },
		Neg:   func(t *Thread, v Value) (Value, error) { return Float(-fl(v)), nil },
		Pos:   func(t *Thread, v Value) (Value, error) { return Float(fl(v)), nil },
		Abs:   func(t *Thread, v Value) (Value, error) { return Float(math.Abs(fl(v))), nil },
		Int:   func(t *Thread, v Value) (Value, error) { return t.FloatToInt(fl(v)) },
		Float: func(t *Thread, v Value) (Value, error) { return Float(fl(v)), nil },
	},
		Def{Name: "is_integer", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			f := fl(a[0])
			return Bool(f == math.Trunc(f) && !math.IsInf(f, 0)), nil
		}},
		Def{Name: "hex", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return NewStr(floatHex(fl(a[0]))), nil }},
		Def{Name: "__getformat__", Kind: ClassDef, Sig: "typestr, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			s, err := t.StrArg(a[1], "__getformat__() argument")
			if err != nil {
				return Value{}, err
			}
			if s != "double" && s != "float" {
				return Value{}, t.Raisef(ValueError, "__getformat__() argument 1 must be 'double' or 'float'")
			}
			return NewStr("IEEE, little-endian"), nil
		}},
		Def{Name: "from_number", Kind: ClassDef, Sig: "number, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if AsStr(a[1]) != nil || AsBytes(a[1]) != nil {
				return Value{}, t.Raisef(TypeError, "must be real number, not %s", a[1].Type().TpName())
			}
			f, err := t.ToFloat(a[1])
			if err != nil || AsType(a[0]) == FloatType {
				return Float(f), err
			}
			return t.Call(a[0], Float(f))
		}},
		Def{Name: "fromhex", Kind: ClassDef, Sig: "string, /", Fn: floatFromHex},
		Def{Name: "as_integer_ratio", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			f := fl(a[0])
			if math.IsInf(f, 0) {
				return Value{}, t.Raisef(OverflowError, "cannot convert Infinity to integer ratio")
			}
			if math.IsNaN(f) {
				return Value{}, t.Raisef(ValueError, "cannot convert NaN to integer ratio")
			}
			r := new(big.Rat).SetFloat64(f)
			return NewTuple(IntFromBig(new(big.Int).Set(r.Num())), IntFromBig(new(big.Int).Set(r.Denom()))), nil
		}},
		Def{Name: "conjugate", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return Float(fl(a[0])), nil }},
		Def{Name: "__trunc__", Fn: round(math.Trunc)}, Def{Name: "__floor__", Fn: round(math.Floor)}, Def{Name: "__ceil__", Fn: round(math.Ceil)},
		Def{Name: "__round__", Sig: "ndigits=None, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			f := fl(a[0])
			if !a[1].Valid() || a[1].IsNone() {
				return t.FloatToInt(math.RoundToEven(f))
			}
			digits, err := t.Index(a[1])
			if err != nil {
				return Value{}, err
			}
			n := Big(digits).Sign() * math.MaxInt
			if digits.IsInt() {
				n = int(digits.AsInt())
			}
			if math.IsNaN(f) || math.IsInf(f, 0) || n > 323 {
				return Float(f), nil
			}
			if n < -308 {
				return Float(math.Copysign(0, f)), nil
			}
			if n >= 0 {
				r, _ := strconv.ParseFloat(strconv.FormatFloat(f, 'f', n, 64), 64)
				return Float(r), nil
			}
			return t.roundTens(f, -n)
		}},
		Def{Name: "__format__", Sig: "format_spec, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			s, err := t.StrArg(a[1], "__format__() argument")
			if err != nil {
				return Value{}, err
			}
			if s == "" {
				return t.StrValue(a[0])
			}
			out, err := t.FormatFloat(fl(a[0]), s)
			return NewStr(out), err
		}},
		Def{Name: "real", Kind: GetterDef, Fn: getInt(func(v Value) Value { return Float(fl(v)) })},
		Def{Name: "imag", Kind: GetterDef, Fn: getInt(func(v Value) Value { return Float(0) })},
		Def{Name: "__getnewargs__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return NewTuple(Float(fl(a[0]))), nil }},
	)
	RegisterLayout[FloatObj](FloatType, nil)

	var cbin [NumBinary]BinaryFunc
	for _, op := range []BinOp{OpAdd, OpSub, OpMul, OpDiv, OpPow} {
		cbin[op] = complexBinary(op)
	}
	cx := func(v Value) complex128 { return (*Complex)(v.p).V }
	define(ComplexType, ObjectType, Slots{
		New: func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
			var p [2]Value
			if err := complexSig.parse(t, a, kw, p[:]); err != nil {
				return Value{}, err
			}
			var parts [2]complex128
			for i, v := range p {
				if !v.Valid() {
					continue
				}
				if s := AsStr(v); s != nil && i == 0 {
					if p[1].Valid() {
						return Value{}, t.Raisef(TypeError, "complex() argument 'real' must be a real number, not str")
					}
					c, ok := t.parseComplex(s.S)
					if !ok {
						if !underscoresFit(s.S) {
							r, err := t.Repr(v)
							if err != nil {
								return Value{}, err
							}
							return Value{}, t.Raisef(ValueError, "could not convert string to complex: %s", r)
						}
						return Value{}, t.Raisef(ValueError, "complex() arg is a malformed string")
					}
					return complexOf(cls, c), nil
				}
				c, ok, err := toComplex(t, v)
				if err != nil {
					return Value{}, err
				}
				if part := [...]string{"real", "imag"}[i]; ok && p[1].Valid() && v.Type().IsSubtype(ComplexType) {
					if err := t.Interp.Warn(t, DeprecationWarning, "complex() argument '"+part+"' must be a real number, not "+v.Type().TpName()); err != nil {
						return Value{}, err
					}
				}
				if !ok {
					if r, found, err := t.CallSpecial(v, names.complex); found {
						if err != nil {
							return Value{}, err
						}
						if !r.Type().IsSubtype(ComplexType) {
							return Value{}, t.Raisef(TypeError, "__complex__ returned non-complex (type %s)", r.Type().TpName())
						}
						c = cx(r)
					} else if f, err := t.ToFloat(v); err == nil {
						c = complex(f, 0)
					} else {
						switch {
						case i == 1:
							return Value{}, t.Raisef(TypeError, "complex() argument 'imag' must be a real number, not %s", v.Type().TpName())
						case p[1].Valid():
							return Value{}, t.Raisef(TypeError, "complex() argument 'real' must be a real number, not %s", v.Type().TpName())
						}
						return Value{}, t.Raisef(TypeError, "complex() argument must be a string or a number, not %s", v.Type().TpName())
					}
				}
				parts[i] = c
			}
			// Not parts[0] + parts[1]*1i, which loses signs of zero and makes nan of
			// inf: a part that was real adds nothing to the other.
			re, im := real(parts[0]), imag(parts[0])
			if p[1].Valid() {
				if k := imag(parts[1]); k != 0 {
					re -= k
				}
				if im == 0 {
					im = real(parts[1])
				} else {
					im += real(parts[1])
				}
			}
			return complexOf(cls, complex(re, im)), nil
		},
		Binary: cbin,
		Repr:   func(t *Thread, v Value) (Value, error) { return NewStr(pyrepr.Complex(cx(v))), nil },
		Truth:  func(t *Thread, v Value) (bool, error) { return cx(v) != 0, nil },
		Neg:    func(t *Thread, v Value) (Value, error) { return NewComplex(-cx(v)), nil },
		Pos:    func(t *Thread, v Value) (Value, error) { return NewComplex(cx(v)), nil },
		Abs:    func(t *Thread, v Value) (Value, error) { return Float(accurate.Hypot(real(cx(v)), imag(cx(v)))), nil },
		Hash: func(t *Thread, v Value) (uint64, error) {
			return hashFloat(real(cx(v))) + 1000003*hashFloat(imag(cx(v))), nil
		},
		Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
			if op > CmpNe {
				return NotImplemented, nil
			}
			x, ok1, _ := toComplex(t, a)
			y, ok2, _ := toComplex(t, b)
			if !ok1 || !ok2 {
				return NotImplemented, nil
			}
			return Bool((x == y) == (op == CmpEq)), nil
		},
	},
		Def{Name: "real", Kind: GetterDef, Fn: getInt(func(v Value) Value { return Float(real(cx(v))) })},
		Def{Name: "imag", Kind: GetterDef, Fn: getInt(func(v Value) Value { return Float(imag(cx(v))) })},
		Def{Name: "__format__", Sig: "format_spec, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			s, err := t.StrArg(a[1], "__format__() argument")
			if err != nil {
				return Value{}, err
			}
			if s == "" {
				return t.StrValue(a[0])
			}
			out, err := t.formatComplex(cx(a[0]), s)
			return NewStr(out), err
		}},
		Def{Name: "conjugate", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			c := cx(a[0])
			return NewComplex(complex(real(c), -imag(c))), nil
		}},
		Def{Name: "__complex__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if a[0].Is(ComplexType) {
				return a[0], nil
			}
			return NewComplex(cx(a[0])), nil
		}},
		Def{Name: "__getnewargs__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			return NewTuple(Float(real(cx(a[0]))), Float(imag(cx(a[0])))), nil
		}},
		Def{Name: "from_number", Kind: ClassDef, Sig: "number, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			cls := AsType(a[0])
			if cls == ComplexType && a[1].Is(ComplexType) {
				return a[1], nil
			}
			if r, found, err := t.CallSpecial(a[1], names.complex); err != nil {
				return Value{}, err
			} else if found {
				if !r.Type().IsSubtype(ComplexType) {
					return Value{}, t.Raisef(TypeError, "__complex__ returned non-complex (type %s)", r.Type().TpName())
				}
				return t.complexFor(cls, cx(r))
			}
			f, err := t.ToFloat(a[1])
			if err != nil {
				return Value{}, err
			}
			return t.complexFor(cls, complex(f, 0))
		}},
	)
	RegisterLayout[Complex](ComplexType, nil)
}

// complexOf makes an instance of a class, complex or derived from it.
func complexOf(cls *Type, c complex128) Value {
	if cls == ComplexType {
		return NewComplex(c)
	}
	o := cls.Alloc()
	(*Complex)(o.p).V = c
	return o
}

// complexFor is complexOf for a method of the class, which calls it.
func (t *Thread) complexFor(cls *Type, c complex128) (Value, error) {
	if cls == ComplexType {
		return NewComplex(c), nil
	}
	return t.Call(Of(cls), NewComplex(c))
}

var complexSig = &Native{Name: "complex", Qual: "complex", sig: parseSig("real=0, imag=0")}

func roundInt(b *big.Int, n int) Value {
	p := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
	q, m := floorDivMod(b, p)
	twice := new(big.Int).Lsh(m, 1)
	if c := twice.Cmp(p); c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	return IntFromBig(q.Mul(q, p))
}

// numberFloat is what float() makes of a number: unlike ToFloat, it asks the
// __float__ of a subclass of float.
func (t *Thread) numberFloat(v Value) (float64, error) {
	if !v.IsFloat() && v.Type().IsSubtype(FloatType) {
		return t.askFloat(v)
	}
	return t.ToFloat(v)
}

// ParseFloat is float(text).
func (t *Thread) ParseFloat(text string) (float64, error) {
	s := strings.TrimFunc(text, isSpaceRune)
	bad := t.Raisef
	clean := s
	if strings.Contains(s, "_") {
		for i := 0; i < len(s); i++ {
			if s[i] == '_' && (i == 0 || i == len(s)-1 || s[i-1] < '0' || s[i-1] > '9' || s[i+1] < '0' || s[i+1] > '9') {
				return 0, bad(ValueError, "could not convert string to float: %s", pyrepr.Str(text))
			}
		}
		clean = strings.ReplaceAll(s, "_", "")
	}
	if strings.ContainsAny(clean, "xXpP") {
		return 0, bad(ValueError, "could not convert string to float: %s", pyrepr.Str(text))
	}
	for i := range len(clean) {
		if clean[i] >= 0x80 {
			clean = asciiDigits(clean)
			break
		}
	}
	if len(clean) == 4 && (clean[0] == '+' || clean[0] == '-') && strings.EqualFold(clean[1:], "nan") {
		return math.Copysign(math.NaN(), map[byte]float64{'+': 1, '-': -1}[clean[0]]), nil
	}
	f, err := strconv.ParseFloat(clean, 64)
	if err != nil {
		if ne, ok := err.(*strconv.NumError); ok && ne.Err == strconv.ErrRange {
			return f, nil
		}
		return 0, bad(ValueError, "could not convert string to float: %s", pyrepr.Str(text))
	}
	return f, nil
}

func floatHex(f float64) string {
	switch {
	case math.IsNaN(f):
		return "nan"
	case math.IsInf(f, 0):
		return pyrepr.Float(f)
	case f == 0:
		if math.Signbit(f) {
			return "-0x0.0p+0"
		}
		return "0x0.0p+0"
	}
	b := math.Float64bits(f)
	sign := ""
	if b>>63 != 0 {
		sign = "-"
	}
	exp := int(b>>52&0x7ff) - 1023
	mant := b & (1<<52 - 1)
	lead := "1"
	if exp == -1023 {
		lead, exp = "0", -1022
	}
	m := strconv.FormatUint(mant, 16)
	m = strings.Repeat("0", 13-len(m)) + m
	es := strconv.Itoa(exp)
	if exp >= 0 {
		es = "+" + es
	}
	return sign + "0x" + lead + "." + m + "p" + es
}

func intToBytes(t *Thread, a []Value, _ KwNames) (Value, error) {
	n, order, signed := 1, "big", false
	var err error
	if a[1].Valid() {
		if n, err = t.IndexInt(a[1]); err != nil {
			return Value{}, err
		}
	}
	if a[2].Valid() {
		if order, err = t.StrArg(a[2], "to_bytes() argument 'byteorder'"); err != nil {
			return Value{}, err
		}
	}
	if a[3].Valid() {
		if signed, err = t.Truth(a[3]); err != nil {
			return Value{}, err
		}
	}
	if n < 0 {
		return Value{}, t.Raisef(ValueError, "length argument must be non-negative")
	}
	b := new(big.Int).Set(Big(a[0]))
	if b.Sign() < 0 && !signed {
		return Value{}, t.Raisef(OverflowError, "can't convert negative int to unsigned")
	}
	limit := new(big.Int).Lsh(big.NewInt(1), uint(n)*8)
	if signed {
		half := new(big.Int).Rsh(limit, 1)
		if b.Cmp(half) >= 0 || b.Cmp(new(big.Int).Neg(half)) < 0 {
			return Value{}, t.Raisef(OverflowError, "int too big to convert")
		}
		if b.Sign() < 0 {
			b.Add(b, limit)
		}
	} else if b.Cmp(limit) >= 0 {
		return Value{}, t.Raisef(OverflowError, "int too big to convert")
	}
	out := b.FillBytes(make([]byte, n))
	switch order {
	case "little":
		for i, j := 0, n-1; i < j; i, j = i+1, j-1 {
			out[i], out[j] = out[j], out[i]
		}
	case "big":
	default:
		return Value{}, t.Raisef(ValueError, "byteorder must be either 'little' or 'big'")
	}
	return NewBytes(out), nil
}

func isBytesLike(v Value) bool {
	_, ok := viewBytes(v)
	return ok || AsBytes(v) != nil
}

func intFromBytes(t *Thread, a []Value, _ KwNames) (Value, error) {
	if !isBytesLike(a[1]) && (AsStr(a[1]) != nil || a[1].Type().slots.Iter == nil && !t.Lookup(a[1].Type(), names.bytes).Valid()) {
		return Value{}, t.Raisef(TypeError, "cannot convert '%s' object to bytes", a[1].Type().TpName())
	}
	data, err := t.bytesOf("bytes", a[1:2], nil)
	if err != nil {
		return Value{}, err
	}
	order, signed := "big", false
	if a[2].Valid() {
		if order, err = t.StrArg(a[2], "from_bytes() argument 'byteorder'"); err != nil {
			return Value{}, err
		}
	}
	if a[3].Valid() {
		if signed, err = t.Truth(a[3]); err != nil {
			return Value{}, err
		}
	}
	if order != "little" && order != "big" {
		return Value{}, t.Raisef(ValueError, "byteorder must be either 'little' or 'big'")
	}
	buf := append([]byte(nil), data...)
	if order == "little" {
		for i, j := 0, len(buf)-1; i < j; i, j = i+1, j-1 {
			buf[i], buf[j] = buf[j], buf[i]
		}
	}
	b := new(big.Int).SetBytes(buf)
	if signed && len(buf) > 0 && buf[0]&0x80 != 0 {
		b.Sub(b, new(big.Int).Lsh(big.NewInt(1), uint(len(buf))*8))
	}
	if cls := AsType(a[0]); cls != IntType {
		return t.Call(a[0], IntFromBig(b))
	}
	return IntFromBig(b), nil
}
