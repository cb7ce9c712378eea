package rules

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// maxBlocks is how many blocks CPython lets a function nest ("too many
// statically nested blocks").
const maxBlocks = 20

// blocksThrough is the greatest number of blocks that any statement inside
// s is nested in, s and what is around it in the function included.
func blocksThrough(m *index.Module, s ast.Stmt) int {
	around := 0
	for child, at := ast.Node(s), m.Parent(s); at != nil; child, at = at, m.Parent(at) {
		switch at.(type) {
		case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Lambda:
			return around + blocksIn(s)
		}
		around += blocksAt(at, child)
	}
	return around + blocksIn(s)
}

// blocksIn is the depth of blocks from n on, nested functions left out.
func blocksIn(n ast.Node) int {
	deepest := 0
	ast.Children(n, func(c ast.Node) {
		switch c.(type) {
		case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, ast.Expr:
			return
		}
		deepest = max(deepest, blocksAt(n, c)+blocksIn(c))
	})
	return max(deepest, blocksAt(n, nil))
}

// blocksAt is how many blocks CPython's compiler opens at the statement n
// around its child; nil stands for the part with the most.
func blocksAt(n, child ast.Node) int {
	switch n := n.(type) {
	case *ast.For:
		return loopBlocks(n.Orelse, child)
	case *ast.While:
		return loopBlocks(n.Orelse, child)
	case *ast.AsyncFor:
		return loopBlocks(n.Orelse, child)
	case *ast.With:
		return len(n.Items)
	case *ast.AsyncWith:
		return len(n.Items)
	case *ast.Try:
		return tryBlocks(n.Body, n.Handlers, n.Finalbody, child)
	case *ast.TryStar:
		return tryBlocks(n.Body, n.Handlers, n.Finalbody, child)
	}
	return 0
}

func loopBlocks(orelse []ast.Stmt, child ast.Node) int {
	if holds(orelse, child) {
		return 0
	}
	return 1
}

func tryBlocks(body []ast.Stmt, handlers []*ast.ExceptHandler, final []ast.Stmt, child ast.Node) int {
	if holds(final, child) {
		return 1
	}
	blocks := 0
	if len(final) > 0 {
		blocks++
	}
	_, handler := child.(*ast.ExceptHandler)
	switch {
	case len(handlers) == 0:
	case handler, child == nil:
		blocks += 2 // the handler, and the clearing of its name
	case holds(body, child):
		blocks++
	}
	return blocks
}

func holds(body []ast.Stmt, child ast.Node) bool {
	for _, s := range body {
		if ast.Node(s) == child {
			return true
		}
	}
	return false
}
