// Package session speaks the Debug Adapter Protocol for one program.
//
// A Session reads requests from a connection, puts them to an inspect.Target
// and turns the target's events into DAP events. It lives in the process of the
// program it debugs; the adapter process (package adapter) only passes messages
// on and survives when that process does not. With `asyncdap run --listen` an
// editor speaks to the Session directly.
//
// Three goroutines meet here. The reader handles requests one after another.
// What runs Python code (evaluate, setVariable) may take forever, so it goes to
// a second goroutine, in order, and pause, terminate and disconnect still work.
// The target delivers its events on a third. The outbox serializes what they
// send; while a request that resumes the target is being answered, it holds
// events back, so that no stop overtakes the answer that set the target going.
package session

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"sync"

	"go.uber.org/zap"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/internal/dap/wire"
	"github.com/asynctools/asynctools/runtime/inspect"
)

// Config says what a session works with. Either Engine or Program is set: a
// session on its own launches, one of a program that lives already attaches.
type Config struct {
	Engine  Engine
	Program *Program
	// OnLaunch is told about the program that a launch request made.
	OnLaunch func(*Program)
	// Restart prepares a new start of an attached program's process; go ends this
	// one. Nil: it cannot be restarted.
	Restart func() (again func() error, err error)
	// Redirect has what the program prints told to a function, besides where it
	// goes anyway; nil: it arrives as output without that.
	Redirect func(tell func(category, text string))
	// Marker counts what the program has written so far; see wire.Mark.
	Marker func() wire.Mark
	Log    *zap.Logger
}

// Session is one client's view of one program.
type Session struct {
	cfg Config
	log *zap.Logger
	out *outbox
	// evaluations is the context of what runs Python code; leave ends it.
	evaluations context.Context
	leave       context.CancelFunc
	slow        queue
	underway    underway
	news        *threadNews
	paths       paths
	breaks      breakpoints
	origins     origins

	// What follows belongs to the reader goroutine and is set before the first
	// event can arrive.
	initialized bool
	configured  bool
	leaving     bool
	killAtEnd   bool
	client      clientTraits
	program     *Program
	launch      LaunchArguments
	attached    bool
	after       []func() // to run once the current request is answered
}

