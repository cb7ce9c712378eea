package errnomod

// names are the names of the error numbers of the C library.
func names() map[string]int64 {
	out := map[string]int64{}
	for i, n := range []string{
		"EPERM", "ENOENT", "ESRCH", "EINTR", "EIO", "ENXIO", "E2BIG", "ENOEXEC", "EBADF", "ECHILD", "EAGAIN", "ENOMEM", "EACCES", "EFAULT",
		"", "EBUSY", "EEXIST", "EXDEV", "ENODEV", "ENOTDIR", "EISDIR", "EINVAL", "ENFILE", "EMFILE", "ENOTTY", "", "EFBIG", "ENOSPC",
		"ESPIPE", "EROFS", "EMLINK", "EPIPE", "EDOM", "ERANGE",
	} {
		if n != "" {
			out[n] = int64(i + 1)
		}
	}
	return out
}

var preferred = map[string]bool{}
