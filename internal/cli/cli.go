// Package cli is the command line of asynclsp: it reads arguments, calls the
// analyzer or the server, and writes results. Every command is a function of
// its arguments and streams that returns the exit status:
//
//	0  nothing to report
//	1  findings, or a file that is no Python
//	2  the command line, a file or asynclsp itself is at fault
package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// Version is the version of both binaries.
const Version = "0.1.0"

// The exit statuses.
const (
	exitOK       = 0
	exitFindings = 1
	exitFailure  = 2
)

// Streams are what a command reads and writes.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
	// OutIsTerminal and ErrIsTerminal allow colours and a progress line.
	OutIsTerminal, ErrIsTerminal bool
}

const usage = `asynclsp finds mistakes in Python async code.

usage: asynclsp [COMMAND] [ARGUMENTS]

commands:
  check PATH...     lint files and folders ("-" is standard input)
  serve             speak the Language Server Protocol; also without a command
  explain RULE      print the documentation of a rule
  rules             list the rules
  ast [FILE]        print the syntax tree, as "python -m ast" does

  --help, --version

"asynclsp COMMAND --help" tells more about a command.
`

// Main runs asynclsp.
func Main(args []string, s Streams) int {
	if len(args) == 0 {
		return RunServe(nil, s)
	}
	switch cmd, rest := args[0], args[1:]; cmd {
	case "check":
		return watched(s, func(s Streams) int { return RunCheck(rest, s) })
	case "serve":
		return RunServe(rest, s)
	case "explain":
		return watched(s, func(s Streams) int { return RunExplain(rest, s) })
	case "rules":
		return watched(s, func(s Streams) int { return RunRules(rest, s) })
	case "ast":
		return watched(s, func(s Streams) int { return RunAST(rest, s.In, s.Out, s.Err) })
	case "help", "--help", "-help", "-h":
		return watched(s, func(s Streams) int {
			fmt.Fprint(s.Out, usage)
			return exitOK
		})
	case "version", "--version", "-version", "-V":
		return watched(s, func(s Streams) int {
			fmt.Fprintln(s.Out, "asynclsp", Version)
			return exitOK
		})
	default:
		if strings.HasPrefix(cmd, "-") {
			return RunServe(args, s) // flags of the default command
		}
		fmt.Fprintf(s.Err, "asynclsp: unknown command %q\n\n%s", cmd, usage)
		return exitFailure
	}
}

// watched runs a command and makes a failure of output that was not written.
// A server is not run so: it sees to its connection itself.
func watched(s Streams, command func(Streams) int) int {
	out := &watchedWriter{w: s.Out}
	s.Out = out
	code := command(s)
	if out.err != nil && code != exitFailure {
		fmt.Fprintf(s.Err, "asynclsp: standard output: %v\n", out.err)
		return exitFailure
	}
	return code
}

// watchedWriter remembers the first error.
type watchedWriter struct {
	w   io.Writer
	err error
}

func (w *watchedWriter) Write(p []byte) (int, error) {
	n, err := w.w.Write(p)
	if err != nil && w.err == nil {
		w.err = err
	}
	return n, err
}

// newFlags is a flag set that prints the given usage text and its flags.
func newFlags(name, text string, out io.Writer) *flag.FlagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(out)
	fs.Usage = func() {
		fmt.Fprint(fs.Output(), text)
		printFlags(fs)
	}
	return fs
}

// printFlags lists flags with the two dashes that the documentation writes.
func printFlags(fs *flag.FlagSet) {
	fs.VisitAll(func(f *flag.Flag) {
		dashes := "--"
		if len(f.Name) == 1 {
			dashes = "-"
		}
		value, about := flag.UnquoteUsage(f)
		if value != "" {
			value = " " + value
		}
		if f.DefValue != "" && f.DefValue != "false" {
			about += " (default " + f.DefValue + ")"
		}
		fmt.Fprintf(fs.Output(), "  %s%s%s\n    \t%s\n", dashes, f.Name, value, about)
	})
}

// parseFlags reads flags that may stand before, between and after the other
// arguments. done is set when there is nothing left to do but exit with code.
func parseFlags(fs *flag.FlagSet, args []string, s Streams) (rest []string, code int, done bool) {
	var message strings.Builder
	fs.SetOutput(&message)
	for {
		err := fs.Parse(args)
		switch {
		case errors.Is(err, flag.ErrHelp):
			fmt.Fprint(s.Out, message.String())
			return nil, exitOK, true
		case err != nil:
			fmt.Fprintf(s.Err, "%s: %v\nTry \"%s --help\".\n", fs.Name(), err, fs.Name())
			return nil, exitFailure, true
		}
		used := len(args) - fs.NArg()
		if fs.NArg() == 0 {
			return rest, 0, false
		}
		if used > 0 && args[used-1] == "--" {
			return append(rest, fs.Args()...), 0, false
		}
		rest = append(rest, fs.Arg(0))
		args = fs.Args()[1:]
	}
}

// list is a flag that takes comma-separated values and may be repeated.
type list []string

func (l *list) String() string { return strings.Join(*l, ",") }

func (l *list) Set(s string) error {
	for _, item := range strings.Split(s, ",") {
		if item = strings.TrimSpace(item); item != "" {
			*l = append(*l, item)
		}
	}
	return nil
}
