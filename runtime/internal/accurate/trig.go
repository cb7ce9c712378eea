package accurate

import "math"

// Half of pi, in three parts.
const (
	half1 = 1.5707963267948966
	half2 = 6.123233995736766e-17
	half3 = -1.4973849048591833e-33
)

// far is from where on the parts of pi are too few.
const far = 1e6

// tiny is up to where sine, tangent and their inverses are the argument itself.
const tiny = 1e-8

// sinCos are the sine and cosine of a finite x, as pairs.
func sinCos(x float64) (sin, cos pair) {
	var r pair
	quarter := int64(0)
	if math.Abs(x) <= far {
		n := math.Round(x / half1)
		r = sum(x, -0.0)
		for _, part := range [...]float64{half1, half2, half3} {
			r = r.minus(product(n, part))
		}
		quarter = int64(n) & 3
	} else {
		r, quarter = reduced(x)
	}
	z := r.by(r)
	s, c := r.by(sinSeries(z)), cosSeries(z)
	switch quarter {
	case 1:
		s, c = c, s.times(-1)
	case 2:
		s, c = s.times(-1), c.times(-1)
	case 3:
		s, c = c.times(-1), s
	}
	return s, c
}

// sinSeries is sin(r)/r for z = r².
func sinSeries(z pair) pair {
	t, tail := z.hi, 0.0
	for k := 11; k >= 3; k-- {
		tail = (1 - tail*t) / float64((2*k)*(2*k+1))
	}
	// 1 - z/6 (1 - z/20 (1 - z·tail))
	inner := pair{1, 0}.minus(z.times(tail))
	inner = pair{1, 0}.minus(z.over(pair{20, 0}).by(inner))
	return pair{1, 0}.minus(z.over(pair{6, 0}).by(inner))
}

// cosSeries is cos(r) for z = r².
func cosSeries(z pair) pair {
	t, tail := z.hi, 0.0
	for k := 11; k >= 3; k-- {
		tail = (1 - tail*t) / float64((2*k-1)*(2*k))
	}
	// 1 - z/2 (1 - z/12 (1 - z·tail))
	inner := pair{1, 0}.minus(z.times(tail))
	inner = pair{1, 0}.minus(z.over(pair{12, 0}).by(inner))
	return pair{1, 0}.minus(z.times(0.5).by(inner))
}

// Sin, Cos and Tan are the functions of an angle.
func Sin(x float64) float64 {
	a := math.Abs(x)
	if a < tiny {
		return x
	} else if !(a <= math.MaxFloat64) {
		return math.Sin(x)
	}
	s, _ := sinCos(x)
	return s.float()
}

func Cos(x float64) float64 {
	if a := math.Abs(x); !(a <= math.MaxFloat64) {
		return math.Cos(x)
	}
	_, c := sinCos(x)
	return c.float()
}

func Tan(x float64) float64 {
	a := math.Abs(x)
	if a < tiny {
		return x
	} else if !(a <= math.MaxFloat64) {
		return math.Tan(x)
	}
	s, c := sinCos(x)
	return s.over(c).float()
}

// Atan is the angle of a tangent: math's, and one step of Newton's method.
func Atan(x float64) float64 {
	a, y := math.Abs(x), math.Atan(x)
	if a < tiny {
		return x
	} else if !(a < 1e15) {
		return y
	}
	s, c := sinCos(y)
	off := c.times(x).minus(s).over(c.plus(s.times(x)))
	return sum(y, off.hi).float()
}

// Atan2 is the angle of a point.
func Atan2(y, x float64) float64 {
	r := math.Atan2(y, x)
	scale := math.Max(math.Abs(x), math.Abs(y))
	if !(math.Abs(r) > 1e-8 && scale > 1e-150 && scale < 1e150 && x != 0 && y != 0) {
		return r
	}
	s, c := sinCos(r)
	off := c.times(y).minus(s.times(x)).over(c.times(x).plus(s.times(y)))
	return sum(r, off.hi).float()
}

// Asin and Acos are the angles of a sine and a cosine.
func Asin(x float64) float64 {
	a, y := math.Abs(x), math.Asin(x)
	if a < tiny {
		return x
	} else if !(a < 1) {
		return y
	}
	s, c := sinCos(y)
	return sum(y, pair{x, 0}.minus(s).over(c).hi).float()
}

func Acos(x float64) float64 {
	y := math.Acos(x)
	if a := math.Abs(x); !(a < 1) {
		return y
	}
	s, c := sinCos(y)
	return sum(y, c.minus(pair{x, 0}).over(s).hi).float()
}

// Hypot is the length of a vector of two parts.
func Hypot(x, y float64) float64 {
	parts := [2]float64{x, y}
	return Norm(parts[:])
}

// Norm is the length of a vector.
func Norm(xs []float64) float64 {
	top := 0.0
	for _, x := range xs {
		if math.IsInf(x, 0) {
			return math.Inf(1)
		}
		if math.IsNaN(x) {
			top = x
		} else if !math.IsNaN(top) {
			top = math.Max(top, math.Abs(x))
		}
	}
	if top == 0 || math.IsNaN(top) {
		return top
	}
	_, e := math.Frexp(top)
	total := pair{}
	for _, x := range xs {
		x = math.Ldexp(x, -e)
		total = total.plus(product(x, x))
	}
	h := math.Sqrt(total.float())
	off := total.minus(product(h, h)).over(pair{2 * h, 0})
	return math.Ldexp(sum(h, off.hi).float(), e)
}
