package target

import (
	"fmt"
	"slices"
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
	halted  time.Time     // when the stop began that the program is in, or zero
	now     inspect.TimelineStep
	names   map[inspect.TaskID]string
	ready   map[inspect.TaskID]time.Duration
	newest  inspect.TaskID // of the tasks that were there when it began
	forgot  bool           // names of tasks that have run and may be alive
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
			g.mu.Lock()
			if g.state == stopped {
				g.recorder.halted = g.recorder.origin
			}
			g.mu.Unlock()
			g.recorder.begin(g.loops.Current())
			for k := g.loops.First(); k != nil; k = k.Next() {
				g.recorder.newest = max(g.recorder.newest, taskID(k))
			}
		}
		g.listen()
	})
}

// Timeline returns what has been recorded.
func (g *Target) Timeline(q inspect.TimelineQuery) (out *inspect.Timeline, err error) {
	err = g.do(true, func() {
		r := g.recorder
		if r == nil {
			out = &inspect.Timeline{}
			return
		}
		out = &inspect.Timeline{Recording: true, Capacity: r.capacity(), Dropped: r.dropped, Kept: r.horizon(), Now: r.clock()}
		match := func(id inspect.TaskID, name string) bool {
			return (q.Task == 0 || q.Task == id) && inspect.Has(name, q.Filter)
		}
		var ran []inspect.TaskID
		for id, name := range r.names {
			if match(id, name) {
				ran = append(ran, id)
			}
		}
		slices.Sort(ran)
		start, end := max(q.Start, 0), int(^uint(0)>>1)
		if q.Count > 0 && q.Count < end-start {
			end = start + q.Count
		}
		page := map[inspect.TaskID]*inspect.TimelineTask{}
		out.Total = len(ran)
		var order []inspect.TaskID
		if start < len(ran) {
			order = ran[start:min(end, len(ran))]
		}
		for _, id := range order {
			page[id] = &inspect.TimelineTask{TaskInfo: inspect.TaskInfo{ID: id, Name: r.names[id]}, Ended: true, Since: -1, Ready: -1}
		}
		for k := g.loops.First(); k != nil; k = k.Next() {
			id := taskID(k)
			if t := page[id]; t != nil {
				t.TaskInfo, t.Ended = g.taskInfo(k), false
				continue
			}
			if _, known := r.names[id]; known || !match(id, nameFor(k, q.Filter)) {
				continue
			}
			if out.Total >= start && out.Total < end {
				page[id] = &inspect.TimelineTask{TaskInfo: g.taskInfo(k), Since: -1, Ready: -1}
				order = append(order, id)
			}
			out.Total++
		}
		r.fill(page, g.loops.Current(), out.Now)
		for _, id := range order {
			out.Tasks = append(out.Tasks, *page[id])
		}
	})
	return out, err
}

// nameFor is the name that a filter looks at: of a million tasks it is not made
// up for nothing.
func nameFor(k *loop.Task, filter string) string {
	if filter == "" {
		return ""
	}
	return k.Name()
}

// fill puts the steps to their tasks, and what is known of them besides.
func (r *recorder) fill(page map[inspect.TaskID]*inspect.TimelineTask, current *loop.Task, now time.Duration) {
	for i := range r.ring {
		at := i
		if r.next >= 0 {
			at = (r.next + i) % len(r.ring)
		}
		if t := page[r.ring[at].Task]; t != nil {
			t.Steps = append(t.Steps, r.ring[at])
		}
	}
	if current != nil && r.now.Task == taskID(current) {
		if t := page[r.now.Task]; t != nil {
			running := r.now
			running.Ended = now
			t.Steps = append(t.Steps, running)
		}
	}
	horizon := r.horizon()
	for id, t := range page {
		if at, ok := r.ready[id]; ok && !t.Ended {
			t.Ready = at
		}
		_, ran := r.names[id]
		switch {
		case id <= r.newest && !ran && !r.forgot:
			t.Since = 0
		// A new task is ready at once: one that is not has run before.
		case id <= r.newest, len(t.Steps) == 0 && (ran || t.Ready < 0):
			t.Since = horizon
		}
	}
}

// horizon is since when what happened is in the ring.
func (r *recorder) horizon() time.Duration {
	if r.dropped == 0 {
		return 0
	}
	return r.ring[r.next].Began
}

func (r *recorder) capacity() int {
	if r.next < 0 {
		return len(r.ring) - r.next
	}
	return len(r.ring)
}

// clock stands still while the program is stopped.
func (r *recorder) clock() time.Duration {
	now := r.halted
	if now.IsZero() {
		now = time.Now()
	}
	return now.Sub(r.origin) - r.stopped
}

func (r *recorder) halt() {
	if r.halted.IsZero() {
		r.halted = time.Now()
	}
}

func (r *recorder) goOn() {
	if !r.halted.IsZero() {
		r.stopped += time.Since(r.halted)
		r.halted = time.Time{}
	}
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
	r.forgot = true
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
		out = &inspect.AwaitGraph{Total: page.Total, Threads: page.Threads, Deadlocks: g.deadlocks()}
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
