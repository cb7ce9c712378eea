package rules

import (
	"slices"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// expectsError reports code that is there to see what the misuse of an async
// generator raises, or what it warns of.
func expectsError(p *analyzer.Pass, n ast.Node) bool {
	for _, exception := range []string{"TypeError", "RuntimeError", "AttributeError", "RuntimeWarning"} {
		if isExpected(p, n, exception) {
			return true
		}
	}
	return isProvoked(p, n)
}

// isProvoked reports code inside pytest.raises(...), self.assertWarns(...) and
// their like, whatever they wait for: it may be an error of the project's own.
func isProvoked(p *analyzer.Pass, n ast.Node) bool {
	for at := p.Module.Parent(n); at != nil; at = p.Module.Parent(at) {
		for _, item := range itemsOf(at) {
			call, ok := item.ContextExpr.(*ast.Call)
			if !ok {
				continue
			}
			if name := index.LastName(call.Func); name == "raises" || name == "warns" || strings.HasPrefix(name, "assertRaises") || strings.HasPrefix(name, "assertWarns") {
				return true
			}
		}
	}
	return false
}

// seesEnd reports a resumption in a loop of a function that is told when the
// generator ends, as one that takes turns with several generators is.
func seesEnd(p *analyzer.Pass, n ast.Node) bool {
	if !isHandled(p, n, "StopAsyncIteration") {
		return false
	}
	for at := p.Module.Parent(n); at != nil; at = p.Module.Parent(at) {
		switch at.(type) {
		case *ast.While:
			return true
		case *ast.FunctionDef, *ast.AsyncFunctionDef:
			return false
		}
	}
	return false
}

// isHandled reports code inside the body of a try whose handlers name the
// exception.
func isHandled(p *analyzer.Pass, n ast.Node, exception string) bool {
	for at := p.Module.Parent(n); at != nil; at = p.Module.Parent(at) {
		switch at := at.(type) {
		case *ast.Try:
			if handles(at.Handlers, exception) && isIn(at.Body, n) {
				return true
			}
		case *ast.TryStar:
			if handles(at.Handlers, exception) && isIn(at.Body, n) {
				return true
			}
		case *ast.FunctionDef, *ast.AsyncFunctionDef, *ast.ClassDef, *ast.Lambda:
			return false // it runs later, elsewhere
		}
	}
	return false
}

func handles(list []*ast.ExceptHandler, exception string) bool {
	for _, h := range list {
		if namesException(h.Type, exception) {
			return true
		}
	}
	return false
}

func isIn(body []ast.Stmt, n ast.Node) bool {
	return len(body) > 0 && body[0].Pos() <= n.Pos() && n.End() <= body[len(body)-1].End()
}

// isTestCode reports a file of tests, by its name.
func isTestCode(m *index.Module) bool { return m.IsTest() }

// lessInTests lowers a finding in a file of tests: a test that takes one item and
// leaves the rest open often means to, and what is late there is a test's.
func lessInTests(p *analyzer.Pass, d *analyzer.Diagnostic) {
	if isTestCode(p.Module) {
		d.Severity = min(d.Severity, analyzer.Information)
	}
}

// isToFail reports the decorators of a test, or a class of tests, that passes when it
// fails: unittest.expectedFailure and pytest.mark.xfail.
func isToFail(decorators []ast.Expr) bool {
	return slices.ContainsFunc(decorators, func(d ast.Expr) bool {
		if call, ok := d.(*ast.Call); ok {
			d = call.Func
		}
		name := index.LastName(d)
		return name == "expectedFailure" || name == "xfail"
	})
}
