package clients

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the transcripts in testdata")

// patience bounds one story.
const patience = 2 * time.Minute

func TestClients(t *testing.T) {
	bin := build(t)
	t.Run("node", func(t *testing.T) { testNode(t, filepath.Join(bin, "asyncdap")) })
	t.Run("nvim", func(t *testing.T) { testNeovim(t, bin) })
}

// build makes the binaries that users run.
func build(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	out, err := exec.Command("go", "build", "-o", dir+string(filepath.Separator),
		"github.com/asynctools/asynctools/cmd/asynclsp", "github.com/asynctools/asynctools/cmd/asyncdap").CombinedOutput()
	if err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return dir
}

// absent says what is not tested for want of a client.
func absent(t *testing.T, client, why string) {
	t.Helper()
	if slices.Contains(strings.Split(os.Getenv("ASYNCTOOLS_CLIENTS"), ","), client) {
		t.Fatalf("ASYNCTOOLS_CLIENTS asks for %s, and %s", client, why)
	}
	t.Skipf("NOT TESTED: asyncdap with the client %q: %s", client, why)
}

func testNode(t *testing.T, asyncdap string) {
	node, err := exec.LookPath("node")
	if err != nil {
		absent(t, "node", "there is no node")
	}
	if _, err := os.Stat("node/node_modules/@vscode/debugadapter-testsupport/package.json"); err != nil {
		absent(t, "node", "its package @vscode/debugadapter-testsupport is not installed (npm ci)")
	}
	inputs(t, "node/*.mjs")
	t.Run("stdio", func(t *testing.T) {
		compare(t, "node", run(t, exec.Command(node, "node/client.mjs", workspace(t), asyncdap)))
	})
	t.Run("tcp", func(t *testing.T) {
		port := listen(t, asyncdap)
		compare(t, "node", run(t, exec.Command(node, "node/client.mjs", workspace(t), "--port", port)))
	})
}

// listen starts an adapter on a free port of this machine and returns the port;
// in the end it must have had nothing to complain about.
func listen(t *testing.T, asyncdap string) string {
	t.Helper()
	cmd := exec.Command(asyncdap, "serve", "--listen", "127.0.0.1:0")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(stderr)
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		rest, _ := io.ReadAll(lines)
		_ = cmd.Wait()
		if len(rest) > 0 {
			t.Errorf("the adapter's log:\n%s", rest)
		}
	})
	first, err := lines.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	_, port, ok := strings.Cut(strings.TrimSpace(first), "listening on 127.0.0.1:")
	if !ok {
		t.Fatalf("the adapter says %q", first)
	}
	return port
}

func testNeovim(t *testing.T, bin string) {
	nvim, err := exec.LookPath("nvim")
	if err != nil {
		absent(t, "nvim", "there is no nvim")
	}
	const version = "NVIM v0.7.2"
	out, err := exec.Command(nvim, "--version").Output()
	if first, _, _ := strings.Cut(string(out), "\n"); err != nil || first != version {
		absent(t, "nvim", fmt.Sprintf("nvim --version says %q, the stories are for %s", first, version))
	}
	plugin := copyPlugin(t)
	if out, err := exec.Command(nvim, "--headless", "-u", "NONE", "-i", "NONE", "-c", "helptags "+filepath.Join(plugin, "doc"), "-c", "q").CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("helptags: %v\n%s", err, out)
	}
	here, err := filepath.Abs("nvim")
	if err != nil {
		t.Fatal(err)
	}
	inputs(t, "nvim/*.lua", "nvim/lua/*.lua")
	for _, story := range []string{"server", "session", "lists", "dap"} {
		t.Run(story, func(t *testing.T) {
			path := plugin + "," + here
			if story == "dap" {
				dap := os.Getenv("ASYNCTOOLS_NVIM_DAP")
				if dap == "" {
					t.Skip("NOT TESTED: nvim-dap: ASYNCTOOLS_NVIM_DAP names no folder of its version 0.6.0")
				}
				path += "," + dap
			}
			root, home := workspace(t), t.TempDir()
			cmd := exec.Command(nvim, "--headless", "-u", "NONE", "-i", "NONE", "-n",
				"--cmd", "set runtimepath^="+path, "-c", "luafile "+filepath.Join(here, story+".lua"))
			cmd.Dir = root
			cmd.Env = append(os.Environ(), "ASYNCLSP="+filepath.Join(bin, "asynclsp"), "ASYNCDAP="+filepath.Join(bin, "asyncdap"),
				"HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home, "XDG_STATE_HOME="+home, "XDG_CACHE_HOME="+home, "XDG_RUNTIME_DIR="+home)
			compare(t, "nvim-"+story, run(t, cmd))
		})
	}
}

// copyPlugin puts the plugin where help tags may be written, and lets the go
// command know which files the result depends on.
func copyPlugin(t *testing.T) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS("../../../editors/nvim")); err != nil {
		t.Fatal(err)
	}
	return to
}

// inputs reads the scripts of a story, so that the go command knows that a
// result is no longer good when one has changed.
func inputs(t *testing.T, patterns ...string) {
	t.Helper()
	for _, pattern := range patterns {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatal("no scripts", pattern, err)
		}
		for _, name := range names {
			if _, err := os.ReadFile(name); err != nil {
				t.Fatal(err)
			}
		}
	}
}

var frozen = regexp.MustCompile(`(<frozen [\w.]+>):\d+`)

// workspace lays out the programs that the stories are about.
func workspace(t *testing.T) string {
	t.Helper()
	ar, err := txtar.ParseFile("testdata/workspace.txtar")
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	for _, f := range ar.Files {
		if err := os.WriteFile(filepath.Join(root, f.Name), f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// run plays a story and returns its transcript. A story that fails has said so
// there; what it writes on standard error is for the reader of a failure.
func run(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	cmd.WaitDelay = 10 * time.Second
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
	err := cmd.Wait()
	if !late.Stop() {
		err = fmt.Errorf("not done within %v", patience)
	}
	if err != nil {
		t.Errorf("%v\non standard error:\n%s", err, errs.String())
	} else if errs.Len() > 0 {
		t.Logf("on standard error:\n%s", errs.String())
	}
	return out.String()
}

func compare(t *testing.T, story, got string) {
	t.Helper()
	got = frozen.ReplaceAllString(got, "$1:LINE") // the runtime's own modules change
	name := filepath.Join("testdata", story+".txt")
	if *update && !t.Failed() {
		if err := os.WriteFile(name, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Errorf("the transcript:\n%s", got)
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s is not what the client saw (-want +got):\n%s\nthe transcript:\n%s", name, diff, got)
	}
}
