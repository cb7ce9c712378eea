package parse_test

import (
	"strings"
	"testing"

	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/scope"
	"github.com/asynctools/asynctools/syntax/source"
)

// TestRobust breaks a program at every token and holds each tree against what
// everything above relies on: no panic, spans in bounds, ids in range.
func TestRobust(t *testing.T) {
	text := strings.Join(seeds[1:14], "") + "class K:\n    def m(self):\n        return [self, {1: (2, 3)}]\n\n    async def n(self): pass\n"
	files := []*source.File{source.NewFile("f", text)}
	for i, s := range mutants(files, 5000, 3) {
		f := parse.Parse(source.NewFile("f", s), parse.Options{TypeComments: i%2 == 0, TargetMinor: 13 + i%2})
		checkTree(t, f)
		scope.Analyze(f)
	}
}
