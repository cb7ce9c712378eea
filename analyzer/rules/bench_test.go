package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/rules"
)

// BenchmarkCheck checks a file of 2,000 lines in which every second function
// has a finding, from its text on.
func BenchmarkCheck(b *testing.B) {
	var text strings.Builder
	for i := range 200 {
		fmt.Fprintf(&text, `async def rows%d(conn):
    try:
        yield await conn.row(%d)
    finally:
        await conn.close()

async def main%d(conn):
    async for row in rows%d(conn):
        return row

`, i, i, i, (i+7)%200)
	}
	on, err := analyzer.Select(rules.All(), nil, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		ws := index.New(index.Options{})
		m := ws.ParseText("big.py", text.String())
		if found := analyzer.Check(m, infer.New(ws), analyzer.Options{Rules: on}); len(found) != 200 {
			b.Fatalf("%d findings", len(found))
		}
	}
}
