// Command asynclsp checks Python async code: on the command line, and in
// editors as a language server.
package main

import (
	"os"

	"github.com/asynctools/asynctools/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		OutIsTerminal: isTerminal(os.Stdout), ErrIsTerminal: isTerminal(os.Stderr),
	}))
}

// isTerminal holds for character devices, save where the user asked for plain
// output (https://no-color.org).
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && f.Name() != os.DevNull &&
		os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
