// Package mathmod is Python's module math.
package mathmod

import (
	"math"
	"math/big"

	"github.com/asynctools/asynctools/runtime/internal/accurate"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
)

// New makes the module.
func New(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "math")
	for name, f := range map[string]float64{"pi": math.Pi, "e": math.E, "tau": 2 * math.Pi, "inf": math.Inf(1), "nan": math.NaN()} {
		m.Dict.SetString(t, name, object.Float(f))
	}
	for name, f := range map[string]function{
		"cbrt": {f: accurate.Cbrt}, "exp": {f: accurate.Exp}, "exp2": {f: accurate.Exp2}, "expm1": {f: math.Expm1},
		"log1p": {math.Log1p, "argument value > -1"}, "sin": {accurate.Sin, finiteInput}, "cos": {accurate.Cos, finiteInput}, "tan": {accurate.Tan, finiteInput},
		"asin": {accurate.Asin, unitInput}, "acos": {accurate.Acos, unitInput}, "atan": {f: accurate.Atan},
		"sinh": {f: accurate.Sinh}, "cosh": {f: accurate.Cosh}, "tanh": {f: accurate.Tanh}, "asinh": {f: accurate.Asinh},
		"acosh": {accurate.Acosh, "argument value not less than 1"}, "atanh": {math.Atanh, "a number between -1 and 1"},
		"gamma": {accurate.Gamma, wholeInput}, "lgamma": {accurate.Lgamma, wholeInput}, "erf": {f: accurate.Erf}, "erfc": {f: accurate.Erfc}, "fabs": {f: math.Abs},
		"degrees": {f: func(x float64) float64 { return x * (180 / math.Pi) }}, "radians": {f: func(x float64) float64 { return x * (math.Pi / 180) }},
		"ulp": {f: ulp},
	} {
		m.Dict.SetString(t, name, object.NewNative("math", name, "x, /", f.call))
	}
	for name, f := range map[string]func(x, y float64) float64{
		"atan2": accurate.Atan2, "copysign": math.Copysign, "fmod": math.Mod, "remainder": math.Remainder, "pow": power,
	} {
		m.Dict.SetString(t, name, object.NewNative("math", name, "x, y, /", binary(f)))
	}
	stdlib.Fill(t, m, "math", []object.Def{
		{Name: "floor", Sig: "x, /", Fn: rounding("__floor__", math.Floor)},
		{Name: "ceil", Sig: "x, /", Fn: rounding("__ceil__", math.Ceil)},
		{Name: "trunc", Sig: "x, /", Fn: rounding("__trunc__", math.Trunc)},
		{Name: "isnan", Sig: "x, /", Fn: predicate(math.IsNaN)},
		{Name: "isinf", Sig: "x, /", Fn: predicate(func(f float64) bool { return math.IsInf(f, 0) })},
		{Name: "isfinite", Sig: "x, /", Fn: predicate(func(f float64) bool { return !math.IsInf(f, 0) && !math.IsNaN(f) })},
		{Name: "sqrt", Sig: "x, /", Fn: sqrt},
		{Name: "isclose", Sig: "a, b, *, rel_tol=1e-09, abs_tol=0.0", Fn: isClose},
		{Name: "log", Sig: "x, base=None, /", Fn: log},
		{Name: "log2", Sig: "x, /", Fn: logWith(accurate.Log2)},
		{Name: "log10", Sig: "x, /", Fn: logWith(accurate.Log10)},
		{Name: "hypot", Sig: "*", Fn: hypot},
		{Name: "dist", Sig: "p, q, /", Fn: dist},
		{Name: "fsum", Sig: "seq, /", Fn: fsum},
		{Name: "sumprod", Sig: "p, q, /", Fn: sumprod},
		{Name: "fma", Sig: "x, y, z, /", Fn: fma},
		{Name: "prod", Sig: "iterable, /, *, start=1", Fn: prod},
		{Name: "gcd", Sig: "*", Fn: fold(0, func(a, b *big.Int) *big.Int { return new(big.Int).GCD(nil, nil, a, b) })},
		{Name: "lcm", Sig: "*", Fn: fold(1, lcm)},
		{Name: "factorial", Sig: "n, /", Fn: factorial},
		{Name: "comb", Sig: "n, k, /", Fn: choose(true)},
		{Name: "perm", Sig: "n, k=None, /", Fn: choose(false)},
		{Name: "isqrt", Sig: "n, /", Fn: isqrt},
		{Name: "modf", Sig: "x, /", Fn: modf},
		{Name: "frexp", Sig: "x, /", Fn: frexp},
		{Name: "ldexp", Sig: "x, i, /", Fn: ldexp},
		{Name: "nextafter", Sig: "x, y, /, *, steps=None", Fn: nextAfter},
	})
	return m, nil
}

