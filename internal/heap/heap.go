// Package heap sets Go's garbage collector for programs that read many Python
// files and keep their trees: collecting early finds little then, so it waits
// until the heap nears what the trees will take.
package heap

import (
	"os"
	"runtime/debug"
)

// perByte is heap for a byte of source: trees and tables take about 11, and
// nearly as much again is left for garbage. 633,000 lines (21 MB) peak at 400 MB
// with this, at 500 MB with Go's defaults.
const perByte = 20

// Limit sets the collector for the given files. The heap may take least in any
// case. It does nothing where GOGC or GOMEMLIMIT is set.
func Limit(files []string, least int64) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	var size int64
	for _, path := range files {
		if info, err := os.Stat(path); err == nil {
			size += info.Size()
		}
	}
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(max(least, size*perByte))
}
