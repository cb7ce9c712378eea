package accurate

import "math"

// The error function by the rational approximations of a C library, one for each
// stretch of its argument. Sums are taken in the library's order, in pairs of
// terms, for the last digit depends on it.
var (
	erfNearNum = []float64{1.28379167095512558561e-01, -3.25042107247001499370e-01, -2.84817495755985104766e-02, -5.77027029648944159157e-03, -2.37630166566501626084e-05}
	erfNearDen = []float64{1, 3.97917223959155352819e-01, 6.50222499887672944485e-02, 5.08130628187576562776e-03, 1.32494738004321644526e-04, -3.96022827877536812320e-06}
	erfOneNum  = []float64{-2.36211856075265944077e-03, 4.14856118683748331666e-01, -3.72207876035701323847e-01, 3.18346619901161753674e-01, -1.10894694282396677476e-01, 3.54783043256182359371e-02, -2.16637559486879084300e-03}
	erfOneDen  = []float64{1, 1.06420880400844228286e-01, 5.40397917702171048937e-01, 7.18286544141962662868e-02, 1.26171219808761642112e-01, 1.36370839120290507362e-02, 1.19844998467991074170e-02}
	erfMidNum  = []float64{-9.86494403484714822705e-03, -6.93858572707181764372e-01, -1.05586262253232909814e+01, -6.23753324503260060396e+01, -1.62396669462573470355e+02, -1.84605092906711035994e+02, -8.12874355063065934246e+01, -9.81432934416914548592e+00}
	erfMidDen  = []float64{1, 1.96512716674392571292e+01, 1.37657754143519042600e+02, 4.34565877475229228821e+02, 6.45387271733267880336e+02, 4.29008140027567833386e+02, 1.08635005541779435134e+02, 6.57024977031928170135e+00, -6.04244152148580987438e-02}
	erfFarNum  = []float64{-9.86494292470009928597e-03, -7.99283237680523006574e-01, -1.77579549177547519889e+01, -1.60636384855821916062e+02, -6.37566443368389627722e+02, -1.02509513161107724954e+03, -4.83519191608651397019e+02}
	erfFarDen  = []float64{1, 3.03380607434824582924e+01, 3.25792512996573918826e+02, 1.53672958608443695994e+03, 3.19985821950859553908e+03, 2.55305040643316442583e+03, 4.74528541206955367215e+02, -2.24409524465858183362e+01}
)

const (
	erfAtOne  = 8.45062911510467529297e-01 // the function at one, to single precision
	erfAtZero = 1.28379167095512586316e-01 // how much steeper than one it begins
)

// paired is a polynomial: pairs of terms, and those weighed with even powers.
func paired(c []float64, x float64) float64 {
	square := float64(x * x)
	powers := [...]float64{2: square, 4: float64(square * square)}
	four := powers[4]
	weight := [...]float64{1, square, four, float64(four * square), float64(four * four)}
	sum := 0.0
	for i := 0; i < len(c); i += 2 {
		term := c[i]
		if i+1 < len(c) {
			term += float64(x * c[i+1])
		}
		if i == 0 {
			sum = term
			continue
		}
		sum += float64(weight[i/2] * term)
	}
	return sum
}

// erfTail is one less the function, times x, for an x that is not small: the
// square in the exponent is split so that its rounding does not count.
func erfTail(x, limit float64) float64 {
	s := 1 / float64(x*x)
	var ratio float64
	if x < limit {
		ratio = paired(erfMidNum, s) / paired(erfMidDen, s)
	} else {
		ratio = paired(erfFarNum, s) / paired(erfFarDen, s)
	}
	z := math.Float64frombits(math.Float64bits(x) &^ (1<<32 - 1))
	return Exp(-float64(z*z)-0.5625) * Exp(float64((z-x)*(z+x))+ratio)
}

// midLimit parts the two approximations of the tail: 1/0.35, to as many bits as
// the library looks at.
var midLimit = math.Float64frombits(0x4006db6e << 32)

// Erf is the error function.
func Erf(x float64) float64 {
	a := math.Abs(x)
	switch {
	case math.IsNaN(x):
		return x
	case a < 0x1p-1015:
		return 0.0625 * (16*x + float64(16*erfAtZero*x))
	case a < 0x1p-28:
		return x + float64(erfAtZero*x)
	case a < 0.84375:
		z := float64(x * x)
		return x + float64(x*(paired(erfNearNum, z)/paired(erfNearDen, z)))
	case a < 1.25:
		s := a - 1
		return math.Copysign(erfAtOne+paired(erfOneNum, s)/paired(erfOneDen, s), x)
	case a >= 6:
		return math.Copysign(1, x)
	}
	return math.Copysign(1-erfTail(a, midLimit)/a, x)
}

// Erfc is one less the error function, with all its digits where that is small.
func Erfc(x float64) float64 {
	a := math.Abs(x)
	switch {
	case math.IsNaN(x):
		return x
	case a < 0x1p-56:
		return 1 - x
	case a < 0.84375:
		z := float64(x * x)
		y := paired(erfNearNum, z) / paired(erfNearDen, z)
		if x < 0.25 {
			return 1 - (x + float64(x*y))
		}
		return 0.5 - (x - 0.5 + float64(x*y))
	case a < 1.25:
		s := a - 1
		ratio := paired(erfOneNum, s) / paired(erfOneDen, s)
		if x > 0 {
			return 1 - erfAtOne - ratio
		}
		return 1 + (erfAtOne + ratio)
	case x < -6:
		return 2
	case a >= 28:
		return 0
	case x < 0:
		return 2 - erfTail(a, midLimit)/a
	}
	return erfTail(a, midLimit) / a
}

// Cbrt is the cube root: a polynomial, and one step towards the root.
func Cbrt(x float64) float64 {
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return x
	}
	const root2, root4 = 1.2599210498948732, 1.5874010519681996
	m, e := math.Frexp(math.Abs(x))
	p := 0.784932344976639262 - float64(0.145263899385486367*m)
	for _, c := range [...]float64{1.83469277483613086, 2.4469312256353443, 2.11499494167371287, 1.50819193781584896} {
		p = c - float64(p*m)
	}
	u := 0.354895765043919860 + float64(p*m)
	cube := float64(float64(u*u) * u)
	y := u * (cube + 2*m) / (2*cube + m)
	y *= [...]float64{0.6299605249474365, 0.7937005259840997, 1, root2, root4}[2+e%3]
	return math.Copysign(math.Ldexp(y, e/3), x)
}
