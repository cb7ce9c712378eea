package accurate

import "math"

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

// exp is e to the power of a pair: a pair, and the power of two to multiply it by.
func (a pair) exp() (pair, int) {
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
	return e, int(n)
}

// Exp is e to the power of x.
func Exp(x float64) float64 { return expOf(x, pair{x, 0}, math.Exp) }

// Exp2 is two to the power of x.
func Exp2(x float64) float64 { return expOf(x, ln2.times(x), math.Exp2) }

func expOf(x float64, p pair, rest func(float64) float64) float64 {
	if !(math.Abs(p.hi) <= 745) || x == 0 {
		return rest(x)
	}
	e, n := p.exp()
	return e.scaled(n)
}

// scaled is a positive pair times a power of two, rounded once also where the
// result has fewer bits than other floats.
func (a pair) scaled(n int) float64 {
	if n > -1020 {
		return math.Ldexp(a.float(), n)
	}
	// In units of the smallest float, both parts are exact.
	hi, lo := math.Ldexp(a.hi, n+1074), math.Ldexp(a.lo, n+1074)
	whole := math.Floor(hi)
	rest := sum(hi-whole, lo)
	if rest.hi > 0.5 || rest.hi == 0.5 && (rest.lo > 0 || rest.lo == 0 && math.Mod(whole, 2) != 0) {
		whole++
	}
	return math.Ldexp(whole, -1074)
}

// Log, Log2 and Log10 are the logarithms of x.
func Log(x float64) float64 {
	if !isPlain(x) {
		return math.Log(x)
	}
	return logPair(x).float()
}

func Log2(x float64) float64 {
	if m, e := math.Frexp(x); !isPlain(x) || m == 0.5 {
		if isPlain(x) {
			return float64(e - 1)
		}
		return math.Log2(x)
	}
	return logPair(x).over(ln2).float()
}

func Log10(x float64) float64 {
	if !isPlain(x) {
		return math.Log10(x)
	}
	// In the steps of the C library, whose last digit is not always the nearest.
	m, e := math.Frexp(x)
	if e--; e >= 0 {
		m *= 2
	} else {
		e++
	}
	y := float64(e)
	z := y*3.69423907715893078616e-13 + 4.34294481903251816668e-01*Log(m)
	return z + y*3.01029995663611771306e-01
}

func isPlain(x float64) bool { return x > 0 && !math.IsInf(x, 0) && x != 1 }

// Sinh, Cosh and Tanh are the hyperbolic functions, in the steps of the C
// library.
func Sinh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case a <= 4e-9:
		return x
	case !(a < 700):
		return math.Sinh(x)
	}
	h := math.Copysign(0.5, x)
	switch {
	case a >= 22:
		return h * Exp(a)
	case a < 1:
		t := math.Expm1(a)
		return h * (2*t - t*t/(t+1))
	}
	t := math.Expm1(a)
	return h * (t + t/(t+1))
}

func Cosh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case !(a < 700):
		return math.Cosh(x)
	case a >= 22:
		return 0.5 * Exp(a)
	case a < 0.34657359027997264: // half of ln 2
		t := math.Expm1(a)
		return 1 + t*t/(2*(1+t))
	}
	t := Exp(a)
	return 0.5*t + 0.5/t
}

func Tanh(x float64) float64 {
	a := math.Abs(x)
	if !(a > 1e-8 && a < 22) {
		return math.Tanh(x)
	}
	z := 0.0
	if a >= 1 {
		z = 1 - 2/(math.Expm1(2*a)+2)
	} else {
		t := math.Expm1(-2 * a)
		z = -t / (t + 2)
	}
	return math.Copysign(z, x)
}

// Asinh is the inverse of Sinh.
func Asinh(x float64) float64 {
	a := math.Abs(x)
	if !(a > 4e-9 && a < 1e8) {
		return math.Asinh(x)
	}
	if a > 2 {
		return math.Copysign(Log(2*a+1/(math.Sqrt(a*a+1)+a)), x)
	}
	return math.Copysign(math.Log1p(a+a*a/(1+math.Sqrt(1+a*a))), x)
}

// Acosh is the inverse of Cosh.
func Acosh(x float64) float64 {
	switch {
	case !(x > 1) || math.IsInf(x, 1):
		return math.Acosh(x)
	case x > 0x1p28:
		return Log(x) + ln2.hi
	case x > 2:
		return Log(2*x - 1/(x+math.Sqrt(float64(x*x)-1)))
	}
	t := x - 1
	return math.Log1p(t + math.Sqrt(2*t+float64(t*t)))
}
