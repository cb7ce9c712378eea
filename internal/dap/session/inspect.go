package session

import (
	"context"
	"fmt"

	"github.com/asynctools/asynctools/runtime/inspect"
)

// Inspect calls f with the stopped target. A running program is paused for it,
// and goes on afterwards; whoever watches does not notice. When the program
// stops for a reason of its own meanwhile, it stays stopped and is reported.
func (p *Program) Inspect(ctx context.Context, f func(inspect.Target) error) error {
	p.inspecting.Lock() // one at a time
	defer p.inspecting.Unlock()
	ours, err := p.borrow(ctx)
	if err != nil {
		return err
	}
	if !ours {
		return f(p.target)
	}
	err = f(p.target)
	if again := p.resume(p.target.Continue); err == nil {
		err = again
	}
	return err
}

// borrow stops the target. ours tells that nobody else wants it stopped.
func (p *Program) borrow(ctx context.Context) (ours bool, err error) {
	p.mu.Lock()
	switch p.state {
	case stopped:
		p.mu.Unlock()
		return false, nil
	case ended:
		p.mu.Unlock()
		return false, inspect.ErrExited
	case notStarted:
		p.mu.Unlock()
		return false, inspect.ErrUnsupported
	}
	caught := make(chan bool, 1)
	p.caught = caught
	p.mu.Unlock()
	if err := p.target.Pause(); err != nil {
		p.change(func() { p.caught = nil })
		return false, err
	}
	select {
	case ours := <-caught:
		return ours, nil
	case <-p.done:
		return false, inspect.ErrExited
	case <-ctx.Done():
	}
	// Too late is not never: the pause may come yet, and must not stay.
	go func() {
		select {
		case ours := <-caught:
			if ours {
				_ = p.resume(p.target.Continue) // fails only when it goes on already
			}
		case <-p.done:
		}
	}()
	return false, fmt.Errorf("the program did not stop: %w", ctx.Err())
}

// catch takes a stop that Inspect waits for; it reports whether nobody else
// is to hear of it.
func (p *Program) catch(stop inspect.Stop) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.caught == nil {
		return false
	}
	ours := stop.Reason == inspect.StopPause
	p.state, p.stop = stopped, stop
	p.caught <- ours
	p.caught = nil
	return ours
}
