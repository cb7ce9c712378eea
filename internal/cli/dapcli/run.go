package dapcli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"go.uber.org/zap"

	"github.com/asynctools/asynctools/internal/dap/session"
	"github.com/asynctools/asynctools/internal/dap/tasktree"
	"github.com/asynctools/asynctools/runtime/inspect"
)

const runUsage = `usage: asyncdap run [--listen ADDR [--wait]] [--virtual-time] [--seed N] FILE|-m MODULE|-c CODE [ARGS]

Run a program. The exit status is the program's. Ctrl-C raises KeyboardInterrupt
in it; SIGQUIT (Ctrl-\) prints the tree of its tasks and lets it go on. With
--listen, an editor can attach to it.

`

// run is the command "asyncdap run".
func (a *app) run(args []string) int {
	fs := newFlags("run", runUsage)
	var logs logFlags
	var flags programFlags
	address := fs.String("listen", "", "let an editor attach on `ADDR`, HOST:PORT or PORT of this machine")
	wait := fs.Bool("wait", false, "with --listen: start only when an editor has attached")
	allowRemote := fs.Bool("allow-remote", false, "let --listen take addresses that other machines can reach")
	flags.register(fs)
	logs.register(fs)
	spec, code, done := a.parseProgram(fs, &flags, args)
	if done {
		return code
	}
	if *address == "" && (*wait || *allowRemote) {
		return a.fail("run", "--wait and --allow-remote only go with --listen")
	}
	log, closeLog, err := logs.open(a.Err)
	if err != nil {
		return a.fail("run", "%v", err)
	}
	defer func() { _ = closeLog() }()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var listener net.Listener
	if *address != "" {
		inherited := false
		if listener, inherited, err = inheritedListener(); err == nil && !inherited {
			listener, err = listen(ctx, *address, *allowRemote)
		}
		if err != nil {
			return a.fail("run", "%v", err)
		}
		spec.Debug = true
		*wait = *wait || inherited // the debugger that asked for it comes again
	}
	p, err := a.engine.load(spec, streams{a.In, a.Out, a.Err})
	if err != nil {
		return a.fail("run", "%v", err)
	}
	program := session.NewProgram(p.target, spec.Name())
	givenUp, stopSignals := a.onSignals(p, program)
	defer stopSignals()
	var clients *clients
	if listener != nil {
		fmt.Fprintf(a.Err, "asyncdap: a debugger can attach on %s\n", listener.Addr())
		cfg := session.Config{Program: program, Log: log}
		if a.again != nil {
			cfg.Restart = func() (func() error, error) { return a.again(listener) }
		}
		clients = attachClients(ctx, listener, cfg)
	}
	if !*wait {
		if err := program.Start(false); err != nil {
			return a.fail("run", "%v", err)
		}
	}
	select {
	case <-program.Done():
	case <-givenUp:
		_ = listener.Close()
		return interruptedStatus
	}
	if clients != nil {
		clients.finish()
	}
	if p.end != nil {
		p.end()
	}
	return program.ExitCode()
}

// interruptedStatus is the shell's for Ctrl-C.
const interruptedStatus = 128 + 2

// onSignals handles signals until stop is called. givenUp is closed by Ctrl-C
// while the program waits for an editor to start it.
func (a *app) onSignals(p *loaded, program *session.Program) (givenUp <-chan struct{}, stop func()) {
	signals := make(chan os.Signal, 4)
	a.signals(signals, append([]os.Signal{os.Interrupt}, dumpSignals()...)...)
	given, done := make(chan struct{}), make(chan struct{})
	go func() {
		for {
			select {
			case <-done:
				return
			case sig := <-signals:
				switch {
				case sig != os.Interrupt:
					a.dumpTasks(program, a.Err)
				case program.Started():
					p.interrupt()
				default:
					close(given)
					return
				}
			}
		}
	}()
	return given, func() { close(done) }
}

// dumpTime is how long a dump waits for the program to stop.
const dumpTime = 5 * time.Second

// dumpTasks prints the tree of tasks while the program pauses for it.
func (a *app) dumpTasks(program *session.Program, w io.Writer) {
	ctx, cancel := context.WithTimeout(context.Background(), dumpTime)
	defer cancel()
	var tree *tasktree.Tree
	err := program.Inspect(ctx, func(target inspect.Target) (err error) {
		tree, err = tasktree.Collect(target)
		return err
	})
	if err == nil {
		err = tree.WriteText(w, a.style(a.Err))
	}
	if err != nil && !errors.Is(err, inspect.ErrExited) {
		fmt.Fprintf(a.Err, "asyncdap: cannot show the tasks: %v\n", err)
	}
}

// style is how a tree is shown on a stream.
func (a *app) style(on *os.File) tasktree.Style {
	dir, err := os.Getwd()
	if err != nil {
		dir = "" // paths are shown in full
	}
	info, err := on.Stat()
	terminal := err == nil && info.Mode()&os.ModeCharDevice != 0
	return tasktree.Style{Color: a.Color && terminal, Dir: dir}
}

// clients are the editors that attach to a running program, one after another.
type clients struct {
	listener net.Listener
	cancel   context.CancelFunc
	done     chan struct{}
}

// partingTime is how long an editor may take to disconnect after the end.
const partingTime = time.Second

func attachClients(ctx context.Context, listener net.Listener, cfg session.Config) *clients {
	ctx, cancel := context.WithCancel(ctx)
	c := &clients{listener: listener, cancel: cancel, done: make(chan struct{})}
	go func() {
		defer close(c.done)
		var sessions []chan struct{}
		for {
			conn, err := listener.Accept()
			if err != nil {
				if !errors.Is(err, net.ErrClosed) {
					cfg.Log.Error("cannot accept debuggers", zap.Error(err))
				}
				break
			}
			over := make(chan struct{})
			sessions = append(sessions, over)
			go func() {
				defer close(over)
				defer conn.Close()
				if err := session.Serve(ctx, conn, cfg); err != nil {
					cfg.Log.Warn("a debugger's session failed", zap.Error(err))
				}
			}()
		}
		for _, over := range sessions {
			<-over
		}
	}()
	return c
}

// finish lets editors take leave.
func (c *clients) finish() {
	_ = c.listener.Close()
	select {
	case <-c.done:
	case <-time.After(partingTime):
		c.cancel()
		<-c.done
	}
}
