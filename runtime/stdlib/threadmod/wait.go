package threadmod

import (
	"time"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/tape"
)

// waiter is one thread that waits for a lock or for an item of a queue. All of
// it but the channel is guarded by the interpreter lock.
type waiter struct {
	ch      chan struct{}
	since   time.Time
	granted bool // what it waits for is its own already
}

// waitList are the threads that wait for one thing, in order of arrival.
type waitList []*waiter

func (q *waitList) add() *waiter {
	w := &waiter{ch: make(chan struct{}, 1), since: time.Now()}
	*q = append(*q, w)
	return w
}

func (q *waitList) remove(w *waiter) {
	for i, x := range *q {
		if x == w {
			*q = append((*q)[:i], (*q)[i+1:]...)
			return
		}
	}
}

// signal wakes the thread that waits longest; it stays on the list.
func (q waitList) signal() {
	if len(q) > 0 {
		q[0].signal()
	}
}

func (w *waiter) signal() {
	select {
	case w.ch <- struct{}{}:
	default:
	}
}

// forever is the deadline of a wait without one.
var forever time.Time

// wait blocks until w is signalled, the deadline has passed or the thread has
// something else to do; the caller looks which.
func (w *waiter) wait(t *Thread, deadline time.Time) error {
	return t.Block(func(wake <-chan struct{}) {
		if deadline == forever {
			select {
			case <-w.ch:
			case <-wake:
			}
			return
		}
		timer := time.NewTimer(time.Until(deadline))
		defer timer.Stop()
		select {
		case <-w.ch:
		case <-wake:
		case <-timer.C:
		}
	})
}

// maxTimeout is TIMEOUT_MAX in seconds.
const maxTimeout = 9223372036.0

// timeoutArgs reads blocking and timeout as lock.acquire has them.
func timeoutArgs(t *Thread, blockingArg, timeoutArg Value) (blocking bool, deadline time.Time, err error) {
	blocking = true
	if blockingArg.Valid() {
		if blocking, err = t.Truth(blockingArg); err != nil {
			return
		}
	}
	if !timeoutArg.Valid() {
		return
	}
	s, err := seconds(t, timeoutArg)
	switch {
	case err != nil:
	case !blocking && s != -1:
		err = t.Raisef(object.ValueError, "can't specify a timeout for a non-blocking call")
	case s < 0 && s != -1:
		err = t.Raisef(object.ValueError, "timeout value must be a non-negative number")
	case s >= 0:
		deadline = time.Now().Add(time.Duration(s * 1e9))
	}
	return
}

// expired reports that a deadline has passed.
func expired(t *Thread, deadline time.Time) bool { return deadline != forever && late(t, deadline) }

// late reports that a moment is over; a replay repeats the answer.
func late(t *Thread, moment time.Time) bool {
	return t.Interp.Tape.Number(tape.Late, func() int64 {
		if time.Now().Before(moment) {
			return 0
		}
		return 1
	}) != 0
}

// seconds reads a number of seconds.
func seconds(t *Thread, v Value) (float64, error) {
	if !object.IsInstance(v, object.IntType) && !object.IsInstance(v, object.FloatType) {
		return 0, t.Raisef(object.TypeError, "'%s' object cannot be interpreted as an integer or float", v.Type().TpName())
	}
	s, err := t.ToFloat(v)
	switch {
	case err != nil:
	case s != s:
		err = t.Raisef(object.ValueError, "Invalid value NaN (not a number)")
	case s > maxTimeout:
		err = t.Raisef(object.OverflowError, "timestamp out of range for platform time_t")
	}
	return s, err
}
