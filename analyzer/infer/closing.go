package infer

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// Closes reports a call that makes an async context manager which awaits the
// aclose of arg, one of the call's arguments, when it is left: aclosing(arg),
// or the same written by hand as a class or with @asynccontextmanager.
func (e *Engine) Closes(m *index.Module, call *ast.Call, arg ast.Expr) bool {
	q := e.query()
	return q.closes(m, q.expr(m, call.Func), call, arg)
}

// isAclosing names contextlib.aclosing and its kin of other packages.
func isAclosing(name string) bool {
	switch name {
	case "contextlib.aclosing", "async_generator.aclosing", "async_generator._util.aclosing", "contextlib2.aclosing",
		"trio_util.aclosing", "anyio.aclosing":
		return true
	}
	return false
}

func (q *query) closes(m *index.Module, f Value, call *ast.Call, arg ast.Expr) bool {
	if isAclosing(f.dotted()) {
		return len(call.Args) == 1 && call.Args[0] == arg
	}
	switch f.Kind {
	case ManagerFactory:
		skip := 0
		if f.Receiver != nil {
			skip = 1
		}
		name := parameterName(f.Func, call, arg, skip)
		return name != "" && f.Func.Async && closesAroundYield(f.Func, name)
	case Class:
		if !f.Class.Has("__aexit__") || !f.Class.Module.Mentions("aclose") {
			return false
		}
		init, ok := q.methodOf(f.Class, "__init__")
		if !ok {
			return false
		}
		name := parameterName(init, call, arg, 1)
		exit, ok := q.methodOf(f.Class, "__aexit__")
		if name == "" || !ok {
			return false
		}
		for attr := range f.Class.Self {
			if keepsParameter(f.Class, attr, name) && awaitsAclose(exit, attr) {
				return true
			}
		}
	}
	return false
}

// closing is the value of a call that closes one of its arguments when it is
// left. ok is false for any other call.
func (q *query) closing(m *index.Module, f Value, call *ast.Call) (v Value, ok bool) {
	if isAclosing(f.dotted()) {
		if len(call.Args) != 1 {
			return Value{}, true
		}
		of := q.eval(m, call.Args[0])
		return Value{Kind: Closing, Of: &of}, true
	}
	if f.Kind != ManagerFactory && f.Kind != Class {
		return Value{}, false
	}
	for _, arg := range call.Args {
		if q.closes(m, f, call, arg) {
			of := q.eval(m, arg)
			return Value{Kind: Closing, Of: &of}, true
		}
	}
	for _, k := range call.Keywords {
		if q.closes(m, f, call, k.Value) {
			of := q.eval(m, k.Value)
			return Value{Kind: Closing, Of: &of}, true
		}
	}
	return Value{}, false
}

// methodOf is a plain method of a class or its bases.
func (q *query) methodOf(c *index.Class, name string) (*index.Function, bool) {
	v, ok := q.classAttribute(c, name, map[*index.Class]bool{})
	if !ok || v.Kind != Function {
		return nil, false
	}
	return v.Func, true
}

// parameterName is the parameter that takes an argument; skip counts those
// that the call fills in by itself.
func parameterName(fn *index.Function, call *ast.Call, arg ast.Expr, skip int) string {
	params := fn.Positional()
	for i, a := range call.Args {
		if _, starred := a.(*ast.Starred); starred {
			return ""
		}
		if a == arg && i+skip < len(params) {
			return params[i+skip].Arg
		}
	}
	for _, k := range call.Keywords {
		if k.Value == arg {
			return k.Arg
		}
	}
	return ""
}

// closesAroundYield reports "try: yield ... finally: await name.aclose()".
func closesAroundYield(fn *index.Function, name string) bool {
	for _, y := range fn.Yields {
		closed := false
		for at := fn.Module.Parent(y); at != nil && at != ast.Node(fn.Node); at = fn.Module.Parent(at) {
			if t, ok := at.(*ast.Try); ok && awaitsCloseOf(t.Finalbody, func(x ast.Expr) bool { return isName(x, name) }) {
				closed = true
			}
		}
		if !closed {
			return false
		}
	}
	return len(fn.Yields) > 0
}

// awaitsCloseOf reports "await x.aclose()" among the statements themselves, an
// "if" or "try" around it notwithstanding.
func awaitsCloseOf(body []ast.Stmt, is func(ast.Expr) bool) bool {
	found := false
	for _, s := range body {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.Lambda, *ast.ClassDef:
				return false
			case *ast.Await:
				if call, ok := n.Value.(*ast.Call); ok {
					if a, ok := call.Func.(*ast.Attribute); ok && a.Attr == "aclose" && is(a.Value) {
						found = true
					}
				}
			}
			return !found
		})
	}
	return found
}

func isName(x ast.Expr, name string) bool {
	n, ok := x.(*ast.Name)
	return ok && n.Ident == name
}

// keepsParameter reports "self.attr = name" as the only thing that sets attr.
func keepsParameter(c *index.Class, attr, name string) bool {
	at := c.Self[attr]
	return len(at) == 1 && at[0].Value != nil && isName(at[0].Value, name)
}

// awaitsAclose reports a method with "await self.attr.aclose()".
func awaitsAclose(fn *index.Function, attr string) bool {
	params := fn.Positional()
	if !fn.Async || len(params) == 0 {
		return false
	}
	return awaitsCloseOf(fn.Body, func(x ast.Expr) bool {
		a, ok := x.(*ast.Attribute)
		return ok && a.Attr == attr && isName(a.Value, params[0].Arg)
	})
}
