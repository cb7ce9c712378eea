package infer

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// NeverReturns reports a call of a plain function of the program that is
// annotated NoReturn or Never, or that only raises.
func (e *Engine) NeverReturns(m *index.Module, x *ast.Call) bool {
	f := e.Expr(m, x.Func)
	if f.Kind != Function || f.Func.Async {
		return false
	}
	if f.Func.Annotation != nil {
		switch e.DottedName(f.Func.Module, f.Func.Annotation) {
		case "typing.NoReturn", "typing.Never", "typing_extensions.NoReturn", "typing_extensions.Never":
			return true
		}
	}
	o := &objects{e: e, active: map[any]bool{}}
	return len(f.Func.Returns) == 0 && !o.completes(f.Func.Module, f.Func.Body)
}
