package index

import (
	"strings"
	"testing"
)

func TestSince(t *testing.T) {
	const text = `"""Docs."""
import os  # for paths

X = 1


@deco
def first(a):
    b = a
    return b


class C(Base):
    y = 2

    async def method(self):
        async for x in self.rows():
            yield x

    def other(self): return 1


if X:
    def inside():
        pass
else:
    Z = 3
`
	w := New(Options{})
	before := w.ParseText("a.py", text)
	for _, c := range []struct {
		from, to string
		what     string // "body", "comment", "other" or "whole"
		old, now int    // how many units have a part in it
	}{
		{"b = a", "b = a + 1", "body", 1, 1},
		{"b = a", "b = a\n    c = b", "body", 1, 1},
		{"    return b\n", "    return b\n    more()\n", "other", 1, 1}, // another number of returns or not, it is behind the last line
		{"return b", "yield b", "other", 1, 1},
		{"# for paths", "# for the paths", "comment", 1, 1},
		{"X = 1", "X = 1  # one", "comment", 1, 1},
		{"b = a", "b = a  # the same", "comment", 1, 1},
		{"b = a", "b = a  ", "body", 1, 1},
		{"X = 1", "X = 2", "other", 1, 1},
		{"X = 1", "X = 1\nY = 2", "other", 1, 2},
		{"X = 1\n", "", "other", 2, 1},
		{"def first(a)", "def first(a, b)", "other", 1, 1},
		{"return 1", "return 2", "body", 1, 1},
		{"    y = 2\n", "", "other", 6, 5}, // the head of the class reaches further, so that all in it counts as changed
		{"    def other(self): return 1\n", "    def other(self): return 1\n\n    def more(self): pass\n", "other", 1, 3},
		{"class C(Base):", "if X:", "other", 1, 1},
	} {
		edited := strings.Replace(text, c.from, c.to, 1)
		if edited == text {
			t.Fatalf("no %q", c.from)
		}
		after := w.ParseText("a.py", edited)
		e, ok := after.Since(before)
		what := "other"
		switch {
		case !ok:
			what = "whole"
		case e.Comment:
			what = "comment"
		case e.Body:
			what = "body"
		}
		if what != c.what || ok && (e.OldEnd-e.First != c.old || e.NewEnd-e.First != c.now) {
			t.Errorf("%q for %q: %s, %d units for %d; want %s, %d for %d", c.to, c.from, what, e.NewEnd-e.First, e.OldEnd-e.First, c.what, c.now, c.old)
		}
		if !ok {
			continue
		}
		for i := range before.Units().Len() {
			now := e.Now(i)
			if now < 0 || i >= e.First && i < e.OldEnd {
				continue
			}
			a := text[before.Units().Start(i):min(int(before.Units().Start(i+1)), len(text))]
			b := edited[after.Units().Start(now):min(int(after.Units().Start(now+1)), len(edited))]
			if a != b {
				t.Errorf("%q for %q: unit %d is said to be the same: %q, %q", c.to, c.from, i, a, b)
			}
		}
	}
}
