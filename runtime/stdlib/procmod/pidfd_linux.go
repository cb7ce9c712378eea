package procmod

import "syscall"

// wantPidfd asks for a descriptor of the new process.
func wantPidfd(sys *syscall.SysProcAttr, fd *int) { sys.PidFD = fd }
