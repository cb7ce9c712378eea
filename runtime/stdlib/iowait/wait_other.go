//go:build unix && !linux

package iowait

import "golang.org/x/sys/unix"

// NewWaker makes a waker of its own, for a selector.
func NewWaker() (Waker, error) {
	var p [2]int
	if err := unix.Pipe(p[:]); err != nil {
		return Waker{}, err
	}
	for _, fd := range p {
		unix.CloseOnExec(fd)
		if err := unix.SetNonblock(fd, true); err != nil {
			return Waker{}, err
		}
	}
	return Waker{p[0], p[1]}, nil
}
