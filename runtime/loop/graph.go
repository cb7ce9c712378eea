package loop

import "github.com/asynctools/asynctools/runtime/vm"

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
