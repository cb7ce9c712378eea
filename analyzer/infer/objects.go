package infer

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// objects is one question for objects, with what stops it from running in
// circles.
type objects struct {
	e         *Engine
	active    map[any]bool
	overrides bool // look for them
	steps     int
}

// maxSteps bounds one question; what takes longer is not known.
const maxSteps = 2000

func (o *objects) enter(key any, f func() ([]Object, bool)) ([]Object, bool) {
	o.steps++
	if o.active[key] || len(o.active) > maxDepth/2 || o.steps > maxSteps {
		return nil, false
	}
	o.active[key] = true
	defer delete(o.active, key)
	return f()
}

func one(m *index.Module, x ast.Expr, typ string) ([]Object, bool) {
	return []Object{{Type: typ, Exact: true, Of: x, In: m, methods: typeMethods(typ)}}, true
}

// all joins the objects of several expressions.
func (o *objects) all(m *index.Module, list ...ast.Expr) ([]Object, bool) {
	var out []Object
	for _, x := range list {
		part, ok := o.expr(m, x)
		if !ok {
			return nil, false
		}
		out = append(out, part...)
	}
	return out, len(out) > 0
}

func (o *objects) expr(m *index.Module, x ast.Expr) ([]Object, bool) {
	switch x := x.(type) {
	case *ast.Constant:
		return one(m, x, x.Value.Type.TypeName())
	case *ast.JoinedStr:
		return one(m, x, "str")
	case *ast.List, *ast.ListComp:
		return one(m, x, "list")
	case *ast.Tuple:
		return one(m, x, "tuple")
	case *ast.Set, *ast.SetComp:
		return one(m, x, "set")
	case *ast.Dict, *ast.DictComp:
		return one(m, x, "dict")
	case *ast.Lambda:
		return one(m, x, "function")
	case *ast.GeneratorExp:
		if isAsyncGeneratorExp(x) {
			return one(m, x, "async_generator")
		}
		return one(m, x, "generator")
	case *ast.IfExp:
		return o.all(m, x.Body, x.Orelse)
	case *ast.BoolOp:
		return o.all(m, x.Values...)
	case *ast.NamedExpr:
		return o.expr(m, x.Value)
	case *ast.Name:
		return o.enter(x, func() ([]Object, bool) { return o.name(m, x) })
	case *ast.Attribute:
		return o.enter(x, func() ([]Object, bool) { return o.attribute(m, x) })
	case *ast.Subscript:
		if o.overrides && o.isChanged(m, x.Value) {
			return nil, false
		}
	case *ast.Call:
		return o.enter(x, func() ([]Object, bool) { return o.call(m, x) })
	case *ast.Await:
		if o.e.Expr(m, x.Value).Kind == Union {
			return nil, false // one of which may not even be awaitable
		}
		if c, ok := x.Value.(*ast.Call); ok {
			if fn := o.called(m, c); fn != nil && fn.Async && !fn.IsAsyncGenerator() {
				if list, ok := o.results(fn); ok {
					return list, true
				}
			}
		}
	}
	return o.value(m, x, o.e.Expr(m, x))
}

// isAsyncGeneratorExp reports a generator expression that makes an async
// generator. Its first iterable is evaluated outside.
func isAsyncGeneratorExp(x *ast.GeneratorExp) bool {
	async := false
	look := func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Await:
				async = true
			case *ast.Comprehension:
				async = async || n.IsAsync != 0
			case *ast.Lambda, *ast.GeneratorExp:
				return false
			}
			return !async
		})
	}
	look(x.Elt)
	for i, g := range x.Generators {
		async = async || g.IsAsync != 0
		if i > 0 && g.Iter != nil {
			look(g.Iter)
		}
		for _, test := range g.Ifs {
			look(test)
		}
	}
	return async
}

