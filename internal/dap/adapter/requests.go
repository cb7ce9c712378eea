package adapter

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"time"

	"github.com/google/go-dap"
	"go.uber.org/zap"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/internal/dap/session"
	"github.com/asynctools/asynctools/internal/dap/wire"
)

// request handles a request of the editor. What is not about the life of the
// program goes to the session in the debuggee.
func (a *adapter) request(m *wire.Message) error {
	if a.disconnecting != nil {
		return reply.ProgramEnded.With()
	}
	switch {
	case m.Command == "disconnect":
		return a.onDisconnect(m)
	case m.Command == "initialize":
		return a.onInitialize(m)
	case !session.Supports(m.Command):
		return reply.UnknownCommand.With("command", m.Command)
	case a.initialize == nil:
		return reply.NotInitialized.With("command", m.Command)
	case m.Command == "launch":
		return a.onLaunch(m)
	case m.Command == "attach":
		return a.onAttach(m)
	case a.peer == nil:
		return reply.NoProgram.With("command", m.Command)
	case m.Command == "restart":
		return a.onRestart(m)
	case a.peer.ended || a.restarting != nil:
		return reply.ProgramEnded.With()
	case m.Command == "terminate":
		a.deadline(a.cfg.TerminateGrace, "it did not end within "+a.cfg.TerminateGrace.String())
	case m.Command == "configurationDone":
		a.configured = true
	}
	a.memory.note(m)
	a.forward(m)
	return nil
}

func (a *adapter) forward(m *wire.Message) {
	a.pending[m.Seq] = m
	a.peer.send(m)
}

// deadline kills the debuggee when it is still there after d.
func (a *adapter) deadline(d time.Duration, why string) {
	p := a.peer
	if !p.launched() {
		return
	}
	if p.process != nil {
		p.process.asked.Store(true)
	}
	timer := time.AfterFunc(d, func() { a.post(overdue{p, why}) })
	go func() {
		<-p.gone
		timer.Stop()
	}()
}

func (a *adapter) onInitialize(m *wire.Message) error {
	if a.initialize != nil {
		return reply.AlreadyInitialized.With()
	}
	var args session.InitializeArguments
	if err := reply.Decode(m, &args); err != nil {
		return err
	}
	if err := session.CheckInitialize(args); err != nil {
		return err
	}
	a.initialize = m
	caps := session.Capabilities()
	caps.SupportsRestartRequest = true
	a.succeed(m, caps)
	return nil
}

func (a *adapter) onLaunch(m *wire.Message) error {
	if a.peer != nil {
		return reply.HasProgram.With()
	}
	args, err := session.ParseLaunch(m)
	if err != nil {
		return err
	}
	// From here on the arguments mean the same in every process.
	canonical := *m
	if canonical.Arguments, err = json.Marshal(args); err != nil {
		return err
	}
	if err := a.start(args); err != nil {
		return err
	}
	a.launch = &canonical
	a.forward(&canonical)
	return nil
}

// start makes a debuggee process the peer and introduces the editor to it.
func (a *adapter) start(args *session.LaunchArguments) error {
	start := a.spawn
	if args.Console != "" && args.Console != session.InternalConsole {
		start = a.startInTerminal
	}
	p, err := start(args)
	if err != nil {
		return reply.CannotStart.With("reason", err.Error())
	}
	a.setPeer(p)
	a.introduce()
	return nil
}

func (a *adapter) introduce() {
	a.ask("initialize", a.initialize.Arguments, func(*wire.Message) {})
}

// attachArguments name the program to attach to: the address that `asyncdap run
// --listen` printed.
type attachArguments struct {
	Host    string `json:"host"`
	Port    int    `json:"port"`
	Connect struct {
		Host string `json:"host"`
		Port int    `json:"port"`
	} `json:"connect"`
}

const dialTimeout = 5 * time.Second

func (a *adapter) onAttach(m *wire.Message) error {
	if a.peer != nil {
		return reply.HasProgram.With()
	}
	var args attachArguments
	if err := reply.Decode(m, &args); err != nil {
		return err
	}
	if args.Port == 0 {
		args.Host, args.Port = args.Connect.Host, args.Connect.Port
	}
	if args.Port <= 0 || args.Port > 65535 {
		return reply.CannotAttach.With("reason", `"connect" must name a "port", and may name a "host"`)
	}
	if args.Host == "" {
		args.Host = "127.0.0.1"
	}
	address := net.JoinHostPort(args.Host, strconv.Itoa(args.Port))
	// The editor's session does nothing before this, so run may wait for it.
	conn, err := (&net.Dialer{Timeout: dialTimeout}).DialContext(a.ctx, "tcp", address)
	if err != nil {
		return reply.CannotAttach.With("reason", err.Error())
	}
	a.setPeer(a.connect(conn))
	a.introduce()
	a.forward(m)
	// Now there is a choice between ending the program and leaving it.
	a.sendEvent("capabilities", dap.CapabilitiesEventBody{
		Capabilities: dap.Capabilities{SupportTerminateDebuggee: true},
	})
	return nil
}

