// Package adapter is the process that an editor starts.
//
// It runs no Python. On launch it starts a debuggee process, in which the
// program and a session.Session live, and passes messages between the two:
//
//	editor <--DAP--> adapter <--pipes: DAP with marks--> debuggee: session + program
//	                    ^------------- stdout, stderr -------------'
//
// (A debuggee in the editor's terminal is linked by a connection instead, and
// keeps its streams.) So whatever becomes of the program, the editor has somebody to talk to. When
// the debuggee dies, every request it owes an answer gets an error, and the
// editor is told why, with which status, and that the session is over; it may
// then restart. When the editor goes away, the debuggee is ended.
//
// One goroutine, run, owns all state and receives what the others read: one for
// the editor, one for the debuggee's messages, two for its output, one that
// waits for its end. Nothing that run does waits for the debuggee.
package adapter

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"sync/atomic"
	"time"

	"go.uber.org/zap"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/internal/dap/session"
	"github.com/asynctools/asynctools/internal/dap/wire"
)

// Config says how an adapter works. Zero durations mean the defaults.
type Config struct {
	// Command starts a process that calls RunDebuggee.
	Command []string
	// Environ is the environment of debuggees before launch's changes; nil is
	// the adapter's own.
	Environ []string
	// TerminateGrace is how long a program may take to end after terminate,
	// DisconnectGrace after disconnect and restart, ExitGrace after it said
	// that it has ended.
	TerminateGrace, DisconnectGrace, ExitGrace time.Duration
	// TerminalTime is how long an editor may take to start a debuggee in its
	// terminal.
	TerminalTime time.Duration
	Log          *zap.Logger
}

func (c *Config) setDefaults() {
	for d, preset := range map[*time.Duration]time.Duration{
		&c.TerminateGrace:  10 * time.Second,
		&c.DisconnectGrace: time.Second,
		&c.ExitGrace:       2 * time.Second,
		&c.TerminalTime:    20 * time.Second,
	} {
		if *d == 0 {
			*d = preset
		}
	}
	if c.Log == nil {
		c.Log = zap.NewNop()
	}
}

// ownSeq is where the numbers of requests begin that the adapter itself makes;
// no editor counts that far.
const ownSeq = 1 << 30

type adapter struct {
	cfg    Config
	log    *zap.Logger
	ctx    context.Context // ends with Serve
	client *wire.Writer
	inbox  chan any
	// current is peer, for the goroutine that reads from the editor.
	current atomic.Pointer[peer]

	initialize *wire.Message // nil until it came
	launch     *wire.Message // what started the peer, in canonical form
	configured bool
	peer       *peer
	pending    map[int]*wire.Message       // requests the peer owes an answer
	own        map[int]func(*wire.Message) // what we asked the peer
	nextOwn    int
	asked      map[int]func(*wire.Message) // what we asked the editor
	memory     memory                      // for restarts
	shown      shown                       // what the editor shows of the program

	disconnecting *wire.Message
	restarting    *restart
	done          bool
}

// What arrives in the inbox.
type (
	fromClient struct {
		m   *wire.Message
		err error
	}
	fromPeer struct {
		peer *peer
		m    *wire.Message
	}
	peerGone struct{ peer *peer }
	overdue  struct {
		peer *peer
		why  string
	}
	noTerminal struct {
		peer *peer
		why  string
	}
)

// Serve is one debug session with the editor at the other end of rw. It returns
// when the editor disconnects or is gone, or ctx ends, and leaves no debuggee
// behind.
func Serve(ctx context.Context, rw io.ReadWriter, cfg Config) error {
	cfg.setDefaults()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	a := &adapter{
		cfg: cfg, log: cfg.Log, ctx: ctx, client: wire.NewWriter(rw),
		inbox:   make(chan any),
		pending: map[int]*wire.Message{}, own: map[int]func(*wire.Message){}, nextOwn: ownSeq,
		asked:  map[int]func(*wire.Message){},
		memory: newMemory(),
	}
	go a.readClient(wire.NewReader(rw, 0))
	err := a.run()
	cancel()
	a.abandon()
	return err
}

