package inspect

import (
	"fmt"
	"strings"
	"testing"
)

func TestHitCondition(t *testing.T) {
	for text, want := range map[string]string{
		"": "1 2 3 4 5 6 7", "3": "3", " == 3 ": "3", ">= 6": "6 7", ">5": "6 7", "< 3": "1 2", "<=2": "1 2",
		"% 3": "3 6", "0": "",
	} {
		h, err := ParseHitCondition(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		var hits []string
		for hit := 1; hit <= 7; hit++ {
			if h.Holds(hit) {
				hits = append(hits, fmt.Sprint(hit))
			}
		}
		if got := strings.Join(hits, " "); got != want {
			t.Errorf("%q stops at %s, want %s", text, got, want)
		}
	}
	for _, text := range []string{"x", "-1", "% 0", ">= x", "3 4", "=> 4"} {
		if _, err := ParseHitCondition(text); err == nil {
			t.Errorf("%q is accepted", text)
		}
	}
}

func TestLogMessage(t *testing.T) {
	for message, want := range map[string]string{
		"":                     "",
		"hello":                "'hello'",
		"x is {x}":             "'x is ' <x>",
		"{ a + b }{c}":         "<a + b> <c>",
		"{{x}} is {x}!":        "'{x} is ' <x> '!'",
		`{d["}"]}`:             `<d["}"]>`,
		`{f'{x}'} {'it\'s }'}`: `<f'{x}'> ' ' <'it\'s }'>`,
		"{ {1: 2}[1] }":        "<{1: 2}[1]>",
		"a } b":                "'a } b'",
	} {
		parts, err := ParseLogMessage(message)
		if err != nil {
			t.Errorf("%q: %v", message, err)
			continue
		}
		var got []string
		for _, p := range parts {
			if p.Expr {
				got = append(got, "<"+p.Text+">")
			} else {
				got = append(got, "'"+p.Text+"'")
			}
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("%q became %s, want %s", message, got, want)
		}
	}
	for _, message := range []string{"{x", "{}", "a {'}", "{(x}"} {
		if parts, err := ParseLogMessage(message); err == nil {
			t.Errorf("%q is accepted: %v", message, parts)
		}
	}
}
