// Command peers measures asynclsp beside other checkers, in one run on the same
// files: ruff's ASYNC rules in their WebAssembly build and pyright, both from
// npm in the versions of package.json.
//
//	go run ./internal/tools/peers [-tree DIR] [-lines N] [-edits N] [-pace 100ms] [-skip-pyright]
//
// It copies Python files of the tree, about -lines of them in all, into a
// folder of its own, because all must see the same; by default they are taken
// from the library of the CPython that ASYNCTOOLS_PYTHON names. It prints the
// time of a cold check, the memory that takes, and the time from an edit of a
// 2,000-line file to its diagnostics in that workspace.
package main

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

//go:embed package.json ruff.js
var scripts embed.FS

func main() {
	tree := flag.String("tree", "", "take the files from this folder")
	lines := flag.Int("lines", 100_000, "how many lines to take; 0 for all")
	edits := flag.Int("edits", 300, "how many edits to time")
	pace := flag.Duration("pace", 100*time.Millisecond, "how long to rest between two edits: 100ms is a fast typist, 0 a program")
	rounds := flag.Int("rounds", 3, "runs of asynclsp and of ruff in turns; the medians count")
	skipPyright := flag.Bool("skip-pyright", false, "leave pyright out, which takes about a minute")
	built := flag.String("binary", "", "measure this asynclsp and do not build one")
	onlyOurs := flag.Bool("only-ours", false, "measure asynclsp alone; needs no npm")
	flag.Parse()
	if err := run(*tree, *built, *lines, *edits, *pace, *rounds, *skipPyright, *onlyOurs); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

func run(tree, built string, lines, edits int, pace time.Duration, rounds int, skipPyright, onlyOurs bool) error {
	work, err := os.MkdirTemp("", "peers")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if tree == "" {
		if tree, err = library(); err != nil {
			return err
		}
	}
	files := filepath.Join(work, "tree")
	count, taken, err := copyTree(tree, files, lines)
	if err != nil {
		return err
	}
	fmt.Printf("%d files, %d lines\n\n", count, taken)

	binary := filepath.Join(work, "asynclsp")
	if built != "" {
		binary = built
	} else if out, err := exec.Command("go", "build", "-o", binary, "./cmd/asynclsp").CombinedOutput(); err != nil {
		return fmt.Errorf("%v\n%s", err, out)
	}
	if !onlyOurs {
		if err := install(work); err != nil {
			return err
		}
	}
	// In turns, so that a machine that is busy for a while is so for both. Each
	// measured run comes right after an unmeasured one of the same program: on a
	// virtual machine that gives unused memory back, the first touch of a page costs
	// many times what it costs later, and who runs second pays less.
	var times, others []float64
	var ours, other row
	for range rounds {
		check := func() (time.Duration, int64, []byte, error) {
			return timed(exec.Command(binary, "check", "--format", "json", files))
		}
		if _, _, _, err := check(); err != nil { // unmeasured, see above
			return err
		}
		t, kb, out, err := check()
		if err != nil {
			return err
		}
		var list []json.RawMessage
		if err := json.Unmarshal(out, &list); err != nil {
			return err
		}
		times, ours.kb, ours.found = append(times, t.Seconds()), max(ours.kb, kb), len(list)
		if onlyOurs {
			continue
		}
		if _, err := ruff(work, files); err != nil {
			return err
		}
		r, err := ruff(work, files)
		if err != nil {
			return err
		}
		others, other = append(others, r.seconds), r
	}
	ours.name, ours.seconds = "asynclsp", median(times)
	fmt.Printf("%-28s %8s %8s %10s %9s\n", "cold check", "seconds", "ratio", "peak MB", "findings")
	ours.print(ours.seconds)
	if !onlyOurs {
		other.seconds = median(others)
		other.print(ours.seconds)
		if !skipPyright {
			p, err := pyright(work, files)
			if err != nil {
				return err
			}
			p.print(ours.seconds)
		}
	}
	fmt.Println()
	return edit(binary, files, edits, pace)
}

// library is the folder of CPython's own modules.
func library() (string, error) {
	python := os.Getenv("ASYNCTOOLS_PYTHON")
	if python == "" {
		return "", errors.New("no -tree and no ASYNCTOOLS_PYTHON: there are no files to check")
	}
	out, err := exec.Command(python, "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))").Output()
	return strings.TrimSpace(string(out)), err
}

// copyTree copies Python files in order until there are enough lines.
func copyTree(from, to string, lines int) (files, taken int, err error) {
	err = filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); path != from && (strings.HasPrefix(name, ".") || name == "site-packages" || name == "node_modules") {
				return filepath.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() || filepath.Ext(path) != ".py" || lines > 0 && taken >= lines {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		files, taken = files+1, taken+bytes.Count(text, []byte("\n"))
		return os.WriteFile(target, text, 0o644)
	})
	if err == nil && files == 0 {
		err = fmt.Errorf("%s: no Python files", from)
	}
	return files, taken, err
}

