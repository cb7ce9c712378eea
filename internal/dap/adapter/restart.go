package adapter

import (
	"encoding/json"
	"slices"

	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/internal/dap/session"
	"github.com/asynctools/asynctools/internal/dap/wire"
)

// restart is a restart under way.
type restart struct {
	request *wire.Message
	launch  *wire.Message
	args    *session.LaunchArguments
	started bool // the new debuggee is there
}

// memory holds what a restarted program must be told again. Editors do not
// repeat it, and go on using the ids of the breakpoints they know.
type memory struct {
	breakpoints map[string]*remembered // by source
	others      map[string]*remembered // on functions, data and instructions, by command
	exceptions  json.RawMessage
	asked       map[int]*remembered // waiting for the answer with the ids
}

type remembered struct {
	command string
	args    json.RawMessage
	ids     []int
}

func newMemory() memory {
	return memory{breakpoints: map[string]*remembered{}, others: map[string]*remembered{}, asked: map[int]*remembered{}}
}

// note remembers a request that configures the program.
func (mem *memory) note(m *wire.Message) {
	r := &remembered{command: m.Command, args: m.Arguments}
	switch m.Command {
	case "setBreakpoints":
		var args struct {
			Source struct {
				Path            string `json:"path"`
				SourceReference int    `json:"sourceReference"`
			} `json:"source"`
		}
		if json.Unmarshal(m.Arguments, &args) != nil || args.Source.SourceReference != 0 {
			return // references do not outlive the session that gave them
		}
		mem.breakpoints[args.Source.Path] = r
	case "setFunctionBreakpoints", "setDataBreakpoints", "setInstructionBreakpoints":
		mem.others[m.Command] = r
	case "setExceptionBreakpoints":
		mem.exceptions = m.Arguments
		return
	default:
		return
	}
	mem.asked[m.Seq] = r
}

// answered remembers the ids.
func (mem *memory) answered(m *wire.Message) {
	r, ok := mem.asked[m.RequestSeq]
	if !ok {
		return
	}
	delete(mem.asked, m.RequestSeq)
	var body dap.SetBreakpointsResponseBody
	if json.Unmarshal(m.Body, &body) == nil {
		for _, bp := range body.Breakpoints {
			r.ids = append(r.ids, bp.Id)
		}
	}
}

// again is the request's arguments with the ids the breakpoints had.
func (r *remembered) again() json.RawMessage {
	var args map[string]json.RawMessage
	if json.Unmarshal(r.args, &args) != nil {
		return r.args
	}
	var list []map[string]any
	if json.Unmarshal(args["breakpoints"], &list) != nil {
		var lines []int // the protocol's older form
		_ = json.Unmarshal(args["lines"], &lines)
		for _, line := range lines {
			list = append(list, map[string]any{"line": line})
		}
	}
	for i := range list {
		if i < len(r.ids) {
			list[i]["asyncdap/id"] = r.ids[i]
		}
	}
	data, err := json.Marshal(list)
	if err != nil {
		return r.args
	}
	args["breakpoints"] = data
	if data, err = json.Marshal(args); err != nil {
		return r.args
	}
	return data
}

func (a *adapter) onRestart(m *wire.Message) error {
	if a.launch == nil {
		// The process that was attached to starts itself again, and has the
		// editor attach once more.
		if a.peer.ended {
			return reply.ProgramEnded.With()
		}
		a.forward(m)
		return nil
	}
	if a.restarting != nil {
		return reply.BadArguments.With("command", "restart", "reason", "a restart is under way")
	}
	launch := a.launch
	var args struct {
		Arguments json.RawMessage `json:"arguments"`
	}
	if err := reply.Decode(m, &args); err != nil {
		return err
	}
	if len(args.Arguments) > 0 { // the configuration may have been edited
		launch = &wire.Message{Type: wire.Request, Command: "launch", Arguments: args.Arguments}
	}
	parsed, err := session.ParseLaunch(launch)
	if err != nil {
		return err
	}
	canonical := *launch
	if canonical.Arguments, err = json.Marshal(parsed); err != nil {
		return err
	}
	a.restarting = &restart{request: m, launch: &canonical, args: parsed}
	if a.peer.ended {
		a.relaunch()
		return nil
	}
	a.ask("disconnect", nil, func(*wire.Message) {})
	a.deadline(a.cfg.DisconnectGrace, "")
	return nil
}

