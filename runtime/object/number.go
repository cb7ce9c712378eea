package object

import (
	"math"
	"math/big"
	"math/bits"
	"math/cmplx"

	"github.com/asynctools/asynctools/runtime/internal/accurate"
)

func isIntLike(v Value) bool { return v.Type().Flags&IntSub != 0 }

// small returns the machine value of an int-like.
func small(v Value) (int64, bool) {
	if v.IsInt() || v.IsBool() {
		return int64(v.n), true
	}
	b := &(*BigInt)(v.p).v
	if b.IsInt64() {
		return b.Int64(), true
	}
	return 0, false
}

// AddInts, SubInts and MulInts are overflow-checked; ok is false on overflow.
func AddInts(a, b int64) (int64, bool) {
	c := a + b
	return c, (c > a) == (b > 0)
}

func SubInts(a, b int64) (int64, bool) {
	c := a - b
	return c, (c < a) == (b > 0)
}

func MulInts(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	// signed correction
	if a < 0 {
		hi -= uint64(b)
	}
	if b < 0 {
		hi -= uint64(a)
	}
	r := int64(lo)
	return r, int64(hi) == r>>63
}

// FloorDiv and FloorMod are Python's // and % for b != 0.
func FloorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func FloorMod(a, b int64) int64 {
	r := a % b
	if r != 0 && (r < 0) != (b < 0) {
		r += b
	}
	return r
}

func intBinary(op BinOp) BinaryFunc {
	return func(t *Thread, a, b Value) (Value, error) {
		if !isIntLike(a) || !isIntLike(b) {
			return NotImplemented, nil
		}
		x, okx := small(a)
		y, oky := small(b)
		if okx && oky {
			switch op {
			case OpAdd:
				if r, ok := AddInts(x, y); ok {
					return Int(r), nil
				}
			case OpSub:
				if r, ok := SubInts(x, y); ok {
					return Int(r), nil
				}
			case OpMul:
				if r, ok := MulInts(x, y); ok {
					return Int(r), nil
				}
			case OpFloorDiv:
				if y != 0 && !(x == math.MinInt64 && y == -1) {
					return Int(FloorDiv(x, y)), nil
				}
			case OpMod:
				if y != 0 && !(x == math.MinInt64 && y == -1) {
					return Int(FloorMod(x, y)), nil
				}
			case OpDivmod:
				if y != 0 && !(x == math.MinInt64 && y == -1) {
					return NewTuple(Int(FloorDiv(x, y)), Int(FloorMod(x, y))), nil
				}
			case OpAnd:
				if a.IsBool() && b.IsBool() {
					return Bool(x&y != 0), nil
				}
				return Int(x & y), nil
			case OpOr:
				if a.IsBool() && b.IsBool() {
					return Bool(x|y != 0), nil
				}
				return Int(x | y), nil
			case OpXor:
				if a.IsBool() && b.IsBool() {
					return Bool(x^y != 0), nil
				}
				return Int(x ^ y), nil
			case OpLShift:
				if y >= 0 && y < 63 {
					if r := x << y; r>>y == x {
						return Int(r), nil
					}
				}
			case OpRShift:
				if y >= 0 {
					return Int(x >> min(uint64(y), 63)), nil
				}
			case OpDiv:
				if y != 0 && abs64(x) < 1<<53 && abs64(y) < 1<<53 {
					return Float(float64(x) / float64(y)), nil
				}
			case OpPow:
				if y >= 0 && y < 64 {
					if r, ok := powInt(x, y); ok {
						return Int(r), nil
					}
				}
			}
		}
		return t.bigBinary(op, Big(a), Big(b))
	}
}

func abs64(x int64) uint64 {
	if x < 0 {
		return -uint64(x)
	}
	return uint64(x)
}

func powInt(x, y int64) (int64, bool) {
	r, ok := int64(1), true
	for y > 0 {
		if y&1 != 0 {
			if r, ok = MulInts(r, x); !ok {
				return 0, false
			}
		}
		y >>= 1
		if y > 0 {
			if x, ok = MulInts(x, x); !ok {
				return 0, false
			}
		}
	}
	return r, true
}

// maxBits bounds results of shifts and powers: larger ones are refused rather
// than exhausting memory.
const maxBits = 1 << 32

