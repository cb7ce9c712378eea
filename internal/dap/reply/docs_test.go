package reply

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"
)

// TestDocumented compares the errors of errors.go with the table of
// docs/dap.md.
func TestDocumented(t *testing.T) {
	doc, err := os.ReadFile("../../../docs/dap.md")
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), "errors.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok || fmt.Sprint(lit.Type) != "Kind" {
			return true
		}
		id := lit.Elts[0].(*ast.BasicLit).Value
		if seen[id] {
			t.Errorf("error %s is there twice", id)
		}
		seen[id] = true
		if !strings.Contains(string(doc), "\n| "+id+" | ") {
			t.Errorf("error %s is not in docs/dap.md", id)
		}
		return true
	})
	if len(seen) < 10 {
		t.Errorf("only %d errors were found", len(seen))
	}
}
