package signalmod

import "errors"

const (
	sigAlarm = 14
	sigStop  = 19
)

var (
	ignoredAtStart []int
	harmless       = map[int]bool{}
	signalNames    = []string{"SIGINT", "SIGILL", "SIGFPE", "SIGSEGV", "SIGTERM", "SIGBREAK", "SIGABRT"}
	masks          = map[string]int64{}
)

func signalNumber(name string) int {
	return map[string]int{"SIGINT": 2, "SIGILL": 4, "SIGFPE": 8, "SIGSEGV": 11, "SIGTERM": 15, "SIGBREAK": 21, "SIGABRT": 22}[name]
}

func writeWakeup(int, byte) {}

func checkWakeup(int) (bool, error) {
	return false, errors.New("wakeup file descriptors are not available on Windows")
}
