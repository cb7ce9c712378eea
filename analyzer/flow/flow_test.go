package flow_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

var update = flag.Bool("update", false, "rewrite the graphs in the archives")

// TestGraphs draws the graph of each function in testdata and compares it with
// the drawing beside it. A node is the number of its line and what it is, an
// edge that is no plain Next is named.
func TestGraphs(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no archives", err)
	}
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(ar.Files); i += 2 {
			program, drawing := ar.Files[i], &ar.Files[i+1]
			t.Run(program.Name, func(t *testing.T) {
				got := draw(t, string(program.Data))
				if *update {
					drawing.Data = []byte(got)
				} else if diff := cmp.Diff(string(drawing.Data), got); diff != "" {
					t.Errorf("graph differs (-want +got):\n%s", diff)
				}
			})
		}
		if *update {
			if err := os.WriteFile(path, txtar.Format(ar), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func body(t testing.TB, text string) (*ast.File, []ast.Stmt) {
	t.Helper()
	f := parse.Parse(source.NewFile("test.py", text), parse.Options{})
	if len(f.Errors) > 0 {
		t.Fatal(f.Errors)
	}
	for _, s := range f.Body() {
		switch s := s.(type) {
		case *ast.FunctionDef:
			return f, s.Body
		case *ast.AsyncFunctionDef:
			return f, s.Body
		}
	}
	t.Fatal("no function")
	return nil, nil
}

var kinds = map[flow.NodeKind]string{
	flow.Entry: "entry", flow.Exit: "exit", flow.Raised: "raised", flow.Stmt: "", flow.Step: "step",
	flow.Leave: "leave", flow.Handle: "handle", flow.Join: "join",
}

var edges = map[flow.EdgeKind]string{
	flow.Next: "", flow.True: "true ", flow.False: "false ", flow.Iterate: "iterate ", flow.Exhausted: "exhausted ",
	flow.Break: "break ", flow.Continue: "continue ", flow.Return: "return ", flow.Raise: "raise ",
	flow.Exception: "exception ", flow.Cancel: "cancel ", flow.Close: "close ",
}

// draw leaves out joins and what cannot be reached, and merges the copies of a
// node that go to the same places.
func draw(t *testing.T, text string) string {
	f, stmts := body(t, text)
	g := new(flow.Arena).Build(stmts, func(item *ast.WithItem) bool {
		return strings.Contains(f.Source.Slice(item.ContextExpr.Span()), "suppress")
	}, func(call *ast.Call) flow.Ending {
		switch f.Source.Slice(call.Func.Span()) {
		case "sys.exit":
			return flow.Exits
		case "os._exit":
			return flow.Dies
		}
		return flow.Returns
	})
	name := func(n *flow.Node) string {
		out := kinds[n.Kind]
		if n.Ast != nil {
			out = strings.TrimSpace(fmt.Sprintf("%d %s", f.Source.Line(n.Ast.Pos())+1, out))
		}
		return out
	}
	lines := map[string]bool{}
	for _, n := range g.Nodes {
		if n.Kind == flow.Join || !g.Reachable(n) || len(n.Succ) == 0 {
			continue
		}
		var to []string
		seen := map[*flow.Node]bool{}
		var follow func(e flow.Edge, label string)
		follow = func(e flow.Edge, label string) {
			if e.Kind != flow.Next && !strings.Contains(label, edges[e.Kind]) {
				label += edges[e.Kind]
			}
			if e.Maybe && !strings.Contains(label, "maybe ") {
				label = "maybe " + label
			}
			if e.To.Kind != flow.Join {
				to = append(to, label+name(e.To))
				return
			}
			if seen[e.To] {
				return
			}
			seen[e.To] = true
			for _, next := range e.To.Succ {
				follow(next, label)
			}
			seen[e.To] = false
		}
		for _, e := range n.Succ {
			if e.Kind.Explicit() {
				follow(e, "")
			}
		}
		sort.Strings(to)
		lines[name(n)+" -> "+strings.Join(to, ", ")] = true
	}
	var out []string
	for l := range lines {
		out = append(out, l)
	}
	sort.Slice(out, func(i, j int) bool {
		var a, b int
		fmt.Sscan(out[i], &a)
		fmt.Sscan(out[j], &b)
		if a != b {
			return a < b
		}
		return out[i] < out[j]
	})
	return strings.Join(out, "\n") + "\n"
}

// TestNestedFinallyIsBounded builds what would have 2^40 copies otherwise.
func TestNestedFinallyIsBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("def f():\n")
	for i := range 40 {
		fmt.Fprintf(&b, "%stry:\n%sreturn f()\n%sfinally:\n", strings.Repeat(" ", i+1), strings.Repeat(" ", i+2), strings.Repeat(" ", i+1))
	}
	fmt.Fprintf(&b, "%sg()\n", strings.Repeat(" ", 41))
	_, stmts := body(t, b.String())
	if g := new(flow.Arena).Build(stmts, nil, nil); g != nil && len(g.Nodes) > 200_000 {
		t.Errorf("%d nodes", len(g.Nodes))
	}
}

func TestLongElifChain(t *testing.T) {
	var b strings.Builder
	b.WriteString("def f(x):\n if x == 0: return\n")
	for i := range 1500 {
		fmt.Fprintf(&b, " elif x == %d: return\n", i)
	}
	_, stmts := body(t, b.String())
	if g := new(flow.Arena).Build(stmts, nil, nil); g == nil {
		t.Error("no graph")
	}
}
