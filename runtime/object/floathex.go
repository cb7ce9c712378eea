package object

import (
	"errors"
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/asynctools/asynctools/syntax/pyrepr"
)

// floatFromHex is float.fromhex, a method of the class.
func floatFromHex(t *Thread, a []Value, _ KwNames) (Value, error) {
	s := AsStr(a[1])
	if s == nil {
		return Value{}, t.Raisef(TypeError, "bad argument type for built-in operation")
	}
	f, ok := parseHexFloat(s.S)
	switch {
	case !ok:
		return Value{}, t.Raisef(ValueError, "invalid hexadecimal floating-point string")
	case math.IsInf(f, 0) && !strings.ContainsAny(s.S, "iI"):
		return Value{}, t.Raisef(OverflowError, "hexadecimal value too large to represent as a float")
	}
	if AsType(a[0]) != FloatType {
		return t.Call(a[0], Float(f))
	}
	return Float(f), nil
}

// parseHexFloat reads a sign, then a name of a number that is none, or hexadecimal
// digits with at most one point, with "0x" or without, and a decimal exponent of
// two. ok is false for anything else; a number too large is infinite.
func parseHexFloat(s string) (f float64, ok bool) {
	s = strings.Trim(s, " \t\n\r\v\f")
	sign := ""
	if s != "" && (s[0] == '+' || s[0] == '-') {
		sign, s = s[:1], s[1:]
	}
	negative := sign == "-"
	s = strings.ToLower(s)
	switch s {
	case "inf", "infinity", "nan":
		f = math.Inf(1)
		if s == "nan" {
			f = math.NaN()
		}
		if negative {
			f = math.Copysign(f, -1)
		}
		return f, true
	}
	s = strings.TrimPrefix(s, "0x")
	digits, exponent, has := strings.Cut(s, "p")
	if !has {
		exponent = "0"
	}
	whole, fraction, _ := strings.Cut(digits, ".")
	if whole+fraction == "" || !only(whole+fraction, "0123456789abcdef") {
		return 0, false
	}
	if e := strings.TrimLeft(exponent, "+-"); len(exponent)-len(e) > 1 || e == "" || !only(e, "0123456789") {
		return 0, false
	}
	f, err := strconv.ParseFloat(sign+"0x"+digits+"p"+exponent, 64)
	return f, err == nil || errors.Is(err, strconv.ErrRange)
}

func only(s, set string) bool { return strings.Trim(s, set) == "" }

// roundTens rounds to a multiple of ten to the n-th, of two that are as near to
// the even one.
func (t *Thread) roundTens(f float64, n int) (Value, error) {
	exact, _ := new(big.Float).SetFloat64(math.Abs(f)).Int(nil)
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
	q, rest := exact.QuoRem(exact, unit, new(big.Int))
	switch c := rest.Lsh(rest, 1).Cmp(unit); {
	case c > 0, c == 0 && (q.Bit(0) == 1 || math.Abs(f) != math.Trunc(math.Abs(f))):
		q.Add(q, big.NewInt(1))
	}
	r, _ := new(big.Float).SetInt(q.Mul(q, unit)).Float64()
	if math.IsInf(r, 0) {
		return Value{}, t.Raisef(OverflowError, "rounded value too large to represent")
	}
	return Float(math.Copysign(r, f)), nil
}

// floatOfBytes is float of a buffer with text, which an error shows as bytes.
func (t *Thread) floatOfBytes(b []byte) (float64, error) {
	f, err := 0.0, error(nil)
	text := string(b)
	plain := !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 })
	if plain {
		f, err = t.ParseFloat(text)
	}
	if !plain || IsExc(err, ValueError) {
		err = t.Raisef(ValueError, "could not convert string to float: %s", pyrepr.Bytes(string(b)))
	}
	return f, err
}
