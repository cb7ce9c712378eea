package infer

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// narrowed is v as far as the tests around x, a name or an attribute of a
// name, restrict it. A test holds where it must have come out one way for
// control to be at x and nothing in between binds the name.
func (q *query) narrowed(m *index.Module, x ast.Expr, v Value) Value {
	t := target{}
	switch x := x.(type) {
	case *ast.Name:
		if !m.Tests(x.Ident) {
			return v
		}
		t.name = x.Ident
	case *ast.Attribute:
		base, ok := x.Value.(*ast.Name)
		if !ok || !m.Tests("."+x.Attr) {
			return v
		}
		t.name, t.attr = base.Ident, x.Attr
	default:
		return v
	}
	facts := t.facts(m, x)
	for i := len(facts) - 1; i >= 0; i-- {
		f := facts[i]
		if f.pattern != nil {
			v = q.matched(m, f.pattern, v)
		} else {
			v = q.restrict(m, t, f.test, f.truth, v)
		}
	}
	return v
}

// target is the name, or attribute of a name, that is narrowed.
type target struct{ name, attr string }

func (t target) is(x ast.Expr) bool {
	if n, ok := x.(*ast.NamedExpr); ok {
		x = n.Target
	}
	if t.attr == "" {
		n, ok := x.(*ast.Name)
		return ok && n.Ident == t.name
	}
	a, ok := x.(*ast.Attribute)
	if !ok || a.Attr != t.attr {
		return false
	}
	n, ok := a.Value.(*ast.Name)
	return ok && n.Ident == t.name
}

// isBoundIn reports that a node assigns the target, or the name whose
// attribute it is.
func (t target) isBoundIn(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Name:
			found = found || n.Ident == t.name && n.Ctx != ast.Load
		case *ast.Attribute:
			found = found || t.attr != "" && n.Ctx != ast.Load && t.is(n)
		case *ast.MatchAs:
			found = found || n.Name == t.name
		case *ast.Alias:
			found = found || n.Asname == t.name || n.Asname == "" && n.Name == t.name
		case *ast.FunctionDef:
			found = found || n.Name == t.name
		case *ast.AsyncFunctionDef:
			found = found || n.Name == t.name
		case *ast.ClassDef:
			found = found || n.Name == t.name
		}
		return !found
	})
	return found
}

type fact struct {
	test    ast.Expr
	truth   bool
	pattern ast.Pattern
}

// facts are the tests that hold at x, innermost first.
func (t target) facts(m *index.Module, x ast.Expr) []fact {
	var out []fact
	for child, up := ast.Node(x), m.Parent(x); up != nil; child, up = up, m.Parent(up) {
		switch n := up.(type) {
		case *ast.BoolOp:
			for i, v := range n.Values {
				if ast.Node(v) != child {
					continue
				}
				for j := i - 1; j >= 0; j-- {
					out = append(out, fact{test: n.Values[j], truth: n.Op == ast.And})
				}
			}
		case *ast.IfExp:
			if child != ast.Node(n.Test) {
				out = append(out, fact{test: n.Test, truth: child == ast.Node(n.Body)})
			}
		case *ast.ListComp:
			out = append(out, conditions(n.Generators, child)...)
		case *ast.SetComp:
			out = append(out, conditions(n.Generators, child)...)
		case *ast.GeneratorExp:
			out = append(out, conditions(n.Generators, child)...)
		case *ast.DictComp:
			out = append(out, conditions(n.Generators, child)...)
		case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.Lambda, *ast.ClassDef, *ast.Module:
			if s, ok := child.(ast.Stmt); ok {
				out, _ = t.earlier(out, up, s)
			}
			return out
		}
		s, ok := child.(ast.Stmt)
		if ok {
			var stop bool
			if out, stop = t.earlier(out, up, s); stop {
				return out
			}
		}
		switch n := up.(type) {
		case *ast.If:
			if ok {
				out = append(out, fact{test: n.Test, truth: inBody(n.Body, child)})
			}
		case *ast.While:
			if ok && inBody(n.Body, child) {
				out = append(out, fact{test: n.Test, truth: true})
			}
			if t.isBoundIn(n) {
				return out
			}
		case *ast.For, *ast.AsyncFor, *ast.Try, *ast.TryStar:
			if t.isBoundIn(n) {
				return out
			}
		case *ast.MatchCase:
			if match, is := m.Parent(n).(*ast.Match); is && t.is(match.Subject) && ok {
				out = append(out, fact{pattern: n.Pattern})
			}
		}
	}
	return out
}

