package parse

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/runenames"
)

//go:embed aliases.txt
var aliases string

// runeNames maps the names of characters, for \N{...}. It is made at first
// use: few programs have such an escape. Between the ranges are those whose
// names are composed, and those that have none.
var runeNames = sync.OnceValue(func() map[string]rune {
	m := make(map[string]rune, 40_000)
	for _, named := range [][2]rune{{' ', 0x33FF}, {0x4DC0, 0x4DFF}, {0xA000, 0xABFF}, {0xD7A4, 0xD7FF}, {0xF900, 0x1FFFF}, {0x2F800, 0x2FA1F}, {0xE0000, 0xE01EF}} {
		for r := named[0]; r <= named[1]; r++ {
			if n := runenames.Name(r); n != "" && n[0] != '<' {
				m[n] = r
			}
		}
	}
	for line := range strings.Lines(aliases) {
		code, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		if r, err := strconv.ParseUint(code, 16, 32); err == nil {
			m[name] = rune(r)
		}
	}
	return m
})

// LookupName is the character with a Unicode name, as \N{name} in a literal.
func LookupName(name string) (string, bool) { return lookupName(name) }

// lookupName is the character that \N{name} stands for.
func lookupName(name string) (string, bool) {
	name = strings.ToUpper(name)
	if digits, ok := strings.CutPrefix(name, "CJK UNIFIED IDEOGRAPH-"); ok {
		v, err := strconv.ParseUint(digits, 16, 32)
		if err != nil || len(digits) < 4 || !isIdeograph(rune(v)) {
			return "", false
		}
		return string(rune(v)), true
	}
	if syllable, ok := strings.CutPrefix(name, "HANGUL SYLLABLE "); ok {
		return hangul(syllable)
	}
	r, ok := runeNames()[name]
	if !ok {
		return "", false
	}
	return string(utf8.AppendRune(nil, r)), true
}

func isIdeograph(r rune) bool {
	switch {
	case r >= 0x3400 && r <= 0x4DBF, r >= 0x4E00 && r <= 0x9FFF, r >= 0x20000 && r <= 0x2A6DF,
		r >= 0x2A700 && r <= 0x2B739, r >= 0x2B740 && r <= 0x2B81D, r >= 0x2B820 && r <= 0x2CEA1,
		r >= 0x2CEB0 && r <= 0x2EBE0, r >= 0x2EBF0 && r <= 0x2EE5D, r >= 0x30000 && r <= 0x3134A,
		r >= 0x31350 && r <= 0x323AF:
		return true
	}
	return false
}

// The jamo of which syllables' names are composed, in order.
var (
	jamoL = []string{"G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"}
	jamoV = []string{"A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI", "I"}
	jamoT = []string{"", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S", "SS", "NG", "J", "C", "K", "T", "P", "H"}
)

func hangul(s string) (string, bool) {
	longest := func(list []string, s string) (int, string) {
		best := -1
		for i, j := range list {
			if strings.HasPrefix(s, j) && (best < 0 || len(j) > len(list[best])) {
				best = i
			}
		}
		if best < 0 {
			return -1, s
		}
		return best, s[len(list[best]):]
	}
	l, s := longest(jamoL, s)
	v, s := longest(jamoV, s)
	t, s := longest(jamoT, s)
	if l < 0 || v < 0 || t < 0 || s != "" {
		return "", false
	}
	return string(rune(0xAC00 + (l*len(jamoV)+v)*len(jamoT) + t)), true
}
