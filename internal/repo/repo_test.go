package repo

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const module = "github.com/asynctools/asynctools/"

func root(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

type pkg struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "./...")
	cmd.Dir = root(t)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var list []pkg
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

// layer is the height of a package: imports point down only.
func layer(path string) int {
	rel, ok := strings.CutPrefix(path, module)
	if !ok {
		return -1
	}
	switch top, _, _ := strings.Cut(rel, "/"); top {
	case "syntax":
		return 0
	case "analyzer", "runtime":
		return 1
	case "internal":
		return 2
	case "cmd":
		return 3
	}
	return -1
}

func under(path, dir string) bool {
	rel, ok := strings.CutPrefix(path, module)
	return ok && (rel == dir || strings.HasPrefix(rel, dir+"/"))
}

// TestImportLaw enforces the import law of docs/architecture.md.
func TestImportLaw(t *testing.T) {
	apart := [][2]string{{"analyzer", "runtime"}, {"runtime", "analyzer"}, {"internal/lsp", "internal/dap"}, {"internal/dap", "internal/lsp"}}
	only := map[string][]string{ // a library, and where it may be used
		"go.lsp.dev/":              {"internal/lsp"},
		"github.com/google/go-dap": {"internal/dap"},
		"go.uber.org/zap":          {"cmd", "internal"},
	}
	list := packages(t)
	if len(list) < 20 {
		t.Fatalf("only %d packages found", len(list))
	}
	for _, p := range list {
		for _, imp := range p.Imports {
			if a, b := layer(p.ImportPath), layer(imp); b > a {
				t.Errorf("%s imports %s, which lies above it", p.ImportPath, imp)
			}
			for _, x := range apart {
				if under(p.ImportPath, x[0]) && under(imp, x[1]) {
					t.Errorf("%s imports %s: %s must not know %s", p.ImportPath, imp, x[0], x[1])
				}
			}
			for lib, dirs := range only {
				if !strings.HasPrefix(imp, lib) {
					continue
				}
				ok := false
				for _, d := range dirs {
					ok = ok || under(p.ImportPath, d)
				}
				if !ok {
					t.Errorf("%s imports %s, which belongs to %s", p.ImportPath, imp, strings.Join(dirs, ", "))
				}
			}
			// The adapter knows the debuggee through its interfaces only.
			if under(p.ImportPath, "internal/dap") && under(imp, "runtime") && !under(imp, "runtime/inspect") {
				t.Errorf("%s imports %s: internal/dap knows runtime/inspect only", p.ImportPath, imp)
			}
		}
		switch name := filepath.Base(p.ImportPath); name {
		case "debug", "trace", "pprof", "metrics":
			t.Errorf("%s takes the name of a standard package", p.ImportPath)
		}
	}
}

// TestRuntimeAlias: our runtime is imported as pyruntime, Go's as goruntime
// where both could be meant.
func TestRuntimeAlias(t *testing.T) {
	bad := regexp.MustCompile(`(?m)^\s*"` + regexp.QuoteMeta(module) + `runtime"$`)
	dir := root(t)
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") {
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if bad.Match(text) {
				t.Errorf("%s imports the runtime without the name pyruntime", path)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestGenerated: generated files are what their generators write today.
func TestGenerated(t *testing.T) {
	for _, tool := range []string{"astgen", "opgen"} {
		cmd := exec.Command("go", "run", "./internal/tools/"+tool)
		cmd.Dir = root(t)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", tool, err, out)
		}
	}
}

// TestReadme: the commands that the README names exist.
func TestReadme(t *testing.T) {
	dir := root(t)
	readme, err := os.ReadFile(filepath.Join(dir, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	makefile, err := os.ReadFile(filepath.Join(dir, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile("(?m)^make ([a-z]+)").FindAllSubmatch(readme, -1)
	if len(found) < 2 {
		t.Fatal("the README names fewer than two make commands")
	}
	for _, m := range found {
		if !regexp.MustCompile(`(?m)^` + string(m[1]) + `:`).Match(makefile) {
			t.Errorf("the Makefile has no target %q", m[1])
		}
	}
}
