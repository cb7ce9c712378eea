package loop

import "github.com/asynctools/asynctools/runtime/vm"

// Operation names what a coroutine of the package waits for that is written in
// Go, such as "Lock.acquire", and when it ends by itself (a sleep). ok is false
// for other coroutines.
func Operation(g *vm.Generator) (name string, when float64, ok bool) {
	switch b := vm.BodyOf(g).(type) {
	case nil:
		return "", 0, false
	case *sleeping:
		if b.handle != nil {
			when = b.handle.when
		}
	case *acquiring:
		return b.self.Type().Name + ".acquire", 0, true
	case *semAcquiring:
		return b.self.Type().Name + ".acquire", 0, true
	}
	return g.Qualname(), when, true
}
