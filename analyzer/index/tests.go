package index

import (
	"path/filepath"
	"strings"
)

// IsTest reports a file of tests, by its name.
func (m *Module) IsTest() bool {
	base := filepath.Base(m.Path)
	return strings.HasPrefix(base, "test_") || strings.HasSuffix(base, "_test.py") || base == "conftest.py"
}

// IsSetUpBy reports a file of tests for which another one may put things in the
// place of others: a conftest.py of its folder or one above, or a helper among the
// tests that it mentions. What another test does is over when this one runs.
func (m *Module) IsSetUpBy(other *Module) bool {
	if !m.isAmongTests() || !other.isAmongTests() {
		return false
	}
	dir, name := filepath.Split(other.Path)
	if name == "conftest.py" {
		return strings.HasPrefix(m.Path, dir)
	}
	return !other.IsTest() && m.Mentions(strings.TrimSuffix(name, ".py"))
}

// isAmongTests reports a file of tests, or one in a folder of tests: its fixtures
// and helpers are theirs.
func (m *Module) isAmongTests() bool {
	if m.IsTest() {
		return true
	}
	for _, part := range strings.Split(filepath.ToSlash(filepath.Dir(m.Path)), "/") {
		if part == "tests" || part == "test" || part == "testing" {
			return true
		}
	}
	return false
}
