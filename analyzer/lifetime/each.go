package lifetime

import (
	"strconv"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// resumesEach is the call that resumes every element of a box at once and is
// awaited where it stands: "await gather(*map(anext, gens))", "await
// gather(*[anext(g) for g in gens])"; or, in a helper, each in its turn: "[await
// anext(g) for g in gens]". It is nil for any other use of the box.
func (f *function) resumesEach(n *ast.Name) *ast.Call {
	x := ast.Expr(n)
	parent := f.m.Parent(n)
	if a, ok := parent.(*ast.Attribute); ok && a.Attr == "values" {
		call, ok := f.m.Parent(a).(*ast.Call)
		if !ok || call.Func != ast.Expr(a) || len(call.Args) > 0 {
			return nil
		}
		x, parent = call, f.m.Parent(call)
	}
	var each ast.Node
	switch p := parent.(type) {
	case *ast.Call:
		if len(p.Args) != 2 || p.Args[1] != x || index.LastName(p.Func) != "map" || f.a.infer.DottedName(f.m, p.Args[0]) != "builtins.anext" {
			return nil
		}
		each = p
	case *ast.Comprehension:
		target, ok := p.Target.(*ast.Name)
		if !ok || p.Iter != x || p.IsAsync != 0 || len(p.Ifs) > 0 {
			return nil
		}
		var elt ast.Expr
		switch whole := f.m.Parent(p).(type) {
		case *ast.ListComp:
			elt, each = whole.Elt, whole
			if await, ok := elt.(*ast.Await); ok && len(whole.Generators) == 1 && f.summed {
				return f.stepOf(await.Value, target.Ident)
			}
		case *ast.GeneratorExp:
			elt, each = whole.Elt, whole
		}
		if f.stepOf(elt, target.Ident) == nil {
			return nil
		}
	default:
		return nil
	}
	star, ok := f.m.Parent(each).(*ast.Starred)
	if !ok {
		return nil
	}
	gather, ok := f.m.Parent(star).(*ast.Call)
	if !ok || f.a.infer.DottedName(f.m, gather.Func) != "asyncio.gather" {
		return nil
	}
	if _, ok := f.m.Parent(gather).(*ast.Await); !ok {
		return nil
	}
	return gather
}

// stepOf is x, where that is "anext(name)" or "anext(name, default)"; or nil. In a
// helper the default may be there to tell it the end.
func (f *function) stepOf(x ast.Expr, name string) *ast.Call {
	call, ok := x.(*ast.Call)
	if !ok || len(call.Args) == 0 || !isNamed(call.Args[0], name) || f.summed && len(call.Args) > 1 || f.a.infer.DottedName(f.m, call.Func) != "builtins.anext" {
		return nil
	}
	return call
}

// popped is the name of the element in "box.pop()", of a list of which that is the
// only use; or "".
func (f *function) popped(x ast.Expr) string {
	call, ok := x.(*ast.Call)
	if !ok || len(call.Keywords) > 0 || len(call.Args) > 1 {
		return ""
	}
	a, ok := call.Func.(*ast.Attribute)
	if !ok || a.Attr != "pop" {
		return ""
	}
	n, ok := a.Value.(*ast.Name)
	if !ok || len(f.boxes[n.Ident]) == 0 || f.repeats(call) {
		return ""
	}
	if _, isList := f.fn.Block.Bindings(n.Ident)[0].Value.(*ast.List); !isList {
		return ""
	}
	key := strconv.Itoa(len(f.boxes[n.Ident]) - 1)
	if len(call.Args) == 1 {
		c, ok := call.Args[0].(*ast.Constant)
		if !ok || c.Value.Type != ast.IntConst || f.m.Source().Slice(c.Span()) != "0" {
			return ""
		}
		key = "0"
	}
	uses := 0
	for _, s := range f.fn.Body {
		ast.Inspect(s, func(x ast.Node) bool {
			if use, ok := x.(*ast.Name); ok && use.Ident == n.Ident && use.Ctx == ast.Load {
				uses++
			}
			return true
		})
	}
	if i, ok := place(f.boxes[n.Ident], key); ok && uses == 1 {
		return slotName(n.Ident, f.boxes[n.Ident][i].Key)
	}
	return ""
}

// addUnboxed notes the names of "a, b = box".
func (f *function) addUnboxed(s *ast.Assign) {
	for _, t := range s.Targets {
		for i, elt := range f.unboxed(t, s.Value) {
			name, ok := elt.(*ast.Name)
			if _, tracked := f.names[f.slotAt(s.Value, i)]; ok && tracked {
				f.addName(name.Ident)
			}
		}
	}
}

// unboxed are the targets that get the elements of a box, one each.
func (f *function) unboxed(target, value ast.Expr) []ast.Expr {
	t, ok := target.(*ast.Tuple)
	box, isName := value.(*ast.Name)
	if !ok || !isName || len(f.boxes[box.Ident]) != len(t.Elts) {
		return nil
	}
	if f.isDict(box.Ident) {
		return nil // its keys
	}
	for _, elt := range t.Elts {
		if elt.Kind() == ast.StarredKind {
			return nil
		}
	}
	return t.Elts
}

// slotAt is the name of an element by its place.
func (f *function) slotAt(box ast.Expr, i int) string {
	n := box.(*ast.Name)
	return slotName(n.Ident, f.boxes[n.Ident][i].Key)
}

// isUnboxed reports the use of a box in "a, b = box".
func (f *function) isUnboxed(n *ast.Name, parent ast.Node) bool {
	s, ok := parent.(*ast.Assign)
	return ok && len(s.Targets) == 1 && f.unboxed(s.Targets[0], n) != nil
}
