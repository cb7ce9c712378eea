package dapcli

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest"

	"github.com/asynctools/asynctools/internal/dap/adapter"
	"github.com/asynctools/asynctools/internal/testkit/dapscript"
)

// realVariable makes the test binary asyncdap itself.
const realVariable = "ASYNCDAP_TEST_REAL"

func realMain() int {
	return Main(os.Args[1:], Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
}

// needAsyncio skips a test while the embedded runtime cannot import asyncio.
func needAsyncio(t *testing.T) {
	t.Helper()
	if _, stderr, code := asyncdap(t, "run", "-c", "import asyncio"); code != 0 {
		t.Skip("SKIPPED, no async program is run:", stderr)
	}
}

const examples = "../../../examples"

// TestDebugPython plays testdata/real/*.txtar: conversations with the adapter
// about Python programs on the embedded runtime. The files of an archive are
// put into $WORK; $EXAMPLES are the examples. An archive that begins with
// "# pending: REASON" waits for the engine.
func TestDebugPython(t *testing.T) {
	archives, err := filepath.Glob("testdata/real/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no scripts", err)
	}
	folder, err := filepath.Abs(examples)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if reason, pending := strings.CutPrefix(string(archive.Comment), "# pending: "); pending {
				reason, _, _ = strings.Cut(reason, "\n")
				t.Skip("SKIPPED, a known fault of the engine:", reason)
			}
			work := t.TempDir()
			for _, f := range archive.Files {
				path := filepath.Join(work, f.Name)
				if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, f.Data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			ours, theirs := net.Pipe()
			served := make(chan error, 1)
			go func() {
				served <- adapter.Serve(context.Background(), theirs, adapter.Config{
					Command: []string{os.Args[0], debuggeeCommand},
					Environ: append(os.Environ(), realVariable+"=1"),
					Log:     zaptest.NewLogger(t, zaptest.Level(zap.WarnLevel)),
				})
				_ = theirs.Close()
			}()
			defer func() {
				_ = ours.Close()
				<-served
			}()
			dapscript.Play(t, ours, string(archive.Comment), map[string]string{"WORK": work, "EXAMPLES": folder})
		})
	}
}

// asyncdap runs the real thing.
func asyncdap(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0], args...)
	cmd.Env = append(os.Environ(), realVariable+"=1")
	var out, errOut strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &errOut
	if err := cmd.Run(); err != nil {
		if _, ok := err.(*exec.ExitError); !ok {
			t.Fatal(err)
		}
	}
	return out.String(), errOut.String(), cmd.ProcessState.ExitCode()
}

// TestExamples compares the examples' output with what CPython printed.
func TestExamples(t *testing.T) {
	needAsyncio(t)
	recorded, err := filepath.Glob(filepath.Join(examples, "testdata", "*.out"))
	if err != nil || len(recorded) == 0 {
		t.Fatal("no recorded output", err)
	}
	for _, golden := range recorded {
		name := strings.TrimSuffix(filepath.Base(golden), ".out") + ".py"
		t.Run(name, func(t *testing.T) {
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(examples, name)
			if _, err := os.Stat(path); err != nil {
				path = filepath.Join(examples, "seeds", name)
			}
			stdout, stderr, code := asyncdap(t, "run", path)
			if code != 0 || stdout != string(want) {
				t.Errorf("exit status %d, stdout:\n%s\nstderr:\n%s\nCPython printed:\n%s", code, stdout, stderr, want)
			}
		})
	}
}

