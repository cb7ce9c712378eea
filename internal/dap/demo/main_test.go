package main

import (
	"bytes"
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/asynctools/asynctools/internal/dap/client"
	"github.com/asynctools/asynctools/internal/dap/fake"
	"github.com/asynctools/asynctools/internal/dap/session"
	"github.com/asynctools/asynctools/runtime/inspect"
)

func demo(t *testing.T, text string, line int) (string, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "toy")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	ours, theirs := net.Pipe()
	served := make(chan struct{})
	go func() {
		defer close(served)
		defer theirs.Close()
		_ = session.Serve(t.Context(), theirs, session.Config{Engine: func(s session.Spec) (inspect.Target, error) {
			return fake.New(s.File, new(bytes.Buffer), new(bytes.Buffer))
		}})
	}()
	defer func() {
		_ = ours.Close()
		<-served
	}()
	var out strings.Builder
	err := debug(context.Background(), &out, client.New(ours), path, line, "")
	return out.String(), err
}

func TestDemo(t *testing.T) {
	got, err := demo(t, "spawn worker\ncall f\ndef f\n  set x 1\n  print x\ndef worker\n  print y\n", 5)
	if err != nil {
		t.Fatal(err)
	}
	const want = `stopped: breakpoint
> MainThread
      f                        toy:5
          x = 1
      <main>                   toy:2
  Task-2: worker
      worker                   toy:7
      -- awaited by MainThread
      f                        toy:5
      <main>                   toy:2
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestNeverThere(t *testing.T) {
	_, err := demo(t, "print x\ndef f\n  print y\n", 3)
	if err == nil || !strings.Contains(err.Error(), "never came to line 3") {
		t.Errorf("got %v", err)
	}
}
