// Package signalmod is the native half of Python's module signal.
//
// The signals of an interpreter are its own: raise_signal, os.kill of the own
// process, alarms and timers never leave it, so that many interpreters live in
// one process. The process's real signals come in when the embedder asks for
// it (Wire), and Ctrl-C through Interp.Interrupt.
package signalmod

import (
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/tape"
	"github.com/asynctools/asynctools/runtime/vm"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
	def    = object.Def
)

var none = object.None

// maxSignal is the highest signal number; NSIG is one more.
const maxSignal = 64

// disposition is what a signal does.
type disposition uint32

const (
	byDefault disposition = iota
	ignored
	handled // by a Python function
)

// Module is the state of signals in one interpreter.
type Module struct {
	main        *Thread
	what        [maxSignal + 1]atomic.Uint32
	handlers    [maxSignal + 1]Value // guarded by the interpreter lock
	pending     atomic.Uint64        // to be handled, by number
	wakeup      atomic.Int64         // file descriptor, or -1
	wire        bool
	osc         chan os.Signal
	itimerError *object.Type
	onDeath     func(signum int) // a signal whose default action ends the program

	mu      sync.Mutex
	mask    uint64        // blocked; guarded by mu
	held    uint64        // arrived while blocked; guarded by mu
	arrival chan struct{} // closed when held changes; guarded by mu
	alarm   alarm
}

// alarm is the timer of ITIMER_REAL.
type alarm struct {
	timer    *time.Timer
	due      time.Time
	interval time.Duration
	serial   int
}

// NewModule makes the state. With wire, signals of the process are received
// when the program has handlers for them.
func NewModule(main *Thread, wire bool, onDeath func(signum int)) *Module {
	m := &Module{main: main, wire: wire, onDeath: onDeath, arrival: make(chan struct{})}
	m.wakeup.Store(-1)
	for _, n := range ignoredAtStart {
		m.what[n].Store(uint32(ignored))
	}
	m.set(int(syscall.SIGINT), defaultIntHandler, handled)
	vm.Of(main).Signals = m.run
	main.Interp.OnSignal = m.again
	return m
}

var defaultIntHandler = object.NewNative("_signal", "default_int_handler", "signalnum, frame, /", func(t *Thread, _ []Value, _ kwargs) (Value, error) {
	return Value{}, t.Raise(object.KeyboardInterrupt)
})

// set changes what a signal does.
func (m *Module) set(n int, handler Value, what disposition) {
	old := m.handlers[n]
	handler.Hold2()
	m.handlers[n] = handler
	m.what[n].Store(uint32(what))
	m.main.Release(old)
	if !m.wire || n == int(syscall.SIGINT) {
		return // Ctrl-C is the embedder's, see Interp.Interrupt
	}
	if what == byDefault {
		signal.Reset(syscall.Signal(n))
		return
	}
	if m.osc == nil {
		m.osc = make(chan os.Signal, 16)
		go func(c chan os.Signal) {
			for s := range c {
				if k, ok := s.(syscall.Signal); ok {
					m.Trip(int(k))
				}
			}
		}(m.osc)
	}
	signal.Notify(m.osc, syscall.Signal(n))
}

// Close stops timers and the reception of the process's signals.
func (m *Module) Close() {
	m.replaceAlarm(0, 0)
	if m.osc != nil {
		signal.Stop(m.osc)
		close(m.osc)
		m.osc = nil
	}
}

// Handles reports that the program has a handler for a signal; any goroutine may
// ask.
func (m *Module) Handles(n int) bool { return disposition(m.what[n].Load()) == handled }

// Trip is the arrival of a signal; any goroutine may call it.
func (m *Module) Trip(n int) {
	if n < 1 || n > maxSignal || m.main.Interp.Tape.Replays() {
		return // the tape says what came in
	}
	m.mu.Lock()
	if m.mask&(1<<(n-1)) != 0 {
		m.held |= 1 << (n - 1)
		close(m.arrival)
		m.arrival = make(chan struct{})
		m.mu.Unlock()
		return
	}
	m.mu.Unlock()
	m.deliver(n)
}

func (m *Module) deliver(n int) {
	switch disposition(m.what[n].Load()) {
	case ignored:
	case byDefault:
		if !harmless[n] {
			m.onDeath(n)
		}
	case handled:
		m.pending.Or(1 << (n - 1))
		if fd := m.wakeup.Load(); fd >= 0 {
			writeWakeup(int(fd), byte(n))
		}
		m.main.Signal(vm.BreakSignal)
	}
}

// run calls the handlers of the signals that have come in, on the main thread.
func (m *Module) run(t *Thread, counted bool) error {
	tape := t.Interp.Tape
	switch {
	case t != m.main:
		return nil
	case tape == nil:
	case tape.IsAside():
		if !tape.Replays() {
			t.Breaker.Or(vm.BreakSignal) // when the debugger's code is through
		}
		return nil
	case tape.Replays():
		return m.again(t, tape.Signal(t.Ticks))
	}
	for n := 1; n <= maxSignal; n++ {
		bit := uint64(1) << (n - 1)
		if m.pending.Load()&bit == 0 {
			continue
		}
		m.pending.And(^bit)
		h := m.handlers[n]
		if !h.Valid() || disposition(m.what[n].Load()) != handled {
			continue
		}
		switch {
		case tape == nil:
		case counted:
			tape.Signalled(t.Ticks, n)
			counted = false
		default:
			tape.Followed(n, t.Asking > 0)
		}
		asking := t.Asking
		t.Asking = 0
		err := m.call(t, n)
		if t.Asking = asking; asking > 0 {
			t.Broken = err
		}
		if err != nil {
			if m.pending.Load() != 0 {
				t.Breaker.Or(vm.BreakSignal) // the others later
			}
			return err
		}
	}
	return nil
}

