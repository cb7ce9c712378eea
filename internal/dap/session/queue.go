package session

import (
	"context"
	"sync"
	"time"
)

// queue runs functions one after another on a goroutine that lives only while
// there are some.
type queue struct {
	mu   sync.Mutex // guards what follows
	todo []func()
	idle chan struct{} // closed when there is nothing to do; nil before the first
}

func (q *queue) add(f func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.todo = append(q.todo, f)
	if !q.busy() {
		q.idle = make(chan struct{})
		go q.work()
	}
}

// busy is called with mu held.
func (q *queue) busy() bool {
	if q.idle == nil {
		return false
	}
	select {
	case <-q.idle:
		return false
	default:
		return true
	}
}

// wait waits until there is nothing to do, for at most d.
func (q *queue) wait(d time.Duration) {
	q.mu.Lock()
	idle := q.idle
	q.mu.Unlock()
	if idle == nil {
		return
	}
	select {
	case <-idle:
	case <-time.After(d):
	}
}

func (q *queue) work() {
	for {
		q.mu.Lock()
		if len(q.todo) == 0 {
			close(q.idle)
			q.mu.Unlock()
			return
		}
		f := q.todo[0]
		q.todo = q.todo[1:]
		q.mu.Unlock()
		f()
	}
}

// underway holds what cancels the slow requests under way, by their number.
type underway struct {
	mu      sync.Mutex // guards what follows
	cancels map[int]context.CancelFunc
}

func (r *underway) add(seq int, cancel context.CancelFunc) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.cancels == nil {
		r.cancels = map[int]context.CancelFunc{}
	}
	r.cancels[seq] = cancel
}

func (r *underway) remove(seq int) { r.cancel(seq) }

// cancel cancels a request; one that is done already is none.
func (r *underway) cancel(seq int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if cancel, known := r.cancels[seq]; known {
		cancel()
		delete(r.cancels, seq)
	}
}
