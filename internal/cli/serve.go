package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"

	"github.com/asynctools/asynctools/internal/heap"
	"github.com/asynctools/asynctools/internal/logx"
	"github.com/asynctools/asynctools/internal/lsp"
)

const serveUsage = `usage: asynclsp [serve] [--stdio] [--listen ADDR] [FLAGS]

Speak the Language Server Protocol on standard input and output, or with
--listen on TCP, one session a connection. Logs go to stderr or --log-file.

`

// RunServe is the command "asynclsp serve".
func RunServe(args []string, s Streams) int {
	fs := newFlags("asynclsp serve", serveUsage, s.Err)
	fs.Bool("stdio", true, "use standard input and output")
	listen := fs.String("listen", "", "accept TCP connections at this `address`, as 127.0.0.1:7998")
	remote := fs.Bool("allow-remote", false, "let --listen take an address that other machines can reach: whoever connects can read Python files below the folders they name")
	logFile := fs.String("log-file", "", "write the log to this `file`")
	logLevel := fs.String("log-level", "warn", "debug, info, warn or error")
	rest, code, done := parseFlags(fs, args, s)
	if done {
		return code
	}
	fail := func(err error) int {
		fmt.Fprintf(s.Err, "asynclsp serve: %v\n", err)
		return exitFailure
	}
	if len(rest) > 0 {
		return fail(fmt.Errorf("takes no arguments, got %q", rest[0]))
	}
	log, closeLog, err := logx.Open(*logFile, s.Err, *logLevel)
	if err != nil {
		return fail(err)
	}
	defer closeLog()
	opt := lsp.Options{Version: Version, Log: log, Listed: func(files []string) { heap.Limit(files, 384<<20) }, Idle: heap.Collect}
	if *listen == "" {
		return lsp.Serve(context.Background(), stdio{s.In, s.Out}, opt)
	}
	if err := checkLoopback(*listen, *remote); err != nil {
		return fail(err)
	}
	l, err := net.Listen("tcp", *listen)
	if err != nil {
		return fail(err)
	}
	defer l.Close()
	fmt.Fprintf(s.Err, "asynclsp: listening on %s\n", l.Addr())
	for {
		conn, err := l.Accept()
		if err != nil {
			return fail(err)
		}
		go lsp.Serve(context.Background(), conn, opt)
	}
}

// stdio joins the standard streams. Closing it closes the input where that is
// possible, so that a reader that waits for it wakes up.
type stdio struct {
	io.Reader
	io.Writer
}

func (s stdio) Close() error {
	if c, ok := s.Reader.(io.Closer); ok {
		return c.Close()
	}
	return nil
}

// checkLoopback refuses addresses that other machines can reach.
func checkLoopback(addr string, allowed bool) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return err
	}
	if allowed || host == "localhost" {
		return nil
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() {
		return nil
	}
	return errors.New("--listen takes loopback addresses such as 127.0.0.1:0; " +
		"with --allow-remote it takes others, and then whoever can connect can read Python files of this machine")
}
