package object

import "math/big"

// pieceWords is from where on a product is put together from smaller ones, so that a
// pause or an interrupt need not wait for the end of it. One of this size takes some
// 50 ms.
const pieceWords = 1 << 17

// mulBig is x * y, which can be interrupted if it is large.
func (t *Thread) mulBig(x, y *big.Int) (*big.Int, error) {
	if len(x.Bits()) <= pieceWords || len(y.Bits()) <= pieceWords {
		return new(big.Int).Mul(x, y), nil
	}
	r, err := t.mulPieces(x, y, pieceWords)
	if err == nil && x.Sign() != y.Sign() {
		r.Neg(r)
	}
	return r, err
}

// powBig is x ** y for y >= 0, which can be interrupted if it is large.
func (t *Thread) powBig(x *big.Int, y int64) (*big.Int, error) {
	if x.BitLen() <= 1 || y*int64(x.BitLen()) <= pieceWords*64 {
		return new(big.Int).Exp(x, big.NewInt(y), nil), nil
	}
	half, err := t.powBig(x, y/2)
	if err != nil {
		return nil, err
	}
	r, err := t.mulBig(half, half)
	if err == nil && y&1 != 0 {
		r, err = t.mulBig(r, x)
	}
	return r, err
}

// mulPieces multiplies the absolute values, by Karatsuba's method as math/big does,
// and looks between the products whether somebody wants something.
func (t *Thread) mulPieces(x, y *big.Int, piece int) (*big.Int, error) {
	a, b := x.Bits(), y.Bits()
	if len(a) <= piece || len(b) <= piece {
		if err := t.CheckBreak(); err != nil {
			return nil, err
		}
		w := words(a)
		if x == y {
			return new(big.Int).Mul(w, w), nil
		}
		return new(big.Int).Mul(w, words(b)), nil
	}
	k := (max(len(a), len(b)) + 1) / 2
	x0, x1 := words(a[:min(k, len(a))]), words(a[min(k, len(a)):])
	y0, y1 := x0, x1
	sx := new(big.Int).Add(x0, x1)
	sy := sx // a square stays one, which is faster
	if x != y {
		y0, y1 = words(b[:min(k, len(b))]), words(b[min(k, len(b)):])
		sy = new(big.Int).Add(y0, y1)
	}
	low, err := t.mulPieces(x0, y0, piece)
	if err != nil {
		return nil, err
	}
	high, err := t.mulPieces(x1, y1, piece)
	if err != nil {
		return nil, err
	}
	mid, err := t.mulPieces(sx, sy, piece)
	if err != nil {
		return nil, err
	}
	mid.Sub(mid, low)
	mid.Sub(mid, high)
	// low + mid << k words + high << 2k words, in one piece of memory.
	r := make([]big.Word, len(a)+len(b)+1)
	copy(r, low.Bits())
	copy(r[2*k:], high.Bits())
	upper := words(r[k:])
	upper.Add(upper, mid)
	copy(r[k:], upper.Bits())
	return words(r), nil
}

// words is the number of these digits, which it shares.
func words(w []big.Word) *big.Int { return new(big.Int).SetBits(w) }