// name joins what all the bindings of a name give.
func (o *objects) name(m *index.Module, x *ast.Name) ([]Object, bool) {
	block := m.BlockAt(x).Resolve(x.Ident)
	if block == nil || block.Kind == index.ClassBlock {
		return o.value(m, x, o.e.Expr(m, x))
	}
	var out []Object
	for _, b := range block.Bindings(x.Ident) {
		switch b.Kind {
		case index.BindDeclare:
			continue
		case index.BindAssign:
			if b.Value == nil || isUnder(m, b.Stmt, "TYPE_CHECKING") {
				return nil, false
			}
			if s, ok := b.Stmt.(*ast.AnnAssign); ok && block.Kind == index.ModuleBlock && s.Value != nil && index.IsNone(s.Value) {
				return nil, false // filled in from elsewhere
			}
			part, ok := o.expr(m, b.Value)
			if !ok {
				return nil, false
			}
			out = append(out, part...)
		case index.BindWith:
			call, ok := b.Value.(*ast.Call)
			if !ok || o.e.openedFile(m, call) == "" {
				return o.value(m, x, o.e.Expr(m, x))
			}
			part, _ := o.expr(m, call)
			out = append(out, part...)
		case index.BindFor, index.BindPart:
			if b.Value != nil && o.overrides && o.isChanged(m, b.Value) {
				return nil, false
			}
			return o.value(m, x, o.e.Expr(m, x))
		default:
			// One whose value inference knows, or nothing that can be told here.
			return o.value(m, x, o.e.Expr(m, x))
		}
	}
	for _, obj := range out {
		if obj.Type == "NoneType" && block.Kind == index.ModuleBlock {
			return nil, false // a global that starts as None is set from elsewhere
		}
	}
	if o.overrides && (isNonlocal(m, block, x.Ident) || block.Kind == index.ModuleBlock && o.isReplaced(m, block, x.Ident)) {
		return nil, false
	}
	out = dropFalsy(m, x, out)
	return out, len(out) > 0
}

func isUnder(m *index.Module, n ast.Node, test string) bool {
	for at := m.Parent(n); at != nil; at = m.Parent(at) {
		s, ok := at.(*ast.If)
		if !ok {
			continue
		}
		switch t := s.Test.(type) {
		case *ast.Name:
			if t.Ident == test {
				return true
			}
		case *ast.Attribute:
			if t.Attr == test {
				return true
			}
		}
	}
	return false
}

// called is the def that a call is sure to run: no subclass of the program
// puts another in its place, and it is no mere declaration.
func (o *objects) called(m *index.Module, x *ast.Call) *index.Function {
	f := o.e.Expr(m, x.Func)
	if f.Kind != Function || f.Func.Module.IsStub && !isDeclared(f.Func) || f.Func.Class != nil && !f.Func.Module.IsStub && o.e.IsAbstract(f.Func) && !o.isUnfinished(m, f.Func) || isUnder(f.Func.Module, f.Func.Node, "TYPE_CHECKING") {
		return nil
	}
	at, ok := x.Func.(*ast.Attribute)
	if ok && o.isPatched(m, at) {
		return nil
	}
	if ok && f.Func.Class != nil {
		c := f.Func.Class
		if f.Receiver != nil && f.Receiver.Bound {
			return nil
		}
		if f.Receiver != nil && f.Receiver.Class != nil {
			c = f.Receiver.Class
		}
		if o.overrides && (isSetOnObject(m, at.Attr) || !o.isExact(m, at.Value) && len(o.e.Subclasses(m, c, f.Func.Name)) > 0) {
			return nil
		}
	}
	return f.Func
}

// isUnfinished reports an "async def" with a body of "pass" that nothing says is
// there to be overridden: a call of it makes a coroutine.
func (o *objects) isUnfinished(m *index.Module, fn *index.Function) bool {
	if len(fn.Body) != 1 || fn.Body[0].Kind() != ast.PassKind || !fn.Async || len(fn.Decorators) > 0 || len(fn.Class.Node.Keywords) > 0 {
		return false
	}
	for _, base := range fn.Class.Node.Bases {
		switch index.LastName(base) {
		case "object", "":
		default:
			return false // it may say so, or be a protocol
		}
	}
	return !o.overrides || len(o.e.Subclasses(m, fn.Class, fn.Name)) == 0
}

