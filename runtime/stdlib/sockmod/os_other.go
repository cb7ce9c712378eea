//go:build unix && !linux

package sockmod

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	sockFlags    = 0
	sockNonblock = 0
	msgNoSignal  = 0
	msgCloexec   = 0
)

func socketCloexec(family, typ, proto int) (int, error) {
	fd, err := unix.Socket(family, typ, proto)
	if err == nil {
		unix.CloseOnExec(fd)
	}
	return fd, err
}

func acceptCloexec(fd int) (int, unix.Sockaddr, error) {
	n, sa, err := unix.Accept(fd)
	if err == nil {
		unix.CloseOnExec(n)
		_ = unix.SetNonblock(n, false)
	}
	return n, sa, err
}

func pairCloexec(family, typ, proto int) ([2]int, error) {
	p, err := unix.Socketpair(family, typ, proto)
	if err == nil {
		unix.CloseOnExec(p[0])
		unix.CloseOnExec(p[1])
	}
	return p, err
}

func sockProtocol(int) int { return 0 }

// controlMessage lays out one item of ancillary data.
func controlMessage(level, typ int32, data []byte) []byte {
	b := make([]byte, unix.CmsgSpace(len(data)))
	h := (*unix.Cmsghdr)(unsafe.Pointer(&b[0]))
	h.Level, h.Type = level, typ
	h.SetLen(unix.CmsgLen(len(data)))
	copy(b[unix.CmsgLen(0):], data)
	return b
}

var constants = map[string]int64{
	"EAI_BADFLAGS": -1, "EAI_NONAME": -2, "EAI_AGAIN": -3, "EAI_FAIL": -4, "EAI_FAMILY": -6, "EAI_SOCKTYPE": -7, "EAI_SERVICE": -8, "EAI_MEMORY": -10, "EAI_SYSTEM": -11,
}

// rawOption reads an option of a socket that is more than a number, up to its
// first zero byte.
func rawOption(fd, level, opt, n int) ([]byte, error) {
	s, err := unix.GetsockoptString(fd, level, opt)
	return []byte(s)[:min(n, len(s))], err
}
