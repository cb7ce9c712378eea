package lsp

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/internal/testkit/rpcscript"
)

// BenchmarkEdit measures the time from an edit of a 2,000-line file to its
// diagnostics, over the wire.
func BenchmarkEdit(b *testing.B) {
	var text strings.Builder
	for i := range 200 {
		fmt.Fprintf(&text, `
async def rows%d(conn):
    try:
        yield await conn.row(%d)
    finally:
        await conn.close()

async def main%d(conn):
    async for row in rows%d(conn):
        return row
`, i, i, i, (i+7)%200)
	}
	toServer, fromClient := io.Pipe()
	toClient, fromServer := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- Serve(context.Background(), pipe{toServer, fromServer, func() { toServer.Close() }}, Options{})
		fromServer.Close()
	}()
	in := bufio.NewReader(toClient)
	r := struct{ io.Writer }{fromClient}
	send := func(format string, args ...any) {
		body := fmt.Sprintf(format, args...)
		fmt.Fprintf(r, "Content-Length: %d\r\n\r\n%s", len(body), body)
	}
	receive := func() {
		if _, err := rpcscript.ReadMessage(in); err != nil {
			b.Fatal(err)
		}
	}
	send(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}`)
	receive()
	send(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///nowhere/big.py","languageId":"python","version":0,"text":%q}}}`, text.String())
	receive()
	b.ResetTimer()
	version := 0
	for b.Loop() {
		version++
		send(`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///nowhere/big.py","version":%d},`+
			`"contentChanges":[{"range":{"start":{"line":1000,"character":0},"end":{"line":1000,"character":0}},"text":"\n"}]}}`, version)
		receive()
	}
	b.StopTimer()
	fromClient.Close()
	<-done
}
