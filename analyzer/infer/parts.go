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
		if in != nil && v.Kind == AsyncGenerator && !v.Fresh && onlyReturned(in, elt) {
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
	if f.Kind != Function || f.Func.Async != awaited || len(f.Func.Yields) > 0 || len(f.Func.Returns) != 1 || f.Func.Returns[0].Value == nil ||
		f.Func.Module.IsStub || f.Func.Class != nil && len(e.Overrides(m, f.Func.Class, f.Func.Name)) > 0 {
		return nil
	}
	return e.parts(f.Func.Module, f.Func, f.Func.Returns[0].Value, depth-1)
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
