package accurate

import "math"

// The gamma function by the sum of Lanczos with thirteen terms, as CPython has
// it: the last digit is not always the nearest, but it is the same.
var (
	lanczosNum = [...]float64{
		23531376880.41075968857200767445, 42919803642.64909876895789904700, 35711959237.35566804944018545154, 17921034426.03720969991975575445,
		6039542586.352028005064291644307, 1439720407.311721673663223072794, 248874557.8620541565114603864132, 31426415.58540019438061423162831,
		2876370.628935372441225409051620, 186056.2653952234950402949897160, 8071.672002365816210638002902272, 210.8242777515793458725097339207,
		2.506628274631000270164908177133,
	}
	lanczosDen = [...]float64{0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1}
)

const (
	lanczosG     = 6.024680040776729583740234375
	lanczosShift = lanczosG - 0.5
	logOfPi      = 1.144729885849400174143427351353058711647
)

// lanczos is the rational function of the sum, of a positive x. Above five it is
// one of the inverse, so that nothing overflows.
func lanczos(x float64) float64 {
	num, den := 0.0, 0.0
	if x < 5 {
		for i := len(lanczosNum) - 1; i >= 0; i-- {
			num = float64(num*x) + lanczosNum[i]
			den = float64(den*x) + lanczosDen[i]
		}
	} else {
		for i := range lanczosNum {
			num = num/x + lanczosNum[i]
			den = den/x + lanczosDen[i]
		}
	}
	return num / den
}

// sinPi is the sine of pi times x, exact where x is a multiple of a half.
func sinPi(x float64) float64 {
	y := math.Mod(math.Abs(x), 2)
	r := 0.0
	switch int(math.Round(2 * y)) {
	case 0:
		r = Sin(math.Pi * y)
	case 1:
		r = Cos(math.Pi * (y - 0.5))
	case 2:
		r = Sin(math.Pi * (1 - y))
	case 3:
		r = -Cos(math.Pi * (y - 1.5))
	case 4:
		r = Sin(math.Pi * (y - 2))
	}
	return math.Copysign(1, x) * r
}

// Gamma is the gamma function: NaN at its poles, infinite where it is too large.
func Gamma(x float64) float64 {
	a := math.Abs(x)
	switch {
	case math.IsNaN(x) || math.IsInf(x, 1):
		return x
	case math.IsInf(x, -1) || x == 0 || x < 0 && x == math.Floor(x):
		return math.NaN()
	case x == math.Floor(x) && x <= 23:
		product := 1.0 // exact up to 22!
		for i := 2.0; i < x; i++ {
			product *= i
		}
		return product
	case a < 1e-20:
		return 1 / x
	case a > 200 && x < 0:
		return 0 / sinPi(x)
	case a > 200:
		return math.Inf(1)
	}
	y := a + lanczosShift
	// What the rounding of y lost, in the order that loses nothing itself.
	var z float64
	if a > lanczosShift {
		q := y - a
		z = q - lanczosShift
	} else {
		q := y - lanczosShift
		z = q - a
	}
	z = z * lanczosG / y
	if x < 0 {
		r := -math.Pi / sinPi(a) / a * Exp(y) / lanczos(a)
		r -= float64(z * r)
		if a < 140 {
			return r / Pow(y, a-0.5)
		}
		root := Pow(y, a/2-0.25)
		return r / root / root
	}
	r := lanczos(a) / Exp(y)
	r += float64(z * r)
	if a < 140 {
		return r * Pow(y, a-0.5)
	}
	root := Pow(y, a/2-0.25)
	return r * root * root
}

// Lgamma is the logarithm of the gamma function's absolute value: NaN at its
// poles.
func Lgamma(x float64) float64 {
	a := math.Abs(x)
	switch {
	case math.IsNaN(x):
		return x
	case math.IsInf(x, 0):
		return math.Inf(1)
	case x == math.Floor(x) && x <= 0:
		return math.NaN()
	case x == 1 || x == 2:
		return 0
	case a < 1e-20:
		return -Log(a)
	}
	r := Log(lanczos(a)) - lanczosG
	r += float64((a - 0.5) * (Log(a+lanczosG-0.5) - 1))
	if x < 0 {
		return logOfPi - Log(math.Abs(sinPi(a))) - Log(a) - r
	}
	return r
}
