//go:build unix

package loop

import "golang.org/x/sys/unix"

// readNow, writeNow and writevNow are for descriptors that do not block.
func readNow(fd int, buf []byte) (int, error) { return unix.Read(fd, buf) }

func writeNow(fd int, data []byte) (int, error) { return unix.Write(fd, data) }

// maxParts bounds how many buffers one call writes.
const maxParts = 64

func writevNow(fd int, parts [][]byte) (int, error) {
	if len(parts) == 1 {
		return unix.Write(fd, parts[0])
	}
	all := make([]byte, 0, readSize)
	for i, p := range parts {
		if i == maxParts || len(all) > 0 && len(all)+len(p) > readSize {
			break
		}
		all = append(all, p...)
	}
	return unix.Write(fd, all)
}