// earlier adds what the statements before s in the same list leave certain.
// stop is set when one of them binds the target.
func (t target) earlier(out []fact, up ast.Node, s ast.Stmt) (facts []fact, stop bool) {
	list, at := index.Siblings(up, s)
	for i := at - 1; i >= 0; i-- {
		if t.isBoundIn(list[i]) {
			// "if x is None: x = make()" leaves what make gives, and the name
			// as it was where the test failed; reaching tells the rest.
			return out, true
		}
		switch s := list[i].(type) {
		case *ast.Assert:
			out = append(out, fact{test: s.Test, truth: true})
		case *ast.If:
			body, orelse := endsFlow(s.Body), endsFlow(s.Orelse)
			if body != orelse {
				out = append(out, fact{test: s.Test, truth: orelse})
			}
		}
	}
	return out, false
}

func conditions(gens []*ast.Comprehension, child ast.Node) []fact {
	var out []fact
	if _, ok := child.(*ast.Comprehension); ok {
		return nil
	}
	for i := len(gens) - 1; i >= 0; i-- {
		for _, test := range gens[i].Ifs {
			out = append(out, fact{test: test, truth: true})
		}
	}
	return out
}

// restrict is v given that test came out as truth.
func (q *query) restrict(m *index.Module, t target, test ast.Expr, truth bool, v Value) Value {
	switch x := test.(type) {
	case *ast.UnaryOp:
		if x.Op == ast.Not {
			return q.restrict(m, t, x.Operand, !truth, v)
		}
	case *ast.BoolOp:
		if (x.Op == ast.And) == truth {
			for _, part := range x.Values {
				v = q.restrict(m, t, part, truth, v)
			}
			return v
		}
		values := make([]Value, len(x.Values))
		for i, part := range x.Values {
			values[i] = q.restrict(m, t, part, truth, v)
		}
		return joinAll(values)
	case *ast.Compare:
		if len(x.Ops) != 1 || !t.is(x.Left) {
			return v
		}
		if c, ok := x.Comparators[0].(*ast.Constant); ok && c.Value.Type == ast.NoneConst {
			switch x.Ops[0] {
			case ast.Is, ast.Eq:
				return asNone(v, truth)
			case ast.IsNot, ast.NotEq:
				return asNone(v, !truth)
			}
		}
	case *ast.Call:
		return q.restrictCall(m, t, x, truth, v)
	case *ast.Name, *ast.Attribute, *ast.NamedExpr:
		if t.is(test) && truth && v.Kind == None {
			return Value{}
		}
	}
	return v
}

func asNone(v Value, is bool) Value {
	switch {
	case is:
		return Value{Kind: None}
	case v.Kind == None:
		return Value{}
	}
	return v
}

func (q *query) restrictCall(m *index.Module, t target, x *ast.Call, truth bool, v Value) Value {
	if len(x.Args) == 0 || !t.is(x.Args[0]) {
		return v
	}
	switch name := q.eval(m, x.Func).dotted(); name {
	case "builtins.isinstance":
		if len(x.Args) == 2 {
			return q.restrictType(v, q.classInfo(m, x.Args[1]), truth)
		}
	case "inspect.isasyncgen":
		return q.restrictType(v, Value{Kind: AsyncGenerator}, truth)
	case "inspect.iscoroutine", "asyncio.iscoroutine":
		return q.restrictType(v, Value{Kind: Coroutine, Of: &Value{}}, truth)
	case "inspect.isawaitable":
		return q.restrictType(v, Value{Kind: Awaitable, Of: &Value{}}, truth)
	case "asyncio.isfuture":
		return q.restrictType(v, Value{Kind: Future, Of: &Value{}}, truth)
	case "builtins.callable":
		return q.keep(v, truth, func(v Value) bool {
			switch v.Kind {
			case Function, Class, Lambda, Partial, Callable, External, ManagerFactory:
				return true
			case Instance:
				_, found, complete := q.lookup(v, "__call__")
				return found || !complete
			}
			return v.Kind == Unknown
		})
	case "builtins.hasattr":
		if attr, ok := stringLiteral(argAt(x, 1)); ok {
			return q.keep(v, truth, func(v Value) bool { return q.mayHave(v, attr) })
		}
	}
	return v
}

// keep picks the members of a union for which is holds, or does not.
func (q *query) keep(v Value, truth bool, is func(Value) bool) Value {
	if v.Kind != Union {
		return v
	}
	var out []Value
	for _, alt := range v.Alts() {
		if is(alt) == truth {
			out = append(out, alt)
		}
	}
	return joinAll(out)
}

