package rules

import (
	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/lifetime"
	"github.com/asynctools/asynctools/syntax/ast"
)

// sharedByWorkers reports a generator of fn that a nested coroutine function
// iterates, when fn makes several tasks of that.
func sharedByWorkers(p *analyzer.Pass, fn *index.Function) {
	for _, worker := range fn.Inner {
		if !worker.Async || worker.IsAsyncGenerator() || len(worker.Decorators) > 0 || len(fn.Block.Bindings(worker.Name)) != 1 {
			continue
		}
		loop, made, v := capturedLoop(p, fn, worker)
		if loop == nil || !awaitsInside(v) {
			continue
		}
		tasks := tasksOf(p.Module, fn, worker.Name)
		site := &lifetime.Site{Expr: made, Value: v, Stmt: p.Module.Parent(made), Shared: tasks, Beside: tasks}
		if sharedByTasks(p.Module, site, true) && !expectsError(p, tasks[0]) {
			inTwoTasks(p, site)
		}
	}
}

// capturedLoop is a loop of worker over a generator that fn made and that has no
// other name, with nothing around it that could keep others out.
func capturedLoop(p *analyzer.Pass, fn, worker *index.Function) (loop *ast.AsyncFor, made ast.Expr, v infer.Value) {
	m := p.Module
	for _, s := range worker.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AsyncWith, *ast.With, *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Lambda:
				return false
			case *ast.AsyncFor:
				name, ok := n.Iter.(*ast.Name)
				if !ok || loop != nil || m.BlockAt(name).Resolve(name.Ident) != fn.Block {
					return true
				}
				at := fn.Block.Bindings(name.Ident)
				if len(at) != 1 || at[0].Kind != index.BindAssign || !isCall(at[0].Value) {
					return true
				}
				if got := p.Infer.Expr(m, at[0].Value); isFresh(got) {
					loop, made, v = n, at[0].Value, got
				}
			}
			return loop == nil
		})
	}
	return loop, made, v
}

// awaitsInside reports a generator that suspends its consumer in a step: one
// that never does can serve several tasks.
func awaitsInside(v infer.Value) bool {
	for _, maker := range v.Makers() {
		found := false
		for _, s := range maker.Body {
			ast.Inspect(s, func(n ast.Node) bool {
				switch n.(type) {
				case *ast.Await, *ast.AsyncFor, *ast.AsyncWith:
					found = found || !inFinally(maker, n) // which runs at its end, not between its items
				case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Lambda:
					return false
				}
				return !found
			})
		}
		if !found {
			return false
		}
	}
	return len(v.Makers()) > 0
}

// tasksOf are the calls of a nested function that fn makes tasks of and does not
// await on the spot.
func tasksOf(m *index.Module, fn *index.Function, worker string) []*ast.Call {
	var out []*ast.Call
	for _, s := range fn.Body {
		ast.Inspect(s, func(n ast.Node) bool {
			call, ok := n.(*ast.Call)
			if !ok {
				return true
			}
			if name, ok := call.Func.(*ast.Name); ok && name.Ident == worker && m.FunctionAt(call) == fn && becomesTask(m, call) {
				out = append(out, call)
			}
			return true
		})
	}
	return out
}

func becomesTask(m *index.Module, call *ast.Call) bool {
	for at := m.Parent(call); at != nil; at = m.Parent(at) {
		switch at := at.(type) {
		case ast.Stmt:
			return false
		case *ast.Call:
			switch index.LastName(at.Func) {
			case "gather", "as_completed":
				return true
			case "create_task", "ensure_future":
				_, awaited := m.Parent(at).(*ast.Await)
				return !awaited
			}
		}
	}
	return false
}