// call calls the handler of a signal.
func (m *Module) call(t *Thread, n int) error {
	frame := none
	if f := vm.Of(t).Current(); f != nil {
		frame = f.Object()
	}
	h := m.handlers[n]
	h.Hold()
	r, err := t.Call(h, object.Int(int64(n)), frame)
	t.DropFloating(r)
	t.Release(h)
	return err
}

// again calls the handler of a signal, and of those that followed, in a replay.
func (m *Module) again(t *Thread, n int) error {
	for ; n != 0; n = t.Interp.Tape.Follower() {
		if err := m.call(t, n); err != nil {
			return err
		}
	}
	return nil
}

// Raise is raise_signal: the signal has arrived, and its handler has run, when
// Raise returns to the main thread.
func (m *Module) Raise(t *Thread, n int) error {
	m.Trip(n)
	if t == m.main {
		return vm.Of(t).CheckBreaker()
	}
	return nil
}

// setAlarm sets the real-time timer and returns what was left of the old one. In a
// replay it does not ring.
func (m *Module) setAlarm(after, interval time.Duration) (left, oldInterval time.Duration) {
	tape := m.main.Interp.Tape
	if !tape.Silent() {
		left, oldInterval = m.replaceAlarm(after, interval)
	}
	return told(tape, left), told(tape, oldInterval)
}

// told is a time that is recorded.
func told(t *tape.Tape, d time.Duration) time.Duration {
	return time.Duration(t.Number(tape.System, func() int64 { return int64(d) }))
}

func (m *Module) replaceAlarm(after, interval time.Duration) (left, oldInterval time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a := &m.alarm
	if a.timer != nil {
		a.timer.Stop()
		left, oldInterval = max(time.Until(a.due), time.Microsecond), a.interval
		a.timer = nil
	}
	a.serial++
	if after > 0 {
		a.interval = interval
		a.due = time.Now().Add(after)
		serial := a.serial
		a.timer = time.AfterFunc(after, func() { m.ring(serial) })
	}
	return left, oldInterval
}

func (m *Module) getAlarm() (left, interval time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.alarm.timer != nil {
		left, interval = max(time.Until(m.alarm.due), time.Microsecond), m.alarm.interval
	}
	return told(m.main.Interp.Tape, left), told(m.main.Interp.Tape, interval)
}

func (m *Module) ring(serial int) {
	m.mu.Lock()
	a := &m.alarm
	if a.serial != serial {
		m.mu.Unlock()
		return
	}
	if a.interval > 0 {
		a.due = a.due.Add(a.interval)
		a.timer.Reset(max(time.Until(a.due), 0))
	} else {
		a.timer = nil
	}
	m.mu.Unlock()
	m.Trip(sigAlarm)
}

// setMask changes the blocked signals and delivers those that were held back.
func (m *Module) setMask(mask uint64) (old uint64) {
	m.mu.Lock()
	old = m.mask
	m.mask = mask
	free := m.held &^ mask
	m.held &= mask
	m.mu.Unlock()
	for n := 1; n <= maxSignal; n++ {
		if free&(1<<(n-1)) != 0 {
			m.deliver(n)
		}
	}
	return old
}

// await takes one of the blocked signals in set that have come in, waiting for
// it until the deadline; 0 means that the time was over.
func (m *Module) await(t *Thread, set uint64, deadline time.Time) (n int, err error) {
	if t.Interp.Tape == nil {
		return m.arrived(t, set, deadline)
	}
	got, broken := t.Answer(tape.System, func() (any, int) {
		if n, err = m.arrived(t, set, deadline); err != nil {
			return nil, -1
		}
		return n, 0
	})
	if broken != nil {
		err = broken
	}
	n, _ = got.(int)
	return n, err
}

func (m *Module) arrived(t *Thread, set uint64, deadline time.Time) (int, error) {
	for {
		m.mu.Lock()
		if hit := m.held & set; hit != 0 {
			n := 1
			for hit&(1<<(n-1)) == 0 {
				n++
			}
			m.held &^= 1 << (n - 1)
			m.mu.Unlock()
			return n, nil
		}
		arrival := m.arrival
		m.mu.Unlock()
		if !deadline.IsZero() && !time.Now().Before(deadline) {
			return 0, nil
		}
		err := t.Block(func(wake <-chan struct{}) {
			var over <-chan time.Time
			if !deadline.IsZero() {
				timer := time.NewTimer(time.Until(deadline))
				defer timer.Stop()
				over = timer.C
			}
			select {
			case <-arrival:
			case <-wake:
			case <-over:
			}
		})
		if err != nil {
			return 0, err
		}
	}
}
