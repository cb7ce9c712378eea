//go:build unix

package adapter_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/internal/dap/adapter"
	"github.com/asynctools/asynctools/internal/dap/client"
)

// session starts a program and stops it at its first line.
func stoppedAtEntry(b *testing.B, program string) *client.Client {
	b.Helper()
	path := filepath.Join(b.TempDir(), "program")
	if err := os.WriteFile(path, []byte(program), 0o600); err != nil {
		b.Fatal(err)
	}
	ours, theirs := net.Pipe()
	served := make(chan struct{})
	go func() {
		defer close(served)
		_ = adapter.Serve(context.Background(), theirs, adapter.Config{
			Command: []string{os.Args[0]},
			Environ: append(os.Environ(), debuggeeVariable+"=1"),
		})
		_ = theirs.Close()
	}()
	b.Cleanup(func() {
		_ = ours.Close()
		<-served
	})
	c := client.New(ours)
	call(b, c, "initialize", nil)
	call(b, c, "launch", map[string]any{"program": path, "stopOnEntry": true})
	await(b, c, "initialized")
	call(b, c, "configurationDone", nil)
	await(b, c, "stopped")
	return c
}

func call(b *testing.B, c *client.Client, command string, args any) {
	b.Helper()
	if err := c.Call(b.Context(), command, args, nil); err != nil {
		b.Fatal(err)
	}
}

func await(b *testing.B, c *client.Client, event string) {
	b.Helper()
	if _, err := c.Await(b.Context(), event); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkStep is one step as an editor sees it, from the request to the stop,
// with an engine that takes no time: what the two processes and the protocol cost.
func BenchmarkStep(b *testing.B) {
	c := stoppedAtEntry(b, strings.Repeat("set x 1\n", 300_000))
	for b.Loop() {
		call(b, c, "next", map[string]any{"threadId": 1})
		await(b, c, "stopped")
	}
}

// BenchmarkLaunch is from nothing to the stop at the first line.
func BenchmarkLaunch(b *testing.B) {
	for b.Loop() {
		stoppedAtEntry(b, "set x 1\n")
	}
}

// BenchmarkOutput is megabytes printed by the program and read by the editor.
func BenchmarkOutput(b *testing.B) {
	const size = 64 << 20
	for b.Loop() {
		b.StopTimer()
		c := stoppedAtEntry(b, fmt.Sprintf("flood %d\n", size))
		b.StartTimer()
		call(b, c, "continue", map[string]any{"threadId": 1})
		await(b, c, "terminated")
	}
	b.SetBytes(size)
}
