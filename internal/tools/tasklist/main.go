// Command tasklist measures how long it takes to list the tasks of a running
// program: "asyncio ps" and "asyncio pstree" of CPython 3.14 against the tree
// that asyncdap prints on SIGQUIT, and against a whole run of "asyncdap tasks".
// Tools take turns; medians are printed.
//
//	go run ./internal/tools/tasklist -python python3.14 -tasks 10000
package main

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	python := flag.String("python", os.Getenv("ASYNCTOOLS_PYTHON314"), "a CPython 3.14 to compare with")
	dap := flag.String("asyncdap", "bin/asyncdap", "the binary under test")
	tasks := flag.Int("tasks", 10_000, "how many tasks the program has")
	rounds := flag.Int("rounds", 5, "how often each list is made")
	flag.Parse()
	if *python == "" || flag.NArg() > 0 || *tasks < 1 || *rounds < 1 {
		flag.Usage()
		os.Exit(2)
	}
	dir, err := os.MkdirTemp("", "tasklist")
	if err == nil {
		defer func() { _ = os.RemoveAll(dir) }()
		err = measure(dir, *python, *dap, *tasks, *rounds)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "tasklist:", err)
		_ = os.RemoveAll(dir)
		os.Exit(1)
	}
}

// The two programs: one whose tasks are all in the same place, which asyncdap
// folds, and one where each is somewhere else.
const alike = `import asyncio, sys

async def fetch():
    await asyncio.sleep(3600)

async def worker():
    await fetch()

workers = [worker] * %d
` + rest

const rest = `
async def main():
    async with asyncio.TaskGroup() as group:
        for n, function in enumerate(workers):
            group.create_task(function(), name=f"worker-{n}")
        await asyncio.sleep(0)
        print("ready", flush=True)

asyncio.run(main())
`

func distinct(n int) string {
	var b strings.Builder
	b.WriteString("import asyncio, sys\n\nworkers = []\n")
	for range n {
		b.WriteString("async def worker(): await asyncio.sleep(3600)\nworkers.append(worker)\n")
	}
	return b.String() + rest
}

func measure(dir, python, dap string, tasks, rounds int) error {
	programs := []struct{ name, text string }{
		{"alike", fmt.Sprintf(alike, tasks)},
		{"distinct", distinct(tasks)},
	}
	fmt.Printf("%d tasks, medians of %d\n%-10s %12s %12s %12s %14s %8s\n", tasks, rounds,
		"tasks are", "asyncio ps", "pstree", "SIGQUIT", "asyncdap tasks", "ratio")
	for _, p := range programs {
		path := filepath.Join(dir, p.name+".py")
		if err := os.WriteFile(path, []byte(p.text), 0o600); err != nil {
			return err
		}
		theirs, err := begin(python, path)
		if err != nil {
			return err
		}
		ours, err := begin(dap, "run", path)
		if err != nil {
			theirs.end()
			return err
		}
		var ps, pstree, quit, whole []time.Duration
		err = func() error {
			for range rounds {
				for _, tool := range []struct {
					name string
					into *[]time.Duration
				}{{"ps", &ps}, {"pstree", &pstree}} {
					took, err := run(tasks, python, "-m", "asyncio", tool.name, strconv.Itoa(theirs.cmd.Process.Pid))
					if err != nil {
						return err
					}
					*tool.into = append(*tool.into, took)
				}
				took, err := ours.list()
				if err != nil {
					return err
				}
				quit = append(quit, took)
				if took, err = run(0, dap, "tasks", path); err != nil {
					return err
				}
				whole = append(whole, took)
			}
			return nil
		}()
		theirs.end()
		ours.end()
		if err != nil {
			return err
		}
		fmt.Printf("%-10s %12v %12v %12v %14v %8.1f\n", p.name, median(ps), median(pstree), median(quit), median(whole),
			min(median(ps).Seconds(), median(pstree).Seconds())/median(quit).Seconds())
	}
	return nil
}

// program is one that runs and waits.
type program struct {
	cmd *exec.Cmd
	err *bufio.Reader
}

func begin(name string, args ...string) (*program, error) {
	p := &program{cmd: exec.Command(name, args...)}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	errs, err := p.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	p.err = bufio.NewReaderSize(errs, 1<<20)
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "ready\n" {
		p.end()
		return nil, fmt.Errorf("%s %s says %q: %w", name, strings.Join(args, " "), line, errors.Join(err, io.ErrUnexpectedEOF))
	}
	return p, nil
}

func (p *program) end() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

// list asks for the tree and reads it to its last line.
func (p *program) list() (time.Duration, error) {
	began := time.Now()
	if err := p.cmd.Process.Signal(syscall.SIGQUIT); err != nil {
		return 0, err
	}
	for {
		line, err := p.err.ReadString('\n')
		if err != nil {
			return 0, fmt.Errorf("the tree breaks off: %w", err)
		}
		if strings.Contains(line, " tasks, ") && strings.Contains(line, "live async generator") {
			return time.Since(began), nil
		}
	}
}

// run takes the time of a command that prints at least so many lines.
func run(lines int, name string, args ...string) (time.Duration, error) {
	began := time.Now()
	out, err := exec.Command(name, args...).Output()
	took := time.Since(began)
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			err = fmt.Errorf("%w: %s", err, exit.Stderr)
		}
		return 0, fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	if n := bytes.Count(out, []byte("\n")); n < lines {
		return 0, fmt.Errorf("%s %s prints %d lines, want %d", name, strings.Join(args, " "), n, lines)
	}
	return took, nil
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2].Round(time.Millisecond / 10)
}
