// Package tape records what a program is told by the world, and tells it again.
//
// A program is a function of its inputs: the clocks, randomness, what it reads,
// what system calls answer. A tape that records keeps each of them in the order
// in which the program asked; a tape that replays answers from the recording
// and lets nothing of the program out. Entries carry their kind and the place
// at which they were made, so that a replay which takes another way is found
// out at its next question at the latest.
//
// What a tape cannot hold (sockets, processes) ends the recording there:
// Refuse notes from which place on it is good for nothing, and why. All places
// up to that one can still be replayed.
//
// A nil *Tape is valid: it neither records nor replays.
package tape

import (
	"encoding/binary"
	"fmt"
	"math"
	"sync"
	"sync/atomic"
)

// Kind is what an entry answers.
type Kind byte

// The kinds of entries.
const (
	Timer     Kind = 1 + iota // the monotonic clock
	Wall                      // the wall clock
	Processor                 // the processor time used
	Random                    // randomness of the system
	Input                     // standard input
	System                    // the answer of a system call
	Late                      // whether a wait has been too long
	turn                      // a thread gets the interpreter lock
	preempted                 // a thread hands it over
	signalled                 // a signal is handled
	followed                  // another one is, at once
	within                    // one is, while the program waits for an answer
	kinds
)

func (k Kind) String() string {
	return [...]string{
		"the end of the recording", "the clock", "the time of day", "the processor's time", "randomness", "standard input", "a system call",
		"the time that has passed", "the turn of a thread", "a change of threads", "a signal", "a further signal", "a signal during a wait",
	}[k]
}

// Limit is how many bytes of answers a recording holds before it ends.
const Limit = 256 << 20

// Forever is the place up to which a recording without an end is good.
const Forever = math.MaxUint64

// Tape is a recording in the making, or a replay of one. The program's thread
// uses it; Good and Failure may be asked from anywhere.
type Tape struct {
	replays bool
	place   func() uint64
	asides  atomic.Int32 // aside, for whoever only looks

	mu     sync.Mutex // guards what follows
	log    log
	aside  int // code of a debugger runs, which is no part of the program; see asides
	good   uint64
	reason string
	failed error
	onFail func()

	// Of a replay: what comes next.
	at, next int
	due      atomic.Uint64 // see Due
	asked    map[string]int
	// Of both: where the entry before was, and the numbers of each kind.
	before uint64
	last   [kinds]int64
}

// log is what was recorded. Only its ends grow, so that a replay can share it.
type log struct {
	data   []byte
	things []any
	size   int // of the things
	assets map[string][]any
}

// New makes a tape that records.
func New() *Tape {
	t := &Tape{good: Forever, log: log{assets: map[string][]any{}}}
	t.look()
	return t
}

// Replay makes a tape that replays what t has recorded so far. t records
// nothing while the replay runs.
func (t *Tape) Replay() *Tape {
	t.mu.Lock()
	defer t.mu.Unlock()
	again := &Tape{replays: true, log: t.log, good: t.good, reason: t.reason, asked: map[string]int{}}
	again.look()
	return again
}

// Places sets how the tape learns where the program is.
func (t *Tape) Places(f func() uint64) { t.place = f }

// OnFailure sets a function that is called when a replay takes another way than
// the recording.
func (t *Tape) OnFailure(f func()) { t.onFail = f }

// Replays reports that the program only repeats what it has done.
func (t *Tape) Replays() bool { return t != nil && t.replays }

// Silent reports that what the program does now has been done before: it
// replays, and no code of a debugger's runs.
func (t *Tape) Silent() bool {
	return t != nil && t.replays && !t.IsAside()
}

// Aside says that a debugger's code begins, or ends, to run on the program's
// thread. It talks to the real world, and leaves no trace on the tape.
func (t *Tape) Aside(on bool) {
	if t == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if on {
		t.aside++
	} else {
		t.aside--
	}
	t.asides.Store(int32(t.aside))
}

// IsAside reports that a debugger's code runs.
func (t *Tape) IsAside() bool {
	if t == nil {
		return false
	}
	return t.asides.Load() > 0
}

// Good is the last place that can be replayed, and what ended the recording
// there.
func (t *Tape) Good() (place uint64, reason string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.good, t.reason
}

// Failure is why a replay does not follow its recording, or nil.
func (t *Tape) Failure() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.failed
}

