package dapcli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/asynctools/asynctools/internal/dap/session"
	"github.com/asynctools/asynctools/internal/dap/tasktree"
	"github.com/asynctools/asynctools/runtime/inspect"
)

const tasksUsage = `usage: asyncdap tasks [--after DURATION] [--format text|json] FILE|-m MODULE|-c CODE [ARGS]

Run a program, stop it after a while, or as soon as its event loop has nothing
to do, and print what it was doing: its tasks with what they await, the frames
they are suspended in, and the live async generators. Equal subtrees are folded.
Ctrl-C stops it at once. What the program prints goes to standard error.

`

// tasks is the command "asyncdap tasks".
func (a *app) tasks(args []string) int {
	fs := newFlags("tasks", tasksUsage)
	var flags programFlags
	after := fs.Duration("after", 0, "stop after this `duration` (e.g. 1.5s) instead of at the first idle moment")
	format := fs.String("format", "text", "text or json")
	flags.register(fs)
	spec, code, done := a.parseProgram(fs, &flags, args)
	switch {
	case done:
		return code
	case *format != "text" && *format != "json":
		return a.fail("tasks", "unknown format %q: want text or json", *format)
	case *after < 0:
		return a.fail("tasks", "--after cannot be negative")
	}
	spec.Debug = true
	p, err := a.engine.load(spec, streams{a.In, a.Err, a.Err})
	if err != nil {
		return a.fail("tasks", "%v", err)
	}
	defer func() { _ = p.target.Close() }()
	interrupts := make(chan os.Signal, 1)
	a.signals(interrupts, os.Interrupt)
	program := session.NewProgram(p.target, spec.Name())
	if err := program.Start(false); err != nil {
		return a.fail("tasks", "%v", err)
	}
	moment := make(chan struct{})
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		defer close(moment)
		if *after > 0 {
			sleep(ctx, *after)
		} else {
			awaitIdle(ctx, p.target)
		}
	}()
	select {
	case <-moment:
	case <-interrupts:
	case <-program.Done():
	}
	var tree *tasktree.Tree
	err = program.Inspect(ctx, func(target inspect.Target) (err error) {
		tree, err = tasktree.Collect(target)
		return err
	})
	switch {
	case errors.Is(err, inspect.ErrExited):
		<-program.Done()
		fmt.Fprintf(a.Err, "asyncdap tasks: the program ended first, with exit status %d\n", program.ExitCode())
		return program.ExitCode()
	case err != nil:
		return a.fail("tasks", "%v", err)
	}
	if *format == "json" {
		err = tree.WriteJSON(a.Out)
	} else {
		err = tree.WriteText(a.Out, a.style(a.Out))
	}
	if err != nil {
		return a.fail("tasks", "%v", err)
	}
	return 0
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// idlePoll is how often the loop is looked at for having nothing to do.
const idlePoll = 5 * time.Millisecond

// awaitIdle returns when the loop of the main thread runs and waits: nothing is
// ready, and no task has the interpreter.
func awaitIdle(ctx context.Context, target inspect.Target) {
	for ctx.Err() == nil {
		sleep(ctx, idlePoll)
		loop, err := target.Loop(0)
		if errors.Is(err, inspect.ErrExited) {
			return
		}
		if err != nil || loop == nil || !loop.Running || len(loop.Ready) > 0 {
			continue
		}
		page, err := target.Tasks(inspect.TaskQuery{Count: 2})
		if err != nil {
			continue
		}
		busy := len(page.Tasks) == 0
		for _, task := range page.Tasks {
			busy = busy || task.State == inspect.TaskRunning
		}
		if !busy {
			return
		}
	}
}
