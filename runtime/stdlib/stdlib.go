// Package stdlib holds the built-in part of the standard library: a table of
// native modules, and the modules written in Python that are embedded in the
// binary.
package stdlib

import (
	"embed"
	"io/fs"
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
)

// Module makes a native module. It returns the module object; it is called at
// most once an interpreter, at first import.
type Module func(t *object.Thread) (*object.Module, error)

//go:embed all:py
var sources embed.FS

// Source returns the embedded Python source of a module, and whether it is a
// package.
func Source(name string) (text string, pkg, ok bool) {
	path := "py/" + strings.ReplaceAll(name, ".", "/")
	if b, err := fs.ReadFile(sources, path+".py"); err == nil {
		return string(b), false, true
	}
	if b, err := fs.ReadFile(sources, path+"/__init__.py"); err == nil {
		return string(b), true, true
	}
	return "", false, false
}

// Fill adds native functions to a module.
func Fill(t *object.Thread, m *object.Module, name string, defs []object.Def) {
	for _, d := range defs {
		m.Dict.SetString(t, d.Name, object.NewNative(name, d.Name, d.Sig, d.Fn))
	}
}