// shown is what an editor shows of a program until it is told otherwise.
type shown struct {
	stopped bool
	threads []int
}

func (s *shown) note(m *wire.Message) {
	switch m.Event {
	case "stopped":
		s.stopped = true
	case "thread":
		var body dap.ThreadEventBody
		if json.Unmarshal(m.Body, &body) != nil {
			return // a bug of the session's, which the editor sees
		}
		s.threads = slices.DeleteFunc(s.threads, func(id int) bool { return id == body.ThreadId })
		if body.Reason == "started" {
			s.threads = append(s.threads, body.ThreadId)
		}
	}
}

// forget has the editor take the old program's stop and threads away: the next
// one begins to count its own anew.
func (a *adapter) forget() {
	if a.shown.stopped {
		a.sendEvent("continued", dap.ContinuedEventBody{ThreadId: 1, AllThreadsContinued: true})
	}
	for _, id := range a.shown.threads {
		a.sendEvent("thread", dap.ThreadEventBody{Reason: "exited", ThreadId: id})
	}
	a.shown = shown{}
}

// relaunch starts the new debuggee once the old one has gone.
func (a *adapter) relaunch() {
	a.forget()
	r := a.restarting
	if err := a.start(r.args); err != nil {
		a.restarting = nil
		a.send(reply.Failure(r.request, err))
		a.sendEvent("terminated", dap.TerminatedEventBody{})
		return
	}
	r.started = true
	a.launch = r.launch
	a.ask("launch", r.launch.Arguments, func(answer *wire.Message) { a.mustSucceed(answer) })
}

// replay repeats the configuration; the session has asked for it.
func (a *adapter) replay() {
	all := make([]*remembered, 0, len(a.memory.breakpoints)+1)
	for _, r := range a.memory.breakpoints {
		all = append(all, r)
	}
	for _, command := range []string{"setFunctionBreakpoints", "setDataBreakpoints", "setInstructionBreakpoints"} {
		if r := a.memory.others[command]; r != nil {
			all = append(all, r)
		}
	}
	for _, r := range all {
		a.ask(r.command, r.again(), a.announceBreakpoints)
	}
	if a.memory.exceptions != nil {
		a.ask("setExceptionBreakpoints", a.memory.exceptions, func(*wire.Message) {})
	}
	finish := func(answer *wire.Message) {
		r := a.restarting
		if r == nil || answer == nil || !a.mustSucceed(answer) {
			return
		}
		a.restarting = nil
		a.succeed(r.request, nil)
	}
	if !a.configured {
		r := a.restarting
		a.restarting = nil
		a.succeed(r.request, nil)
		a.sendEvent("initialized", nil)
		return
	}
	a.ask("configurationDone", nil, finish)
}

// mustSucceed ends a restart with the error that the session answered.
func (a *adapter) mustSucceed(answer *wire.Message) bool {
	if answer == nil || answer.Succeeded() {
		return true
	}
	if r := a.restarting; r != nil {
		a.restarting = nil
		failure := *answer
		failure.RequestSeq, failure.Command = r.request.Seq, r.request.Command
		a.send(&failure)
		a.peer.kill("")
	}
	return false
}

// announceBreakpoints tells the editor where its breakpoints are now.
func (a *adapter) announceBreakpoints(answer *wire.Message) {
	if answer == nil || !answer.Succeeded() {
		return
	}
	var body struct {
		Breakpoints []json.RawMessage `json:"breakpoints"`
	}
	if json.Unmarshal(answer.Body, &body) != nil {
		return
	}
	for _, bp := range body.Breakpoints {
		a.sendEvent("breakpoint", map[string]any{"reason": "changed", "breakpoint": bp})
	}
}
