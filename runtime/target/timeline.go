package target

import (
	"fmt"
	"time"

	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/loop"
)

// recorder keeps the latest steps of tasks in a ring. The machine alone touches
// it.
type recorder struct {
	ring    []inspect.TimelineStep
	next    int // where the next step goes
	dropped int
	origin  time.Time
	stopped time.Duration // how much of the time since origin was spent in stops
	now     inspect.TimelineStep
	names   map[inspect.TaskID]string
	ready   map[inspect.TaskID]time.Duration
}

// maxRecorded bounds what a client may ask for: 24 bytes and a name a step.
const maxRecorded = 10_000_000

// Record begins a recording, or ends it.
func (g *Target) Record(steps int) error {
	if steps < 0 || steps > maxRecorded {
		return fmt.Errorf("a recording holds between 1 and %d steps, not %d", maxRecorded, steps)
	}
	return g.do(true, func() {
		g.recorder = nil
		if steps > 0 {
			g.recorder = &recorder{
				ring: make([]inspect.TimelineStep, 0, min(steps, 1024)), origin: time.Now(),
				names: map[inspect.TaskID]string{}, ready: map[inspect.TaskID]time.Duration{},
			}
			g.recorder.next = -steps // until the ring is full: how much room is left
		}
		g.listen()
	})
}

// Timeline returns what has been recorded.
func (g *Target) Timeline() (out *inspect.Timeline, err error) {
	err = g.do(true, func() {
		r := g.recorder
		if r == nil {
			out = &inspect.Timeline{}
			return
		}
		out = &inspect.Timeline{
			Recording: true, Capacity: r.capacity(), Dropped: r.dropped, Now: r.clock(),
			Names: map[inspect.TaskID]string{}, Ready: map[inspect.TaskID]time.Duration{}, Ended: map[inspect.TaskID]bool{},
		}
		for i := range r.ring {
			at := i
			if r.next >= 0 {
				at = (r.next + i) % len(r.ring)
			}
			out.Steps = append(out.Steps, r.ring[at])
		}
		live := map[inspect.TaskID]bool{}
		for k := g.loops.First(); k != nil; k = k.Next() {
			live[taskID(k)] = true
		}
		for id, name := range r.names {
			out.Names[id] = name
			out.Ended[id] = !live[id]
		}
		for id, at := range r.ready {
			if live[id] {
				out.Ready[id] = at
			}
		}
		if k := g.loops.Current(); k != nil && r.now.Task == taskID(k) {
			running := r.now
			running.Ended = out.Now
			out.Steps = append(out.Steps, running)
		}
	})
	return out, err
}

func (r *recorder) capacity() int {
	if r.next < 0 {
		return len(r.ring) - r.next
	}
	return len(r.ring)
}

func (r *recorder) clock() time.Duration { return time.Since(r.origin) - r.stopped }

// pause leaves the time until the function it returns is called out.
func (r *recorder) pause() func() {
	began := time.Now()
	return func() { r.stopped += time.Since(began) }
}

func (r *recorder) setReady(k *loop.Task) {
	id := taskID(k)
	r.ready[id] = r.clock()
	if len(r.names) > 2*r.capacity()+1024 {
		r.forget()
	}
}

// forget drops the names of tasks of which no step is left, and what was ready
// once and never ran.
func (r *recorder) forget() {
	used := map[inspect.TaskID]bool{}
	for i := range r.ring {
		used[r.ring[i].Task] = true
	}
	for id := range r.names {
		if !used[id] {
			delete(r.names, id)
			delete(r.ready, id)
		}
	}
}

func (r *recorder) begin(k *loop.Task) {
	r.now = inspect.TimelineStep{}
	if k == nil {
		return
	}
	r.now = inspect.TimelineStep{Task: taskID(k), Ready: -1, Began: r.clock()}
	if at, ok := r.ready[r.now.Task]; ok {
		r.now.Ready = at
		delete(r.ready, r.now.Task)
	}
	if r.names[r.now.Task] == "" {
		r.names[r.now.Task] = k.Name()
	}
}

func (r *recorder) end() {
	if r.now.Task == 0 {
		return
	}
	r.now.Ended = r.clock()
	if r.next < 0 {
		r.ring = append(r.ring, r.now)
		r.next++
	} else {
		r.ring[r.next] = r.now
		r.next = (r.next + 1) % len(r.ring)
		r.dropped++
	}
	r.now = inspect.TimelineStep{}
}

// AwaitGraph tells which tasks wait for which.
func (g *Target) AwaitGraph(q inspect.TaskQuery) (out *inspect.AwaitGraph, err error) {
	e := g.do(false, func() {
		page := g.tasks(q)
		out = &inspect.AwaitGraph{Total: page.Total, Deadlocks: g.deadlocks()}
		byID := map[inspect.TaskID]*loop.Task{} // of the page: there may be a million others
		for _, info := range page.Tasks {
			byID[info.ID] = nil
		}
		for k := g.loops.First(); k != nil; k = k.Next() {
			if _, wanted := byID[taskID(k)]; wanted {
				byID[taskID(k)] = k
			}
		}
		for _, info := range page.Tasks {
			n := inspect.AwaitNode{TaskInfo: info}
			if k := byID[info.ID]; k != nil && info.State == inspect.TaskSuspended {
				w := g.wait(k, g.chain(k), true)
				n.WaitingFor, n.Any = w.text, w.any && len(w.on) > 1
				for _, on := range w.on {
					n.On = append(n.On, taskID(on))
				}
			}
			out.Nodes = append(out.Nodes, n)
		}
	})
	if e != nil {
		return nil, e
	}
	return out, err
}
