package iowait

import "golang.org/x/sys/unix"

// NewWaker makes a waker of its own, for a selector.
func NewWaker() (Waker, error) {
	// A semaphore-free eventfd wants writes of 8 bytes; a pipe is as good and
	// the same everywhere.
	var p [2]int
	err := unix.Pipe2(p[:], unix.O_CLOEXEC|unix.O_NONBLOCK)
	return Waker{p[0], p[1]}, err
}
