// Package cpython asks an installed CPython 3.13 what it makes of sources, for
// the tests that hold the front end against it.
package cpython

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var (
	//go:embed verdicts.py
	verdictsPy string
	//go:embed dumps.py
	dumpsPy string
	//go:embed tables.py
	tablesPy string
)

// Find returns the interpreter, from ASYNCTOOLS_PYTHON or the PATH, and its
// library folder. Without a CPython 3.13 the test is skipped.
func Find(t testing.TB) (python, lib string) {
	t.Helper()
	name := os.Getenv("ASYNCTOOLS_PYTHON")
	if name == "" {
		name = "python3.13"
	}
	python, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("SKIPPED the comparison with CPython: no %s on PATH (set ASYNCTOOLS_PYTHON)", name)
	}
	out, err := exec.Command(python, "-c", "import sys, os; print('%d.%d' % sys.version_info[:2], os.path.dirname(os.__file__))").Output()
	version, lib, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
	if err != nil || version != "3.13" {
		t.Skipf("SKIPPED the comparison with CPython: %s is version %q, not 3.13", python, version)
	}
	return python, lib
}

// LibFiles are the Python files of CPython's library, tests included.
func LibFiles(t testing.TB) []string {
	t.Helper()
	_, lib := Find(t)
	var files []string
	err := filepath.WalkDir(lib, func(path string, _ fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".py") {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// run feeds input to one of the scripts and returns its lines.
func run(t testing.TB, script, input string, args ...string) []string {
	t.Helper()
	python, _ := Find(t)
	cmd := exec.Command(python, append([]string{"-c", script}, args...)...)
	cmd.Stdin, cmd.Stderr = strings.NewReader(input), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", python, err)
	}
	var lines []string
	sc := bufio.NewScanner(bytes.NewReader(out))
	sc.Buffer(nil, 1<<26)
	for sc.Scan() {
		lines = append(lines, sc.Text())
	}
	return lines
}

// Dumps returns for each file the hash of what `python -m ast` prints ("ok
// HASH"), or with attributes of the same with positions ("attr HASH"), or what
// it complains about ("error ...").
func Dumps(t testing.TB, files []string, attributes bool) []string {
	t.Helper()
	args := []string{}
	if attributes {
		args = append(args, "-a")
	}
	return run(t, dumpsPy, strings.Join(files, "\n")+"\n", args...)
}

// Tables returns for each file CPython's symbol tables as JSON; see tables.py.
func Tables(t testing.TB, files []string) []string {
	t.Helper()
	return run(t, tablesPy, strings.Join(files, "\n")+"\n")
}

// A Verdict is what is wrong with a source; nil means that nothing is. Lines
// and columns are one-based; EndCol is below one where CPython gives no end.
type Verdict struct {
	Class, Msg                    string
	Line, Column, EndLine, EndCol int
}

func (v *Verdict) String() string {
	if v == nil {
		return "ok"
	}
	end := ""
	if v.EndCol > 0 {
		end = fmt.Sprintf("-%d:%d", v.EndLine, v.EndCol)
	}
	return fmt.Sprintf("%d:%d%s %s: %s", v.Line, max(1, v.Column), end, v.Class, v.Msg)
}

// Verdicts returns what CPython says of each source: its parser alone, or its
// compiler too.
func Verdicts(t testing.TB, sources []string, compile bool) []*Verdict {
	t.Helper()
	var in strings.Builder
	for _, s := range sources {
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		in.Write(append(b, '\n'))
	}
	args := []string{}
	if compile {
		args = append(args, "compile")
	}
	lines := run(t, verdictsPy, in.String(), args...)
	if len(lines) != len(sources) {
		t.Fatalf("%d verdicts on %d sources", len(lines), len(sources))
	}
	all := make([]*Verdict, len(lines))
	for i, line := range lines {
		var row []any
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		if row == nil {
			continue
		}
		num := func(x any) int { f, _ := x.(float64); return int(f) }
		all[i] = &Verdict{row[0].(string), row[1].(string), num(row[2]), num(row[3]), num(row[4]), num(row[5])}
	}
	return all
}
