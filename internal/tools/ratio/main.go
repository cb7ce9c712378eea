// Command ratio runs Python programs on CPython and on asyncdap in turns and
// prints how their results compare. A program prints one number, the
// operations it does in a second of processor time; a name that begins with
// "bytes", "gather" or "timers_1m" prints a cost instead, where less is better.
//
//	go run ./internal/tools/ratio -python python3.13 runtime/testdata/bench [FILE or DIR]...
package main

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

func main() {
	python := flag.String("python", os.Getenv("ASYNCTOOLS_PYTHON"), "the CPython to compare with")
	dap := flag.String("asyncdap", "bin/asyncdap", "the binary under test")
	rounds := flag.Int("rounds", 3, "runs of each program; the best one counts")
	floor := flag.Float64("floor", 0, "exit with status 1 when a ratio is below")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: ratio [flags] FILE or DIR ...")
		flag.PrintDefaults()
	}
	flag.Parse()
	if *python == "" || flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	progs, err := programs(flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "ratio:", err)
		os.Exit(2)
	}
	fmt.Printf("%-24s %14s %14s %8s\n", "program", "CPython", "asyncdap", "ratio")
	var logs, least float64
	least = math.Inf(1)
	n, failed := 0, false
	for _, p := range progs {
		ours, theirs, err := compare(p, *python, *dap, *rounds)
		if err != nil {
			fmt.Printf("%-24s %v\n", name(p), err)
			failed = true
			continue
		}
		r := ours / theirs
		if cost(p) {
			r = theirs / ours
		}
		fmt.Printf("%-24s %14s %14s %8.2f\n", name(p), number(theirs), number(ours), r)
		logs += math.Log(r)
		least = min(least, r)
		n++
	}
	if n > 0 {
		fmt.Printf("%-24s %14s %14s %8.2f  (least %.2f)\n", "geometric mean", "", "", math.Exp(logs/float64(n)), least)
	}
	if failed || least < *floor {
		os.Exit(1)
	}
}

func name(p string) string { return strings.TrimSuffix(filepath.Base(p), ".py") }

// cost reports a program whose number is better when smaller.
func cost(p string) bool {
	n := name(p)
	return strings.HasPrefix(n, "bytes") || strings.HasPrefix(n, "gather") || strings.HasPrefix(n, "timers_1m") ||
		strings.HasPrefix(n, "await_chain")
}

func programs(args []string) ([]string, error) {
	var out []string
	for _, a := range args {
		st, err := os.Stat(a)
		if err != nil {
			return nil, err
		}
		if !st.IsDir() {
			out = append(out, a)
			continue
		}
		found, err := filepath.Glob(filepath.Join(a, "*.py"))
		if err != nil {
			return nil, err
		}
		sort.Strings(found)
		out = append(out, found...)
	}
	return out, nil
}

// compare runs a program on both in turns, so that a noisy neighbour disturbs
// both alike, and returns the best number of each.
func compare(prog, python, dap string, rounds int) (ours, theirs float64, err error) {
	better := math.Max
	if cost(prog) {
		better = math.Min
	}
	for i := range rounds {
		a, err := run(python, prog)
		if err != nil {
			return 0, 0, fmt.Errorf("CPython: %w", err)
		}
		b, err := run(dap, "run", prog)
		if err != nil {
			return 0, 0, fmt.Errorf("asyncdap: %w", err)
		}
		if i == 0 {
			theirs, ours = a, b
			continue
		}
		theirs, ours = better(theirs, a), better(ours, b)
	}
	return ours, theirs, nil
}

func run(argv ...string) (float64, error) {
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Env = append(os.Environ(), "BENCH_CPU=1", "PYTHONUNBUFFERED=1") // the programs then measure processor time
	var said, warned bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &warned
	if err := cmd.Run(); err != nil {
		return 0, fmt.Errorf("%w: %s", err, last(strings.TrimSpace(warned.String())))
	}
	fields := strings.Fields(last(strings.TrimSpace(said.String())))
	if len(fields) == 0 {
		return 0, fmt.Errorf("no output")
	}
	return strconv.ParseFloat(fields[0], 64)
}

func last(text string) string {
	lines := strings.Split(text, "\n")
	return lines[len(lines)-1]
}

func number(x float64) string {
	switch {
	case x >= 1e6:
		return fmt.Sprintf("%.2fM", x/1e6)
	case x >= 1e4:
		return fmt.Sprintf("%.1fk", x/1e3)
	}
	return fmt.Sprintf("%.2f", x)
}
