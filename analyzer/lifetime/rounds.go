package lifetime

import (
	"slices"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// round is a loop over the elements of a container. While it runs it holds the
// container, and with it a generator of it, under as many bits of a state's
// names as there are rounds, and one: the bit tells how many have begun.
type round struct {
	loop   *ast.For
	target string   // the name that gets the elements; "d[k]" for the keys of a box
	binds  string   // the name that the loop binds
	keys   []string // theirs, in order
	exprs  []ast.Expr
	box    string // the box that the loop runs over, if it is one
	first  int    // the first of its bits
	ran    uint8  // the bit of state.ran that tells that it has begun a round
}

// maxRounds is how many such loops of one function are followed.
const maxRounds = 8

// maxElements is how many elements such a loop may have.
const maxElements = 32

// addRound notes "for g in [agen(), ...]" and "for g in box".
func (f *function) addRound(loop *ast.For) {
	over, target := unwrapped(loop)
	name, ok := target.(*ast.Name)
	if !ok || len(f.rounds) >= maxRounds {
		return
	}
	r := &round{loop: loop, target: name.Ident, binds: name.Ident, ran: 1 << len(f.rounds)}
	box, ok := over.(*ast.Name)
	if keyed := f.keysOf(loop); keyed != "" {
		if !f.onlyKeys(name.Ident, keyed) {
			return
		}
		r.box, r.target = keyed, slotName(keyed, name.Ident)
	} else if ok {
		r.box = box.Ident
	} else if !f.mayBox(over) {
		return
	}
	parts, made := slices.Clone(f.boxes[r.box]), r.box != ""
	if !made {
		parts = f.a.infer.Parts(f.m, over)
	}
	if _, backward := indexed(loop.Iter); backward {
		slices.Reverse(parts)
	}
	for _, p := range parts {
		r.keys, r.exprs = append(r.keys, p.Key), append(r.exprs, p.Expr)
		if r.box == "" && isFresh(p.Value) {
			f.addSite(over, p, loop)
			made = true
		}
		if n, ok := p.Expr.(*ast.Name); ok && isDisplay(over) {
			_, tracked := f.names[n.Ident]
			made = made || tracked // "for g in (a, b)"
		}
	}
	if made && len(parts) > 0 {
		if f.rounds == nil {
			f.rounds = map[*ast.For]*round{}
		}
		f.rounds[loop] = r
		f.addName(r.target)
	}
}

// keysOf is the box whose keys, or indexes, a loop runs over: "for k in d" and
// "for i in range(len(gens))"; or "".
func (f *function) keysOf(loop *ast.For) string {
	x, dict := loop.Iter, true
	if list, _ := indexed(x); list != nil {
		x, dict = list, false
	} else if call, ok := x.(*ast.Call); ok && len(call.Keywords) == 0 {
		fn, ok := call.Func.(*ast.Attribute)
		if !ok || fn.Attr != "keys" || len(call.Args) != 0 {
			return ""
		}
		x = fn.Value
	}
	name, ok := x.(*ast.Name)
	if !ok || len(f.boxes[name.Ident]) == 0 {
		return ""
	}
	if f.isDict(name.Ident) != dict {
		return ""
	}
	return name.Ident
}

// indexed is the list that a range of indexes is of, and whether it runs from the
// last one to the first: "range(len(x))", "reversed(range(len(x)))" and
// "range(len(x) - 1, -1, -1)".
func indexed(x ast.Expr) (list ast.Expr, backward bool) {
	call, ok := x.(*ast.Call)
	if !ok || len(call.Keywords) > 0 {
		return nil, false
	}
	fn, ok := call.Func.(*ast.Name)
	switch {
	case !ok:
		return nil, false
	case fn.Ident == "reversed" && len(call.Args) == 1:
		list, backward = indexed(call.Args[0])
		return list, !backward
	case fn.Ident != "range":
		return nil, false
	case len(call.Args) == 1:
		return measured(call.Args[0]), false
	case len(call.Args) == 3 && isMinusOne(call.Args[1]) && isMinusOne(call.Args[2]):
		if last, ok := call.Args[0].(*ast.BinOp); ok && last.Op == ast.Sub && isOne(last.Right) {
			return measured(last.Left), true
		}
	}
	return nil, false
}

// measured is x of "len(x)", or nil.
func measured(x ast.Expr) ast.Expr {
	call, ok := x.(*ast.Call)
	if !ok || len(call.Args) != 1 || len(call.Keywords) > 0 || index.LastName(call.Func) != "len" {
		return nil
	}
	return call.Args[0]
}

func isOne(x ast.Expr) bool {
	c, ok := x.(*ast.Constant)
	return ok && c.Value.Type == ast.IntConst && c.Value.Text == "1"
}

func isMinusOne(x ast.Expr) bool {
	u, ok := x.(*ast.UnaryOp)
	return ok && u.Op == ast.USub && isOne(u.Operand)
}

// onlyKeys reports a name that only loops over the keys of the box bind.
func (f *function) onlyKeys(name, box string) bool {
	for _, b := range f.fn.Block.Bindings(name) {
		if b.IsDelete() {
			continue
		}
		loop, ok := b.Stmt.(*ast.For)
		if !ok || f.keysOf(loop) != box {
			return false
		}
	}
	return true
}

// unwrapped is the container that a loop runs over, and the target that its
// elements go to: through enumerate(), values() and items().
func unwrapped(loop *ast.For) (over, target ast.Expr) {
	over, target = loop.Iter, loop.Target
	call, ok := over.(*ast.Call)
	if !ok {
		return over, target
	}
	second := func() ast.Expr {
		if t, ok := target.(*ast.Tuple); ok && len(t.Elts) == 2 {
			return t.Elts[1]
		}
		return nil
	}
	switch fn := call.Func.(type) {
	case *ast.Name:
		if fn.Ident == "enumerate" && len(call.Args) == 1 {
			return call.Args[0], second()
		}
	case *ast.Attribute:
		if fn.Attr == "values" && len(call.Args) == 0 {
			return fn.Value, target
		}
		if fn.Attr == "items" && len(call.Args) == 0 {
			return fn.Value, second()
		}
	}
	return over, target
}