// timed runs a command and tells its wall time, its peak memory in kilobytes
// and what it printed. Exit status 1 means findings.
func timed(cmd *exec.Cmd) (time.Duration, int64, []byte, error) {
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	start := time.Now()
	err := cmd.Run()
	took := time.Since(start)
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 1 {
		err = nil
	}
	if err != nil {
		return 0, 0, nil, fmt.Errorf("%v: %w\n%s", cmd.Args, err, errs.String())
	}
	return took, peak(cmd.ProcessState), out.Bytes(), nil
}

// row is one line of the table.
type row struct {
	name    string
	seconds float64
	kb      int64
	found   int
	failed  int
}

func (r row) print(ours float64) {
	ratio := "1"
	if r.seconds != ours {
		ratio = fmt.Sprintf("%.1f", r.seconds/ours)
	}
	fmt.Printf("%-28s %8.2f %8s %10d %9d", r.name, r.seconds, ratio, r.kb/1024, r.found)
	if r.failed > 0 {
		fmt.Printf("  (%d files refused)", r.failed)
	}
	fmt.Println()
}

func median(list []float64) float64 {
	list = slices.Sorted(slices.Values(list))
	return list[len(list)/2]
}

// install gets the peers from npm.
func install(work string) error {
	for _, name := range []string{"package.json", "ruff.js"} {
		text, err := scripts.ReadFile(name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(work, name), text, 0o644); err != nil {
			return err
		}
	}
	npm := exec.Command("npm", "install", "--no-audit", "--no-fund", "--silent")
	npm.Dir = work
	if out, err := npm.CombinedOutput(); err != nil {
		return fmt.Errorf("npm install: %v\n%s", err, out)
	}
	return nil
}

func ruff(work, files string) (row, error) {
	_, kb, out, err := timed(exec.Command("node", filepath.Join(work, "ruff.js"), work, files))
	if err != nil {
		return row{}, err
	}
	var r struct {
		Seconds       float64
		Found, Failed int
	}
	if err := json.Unmarshal(out, &r); err != nil {
		return row{}, fmt.Errorf("ruff: %v: %s", err, out)
	}
	return row{"ruff, WebAssembly, 1 thread", r.Seconds, kb, r.Found, r.Failed}, nil
}

func pyright(work, files string) (row, error) {
	cmd := exec.Command(filepath.Join(work, "node_modules", ".bin", "pyright"), "--outputjson", files)
	cmd.Dir = work
	t, kb, out, err := timed(cmd)
	if err != nil {
		return row{}, err
	}
	var report struct {
		GeneralDiagnostics []json.RawMessage
	}
	if err := json.Unmarshal(out, &report); err != nil {
		return row{}, fmt.Errorf("pyright: %v", err)
	}
	return row{"pyright", t.Seconds(), kb, len(report.GeneralDiagnostics), 0}, nil
}
