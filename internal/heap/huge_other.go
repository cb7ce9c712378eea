//go:build !linux

package heap

// takeHuge does nothing here: these systems choose the size of pages themselves.
func takeHuge(int64) {}
