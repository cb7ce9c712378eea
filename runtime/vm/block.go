package vm

import (
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

// BlockEnd is the last line of the definition, lambda or statement that begins
// on a line of a source; decorators belong to their definition.
func BlockEnd(text string, line int) int {
	src := source.NewFile("", text)
	f := parse.Parse(src, parse.Options{})
	last := 0
	consider := func(start, end source.Pos) {
		if src.Line(start)+1 != line {
			return
		}
		e := src.Line(end) + 1
		if end > start && src.LineStart(e-1) == end {
			e--
		}
		last = max(last, e)
	}
	for _, s := range f.Body() {
		ast.Inspect(s, func(n ast.Node) bool {
			var decorators []ast.Expr
			switch n := n.(type) {
			case *ast.FunctionDef:
				decorators = n.DecoratorList
			case *ast.AsyncFunctionDef:
				decorators = n.DecoratorList
			case *ast.ClassDef:
				decorators = n.DecoratorList
			}
			start := n.Pos()
			if len(decorators) > 0 {
				start = decorators[0].Pos()
			}
			if _, ok := n.(ast.Stmt); ok {
				consider(start, n.End())
			} else if _, ok := n.(*ast.Lambda); ok {
				consider(start, n.End())
			}
			return true
		})
	}
	if last == 0 {
		return line
	}
	return last
}
