//go:build !linux

package runtime

// askHuge does nothing here: these systems choose the size of pages themselves.
func askHuge(int) {}
