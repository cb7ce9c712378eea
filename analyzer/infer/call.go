package infer

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

func (q *query) call(m *index.Module, x *ast.Call) Value {
	if f, ok := x.Func.(*ast.Name); ok && f.Ident == "super" {
		return q.super(m, x)
	}
	fn := q.eval(m, x.Func)
	if v, ok := q.closing(m, fn, x); ok {
		return v
	}
	if v, ok := q.spelled(m, fn, x); ok {
		return v
	}
	return q.apply(fn, argumentsOf(m, x))
}

// arguments are what a call gives, evaluated only when somebody asks.
type arguments struct {
	positional []operand
	keywords   []operand
	unknown    bool // more may follow, from *args or **kwargs
}

// operand is an expression, or the value of one.
type operand struct {
	name  string // of a keyword argument
	m     *index.Module
	x     ast.Expr
	value *Value
}

func argumentsOf(m *index.Module, x *ast.Call) *arguments {
	args := &arguments{}
	if n := len(x.Args) + len(x.Keywords); n > 0 {
		room := make([]operand, n)
		args.positional, args.keywords = room[:0:len(x.Args)], room[len(x.Args):len(x.Args)]
	}
	for _, a := range x.Args {
		if _, ok := a.(*ast.Starred); ok {
			args.unknown = true // what follows has no known position
			break
		}
		args.positional = append(args.positional, operand{m: m, x: a})
	}
	for _, k := range x.Keywords {
		if k.Arg == "" {
			args.unknown = true
			continue
		}
		args.keywords = append(args.keywords, operand{name: k.Arg, m: m, x: k.Value})
	}
	return args
}

func given(values ...Value) *arguments {
	args := &arguments{}
	for _, v := range values {
		args.positional = append(args.positional, operand{value: &v})
	}
	return args
}

func (q *query) value(o operand) Value {
	if o.value != nil {
		return *o.value
	}
	return q.eval(o.m, o.x)
}

// first is the first argument by position; unknown if there is none.
func (q *query) first(args *arguments) Value {
	if args == nil || len(args.positional) == 0 {
		return Value{}
	}
	return q.value(args.positional[0])
}

// frame is one call of a function: what its parameters and the type variables
// of its signature are.
type frame struct {
	fn       *index.Function
	receiver *Value
	args     *arguments
	vars     map[ast.Node]Value
	up       *frame // of the function around
}

// argument is what parameter i gets.
func (q *query) argument(f *frame, i int) Value {
	params := f.fn.Parameters()
	if i >= len(params) {
		return Value{}
	}
	at := i
	if f.receiver != nil {
		if i == 0 {
			return *f.receiver
		}
		at--
	}
	if f.args == nil {
		return Value{}
	}
	if at < len(f.args.positional) && i < len(f.fn.Positional()) {
		return q.value(f.args.positional[at])
	}
	for _, k := range f.args.keywords {
		if k.name == params[i].Arg {
			return q.value(k)
		}
	}
	if f.args.unknown {
		return Value{}
	}
	if d := defaultOf(f.fn, i); d != nil {
		return q.eval(f.fn.Module, d)
	}
	return Value{}
}

// defaultOf is the default of parameter i, or nil.
func defaultOf(fn *index.Function, i int) ast.Expr {
	positional := len(fn.Positional())
	if i >= positional {
		if i -= positional; i < len(fn.Args.KwDefaults) {
			return fn.Args.KwDefaults[i]
		}
		return nil
	}
	if i -= positional - len(fn.Args.Defaults); i >= 0 {
		return fn.Args.Defaults[i]
	}
	return nil
}

// apply calls a value. Without arguments, nothing is known of them.
func (q *query) apply(fn Value, args *arguments) (v Value) {
	if q.dive() {
		v = q.applied(fn, args)
	}
	q.depth--
	return v
}

func (q *query) applied(fn Value, args *arguments) Value {
	switch fn.Kind {
	case typeVariable:
		return q.apply(standIn(fn), args)
	case Parameter, pending:
		return pend("()", fn, args)
	case Union:
		return each(fn, func(fn Value) Value { return q.apply(fn, args) })
	case Function:
		return q.invoke(fn, args)
	case Lambda:
		return q.invokeLambda(fn, args)
	case ManagerFactory:
		of := q.settle(q.yielded(fn.Func), fn, args)
		return Value{Kind: Manager, Async: fn.Func.Async, Of: &of}
	case TypeForm:
		of := deref(fn.Of)
		if c := deref(of.Of).Class; of.Kind == typeVariable && of.Name == "Self" && c != nil {
			// cls(): an instance of whichever class the method is called on.
			if made := q.construct(Value{Kind: Class, Class: c}, args); made.Kind != Instance || made.Class != c {
				return made
			}
		}
		return of
	case Callable:
		made := deref(fn.Of)
		if made.Kind == AsyncGenerator {
			made.Fresh = true // as of a function that is annotated so
		}
		return made
	case Partial:
		return q.applyPartial(fn, args)
	case External:
		return q.applyExternal(fn, args)
	case Class:
		return q.construct(fn, args)
	case Instance:
		if fn.class() != nil {
			if got, ok, _ := q.lookup(fn, "__call__"); ok {
				return q.apply(q.bindTo(fn, got), args)
			}
		}
	}
	return Value{}
}

