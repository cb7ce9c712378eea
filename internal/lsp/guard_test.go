package lsp

import (
	"context"
	"errors"
	"net"
	"reflect"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/internal/testkit/rpcscript"
	"github.com/asynctools/asynctools/syntax/source"
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
> {"id": 4, "method": "failed"}
< {"id": 4, "error": {"code": -32603, "message": "as planned"}}
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

// TestCrashKeepsWhatWasPublished has a check that crashes after one that did not:
// the client that is told keeps its findings, the one that asks gets an error.
func TestCrashKeepsWhatWasPublished(t *testing.T) {
	s := newServer(t.Context(), Options{})
	d := &document{uri: "file:///ws/x.py", spelled: "file:///ws/x.py", path: "/ws/x.py", text: "x = 1\n"}
	snap := s.snapshot().next(map[uri.URI]*document{d.uri: d}, s.settings, nil)
	crash := &analyzer.Crash{Value: "as planned"}
	r := &checkResult{err: crash, crash: crash}
	r.once.Do(func() {})
	snap.results[d.path] = r
	s.current = snap
	before := published{spelled: d.spelled, items: []protocol.Diagnostic{{Message: protocol.String("found before")}}}
	told := map[uri.URI]published{d.uri: before}
	s.publish(t.Context(), snap, told) // there is no client: to send anything would panic
	if !reflect.DeepEqual(told[d.uri], before) {
		t.Errorf("told %v, want %v", told[d.uri], before)
	}
	p := &protocol.DocumentDiagnosticParams{TextDocument: protocol.TextDocumentIdentifier{URI: d.uri}}
	if _, err := s.Diagnostic(t.Context(), p); !errors.Is(err, crash) {
		t.Errorf("pulled: error %v, want the crash", err)
	}
	previous := []protocol.PreviousResultId{{URI: d.uri, Value: "before"}}
	all, err := s.DiagnosticWorkspace(t.Context(), &protocol.WorkspaceDiagnosticParams{PreviousResultIds: previous})
	if err != nil || len(all.Items) > 0 {
		t.Errorf("pulled of the workspace: %v, %v, want no word of the file", all, err)
	}

	// A rule that crashed costs its own findings only.
	of := &checkResult{crash: &analyzer.Crash{Rule: &analyzer.Rule{Code: "XX001"}, Value: "as planned"}}
	of.once.Do(func() {})
	of.found = []analyzer.Diagnostic{{Rule: &analyzer.Rule{Code: "XX002"}, Message: "found", File: source.NewFile(d.path, d.text)}}
	snap.results[d.path] = of
	if items, err := s.diagnose(snap, d); err != nil || len(items) != 1 {
		t.Errorf("%v, %v, want the finding of the other rule", items, err)
	}
}