func (a *adapter) run() error {
	for !a.done {
		select {
		case <-a.ctx.Done():
			return nil
		case in := <-a.inbox:
			switch in := in.(type) {
			case fromClient:
				if err := a.onClient(in); err != nil {
					if err == io.EOF {
						return nil
					}
					return fmt.Errorf("read from the editor: %w", err)
				}
			case fromPeer:
				if in.peer == a.peer {
					a.onPeer(in.m)
				}
			case peerGone:
				if in.peer == a.peer {
					a.onGone()
				}
			case noTerminal:
				a.onNoTerminal(in.peer, in.why)
			case overdue:
				if in.peer == a.peer {
					in.peer.kill(in.why)
				}
			}
		}
	}
	return nil
}

// post hands something to run; it reports whether run still listens.
func (a *adapter) post(in any) bool {
	select {
	case a.inbox <- in:
		return true
	case <-a.ctx.Done():
		return false
	}
}

func (a *adapter) readClient(r *wire.Reader) {
	for {
		m, err := r.Read()
		over := err != nil && !wire.Recoverable(err)
		if p := a.current.Load(); over && p != nil {
			// At once: run may be stuck writing to an editor that reads no more.
			p.killProcess()
		}
		if !a.post(fromClient{m, err}) || over {
			return
		}
	}
}

// abandon ends what is left of a debuggee.
func (a *adapter) abandon() {
	if a.peer == nil {
		return
	}
	a.peer.kill("")
	select {
	case <-a.peer.gone:
	case <-time.After(5 * time.Second):
		a.log.Error("a debuggee does not go away", zap.Int("pid", a.peer.pid()))
	}
}

func (a *adapter) onClient(in fromClient) error {
	if in.err != nil {
		if !wire.Recoverable(in.err) {
			return in.err
		}
		a.log.Warn("bad message from the editor", zap.Error(in.err))
		a.send(reply.Failure(session.BadMessage(in.err)))
		return nil
	}
	if then, ours := a.asked[in.m.RequestSeq]; ours && in.m.Type == wire.Response {
		delete(a.asked, in.m.RequestSeq)
		then(in.m)
		return nil
	}
	if in.m.Type != wire.Request {
		a.log.Debug("ignored a message that is no request", zap.String("type", in.m.Type))
		return nil
	}
	if err := a.guarded(in.m); err != nil {
		a.send(reply.Failure(in.m, err))
	}
	return nil
}

// guarded is request. A panic is a bug of ours: it costs the request, not the
// sessions of this process.
func (a *adapter) guarded(m *wire.Message) (err error) {
	defer func() {
		if p := recover(); p != nil {
			a.log.Error("panic in a request", zap.String("command", m.Command), zap.Any("panic", p),
				zap.ByteString("stack", debug.Stack()))
			err = reply.Internal.With("command", m.Command, "reason", fmt.Sprint(p))
		}
	}()
	return a.request(m)
}

func (a *adapter) send(m *wire.Message) {
	if err := a.client.Write(m); err != nil {
		a.log.Warn("cannot write to the editor", zap.Error(err))
	}
}

func (a *adapter) sendEvent(name string, body any) {
	m, err := reply.Event(name, body)
	if err != nil {
		a.log.Error("lost an event", zap.Error(err))
		return
	}
	a.send(m)
}

func (a *adapter) succeed(req *wire.Message, body any) {
	m, err := reply.Success(req, body)
	if err != nil {
		m = reply.Failure(req, reply.Internal.With("command", req.Command, "reason", err.Error()))
	}
	a.send(m)
}

func (a *adapter) setPeer(p *peer) {
	a.peer = p
	a.current.Store(p)
}

// ask sends the peer a request of our own; then is called with the answer, or
// with nil when the peer dies first.
func (a *adapter) ask(command string, args []byte, then func(*wire.Message)) {
	a.nextOwn++
	a.own[a.nextOwn] = then
	a.peer.send(&wire.Message{Seq: a.nextOwn, Type: wire.Request, Command: command, Arguments: args})
}
