// Package client is a small Debug Adapter Protocol client, for demonstrations
// and measurements: calls that wait for their answer, and events in order.
package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/internal/dap/wire"
)

// Client speaks to one adapter.
type Client struct {
	// OnRequest answers what the adapter asks (runInTerminal); it must be set
	// before the first call. Without it, such requests fail.
	OnRequest func(*wire.Message) (body any, err error)

	out    *wire.Writer
	events chan *wire.Message
	done   chan struct{} // closed when the adapter says no more

	mu      sync.Mutex // guards what follows
	seq     int
	waiting map[int]chan *wire.Message
	err     error // why done is closed
}

// eventRoom is how many events may wait to be asked for; more make the adapter
// wait.
const eventRoom = 4096

// New begins to read from rw. It stops when rw is closed.
func New(rw io.ReadWriter) *Client {
	c := &Client{
		out: wire.NewWriter(rw), events: make(chan *wire.Message, eventRoom),
		done: make(chan struct{}), waiting: map[int]chan *wire.Message{},
	}
	go c.read(wire.NewReader(rw, 0))
	return c
}

func (c *Client) read(r *wire.Reader) {
	defer close(c.done)
	for {
		m, err := r.Read()
		if err != nil {
			c.mu.Lock()
			c.err = err
			c.mu.Unlock()
			return
		}
		switch m.Type {
		case wire.Event:
			c.events <- m
		case wire.Request:
			c.answer(m)
		case wire.Response:
			c.mu.Lock()
			to := c.waiting[m.RequestSeq]
			delete(c.waiting, m.RequestSeq)
			c.mu.Unlock()
			if to != nil {
				to <- m
			}
		}
	}
}

// answer handles a request of the adapter's.
func (c *Client) answer(m *wire.Message) {
	err := errors.New("this client does not do that")
	var body any
	if c.OnRequest != nil {
		body, err = c.OnRequest(m)
	}
	var resp *wire.Message
	if err == nil {
		resp, err = reply.Success(m, body)
	}
	if err != nil {
		resp = reply.Failure(m, err)
	}
	_ = c.out.WriteAs(resp) // the reader notices a broken connection
}

// gone is the error for an adapter that has hung up.
func (c *Client) gone() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if errors.Is(c.err, io.EOF) {
		return errors.New("the adapter has hung up")
	}
	return fmt.Errorf("the connection to the adapter broke: %w", c.err)
}

// Call sends a request and reads the body of its answer into result, which may
// be nil, as may args.
func (c *Client) Call(ctx context.Context, command string, args, result any) error {
	req := &wire.Message{Type: wire.Request, Command: command}
	if args != nil {
		raw, err := json.Marshal(args)
		if err != nil {
			return fmt.Errorf("%s: %w", command, err)
		}
		req.Arguments = raw
	}
	answer := make(chan *wire.Message, 1)
	c.mu.Lock()
	c.seq++
	req.Seq = c.seq
	c.waiting[req.Seq] = answer
	c.mu.Unlock()
	if err := c.out.WriteAs(req); err != nil {
		return fmt.Errorf("%s: %w", command, err)
	}
	select {
	case m := <-answer:
		return read(m, result)
	case <-c.done:
		select { // its last word may have been the answer
		case m := <-answer:
			return read(m, result)
		default:
			return fmt.Errorf("%s: %w", command, c.gone())
		}
	case <-ctx.Done():
		return fmt.Errorf("%s: %w", command, ctx.Err())
	}
}

func read(m *wire.Message, result any) error {
	if !m.Succeeded() {
		return fmt.Errorf("%s: %s", m.Command, m.Error)
	}
	if result == nil || len(m.Body) == 0 {
		return nil
	}
	if err := json.Unmarshal(m.Body, result); err != nil {
		return fmt.Errorf("%s: %w", m.Command, err)
	}
	return nil
}

// Event is the next event.
func (c *Client) Event(ctx context.Context) (*wire.Message, error) {
	select { // what has arrived counts, even if the adapter is gone by now
	case m := <-c.events:
		return m, nil
	default:
	}
	select {
	case m := <-c.events:
		return m, nil
	case <-c.done:
		return nil, c.gone()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Await skips events until one has one of the names.
func (c *Client) Await(ctx context.Context, names ...string) (*wire.Message, error) {
	for {
		m, err := c.Event(ctx)
		if err != nil {
			return nil, fmt.Errorf("waiting for %v: %w", names, err)
		}
		for _, name := range names {
			if m.Event == name {
				return m, nil
			}
		}
	}
}
