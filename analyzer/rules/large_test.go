package rules_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/rules"
)

const largeHead = `async def rows(n):
    try:
        yield n
    finally:
        await close()


async def close():
    return 1


async def large(flag):
`

// TestLargeFunctions wants functions with very many generators to be followed
// like others, and what is not followed to be told.
func TestLargeFunctions(t *testing.T) {
	many := func(n int, text string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(text, "#", fmt.Sprint(i)))
		}
		return b.String()
	}
	for _, c := range []struct {
		name, body string
		want       string // the only code that is found
		n          int
		says       string
	}{
		{"loops", many(1500, "    async for x in rows(#):\n        if x == #:\n            break\n"), "AG101", 1500, "left by `break`"},
		{"loops inside a loop", "    while flag:\n" + many(1000, "        async for x in rows(#):\n            if x == #:\n                break\n"), "AG101", 1000, "left by `break`"},
		{"delegation", many(1000, "    async for x in rows(#):\n        yield x\n"), "AG102", 1000, "is closed at the `yield`"},
		{"left by name", many(1000, "    g# = rows(#)\n    await anext(g#)\n"), "AG103", 1000, "stays open when the function ends"},
		{"closed", many(1000, "    g# = rows(#)\n    try:\n        await anext(g#)\n    finally:\n        await g#.aclose()\n"), "", 0, ""},
		{"closed under a flag", many(1000, "    f# = await close()\n    if f#:\n        g# = rows(#)\n        await anext(g#)\n    if f#:\n        await g#.aclose()\n"), "", 0, ""},
		{"not closed under a flag", many(400, "    f# = await close()\n    if f#:\n        g# = rows(#)\n        await anext(g#)\n    if not f#:\n        await close()\n"), "AG103", 400, "stays open"},
		{
			"too many ways", "    g = rows(1)\n    await anext(g)\n    while flag:\n" + many(20, "        if flag.f#:\n            await close()\n") + "    await g.aclose()\n",
			"AG103", 1, "information: there are too many ways through `large` to follow 1 of the 1 async generators that it holds: whether they are closed is not known",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "large.py")
			if err := os.WriteFile(path, []byte(largeHead+c.body), 0o644); err != nil {
				t.Fatal(err)
			}
			ws := index.New(index.Options{Roots: []string{filepath.Dir(path)}})
			m, err := ws.Module(path)
			if err != nil || len(m.File.Errors) > 0 {
				t.Fatal(err, m.File.Errors)
			}
			found := analyzer.Check(m, infer.New(ws), analyzer.Options{Rules: rules.All(), Known: rules.All()})
			if len(found) != c.n {
				t.Errorf("%d findings, want %d", len(found), c.n)
			}
			for _, d := range found {
				if text := fmt.Sprintf("%s: %s", d.Severity, d.Message); d.Rule.Code != c.want || !strings.Contains(text, c.says) {
					t.Fatalf("found %s %s, want %s %s", d.Rule.Code, text, c.want, c.says)
				}
			}
		})
	}
}
