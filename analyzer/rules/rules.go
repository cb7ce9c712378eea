// Package rules holds the rules of asynclsp, one file a rule, and the helpers
// that several of them share. Each rule's tests are in testdata/<code>.txtar.
//
// A new rule is a file with "var xx123 = analyzer.Rule{...}", its page xx123.md and an
// archive; go generate then puts it into the registry and copies its page to
// docs/rules.
package rules

//go:generate go run github.com/asynctools/asynctools/internal/tools/rulesgen -write
//go:generate go run github.com/asynctools/asynctools/internal/tools/rulesgen -write -docs

import (
	"slices"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// mayName is a quick look whether x can name something that is called one of
// names where it is defined: it ends in that name, or in one that an import
// gives to it.
func mayName(m *index.Module, x ast.Expr, names ...string) bool {
	last := index.LastName(x)
	if last == "" || slices.Contains(names, last) {
		return last != ""
	}
	for _, b := range m.Block.Bindings(last) {
		if a, ok := b.Node.(*ast.Alias); ok && b.Kind == index.BindFrom && slices.Contains(names, a.Name) {
			return true
		}
		if b.Kind == index.BindAssign {
			return true // an alias by assignment
		}
	}
	return false
}

// statementOf is the statement that n is part of.
func statementOf(m *index.Module, n ast.Node) ast.Node {
	for at := n; at != nil; at = m.Parent(at) {
		if s, ok := at.(ast.Stmt); ok {
			return s
		}
	}
	return nil
}
