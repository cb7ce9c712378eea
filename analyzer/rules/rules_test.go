package rules_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/rules"
)

var update = flag.Bool("update", false, "rewrite the fixed files of the archives")

// TestRules runs each testdata archive. An archive is a folder of Python
// files. `# want "regexp"` after a line asks for a finding that starts on it,
// whose "severity: message" matches; `# want+N` means N lines further down.
// Every finding must be wanted. Beside "x.py" there may be "x.py.fixed", which
// is what fixing all gives; it must have no finding that a fix could mend, and
// be the same when fixed again.
func TestRules(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, path := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { testArchive(t, path) })
	}
}

func testArchive(t *testing.T, path string) {
	ar, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	texts := map[string]string{}
	for _, f := range ar.Files {
		texts[f.Name] = string(f.Data)
		name := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	code := strings.ToUpper(strings.TrimSuffix(filepath.Base(path), ".txtar"))
	code, _, _ = strings.Cut(code, "-")
	enabled, err := analyzer.Select(rules.All(), []string{code}, nil)
	if err != nil {
		t.Fatal(err)
	}
	opt := analyzer.Options{Rules: enabled, Known: rules.All()}
	if strings.Contains(string(ar.Comment), "target: 3.9") {
		opt.TargetMinor = 9
	}
	var members []string
	for _, f := range ar.Files {
		if strings.HasSuffix(f.Name, ".py") {
			members = append(members, filepath.Join(dir, f.Name))
		}
	}
	var out []txtar.File
	for _, f := range ar.Files {
		if strings.HasSuffix(f.Name, ".fixed") {
			continue
		}
		out = append(out, f)
		if !strings.HasSuffix(f.Name, ".py") && !strings.HasSuffix(f.Name, ".pyi") {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			fixed := checkFile(t, dir, members, f.Name, texts[f.Name], opt)
			if fixed == texts[f.Name] {
				if want, ok := texts[f.Name+".fixed"]; ok && !*update {
					t.Errorf("nothing was fixed, want:\n%s", want)
				}
				return
			}
			out = append(out, txtar.File{Name: f.Name + ".fixed", Data: []byte(fixed)})
			if want := texts[f.Name+".fixed"]; fixed != want && !*update {
				t.Errorf("fixed file differs (-want +got):\n%s", cmp.Diff(want, fixed))
			}
		})
	}
	if *update && !t.Failed() {
		if err := os.WriteFile(path, txtar.Format(&txtar.Archive{Comment: ar.Comment, Files: out}), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

var (
	wantComment = regexp.MustCompile(`# want(\+\d+)? ((?:"(?:[^"\\]|\\.)*"\s*)+)`)
	quoted      = regexp.MustCompile(`"((?:[^"\\]|\\.)*)"`)
)

func checkFile(t *testing.T, dir string, members []string, name, text string, opt analyzer.Options) (fixed string) {
	t.Helper()
	path := filepath.Join(dir, name)
	ws := index.New(index.Options{Roots: []string{dir}})
	ws.Include(members)
	m, err := ws.Module(path)
	if err != nil {
		t.Fatal(err)
	}
	got := map[int][]string{}
	for _, d := range analyzer.Check(m, infer.New(ws), opt) {
		line := d.File.Line(d.Span.Start)
		got[line] = append(got[line], fmt.Sprintf("%s: %s", d.Severity, d.Message))
	}
	for i, line := range strings.Split(text, "\n") {
		found := wantComment.FindStringSubmatch(line)
		if found == nil {
			continue
		}
		at := i
		if found[1] != "" {
			var n int
			fmt.Sscan(found[1][1:], &n)
			at += n
		}
		for _, q := range quoted.FindAllStringSubmatch(found[2], -1) {
			re, err := regexp.Compile(strings.ReplaceAll(q[1], `\"`, `"`))
			if err != nil {
				t.Fatalf("%s:%d: %v", name, i+1, err)
			}
			if !take(got, at, re) {
				t.Errorf("%s:%d: no finding matches %q; found %q", name, at+1, q[1], got[at])
			}
		}
	}
	for _, line := range sortedKeys(got) {
		for _, msg := range got[line] {
			t.Errorf("%s:%d: unwanted finding: %s", name, line+1, msg)
		}
	}

	after, _, rest := analyzer.FixAll(ws, m, opt)
	for _, d := range rest {
		if d.Fix != nil && d.Fix.Applicability == analyzer.Safe {
			t.Errorf("%s: still has a fixable finding after fixing: %s", name, d.Message)
		}
	}
	return after.Source().Text
}

func take(got map[int][]string, line int, re *regexp.Regexp) bool {
	for i, msg := range got[line] {
		if re.MatchString(msg) {
			got[line] = append(got[line][:i:i], got[line][i+1:]...)
			return true
		}
	}
	return false
}

func sortedKeys(m map[int][]string) []int {
	var keys []int
	for k := range m {
		keys = append(keys, k)
	}
	sort.Ints(keys)
	return keys
}

// TestEachRuleIsComplete wants every rule to have what users and we rely on.
func TestEachRuleIsComplete(t *testing.T) {
	codes, names := map[string]bool{}, map[string]bool{}
	for _, r := range rules.All() {
		if codes[r.Code] || names[r.Name] {
			t.Errorf("%s %s: code or name is used twice", r.Code, r.Name)
		}
		codes[r.Code], names[r.Name] = true, true
		if !regexp.MustCompile(`^[A-Z]{2}[0-9]{3}$`).MatchString(r.Code) || !regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`).MatchString(r.Name) {
			t.Errorf("%s %s: not of the form AB123 and some-words", r.Code, r.Name)
		}
		if r.Since == "" || r.Fix != "always" && r.Fix != "sometimes" && r.Fix != "never" {
			t.Errorf("%s: Since or Fix is missing", r.Code)
		}
		for _, part := range []string{"## What it does", "## Why is this bad?", "## Example"} {
			if !strings.Contains(r.Doc, part) {
				t.Errorf("%s: the documentation has no %q", r.Code, part)
			}
		}
		if r.Run == nil {
			continue
		}
		if _, err := os.Stat(filepath.Join("testdata", strings.ToLower(r.Code)+".txtar")); err != nil {
			t.Errorf("%s has no tests: %v", r.Code, err)
		}
	}
}

// TestGeneratedFilesAreFresh fails when registry or pages lag behind the rules.
func TestGeneratedFilesAreFresh(t *testing.T) {
	for _, args := range [][]string{nil, {"-docs"}} {
		cmd := exec.Command("go", append([]string{"run", "github.com/asynctools/asynctools/internal/tools/rulesgen"}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v: %v\n%s", cmd.Args, err, out)
		}
	}
}
