package refs_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/refs"
	"github.com/asynctools/asynctools/syntax/source"
	"github.com/asynctools/asynctools/syntax/token"
)

// TestArchives reads questions from the comments of the archives:
//
//	app.py:3:rows = app.py:3! app.py:7 user.py:1!
//	app.py:7:rows > app.py:3
//
// The first asks for all references to the first "rows" of line 3, of which
// those with a mark bind the name; the second for its definitions.
func TestArchives(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no archives", err)
	}
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		p := load(t, ar)
		for line := range strings.Lines(string(ar.Comment)) {
			if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			t.Run(line, func(t *testing.T) { p.ask(t, line) })
		}
	}
}

type program struct {
	dir    string
	ws     *index.Workspace
	finder *refs.Finder
	files  []string
}

func load(t *testing.T, ar *txtar.Archive) *program {
	p := &program{dir: t.TempDir()}
	for _, f := range ar.Files {
		name := filepath.Join(p.dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
		p.files = append(p.files, name)
	}
	p.ws = index.New(index.Options{Roots: []string{p.dir}})
	p.ws.Include(p.files)
	p.finder = refs.New(p.ws, infer.New(p.ws))
	for _, f := range p.files {
		m, err := p.ws.Module(f)
		if err != nil || len(m.File.Errors) > 0 {
			t.Fatal(f, err, m.File.Errors)
		}
	}
	return p
}

func (p *program) ask(t *testing.T, line string) {
	asked, want, isRefs := strings.Cut(line, " =")
	if !isRefs {
		asked, want, _ = strings.Cut(line, " >")
	}
	parts := strings.SplitN(asked, ":", 3)
	var row int
	if _, err := fmt.Sscan(parts[1], &row); err != nil {
		t.Fatal(err)
	}
	m, err := p.ws.Module(filepath.Join(p.dir, parts[0]))
	if err != nil {
		t.Fatal(err)
	}
	col := strings.Index(m.Source().LineText(row-1), parts[2])
	if col < 0 {
		t.Fatalf("line %d has no %q", row, parts[2])
	}
	o, ok := refs.At(m, m.Source().LineStart(row-1)+source.Pos(col))
	if !ok {
		t.Fatal("no identifier there")
	}
	symbols := p.finder.Symbols(o)
	var found []refs.Occurrence
	if isRefs {
		found = p.finder.References(context.Background(), symbols, p.candidates)
	} else {
		for _, s := range symbols {
			found = append(found, refs.Definitions(s)...)
		}
	}
	var got []string
	for _, o := range found {
		rel, err := filepath.Rel(p.dir, o.Module.Path)
		if err != nil {
			t.Fatal(err)
		}
		text := fmt.Sprintf("%s:%d", filepath.ToSlash(rel), o.Module.Source().Line(o.Span.Start)+1)
		if o.Binds && isRefs {
			text += "!"
		}
		got = append(got, text)
		if word := o.Module.Source().Slice(o.Span); word != o.Name && o.Span.Len() > 0 {
			t.Errorf("%s: the span holds %q, the name is %q", text, word, o.Name)
		}
	}
	wanted := strings.Fields(want)
	slices.Sort(got)
	slices.Sort(wanted)
	if diff := cmp.Diff(strings.Join(wanted, "\n"), strings.Join(got, "\n")); diff != "" {
		t.Errorf("differs (-want +got):\n%s", diff)
	}
}

func (p *program) candidates(words ...string) []*index.Module {
	var out []*index.Module
next:
	for _, f := range p.files {
		m, err := p.ws.Module(f)
		if err != nil {
			continue
		}
		for _, w := range words {
			if !strings.Contains(m.Source().Text, w) {
				continue next
			}
		}
		out = append(out, m)
	}
	return out
}

// TestEachByName wants the same from a walk that looks for one word as from
// one over all of them, and the word in the text at each span.
func TestEachByName(t *testing.T) {
	dirs := []string{"testdata"}
	if more := os.Getenv("REFS_CORPUS"); more != "" {
		dirs = append(dirs, filepath.SplitList(more)...)
	}
	checked := 0
	check := func(name, text string) {
		m := index.New(index.Options{}).ParseText(name, text)
		want, got := map[string][]source.Span{}, map[string][]source.Span{}
		refs.Each(m, "", func(o refs.Occurrence) {
			want[o.Name] = append(want[o.Name], o.Span)
			if len(m.File.Errors) == 0 && token.Normalize(m.Source().Slice(o.Span)) != o.Name && !strings.HasPrefix(o.Name, "_") {
				t.Errorf("%s:%d: %q at a span of %q", name, m.Source().Line(o.Span.Start)+1, o.Name, m.Source().Slice(o.Span))
			}
			checked++
		})
		for word := range want {
			refs.Each(m, word, func(o refs.Occurrence) { got[o.Name] = append(got[o.Name], o.Span) })
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-all +by name):\n%s", name, diff)
		}
	}
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			raw, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			switch filepath.Ext(path) {
			case ".py":
				check(path, string(raw))
			case ".txtar":
				for _, f := range txtar.Parse(raw).Files {
					check(path+"/"+f.Name, string(f.Data))
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if checked < 100 {
		t.Errorf("only %d identifiers", checked)
	}
}
