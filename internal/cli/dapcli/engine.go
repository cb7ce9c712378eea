package dapcli

import (
	"io"
	"os"
	"syscall"

	"github.com/asynctools/asynctools/internal/dap/session"
	pyruntime "github.com/asynctools/asynctools/runtime"
)

// embedded is our own runtime.
type embedded struct{}

func (embedded) load(spec session.Spec, s streams) (*loaded, error) {
	argv := append([]string{spec.File}, spec.Args...)
	if spec.File == "" {
		argv[0] = "-c"
		if spec.Module != "" {
			argv[0] = "-m"
		}
	}
	cfg := pyruntime.Config{
		Stdin: s.in, Stdout: s.out, Stderr: s.err, Args: argv,
		VirtualTime: spec.VirtualTime, Seed: spec.Seed, DevMode: spec.DevMode || os.Getenv("PYTHONDEVMODE") != "",
		Signals: true,
		// One interpreter a process: let the collector wait for some garbage.
		HeapFloor: 64 << 20,
		// What a program printed before a stop is to be seen at the stop.
		Unbuffered: spec.Debug || isTerminal(s.out) || os.Getenv("PYTHONUNBUFFERED") != "",
	}
	run := func(in *pyruntime.Interp) int { return in.RunCode(spec.Code) }
	switch {
	case spec.File != "":
		run = func(in *pyruntime.Interp) int { return in.RunFile(spec.File) }
	case spec.Module != "":
		run = func(in *pyruntime.Interp) int { return in.RunModule(spec.Module) }
	}
	if spec.Record {
		target, interrupt := pyruntime.Recorded(cfg, run)
		return &loaded{target: target, interrupt: interrupt}, nil
	}
	in := pyruntime.New(cfg)
	end := func() {
		if in.Interrupted() {
			// By the signal itself, so that a shell knows that it is to stop, too.
			pyruntime.EndBy(int(syscall.SIGINT))
		}
	}
	return &loaded{target: in.Target(func() int { return run(in) }), interrupt: in.Interrupt, end: end}, nil
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