func domain(t *Thread) error { return t.Raisef(object.ValueError, "math domain error") }

// check turns the result of a function of finite arguments into an error
// where C's errno would be set.
func check(t *Thread, r float64, finite bool) (Value, error) {
	switch {
	case finite && math.IsNaN(r):
		return Value{}, domain(t)
	case finite && math.IsInf(r, 0):
		return Value{}, t.Raisef(object.OverflowError, "math range error")
	}
	return object.Float(r), nil
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// function is a function of one float, and what its argument has to be where
// that is not any number.
type function struct {
	f    func(float64) float64
	want string
}

const (
	finiteInput = "a finite input"
	unitInput   = "a number in range from -1 up to 1"
	wholeInput  = "a noninteger or positive integer"
)

func (f function) call(t *Thread, a []Value, _ kwargs) (Value, error) {
	x, err := t.ToFloat(a[0])
	if err != nil {
		return Value{}, err
	}
	r := f.f(x)
	// An infinity at the end of the domain is a pole, not a range too small.
	pole := f.want != "" && f.want != wholeInput && math.IsInf(r, 0) && finite(x)
	if math.IsNaN(r) && !math.IsNaN(x) || pole {
		if f.want == "" {
			return Value{}, domain(t)
		}
		arg, err := t.Repr(object.Float(x))
		if err != nil {
			return Value{}, err
		}
		return Value{}, t.Raisef(object.ValueError, "expected %s, got %s", f.want, arg)
	}
	return check(t, r, finite(x))
}

func ulp(x float64) float64 {
	x = math.Abs(x)
	switch {
	case !finite(x):
		return x
	case x == math.MaxFloat64:
		return x - math.Nextafter(x, 0)
	}
	return math.Nextafter(x, math.Inf(1)) - x
}

func sqrt(t *Thread, a []Value, _ kwargs) (Value, error) {
	x, err := t.ToFloat(a[0])
	if err != nil {
		return Value{}, err
	}
	if x < 0 {
		r, _ := t.Repr(object.Float(x))
		return Value{}, t.Raisef(object.ValueError, "expected a nonnegative input, got %s", r)
	}
	return object.Float(math.Sqrt(x)), nil
}

func binary(f func(x, y float64) float64) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) {
		x, err := t.ToFloat(a[0])
		if err != nil {
			return Value{}, err
		}
		y, err := t.ToFloat(a[1])
		if err != nil {
			return Value{}, err
		}
		r := f(x, y)
		if math.IsNaN(r) && !math.IsNaN(x) && !math.IsNaN(y) {
			return Value{}, domain(t)
		}
		return check(t, r, finite(x) && finite(y))
	}
}

// power is NaN where C's pow has a pole: zero to a negative power.
func power(x, y float64) float64 {
	if x == 0 && y < 0 && !math.IsInf(y, -1) {
		return math.NaN()
	}
	return accurate.Pow(x, y)
}

func predicate(f func(float64) bool) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) {
		x, err := t.ToFloat(a[0])
		return object.Bool(f(x)), err
	}
}

func rounding(method string, f func(float64) float64) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) {
		if a[0].IsFloat() {
			return t.FloatToInt(f(a[0].AsFloat()))
		}
		if v, ok, err := t.CallSpecial(a[0], t.Interp.Intern(method)); ok || err != nil {
			return v, err
		}
		if method == "__trunc__" {
			return Value{}, t.Raisef(object.TypeError, "type %s doesn't define __trunc__ method", a[0].Type().TpName())
		}
		x, err := t.ToFloat(a[0])
		if err != nil {
			return Value{}, err
		}
		return t.FloatToInt(f(x))
	}
}

func isClose(t *Thread, a []Value, _ kwargs) (Value, error) {
	vals := [4]float64{2: 1e-9}
	for i, v := range a {
		if !v.Valid() {
			continue
		}
		f, err := t.ToFloat(v)
		if err != nil {
			return Value{}, err
		}
		vals[i] = f
	}
	x, y, rel, abs := vals[0], vals[1], vals[2], vals[3]
	if rel < 0 || abs < 0 {
		return Value{}, t.Raisef(object.ValueError, "tolerances must be non-negative")
	}
	if x == y {
		return object.True, nil
	}
	if math.IsInf(x, 0) || math.IsInf(y, 0) {
		return object.False, nil
	}
	d := math.Abs(x - y)
	return object.Bool(d <= math.Abs(rel*y) || d <= math.Abs(rel*x) || d <= abs), nil
}

