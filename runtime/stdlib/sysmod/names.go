package sysmod

import (
	_ "embed"
	"strings"
	"sync"
)

// stdlibText lists the top-level modules of CPython 3.14's standard library.
//
//go:embed stdlib_names.txt
var stdlibText string

var stdlibNames = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, n := range strings.Fields(stdlibText) {
		out[n] = true
	}
	return out
})

// IsStdlib reports a top-level module of CPython's standard library.
func IsStdlib(name string) bool { return stdlibNames()[name] }
