// Command pgo joins CPU profiles into one that a binary is compiled with,
// without what they say of the machine they were made on.
//
//	go run ./internal/tools/pgo cmd/asynclsp/default.pgo cpu1.prof cpu2.prof
package main

import (
	"fmt"
	"os"

	"github.com/google/pprof/profile"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "pgo:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 2 {
		return fmt.Errorf("want the file to write and the profiles to join")
	}
	var all []*profile.Profile
	for _, name := range args[1:] {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		p, err := profile.Parse(f)
		f.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, p)
	}
	// One mapping stands for all: only names of functions and lines in them count.
	for _, p := range all {
		for _, m := range p.Mapping {
			m.File, m.BuildID = "", ""
		}
	}
	p, err := profile.Merge(all)
	if err != nil {
		return err
	}
	p.TimeNanos, p.Comments = 0, nil
	f, err := os.Create(args[0])
	if err != nil {
		return err
	}
	if err := p.Write(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
