package rules_test

import (
	"strings"
	"testing"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
)

// TestFixInOddIndentation has a loop that cannot be wrapped where tabs follow
// spaces; the fix of another loop is made all the same.
func TestFixInOddIndentation(t *testing.T) {
	const text = "async def rows():\n    yield\n\n" +
		"async def odd():\n with open('x'):\n\t\tasync for a in rows():\n\t\t break\n\n" +
		"async def plain():\n    async for a in rows():\n        break\n"
	ws := index.New(index.Options{})
	m := ws.ParseText("x.py", text)
	if len(m.File.Errors) > 0 {
		t.Fatal(m.File.Errors[0].Msg)
	}
	fixed, made, _ := analyzer.FixAll(ws, m, analyzer.Options{Rules: rulesOf(t, "AG101")})
	if got := fixed.Source().Text; len(fixed.File.Errors) > 0 || !strings.Contains(got, "aclosing(rows())") || made == 0 {
		t.Errorf("%d fixes\n%s", made, got)
	}
}
