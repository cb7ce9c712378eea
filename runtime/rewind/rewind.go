// Package rewind makes a target that can go back in what it has done.
//
// The program is recorded while it runs (package tape). To show it as it was, a
// second interpreter in the same process runs it again from the beginning, is
// told by the tape what the world said then, and lets nothing out; it stops at
// the wanted place. The program itself stays stopped where it is, with its
// files, sockets and threads, so that going on from the past ends in it, and
// not in a copy that would have to reopen them.
//
// Places are counted in line events of the main thread (target.Place). The
// search for the last breakpoint is a run that notes the stops it passes, and a
// second one that goes there: only the last stop is kept, however long the run.
package rewind

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/tape"
	"github.com/asynctools/asynctools/runtime/target"
)

// Target is a recorded program.
type Target struct {
	again func(*tape.Tape) *target.Target
	tape  *tape.Tape
	live  *target.Target

	moving sync.Mutex // held while a request changes what is shown

	mu        sync.Mutex // guards what follows
	events    inspect.Events
	past      *replay // what is shown; nil: the program itself
	stop      inspect.Stop
	options   inspect.Options
	libraries bool // lines of libraries are counted
	filters   []inspect.ExceptionFilterSpec
	ended     bool
}

// replay is a run that repeats what the program did.
type replay struct {
	*target.Target
	r       *Target
	tape    *tape.Tape
	until   uint64 // the line event at which it ends
	arrived chan inspect.Stop
	gone    chan struct{}
	passing bool // Continue: the program itself goes on, too; guarded by r.mu
	changed bool // by an evaluation; guarded by r.mu
}

// New makes a target of a program; again makes it with a tape of its own. The
// first one records.
func New(again func(*tape.Tape) *target.Target) *Target {
	t := tape.New()
	return &Target{again: again, tape: t, live: again(t)}
}

// now is the target that is shown.
func (r *Target) now() *target.Target {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.past != nil {
		return r.past.Target
	}
	return r.live
}

// shown is the replay that is shown, or nil.
func (r *Target) shown() *replay {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.past
}

func noWay(format string, args ...any) error {
	return &inspect.NoWayBackError{Reason: fmt.Sprintf(format, args...)}
}

var (
	errBeginning = &inspect.NoWayBackError{Reason: "this is where the program begins"}
	errPast      = &inspect.NoWayBackError{Reason: "the program is shown as it was, and that cannot be changed; go on to where it is"}
	errHeld      = &inspect.NoWayBackError{Reason: "in the past, tasks run in the order in which they ran; none can be held back"}
)

// StepBack implements inspect.Reverser.
func (r *Target) StepBack(ctx context.Context, task inspect.TaskID) error {
	r.moving.Lock()
	defer r.moving.Unlock()
	g := r.now()
	at, err := g.Place()
	if err != nil {
		return err
	}
	before, err := g.Before(task)
	if err != nil {
		return err
	}
	stop := inspect.Stop{Reason: inspect.StopStep}
	if before.Lines == 0 {
		if at.Lines == 0 || at == (target.Place{Lines: 1}) {
			return errBeginning
		}
		stop.Reason = inspect.StopEntry
		return r.show(ctx, target.Place{Lines: 1}, stop, target.Event{})
	}
	return r.show(ctx, target.Place{Lines: before.Lines}, stop, before)
}

// ReverseContinue implements inspect.Reverser.
func (r *Target) ReverseContinue(ctx context.Context, task inspect.TaskID) error {
	r.moving.Lock()
	defer r.moving.Unlock()
	at, err := r.now().Place()
	switch {
	case err != nil:
		return err
	case at.Lines == 0 || at == (target.Place{Lines: 1}):
		return errBeginning
	}
	if good, why := r.tape.Good(); at.Lines > good {
		return noWay("what happened since the recording ended cannot be searched: it ends where %s", why)
	}
	goal, stop := target.Place{Lines: 1}, inspect.Stop{Reason: inspect.StopEntry}
	note := func(p target.Place, why inspect.Stop) {
		if why.Reason != inspect.StopPause && (task == 0 || why.Task == task) {
			goal, stop = p, why
		}
	}
	// Behind a line event, the event itself is on the way.
	seek := target.Seek{Goal: target.Place{Lines: at.Lines}, Note: note, Through: at.Nth > 0, Stop: inspect.Stop{Reason: target.StopEnd}}
	scan, last, err := r.replay(ctx, seek, at.Lines, true)
	if err != nil {
		return err
	}
	if last.Reason != target.StopEnd {
		note(seek.Goal, last)
	}
	scan.end()
	return r.show(ctx, goal, stop, target.Event{})
}

// show goes back to a place, and tells of the stop there.
func (r *Target) show(ctx context.Context, goal target.Place, stop inspect.Stop, want target.Event) error {
	stop, err := r.bring(ctx, goal, stop, want)
	if err != nil {
		return err
	}
	r.mu.Lock()
	events := r.events
	r.mu.Unlock()
	events.Stopped(stop)
	return nil
}

