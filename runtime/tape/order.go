package tape

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Between the answers, in one order with them, lies what the threads of a
// program did with the interpreter lock, and where signals reached it. What
// happens at a place of a thread's own choosing (a blocking call gives the lock
// up) needs no place; what comes from outside is told by the thread's ticks, the
// number of times that it has looked whether something was to be done.

// Never is the tick of what does not come.
const Never = math.MaxUint64

// Took notes that a thread has got the interpreter lock. Handed says that it was
// another one's before.
func (t *Tape) Took(thread int64, handed bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.replays || t.good != Forever:
	case t.aside > 0:
		// The others have run on, and nobody took notes.
		if handed {
			t.good, t.reason = t.here(), "code that a debugger ran let other threads go on"
		}
	default:
		t.occurred(turn, uint64(thread))
	}
}

// Next is the thread that gets the interpreter lock next in a replay; 0 when the
// recording has no answer to that, which ends the replay.
func (t *Tape) Next() int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.failed != nil:
		return 0
	case t.ahead() != turn:
		t.fail(fmt.Errorf("at line event %d a thread waits, but the recording has %s there", t.here(), t.ahead()))
		return 0
	}
	t.at++
	thread := t.uvarint()
	t.look()
	return int64(thread)
}

// Preempted notes that the thread which has the lock is made to hand it over.
func (t *Tape) Preempted(tick uint64) { t.note(preempted, tick) }

// Signalled notes that a signal's handler is called at a tick.
func (t *Tape) Signalled(tick uint64, n int) { t.note(signalled, tick, uint64(n)) }

// Followed notes that the handler of a signal is called right after another
// one's, or while the thread waits for an answer of the world.
func (t *Tape) Followed(n int, waits bool) {
	if waits {
		t.note(within, uint64(n))
		return
	}
	t.note(followed, uint64(n))
}

func (t *Tape) note(k Kind, args ...uint64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.replays && t.aside == 0 && t.good == Forever {
		t.occurred(k, args...)
	}
}

func (t *Tape) occurred(k Kind, args ...uint64) {
	t.log.data = append(t.log.data, byte(k))
	for _, x := range args {
		t.log.data = binary.AppendUvarint(t.log.data, x)
	}
	t.full()
}

// Due is the tick of the running thread at which something comes from outside,
// or Never; a recording has none.
func (t *Tape) Due() uint64 { return t.due.Load() }

// Preempt reports that at this tick the running thread hands the lock over.
func (t *Tape) Preempt(tick uint64) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.due.Load() != tick || t.ahead() != preempted {
		return false
	}
	t.at++
	t.uvarint()
	t.look()
	return true
}

// Signal is the signal that the running thread handles at this tick, or 0.
func (t *Tape) Signal(tick uint64) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.due.Load() != tick || t.ahead() != signalled {
		return 0
	}
	t.at++
	t.uvarint()
	n := t.uvarint()
	t.look()
	return int(n)
}

// Follower is the signal whose handler is called right after another one's, or 0.
func (t *Tape) Follower() int { return t.untimed(followed) }

// Within is the signal whose handler is called while the thread waits for an
// answer, or 0.
func (t *Tape) Within() int { return t.untimed(within) }

func (t *Tape) untimed(k Kind) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.failed != nil || t.ahead() != k {
		return 0
	}
	t.at++
	n := t.uvarint()
	t.look()
	return int(n)
}

// Waits reports that the replayed thread let others run, or handled signals, before
// the world gave it the answer that comes next.
func (t *Tape) Waits() bool {
	if !t.Replays() {
		return false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	k := t.ahead()
	return t.failed == nil && t.aside == 0 && (k == turn || k == within)
}

// ahead is the kind of what comes next, or 0 at the end.
func (t *Tape) ahead() Kind {
	if t.at >= len(t.log.data) {
		return 0
	}
	return Kind(t.log.data[t.at])
}

func (t *Tape) uvarint() uint64 {
	x, n := binary.Uvarint(t.log.data[t.at:])
	t.at += n
	return x
}

// look sees when the next occurrence is due; called whenever a replay has moved on.
func (t *Tape) look() {
	due := uint64(Never)
	if k := t.ahead(); k == preempted || k == signalled {
		due, _ = binary.Uvarint(t.log.data[t.at+1:])
	}
	t.due.Store(due)
}
