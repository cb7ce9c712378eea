package lsp

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/uri"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"github.com/asynctools/asynctools/internal/testkit/rpcscript"
)

// TestBadFiles puts what a workspace should not have into one, asks everything
// about each file, open and not, and wants an answer that is no internal error.
func TestBadFiles(t *testing.T) {
	root := t.TempDir()
	files := map[string]string{
		"good.py":     "async def rows():\n    yield 1\n",
		"latin.py":    "x = '\xe9'\nasync def f():\n    async for y in rows(): break\n",
		"nul.py":      "async def f(): yield 1\x00\n",
		"deep.py":     "async def f():\n    yield " + strings.Repeat("(", 3000) + "1" + strings.Repeat(")", 3000) + "\n",
		"deeper.py":   strings.Repeat("[", 100_000) + "\n",
		"attrs.py":    "async def f():\n    await x" + strings.Repeat(".a()", 3000) + "\n",
		"indent.py":   nested(90),
		"long.py":     "x = [" + strings.Repeat("'é', ", 50_000) + "]\n",
		"huge.py":     huge(15_000),
		"cycle.py":    "from cycle import *\nfrom cycle2 import a\nb = a\nclass C(C): pass\n",
		"cycle2.py":   "from cycle import b as a\nfrom . import cycle2\nasync def f(): await a()\n",
		"vanishes.py": "async def f(): yield 1\n",
	}
	if testing.Short() {
		delete(files, "huge.py")
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(root, filepath.Join(root, "loop")); err != nil {
		t.Log("no symbolic links here:", err)
	}
	if err := os.Symlink("selfie.py", filepath.Join(root, "selfie.py")); err == nil {
		files["selfie.py"] = ""
	}
	if err := os.Mkdir(filepath.Join(root, "folder.py"), 0o755); err != nil {
		t.Fatal(err)
	}
	files["folder.py"], files["loop"], files["missing.py"] = "", "", ""

	log, logged := observer.New(zap.ErrorLevel)
	conn, done := start(t, zap.New(log))
	in, id := bufio.NewReader(conn), 0
	ask := func(method string, params map[string]any) {
		t.Helper()
		id++
		begin := time.Now()
		send(t, conn, map[string]any{"jsonrpc": "2.0", "id": id, "method": method, "params": params})
		for {
			m, err := rpcscript.ReadMessage(in)
			if err != nil {
				t.Fatal(err)
			}
			if m["id"] != float64(id) {
				continue
			}
			if e, failed := m["error"].(map[string]any); failed && e["code"] == float64(-32603) {
				t.Errorf("%s of %v: %v", method, params["textDocument"], e)
			}
			if took := time.Since(begin); took > 20*time.Second {
				t.Errorf("%s of %v took %v", method, params["textDocument"], took)
			}
			return
		}
	}
	ask("initialize", map[string]any{"processId": nil, "rootUri": string(uri.File(root)), "capabilities": map[string]any{
		"textDocument": map[string]any{"diagnostic": map[string]any{}},
	}})
	ask("workspace/symbol", map[string]any{"query": ""})
	if err := os.Remove(filepath.Join(root, "vanishes.py")); err != nil {
		t.Fatal(err)
	}
	var reads []string
	for name, m := range methods {
		if m.reads && name != "codeAction/resolve" {
			reads = append(reads, name)
		}
	}
	slices.Sort(reads)
	everything := func(name string) {
		t.Helper()
		doc := map[string]any{"uri": string(uri.File(filepath.Join(root, name)))}
		for _, method := range reads {
			for _, col := range []int{6, 11} {
				at := map[string]any{"line": 0, "character": col}
				ask(method, map[string]any{
					"textDocument": doc, "position": at, "positions": []any{at}, "query": "f", "title": "", "item": doc,
					"range":   map[string]any{"start": map[string]any{"line": 0, "character": 0}, "end": map[string]any{"line": 99999, "character": 0}},
					"context": map[string]any{"includeDeclaration": true, "diagnostics": []any{}}, "command": "asynclsp.fixAll", "arguments": []any{doc["uri"]},
					"previousResultId": "", "previousResultIds": []any{},
				})
			}
		}
	}
	for name, text := range files {
		everything(name)
		send(t, conn, map[string]any{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": map[string]any{"textDocument": map[string]any{
			"uri": string(uri.File(filepath.Join(root, name))), "languageId": "python", "version": 1, "text": strings.ToValidUTF8(text, "?"),
		}}})
		everything(name)
	}
	conn.Close()
	<-done
	for _, e := range logged.All() {
		t.Error(e.Message)
	}
}

// TestManyFindings wants an editor to get what it can show, and the rest counted.
func TestManyFindings(t *testing.T) {
	root := t.TempDir()
	conn, done := start(t, zap.NewNop())
	in := bufio.NewReader(conn)
	send(t, conn, map[string]any{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": map[string]any{
		"processId": nil, "rootUri": string(uri.File(root)), "capabilities": map[string]any{},
	}})
	if _, err := rpcscript.ReadMessage(in); err != nil {
		t.Fatal(err)
	}
	send(t, conn, map[string]any{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": map[string]any{"textDocument": map[string]any{
		"uri": string(uri.File(filepath.Join(root, "many.py"))), "languageId": "python", "version": 1,
		"text": "async def main():\n" + strings.Repeat("    await 1\n", maxShown+500),
	}}})
	for {
		m, err := rpcscript.ReadMessage(in)
		if err != nil {
			t.Fatal(err)
		}
		if m["method"] != "textDocument/publishDiagnostics" {
			continue
		}
		items := m["params"].(map[string]any)["diagnostics"].([]any)
		if len(items) != maxShown+1 {
			t.Fatalf("%d findings, want %d and one", len(items), maxShown)
		}
		last := items[maxShown].(map[string]any)
		if last["message"] != "500 more findings from here on are not shown; `asynclsp check` lists all" || last["severity"] != 3.0 {
			t.Errorf("the last finding is %v", last)
		}
		break
	}
	conn.Close()
	<-done
}

