package main

import (
	"os"
	"syscall"
)

// peak is the most memory that a process had, in kilobytes.
func peak(p *os.ProcessState) int64 {
	if usage, ok := p.SysUsage().(*syscall.Rusage); ok {
		return usage.Maxrss
	}
	return 0
}
