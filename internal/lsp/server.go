package lsp

import (
	"context"
	"io"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
	"go.uber.org/zap"
)

// Options of a server.
type Options struct {
	Version string
	Listed  func(files []string) // told what the workspace consists of; may be nil
	Idle    func()               // told that nobody waits for an answer; may be nil
	Log     *zap.Logger
}

// Serve speaks to one client until it says exit or hangs up, and returns the
// exit status that the protocol asks for: 0 after a shutdown request or at the
// end of input, 1 when exit comes without shutdown.
func Serve(ctx context.Context, conn io.ReadWriteCloser, opt Options) int {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s := newServer(ctx, opt)

	rpc := newStream(conn)
	s.conn = jsonrpc2.NewConn(rpc, jsonrpc2.WithCodec(codec{}))
	s.client = protocol.ClientDispatcher(s.conn)
	dispatch := fitting(s.traced(protocol.ServerHandler(s, jsonrpc2.MethodNotFoundHandler)))

	s.inBackground("diagnostics", s.publishLoop)
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
	s.mu.Lock()
	s.ended = true
	s.mu.Unlock()
	s.background.Wait()
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

	life       context.Context // ends with the session
	background sync.WaitGroup  // what inBackground started
	tidying    atomic.Int64    // how long tidying up took last, in nanoseconds
	trace      tracer

	// The following belong to the reading goroutine. features is set once, before
	// the first snapshot that others see.
	phase    phase
	features features

	// listing is held while new files are looked for. It comes before turn.
	listing sync.Mutex

	// turn is held while one snapshot takes the place of another. It comes before mu.
	turn sync.Mutex
	// The following are guarded by turn.
	folders     []string
	options     clientSettings
	toldUnknown map[string]bool // unknown settings that the client has been told of
	settings    *settingsCache

	mu sync.Mutex
	// The following are guarded by mu.
	current  *snapshot
	ended    bool
	pending  map[string]context.CancelFunc // requests that run concurrently, by id
	reading  context.CancelFunc            // stops the first reading of the workspace
	coloured map[uri.URI]colouring         // the last semantic tokens of each document
}

func newServer(ctx context.Context, opt Options) *server {
	if opt.Log == nil {
		opt.Log = zap.NewNop()
	}
	s := &server{
		opt:   opt,
		log:   opt.Log.Sugar(),
		dirty: make(chan struct{}, 1),
		exit:  make(chan int, 1),
		life:  ctx,

		pending:  map[string]context.CancelFunc{},
		coloured: map[uri.URI]colouring{},
	}
	s.settings = newSettingsCache(s.warn, s.options)
	s.current = s.empty(nil, nil)
	return s
}

// inBackground runs f beside the session, which ends only when f has. A panic
// ends f alone.
func (s *server) inBackground(what string, f func(context.Context)) {
	s.mu.Lock()
	ended := s.ended
	if !ended {
		s.background.Add(1)
	}
	s.mu.Unlock()
	if ended {
		return
	}
	go func() {
		defer s.background.Done()
		defer func() {
			if v := recover(); v != nil {
				s.log.Errorf("%s: %v\n%s", what, v, debug.Stack())
			}
		}()
		f(s.life)
	}()
}
