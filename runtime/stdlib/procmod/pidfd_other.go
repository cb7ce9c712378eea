//go:build unix && !linux

package procmod

import "syscall"

// wantPidfd does nothing: there are no descriptors of processes.
func wantPidfd(*syscall.SysProcAttr, *int) {}
