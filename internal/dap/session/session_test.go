package session_test

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"go.uber.org/goleak"
	"go.uber.org/zap/zaptest"

	"github.com/asynctools/asynctools/internal/dap/fake"
	"github.com/asynctools/asynctools/internal/dap/session"
	"github.com/asynctools/asynctools/internal/testkit/dapscript"
	"github.com/asynctools/asynctools/runtime/inspect"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// buffer is what a program of a test writes to.
type buffer struct {
	mu   sync.Mutex
	text strings.Builder
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// TestScripts plays testdata/*.txtar: the comment is the conversation, the
// files are put into a folder $WORK. A file "stdout" is what the program prints.
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
			want, checked := "", false
			for _, f := range archive.Files {
				if f.Name == "stdout" {
					want, checked = string(f.Data), true
					continue
				}
				if err := os.WriteFile(filepath.Join(work, f.Name), f.Data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			var stdout buffer
			var target *fake.Target
			cfg := session.Config{
				Log: zaptest.NewLogger(t, zaptest.WrapOptions()),
				Engine: func(spec session.Spec) (inspect.Target, error) {
					var err error
					target, err = fake.New(spec.File, &stdout, &stdout)
					return target, err
				},
			}
			play(t, cfg, string(archive.Comment), work)
			if target != nil {
				_ = target.Close()
			}
			if checked && stdout.String() != want {
				t.Errorf("the program printed %q, want %q", stdout.String(), want)
			}
		})
	}
}

// play serves one session to a script.
func play(t *testing.T, cfg session.Config, script, work string) {
	t.Helper()
	ours, theirs := net.Pipe()
	served := make(chan error, 1)
	go func() {
		served <- session.Serve(context.Background(), theirs, cfg)
		_ = theirs.Close()
	}()
	defer func() {
		_ = ours.Close()
		<-served
	}()
	dapscript.Play(t, ours, script, map[string]string{"WORK": work})
}

// TestAttachOneAfterAnother lets clients come and go while one program runs.
func TestAttachOneAfterAnother(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p")
	if err := os.WriteFile(path, []byte("print one\nset x 1\nloop\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	target, err := fake.New(path, os.Stderr, os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = target.Close() }()
	program := session.NewProgram(target, path)
	if err := program.Start(false); err != nil {
		t.Fatal(err)
	}
	cfg := session.Config{Program: program, Log: zaptest.NewLogger(t)}
	const attach = `
> initialize {"adapterID":"asyncdap"}
< initialize {"supportTerminateDebuggee":true}
> attach
< attach
< event initialized
ignore event thread
ignore event loadedSource
ignore event module
`
	// Stops at a breakpoint and leaves: the program goes on without it.
	play(t, cfg, attach+`
> setBreakpoints {"source":{"path":"`+path+`"},"breakpoints":[{"line":3}]}
< setBreakpoints {"breakpoints":[{"verified":true,"line":3}]}
> configurationDone
< configurationDone
< event process {"startMethod":"attach"}
< event stopped {"reason":"breakpoint"}
> disconnect
< disconnect
closed
`, "")
	// Finds it running; a second client at the same time is refused.
	ours, theirs := net.Pipe()
	go func() {
		_ = session.Serve(context.Background(), theirs, cfg)
		_ = theirs.Close()
	}()
	dapscript.Play(t, ours, attach+`
> configurationDone
< configurationDone
< event process
> pause {"threadId":1}
< pause
< event stopped {"reason":"pause"}
> disconnect {"terminateDebuggee":false}
< disconnect
closed
`, nil)
	// Ends it.
	play(t, cfg, attach+`
> configurationDone
< configurationDone
< event process
> disconnect {"terminateDebuggee":true}
< disconnect
closed
`, "")
	<-program.Done()
	if code := program.ExitCode(); code != 137 {
		t.Errorf("exit code %d", code)
	}
	// Comes too late.
	play(t, cfg, attach+`
> configurationDone
< configurationDone
< event exited {"exitCode":137}
< event terminated
> threads
< threads ! {"id":2005}
`, "")
}

func TestSecondClientIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p")
	if err := os.WriteFile(path, []byte("loop\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	target, err := fake.New(path, os.Stderr, os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	program := session.NewProgram(target, path)
	cfg := session.Config{Program: program}
	first, theirs := net.Pipe()
	done := make(chan struct{})
	go func() {
		_ = session.Serve(context.Background(), theirs, cfg)
		close(done)
	}()
	const hello = "> initialize\n< initialize\n> attach\n"
	other := func() {
		play(t, cfg, hello+`< attach ! {"id":2007, "message":"~another client"}`, "")
	}
	dapscript.Play(t, &hooked{Conn: first, after: "initialized", hook: other}, hello+"< attach\n< event initialized\n", nil)
	<-done
	_ = target.Close()
}

// TestComesBackAtOnce attaches while the session before has not ended yet.
func TestComesBackAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p")
	if err := os.WriteFile(path, []byte("loop\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	target, err := fake.New(path, os.Stderr, os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	cfg := session.Config{Program: session.NewProgram(target, path)}
	first, theirs := net.Pipe()
	served, again := make(chan struct{}), make(chan struct{})
	go func() {
		_ = session.Serve(context.Background(), theirs, cfg)
		close(served)
	}()
	const attach = "> initialize\n< initialize\n> attach\n< attach\n< event initialized\n"
	comeBack := func() {
		go func() {
			defer close(again)
			play(t, cfg, attach, "")
		}()
	}
	dapscript.Play(t, &hooked{Conn: first, after: "initialized", hook: comeBack}, attach, nil)
	<-served
	<-again
	_ = target.Close()
}

// hooked calls hook once, on the reader's goroutine, when a text has gone by.
type hooked struct {
	net.Conn
	after string
	hook  func()
}

func (h *hooked) Read(p []byte) (int, error) {
	n, err := h.Conn.Read(p)
	if h.hook != nil && strings.Contains(string(p[:n]), h.after) {
		h.hook()
		h.hook = nil
	}
	return n, err
}
