package mathmod

import (
	"math"
	"math/big"

	"github.com/asynctools/asynctools/runtime/object"
)

// sumprod is the sum of p[i]*q[i]. Ints that come first are added as ints, then
// floats (and ints beside them) as one sum that is rounded once; from the first
// pair that is neither, the operators of the numbers themselves are asked.
func sumprod(t *Thread, a []Value, _ kwargs) (Value, error) {
	p, err := t.Collect(a[0])
	if err != nil {
		return Value{}, err
	}
	q, err := t.Collect(a[1])
	if err != nil {
		return Value{}, err
	}
	total := object.Int(0)
	add := func(v Value) (err error) {
		total, err = t.Binary(object.OpAdd, total, v)
		return err
	}
	n := min(len(p), len(q))
	i := 0
	ints := new(big.Int)
	for ; i < n && p[i].Is(object.IntType) && q[i].Is(object.IntType); i++ {
		ints.Add(ints, new(big.Int).Mul(object.Big(p[i]), object.Big(q[i])))
	}
	if i > 0 {
		if err := add(object.IntFromBig(ints)); err != nil {
			return Value{}, err
		}
	}
	if sum, next := exactly(p[:n], q[:n], i); next > i {
		i = next
		if err := add(object.Float(sum)); err != nil {
			return Value{}, err
		}
	}
	for ; i < n; i++ {
		v, err := t.Binary(object.OpMul, p[i], q[i])
		if err != nil {
			return Value{}, err
		}
		if err := add(v); err != nil {
			return Value{}, err
		}
	}
	if len(p) != len(q) {
		return Value{}, t.Raisef(object.ValueError, "Inputs are not the same length")
	}
	return total, nil
}

// exactly adds products of floats from the i-th pair on, and says at which pair
// it stopped: one that is not of floats, or leaves their range.
func exactly(p, q []Value, i int) (sum float64, next int) {
	exact := new(big.Float).SetPrec(4400) // any product of two floats, and a great many of them
	for ; i < len(p); i++ {
		x, ok1 := factor(p[i])
		y, ok2 := factor(q[i])
		if !ok1 || !ok2 || !p[i].IsFloat() && !q[i].IsFloat() || !finite(x*y) {
			break
		}
		before := sum
		exact.Add(exact, new(big.Float).SetPrec(106).Mul(big.NewFloat(x), big.NewFloat(y)))
		if sum, _ = exact.Float64(); math.IsInf(sum, 0) {
			return before, i
		}
	}
	return sum, i
}

// factor is a float, or an int as a float.
func factor(v Value) (float64, bool) {
	if v.IsFloat() {
		return v.AsFloat(), finite(v.AsFloat())
	}
	if !v.Is(object.IntType) && !v.Is(object.BoolType) {
		return 0, false
	}
	f, _ := new(big.Float).SetInt(object.Big(v)).Float64()
	return f, finite(f)
}

func fma(t *Thread, a []Value, _ kwargs) (Value, error) {
	var in [3]float64
	for i := range in {
		x, err := t.ToFloat(a[i])
		if err != nil {
			return Value{}, err
		}
		in[i] = x
	}
	r := math.FMA(in[0], in[1], in[2])
	given := finite(in[0]) && finite(in[1]) && finite(in[2])
	switch {
	case math.IsNaN(r) && !math.IsNaN(in[0]) && !math.IsNaN(in[1]) && !math.IsNaN(in[2]):
		return Value{}, t.Raisef(object.ValueError, "invalid operation in fma")
	case math.IsInf(r, 0) && given:
		return Value{}, t.Raisef(object.OverflowError, "overflow in fma")
	}
	return object.Float(r), nil
}

// nextAfter steps from x towards y, from float to float: floats of one sign lie
// in the order of their bits.
func nextAfter(t *Thread, a []Value, _ kwargs) (Value, error) {
	x, err := t.ToFloat(a[0])
	if err != nil {
		return Value{}, err
	}
	y, err := t.ToFloat(a[1])
	if err != nil {
		return Value{}, err
	}
	if !a[2].Valid() || a[2].IsNone() {
		return object.Float(math.Nextafter(x, y)), nil
	}
	steps, err := integer(t, a[2])
	if err != nil {
		return Value{}, err
	}
	switch {
	case steps.Sign() < 0:
		return Value{}, t.Raisef(object.ValueError, "steps must be a non-negative integer")
	case steps.Sign() == 0 || math.IsNaN(x):
		return object.Float(x), nil
	case math.IsNaN(y) || x == y:
		return object.Float(y), nil
	}
	// The place of a float on the line of all floats.
	place := func(f float64) *big.Int {
		n := new(big.Int).SetUint64(math.Float64bits(math.Abs(f)))
		if math.Signbit(f) {
			n.Neg(n)
		}
		return n
	}
	at, end := place(x), place(y)
	if new(big.Int).Abs(new(big.Int).Sub(end, at)).Cmp(steps) <= 0 {
		return object.Float(y), nil
	}
	negative := at.Sign() < 0 || at.Sign() == 0 && end.Sign() < 0
	if end.Cmp(at) < 0 {
		steps = new(big.Int).Neg(steps)
	}
	at.Add(at, steps)
	r := math.Float64frombits(new(big.Int).Abs(at).Uint64())
	if at.Sign() < 0 || at.Sign() == 0 && negative {
		r = -r
	}
	return object.Float(r), nil
}
