package infer

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

// place is where a type stands: the names it sees, and the node it is, or for
// one in a string the string.
type place struct {
	m     *index.Module
	block *index.Block
	at    ast.Node
}

// annotation is the value of something that is annotated with x.
func (q *query) annotation(m *index.Module, x ast.Expr) Value {
	before := q.visit(m, x)
	v := q.typeOf(place{m, m.BlockAt(x), x}, x)
	q.at = before
	return v
}

func (q *query) typeOf(p place, x ast.Expr) (v Value) {
	q.steps++
	if q.dive() {
		v = q.written(p, x)
	}
	q.depth--
	return v
}

// written is typeOf, one step of it.
func (q *query) written(p place, x ast.Expr) Value {
	switch x := x.(type) {
	case *ast.Constant:
		switch x.Value.Type {
		case ast.NoneConst:
			return Value{Kind: None}
		case ast.StrConst:
			return q.quoted(p, x)
		}
	case *ast.BinOp:
		if x.Op == ast.BitOr {
			return join(q.typeOf(p, x.Left), q.typeOf(p, x.Right))
		}
	case *ast.Name, *ast.Attribute:
		return q.typed(p, q.named(p, x), nil)
	case *ast.Subscript:
		return q.typed(p, q.named(p, x.Value), elements(x.Slice))
	}
	return Value{}
}

// quoted is an annotation in a string. Its names are those of the place where
// the string stands.
func (q *query) quoted(p place, x *ast.Constant) Value {
	f := parse.Parse(source.NewFile(p.m.Path, strings.TrimSpace(x.Value.Text)), parse.Options{Mode: parse.Eval})
	e, ok := f.Mod.(*ast.Expression)
	if !ok || len(f.Errors) > 0 {
		return Value{}
	}
	return q.enter(x, func() Value { return q.typeOf(p, e.Body) })
}

// named is the value of a name in a type. Its nodes need not be the module's.
func (q *query) named(p place, x ast.Expr) Value {
	switch x := x.(type) {
	case *ast.Name:
		if v := q.typeParameter(p, x.Ident); v.Kind != Unknown {
			return v
		}
		return q.name(p.block, x.Ident)
	case *ast.Attribute:
		return q.attribute(q.named(p, x.Value), x.Attr)
	}
	return Value{}
}

// typed is the value of something whose type is head[args].
func (q *query) typed(p place, head Value, args []ast.Expr) Value {
	switch head.Kind {
	case typeVariable:
		return head
	case TypeForm:
		of := deref(head.Of)
		if len(args) > 0 {
			return q.specialized(of, q.types(p, args))
		}
		return of
	case None:
		return head
	case Class:
		if !isAlias(head.Class.FullName()) {
			return Value{Kind: Instance, Class: head.Class, more: withElts(q.types(p, args))}
		}
		return q.generic(p, head.dotted(), args)
	case External:
		if v := q.generic(p, head.Name, args); v.Kind != Unknown {
			return v
		}
		if head.Name == "builtins.object" {
			return Value{} // anything, as Any
		}
		if head.entry.class != nil {
			return libraryInstance(head.entry.class, q.types(p, args))
		}
	}
	return Value{}
}

func (q *query) types(p place, args []ast.Expr) []Value {
	var out []Value
	for _, a := range args {
		out = append(out, q.typeOf(p, a))
	}
	return out
}

func isAlias(fullName string) bool {
	return strings.HasPrefix(fullName, "typing.") || strings.HasPrefix(fullName, "collect")
}

// specialized puts types in place of a generic alias's type variables, which
// count in the order in which they first appear.
func (q *query) specialized(v Value, args []Value) Value {
	vars := map[ast.Node]Value{}
	var order func(v Value)
	order = func(v Value) {
		if v.Kind == typeVariable {
			if _, have := vars[v.definition()]; !have && len(vars) < len(args) {
				vars[v.definition()] = args[len(vars)]
			}
			return
		}
		for _, part := range []*Value{v.Of, v.Key()} {
			if part != nil {
				order(*part)
			}
		}
		for _, list := range [][]Value{v.Elts(), v.Alts()} {
			for _, e := range list {
				order(e)
			}
		}
	}
	order(v)
	return q.subst(v, &frame{vars: vars})
}

