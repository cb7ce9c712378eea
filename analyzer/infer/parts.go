package infer

import (
	"strconv"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// Part is one element of a list, tuple or dict that an expression makes anew.
type Part struct {
	Key   string   // its position, or its key as a quoted string
	Expr  ast.Expr // as written, in the function that makes it
	Value Value    // Fresh where nothing but the container holds it
}

// maxHanded bounds how many functions hand one container on.
const maxHanded = 4

// Parts are the elements of what x gives, if that is a display, or a call of a
// function whose one return gives such. It is nil where not all are known by
// their place.
func (e *Engine) Parts(m *index.Module, x ast.Expr) []Part {
	return e.parts(m, nil, x, maxHanded)
}

func (e *Engine) parts(m *index.Module, in *index.Function, x ast.Expr, depth int) []Part {
	var elts, keys []ast.Expr
	switch x := x.(type) {
	case *ast.List:
		elts = x.Elts
	case *ast.Tuple:
		elts = x.Elts
	case *ast.Dict:
		keys, elts = x.Keys, x.Values
	default:
		return e.handedParts(m, x, depth)
	}
	if len(elts) == 0 || len(elts) > maxTuple {
		return nil
	}
	out := make([]Part, len(elts))
	for i, elt := range elts {
		if _, starred := elt.(*ast.Starred); starred {
			return nil
		}
		key := strconv.Itoa(i)
		if keys != nil {
			ok := keys[i] != nil
			if key, ok = PartKey(keys[i]); !ok {
				return nil
			}
		}
		v := e.Expr(m, elt)
		if in != nil && v.Kind == AsyncGenerator && !v.Fresh && e.query().onlyReturned(in, elt) {
			v.Fresh = true
		}
		out[i] = Part{Key: key, Expr: elt, Value: v}
	}
	return out
}

// handedParts looks into the function that x calls.
func (e *Engine) handedParts(m *index.Module, x ast.Expr, depth int) []Part {
	await, awaited := x.(*ast.Await)
	if awaited {
		x = await.Value
	}
	call, ok := x.(*ast.Call)
	if !ok || depth == 0 {
		return nil
	}
	f := e.Expr(m, call.Func)
	if f.Kind == Class && !awaited && depth == maxHanded { // another function may have put more into the fields
		return e.fieldParts(m, call, f.Class)
	}
	if f.Kind != Function || f.Func.Async != awaited || len(f.Func.Yields) > 0 || len(f.Func.Returns) != 1 || f.Func.Returns[0].Value == nil ||
		f.Func.Module.IsStub || f.Func.Class != nil && len(e.Overrides(m, f.Func.Class, f.Func.Name)) > 0 {
		return nil
	}
	return e.parts(f.Func.Module, f.Func, f.Func.Returns[0].Value, depth-1)
}

// fieldParts are the fields that a call of a dataclass or NamedTuple fills, under
// their names with a dot before. It is nil for a class that does more than hold.
func (e *Engine) fieldParts(m *index.Module, call *ast.Call, c *index.Class) []Part {
	fields := e.plainFields(c)
	if len(fields) == 0 || len(call.Args) > len(fields) {
		return nil
	}
	var out []Part
	add := func(name string, x ast.Expr) {
		out = append(out, Part{Key: "." + name, Expr: x, Value: e.Expr(m, x)})
	}
	for i, x := range call.Args {
		if _, starred := x.(*ast.Starred); starred {
			return nil
		}
		add(fields[i], x)
	}
	for _, k := range call.Keywords {
		if k.Arg == "" {
			return nil
		}
		add(k.Arg, k.Value)
	}
	return out
}

// plainFields are the fields of a class that is nothing but a dataclass or a
// NamedTuple, in order.
func (e *Engine) plainFields(c *index.Class) []string {
	if len(c.Node.Keywords) > 0 {
		return nil
	}
	plain := len(c.Node.Bases) == 0 && len(c.Node.DecoratorList) == 1 && isDataclass(e, c)
	if len(c.Node.Bases) == 1 && len(c.Node.DecoratorList) == 0 {
		plain = e.DottedName(c.Module, c.Node.Bases[0]) == "typing.NamedTuple"
	}
	for _, special := range []string{"__init__", "__new__", "__post_init__", "__setattr__", "__getattribute__", "__del__"} {
		plain = plain && len(c.Block.Bindings(special)) == 0
	}
	if !plain {
		return nil
	}
	var out []string
	for _, s := range c.Node.Body {
		a, ok := s.(*ast.AnnAssign)
		if !ok {
			continue
		}
		name, ok := a.Target.(*ast.Name)
		if !ok {
			return nil
		}
		if call, ok := a.Value.(*ast.Call); ok {
			for _, k := range call.Keywords {
				if k.Arg == "init" || k.Arg == "kw_only" || k.Arg == "" {
					return nil
				}
			}
		}
		kind := a.Annotation
		if sub, ok := kind.(*ast.Subscript); ok {
			kind = sub.Value
		}
		switch index.LastName(kind) {
		case "ClassVar":
			continue
		case "InitVar", "KW_ONLY":
			return nil
		}
		out = append(out, name.Ident)
	}
	return out
}

func isDataclass(e *Engine, c *index.Class) bool {
	d := c.Node.DecoratorList[0]
	if call, ok := d.(*ast.Call); ok {
		d = call.Func
	}
	return e.DottedName(c.Module, d) == "dataclasses.dataclass"
}

// PartKey is how Part names the element that a constant index or key picks.
func PartKey(x ast.Expr) (key string, ok bool) {
	if x == nil {
		return "", false
	}
	if i, ok := intLiteral(x); ok {
		return strconv.Itoa(i), true
	}
	if s, ok := stringLiteral(x); ok {
		return strconv.Quote(s), true
	}
	return "", false
}

// Mapped is what "map(f, xs)" calls f for each time; ok is false for any other
// call.
func (e *Engine) Mapped(m *index.Module, x *ast.Call) (v Value, ok bool) {
	if len(x.Args) < 2 || index.LastName(x.Func) != "map" || e.DottedName(m, x.Func) != "builtins.map" {
		return Value{}, false
	}
	f := e.Expr(m, x.Args[0])
	if f.Kind != Function || !f.Func.IsAsyncGenerator() || f.Func.Class != nil && len(e.Overrides(m, f.Func.Class, f.Func.Name)) > 0 {
		return Value{}, false
	}
	q := e.query()
	v = q.apply(f, nil)
	v.Fresh = v.Kind == AsyncGenerator
	return v, v.Fresh
}
