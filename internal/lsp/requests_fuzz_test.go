package lsp

import (
	"bufio"
	"encoding/json"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"github.com/asynctools/asynctools/internal/testkit/rpcscript"
)

// fragments are what the documents of FuzzRequests are made of, broken ones
// included.
var fragments = []string{
	"async def rows(n=1):\n    try:\n        yield n\n    finally:\n        print(n)\n", "from b import *\n", "from .c import rows as r, x\nimport a.b as q, b\n",
	"async def use():\n    async for x in rows():\n        break\n", "class C(B):\n    async def __await__(self):\n        return self.x\n    @property\n    def x(self): return super().x\n",
	"x = await rows(n=2)\n", "    async with aclosing(r()) as g:\n        [i async for i in g]\n", "match x:\n    case C(x=y, **z): pass\n    case {'a': b, **rest}: pass\n",
	"def f(:\n", "\"\"\"", "é🐍 = '𐐀' \\\n", "# asynclsp: ignore[AG101, ]\n", "\tx\n", "@", "global x, y\n", "(", "lambda a=(yield): a\n", "\x00\r", "",
}

// FuzzRequests plays sessions that the bytes choose: edits of open files,
// changes on disk, and every request at any place. Each request is answered
// once, and never with an internal error.
func FuzzRequests(f *testing.F) {
	random := rand.New(rand.NewSource(3))
	for range 40 {
		seed := make([]byte, 400)
		random.Read(seed)
		f.Add(seed)
	}
	var reads []string
	for name, m := range methods {
		if m.reads {
			reads = append(reads, name)
		}
	}
	slices.Sort(reads)
	f.Fuzz(func(t *testing.T, script []byte) {
		s := &session{t: t, dir: t.TempDir(), script: script, waiting: map[float64]string{}}
		s.play(reads)
	})
}

type session struct {
	t       *testing.T
	dir     string
	script  []byte
	conn    interface{ Write([]byte) (int, error) }
	id      int
	waiting map[float64]string
	data    []any // of answers, to send back
}

// take is the next number below n that the script chooses.
func (s *session) take(n int) int {
	if len(s.script) == 0 {
		return 0
	}
	b := int(s.script[0])
	s.script = s.script[1:]
	return b % n
}

func (s *session) uri() string {
	return string(uri.File(filepath.Join(s.dir, []string{"a.py", "b.py", "pkg/c.py", "pkg/__init__.py", "d.txt", "gone.py"}[s.take(6)])))
}

func (s *session) text() (out string) {
	for range s.take(6) {
		out += fragments[s.take(len(fragments))]
	}
	return out
}

func (s *session) position() map[string]any {
	return map[string]any{"line": s.take(12), "character": s.take(40)}
}

func (s *session) send(method string, params map[string]any, wantsReply bool) {
	m := map[string]any{"jsonrpc": "2.0", "method": method, "params": params}
	if wantsReply {
		s.id++
		m["id"] = s.id
		s.waiting[float64(s.id)] = method
	}
	send(s.t, s.conn, m)
}

