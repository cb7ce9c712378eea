//go:build unix

package runtime

import (
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib/errnomod"
	"github.com/asynctools/asynctools/runtime/stdlib/osmod"
	"github.com/asynctools/asynctools/runtime/stdlib/procmod"
	"github.com/asynctools/asynctools/runtime/stdlib/selectmod"
	"github.com/asynctools/asynctools/runtime/stdlib/sockmod"
)

func registerIO() {
	sockmod.Register()
	selectmod.Register()
}

// addIO adds the native modules for files, sockets and processes.
func (in *Interp) addIO() {
	in.native["_socket"] = in.taped("socket", sockmod.New)
	in.native["select"] = in.taped("select", selectmod.New)
	in.native["errno"] = errnomod.New
	in.native["_subprocess"] = in.taped("_subprocess", procmod.New)
	in.native["resource"] = in.taped("resource", osmod.Resource)
	in.native["pwd"] = in.taped("pwd", osmod.Users)
	in.native["grp"] = in.taped("grp", osmod.Groups)
}

// posix makes the module posix.
func (in *Interp) posix(t *object.Thread) (*object.Module, error) {
	m, err := osmod.New(in.exit)(t)
	if err == nil {
		osmod.AddFiles(t, m)
		osmod.AddProcesses(t, m, in.signals.Raise)
	}
	return m, err
}
