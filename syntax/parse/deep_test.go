package parse_test

import (
	"strings"
	"testing"
	"time"

	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/scope"
	"github.com/asynctools/asynctools/syntax/source"
)

// TestDeep feeds programs that nest deeper than any stack: each ends in a tree
// or in an error, soon.
func TestDeep(t *testing.T) {
	const complexity = "Parser stack overflowed - Python source too complex to parse"
	rep := strings.Repeat
	for _, c := range []struct{ name, text, err string }{
		{"round brackets", rep("(", 100_000), "too many nested parentheses"},
		{"square brackets", rep("[", 100_000) + rep("]", 100_000), "too many nested parentheses"},
		{"199 brackets", rep("(", 199) + rep(")", 199), ""},
		{"f-strings", rep("f'{", 200), "too many nested f-strings"},
		{"sum", "x = 1" + rep(" + 1", 50_000), ""},
		{"comparison", "x = 1" + rep(" < 1", 50_000), ""},
		{"or", "x = 1" + rep(" or 1", 50_000), ""},
		{"elifs", "if x: pass\n" + rep("elif x: pass\n", 10_000) + "else: pass\n", ""},
		{"minus", "x = " + rep("-", 10_000) + "1", complexity},
		{"not", "x = " + rep("not ", 10_000) + "1", complexity},
		{"power", "x = 1" + rep("**1", 10_000), complexity},
		{"lambda", "x = " + rep("lambda: ", 10_000) + "1", complexity},
		{"conditional", "x = 1" + rep(" if 1 else 1", 10_000), complexity},
		{"attributes", "x" + rep(".a", 10_000), ""},
		{"calls", "x" + rep("()", 10_000), ""},
		{"subscripts", "x" + rep("[0]", 10_000), ""},
		{"a million attributes", rep("a.", 1_000_000) + "a", complexity},
		{"blocks", blocks(99), ""},
		{"too many blocks", blocks(101), "too many levels of indentation"},
		{"statements", rep("x\n", 200_000), ""},
		{"semicolons", rep("x;", 200_000), ""},
		{"targets", rep("x = ", 50_000) + "1", ""},
		{"strings", "x = " + rep("'a' ", 50_000), ""},
		{"decorators", rep("@a\n", 10_000) + "def f(): pass\n", ""},
		{"open blocks", rep("if x:\n", 10_000), "expected an indented block after 'if' statement on line 1"},
		{"errors", rep("a b\n", 20_000), "invalid syntax"},
		{"unclosed", rep("x = (\ndef f(): pass\n", 150), "invalid syntax"},
		{"quotes", rep("'''", 30_001), "unterminated triple-quoted string literal (detected at line 1)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			f := parse.Parse(source.NewFile("f", c.text), parse.Options{})
			scope.Analyze(f)
			if d := time.Since(start); d > 5*time.Second {
				t.Errorf("took %v", d)
			}
			got := ""
			if len(f.Errors) > 0 {
				got = f.Errors[0].Msg
			}
			if got != c.err {
				t.Errorf("error %q, want %q", got, c.err)
			}
		})
	}
}

func blocks(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "if x:\n")
	}
	b.WriteString(strings.Repeat(" ", n) + "pass\n")
	return b.String()
}