// logOf takes the logarithm of an int of any size or a float.
func logOf(t *Thread, v Value, f func(float64) float64) (float64, error) {
	if object.IsInstance(v, object.IntType) {
		b := object.Big(v)
		if b.Sign() <= 0 {
			return 0, t.Raisef(object.ValueError, "expected a positive input")
		}
		if n := b.BitLen(); n > 1000 {
			shift := n - 64
			x, _ := new(big.Float).SetInt(new(big.Int).Rsh(b, uint(shift))).Float64()
			return f(x) + float64(shift)*f(2), nil
		}
	}
	x, err := t.ToFloat(v)
	if err != nil {
		return 0, err
	}
	if x <= 0 {
		r, _ := t.Repr(object.Float(x))
		return 0, t.Raisef(object.ValueError, "expected a positive input, got %s", r)
	}
	return f(x), nil
}

func logWith(f func(float64) float64) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) {
		x, err := logOf(t, a[0], f)
		return object.Float(x), err
	}
}

func log(t *Thread, a []Value, _ kwargs) (Value, error) {
	x, err := logOf(t, a[0], accurate.Log)
	if err != nil || !a[1].Valid() || a[1].IsNone() {
		return object.Float(x), err
	}
	y, err := logOf(t, a[1], accurate.Log)
	if err == nil && y == 0 {
		err = t.Raisef(object.ZeroDivisionError, "division by zero")
	}
	return object.Float(x / y), err
}

// norm is the length of a vector, safe from overflow.
func hypot(t *Thread, a []Value, _ kwargs) (Value, error) {
	xs := make([]float64, len(a))
	for i, v := range a {
		x, err := t.ToFloat(v)
		if err != nil {
			return Value{}, err
		}
		xs[i] = x
	}
	if len(xs) == 2 {
		return object.Float(accurate.Norm(xs[:2])), nil
	}
	return object.Float(accurate.Norm(xs)), nil
}

func floats(t *Thread, v Value) ([]float64, error) {
	out := make([]float64, 0, 16)
	var items []Value
	if l := object.AsList(v); l != nil && v.Is(object.ListType) {
		items = l.Items
	} else if tup := object.AsTuple(v); tup != nil && v.Is(object.TupleType) {
		items = tup.Items
	}
	for _, x := range items {
		if !x.IsFloat() {
			out = out[:0]
			break
		}
		out = append(out, x.AsFloat())
	}
	if len(items) > 0 && len(out) == len(items) {
		return out, nil
	}
	err := t.Each(v, func(x Value) error {
		f, err := t.ToFloat(x)
		out = append(out, f)
		return err
	})
	return out, err
}

func dist(t *Thread, a []Value, _ kwargs) (Value, error) {
	p, err := floats(t, a[0])
	if err != nil {
		return Value{}, err
	}
	q, err := floats(t, a[1])
	if err != nil {
		return Value{}, err
	}
	if len(p) != len(q) {
		return Value{}, t.Raisef(object.ValueError, "both points must have the same number of dimensions")
	}
	for i := range p {
		p[i] -= q[i]
	}
	return object.Float(accurate.Norm(p)), nil
}

// fsum adds exactly and rounds once: the sum so far is kept as floats that do not
// overlap, as Shewchuk has shown.
func fsum(t *Thread, a []Value, _ kwargs) (Value, error) {
	xs, err := floats(t, a[0])
	if err != nil {
		return Value{}, err
	}
	special, infinite := 0.0, 0.0
	var room [32]float64
	parts := room[:0] // the smallest first
	for _, x := range xs {
		given, n := x, 0
		for _, y := range parts {
			if math.Abs(x) < math.Abs(y) {
				x, y = y, x
			}
			sum := x + y
			if rest := y - (sum - x); rest != 0 {
				parts[n] = rest
				n++
			}
			x = sum
		}
		parts = parts[:n]
		switch {
		case x == 0:
		case finite(x):
			parts = append(parts, x)
		case finite(given):
			return Value{}, t.Raisef(object.OverflowError, "intermediate overflow in fsum")
		default:
			if math.IsInf(given, 0) {
				infinite += given
			}
			special += given
			parts = parts[:0]
		}
	}
	switch {
	case math.IsNaN(infinite):
		return Value{}, t.Raisef(object.ValueError, "-inf + inf in fsum")
	case special != 0:
		return object.Float(special), nil
	}
	return object.Float(rounded(parts)), nil
}

// rounded is the sum of parts of growing size that do not overlap.
func rounded(parts []float64) float64 {
	sum, rest := 0.0, 0.0
	n := len(parts)
	for n > 0 && rest == 0 {
		n--
		x := sum
		sum = x + parts[n]
		rest = parts[n] - (sum - x)
	}
	// A rest of half a digit was rounded to even; what is left decides where it goes.
	if n > 0 && (rest < 0) == (parts[n-1] < 0) {
		if twice := 2 * rest; sum+twice-sum == twice {
			sum += twice
		}
	}
	return sum
}

