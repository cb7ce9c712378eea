//go:build !linux

package runtime

// takeHuge does nothing here: these systems choose the size of pages themselves.
func takeHuge(int) {}
