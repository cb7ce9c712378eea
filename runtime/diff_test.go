package runtime_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	goruntime "runtime/debug"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	pyruntime "github.com/asynctools/asynctools/runtime"
	"github.com/asynctools/asynctools/runtime/object"
)

var update = flag.Bool("update", false, "record what CPython says anew")

// TestDiff runs every program of testdata/diff on the embedded runtime and
// compares with what CPython 3.13 said. A program notes where 3.14 speaks
// differently in comments "# 3.14: OLD -> NEW", which apply to the recording;
// one that begins with "# record: 3.14" is recorded from a 3.14.
func TestDiff(t *testing.T) {
	progs, err := filepath.Glob("testdata/diff/*.py")
	if err != nil || len(progs) == 0 {
		t.Fatal("no programs", err)
	}
	for _, p := range progs {
		t.Run(strings.TrimSuffix(filepath.Base(p), ".py"), func(t *testing.T) {
			if *update {
				record(t, p)
			}
			parallel(t, p)
			want, err := os.ReadFile(strings.TrimSuffix(p, ".py") + ".out")
			if err != nil {
				t.Fatal(err)
			}
			compare(t, want, func() []byte { return runEmbedded(t, p, nil) })
		})
	}
}

// alone is held for reading by a program that runs beside others.
var alone sync.RWMutex

// compare fails if a program does not say what CPython said. Programs sleep and
// wait for one another by the clock, so one that differs on a busy machine is run
// again with nothing beside it.
func compare(t *testing.T, want []byte, run func() []byte) {
	t.Helper()
	differs := func() string {
		return cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(run()), "\n"))
	}
	alone.RLock()
	d := differs()
	alone.RUnlock()
	if d == "" {
		return
	}
	alone.Lock()
	defer alone.Unlock()
	if again := differs(); again != "" {
		t.Errorf("differs from CPython (-want +got):\n%s", again)
		return
	}
	t.Logf("differed beside others, not alone:\n%s", d)
}

// findPython is the interpreter of a version ("3.13", "3.14"), which is named
// by a variable of the environment or found on PATH.
func findPython(t *testing.T, version string) string {
	t.Helper()
	env := map[string]string{"3.13": "ASYNCTOOLS_PYTHON", "3.14": "ASYNCTOOLS_PYTHON314"}[version]
	if p := os.Getenv(env); p != "" {
		return p
	}
	p, err := exec.LookPath("python" + version)
	if err != nil {
		t.Skipf("SKIPPED: this needs CPython %s in %s or as python%[1]s on PATH", version, env)
	}
	return p
}

// record writes CPython's verdict on a program beside it.
func record(t *testing.T, prog string) {
	t.Helper()
	src, err := os.ReadFile(prog)
	if err != nil {
		t.Fatal(err)
	}
	version := "3.13"
	if bytes.HasPrefix(src, []byte("# record: 3.14\n")) {
		version = "3.14"
	}
	python := findPython(t, version)
	abs, err := filepath.Abs(prog)
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(python, "-X", "utf8", abs)
	cmd.Env = append(os.Environ(), "PYTHONHASHSEED=0", "NO_COLOR=1", "PYTHONDONTWRITEBYTECODE=1")
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	status := 0
	if err := cmd.Run(); err != nil {
		var ee *exec.ExitError
		if !errors.As(err, &ee) {
			t.Fatal(err)
		}
		status = ee.ExitCode()
	}
	out := verdict(abs, stdout.String(), stderr.String(), status)
	for _, line := range strings.Split(string(src), "\n") {
		if rest, ok := strings.CutPrefix(line, "# 3.14: "); ok {
			was, is, ok := strings.Cut(strings.ReplaceAll(rest, `\n`, "\n"), " -> ")
			if !ok || !bytes.Contains(out, []byte(was)) {
				t.Errorf("%s: useless note %q", prog, line)
			}
			out = bytes.ReplaceAll(out, []byte(was), []byte(is))
		}
	}
	if err := os.WriteFile(strings.TrimSuffix(prog, ".py")+".out", out, 0o644); err != nil {
		t.Fatal(err)
	}
}

// parallel lets a program run beside others, unless it changes the folder,
// which is the process's.
func parallel(t *testing.T, prog string) {
	t.Helper()
	src, err := os.ReadFile(prog)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(src, []byte("os.chdir(")) {
		t.Chdir(".") // restores it at the end
		return
	}
	t.Parallel()
}

