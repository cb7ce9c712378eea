package index_test

import (
	"errors"
	"fmt"
	"io/fs"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// memory is a file system in a map.
type memory map[string]string

func (m memory) Read(path string) ([]byte, error) {
	if text, ok := m[path]; ok {
		return []byte(text), nil
	}
	return nil, fs.ErrNotExist
}

func (m memory) IsFile(path string) bool { _, ok := m[path]; return ok }

func (m memory) IsDir(path string) bool {
	for name := range m {
		if strings.HasPrefix(name, path+"/") {
			return true
		}
	}
	return false
}

func TestImport(t *testing.T) {
	files := memory{
		"/ws/app.py":               "",
		"/ws/local.py":             "",
		"/ws/pkg/__init__.py":      "",
		"/ws/pkg/a.py":             "",
		"/ws/pkg/both.py":          "",
		"/ws/pkg/both.pyi":         "",
		"/ws/pkg/only.pyi":         "",
		"/ws/pkg/deep/__init__.py": "",
		"/ws/pkg/deep/b.py":        "",
		"/ws/space/mod.py":         "",
		"/lib/lib.py":              "",
		"/lib/local.py":            "",
		"/other1/one/__init__.py":  "",
		"/other1/same/__init__.py": "",
		"/other2/same/__init__.py": "",
	}
	ws := index.New(index.Options{Files: files, Roots: []string{"/lib"}, Other: []string{"/other1", "/other2"}})
	for _, test := range []struct {
		from  string
		level int
		name  string
		want  string
	}{
		{"/ws/app.py", 0, "local", "/ws/local.py"},
		{"/ws/app.py", 0, "pkg", "/ws/pkg/__init__.py"},
		{"/ws/app.py", 0, "pkg.deep.b", "/ws/pkg/deep/b.py"},
		{"/ws/app.py", 0, "pkg.both", "/ws/pkg/both.py"},
		{"/ws/app.py", 0, "pkg.only", "/ws/pkg/only.pyi"},
		{"/ws/app.py", 0, "space.mod", "/ws/space/mod.py"},
		{"/ws/app.py", 0, "space", ""},
		{"/ws/app.py", 0, "lib", "/lib/lib.py"},
		{"/ws/app.py", 0, "asyncio", ""},
		{"/ws/app.py", 0, "one", "/other1/one/__init__.py"},
		{"/ws/app.py", 0, "same", ""},
		{"/ws/pkg/deep/b.py", 0, "pkg.a", "/ws/pkg/a.py"},
		{"/ws/pkg/deep/b.py", 1, "", "/ws/pkg/deep/__init__.py"},
		{"/ws/pkg/deep/b.py", 2, "a", "/ws/pkg/a.py"},
		{"/ws/pkg/deep/b.py", 2, "", "/ws/pkg/__init__.py"},
		{"/ws/pkg/__init__.py", 1, "deep.b", "/ws/pkg/deep/b.py"},
		{"/ws/pkg/a.py", 9, "deep", ""},
	} {
		from, err := ws.Module(test.from)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if m := ws.Import(from, test.level, test.name); m != nil {
			got = m.Path
		}
		if got != test.want {
			t.Errorf("%s imports %s%s: %q, want %q", test.from, strings.Repeat(".", test.level), test.name, got, test.want)
		}
	}
	if m, _ := ws.Module("/ws/pkg/deep/b.py"); m.Name != "pkg.deep.b" {
		t.Errorf("name is %q", m.Name)
	}
	if _, err := ws.Module("/ws/none.py"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error is %v", err)
	}
}

func TestNextKeepsWhatDidNotChange(t *testing.T) {
	files := memory{"/a.py": "x = 1", "/b.py": "y = 1"}
	ws := index.New(index.Options{Files: files})
	a, _ := ws.Module("/a.py")
	b, _ := ws.Module("/b.py")
	next := ws.Next(files, func(path string) bool { return path != "/a.py" }, false)
	next.AddText("/a.py", "x = 2")
	if now, _ := next.Module("/a.py"); now == a || now.Source().Text != "x = 2" {
		t.Error("a.py is the old one")
	}
	if now, _ := next.Module("/b.py"); now != b {
		t.Error("b.py was parsed again")
	}
	if again, _ := ws.Module("/a.py"); again != a {
		t.Error("the old workspace has changed")
	}
}

// TestResolve names, for each name read in a program, the block that binds it.
func TestResolve(t *testing.T) {
	const program = `
import os as system
x = 1

class C:
    x = 2
    y = x

    def method(self, arg=x, *rest):
        global g
        g = x
        def inner():
            nonlocal arg
            arg = rest
        return [x for x in arg if x], lambda z: z + x
`
	ws := index.New(index.Options{Files: memory{"/p.py": program}})
	m, err := ws.Module("/p.py")
	if err != nil {
		t.Fatal(err)
	}
	names := map[index.BlockKind]string{
		index.ModuleBlock: "module", index.ClassBlock: "class", index.FunctionBlock: "function",
		index.LambdaBlock: "lambda", index.ComprehensionBlock: "comprehension",
	}
	var got []string
	ast.Inspect(m.File.Mod, func(n ast.Node) bool {
		name, ok := n.(*ast.Name)
		if !ok || name.Ctx != ast.Load {
			return true
		}
		where := "nowhere"
		if b := m.BlockAt(name).Resolve(name.Ident); b != nil {
			where = names[b.Kind]
		}
		got = append(got, fmt.Sprintf("%02d:%02d %s in %s", m.Source().Line(name.Pos())+1, int(name.Pos()-m.Source().LineStart(m.Source().Line(name.Pos()))), name.Ident, where))
		return true
	})
	sort.Strings(got)
	want := []string{
		"07:08 x in class",
		"09:25 x in class",
		"11:12 x in module",
		"14:18 rest in function",
		"15:16 x in comprehension",
		"15:27 arg in function",
		"15:34 x in comprehension",
		"15:48 z in lambda",
		"15:52 x in module",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names differ (-want +got):\n%s", diff)
	}
	if m.Block.Bindings("g") == nil {
		t.Error("the global g is not bound in the module")
	}
}
