package rules

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
)

// wholeLoop is the innermost loop around a statement that runs in each of its
// rounds: nothing but "try" and "with" lies between, and nothing before it
// leaves the round.
func wholeLoop(m *index.Module, s ast.Node) ast.Stmt {
	for child, at := s, m.Parent(s); at != nil; child, at = at, m.Parent(at) {
		var body []ast.Stmt
		switch at := at.(type) {
		case *ast.With:
			body = at.Body
		case *ast.AsyncWith:
			body = at.Body
		case *ast.Try:
			body = at.Body
		case *ast.While:
			body = at.Body
		case *ast.For:
			body = at.Body
		case *ast.AsyncFor:
			body = at.Body
		}
		if !holds(body, child) || ast.Node(body[0]) != child && mayPassOver(at) {
			return nil
		}
		for _, before := range body {
			if ast.Node(before) == child {
				break
			}
			if leaves(before) {
				return nil
			}
		}
		switch at.(type) {
		case *ast.While, *ast.For, *ast.AsyncFor:
			return at.(ast.Stmt)
		}
	}
	return nil
}

// mayPassOver reports a statement that takes up an exception of its body: what
// comes later in there may be passed over, round by round.
func mayPassOver(n ast.Node) bool {
	switch s := n.(type) {
	case *ast.Try:
		return len(s.Handlers) > 0
	case *ast.With:
		for _, item := range s.Items {
			if call, ok := item.ContextExpr.(*ast.Call); ok && index.LastName(call.Func) == "suppress" {
				return true
			}
		}
	}
	return false
}

// leaves reports a statement that may end the round it runs in.
func leaves(s ast.Stmt) bool {
	found := false
	ast.Inspect(s, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.Return, *ast.Break, *ast.Continue, *ast.Raise:
			found = true
		case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Lambda:
			return false
		}
		return !found
	})
	return found
}

// roundOf is the innermost loop or comprehension around an expression that
// evaluates it in each of its rounds, or nil.
func roundOf(m *index.Module, x ast.Node) ast.Node {
	for child, at := x, m.Parent(x); at != nil; child, at = at, m.Parent(at) {
		switch at := at.(type) {
		case ast.Stmt:
			if loop := wholeLoop(m, at); loop != nil {
				return loop
			}
			return nil
		case *ast.IfExp:
			if child != ast.Node(at.Test) {
				return nil
			}
		case *ast.BoolOp:
			if child != ast.Node(at.Values[0]) {
				return nil
			}
		case *ast.ListComp:
			return wholeRound(at, at.Generators)
		case *ast.SetComp:
			return wholeRound(at, at.Generators)
		case *ast.GeneratorExp:
			return wholeRound(at, at.Generators)
		case *ast.DictComp:
			return wholeRound(at, at.Generators)
		}
	}
	return nil
}

// wholeRound is a comprehension that skips nothing.
func wholeRound(x ast.Expr, generators []*ast.Comprehension) ast.Node {
	for _, g := range generators {
		if len(g.Ifs) > 0 || hasOneItem(g.Iter) {
			return nil
		}
	}
	return x
}

// isInEachRound reports a statement that a loop around it runs round by round.
func isInEachRound(m *index.Module, s ast.Stmt) bool {
	loop := wholeLoop(m, s)
	return loop != nil && !isOneRound(m, loop)
}

// isOneRound reports a loop of which a second round is not certain: one over one
// item, and a "while" that tests what its own body sets, as a flag. What a body
// counts with is tested to have several rounds.
func isOneRound(m *index.Module, loop ast.Stmt) bool {
	if s, ok := loop.(*ast.For); ok {
		return hasOneItem(s.Iter)
	}
	s, ok := loop.(*ast.While)
	if !ok {
		return false
	}
	src, tested := m.Source(), map[string]bool{}
	ast.Inspect(s.Test, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.Name, *ast.Attribute, *ast.Subscript:
			tested[src.Slice(n.Span())] = true
		}
		return true
	})
	sets, counts := false, countsOnce(s.Test)
	for _, inner := range s.Body {
		ast.Inspect(inner, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AugAssign:
				return counts
			case *ast.Name:
				sets = sets || n.Ctx != ast.Load && tested[n.Ident]
			case *ast.Attribute:
				sets = sets || n.Ctx != ast.Load && tested[src.Slice(n.Span())]
			case *ast.Subscript:
				sets = sets || n.Ctx != ast.Load && (tested[src.Slice(n.Span())] || tested[src.Slice(n.Value.Span())])
			case *ast.Call:
				if a, ok := n.Func.(*ast.Attribute); ok {
					sets = sets || tested[src.Slice(a.Value.Span())] // "while not done.is_set(): ...; done.set()"
				}
			}
			return !sets
		})
	}
	return sets
}

