package adapter

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"go.uber.org/zap"

	"github.com/asynctools/asynctools/internal/dap/session"
	"github.com/asynctools/asynctools/internal/dap/wire"
)

// linkVariable tells a debuggee how to find its link: inherited, or by what
// dialLink takes. Without it, whatever is there is somebody else's.
const (
	linkVariable  = "ASYNCDAP_LINK"
	linkInherited = "inherited"
)

var errNotByHand = errors.New("this command is started by asyncdap itself, not by hand")

func openLink() (io.ReadWriteCloser, error) {
	value := os.Getenv(linkVariable)
	// It is not for the processes that the program starts.
	if err := os.Unsetenv(linkVariable); err != nil {
		return nil, err
	}
	switch value {
	case "":
		return nil, errNotByHand
	case linkInherited:
		return openInherited()
	default:
		return dialLink(value)
	}
}

// RunDebuggee is the debuggee process: one session, spoken over the link it
// inherited, and the program that the session launches. It returns the exit
// status for the process. newEngine is given the program's standard streams.
func RunDebuggee(ctx context.Context, newEngine func(stdout, stderr io.Writer) session.Engine, log *zap.Logger) (int, error) {
	link, err := openLink()
	if err != nil {
		return 2, err
	}
	endWithParent()
	watched := &watchedLink{ReadWriteCloser: link}
	link = watched
	stdout, stderr := &counted{File: os.Stdout}, &counted{File: os.Stderr}
	launched := make(chan *session.Program, 1)
	served := make(chan error, 1)
	go func() {
		served <- session.Serve(ctx, link, session.Config{
			Engine: newEngine(stdout, stderr),
			Redirect: func(tell func(category, text string)) {
				stdout.redirect("stdout", tell)
				stderr.redirect("stderr", tell)
			},
			OnLaunch: func(p *session.Program) { launched <- p },
			Marker:   func() wire.Mark { return wire.Mark{Stdout: stdout.n.Load(), Stderr: stderr.n.Load()} },
			Log:      log,
		})
	}()
	select {
	case err := <-served:
		return 0, err
	case p := <-launched:
		select {
		case <-p.Done():
			return p.ExitCode(), nil
		case err := <-served: // the adapter has gone, or is done with us
			if watched.ended.Load() {
				endGroup()
			}
			return killedStatus, err
		}
	}
}

// watchedLink ends the process soon after the adapter has hung up, even when the
// program is past being stopped in an orderly way.
type watchedLink struct {
	io.ReadWriteCloser
	once  sync.Once
	ended atomic.Bool
}

// hangUpGrace is how long an orderly end may take.
const hangUpGrace = time.Second

func (l *watchedLink) Read(p []byte) (int, error) {
	n, err := l.ReadWriteCloser.Read(p)
	if err != nil {
		l.ended.Store(true)
		l.once.Do(func() { time.AfterFunc(hangUpGrace, endGroup) })
	}
	return n, err
}

// killedStatus is the shell's for SIGKILL.
const killedStatus = 128 + 9

// counted counts what is written to a stream; see wire.Mark. tell, once set, gets
// a copy.
type counted struct {
	*os.File
	n    atomic.Int64
	tell atomic.Pointer[func(text string)]
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.File.Write(p)
	c.n.Add(int64(n))
	if tell := c.tell.Load(); tell != nil && n > 0 {
		(*tell)(string(p[:n]))
	}
	return n, err
}

func (c *counted) redirect(category string, tell func(category, text string)) {
	var mu sync.Mutex
	rest := ""
	f := func(text string) {
		mu.Lock()
		defer mu.Unlock()
		// A character that is cut in two waits for its other half.
		text = rest + text
		whole := len(text)
		for back := 1; back < utf8.UTFMax && back <= len(text); back++ {
			if c := text[len(text)-back]; utf8.RuneStart(c) {
				if !utf8.FullRuneInString(text[len(text)-back:]) {
					whole = len(text) - back
				}
				break
			}
		}
		text, rest = text[:whole], text[whole:]
		if text != "" {
			tell(category, strings.ToValidUTF8(text, "\ufffd"))
		}
	}
	c.tell.Store(&f)
}

func (c *counted) WriteString(s string) (int, error) { return c.Write([]byte(s)) }
