package main

import (
	"os"
	"runtime/pprof"

	"github.com/asynctools/asynctools/internal/cli"
)

func main() {
	f, _ := os.Create("/tmp/cpu." + os.Args[1] + ".prof")
	pprof.StartCPUProfile(f)
	cli.Main(os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	pprof.StopCPUProfile()
}
