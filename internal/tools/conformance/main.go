// Command conformance runs CPython's test modules on the embedded runtime and
// writes docs/conformance.md. With arguments it runs these modules alone and
// prints what failed.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/asynctools/asynctools/internal/conformance"
)

func main() {
	write := flag.String("write", "", "write the table to this file")
	limit := flag.Duration("limit", 60*time.Second, "time for one test")
	verbose := flag.Bool("v", false, "show what the tests print")
	flag.Parse()
	remove, err := buildExecutable()
	if err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		os.Exit(1)
	}
	defer remove()
	modules := flag.Args()
	if len(modules) == 0 {
		modules = append(append(modules, conformance.FirstGate...), conformance.SecondGate...)
	}
	var results []*conformance.Result
	for _, m := range modules {
		opt := conformance.Options{Limit: *limit}
		if *verbose {
			opt.Echo = func(s string) { fmt.Fprint(os.Stderr, s) }
		}
		r := conformance.Run(strings.TrimPrefix(m, "test."), opt)
		results = append(results, r)
		fmt.Printf("%-26s %s\n", r.Module, r.Summary())
		if len(flag.Args()) > 0 || *verbose {
			for _, o := range r.Outcomes {
				if o.Bad() {
					fmt.Printf("  %-7s %s: %s\n", o.Kind, o.Test, o.Detail)
				}
			}
		}
	}
	if *write != "" {
		if err := os.WriteFile(*write, conformance.Table(results, conformance.Expected()), 0o644); err != nil {
			fmt.Fprintln(os.Stderr, "conformance:", err)
			remove()
			os.Exit(1)
		}
	}
}

// buildExecutable builds what tests start as sys.executable: asyncdap, which
// takes command lines as Python's. The driver learns of it by the environment.
func buildExecutable() (remove func(), err error) {
	const name = "CONFORMANCE_EXECUTABLE"
	if os.Getenv(name) != "" {
		return func() {}, nil
	}
	dir, err := os.MkdirTemp("", "conformance")
	if err != nil {
		return nil, err
	}
	remove = func() { os.RemoveAll(dir) }
	exe := filepath.Join(dir, "asyncdap")
	build := exec.Command("go", "build", "-o", exe, "github.com/asynctools/asynctools/cmd/asyncdap")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		remove()
		return nil, fmt.Errorf("building asyncdap: %w", err)
	}
	return remove, os.Setenv(name, exe)
}
