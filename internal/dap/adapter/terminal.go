package adapter

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/google/go-dap"
	"go.uber.org/zap"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/internal/dap/session"
	"github.com/asynctools/asynctools/internal/dap/wire"
)

// startInTerminal has the editor run the debuggee in a terminal, where the
// program can be typed to. What is sent to the peer waits until it is there.
func (a *adapter) startInTerminal(args *session.LaunchArguments) (*peer, error) {
	var client session.InitializeArguments
	if err := reply.Decode(a.initialize, &client); err != nil {
		return nil, err
	}
	if !client.SupportsRunInTerminalRequest {
		return nil, fmt.Errorf(`"console" is %q, but the editor has no terminal to offer`, args.Console)
	}
	link, err := newTCPLink()
	if err != nil {
		return nil, err
	}
	env := map[string]any{linkVariable: link.value()}
	for name, value := range args.Env {
		if value == nil {
			env[name] = nil
		} else {
			env[name] = *value
		}
	}
	kind := "integrated"
	if args.Console == session.ExternalTerminal {
		kind = "external"
	}
	raw, err := json.Marshal(dap.RunInTerminalRequestArguments{
		Kind: kind, Title: filepath.Base(args.Spec().Name()), Cwd: args.Cwd, Args: a.cfg.Command, Env: env,
	})
	if err != nil {
		return nil, errors.Join(err, link.Close())
	}
	p := a.connect(link)
	seq, err := a.client.Request(&wire.Message{Type: wire.Request, Command: "runInTerminal", Arguments: raw})
	if err != nil {
		p.closeLink()
		return nil, err
	}
	a.asked[seq] = func(m *wire.Message) {
		if !m.Succeeded() {
			a.onNoTerminal(p, "the editor could not open a terminal: "+m.Error)
		}
	}
	timer := time.AfterFunc(a.cfg.TerminalTime, func() {
		if !link.connected() {
			a.post(noTerminal{p, "nothing started in the editor's terminal within " + a.cfg.TerminalTime.String()})
		}
	})
	go func() {
		<-p.gone
		timer.Stop()
	}()
	return p, nil
}

// onNoTerminal gives a start up; the editor may try again.
func (a *adapter) onNoTerminal(p *peer, why string) {
	if p != a.peer {
		return
	}
	a.log.Warn("no debuggee in a terminal", zap.String("reason", why))
	p.closeLink()
	a.setPeer(nil)
	a.own = map[int]func(*wire.Message){}
	failure := reply.CannotStart.With("reason", why)
	for seq, m := range a.pending {
		a.send(reply.Failure(m, failure))
		delete(a.pending, seq)
	}
	if r := a.restarting; r != nil {
		a.restarting = nil
		a.send(reply.Failure(r.request, failure))
		a.sendEvent("terminated", dap.TerminatedEventBody{})
	}
	if m := a.disconnecting; m != nil {
		a.succeed(m, nil)
		a.done = true
	}
}
