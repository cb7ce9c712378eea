package dapcli

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/asynctools/asynctools/internal/testkit/dapscript"
)

// TestAdapterKilled kills the adapter itself: its debuggee must follow.
func TestAdapterKilled(t *testing.T) {
	in, ourIn, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	ourOut, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(toyVariable, "1")
	process, err := os.StartProcess(os.Args[0], []string{os.Args[0]}, &os.ProcAttr{Files: []*os.File{in, out, os.Stderr}})
	if err != nil {
		t.Fatal(err)
	}
	_, _ = in.Close(), out.Close()
	watch := &watched{pipes: pipes{ourOut, ourIn}}
	dapscript.Play(t, killing{watch, process}, `
ignore event thread
ignore event loadedSource
ignore event module
> initialize
< initialize
> launch {"program":"$PROGRAM"}
< launch
< event initialized
> configurationDone
< configurationDone
< event process
< event output {"category":"stdout","output":"deaf\n"}`, map[string]string{"PROGRAM": write(t, "hang\n")})
	if _, err := process.Wait(); err != nil {
		t.Fatal(err)
	}
	if watch.pid() == 0 {
		t.Fatal("the debuggee's process id was not seen")
	}
	for range 400 {
		if gone(watch.pid()) {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Errorf("debuggee %d is still there", watch.pid())
}

// killing kills the adapter where a client would close its connection.
type killing struct {
	*watched
	process *os.Process
}

func (k killing) Close() error {
	_ = k.process.Kill()
	return k.watched.Close()
}

// watched keeps what is read.
type watched struct {
	pipes
	seen strings.Builder
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.pipes.Read(p)
	w.seen.Write(p[:n])
	return n, err
}

func (w *watched) pid() int {
	_, rest, _ := strings.Cut(w.seen.String(), `"systemProcessId":`)
	pid, err := strconv.Atoi(rest[:max(0, strings.IndexAny(rest, ",}"))])
	if err != nil {
		return 0
	}
	return pid
}

// gone holds for a process that does not run; nobody may have taken note yet.
func gone(pid int) bool {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	return err != nil || strings.Contains(string(status), "State:\tZ")
}
