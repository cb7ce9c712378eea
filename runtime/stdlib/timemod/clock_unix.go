//go:build unix

package timemod

import (
	"time"

	"golang.org/x/sys/unix"
)

func clock(id int32) time.Duration {
	var ts unix.Timespec
	_ = unix.ClockGettime(id, &ts)
	return time.Duration(ts.Nano())
}

// uptime is the system's monotonic clock; processTime and threadTime are the
// processor time used.
func uptime() time.Duration      { return clock(unix.CLOCK_MONOTONIC) }
func processTime() time.Duration { return clock(unix.CLOCK_PROCESS_CPUTIME_ID) }
func threadTime() time.Duration  { return clock(unix.CLOCK_THREAD_CPUTIME_ID) }

// clockIDs are the clocks of clock_gettime(3) that every Unix has.
var clockIDs = map[string]int64{
	"CLOCK_REALTIME":           unix.CLOCK_REALTIME,
	"CLOCK_MONOTONIC":          unix.CLOCK_MONOTONIC,
	"CLOCK_PROCESS_CPUTIME_ID": unix.CLOCK_PROCESS_CPUTIME_ID,
	"CLOCK_THREAD_CPUTIME_ID":  unix.CLOCK_THREAD_CPUTIME_ID,
}

// readClock reads the clock id; the first two are the program's clock c.
func readClock(c Clock, id int64) (time.Duration, error) {
	switch id {
	case unix.CLOCK_REALTIME:
		return time.Duration(c.Now().UnixNano()), nil
	case unix.CLOCK_MONOTONIC:
		return c.Monotonic(), nil
	}
	if id != int64(int32(id)) {
		return 0, unix.EINVAL
	}
	var ts unix.Timespec
	err := unix.ClockGettime(int32(id), &ts)
	return time.Duration(ts.Nano()), err
}