// bring makes a replay that stops at a place what is shown. want says where
// that is, as far as that is known.
func (r *Target) bring(ctx context.Context, goal target.Place, stop inspect.Stop, want target.Event) (inspect.Stop, error) {
	end, err := r.live.Place()
	if err != nil {
		return stop, err
	}
	good, why := r.tape.Good()
	if goal.Lines > good {
		return stop, noWay("the recording ends where %s; what happened since then cannot be repeated", why)
	}
	p, stop, err := r.replay(ctx, target.Seek{Goal: goal, Stop: stop}, min(end.Lines, good), end.Nth == 0 && end.Lines <= good)
	if err != nil {
		return stop, err
	}
	at, err := p.At()
	if err == nil && want.Lines > 0 && (at.Line != want.Line || at.Name != want.Name || at.Path != want.Path) {
		err = noWay("the replay is at %s, line %d, where the program was at %s, line %d: it depends on something that is not recorded", at.Name, at.Line, want.Name, want.Line)
	}
	if err != nil {
		p.end()
		return stop, err
	}
	r.mu.Lock()
	if r.ended { // killed meanwhile
		r.mu.Unlock()
		p.end()
		return stop, inspect.ErrExited
	}
	old := r.past
	r.past = p
	r.mu.Unlock()
	if old != nil {
		old.end()
	}
	return stop, nil
}

// replay runs the program again until it stops as the seek says. It ends at the
// line event until.
func (r *Target) replay(ctx context.Context, seek target.Seek, until uint64, exactly bool) (*replay, inspect.Stop, error) {
	t := r.tape.Replay()
	p := &replay{Target: r.again(t), r: r, tape: t, until: until, arrived: make(chan inspect.Stop, 1), gone: make(chan struct{})}
	r.mu.Lock()
	options, libraries, filters, past := r.options, r.libraries, r.filters, r.past
	r.mu.Unlock()
	p.Configure(options)
	if err := p.Take(r.live); err != nil {
		return nil, inspect.Stop{}, err
	}
	if past != nil {
		if err := p.Follow(past.Target); err != nil {
			return nil, inspect.Stop{}, err
		}
	}
	if _, err := p.SetExceptionFilters(repeatable(filters)); err != nil {
		return nil, inspect.Stop{}, err
	}
	p.Replay(libraries, seek, until, exactly)
	if err := p.Start(pastEvents{p}, false); err != nil {
		return nil, inspect.Stop{}, err
	}
	select {
	case stop := <-p.arrived:
		return p, stop, nil
	case <-p.gone:
		p.end()
		err := t.Failure()
		if err == nil {
			err = errors.New("the replay ended before it came to the place")
		}
		return nil, inspect.Stop{}, noWay("the program did not repeat what it did: %v", err)
	case <-ctx.Done():
		p.end()
		return nil, inspect.Stop{}, ctx.Err()
	}
}

// repeatable are the filters that do not measure time.
func repeatable(filters []inspect.ExceptionFilterSpec) (out []inspect.ExceptionFilterSpec) {
	for _, f := range filters {
		if f.ID != inspect.FilterSlowCallback && f.ID != inspect.FilterLoopStarved {
			out = append(out, f)
		}
	}
	return out
}

// end gives a replay up.
func (p *replay) end() { go func() { _ = p.Close() }() }

// goOn sets a shown replay going with f; passing says that the program itself
// goes on when its end is reached.
func (r *Target) goOn(p *replay, passing bool, f func(*target.Target) error) error {
	r.moving.Lock()
	defer r.moving.Unlock()
	at, err := p.Place()
	if err != nil {
		return err
	}
	r.mu.Lock()
	changed := p.changed
	r.mu.Unlock()
	if changed {
		// What was evaluated may have changed something: begin from what was.
		if _, err := r.bring(context.Background(), target.Place{Lines: at.Lines}, inspect.Stop{Reason: inspect.StopStep}, target.Event{}); err != nil {
			return err
		}
		p = r.shown()
	}
	r.mu.Lock()
	p.passing = passing
	r.mu.Unlock()
	if at.Lines >= p.until {
		r.caughtUp(p)
		return nil
	}
	return f(p.Target)
}

// caughtUp is called when a replay has come to where the program is, or to the
// end of what can be repeated.
func (r *Target) caughtUp(p *replay) {
	r.mu.Lock()
	if r.past != p {
		r.mu.Unlock()
		return
	}
	passing := p.passing
	stop, events := r.stop, r.events
	r.past = nil
	r.mu.Unlock()
	_ = r.live.Follow(p.Target)
	failed := p.tape.Failure() // before its threads are let go, to end as they may
	p.end()
	end, _ := r.live.Place()
	good, why := r.tape.Good()
	switch {
	case failed != nil:
		stop = inspect.Stop{Reason: inspect.StopStep, Task: stop.Task, Description: "Paused where the program is", Text: "the replay took another way: " + failed.Error()}
	case end.Lines > good:
		stop = inspect.Stop{Reason: inspect.StopStep, Task: stop.Task, Description: "Paused where the program is", Text: "the recording ends where " + why}
	case !passing:
		stop = inspect.Stop{Reason: inspect.StopStep, Task: stop.Task, Description: "Paused at the end of the recording"}
	case stop.Reason == inspect.StopStep || stop.Reason == inspect.StopPause || stop.Reason == inspect.StopEntry:
		// It stopped because somebody asked then; now they ask it to go on.
		if r.live.Continue() == nil {
			return
		}
	}
	events.Stopped(stop)
}
