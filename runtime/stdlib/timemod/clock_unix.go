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