// construct calls a class of the program.
func (q *query) construct(c Value, args *arguments) Value {
	if made, ok := q.classAttribute(c.Class, "__new__", nil); ok {
		made.Receiver = &c
		return q.apply(made, args)
	}
	self := instanceOf(c)
	params := q.parametersOf(c.Class)
	if len(self.Elts()) > 0 || len(params) == 0 {
		return self
	}
	// The arguments may tell what the type variables are.
	init, ok := q.classAttribute(c.Class, "__init__", nil)
	if !ok || init.Kind != Function {
		return self
	}
	vars := q.solve(&frame{fn: init.Func, receiver: &self, args: args})
	elts, some := make([]Value, len(params)), false
	for i, p := range params {
		if v, ok := vars[p.definition()]; ok && v.Kind != typeVariable {
			elts[i], some = v, true
		}
	}
	if some {
		self.more = withElts(elts)
	}
	return self
}

// invoke calls the bare function, its decorators already seen to.
func (q *query) invoke(fn Value, args *arguments) Value {
	f := fn.Func
	var v Value
	switch {
	case f.IsAsyncGenerator():
		v = Value{Kind: AsyncGenerator, more: &more{makers: []*index.Function{f}}, Fresh: true}
	case f.Async:
		of := q.returned(fn, args)
		v = Value{Kind: Coroutine, Of: &of}
	case len(f.Yields) > 0:
		v = Value{Kind: Generator, Func: f}
	default:
		v = q.returned(fn, args)
	}
	if made, ok := q.replaced(fn, v); ok {
		v = made
	}
	if isCached(f) {
		v = shared(v)
	}
	return v
}

// returned is what the statements of a function return in one call: from its
// body, or where that does not tell, its annotation.
func (q *query) returned(fn Value, args *arguments) Value {
	v := q.settle(q.result(fn.Func), fn, args)
	if v.Kind == Parameter {
		return v
	}
	if seen := known(v); seen.Kind == Unknown || isOpaque(seen) {
		if d := q.declared(fn.Func); d.Kind != Unknown {
			return q.settle(d, fn, args)
		}
	}
	return v
}

// settle puts what a call gives in place of a summary's parameters and type
// variables, then what the functions around were called with.
func (q *query) settle(v Value, fn Value, args *arguments) Value {
	if !mayChange(v) {
		return v
	}
	return q.within(fn.Func, func() Value { return q.settled(v, fn, args) })
}

func (q *query) settled(v Value, fn Value, args *arguments) Value {
	v = q.subst(v, &frame{fn: fn.Func, receiver: fn.Receiver, args: args})
	for env := fn.env; env != nil; env = env.up {
		// A copy, because what is worked out of a frame is noted in it.
		v = q.subst(v, &frame{fn: env.fn, receiver: env.receiver, args: env.args})
	}
	return v
}

func (q *query) invokeLambda(fn Value, args *arguments) Value {
	before := q.visitBody(fn.Func)
	v := q.memo(fn.Func.Module, topicReturns, fn.Func, func() Value {
		made := false
		ast.Inspect(fn.Func.Lambda.Body, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.Yield, *ast.YieldFrom:
				made = true
			}
			return !made
		})
		if made {
			return Value{}
		}
		return q.eval(fn.Func.Module, fn.Func.Lambda.Body)
	})
	q.at = before
	return q.settle(v, fn, args)
}

func (q *query) applyPartial(fn Value, args *arguments) Value {
	all := &arguments{}
	if fn.Receiver != nil {
		all.positional = append(all.positional, operand{value: fn.Receiver})
	}
	if fn.arguments() != nil {
		all.positional = append(all.positional, fn.arguments().positional...)
		all.keywords = append(all.keywords, fn.arguments().keywords...)
		all.unknown = fn.arguments().unknown
	}
	if args == nil {
		all.unknown = true
	} else {
		all.positional = append(all.positional, args.positional...)
		all.keywords = append(append([]operand(nil), args.keywords...), all.keywords...)
		all.unknown = all.unknown || args.unknown
	}
	return q.apply(deref(fn.Of), all)
}

