package rewind

import (
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

// harmless are builtins that change nothing of what they are given.
var harmless = map[string]bool{
	"abs": true, "bool": true, "callable": true, "dir": true, "float": true, "getattr": true, "hasattr": true,
	"hash": true, "id": true, "int": true, "isinstance": true, "issubclass": true, "len": true, "range": true,
	"repr": true, "round": true, "str": true, "type": true, "vars": true,
}

// looks reports console input that plainly only looks: expressions that call
// and assign nothing.
func looks(text string) bool {
	plain := true
	f := parse.Parse(source.NewFile("", text+"\n"), parse.Options{Mode: parse.Exec})
	if len(f.Errors) > 0 {
		return true // it will not run
	}
	for _, s := range f.Body() {
		if _, ok := s.(*ast.ExprStmt); !ok {
			return false
		}
		ast.Inspect(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Call:
				name, ok := n.Func.(*ast.Name)
				plain = plain && ok && harmless[name.Ident]
			case *ast.Await, *ast.Yield, *ast.YieldFrom, *ast.NamedExpr, *ast.ListComp, *ast.SetComp, *ast.DictComp:
				plain = false // a comprehension may use an iterator up
			}
			return plain
		})
	}
	return plain
}

// awaits reports console input that needs the loop to run.
func awaits(text string) bool {
	found := false
	for _, s := range parse.Parse(source.NewFile("", text+"\n"), parse.Options{Mode: parse.Exec}).Body() {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.Lambda, *ast.ClassDef:
				return false
			case *ast.Await, *ast.AsyncFor, *ast.AsyncWith:
				found = true
			}
			return !found
		})
	}
	return found
}
