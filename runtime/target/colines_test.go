package target_test

import (
	"bytes"
	"flag"
	"fmt"
	"hash/crc32"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	pyruntime "github.com/asynctools/asynctools/runtime"
)

var record = flag.Bool("record", false, "ask the CPython 3.13 in ASYNCTOOLS_PYTHON anew which lines have code")

// lister prints the lines at which CPython's tables say that code begins: of all
// functions of a file, after what a function does before its first line. The
// checksum tells a program that has changed since.
const lister = `import dis, os, sys, types, warnings, zlib
warnings.simplefilter("ignore")
def lines(code, out):
    body = False
    for i in dis.get_instructions(code):
        if body and i.line_number is not None:
            out.add(i.line_number)
        body = body or i.opname == "RESUME"
    for c in code.co_consts:
        if isinstance(c, types.CodeType):
            lines(c, out)
for p in sys.argv[1:]:
    try:
        code = compile(open(p, "rb").read(), p, "exec")
    except (SyntaxError, ValueError):
        continue
    out = set()
    lines(code, out)
    print(os.path.basename(p), zlib.crc32(open(p, "rb").read()), *sorted(out))
`

// corpus are the programs by name.
func corpus(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, dir := range []string{"../testdata/diff", "../../examples", "../../examples/seeds"} {
		list, err := filepath.Glob(dir + "/*.py")
		if err != nil || len(list) == 0 {
			t.Fatal("no programs in", dir, err)
		}
		for _, p := range list {
			files[filepath.Base(p)] = p
		}
	}
	return files
}

// TestLinesOfCPython compares the lines that can have a breakpoint with those
// of CPython, program by program.
func TestLinesOfCPython(t *testing.T) {
	files := corpus(t)
	const table = "testdata/colines.txt"
	if *record {
		var paths []string
		for _, p := range files {
			paths = append(paths, p)
		}
		slices.Sort(paths)
		cmd := exec.Command(os.Getenv("ASYNCTOOLS_PYTHON"), append([]string{"-c", lister}, paths...)...)
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(table, out, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	differ, err := os.ReadFile("testdata/colines_differ.txt")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]string{}
	for row := range strings.Lines(string(differ)) {
		if at, what, ok := strings.Cut(strings.TrimSpace(row), " "); ok && !strings.HasPrefix(row, "#") {
			known[at] = what
		}
	}
	in := pyruntime.New(pyruntime.Config{Stdin: strings.NewReader(""), Stdout: &bytes.Buffer{}})
	g := in.Target(func() int { return 0 })
	defer g.Close()
	seen := 0
	for row := range strings.Lines(string(raw)) {
		fields := strings.Fields(row)
		var want, got []int
		for _, f := range fields[2:] {
			n, err := strconv.Atoi(f)
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, n)
		}
		path := files[fields[0]]
		if path == "" {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(crc32.ChecksumIEEE(text)) != fields[1] {
			t.Log(fields[0], "has changed since CPython was asked")
			continue
		}
		places, err := g.BreakpointLocations(path, 1, 1<<20)
		if err != nil {
			t.Error(path, err)
			continue
		}
		for _, p := range places {
			if len(got) == 0 || got[len(got)-1] != p.Line {
				got = append(got, p.Line)
			}
		}
		seen++
		lines := strings.Split(string(text), "\n")
		for n := range lines {
			ours, theirs := slices.Contains(got, n+1), slices.Contains(want, n+1)
			at := fmt.Sprintf("%s:%d", fields[0], n+1)
			switch {
			case ours && !theirs && known[at] != "+":
				t.Errorf("%s: CPython has no code: %s", at, lines[n])
			case !ours && theirs && known[at] != "-":
				t.Errorf("%s: we have no code: %s", at, lines[n])
			case ours == theirs && known[at] != "":
				t.Errorf("%s is no difference any more", at)
			}
		}
	}
	if seen < 300 {
		t.Error("only", seen, "programs are as they were: record anew")
	}
}
