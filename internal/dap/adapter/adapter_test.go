//go:build unix

package adapter_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"go.uber.org/goleak"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest"

	"github.com/asynctools/asynctools/internal/dap/adapter"
	"github.com/asynctools/asynctools/internal/dap/fake"
	"github.com/asynctools/asynctools/internal/dap/session"
	"github.com/asynctools/asynctools/internal/testkit/dapscript"
	"github.com/asynctools/asynctools/runtime/inspect"
)

// debuggeeVariable makes the test binary a debuggee.
const debuggeeVariable = "ASYNCDAP_TEST_DEBUGGEE"

func TestMain(m *testing.M) {
	if os.Getenv(debuggeeVariable) != "" {
		os.Exit(debuggee())
	}
	goleak.VerifyTestMain(m)
}

func debuggee() int {
	engine := func(stdout, stderr io.Writer) session.Engine {
		return func(spec session.Spec) (inspect.Target, error) {
			if spec.Code == "refuse" {
				return nil, fmt.Errorf("the engine refuses")
			}
			return fake.New(spec.File, stdout, stderr)
		}
	}
	code, err := adapter.RunDebuggee(context.Background(), engine, zap.NewNop())
	if err != nil {
		fmt.Fprintln(os.Stderr, "debuggee:", err)
	}
	return code
}

func config(t *testing.T) adapter.Config {
	return adapter.Config{
		Command:         []string{os.Args[0]},
		Environ:         append(os.Environ(), debuggeeVariable+"=1", "GOTRACEBACK=single"),
		TerminateGrace:  300 * time.Millisecond,
		DisconnectGrace: 300 * time.Millisecond,
		ExitGrace:       300 * time.Millisecond,
		Log:             zaptest.NewLogger(t, zaptest.Level(zap.WarnLevel)),
	}
}

// TestScripts plays testdata/*.txtar: the comment is the conversation, the
// files are put into a folder $WORK.
func TestScripts(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			work := t.TempDir()
			for _, f := range archive.Files {
				if err := os.WriteFile(filepath.Join(work, f.Name), f.Data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			play(t, string(archive.Comment), map[string]string{"WORK": work})
		})
	}
}

// play serves one session on a TCP connection, which can be half closed, to a
// script.
func play(t *testing.T, script string, vars map[string]string) {
	t.Helper()
	ours, theirs := connection(t)
	served := make(chan error, 1)
	go func() {
		served <- adapter.Serve(context.Background(), theirs, config(t))
		_ = theirs.Close()
	}()
	defer func() {
		_ = ours.Close()
		select {
		case err := <-served:
			if err != nil {
				t.Logf("the adapter ended with %v", err)
			}
		case <-time.After(10 * time.Second):
			t.Error("the adapter does not end")
		}
	}()
	dapscript.Play(t, ours, script, vars)
}

func connection(t *testing.T) (ours, theirs net.Conn) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	ours, err = net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	theirs, err = listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	return ours, theirs
}

const hello = `
ignore event thread
ignore event loadedSource
ignore event module
> initialize {"adapterID":"asyncdap"}
< initialize {"supportsRestartRequest":true}
`

// start launches program and brings it to run.
func start(program string) string {
	return hello + fmt.Sprintf(`> launch {"program":%q}
< launch
< event initialized
> configurationDone
< configurationDone
< event process {"systemProcessId":"=>pid"}
`, program)
}

