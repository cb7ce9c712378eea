// Package timemod is Python's module time over an injectable clock.
package timemod

import (
	"sync/atomic"
	"time"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
)

// Clock tells the time to a program.
type Clock interface {
	// Monotonic is the time of timers.
	Monotonic() time.Duration
	// Now is the wall clock.
	Now() time.Time
	// Sleep blocks the thread.
	Sleep(d time.Duration, wake <-chan struct{})
}

// realClock counts from a reading of the machine's monotonic clock: Go's own
// clock runs alike and needs no system call.
type realClock struct {
	start time.Time
	base  time.Duration
}

// Real is the machine's clock.
func Real() Clock {
	return realClock{start: time.Now(), base: uptime()}
}

func (c realClock) Monotonic() time.Duration { return c.base + time.Since(c.start) }
func (realClock) Now() time.Time             { return time.Now() }
func (realClock) Sleep(d time.Duration, wake <-chan struct{}) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-wake:
	}
}

// Virtual is a clock that moves only when somebody waits.
type Virtual struct{ now atomic.Int64 }

// virtualEpoch is when virtual time begins.
var virtualEpoch = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// NewVirtual makes a clock at its epoch.
func NewVirtual() *Virtual { return &Virtual{} }

func (v *Virtual) Monotonic() time.Duration { return time.Duration(v.now.Load()) }
func (v *Virtual) Now() time.Time           { return virtualEpoch.Add(v.Monotonic()) }
func (v *Virtual) Sleep(d time.Duration, _ <-chan struct{}) {
	v.now.Add(int64(max(d, 0)))
}

// New makes the module.
func New(clock Clock) stdlib.Module {
	return func(t *Thread) (*object.Module, error) {
		m := object.NewModule(t, "time")
		seconds := func(d time.Duration) Value { return object.Float(float64(d) / 1e9) }
		get := func(f func() Value) object.NativeFunc {
			return func(*Thread, []Value, kwargs) (Value, error) { return f(), nil }
		}
		stdlib.Fill(t, m, "time", []object.Def{
			{Name: "time", Fn: get(func() Value { return object.Float(float64(clock.Now().UnixNano()) / 1e9) })},
			{Name: "time_ns", Fn: get(func() Value { return object.Int(clock.Now().UnixNano()) })},
			{Name: "monotonic", Fn: get(func() Value { return seconds(clock.Monotonic()) })},
			{Name: "monotonic_ns", Fn: get(func() Value { return object.Int(int64(clock.Monotonic())) })},
			{Name: "perf_counter", Fn: get(func() Value { return seconds(clock.Monotonic()) })},
			{Name: "perf_counter_ns", Fn: get(func() Value { return object.Int(int64(clock.Monotonic())) })},
			{Name: "process_time", Fn: get(func() Value { return seconds(used(t, processTime)) })},
			{Name: "process_time_ns", Fn: get(func() Value { return object.Int(int64(used(t, processTime))) })},
			{Name: "thread_time_ns", Fn: get(func() Value { return object.Int(int64(used(t, threadTime))) })},
			{Name: "thread_time", Fn: get(func() Value { return seconds(used(t, threadTime)) })},
			{Name: "sleep", Sig: "seconds, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
				s, err := t.ToFloat(a[0])
				if err != nil {
					return Value{}, err
				}
				if s < 0 {
					return Value{}, t.Raisef(object.ValueError, "sleep length must be non-negative")
				}
				// A handled signal does not end a sleep (PEP 475).
				for end := clock.Monotonic() + time.Duration(s*1e9); ; {
					left := end - clock.Monotonic()
					if err := t.Block(func(wake <-chan struct{}) { clock.Sleep(left, wake) }); err != nil {
						return Value{}, err
					}
					if clock.Monotonic() >= end {
						return object.None, nil
					}
				}
			}},
		})
		addClocks(t, m, clock)
		addCalendar(t, m, clock)
		return m, nil
	}
}
