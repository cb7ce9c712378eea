// Command asyncdap runs Python async programs on an embedded runtime, and
// debugs them: for editors as a debug adapter, and on the command line.
package main

import (
	"os"

	"github.com/asynctools/asynctools/internal/cli/dapcli"
)

func main() {
	os.Exit(dapcli.Main(os.Args[1:], dapcli.Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Color: os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb", // https://no-color.org
	}))
}
