package loop

import (
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
)

// awaitChain lists the frames of a suspended coroutine and of what it awaits,
// outermost first, through async generators and the wrappers of awaitables.
func awaitChain(coro Value) []*vm.Frame {
	var out []*vm.Frame
	for v := coro; v.Valid(); {
		g := vm.AsGenerator(v)
		if g == nil {
			if g, _ = vm.AsyncOp(v); g == nil {
				v = vm.Unwrap(v)
				continue
			}
		}
		f := g.Frame()
		if f == nil {
			break
		}
		out = append(out, f)
		v = g.Awaiting()
	}
	return out
}

// taskStack is a method of Task that a function of asyncio.base_tasks does.
func taskStack(name string, n int) object.NativeFunc {
	return func(t *Thread, a []Value, _ kwargs) (Value, error) {
		m, err := t.Interp.ImportModule(t, "asyncio.base_tasks", nil, object.NewTuple(object.NewStr(name)), 0)
		if err != nil {
			return Value{}, err
		}
		args := []Value{a[0], optional(a[1])}
		if n == 3 {
			args = append(args, optional(a[2]))
		}
		return t.CallMethod(m, t.Interp.Intern(name), args...)
	}
}
