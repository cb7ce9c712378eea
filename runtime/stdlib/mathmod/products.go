package mathmod

import (
	"math"
	"math/big"

	"github.com/asynctools/asynctools/runtime/object"
)

// sumprod is the sum of p[i]*q[i]: of floats rounded once, of other numbers as
// their own operators have it.
func sumprod(t *Thread, a []Value, _ kwargs) (Value, error) {
	p, err := t.Collect(a[0])
	if err != nil {
		return Value{}, err
	}
	q, err := t.Collect(a[1])
	if err != nil {
		return Value{}, err
	}
	if len(p) != len(q) {
		return Value{}, t.Raisef(object.ValueError, "Inputs are not the same length")
	}
	if v, ok := exactly(p, q); ok {
		return v, nil
	}
	sum := object.Int(0)
	for i := range p {
		v, err := t.Binary(object.OpMul, p[i], q[i])
		if err != nil {
			return Value{}, err
		}
		if sum, err = t.Binary(object.OpAdd, sum, v); err != nil {
			return Value{}, err
		}
	}
	return sum, nil
}

// exactly is sumprod of finite floats; ok is false for anything else.
func exactly(p, q []Value) (v Value, ok bool) {
	exact := new(big.Float).SetPrec(4400) // any product of two floats, and a great many of them
	for i := range p {
		if !p[i].IsFloat() || !q[i].IsFloat() {
			return Value{}, false
		}
		x, y := p[i].AsFloat(), q[i].AsFloat()
		if !finite(x) || !finite(y) {
			return Value{}, false
		}
		exact.Add(exact, new(big.Float).SetPrec(106).Mul(big.NewFloat(x), big.NewFloat(y)))
	}
	r, _ := exact.Float64()
	return object.Float(r), len(p) > 0 && !math.IsInf(r, 0)
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