func (q *query) mayHave(v Value, attr string) bool {
	switch v.Kind {
	case AsyncGenerator:
		switch attr {
		case "aclose", "asend", "athrow", "__anext__", "__aiter__":
			return true
		}
		return strings.HasPrefix(attr, "ag_")
	case Coroutine:
		switch attr {
		case "close", "send", "throw", "__await__":
			return true
		}
		return strings.HasPrefix(attr, "cr_")
	case Instance:
		_, found, complete := q.lookup(v, attr)
		_, set := q.selfAttribute(v, attr)
		return found || set || !complete
	case Collection, Mapping, Tuple:
		return attr != "aclose"
	}
	return true
}

// classInfo is an instance of what isinstance asks for.
func (q *query) classInfo(m *index.Module, x ast.Expr) Value {
	if t, ok := x.(*ast.Tuple); ok {
		values := make([]Value, len(t.Elts))
		for i, e := range t.Elts {
			values[i] = q.classInfo(m, e)
		}
		return joinAll(values)
	}
	return q.annotation(m, x)
}

// restrictType is v given that it is, or is not, one of the types of want.
func (q *query) restrictType(v, want Value, truth bool) Value {
	if want.Kind == Unknown {
		if truth {
			return Value{}
		}
		return v
	}
	var in, out []Value
	for _, alt := range known(v).members() {
		if q.isOne(alt, want) {
			in = append(in, alt)
		} else {
			out = append(out, alt)
		}
	}
	switch {
	case truth && len(in) > 0:
		return joinAll(in)
	case truth:
		return want
	case v.Kind == Union:
		return joinAll(out)
	}
	return v
}

// isOne reports a value that is sure to pass isinstance.
func (q *query) isOne(v, want Value) bool {
	if want.Kind == Union {
		for _, alt := range want.Alts() {
			if q.isOne(v, alt) {
				return true
			}
		}
		return false
	}
	switch want.Kind {
	case Instance:
		v = q.self(v)
		c := want.class()
		if v.Kind != Instance || v.class() == nil || c == nil {
			return false
		}
		for _, a := range q.lineage(v.class()).list {
			if a.class != nil && (a.class == c || isSame(a.class, c)) {
				return true
			}
		}
		return false
	case AsyncIterator:
		return v.Kind == AsyncGenerator || v.Kind == AsyncIterator
	case Awaitable:
		switch v.Kind {
		case Coroutine, Awaitable, Task, Future:
			return true
		case Instance:
			_, found, _ := q.lookup(v, "__await__")
			return found
		}
		return false
	case Future:
		return v.Kind == Future || v.Kind == Task
	case Collection, Mapping:
		return v.Kind == want.Kind && (v.Name == want.Name || strings.HasPrefix(want.Name, "collections.abc.") || strings.HasPrefix(want.Name, "typing."))
	}
	return v.Kind == want.Kind
}

// matched is a subject given that it matched a pattern.
func (q *query) matched(m *index.Module, p ast.Pattern, v Value) Value {
	switch p := p.(type) {
	case *ast.MatchClass:
		return q.restrictType(v, q.classInfo(m, p.Cls), true)
	case *ast.MatchAs:
		if p.Pattern != nil {
			return q.matched(m, p.Pattern, v)
		}
	case *ast.MatchOr:
		values := make([]Value, len(p.Patterns))
		for i, alt := range p.Patterns {
			values[i] = q.matched(m, alt, v)
		}
		return joinAll(values)
	case *ast.MatchSingleton:
		if p.Value.Type == ast.NoneConst {
			return Value{Kind: None}
		}
	}
	return v
}

// captured is what a name in a match pattern binds.
func (q *query) captured(m *index.Module, b index.Binding) Value {
	as := b.Node.(*ast.MatchAs)
	switch up := m.Parent(as).(type) {
	case *ast.MatchCase:
		if match, ok := m.Parent(up).(*ast.Match); ok {
			return shared(q.matched(m, as, q.eval(m, match.Subject)))
		}
	case *ast.MatchClass:
		// C(attr=name): an attribute of the instance that matched.
		for i, p := range up.KwdPatterns {
			if ast.Node(p) == ast.Node(as) && as.Pattern == nil {
				return shared(q.attribute(q.classInfo(m, up.Cls), up.KwdAttrs[i]))
			}
		}
	}
	if as.Pattern != nil {
		if c, ok := as.Pattern.(*ast.MatchClass); ok {
			return q.classInfo(m, c.Cls)
		}
	}
	return Value{}
}
