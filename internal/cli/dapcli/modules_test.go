package dapcli

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var updateModules = flag.Bool("update-modules", false, "record anew what CPython makes of -m, with ASYNCTOOLS_PYTHON")

// TestModules runs the modules of testdata/modules.txtar by -m, and compares with what
// CPython 3.13 printed, which the archive has in the files want/MODULE.
func TestModules(t *testing.T) {
	const path = "testdata/modules.txtar"
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	work := t.TempDir()
	for _, f := range archive.Files {
		if strings.HasPrefix(f.Name, "want/") {
			continue
		}
		to := filepath.Join(work, f.Name)
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for i, f := range archive.Files {
		module, ok := strings.CutPrefix(f.Name, "want/")
		if !ok {
			continue
		}
		if *updateModules {
			python := os.Getenv("ASYNCTOOLS_PYTHON")
			if python == "" {
				t.Fatal("ASYNCTOOLS_PYTHON is not set")
			}
			archive.Files[i].Data = []byte(runModule(t, work, python, "-B", "-m", module, "x"))
			continue
		}
		t.Run(module, func(t *testing.T) {
			if d := cmp.Diff(string(f.Data), runModule(t, work, os.Args[0], "run", "-m", module, "x")); d != "" {
				t.Errorf("differs from CPython (-want +got):\n%s", d)
			}
		})
	}
	if *updateModules {
		if err := os.WriteFile(path, txtar.Format(archive), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// runModule is the output, the last line of the standard error and the exit status of
// a command, in words that do not depend on who ran it and where.
func runModule(t *testing.T, work string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Dir, cmd.Env = work, append(os.Environ(), realVariable+"=1")
	var out, errOut strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &errOut
	if err := cmd.Run(); err != nil {
		if _, ok := err.(*exec.ExitError); !ok {
			t.Fatal(err)
		}
	}
	lines := strings.Split(strings.TrimSpace(errOut.String()), "\n")
	text := fmt.Sprintf("%s%s\nexit status %d\n", out.String(), lines[len(lines)-1], cmd.ProcessState.ExitCode())
	if exe, err := filepath.Abs(args[0]); err == nil {
		text = strings.ReplaceAll(text, exe, "python")
	}
	if real, err := filepath.EvalSymlinks(work); err == nil {
		text = strings.ReplaceAll(text, real, "$WORK")
	}
	return strings.ReplaceAll(text, work, "$WORK")
}