func (a *adapter) onDisconnect(m *wire.Message) error {
	if a.peer == nil || a.peer.ended {
		a.succeed(m, nil)
		a.done = true
		return nil
	}
	var args struct {
		TerminateDebuggee *bool `json:"terminateDebuggee"`
	}
	if err := reply.Decode(m, &args); err != nil {
		return err
	}
	if a.peer.launched() && args.TerminateDebuggee != nil && !*args.TerminateDebuggee {
		return reply.Unsupported.With("what", "leaving a launched program running")
	}
	a.disconnecting = m
	if p := a.peer; !p.launched() {
		a.ask("disconnect", m.Arguments, func(*wire.Message) { p.closeLink() })
		time.AfterFunc(a.cfg.DisconnectGrace, p.closeLink)
		return nil
	}
	// It is gone when its process is.
	a.ask("disconnect", m.Arguments, func(*wire.Message) {})
	a.deadline(a.cfg.DisconnectGrace, "")
	return nil
}

// onPeer passes on what the session says.
func (a *adapter) onPeer(m *wire.Message) {
	switch m.Type {
	case wire.Response:
		if then, mine := a.own[m.RequestSeq]; mine {
			delete(a.own, m.RequestSeq)
			then(m)
			return
		}
		if _, owed := a.pending[m.RequestSeq]; !owed {
			a.log.Warn("an answer to nothing", zap.String("command", m.Command), zap.Int("request", m.RequestSeq))
			return
		}
		a.memory.answered(m)
		delete(a.pending, m.RequestSeq)
		a.send(m)
		if (m.Command == "launch" || m.Command == "attach") && !m.Succeeded() {
			a.peer.kill("") // the editor may try again
			a.setPeer(nil)
		}
	case wire.Event:
		a.onPeerEvent(m)
	default:
		a.log.Warn("the session asks something", zap.String("command", m.Command))
	}
}

func (a *adapter) onPeerEvent(m *wire.Message) {
	switch {
	case m.Event == "exited" && a.peer.launched():
		// The process may still have something to say; onGone passes it on.
		var body dap.ExitedEventBody
		if err := json.Unmarshal(m.Body, &body); err != nil {
			a.log.Error("bad exited event", zap.Error(err))
		}
		a.peer.exit = &body.ExitCode
		a.deadline(a.cfg.ExitGrace, "")
		return
	case m.Event == "terminated":
		if a.peer.launched() {
			return
		}
		a.peer.ended = true
	case m.Event == "initialized" && a.restarting != nil:
		a.replay()
		return
	}
	if a.disconnecting == nil {
		a.shown.note(m)
		a.send(m)
	}
}

// onGone is called when the peer is dead and everything it said is passed on.
func (a *adapter) onGone() {
	p := a.peer
	reason := p.fate()
	for seq, m := range a.pending {
		a.send(reply.Failure(m, reply.ProgramDied.With("command", m.Command, "reason", reason)))
		delete(a.pending, seq)
	}
	for seq, then := range a.own {
		delete(a.own, seq)
		then(nil)
	}
	wasEnded := p.ended
	p.ended = true
	switch {
	case a.disconnecting != nil:
		a.succeed(a.disconnecting, nil)
		a.done = true
	case a.restarting != nil && !a.restarting.started:
		a.relaunch()
	case wasEnded:
	default:
		if r := a.restarting; r != nil {
			a.restarting = nil
			a.send(reply.Failure(r.request, reply.ProgramDied.With("command", "restart", "reason", reason)))
		}
		a.farewell(p, reason)
	}
}

// farewell tells the editor that the program is gone.
func (a *adapter) farewell(p *peer, reason string) {
	if p.process == nil && p.exit == nil {
		a.send(reply.Output("important", fmt.Sprintf("The connection to the program is lost: %s.\n", reason)))
		a.sendEvent("terminated", dap.TerminatedEventBody{})
		return
	}
	var code int
	switch {
	case p.exit != nil:
		code = *p.exit
	case p.process.signalled():
		code = p.process.exitCode()
		a.send(reply.Output("important", fmt.Sprintf("The program was ended from outside: %s.\n", reason)))
	default:
		code = p.process.exitCode()
		a.send(reply.Output("stderr", fmt.Sprintf("The program's process ended by itself (os._exit, or a crash): %s.\n", reason)))
	}
	a.sendEvent("exited", dap.ExitedEventBody{ExitCode: code})
	a.sendEvent("terminated", dap.TerminatedEventBody{})
}

// isClosed reports errors that only mean that a connection is over.
func isClosed(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) || errors.Is(err, io.ErrClosedPipe)
}
