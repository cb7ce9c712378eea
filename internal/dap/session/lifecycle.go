package session

import (
	"context"
	"encoding/json"
	"os"
	"time"

	"github.com/google/go-dap"
	"go.uber.org/zap"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/internal/dap/wire"
	"github.com/asynctools/asynctools/runtime/inspect"
)

// InitializeArguments adds to go-dap's what must tell absent from false.
type InitializeArguments struct {
	dap.InitializeRequestArguments
	LinesStartAt1   *bool `json:"linesStartAt1"`
	ColumnsStartAt1 *bool `json:"columnsStartAt1"`
	// TasksChanged asks for events asyncdap/tasksChanged, at most one in so many
	// milliseconds.
	TasksChanged int `json:"asyncdap/tasksChanged"`
}

// clientTraits are what the client said about itself.
type clientTraits struct {
	variableType bool
	progress     bool
}

// Capabilities is what a session can do, no more.
func Capabilities() dap.Capabilities {
	return dap.Capabilities{
		SupportsConfigurationDoneRequest:      true,
		SupportsFunctionBreakpoints:           true,
		SupportsConditionalBreakpoints:        true,
		SupportsHitConditionalBreakpoints:     true,
		SupportsLogPoints:                     true,
		SupportsEvaluateForHovers:             true,
		SupportsClipboardContext:              true,
		SupportsSetVariable:                   true,
		SupportsExceptionInfoRequest:          true,
		SupportsExceptionFilterOptions:        true,
		SupportsDelayedStackTraceLoading:      true,
		SupportsLoadedSourcesRequest:          true,
		SupportsModulesRequest:                true,
		SupportsValueFormattingOptions:        true,
		SupportsBreakpointLocationsRequest:    true,
		SupportsTerminateRequest:              true,
		SupportsCancelRequest:                 true,
		SupportsTerminateThreadsRequest:       true,
		SupportsSetExpression:                 true,
		SupportsCompletionsRequest:            true,
		CompletionTriggerCharacters:           []string{"."},
		SupportsDataBreakpoints:               true,
		SupportsInstructionBreakpoints:        true,
		SupportsDisassembleRequest:            true,
		SupportsGotoTargetsRequest:            true,
		SupportsRestartFrame:                  true,
		SupportsStepInTargetsRequest:          true,
		SupportsSteppingGranularity:           true,
		SupportsSingleThreadExecutionRequests: true,
		ExceptionBreakpointFilters:            exceptionFilters(),
	}
}

// CheckInitialize reports what is wrong with the arguments of initialize.
func CheckInitialize(args InitializeArguments) error {
	switch args.PathFormat {
	case "", "path", "uri":
		if args.TasksChanged < 0 {
			return reply.BadArguments.With("command", "initialize", "reason", "asyncdap/tasksChanged cannot be negative")
		}
		return nil
	}
	return reply.BadArguments.With("command", "initialize",
		"reason", "pathFormat "+args.PathFormat+` is neither "path" nor "uri"`)
}

func (s *Session) initialize(args InitializeArguments) (any, error) {
	if s.initialized {
		return nil, reply.AlreadyInitialized.With()
	}
	if err := CheckInitialize(args); err != nil {
		return nil, err
	}
	s.initialized = true
	s.client.variableType = args.SupportsVariableType
	s.client.progress = args.SupportsProgressReporting
	s.news.every(time.Duration(args.TasksChanged) * time.Millisecond)
	s.paths = newPaths(
		args.PathFormat == "uri",
		args.LinesStartAt1 == nil || *args.LinesStartAt1,
		args.ColumnsStartAt1 == nil || *args.ColumnsStartAt1,
	)
	caps := Capabilities()
	// Ending the program or leaving it running is a choice only where it was
	// running before.
	caps.SupportTerminateDebuggee = s.cfg.Program != nil
	caps.SupportsRestartRequest = s.cfg.Restart != nil
	return caps, nil
}

func launch(_ context.Context, s *Session, m *wire.Message) (any, error) {
	if s.program != nil {
		return nil, reply.HasProgram.With()
	}
	if s.cfg.Engine == nil {
		return nil, reply.BadLaunch.With("reason", "this program was started already: use attach")
	}
	args, err := ParseLaunch(m)
	if err != nil {
		return nil, err
	}
	spec := args.Spec()
	target, err := s.cfg.Engine(spec)
	if err != nil {
		return nil, reply.CannotStart.With("reason", err.Error())
	}
	s.launch = *args
	target.Configure(args.options())
	if args.RedirectOutput && args.Console != "" && args.Console != InternalConsole && s.cfg.Redirect != nil {
		// A terminal shows the output; so does the editor.
		s.cfg.Redirect(func(category, text string) {
			s.onOutput(inspect.Output{Category: category, Text: text})
		})
	}
	s.adopt(NewProgram(target, spec.Name()))
	if _, recorded := target.(inspect.Reverser); recorded {
		s.after = append(s.after, s.tellRecorded)
	}
	if err := s.presetFilters(); err != nil {
		return nil, err
	}
	if s.cfg.OnLaunch != nil {
		s.cfg.OnLaunch(s.program)
	}
	return nil, nil
}

// attachArguments are those of attach that concern the session; where to
// connect to is the adapter's business.
type attachArguments struct {
	StopOnEntry bool  `json:"stopOnEntry"`
	MaxTasks    int   `json:"maxTasks"`
	JustMyCode  *bool `json:"justMyCode"`

	ExceptionFilters []string `json:"exceptionFilters"`
}

