package object

import "math"

// pow is x to the power of y, rounded as a good C library does: nearly always
// the nearest float. Go's math.Pow is off in the last digit for one pair in
// three. Logarithm and exponential are worked out in pairs of floats (a sum of a
// float and its rest), which hold about 105 bits.
func pow(x, y float64) float64 {
	switch {
	case !(x > 0) || math.IsInf(x, 0) || math.IsNaN(y) || math.IsInf(y, 0) || y == 0 || x == 1:
		if x < 0 && !math.IsInf(x, 0) && y == math.Trunc(y) && !math.IsInf(y, 0) && y != 0 {
			r := pow(-x, y)
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
	return p.exp()
}

// pair is the sum of two floats of which the second is less than half a unit in
// the last place of the first.
type pair struct{ hi, lo float64 }

func sum(a, b float64) pair {
	s := a + b
	t := s - a
	return pair{s, (a - (s - t)) + (b - t)}
}

func product(a, b float64) pair {
	p := a * b
	return pair{p, math.FMA(a, b, -p)}
}

func (a pair) plus(b pair) pair {
	s := sum(a.hi, b.hi)
	return sum(s.hi, s.lo+a.lo+b.lo)
}

func (a pair) times(b float64) pair {
	p := product(a.hi, b)
	return sum(p.hi, math.FMA(a.lo, b, p.lo))
}

func (a pair) by(b pair) pair {
	p := product(a.hi, b.hi)
	return sum(p.hi, p.lo+(a.hi*b.lo+a.lo*b.hi))
}

func (a pair) over(b pair) pair {
	q := a.hi / b.hi
	r := a.plus(b.times(-q))
	return sum(q, (r.hi+r.lo)/b.hi)
}

// ln2 is the natural logarithm of two, and its inverse.
var ln2 = pair{0.6931471805599453, 2.3190468138462996e-17}

// logPair is the logarithm of a positive float: that of a number near one by the
// series of atanh((m-1)/(m+1)), and a multiple of that of two.
func logPair(x float64) pair {
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m *= 2
		e--
	}
	s := sum(m, -1).over(sum(m, 1))
	q := s.by(s)
	z := q.hi
	// The terms from z³ on are so small that plain floats will do.
	tail := 0.0
	for k := 15; k >= 3; k-- {
		tail = tail*z + 1/float64(2*k+1)
	}
	series := pair{1, 0}.plus(q.times(1).over(pair{3, 0})).plus(q.by(q).over(pair{5, 0})).plus(pair{tail * z * z * z, 0})
	return s.by(series).times(2).plus(ln2.times(float64(e)))
}

// exp is e to the power of a pair.
func (a pair) exp() float64 {
	n := math.Round(a.hi / ln2.hi)
	r := a.plus(ln2.times(-n)).times(0.125)
	z := r.hi
	tail := 0.0
	for k := 14; k >= 4; k-- {
		tail = (tail*z + 1) / float64(k)
	}
	// 1 + r + r²/2 + r³/6 + r³/6 times the rest
	square := r.by(r)
	cube := square.by(r).over(pair{6, 0})
	e := pair{1, 0}.plus(r).plus(square.times(0.5)).plus(cube).plus(pair{cube.hi * tail * z, 0})
	for range 3 {
		e = e.by(e)
	}
	return math.Ldexp(e.hi+e.lo, int(n))
}
