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

// IsAmongTests reports a file of tests, or one in a folder of tests: its fixtures
// and helpers are theirs.
func (m *Module) IsAmongTests() bool {
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
