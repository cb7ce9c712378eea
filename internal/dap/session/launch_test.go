package session

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-dap"

	"github.com/asynctools/asynctools/internal/dap/wire"
)

func TestParseLaunch(t *testing.T) {
	args, err := ParseLaunch(&wire.Message{Command: "launch", Arguments: []byte(
		`{"code": ["a", "b"], "args": ["x"], "env": {"NEW": "1", "OLD": null, "HOME": "/h"}, "seed": 7, "virtualTime": true}`)})
	if err != nil {
		t.Fatal(err)
	}
	want := Spec{Code: "a\nb", Args: []string{"x"}, Seed: 7, VirtualTime: true, Debug: true}
	if diff := cmp.Diff(want, args.Spec()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if args.MaxTasks != DefaultMaxTasks || !filepath.IsAbs(args.Cwd) {
		t.Errorf("defaults: %+v", args)
	}
	env := args.Environ([]string{"OLD=x", "HOME=/root", "KEEP=y"})
	slices.Sort(env)
	if diff := cmp.Diff([]string{"HOME=/h", "KEEP=y", "NEW=1"}, env); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestPaths(t *testing.T) {
	p := newPaths(true, false, false)
	for path, uri := range map[string]string{
		"/a/b.py": "file:///a/b.py", "/with space/ü#?.py": "file:///with%20space/%C3%BC%23%3F.py",
	} {
		if got := p.source(path, false); got.Path != uri {
			t.Errorf("%s became %s", path, got.Path)
		}
		if got, err := p.fromClient(&dap.Source{Path: uri}); err != nil || got != path {
			t.Errorf("%s became %s, %v", uri, got, err)
		}
	}
	// A client that speaks paths may send a URI all the same.
	p = newPaths(false, true, true)
	if got, err := p.fromClient(&dap.Source{Path: "file:///x/../y"}); err != nil || got != "/y" {
		t.Errorf("got %s, %v", got, err)
	}
	src := p.source("<string>", true)
	if src.Path != "" || src.SourceReference == 0 || src.PresentationHint != "deemphasize" {
		t.Errorf("%+v", src)
	}
	if got, err := p.fromClient(src); err != nil || got != "<string>" {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestColumns(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.py")
	if err := os.WriteFile(path, []byte("a = 1\n'😀😀', b\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := newPaths(false, true, true)
	for _, c := range []struct{ line, engine, client int }{
		{1, 1, 1}, {1, 5, 5}, {2, 2, 2}, {2, 3, 4}, {2, 4, 6}, {2, 7, 9}, {99, 7, 7},
	} {
		if got := p.toColumn(path, c.line, c.engine); got != c.client {
			t.Errorf("line %d: column %d became %d, want %d", c.line, c.engine, got, c.client)
		}
		if got := p.fromColumn(path, c.line, c.client); got != c.engine {
			t.Errorf("line %d: column %d came back as %d, want %d", c.line, c.client, got, c.engine)
		}
	}
	if got := p.toColumn("/not/there", 3, 0); got != 1 {
		t.Errorf("an unknown column became %d", got)
	}
}
