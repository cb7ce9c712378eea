package infer

import (
	"strings"
	"testing"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// TestWrappedInLoop: what wraps itself round by round, and calls what it has several
// times, is looked at a few times and not without end.
func TestWrappedInLoop(t *testing.T) {
	text := "def middleware(fn, mw):\n    def wrapped(req):\n" +
		"        if req:\n            return mw(fn(req))\n" + strings.Repeat("        if mw:\n            return fn(None)\n", 8) +
		"        return fn(1)\n    return wrapped\n" +
		"async def serve(fn, mws, req):\n    for mw in mws:\n        fn = middleware(fn, mw)\n    return await fn(req)\n"
	ws := index.New(index.Options{Roots: []string{t.TempDir()}})
	m := ws.ParseText("wrapped.py", text)
	if len(m.File.Errors) > 0 {
		t.Fatal(m.File.Errors[0])
	}
	engine := New(ws)
	ast.Inspect(m.File.Mod, func(n ast.Node) bool {
		if await, ok := n.(*ast.Await); ok {
			q := engine.query()
			q.expr(m, await.Value)
			if q.steps > maxLooks/2 {
				t.Errorf("%d expressions looked at", q.steps)
			}
		}
		return true
	})
}