func (t *Thread) bigBinary(op BinOp, x, y *big.Int) (Value, error) {
	r := new(big.Int)
	switch op {
	case OpAdd:
		r.Add(x, y)
	case OpSub:
		r.Sub(x, y)
	case OpMul:
		var err error
		if r, err = t.mulBig(x, y); err != nil {
			return Value{}, err
		}
	case OpAnd:
		r.And(x, y)
	case OpOr:
		r.Or(x, y)
	case OpXor:
		r.Xor(x, y)
	case OpFloorDiv, OpMod, OpDivmod:
		if y.Sign() == 0 {
			return Value{}, t.Raisef(ZeroDivisionError, "division by zero")
		}
		q, m := floorDivMod(x, y)
		switch op {
		case OpFloorDiv:
			return IntFromBig(q), nil
		case OpMod:
			return IntFromBig(m), nil
		}
		return NewTuple(IntFromBig(q), IntFromBig(m)), nil
	case OpDiv:
		if y.Sign() == 0 {
			return Value{}, t.Raisef(ZeroDivisionError, "division by zero")
		}
		f, _ := new(big.Rat).SetFrac(x, y).Float64()
		if f == 0 && (x.Sign() < 0) != (y.Sign() < 0) {
			f = math.Copysign(0, -1)
		}
		if math.IsInf(f, 0) {
			return Value{}, t.Raisef(OverflowError, "integer division result too large for a float")
		}
		return Float(f), nil
	case OpLShift, OpRShift:
		if y.Sign() < 0 {
			return Value{}, t.Raisef(ValueError, "negative shift count")
		}
		if op == OpRShift {
			if !y.IsInt64() || y.Int64() > maxBits {
				if x.Sign() < 0 {
					return Int(-1), nil
				}
				return Int(0), nil
			}
			r.Rsh(x, uint(y.Int64()))
			break
		}
		if x.Sign() == 0 {
			return Int(0), nil
		}
		if !y.IsInt64() || y.Int64()+int64(x.BitLen()) > maxBits {
			return Value{}, t.Raisef(OverflowError, "too many digits in integer")
		}
		r.Lsh(x, uint(y.Int64()))
	case OpPow:
		if y.Sign() < 0 {
			fx, err := t.ToFloat(IntFromBig(x))
			if err != nil {
				return Value{}, err
			}
			fy, err := t.ToFloat(IntFromBig(y))
			if err != nil {
				return Value{}, err
			}
			return t.floatPow(fx, fy)
		}
		if x.BitLen() > 1 && (!y.IsInt64() || y.Int64()*int64(x.BitLen()-1) > maxBits) {
			return Value{}, t.Raisef(MemoryError, "")
		}
		if !y.IsInt64() { // base is 0, 1 or -1
			switch {
			case x.Sign() == 0:
				return Int(0), nil
			case x.Sign() > 0 || y.Bit(0) == 0:
				return Int(1), nil
			}
			return Int(-1), nil
		}
		var err error
		if r, err = t.powBig(x, y.Int64()); err != nil {
			return Value{}, err
		}
	default:
		return NotImplemented, nil
	}
	return IntFromBig(r), nil
}

func floorDivMod(x, y *big.Int) (q, m *big.Int) {
	q, m = new(big.Int).QuoRem(x, y, new(big.Int))
	if m.Sign() != 0 && (m.Sign() < 0) != (y.Sign() < 0) {
		q.Sub(q, big.NewInt(1))
		m.Add(m, y)
	}
	return q, m
}

func isFloatLike(v Value) bool { return v.Type() == FloatType || v.Type().IsSubtype(FloatType) }

func floatBinary(op BinOp) BinaryFunc {
	return func(t *Thread, a, b Value) (Value, error) {
		x, okx := plainFloat(a)
		y, oky := plainFloat(b)
		if !okx || !oky {
			if !(isFloatLike(a) || isIntLike(a)) || !(isFloatLike(b) || isIntLike(b)) {
				return NotImplemented, nil
			}
			var err error
			if x, err = t.ToFloat(a); err != nil {
				return Value{}, err
			}
			if y, err = t.ToFloat(b); err != nil {
				return Value{}, err
			}
		}
		switch op {
		case OpAdd:
			return Float(x + y), nil
		case OpSub:
			return Float(x - y), nil
		case OpMul:
			return Float(x * y), nil
		case OpDiv:
			if y == 0 {
				return Value{}, t.Raisef(ZeroDivisionError, "division by zero")
			}
			return Float(x / y), nil
		case OpFloorDiv, OpMod, OpDivmod:
			if y == 0 {
				return Value{}, t.Raisef(ZeroDivisionError, "division by zero")
			}
			q, m := FloatDivmod(x, y)
			switch op {
			case OpFloorDiv:
				return Float(q), nil
			case OpMod:
				return Float(m), nil
			}
			return NewTuple(Float(q), Float(m)), nil
		case OpPow:
			return t.floatPow(x, y)
		}
		return NotImplemented, nil
	}
}

// plainFloat is the value of an unboxed number.
func plainFloat(v Value) (x float64, ok bool) {
	switch {
	case v.IsFloat():
		return v.AsFloat(), true
	case v.IsInt():
		return float64(v.AsInt()), true
	}
	return 0, false
}

