package clients

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/asynctools/asynctools/internal/cli"
	kit "github.com/asynctools/asynctools/internal/testkit/clientkit"
)

var stories = kit.New("asynclsp", func(transcript string) string {
	return strings.ReplaceAll(transcript, cli.Version, "$VERSION")
})

func TestClients(t *testing.T) {
	server := filepath.Join(stories.Build(t, "asynclsp"), "asynclsp")
	t.Run("node", func(t *testing.T) { testNode(t, server) })
	t.Run("nvim", func(t *testing.T) { testNeovim(t, server) })
}

func testNode(t *testing.T, server string) {
	node := stories.Node(t, "vscode-languageserver-protocol", "vscode-languageserver-textdocument")
	kit.Inputs(t, "node/*.mjs")
	play := func(t *testing.T, story string, target ...string) {
		root := kit.Workspace(t)
		got := kit.Run(t, exec.Command(node, append([]string{"node/client.mjs", story, root}, target...)...))
		stories.Compare(t, "node-"+story, got)
		if story == "pull" {
			mended(t, server, root)
		}
	}
	names := []string{"push", "pull"}
	for _, story := range names {
		t.Run(story, func(t *testing.T) { play(t, story, server, "serve") })
	}
	t.Run("tcp", func(t *testing.T) {
		addr := kit.Listen(t, server)
		for _, story := range names { // two sessions of one server at the same time
			t.Run(story, func(t *testing.T) {
				t.Parallel()
				play(t, story, "--connect", addr)
			})
		}
	})
}

func testNeovim(t *testing.T, server string) {
	nvim := stories.Neovim(t)
	kit.Inputs(t, "nvim/*.lua")
	script, err := filepath.Abs("nvim/client.lua")
	if err != nil {
		t.Fatal(err)
	}
	root, home := kit.Workspace(t), t.TempDir()
	pids := filepath.Join(home, "pids")
	cmd := kit.InNeovim(nvim, script, root, home, []string{"ASYNCLSP=" + server + "\nserve", "PIDS=" + pids})
	stories.Compare(t, "nvim", kit.Run(t, cmd))
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
	for i, dir := range []string{kit.Workspace(t), root} { // as it was, as it is
		ctx, cancel := context.WithTimeout(context.Background(), kit.Patience)
		defer cancel()
		cmd := exec.CommandContext(ctx, python, "-X", "utf8", "app.py")
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("CPython: %v", err)
		}
		if stories.Updating() {
			ran.Files[i].Data = out
		}
		if want := string(ran.Files[i].Data); string(out) != want {
			t.Errorf("CPython printed %s the fixes:\n%swant:\n%s", ran.Files[i].Name, out, want)
		}
	}
	if stories.Updating() {
		if err := os.WriteFile("testdata/ran.txtar", txtar.Format(ran), 0o644); err != nil {
			t.Fatal(err)
		}
	}
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
