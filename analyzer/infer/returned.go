package infer

import (
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// onlyReturned reports a local name of what the function makes, that is read only to
// return it: the caller gets the only reference.
func (q *query) onlyReturned(fn *index.Function, x ast.Expr) bool {
	b, ok := origin(fn, x)
	if !ok || b.Kind != index.BindAssign {
		return false
	}
	if w, ok := b.Value.(*ast.NamedExpr); ok {
		return onlyNamed(fn, w)
	}
	v := q.eval(fn.Module, b.Value)
	if _, called := b.Value.(*ast.Call); called && v.Kind != AsyncGenerator {
		return true // the annotation of the name tells what it is
	}
	return v.Fresh // else where it came from may have it still
}

// passesOn reports x to be a parameter, or a name that got its value from one, of
// which the function does nothing but return it.
func (q *query) passesOn(fn *index.Function, x ast.Expr) bool {
	b, ok := origin(fn, x)
	return ok && (b.Kind == index.BindParam || q.eval(fn.Module, b.Value).Fresh)
}

// maxRenamed bounds how many names a value goes through.
const maxRenamed = 4

// origin is where the local name x got its value, through other names; ok if each of
// them is bound once, in a way that gives nothing else the value, and read once.
func origin(fn *index.Function, x ast.Expr) (b index.Binding, ok bool) {
	for range maxRenamed {
		name, isName := x.(*ast.Name)
		if !isName {
			return b, ok
		}
		at := fn.Block.Bindings(name.Ident)
		if len(at) != 1 || !isReadOnce(fn, x) {
			return b, false
		}
		if b = at[0]; b.Kind == index.BindParam {
			return b, true
		}
		if b.Kind != index.BindAssign || b.Value == nil || !namesAlone(fn.Module, b) {
			return b, false
		}
		x, ok = b.Value, true
	}
	return b, false
}

// namesAlone reports an assignment that gives its value to the one name: not
// "self.gen = gen = rows()", and not "gens.append(gen := rows())".
func namesAlone(m *index.Module, b index.Binding) bool {
	switch s := b.Stmt.(type) {
	case *ast.Assign:
		return len(s.Targets) == 1
	case *ast.AnnAssign:
		return true
	case *ast.NamedExpr:
		return isOnlyAsked(m, s) || resumption(m, s) != nil
	}
	return false
}

// isOnlyAsked reports an expression whose value is tested or thrown away.
func isOnlyAsked(m *index.Module, x ast.Expr) bool {
	switch up := m.Parent(x).(type) {
	case *ast.ExprStmt, *ast.Compare, *ast.Assert:
		return true
	case *ast.BoolOp:
		return isOnlyAsked(m, up)
	case *ast.UnaryOp:
		return up.Op == ast.Not
	case *ast.If:
		return up.Test == x
	case *ast.While:
		return up.Test == x
	}
	return false
}

// onlyNamed reports a walrus whose name is the function's own and is not read.
func onlyNamed(fn *index.Function, w *ast.NamedExpr) bool {
	name, ok := w.Target.(*ast.Name)
	return ok && len(fn.Block.Bindings(name.Ident)) > 0 && reads(fn, name.Ident) == 0
}

// onlyStarted reports a local name that the function reads to resume what it holds,
// at least once whatever happens, and to return it.
func (q *query) onlyStarted(fn *index.Function, x ast.Expr) bool {
	name, ok := x.(*ast.Name)
	if !ok || len(fn.Block.Bindings(name.Ident)) != 1 {
		return false
	}
	b := fn.Block.Bindings(name.Ident)[0]
	if b.Kind != index.BindAssign || !namesAlone(fn.Module, b) || !q.eval(fn.Module, b.Value).Fresh {
		return false // something else holds it, too
	}
	started, other := false, false
	for _, s := range fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			use, ok := n.(ast.Expr)
			if !ok || !isMention(use, name.Ident) || use == x {
				return true
			}
			switch {
			case resumption(fn.Module, use) != nil:
				started = started || isSimple(s)
			case use.Kind() == ast.NameKind:
				other = true
			}
			return true
		})
	}
	return started && !other
}

// isMention reports an expression that gives what the name holds: itself, or the
// walrus that binds it.
func isMention(x ast.Expr, name string) bool {
	switch x := x.(type) {
	case *ast.Name:
		return x.Ident == name && x.Ctx == ast.Load
	case *ast.NamedExpr:
		target, ok := x.Target.(*ast.Name)
		return ok && target.Ident == name
	}
	return false
}

// isSimple reports a statement of which all is evaluated, as a rule.
func isSimple(s ast.Stmt) bool {
	switch s.(type) {
	case *ast.ExprStmt, *ast.Assign, *ast.AnnAssign:
		return true
	}
	return false
}

// resumption is the await of "await anext(gen)", "await gen.__anext__()" or
// "await gen.asend(None)" for an expression.
func resumption(m *index.Module, gen ast.Expr) *ast.Await {
	var call *ast.Call
	switch p := m.Parent(gen).(type) {
	case *ast.Call:
		if isName(p.Func, "anext") && len(p.Args) == 1 && p.Args[0] == gen {
			call = p
		}
	case *ast.Attribute:
		if c, ok := m.Parent(p).(*ast.Call); ok && c.Func == ast.Expr(p) && (p.Attr == "__anext__" || p.Attr == "asend") {
			call = c
		}
	}
	if call == nil {
		return nil
	}
	await, _ := m.Parent(call).(*ast.Await)
	return await
}

// isReadOnce reports a name that the function mentions once.
func isReadOnce(fn *index.Function, x ast.Expr) bool {
	name, ok := x.(*ast.Name)
	return ok && reads(fn, name.Ident) == 1
}

// reads counts how often the function and those inside of it mention a name.
func reads(fn *index.Function, name string) int {
	out := 0
	for _, s := range fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			if n, ok := n.(*ast.Name); ok && n.Ident == name && n.Ctx == ast.Load {
				out++
			}
			return true
		})
	}
	return out
}
