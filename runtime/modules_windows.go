package runtime

import (
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
	"github.com/asynctools/asynctools/runtime/stdlib/errnomod"
	"github.com/asynctools/asynctools/runtime/stdlib/osmod"
)

func registerIO() {}

// addIO adds the native modules for files, sockets and processes; those that
// need Unix say so.
func (in *Interp) addIO() {
	in.native["errno"] = errnomod.New
	for _, name := range []string{"_socket", "select", "_subprocess", "resource"} {
		in.native[name] = unavailable(name)
	}
}

func unavailable(name string) stdlib.Module {
	return func(t *object.Thread) (*object.Module, error) {
		return nil, t.Raisef(object.ImportError, "module '%s' is not available on Windows", name)
	}
}

// posix makes the module posix.
func (in *Interp) posix(t *object.Thread) (*object.Module, error) { return osmod.New(in.exit)(t) }
