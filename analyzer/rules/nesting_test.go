package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
)

// TestFixKeepsNestingLimit fixes loops inside other blocks until CPython's
// limit of 20 nested blocks leaves no room.
func TestFixKeepsNestingLimit(t *testing.T) {
	for _, test := range []struct {
		around string // what each loop is in, "_" for its body
		blocks int    // that this and the loop open
		deep   int
		wraps  int
	}{
		{"_", 1, 5, 5},
		{"_", 1, 18, 1},
		{"_", 1, 19, 0},
		{"with a, b:\n_", 3, 5, 4},
		{"try:\n pass\nfinally:\n_", 2, 9, 1},
		{"try:\n b()\nexcept E as e:\n_", 3, 6, 1},
		{"try:\n_\nexcept E:\n pass", 2, 9, 1},
		{"if a:\n_", 1, 15, 4},
		{"while a:\n pass\nelse:\n_", 1, 15, 4},
	} {
		t.Run(fmt.Sprintf("%q %d", test.around, test.deep), func(t *testing.T) {
			text := "from contextlib import aclosing\n\nasync def g():\n yield 1\n\nasync def f(a, b):\n" +
				deeper(nestedLoops(test.around, test.deep))
			ws := index.New(index.Options{})
			m := ws.ParseText("x.py", text)
			if len(m.File.Errors) > 0 {
				t.Fatalf("%v in\n%s", m.File.Errors[0].Msg, text)
			}
			opt := analyzer.Options{Rules: rulesOf(t, "AG101")}
			if found := analyzer.Check(m, infer.New(ws), opt); len(found) != test.deep {
				t.Errorf("%d findings, want one for each of %d loops", len(found), test.deep)
			}
			fixed, _, _ := analyzer.FixAll(ws, m, opt)
			got := strings.Count(fixed.Source().Text, "async with aclosing(")
			if got != test.wraps {
				t.Errorf("%d loops were wrapped, want %d", got, test.wraps)
			}
			if n := test.deep*test.blocks + got; n > 20 {
				t.Errorf("the result nests %d blocks", n)
			}
		})
	}
}

func nestedLoops(around string, deep int) string {
	body := "pass\n"
	for range deep {
		loop := "async for x in g():\n" + deeper("if x:\n break\n"+body)
		body = strings.Replace(around, "_", strings.TrimSuffix(deeperIf(loop, around != "_"), "\n"), 1) + "\n"
	}
	return body
}

func deeperIf(text string, yes bool) string {
	if yes {
		return deeper(text)
	}
	return text
}

func deeper(text string) string {
	return " " + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n ") + "\n"
}
