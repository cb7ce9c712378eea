//go:build unix

package signalmod

import (
	"syscall"

	"golang.org/x/sys/unix"
)

const (
	sigAlarm = int(syscall.SIGALRM)
	sigStop  = int(syscall.SIGSTOP)
)

var ignoredAtStart = []int{int(syscall.SIGPIPE), int(syscall.SIGXFSZ)}

// harmless are the signals that do nothing by default.
var harmless = map[int]bool{
	int(syscall.SIGCHLD): true, int(syscall.SIGURG): true, int(syscall.SIGWINCH): true, int(syscall.SIGCONT): true,
}

// signalNames are the names that may exist; aliases come after the signal's own.
var signalNames = []string{
	"SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGEMT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2",
	"SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU",
	"SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS", "SIGINFO",
}

func signalNumber(name string) int { return int(unix.SignalNum(name)) }

var masks = map[string]int64{"SIG_BLOCK": 0, "SIG_UNBLOCK": 1, "SIG_SETMASK": 2}

func writeWakeup(fd int, b byte) { _, _ = unix.Write(fd, []byte{b}) }

// checkWakeup proves that fd can be written to from a signal handler.
func checkWakeup(fd int) (nonblocking bool, err error) {
	flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFL, 0)
	return flags&unix.O_NONBLOCK != 0, err
}