// result is what the statements of a function return, whatever kind of
// function it is and whatever it is called with.
func (q *query) result(fn *index.Function) Value {
	before := q.visitBody(fn)
	defer func() { q.at = before }()
	return q.memo(fn.Module, topicReturns, fn, func() Value {
		if IsPlaceholder(fn) || fn.Module.IsStub {
			return q.declared(fn)
		}
		if fn.Module.Library && fn.Annotation != nil {
			// Of the environment's code an annotation that tells all is enough.
			if v := q.declared(fn); v.Kind == Instance || v.Kind == None || v.Kind == Task {
				return v
			}
		}
		values := make([]Value, 0, len(fn.Returns))
		for _, r := range fn.Returns {
			if r.Value == nil {
				continue
			}
			v := q.eval(fn.Module, r.Value)
			if w, ok := r.Value.(*ast.NamedExpr); ok && onlyNamed(fn, w) {
				v = q.eval(fn.Module, w.Value)
			}
			switch {
			case v.Kind == AsyncGenerator && !v.Fresh && len(v.Makers()) == 0 || v.Kind == typeVariable:
				// Of an annotated parameter the caller knows at least as much.
				if i := givenBack(fn, r.Value); i >= 0 {
					v = Value{Kind: Parameter, Index: int32(i), Func: fn, Fresh: true}
				} else if v.Kind == AsyncGenerator && q.onlyReturned(fn, r.Value) {
					v.Fresh = true
				}
			case (v.Kind == AsyncGenerator || v.Kind == pending) && !v.Fresh && q.onlyReturned(fn, r.Value):
				v.Fresh = true
			case v.Kind == AsyncGenerator && !v.Fresh && len(v.Makers()) > 0 && q.onlyStarted(fn, r.Value):
				v.Fresh = true
				v.change().started = true
			case v.Kind == Parameter && v.Func == fn && q.passesOn(fn, r.Value):
				v.Fresh = true // whatever the caller gives comes back, and stays nowhere
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
		if stub := q.stubOf(fn); stub != nil {
			return q.declared(stub)
		}
		return Value{}
	}
	v := q.annotation(fn.Module, fn.Annotation)
	if v.Kind == AsyncGenerator {
		v.Fresh = !isCached(fn)
	}
	return v
}

// stubOf is the same function in the stub of a library's module.
func (q *query) stubOf(fn *index.Function) *index.Function {
	if !fn.Module.Library || fn.Outer != nil {
		return nil
	}
	stub := q.stub(fn.Module)
	if stub == nil {
		return nil
	}
	block := stub.Block
	if fn.Class != nil {
		if fn.Class.Outer != nil {
			return nil
		}
		at := block.Bindings(fn.Class.Node.Name)
		if len(at) != 1 || at[0].Kind != index.BindClass {
			return nil
		}
		block = stub.Class(at[0].Node).Block
	}
	at := effective(block.Bindings(fn.Name))
	if len(at) != 1 || at[0].Kind != index.BindDef {
		return nil
	}
	if out := stub.Function(at[0].Node); out.Annotation != nil {
		return out
	}
	return nil
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

// givenBack is the number of the annotated parameter that the function returns
// untouched, as x, or -1.
func givenBack(fn *index.Function, x ast.Expr) int {
	name, ok := x.(*ast.Name)
	if !ok || len(fn.Block.Bindings(name.Ident)) != 1 || !isReadOnce(fn, x) {
		return -1
	}
	for i, p := range fn.Parameters() {
		if p.Arg == name.Ident && p.Annotation != nil {
			return i
		}
	}
	return -1
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

// yielded is what a generator function yields: as its annotation has it, or
// else its yields.
func (q *query) yielded(fn *index.Function) Value {
	before := q.visitBody(fn)
	defer func() { q.at = before }()
	return q.memo(fn.Module, topicYields, fn, func() Value {
		if fn.Annotation != nil {
			if v := q.annotation(fn.Module, fn.Annotation); deref(v.Of).Kind != Unknown {
				switch v.Kind {
				case AsyncGenerator, AsyncIterator, Generator, Collection:
					return *v.Of
				}
			}
		}
		values := make([]Value, 0, len(fn.Yields))
		for _, y := range fn.Yields {
			switch y := y.(type) {
			case *ast.Yield:
				if y.Value != nil {
					values = append(values, shared(q.eval(fn.Module, y.Value)))
				} else {
					values = append(values, Value{Kind: None})
				}
			case *ast.YieldFrom:
				values = append(values, q.element(q.eval(fn.Module, y.Value), false))
			}
		}
		return joinAll(values)
	})
}
