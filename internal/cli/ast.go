package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/dump"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

const astUsage = `usage: asynclsp ast [-m MODE] [--no-type-comments] [-a] [-i INDENT] [FILE]

Parse a Python file and print its syntax tree, as "python -m ast" of CPython
3.13 does. FILE is "-", or left out, for standard input.

`

// RunAST is the command "asynclsp ast". It exits 0 when the file parses, 1
// when it does not, 2 when the command line or the file is no good.
func RunAST(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	fs := flag.NewFlagSet("asynclsp ast", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.Usage = func() {
		fmt.Fprint(stderr, astUsage)
		printFlags(fs)
	}
	var mode string
	var noTypeComments, attributes bool
	var indent int
	fs.StringVar(&mode, "mode", "exec", "what the text is: exec, single, eval or func_type")
	fs.StringVar(&mode, "m", "exec", "short for -mode")
	fs.BoolVar(&noTypeComments, "no-type-comments", false, "do not read type comments")
	fs.BoolVar(&attributes, "include-attributes", false, "print positions")
	fs.BoolVar(&attributes, "a", false, "short for -include-attributes")
	fs.IntVar(&indent, "indent", 3, "spaces a level")
	fs.IntVar(&indent, "i", 3, "short for -indent")
	switch err := fs.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	modes := map[string]parse.Mode{"exec": parse.Exec, "single": parse.Single, "eval": parse.Eval, "func_type": parse.FuncType}
	m, ok := modes[mode]
	if !ok {
		fmt.Fprintf(stderr, "asynclsp ast: unknown mode %q (want exec, single, eval or func_type)\n", mode)
		return 2
	}
	if fs.NArg() > 1 {
		fmt.Fprintf(stderr, "asynclsp ast: one file at a time, got %d\n", fs.NArg())
		return 2
	}
	name := fs.Arg(0)
	var raw []byte
	var err error
	if name == "" || name == "-" {
		name = "<stdin>"
		raw, err = io.ReadAll(stdin)
	} else {
		raw, err = os.ReadFile(name)
	}
	if err != nil {
		fmt.Fprintf(stderr, "asynclsp ast: %v\n", err)
		return 2
	}
	src, err := source.Decode(name, raw)
	if err != nil {
		fmt.Fprintf(stderr, "  File %q\n%v\n", name, err)
		return 1
	}
	f := parse.Parse(src, parse.Options{Mode: m, TypeComments: !noTypeComments})
	if len(f.Errors) > 0 {
		fmt.Fprint(stderr, formatError(f, f.Errors[0]))
		return 1
	}
	opt := dump.Options{Indent: indent}
	if attributes {
		opt.Attributes = src
	}
	if err := dump.Write(stdout, f.Mod, opt); err != nil {
		fmt.Fprintf(stderr, "asynclsp ast: %v\n", err)
		return 2
	}
	fmt.Fprintln(stdout)
	return 0
}

// formatError shows a syntax error as CPython's traceback does.
func formatError(f *ast.File, e ast.Error) string {
	return source.FormatError(f.Source, e)
}
