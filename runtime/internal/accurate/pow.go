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
