package main

import (
	"io"
	"os"
	"runtime/pprof"

	"github.com/asynctools/asynctools/internal/cli"
)

func main() {
	f, _ := os.Create("/tmp/cpu.prof")
	pprof.StartCPUProfile(f)
	cli.Main(os.Args[1:], cli.Streams{In: os.Stdin, Out: io.Discard, Err: os.Stderr})
	pprof.StopCPUProfile()
	m, _ := os.Create("/tmp/mem.prof")
	pprof.WriteHeapProfile(m)
	m.Close()
}
