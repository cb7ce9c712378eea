package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/textproto"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// edit times what an editor's user waits for: from a change of a 2,000-line
// file to its diagnostics, while the files around it are the workspace.
func edit(binary, files string, edits int, pace time.Duration) error {
	path := filepath.Join(files, "edited_here.py")
	if err := os.WriteFile(path, []byte(subject()), 0o644); err != nil {
		return err
	}
	if err := editFile(binary, files, path, "every function with a finding", edits, pace); err != nil {
		return err
	}
	real, err := nearest(files, path, 2000)
	if err != nil {
		return err
	}
	return editFile(binary, files, real, filepath.Base(real), edits, pace)
}

// nearest is the file of about so many lines.
func nearest(files, not string, lines int) (best string, err error) {
	distance := -1
	err = filepath.WalkDir(files, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path == not {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		off := bytes.Count(text, []byte("\n")) - lines
		if off < 0 {
			off = -off
		}
		if distance < 0 || off < distance {
			best, distance = path, off
		}
		return nil
	})
	return best, err
}

func editFile(binary, files, path, what string, edits int, pace time.Duration) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	text := string(raw)
	lines := strings.Split(text, "\n")
	cmd := exec.Command(binary, "serve", "--stdio")
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	defer cmd.Process.Kill()
	c := &client{in: in, out: bufio.NewReader(out)}
	root := (&url.URL{Scheme: "file", Path: files}).String()
	uri := (&url.URL{Scheme: "file", Path: path}).String()

	c.send("initialize", 1, map[string]any{
		"processId": nil, "rootUri": root, "capabilities": map[string]any{},
		"workspaceFolders": []any{map[string]string{"uri": root, "name": "tree"}},
	})
	if err := c.until(func(m message) bool { return m.ID != nil && m.Method == "" }); err != nil {
		return err
	}
	c.send("initialized", 0, map[string]any{})
	start := time.Now()
	c.send("textDocument/didOpen", 0, map[string]any{
		"textDocument": map[string]any{"uri": uri, "languageId": "python", "version": 0, "text": text},
	})
	published := func(version int) func(message) bool {
		return func(m message) bool {
			return m.Method == "textDocument/publishDiagnostics" && m.Params.URI == uri && m.Params.Version == version
		}
	}
	if err := c.until(published(0)); err != nil {
		return err
	}
	first := time.Since(start)
	var took []time.Duration
	for v := 1; v <= edits; v++ {
		// A key struck at the end of a line: a comment grows, and every third time
		// it is a statement that is being written.
		line := len(lines) * (v % 97) / 97
		at := map[string]int{"line": line, "character": len(utf16.Encode([]rune(lines[line])))}
		change := "  # a remark"
		if v%3 == 0 {
			change = "; x"
		}
		lines[line] += change
		start := time.Now()
		c.send("textDocument/didChange", 0, map[string]any{
			"textDocument":   map[string]any{"uri": uri, "version": v},
			"contentChanges": []any{map[string]any{"range": map[string]any{"start": at, "end": at}, "text": change}},
		})
		if err := c.until(published(v)); err != nil {
			return err
		}
		took = append(took, c.arrived.Sub(start)) // what the client does with it is its own matter
		time.Sleep(pace)
	}
	slices.Sort(took)
	at := func(p float64) time.Duration {
		return took[min(len(took)-1, int(p*float64(len(took))))].Round(10 * time.Microsecond)
	}
	fmt.Printf("%s, %d lines: first diagnostics after %v\n", what, len(lines), first.Round(time.Millisecond))
	fmt.Printf("  %d edits to diagnostics: p50 %v, p99 %v, worst %v\n", edits, at(0.5), at(0.99), took[len(took)-1].Round(10*time.Microsecond))
	c.send("shutdown", 2, nil)
	c.send("exit", 0, nil)
	io.Copy(io.Discard, c.out)
	if err := cmd.Wait(); err != nil {
		return err
	}
	state := cmd.ProcessState
	fmt.Printf("  the server took %v of processor time in all\n", (state.UserTime() + state.SystemTime()).Round(10*time.Millisecond))
	return nil
}

// subject is a file of 2,000 lines with findings in many of its functions.
func subject() string {
	var b strings.Builder
	for i := range 200 {
		fmt.Fprintf(&b, `async def rows%d(conn):
    try:
        yield await conn.row(%d)
    finally:
        await conn.close()

async def main%d(conn):
    async for row in rows%d(conn):
        return row

`, i, i, i, (i+7)%200)
	}
	return b.String()
}

type message struct {
	ID     any
	Method string
	Params struct {
		URI     string
		Version int
	}
}

type client struct {
	in      io.Writer
	out     *bufio.Reader
	arrived time.Time // of the last message
}

func (c *client) send(method string, id int, params any) {
	m := map[string]any{"jsonrpc": "2.0", "method": method}
	if id > 0 {
		m["id"] = id
	}
	if params != nil {
		m["params"] = params
	}
	body, err := json.Marshal(m)
	if err != nil {
		panic(err) // our own maps
	}
	fmt.Fprintf(c.in, "Content-Length: %d\r\n\r\n%s", len(body), body)
}

// until reads messages up to one that is wanted, and answers requests.
func (c *client) until(wanted func(message) bool) error {
	for {
		header, err := textproto.NewReader(c.out).ReadMIMEHeader()
		if err != nil {
			return fmt.Errorf("the server ended: %w", err)
		}
		n, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			return err
		}
		body := make([]byte, n)
		if _, err := io.ReadFull(c.out, body); err != nil {
			return err
		}
		c.arrived = time.Now()
		var m message
		if err := json.NewDecoder(bytes.NewReader(body)).Decode(&m); err != nil {
			return err
		}
		if m.ID != nil && m.Method != "" {
			reply, _ := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": m.ID, "result": nil})
			fmt.Fprintf(c.in, "Content-Length: %d\r\n\r\n%s", len(reply), reply)
		}
		if wanted(m) {
			return nil
		}
	}
}