// isDeclared reports a def of a stub that is all there is to know of a function:
// no overload, and nothing that may make something else of it.
func isDeclared(fn *index.Function) bool {
	block := fn.Module.Block
	if fn.Class != nil {
		block = fn.Class.Block
	}
	return len(fn.Decorators) == 0 && len(block.Bindings(fn.Name)) == 1
}

// isSetOnObject reports a file that assigns to an attribute of that name, as
// tests do to put a mock in the place of a method.
func isSetOnObject(m *index.Module, attr string) bool {
	return m.Mentions("."+attr+" = ") || m.Mentions(`"`+attr+`"`) || m.Mentions(`'`+attr+`'`)
}

func (o *objects) isExact(m *index.Module, x ast.Expr) bool {
	c, ok := x.(*ast.Call)
	return ok && o.e.Expr(m, c.Func).Kind == Class
}

func (o *objects) call(m *index.Module, x *ast.Call) ([]Object, bool) {
	if typ := o.iterator(m, x); typ != "" {
		return one(m, x, typ)
	}
	if typ := o.e.openedFile(m, x); typ != "" {
		return one(m, x, typ)
	}
	if typ := o.view(m, x); typ != "" {
		return one(m, x, typ)
	}
	if at, ok := x.Func.(*ast.Attribute); ok && o.overrides && givesElement(at.Attr) && o.isChanged(m, at.Value) {
		return nil, false
	}
	if o.makesTask(m, x) {
		return one(m, x, "_asyncio.Task")
	}
	f := o.e.Expr(m, x.Func)
	switch f.Kind {
	case External:
		if typ, ok := callResult(f.Name); ok {
			return one(m, x, typ)
		}
		if o.givesNone(m, x, f) {
			return one(m, x, "NoneType")
		}
	case Class:
		if made := o.e.Expr(m, x); made.Kind == Instance && made.Class == f.Class {
			q := o.e.query()
			if _, complete := o.e.IsSubclass(f.Class, ""); !complete || q.isMadeSpecially(f.Class) {
				return []Object{{Type: f.Class.Node.Name, Class: f.Class, Of: x, In: m}}, true
			}
			return []Object{{Type: f.Class.Node.Name, Class: f.Class, Exact: true, Of: x, In: m}}, true
		}
		return nil, false
	case ManagerFactory:
		if f.Receiver != nil && f.Receiver.Bound {
			return nil, false
		}
		switch async, ok := o.e.isAsyncManager(f.Func); {
		case ok && async:
			return one(m, x, "_AsyncGeneratorContextManager")
		case ok:
			return one(m, x, "_GeneratorContextManager")
		}
		return nil, false
	case Function:
		fn := o.called(m, x)
		switch {
		case fn == nil:
			return nil, false
		case fn.IsAsyncGenerator():
			return function(m, x, "async_generator", fn)
		case fn.Async:
			return function(m, x, "coroutine", fn)
		case len(fn.Yields) > 0:
			return function(m, x, "generator", fn)
		case fn.Module.IsStub && fn.Annotation != nil && index.IsNone(fn.Annotation):
			return one(m, x, "NoneType")
		}
		if list, ok := o.results(fn); ok {
			return list, true
		}
	}
	return o.value(m, x, o.e.Expr(m, x))
}

// iterator is the type of what iter() and a coroutine's __await__() give.
func (o *objects) iterator(m *index.Module, x *ast.Call) string {
	if at, ok := x.Func.(*ast.Attribute); ok && at.Attr == "__await__" && len(x.Args) == 0 {
		if list, ok := o.expr(m, at.Value); ok && len(list) == 1 && list[0].Type == "coroutine" {
			return "coroutine_wrapper"
		}
	}
	if len(x.Args) == 1 && o.e.DottedName(m, x.Func) == "builtins.iter" {
		switch x.Args[0].(type) {
		case *ast.Tuple:
			return "tuple_iterator"
		case *ast.List, *ast.ListComp:
			return "list_iterator"
		}
	}
	return ""
}

