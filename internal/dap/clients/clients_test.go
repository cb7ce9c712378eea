package clients

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	kit "github.com/asynctools/asynctools/internal/testkit/clientkit"
)

// The runtime's own modules change.
var frozen = regexp.MustCompile(`(<frozen [\w.]+>):\d+`)

var stories = kit.New("asyncdap", func(transcript string) string {
	return frozen.ReplaceAllString(transcript, "$1:LINE")
})

func TestClients(t *testing.T) {
	bin := stories.Build(t, "asynclsp", "asyncdap")
	t.Run("node", func(t *testing.T) { testNode(t, filepath.Join(bin, "asyncdap")) })
	t.Run("nvim", func(t *testing.T) { testNeovim(t, bin) })
}

func testNode(t *testing.T, asyncdap string) {
	node := stories.Node(t, "@vscode/debugadapter-testsupport")
	kit.Inputs(t, "node/*.mjs")
	t.Run("stdio", func(t *testing.T) {
		stories.Compare(t, "node", kit.Run(t, exec.Command(node, "node/client.mjs", kit.Workspace(t), asyncdap)))
	})
	t.Run("tcp", func(t *testing.T) {
		_, port, _ := strings.Cut(kit.Listen(t, asyncdap), ":")
		stories.Compare(t, "node", kit.Run(t, exec.Command(node, "node/client.mjs", kit.Workspace(t), "--port", port)))
	})
}

func testNeovim(t *testing.T, bin string) {
	nvim := stories.Neovim(t)
	plugin := copyPlugin(t)
	if out, err := exec.Command(nvim, "--headless", "-u", "NONE", "-i", "NONE", "-c", "helptags "+filepath.Join(plugin, "doc"), "-c", "q").CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("helptags: %v\n%s", err, out)
	}
	here, err := filepath.Abs("nvim")
	if err != nil {
		t.Fatal(err)
	}
	kit.Inputs(t, "nvim/*.lua", "nvim/lua/*.lua")
	env := []string{"ASYNCLSP=" + filepath.Join(bin, "asynclsp"), "ASYNCDAP=" + filepath.Join(bin, "asyncdap")}
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
			script := filepath.Join(here, story+".lua")
			cmd := kit.InNeovim(nvim, script, kit.Workspace(t), t.TempDir(), env, "--cmd", "set runtimepath^="+path)
			stories.Compare(t, "nvim-"+story, kit.Run(t, cmd))
		})
	}
	t.Run("newest", func(t *testing.T) {
		newest, dap := os.Getenv("ASYNCTOOLS_NVIM_NEWEST"), os.Getenv("ASYNCTOOLS_NVIM_DAP_NEWEST")
		if newest == "" || dap == "" {
			t.Skip("NOT TESTED: the newest Neovim and nvim-dap: ASYNCTOOLS_NVIM_NEWEST and ASYNCTOOLS_NVIM_DAP_NEWEST do not name them")
		}
		path := strings.Join([]string{plugin, here, dap}, ",")
		cmd := kit.InNeovim(newest, filepath.Join(here, "newest.lua"), kit.Workspace(t), t.TempDir(), env, "--cmd", "set runtimepath^="+path)
		stories.Compare(t, "nvim-newest", kit.Run(t, cmd))
	})
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
