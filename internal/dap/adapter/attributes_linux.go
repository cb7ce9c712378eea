package adapter

import (
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

// parentDied is a signal that programs have no use for: SIGRTMAX-2. SIGKILL would
// leave what the debuggee has started.
const parentDied = syscall.Signal(62)

// endWithParent ends the debuggee's group when the adapter has died.
func endWithParent() {
	c := make(chan os.Signal, 1)
	signal.Notify(c, parentDied)
	go func() {
		<-c
		endGroup()
	}()
}

// setProcessAttributes puts the debuggee into a group of its own, to be ended
// as a whole and out of reach of a terminal's Ctrl-C, and lets it be told when we
// are killed.
func setProcessAttributes(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: parentDied}
}
