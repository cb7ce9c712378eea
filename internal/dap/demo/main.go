// Command demo debugs a program as an editor would: it starts the adapter, runs
// the program to a breakpoint, and prints the tasks with their stacks and the
// variables of the stopped frame.
//
//	go run ./internal/dap/demo -adapter bin/asyncdap -line 97 examples/crawler.py
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/internal/dap/client"
)

func main() {
	adapter := flag.String("adapter", "asyncdap", "the adapter's program `file`")
	line := flag.Int("line", 0, "stop at this `line`")
	condition := flag.String("condition", "", "but only if this `expression` holds")
	flag.Parse()
	if flag.NArg() != 1 || *line <= 0 {
		fmt.Fprintln(os.Stderr, "usage: demo [-adapter FILE] [-condition EXPR] -line N PROGRAM")
		os.Exit(2)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := run(ctx, os.Stdout, *adapter, flag.Arg(0), *line, *condition); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, w io.Writer, adapter, program string, line int, condition string) error {
	program, err := filepath.Abs(program)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, adapter, "serve")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	err = debug(ctx, w, client.New(stdio{out, in}), program, line, condition)
	return errors.Join(err, in.Close(), cmd.Wait())
}

type stdio struct {
	io.Reader
	io.Writer
}

// debug is the conversation.
func debug(ctx context.Context, w io.Writer, c *client.Client, program string, line int, condition string) error {
	breakpoints := dap.SetBreakpointsArguments{
		Source:      dap.Source{Path: program},
		Breakpoints: []dap.SourceBreakpoint{{Line: line, Condition: condition}},
	}
	if err := c.Call(ctx, "initialize", map[string]any{"adapterID": "asyncdap", "clientName": "demo"}, nil); err != nil {
		return err
	}
	if err := c.Call(ctx, "launch", map[string]any{"program": program}, nil); err != nil {
		return err
	}
	if _, err := c.Await(ctx, "initialized"); err != nil {
		return err
	}
	if err := c.Call(ctx, "setBreakpoints", breakpoints, nil); err != nil {
		return err
	}
	if err := c.Call(ctx, "configurationDone", nil, nil); err != nil {
		return err
	}
	event, err := c.Await(ctx, "stopped", "terminated")
	if err != nil {
		return err
	}
	if event.Event == "terminated" {
		return fmt.Errorf("the program never came to line %d", line)
	}
	var stop dap.StoppedEventBody
	if err := json.Unmarshal(event.Body, &stop); err != nil {
		return err
	}
	if err := show(ctx, w, c, stop); err != nil {
		return err
	}
	return c.Call(ctx, "disconnect", map[string]any{"terminateDebuggee": true}, nil)
}

func show(ctx context.Context, w io.Writer, c *client.Client, stop dap.StoppedEventBody) error {
	var threads dap.ThreadsResponseBody
	if err := c.Call(ctx, "threads", nil, &threads); err != nil {
		return err
	}
	fmt.Fprintf(w, "stopped: %s\n", stop.Reason)
	for _, thread := range threads.Threads {
		marker := "  "
		if thread.Id == stop.ThreadId {
			marker = "> "
		}
		fmt.Fprintf(w, "%s%s\n", marker, thread.Name)
		var stack dap.StackTraceResponseBody
		if err := c.Call(ctx, "stackTrace", dap.StackTraceArguments{ThreadId: thread.Id}, &stack); err != nil {
			return err
		}
		for i, frame := range stack.StackFrames {
			if frame.PresentationHint == "label" || frame.Source == nil {
				fmt.Fprintf(w, "      -- %s\n", frame.Name)
				continue
			}
			fmt.Fprintf(w, "      %-24s %s:%d\n", frame.Name, frame.Source.Name, frame.Line)
			if i == 0 && thread.Id == stop.ThreadId {
				if err := showLocals(ctx, w, c, frame.Id); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func showLocals(ctx context.Context, w io.Writer, c *client.Client, frame int) error {
	var scopes dap.ScopesResponseBody
	if err := c.Call(ctx, "scopes", dap.ScopesArguments{FrameId: frame}, &scopes); err != nil {
		return err
	}
	for _, scope := range scopes.Scopes {
		if scope.PresentationHint != "locals" {
			continue
		}
		var vars dap.VariablesResponseBody
		if err := c.Call(ctx, "variables", dap.VariablesArguments{VariablesReference: scope.VariablesReference}, &vars); err != nil {
			return err
		}
		for _, v := range vars.Variables {
			fmt.Fprintf(w, "          %s = %s\n", v.Name, v.Value)
		}
	}
	return nil
}
