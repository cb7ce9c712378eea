package runtime_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestBehaviours keeps docs/behaviours.md fresh: every behaviour that the
// product was built from, with the program that shows it and CPython's recorded
// output. With -update it writes the page. TestDiff runs the programs.
func TestBehaviours(t *testing.T) {
	list, err := os.ReadFile("testdata/behaviours.txt")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString(`# Behaviours

Every behaviour of Python that the runtime was built for, each with the program that shows it, in
` + "`runtime/testdata/diff`" + `, and what CPython prints for it. The programs are run on the embedded runtime by
` + "`go test ./runtime -run TestDiff`" + `, which compares. This page is generated from ` + "`runtime/testdata/behaviours.txt`" + ` by
` + "`go test ./runtime -run TestBehaviours -update`" + `.
`)
	rows := 0
	for _, line := range strings.Split(string(list), "\n") {
		switch {
		case line == "" || strings.HasPrefix(line, "# "):
		case strings.HasPrefix(line, "## "):
			fmt.Fprintf(&b, "\n%s\n", line)
		default:
			name, what, ok := strings.Cut(line, " | ")
			if !ok {
				t.Fatalf("testdata/behaviours.txt: %q is no row", line)
			}
			out, err := os.ReadFile("testdata/diff/" + name + ".out")
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "\n**%s.** Shown by [%s.py](../runtime/testdata/diff/%[2]s.py):\n\n%s", strings.ToUpper(what[:1])+what[1:], name, shown(out))
			rows++
		}
	}
	if rows < 20 {
		t.Errorf("%d behaviours only", rows)
	}
	const page = "../docs/behaviours.md"
	if *update {
		if err := os.WriteFile(page, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != b.String() {
		t.Error("docs/behaviours.md is stale: go test ./runtime -run TestBehaviours -update")
	}
}

// shown is a recorded verdict as an indented block.
func shown(out []byte) string {
	var b strings.Builder
	for _, f := range txtar.Parse(out).Files {
		if f.Name != "stdout" {
			fmt.Fprintf(&b, "    (%s)\n", f.Name)
		}
		for _, line := range strings.Split(strings.TrimRight(string(f.Data), "\n"), "\n") {
			b.WriteString(strings.TrimRight("    "+line, " ") + "\n")
		}
	}
	return b.String()
}
