package runtime

import "runtime/debug"

// heapFloor makes the block that paces the collector. With huge, the heap takes its
// next bytes in pages of two megabytes: another block of the size is taken, the kernel
// asked for it, and forgotten. The first collection hands its parts out; what is never
// touched takes no memory. New objects then cost a tenth of the page faults: programs
// that make many need a tenth less time in their first half second, and one that
// prints a line 0.8 ms more. (A limit of the memory would count the block until then.)
func heapFloor(size int, huge bool) []byte {
	if size == 0 {
		return nil
	}
	// A collection that began meanwhile could still see the block, and twice the
	// memory would be used before the next one; and the floor would be cleared if it
	// took the block's place.
	percent := debug.SetGCPercent(-1)
	defer debug.SetGCPercent(percent)
	floor := make([]byte, size)
	if huge {
		askHuge(size)
	}
	return floor
}
