package index_test

import (
	"slices"
	"testing"

	"github.com/asynctools/asynctools/analyzer/index"
)

// TestSubclassesAfterEdits asks for subclasses in one snapshot after the other
// and compares with a workspace that has never seen another version.
func TestSubclassesAfterEdits(t *testing.T) {
	texts := map[string]string{
		"/w/a.py": "class A: ...\n",
		"/w/b.py": "from a import A\nclass B(A): ...\n",
		"/w/c.py": "import a\nclass C(a.A): ...\nx = 1\n",
	}
	edits := []struct{ path, text string }{
		{"/w/c.py", "import a\nclass C(a.A):\n    def f(self): ...\n"},          // the same bases
		{"/w/c.py", "import a\nclass C(a.A): ...\nclass D(a.A): ...\n"},         // one more class under a name that was there
		{"/w/b.py", "from a import A as Z\nclass B(Z): ...\n"},                  // another name for it
		{"/w/b.py", "from a import A as Z\nclass B(Z): ...\nclass E(B): ...\n"}, // a new name
		{"/w/c.py", "x = 2\n"},                                                        // none
		{"/w/d.py", "from a import A\nclass F(A): ...\n"},                             // a new file
		{"/w/b.py", "class B(make()): ...\n"},                                         // a base that may be anything
		{"/w/a.py", "class A: ...\nclass G(A): ...\n"},                                // in the file that is asked from
		{"/w/c.py", "import a\nclass C(a.A): ...\nclass D(a.A): ...\nclass H: ...\n"}, // again
	}
	build := func(ws *index.Workspace) {
		for path, text := range texts {
			ws.AddText(path, text)
		}
	}
	heirs := func(ws *index.Workspace) []string {
		m, err := ws.Module("/w/a.py")
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		ws.EachSubclass(m, "A", func(c *index.Class) { out = append(out, c.Module.Path+" "+c.Node.Name) })
		slices.Sort(out)
		return out
	}
	ws := index.New(index.Options{})
	build(ws)
	heirs(ws)
	for i, e := range edits {
		_, known := texts[e.path]
		texts[e.path] = e.text
		ws = ws.Next(index.Disk{}, func(path string) bool { return path != e.path }, known)
		ws.AddText(e.path, e.text)
		if i%3 == 1 {
			continue // nobody asks this snapshot
		}
		fresh := index.New(index.Options{})
		build(fresh)
		if got, want := heirs(ws), heirs(fresh); !slices.Equal(got, want) {
			t.Errorf("after edit %d: got %v, want %v", i, got, want)
		}
	}
}
