package target

import (
	"fmt"
	"weak"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/loop"
	"github.com/asynctools/asynctools/runtime/vm"
)

// Place is where in a run a program is. Lines counts the line events of the
// main thread: each time the first instruction of a line is about to run. Two
// runs with the same inputs have the same events. Nth is 0 at the event itself,
// and else counts the stops on the way to the next one.
type Place struct {
	Lines uint64
	Nth   int
}

// Less orders the places of one run.
func (p Place) Less(q Place) bool { return p.Lines < q.Lines || p.Lines == q.Lines && p.Nth < q.Nth }

// between is the place of a stop that is no event and that no filter chose.
const between = 1 << 30

// StopEnd is the reason of a stop where a replay ends.
const StopEnd inspect.StopReason = "end"

// counter counts line events, and remembers for each frame the last two.
type counter struct {
	starts map[place]int // the lines that begin there
	all    bool          // libraries, too
	count  uint64
	nth    int
	exact  bool // the program is at the event, and not behind it
	trails map[weak.Pointer[vm.Frame]]*trail
	most   int                  // trails, before the next sweep
	born   map[*loop.Task]Event // where the live tasks were made
	last   *trail
	lastOf *vm.Frame

	seek *Seek
	// until is where a replay ends. With exactly it may not even stop there: the
	// recorded program is at that very event.
	until   uint64
	exactly bool
}

// trail is the last two lines of an activation.
type trail struct {
	serial      uint64
	now, before Event
}

// Event is one line event.
type Event struct {
	Lines uint64 // 0: there was none
	Name  string // of the function
	Path  string
	Line  int
	pc    int
}

// Seek makes a replay run to a place without stopping on the way.
type Seek struct {
	// Goal is where to stop, with Stop as the reason when it is at an event.
	Goal Place
	Stop inspect.Stop
	// Through lets a breakpoint at the goal give the reason.
	Through bool
	// Note is told of each stop that was passed over; nil: nobody wants to know.
	Note func(Place, inspect.Stop)
}

const trailsAtFirst = 1 << 12

// Count begins to count line events; before Start. The places of two targets
// can be compared when both count in libraries, or both do not.
func (g *Target) Count(libraries bool) {
	g.lines = &counter{starts: map[place]int{}, all: libraries, trails: map[weak.Pointer[vm.Frame]]*trail{}, most: trailsAtFirst, born: map[*loop.Task]Event{}}
	tape := g.t.Interp.Tape
	tape.Places(func() uint64 { return g.lines.count })
	tape.OnFailure(g.host.Kill)
}

// Replay prepares a target to repeat what another has done: it counts, seeks,
// and stops for good (StopEnd) at the line event until.
func (g *Target) Replay(libraries bool, seek Seek, until uint64, exactly bool) {
	g.Count(libraries)
	g.lines.seek, g.lines.until, g.lines.exactly = &seek, until, exactly
}

// replays reports that what runs repeats a recording.
func (l *counter) replays() bool { return l != nil && (l.seek != nil || l.until > 0) }

// Place is where the program has stopped.
func (g *Target) Place() (at Place, err error) {
	err = g.do(false, func() { at = g.lines.place() })
	return at, err
}

func (l *counter) place() Place {
	switch {
	case l.exact:
		return Place{Lines: l.count}
	case l.nth > 0:
		return Place{l.count, l.nth}
	}
	return Place{l.count, between}
}

// Before is the line event before the one that the task is at: in the same
// frame, or where that one was called or awaited from, or where the task was
// made. For a thread besides the main one it is the main thread's last. The zero
// Event says that there is none.
func (g *Target) Before(task inspect.TaskID) (before Event, err error) {
	e := g.do(false, func() {
		if st := g.thread(task); st != nil && st != g.main {
			if g.lines.last != nil {
				before = g.lines.last.now
			}
			return
		}
		var rows []stackRow
		if rows, err = g.stackRows(task); err != nil {
			return
		}
		for _, r := range rows {
			if r.f == nil {
				continue
			}
			tr := g.lines.trails[weak.Make(r.f)]
			if tr == nil || tr.serial != r.f.Serial() {
				continue // no line of it has begun
			}
			before = tr.now
			if g.lines.exact && before.Lines == g.lines.count {
				before = tr.before
			}
			if before.Lines > 0 {
				return
			}
		}
		before = g.lines.born[g.findTask(task)]
	})
	if e != nil {
		err = e
	}
	return before, err
}

// At is the line event that the program has stopped at, or behind.
func (g *Target) At() (at Event, err error) {
	err = g.do(false, func() {
		if g.lines.last != nil {
			at = g.lines.last.now
		}
	})
	return at, err
}

// made notes where a task was made, or that it is over.
func (l *counter) made(k *loop.Task, begin bool) {
	switch {
	case !begin:
		delete(l.born, k)
	case l.last != nil:
		l.born[k] = l.last.now
	}
}

// countLines patches the lines of a source that is about to run.
func (g *Target) countLines(c *code.Code) {
	l := g.lines
	if l == nil || !l.all && g.host.Library(c.Filename()) {
		return
	}
	c.Walk(func(c *code.Code) {
		for _, ls := range lineStarts(c) {
			p := place{c, ls.PC}
			if _, known := l.starts[p]; !known {
				l.starts[p] = ls.Line
				g.breaks.patch(p)
			}
		}
	})
}

