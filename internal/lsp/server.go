package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
	"go.uber.org/zap"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/source"
)

// Options of a server.
type Options struct {
	Version string
	Log     *zap.Logger
}

// Serve speaks to one client until it says exit or hangs up, and returns the
// exit status that the protocol asks for: 0 after a shutdown request or at the
// end of input, 1 when exit comes without shutdown.
func Serve(ctx context.Context, conn io.ReadWriteCloser, opt Options) int {
	if opt.Log == nil {
		opt.Log = zap.NewNop()
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s := &server{
		opt:   opt,
		log:   opt.Log.Sugar(),
		dirty: make(chan struct{}, 1),
		exit:  make(chan int, 1),

		pending: map[string]context.CancelFunc{},
	}
	s.settings = newSettingsCache(s.warn, s.options)
	s.current = s.empty(nil)

	rpc := newStream(conn)
	s.conn = jsonrpc2.NewConn(rpc, jsonrpc2.WithCodec(codec{}))
	s.client = protocol.ClientDispatcher(s.conn)
	dispatch := fitting(protocol.ServerHandler(s, jsonrpc2.MethodNotFoundHandler))

	var worker sync.WaitGroup
	worker.Add(1)
	go func() {
		defer worker.Done()
		s.publishLoop(ctx)
	}()
	s.conn.Go(ctx, s.guard(s.concurrently(dispatch)))

	code := 0
	select {
	case code = <-s.exit:
		rpc.Close()
		// A blocked read of standard input cannot be interrupted; do not wait for it.
		select {
		case <-s.conn.Done():
		case <-time.After(100 * time.Millisecond):
		}
	case <-s.conn.Done():
		if err := s.conn.Err(); err != nil {
			s.log.Errorf("connection: %v", err)
			code = 1
		}
		select {
		case code = <-s.exit: // exit and end of input came together
		default:
		}
	case <-ctx.Done():
		rpc.Close()
	}
	cancel()
	worker.Wait()
	return code
}

// codec marshals payloads with the protocol's own encoders.
type codec struct{}

func (codec) Marshal(v any) ([]byte, error) {
	if raw, ok := v.(jsonrpc2.RawMessage); ok {
		return raw, nil
	}
	return protocol.Marshal(v)
}

func (codec) Unmarshal(data []byte, v any) error { return protocol.Unmarshal(data, v) }

// phase is where a session is in its life.
type phase uint8

const (
	waiting phase = iota // for initialize
	running
	shuttingDown
)

type server struct {
	protocol.UnimplementedServer

	opt    Options
	log    *zap.SugaredLogger
	conn   jsonrpc2.Conn
	client protocol.Client
	dirty  chan struct{} // wakes the worker
	exit   chan int

	// The following belong to the reading goroutine. features is set once, before
	// the first snapshot that others see.
	phase    phase
	folders  []string
	options  clientSettings
	settings *settingsCache
	features features

	mu sync.Mutex
	// The following are guarded by mu.
	current *snapshot
	pending map[string]context.CancelFunc // requests that run concurrently, by id
}

// features are what the client can do.
type features struct {
	encoding        source.Encoding
	related         bool
	documentChanges bool
	pullOnly        bool // it asks for diagnostics and takes none unasked
	watch           bool
}

func (s *server) warn(format string, args ...any) { s.log.Warnf(format, args...) }

func (s *server) snapshot() *snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current
}

// advance puts a new snapshot in place and wakes the worker.
func (s *server) advance(n *snapshot) {
	s.mu.Lock()
	s.current = n
	s.mu.Unlock()
	select {
	case s.dirty <- struct{}{}:
	default:
	}
}

// empty is a snapshot without documents over the given folders.
func (s *server) empty(folders []string) *snapshot {
	var roots []string
	for _, f := range folders {
		roots = append(roots, f, filepath.Join(f, "src"))
	}
	minor := 0
	if len(folders) > 0 {
		minor = s.settings.of(filepath.Join(folders[0], "x.py")).minor
	}
	n := &snapshot{
		docs: map[uri.URI]*document{}, settings: s.settings, results: map[uri.URI]*checkResult{},
		ws: index.New(index.Options{Roots: roots, TargetMinor: minor}),
	}
	n.engine = infer.New(n.ws)
	return n
}

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
				err = jsonrpc2.NewError(jsonrpc2.InvalidParams, "invalid parameters: "+err.Error())
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
		switch req.Method() {
		case protocol.MethodTextDocumentDidOpen:
			// The decoder of the parameters makes URIs canonical.
			if u, ok := textDocumentURI(req.Params()); ok {
				own = context.WithValue(own, spelledKey{}, uri.URI(u))
			}
		case protocol.MethodTextDocumentCodeAction, protocol.MethodTextDocumentDiagnostic:
			if !req.IsCall() {
				break
			}
			var stop context.CancelFunc
			own, stop = context.WithCancel(context.WithValue(own, snapshotKey{}, s.snapshot()))
			defer stop()
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
