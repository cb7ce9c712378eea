package clients

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/asynctools/asynctools/internal/cli"
)

var update = flag.Bool("update", false, "rewrite the transcripts in testdata")

// patience bounds one story.
const patience = 2 * time.Minute

func TestClients(t *testing.T) {
	server := build(t)
	t.Run("node", func(t *testing.T) { testNode(t, server) })
	t.Run("nvim", func(t *testing.T) { testNeovim(t, server) })
}

// build makes the binary that users run.
func build(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "asynclsp")
	out, err := exec.Command("go", "build", "-o", name, "github.com/asynctools/asynctools/cmd/asynclsp").CombinedOutput()
	if err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return name
}

// absent says what is not tested for want of a client.
func absent(t *testing.T, client, why string) {
	t.Helper()
	if slices.Contains(strings.Split(os.Getenv("ASYNCTOOLS_CLIENTS"), ","), client) {
		t.Fatalf("ASYNCTOOLS_CLIENTS asks for %s, and %s", client, why)
	}
	t.Skipf("NOT TESTED: asynclsp with the client %q: %s", client, why)
}

func testNode(t *testing.T, server string) {
	node, err := exec.LookPath("node")
	if err != nil {
		absent(t, "node", "there is no node")
	}
	for _, name := range []string{"vscode-languageserver-protocol", "vscode-languageserver-textdocument"} {
		if _, err := os.Stat(filepath.Join("node", "node_modules", name, "package.json")); err != nil {
			absent(t, "node", fmt.Sprintf("its package %s is not installed (npm ci)", name))
		}
	}
	inputs(t, "node/*.mjs")
	play := func(t *testing.T, story string, target ...string) {
		root := workspace(t)
		got := run(t, exec.Command(node, append([]string{"node/client.mjs", story, root}, target...)...))
		compare(t, "node-"+story, got)
		if story == "pull" {
			mended(t, server, root)
		}
	}
	stories := []string{"push", "pull"}
	for _, story := range stories {
		t.Run(story, func(t *testing.T) { play(t, story, server, "serve") })
	}
	t.Run("tcp", func(t *testing.T) {
		addr := listen(t, server)
		for _, story := range stories { // two sessions of one server at the same time
			t.Run(story, func(t *testing.T) {
				t.Parallel()
				play(t, story, "--connect", addr)
			})
		}
	})
}

func testNeovim(t *testing.T, server string) {
	nvim, err := exec.LookPath("nvim")
	if err != nil {
		absent(t, "nvim", "there is no nvim")
	}
	const version = "NVIM v0.7.2"
	out, err := exec.Command(nvim, "--version").Output()
	if first, _, _ := strings.Cut(string(out), "\n"); err != nil || first != version {
		absent(t, "nvim", fmt.Sprintf("nvim --version says %q, the story is for %s", first, version))
	}
	inputs(t, "nvim/*.lua")
	script, err := filepath.Abs("nvim/client.lua")
	if err != nil {
		t.Fatal(err)
	}
	root, home := workspace(t), t.TempDir()
	pids := filepath.Join(home, "pids")
	cmd := exec.Command(nvim, "--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", "luafile "+script)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "ASYNCLSP="+server+"\nserve", "PIDS="+pids, "HOME="+home,
		"XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home, "XDG_STATE_HOME="+home, "XDG_CACHE_HOME="+home, "XDG_RUNTIME_DIR="+home)
	got := run(t, cmd)
	compare(t, "nvim", got)
	mended(t, server, root)

	list, err := os.ReadFile(pids)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(strings.Fields(string(list))); n != 2 {
		t.Errorf("Neovim started %d servers, want 2", n)
	}
	for _, pid := range strings.Fields(string(list)) {
		gone(t, pid)
	}
	// What a server writes on standard error ends up in Neovim's log.
	if log, err := os.ReadFile(filepath.Join(home, "nvim", "lsp.log")); err == nil && bytes.Contains(log, []byte("[ERROR]")) {
		t.Errorf("Neovim's log:\n%s", log)
	}
}

// inputs reads the scripts of a story, so that the go command knows that a
// result is no longer good when one has changed.
func inputs(t *testing.T, pattern string) {
	t.Helper()
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

// workspace lays out the files that the stories are about.
func workspace(t *testing.T) string {
	t.Helper()
	ar, err := txtar.ParseFile("testdata/workspace.txtar")
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	for _, f := range ar.Files {
		if err := os.WriteFile(filepath.Join(root, f.Name), f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// run plays a story and returns its transcript. A story that fails has said
// so there; whatever it writes on standard error is for the reader of a failure.
func run(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
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
	name := filepath.Join("testdata", story+".txt")
	got = strings.ReplaceAll(got, cli.Version, "$VERSION")
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s is not what the client saw (-want +got):\n%s\nthe transcript:\n%s", name, diff, got)
	}
}

// mended holds what a story leaves on disk against asynclsp check and, if there
// is one, against CPython: the program runs as it was meant to.
func mended(t *testing.T, server, root string) {
	t.Helper()
	if out, err := exec.Command(server, "check", root).CombinedOutput(); err != nil {
		t.Errorf("asynclsp check after the fixes: %v\n%s", err, out)
	}
	python := os.Getenv("ASYNCTOOLS_PYTHON")
	if python == "" {
		t.Log("NOT TESTED: the mended program with CPython: ASYNCTOOLS_PYTHON names none")
		return
	}
	ran, err := txtar.ParseFile("testdata/ran.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for i, dir := range []string{workspace(t), root} { // as it was, as it is
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		cmd := exec.CommandContext(ctx, python, "-X", "utf8", "app.py")
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("CPython: %v", err)
		}
		if *update {
			ran.Files[i].Data = out
		}
		if want := string(ran.Files[i].Data); string(out) != want {
			t.Errorf("CPython printed %s the fixes:\n%swant:\n%s", ran.Files[i].Name, out, want)
		}
	}
	if *update {
		if err := os.WriteFile("testdata/ran.txtar", txtar.Format(ran), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// listen starts a server on a free port of this machine and returns the
// address; in the end the server must have had nothing to complain about.
func listen(t *testing.T, server string) string {
	t.Helper()
	cmd := exec.Command(server, "serve", "--listen", "127.0.0.1:0")
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
			t.Errorf("the server's log:\n%s", rest)
		}
	})
	first, err := lines.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	_, addr, ok := strings.Cut(strings.TrimSpace(first), "listening on ")
	if !ok {
		t.Fatalf("the server says %q", first)
	}
	return addr
}

// gone waits until a process has ended. One that nobody has asked for its
// status yet has ended, too.
func gone(t *testing.T, pid string) {
	t.Helper()
	id, err := strconv.Atoi(pid)
	if err != nil {
		t.Fatal(err)
	}
	for range 100 {
		p, err := os.FindProcess(id)
		if err != nil {
			return
		}
		if err := p.Signal(syscall.Signal(0)); errors.Is(err, os.ErrProcessDone) || errors.Is(err, fs.ErrPermission) {
			return
		}
		stat, _ := os.ReadFile(filepath.Join("/proc", pid, "stat"))
		if _, state, ok := bytes.Cut(stat, []byte(") ")); ok && state[0] == 'Z' {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("Neovim has quit, and its server, process %s, is still there", pid)
}
