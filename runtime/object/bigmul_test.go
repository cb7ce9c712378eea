package object

import (
	"math/big"
	"math/rand"
	"testing"
)

// TestMulPieces compares products made of pieces with those of math/big.
func TestMulPieces(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	number := func() *big.Int {
		w := make([]big.Word, rng.Intn(40))
		for i := range w {
			switch rng.Intn(3) {
			case 0:
				w[i] = big.Word(rng.Uint64())
			case 1:
				w[i] = ^big.Word(0)
			}
		}
		return new(big.Int).SetBits(w)
	}
	th := &Thread{}
	for range 20000 {
		x, y := number(), number()
		if rng.Intn(4) == 0 {
			y = x
		}
		wantX, wantY := new(big.Int).Set(x), new(big.Int).Set(y)
		got, err := th.mulPieces(x, y, 2+rng.Intn(5))
		if want := new(big.Int).Mul(wantX, wantY); err != nil || got.Cmp(want) != 0 {
			t.Fatalf("%x * %x = %x, not %x (%v)", wantX, wantY, want, got, err)
		}
		if x.Cmp(wantX) != 0 || y.Cmp(wantY) != 0 {
			t.Fatal("an operand has changed")
		}
	}
}

// TestPowBig compares large powers, and products of either sign.
func TestPowBig(t *testing.T) {
	th := &Thread{}
	for _, x := range []int64{-3, 10} {
		for _, y := range []int64{0, 1, 5, 4_300_001, 4_300_002} {
			got, err := th.powBig(big.NewInt(x), y)
			if err != nil || got.Cmp(new(big.Int).Exp(big.NewInt(x), big.NewInt(y), nil)) != 0 {
				t.Errorf("%d ** %d is wrong (%v)", x, y, err)
			}
		}
	}
	large := new(big.Int).Lsh(big.NewInt(3), 64*(pieceWords+5))
	for _, x := range []*big.Int{large, new(big.Int).Neg(large)} {
		for _, y := range []*big.Int{large, new(big.Int).Neg(large), new(big.Int).Add(large, big.NewInt(7))} {
			if got, err := th.mulBig(x, y); err != nil || got.Cmp(new(big.Int).Mul(x, y)) != 0 {
				t.Errorf("a product of signs %d, %d is wrong (%v)", x.Sign(), y.Sign(), err)
			}
		}
	}
}
