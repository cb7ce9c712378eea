// Package osmod holds the native halves of the modules os and resource.
package osmod

import (
	"os"
	"runtime"
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
)

// Exit ends the process at once, as os._exit.
type Exit func(status int)

// missing are functions of module posix that Windows does not offer here.
var missing = []string{"kill", "pipe", "open", "read", "write", "close", "stat", "lstat", "fork", "waitpid", "symlink", "link", "chmod", "chown", "dup", "dup2", "scandir_"}

// New makes the module posix, as far as Windows goes.
func New(exit Exit) stdlib.Module {
	return func(t *Thread) (*object.Module, error) {
		m := object.NewModule(t, "posix")
		env := object.NewDict()
		for _, kv := range os.Environ() {
			if k, v, ok := strings.Cut(kv, "="); ok {
				env.SetString(t, k, object.NewStr(v))
			}
		}
		m.Dict.SetString(t, "environ", object.Of(env))
		path1 := func(f func(string) error) object.NativeFunc {
			return func(t *Thread, a []Value, _ kwargs) (Value, error) {
				p, err := t.StrArg(a[0], "path")
				if err != nil {
					return Value{}, err
				}
				return object.None, object.OSErrorOf(t, f(p), a[0])
			}
		}
		number := func(f func() int) object.NativeFunc {
			return func(*Thread, []Value, kwargs) (Value, error) { return object.Int(int64(f())), nil }
		}
		stdlib.Fill(t, m, "posix", []object.Def{
			{Name: "getpid", Fn: number(os.Getpid)},
			{Name: "getppid", Fn: number(os.Getppid)},
			{Name: "cpu_count", Fn: number(runtime.NumCPU)},
			{Name: "getcwd", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
				dir, err := os.Getwd()
				return object.NewStr(dir), object.OSErrorOf(t, err, Value{})
			}},
			{Name: "_exit", Sig: "status", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
				n, err := t.IntArg(a[0])
				if err == nil {
					exit(int(n))
				}
				return object.None, err
			}},
			{Name: "chdir", Sig: "path", Fn: path1(os.Chdir)},
			{Name: "mkdir", Sig: "path, mode=511", Fn: path1(func(p string) error { return os.Mkdir(p, 0o777) })},
			{Name: "remove", Sig: "path", Fn: path1(os.Remove)},
			{Name: "rmdir", Sig: "path", Fn: path1(os.Remove)},
			{Name: "unsetenv", Sig: "key, /", Fn: path1(os.Unsetenv)},
		})
		for _, name := range missing {
			stdlib.Fill(t, m, "posix", []object.Def{{Name: name, Sig: "*", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
				return Value{}, t.Raisef(object.NotImplementedError, "os.%s() is not available on Windows", name)
			}}})
		}
		return m, nil
	}
}