func write(t *testing.T, program string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(path, []byte(program), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestEnds lets programs die in every way there is.
func TestEnds(t *testing.T) {
	for _, test := range []struct{ name, program, script string }{
		{"normally", "print bye\n", `
< event output {"category":"stdout","output":"bye\n"}
< event exited {"exitCode":0}
< event terminated`},
		{"with a status", "eprint oh\nexit 7\n", `
< event output {"category":"stderr","output":"oh\n"}
< event exited {"exitCode":7}
< event terminated`},
		{"by os._exit", "print a\nsleep 100\ndie 5\n", `
< event output {"category":"stdout","output":"a\n"}
< event output {"category":"stderr","output":"~ended by itself .*exit status 5"}
< event exited {"exitCode":5}
< event terminated
> threads
< threads ! {"id":2005}`},
		{"by kill -9", "sleep 100\nselfkill\n", `
< event output {"category":"important","output":"~ended from outside: signal: killed"}
< event exited {"exitCode":137}
< event terminated`},
		{"with closed streams", "print x\nclose\nexit 3\n", `
< event output {"category":"stdout","output":"x\n"}
< event exited {"exitCode":3}
< event terminated`},
	} {
		t.Run(test.name, func(t *testing.T) { play(t, start(write(t, test.program))+test.script, nil) })
	}
}

// TestRuntimeCrash has a Go panic end the debuggee: its trace reaches the user.
func TestRuntimeCrash(t *testing.T) {
	play(t, "ignore event output\n"+start(write(t, "sleep 100\ngopanic\n"))+`
< event exited {"exitCode":2}
< event terminated
> disconnect
< disconnect
closed`, nil)
}

func TestKilledWhileItOwesAnswers(t *testing.T) {
	ours, theirs := connection(t)
	go func() {
		_ = adapter.Serve(context.Background(), theirs, config(t))
		_ = theirs.Close()
	}()
	path := write(t, "hang\n")
	// The debuggee is deaf once it hangs: pause and threads stay unanswered
	// until somebody kills it.
	killer := &onText{Conn: ours, text: `"systemProcessId":`, do: func(rest string) {
		pid, err := strconv.Atoi(rest[:strings.IndexAny(rest, ",}")])
		if err != nil {
			t.Error(err)
			return
		}
		time.AfterFunc(200*time.Millisecond, func() { _ = syscall.Kill(pid, syscall.SIGKILL) })
	}}
	dapscript.Play(t, killer, start(path)+`
< event output {"output":"deaf\n","category":"stdout"}
> pause {"threadId":1}
> threads
< pause ! {"id":2006,"message":"~ended before it answered pause: signal: killed"}
< threads ! {"id":2006}
--
< event output {"category":"important"}
< event exited {"exitCode":137}
< event terminated
> disconnect
< disconnect
closed`, nil)
}

// onText calls do with what follows a text that is read from the connection.
type onText struct {
	net.Conn
	text string
	do   func(rest string)
	seen bytes.Buffer
}

func (c *onText) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.seen.Write(p[:n])
	if _, rest, found := strings.Cut(c.seen.String(), c.text); found && c.do != nil {
		c.do(rest)
		c.do = nil
	}
	return n, err
}

func TestEndlessPrograms(t *testing.T) {
	for _, test := range []struct{ name, program, script string }{
		{"a loop is paused and terminated", "loop\n", `
> pause {"threadId":1}
< pause
< event stopped
> terminate
< terminate
--
< event exited {"exitCode":143}
< event terminated`},
		{"a deaf loop is killed after terminate", "hang\n", `
< event output {"output":"deaf\n","category":"stdout"}
> terminate
< terminate ! {"id":2006,"message":"~killed, as it did not end within 300ms"}
--
< event output {"category":"important"}
< event exited {"exitCode":137}
< event terminated`},
		{"a deaf loop is killed after disconnect", "hang\n", `
< event output {"output":"deaf\n","category":"stdout"}
> threads
> disconnect
< threads ! {"id":2006}
< disconnect
closed`},
		// What the dying program still says may or may not arrive before the end.
		{"a loop ends with its editor", "loop\n", `
ignore event output
ignore event thread
ignore event loadedSource
ignore event module
ignore event exited
ignore event terminated
eof
closed`},
	} {
		t.Run(test.name, func(t *testing.T) { play(t, start(write(t, test.program))+test.script, nil) })
	}
}

// TestNoOrphan leaves without a word: the debuggee must go, too.
func TestNoOrphan(t *testing.T) {
	ours, theirs := connection(t)
	served := make(chan struct{})
	go func() {
		_ = adapter.Serve(context.Background(), theirs, config(t))
		_ = theirs.Close()
		close(served)
	}()
	pid := 0
	conn := &onText{Conn: ours, text: `"systemProcessId":`, do: func(rest string) {
		pid, _ = strconv.Atoi(rest[:strings.IndexAny(rest, ",}")])
	}}
	dapscript.Play(t, conn, start(write(t, "hang\n"))+`
< event output {"output":"deaf\n","category":"stdout"}`, nil)
	<-served
	if pid == 0 {
		t.Fatal("no pid was seen")
	}
	if err := syscall.Kill(pid, 0); err == nil {
		t.Errorf("process %d is still there", pid)
	}
}

// TestFlood has the program print megabytes; all of it arrives before the end
// is told, and before the stop after it.
func TestFlood(t *testing.T) {
	const size = 6 << 20
	ours, theirs := connection(t)
	go func() {
		_ = adapter.Serve(context.Background(), theirs, config(t))
		_ = theirs.Close()
	}()
	path := write(t, fmt.Sprintf("flood %d\nset x 1\nflood %d\n", size, size))
	conn := &countOutput{Conn: ours}
	dapscript.Play(t, conn, "ignore event output\n"+hello+fmt.Sprintf(`> launch {"program":%q}
< launch
< event initialized
> setBreakpoints {"source":{"path":%q},"lines":[2]}
< setBreakpoints
> configurationDone
< configurationDone
< event process
< event stopped
> continue {"threadId":1}
< continue
< event exited {"exitCode":0}
< event terminated
> disconnect
< disconnect
closed`, path, path), nil)
	if lines := bytes.Count(conn.all.Bytes(), []byte(`0123456789abcde\n`)); lines < 2*size/16-500 {
		t.Errorf("%d lines arrived, want %d", lines, 2*size/16)
	}
	before, _, _ := bytes.Cut(conn.all.Bytes(), []byte(`"event":"stopped"`))
	if lines := bytes.Count(before, []byte(`0123456789abcde\n`)); lines < size/16-250 {
		t.Errorf("%d lines arrived before the stop, want %d", lines, size/16)
	}
}

type countOutput struct {
	net.Conn
	all bytes.Buffer
}

func (c *countOutput) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.all.Write(p[:n])
	return n, err
}

