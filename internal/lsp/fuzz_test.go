package lsp

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"testing"
	"time"
)

// FuzzSession sends any bytes after a good start: the server answers or drops
// them, and ends when they end.
func FuzzSession(f *testing.F) {
	message := func(s string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(s), s) }
	start := message(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}`)
	for _, s := range []string{
		"", "\r\n\r\n", "Content-Length: 3\r\n\r\n", "Content-Length: -1\r\n\r\n{}", "garbage\nContent-Length: 2\n\n{}",
		message(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///x.py","languageId":"python","version":1,"text":"async def g():\n yield 1\nasync def f():\n async for x in g(): break\n"}}}`) +
			message(`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///x.py","version":2},"contentChanges":[{"range":{"start":{"line":3,"character":2},"end":{"line":9,"character":0}},"text":"é"}]}}`) +
			message(`{"jsonrpc":"2.0","id":2,"method":"textDocument/codeAction","params":{"textDocument":{"uri":"file:///x.py"},"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":9}},"context":{"diagnostics":[]}}}`),
		message(`{"jsonrpc":"2.0","method":"textDocument/didClose","params":{"textDocument":{"uri":"untitled:a"}}}`),
		message(`[{"jsonrpc":"2.0","id":1,"method":"x"}]`),
		message(`{"jsonrpc":"2.0","id":2,"method":"shutdown"}`) + message(`{"jsonrpc":"2.0","method":"exit"}`),
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			in := io.MultiReader(bytes.NewReader([]byte(start)), bytes.NewReader(raw))
			Serve(context.Background(), pipe{in, io.Discard, func() {}}, Options{})
		}()
		select {
		case <-done:
		case <-time.After(10 * time.Second):
			t.Fatal("the server does not end")
		}
	})
}
