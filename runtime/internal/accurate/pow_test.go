package accurate

import (
	"math"
	"math/big"
	"testing"
)

// TestPow compares whole and half powers with exact arithmetic, and the ends of
// the range.
func TestPow(t *testing.T) {
	off := 0
	for i := range 3000 {
		x := 0.5 + float64(i)*0.00137
		for _, n := range []int{3, 5, 7, 12, 31} {
			exact := new(big.Float).SetPrec(4000).SetInt64(1)
			for range n {
				exact.Mul(exact, big.NewFloat(x))
			}
			want, _ := exact.Float64()
			if got := Pow(x, float64(n)); got != want {
				off++
				if math.Abs(got-want) > math.Nextafter(want, math.Inf(1))-want {
					t.Fatalf("%v**%d is %v, not %v", x, n, got, want)
				}
			}
		}
	}
	if off > 2 {
		t.Errorf("%d of 15000 are not the nearest float", off)
	}
	for _, c := range [][3]float64{
		{8, 1.0 / 3, 2},
		{2, -1074, 5e-324},
		{2, 1023, math.Ldexp(1, 1023)},
		{2, 1024, math.Inf(1)},
		{10, -3, 0.001},
		{10, 308, 1e308},
		{-2, 3, -8},
		{-2, -2, 0.25},
		{0.1, 400, 0},
		{5e-324, 0.5, math.Sqrt(5e-324)},
		{1.5, 0, 1},
	} {
		if got := Pow(c[0], c[1]); got != c[2] {
			t.Errorf("%v**%v is %v, not %v", c[0], c[1], got, c[2])
		}
	}
}

func BenchmarkPow(b *testing.B) {
	x := 0.0
	for b.Loop() {
		x += Pow(1.7, 2.3)
	}
}
