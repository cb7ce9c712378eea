//go:build unix

package dapcli

import (
	"os"
	"syscall"
)

// dumpSignals ask for the tree of tasks.
func dumpSignals() []os.Signal { return []os.Signal{syscall.SIGQUIT} }
