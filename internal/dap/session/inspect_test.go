package session_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/asynctools/asynctools/internal/dap/fake"
	"github.com/asynctools/asynctools/internal/dap/session"
	"github.com/asynctools/asynctools/runtime/inspect"
)

func begin(t *testing.T, text string) (*session.Program, *fake.Target) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "p")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	target, err := fake.New(path, io.Discard, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = target.Close() })
	return session.NewProgram(target, path), target
}

func TestInspect(t *testing.T) {
	program, target := begin(t, "loop\n")
	nothing := func(inspect.Target) error { return nil }
	if err := program.Inspect(t.Context(), nothing); !errors.Is(err, inspect.ErrUnsupported) {
		t.Errorf("before the start: %v", err)
	}
	if err := program.Start(false); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		err := program.Inspect(t.Context(), func(target inspect.Target) error {
			_, _, err := target.Stack(fake.MainTask, 0, 0) // needs a stop
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	if _, _, err := target.Stack(fake.MainTask, 0, 0); !errors.Is(err, inspect.ErrRunning) {
		t.Errorf("it does not run on: %v", err)
	}
	_ = target.Kill()
	<-program.Done()
	if err := program.Inspect(t.Context(), nothing); !errors.Is(err, inspect.ErrExited) {
		t.Errorf("after the end: %v", err)
	}
}

// TestInspectTooLate gives up waiting; the pause that comes later is undone.
func TestInspectTooLate(t *testing.T) {
	program, target := begin(t, "sleep 300\nloop\n")
	if err := program.Start(false); err != nil {
		t.Fatal(err)
	}
	time.Sleep(50 * time.Millisecond) // until it sleeps
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	err := program.Inspect(ctx, func(inspect.Target) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "did not stop") {
		t.Errorf("got %v", err)
	}
	time.Sleep(400 * time.Millisecond)
	if _, _, err := target.Stack(fake.MainTask, 0, 0); !errors.Is(err, inspect.ErrRunning) {
		t.Errorf("it does not run on: %v", err)
	}
}
