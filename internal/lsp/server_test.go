package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"go.lsp.dev/uri"
	"go.uber.org/goleak"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"github.com/asynctools/asynctools/internal/testkit/rpcscript"
	"github.com/asynctools/asynctools/syntax/source"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestScripts plays the conversations in testdata. The comment of an archive
// is the script, its files are the workspace, whose URI is $ROOT. The last
// line of a script may be "exits N".
func TestScripts(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { playArchive(t, path) })
	}
}

func playArchive(t *testing.T, path string) {
	ar, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	for _, f := range ar.Files {
		name := filepath.Join(root, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	script, exit, hasExit := strings.Cut(string(ar.Comment), "\nexits ")
	vars := map[string]string{"ROOT": string(uri.File(root))}
	c := &client{root: root, texts: map[string]string{}, versions: map[string]int{}}
	log, logged := observer.New(zap.WarnLevel)
	conn, done := start(t, zap.New(log))
	err = rpcscript.Play(script, conn, rpcscript.Options{
		Vars:    vars,
		Prepare: func(m rpcscript.Message) { m["jsonrpc"] = "2.0" },
		Commands: map[string]func(*rpcscript.Run, string) error{
			"open": c.open, "edit": c.edit, "apply": c.apply, "shows": c.shows, "write": c.write,
			"keep": keep, "lacks": lacks, "reply": reply, "until": until,
			"logs": func(_ *rpcscript.Run, text string) error { return logs(logged, strings.TrimSpace(text)) },
		},
	})
	conn.Close()
	if err != nil {
		t.Error(err)
	}
	select {
	case code := <-done:
		if hasExit && fmt.Sprint(code) != strings.TrimSpace(exit) {
			t.Errorf("the server exited with %d, want %s", code, exit)
		}
	case <-time.After(5 * time.Second):
		t.Error("the server did not exit")
	}
}

// logs TEXT wants a line of the server's log that holds the text, soon.
func logs(logged *observer.ObservedLogs, text string) error {
	for range 100 {
		for _, e := range logged.All() {
			if strings.Contains(e.Message, text) {
				return nil
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	return fmt.Errorf("the log has no %q: %v", text, logged.All())
}

// start runs a server over pipes and returns the client's end.
func start(t *testing.T, log *zap.Logger) (io.ReadWriteCloser, <-chan int) {
	t.Helper()
	toServer, fromClient := io.Pipe()
	toClient, fromServer := io.Pipe()
	done := make(chan int, 1)
	go func() {
		code := Serve(context.Background(), pipe{toServer, fromServer, func() { toServer.Close() }}, Options{Version: "test", Log: log})
		fromServer.Close()
		done <- code
	}()
	var once sync.Once
	return pipe{toClient, fromClient, func() { once.Do(func() { fromClient.Close() }) }}, done
}

type pipe struct {
	io.Reader
	io.Writer
	close func()
}

func (p pipe) Close() error { p.close(); return nil }

// client is the editor's side of a document: its text and version.
type client struct {
	root     string
	texts    map[string]string
	versions map[string]int
}

func (c *client) uri(name string) string { return string(uri.File(filepath.Join(c.root, name))) }

// open NAME opens a file of the workspace.
func (c *client) open(r *rpcscript.Run, name string) error {
	text, err := os.ReadFile(filepath.Join(c.root, name))
	if err != nil {
		return err
	}
	c.texts[c.uri(name)], c.versions[c.uri(name)] = string(text), 1
	return r.Send(rpcscript.Message{"method": "textDocument/didOpen", "params": map[string]any{"textDocument": map[string]any{
		"uri": c.uri(name), "languageId": "python", "version": 1, "text": string(text),
	}}})
}

// edit NAME "OLD" "NEW" replaces a text that occurs once, by an incremental change.
func (c *client) edit(r *rpcscript.Run, args string) error {
	var name, before, after string
	if _, err := fmt.Sscanf(args, "%s %q %q", &name, &before, &after); err != nil {
		return err
	}
	u := c.uri(name)
	text := c.texts[u]
	if strings.Count(text, before) != 1 {
		return fmt.Errorf("%q occurs %d times in %s", before, strings.Count(text, before), name)
	}
	at := strings.Index(text, before)
	src := source.NewFile("", text)
	from, to := src.LineCol(source.Pos(at), source.UTF16), src.LineCol(source.Pos(at+len(before)), source.UTF16)
	c.texts[u] = text[:at] + after + text[at+len(before):]
	return c.change(r, u, map[string]any{"text": after, "range": map[string]any{
		"start": map[string]any{"line": from.Line, "character": from.Col},
		"end":   map[string]any{"line": to.Line, "character": to.Col},
	}})
}

func (c *client) change(r *rpcscript.Run, u string, change map[string]any) error {
	c.versions[u]++
	return r.Send(rpcscript.Message{"method": "textDocument/didChange", "params": map[string]any{
		"textDocument":   map[string]any{"uri": u, "version": c.versions[u]},
		"contentChanges": []any{change},
	}})
}

// apply REGEXP applies the code action of the last reply whose title holds the
// text, and sends the whole new text.
func (c *client) apply(r *rpcscript.Run, title string) error {
	last := r.Seen[len(r.Seen)-1]
	actions, _ := last["result"].([]any)
	for _, a := range actions {
		action := a.(map[string]any)
		if !strings.Contains(action["title"].(string), strings.TrimSpace(title)) {
			continue
		}
		var edit struct {
			Changes map[string][]struct {
				NewText string `json:"newText"`
				Range   struct {
					Start, End struct{ Line, Character int }
				} `json:"range"`
			} `json:"changes"`
		}
		raw, err := json.Marshal(action["edit"])
		if err != nil {
			return err
		}
		if err := json.Unmarshal(raw, &edit); err != nil {
			return err
		}
		for u, edits := range edit.Changes {
			src := source.NewFile("", c.texts[u])
			text := src.Text
			for i := len(edits) - 1; i >= 0; i-- { // last first: positions are those of the old text
				e := edits[i]
				from := src.Offset(source.LineCol{Line: e.Range.Start.Line, Col: e.Range.Start.Character}, source.UTF16)
				to := src.Offset(source.LineCol{Line: e.Range.End.Line, Col: e.Range.End.Character}, source.UTF16)
				text = text[:from] + e.NewText + text[to:]
			}
			c.texts[u] = text
			if err := c.change(r, u, map[string]any{"text": text}); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("no action %q in %v", title, last["result"])
}

// shows NAME "TEXT" wants the text in the client's document.
func (c *client) shows(_ *rpcscript.Run, args string) error {
	var name, want string
	if _, err := fmt.Sscanf(args, "%s %q", &name, &want); err != nil {
		return err
	}
	if !strings.Contains(c.texts[c.uri(name)], want) {
		return fmt.Errorf("%s does not hold %q:\n%s", name, want, c.texts[c.uri(name)])
	}
	return nil
}

// write NAME "TEXT" changes a file on disk.
func (c *client) write(_ *rpcscript.Run, args string) error {
	var name, text string
	if _, err := fmt.Sscanf(args, "%s %q", &name, &text); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(c.root, name), []byte(text), 0o644)
}