// runEmbedded runs a program in this process. setup may change the interpreter.
func runEmbedded(t *testing.T, prog string, setup func(*pyruntime.Interp)) (out []byte) {
	t.Helper()
	abs, err := filepath.Abs(prog)
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	in := pyruntime.New(pyruntime.Config{Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Args: []string{abs}})
	defer in.Close()
	if setup != nil {
		setup(in)
	}
	timer := time.AfterFunc(60*time.Second, in.Kill)
	defer timer.Stop()
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("panic: %v\n%s\nso far:\n%s%s", r, goruntime.Stack(), stdout.String(), stderr.String())
		}
	}()
	status := in.RunFile(abs)
	return verdict(abs, stdout.String(), stderr.String(), status)
}

var (
	address    = regexp.MustCompile(`at 0x[0-9a-f]+`)
	frameLine  = regexp.MustCompile(`^([ |+-]*)File "([^"]*)", line \d+`)
	stdlibFile = regexp.MustCompile(`\((<frozen [^>()]*>|[^()]*/lib/python3[^()]*)\)`)
	warnedAt   = regexp.MustCompile(`(?m)^(/[^:\n]*/lib/python3[^:\n]*|<frozen [^>\n]*>|sys):\d+: (\w*Warning: )`)
	markerLine = regexp.MustCompile(`^[ |]*[~^]+$`)
)

// verdict is what a run said, without what differs from machine to machine:
// addresses, folders, and the frames of the standard library.
func verdict(prog, stdout, stderr string, status int) []byte {
	clean := func(s string) string {
		s = address.ReplaceAllString(s, "at 0x...")
		var keep []string
		skip := -1
		for _, line := range strings.SplitAfter(s, "\n") {
			if m := frameLine.FindStringSubmatch(line); m != nil {
				skip = -1
				if strings.HasPrefix(m[2], "<frozen ") || strings.Contains(m[2], "/lib/python3") {
					skip = len(m[1])
					continue
				}
			} else if skip >= 0 {
				if indent := len(line) - len(strings.TrimLeft(line, " |")); indent > skip || markerLine.MatchString(strings.TrimRight(line, "\n")) {
					continue
				}
				skip = -1
			}
			keep = append(keep, line)
		}
		s = warnedAt.ReplaceAllString(strings.Join(keep, ""), "(stdlib): $2")
		s = stdlibFile.ReplaceAllString(s, "(stdlib)")
		return strings.ReplaceAll(s, filepath.Dir(prog)+string(filepath.Separator), "")
	}
	a := &txtar.Archive{Files: []txtar.File{{Name: "stdout", Data: []byte(clean(stdout))}}}
	if stderr != "" {
		a.Files = append(a.Files, txtar.File{Name: "stderr", Data: []byte(clean(stderr))})
	}
	if status != 0 {
		a.Files = append(a.Files, txtar.File{Name: "exit", Data: []byte(strconv.Itoa(status) + "\n")})
	}
	return txtar.Format(a)
}

// TestAccelerators runs the programs that import asyncio without what the
// runtime does in Go for it: the Python functions must behave alike.
func TestAccelerators(t *testing.T) {
	progs, err := filepath.Glob("testdata/diff/*.py")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, p := range progs {
		src, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(src, []byte("import asyncio")) || strings.HasPrefix(filepath.Base(p), "io_") {
			continue
		}
		n++
		t.Run(strings.TrimSuffix(filepath.Base(p), ".py"), func(t *testing.T) {
			parallel(t, p)
			want, err := os.ReadFile(strings.TrimSuffix(p, ".py") + ".out")
			if err != nil {
				t.Fatal(err)
			}
			compare(t, want, func() []byte {
				return runEmbedded(t, p, func(in *pyruntime.Interp) { in.Unaccelerated() })
			})
		})
	}
	if n < 20 {
		t.Errorf("%d programs only", n)
	}
}

// TestFinalization runs the same programs in the checking mode: nothing that a
// program can still reach may be finalized.
func TestFinalization(t *testing.T) {
	progs, err := filepath.Glob("testdata/diff/*.py")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range progs {
		t.Run(strings.TrimSuffix(filepath.Base(p), ".py"), func(t *testing.T) {
			parallel(t, p)
			runEmbedded(t, p, func(in *pyruntime.Interp) {
				in.CheckFinalization(func(v object.Value, way string) {
					t.Errorf("finalized while reachable: %s by %s", v.Type().Name, way)
				})
			})
		})
	}
}
