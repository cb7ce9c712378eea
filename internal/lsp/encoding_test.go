package lsp

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/zap"

	"github.com/asynctools/asynctools/internal/testkit/rpcscript"
	"github.com/asynctools/asynctools/syntax/source"
)

const wideText = `async def größe(𝐱="🐍", *rest):  # é
    try:
        "🐍🐍"; yield 1
    finally:
        print("ö")

async def ärger(): return 1

async def über(ß, 𐐀=None):
    "🐍é"; ü = await ärger()
    "🐍"; ß["🐍"], x = await ärger(), (yield)
    async for é, ß["🐍"] in größe("🐍"):  # noqa: E501, AG101
        break
    async for é, ß["𐐀"] in größe("🐍"):
        return

class Ä:
    def __await__(self): "🐍"; return größe(𝐱=1)
`

// TestEncodings asks the same of three servers that count columns in three
// ways, at every identifier of a text with wide characters. Once columns are
// bytes again, the answers must be the same.
func TestEncodings(t *testing.T) {
	var want []string
	for _, e := range []struct {
		name string
		enc  source.Encoding
	}{{"utf-8", source.UTF8}, {"utf-16", source.UTF16}, {"utf-32", source.UTF32}} {
		got := interview(t, e.name, e.enc)
		if want == nil {
			want = got
			if len(want) < 200 {
				t.Fatalf("only %d answers", len(want))
			}
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-utf-8 +%s):\n%s", e.name, e.name, diff)
		}
	}
}

// interview plays one session and returns its answers with offsets in place of
// positions.
func interview(t *testing.T, name string, enc source.Encoding) []string {
	conn, done := start(t, zap.NewNop())
	in := bufio.NewReader(conn)
	src := source.NewFile("", wideText)
	position := func(at source.Pos) map[string]any {
		lc := src.LineCol(at, enc)
		return map[string]any{"line": lc.Line, "character": lc.Col}
	}
	id := 0
	ask := func(method string, params map[string]any) rpcscript.Message {
		id++
		send(t, conn, map[string]any{"jsonrpc": "2.0", "id": id, "method": method, "params": params})
		for {
			m, err := rpcscript.ReadMessage(in)
			if err != nil {
				t.Fatal(err)
			}
			if m["id"] == float64(id) {
				if m["error"] != nil {
					t.Errorf("%s: %v", method, m["error"])
				}
				return m
			}
		}
	}
	ask("initialize", map[string]any{"processId": nil, "rootUri": nil, "capabilities": map[string]any{
		"general": map[string]any{"positionEncodings": []string{name}}, "textDocument": map[string]any{"diagnostic": map[string]any{}},
	}})
	doc := map[string]any{"uri": "file:///nowhere/wide.py"}
	send(t, conn, map[string]any{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": map[string]any{"textDocument": map[string]any{
		"uri": doc["uri"], "languageId": "python", "version": 1, "text": wideText,
	}}})
	all := map[string]any{"start": position(0), "end": position(source.Pos(len(wideText)))}
	var out []string
	keep := func(method string, m rpcscript.Message) {
		raw, err := json.Marshal(offsets(src, enc, m["result"]))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, method+" "+string(raw))
	}
	for _, method := range []string{
		"textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/documentLink", "textDocument/codeLens",
		"textDocument/inlayHint", "textDocument/codeAction",
	} {
		keep(method, ask(method, map[string]any{"textDocument": doc, "range": all, "context": map[string]any{"diagnostics": []any{}}}))
	}
	report := ask("textDocument/diagnostic", map[string]any{"textDocument": doc})
	delete(report["result"].(map[string]any), "resultId")
	keep("diagnostics", report)
	tokens := ask("textDocument/semanticTokens/full", map[string]any{"textDocument": doc})
	out = append(out, fmt.Sprint("tokens ", decode(src, enc, tokens["result"].(map[string]any)["data"].([]any))))
	for at := 0; at < len(wideText); at++ {
		if strings.IndexByte(" \n()[]:,", wideText[at]) >= 0 || at > 0 && strings.IndexByte(" \n([\"", wideText[at-1]) < 0 {
			continue
		}
		for _, method := range []string{
			"textDocument/definition", "textDocument/references", "textDocument/documentHighlight", "textDocument/hover",
			"textDocument/prepareCallHierarchy", "textDocument/selectionRange",
		} {
			keep(fmt.Sprint(method, at), ask(method, map[string]any{
				"textDocument": doc, "position": position(source.Pos(at)), "positions": []any{position(source.Pos(at))},
				"context": map[string]any{"includeDeclaration": true},
			}))
		}
	}
	conn.Close()
	<-done
	return out
}

func send(t *testing.T, conn interface{ Write([]byte) (int, error) }, m map[string]any) {
	t.Helper()
	body, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Fprintf(conn, "Content-Length: %d\r\n\r\n%s", len(body), body); err != nil {
		t.Fatal(err)
	}
}

// offsets replaces each position of an answer by its offset, and each pair of
// columns of a folding range.
func offsets(src *source.File, enc source.Encoding, v any) any {
	at := func(line, col any) any {
		return float64(src.Offset(source.LineCol{Line: int(line.(float64)), Col: int(col.(float64))}, enc))
	}
	switch v := v.(type) {
	case map[string]any:
		if v["line"] != nil && v["character"] != nil {
			return at(v["line"], v["character"])
		}
		for _, side := range []string{"start", "end"} {
			if v[side+"Character"] != nil {
				v[side+"Character"] = at(v[side+"Line"], v[side+"Character"])
			}
		}
		for key := range v {
			v[key] = offsets(src, enc, v[key])
		}
	case []any:
		for i := range v {
			v[i] = offsets(src, enc, v[i])
		}
	}
	return v
}

// decode names the words that semantic tokens cover.
func decode(src *source.File, enc source.Encoding, data []any) (out []string) {
	line, col := 0, 0
	for i := 0; i+5 <= len(data); i += 5 {
		n := func(k int) int { return int(data[i+k].(float64)) }
		if n(0) > 0 {
			col = 0
		}
		line, col = line+n(0), col+n(1)
		span := source.Span{
			Start: src.Offset(source.LineCol{Line: line, Col: col}, enc),
			End:   src.Offset(source.LineCol{Line: line, Col: col + n(2)}, enc),
		}
		out = append(out, fmt.Sprintf("%s:%d:%d", src.Slice(span), n(3), n(4)))
	}
	return out
}
