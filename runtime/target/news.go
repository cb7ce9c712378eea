package target

import (
	"slices"
	"sync"
	"time"

	"github.com/asynctools/asynctools/runtime/inspect"
)

// newsDelay is how long tasks that begin and end are collected. Many live for
// less, and an event for each would cost more than they do.
const newsDelay = 25 * time.Millisecond

// taskNews collects what is to be told of tasks.
type taskNews struct {
	mu      sync.Mutex // guards what follows
	started []inspect.TaskID
	exited  []inspect.TaskID
	threads []inspect.TaskID // those that have started
	brief   int
	pending bool
}

// note runs on the machine for each task, so it must be quick.
func (n *taskNews) note(to *eventQueue, id inspect.TaskID, begin bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.soon(to)
	if begin {
		n.started = append(n.started, id)
		return
	}
	if i, found := n.find(id); found {
		n.started[i] = -id // it keeps its place in the order
		n.brief++
		return
	}
	n.exited = append(n.exited, id)
}

// soon is called with mu held.
func (n *taskNews) soon(to *eventQueue) {
	if !n.pending {
		n.pending = true
		time.AfterFunc(newsDelay, func() { n.tell(to) })
	}
}

// thread is note for the threads besides the main one.
func (n *taskNews) thread(to *eventQueue, id inspect.TaskID, begin bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.soon(to)
	if begin {
		n.threads = append(n.threads, id)
		return
	}
	if i := slices.Index(n.threads, id); i >= 0 {
		n.threads = slices.Delete(n.threads, i, i+1)
		n.brief++
		return
	}
	n.exited = append(n.exited, id)
}

// find looks for a task among those that have begun, which are in order and
// mostly without gaps. It is called with mu held.
func (n *taskNews) find(id inspect.TaskID) (int, bool) {
	if len(n.started) == 0 {
		return 0, false
	}
	first := n.started[0]
	if i := int(id - max(first, -first)); i >= 0 && i < len(n.started) && n.started[i] == id {
		return i, true
	}
	return slices.BinarySearchFunc(n.started, id, func(a, b inspect.TaskID) int { return int(max(a, -a) - b) })
}

// tell passes on what has been collected.
func (n *taskNews) tell(to *eventQueue) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.pending = false
	if len(n.started)+len(n.exited)+len(n.threads)+n.brief == 0 {
		return
	}
	changes := inspect.TaskChanges{
		Started: slices.DeleteFunc(n.started, func(id inspect.TaskID) bool { return id < 0 }),
		Exited:  n.exited, Brief: n.brief,
	}
	changes.Started = append(changes.Started, n.threads...)
	n.started, n.exited, n.threads, n.brief = nil, nil, nil, 0
	to.put(func(e inspect.Events) { e.TasksChanged(changes) })
}
