package infer

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// class is the class of an instance, or of a container, if it is known.
func (v Value) class() *index.Class {
	if v.Class != nil {
		return v.Class
	}
	return v.entry.class
}

// classValue is a class as an expression has it.
func classValue(c *index.Class) Value {
	if c.Module.Bundled {
		return Value{Kind: External, Name: c.FullName(), entry: entry{class: c}}
	}
	return Value{Kind: Class, Class: c}
}

// instanceOf is an instance of what a class or type is the value of.
func instanceOf(v Value) Value {
	switch {
	case v.Kind == Class:
		return Value{Kind: Instance, Class: v.Class, more: withElts(v.Elts())}
	case v.Kind == External && v.entry.class != nil:
		return libraryInstance(v.entry.class, v.Elts())
	case v.Kind == TypeForm:
		return deref(v.Of)
	case v.Kind == typeVariable && v.Of != nil && v.Name == "Self":
		return v
	}
	return Value{}
}

// libraryInstance is an instance of a class of the bundled table.
func libraryInstance(c *index.Class, elts []Value) Value {
	v := Value{Kind: Instance, Name: c.FullName(), entry: entry{class: c}, more: withElts(elts)}
	of := ref(at(elts, 0))
	switch v.Name {
	case "asyncio.Task":
		return Value{Kind: Task, Name: v.Name, entry: v.entry, Of: of}
	case "asyncio.Future":
		return Value{Kind: Future, Name: v.Name, entry: v.entry, Of: of}
	case "contextlib.aclosing":
		return Value{Kind: Closing, Of: of}
	case "builtins.list", "builtins.set", "builtins.frozenset", "builtins.tuple", "collections.deque":
		return Value{Kind: Collection, Name: v.Name, entry: v.entry, Of: of}
	case "builtins.dict", "collections.OrderedDict", "collections.defaultdict":
		return Value{Kind: Mapping, Name: v.Name, entry: v.entry, more: &more{key: of}, Of: ref(at(elts, 1))}
	}
	return v
}

// self is a value as an instance whose class can be looked into.
func (q *query) self(v Value) Value {
	switch v.Kind {
	case typeVariable:
		return q.self(standIn(v))
	case Collection, Task, Future:
		return Value{Kind: Instance, Name: v.Name, entry: v.entry, more: withElts([]Value{deref(v.Of)})}
	case Mapping:
		return Value{Kind: Instance, Name: v.Name, entry: v.entry, more: withElts([]Value{deref(v.Key()), deref(v.Of)})}
	case Tuple:
		return q.self(q.collectionOf("builtins.tuple", joinAll(v.Elts())))
	}
	return v
}

// attribute is v.name.
func (q *query) attribute(v Value, name string) (got Value) {
	if q.dive() {
		got = q.attributeOf(v, name)
	}
	q.depth--
	return got
}

func (q *query) attributeOf(v Value, name string) Value {
	switch v.Kind {
	case typeVariable:
		return q.attribute(standIn(v), name)
	case Parameter, pending:
		return pend("."+name, v, nil)
	case Union:
		return each(v, func(v Value) Value { return q.attribute(v, name) })
	case Module:
		if got := q.member(v.Module, name); got.Kind != Unknown {
			return got
		}
		if sub := q.module(v.Module, 0, join2(v.Module.Name, name)); sub.Kind == Module {
			return sub
		}
		return Value{}
	case External:
		return q.externalAttribute(v, name)
	case Class:
		return q.staticAttribute(v, v.Class, name)
	case TypeForm:
		if c := deref(deref(v.Of).Of).class(); deref(v.Of).Name == "Self" && c != nil {
			return q.staticAttribute(v, c, name)
		}
		if c := deref(v.Of).class(); deref(v.Of).Kind == Instance {
			return q.staticAttribute(v, c, name)
		}
	case Super:
		return q.superAttribute(v, name)
	case Instance:
		if v.class() == nil {
			return Value{Kind: External, Name: v.Name + "." + name}
		}
		got := q.instanceAttribute(v, name)
		if got.Kind == Unknown && v.Class == nil {
			return Value{Kind: External, Name: v.Name + "." + name}
		}
		return got
	case Collection, Mapping, Tuple:
		if self := q.self(v); self.class() != nil {
			return q.instanceAttribute(self, name)
		}
	case AsyncGenerator:
		return Value{Kind: External, Name: "async_generator." + name, Receiver: &v}
	case Task, Future:
		if name == "__await__" {
			return Value{Kind: External, Name: "coroutine." + name, Receiver: &v}
		}
		return q.instanceAttribute(q.self(v), name)
	case Coroutine, Awaitable:
		return Value{Kind: External, Name: "coroutine." + name, Receiver: &v}
	case AsyncIterator:
		return Value{Kind: External, Name: "async_iterator." + name, Receiver: &v}
	case Function:
		if name == "__wrapped__" {
			return Value{}
		}
	}
	return Value{}
}

