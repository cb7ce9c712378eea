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

	interval   time.Duration // between events tasksChanged; 0: none are wanted
	begun      int           // tasks, since the last of them
	over       int
	changes    *time.Timer
	lastChange time.Time
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

// every asks for events asyncdap/tasksChanged, with so much time between them.
func (n *threadNews) every(interval time.Duration) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.interval = interval
}

// changed is called with mu held.
func (n *threadNews) changed(begun, over int) {
	if n.interval == 0 || n.stopped {
		return
	}
	n.begun += begun
	n.over += over
	if n.changes == nil {
		n.changes = time.AfterFunc(max(n.interval-time.Since(n.lastChange), newsDelay), func() {
			n.mu.Lock()
			defer n.mu.Unlock()
			n.tellChange()
		})
	}
}

// tellChange is called with mu held.
func (n *threadNews) tellChange() {
	if n.changes != nil {
		n.changes.Stop()
		n.changes = nil
	}
	if n.stopped || n.begun+n.over == 0 {
		return
	}
	n.lastChange = time.Now()
	n.out.event("asyncdap/tasksChanged", map[string]int{"started": n.begun, "ended": n.over})
	n.begun, n.over = 0, 0
}

func (n *threadNews) tasks(changes inspect.TaskChanges) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.changed(len(changes.Started)+changes.Brief, len(changes.Exited)+changes.Brief)
	for _, id := range changes.Exited {
		switch {
		case n.waiting[id]:
			delete(n.waiting, id)
		case n.announced[id]:
			delete(n.announced, id)
			n.ended = append(n.ended, id)
			n.schedule()
		}
	}
	for _, id := range changes.Started {
		if len(n.announced)+len(n.waiting) >= n.max {
			break
		}
		n.waiting[id] = true
		n.order = append(n.order, id)
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

// settle sends all that is known: the program stops, or is over.
func (n *threadNews) settle() {
	n.flush()
	n.mu.Lock()
	defer n.mu.Unlock()
	n.tellChange()
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
	if n.changes != nil {
		n.changes.Stop()
	}
}
