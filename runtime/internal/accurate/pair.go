// Package accurate has functions of floats that are rounded as a good C library
// rounds them: nearly always to the nearest float. Those of Go's package math
// are off in the last digit for one argument in three or four, which programs
// show as soon as they print.
//
// The functions work in pairs of floats, a sum of a float and its rest, which
// hold about 105 bits.
package accurate

import "math"

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

func (a pair) minus(b pair) pair { return a.plus(pair{-b.hi, -b.lo}) }

func (a pair) float() float64 { return a.hi + a.lo }