// Serve speaks DAP on rw until the client disconnects, its input ends, or ctx
// does. A program that the client attached to runs on, without its breakpoints,
// unless the client asked for its end; one that it launched is killed.
func Serve(ctx context.Context, rw io.ReadWriter, cfg Config) error {
	if cfg.Log == nil {
		cfg.Log = zap.NewNop()
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if c, ok := rw.(io.Closer); ok {
		defer context.AfterFunc(ctx, func() { _ = c.Close() })()
	}
	s := &Session{cfg: cfg, log: cfg.Log}
	s.evaluations, s.leave = context.WithCancel(ctx)
	defer s.leave()
	s.out = newOutbox(wire.NewMarkedWriter(rw, cfg.Marker), cfg.Log)
	s.news = newThreadNews(s.out, DefaultMaxTasks)
	err := s.read(wire.NewReader(rw, 0))
	s.end()
	if ctx.Err() != nil {
		return nil // the error is only that of the closed connection
	}
	return err
}

func (s *Session) read(r *wire.Reader) error {
	table := requests()
	for !s.leaving {
		m, err := r.Read()
		switch {
		case err == nil && m.Type == wire.Request:
			s.handle(table, m)
		case err == nil:
			s.log.Debug("ignored a message that is no request", zap.String("type", m.Type))
		case wire.Recoverable(err):
			s.log.Warn("bad message", zap.Error(err))
			s.out.send(reply.Failure(BadMessage(err)))
		case err == io.EOF:
			return nil
		default:
			return fmt.Errorf("read from the client: %w", err)
		}
	}
	return nil
}

// BadMessage makes of a recoverable read error what reply.Failure takes: the
// request as far as it could be read, and the error.
func BadMessage(err error) (*wire.Message, error) {
	req := &wire.Message{Type: wire.Request, Command: "unknown"}
	var malformed *wire.MalformedError
	if errors.As(err, &malformed) {
		req.Seq = malformed.Seq
		if malformed.Command != "" {
			req.Command = malformed.Command
		}
	}
	return req, reply.Malformed.With("reason", err.Error())
}

// handle runs one request, now or on the queue of slow ones.
func (s *Session) handle(table map[string]request, m *wire.Message) {
	r, known := table[m.Command]
	if !known {
		s.out.send(reply.Failure(m, reply.UnknownCommand.With("command", m.Command)))
		return
	}
	if err := s.admit(r, m); err != nil {
		s.out.send(reply.Failure(m, err))
		return
	}
	if r.slow {
		ctx, cancel := context.WithCancel(s.evaluations)
		s.underway.add(m.Seq, cancel)
		s.slow.add(func() {
			if r.holds {
				s.out.hold()
				defer s.out.release()
			}
			s.answer(ctx, r, m)
			s.underway.remove(m.Seq)
		})
		return
	}
	if r.holds {
		s.out.hold()
		defer s.out.release()
	}
	s.answer(s.evaluations, r, m)
	todo := s.after
	s.after = nil
	for _, f := range todo {
		f()
	}
}

// admit checks that the session is far enough for the request.
func (s *Session) admit(r request, m *wire.Message) error {
	switch {
	case r.needs >= initialized && !s.initialized:
		return reply.NotInitialized.With("command", m.Command)
	case r.needs >= hasProgram && s.program == nil:
		return reply.NoProgram.With("command", m.Command)
	case r.needs >= configured && !s.configured:
		return reply.NotConfigured.With("command", m.Command)
	}
	return nil
}

func (s *Session) answer(ctx context.Context, r request, m *wire.Message) {
	body, err := s.timed(ctx, r, m)
	if err != nil {
		s.out.send(reply.Failure(m, s.explain(m, err)))
		return
	}
	resp, err := reply.Success(m, body)
	if err != nil {
		resp = reply.Failure(m, reply.Internal.With("command", m.Command, "reason", err.Error()))
		s.log.Error("cannot encode an answer", zap.String("command", m.Command), zap.Error(err))
	}
	if len(resp.Body) > wire.DefaultLimit-wire.HeadRoom {
		// The adapter would not take it, and the client would wait for ever.
		resp = reply.Failure(m, reply.Failed.With("command", m.Command, "reason",
			fmt.Sprintf("the answer has %d MB, which is more than one message holds; ask for a part of it", len(resp.Body)/1_000_000)))
	}
	s.out.send(resp)
}

// run calls the handler. A panic is a bug of ours: it costs the request, not
// the session.
func (s *Session) run(ctx context.Context, r request, m *wire.Message) (body any, err error) {
	defer func() {
		if p := recover(); p != nil {
			s.log.Error("panic in a request", zap.String("command", m.Command), zap.Any("panic", p),
				zap.ByteString("stack", debug.Stack()))
			err = reply.Internal.With("command", m.Command, "reason", fmt.Sprint(p))
		}
	}()
	if err := ctx.Err(); err != nil {
		return nil, err // cancelled while it waited for its turn
	}
	return r.run(ctx, s, m)
}

// explain turns the engine's errors into replies.
func (s *Session) explain(m *wire.Message, err error) error {
	var e *reply.Error
	var raised *inspect.EvalError
	var noWay *inspect.NoWayBackError
	switch {
	case errors.As(err, &e):
		return e
	case errors.As(err, &raised):
		return reply.EvaluationError.With("exception", raised.Error())
	case errors.As(err, &noWay):
		return reply.NoWayBack.With("reason", noWay.Reason)
	case errors.Is(err, inspect.ErrRunning):
		return reply.Running.With("command", m.Command)
	case errors.Is(err, inspect.ErrStale):
		return reply.Stale.With("what", "reference")
	case errors.Is(err, inspect.ErrExited):
		return reply.ProgramEnded.With()
	case errors.Is(err, inspect.ErrUnsupported):
		return reply.Unsupported.With("what", m.Command)
	case errors.Is(err, context.Canceled):
		return reply.Cancelled.With("command", m.Command)
	default:
		return reply.Failed.With("command", m.Command, "reason", err.Error())
	}
}

// end lets go of the program.
func (s *Session) end() {
	s.news.stop()
	p := s.program
	if p == nil {
		return
	}
	p.unwatch(s)
	defer p.vacate() // what this session has set is gone then
	target := p.target
	if s.killAtEnd || !s.attached {
		_ = target.Kill() // it may have ended by itself
		return
	}
	s.breaks.clear(target)
	if state, _ := p.currentState(); state == stopped {
		if err := p.resume(target.Continue); err != nil {
			s.log.Warn("cannot resume the program at the end of a session", zap.Error(err))
		}
	}
}

// outbox sends messages in order.
type outbox struct {
	log *zap.Logger

	mu     sync.Mutex // guards what follows
	freed  *sync.Cond // holds became 0
	w      *wire.Writer
	holds  int
	held   []*wire.Message
	broken bool
}

func newOutbox(w *wire.Writer, log *zap.Logger) *outbox {
	o := &outbox{w: w, log: log}
	o.freed = sync.NewCond(&o.mu)
	return o
}

// send sends a response at once, an event unless events are held back.
func (o *outbox) send(m *wire.Message) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if m.Type == wire.Event && o.holds > 0 {
		o.held = append(o.held, m)
		return
	}
	o.write(m)
}

// event makes an event and sends it.
func (o *outbox) event(name string, body any) {
	m, err := reply.Event(name, body)
	if err != nil {
		o.log.Error("lost an event", zap.Error(err))
		return
	}
	o.send(m)
}

// eventNow sends an event that is not held back: one about what is to come.
func (o *outbox) eventNow(name string, body any) {
	m, err := reply.Event(name, body)
	if err != nil {
		o.log.Error("lost an event", zap.Error(err))
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.write(m)
}

// hold keeps events back until release.
func (o *outbox) hold() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.holds++
}

func (o *outbox) release() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.holds--
	if o.holds > 0 {
		return
	}
	for _, m := range o.held {
		o.write(m)
	}
	o.held = nil
	o.freed.Broadcast()
}

// quiet waits until nothing is held back.
func (o *outbox) quiet() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for o.holds > 0 {
		o.freed.Wait()
	}
}

// write is called with mu held. A client that is gone is noticed by the reader;
// one line about it is enough.
func (o *outbox) write(m *wire.Message) {
	if err := o.w.Write(m); err != nil && !o.broken {
		o.broken = true
		o.log.Warn("cannot write to the client", zap.Error(err))
	}
}
