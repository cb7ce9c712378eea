//go:build unix && !linux

package adapter

import (
	"os/exec"
	"syscall"
)

// endWithParent has nothing to do: the end of the link tells.
func endWithParent() {}

// setProcessAttributes puts the debuggee into a group of its own, to be ended
// as a whole and out of reach of a terminal's Ctrl-C. When we are killed, it
// notices by the end of its link.
func setProcessAttributes(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
}