// countsOnce reports a test that a counter fails after its first step: "not n",
// "n == 0", "n < 1".
func countsOnce(test ast.Expr) bool {
	switch t := test.(type) {
	case *ast.UnaryOp:
		return t.Op == ast.Not
	case *ast.Compare:
		if len(t.Ops) != 1 {
			return true
		}
		c, ok := t.Comparators[0].(*ast.Constant)
		if !ok || c.Value.Type != ast.IntConst || c.Value.Text != "0" && c.Value.Text != "1" {
			return false
		}
		return t.Ops[0] == ast.Eq || t.Ops[0] == ast.Lt || t.Ops[0] == ast.LtE
	}
	return false
}

// bindsArgument reports that a loop binds a name which a call in it is given: that
// may be another generator in each round.
func bindsArgument(loop ast.Stmt, call *ast.Call) bool {
	given := map[string]bool{}
	for _, x := range arguments(call) {
		for {
			switch t := x.(type) {
			case *ast.Attribute:
				x = t.Value
				continue
			case *ast.Subscript:
				x = t.Value
				continue
			case *ast.Name:
				given[t.Ident] = true
			}
			break
		}
	}
	found := false
	ast.Inspect(loop, func(n ast.Node) bool {
		if name, ok := n.(*ast.Name); ok && name.Ctx != ast.Load && given[name.Ident] {
			found = true
		}
		return !found
	})
	return found
}

// hasOneItem reports what a loop over it runs through once.
func hasOneItem(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.List:
		return len(x.Elts) == 1 && x.Elts[0].Kind() != ast.StarredKind
	case *ast.Tuple:
		return len(x.Elts) == 1 && x.Elts[0].Kind() != ast.StarredKind
	case *ast.Dict:
		return len(x.Keys) == 1 && x.Keys[0] != nil
	case *ast.Call:
		switch fn := x.Func.(type) {
		case *ast.Name:
			if len(x.Args) == 0 {
				return false
			}
			switch fn.Ident {
			case "range":
				c, ok := x.Args[0].(*ast.Constant)
				return ok && len(x.Args) == 1 && c.Value.Type == ast.IntConst && (c.Value.Text == "1" || c.Value.Text == "0")
			case "enumerate", "reversed", "sorted", "iter":
				return hasOneItem(x.Args[0])
			}
		case *ast.Attribute:
			return len(x.Args) == 0 && (fn.Attr == "items" || fn.Attr == "values" || fn.Attr == "keys") && hasOneItem(fn.Value)
		}
	}
	return false
}

// waits reports that what runs inside n gives tasks time to end: an await, or
// what awaits by itself. where tells of a node whether it counts; nil for all.
func waits(n ast.Node, where func(ast.Node) bool) bool {
	found := false
	ast.Inspect(n, func(at ast.Node) bool {
		switch x := at.(type) {
		case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Lambda:
			return at == n
		case *ast.Await, *ast.AsyncFor, *ast.AsyncWith:
			found = found || where == nil || where(at)
		case *ast.Comprehension:
			found = found || x.IsAsync != 0 && (where == nil || where(at))
		}
		return !found
	})
	return found
}

// waitsBetween reports an await that lies between two calls of one function, or a
// block that waits for the first at its end.
func waitsBetween(m *index.Module, first, second ast.Node) bool {
	from, to := first.Pos(), second.Pos()
	if to < from {
		from, to = to, from
	}
	fn := m.FunctionAt(first)
	return fn == nil || waits(fn.Node, func(n ast.Node) bool {
		return endsIn(n, from, to) || n.Pos() > from && n.Pos() < to && !around(n, second)
	})
}

// endsIn reports a node that begins before or at from, or after it, and ends
// between both places.
func endsIn(n ast.Node, from, to source.Pos) bool { return n.End() > from && n.End() <= to }

func around(n, inner ast.Node) bool { return n.Pos() <= inner.Pos() && inner.End() <= n.End() }
