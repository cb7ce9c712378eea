//go:build unix

package errnomod

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// names are the names of error numbers; several may share a number.
func names() map[string]int64 {
	out := map[string]int64{"EWOULDBLOCK": int64(unix.EWOULDBLOCK), "EDEADLOCK": int64(unix.EDEADLK), "ENOTSUP": int64(unix.ENOTSUP), "EOPNOTSUPP": int64(unix.EOPNOTSUPP)}
	for n := syscall.Errno(1); n < 200; n++ {
		if s := unix.ErrnoName(n); s != "" {
			out[s] = int64(n)
		}
	}
	return out
}

// preferred are the names that errorcode shows for shared numbers.
var preferred = map[string]bool{"EAGAIN": true, "EDEADLOCK": true, "ENOTSUP": true}