// staticAttribute is an attribute of a class itself.
func (q *query) staticAttribute(v Value, c *index.Class, name string) Value {
	self := instanceOf(v)
	if self.Kind == typeVariable {
		self = deref(self.Of)
	}
	if self.Kind != Instance {
		self = Value{Kind: Instance, Class: v.Class, Name: v.Name, entry: v.entry}
	}
	got, ok, _ := q.lookup(self, name)
	if !ok {
		return Value{}
	}
	if made, is := q.described(Value{Kind: None}, got); is {
		return made
	}
	switch {
	case got.Kind == Property:
		return Value{}
	case got.callee() != nil && got.Receiver == nil && q.methodRole(got.callee()) == "classmethod":
		got.Receiver = &v
	case got.callee() == nil && got.Kind != Class && q.isEnum(c):
		if at := c.Block.Bindings(name); len(at) == 1 && at[0].Kind == index.BindAssign && at[0].Annotation == nil && !strings.HasPrefix(name, "_") {
			return self
		}
	}
	return got
}

// callee is the def behind a function of the program or of the table.
func (v Value) callee() *index.Function {
	switch v.Kind {
	case Function, ManagerFactory, Property:
		return v.Func
	case External:
		return v.entry.fn
	}
	return nil
}

func (q *query) isEnum(c *index.Class) bool {
	for _, a := range q.lineage(c).list {
		if a.class != nil && a.class.Module.Bundled && a.class.Module.Name == "enum" {
			return true
		}
		if a.class == nil && strings.HasPrefix(a.name, "enum.") {
			return true
		}
	}
	return false
}

func (q *query) instanceAttribute(v Value, name string) Value {
	got, ok, _ := q.lookup(v, name)
	if made, is := q.described(v, got); ok && is {
		return made
	}
	if ok && got.Kind != Unknown && q.isDeclared(v, name) {
		return q.bindTo(v, got)
	}
	set, isSet := q.selfAttribute(v, name)
	switch {
	case ok && isSet:
		return join(got, set)
	case isSet:
		return set
	case !ok:
		if get, has, _ := q.lookup(v, "__getattr__"); has && v.Class != nil {
			return q.apply(q.bindTo(v, get), nil)
		}
		return Value{}
	}
	return q.bindTo(v, got)
}

// isDeclared reports an attribute whose class says its type in its own body.
func (q *query) isDeclared(v Value, name string) bool {
	for _, a := range q.lineage(v.class()).list {
		if a.class == nil {
			return false
		}
		if at := a.class.Block.Bindings(name); len(at) > 0 {
			return len(at) == 1 && at[0].Annotation != nil
		}
	}
	return false
}

// described is what an attribute of a class gives that is a descriptor of the
// program: what its __get__ returns for the object that it is asked of.
func (q *query) described(of, attr Value) (v Value, is bool) {
	if attr.Kind != Instance || attr.Class == nil {
		return Value{}, false
	}
	for _, a := range q.lineage(attr.Class).list {
		switch {
		case a.class == nil && isPlainBase(a.name):
		case a.class == nil:
			return Value{}, true // which may have a __get__
		case len(a.class.Block.Bindings("__get__")) > 0:
			get, _, _ := q.lookup(attr, "__get__")
			return shared(q.apply(q.bindTo(attr, get), given(of, Value{}))), true
		}
	}
	return Value{}, false
}

// bindTo is what access through an instance makes of a class's attribute.
func (q *query) bindTo(v, got Value) Value {
	switch got.Kind {
	case Function, ManagerFactory, External:
		if fn := got.callee(); fn != nil && fn.Class != nil && q.methodRole(fn) != "staticmethod" {
			got.Receiver = &v
		}
	case Partial:
		if got.Receiver == nil && got.operation() == "method" {
			got.Receiver = &v
		}
	case Property:
		got.Kind, got.Receiver = Function, &v
		if got.Func.Module.Bundled {
			got = external(got.Func)
			got.Receiver = &v
		}
		return q.apply(got, nil)
	}
	return got
}