// counted sees every patched instruction first. done says that nothing else is
// to be looked for there.
func (g *Target) counted(f *vm.Frame, p place) (done bool, err error) {
	l := g.lines
	line, start := l.starts[p]
	if !start {
		return l.seek != nil && l.seek.blind(), nil
	}
	l.count++
	l.nth, l.exact = 0, true
	l.follow(f, p, line)
	switch s := l.seek; {
	case s == nil && l.exactly && l.count == l.until:
		return true, g.stop(f, inspect.Stop{Reason: StopEnd})
	case s != nil && s.Goal == (Place{Lines: l.count}) && !s.Through:
		l.seek = nil
		return true, g.stop(f, s.Stop)
	default:
		return s != nil && s.blind(), nil
	}
}

// ends stops a replay that has come to its end.
func (g *Target) ends(f *vm.Frame) error {
	l := g.lines
	if l != nil && l.seek != nil && l.exact && l.seek.Goal == (Place{Lines: l.count}) {
		why := l.seek.Stop
		l.seek = nil
		return g.stop(f, why)
	}
	if l != nil && l.seek == nil && l.until > 0 && l.exact && l.count >= l.until {
		return g.stop(f, inspect.Stop{Reason: StopEnd})
	}
	return nil
}

// blind reports that nothing on the way to the goal counts.
func (s *Seek) blind() bool { return s.Note == nil && s.Goal.Nth == 0 }

// follow notes a line event of a frame.
func (l *counter) follow(f *vm.Frame, p place, line int) {
	tr := l.last
	if l.lastOf != f || tr == nil {
		key := weak.Make(f)
		if tr = l.trails[key]; tr == nil {
			tr = &trail{}
			l.trails[key] = tr
			l.sweep()
		}
		l.last, l.lastOf = tr, f
	}
	if tr.serial != f.Serial() {
		*tr = trail{serial: f.Serial()}
	}
	if tr.now.Lines > 0 && tr.now.Line == line && p.pc > tr.now.pc {
		return // further on in the same line, as a step has it
	}
	tr.before = tr.now
	tr.now = Event{Lines: l.count, Name: p.c.Qualname, Path: p.c.Filename(), Line: line, pc: p.pc}
}

// sweep forgets frames that are no more.
func (l *counter) sweep() {
	if len(l.trails) < l.most {
		return
	}
	for key := range l.trails {
		if key.Value() == nil {
			delete(l.trails, key)
		}
	}
	l.most = max(trailsAtFirst, 2*len(l.trails))
}

// passedBy decides whether a stop is left out on the way to a goal.
func (g *Target) passedBy(why inspect.Stop) bool {
	l := g.lines
	if l == nil {
		return false
	}
	if !l.exact && why.Reason != inspect.StopPause {
		l.nth++
	}
	if l.seek == nil {
		return false
	}
	at := l.place()
	if l.seek.Goal == at {
		l.seek = nil
		return false
	}
	if l.seek.Note != nil {
		why.Task = g.currentTask()
		l.seek.Note(at, why)
	}
	return true
}

// Follow makes references behind those that another target has given out, and
// its own earlier ones stale.
func (g *Target) Follow(other *Target) error {
	var last handles
	if err := other.do(true, func() { last.lastFrame, last.lastRef = other.handles.lastFrame, other.handles.lastRef }); err != nil {
		return err
	}
	return g.do(true, func() {
		g.handles.reset()
		g.handles.lastFrame = max(g.handles.lastFrame, last.lastFrame)
		g.handles.lastRef = max(g.handles.lastRef, last.lastRef)
	})
}

// Take gives a target the breakpoints of another, with their ids, and makes its
// references follow the other's.
func (g *Target) Take(from *Target) error {
	lines := map[string][]*breakpoint{}
	var funcs []*breakpoint
	var last handles
	if err := from.do(true, func() {
		for key, list := range from.breaks.lines {
			for _, bp := range list {
				lines[key] = append(lines[key], bp.again())
			}
		}
		for _, bp := range from.breaks.funcs {
			funcs = append(funcs, bp.again())
		}
		last.lastFrame, last.lastRef = from.handles.lastFrame, from.handles.lastRef
	}); err != nil {
		return fmt.Errorf("take over the breakpoints: %w", err)
	}
	return g.do(true, func() {
		g.handles.lastFrame = max(g.handles.lastFrame, last.lastFrame)
		g.handles.lastRef = max(g.handles.lastRef, last.lastRef)
		hits := map[int]int{}
		for _, list := range g.breaks.lines {
			for _, bp := range list {
				hits[bp.ID] = bp.hits
				g.breaks.detach(bp)
			}
		}
		for _, bp := range g.breaks.funcs {
			hits[bp.ID] = bp.hits
			g.breaks.detach(bp)
		}
		g.breaks.lines, g.breaks.funcs = lines, funcs
		for key, list := range lines {
			for _, bp := range list {
				bp.hits = hits[bp.ID]
				g.compileCondition(bp, bp.spec.Condition, bp.spec.HitCondition)
				if len(g.sources[key]) > 0 {
					g.placeLine(bp, key)
				}
			}
		}
		for _, bp := range funcs {
			bp.hits = hits[bp.ID]
			g.compileCondition(bp, bp.spec.Condition, bp.spec.HitCondition)
			for _, codes := range g.sources {
				if bp.bad == "" {
					g.placeFunction(bp, codes)
				}
			}
		}
	})
}

// again is a breakpoint that is not placed yet.
func (bp *breakpoint) again() *breakpoint {
	return &breakpoint{Breakpoint: bp.Breakpoint, spec: bp.spec, fn: bp.fn, task: bp.task}
}

// Refuse ends the recording at a stop, see tape.End.
func (g *Target) Refuse(reason string) error {
	return g.do(false, func() { g.t.Interp.Tape.End(reason) })
}
