package adapter

import (
	"os/exec"
	"syscall"
)

// setProcessAttributes puts the debuggee into a group of its own, to be ended
// as a whole and out of reach of a terminal's Ctrl-C, and lets it die with us
// even when we are killed.
func setProcessAttributes(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
