//go:build !unix

package dapcli

import "os"

// dumpSignals ask for the tree of tasks; this system has none to spare.
func dumpSignals() []os.Signal { return nil }
