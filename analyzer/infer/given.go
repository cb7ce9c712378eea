package infer

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// givesNone reports a call of a plain function or method of the library of
// which the table says that it returns None, and that the file does not replace.
func (o *objects) givesNone(m *index.Module, x *ast.Call, f Value) bool {
	fn := f.entry.fn
	if fn == nil || fn.Async || fn.Annotation == nil || !index.IsNone(fn.Annotation) {
		return false
	}
	at, ok := x.Func.(*ast.Attribute)
	return !ok || !o.overrides || !isSetOnObject(m, at.Attr)
}

// makesTask reports ensure_future() of a coroutine, which gives a task; of
// other awaitables it gives what they are.
func (o *objects) makesTask(m *index.Module, x *ast.Call) bool {
	name := ""
	switch f := x.Func.(type) {
	case *ast.Name:
		name = f.Ident
	case *ast.Attribute:
		name = f.Attr
	}
	if name != "ensure_future" || len(x.Args) != 1 || o.e.DottedName(m, x.Func) != "asyncio.ensure_future" {
		return false
	}
	list, ok := o.expr(m, x.Args[0])
	return ok && len(list) == 1 && list[0].Type == "coroutine"
}
