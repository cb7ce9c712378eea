package dapcli

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/asynctools/asynctools/internal/testkit/dapscript"
)

// TestAdapterKilled kills the adapter itself: its debuggee must follow.
func TestAdapterKilled(t *testing.T) {
	process, ends := startAdapter(t, toyVariable)
	watch := &watched{pipes: ends}
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

// TestGrandchild ends sessions of a program that has started another one: that goes
// with it.
func TestGrandchild(t *testing.T) {
	path := filepath.Join(t.TempDir(), "parent.py")
	const program = "import subprocess\np = subprocess.Popen(['sleep', '100'])\nprint(f'child={p.pid};', flush=True)\np.wait()\n"
	if err := os.WriteFile(path, []byte(program), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, end := range map[string]string{
		"disconnect": "> disconnect\n< disconnect\nclosed", "terminate": "> terminate\n< terminate\n< event exited\n< event terminated\n> disconnect\n< disconnect\nclosed",
		"adapter killed": "",
	} {
		t.Run(name, func(t *testing.T) {
			process, ends := startAdapter(t, realVariable)
			watch := &watched{pipes: ends}
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
< event output {"category":"stdout","output":"~child="}
`+end, map[string]string{"PROGRAM": path})
			if _, err := process.Wait(); err != nil {
				t.Fatal(err)
			}
			_, rest, _ := strings.Cut(watch.seen.String(), "child=")
			number, _, _ := strings.Cut(rest, ";")
			child, err := strconv.Atoi(number)
			if err != nil {
				t.Fatal("the child's process id was not seen")
			}
			for range 600 {
				if gone(child) {
					return
				}
				time.Sleep(5 * time.Millisecond)
			}
			t.Errorf("process %d, which the program has started, is still there", child)
		})
	}
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