// TestAttach goes through the adapter to a program that listens.
func TestAttach(t *testing.T) {
	target, err := fake.New(write(t, "loop\n"), io.Discard, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	program := session.NewProgram(target, "p")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			_ = session.Serve(context.Background(), conn, session.Config{Program: program})
			_ = conn.Close()
		}
	}()
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	vars := map[string]string{"PORT": port}
	attach := hello + `> attach {"connect":{"port":$PORT}}
< attach
< event capabilities {"capabilities":{"supportTerminateDebuggee":true}}
< event initialized
> configurationDone
< configurationDone
< event process {"startMethod":"attach"}
`
	play(t, hello+`> attach {"port":"x"}
< attach ! {"id":1003}
> attach
< attach ! {"id":2007,"message":"~must name a .port"}
> attach {"port":1}
< attach ! {"id":2007,"message":"~refused"}
> disconnect
< disconnect
closed`, vars)
	play(t, attach+`> pause {"threadId":1}
< pause
< event stopped
> restart
< restart ! {"id":3004}
> disconnect
< disconnect
closed`, vars)
	play(t, attach+`> terminate
< terminate
< event exited {"exitCode":143}
< event terminated
> disconnect
< disconnect
closed`, vars)
	_ = listener.Close()
	<-done
}

func TestCommandThatCannotStart(t *testing.T) {
	ours, theirs := connection(t)
	cfg := config(t)
	cfg.Command = []string{filepath.Join(t.TempDir(), "nothing")}
	go func() {
		_ = adapter.Serve(context.Background(), theirs, cfg)
		_ = theirs.Close()
	}()
	dapscript.Play(t, ours, hello+fmt.Sprintf(`> launch {"program":%q}
< launch ! {"id":2004,"message":"~no such file"}
> disconnect
< disconnect
closed`, write(t, "")), nil)
}
