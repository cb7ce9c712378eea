//go:build unix && !linux

package osmod

import "golang.org/x/sys/unix"

func makePipe(flags int) (p [2]int, err error) {
	if err = unix.Pipe(p[:]); err != nil {
		return p, err
	}
	for _, fd := range p {
		unix.CloseOnExec(fd)
		if flags&unix.O_NONBLOCK != 0 {
			err = unix.SetNonblock(fd, true)
		}
	}
	return p, err
}

func dup2(from, to int) error { return unix.Dup2(from, to) }

func isTerminal(fd int) bool {
	_, err := unix.IoctlGetTermios(fd, unix.TIOCGETA)
	return err == nil
}

func fdatasync(fd int) error { return unix.Fsync(fd) }