func prod(t *Thread, a []Value, _ kwargs) (Value, error) {
	acc := object.Int(1)
	if a[1].Valid() {
		acc = a[1]
	}
	acc.Hold()
	err := t.Each(a[0], func(v Value) error {
		r, err := t.Binary(object.OpMul, acc, v)
		if err != nil {
			return err
		}
		r.Hold()
		t.Release(acc)
		acc = r
		return nil
	})
	acc.Forget()
	return acc, err
}

func integer(t *Thread, v Value) (*big.Int, error) {
	i, err := t.Index(v)
	if err != nil {
		return nil, err
	}
	return object.Big(i), nil
}

func fold(zero int64, f func(a, b *big.Int) *big.Int) object.NativeFunc {
	return func(t *Thread, a []Value, kw kwargs) (Value, error) {
		acc := big.NewInt(zero)
		for _, v := range a {
			i, err := integer(t, v)
			if err != nil {
				return Value{}, err
			}
			acc = f(acc, new(big.Int).Abs(i))
		}
		return object.IntFromBig(acc), nil
	}
}

func lcm(a, b *big.Int) *big.Int {
	if a.Sign() == 0 || b.Sign() == 0 {
		return new(big.Int)
	}
	g := new(big.Int).GCD(nil, nil, a, b)
	return g.Mul(new(big.Int).Quo(a, g), b)
}

func factorial(t *Thread, a []Value, _ kwargs) (Value, error) {
	n, err := integer(t, a[0])
	if err != nil {
		return Value{}, err
	}
	switch {
	case n.Sign() < 0:
		return Value{}, t.Raisef(object.ValueError, "factorial() not defined for negative values")
	case !n.IsInt64() || n.Int64() > math.MaxInt32:
		return Value{}, t.Raisef(object.OverflowError, "factorial() argument should not exceed %d", int64(math.MaxInt64))
	}
	return object.IntFromBig(new(big.Int).MulRange(1, n.Int64())), nil
}

func choose(comb bool) object.NativeFunc {
	return func(t *Thread, a []Value, kw kwargs) (Value, error) {
		if !comb && (!a[1].Valid() || a[1].IsNone()) {
			return factorial(t, a[:1], nil)
		}
		n, err := integer(t, a[0])
		if err != nil {
			return Value{}, err
		}
		k, err := integer(t, a[1])
		if err != nil {
			return Value{}, err
		}
		switch {
		case n.Sign() < 0:
			return Value{}, t.Raisef(object.ValueError, "n must be a non-negative integer")
		case k.Sign() < 0:
			return Value{}, t.Raisef(object.ValueError, "k must be a non-negative integer")
		case k.Cmp(n) > 0:
			return object.Int(0), nil
		case !n.IsInt64():
			return Value{}, t.Raisef(object.OverflowError, "n is too large")
		}
		if comb {
			return object.IntFromBig(new(big.Int).Binomial(n.Int64(), k.Int64())), nil
		}
		return object.IntFromBig(new(big.Int).MulRange(n.Int64()-k.Int64()+1, n.Int64())), nil
	}
}

func isqrt(t *Thread, a []Value, _ kwargs) (Value, error) {
	n, err := integer(t, a[0])
	if err != nil {
		return Value{}, err
	}
	if n.Sign() < 0 {
		return Value{}, t.Raisef(object.ValueError, "isqrt() argument must be nonnegative")
	}
	return object.IntFromBig(new(big.Int).Sqrt(n)), nil
}

func modf(t *Thread, a []Value, _ kwargs) (Value, error) {
	x, err := t.ToFloat(a[0])
	if err != nil {
		return Value{}, err
	}
	if math.IsInf(x, 0) {
		return object.NewTuple(object.Float(math.Copysign(0, x)), object.Float(x)), nil
	}
	whole, frac := math.Modf(x)
	return object.NewTuple(object.Float(math.Copysign(frac, x)), object.Float(whole)), nil
}

func frexp(t *Thread, a []Value, _ kwargs) (Value, error) {
	x, err := t.ToFloat(a[0])
	if err != nil {
		return Value{}, err
	}
	f, e := math.Frexp(x)
	return object.NewTuple(object.Float(f), object.Int(int64(e))), nil
}

func ldexp(t *Thread, a []Value, _ kwargs) (Value, error) {
	x, err := t.ToFloat(a[0])
	if err != nil {
		return Value{}, err
	}
	if !object.IsInstance(a[1], object.IntType) {
		return Value{}, t.Raisef(object.TypeError, "Expected an int as second argument to ldexp.")
	}
	n := object.Big(a[1])
	shift := 1 << 20 // further than any float reaches
	if n.IsInt64() {
		shift = int(max(min(n.Int64(), 1<<20), -1<<20))
	} else if n.Sign() < 0 {
		shift = -shift
	}
	return check(t, math.Ldexp(x, shift), finite(x))
}
