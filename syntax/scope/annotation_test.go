package scope_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/scope"
	"github.com/asynctools/asynctools/syntax/source"
)

var places = map[scope.Place]string{
	scope.Local: "local", scope.GlobalExplicit: "global!", scope.GlobalImplicit: "global", scope.Free: "free", scope.Cell: "cell",
}

func show(b *strings.Builder, s *scope.Scope, indent string) {
	fmt.Fprintf(b, "%s%s %s:", indent, kindNames[s.Kind], s.Name)
	for _, sym := range s.Symbols {
		fmt.Fprintf(b, " %s=%s", sym.Name, places[sym.Place])
	}
	b.WriteByte('\n')
	for _, c := range s.Children {
		show(b, c, indent+"  ")
	}
}

// TestAnnotations shows the scopes of annotations since Python 3.14 (PEP 649),
// for which there is no CPython 3.13 to ask.
func TestAnnotations(t *testing.T) {
	const text = `
x: int
class C[T]:
    a: T
    b: a
    def f(self, p: a, *q: T) -> C: r: s
def g():
    n = 1
    def h(m: n): pass
`
	const want = `module top: x=local C=local g=local
  annotation __annotate__: .format=local int=global
  type parameters C: .type_params=cell .generic_base=local T=cell
    class C: __type_params__=local .type_params=free a=local b=local f=local T=free
      annotation __annotate__: __classdict__=free .format=local T=free a=global
      annotation __annotate__: __classdict__=free .format=local a=global T=free C=global
      function f: self=local p=local q=local r=local s=global
  function g: n=cell h=local
    annotation __annotate__: .format=local n=free
    function h: m=local
`
	f := parse.Parse(source.NewFile("f", text), parse.Options{})
	tab := scope.Analyze(f)
	if len(f.Errors)+len(tab.Errors) > 0 {
		t.Fatal(f.Errors, tab.Errors)
	}
	var b strings.Builder
	show(&b, tab.Root, "")
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
	if !tab.Root.Children[1].Children[0].NeedsClassDict {
		t.Error("the class needs no __classdict__")
	}
}

// TestLookup finds private names as they are written and as they are mangled.
func TestLookup(t *testing.T) {
	f := parse.Parse(source.NewFile("f", "class _C:\n  __x = 1\n  def f(self): __y = __x__ = 2\n"), parse.Options{})
	class := scope.Analyze(f).Root.Children[0]
	for s, names := range map[*scope.Scope][]string{class: {"__x", "_C__x"}, class.Children[0]: {"__y", "_C__y", "__x__"}} {
		for _, n := range names {
			if s.Lookup(n) == nil {
				t.Errorf("%s has no %s", s.Name, n)
			}
		}
	}
}
