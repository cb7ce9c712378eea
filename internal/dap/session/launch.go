package session

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/asynctools/asynctools/internal/dap/reply"
	"github.com/asynctools/asynctools/internal/dap/wire"
	"github.com/asynctools/asynctools/runtime/inspect"
)

// Engine makes a target for a program; it does not start it.
type Engine func(Spec) (inspect.Target, error)

// Spec says which program to run. Exactly one of File, Module and Code is set.
type Spec struct {
	File, Module, Code string
	Args               []string
	VirtualTime        bool
	Record             bool // its run, to go back in it
	Seed               uint64
	DevMode            bool // Python's -X dev
	// Debug tells that somebody may set breakpoints; without it an engine may
	// skip whatever it keeps only for them.
	Debug bool
}

// Name is what a person would call the program.
func (s Spec) Name() string {
	switch {
	case s.Module != "":
		return "-m " + s.Module
	case s.File != "":
		return s.File
	default:
		return "-c"
	}
}

// DefaultMaxTasks is how many tasks are shown as threads unless told otherwise;
// real editors stay usable up to ten times as many.
const DefaultMaxTasks = 1000

// Where a program's standard streams can be.
const (
	InternalConsole    = "internalConsole"
	IntegratedTerminal = "integratedTerminal"
	ExternalTerminal   = "externalTerminal"
)

// LaunchArguments are the attributes of a launch request. Names follow the
// Python debugger that users know.
type LaunchArguments struct {
	Program string             `json:"program,omitempty"`
	Module  string             `json:"module,omitempty"`
	Code    text               `json:"code,omitempty"`
	Args    []string           `json:"args,omitempty"`
	Cwd     string             `json:"cwd,omitempty"`
	Env     map[string]*string `json:"env,omitempty"` // null removes a variable
	EnvFile string             `json:"envFile,omitempty"`
	Console string             `json:"console,omitempty"`

	StopOnEntry bool   `json:"stopOnEntry,omitempty"`
	NoDebug     bool   `json:"noDebug,omitempty"`
	MaxTasks    int    `json:"maxTasks,omitempty"`
	VirtualTime bool   `json:"virtualTime,omitempty"`
	Seed        uint64 `json:"seed,omitempty"`
	// Record lets the session go back in the program's run.
	Record bool `json:"record,omitempty"`

	// JustMyCode (the default) keeps steps and exception filters out of libraries.
	JustMyCode *bool `json:"justMyCode,omitempty"`
	// ExceptionFilters hold besides those that the client sets: an editor may have
	// no way to tick one on somebody's behalf.
	ExceptionFilters []string `json:"exceptionFilters,omitempty"`
	// RedirectOutput shows what a program in a terminal prints in the editor, too.
	RedirectOutput bool `json:"redirectOutput,omitempty"`
}

func (a *LaunchArguments) options() inspect.Options {
	return inspect.Options{AllCode: a.JustMyCode != nil && !*a.JustMyCode, Runs: a.NoDebug}
}

// text is a string, or a list of lines.
type text string

// UnmarshalJSON implements json.Unmarshaler.
func (t *text) UnmarshalJSON(data []byte) error {
	var lines []string
	if json.Unmarshal(data, &lines) == nil {
		*t = text(strings.Join(lines, "\n"))
		return nil
	}
	return json.Unmarshal(data, (*string)(t))
}

// ParseLaunch reads and checks the arguments of a launch request. Paths come out
// absolute, so that the result means the same in every process.
func ParseLaunch(req *wire.Message) (*LaunchArguments, error) {
	var args LaunchArguments
	if err := reply.Decode(req, &args); err != nil {
		return nil, err
	}
	if err := args.resolve(); err != nil {
		return nil, reply.BadLaunch.With("reason", err.Error())
	}
	return &args, nil
}

func (a *LaunchArguments) resolve() error {
	given := 0
	for _, what := range []string{a.Program, a.Module, string(a.Code)} {
		if what != "" {
			given++
		}
	}
	switch {
	case given == 0:
		return errors.New(`one of "program", "module" and "code" is required`)
	case given > 1:
		return errors.New(`only one of "program", "module" and "code" can be given`)
	case a.MaxTasks < 0:
		return fmt.Errorf(`"maxTasks" is %d, but it must be positive`, a.MaxTasks)
	}
	switch a.Console {
	case "", InternalConsole, IntegratedTerminal, ExternalTerminal:
	default:
		return fmt.Errorf(`"console" is %q: want %q, %q or %q`, a.Console, InternalConsole, IntegratedTerminal, ExternalTerminal)
	}
	if err := checkFilters(a.ExceptionFilters); err != nil {
		return err
	}
	if a.MaxTasks == 0 {
		a.MaxTasks = DefaultMaxTasks
	}
	cwd, err := filepath.Abs(a.Cwd)
	if err != nil {
		return err
	}
	a.Cwd = cwd
	info, err := os.Stat(a.Cwd)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("the working directory %s does not exist", a.Cwd)
	case err != nil:
		return err
	case !info.IsDir():
		return fmt.Errorf("the working directory %s is no directory", a.Cwd)
	}
	if err := a.mergeEnvFile(); err != nil {
		return err
	}
	if a.Program == "" {
		return nil
	}
	if !filepath.IsAbs(a.Program) {
		a.Program = filepath.Join(a.Cwd, a.Program)
	}
	info, err = os.Stat(a.Program)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("the program %s does not exist", a.Program)
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("the program %s is a directory", a.Program)
	}
	return nil
}

// Spec is the program that the arguments describe.
func (a *LaunchArguments) Spec() Spec {
	return Spec{
		File: a.Program, Module: a.Module, Code: string(a.Code), Args: a.Args,
		VirtualTime: a.VirtualTime, Seed: a.Seed, Debug: !a.NoDebug, Record: a.Record && !a.NoDebug,
	}
}

// Environ is base with the changes of the arguments' env.
func (a *LaunchArguments) Environ(base []string) []string {
	env := make([]string, 0, len(base)+len(a.Env))
	for _, entry := range base {
		name, _, _ := strings.Cut(entry, "=")
		if _, changed := a.Env[name]; !changed {
			env = append(env, entry)
		}
	}
	for name, value := range a.Env {
		if value != nil {
			env = append(env, name+"="+*value)
		}
	}
	return env
}