func (s *Session) attach(args attachArguments) (any, error) {
	switch {
	case s.program != nil:
		return nil, reply.HasProgram.With()
	case s.cfg.Program == nil:
		return nil, reply.CannotAttach.With("reason", "no program runs in this process: use launch")
	case args.MaxTasks < 0:
		return nil, reply.CannotAttach.With("reason", `"maxTasks" must be positive`)
	}
	if err := checkFilters(args.ExceptionFilters); err != nil {
		return nil, reply.CannotAttach.With("reason", err.Error())
	}
	s.attached = true
	s.launch = LaunchArguments{
		StopOnEntry: args.StopOnEntry, MaxTasks: args.MaxTasks, JustMyCode: args.JustMyCode,
		ExceptionFilters: args.ExceptionFilters,
	}
	if args.MaxTasks == 0 {
		s.launch.MaxTasks = DefaultMaxTasks
	}
	if !s.adopt(s.cfg.Program) {
		s.attached = false
		return nil, reply.CannotAttach.With("reason", "another client debugs this program")
	}
	s.program.target.Configure(s.launch.options())
	return nil, s.presetFilters()
}

// presetFilters puts the filters of the launch request into force, for a client
// that sets none.
func (s *Session) presetFilters() error {
	if len(s.launch.ExceptionFilters) == 0 || s.launch.NoDebug {
		return nil
	}
	_, err := s.filter(nil)
	return err
}

// adopt makes p the session's program and asks for its configuration.
func (s *Session) adopt(p *Program) bool {
	s.news.limit(s.launch.MaxTasks)
	s.program = p
	if !p.watch(s) {
		s.program = nil
		return false
	}
	s.after = append(s.after, func() { s.out.event("initialized", nil) })
	return true
}

func (s *Session) configurationDone() (any, error) {
	if s.configured {
		return nil, reply.AlreadyConfigured.With()
	}
	p := s.program
	state, stop := p.tellFromNow()
	method := "launch"
	if s.attached {
		method = "attach"
	}
	process := dap.ProcessEventBody{
		Name: p.name, SystemProcessId: os.Getpid(), IsLocalProcess: true, StartMethod: method,
	}
	switch state {
	case notStarted:
		s.out.eventNow("process", process)
		if err := p.Start(s.launch.StopOnEntry && !s.launch.NoDebug); err != nil {
			return nil, reply.CannotStart.With("reason", err.Error())
		}
	case stopped:
		s.out.event("process", process)
		s.onStopped(stop)
	case ended:
		s.onExited(p.ExitCode())
	default:
		s.out.event("process", process)
		if s.launch.StopOnEntry {
			if err := p.target.Pause(); err != nil {
				return nil, err
			}
		}
	}
	s.configured = true
	return nil, nil
}

// restart starts the process of an attached program again. The client is told to
// attach once more; until then the program waits.
func (s *Session) restart() (any, error) {
	if s.cfg.Restart == nil {
		return nil, reply.Unsupported.With("what", "restarting this program")
	}
	again, err := s.cfg.Restart()
	if err != nil {
		return nil, err
	}
	s.leaving = true
	s.after = append(s.after, func() {
		s.out.event("terminated", dap.TerminatedEventBody{Restart: json.RawMessage("true")})
		if err := again(); err != nil {
			s.log.Error("cannot restart the program", zap.Error(err))
		}
	})
	return nil, nil
}

// terminatedStatus is the shell's for a program that SIGTERM ended.
const terminatedStatus = 128 + 15

func (s *Session) terminate() (any, error) {
	switch state, _ := s.program.currentState(); state {
	case ended:
		return nil, reply.ProgramEnded.With()
	case notStarted:
		s.program.tellFromNow()
		s.program.Exited(terminatedStatus)
		return nil, nil
	}
	s.program.letGo()
	return nil, s.program.target.Terminate()
}

type disconnectArguments struct {
	TerminateDebuggee *bool `json:"terminateDebuggee"`
}

func (s *Session) disconnect(args disconnectArguments) (any, error) {
	s.killAtEnd = !s.attached
	if args.TerminateDebuggee != nil {
		if !*args.TerminateDebuggee && !s.attached && s.program != nil {
			return nil, reply.Unsupported.With("what", "leaving a launched program running")
		}
		s.killAtEnd = *args.TerminateDebuggee
	}
	s.leaving = true
	// Evaluations under way end, and say so, before the session does.
	s.leave()
	s.slow.wait(leaveTime)
	return nil, nil
}

// leaveTime is how long a disconnecting client waits for its evaluations.
const leaveTime = 200 * time.Millisecond

// onExited tells the client that the program has ended.
func (s *Session) onExited(code int) {
	s.news.settle()
	s.out.event("exited", dap.ExitedEventBody{ExitCode: code})
	s.out.event("terminated", dap.TerminatedEventBody{})
}

func (s *Session) onOutput(out inspect.Output) {
	body := outputBody{Category: out.Category, Output: out.Text}
	if out.Path != "" {
		body.Source = s.paths.source(out.Path, false)
		if out.Line > 0 {
			line := s.paths.toLine(out.Line)
			body.Line = &line
		}
	}
	s.out.event("output", body)
}

// outputBody is go-dap's, but keeps line 0.
type outputBody struct {
	Category string      `json:"category,omitempty"`
	Output   string      `json:"output"`
	Source   *dap.Source `json:"source,omitempty"`
	Line     *int        `json:"line,omitempty"`
}
