//go:build !linux

package runtime

// noHandler would give a signal the system's own action.
func noHandler(int) {}
