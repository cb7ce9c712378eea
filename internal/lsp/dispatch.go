package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// guard stands before every message: it enforces the order of a session's
// life, answers cancellation, and turns panics and misuse into error replies.
// An error for a notification is logged, for nobody waits for it.
func (s *server) guard(next jsonrpc2.Handler) jsonrpc2.Handler {
	return func(ctx context.Context, req *jsonrpc2.Request) (result any, err error) {
		method, isCall := strings.Clone(req.Method()), req.IsCall()
		defer func() {
			if v := recover(); v != nil {
				s.log.Errorf("%s: %v\n%s", method, v, debug.Stack())
				result, err = nil, jsonrpc2.NewError(jsonrpc2.InternalError, fmt.Sprintf("internal error in %s: %v", method, v))
			}
			switch {
			case errors.Is(err, context.Canceled):
				err = protocol.ErrRequestCancelled
			case errors.Is(err, jsonrpc2.ErrParse):
				err = jsonrpc2.NewError(jsonrpc2.InvalidParams, "invalid parameters: "+misread(err))
			}
			var reply *jsonrpc2.Error
			if isCall && err != nil && !errors.As(err, &reply) {
				err = jsonrpc2.NewError(jsonrpc2.InternalError, err.Error())
			}
			if !isCall && err != nil {
				if !strings.HasPrefix(method, "$/") {
					s.log.Warnf("%s: %v", method, err)
				}
				err = nil
			}
		}()
		switch {
		case method == protocol.MethodExit:
			code := 1
			if s.phase == shuttingDown {
				code = 0
			}
			select {
			case s.exit <- code:
			default:
			}
			return nil, nil
		case method == protocol.MethodCancelRequest:
			return nil, s.cancel(req.Params())
		case s.phase == waiting && method != protocol.MethodInitialize:
			if isCall {
				return nil, jsonrpc2.NewError(jsonrpc2.ServerNotInitialized, "the server waits for initialize")
			}
			return nil, nil // dropped, as the protocol asks
		case s.phase == shuttingDown:
			return nil, jsonrpc2.NewError(jsonrpc2.InvalidRequest, "the server is shutting down")
		case s.phase == running && method == protocol.MethodInitialize:
			return nil, jsonrpc2.NewError(jsonrpc2.InvalidRequest, "initialize was already sent")
		}
		return next(ctx, req)
	}
}

// misread says what is wrong with parameters that are JSON, but not of the right
// type somewhere.
func misread(err error) string {
	text := err.Error()
	if i := strings.LastIndex(text, "protocol: "); i >= 0 {
		text = text[i+len("protocol: "):]
	}
	kind, offset, ok := strings.Cut(strings.TrimPrefix(text, "invalid JSON "), " at offset ")
	if !ok || !strings.HasPrefix(text, "invalid JSON ") {
		return text
	}
	return fmt.Sprintf("the value at offset %s is no JSON %s", offset, kind)
}

// cancel ends the request that a $/cancelRequest names, if it still runs.
func (s *server) cancel(raw []byte) error {
	var params struct {
		ID json.RawMessage `json:"id"`
	}
	if err := json.Unmarshal(raw, &params); err != nil {
		return err
	}
	var number int64
	var text, key string
	switch {
	case json.Unmarshal(params.ID, &number) == nil:
		key = fmt.Sprint(number)
	case json.Unmarshal(params.ID, &text) == nil:
		key = strconv.Quote(text)
	default:
		return fmt.Errorf("malformed id %s", params.ID)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if stop := s.pending[key]; stop != nil {
		stop()
	}
	return nil
}

// idKey tells the id 1 from the id "1".
func idKey(id jsonrpc2.ID) string {
	if n, ok := id.Number(); ok {
		return fmt.Sprint(n)
	}
	text, _ := id.StringValue()
	return strconv.Quote(text)
}

type snapshotKey struct{}

// concurrently lets requests that only read run beside what comes after them,
// on the snapshot of the moment they came. The context of a request is reused
// when the request is done, so nothing may be derived from it; what handlers
// get is derived from the connection's.
func (s *server) concurrently(next jsonrpc2.Handler) jsonrpc2.Handler {
	return func(ctx context.Context, req *jsonrpc2.Request) (result any, err error) {
		own := jsonrpc2.DetachContext(ctx)
		switch method := req.Method(); {
		case method == protocol.MethodTextDocumentDidOpen:
			// The decoder of the parameters makes URIs canonical.
			if u, ok := textDocumentURI(req.Params()); ok {
				own = context.WithValue(own, spelledKey{}, uri.URI(u))
			}
		case methods[method].reads && req.IsCall():
			var stop context.CancelFunc
			own, stop = context.WithCancel(context.WithValue(own, snapshotKey{}, s.snapshot()))
			defer stop()
			// When the session ends, nobody waits for the answer any more.
			defer context.AfterFunc(s.life, stop)()
			key := idKey(req.ID())
			s.mu.Lock()
			s.pending[key] = stop
			s.mu.Unlock()
			defer func() {
				s.mu.Lock()
				delete(s.pending, key)
				s.mu.Unlock()
			}()
			jsonrpc2.Async(ctx)
		}
		return next(own, req)
	}
}

// snapshotOf is the snapshot that a concurrent request was given.
func (s *server) snapshotOf(ctx context.Context) *snapshot {
	if n, ok := ctx.Value(snapshotKey{}).(*snapshot); ok {
		return n
	}
	return s.snapshot()
}
