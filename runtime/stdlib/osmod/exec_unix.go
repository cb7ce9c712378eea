//go:build unix

package osmod

import (
	"fmt"
	"syscall"

	"github.com/asynctools/asynctools/runtime/object"
)

// exec lets another program take the place of this process: it does not come back
// unless it fails. What the streams hold is to be written before.
func exec(t *Thread, a []Value, _ kwargs) (Value, error) {
	var path string
	if a[0].IsInt() {
		path = fmt.Sprintf("/proc/self/fd/%d", a[0].AsInt()) // an open file
	} else {
		var err error
		if path, err = pathArg(t, a[0]); err != nil {
			return Value{}, err
		}
	}
	argv, err := pathArgs(t, a[1])
	if err != nil {
		return Value{}, err
	}
	env, err := pathArgs(t, a[2])
	if err != nil {
		return Value{}, err
	}
	return Value{}, raise(t, syscall.Exec(path, argv, env), Value{})
}

// pathArgs are the texts of a list.
func pathArgs(t *Thread, v Value) ([]string, error) {
	var out []string
	err := t.Each(v, func(x Value) error {
		s, err := pathArg(t, x)
		out = append(out, s)
		return err
	})
	return out, err
}

func execDef() object.Def { return object.Def{Name: "exec_", Sig: "path, argv, env, /", Fn: exec} }