// classAttribute looks through a class and its bases. ok is false when the
// name is nowhere, or a base that nothing is known of may have it.
func (q *query) classAttribute(c *index.Class, name string, seen map[*index.Class]bool) (v Value, ok bool) {
	v, ok, _ = q.lookup(Value{Kind: Instance, Class: c}, name)
	return v, ok
}

// lookup finds an attribute in the classes of an instance's lineage. complete
// is set when nothing unknown comes before the place where it is found, or
// anywhere if it is not found.
func (q *query) lookup(self Value, name string) (v Value, found, complete bool) {
	c := self.class()
	if c == nil {
		return Value{}, false, false
	}
	partial := false // a class of the table may have more than is listed
	for _, a := range q.lineage(c).list {
		if a.class == nil || partial && !a.class.Module.Bundled {
			return Value{}, false, false
		}
		if at := a.class.Block.Bindings(name); len(at) > 0 {
			v := shared(q.bound(a.class.Block, name, at))
			if isOpen(v) && v.callee() == nil {
				v = q.subst(v, &frame{vars: q.classVariables(self, a.class)})
			}
			return v, true, true
		}
		if v, ok := q.stubMember(a.class, name); ok {
			return v, true, true
		}
		partial = partial || a.class.Module.Bundled && !isProtocol(name)
	}
	return Value{}, false, !partial
}

// stubMember is what only the stub of a library's class has: the class may get it
// when it is made.
func (q *query) stubMember(c *index.Class, name string) (v Value, ok bool) {
	if !c.Module.Library || c.Module.Bundled || c.Module.IsStub || c.Outer != nil || c.Has(name) || isProtocol(name) {
		return Value{}, false
	}
	stub := q.stub(c.Module)
	if stub == nil {
		return Value{}, false
	}
	at := stub.Block.Bindings(c.Node.Name)
	if len(at) != 1 || at[0].Kind != index.BindClass {
		return Value{}, false
	}
	block := stub.Class(at[0].Node).Block
	if at = block.Bindings(name); len(at) == 0 {
		return Value{}, false
	}
	v = shared(q.bound(block, name, at))
	return v, v.callee() != nil || !isOpen(v)
}

// isProtocol names the methods of which the table lists all that a class has.
func isProtocol(name string) bool {
	switch name {
	case "__await__", "__aiter__", "__anext__", "__aenter__", "__aexit__", "__iter__", "__next__", "__enter__", "__exit__", "__call__", "__new__":
		return true
	}
	return false
}

// selfAttribute joins what the methods of a class and its bases set.
func (q *query) selfAttribute(self Value, name string) (Value, bool) {
	c := self.class()
	if c == nil {
		return Value{}, false
	}
	for _, a := range q.lineage(c).list {
		if a.class == nil {
			continue
		}
		if at := a.class.Self[name]; len(at) > 0 {
			v := q.setBy(a.class, name, at)
			if isOpen(v) {
				v = q.subst(v, &frame{vars: q.classVariables(self, a.class)})
			}
			return v, true
		}
	}
	return Value{}, false
}

func (q *query) setBy(c *index.Class, name string, at []index.Binding) Value {
	values := make([]Value, 0, len(at))
	for _, b := range at {
		if len(at) > 1 && isCount(b) {
			continue // "self.n += 1" is of the type that self.n has
		}
		if b.Annotation != nil {
			if v := q.annotation(c.Module, b.Annotation); v.Kind != Unknown {
				return shared(v)
			}
		}
		v := q.binds(c.Module, b.Node, func() Value { return q.binding(c.Module.BlockAt(b.Stmt), name, b) })
		if v.Kind == Parameter || v.Kind == pending {
			v = Value{} // of a call that made this very object, which is not followed
		}
		if v.Kind == Unknown {
			return Value{}
		}
		values = append(values, v)
	}
	return shared(joinAll(values))
}

func isCount(b index.Binding) bool {
	s, ok := b.Stmt.(*ast.AugAssign)
	if !ok {
		return false
	}
	c, ok := s.Value.(*ast.Constant)
	return ok && c.Value.Type == ast.IntConst
}

func (q *query) bases(c *index.Class) []Value {
	out := make([]Value, 0, len(c.Node.Bases))
	for _, b := range c.Node.Bases {
		if s, ok := b.(*ast.Subscript); ok {
			b = s.Value
		}
		out = append(out, q.enter(baseKey{b}, func() Value { return q.eval(c.Module, b) }))
	}
	return out
}

// isPlainBase names the bases that bring no attributes a caller would use.
func isPlainBase(name string) bool {
	switch name {
	case "builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol", "typing_extensions.Protocol", "typing_extensions.Generic":
		return true
	}
	return false
}

