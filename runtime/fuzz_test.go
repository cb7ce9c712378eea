package runtime_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	goruntime "runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	pyruntime "github.com/asynctools/asynctools/runtime"
	"github.com/asynctools/asynctools/runtime/internal/pygen"
)

const (
	generated = 400 // programs of the plain test run
	batch     = 500 // programs that one CPython runs
)

// said is what counts of a run of a generated program.
type said struct {
	stdout string
	last   string // line of the traceback
	status int
}

// ignored is what is said of an exception in a finalizer, which may run last.
var ignored = regexp.MustCompile(`(?m)^Exception ignored .*\n(Traceback .*\n( .*\n)*)?(\S.*\n)?`)

func judge(stdout, stderr string, status int) said {
	s := said{stdout: address.ReplaceAllString(stdout, "at 0x..."), status: status}
	if status != 0 {
		lines := strings.Split(strings.TrimRight(ignored.ReplaceAllString(stderr, ""), "\n"), "\n")
		s.last = address.ReplaceAllString(lines[len(lines)-1], "at 0x...")
	}
	return s
}

func (s said) String() string { return fmt.Sprintf("%s%s\nexit %d\n", s.stdout, s.last, s.status) }

// recorded is the line that stands for a run in a file.
func (s said) recorded() string {
	sum := sha256.Sum256([]byte(s.String()))
	return fmt.Sprintf("%x %d %d %q", sum[:8], strings.Count(s.stdout, "\n"), s.status, s.last)
}

// TestGenerated runs generated programs. What CPython says to them is recorded
// as a hash, the number of lines, the exit status and the last line of the
// traceback. With ASYNCTOOLS_FUZZ=COUNT or COUNT@SEED, that many programs are
// compared with a CPython that runs beside.
func TestGenerated(t *testing.T) {
	count, first, _ := strings.Cut(os.Getenv("ASYNCTOOLS_FUZZ"), "@")
	if count != "" {
		n, err := strconv.ParseUint(count, 10, 64)
		if err != nil {
			t.Fatalf("ASYNCTOOLS_FUZZ is not COUNT or COUNT@SEED: %v", err)
		}
		from, err := strconv.ParseUint(first, 10, 64)
		if err != nil && first != "" {
			t.Fatalf("ASYNCTOOLS_FUZZ is not COUNT or COUNT@SEED: %v", err)
		}
		for ; n > 0; n -= min(n, batch) {
			live(t, from, min(n, batch))
			from += batch
		}
		return
	}
	file := filepath.Join("testdata", "fuzz", "recorded.txt")
	if *update {
		var b bytes.Buffer
		seeds := make([]uint64, generated)
		for i := range seeds {
			seeds[i] = uint64(i)
		}
		answers := certain(t, seeds)
		for _, seed := range seeds {
			if s, ok := answers[seed]; ok {
				fmt.Fprintf(&b, "%d %s\n", seed, s.recorded())
			}
		}
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(lines) < generated*9/10 {
		t.Errorf("%d programs only", len(lines))
	}
	open, err := os.ReadFile(filepath.Join("testdata", "fuzz", "open.txt"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(open)), "\n") {
		seed, why, _ := strings.Cut(line, " ")
		known[seed] = why
	}
	if len(known) > len(lines)/20 {
		t.Errorf("%d of %d programs are known to differ", len(known), len(lines))
	}
	for _, line := range lines {
		number, want, _ := strings.Cut(line, " ")
		t.Run(number, func(t *testing.T) {
			t.Parallel()
			if why, ok := known[number]; ok {
				t.Skip("OPEN:", why)
			}
			seed, err := strconv.ParseUint(number, 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			if got := runGenerated(t, pygen.Program(seed)); got.recorded() != want {
				t.Errorf("CPython says otherwise; ASYNCTOOLS_FUZZ=1@%d shows it\nwant %s\ngot  %s\n%s", seed, want, got.recorded(), got)
			}
		})
	}
}

// live compares programs with CPython. Where the runtime says otherwise, CPython
// is asked a second time: a program whose answers differ shows the order of a
// set of tasks and counts for nothing. And a CPython 3.14 is asked, which is what
// the runtime is after where the versions disagree.
func live(t *testing.T, from, n uint64) {
	seeds := make([]uint64, n)
	for i := range seeds {
		seeds[i] = from + uint64(i)
	}
	want, got := consult(t, "3.13", seeds), make([]said, n)
	var wg sync.WaitGroup
	for part := range uint64(goruntime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := part; i < n; i += uint64(goruntime.GOMAXPROCS(0)) {
				got[i] = runGenerated(t, pygen.Program(seeds[i]))
			}
		})
	}
	wg.Wait()
	var doubtful []uint64
	for i, seed := range seeds {
		if got[i] != want[seed] && want[seed].status >= 0 {
			doubtful = append(doubtful, seed)
		}
	}
	for seed, w := range certain(t, doubtful) {
		if d := difference(w.String(), got[seed-from].String()); d != "" {
			t.Errorf("seed %d differs from CPython:\n%s", seed, d)
		}
	}
	t.Logf("%d programs from %d, %d doubtful", n, from, len(doubtful))
}

