package pyrepr_test

import (
	"math"
	"testing"

	"github.com/asynctools/asynctools/syntax/pyrepr"
)

func TestStr(t *testing.T) {
	for in, want := range map[string]string{
		"":                               `''`,
		"abc":                            `'abc'`,
		"it's":                           `"it's"`,
		`say "x"`:                        `'say "x"'`,
		`it's "x"`:                       `'it\'s "x"'`,
		"a\\b\n\r\t\x00\x7f":             `'a\\b\n\r\t\x00\x7f'`,
		"é€😀":                            `'é€😀'`,
		"\u0080\u00ad\u200b\u2028\ue000": `'\x80\xad\u200b\u2028\ue000'`,
		"\U0010ffff\U000e0001":           `'\U0010ffff\U000e0001'`,
		"\xed\xa0\x80x\xed\xbf\xbf":      `'\ud800x\udfff'`,
		"a\u00a0b\u3000":                 `'a\xa0b\u3000'`,
	} {
		if got := pyrepr.Str(in); got != want {
			t.Errorf("Str(%q) = %s, want %s", in, got, want)
		}
	}
}

func TestBytes(t *testing.T) {
	for in, want := range map[string]string{
		"":             `b''`,
		"a'b":          `b"a'b"`,
		"\x00\n\\\xff": `b'\x00\n\\\xff'`,
		`'"`:           `b'\'"'`,
	} {
		if got := pyrepr.Bytes(in); got != want {
			t.Errorf("Bytes(%q) = %s, want %s", in, got, want)
		}
	}
}

func TestFloat(t *testing.T) {
	for _, c := range []struct {
		f    float64
		want string
	}{
		{0, "0.0"},
		{math.Copysign(0, -1), "-0.0"},
		{1, "1.0"},
		{0.1, "0.1"},
		{1e15, "1000000000000000.0"},
		{1e16, "1e+16"},
		{123456789012345680, "1.2345678901234568e+17"},
		{0.0001, "0.0001"},
		{0.00001, "1e-05"},
		{1e100, "1e+100"},
		{5e-324, "5e-324"},
		{math.Inf(1), "inf"},
		{math.Inf(-1), "-inf"},
		{math.NaN(), "nan"},
	} {
		if got := pyrepr.Float(c.f); got != c.want {
			t.Errorf("Float(%v) = %s, want %s", c.f, got, c.want)
		}
	}
}

func TestComplex(t *testing.T) {
	negZero := math.Copysign(0, -1)
	for _, c := range []struct {
		c    complex128
		want string
	}{
		{1i, "1j"},
		{complex(0, negZero), "-0j"},
		{complex(negZero, 1), "(-0+1j)"},
		{1 + 2i, "(1+2j)"},
		{1.5 - 1e20i, "(1.5-1e+20j)"},
		{complex(math.NaN(), math.Inf(-1)), "(nan-infj)"},
		{complex(0, math.NaN()), "nanj"},
	} {
		if got := pyrepr.Complex(c.c); got != c.want {
			t.Errorf("Complex(%v) = %s, want %s", c.c, got, c.want)
		}
	}
}

func BenchmarkAppendStr(b *testing.B) {
	s := "a plain string of the usual length, with an apostrophe's worth of trouble\n"
	buf := make([]byte, 0, 256)
	b.ReportAllocs()
	for b.Loop() {
		buf = pyrepr.AppendStr(buf[:0], s)
	}
}
