package lsp

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// tracer tells the client what the server does with its messages, if it asks
// for that with $/setTrace.
type tracer struct {
	mu    sync.Mutex
	level protocol.TraceValue // guarded by mu; empty is off
}

func (t *tracer) set(level protocol.TraceValue) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.level = protocol.TraceValue(strings.Clone(string(level)))
}

func (t *tracer) get() protocol.TraceValue {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.level
}

func (s *server) SetTrace(_ context.Context, p *protocol.SetTraceParams) error {
	switch p.Value {
	case protocol.TraceValueOff, protocol.TraceValueMessages, protocol.TraceValueVerbose:
		s.trace.set(p.Value)
		return nil
	}
	return jsonrpc2.NewError(jsonrpc2.InvalidParams, fmt.Sprintf("no trace value %q", p.Value))
}

// traced logs each message and how long it took.
func (s *server) traced(next jsonrpc2.Handler) jsonrpc2.Handler {
	return func(ctx context.Context, req *jsonrpc2.Request) (any, error) {
		level := s.trace.get()
		if level == "" || level == protocol.TraceValueOff || req.Method() == protocol.MethodSetTrace {
			return next(ctx, req)
		}
		// The request is gone once it is answered.
		what := strings.Clone(req.Method())
		if req.IsCall() {
			what += " (" + idKey(req.ID()) + ")"
		}
		log := &protocol.LogTraceParams{Message: "Received " + what}
		if level == protocol.TraceValueVerbose {
			params := string(req.Params())
			log.Verbose = &params
		}
		s.logTrace(log)
		begin := time.Now()
		result, err := next(ctx, req)
		end := fmt.Sprintf("Handled %s in %s", what, time.Since(begin).Round(time.Microsecond))
		if err != nil {
			end += ": " + err.Error()
		}
		s.logTrace(&protocol.LogTraceParams{Message: end})
		return result, err
	}
}

func (s *server) logTrace(p *protocol.LogTraceParams) {
	if err := s.client.LogTrace(s.life, p); err != nil && s.life.Err() == nil {
		s.log.Warnf("$/logTrace: %v", err)
	}
}
