package infer

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// typeParameter is a PEP 695 type parameter that a type at p sees.
func (q *query) typeParameter(p place, id string) Value {
	if !p.m.HasTypeParams() {
		return Value{}
	}
	for at := p.at; at != nil; at = p.m.Parent(at) {
		var params []ast.TypeParam
		switch n := at.(type) {
		case *ast.FunctionDef:
			params = n.TypeParams
		case *ast.AsyncFunctionDef:
			params = n.TypeParams
		case *ast.ClassDef:
			params = n.TypeParams
		case *ast.TypeAlias:
			params = n.TypeParams
		}
		for _, t := range params {
			if nameOf(t) == id {
				return q.ownParameter(p, t)
			}
		}
	}
	return Value{}
}

func nameOf(t ast.TypeParam) string {
	switch t := t.(type) {
	case *ast.TypeVar:
		return t.Name
	case *ast.ParamSpec:
		return t.Name
	case *ast.TypeVarTuple:
		return t.Name
	}
	return ""
}

func (q *query) ownParameter(p place, t ast.TypeParam) Value {
	v := Value{Kind: typeVariable, more: &more{node: t}, Name: nameOf(t)}
	if t, ok := t.(*ast.TypeVar); ok && (t.Bound != nil || t.DefaultValue != nil) {
		of := q.enter(t, func() Value {
			if t.Bound != nil {
				return q.boundOf(p, t.Bound)
			}
			return q.typeOf(p, t.DefaultValue)
		})
		v.Of = &of
	}
	return v
}

// boundOf is a bound, or what the types of a tuple of constraints have in common.
func (q *query) boundOf(p place, x ast.Expr) Value {
	if t, ok := x.(*ast.Tuple); ok {
		return joinAll(q.types(p, t.Elts))
	}
	return q.typeOf(p, x)
}

// typeVar is what TypeVar("T", ...) makes.
func (q *query) typeVar(m *index.Module, x *ast.Call) Value {
	v := Value{Kind: typeVariable, more: &more{node: x}}
	p := place{m, m.BlockAt(x), x}
	for _, k := range x.Keywords {
		if k.Arg == "bound" || k.Arg == "default" && v.Of == nil {
			v.Of = ref(q.typeOf(p, k.Value))
		}
	}
	if len(x.Args) > 2 {
		v.Of = ref(joinAll(q.types(p, x.Args[1:])))
	}
	return v
}

// parametersOf are the type parameters of a class, in the order in which a
// subscript gives them.
func (q *query) parametersOf(c *index.Class) []Value {
	p := place{c.Module, c.Block.Parent, c.Node}
	var out []Value
	for _, t := range c.Node.TypeParams {
		out = append(out, q.ownParameter(p, t))
	}
	if len(out) > 0 {
		return out
	}
	add := func(v Value) {
		if v.Kind != typeVariable {
			return
		}
		for _, have := range out {
			if have.definition() == v.definition() {
				return
			}
		}
		out = append(out, v)
	}
	for _, base := range c.Node.Bases {
		s, ok := base.(*ast.Subscript)
		if !ok {
			continue
		}
		switch lastPart(q.named(p, s.Value).dotted()) {
		case "Generic", "Protocol":
			out = nil
			for _, e := range elements(s.Slice) {
				add(q.named(p, e))
			}
			return out
		}
		for _, e := range elements(s.Slice) {
			if n, ok := e.(*ast.Name); ok {
				add(q.named(p, n))
			}
		}
	}
	return out
}

func lastPart(dotted string) string {
	for i := len(dotted) - 1; i >= 0; i-- {
		if dotted[i] == '.' {
			return dotted[i+1:]
		}
	}
	return dotted
}

// selfType is the type of self in a method of c: a variable that a call turns
// into the type of its receiver.
func (q *query) selfType(c *index.Class) Value {
	return Value{Kind: typeVariable, more: &more{node: c.Node}, Name: "Self", Of: ref(instanceOf(classValue(c)))}
}

// classVariables are what the type variables of owner, a class of self's
// lineage, are for self, which itself is one of them.
func (q *query) classVariables(self Value, owner *index.Class) map[ast.Node]Value {
	vars := map[ast.Node]Value{owner.Node: self}
	c := self.class()
	if c == nil {
		return vars
	}
	own := map[ast.Node]Value{}
	for i, p := range q.parametersOf(c) {
		if i < len(self.Elts()) {
			own[p.definition()] = self.Elts()[i]
		}
	}
	if owner == c {
		for node, v := range own {
			vars[node] = v
		}
		return vars
	}
	for _, a := range q.lineage(c).list {
		if a.class != owner {
			continue
		}
		for i, p := range q.parametersOf(owner) {
			if i < len(a.args) {
				vars[p.definition()] = q.subst(a.args[i], &frame{vars: own})
			}
		}
	}
	return vars
}

