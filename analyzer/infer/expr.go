package infer

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// expr is the value of an expression of m, without what means something only
// inside a summary.
func (q *query) expr(m *index.Module, x ast.Expr) Value { return known(q.eval(m, x)) }

// eval is the value of an expression of m, in terms of the parameters and type
// variables of the functions and classes around it.
func (q *query) eval(m *index.Module, x ast.Expr) (v Value) {
	q.steps++
	if q.dive() {
		before := q.visit(m, x)
		v = q.evaluate(m, x)
		q.at = before
	}
	q.depth--
	return v
}

func (q *query) evaluate(m *index.Module, x ast.Expr) Value {
	switch x := x.(type) {
	case *ast.Name:
		return q.narrowed(m, x, q.local(m, x))
	case *ast.Attribute:
		return q.remembered(m, x, func() Value { return q.narrowed(m, x, q.attribute(q.eval(m, x.Value), x.Attr)) })
	case *ast.Call:
		return q.remembered(m, x, func() Value { return q.call(m, x) })
	case *ast.Await:
		return q.awaited(q.eval(m, x.Value))
	case *ast.NamedExpr:
		return shared(q.eval(m, x.Value))
	case *ast.IfExp:
		return join(q.eval(m, x.Body), q.eval(m, x.Orelse))
	case *ast.BoolOp:
		return q.boolean(m, x)
	case *ast.UnaryOp:
		if x.Op == ast.Not {
			return q.builtin("bool")
		}
	case *ast.Compare:
		return Value{} // rich comparison may give anything
	case *ast.BinOp:
		return q.binary(m, x)
	case *ast.Subscript:
		return q.subscript(m, x)
	case *ast.List:
		return q.display(m, "list", x.Elts)
	case *ast.Set:
		return q.display(m, "set", x.Elts)
	case *ast.Tuple:
		return q.tuple(m, x.Elts)
	case *ast.Dict:
		return q.dict(m, x)
	case *ast.ListComp:
		return q.collection("list", shared(q.eval(m, x.Elt)))
	case *ast.SetComp:
		return q.collection("set", shared(q.eval(m, x.Elt)))
	case *ast.DictComp:
		v := q.collection("dict", Value{})
		v.Kind, v.more = Mapping, &more{key: ref(shared(q.eval(m, x.Key)))}
		v.Of = ref(shared(q.eval(m, x.Value)))
		return v
	case *ast.GeneratorExp:
		of := ref(shared(q.eval(m, x.Elt)))
		if isAsyncGeneratorExp(x) {
			return Value{Kind: AsyncGenerator, Of: of, Fresh: true, more: &more{makers: q.innerMakers(m, x)}}
		}
		return Value{Kind: Generator, Of: of}
	case *ast.Lambda:
		if fn := m.Lambda(x); fn != nil {
			return Value{Kind: Lambda, Func: fn}
		}
	case *ast.YieldFrom:
		return deref(q.eval(m, x.Value).Key())
	case *ast.JoinedStr:
		return q.builtin("str")
	case *ast.Constant:
		return q.constant(x)
	}
	return Value{}
}

func (q *query) constant(x *ast.Constant) Value {
	switch x.Value.Type {
	case ast.NoneConst:
		return Value{Kind: None}
	case ast.TrueConst, ast.FalseConst:
		return q.builtin("bool")
	case ast.IntConst:
		return q.builtin("int")
	case ast.FloatConst:
		return q.builtin("float")
	case ast.ComplexConst:
		return q.builtin("complex")
	case ast.StrConst:
		return q.builtin("str")
	case ast.BytesConst:
		return q.builtin("bytes")
	}
	return Value{}
}

// boolean is "a or b", whose a is given only when true, and "a and b".
func (q *query) boolean(m *index.Module, x *ast.BoolOp) Value {
	values := make([]Value, len(x.Values))
	for i, v := range x.Values {
		values[i] = q.eval(m, v)
		if c, ok := v.(*ast.Constant); ok && x.Op == ast.Or && c.Value.Type == ast.FalseConst {
			values[i] = Value{Kind: None} // as good as none: not what the whole is about
		}
	}
	return joinAll(values)
}

// binary knows the operators of types that nobody can change.
func (q *query) binary(m *index.Module, x *ast.BinOp) Value {
	l := q.eval(m, x.Left)
	if x.Op == ast.BitOr && (l.Kind == Class || l.Kind == TypeForm || l.Kind == None || l.Kind == External && l.entry.class != nil) {
		if _, ok := x.Right.(*ast.Call); ok {
			return Value{}
		}
		return Value{Kind: TypeForm, Of: ref(q.annotation(m, x))}
	}
	if l.Kind != Instance || l.Class != nil {
		return Value{}
	}
	r := q.eval(m, x.Right)
	if r.Kind != Instance || r.Class != nil {
		return Value{}
	}
	number := func(name string) bool { return name == "builtins.int" || name == "builtins.float" }
	switch {
	case l.Name == "builtins.str" && (x.Op == ast.Add && r.Name == l.Name || x.Op == ast.Mod_ || x.Op == ast.Mult && r.Name == "builtins.int"):
		return l
	case l.Name == "builtins.bytes" && x.Op == ast.Add && r.Name == l.Name:
		return l
	case number(l.Name) && number(r.Name):
		switch x.Op {
		case ast.Add, ast.Sub, ast.Mult, ast.Mod_, ast.FloorDiv:
			if l.Name == r.Name {
				return l
			}
			return q.builtin("float")
		case ast.Div:
			return q.builtin("float")
		case ast.BitAnd, ast.BitOr, ast.BitXor:
			if l.Name == r.Name && l.Name == "builtins.int" {
				return l
			}
		}
	}
	return Value{}
}

