package rules

import (
	"path/filepath"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// expectsError reports code that is there to see what the misuse of an async
// generator raises, or what it warns of.
func expectsError(p *analyzer.Pass, n ast.Node) bool {
	for _, exception := range []string{"TypeError", "RuntimeError", "AttributeError", "RuntimeWarning", "StopAsyncIteration"} {
		if isExpected(p, n, exception) {
			return true
		}
	}
	for at := p.Module.Parent(n); at != nil; at = p.Module.Parent(at) {
		with, ok := at.(*ast.With)
		if !ok {
			continue
		}
		for _, item := range with.Items {
			call, ok := item.ContextExpr.(*ast.Call)
			if !ok {
				continue
			}
			// pytest.raises(SomeError) of the project's own, self.assertWarns(...)
			if name := index.LastName(call.Func); name == "raises" || name == "warns" || strings.HasPrefix(name, "assertRaises") || strings.HasPrefix(name, "assertWarns") {
				return true
			}
		}
	}
	return false
}

// isTestCode reports a file of tests, by its name.
func isTestCode(m *index.Module) bool {
	base := filepath.Base(m.Path)
	return strings.HasPrefix(base, "test_") || strings.HasSuffix(base, "_test.py") || base == "conftest.py"
}

// lessInTests lowers a finding in a file of tests: a test that takes one item and
// leaves the rest open often means to, and what is late there is a test's.
func lessInTests(p *analyzer.Pass, d *analyzer.Diagnostic) {
	if isTestCode(p.Module) {
		d.Severity = min(d.Severity, analyzer.Information)
	}
}
