package parse_test

import (
	"bytes"
	"testing"

	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/dump"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/scope"
	"github.com/asynctools/asynctools/syntax/source"
)

var seeds = []string{
	"",
	"x = 1\n",
	"def f(a, /, b: int = 1, *c, d, **e) -> None:\n    return a if b else c\n",
	"async def g():\n    async for x in y: yield x\n    async with a as b, c: await d\n",
	"class C[T: (int, str) = int, *Ts, **P](B, metaclass=M): x: int; y = z\n",
	"match x:\n    case {'a': [1, *_], **r} if r: pass\n    case C(a, b=-1j) | None as n: pass\n",
	"try:\n    pass\nexcept* A as e:\n    pass\nelse:\n    x\nfinally:\n    y\n",
	"f'{a!r:>{w}} {b=} {{' rf'\\d{c:\\n}' 'x' u'y' b'z'\n",
	"t'{a}' t'''{b!s:{c}}'''\n",
	"if x:\n\ty\n        z\n",
	"x = (1,\n  [2,\n def f(): pass\n",
	"lambda *a, b=1, **c: (yield)\n",
	"with (a as b, c): pass\nwith (a): pass\nwith (a, b) as c: pass\n",
	"a = b = *c, d\ndel (a, [b])\nx: y = yield\n",
	"\xef\xbb\xbf\xff\x00\r\r\n\f\\\n",
	"print 'a'\nf(a=1, 2)\n{1:2, 3}\n[*a for b in c]\n",
	"é = 'ü' + \"\\N{BULLET}\\x41\\u0041\\101\"\n",
	"type X[T] = list[T]\ntype = match = case = _\n",
}

// checkTree holds a tree against what everything above relies on.
func checkTree(t *testing.T, f *ast.File) {
	t.Helper()
	seen := make(map[ast.NodeID]bool)
	size := source.Pos(len(f.Source.Text))
	var walk func(n ast.Node, parent ast.Node)
	walk = func(n, parent ast.Node) {
		if n.Pos() < 0 || n.End() < n.Pos() || n.End() > size {
			t.Fatalf("%v spans %v in a text of %d bytes", n.Kind(), n.Span(), size)
		}
		if id := n.NodeID(); id == 0 || int(id) > f.NumNodes || seen[id] {
			t.Fatalf("%v has id %d of %d", n.Kind(), id, f.NumNodes)
		}
		seen[n.NodeID()] = true
		// Only valid trees nest: decorators stand before their definition,
		// and CPython's empty arguments anywhere.
		if parent != nil && len(f.Errors) == 0 && (n.Pos() < parent.Pos() || n.End() > parent.End()) && !outside(n, parent) {
			t.Fatalf("%v %v outside its parent %v %v", n.Kind(), n.Span(), parent.Kind(), parent.Span())
		}
		ast.Children(n, func(c ast.Node) { walk(c, n) })
	}
	walk(f.Mod, nil)
	for _, e := range f.Errors {
		if e.Msg == "" || e.Span.Start < 0 || e.Span.End < e.Span.Start || e.Span.End > size {
			t.Fatalf("error %q spans %v in a text of %d bytes", e.Msg, e.Span, size)
		}
	}
}

// outside tells which children lie outside their parents.
func outside(n, parent ast.Node) bool {
	switch p := parent.(type) {
	case *ast.FunctionDef:
		return contains(p.DecoratorList, n)
	case *ast.AsyncFunctionDef:
		return contains(p.DecoratorList, n)
	case *ast.ClassDef:
		return contains(p.DecoratorList, n)
	}
	return false
}

func contains(list []ast.Expr, n ast.Node) bool {
	for _, e := range list {
		if ast.Node(e) == n {
			return true
		}
	}
	return false
}

func dumpTree(t *testing.T, f *ast.File) string {
	var b bytes.Buffer
	if err := dump.Write(&b, f.Mod, dump.Options{Attributes: f.Source}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func FuzzParse(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, uint8(0))
	}
	f.Fuzz(func(t *testing.T, text string, bits uint8) {
		src, err := source.Decode("fuzz", []byte(text))
		if err != nil {
			return
		}
		opt := parse.Options{Mode: parse.Mode(bits & 3), TypeComments: bits&4 != 0, TargetMinor: 13 + int(bits>>3&1)}
		a := parse.Parse(src, opt)
		checkTree(t, a)
		b := parse.Parse(src, opt)
		if dumpTree(t, a) != dumpTree(t, b) {
			t.Fatal("two parses of one text differ")
		}
		scope.Analyze(a)
	})
}
