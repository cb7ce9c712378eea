//go:build unix

package adapter_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/internal/dap/adapter"
	"github.com/asynctools/asynctools/internal/dap/client"
	"github.com/asynctools/asynctools/internal/dap/wire"
)

// terminal is an editor with a terminal.
type terminal struct {
	*client.Client
	t     *testing.T
	asked dap.RunInTerminalRequestArguments
	cmd   *exec.Cmd
	shown bytes.Buffer
	over  sync.WaitGroup
}

// inTerminal connects an editor to an adapter; open says what its terminal does.
func inTerminal(t *testing.T, open func(*terminal) error) *terminal {
	t.Helper()
	ours, theirs := connection(t)
	cfg := config(t)
	cfg.TerminalTime = 300 * time.Millisecond
	served := make(chan struct{})
	go func() {
		defer close(served)
		_ = adapter.Serve(context.Background(), theirs, cfg)
		_ = theirs.Close()
	}()
	term := &terminal{Client: client.New(ours), t: t}
	t.Cleanup(func() {
		_ = ours.Close()
		<-served
		term.over.Wait()
	})
	term.OnRequest = func(m *wire.Message) (any, error) {
		if err := json.Unmarshal(m.Arguments, &term.asked); err != nil {
			return nil, err
		}
		return dap.RunInTerminalResponseBody{}, open(term)
	}
	return term
}

// run is what a terminal does.
func (term *terminal) run() error {
	term.cmd = exec.Command(term.asked.Args[0], term.asked.Args[1:]...)
	term.cmd.Env = append(os.Environ(), debuggeeVariable+"=1")
	for name, value := range term.asked.Env {
		term.cmd.Env = append(term.cmd.Env, fmt.Sprintf("%s=%s", name, value))
	}
	term.cmd.Dir = term.asked.Cwd
	term.cmd.Stdout, term.cmd.Stderr = &term.shown, &term.shown
	if err := term.cmd.Start(); err != nil {
		return err
	}
	term.over.Go(func() { _ = term.cmd.Wait() })
	return nil
}

func (term *terminal) call(command string, args any) {
	term.t.Helper()
	if err := term.Call(term.t.Context(), command, args, nil); err != nil {
		term.t.Fatal(err)
	}
}

func (term *terminal) start(program string) {
	term.t.Helper()
	term.call("initialize", map[string]any{"supportsRunInTerminalRequest": true})
	term.call("launch", map[string]any{"program": write(term.t, program), "console": "integratedTerminal", "env": map[string]any{"COLOUR": "blue"}})
	term.await("initialized")
	term.call("configurationDone", nil)
}

func (term *terminal) await(event string) *wire.Message {
	term.t.Helper()
	m, err := term.Await(term.t.Context(), event)
	if err != nil {
		term.t.Fatal(err)
	}
	return m
}

// TestTerminalRedirect has the output in both places, and characters whole.
func TestTerminalRedirect(t *testing.T) {
	term := inTerminal(t, (*terminal).run)
	term.call("initialize", map[string]any{"supportsRunInTerminalRequest": true})
	term.call("launch", map[string]any{"program": write(t, "print one é\neprint two\n"), "console": "integratedTerminal", "redirectOutput": true})
	term.await("initialized")
	term.call("configurationDone", nil)
	for _, want := range []string{`"category":"stdout","output":"one é\n"`, `"category":"stderr","output":"two\n"`} {
		if m := term.await("output"); !strings.Contains(string(m.Body), want) {
			t.Errorf("output %s, want %s", m.Body, want)
		}
	}
	term.await("terminated")
	term.over.Wait()
	if got := term.shown.String(); got != "one é\ntwo\n" {
		t.Errorf("the terminal shows %q", got)
	}
}

func TestTerminal(t *testing.T) {
	term := inTerminal(t, (*terminal).run)
	term.start("print one\nexit 4\n")
	if m := term.await("exited"); !strings.Contains(string(m.Body), `"exitCode":4`) {
		t.Errorf("exited with %s", m.Body)
	}
	term.await("terminated")
	term.over.Wait()
	if got := term.shown.String(); got != "one\n" {
		t.Errorf("the terminal shows %q", got)
	}
	if term.asked.Kind != "integrated" || term.asked.Title != "program" || term.asked.Env["COLOUR"] != "blue" {
		t.Errorf("the editor was asked for %+v", term.asked)
	}
	term.call("restart", nil)
	term.await("terminated")
	term.call("disconnect", nil)
}

func TestTerminalDeafProgram(t *testing.T) {
	term := inTerminal(t, (*terminal).run)
	term.start("hang\n")
	time.Sleep(50 * time.Millisecond)
	term.call("disconnect", nil)
	term.over.Wait()
}

func TestTerminalProgramKilled(t *testing.T) {
	term := inTerminal(t, (*terminal).run)
	term.start("sleep 50\nselfkill\n")
	if m := term.await("output"); !strings.Contains(string(m.Body), "connection to the program is lost") {
		t.Errorf("output %s", m.Body)
	}
	term.await("terminated")
}

func TestTerminalEditorGone(t *testing.T) {
	term := inTerminal(t, (*terminal).run)
	term.start("hang\n") // the cleanup closes the connection and waits for the process
}

func TestNoTerminal(t *testing.T) {
	for _, test := range []struct {
		name, want string
		able       bool
		open       func(*terminal) error
	}{
		{"unable", "the editor has no terminal to offer", false, nil},
		{"refused", "could not open a terminal: runInTerminal failed: no room", true, func(*terminal) error { return errors.New("no room") }},
		{"silent", "nothing started in the editor's terminal within 300ms", true, func(*terminal) error { return nil }},
	} {
		t.Run(test.name, func(t *testing.T) {
			term := inTerminal(t, test.open)
			term.call("initialize", map[string]any{"supportsRunInTerminalRequest": test.able})
			path := write(t, "print x\n")
			for range 2 { // the editor may try again
				err := term.Call(t.Context(), "launch", map[string]any{"program": path, "console": "externalTerminal"}, nil)
				if err == nil || !strings.Contains(err.Error(), test.want) {
					t.Errorf("got %v", err)
				}
			}
			term.call("disconnect", nil)
		})
	}
}
