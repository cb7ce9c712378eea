//go:build unix

package dapcli

import (
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// starter replaces this process by a new one with the same arguments, streams
// and debug port. The folder and the environment are those of now, before the
// program can change them.
func starter(self string) func(net.Listener) (func() error, error) {
	dir, dirErr := os.Getwd()
	environ := slices.DeleteFunc(os.Environ(), func(entry string) bool { return strings.HasPrefix(entry, listenerVariable+"=") })
	return func(listener net.Listener) (func() error, error) {
		if dirErr != nil {
			return nil, dirErr
		}
		tcp, ok := listener.(*net.TCPListener)
		if !ok {
			return nil, errors.ErrUnsupported
		}
		file, err := tcp.File()
		if err != nil {
			return nil, fmt.Errorf("cannot keep the debug port: %w", err)
		}
		// From here on connections wait for the new process: the editor may be
		// quick to come again.
		if err := listener.Close(); err != nil {
			return nil, err
		}
		return func() error {
			defer func() { _ = file.Close() }()
			if _, err := unix.FcntlInt(file.Fd(), unix.F_SETFD, 0); err != nil {
				return fmt.Errorf("cannot keep the debug port: %w", err)
			}
			if err := os.Chdir(dir); err != nil {
				return err
			}
			return unix.Exec(self, os.Args, append(environ, fmt.Sprintf("%s=%d", listenerVariable, file.Fd())))
		}, nil
	}
}
