//go:build unix

package dapcli

import (
	"bufio"
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/zap"
	"go.uber.org/zap/zaptest"

	"github.com/asynctools/asynctools/internal/dap/adapter"
	"github.com/asynctools/asynctools/internal/testkit/dapscript"
)

// TestRestartAttached restarts a program that was attached to, twice: the editor
// is told to attach again, finds everything as it was, and misses no line.
func TestRestartAttached(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "main.py")
	const program = `import os, sys, time
print(os.getpid(), os.path.basename(os.getcwd()), sys.argv[1:], "SEEN" in os.environ, "ASYNCDAP_LISTENER" in os.environ, flush=True)
os.environ["SEEN"] = "1"
os.chdir("/")
while True: time.sleep(0.01)
`
	if err := os.WriteFile(path, []byte(program), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "run", "--listen", "127.0.0.1:0", "--wait", path, "one")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), realVariable+"=1")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	first, err := bufio.NewReader(stderr).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	_, address, ok := strings.Cut(strings.TrimSpace(first), "attach on ")
	if !ok {
		t.Fatalf("it says %q", first)
	}
	const begin = `
ignore event thread
ignore event loadedSource
ignore event module
> initialize
< initialize {"supportsRestartRequest":true}
> attach
< attach
< event initialized
> setBreakpoints {"source":{"path":"$PROGRAM"},"breakpoints":[{"line":3}]}
< setBreakpoints {"breakpoints":[{"verified":true}]}
> configurationDone
< configurationDone
< event process {"startMethod":"attach"}
< event stopped {"reason":"breakpoint"}
`
	lines := bufio.NewReader(stdout)
	var printed []string
	for _, stopped := range []bool{true, false, true} {
		script := begin
		if !stopped {
			script += "> continue {\"threadId\":1}\n< continue\n"
		}
		script += "> restart\n< restart\n< event terminated {\"restart\":true}\nclosed"
		dapscript.Play(t, dial(t, address), script, map[string]string{"PROGRAM": path})
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		printed = append(printed, line)
	}
	// Its process is the same, and so are its folder, arguments and environment.
	for _, line := range printed {
		if line != printed[0] || !strings.HasSuffix(line, filepath.Base(dir)+" ['one'] False False\n") {
			t.Errorf("it printed %q", printed)
		}
	}
	// Through an adapter it is the same.
	_, port, _ := strings.Cut(address, ":")
	ours, theirs := net.Pipe()
	served := make(chan error, 1)
	go func() {
		served <- adapter.Serve(context.Background(), theirs, adapter.Config{Log: zaptest.NewLogger(t, zaptest.Level(zap.WarnLevel))})
		_ = theirs.Close()
	}()
	script := strings.Replace(begin, "> attach\n", `> attach {"connect":{"port":`+port+"}}\n", 1) + `
> restart
< restart
< event terminated {"restart":true}
> restart
< restart ! {"id":2005}
> disconnect
< disconnect
closed`
	dapscript.Play(t, ours, "ignore event capabilities\n"+script, map[string]string{"PROGRAM": path})
	if err := <-served; err != nil {
		t.Error(err)
	}
	dapscript.Play(t, dial(t, address), begin+`
> disconnect {"terminateDebuggee":true}
< disconnect
closed`, map[string]string{"PROGRAM": path})
}