// method is the result of calling v.name() without arguments, v an instance.
func (q *query) method(v Value, name string) Value {
	got, ok, _ := q.lookup(v, name)
	if !ok {
		return Value{}
	}
	return q.apply(q.bindTo(v, got), nil)
}

// super is what super() or super(C, self) gives in a method.
func (q *query) super(m *index.Module, x *ast.Call) Value {
	fn := m.FunctionAt(x)
	for fn != nil && fn.Class == nil {
		fn = fn.Outer
	}
	if fn == nil || len(fn.Positional()) == 0 {
		return Value{}
	}
	self := q.selfType(fn.Class)
	if q.methodRole(fn) == "classmethod" {
		self = classValue(fn.Class)
	}
	switch len(x.Args) {
	case 0:
		return Value{Kind: Super, Class: fn.Class, Receiver: &self}
	case 2:
		if after := q.eval(m, x.Args[0]); after.Kind == Class {
			return Value{Kind: Super, Class: after.Class, Receiver: &self}
		}
	}
	return Value{}
}

// viaSuper marks a method that was reached through super(): it is that very one.
const viaSuper = "super"

func (q *query) superAttribute(v Value, name string) Value {
	self := *v.Receiver
	own := self.class()
	if self.Kind == typeVariable {
		own = deref(self.Of).class()
	}
	if own == nil {
		return Value{}
	}
	after, partial := false, false
	for _, a := range q.lineage(own).list {
		if !after {
			after = a.class == v.Class
			continue
		}
		if a.class == nil || partial && !a.class.Module.Bundled {
			return Value{}
		}
		if at := a.class.Block.Bindings(name); len(at) > 0 {
			got := shared(q.bound(a.class.Block, name, at))
			if self.Kind == Class && q.roleOf(got) != "classmethod" {
				return got
			}
			got = q.bindTo(self, got)
			if got.Kind == Function {
				got.change().op = viaSuper
			}
			return got
		}
		partial = partial || a.class.Module.Bundled && !isProtocol(name)
	}
	if name == "__new__" {
		return Value{Kind: External, Name: "builtins.object.__new__"}
	}
	return Value{}
}

func (q *query) roleOf(v Value) string {
	if fn := v.callee(); fn != nil {
		return q.methodRole(fn)
	}
	return ""
}

// fields are the elements, in order, of an instance of a named tuple or of a
// class that is derived from tuple[...]; nil for any other value.
func (q *query) fields(v Value) []Value {
	if v.Class == nil {
		return nil
	}
	m := v.Class.Module
	for _, base := range v.Class.Node.Bases {
		var out []Value
		if s, ok := base.(*ast.Subscript); ok {
			args := elements(s.Slice)
			if q.eval(m, s.Value).dotted() != "builtins.tuple" || len(args) == 2 && isEllipsis(args[1]) {
				continue
			}
			for _, t := range q.types(place{m, v.Class.Block.Parent, v.Class.Node}, args) {
				out = append(out, q.subst(t, &frame{vars: q.classVariables(v, v.Class)}))
			}
			return out
		}
		if q.eval(m, base).dotted() != "typing.NamedTuple" {
			continue
		}
		for _, s := range v.Class.Node.Body {
			if a, ok := s.(*ast.AnnAssign); ok {
				out = append(out, q.annotation(m, a.Annotation))
			}
		}
		return out
	}
	return nil
}

// IsSubclass reports whether a class has, among itself and the bases that are
// known, one of the given full name. complete is false when a base is unknown.
func (e *Engine) IsSubclass(c *index.Class, fullName string) (is, complete bool) {
	return e.query().isSubclass(c, fullName, map[*index.Class]bool{})
}

func (q *query) isSubclass(c *index.Class, fullName string, seen map[*index.Class]bool) (is, complete bool) {
	if seen[c] {
		return false, true
	}
	seen[c] = true
	if c.FullName() == fullName {
		return true, true
	}
	complete = true
	for _, base := range q.bases(c) {
		switch base.Kind {
		case External:
			if base.Name == fullName {
				return true, true
			}
			if base.entry.class != nil {
				if is, _ := q.isSubclass(base.entry.class, fullName, seen); is {
					return true, true
				}
			}
			complete = complete && isPlainBase(base.Name)
		case Class:
			is, all := q.isSubclass(base.Class, fullName, seen)
			if is {
				return true, true
			}
			complete = complete && all
		default:
			complete = false
		}
	}
	return false, complete
}
