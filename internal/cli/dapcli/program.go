package dapcli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/asynctools/asynctools/internal/dap/session"
	"github.com/asynctools/asynctools/runtime/inspect"
)

// engine is the embedded runtime as the commands need it; tests have another.
type engine interface {
	// load makes a program ready to start.
	load(session.Spec, streams) (*loaded, error)
	// disassemble prints the code of a file.
	disassemble(path string, w io.Writer) error
}

// streams are a program's own.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// loaded is a program that is ready to start.
type loaded struct {
	target inspect.Target
	// interrupt raises KeyboardInterrupt in the program.
	interrupt func()
	// end ends the process if it is not to exit with the program's status; it may
	// be nil.
	end func()
}

// debugEngine is the engine of a debuggee process. In a terminal, Ctrl-C is for
// the program.
func (a *app) debugEngine(stdout, stderr io.Writer) session.Engine {
	return func(spec session.Spec) (inspect.Target, error) {
		p, err := a.engine.load(spec, streams{a.In, stdout, stderr})
		if err != nil {
			return nil, err
		}
		interrupts := make(chan os.Signal, 1)
		a.signals(interrupts, os.Interrupt)
		go func() {
			for range interrupts { // for the life of the process
				p.interrupt()
			}
		}()
		return p.target, nil
	}
}

// programFlags are the flags about what to run and how.
type programFlags struct {
	virtualTime bool
	seed        uint64
	devMode     bool
}

func (p *programFlags) register(fs *flag.FlagSet) {
	fs.BoolVar(&p.virtualTime, "virtual-time", false, "let the event loop's clock jump to the next timer instead of waiting for it")
	fs.Uint64Var(&p.seed, "seed", 0, "run ready tasks in an order drawn with this `number`; 0 is their own order")
	fs.Func("X", "Python's `option`; dev is development mode: all warnings, and asyncio's debug mode", func(option string) error {
		p.devMode = p.devMode || option == "dev"
		return nil
	})
}

// parseProgram reads the flags of a command and the program after them: FILE, or
// -m MODULE, or -c CODE, and everything behind belongs to the program.
func (a *app) parseProgram(fs *flag.FlagSet, p *programFlags, args []string) (spec session.Spec, code int, done bool) {
	flags, program := splitProgram(fs, args)
	if code, done := a.parse(fs, flags); done {
		return spec, code, true
	}
	spec, err := programSpec(program)
	if err != nil {
		return spec, a.fail(fs.Name(), "%v\nTry \"asyncdap %s --help\".", err, fs.Name()), true
	}
	spec.VirtualTime, spec.Seed, spec.DevMode = p.virtualTime, p.seed, p.devMode
	return spec, 0, false
}

// splitProgram finds where the flags end and the program begins.
func splitProgram(fs *flag.FlagSet, args []string) (flags, program []string) {
	for i := 0; i < len(args); i++ {
		arg := args[i]
		switch {
		case arg == "--":
			return args[:i], args[i+1:]
		case arg == "-" || !strings.HasPrefix(arg, "-"), strings.HasPrefix(arg, "-m"), strings.HasPrefix(arg, "-c"):
			return args[:i], args[i:]
		}
		name := strings.TrimLeft(arg, "-")
		known := fs.Lookup(name)
		if known == nil || strings.Contains(name, "=") {
			continue
		}
		if b, ok := known.Value.(interface{ IsBoolFlag() bool }); !ok || !b.IsBoolFlag() {
			i++ // its value
		}
	}
	return args, nil
}

func programSpec(args []string) (session.Spec, error) {
	if len(args) == 0 {
		return session.Spec{}, errors.New("which program? Give a FILE, -m MODULE or -c CODE")
	}
	first, rest := args[0], args[1:]
	for flag, set := range map[string]func(string) session.Spec{
		"-m": func(s string) session.Spec { return session.Spec{Module: s} },
		"-c": func(s string) session.Spec { return session.Spec{Code: s} },
	} {
		value, ok := strings.CutPrefix(first, flag)
		if !ok {
			continue
		}
		if value == "" {
			if len(rest) == 0 {
				return session.Spec{}, fmt.Errorf("%s needs an argument", flag)
			}
			value, rest = rest[0], rest[1:]
		}
		if value == "" && flag == "-m" {
			return session.Spec{}, errors.New("-m needs the name of a module")
		}
		spec := set(value)
		spec.Args = rest
		return spec, nil
	}
	info, err := os.Stat(first)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return session.Spec{}, fmt.Errorf("there is no file %s", first)
	case err != nil:
		return session.Spec{}, err
	case info.IsDir():
		return session.Spec{}, fmt.Errorf("%s is a directory", first)
	}
	return session.Spec{File: first, Args: rest}, nil
}
