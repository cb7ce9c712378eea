package infer

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

func (q *query) call(m *index.Module, x *ast.Call) Value {
	fn := q.expr(m, x.Func)
	if of, ok := q.closing(m, fn, x); ok {
		return of
	}
	switch name := fn.dotted(); name {
	case "contextlib.AsyncExitStack", "contextlib.ExitStack":
		return Value{Kind: Instance, Name: name}
	case "contextlib.AsyncExitStack.enter_async_context":
		if len(x.Args) == 1 {
			of := q.entered(q.expr(m, x.Args[0]), true)
			return Value{Kind: Coroutine, Of: &of}
		}
		return Value{}
	case "typing.cast", "typing_extensions.cast":
		if len(x.Args) == 2 {
			return q.expr(m, x.Args[1])
		}
		return Value{}
	case "builtins.aiter":
		if len(x.Args) == 1 {
			v := q.expr(m, x.Args[0])
			if v.Kind == Instance && v.Class != nil {
				return q.method(v, "__aiter__")
			}
			return v
		}
		return Value{}
	}
	args := make([]ast.Expr, 0, len(x.Args))
	for _, a := range x.Args {
		if _, ok := a.(*ast.Starred); ok {
			break // what follows has no known position
		}
		args = append(args, a)
	}
	return q.apply(fn, &arguments{m: m, positional: args, keywords: x.Keywords})
}

// arguments are the expressions of a call, evaluated only when a summary asks
// for one.
type arguments struct {
	m          *index.Module
	positional []ast.Expr
	keywords   []*ast.Keyword
	given      *Value // instead of the above: the one argument of a decorator
}

func (q *query) argument(fn *index.Function, receiver *Value, args *arguments, i int) Value {
	if receiver != nil {
		if i == 0 {
			return *receiver
		}
		i--
	}
	switch {
	case args == nil:
	case args.given != nil:
		if i == 0 {
			return *args.given
		}
	case i < len(args.positional):
		return q.expr(args.m, args.positional[i])
	default:
		params := fn.Positional()
		if receiver != nil {
			i++
		}
		for _, k := range args.keywords {
			if i < len(params) && k.Arg == params[i].Arg {
				return q.expr(args.m, k.Value)
			}
		}
	}
	return Value{}
}

// apply calls a value.
func (q *query) apply(fn Value, args *arguments) Value {
	switch fn.Kind {
	case Function:
		return q.invoke(fn.Func, fn.Receiver, args)
	case ManagerFactory:
		of := q.yielded(fn.Func)
		return Value{Kind: Manager, Of: &of}
	case Class:
		if _, made := q.classAttribute(fn.Class, "__new__", map[*index.Class]bool{}); made {
			return Value{}
		}
		return Value{Kind: Instance, Class: fn.Class}
	case Instance:
		if fn.Class != nil {
			if got, ok := q.classAttribute(fn.Class, "__call__", map[*index.Class]bool{}); ok {
				return q.apply(q.bindTo(fn, got), args)
			}
		}
	}
	return Value{}
}

// invoke calls the bare function, its decorators already seen to.
func (q *query) invoke(fn *index.Function, receiver *Value, args *arguments) Value {
	switch {
	case fn.IsAsyncGenerator():
		return Value{Kind: AsyncGenerator, Makers: []*index.Function{fn}, Fresh: true}
	case fn.Async:
		of := q.substitute(q.result(fn), fn, receiver, args)
		return Value{Kind: Coroutine, Of: &of}
	case len(fn.Yields) > 0:
		return Value{}
	}
	return q.substitute(q.result(fn), fn, receiver, args)
}

// substitute puts the arguments of a call in place of a summary's parameters.
func (q *query) substitute(v Value, fn *index.Function, receiver *Value, args *arguments) Value {
	if v.Kind == Parameter {
		if v.Func != fn {
			return Value{}
		}
		return q.argument(fn, receiver, args, v.Index)
	}
	if v.Kind == Instance && v.Class == fn.Class && receiver != nil && receiver.Kind == Instance && receiver.Class != nil && v.Class != nil {
		// "return self" of an inherited method gives the receiver's own class.
		if is, _ := q.isSubclass(receiver.Class, v.Class.FullName(), map[*index.Class]bool{}); is && returnsSelf(fn) {
			return *receiver
		}
	}
	return v
}

func returnsSelf(fn *index.Function) bool {
	params := fn.Positional()
	if len(params) == 0 || len(fn.Returns) == 0 {
		return false
	}
	for _, r := range fn.Returns {
		if n, ok := r.Value.(*ast.Name); !ok || n.Ident != params[0].Arg {
			return false
		}
	}
	return true
}

