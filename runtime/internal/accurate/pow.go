package accurate

import "math"

// Pow is x to the power of y. Go's is off in the last digit for every second pair.
func Pow(x, y float64) float64 {
	switch {
	case !(x > 0) || math.IsInf(x, 0) || math.IsNaN(y) || math.IsInf(y, 0) || y == 0 || x == 1:
		if x < 0 && !math.IsInf(x, 0) && y == math.Trunc(y) && !math.IsInf(y, 0) && y != 0 {
			r := Pow(-x, y)
			if math.Mod(y, 2) != 0 {
				r = -r
			}
			return r
		}
		return math.Pow(x, y)
	case y == 1:
		return x
	case y == 2:
		return x * x
	case y == 0.5:
		return math.Sqrt(x)
	}
	if h := 2 * y; h == math.Trunc(h) && math.Abs(h) <= 8 && x > 1e-60 && x < 1e60 {
		return halves(x, int(h))
	}
	p := logPair(x).times(y)
	switch {
	case p.hi > 709.8:
		return math.Inf(1)
	case p.hi < -745.2:
		return 0
	}
	e, n := p.exp()
	return e.scaled(n)
}

// halves is x to the power of h/2 by multiplying, where nothing overflows.
func halves(x float64, h int) float64 {
	r, b := pair{1, 0}, pair{x, 0}
	n := max(h, -h)
	if n&1 != 0 {
		s := math.Sqrt(x)
		r = sum(s, math.FMA(-s, s, x)/(2*s))
	}
	for k := n >> 1; k > 0; k >>= 1 {
		if k&1 != 0 {
			r = r.by(b)
		}
		if k > 1 {
			b = b.by(b)
		}
	}
	if h < 0 {
		r = pair{1, 0}.over(r)
	}
	return r.float()
}
