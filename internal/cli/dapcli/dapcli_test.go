package dapcli

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/asynctools/asynctools/internal/dap/fake"
	"github.com/asynctools/asynctools/internal/dap/session"
	"github.com/asynctools/asynctools/internal/testkit/dapscript"
)

// toyVariable makes the test binary asyncdap with the toy engine.
const toyVariable = "ASYNCDAP_TEST_TOY"

func TestMain(m *testing.M) {
	if os.Getenv(toyVariable) != "" {
		a := &app{
			Streams: Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}, engine: toy{},
			self: []string{os.Args[0], debuggeeCommand}, signals: func(chan<- os.Signal, ...os.Signal) {},
		}
		os.Exit(a.main(os.Args[1:]))
	}
	if os.Getenv(realVariable) != "" {
		os.Exit(realMain())
	}
	goleak.VerifyTestMain(m)
}

// toy is the fake engine.
type toy struct{}

func (toy) load(spec session.Spec, s streams) (*loaded, error) {
	if spec.File == "" {
		return nil, errors.New("the toy engine runs files only")
	}
	target, err := fake.New(spec.File, s.out, s.err)
	if err != nil {
		return nil, err
	}
	return &loaded{target: target, interrupt: func() { _ = target.Terminate() }}, nil
}

func (toy) disassemble(path string, w io.Writer) error {
	_, err := fmt.Fprintln(w, "the code of", filepath.Base(path))
	return err
}

// command is a run of asyncdap in this process.
type command struct {
	t        *testing.T
	out, err *os.File
	signals  chan chan<- os.Signal // as they are subscribed
	done     chan int
}

func start(t *testing.T, args ...string) *command {
	t.Helper()
	dir := t.TempDir()
	open := func(name string) *os.File {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Close() })
		return f
	}
	in, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close() })
	t.Setenv(toyVariable, "1")
	c := &command{t: t, out: open("out"), err: open("err"), signals: make(chan chan<- os.Signal, 4), done: make(chan int, 1)}
	a := &app{
		Streams: Streams{In: in, Out: c.out, Err: c.err}, engine: toy{}, self: []string{os.Args[0], debuggeeCommand},
		signals: func(to chan<- os.Signal, _ ...os.Signal) { c.signals <- to },
	}
	go func() { c.done <- a.main(args) }()
	return c
}

func (c *command) wait() int {
	c.t.Helper()
	select {
	case code := <-c.done:
		return code
	case <-time.After(20 * time.Second):
		c.t.Fatalf("the command does not end; stderr:\n%s", c.stderr())
		return 0
	}
}

func (c *command) signal(sig os.Signal) {
	to := <-c.signals
	to <- sig
	c.signals <- to
}

func read(f *os.File) string {
	text, err := os.ReadFile(f.Name())
	if err != nil {
		return err.Error()
	}
	return string(text)
}

func (c *command) stdout() string { return read(c.out) }
func (c *command) stderr() string { return read(c.err) }

// until waits for a text on stderr and returns what a pattern finds in it.
func (c *command) until(pattern string) string {
	c.t.Helper()
	re := regexp.MustCompile(pattern)
	for range 2000 {
		if found := re.FindStringSubmatch(c.stderr()); found != nil {
			return found[len(found)-1]
		}
		time.Sleep(5 * time.Millisecond)
	}
	c.t.Fatalf("no %q in:\n%s", pattern, c.stderr())
	return ""
}