// difference is where two texts part.
func difference(want, got string) string {
	if want == got {
		return ""
	}
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d\nwant %s\ngot  %s", i+1, w[i], g[i])
		}
	}
	return "one goes on where the other ends"
}

// certain is what CPython says to programs that it answers alike each time, and
// within the memory it is given.
func certain(t *testing.T, seeds []uint64) map[uint64]said {
	t.Helper()
	if len(seeds) == 0 {
		return nil
	}
	once, twice := consult(t, "3.13", seeds), consult(t, "3.13", seeds)
	newer := map[uint64]said{}
	if os.Getenv("ASYNCTOOLS_PYTHON314") != "" {
		newer = consult(t, "3.14", seeds)
	}
	for seed, s := range once {
		switch n, ok := newer[seed]; {
		case s != twice[seed] || s.status < 0 || strings.Contains(s.String(), "MemoryError"):
			delete(once, seed)
		case ok && n.status >= 0:
			once[seed] = n
		}
	}
	return once
}

// consult has a CPython run programs.
func consult(t *testing.T, version string, seeds []uint64) map[uint64]said {
	t.Helper()
	python := findPython(t, version)
	dir := t.TempDir()
	for _, seed := range seeds {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.py", seed)), []byte(pygen.Program(seed)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(python, "-X", "utf8", filepath.Join("testdata", "fuzz", "oracle.py"), dir)
	cmd.Env = append(os.Environ(), "PYTHONHASHSEED=0", "NO_COLOR=1", "PYTHONDONTWRITEBYTECODE=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	answers := map[uint64]said{}
	for _, seed := range seeds {
		var part [3]string
		for i, end := range []string{"stdout", "stderr", "status"} {
			text, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%d.py.%s", seed, end)))
			if err != nil {
				t.Fatal(err)
			}
			part[i] = string(text)
		}
		status, err := strconv.Atoi(part[2])
		if err != nil {
			t.Fatal(err)
		}
		answers[seed] = judge(part[0], part[1], status)
	}
	return answers
}

// runGenerated runs a program on the embedded runtime.
func runGenerated(t *testing.T, src string) said {
	t.Helper()
	path := filepath.Join(t.TempDir(), "p.py")
	if err := os.WriteFile(path, []byte(src), 0o644); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	in := pyruntime.New(pyruntime.Config{Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Args: []string{path}, VirtualTime: true})
	defer in.Close()
	timer := time.AfterFunc(20*time.Second, in.Kill)
	defer timer.Stop()
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("panic: %v\n%s\nso far:\n%s%s", r, debug.Stack(), stdout.String(), stderr.String())
		}
	}()
	status := in.RunFile(path)
	return judge(stdout.String(), stderr.String(), status)
}

// FuzzProgram runs the program that bytes choose, within limits: whatever they
// choose, it ends, and nothing panics.
func FuzzProgram(f *testing.F) {
	for seed := range uint64(8) {
		var b [600]byte
		rand.NewChaCha8([32]byte{byte(seed)}).Read(b[:])
		f.Add(b[:])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<14 {
			return
		}
		var out bytes.Buffer
		in := pyruntime.New(pyruntime.Config{
			Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out,
			VirtualTime: true, Steps: 1_000_000, Memory: 1 << 30,
		})
		defer in.Close()
		var late atomic.Bool
		timer := time.AfterFunc(30*time.Second, func() { late.Store(true); in.Kill() })
		src := pygen.FromBytes(data)
		in.RunCode(src)
		timer.Stop()
		if late.Load() {
			t.Errorf("still running after 30 s:\n%s", src)
		}
	})
}