// Refuse ends the recording: what the program does from here on cannot be
// replayed. The reason completes "the recording ends where ...".
func (t *Tape) Refuse(reason string) {
	if t == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.refuse(reason)
}

// End is Refuse on behalf of a debugger that is about to change the program.
func (t *Tape) End(reason string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.replays && t.good == Forever {
		t.good, t.reason = t.here(), reason
	}
}

func (t *Tape) refuse(reason string) {
	switch {
	case t.aside > 0:
	case t.replays:
		// The recording stopped before it came to this.
		t.fail(fmt.Errorf("the program came to where %s, which it did not do before", reason))
	case t.good == Forever:
		t.good, t.reason = t.here(), reason
	}
}

func (t *Tape) here() uint64 {
	if t.place == nil {
		return 0
	}
	return t.place()
}

// fail is called with mu held.
func (t *Tape) fail(err error) {
	if t.failed != nil {
		return
	}
	t.failed = err
	if t.onFail != nil {
		t.onFail()
	}
}

// off reports that answers come from the world and are not kept; called with mu
// held.
func (t *Tape) off() bool { return t.aside > 0 || !t.replays && t.good != Forever }

// Number is an answer that is a number; ask gets it from the world.
func (t *Tape) Number(k Kind, ask func() int64) int64 {
	if t == nil {
		return ask()
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.off() {
		return ask()
	}
	if t.replays {
		if !t.expect(k) {
			return t.last[k]
		}
		d, n := binary.Varint(t.log.data[t.at:])
		t.at += n
		t.last[k] += d
		t.look()
		return t.last[k]
	}
	v := ask()
	t.begin(k)
	t.log.data = binary.AppendVarint(t.log.data, v-t.last[k])
	t.last[k] = v
	t.full()
	return v
}

// Thing is any other answer, of the given size in bytes; it must not be changed
// afterwards. A negative size says that there was none. ask may block, see
// Thread.Answer. In a replay that has failed the answer is nil.
func (t *Tape) Thing(k Kind, ask func() (v any, size int)) any {
	if t == nil {
		v, _ := ask()
		return v
	}
	t.mu.Lock()
	off := t.off()
	if !off && t.replays {
		defer t.mu.Unlock()
		if !t.expect(k) {
			return nil
		}
		t.next++
		t.look()
		return t.log.things[t.next-1]
	}
	t.mu.Unlock()
	v, size := ask()
	t.mu.Lock()
	defer t.mu.Unlock()
	if !off && !t.off() && size >= 0 {
		t.begin(k)
		t.log.things = append(t.log.things, v)
		t.log.size += size + 32
		t.full()
	}
	return v
}

// Asset is an answer about something that is not expected to change, such as a
// source file: it is kept by its name, in no order with the others.
func (t *Tape) Asset(name string, ask func() any) any {
	if t == nil {
		return ask()
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.off() {
		return ask()
	}
	if t.replays {
		list := t.log.assets[name]
		if n := t.asked[name]; n < len(list) {
			t.asked[name] = n + 1
			return list[n]
		}
		t.fail(fmt.Errorf("the program asked for %s, which it did not do before", name))
		return ask()
	}
	v := ask()
	t.log.assets[name] = append(t.log.assets[name], v)
	return v
}

// begin writes what precedes each answer.
func (t *Tape) begin(k Kind) {
	here := t.here()
	t.log.data = append(t.log.data, byte(k))
	t.log.data = binary.AppendUvarint(t.log.data, here-t.before)
	t.before = here
}

// expect reads what precedes an answer, and checks that it is the one.
func (t *Tape) expect(k Kind) bool {
	if t.failed != nil {
		return false
	}
	here := t.here()
	if t.at >= len(t.log.data) {
		t.fail(fmt.Errorf("at line event %d the program asked for %s, after the end of the recording", here, k))
		return false
	}
	was := Kind(t.log.data[t.at])
	d, n := binary.Uvarint(t.log.data[t.at+1:])
	if place := t.before + d; was != k || place != here {
		t.fail(fmt.Errorf("at line event %d the program asked for %s, but the recording has %s at %d", here, k, was, place))
		return false
	}
	t.at += 1 + n
	t.before = here
	return true
}

func (t *Tape) full() {
	if len(t.log.data)+t.log.size > Limit {
		t.refuse(fmt.Sprintf("it had grown to %d MiB", Limit>>20))
	}
}
