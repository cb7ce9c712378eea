package timemod

import (
	"time"

	"golang.org/x/sys/windows"
)

// uptime is the time since the system's start; processTime and threadTime are
// the processor time used.
func uptime() time.Duration { return windows.DurationSinceBoot() }

func processTime() time.Duration {
	var created, exited, kernel, user windows.Filetime
	if windows.GetProcessTimes(windows.CurrentProcess(), &created, &exited, &kernel, &user) != nil {
		return 0
	}
	return spent(kernel) + spent(user)
}

// threadTime is that of the process: threads of the machine are not a
// program's.
func threadTime() time.Duration { return processTime() }

// spent is a length of time, which Windows counts in units of 100 ns.
func spent(f windows.Filetime) time.Duration {
	return time.Duration(uint64(f.HighDateTime)<<32|uint64(f.LowDateTime)) * 100
}

// clockIDs is empty: Windows has no clock_gettime.
var clockIDs map[string]int64

func readClock(Clock, int64) (time.Duration, error) { return 0, windows.ERROR_NOT_SUPPORTED }
