package infer

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// innerMakers are the functions of the async generator that an async generator
// expression makes and iterates: closing the expression early leaves that one
// open, so that their cleanup is what it has.
func (q *query) innerMakers(m *index.Module, x *ast.GeneratorExp) []*index.Function {
	first := x.Generators[0]
	if first.IsAsync == 0 || first.Iter == nil {
		return nil
	}
	if v := known(q.eval(m, first.Iter)); v.Kind == AsyncGenerator && v.Fresh {
		return v.Makers()
	}
	return nil
}
