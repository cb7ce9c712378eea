package adapter

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"time"

	"go.uber.org/zap"

	"github.com/asynctools/asynctools/internal/dap/session"
	"github.com/asynctools/asynctools/internal/dap/wire"
)

// peer is the session at the other end: in a debuggee process of ours (process is
// set), in one that the editor started for us in a terminal (terminal is set), or
// in a program we attached to.
type peer struct {
	process  *process
	terminal *tcpLink
	link     io.ReadWriteCloser
	out      *mailbox
	gone     chan struct{} // closed when it is dead and all it said was passed on
	once     sync.Once     // closes link

	// What follows belongs to the adapter's run.
	exit  *int   // the status it announced
	ended bool   // the editor knows that it is over
	why   string // why we killed it
}

// process is a debuggee.
type process struct {
	cmd            *exec.Cmd
	stdout, stderr *pump
	waitErr        error       // set before peer.gone is closed
	asked          atomic.Bool // to end
}

// spawn starts a debuggee.
func (a *adapter) spawn(args *session.LaunchArguments) (*peer, error) {
	cmd := exec.Command(a.cfg.Command[0], a.cfg.Command[1:]...)
	cmd.Dir = args.Cwd
	base := a.cfg.Environ
	if base == nil {
		base = os.Environ()
	}
	cmd.Env = args.Environ(base)
	setProcessAttributes(cmd)
	link, err := newLink(cmd)
	if err != nil {
		return nil, err
	}
	defer link.closeTheirs()
	stdout, stdoutChild, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(err, link.Close())
	}
	defer stdoutChild.Close()
	stderr, stderrChild, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(err, link.Close(), stdout.Close())
	}
	defer stderrChild.Close()
	cmd.Stdout, cmd.Stderr = stdoutChild, stderrChild
	if err := cmd.Start(); err != nil {
		return nil, errors.Join(err, link.Close(), stdout.Close(), stderr.Close())
	}
	a.log.Info("debuggee started", zap.Int("pid", cmd.Process.Pid))
	proc := &process{
		cmd:    cmd,
		stdout: newPump("stdout", stdout, a.client),
		stderr: newPump("stderr", stderr, a.client),
	}
	p := &peer{process: proc, link: link, out: newMailbox(link), gone: make(chan struct{})}
	proc.stderr.first = proc.stdout
	go proc.stdout.run()
	go proc.stderr.run()
	heard := a.listen(p)
	go func() {
		proc.waitErr = cmd.Wait()
		if proc.signalled() || proc.asked.Load() {
			// What it had started goes with it. What a program leaves running that
			// ends by itself is its own affair.
			killGroup(cmd)
		}
		// A process that the program left behind may hold the streams open; what
		// the program itself wrote is in them by now.
		proc.stdout.finish()
		proc.stderr.finish()
		select {
		case <-heard:
		case <-time.After(settleTime):
			p.closeLink()
			<-heard
		}
		p.closeLink()
		close(p.gone)
		a.post(peerGone{p})
	}()
	return p, nil
}

// launched tells a program that we started, and may end, from one we attached to.
func (p *peer) launched() bool { return p.process != nil || p.terminal != nil }

// connect makes a peer of a connection to a process that is not our child.
func (a *adapter) connect(conn io.ReadWriteCloser) *peer {
	p := &peer{link: conn, out: newMailbox(conn), gone: make(chan struct{})}
	p.terminal, _ = conn.(*tcpLink)
	heard := a.listen(p)
	go func() {
		<-heard
		p.closeLink()
		close(p.gone)
		a.post(peerGone{p})
	}()
	return p
}

