package lsp

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"go.lsp.dev/uri"

	"github.com/asynctools/asynctools/internal/testkit/rpcscript"
)

// TestRefreshAfterListing: a client that is asked to ask again finds a file
// that has come, however long the search for it takes.
func TestRefreshAfterListing(t *testing.T) {
	root := t.TempDir()
	for i := range 300 {
		dir := filepath.Join(root, fmt.Sprintf("d%d", i))
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "m.py"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	conn, done := start(t, nil)
	in := bufio.NewReader(conn)
	next := func(fits func(rpcscript.Message) bool) rpcscript.Message {
		t.Helper()
		for {
			m, err := rpcscript.ReadMessage(in)
			if err != nil {
				t.Fatal(err)
			}
			if fits(m) {
				return m
			}
		}
	}
	found := func(id int, query string) int {
		t.Helper()
		send(t, conn, map[string]any{"jsonrpc": "2.0", "id": id, "method": "workspace/symbol", "params": map[string]any{"query": query}})
		list, _ := next(func(m rpcscript.Message) bool { return m["id"] == float64(id) })["result"].([]any)
		return len(list)
	}
	send(t, conn, map[string]any{"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": map[string]any{
		"processId": nil, "rootUri": string(uri.File(root)),
		"capabilities": map[string]any{
			"textDocument": map[string]any{"diagnostic": map[string]any{}},
			"workspace":    map[string]any{"diagnostics": map[string]any{"refreshSupport": true}},
		},
	}})
	next(func(m rpcscript.Message) bool { return m["id"] == float64(0) })
	send(t, conn, map[string]any{"jsonrpc": "2.0", "method": "initialized", "params": map[string]any{}})
	if n := found(1, "name"); n != 0 {
		t.Fatalf("%d symbols before there are any", n)
	}
	for i := 1; i <= 5; i++ {
		name, id := filepath.Join(root, fmt.Sprintf("new%d.py", i)), 2*i
		if err := os.WriteFile(name, []byte(fmt.Sprintf("def name%d(): pass\n", i)), 0o644); err != nil {
			t.Fatal(err)
		}
		send(t, conn, map[string]any{"jsonrpc": "2.0", "method": "workspace/didChangeWatchedFiles", "params": map[string]any{
			"changes": []any{map[string]any{"uri": string(uri.File(name)), "type": 1}},
		}})
		asked := next(func(m rpcscript.Message) bool { return m["method"] == "workspace/diagnostic/refresh" })
		send(t, conn, map[string]any{"jsonrpc": "2.0", "id": asked["id"], "result": nil})
		if n := found(id, fmt.Sprintf("name%d", i)); n != 1 {
			t.Errorf("after the refresh for %s it has %d symbols, want 1", filepath.Base(name), n)
		}
	}
	conn.Close()
	<-done
}