// huge is a file of many functions, about 100 bytes each.
func huge(functions int) string {
	var b strings.Builder
	for i := range functions {
		fmt.Fprintf(&b, "async def rows%d(n):\n    try:\n        yield await rows%d(n)\n    finally:\n        print(n)\n\n", i, i/2)
	}
	return b.String()
}

// nested is a function with blocks in blocks.
func nested(depth int) string {
	var b strings.Builder
	b.WriteString("async def f():\n")
	for i := range depth {
		fmt.Fprintf(&b, "%sasync for x%d in f():\n", strings.Repeat(" ", i+1), i)
	}
	fmt.Fprintf(&b, "%syield 1\n", strings.Repeat(" ", depth+1))
	return b.String()
}

// TestCancelSearch cancels a request in the middle of its work on many files.
func TestCancelSearch(t *testing.T) {
	root := t.TempDir()
	text := strings.Repeat("async def rows(n):\n    async for x in rows(n):\n        break\n\n", 400)
	for i := range 60 {
		if err := os.WriteFile(filepath.Join(root, fmt.Sprintf("m%d.py", i)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	conn, done := start(t, zap.NewNop())
	err := rpcscript.Play(`
> {"id": 1, "method": "initialize", "params": {"processId": null, "rootUri": "$ROOT", "capabilities": {}}}
< {"id": 1, "result": "$any"}
> {"id": 2, "method": "workspace/diagnostic", "params": {"previousResultIds": []}}
> {"id": 3, "method": "textDocument/hover", "params": {"textDocument": {"uri": "$ROOT/m1.py"}, "position": {"line": 0, "character": 12}}}
> {"method": "$/cancelRequest", "params": {"id": 2}}
< {"id": 2, "error": {"code": -32800}}
< {"id": 3, "result": {"contents": "$any"}}
`, conn, rpcscript.Options{
		Vars:    map[string]string{"ROOT": string(uri.File(root))},
		Prepare: func(m rpcscript.Message) { m["jsonrpc"] = "2.0" },
	})
	if err != nil {
		t.Error(err)
	}
	conn.Close()
	<-done
}

// TestCancelReading cancels the first reading of the workspace.
func TestCancelReading(t *testing.T) {
	root := t.TempDir()
	text := strings.Repeat("async def rows(n):\n    async for x in rows(n):\n        break\n\n", 400)
	for i := range 150 {
		if err := os.WriteFile(filepath.Join(root, fmt.Sprintf("m%d.py", i)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	conn, done := start(t, zap.NewNop())
	err := rpcscript.Play(`
> {"id": 1, "method": "initialize", "params": {"processId": null, "rootUri": "$ROOT", "capabilities": {"window": {"workDoneProgress": true}}}}
< {"id": 1, "result": "$any"}
> {"method": "initialized", "params": {}}
< {"method": "window/workDoneProgress/create"}
reply last null
< {"method": "$/progress", "params": {"value": {"kind": "begin"}}}
> {"method": "window/workDoneProgress/cancel", "params": {"token": "asynclsp/reading"}}
< {"method": "$/progress", "params": {"value": {"kind": "end", "message": "/^stopped after \\d+ of 150 files$/"}}}
> {"id": 2, "method": "workspace/symbol", "params": {"query": "nothing of the kind"}}
< {"id": 2, "result": []}
`, conn, rpcscript.Options{
		Vars:     map[string]string{"ROOT": string(uri.File(root))},
		Prepare:  func(m rpcscript.Message) { m["jsonrpc"] = "2.0" },
		Commands: map[string]func(*rpcscript.Run, string) error{"reply": reply},
	})
	if err != nil {
		t.Error(err)
	}
	conn.Close()
	<-done
}

// TestSettingsOfVSCode holds the settings that our extension offers against those
// that the server does not tell to be unknown.
func TestSettingsOfVSCode(t *testing.T) {
	text, err := os.ReadFile("../../editors/vscode/package.json")
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct {
		Contributes struct {
			Configuration []struct {
				Properties map[string]any `json:"properties"`
			} `json:"configuration"`
		} `json:"contributes"`
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		t.Fatal(err)
	}
	offered := map[string]any{}
	for _, part := range manifest.Contributes.Configuration {
		for name := range part.Properties {
			name, ours := strings.CutPrefix(name, section+".")
			if !ours {
				continue
			}
			at := offered
			outer, inner, nested := strings.Cut(name, ".")
			if nested {
				if at[outer] == nil {
					at[outer] = map[string]any{}
				}
				at, outer = at[outer].(map[string]any), inner
			}
			at[outer] = nil
		}
	}
	raw, err := json.Marshal(offered)
	if err != nil || len(offered) < 10 {
		t.Fatal(err, len(offered))
	}
	if unknown := unknownSettings(raw, reflect.TypeFor[clientSettings](), ""); len(unknown) > 0 {
		t.Errorf("the server tells of settings of our own: %q", unknown)
	}
}
