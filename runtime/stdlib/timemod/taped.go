package timemod

import (
	"time"

	"github.com/asynctools/asynctools/runtime/tape"
)

// tapedClock asks a tape, or has it remember the answers.
type tapedClock struct {
	Clock
	tape *tape.Tape
}

// Taped is a clock whose readings are recorded and replayed: those of virtual
// time, too, for a thread that sleeps moves it while others run.
func Taped(c Clock, t *tape.Tape) Clock {
	if t == nil {
		return c
	}
	return tapedClock{c, t}
}

// IsVirtual reports a clock that moves only when somebody waits.
func IsVirtual(c Clock) bool {
	if taped, ok := c.(tapedClock); ok {
		c = taped.Clock
	}
	_, virtual := c.(*Virtual)
	return virtual
}

func (c tapedClock) Monotonic() time.Duration {
	return time.Duration(c.tape.Number(tape.Timer, func() int64 { return int64(c.Clock.Monotonic()) }))
}

func (c tapedClock) Now() time.Time {
	return time.Unix(0, c.tape.Number(tape.Wall, func() int64 { return c.Clock.Now().UnixNano() }))
}

// Sleep takes no time in a replay.
func (c tapedClock) Sleep(d time.Duration, wake <-chan struct{}) {
	if !c.tape.Silent() {
		c.Clock.Sleep(d, wake)
	}
}

// used is a reading of how much processor time was used.
func used(t *Thread, read func() time.Duration) time.Duration {
	return time.Duration(t.Interp.Tape.Number(tape.Processor, func() int64 { return int64(read()) }))
}