func write(t *testing.T, program string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(path, []byte(program), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestCommandLine(t *testing.T) {
	seven := write(t, "print out\neprint err\nexit 7\n")
	tests := []struct {
		name     string
		args     []string
		code     int
		out, err string // patterns
	}{
		{"help", []string{"--help"}, 0, `(?s)^asyncdap runs.*tasks FILE`, `^$`},
		{"version", []string{"--version"}, 0, `^asyncdap \d`, `^$`},
		{"unknown command", []string{"walk"}, 2, `^$`, `unknown command "walk"`},
		{"unknown flag", []string{"--walk"}, 2, `^$`, `asyncdap serve: flag provided but not defined: -walk`},
		{"a file instead of a command", []string{"serve", seven}, 2, `^$`, `to run a program: asyncdap run`},
		{"both transports", []string{"--stdio", "--listen", "0"}, 2, `^$`, `exclude each other`},
		{"port for everybody", []string{"--listen", "0.0.0.0:0"}, 2, `^$`, `any code with your rights.*--allow-remote`},
		{"bad address", []string{"--listen", "a:b:c"}, 2, `^$`, `"a:b:c" is no address`},
		{"bad port", []string{"--listen", "localhost:http:"}, 2, `^$`, `no address`},
		{"bad log level", []string{"--log-level", "loud"}, 2, `^$`, `unknown log level "loud"`},
		{"debuggee by hand", []string{"debuggee"}, 2, `^$`, `started by asyncdap itself`},
		{"debuggee with a program", []string{"debuggee", "x"}, 2, `^$`, `unexpected argument "x"`},

		{"run help", []string{"run", "--help"}, 0, `(?s)^usage: asyncdap run.*-seed`, `^$`},
		{"run", []string{"run", seven, "--help"}, 7, `^out\n$`, `^err\n$`},
		{"run after --", []string{"run", "--seed", "3", "--", seven}, 7, `^out\n$`, `^err\n$`},
		{"run nothing", []string{"run"}, 2, `^$`, `which program`},
		{"run nothing, with a flag", []string{"run", "--seed", "4"}, 2, `^$`, `which program`},
		{"run -m nothing", []string{"run", "-m"}, 2, `^$`, `-m needs an argument`},
		{"run -c", []string{"run", "-c", "pass", "x"}, 2, `^$`, `the toy engine runs files only`},
		{"run what is not there", []string{"run", "nothing.py"}, 2, `^$`, `there is no file nothing.py`},
		{"run a folder", []string{"run", "."}, 2, `^$`, `. is a directory`},
		{"run with a bad flag", []string{"run", "--wat", seven}, 2, `^$`, `not defined: -wat`},
		{"run with a bad value", []string{"run", "--seed", "x", seven}, 2, `^$`, `invalid value "x"`},
		{"wait for nobody", []string{"run", "--wait", seven}, 2, `^$`, `only go with --listen`},
		{"run, port for everybody", []string{"run", "--listen", "0.0.0.0:0", seven}, 2, `^$`, `--allow-remote`},

		{"tasks of a program that ends", []string{"tasks", seven}, 7, `^$`, `(?s)^out\nerr\n.*ended first, with exit status 7`},
		{"tasks in a bad format", []string{"tasks", "--format", "xml", seven}, 2, `^$`, `unknown format "xml"`},
		{"tasks before", []string{"tasks", "--after", "-1s", seven}, 2, `^$`, `cannot be negative`},
		{"tasks of nothing", []string{"tasks", "--after", "1s"}, 2, `^$`, `which program`},

		{"dis", []string{"dis", seven}, 0, `^the code of program\n$`, `^$`},
		{"dis two", []string{"dis", seven, seven}, 2, `^$`, `want one FILE, got 2`},
		{"dis nothing", []string{"dis", "nothing.py"}, 2, `^$`, `no such file`},
		{"dis a folder", []string{"dis", "."}, 2, `^$`, `is a directory`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := start(t, test.args...)
			if code := c.wait(); code != test.code {
				t.Errorf("exit status %d, want %d", code, test.code)
			}
			if !regexp.MustCompile(test.out).MatchString(c.stdout()) {
				t.Errorf("stdout is %q, want %s", c.stdout(), test.out)
			}
			if !regexp.MustCompile(test.err).MatchString(c.stderr()) {
				t.Errorf("stderr is %q, want %s", c.stderr(), test.err)
			}
		})
	}
}

const crowd = `spawn worker 5000
eprint ready
loop
def worker
  print x
`

func TestTasks(t *testing.T) {
	c := start(t, "tasks", "--after", "100ms", write(t, crowd))
	if code := c.wait(); code != 0 {
		t.Fatalf("exit status %d, stderr:\n%s", code, c.stderr())
	}
	for _, want := range []string{"MainThread", "└── x 5,000  worker  suspended: sleep", "5,000 tasks"} {
		if !strings.Contains(c.stdout(), want) {
			t.Errorf("no %q in:\n%s", want, c.stdout())
		}
	}
	c = start(t, "tasks", "--format", "json", write(t, crowd))
	c.until("ready")
	c.signal(os.Interrupt) // the toy has no event loop that could be idle
	if code := c.wait(); code != 0 || !strings.Contains(c.stdout(), `"count": 5000`) {
		t.Errorf("exit status %d, stdout:\n%s", code, c.stdout())
	}
}

// TestSignals dumps the tasks of a running program, which goes on, and then
// interrupts it.
func TestSignals(t *testing.T) {
	c := start(t, "run", write(t, crowd))
	c.until("ready")
	for range 2 {
		c.signal(syscall.SIGQUIT)
		c.until("5,000 tasks")
	}
	c.signal(os.Interrupt)
	if code := c.wait(); code != 143 {
		t.Errorf("exit status %d", code)
	}
	if !strings.Contains(c.stderr(), "x 5,000") || c.stdout() != "" {
		t.Errorf("stderr is\n%s\nstdout is\n%s", c.stderr(), c.stdout())
	}
}

func dial(t *testing.T, address string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

const attach = `
ignore event thread
ignore event loadedSource
ignore event module
> initialize
< initialize
> attach
< attach
< event initialized
`

func TestRunListen(t *testing.T) {
	path := write(t, "set x 1\nprint done\nexit 3\n")
	c := start(t, "run", "--listen", "0", "--wait", path)
	address := c.until(`attach on (127\.0\.0\.1:\d+)`)
	// One looks and leaves: the program still waits.
	dapscript.Play(t, dial(t, address), attach+"> disconnect\n< disconnect\nclosed", nil)
	if c.stdout() != "" {
		t.Error("the program did not wait")
	}
	dapscript.Play(t, dial(t, address), attach+`
> setBreakpoints {"source":{"path":"`+path+`"},"lines":[2]}
< setBreakpoints {"breakpoints":[{"verified":true}]}
> configurationDone
< configurationDone
< event process {"startMethod":"attach"}
< event stopped {"reason":"breakpoint"}
> continue {"threadId":1}
< continue
< event exited {"exitCode":3}
< event terminated
> disconnect
< disconnect
closed`, nil)
	if code := c.wait(); code != 3 || c.stdout() != "done\n" {
		t.Errorf("exit status %d, stdout %q", code, c.stdout())
	}
}

func TestInterruptedWhileWaiting(t *testing.T) {
	c := start(t, "run", "--listen", "127.0.0.1:0", "--wait", write(t, "print x\n"))
	c.until("attach on")
	c.signal(os.Interrupt)
	if code := c.wait(); code != 130 || c.stdout() != "" {
		t.Errorf("exit status %d, stdout %q", code, c.stdout())
	}
}

// launched debugs through the adapter, whose debuggee is this test binary.
const launched = `
ignore event thread
ignore event loadedSource
ignore event module
> initialize
< initialize
> launch {"program":"$PROGRAM"}
< launch
< event initialized
> configurationDone
< configurationDone
< event process
< event output {"category":"stdout","output":"one\n"}
< event exited {"exitCode":0}
< event terminated
> disconnect
< disconnect
closed`

func TestServeListen(t *testing.T) {
	c := start(t, "serve", "--listen", "0")
	address := c.until(`listening on (\S+)`)
	vars := map[string]string{"PROGRAM": write(t, "print one\n")}
	for range 2 {
		dapscript.Play(t, dial(t, address), launched, vars)
	}
	c.signal(os.Interrupt)
	if code := c.wait(); code != 0 {
		t.Errorf("exit status %d, stderr %s", code, c.stderr())
	}
}

// startAdapter starts a real asyncdap process, with the engine that the variable
// chooses.
func startAdapter(t *testing.T, variable string) (*os.Process, pipes) {
	t.Helper()
	in, ourIn, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	ourOut, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(variable, "1")
	process, err := os.StartProcess(os.Args[0], []string{os.Args[0]}, &os.ProcAttr{Files: []*os.File{in, out, os.Stderr}})
	if err != nil {
		t.Fatal(err)
	}
	_, _ = in.Close(), out.Close()
	return process, pipes{ourOut, ourIn}
}

// TestServeStdio speaks to a real asyncdap process.
func TestServeStdio(t *testing.T) {
	process, ends := startAdapter(t, toyVariable)
	dapscript.Play(t, ends, launched, map[string]string{"PROGRAM": write(t, "print one\n")})
	state, err := process.Wait()
	if err != nil || state.ExitCode() != 0 {
		t.Errorf("asyncdap ended with %v, %v", state, err)
	}
}

type pipes struct {
	io.Reader
	w *os.File
}

func (p pipes) Write(b []byte) (int, error) { return p.w.Write(b) }

func (p pipes) Close() error {
	return errors.Join(p.w.Close(), p.Reader.(*os.File).Close())
}