// generic is an annotation of a type that the standard library defines; args
// are nil without a subscript.
func (q *query) generic(p place, name string, args []ast.Expr) Value {
	of := func(i int) *Value {
		v := Value{}
		if i < len(args) {
			v = q.typeOf(p, args[i])
		}
		return &v
	}
	switch strings.TrimPrefix(name, "typing_extensions.") {
	case "typing.AsyncGenerator", "collections.abc.AsyncGenerator", "_collections_abc.AsyncGenerator", "types.AsyncGeneratorType", "AsyncGenerator":
		return Value{Kind: AsyncGenerator, Of: of(0)}
	case "typing.AsyncIterator", "typing.AsyncIterable", "collections.abc.AsyncIterator", "collections.abc.AsyncIterable", "AsyncIterator", "AsyncIterable":
		return Value{Kind: AsyncIterator, Of: of(0), Name: name}
	case "typing.Coroutine", "collections.abc.Coroutine", "_collections_abc.Coroutine", "types.CoroutineType", "Coroutine":
		return Value{Kind: Coroutine, Of: of(2)}
	case "typing.Awaitable", "collections.abc.Awaitable", "Awaitable":
		return Value{Kind: Awaitable, Of: of(0)}
	case "asyncio.Task", "asyncio.tasks.Task":
		return q.taskLike(Task, "asyncio.Task", *of(0))
	case "asyncio.Future", "asyncio.futures.Future":
		return q.taskLike(Future, "asyncio.Future", *of(0))
	case "typing.Generator", "collections.abc.Generator", "types.GeneratorType", "Generator":
		return Value{Kind: Generator, Of: of(0), more: &more{key: of(2)}}
	case "typing.Optional", "typing.Annotated", "typing.ClassVar", "typing.Final", "typing.Required", "typing.NotRequired",
		"typing.ReadOnly", "dataclasses.InitVar", "Annotated", "ClassVar", "Final", "Required", "NotRequired", "ReadOnly":
		return *of(0)
	case "typing.Union":
		values := make([]Value, len(args))
		for i := range args {
			values[i] = *of(i)
		}
		return joinAll(values)
	case "typing.AsyncContextManager", "contextlib.AbstractAsyncContextManager", "AsyncContextManager":
		return Value{Kind: Manager, Async: true, Of: of(0)}
	case "typing.ContextManager", "contextlib.AbstractContextManager", "ContextManager":
		return Value{Kind: Manager, Of: of(0)}
	case "contextlib.aclosing":
		return Value{Kind: Closing, Of: of(0)}
	case "typing.Self", "Self":
		if c := q.classAround(p); c != nil {
			return q.selfType(c)
		}
	case "typing.Type", "builtins.type":
		v := *of(0)
		switch {
		case v.Kind == typeVariable:
			return Value{Kind: TypeForm, Of: &v}
		case v.Kind == Instance && v.Class != nil:
			return Value{Kind: Class, Class: v.Class}
		case v.Kind == Instance && v.entry.class != nil:
			return Value{Kind: External, Name: v.Name, entry: v.entry}
		}
	case "typing.Callable", "collections.abc.Callable", "Callable":
		return Value{Kind: Callable, Of: of(1)}
	case "typing.TypeGuard", "typing.TypeIs", "TypeGuard", "TypeIs":
		return q.builtin("bool")
	case "typing.LiteralString", "typing.Text", "typing.AnyStr":
		return q.builtin("str")
	case "typing.Literal", "Literal":
		return q.literal(args)
	case "builtins.list", "builtins.set", "builtins.frozenset", "collections.deque":
		return q.collectionOf(name, *of(0))
	case "typing.List":
		return q.collectionOf("builtins.list", *of(0))
	case "typing.Set":
		return q.collectionOf("builtins.set", *of(0))
	case "typing.FrozenSet":
		return q.collectionOf("builtins.frozenset", *of(0))
	case "typing.Deque":
		return q.collectionOf("collections.deque", *of(0))
	case "typing.Sequence", "typing.Iterable", "typing.Collection", "typing.MutableSequence", "typing.AbstractSet", "typing.MutableSet",
		"collections.abc.Sequence", "collections.abc.Iterable", "collections.abc.Collection", "collections.abc.MutableSequence",
		"collections.abc.Set", "collections.abc.MutableSet", "collections.abc.KeysView", "collections.abc.ValuesView",
		"typing.Iterator", "collections.abc.Iterator", "typing.Reversible", "collections.abc.Reversible":
		return Value{Kind: Collection, Name: name, Of: of(0)}
	case "builtins.tuple", "typing.Tuple":
		return q.tupleOf(p, args, of)
	case "builtins.dict", "typing.Dict", "typing.Mapping", "typing.MutableMapping", "collections.defaultdict", "typing.DefaultDict",
		"collections.abc.Mapping", "collections.abc.MutableMapping", "collections.OrderedDict", "typing.OrderedDict":
		v := q.builtin("dict")
		if strings.HasSuffix(name, "Mapping") {
			v.Name = name
		}
		return Value{Kind: Mapping, Name: v.Name, entry: v.entry, more: &more{key: of(0)}, Of: of(1)}
	}
	return Value{}
}

func (q *query) tupleOf(p place, args []ast.Expr, of func(int) *Value) Value {
	switch {
	case len(args) == 2 && isEllipsis(args[1]):
		return q.collectionOf("builtins.tuple", *of(0))
	case len(args) == 0 || len(args) > maxTuple:
		return q.collectionOf("builtins.tuple", Value{})
	}
	for _, a := range args {
		if _, ok := a.(*ast.Starred); ok {
			return q.collectionOf("builtins.tuple", Value{})
		}
	}
	return Value{Kind: Tuple, more: withElts(q.types(p, args))}
}

func (q *query) literal(args []ast.Expr) Value {
	var values []Value
	for _, a := range args {
		c, ok := a.(*ast.Constant)
		if !ok {
			return Value{}
		}
		values = append(values, q.constant(c))
	}
	return joinAll(values)
}

func isEllipsis(x ast.Expr) bool {
	c, ok := x.(*ast.Constant)
	return ok && c.Value.Type == ast.EllipsisConst
}

// classAround is the class that Self means.
func (q *query) classAround(p place) *index.Class {
	for at := p.at; at != nil; at = p.m.Parent(at) {
		if fn := p.m.Function(at); fn != nil && fn.Class != nil {
			return fn.Class
		}
		if c := p.m.Class(at); c != nil {
			return c
		}
	}
	if p.block.Function != nil {
		return p.block.Function.Class
	}
	return nil
}

func elements(x ast.Expr) []ast.Expr {
	if t, ok := x.(*ast.Tuple); ok {
		return t.Elts
	}
	return []ast.Expr{x}
}

func firstElement(x ast.Expr) ast.Expr {
	if list := elements(x); len(list) > 0 {
		return list[0]
	}
	return x
}
