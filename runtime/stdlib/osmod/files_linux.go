package osmod

import "golang.org/x/sys/unix"

func makePipe(flags int) (p [2]int, err error) {
	err = unix.Pipe2(p[:], flags)
	return p, err
}

func dup2(from, to int) error {
	if from == to {
		_, err := unix.FcntlInt(uintptr(to), unix.F_GETFD, 0)
		return err
	}
	return unix.Dup3(from, to, 0)
}

func isTerminal(fd int) bool {
	_, err := unix.IoctlGetTermios(fd, unix.TCGETS)
	return err == nil
}

func fdatasync(fd int) error { return unix.Fdatasync(fd) }
