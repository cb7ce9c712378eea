package object

import (
	"sync"
	"time"
)

// BreakSwitch is the bit of Thread.Breaker that asks a thread to hand over the
// interpreter lock; the others belong to the vm package.
const BreakSwitch uint32 = 1 << 31

// DefaultSwitchInterval is how long a thread may keep the interpreter lock
// while others wait for it.
const DefaultSwitchInterval = 5 * time.Millisecond

// interpLock is the interpreter lock: whoever has it may touch Python objects.
// It goes round in order of arrival. A clock runs only while somebody waits, so
// that a program with one thread pays nothing for it.
type interpLock struct {
	mu       sync.Mutex
	owner    *Thread
	waiting  []*Thread
	switches uint64 // how often the lock was given up
	interval time.Duration
	timer    *time.Timer
	armed    bool
	armedAt  uint64 // switches when the timer was set
}

// arm sets the timer that asks the owner to give up the lock.
func (l *interpLock) arm() {
	if l.armed {
		return
	}
	l.armed, l.armedAt = true, l.switches
	if l.timer == nil {
		l.timer = time.AfterFunc(l.interval, l.tick)
		return
	}
	l.timer.Reset(l.interval)
}

func (l *interpLock) tick() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.armed = false
	if len(l.waiting) == 0 {
		return
	}
	if l.owner != nil && l.switches == l.armedAt {
		l.owner.Breaker.Or(BreakSwitch)
	}
	l.arm()
}

// Lock takes the interpreter lock for t.
func (t *Thread) Lock() {
	in := t.Interp
	l := &in.lock
	l.mu.Lock()
	if l.owner == nil {
		l.owner = t
		l.mu.Unlock()
	} else {
		l.waiting = append(l.waiting, t)
		l.arm()
		l.mu.Unlock()
		<-t.turn
	}
	t.Breaker.And(^BreakSwitch)
	if prev := in.last; prev != t {
		in.last = t
		if in.OnSwitch != nil {
			in.OnSwitch(prev, t)
		}
	}
}

// Unlock gives the interpreter lock to the thread that waits longest.
func (t *Thread) Unlock() {
	l := &t.Interp.lock
	l.mu.Lock()
	l.switches++
	if len(l.waiting) == 0 {
		l.owner = nil
		l.mu.Unlock()
		return
	}
	next := l.waiting[0]
	l.waiting[0] = nil
	l.waiting = l.waiting[1:]
	l.owner = next
	l.mu.Unlock()
	next.turn <- struct{}{}
}

// Yield lets a thread that waits for the interpreter lock go first.
func (t *Thread) Yield() {
	l := &t.Interp.lock
	l.mu.Lock()
	wanted := len(l.waiting) > 0
	l.mu.Unlock()
	if !wanted {
		t.Breaker.And(^BreakSwitch)
		return
	}
	t.Unlock()
	t.Lock()
}

// SwitchInterval is how long a thread keeps the interpreter lock while others
// wait.
func (in *Interp) SwitchInterval() time.Duration {
	in.lock.mu.Lock()
	defer in.lock.mu.Unlock()
	return in.lock.interval
}

// SetSwitchInterval changes it.
func (in *Interp) SetSwitchInterval(d time.Duration) {
	in.lock.mu.Lock()
	defer in.lock.mu.Unlock()
	in.lock.interval = d
}

// Attach adds t to the interpreter's threads.
func (t *Thread) Attach() {
	in := t.Interp
	in.threadMu.Lock()
	defer in.threadMu.Unlock()
	in.threads = append(in.threads, t)
	if len(in.threads) > 1 {
		in.Tape.Refuse("a second thread was started")
	}
}

// Detach removes t from the interpreter's threads. The caller has the
// interpreter lock, and lets go of it afterwards.
func (t *Thread) Detach() {
	in := t.Interp
	in.threadMu.Lock()
	defer in.threadMu.Unlock()
	for i, x := range in.threads {
		if x == t {
			in.threads = append(in.threads[:i], in.threads[i+1:]...)
			return
		}
	}
}

// Threads are the interpreter's threads, the main one first. Any goroutine may
// ask.
func (in *Interp) Threads() []*Thread {
	in.threadMu.Lock()
	defer in.threadMu.Unlock()
	return append([]*Thread(nil), in.threads...)
}

// Block runs f, which may block the thread (a sleep, a read), without the
// interpreter lock. f returns early when wake is closed: something is to be
// done, such as a signal handler. It may even not run at all, so callers look
// at what they wait for and call Block again.
func (t *Thread) Block(f func(wake <-chan struct{})) error {
	ch := make(chan struct{})
	return t.BlockWith(func() { close(ch) }, func() { f(ch) })
}

// BlockWith is Block for functions that are woken otherwise: wake is called at
// most once, by any goroutine, and must make f return.
func (t *Thread) BlockWith(wake, f func()) error {
	t.wakeMu.Lock()
	if t.woken {
		// Signalled since the last time it blocked: perhaps handled already.
		t.woken = false
		t.wakeMu.Unlock()
		return t.checkBreak()
	}
	t.wake = wake
	t.wakeMu.Unlock()
	t.Unlock()
	f()
	t.wakeMu.Lock()
	t.wake, t.woken = nil, false
	t.wakeMu.Unlock()
	t.Lock()
	return t.checkBreak()
}

func (t *Thread) checkBreak() error {
	if t.Breaker.Load() != 0 && t.OnBreak != nil {
		return t.OnBreak()
	}
	return nil
}

// Wake makes a thread that blocks, or is about to, look at Breaker.
func (t *Thread) Wake() {
	t.wakeMu.Lock()
	defer t.wakeMu.Unlock()
	t.woken = true
	if t.wake != nil {
		t.wake()
		t.wake = nil
	}
}

// Signal sets a reason in Breaker and wakes the thread; any goroutine may call it.
func (t *Thread) Signal(bits uint32) {
	t.Breaker.Or(bits)
	t.Wake()
}
