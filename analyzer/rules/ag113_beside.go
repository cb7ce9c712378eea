package rules

import (
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/lifetime"
	"github.com/asynctools/asynctools/syntax/ast"
)

// besideTask reports a loop over a generator that begins while a task over it,
// which the function has made just before, cannot have ended.
func besideTask(p *analyzer.Pass, site *lifetime.Site) bool {
	m, src := p.Module, p.Source()
	for _, call := range site.Shared {
		made, ok := statementOf(m, call).(ast.Stmt)
		if !ok || inAwait(m, call, made) || m.FunctionAt(call) != m.FunctionAt(site.Expr) {
			continue
		}
		block, at := index.Siblings(m.Parent(made), made)
		if at < 0 {
			continue
		}
		for _, next := range block[at+1:] {
			if over := besideIn(next, site); over != nil {
				if expectsError(p, over) {
					return false
				}
				p.Report(analyzer.Diagnostic{
					Severity: analyzer.Error,
					Span:     site.Expr.Span(),
					Message: fmt.Sprintf("async generator `%s` is iterated at line %d while a task runs over it: `RuntimeError: anext(): asynchronous generator is already running`",
						excerpt(src, site.Expr), src.Line(over.Pos())+1),
					Related: append([]analyzer.Related{
						{File: src, Span: headSpan(src, call), Message: "a task over it is made here"},
						{File: src, Span: headSpan(src, over), Message: "it is iterated here, too"},
					}, madeBy(site.Value)...),
				})
				return true
			}
			if !givesNoTurn(p, next, call) {
				break
			}
		}
	}
	return false
}

// inAwait reports an expression that its statement awaits as a whole, or that is
// in another statement's head.
func inAwait(m *index.Module, n, stmt ast.Node) bool {
	switch stmt.(type) {
	case *ast.ExprStmt, *ast.Assign, *ast.AnnAssign:
	default:
		return true
	}
	for at := m.Parent(n); at != nil && at != stmt; at = m.Parent(at) {
		if isAwait(at) {
			return true
		}
	}
	return false
}

// besideIn is what a statement begins with that iterates the generator: a loop, or
// a comprehension that it always evaluates.
func besideIn(s ast.Stmt, site *lifetime.Site) ast.Node {
	for _, loop := range site.Loops {
		if ast.Node(loop) == ast.Node(s) {
			return loop
		}
	}
	return nil
}

// givesNoTurn reports a statement during which a task over a generator cannot run
// to its end: one that awaits nothing, or sleep(0), which is one turn.
func givesNoTurn(p *analyzer.Pass, s ast.Stmt, task *ast.Call) bool {
	switch s := s.(type) {
	case *ast.Assign, *ast.AnnAssign, *ast.AugAssign, *ast.Pass, *ast.Import, *ast.ImportFrom:
	case *ast.ExprStmt:
		await, ok := s.Value.(*ast.Await)
		if !ok {
			break
		}
		call, ok := await.Value.(*ast.Call)
		if !ok || isResumption(task) || len(call.Args) != 1 || p.Infer.DottedName(p.Module, call.Func) != "asyncio.sleep" {
			return false
		}
		c, ok := call.Args[0].(*ast.Constant)
		return ok && c.Value.Type == ast.IntConst && c.Value.Text == "0"
	default:
		return false
	}
	awaits := false
	ast.Inspect(s, func(n ast.Node) bool {
		if c, ok := n.(*ast.Comprehension); ok && c.IsAsync != 0 || isAwait(n) {
			awaits = true
		}
		return !awaits
	})
	return !awaits
}
