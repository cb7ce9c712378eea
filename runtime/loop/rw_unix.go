//go:build unix

package loop

import (
	"golang.org/x/sys/unix"

	"github.com/asynctools/asynctools/runtime/stdlib/iowait"
)

// readNow, writeNow and writevNow are for descriptors that do not block.
func readNow(t *Thread, fd int, buf []byte) (int, error) {
	if t.Interp.Tape == nil {
		return unix.Read(fd, buf)
	}
	return iowait.Fill(t, buf, func() (int, error) { return unix.Read(fd, buf) })
}

func writeNow(t *Thread, fd int, data []byte) (int, error) {
	if t.Interp.Tape == nil {
		return unix.Write(fd, data)
	}
	return iowait.Call(t, func() (int, error) { return unix.Write(fd, data) })
}

// maxParts bounds how many buffers one call writes.
const maxParts = 64

func writevNow(t *Thread, fd int, parts [][]byte) (int, error) {
	if len(parts) == 1 {
		return writeNow(t, fd, parts[0])
	}
	all := make([]byte, 0, readSize)
	for i, p := range parts {
		if i == maxParts || len(all) > 0 && len(all)+len(p) > readSize {
			break
		}
		all = append(all, p...)
	}
	return writeNow(t, fd, all)
}