// result is what the statements of a function return, whatever kind of
// function it is: from its returns, or where they do not tell, its annotation.
func (q *query) result(fn *index.Function) Value {
	return q.memo(&q.e.returns, fn, func() Value {
		if IsPlaceholder(fn) {
			return q.declared(fn)
		}
		values := make([]Value, 0, len(fn.Returns))
		for _, r := range fn.Returns {
			if r.Value == nil {
				continue
			}
			v := q.expr(fn.Module, r.Value)
			if v.Kind == AsyncGenerator && !v.Fresh && onlyReturned(fn, r.Value) {
				v.Fresh = true
			}
			values = append(values, v)
		}
		if v := joinAll(values); v.Kind != Unknown {
			return v
		}
		return q.declared(fn)
	})
}

// declared is what the annotation promises. A function that is annotated to
// return an async generator makes it for the caller.
func (q *query) declared(fn *index.Function) Value {
	if fn.Annotation == nil {
		return Value{}
	}
	v := q.annotation(fn.Module, fn.Annotation)
	if v.Kind == AsyncGenerator {
		v.Fresh = !isCached(fn)
	}
	return v
}

// isCached reports a decorator that hands out the same object again.
func isCached(fn *index.Function) bool {
	for _, d := range fn.Decorators {
		if c, ok := d.(*ast.Call); ok {
			d = c.Func
		}
		name := ""
		switch d := d.(type) {
		case *ast.Name:
			name = d.Ident
		case *ast.Attribute:
			name = d.Attr
		}
		if name == "cache" || name == "lru_cache" || name == "cached_property" {
			return true
		}
	}
	return false
}

// onlyReturned reports whether x is a local name that the function reads only
// to return it, so that the caller gets the only reference.
func onlyReturned(fn *index.Function, x ast.Expr) bool {
	name, ok := x.(*ast.Name)
	if !ok || len(fn.Block.Bindings(name.Ident)) != 1 || fn.Block.Bindings(name.Ident)[0].Kind != index.BindAssign {
		return false
	}
	reads := 0
	for _, s := range fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			if n, ok := n.(*ast.Name); ok && n.Ident == name.Ident && n.Ctx == ast.Load {
				reads++
			}
			return true
		})
	}
	return reads == 1
}

// IsPlaceholder reports a body that says nothing about the function: of a
// stub, a protocol or an abstract method.
func IsPlaceholder(fn *index.Function) bool {
	for _, s := range fn.Body {
		switch s := s.(type) {
		case *ast.Pass:
		case *ast.ExprStmt:
			if _, ok := s.Value.(*ast.Constant); !ok {
				return false
			}
		case *ast.Raise:
			return raisesNotImplemented(s)
		default:
			return false
		}
	}
	return true
}

// yielded is what a context manager function yields, for "as".
func (q *query) yielded(fn *index.Function) Value {
	return q.enter(yieldKey{fn}, func() Value {
		if fn.Annotation != nil {
			if s, ok := fn.Annotation.(*ast.Subscript); ok {
				if v := q.annotation(fn.Module, firstElement(s.Slice)); v.Kind != Unknown {
					return v
				}
			}
		}
		values := make([]Value, 0, len(fn.Yields))
		for _, y := range fn.Yields {
			if y, ok := y.(*ast.Yield); ok && y.Value != nil {
				values = append(values, q.expr(fn.Module, y.Value))
			}
		}
		return joinAll(values)
	})
}

type yieldKey struct{ fn *index.Function }

// definition applies a def's decorators.
func (q *query) definition(fn *index.Function) Value {
	if len(fn.Decorators) == 0 {
		return Value{Kind: Function, Func: fn}
	}
	return q.memo(&q.e.defs, fn, func() Value {
		v := Value{Kind: Function, Func: fn}
		for i := len(fn.Decorators) - 1; i >= 0 && v.Kind != Unknown; i-- {
			v = q.decorate(fn, fn.Decorators[i], v)
		}
		return v
	})
}

func (q *query) decorate(fn *index.Function, d ast.Expr, v Value) Value {
	m := fn.Module
	if c, ok := d.(*ast.Call); ok {
		switch q.expr(m, c.Func).dotted() {
		case "functools.wraps", "typing_extensions.deprecated", "warnings.deprecated":
			return v
		}
	}
	dv := q.expr(m, d)
	switch dv.dotted() {
	case "builtins.staticmethod", "builtins.classmethod", "abc.abstractmethod",
		"typing.final", "typing.override", "typing.overload", "typing.no_type_check",
		"typing_extensions.final", "typing_extensions.override", "typing_extensions.overload":
		return v
	case "builtins.property", "abc.abstractproperty":
		if v.Kind == Function {
			v.Kind = Property
		}
		return v
	case "contextlib.contextmanager", "contextlib.asynccontextmanager":
		if v.Kind == Function {
			v.Kind = ManagerFactory
			return v
		}
		return Value{}
	}
	return q.apply(dv, &arguments{m: m, given: &v})
}
