package target

import (
	"strings"

	"github.com/asynctools/asynctools/runtime/stdlib"
)

// stdlibSource finds the text behind a "<frozen NAME>" path.
func stdlibSource(path string) (string, bool) {
	name, ok := strings.CutPrefix(path, "<frozen ")
	if !ok {
		return "", false
	}
	text, _, ok := stdlib.Source(strings.TrimSuffix(name, ">"))
	return text, ok
}
