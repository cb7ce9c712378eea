package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain makes the test binary serve as asynclsp in scripts.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"asynclsp": func() { os.Exit(Main(os.Args[1:], streams())) },
		// asynclsp-status N ARGS wants the exit status N.
		"asynclsp-status": func() {
			if code := Main(os.Args[2:], streams()); strconv.Itoa(code) != os.Args[1] {
				fmt.Fprintf(os.Stderr, "exit status %d, want %s\n", code, os.Args[1])
				os.Exit(1)
			}
		},
	})
}

func streams() Streams { return Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr} }

// leaky is a program with a safe fix, mended what it makes of it.
const (
	leaky = `import contextlib
async def rows():
    yield 1
async def main():
    async for x in rows():
        break
`
	mended = `import contextlib
async def rows():
    yield 1
async def main():
    async with contextlib.aclosing(rows()) as rows_gen:
        async for x in rows_gen:
            break
`
)

// TestScripts runs the sessions in testdata: what users type and see.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			// These have bytes that a txtar cannot hold.
			for name, text := range map[string]string{
				"latin.py":      "# caf\xe9\n",
				"nul.py":        "x = 1\x00\n",
				"declared.py":   "# coding: latin-1\n" + leaky + "# caf\xe9\n",
				"declared.want": "# coding: latin-1\n" + mended + "# caf\xe9\n",
				"japanese.py":   "# coding: shift_jis\n" + leaky + "# \x8a\xbf\x8e\x9a\n",
				"marked.py":     "\ufeff" + leaky,
				"marked.want":   "\ufeff" + mended,
				"picture.png":   "\x89PNG\r\n\x1a\n\x00\x00\xff",
			} {
				if err := os.WriteFile(filepath.Join(env.WorkDir, name), []byte(text), 0o644); err != nil {
					return err
				}
			}
			return nil
		},
		RequireExplicitExec: true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "permissions": // whether a file can be made unreadable
				return runtime.GOOS != "windows" && os.Getuid() != 0, nil
			case "devfull": // writing there fails
				_, err := os.Stat("/dev/full")
				return err == nil, nil
			}
			return false, nil
		},
	})
}

// TestExamples compares what check says about examples/ with the recorded
// findings, which make demo shows.
func TestExamples(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Files:               []string{filepath.Join("..", "..", "examples", "testdata", "check.txtar")},
		RequireExplicitExec: true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(env *testscript.Env) error {
			dir, err := filepath.Abs(filepath.Join("..", ".."))
			if err != nil {
				return err
			}
			env.Setenv("REPO", dir)
			return nil
		},
	})
}