func (s *session) play(reads []string) {
	t := s.t
	if err := os.Mkdir(filepath.Join(s.dir, "pkg"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.py", "b.py", "pkg/c.py"} {
		if err := os.WriteFile(filepath.Join(s.dir, name), []byte(s.text()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	log, logged := observer.New(zap.ErrorLevel) // panics in the background
	conn, done := start(t, zap.New(log))
	s.conn = conn
	answers := make(chan rpcscript.Message)
	go func() {
		defer close(answers)
		in := bufio.NewReader(conn)
		for {
			m, err := rpcscript.ReadMessage(in)
			if err != nil {
				return
			}
			if m["id"] != nil && m["method"] == nil {
				answers <- m
			}
		}
	}()
	s.send("initialize", map[string]any{"processId": nil, "rootUri": string(uri.File(s.dir)), "capabilities": map[string]any{}}, true)
	s.settle(answers)
	s.send("initialized", map[string]any{}, false)
	for len(s.script) > 0 {
		s.step(reads)
		if len(s.waiting) > 8 {
			s.settle(answers)
		}
	}
	s.settle(answers)
	conn.Close()
	for range answers {
		t.Error("a request was answered twice")
	}
	<-done
	for _, e := range logged.All() {
		t.Error(e.Message)
	}
}

// settle takes the answers to all open requests.
func (s *session) settle(answers <-chan rpcscript.Message) {
	for len(s.waiting) > 0 {
		select {
		case m := <-answers:
			id, _ := m["id"].(float64)
			method, asked := s.waiting[id]
			if !asked {
				s.t.Fatalf("answer to nothing: %v", m)
			}
			delete(s.waiting, id)
			if e, failed := m["error"].(map[string]any); failed && e["code"] == float64(-32603) {
				s.t.Errorf("%s: %v", method, e)
			}
			s.keepData(m["result"])
		case <-time.After(20 * time.Second):
			s.t.Fatalf("no answer to %v", s.waiting)
		}
	}
}

// keepData notes what a client would send back: items and lenses.
func (s *session) keepData(v any) {
	switch v := v.(type) {
	case []any:
		for _, x := range v[:min(len(v), 3)] {
			s.keepData(x)
		}
	case map[string]any:
		if v["data"] != nil {
			s.data = append(s.data, v)
		}
	}
}

func (s *session) step(reads []string) {
	doc := map[string]any{"uri": s.uri()}
	switch s.take(6) {
	case 0:
		s.send("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
			"uri": doc["uri"], "languageId": []string{"python", "python", "plaintext"}[s.take(3)], "version": 1, "text": s.text(),
		}}, false)
	case 1:
		doc["version"] = 2 + s.take(9)
		s.send("textDocument/didChange", map[string]any{"textDocument": doc, "contentChanges": []any{map[string]any{
			"range": map[string]any{"start": s.position(), "end": s.position()}, "text": s.text(),
		}}}, false)
	case 2:
		switch s.take(4) {
		case 0:
			s.send("textDocument/didClose", map[string]any{"textDocument": doc}, false)
		case 1:
			s.send("$/cancelRequest", map[string]any{"id": max(1, s.id-s.take(3))}, false)
		case 2:
			s.send("workspace/didChangeConfiguration", map[string]any{"settings": map[string]any{"asynclsp": map[string]any{"codeLens": s.take(2) == 0}}}, false)
		case 3:
			path := pathOf(uri.URI(doc["uri"].(string)))
			kind := protocol.FileChangeTypeChanged
			if s.take(3) == 0 {
				kind = protocol.FileChangeTypeDeleted
				os.Remove(path)
			} else if err := os.WriteFile(path, []byte(s.text()), 0o644); err != nil {
				s.t.Fatal(err)
			}
			s.send("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": doc["uri"], "type": kind}}}, false)
		}
	default:
		params := map[string]any{
			"textDocument": doc, "position": s.position(), "positions": []any{s.position()},
			"range":   map[string]any{"start": s.position(), "end": s.position()},
			"context": map[string]any{"includeDeclaration": true, "diagnostics": []any{}},
			"query":   []string{"", "r", "aw"}[s.take(3)], "previousResultId": "0", "previousResultIds": []any{},
			"command": "asynclsp.fixAll", "arguments": []any{doc["uri"]}, "title": "x", "item": doc,
		}
		if len(s.data) > 0 {
			// An action, a lens or an item of an earlier answer, whatever is asked.
			back := s.data[s.take(len(s.data))].(map[string]any)
			params["item"] = back
			raw, err := json.Marshal(back["data"])
			if err != nil {
				s.t.Fatal(err)
			}
			params["data"] = json.RawMessage(raw)
		}
		s.send(reads[s.take(len(reads))], params, true)
	}
}
