package runtime

import (
	"os"
	"strings"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/loop"
	"github.com/asynctools/asynctools/runtime/target"
	"github.com/asynctools/asynctools/runtime/vm"
)

// Unaccelerated makes the asyncio package run as Python alone; for tests.
func (in *Interp) Unaccelerated() { in.loops.Unaccelerated() }

// Target makes a program of this interpreter debuggable: run is RunFile or
// one of its siblings with its argument. The interpreter must not be used
// otherwise afterwards.
func (in *Interp) Target(run func() int) inspect.Target { return target.New(host{in}, run) }

// host shows the interpreter to the target.
type host struct{ *Interp }

func (h host) Loops() *loop.Module { return h.loops }

func (h host) Compile(path string) (*code.Code, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return vm.CompileBytes(h.main, path, raw, vm.CompileOptions{Warn: true})
}

func (h host) OnLoad(f func(c *code.Code, module string)) { h.OnSource = f }

func (h host) Library(path string) bool {
	return strings.HasPrefix(path, "<frozen ") || strings.Contains(path, "/site-packages/") || strings.Contains(path, "/lib/python3")
}

func (h host) Close() { h.Interp.Close() }
