// Package clientkit plays stories: scripts of clients that others wrote, which
// drive a program of ours as it is built for users and print what their own
// user would see. The transcripts are in the testdata of the tests.
package clientkit

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// Patience bounds one story.
const Patience = 2 * time.Minute

// The Neovim that the stories are for: Debian's.
const neovimVersion = "NVIM v0.7.2"

// Kit is what the tests of one program share.
type Kit struct {
	program string // of cmd, by name
	steady  func(transcript string) string
	update  *bool
}

// New registers the flag -update, so it is called once, by a variable of the
// test. steady leaves out of a transcript what differs from run to run.
func New(program string, steady func(transcript string) string) *Kit {
	return &Kit{program, steady, flag.Bool("update", false, "rewrite the transcripts in testdata")}
}

// Updating says whether what is recorded is to be renewed.
func (k *Kit) Updating() bool { return *k.update }

// Build makes programs as users run them, and returns their folder.
func (k *Kit) Build(t *testing.T, programs ...string) string {
	t.Helper()
	dir := t.TempDir()
	args := []string{"build", "-o", dir + string(filepath.Separator)}
	for _, name := range programs {
		args = append(args, "github.com/asynctools/asynctools/cmd/"+name)
	}
	if out, err := exec.Command("go", args...).CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return dir
}

// Absent says what is not tested for want of a client, or fails where the
// client has to be there.
func (k *Kit) Absent(t *testing.T, client, why string) {
	t.Helper()
	if slices.Contains(strings.Split(os.Getenv("ASYNCTOOLS_CLIENTS"), ","), client) {
		t.Fatalf("ASYNCTOOLS_CLIENTS asks for %s, and %s", client, why)
	}
	t.Skipf("NOT TESTED: %s with the client %q: %s", k.program, client, why)
}

// Node is the path of node, which has packages of node/package.json.
func (k *Kit) Node(t *testing.T, packages ...string) string {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		k.Absent(t, "node", "there is no node")
	}
	for _, name := range packages {
		if _, err := os.Stat(filepath.Join("node", "node_modules", filepath.FromSlash(name), "package.json")); err != nil {
			k.Absent(t, "node", fmt.Sprintf("its package %s is not installed (npm ci)", name))
		}
	}
	return node
}

// Neovim is the path of the Neovim that the stories are for.
func (k *Kit) Neovim(t *testing.T) string {
	t.Helper()
	nvim, err := exec.LookPath("nvim")
	if err != nil {
		k.Absent(t, "nvim", "there is no nvim")
	}
	out, err := exec.Command(nvim, "--version").Output()
	if first, _, _ := strings.Cut(string(out), "\n"); err != nil || first != neovimVersion {
		k.Absent(t, "nvim", fmt.Sprintf("nvim --version says %q, the stories are for %s", first, neovimVersion))
	}
	return nvim
}

// InNeovim is a story of Neovim: a script that is run in a folder, with a home
// of its own.
func InNeovim(nvim, script, folder, home string, env []string, more ...string) *exec.Cmd {
	args := append([]string{"--headless", "-u", "NONE", "-i", "NONE", "-n"}, more...)
	cmd := exec.Command(nvim, append(args, "-c", "luafile "+script)...)
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), env...)
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"} {
		cmd.Env = append(cmd.Env, name+"="+home)
	}
	return cmd
}

// Inputs reads the scripts of a story, so that the go command knows that a
// result is no longer good when one has changed.
func Inputs(t *testing.T, patterns ...string) {
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

// Workspace lays out the files that the stories are about.
func Workspace(t *testing.T) string {
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

// Listen starts the program on a free port of this machine and returns the
// address; in the end it must have had nothing to complain about.
func Listen(t *testing.T, program string) string {
	t.Helper()
	cmd := exec.Command(program, "serve", "--listen", "127.0.0.1:0")
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
			t.Errorf("the log of %s:\n%s", filepath.Base(program), rest)
		}
	})
	first, err := lines.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	_, addr, ok := strings.Cut(strings.TrimSpace(first), "listening on ")
	if !ok {
		t.Fatalf("%s says %q", filepath.Base(program), first)
	}
	return addr
}

// Run plays a story and returns its transcript. A story that fails has said so
// there; what it writes on standard error is for the reader of a failure.
func Run(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	cmd.WaitDelay = 10 * time.Second
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(Patience, func() { _ = cmd.Process.Kill() })
	err := cmd.Wait()
	if !late.Stop() {
		err = fmt.Errorf("not done within %v", Patience)
	}
	if err != nil {
		t.Errorf("%v\non standard error:\n%s", err, errs.String())
	} else if errs.Len() > 0 {
		t.Logf("on standard error:\n%s", errs.String())
	}
	return out.String()
}

// Compare holds a transcript against the one that is recorded. One of a story
// that failed is not recorded.
func (k *Kit) Compare(t *testing.T, story, got string) {
	t.Helper()
	got = k.steady(got)
	name := filepath.Join("testdata", story+".txt")
	if *k.update && !t.Failed() {
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
