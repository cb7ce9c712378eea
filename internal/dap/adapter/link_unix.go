//go:build unix

package adapter

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
)

// The debuggee finds its side of the link on these descriptors.
const (
	linkReadFD  = 3
	linkWriteFD = 4
)

// link is our side of a pair of pipes to a debuggee.
type link struct {
	io.Reader
	io.Writer
	ours, theirs []*os.File
}

// newLink arranges that cmd inherits the other side.
func newLink(cmd *exec.Cmd) (*link, error) {
	theirR, ourW, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	ourR, theirW, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(err, theirR.Close(), ourW.Close())
	}
	cmd.ExtraFiles = []*os.File{theirR, theirW}
	cmd.Env = append(cmd.Env, linkVariable+"="+linkInherited)
	return &link{Reader: ourR, Writer: ourW, ours: []*os.File{ourR, ourW}, theirs: cmd.ExtraFiles}, nil
}

// closeTheirs drops our copies of the descriptors that the debuggee has, so
// that its end closes the link.
func (l *link) closeTheirs() {
	for _, f := range l.theirs {
		_ = f.Close()
	}
}

func (l *link) Close() error {
	var errs []error
	for _, f := range l.ours {
		errs = append(errs, f.Close())
	}
	return errors.Join(errs...)
}

// openInherited is the debuggee's side.
func openInherited() (io.ReadWriteCloser, error) {
	for _, fd := range []int{linkReadFD, linkWriteFD} {
		if err := syscall.SetNonblock(fd, true); err != nil {
			return nil, fmt.Errorf("the link to the adapter: %w", err)
		}
		// Not for the processes that the program starts.
		syscall.CloseOnExec(fd)
	}
	r, w := os.NewFile(linkReadFD, "requests"), os.NewFile(linkWriteFD, "messages")
	return &link{Reader: r, Writer: w, ours: []*os.File{r, w}}, nil
}

// killGroup ends the debuggee and what it started.
func killGroup(cmd *exec.Cmd) {
	if cmd.Process != nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	}
}

// endGroup ends this process and what it has started. In a terminal the group may
// be the shell's.
func endGroup() {
	if syscall.Getpgrp() == os.Getpid() {
		_ = syscall.Kill(0, syscall.SIGKILL)
	}
	os.Exit(killedStatus)
}

// signalNumber is the signal that ended a process, or 0.
func signalNumber(state *os.ProcessState) int {
	if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return int(status.Signal())
	}
	return 0
}
