package dapcli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"syscall"

	"go.uber.org/zap"

	"github.com/asynctools/asynctools/internal/dap/adapter"
)

const serveUsage = `usage: asyncdap [serve] [--stdio] [--listen ADDR] [--allow-remote]

Speak the Debug Adapter Protocol with an editor, on standard input and output,
or with one editor a connection on a TCP port. Programs run in processes of
their own.

`

// serve is the command "asyncdap serve".
func (a *app) serve(args []string) int {
	fs := newFlags("serve", serveUsage)
	var logs logFlags
	stdio := fs.Bool("stdio", false, "speak on standard input and output (the default)")
	address := fs.String("listen", "", "listen on `ADDR`, HOST:PORT or PORT of this machine")
	allowRemote := fs.Bool("allow-remote", false, "let --listen take addresses that other machines can reach")
	logs.register(fs)
	if code, done := a.parse(fs, args); done {
		return code
	}
	if fs.NArg() > 0 {
		return a.fail("serve", "unexpected argument %q (to run a program: asyncdap run %s)", fs.Arg(0), fs.Arg(0))
	}
	if *stdio && *address != "" {
		return a.fail("serve", "--stdio and --listen exclude each other")
	}
	log, closeLog, err := logs.open(a.Err)
	if err != nil {
		return a.fail("serve", "%v", err)
	}
	defer func() { _ = closeLog() }()
	ctx, cancel := a.interruptible()
	defer cancel()
	cfg := adapter.Config{Command: append(a.self, logs.args()...), Log: log}
	if *address == "" {
		return a.serveStdio(ctx, cfg)
	}
	listener, err := listen(ctx, *address, *allowRemote)
	if err != nil {
		return a.fail("serve", "%v", err)
	}
	fmt.Fprintf(a.Err, "asyncdap: listening on %s\n", listener.Addr())
	serveAll(ctx, listener, cfg)
	return 0
}

// stdio joins the two standard streams.
type stdio struct {
	io.Reader
	io.Writer
}

func (a *app) serveStdio(ctx context.Context, cfg adapter.Config) int {
	if info, err := a.In.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 && a.In.Name() != os.DevNull {
		fmt.Fprintln(a.Err, "asyncdap: speaking the Debug Adapter Protocol; an editor is to start this command (see asyncdap --help)")
	}
	if err := adapter.Serve(ctx, stdio{a.In, a.Out}, cfg); err != nil {
		cfg.Log.Error("the session failed", zap.Error(err))
		return exitFailure
	}
	return 0
}

// serveAll serves one session a connection until ctx ends.
func serveAll(ctx context.Context, listener net.Listener, cfg adapter.Config) {
	var sessions sync.WaitGroup
	defer sessions.Wait()
	defer context.AfterFunc(ctx, func() { _ = listener.Close() })()
	for {
		conn, err := listener.Accept()
		if err != nil {
			if !errors.Is(err, net.ErrClosed) {
				cfg.Log.Error("cannot accept connections", zap.Error(err))
			}
			return
		}
		sessions.Go(func() {
			defer conn.Close()
			if err := adapter.Serve(ctx, conn, cfg); err != nil {
				cfg.Log.Error("a session failed", zap.Stringer("client", conn.RemoteAddr()), zap.Error(err))
			}
		})
	}
}

// interruptible is a context that ends when the user asks for it.
func (a *app) interruptible() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 1)
	a.signals(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		select {
		case <-signals:
			cancel()
		case <-ctx.Done():
		}
	}()
	return ctx, cancel
}

// debuggeeCommand is how serve starts the process of a program; it is no
// command for people.
const debuggeeCommand = "debuggee"

// debuggee is the process in which a debugged program runs.
func (a *app) debuggee(args []string) int {
	fs := newFlags(debuggeeCommand, "usage: asyncdap debuggee (started by asyncdap itself)\n\n")
	var logs logFlags
	logs.register(fs)
	if code, done := a.parse(fs, args); done {
		return code
	}
	if fs.NArg() > 0 {
		return a.fail(debuggeeCommand, "unexpected argument %q", fs.Arg(0))
	}
	log, closeLog, err := logs.open(a.Err)
	if err != nil {
		return a.fail(debuggeeCommand, "%v", err)
	}
	defer func() { _ = closeLog() }()
	code, err := adapter.RunDebuggee(context.Background(), a.debugEngine, log)
	if err != nil {
		return a.fail(debuggeeCommand, "%v", err)
	}
	return code
}
