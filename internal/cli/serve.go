package cli

// RunServe is a placeholder replaced below.
func RunServe(args []string, s Streams) int { return exitFailure }
