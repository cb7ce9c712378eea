package object

import (
	"errors"
	"strings"
	"syscall"
)

// OSErrorOf makes the OSError for an error of a system call; other errors pass.
func OSErrorOf(t *Thread, err error, filename Value) error {
	var errno syscall.Errno
	if err == nil || !errors.As(err, &errno) {
		return err
	}
	return NewOSError(t, int64(errno), Strerror(errno), filename)
}

// Strerror is os.strerror.
func Strerror(errno syscall.Errno) string {
	s := errno.Error()
	if s == "" {
		return "Unknown error"
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
