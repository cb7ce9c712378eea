package lifetime

import (
	"github.com/asynctools/asynctools/syntax/ast"
)

// isTrueOfGenerator reports a question about a value, in a call, to which the
// answer is yes for every async generator, and gives the expression asked about.
func (f *function) isTrueOfGenerator(call *ast.Call) (of ast.Expr, yes bool) {
	if yes, known := f.looks[call]; known {
		if !yes {
			return nil, false
		}
		return call.Args[0], true
	}
	if f.looks == nil {
		f.looks = map[*ast.Call]bool{}
	}
	yes = len(call.Keywords) == 0 && f.asksOfGenerator(call)
	f.looks[call] = yes
	if !yes {
		return nil, false
	}
	return call.Args[0], true
}

func (f *function) asksOfGenerator(call *ast.Call) bool {
	switch len(call.Args) {
	case 1:
		return f.a.infer.DottedName(f.m, call.Func) == "inspect.isasyncgen"
	case 2:
		switch f.a.infer.DottedName(f.m, call.Func) {
		case "builtins.hasattr":
			c, ok := call.Args[1].(*ast.Constant)
			return ok && c.Value.Type == ast.StrConst && hasMethod(c.Value.Text)
		case "builtins.isinstance":
			return f.isTypeOfGenerator(call.Args[1])
		}
	}
	return false
}

// hasMethod tells the attributes by which code knows an async generator.
func hasMethod(name string) bool {
	switch name {
	case "aclose", "asend", "athrow", "__anext__", "__aiter__", "ag_frame", "ag_running", "ag_await", "ag_code":
		return true
	}
	return false
}

// isTypeOfGenerator reports a type, a tuple or a union of which async generators are.
func (f *function) isTypeOfGenerator(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Tuple:
		for _, e := range x.Elts {
			if f.isTypeOfGenerator(e) {
				return true
			}
		}
		return false
	case *ast.BinOp:
		return x.Op == ast.BitOr && (f.isTypeOfGenerator(x.Left) || f.isTypeOfGenerator(x.Right))
	case *ast.Name, *ast.Attribute:
		switch f.a.infer.DottedName(f.m, x) {
		case "types.AsyncGeneratorType",
			"collections.abc.AsyncGenerator", "collections.abc.AsyncIterator", "collections.abc.AsyncIterable",
			"_collections_abc.AsyncGenerator", "_collections_abc.AsyncIterator", "_collections_abc.AsyncIterable",
			"typing.AsyncGenerator", "typing.AsyncIterator", "typing.AsyncIterable", "builtins.object":
			return true
		}
	}
	return false
}
