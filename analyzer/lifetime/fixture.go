package lifetime

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// isFixture reports a fixture of pytest or of a plugin of it. Who drives one goes
// on after its yield whatever becomes of the test: nothing is thrown in there, and
// it is not closed there.
func isFixture(fn *index.Function) bool {
	if fn == nil {
		return false
	}
	for _, d := range fn.Decorators {
		if call, ok := d.(*ast.Call); ok {
			d = call.Func
		}
		if name := index.LastName(d); name == "fixture" || strings.HasSuffix(name, "_fixture") {
			return true
		}
	}
	return false
}
