// Package dapcli is the command line of asyncdap. It is a package of its own,
// beside that of asynclsp, so that the language server, which must never run
// what it reads, does not even contain a Python runtime.
//
// Exit statuses: that of the program where one is run, otherwise 0, or 2 when
// the command line, a file or asyncdap itself is at fault.
package dapcli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"strings"

	"go.uber.org/zap"

	"github.com/asynctools/asynctools/internal/logx"
)

// Version is the version that --version prints.
const Version = "0.1.0"

const exitFailure = 2

// Streams are what a command reads and writes.
type Streams struct {
	In       *os.File
	Out, Err *os.File
	// Color allows colours on Out and Err where they are terminals.
	Color bool
}

// app is one run of asyncdap.
type app struct {
	Streams
	engine engine
	// self is the command that starts this program again.
	self []string
	// again starts this process afresh with an open port; nil: it cannot.
	again func(net.Listener) (func() error, error)
	// signals subscribes to signals; tests send their own.
	signals func(chan<- os.Signal, ...os.Signal)
}

const usage = `asyncdap runs and debugs Python async programs on its own runtime.

usage: asyncdap [COMMAND] [ARGUMENTS]

commands:
  serve             speak the Debug Adapter Protocol; also without a command
  run FILE          run a program (also -m MODULE, -c CODE)
  tasks FILE        run a program, stop it, and print the tree of its tasks
  dis FILE          print the disassembly of a program
  FILE, -c, -m      run a program, as Python would: asyncdap is the sys.executable of programs

  --help, --version

"asyncdap COMMAND --help" tells more about a command.
`

// Main runs asyncdap.
func Main(args []string, s Streams) int {
	self, err := os.Executable()
	if err != nil {
		fmt.Fprintln(s.Err, "asyncdap: cannot find its own program file:", err)
		return exitFailure
	}
	a := &app{Streams: s, engine: embedded{}, self: []string{self, debuggeeCommand}, again: starter(self), signals: signal.Notify}
	return a.main(args)
}

func (a *app) main(args []string) int {
	if len(args) == 0 {
		return a.serve(nil)
	}
	switch command, rest := args[0], args[1:]; command {
	case "serve":
		return a.serve(rest)
	case "run":
		return a.run(rest)
	case "tasks":
		return a.tasks(rest)
	case "dis":
		return a.dis(rest)
	case debuggeeCommand:
		return a.debuggee(rest)
	case "help", "--help", "-help", "-h":
		fmt.Fprint(a.Out, usage)
		return 0
	case "version", "--version", "-version", "-V":
		fmt.Fprintln(a.Out, "asyncdap", Version)
		return 0
	default:
		if program, ok := asPython(args); ok {
			return a.run(program)
		}
		if strings.HasPrefix(command, "-") {
			return a.serve(args) // flags of the default command
		}
		fmt.Fprintf(a.Err, "asyncdap: unknown command %q\n\n%s", command, usage)
		return exitFailure
	}
}

// asPython reads a command line as Python's: programs start sys.executable with
// -c, -m or a file. Of Python's other options, only -X dev has a meaning here.
func asPython(args []string) (program []string, ok bool) {
	var flags []string
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if !strings.HasPrefix(arg, "-") {
			info, err := os.Stat(arg)
			return append(flags, args[i:]...), err == nil && info.Mode().IsRegular()
		}
		for j, letter := range arg[1:] {
			switch letter {
			case 'c', 'm':
				return append(append(flags, "-"+arg[1+j:]), args[i+1:]...), true
			case 'W', 'X':
				value := arg[2+j:]
				if value == "" && i+1 < len(args) {
					i++
					value = args[i]
				}
				if letter == 'X' {
					flags = append(flags, "-X", value)
				}
			case 'b', 'B', 'd', 'E', 'I', 'O', 'P', 'q', 's', 'S', 'u', 'v':
				continue
			default:
				return nil, false
			}
			break
		}
	}
	return nil, false
}

// fail prints what is wrong with a command and returns its exit status.
func (a *app) fail(command, format string, args ...any) int {
	fmt.Fprintf(a.Err, "asyncdap %s: %s\n", command, fmt.Sprintf(format, args...))
	return exitFailure
}

// newFlags is a flag set that prints the given usage text and its flags.
func newFlags(command, text string) *flag.FlagSet {
	fs := flag.NewFlagSet(command, flag.ContinueOnError)
	fs.Usage = func() {
		fmt.Fprint(fs.Output(), text)
		fs.PrintDefaults()
	}
	return fs
}

// parse reads flags up to the first argument that is none. done is set when
// there is nothing left to do but exit with code.
func (a *app) parse(fs *flag.FlagSet, args []string) (code int, done bool) {
	var message strings.Builder
	fs.SetOutput(&message)
	switch err := fs.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(a.Out, message.String())
		return 0, true
	case err != nil:
		fmt.Fprintf(a.Err, "asyncdap %s: %v\nTry \"asyncdap %s --help\".\n", fs.Name(), err, fs.Name())
		return exitFailure, true
	}
	return 0, false
}

// logFlags are the flags about logging, of every command that logs.
type logFlags struct{ file, level string }

func (l *logFlags) register(fs *flag.FlagSet) {
	fs.StringVar(&l.file, "log-file", "", "append the log to this `file` instead of writing it to stderr")
	fs.StringVar(&l.level, "log-level", "warn", "log `level`: debug, info, warn or error")
}

func (l *logFlags) open(fallback io.Writer) (*zap.Logger, func() error, error) {
	return logx.Open(l.file, fallback, l.level)
}

// args are the flags again, for the debuggee.
func (l *logFlags) args() []string {
	args := []string{"--log-level", l.level}
	if l.file != "" {
		args = append(args, "--log-file", l.file)
	}
	return args
}