// solve finds what the type variables of a function stand for in one call.
func (q *query) solve(f *frame) map[ast.Node]Value {
	if f.vars != nil || f.fn == nil {
		return f.vars
	}
	f.vars = map[ast.Node]Value{} // stands while arguments are looked at
	vars := map[ast.Node]Value{}
	if f.fn.Class != nil && f.receiver != nil {
		switch self := *f.receiver; self.Kind {
		case Class, External, TypeForm:
			for node, v := range q.classVariables(instanceOf(self), f.fn.Class) {
				vars[node] = v
			}
		default:
			if v := q.self(self); v.class() != nil {
				vars = q.classVariables(v, f.fn.Class)
				vars[f.fn.Class.Node] = self
			}
		}
	}
	if f.args != nil {
		for i, p := range f.fn.Parameters() {
			if p.Annotation == nil || i == 0 && f.receiver != nil {
				continue
			}
			if pattern := q.annotation(f.fn.Module, p.Annotation); hasVariable(pattern) {
				if given := q.argument(f, i); given.Kind != Unknown {
					q.unify(pattern, given, vars)
				}
			}
		}
	}
	f.vars = vars
	return vars
}

func hasVariable(v Value) bool {
	if v.Kind == typeVariable {
		return true
	}
	for _, part := range []*Value{v.Of, v.Key()} {
		if part != nil && hasVariable(*part) {
			return true
		}
	}
	for _, list := range [][]Value{v.Elts(), v.Alts()} {
		for _, e := range list {
			if hasVariable(e) {
				return true
			}
		}
	}
	return false
}

// unify notes what the variables of a parameter's type are, given an argument.
func (q *query) unify(pattern, given Value, vars map[ast.Node]Value) {
	of := func(v Value) {
		if v.Kind != Unknown && pattern.Of != nil {
			q.unify(*pattern.Of, v, vars)
		}
	}
	switch pattern.Kind {
	case typeVariable:
		if have, ok := vars[pattern.definition()]; ok {
			given = join(have, given)
		}
		vars[pattern.definition()] = given
	case Union:
		for _, alt := range pattern.Alts() {
			if alt.Kind == given.Kind && alt.Kind != typeVariable {
				q.unify(alt, given, vars)
				return
			}
		}
		for _, alt := range pattern.Alts() {
			q.unify(alt, given, vars)
		}
	case Coroutine, Awaitable, Task, Future:
		of(q.awaited(given))
	case AsyncIterator, AsyncGenerator:
		of(q.element(given, true))
	case Collection, Generator:
		of(q.element(given, false))
	case Mapping:
		if given.Kind == Mapping {
			of(deref(given.Of))
			if pattern.Key() != nil {
				q.unify(*pattern.Key(), deref(given.Key()), vars)
			}
		}
	case Callable:
		of(q.apply(given, nil))
	case Manager:
		of(q.entered(given, pattern.Async))
	case TypeForm:
		of(instanceOf(given))
	case Tuple:
		for i, e := range pattern.Elts() {
			if given.Kind == Tuple && i < len(given.Elts()) {
				q.unify(e, given.Elts()[i], vars)
			}
		}
	case Instance:
		given = q.self(given)
		owner := pattern.class()
		if given.Kind != Instance || given.class() == nil || owner == nil {
			return
		}
		got := q.classVariables(given, owner)
		for i, p := range q.parametersOf(owner) {
			if v, ok := got[p.definition()]; ok && i < len(pattern.Elts()) && v.Kind != Unknown {
				q.unify(pattern.Elts()[i], v, vars)
			}
		}
	}
}

// known is v without what means something only inside a summary: a type
// variable is as good as its bound, a parameter may be anything.
func known(v Value) Value {
	if !isOpen(v) {
		return v
	}
	switch v.Kind {
	case typeVariable:
		return known(standIn(v))
	case Parameter, pending:
		return Value{}
	case Union:
		out := make([]Value, len(v.Alts()))
		for i, a := range v.Alts() {
			out[i] = known(a)
		}
		return joinAll(out)
	}
	v = mapParts(v, known)
	if v.Kind == TypeForm && v.Of.Kind == Instance && len(v.Of.Elts()) == 0 {
		return classOf(*v.Of)
	}
	return v
}

// standIn is what is known of the values of a type variable: its bound. Self is
// the class it is used in, or a subclass, as any instance may be.
func standIn(v Value) Value {
	out := deref(v.Of)
	out.Bound = out.Kind != Unknown && v.Name != "Self"
	return out
}

// isOpen reports a value that a summary has to be applied for.
func isOpen(v Value) bool {
	if v.Kind >= typeVariable || v.Kind == Parameter {
		return true
	}
	for _, part := range []*Value{v.Of, v.Key(), v.Receiver} {
		if part != nil && isOpen(*part) {
			return true
		}
	}
	for _, list := range [][]Value{v.Elts(), v.Alts()} {
		for i := range list {
			if isOpen(list[i]) {
				return true
			}
		}
	}
	return false
}

// mapParts applies f to the values that v consists of.
func mapParts(v Value, f func(Value) Value) Value {
	for _, part := range []**Value{&v.Of, &v.Receiver} {
		if *part != nil {
			*part = ref(f(**part))
		}
	}
	if key := v.Key(); key != nil {
		v.change().key = ref(f(*key))
	}
	if len(v.Elts()) > 0 {
		elts := make([]Value, len(v.Elts()))
		for i, e := range v.Elts() {
			elts[i] = f(e)
		}
		v.change().elts = elts
	}
	return v
}
