package infer

import (
	"embed"
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

// table says what the standard library and popular async libraries offer, in
// the syntax of stubs: one file a module, named as it is imported. Of a class
// it lists every method of the await, iteration and context manager protocols,
// and of the rest what async code uses. Tests hold it against CPython.
//
//go:embed table/*.pyi
var table embed.FS

// bundled is a module of the table, or nil.
func (e *Engine) bundled(name string) *index.Module {
	return e.ws.Bundled(name, func() *index.Module {
		raw, err := table.ReadFile("table/" + name + ".pyi")
		if err != nil {
			return nil
		}
		path := "table/" + name + ".pyi"
		m := index.Build(name, path, parse.Parse(source.NewFile(path, string(raw)), parse.Options{}))
		m.Bundled, m.Library = true, true
		return m
	})
}

// external is what the table has under a full name, or else no more than that
// name.
func (q *query) external(full string) Value {
	if i := strings.LastIndexByte(full, '.'); i > 0 {
		if m := q.e.bundled(full[:i]); m != nil && len(m.Block.Bindings(full[i+1:])) > 0 {
			return q.tableMember(m, full[i+1:])
		}
	}
	return Value{Kind: External, Name: full}
}

func (q *query) tableMember(m *index.Module, name string) Value {
	v := shared(q.bound(m.Block, name, m.Block.Bindings(name)))
	if v.Kind == Unknown {
		return Value{Kind: External, Name: m.Name + "." + name}
	}
	return v
}

// builtin is an instance of a built-in class.
func (q *query) builtin(name string) Value {
	return instanceOr(q.external("builtins."+name), "builtins."+name)
}

func instanceOr(class Value, name string) Value {
	if class.entry.class == nil {
		return Value{Kind: Instance, Name: name}
	}
	return Value{Kind: Instance, Name: name, entry: class.entry}
}

func (q *query) collectionOf(name string, of Value) Value {
	v := instanceOr(q.external(name), name)
	return Value{Kind: Collection, Name: name, entry: v.entry, Of: &of}
}

func (q *query) taskLike(kind Kind, name string, of Value) Value {
	v := instanceOr(q.external(name), name)
	return Value{Kind: kind, Name: name, entry: v.entry, Of: &of}
}

// externalAttribute is an attribute of something outside the program. A table
// module comes before the environment's, whose other names it leaves visible.
func (q *query) externalAttribute(v Value, name string) Value {
	full := v.Name + "." + name
	switch {
	case v.entry.class != nil:
		if got := q.staticAttribute(v, v.entry.class, name); got.Kind != Unknown {
			return got
		}
		return Value{Kind: External, Name: full}
	case v.entry.fn != nil || v.Receiver != nil:
		return Value{Kind: External, Name: full}
	}
	m := q.e.bundled(v.Name)
	if m != nil && len(m.Block.Bindings(name)) > 0 {
		return q.tableMember(m, name)
	}
	if q.e.bundled(full) == nil && v.Module != nil {
		// "import a.b" binds a, which may be a folder without a file, or have
		// more than the table knows.
		if got := q.fromEnvironment(v, name, full); got.Kind != Unknown {
			return got
		}
	}
	return Value{Kind: External, Name: full, Module: v.Module}
}

func (q *query) fromEnvironment(v Value, name, full string) Value {
	if m := q.importing(v.Module, 0, v.Name); m != nil {
		if got := q.member(m, name); got.Kind != Unknown {
			return got
		}
	}
	if m := q.importing(v.Module, 0, full); m != nil {
		return Value{Kind: Module, Module: m, Name: full}
	}
	return Value{}
}

// spelled are the calls whose meaning is in how the arguments are written.
func (q *query) spelled(m *index.Module, fn Value, x *ast.Call) (v Value, ok bool) {
	if fn.Kind != External {
		return Value{}, false
	}
	switch fn.Name {
	case "typing.cast", "typing_extensions.cast":
		if len(x.Args) != 2 {
			return Value{}, true
		}
		to, from := q.annotation(m, x.Args[0]), q.eval(m, x.Args[1])
		if to.Kind == Unknown {
			return from, true
		}
		return finer(to, from), true
	case "typing.TypeVar", "typing_extensions.TypeVar", "typing.ParamSpec", "typing_extensions.ParamSpec":
		return q.typeVar(m, x), true
	case "typing.NewType", "typing_extensions.NewType":
		if len(x.Args) == 2 {
			return Value{Kind: TypeForm, Of: ref(q.annotation(m, x.Args[1]))}, true
		}
		return Value{}, true
	case "builtins.open":
		return q.opened(x), true
	case "builtins.getattr":
		if name, ok := stringLiteral(argAt(x, 1)); ok && len(x.Args) >= 2 {
			v := q.attribute(q.eval(m, x.Args[0]), name)
			if len(x.Args) == 3 {
				v = join(v, q.eval(m, x.Args[2]))
			}
			return v, true
		}
	}
	return Value{}, false
}

// opened is the file that open gives for a mode that is written out.
func (q *query) opened(x *ast.Call) Value {
	mode := argAt(x, 1)
	for _, k := range x.Keywords {
		switch k.Arg {
		case "mode":
			mode = k.Value
		case "":
			return Value{}
		}
	}
	text := "r"
	if mode != nil {
		var ok bool
		if text, ok = stringLiteral(mode); !ok {
			return Value{}
		}
	}
	class := "io.TextIOWrapper"
	if strings.Contains(text, "b") {
		class = "io.IOBase" // which one depends on buffering too
	}
	return instanceOf(q.external(class))
}

func argAt(x *ast.Call, i int) ast.Expr {
	if i < len(x.Args) {
		return x.Args[i]
	}
	return nil
}

// applyExternal calls something outside the program.
func (q *query) applyExternal(fn Value, args *arguments) Value {
	if v, ok := q.knownCall(fn, args); ok {
		return v
	}
	switch {
	case fn.entry.class != nil:
		return q.constructLibrary(fn, args)
	case fn.entry.fn != nil:
		f := fn.entry.fn
		of := q.settle(q.result(f), Value{Func: f, Receiver: fn.Receiver}, args)
		if f.Async {
			return Value{Kind: Coroutine, Of: &of}
		}
		return of
	}
	return Value{}
}

func (q *query) constructLibrary(fn Value, args *arguments) Value {
	c := fn.entry.class
	params := q.parametersOf(c)
	if len(params) == 0 || len(fn.Elts()) > 0 {
		return libraryInstance(c, fn.Elts())
	}
	self := Value{Kind: Instance, Name: fn.Name, entry: fn.entry}
	init, ok, _ := q.lookup(self, "__init__")
	if !ok || init.entry.fn == nil {
		return libraryInstance(c, nil)
	}
	vars := q.solve(&frame{fn: init.entry.fn, receiver: &self, args: args})
	elts, some := make([]Value, len(params)), false
	for i, p := range params {
		if v, ok := vars[p.definition()]; ok && v.Kind != typeVariable {
			elts[i], some = v, true
		}
	}
	if !some {
		elts = nil
	}
	return libraryInstance(c, elts)
}

// knownCall are the calls that no signature describes.
func (q *query) knownCall(fn Value, args *arguments) (v Value, ok bool) {
	first := func() Value { return q.first(args) }
	arg := func(i int) Value {
		if args == nil || i >= len(args.positional) {
			return Value{}
		}
		return q.value(args.positional[i])
	}
	generator := func(of Value) (Value, bool) { return Value{Kind: Generator, Of: &of}, true }
	switch fn.Name {
	case "contextlib.aclosing", "async_generator.aclosing", "contextlib2.aclosing":
		if args == nil || len(args.positional) != 1 {
			return Value{}, true
		}
		return Value{Kind: Closing, Of: ref(first())}, true
	case "contextlib.closing":
		return Value{Kind: Manager, Of: ref(first())}, true
	case "contextlib.AsyncExitStack.enter_async_context":
		return Value{Kind: Coroutine, Of: ref(q.entered(first(), true))}, true
	case "contextlib.AsyncExitStack.enter_context", "contextlib.ExitStack.enter_context":
		return q.entered(first(), false), true
	case "builtins.aiter":
		if args == nil || len(args.positional) != 1 {
			return Value{}, true
		}
		v := q.self(first())
		if v.Kind == Instance && v.class() != nil {
			return q.method(v, "__aiter__"), true
		}
		switch v.Kind {
		case Coroutine, Awaitable, Task, Function, Generator, Collection, Mapping, Tuple:
			return Value{}, true // it raises
		}
		return first(), true
	case "builtins.anext":
		return Value{Kind: Awaitable, Of: ref(q.element(first(), true))}, true
	case "builtins.iter":
		return generator(q.element(first(), false))
	case "builtins.next":
		return q.element(first(), false), true
	case "builtins.reversed":
		return generator(q.element(first(), false))
	case "builtins.sorted", "builtins.list":
		return q.collectionOf("builtins.list", q.element(first(), false)), true
	case "builtins.set", "builtins.frozenset", "collections.deque":
		return q.collectionOf(fn.Name, q.element(first(), false)), true
	case "builtins.tuple":
		if v := first(); v.Kind == Tuple {
			return v, true
		}
		return q.collectionOf(fn.Name, q.element(first(), false)), true
	case "builtins.enumerate":
		return generator(Value{Kind: Tuple, more: withElts([]Value{q.builtin("int"), q.element(first(), false)})})
	case "builtins.zip":
		if args == nil || args.unknown {
			return generator(Value{})
		}
		elts := make([]Value, len(args.positional))
		for i, o := range args.positional {
			elts[i] = q.element(q.value(o), false)
		}
		return generator(Value{Kind: Tuple, more: withElts(elts)})
	case "builtins.map":
		var elts []Value
		for i := 1; args != nil && i < len(args.positional); i++ {
			elts = append(elts, q.element(arg(i), false))
		}
		return generator(shared(q.apply(first(), given(elts...))))
	case "builtins.filter":
		return generator(q.element(arg(1), false))
	case "builtins.type":
		if args != nil && len(args.positional) == 1 {
			if v := first(); v.Kind == typeVariable {
				return classOf(deref(v.Of)), true
			}
			return classOf(first()), true
		}
		return Value{}, true
	case "builtins.object.__new__":
		return instanceOf(first()), true
	case "functools.partial", "functools.partialmethod":
		return q.partial(fn, args), true
	case "functools.singledispatch", "functools.singledispatchmethod":
		return Value{}, true // which of the registered functions a call runs is not known
	case "asyncio.gather":
		return q.gather(args), true
	case "async_generator.aclose", "async_generator.athrow":
		return Value{Kind: Awaitable, Of: &Value{Kind: None}}, true
	case "async_generator.asend", "async_generator.__anext__", "async_iterator.__anext__":
		return Value{Kind: Awaitable, Of: ref(q.element(deref(fn.Receiver), true))}, true
	case "async_generator.__aiter__", "async_iterator.__aiter__":
		return deref(fn.Receiver), true
	case "coroutine.__await__":
		return Value{Kind: Generator, more: &more{key: ref(q.awaited(deref(fn.Receiver)))}}, true
	}
	return Value{}, false
}

// partial is functools.partial, whose arguments are evaluated at once.
func (q *query) partial(fn Value, args *arguments) Value {
	if args == nil || len(args.positional) == 0 {
		return Value{}
	}
	of := q.first(args)
	if of.Kind == Unknown {
		return Value{}
	}
	rest := &arguments{unknown: args.unknown}
	for i, o := range args.positional {
		if i > 0 {
			v := shared(q.value(o))
			rest.positional = append(rest.positional, operand{value: &v})
		}
	}
	for _, o := range args.keywords {
		v := shared(q.value(o))
		rest.keywords = append(rest.keywords, operand{name: o.name, value: &v})
	}
	v := Value{Kind: Partial, Of: &of, more: &more{args: rest}}
	if fn.Name == "functools.partialmethod" {
		v.more.op = "method"
	}
	return v
}

func (q *query) gather(args *arguments) Value {
	if args == nil || args.unknown {
		return q.taskLike(Future, "asyncio.Future", q.collectionOf("builtins.list", Value{}))
	}
	for _, k := range args.keywords {
		if k.name == "return_exceptions" {
			return q.taskLike(Future, "asyncio.Future", q.collectionOf("builtins.list", Value{}))
		}
	}
	// A list, in which each result has its place all the same.
	results := make([]Value, len(args.positional))
	for i, o := range args.positional {
		results[i] = shared(q.awaited(q.value(o)))
	}
	return q.taskLike(Future, "asyncio.Future", Value{Kind: Tuple, more: withElts(results)})
}
