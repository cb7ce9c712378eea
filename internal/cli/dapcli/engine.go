package dapcli

import (
	"errors"
	"io"
	"os"

	"github.com/asynctools/asynctools/internal/dap/session"
	pyruntime "github.com/asynctools/asynctools/runtime"
)

// embedded is our own runtime.
type embedded struct{}

// errNoInspection is the answer to what needs an inspect.Target: the runtime
// runs programs, but cannot be looked into yet.
var errNoInspection = errors.New("the embedded runtime cannot be debugged yet; asyncdap run works")

func (embedded) load(spec session.Spec, s streams) (*loaded, error) {
	argv := append([]string{spec.File}, spec.Args...)
	if spec.File == "" {
		argv[0] = "-c"
		if spec.Module != "" {
			argv[0] = "-m"
		}
	}
	in := pyruntime.New(pyruntime.Config{
		Stdin: s.in, Stdout: s.out, Stderr: s.err, Args: argv,
		VirtualTime: spec.VirtualTime, Seed: spec.Seed,
		// What a program printed before a stop is to be seen at the stop.
		Unbuffered: spec.Debug || isTerminal(s.out),
	})
	p := &loaded{interrupt: in.Interrupt}
	switch {
	case spec.File != "":
		p.run = func() int { return in.RunFile(spec.File) }
	case spec.Module != "":
		p.run = func() int { return in.RunModule(spec.Module) }
	default:
		p.run = func() int { return in.RunCode(spec.Code) }
	}
	p.target = in.Target(p.run)
	p.target = in.Target(p.run)
	return p, nil
}

// isTerminal holds for character devices.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