func (q *query) subscript(m *index.Module, x *ast.Subscript) Value {
	v := q.eval(m, x.Value)
	switch v.Kind {
	case Collection, Tuple:
		if s, slice := x.Slice.(*ast.Slice); slice {
			if v.Kind == Tuple && s.Step == nil {
				return sliced(v, s)
			}
			if v.Kind == Tuple {
				return q.collectionOf("builtins.tuple", joinAll(v.Elts()))
			}
			return v
		}
		if i, ok := intLiteral(x.Slice); ok && v.Kind == Tuple {
			return shared(at(v.Elts(), i))
		}
		if v.Kind == Tuple {
			return shared(joinAll(v.Elts()))
		}
		if v.Name == "builtins.set" || v.Name == "builtins.frozenset" {
			return Value{}
		}
		return shared(deref(v.Of))
	case Mapping:
		if key, ok := stringLiteral(x.Slice); ok {
			for i, have := range v.Keys() {
				if have == key {
					return shared(v.Elts()[i])
				}
			}
		}
		return shared(deref(v.Of))
	case Class, External, TypeForm, typeVariable:
		if v.Kind == typeVariable || v.Kind == External && v.entry.fn != nil {
			break
		}
		if of := q.annotation(m, x); of.Kind != Unknown {
			return Value{Kind: TypeForm, Of: &of}
		}
	case Instance:
		if v.class() != nil {
			return shared(q.method(v, "__getitem__"))
		}
	}
	return Value{}
}

func at(list []Value, i int) Value {
	if i < 0 {
		i += len(list)
	}
	if i < 0 || i >= len(list) {
		return Value{}
	}
	return list[i]
}

func sliced(v Value, s *ast.Slice) Value {
	low, high := 0, len(v.Elts())
	for _, b := range []struct {
		x  ast.Expr
		to *int
	}{{s.Lower, &low}, {s.Upper, &high}} {
		if b.x == nil {
			continue
		}
		i, ok := intLiteral(b.x)
		if !ok {
			return Value{}
		}
		if i < 0 {
			i += len(v.Elts())
		}
		*b.to = max(0, min(i, len(v.Elts())))
	}
	return Value{Kind: Tuple, more: withElts(v.Elts()[low:max(low, high)])}
}

func intLiteral(x ast.Expr) (int, bool) {
	sign := 1
	if u, ok := x.(*ast.UnaryOp); ok && u.Op == ast.USub {
		sign, x = -1, u.Operand
	}
	c, ok := x.(*ast.Constant)
	if !ok || c.Value.Type != ast.IntConst || len(c.Value.Text) > 4 {
		return 0, false
	}
	n := 0
	for _, d := range c.Value.Text {
		if d < '0' || d > '9' {
			return 0, false
		}
		n = n*10 + int(d-'0')
	}
	return sign * n, true
}

func stringLiteral(x ast.Expr) (string, bool) {
	c, ok := x.(*ast.Constant)
	if !ok || c.Value.Type != ast.StrConst {
		return "", false
	}
	return c.Value.Text, true
}

// collection is a builtin container of the given elements.
func (q *query) collection(class string, of Value) Value {
	v := q.builtin(class)
	return Value{Kind: Collection, Name: v.Name, entry: v.entry, Of: &of}
}

// display is a list or set display; what its elements have in common counts.
func (q *query) display(m *index.Module, class string, elts []ast.Expr) Value {
	values := make([]Value, len(elts))
	for i, e := range elts {
		if s, ok := e.(*ast.Starred); ok {
			values[i] = shared(q.element(q.eval(m, s.Value), false))
			continue
		}
		values[i] = shared(q.eval(m, e))
	}
	return q.collection(class, joinAll(values))
}

// maxTuple bounds the tuples that are told by position.
const maxTuple = 16

func (q *query) tuple(m *index.Module, elts []ast.Expr) Value {
	var out []Value
	for _, e := range elts {
		s, starred := e.(*ast.Starred)
		if !starred {
			// The tuple is the only one to hold what it is made of, but what
			// takes it apart cannot tell that nobody else has the tuple.
			out = append(out, shared(q.eval(m, e)))
			continue
		}
		v := q.eval(m, s.Value)
		if v.Kind != Tuple {
			return q.display(m, "tuple", elts)
		}
		out = append(out, v.Elts()...)
	}
	if len(out) > maxTuple {
		return q.display(m, "tuple", elts)
	}
	return Value{Kind: Tuple, more: withElts(out)}
}

func (q *query) dict(m *index.Module, x *ast.Dict) Value {
	v := q.collection("dict", Value{})
	v.Kind = Mapping
	var keys []string
	var all, keyed []Value
	constant := len(x.Keys) <= maxTuple
	for i, key := range x.Keys {
		if key == nil { // **other
			other := q.eval(m, x.Values[i])
			keyed, all = append(keyed, deref(other.Key())), append(all, deref(other.Of))
			constant = false
			continue
		}
		text, ok := stringLiteral(key)
		constant = constant && ok
		keys, keyed = append(keys, text), append(keyed, q.eval(m, key))
		all = append(all, shared(q.eval(m, x.Values[i])))
	}
	v.Of, v.more = ref(joinAll(all)), &more{key: ref(joinAll(keyed))}
	if constant {
		v.more.keys, v.more.elts = keys, all
	}
	return v
}
