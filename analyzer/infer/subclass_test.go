package infer_test

import (
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
)

// TestSubclasses finds subclasses under whatever name they know their base by.
func TestSubclasses(t *testing.T) {
	ar := txtar.Parse([]byte(`
-- pkg/__init__.py --
from .base import Base as Public
-- pkg/base.py --
class Base:
    def run(self): ...
class Other: ...
-- direct.py --
from pkg.base import Base
class Direct(Base):
    def run(self): ...
class Deeper(Direct):
    def run(self): ...
class Silent(Base): ...
class BelowSilent(Silent):
    def run(self): ...
-- renamed.py --
from pkg import Public
from pkg.base import Base as B
Alias = B
class Renamed(Public):
    def run(self): ...
class Again(B):
    def run(self): ...
class Aliased(Alias):
    def run(self): ...
-- dotted.py --
import pkg.base as p
class Dotted(p.Base):
    def run(self): ...
def choose(): return p.Base
class Chosen(choose()):
    def run(self): ...
-- other.py --
from pkg.base import Other
class Base:
    def run(self): ...
class NotOurs(Base):
    def run(self): ...
class NorThis(Other):
    def run(self): ...
`))
	dir := t.TempDir()
	var files []string
	for _, f := range ar.Files {
		name := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, name)
	}
	ws := index.New(index.Options{Roots: []string{dir}})
	ws.Include(files)
	names := func(engine *infer.Engine, m *index.Module) string {
		base, err := ws.Module(filepath.Join(dir, "pkg/base.py"))
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, c := range engine.Subclasses(m, base.Classes()[0], "run") {
			out = append(out, c.Node.Name)
		}
		return strings.Join(out, " ")
	}
	m, err := ws.Module(filepath.Join(dir, "direct.py"))
	if err != nil {
		t.Fatal(err)
	}
	engine := infer.New(ws)
	want := "Direct Deeper BelowSilent Chosen Dotted Renamed Again Aliased"
	if got := names(engine, m); strings.Join(sorted(got), " ") != strings.Join(sorted(want), " ") {
		t.Errorf("got %q, want %q", got, want)
	}
	// Another version of the file stands for it, and changes nothing for others.
	edited := ws.ParseText(m.Path, "from pkg.base import Base\nclass Fresh(Base):\n    def run(self): ...\n")
	if got := sorted(names(engine, edited)); !contains(got, "Fresh") || contains(got, "Direct") {
		t.Errorf("with the edited file: %q", got)
	}
	if got := sorted(names(engine, m)); contains(got, "Fresh") || !contains(got, "Direct") {
		t.Errorf("without it again: %q", got)
	}
}

func sorted(names string) []string {
	out := strings.Fields(names)
	sort.Strings(out)
	return out
}