// listen reads the peer's messages until there are no more.
func (a *adapter) listen(p *peer) <-chan struct{} {
	heard := make(chan struct{})
	go func() {
		defer close(heard)
		r := wire.NewReader(p.link, 0)
		for {
			m, err := r.Read()
			if err != nil {
				if wire.Recoverable(err) {
					a.log.Error("bad message from the debuggee", zap.Error(err))
					continue
				}
				if !isClosed(err) {
					a.log.Info("the debuggee's link broke", zap.Error(err))
				}
				return
			}
			if m.Event == wire.OriginEvent {
				p.origin(m)
				continue
			}
			if m.Mark != nil && p.process != nil {
				p.process.stdout.await(m.Mark.Stdout)
				p.process.stderr.await(m.Mark.Stderr)
			}
			if !a.post(fromPeer{p, m}) {
				return
			}
		}
	}()
	return heard
}

// origin notes where text of the program comes from.
func (p *peer) origin(m *wire.Message) {
	var o wire.Origin
	if p.process == nil || json.Unmarshal(m.Body, &o) != nil {
		return
	}
	if o.Stream == "stderr" {
		p.process.stderr.origin(o)
	} else {
		p.process.stdout.origin(o)
	}
}

// send never waits: a peer that does not read must not stop us.
func (p *peer) send(m *wire.Message) { p.out.put(m) }

func (p *peer) closeLink() {
	p.once.Do(func() {
		p.out.close()
		_ = p.link.Close()
	})
}

// kill ends the debuggee at once; for a program we attached to it only hangs up.
func (p *peer) kill(why string) {
	p.why = why
	p.killProcess()
	if p.process == nil {
		p.closeLink()
	}
}

// killProcess may be called from any goroutine.
func (p *peer) killProcess() {
	select {
	case <-p.gone:
		return // its number may be another's by now
	default:
	}
	switch {
	case p.process != nil:
		killGroup(p.process.cmd)
	case p.terminal != nil && p.terminal.connected():
		if process, err := os.FindProcess(p.terminal.pid); err == nil {
			_ = process.Kill() // it may be gone already
		}
	}
}

func (p *peer) pid() int {
	switch {
	case p.process != nil:
		return p.process.cmd.Process.Pid
	case p.terminal != nil && p.terminal.connected():
		return p.terminal.pid
	}
	return 0
}

// fate says how the peer ended; it counts once gone is closed.
func (p *peer) fate() string {
	switch {
	case p.exit != nil:
		return fmt.Sprintf("exit status %d", *p.exit)
	case p.why != "":
		return "killed, as " + p.why
	case p.process == nil:
		return "the connection is closed"
	case p.process.signalled():
		return p.process.cmd.ProcessState.String() + " (an operating system short of memory does that, too)"
	case p.process.waitErr == nil:
		return "exit status 0"
	}
	return p.process.waitErr.Error()
}

func (p *process) signalled() bool { return p.cmd.ProcessState.ExitCode() < 0 }

// exitCode follows the shell for signals.
func (p *process) exitCode() int {
	if n := signalNumber(p.cmd.ProcessState); n > 0 {
		return 128 + n
	}
	return p.cmd.ProcessState.ExitCode()
}

// mailbox writes messages on a goroutine of its own.
type mailbox struct {
	w *wire.Writer

	mu     sync.Mutex // guards what follows
	cond   *sync.Cond
	queue  []*wire.Message
	closed bool
}

func newMailbox(w io.Writer) *mailbox {
	b := &mailbox{w: wire.NewWriter(w)}
	b.cond = sync.NewCond(&b.mu)
	go b.run()
	return b
}

func (b *mailbox) put(m *wire.Message) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.queue = append(b.queue, m)
	b.cond.Signal()
}

func (b *mailbox) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	b.cond.Signal()
}

func (b *mailbox) run() {
	for {
		b.mu.Lock()
		for len(b.queue) == 0 && !b.closed {
			b.cond.Wait()
		}
		if b.closed {
			b.mu.Unlock()
			return
		}
		m := b.queue[0]
		b.queue = b.queue[1:]
		b.mu.Unlock()
		// Requests keep the numbers by which their answers are known.
		if b.w.WriteAs(m) != nil {
			return // the reader of this link notices, too
		}
	}
}
