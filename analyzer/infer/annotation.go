package infer

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

// annotation is the value of something that is annotated with x.
func (q *query) annotation(m *index.Module, x ast.Expr) Value {
	switch x := x.(type) {
	case *ast.Constant:
		switch x.Value.Type {
		case ast.NoneConst:
			return Value{Kind: None}
		case ast.StrConst:
			return q.quoted(m, x)
		}
	case *ast.BinOp:
		if x.Op == ast.BitOr {
			return join(q.annotation(m, x.Left), q.annotation(m, x.Right))
		}
	case *ast.Name, *ast.Attribute:
		v := q.expr(m, x)
		if v.Kind == Class {
			return Value{Kind: Instance, Class: v.Class}
		}
		return q.generic(m, x, v.dotted(), nil)
	case *ast.Subscript:
		v := q.expr(m, x.Value)
		if v.Kind == Class && !isAlias(v.Class.FullName()) {
			return Value{Kind: Instance, Class: v.Class}
		}
		return q.generic(m, x, v.dotted(), elements(x.Slice))
	}
	return Value{}
}

func isAlias(fullName string) bool {
	return len(fullName) > 7 && (fullName[:7] == "typing." || fullName[:7] == "collect")
}

// generic is an annotation of a type that the standard library defines.
func (q *query) generic(m *index.Module, x ast.Expr, name string, args []ast.Expr) Value {
	of := func(i int) *Value {
		v := Value{}
		if i < len(args) {
			v = q.annotation(m, args[i])
		}
		return &v
	}
	switch name {
	case "typing.AsyncGenerator", "collections.abc.AsyncGenerator", "_collections_abc.AsyncGenerator", "types.AsyncGeneratorType":
		return Value{Kind: AsyncGenerator}
	case "typing.Coroutine", "collections.abc.Coroutine", "_collections_abc.Coroutine", "types.CoroutineType":
		return Value{Kind: Coroutine, Of: of(2)}
	case "typing.Optional", "typing.Annotated", "typing.ClassVar", "typing.Final", "typing.Required", "typing.NotRequired",
		"typing_extensions.Annotated", "typing_extensions.ClassVar", "typing_extensions.Final":
		return *of(0)
	case "typing.Union":
		values := make([]Value, len(args))
		for i := range args {
			values[i] = *of(i)
		}
		return joinAll(values)
	case "typing.AsyncContextManager", "contextlib.AbstractAsyncContextManager",
		"typing.ContextManager", "contextlib.AbstractContextManager":
		return Value{Kind: Manager, Of: of(0)}
	case "typing.Self", "typing_extensions.Self":
		if fn := m.FunctionAt(x); fn != nil && fn.Class != nil {
			return Value{Kind: Instance, Class: fn.Class}
		}
		if b := m.BlockAt(x); b.Kind == index.ClassBlock {
			return Value{Kind: Instance, Class: b.Class}
		}
	case "typing.Type", "builtins.type":
		if v := *of(0); v.Kind == Instance && v.Class != nil {
			return Value{Kind: Class, Class: v.Class}
		}
	case "contextlib.AsyncExitStack", "contextlib.ExitStack":
		return Value{Kind: Instance, Name: name}
	case "builtins.list", "builtins.set", "builtins.frozenset", "typing.List", "typing.Set", "typing.FrozenSet",
		"typing.Sequence", "typing.Iterable", "typing.Iterator", "typing.Collection", "typing.MutableSequence",
		"collections.abc.Sequence", "collections.abc.Iterable", "collections.abc.Iterator", "collections.abc.Collection",
		"collections.deque", "typing.Deque":
		return Value{Kind: Collection, Of: of(0)}
	case "builtins.tuple", "typing.Tuple":
		if len(args) == 2 && isEllipsis(args[1]) {
			return Value{Kind: Collection, Of: of(0)}
		}
	case "builtins.dict", "typing.Dict", "typing.Mapping", "typing.MutableMapping", "collections.defaultdict", "typing.DefaultDict",
		"collections.abc.Mapping", "collections.abc.MutableMapping":
		return Value{Kind: Mapping, Of: of(1)}
	}
	return Value{}
}

func isEllipsis(x ast.Expr) bool {
	c, ok := x.(*ast.Constant)
	return ok && c.Value.Type == ast.EllipsisConst
}

// quoted is an annotation in a string. Its names are those of the place where
// the string stands.
func (q *query) quoted(m *index.Module, x *ast.Constant) Value {
	f := parse.Parse(source.NewFile(m.Path, x.Value.Text), parse.Options{Mode: parse.Eval})
	e, ok := f.Mod.(*ast.Expression)
	if !ok || len(f.Errors) > 0 {
		return Value{}
	}
	return q.enter(x, func() Value { return q.textual(m, m.BlockAt(x), e.Body) })
}

// textual evaluates an annotation whose nodes are not the module's own, so
// that only plain shapes can be told: names, dotted names, their subscripts.
func (q *query) textual(m *index.Module, block *index.Block, x ast.Expr) Value {
	named := func(x ast.Expr) Value {
		switch x := x.(type) {
		case *ast.Name:
			return q.name(block, x.Ident)
		case *ast.Attribute:
			if n, ok := x.Value.(*ast.Name); ok {
				return q.attribute(q.name(block, n.Ident), x.Attr)
			}
		}
		return Value{}
	}
	switch x := x.(type) {
	case *ast.Constant:
		if x.Value.Type == ast.NoneConst {
			return Value{Kind: None}
		}
	case *ast.BinOp:
		if x.Op == ast.BitOr {
			return join(q.textual(m, block, x.Left), q.textual(m, block, x.Right))
		}
	case *ast.Name, *ast.Attribute:
		v := named(x)
		if v.Kind == Class {
			return Value{Kind: Instance, Class: v.Class}
		}
		if name := v.dotted(); name == "typing.Self" || name == "typing_extensions.Self" {
			if block.Function != nil && block.Function.Class != nil {
				return Value{Kind: Instance, Class: block.Function.Class}
			}
			return Value{}
		}
		return q.generic(m, x, v.dotted(), nil)
	case *ast.Subscript:
		v := named(x.Value)
		switch v.dotted() {
		case "typing.Optional", "typing.Annotated", "typing.ClassVar", "typing.Final":
			return q.textual(m, block, firstElement(x.Slice))
		}
		if v.Kind == Class && !isAlias(v.Class.FullName()) {
			return Value{Kind: Instance, Class: v.Class}
		}
		return q.generic(m, x, v.dotted(), nil)
	}
	return Value{}
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
