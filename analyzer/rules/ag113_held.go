package rules

import (
	"slices"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/lifetime"
	"github.com/asynctools/asynctools/syntax/ast"
)

// sharedInWith reports the generator of "async with aclosing(rows()) as g" when
// several tasks are made over it in the body.
func sharedInWith(p *analyzer.Pass, with *ast.AsyncWith) {
	m := p.Module
	for _, item := range with.Items {
		name, ok := item.OptionalVars.(*ast.Name)
		closer, isCall := item.ContextExpr.(*ast.Call)
		if !ok || !isCall || len(closer.Args) != 1 {
			continue
		}
		made, isCall := closer.Args[0].(*ast.Call)
		fn := m.FunctionAt(with)
		if !isCall || fn == nil || !m.Mentions("create_task") && !m.Mentions("gather") && !m.Mentions("ensure_future") && !m.Mentions("as_completed") {
			continue
		}
		if !boundOnce(fn, name.Ident) || m.BlockAt(name).Resolve(name.Ident) != fn.Block || !p.Infer.Closes(m, closer, made) {
			continue
		}
		v := p.Infer.Expr(m, made)
		if !isFresh(v) || !awaitsInside(v) {
			continue
		}
		var tasks []*ast.Call
		for _, s := range with.Body {
			ast.Inspect(s, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Lambda:
					return false
				case *ast.Call:
					if becomesTask(m, n) && iterates(p, n, name.Ident) {
						tasks = append(tasks, n)
					}
				}
				return true
			})
		}
		site := &lifetime.Site{Expr: made, Value: v, Stmt: with, Shared: tasks, Beside: tasks}
		if sharedByTasks(m, site, false) && !takesTurns(p, site) && !expectsError(p, tasks[0]) {
			inTwoTasks(p, site)
		}
	}
}

// iterates reports a call that resumes what it gets under a name: a helper that
// iterates it, or anext(name).
func iterates(p *analyzer.Pass, call *ast.Call, name string) bool {
	if x, ok := resumedBy(p, call).(*ast.Name); ok && x.Ident == name {
		return true
	}
	for _, x := range arguments(call) {
		if n, ok := x.(*ast.Name); ok && n.Ident == name {
			sum, helper := p.Handed(call, x)
			return helper != nil && helper.Async && sum.Known && !sum.Reads && !sum.Returns
		}
	}
	return false
}

// takesTurns reports tasks of a function that enters something, such as a lock,
// before it gets to the generator: that may let in one at a time.
func takesTurns(p *analyzer.Pass, site *lifetime.Site) bool {
	return slices.ContainsFunc(site.Shared, func(call *ast.Call) bool {
		if isResumption(call) {
			return false
		}
		fn := p.Infer.Expr(p.Module, call.Func).Func
		return fn != nil && entersSomething(p, fn)
	})
}

// entersSomething reports an "async with" or an acquire() in a function, aclosing
// and time limits left out.
func entersSomething(p *analyzer.Pass, fn *index.Function) bool {
	found := false
	for _, s := range fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AsyncWith:
				for _, item := range n.Items {
					call, ok := item.ContextExpr.(*ast.Call)
					if !ok {
						found = true
						continue
					}
					switch index.LastName(call.Func) {
					case "aclosing", "timeout", "timeout_at", "TaskGroup", "AsyncExitStack", "suppress":
					default:
						found = true
					}
				}
			case *ast.Attribute:
				found = found || n.Attr == "acquire" || n.Attr == "wait" || n.Attr == "wait_for"
			}
			return !found
		})
	}
	return found
}

// isGivenByName reports a call that gets the generator under the one name that this
// has, which no loop around the call binds.
func isGivenByName(m *index.Module, site *lifetime.Site, call *ast.Call) bool {
	fn := m.FunctionAt(call)
	return fn != nil && slices.ContainsFunc(arguments(call), func(x ast.Expr) bool {
		n, ok := x.(*ast.Name)
		if !ok {
			return false
		}
		at := fn.Block.Bindings(n.Ident)
		if len(at) != 1 {
			return false
		}
		return at[0].Kind == index.BindAssign && at[0].Value == site.Expr ||
			at[0].Kind == index.BindWith && at[0].Stmt == site.Stmt
	})
}