// FloatDivmod is divmod of floats for y != 0.
func FloatDivmod(x, y float64) (q, m float64) {
	m = math.Mod(x, y)
	q = (x - m) / y
	if m != 0 {
		if (y < 0) != (m < 0) {
			m += y
			q--
		}
	} else {
		m = math.Copysign(0, y)
	}
	if q != 0 {
		f := math.Floor(q)
		if q-f > 0.5 {
			f++
		}
		q = f
	} else {
		q = math.Copysign(0, x/y)
	}
	return q, m
}

func (t *Thread) floatPow(x, y float64) (Value, error) {
	if x == 0 && math.IsInf(y, -1) {
		return Float(math.Inf(1)), nil
	}
	if x == 0 && y < 0 {
		return Value{}, t.Raisef(ZeroDivisionError, "zero to a negative power")
	}
	if x < 0 && !math.IsInf(x, 0) && y != math.Trunc(y) && !math.IsInf(y, 0) && !math.IsNaN(y) {
		return complexPow(complex(x, 0), complex(y, 0)), nil
	}
	r := accurate.Pow(x, y)
	if math.IsInf(r, 0) && !math.IsInf(x, 0) && !math.IsInf(y, 0) {
		return Value{}, t.Raisef(OverflowError, "(34, 'Numerical result out of range')")
	}
	return Float(r), nil
}

func complexPow(x, y complex128) Value {
	if y == 0 {
		return NewComplex(1)
	}
	if n := real(y); imag(y) == 0 && n == math.Trunc(n) && math.Abs(n) <= 100 {
		// Small whole powers multiply, which is exact for exact operands.
		r, b := complex(1, 0), x
		for k := int(math.Abs(n)); k > 0; k >>= 1 {
			if k&1 != 0 {
				r *= b
			}
			b *= b
		}
		if n < 0 {
			r = 1 / r
		}
		return NewComplex(r)
	}
	size, at := accurate.Hypot(real(x), imag(x)), accurate.Atan2(imag(x), real(x))
	r, ph := accurate.Pow(size, real(y)), float64(at*real(y))
	if imag(y) != 0 {
		r /= accurate.Exp(float64(at * imag(y)))
		ph += float64(imag(y) * accurate.Log(size))
	}
	return NewComplex(complex(r*accurate.Cos(ph), r*accurate.Sin(ph)))
}

func toComplex(t *Thread, v Value) (complex128, bool, error) {
	if v.Type().IsSubtype(ComplexType) {
		return (*Complex)(v.p).V, true, nil
	}
	if isFloatLike(v) || isIntLike(v) {
		f, err := t.ToFloat(v)
		return complex(f, 0), true, err
	}
	return 0, false, nil
}

func complexBinary(op BinOp) BinaryFunc {
	return func(t *Thread, a, b Value) (Value, error) {
		x, ok1, err := toComplex(t, a)
		if err != nil {
			return Value{}, err
		}
		y, ok2, err := toComplex(t, b)
		if err != nil {
			return Value{}, err
		}
		if !ok1 || !ok2 {
			return NotImplemented, nil
		}
		switch op {
		case OpAdd:
			return NewComplex(x + y), nil
		case OpSub:
			return NewComplex(x - y), nil
		case OpMul:
			return NewComplex(x * y), nil
		case OpDiv:
			if y == 0 {
				return Value{}, t.Raisef(ZeroDivisionError, "division by zero")
			}
			return NewComplex(x / y), nil
		case OpPow:
			if x == 0 && (imag(y) != 0 || real(y) < 0) {
				return Value{}, t.Raisef(ZeroDivisionError, "zero to a negative or complex power")
			}
			c := complexPow(x, y)
			if cmplx.IsInf((*Complex)(c.p).V) && !cmplx.IsInf(x) && !cmplx.IsInf(y) {
				return Value{}, t.Raisef(OverflowError, "complex exponentiation")
			}
			return c, nil
		}
		return NotImplemented, nil
	}
}

func intCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	if !isIntLike(a) || !isIntLike(b) {
		return NotImplemented, nil
	}
	x, ok1 := small(a)
	y, ok2 := small(b)
	var c int
	if ok1 && ok2 {
		c = cmp64(x, y)
	} else {
		c = Big(a).Cmp(Big(b))
	}
	return cmpResult(c, op), nil
}

func cmp64(x, y int64) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

func cmpResult(c int, op CmpOp) Value {
	switch op {
	case CmpEq:
		return Bool(c == 0)
	case CmpNe:
		return Bool(c != 0)
	case CmpLt:
		return Bool(c < 0)
	case CmpLe:
		return Bool(c <= 0)
	case CmpGt:
		return Bool(c > 0)
	}
	return Bool(c >= 0)
}

func floatCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	if isFloatLike(a) && isFloatLike(b) {
		x, _ := t.ToFloat(a)
		y, _ := t.ToFloat(b)
		return Bool(CompareFloats(x, y, op)), nil
	}
	// float against int: exact, not through rounding
	swap := false
	f, i := a, b
	if !isFloatLike(a) {
		f, i, swap = b, a, true
	}
	if !isFloatLike(f) || !isIntLike(i) {
		return NotImplemented, nil
	}
	x, _ := t.ToFloat(f)
	if math.IsNaN(x) {
		return Bool(op == CmpNe), nil
	}
	var c int
	if n := i.AsInt(); i.IsInt() && n < 1<<53 && n > -1<<53 {
		switch y := float64(n); { // exactly n
		case x < y:
			c = -1
		case x > y:
			c = 1
		}
	} else if math.IsInf(x, 0) {
		c = 1
		if x < 0 {
			c = -1
		}
	} else {
		c = new(big.Float).SetFloat64(x).Cmp(new(big.Float).SetInt(Big(i)))
	}
	if swap {
		c = -c
	}
	return cmpResult(c, op), nil
}

// CompareFloats is IEEE comparison.
func CompareFloats(x, y float64, op CmpOp) bool {
	switch op {
	case CmpEq:
		return x == y
	case CmpNe:
		return x != y
	case CmpLt:
		return x < y
	case CmpLe:
		return x <= y
	case CmpGt:
		return x > y
	}
	return x >= y
}

// PowMod is pow(base, exp, mod).
func (t *Thread) PowMod(base, exp, mod Value) (Value, error) {
	heap := (base.Type().Flags | exp.Type().Flags) & HeapType // whose class may have powers of its own
	if heap != 0 || !isIntLike(base) || !isIntLike(exp) || !isIntLike(mod) {
		return t.powOther(base, exp, mod)
	}
	return t.powInts(base, exp, mod)
}

func (t *Thread) powInts(base, exp, mod Value) (Value, error) {
	b, e, m := Big(base), Big(exp), Big(mod)
	if m.Sign() == 0 {
		return Value{}, t.Raisef(ValueError, "pow() 3rd argument cannot be 0")
	}
	abs := new(big.Int).Abs(m)
	r := new(big.Int)
	if e.Sign() < 0 {
		if r.ModInverse(b, abs) == nil {
			return Value{}, t.Raisef(ValueError, "base is not invertible for the given modulus")
		}
		r.Exp(r, new(big.Int).Neg(e), abs)
	} else {
		r.Exp(new(big.Int).Mod(b, abs), e, abs)
	}
	if abs.Cmp(big.NewInt(1)) == 0 {
		r.SetInt64(0)
	}
	if m.Sign() < 0 && r.Sign() != 0 {
		r.Add(r, m)
	}
	return IntFromBig(r), nil
}

// powSlot is __pow__ of a built-in number with a modulus.
func (t *Thread) powSlot(base, exp, mod Value) (Value, error) {
	switch {
	case isFloatLike(base):
		return Value{}, t.Raisef(TypeError, "pow() 3rd argument not allowed unless all arguments are integers")
	case base.Type().IsSubtype(ComplexType):
		return Value{}, t.Raisef(ValueError, "complex modulo")
	case !isIntLike(base) || !isIntLike(exp) || !isIntLike(mod):
		return NotImplemented, nil
	}
	return t.powInts(base, exp, mod)
}

// powOther is pow(base, exp, mod) of what are not three plain ints.
func (t *Thread) powOther(base, exp, mod Value) (Value, error) {
	if f := t.Lookup(base.Type(), names.pow); f.Valid() && base.Type().Flags&HeapType != 0 {
		if r, err := t.Call(f, base, exp, mod); err != nil || r != NotImplemented {
			return r, err
		}
	}
	if f := t.Lookup(exp.Type(), names.rpow); f.Valid() && exp.Type().Flags&HeapType != 0 {
		if r, err := t.Call(f, exp, base, mod); err != nil || r != NotImplemented {
			return r, err
		}
	}
	if isIntLike(base) && isIntLike(exp) && isIntLike(mod) {
		return t.powInts(base, exp, mod)
	}
	number := func(v Value) bool { return isIntLike(v) || v.IsFloat() || v.Is(ComplexType) }
	for _, v := range []Value{base, exp, mod} { // the first that knows of powers speaks
		switch {
		case v.IsFloat():
			return Value{}, t.Raisef(TypeError, "pow() 3rd argument not allowed unless all arguments are integers")
		case v.Is(ComplexType) && number(base) && number(exp):
			return Value{}, t.Raisef(ValueError, "complex modulo")
		}
	}
	return Value{}, t.Raisef(TypeError, "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'", base.Type().TpName(), exp.Type().TpName(), mod.Type().TpName())
}
