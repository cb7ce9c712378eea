// Package randmod is the generator behind Python's module random: the 32-bit
// Mersenne Twister MT19937, seeded as CPython seeds it, so that seeded
// programs draw the same numbers.
package randmod

import (
	"crypto/rand"
	"crypto/sha512"
	"encoding/binary"
	"math/big"
	"sync"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
	"github.com/asynctools/asynctools/runtime/tape"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
)

const (
	degree = 624
	middle = 397
)

// Twister is one generator.
type Twister struct {
	object.Header
	mt [degree]uint32
	i  int
}

// TwisterType is _random.Random.
var TwisterType = &object.Type{Name: "Random"}

var once sync.Once

// Register completes the types of this package.
func Register() { once.Do(func() { object.Register(register) }) }

func register() {
	self := func(v Value) *Twister { return object.Cast[Twister](v) }
	object.DefineType(TwisterType, object.ObjectType, "_random", object.Slots{
		New: func(t *Thread, cls *object.Type, _ []Value, _ kwargs) (Value, error) {
			v := cls.AllocOr(func() Value { return object.Of(&Twister{Header: object.NewHeader(TwisterType)}) })
			return v, self(v).seed(t, object.None)
		},
		Init: func(*Thread, Value, []Value, kwargs) error { return nil },
	},
		object.Def{Name: "seed", Sig: "n=None, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			n := a[1]
			if !n.Valid() {
				n = object.None
			}
			return object.None, self(a[0]).seed(t, n)
		}},
		object.Def{Name: "random", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) {
			w := self(a[0])
			hi, lo := w.next()>>5, w.next()>>6
			return object.Float((float64(hi)*(1<<26) + float64(lo)) / (1 << 53)), nil
		}},
		object.Def{Name: "getrandbits", Sig: "k, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			k, err := t.IntArg(a[1])
			if err != nil {
				return Value{}, err
			}
			if k < 0 {
				return Value{}, t.Raisef(object.ValueError, "Cannot convert negative int")
			}
			return self(a[0]).bits(int(k)), nil
		}},
		object.Def{Name: "getstate", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) {
			w := self(a[0])
			items := make([]Value, 0, degree+1)
			for _, x := range w.mt {
				items = append(items, object.Int(int64(x)))
			}
			return object.TupleOf(append(items, object.Int(int64(w.i)))), nil
		}},
		object.Def{Name: "setstate", Sig: "state, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			st := object.AsTuple(a[1])
			if st == nil {
				return Value{}, t.Raisef(object.TypeError, "state vector must be a tuple")
			}
			if len(st.Items) != degree+1 {
				return Value{}, t.Raisef(object.ValueError, "state vector is the wrong size")
			}
			var nums [degree + 1]int64
			for i, v := range st.Items {
				n, err := t.IntArg(v)
				if err != nil {
					return Value{}, err
				}
				nums[i] = n
			}
			if i := nums[degree]; i < 0 || i > degree {
				return Value{}, t.Raisef(object.ValueError, "invalid state")
			}
			w := self(a[0])
			for i := range w.mt {
				w.mt[i] = uint32(nums[i])
			}
			w.i = int(nums[degree])
			return object.None, nil
		}},
	)
	object.RegisterLayout[Twister](TwisterType, nil)
}

func (w *Twister) seed(t *Thread, n Value) error {
	if n.IsNone() {
		var failed error
		raw, _ := t.Interp.Tape.Thing(tape.Random, func() (any, int) {
			raw := make([]byte, degree*4)
			_, failed = rand.Read(raw)
			return raw, len(raw)
		}).([]byte)
		if failed != nil {
			return object.NewOSError(t, 5, failed.Error(), Value{})
		}
		if raw == nil { // a failed replay, which is about to end
			raw = make([]byte, degree*4)
		}
		key := make([]uint32, degree)
		for i := range key {
			key[i] = binary.LittleEndian.Uint32(raw[4*i:])
		}
		w.seedKey(key)
		return nil
	}
	b := new(big.Int)
	if raw, ok := text(n); ok {
		// The bytes and their hash, so that short texts differ widely.
		sum := sha512.Sum512(raw)
		b.SetBytes(append(append([]byte(nil), raw...), sum[:]...))
	} else {
		i, err := t.Index(n)
		if err != nil {
			return err
		}
		b.Abs(object.Big(i))
	}
	var key []uint32
	mask := big.NewInt(0xffffffff)
	for b.Sign() > 0 {
		key = append(key, uint32(new(big.Int).And(b, mask).Uint64()))
		b.Rsh(b, 32)
	}
	if key == nil {
		key = []uint32{0}
	}
	w.seedKey(key)
	return nil
}

func text(v Value) ([]byte, bool) {
	if s := object.AsStr(v); s != nil {
		return []byte(s.S), true
	}
	if b := object.AsBytes(v); b != nil {
		return b.B, true
	}
	return nil, false
}

func (w *Twister) seedOne(s uint32) {
	w.mt[0] = s
	for i := 1; i < degree; i++ {
		p := w.mt[i-1]
		w.mt[i] = 1812433253*(p^p>>30) + uint32(i)
	}
	w.i = degree
}

func (w *Twister) seedKey(key []uint32) {
	w.seedOne(19650218)
	i, j := 1, 0
	step := func() {
		if i++; i >= degree {
			w.mt[0] = w.mt[degree-1]
			i = 1
		}
	}
	for range max(degree, len(key)) {
		p := w.mt[i-1]
		w.mt[i] = (w.mt[i] ^ (p^p>>30)*1664525) + key[j] + uint32(j)
		step()
		if j++; j >= len(key) {
			j = 0
		}
	}
	for range degree - 1 {
		p := w.mt[i-1]
		w.mt[i] = (w.mt[i] ^ (p^p>>30)*1566083941) - uint32(i)
		step()
	}
	w.mt[0] = 1 << 31
}

func (w *Twister) next() uint32 {
	if w.i >= degree {
		for k := range w.mt {
			y := w.mt[k]&(1<<31) | w.mt[(k+1)%degree]&(1<<31-1)
			v := w.mt[(k+middle)%degree] ^ y>>1
			if y&1 != 0 {
				v ^= 0x9908b0df
			}
			w.mt[k] = v
		}
		w.i = 0
	}
	y := w.mt[w.i]
	w.i++
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

// bits draws an int of k bits, 32 at a time from the low end.
func (w *Twister) bits(k int) Value {
	if k <= 32 {
		if k == 0 {
			return object.Int(0)
		}
		return object.Int(int64(w.next() >> (32 - k)))
	}
	r := new(big.Int)
	for at := 0; at < k; at += 32 {
		x := w.next()
		if left := k - at; left < 32 {
			x >>= 32 - left
		}
		r.Or(r, new(big.Int).Lsh(new(big.Int).SetUint64(uint64(x)), uint(at)))
	}
	return object.IntFromBig(r)
}

// New makes the module _random.
func New(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "_random")
	m.Dict.SetString(t, "Random", object.Of(TwisterType))
	stdlib.Fill(t, m, "_random", nil)
	return m, nil
}
