package rewind

import (
	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/target"
)

// liveEvents passes on what the program itself does.
type liveEvents struct{ r *Target }

func (e liveEvents) listener() inspect.Events {
	e.r.mu.Lock()
	defer e.r.mu.Unlock()
	return e.r.events
}

func (e liveEvents) Stopped(stop inspect.Stop) {
	e.r.mu.Lock()
	e.r.stop = stop
	e.r.mu.Unlock()
	e.listener().Stopped(stop)
}

func (e liveEvents) Continued() {
	// Killed while the past was shown, it goes on to its end.
	if e.r.shown() == nil {
		e.listener().Continued()
	}
}

func (e liveEvents) Exited(code int) {
	e.r.mu.Lock()
	p := e.r.past
	e.r.past, e.r.ended = nil, true
	e.r.mu.Unlock()
	if p != nil {
		p.end()
	}
	e.listener().Exited(code)
}

func (e liveEvents) Writes(stream, path string, line int) {
	if w, ok := e.listener().(inspect.Writes); ok {
		w.Writes(stream, path, line)
	}
}

func (e liveEvents) Output(o inspect.Output)            { e.listener().Output(o) }
func (e liveEvents) WantsTasks() bool                   { return e.listener().WantsTasks() }
func (e liveEvents) TasksChanged(c inspect.TaskChanges) { e.listener().TasksChanged(c) }
func (e liveEvents) SourceLoaded(src inspect.Source)    { e.listener().SourceLoaded(src) }
func (e liveEvents) BreakpointChanged(b inspect.Breakpoint) {
	e.listener().BreakpointChanged(b)
}

// pastEvents hears a replay. What it does on its way has been told before.
type pastEvents struct{ p *replay }

func (e pastEvents) Stopped(stop inspect.Stop) {
	p := e.p
	switch {
	case p.r.shown() != p:
		select {
		case p.arrived <- stop:
		default:
		}
	case stop.Reason == target.StopEnd:
		p.r.caughtUp(p)
	default:
		liveEvents{p.r}.listener().Stopped(stop)
	}
}

func (e pastEvents) Exited(int) {
	close(e.p.gone)
	if e.p.r.shown() == e.p {
		e.p.r.caughtUp(e.p) // it took another way, and was ended
	}
}

func (e pastEvents) Continued() {
	if e.p.r.shown() == e.p {
		liveEvents{e.p.r}.listener().Continued()
	}
}

func (e pastEvents) Output(o inspect.Output) {
	if e.p.r.shown() == e.p {
		liveEvents{e.p.r}.listener().Output(o)
	}
}

func (pastEvents) WantsTasks() bool                     { return false }
func (pastEvents) TasksChanged(inspect.TaskChanges)     {}
func (pastEvents) SourceLoaded(inspect.Source)          {}
func (pastEvents) BreakpointChanged(inspect.Breakpoint) {}
