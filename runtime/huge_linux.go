package runtime

import "syscall"

// madvHugepage is MADV_HUGEPAGE of madvise(2), which package syscall lacks.
const madvHugepage = 14

//go:noinline
func askHuge(size int) {
	block := make([]byte, size)
	_ = syscall.Madvise(block, madvHugepage) // a kernel without them changes nothing
}