// view is the type of what keys(), values() and items() of a dict give.
func (o *objects) view(m *index.Module, x *ast.Call) string {
	at, ok := x.Func.(*ast.Attribute)
	if !ok || len(x.Args)+len(x.Keywords) > 0 {
		return ""
	}
	switch at.Attr {
	case "keys", "values", "items":
		list, ok := o.expr(m, at.Value)
		for _, obj := range list {
			if obj.Type != "dict" || obj.Class != nil {
				return ""
			}
		}
		if ok && len(list) > 0 {
			return "dict_" + at.Attr
		}
	}
	return ""
}

func function(m *index.Module, x ast.Expr, typ string, fn *index.Function) ([]Object, bool) {
	return []Object{{Type: typ, Func: fn, Exact: true, Of: x, In: m, methods: typeMethods(typ)}}, true
}

// results joins what the returns of a function give.
func (o *objects) results(fn *index.Function) ([]Object, bool) {
	return o.enter(fn, func() ([]Object, bool) {
		var out []Object
		for _, r := range fn.Returns {
			if r.Value == nil {
				continue
			}
			part, ok := o.expr(fn.Module, r.Value)
			if !ok {
				return nil, false
			}
			out = append(out, part...)
		}
		if len(out) > 0 {
			return out, true
		}
		if fn.Annotation != nil && !index.IsNone(fn.Annotation) || IsPlaceholder(fn) || !o.completes(fn.Module, fn.Body) {
			return nil, false
		}
		return one(fn.Module, nil, "NoneType")
	})
}

// completes reports statements that are not known to end otherwise than by
// running off their end or a return: by raising, or never.
func (o *objects) completes(m *index.Module, body []ast.Stmt) bool {
	for _, s := range body {
		switch s := s.(type) {
		case *ast.Return:
			return true
		case *ast.Raise:
			return false
		case *ast.ExprStmt:
			c, ok := s.Value.(*ast.Call)
			if !ok {
				continue
			}
			switch name := o.e.DottedName(m, c.Func); name {
			case "sys.exit", "os._exit", "os.abort", "builtins.exit", "builtins.quit", "pytest.fail", "pytest.skip", "pytest.exit":
				return false
			}
			if a, ok := c.Func.(*ast.Attribute); ok && (a.Attr == "fail" || a.Attr == "skipTest" || a.Attr == "exit") {
				return false
			}
		case *ast.While:
			if c, ok := s.Test.(*ast.Constant); ok && c.Value.Type != ast.FalseConst && c.Value.Type != ast.NoneConst && !breaks(s.Body) {
				return false
			}
		case *ast.If:
			if len(s.Orelse) > 0 && !o.completes(m, s.Body) && !o.completes(m, s.Orelse) {
				return false
			}
		case *ast.With:
			if !o.completes(m, s.Body) {
				return false
			}
		case *ast.Try:
			some := o.completes(m, s.Body)
			for _, h := range s.Handlers {
				some = some || o.completes(m, h.Body)
			}
			if !some || !o.completes(m, s.Finalbody) {
				return false
			}
		case *ast.Match:
			return false // which cases there are is not told here
		}
	}
	return true
}

// isPlainClass reports a class whose own type is type.
func (o *objects) isPlainClass(c *index.Class, depth int) bool {
	q := o.e.query()
	if depth > maxDepth || len(c.Node.Keywords) > 0 || len(c.Node.DecoratorList) > 0 {
		return false
	}
	for _, base := range q.bases(c) {
		if base.Kind == External && base.Name == "builtins.object" {
			continue
		}
		if base.Kind != Class || !o.isPlainClass(base.Class, depth+1) {
			return false
		}
	}
	return true
}

func breaks(body []ast.Stmt) bool {
	found := false
	for _, s := range body {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef:
				return false
			case *ast.Break, *ast.Return:
				found = true
			}
			return !found
		})
	}
	return found
}

