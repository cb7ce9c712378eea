package object

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/asynctools/asynctools/runtime/tape"
)

// Bits of Thread.Breaker; the others belong to the vm package.
const (
	// BreakSwitch asks a thread to hand over the interpreter lock.
	BreakSwitch uint32 = 1 << 31
	// BreakCount is always set in a program that is recorded, or replayed: each
	// look at Breaker counts, and Ticks says where something came from outside.
	BreakCount uint32 = 1 << 30
)

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

	// Of a recorded program that has started a second thread, and its replays.
	noted  bool        // who gets the lock is on the tape; guarded by the lock itself
	free   atomic.Bool // a replay no more: it is about to end
	direct bool        // in a replay: the tape says who is next
	next   int64       // Ident of the thread that gets the lock from nobody; 0: any
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
	if l.owner == nil && (l.next == 0 || l.next == t.Ident) {
		l.owner, l.next = t, 0
		l.mu.Unlock()
	} else {
		l.waiting = append(l.waiting, t)
		if !l.direct {
			l.arm()
		}
		l.mu.Unlock()
		<-t.turn
	}
	t.Breaker.And(^BreakSwitch)
	prev := in.last
	if l.noted {
		in.Tape.Took(t.Ident, prev != t)
	}
	if prev != t {
		in.last = t
		if in.OnSwitch != nil {
			in.OnSwitch(prev, t)
		}
	}
}

// Unlock gives the interpreter lock to the thread that waits longest; in a
// replay, to the one that got it then.
func (t *Thread) Unlock() {
	in := t.Interp
	l := &in.lock
	next := int64(0)
	if l.direct && !l.free.Load() {
		next = in.Tape.Next()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.switches++
	if l.free.Load() {
		next = 0
	}
	l.owner, l.next = nil, next
	l.pass()
}

// pass gives a lock that nobody has to the next thread, if that waits for it
// already; called with mu held.
func (l *interpLock) pass() {
	for i, x := range l.waiting {
		if l.next != 0 && l.next != x.Ident {
			continue
		}
		copy(l.waiting[i:], l.waiting[i+1:])
		l.waiting[len(l.waiting)-1] = nil
		l.waiting = l.waiting[:len(l.waiting)-1]
		l.owner, l.next = x, 0
		x.turn <- struct{}{}
		return
	}
}

// Abandon lets the threads of a replay have the lock as they come, so that they
// can be ended. Any goroutine may call it.
func (in *Interp) Abandon() {
	l := &in.lock
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.free.Load() {
		l.free.Store(true)
		l.next = 0
		if l.owner == nil {
			l.pass()
		}
	}
}

// note begins to keep on the tape who gets the lock. The caller has it.
func (l *interpLock) note(replays bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.noted, l.direct = true, replays
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
	if in := t.Interp; in.lock.noted {
		in.Tape.Preempted(t.Ticks)
	}
	t.Unlock()
	t.Lock()
}

// Counted is what a thread does at one of its ticks: in a recording it hands the
// lock over if it is asked to, and in a replay where it has been.
func (t *Thread) Counted() {
	tape := t.Interp.Tape
	t.Ticks++
	if tape.Due() <= t.Ticks && tape.Preempt(t.Ticks) {
		t.Unlock()
		t.Lock()
	}
	if t.Breaker.Load()&BreakSwitch != 0 {
		t.Yield()
	}
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

// Holder is the thread that has the interpreter lock, or had it last.
func (in *Interp) Holder() *Thread { return in.last }

// Number is 0 for the main thread; later ones have greater numbers.
func (t *Thread) Number() int64 { return (t.Ident-firstIdent)/identStep - 1 }

// Attach adds t to the interpreter's threads.
func (t *Thread) Attach() {
	in := t.Interp
	if in.OnThread != nil {
		in.OnThread(t, true)
	}
	in.threadMu.Lock()
	defer in.threadMu.Unlock()
	in.threads = append(in.threads, t)
	if len(in.threads) > 1 && in.Tape != nil {
		in.lock.note(in.Tape.Replays())
	}
}

// Detach removes t from the interpreter's threads. The caller has the
// interpreter lock, and lets go of it afterwards.
func (t *Thread) Detach() {
	in := t.Interp
	if in.OnThread != nil {
		in.OnThread(t, false)
	}
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
//
// A replay does not run f: what it waited for then has come. Code of a debugger
// runs it, but keeps the lock, for nobody else may go on meanwhile.
func (t *Thread) BlockWith(wake, f func()) error {
	tape := t.Interp.Tape
	if tape.Silent() {
		t.Pass()
		return t.checkBreak()
	}
	t.wakeMu.Lock()
	if t.woken {
		// Signalled since the last time it blocked: perhaps handled already.
		t.woken = false
		t.wakeMu.Unlock()
		t.Pass()
		return t.checkBreak()
	}
	t.wake = wake
	t.wakeMu.Unlock()
	if !tape.Replays() {
		t.Unlock()
	}
	f()
	t.wakeMu.Lock()
	t.wake, t.woken = nil, false
	t.wakeMu.Unlock()
	if !tape.Replays() {
		t.Lock()
	}
	return t.checkBreak()
}

// Pass gives the interpreter lock up for a moment where that is on the tape.
func (t *Thread) Pass() {
	if in := t.Interp; in.lock.noted && !in.Tape.IsAside() {
		t.Unlock()
		t.Lock()
	}
}

// Answer is tape.Thing for questions whose answer may take time. In a replay,
// what the other threads did meanwhile, and the handlers of signals, come first.
// An error is that of a handler.
func (t *Thread) Answer(k tape.Kind, ask func() (v any, size int)) (any, error) {
	in := t.Interp
	for in.Tape.Waits() {
		n := in.Tape.Within()
		if n == 0 {
			t.Pass()
			if in.lock.free.Load() {
				return nil, t.checkBreak() // it is being ended
			}
		} else if err := in.OnSignal(t, n); err != nil {
			return nil, err
		}
	}
	t.Asking++
	defer func() { t.Asking-- }()
	return in.Tape.Thing(k, ask), nil
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
