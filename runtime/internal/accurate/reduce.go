package accurate

import (
	"math/big"
	"sync"
)

// wide is how many bits half of pi needs, so that the largest float can be taken
// modulo it: those of its whole part, and what is left for the rest.
const wide = 1024 + 256

// halfPi is half of pi, by Machin's formula: pi/4 = 4 atan(1/5) - atan(1/239).
var halfPi = sync.OnceValue(func() *big.Float {
	const guard = 32
	one := new(big.Int).Lsh(big.NewInt(1), wide+guard)
	atan := func(n int64) *big.Int {
		term := new(big.Int).Div(one, big.NewInt(n))
		total, square, part := new(big.Int).Set(term), big.NewInt(n*n), new(big.Int)
		for k := int64(3); term.Sign() != 0; k += 2 {
			term.Div(term, square)
			part.Div(term, big.NewInt(k))
			if k%4 == 3 {
				total.Sub(total, part)
			} else {
				total.Add(total, part)
			}
		}
		return total
	}
	quarter := new(big.Int).Sub(new(big.Int).Lsh(atan(5), 2), atan(239))
	half := new(big.Float).SetPrec(wide).SetInt(quarter.Lsh(quarter, 1))
	return half.SetMantExp(half, -wide-guard)
})

// reduced is what is left of a large angle modulo half of pi, at most a quarter of pi,
// and how many halves there were, modulo four.
func reduced(x float64) (pair, int64) {
	half := halfPi()
	angle := new(big.Float).SetPrec(wide + 64).SetFloat64(x)
	turns := new(big.Float).SetPrec(wide).Quo(angle, half)
	if turns.Sign() >= 0 {
		turns.Add(turns, big.NewFloat(0.5))
	} else {
		turns.Sub(turns, big.NewFloat(0.5))
	}
	n, _ := turns.Int(nil)
	angle.Sub(angle, new(big.Float).SetPrec(2*wide).Mul(half, new(big.Float).SetInt(n)))
	hi, _ := angle.Float64()
	lo, _ := angle.Sub(angle, big.NewFloat(hi)).Float64()
	return pair{hi, lo}, new(big.Int).And(n, big.NewInt(3)).Int64()
}
