package lsp

import (
	"context"
	"errors"
	"net"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"github.com/asynctools/asynctools/internal/testkit/rpcscript"
)

// TestPanicAnswersOneRequest puts a handler that panics behind the guard.
func TestPanicAnswersOneRequest(t *testing.T) {
	log, logged := observer.New(zap.ErrorLevel)
	s := &server{log: zap.New(log).Sugar(), phase: running}
	left, right := net.Pipe()
	conn := jsonrpc2.NewConn(newStream(left), jsonrpc2.WithCodec(codec{}))
	conn.Go(context.Background(), s.guard(func(_ context.Context, req *jsonrpc2.Request) (any, error) {
		switch req.Method() {
		case "crash":
			panic("as planned")
		case "stopped":
			return nil, context.Canceled
		case "failed":
			return nil, errors.New("as planned")
		}
		return "fine", nil
	}))
	err := rpcscript.Play(`
> {"id": 1, "method": "crash"}
< {"id": 1, "error": {"code": -32603, "message": "/internal error in crash: as planned/"}}
> {"method": "crash"}
> {"method": "failed"}
> {"id": 2, "method": "stopped"}
< {"id": 2, "error": {"code": -32800}}
> {"id": 3, "method": "other"}
< {"id": 3, "result": "fine"}
`, right, rpcscript.Options{Prepare: func(m rpcscript.Message) { m["jsonrpc"] = "2.0" }})
	if err != nil {
		t.Error(err)
	}
	right.Close()
	<-conn.Done()
	if n := logged.Len(); n != 2 {
		t.Errorf("%d panics are in the log, want 2", n)
	}
}

// TestCancel cancels a request that waits, over the wire.
func TestCancel(t *testing.T) {
	s := newServer(t.Context(), Options{})
	s.phase = running
	left, right := net.Pipe()
	conn := jsonrpc2.NewConn(newStream(left), jsonrpc2.WithCodec(codec{}))
	conn.Go(context.Background(), s.guard(s.concurrently(func(ctx context.Context, req *jsonrpc2.Request) (any, error) {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(10 * time.Second):
			return nil, errors.New("was not cancelled")
		}
	})))
	err := rpcscript.Play(`
> {"id": 1, "method": "textDocument/codeAction"}
> {"id": "1", "method": "textDocument/codeAction"}
> {"method": "$/cancelRequest", "params": {"id": "1"}}
< {"id": "1", "error": {"code": -32800}}
> {"method": "$/cancelRequest", "params": {"id": 1}}
< {"id": 1, "error": {"code": -32800}}
`, right, rpcscript.Options{Prepare: func(m rpcscript.Message) { m["jsonrpc"] = "2.0" }})
	if err != nil {
		t.Error(err)
	}
	right.Close()
	<-conn.Done()
}
