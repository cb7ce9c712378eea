package session

import (
	"sync"
	"time"

	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/runtime/inspect"
)

// newsDelay is how long thread events are collected. A task that ends sooner
// is never announced.
const newsDelay = 100 * time.Millisecond

// threadNews announces tasks as threads, without drowning the client in them:
// events are collected, and no more tasks are known to the client than it may
// list.
type threadNews struct {
	out *outbox

	mu        sync.Mutex // guards what follows
	max       int
	announced map[inspect.TaskID]bool
	waiting   map[inspect.TaskID]bool
	order     []inspect.TaskID // of waiting, perhaps with some that have gone
	ended     []inspect.TaskID
	timer     *time.Timer
	stopped   bool
}

func newThreadNews(out *outbox, limit int) *threadNews {
	return &threadNews{
		out: out, max: limit,
		announced: map[inspect.TaskID]bool{}, waiting: map[inspect.TaskID]bool{},
	}
}

func (n *threadNews) limit(limit int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.max = limit
}

func (n *threadNews) started(id inspect.TaskID) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.announced)+len(n.waiting) >= n.max {
		return
	}
	n.waiting[id] = true
	n.order = append(n.order, id)
	n.schedule()
}

func (n *threadNews) exited(id inspect.TaskID) {
	n.mu.Lock()
	defer n.mu.Unlock()
	switch {
	case n.waiting[id]:
		delete(n.waiting, id)
	case n.announced[id]:
		delete(n.announced, id)
		n.ended = append(n.ended, id)
		n.schedule()
	}
}

// schedule is called with mu held.
func (n *threadNews) schedule() {
	if n.timer == nil && !n.stopped {
		n.timer = time.AfterFunc(newsDelay, n.flush)
	}
}

// flush sends what has been collected.
func (n *threadNews) flush() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.timer != nil {
		n.timer.Stop()
		n.timer = nil
	}
	if n.stopped {
		return
	}
	for _, id := range n.ended {
		n.send("exited", id)
	}
	for _, id := range n.order {
		if n.waiting[id] {
			n.announced[id] = true
			n.send("started", id)
		}
	}
	n.ended, n.order = nil, nil
	clear(n.waiting)
}

func (n *threadNews) send(reason string, id inspect.TaskID) {
	n.out.event("thread", dap.ThreadEventBody{Reason: reason, ThreadId: int(id)})
}

// stop drops what is left.
func (n *threadNews) stop() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.stopped = true
	if n.timer != nil {
		n.timer.Stop()
	}
}