// value is what inference knows, where that is enough to name a type.
func (o *objects) value(m *index.Module, x ast.Expr, v Value) ([]Object, bool) {
	if v.Bound {
		return nil, false
	}
	switch v.Kind {
	case Instance:
		if v.Class != nil {
			return []Object{{Type: v.Class.Node.Name, Class: v.Class, Of: x, In: m}}, true
		}
		if typ, ok := callResult(v.Name); ok {
			return one(m, x, typ)
		}
	case AsyncGenerator:
		if len(v.Makers()) == 0 {
			return one(m, x, "async_generator")
		}
		for _, maker := range v.Makers() {
			if maker.Class != nil && o.e.IsAbstract(maker) || maker.Module.IsStub {
				return nil, false
			}
		}
		return function(m, x, "async_generator", v.Makers()[0])
	case Coroutine:
		if c, ok := x.(*ast.Call); ok && o.e.Expr(m, c.Func).Kind == Function && o.called(m, c) == nil {
			return nil, false
		}
		return one(m, x, "coroutine")
	case Task, Future:
		if typ, ok := callResult(v.Name); ok {
			return one(m, x, typ)
		}
	case Closing:
		return one(m, x, "aclosing")
	case Class:
		if o.isPlainClass(v.Class, 0) {
			return []Object{{Type: "type", Exact: true, Of: x, In: m}}, true
		}
	case Function:
		if v.Func.Module.IsStub && !isDeclared(v.Func) || isUnder(v.Func.Module, v.Func.Node, "TYPE_CHECKING") {
			return nil, false
		}
		typ := "function"
		if v.Receiver != nil {
			typ = "method"
		}
		if at, ok := x.(*ast.Attribute); ok && v.Func.Class != nil {
			if o.overrides && (isSetOnObject(m, at.Attr) || len(o.e.Subclasses(m, v.Func.Class, v.Func.Name)) > 0) {
				return nil, false
			}
		}
		return function(m, x, typ, v.Func)
	case External:
		// Of the table's functions those that are an "async def" are known best.
		if typ := generatorMethod(v); typ != "" {
			return one(m, x, typ)
		}
		if typ := uncalledType(v); typ != "" {
			return one(m, x, typ)
		}
		fn := v.entry.fn
		if fn == nil || !fn.Async || len(fn.Decorators) > 0 {
			return nil, false
		}
		if at, ok := x.(*ast.Attribute); ok && fn.Class != nil && (v.Receiver == nil || isSetOnObject(m, at.Attr)) {
			return nil, false
		}
		if fn.Class != nil {
			return function(m, x, "method", fn)
		}
		return function(m, x, "function", fn)
	case Module:
		return one(m, x, "module")
	case ManagerFactory:
		// What a call of it makes is no object of the decorated function's kind, so
		// that is not given.
		if _, ok := o.e.isAsyncManager(v.Func); !ok || isUnder(v.Func.Module, v.Func.Node, "TYPE_CHECKING") {
			return nil, false
		}
		if at, ok := x.(*ast.Attribute); ok && v.Func.Class != nil && o.overrides && (isSetOnObject(m, at.Attr) || len(o.e.Subclasses(m, v.Func.Class, v.Func.Name)) > 0) {
			return nil, false
		}
		if v.Receiver != nil {
			return one(m, x, "method")
		}
		return one(m, x, "function")
	case Partial:
		return one(m, x, "functools.partial")
	case Collection, Mapping:
		if typ, ok := callResult(v.Name); ok && strings.HasPrefix(v.Name, "builtins.") {
			return one(m, x, typ)
		}
	case Union:
		var out []Object
		for _, alt := range v.Alts() {
			part, ok := o.value(m, x, alt)
			if !ok {
				return nil, false
			}
			out = append(out, part...)
		}
		return out, len(out) > 0
	}
	return nil, false
}

// generatorMethod is the type of a method of an async generator that is not called.
func generatorMethod(v Value) string {
	if v.Receiver == nil || v.Receiver.Kind != AsyncGenerator {
		return ""
	}
	switch v.Name {
	case "async_generator.__anext__", "async_generator.__aiter__":
		return "method-wrapper"
	case "async_generator.aclose", "async_generator.asend", "async_generator.athrow":
		return "builtin_function_or_method"
	}
	return ""
}