// TestRunPython is about exit statuses and streams.
func TestRunPython(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	tests := []struct {
		name        string
		args        []string
		code        int
		out, errEnd string
	}{
		{"code", []string{"-c", "print('hi')"}, 0, "hi\n", ""},
		{"arguments", []string{"-c", "import sys; print(sys.argv[1:])", "-x", "--seed"}, 0, "['-x', '--seed']\n", ""},
		{"exit", []string{"-c", "import sys; sys.exit(7)"}, 7, "", ""},
		{"exit with a text", []string{"-c", "raise SystemExit('no')"}, 1, "", "no\n"},
		{"another program", []string{"-c", "import os; print('one'); os.execv('/bin/sh', ['sh', '-c', 'echo two; exit 3'])"}, 3, "one\ntwo\n", ""},
		{"fork", []string{"-c", "import os; print(hasattr(os, 'fork')); os.fork()"}, 1, "False\n", "start a program with subprocess or os.execv instead\n"},
		{"uncaught", []string{file("u.py", "def f():\n    return 1 / 0\n\nf()\n")}, 1, "", "in f\n    return 1 / 0\n           ~~^~~\nZeroDivisionError: division by zero\n"},
		{"no Python", []string{file("s.py", "def f(:\n")}, 1, "", "SyntaxError: invalid syntax\n"},
		{"virtual time", []string{"--virtual-time", "-c", "import asyncio; asyncio.run(asyncio.sleep(3600)); print('later')"}, 0, "later\n", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if strings.Contains(strings.Join(test.args, " "), "asyncio") {
				needAsyncio(t)
			}
			stdout, stderr, code := asyncdap(t, append([]string{"run"}, test.args...)...)
			if code != test.code || stdout != test.out || !strings.HasSuffix(stderr, test.errEnd) || test.errEnd == "" && stderr != "" {
				t.Errorf("exit status %d, stdout %q, stderr:\n%s", code, stdout, stderr)
			}
		})
	}
}

// TestExecutable runs command lines of Python that programs give sys.executable.
func TestExecutable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.py")
	if err := os.WriteFile(path, []byte("import sys; print(sys.argv[1:])"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args []string
		code int
		out  string
	}{
		{[]string{path, "-c", "x"}, 0, "['-c', 'x']\n"},
		{[]string{"-c", "import sys; print(sys.argv)", "-q"}, 0, "['-c', '-q']\n"},
		{[]string{"-Bu", "-X", "dev", "-Wignore", "-cprint(1)"}, 0, "1\n"},
		{[]string{"-Xdev", "-c", "import sys; print(sys.flags.dev_mode, sys.warnoptions)"}, 0, "True ['default']\n"},
		{[]string{"run", "-X", "dev", "-c", "import sys; print(sys.flags.dev_mode)"}, 0, "True\n"},
		{[]string{"-um", "nosuchmodule"}, 1, ""},
		{[]string{"-c", "import sys; sys.exit(130)"}, 130, ""},
		{[]string{"-c", "raise KeyboardInterrupt"}, -1, ""},            // by SIGINT
		{[]string{"-c", "import os; os.abort(); print('on')"}, -1, ""}, // by a signal
		{[]string{path + "x"}, 2, ""},
	} {
		if stdout, stderr, code := asyncdap(t, test.args...); code != test.code || stdout != test.out {
			t.Errorf("%q: exit status %d, stdout %q, stderr:\n%s", test.args, code, stdout, stderr)
		}
	}
}

// TestTasksOfPython stops a program at its first idle moment.
func TestTasksOfPython(t *testing.T) {
	path := filepath.Join(t.TempDir(), "crowd.py")
	const program = `import asyncio

async def fetch():
    await asyncio.sleep(3600)

async def worker():
    await fetch()

async def main():
    print("noise")
    await asyncio.gather(*(worker() for _ in range(1200)))

asyncio.run(main())
`
	if err := os.WriteFile(path, []byte(program), 0o600); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, code := asyncdap(t, "tasks", path)
	if code != 0 || stderr != "noise\n" {
		t.Errorf("exit status %d, stderr %q", code, stderr)
	}
	for _, want := range []string{"main", "└── x 1,200  worker  suspended", "fetch", "crowd.py:4", "crowd.py:7"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in:\n%s", want, stdout)
		}
	}
}

// TestDisassemblePython finds the words of the async protocol.
func TestDisassemblePython(t *testing.T) {
	stdout, stderr, code := asyncdap(t, "dis", filepath.Join(examples, "seeds", "run_hooks.py"))
	if code != 0 {
		t.Fatalf("exit status %d, stderr:\n%s", code, stderr)
	}
	for _, want := range []string{"RETURN_GENERATOR", "GET_AITER", "GET_ANEXT", "YIELD_VALUE", "async for item in agen():"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in:\n%s", want, stdout)
		}
	}
	bad := filepath.Join(t.TempDir(), "bad.py")
	if err := os.WriteFile(bad, []byte("def f(:\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, code = asyncdap(t, "dis", bad)
	if code != 1 || stdout != "" || !strings.HasSuffix(stderr, "SyntaxError: invalid syntax\n") {
		t.Errorf("exit status %d, stdout %q, stderr:\n%s", code, stdout, stderr)
	}
}
