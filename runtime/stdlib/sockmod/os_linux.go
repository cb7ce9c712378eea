package sockmod

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	sockFlags    = unix.SOCK_CLOEXEC | unix.SOCK_NONBLOCK
	sockNonblock = unix.SOCK_NONBLOCK
	msgNoSignal  = unix.MSG_NOSIGNAL
	msgCloexec   = unix.MSG_CMSG_CLOEXEC
)

func socketCloexec(family, typ, proto int) (int, error) {
	return unix.Socket(family, typ|unix.SOCK_CLOEXEC, proto)
}

func acceptCloexec(fd int) (int, unix.Sockaddr, error) { return unix.Accept4(fd, unix.SOCK_CLOEXEC) }

func pairCloexec(family, typ, proto int) ([2]int, error) {
	return unix.Socketpair(family, typ|unix.SOCK_CLOEXEC, proto)
}

func sockProtocol(fd int) int {
	n, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_PROTOCOL)
	if err != nil {
		return 0
	}
	return n
}

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
	"SOCK_CLOEXEC": unix.SOCK_CLOEXEC, "SOCK_NONBLOCK": unix.SOCK_NONBLOCK, "SO_PROTOCOL": unix.SO_PROTOCOL, "SO_DOMAIN": unix.SO_DOMAIN,
	"SO_PEERCRED": unix.SO_PEERCRED, "SO_PASSCRED": unix.SO_PASSCRED, "SO_BINDTODEVICE": unix.SO_BINDTODEVICE, "SO_PRIORITY": unix.SO_PRIORITY,
	"SO_MARK": unix.SO_MARK, "SO_INCOMING_CPU": unix.SO_INCOMING_CPU, "TCP_KEEPIDLE": unix.TCP_KEEPIDLE, "TCP_CORK": unix.TCP_CORK,
	"TCP_DEFER_ACCEPT": unix.TCP_DEFER_ACCEPT, "TCP_INFO": unix.TCP_INFO, "TCP_LINGER2": unix.TCP_LINGER2, "TCP_QUICKACK": unix.TCP_QUICKACK,
	"TCP_SYNCNT": unix.TCP_SYNCNT, "TCP_USER_TIMEOUT": unix.TCP_USER_TIMEOUT, "TCP_WINDOW_CLAMP": unix.TCP_WINDOW_CLAMP, "TCP_CONGESTION": unix.TCP_CONGESTION,
	"TCP_KEEPINTVL": unix.TCP_KEEPINTVL, "TCP_KEEPCNT": unix.TCP_KEEPCNT,
	"AF_NETLINK": unix.AF_NETLINK, "AF_PACKET": unix.AF_PACKET, "AF_VSOCK": unix.AF_VSOCK, "MSG_CMSG_CLOEXEC": unix.MSG_CMSG_CLOEXEC, "MSG_NOSIGNAL": unix.MSG_NOSIGNAL,
	"MSG_ERRQUEUE": unix.MSG_ERRQUEUE, "MSG_MORE": unix.MSG_MORE, "MSG_CONFIRM": unix.MSG_CONFIRM, "MSG_FASTOPEN": unix.MSG_FASTOPEN, "SCM_CREDENTIALS": unix.SCM_CREDENTIALS,
	"SOCK_RDM": unix.SOCK_RDM, "IP_TRANSPARENT": unix.IP_TRANSPARENT, "IP_FREEBIND": unix.IP_FREEBIND, "IP_BIND_ADDRESS_NO_PORT": unix.IP_BIND_ADDRESS_NO_PORT, "SO_ERROR": unix.SO_ERROR,
	"EAI_OVERFLOW": -12, "EAI_BADFLAGS": -1, "EAI_NONAME": -2, "EAI_AGAIN": -3, "EAI_FAIL": -4, "EAI_NODATA": -5, "EAI_FAMILY": -6, "EAI_SOCKTYPE": -7, "EAI_SERVICE": -8, "EAI_ADDRFAMILY": -9, "EAI_MEMORY": -10, "EAI_SYSTEM": -11,
}

// rawOption reads an option of a socket that is more than a number.
func rawOption(fd, level, opt, n int) ([]byte, error) {
	b := make([]byte, n)
	size := uint32(n)
	_, _, errno := unix.Syscall6(unix.SYS_GETSOCKOPT, uintptr(fd), uintptr(level), uintptr(opt), uintptr(unsafe.Pointer(&b[0])), uintptr(unsafe.Pointer(&size)), 0)
	if errno != 0 {
		return nil, errno
	}
	return b[:size], nil
}
