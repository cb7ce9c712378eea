package lifetime

import (
	"github.com/asynctools/asynctools/analyzer/flow"
	"github.com/asynctools/asynctools/syntax/ast"
)

// Who writes "except StopAsyncIteration" around "await anext(a)" and "await
// anext(b)" believes that either of them may come to its end. The one that does
// not is then left where it was resumed last.

// endHandler is the clause for StopAsyncIteration among those that an exception
// comes to first, or nil.
func endHandler(to *flow.Node) *flow.Node {
	if to.Kind != flow.Join {
		return nil
	}
	for _, e := range to.Succ {
		if h, ok := e.To.Ast.(*ast.ExceptHandler); ok && e.To.Kind == flow.Handle && namesEnd(h.Type) {
			return e.To
		}
	}
	return nil
}

func namesEnd(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Name:
		return x.Ident == "StopAsyncIteration"
	case *ast.Tuple:
		for _, e := range x.Elts {
			if namesEnd(e) {
				return true
			}
		}
	}
	return false
}

// ended are the states in which the end of some generator that a statement resumes
// gets to a handler for it.
func (s *search) ended(n *flow.Node, st state) []state {
	if n.Kind != flow.Stmt || st.st != created && st.st != suspended || s.inLoop(st) {
		return nil
	}
	var out []state
	own := false
	list := s.f.resumptions(n.Ast)
	if len(list) > 1 && s.f.areTogether(n.Ast) {
		for _, x := range list {
			if id := s.f.holder(x); id >= 0 && s.f.holds(st, id) {
				st.st, st.guard = suspended, false // whichever ends first, the tasks of all have begun
			}
		}
	}
	for _, x := range list {
		if id := s.f.holder(x); id >= 0 && s.f.holds(st, id) {
			if end := st; !own {
				end.st = finished
				out = append(out, end)
			}
			own, st.st = true, suspended
			continue
		}
		out = append(out, st)
	}
	return out
}

// areTogether reports a statement that awaits a gather.
func (f *function) areTogether(stmt ast.Node) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		if await, ok := n.(*ast.Await); ok && !found {
			call, is := await.Value.(*ast.Call)
			found = is && f.a.infer.DottedName(f.m, call.Func) == "asyncio.gather"
		}
		return !found
	})
	return found
}

// resumptions are what a statement awaits the next item of, in order: x of "await
// anext(x)" and "await x.__anext__()". A default keeps anext from raising.
func (f *function) resumptions(stmt ast.Node) []ast.Expr {
	x := evaluated(stmt)
	if x == nil {
		return nil
	}
	var out []ast.Expr
	awaits := 0
	var visit func(n ast.Node) bool
	visit = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Lambda, *ast.GeneratorExp, *ast.ListComp, *ast.SetComp, *ast.DictComp:
			return false
		case *ast.Await:
			awaits++
			ast.Inspect(n.Value, visit)
			awaits--
			return false
		case *ast.Call:
			if awaits == 0 {
				break
			}
			switch fn := n.Func.(type) {
			case *ast.Name:
				if fn.Ident == "anext" && len(n.Args) == 1 {
					out = append(out, n.Args[0])
				}
			case *ast.Attribute:
				if fn.Attr == "__anext__" && len(n.Args) == 0 {
					out = append(out, fn.Value)
				}
			}
		}
		return true
	}
	ast.Inspect(x, visit)
	return out
}
