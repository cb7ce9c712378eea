package loop

import (
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib/contextmod"
	"github.com/asynctools/asynctools/runtime/vm"
)

// Operation names what a coroutine of the package waits for that is written in
// Go, such as "Lock.acquire", the object it is a method of, if any, and when it
// ends by itself (a sleep). ok is false for other coroutines.
func Operation(g *vm.Generator) (name string, self Value, when float64, ok bool) {
	switch b := vm.BodyOf(g).(type) {
	case nil:
		return "", Value{}, 0, false
	case *sleeping:
		if b.handle != nil {
			when = b.handle.when
		}
	case *acquiring:
		return b.self.Type().Name + ".acquire", b.self, 0, true
	case *semAcquiring:
		return b.self.Type().Name + ".acquire", b.self, 0, true
	case *eventWaiting:
		self = b.self
	case *getting:
		self = b.self
	case *putting:
		self = b.self
	}
	return g.Qualname(), self, when, true
}

// Callbacks names what runs when the future is done.
func (f *Future) Callbacks(t *Thread) []string {
	var out []string
	f.eachCallback(func(c callback) {
		switch {
		case c.task != nil:
			out = append(out, "wakes "+c.task.Name())
		case c.call.next != nil:
			names := "gather"
			for _, w := range c.call.next.Future.Waiters() {
				names += ", which " + w.Name() + " awaits"
			}
			out = append(out, names)
		default:
			out = append(out, callableText(t, c.call.fn))
		}
	})
	return out
}

// EachClosure visits what the done callbacks that are Python functions close
// over.
func (f *Future) EachClosure(visit func(function, name string, v Value)) {
	f.eachCallback(func(c callback) {
		if c.call == nil || !c.call.fn.Valid() || !c.call.fn.Is(vm.FunctionType) {
			return
		}
		fn := object.Cast[vm.Function](c.call.fn)
		for i, n := range fn.Code.FreeNames {
			if i < len(fn.Closure) {
				visit(fn.Code.Qualname, n.S, fn.Closure[i].V)
			}
		}
	})
}

// Context is the context that the task runs in, or the invalid Value.
func (k *Task) Context() Value { return k.context.Value() }

// contextNow is get_context(): a task has no context object until a variable is set or
// somebody asks for it.
func (k *Task) contextNow(t *Thread) Value {
	if k.context.Valid() {
		return k.context.Value()
	}
	if k.loop != nil && k == k.loop.m.current {
		if ctx := contextmod.Current(t); ctx.Valid() {
			return ctx
		}
		return contextmod.NewContext() // it has none of its own, and runs in another one just now
	}
	t.StoreRef(&k.Header, &k.context, contextmod.NewContext())
	return k.context.Value()
}

func (h *Handle) contextNow(t *Thread) Value {
	if !h.ctx.Valid() {
		t.Store(&h.Header, &h.ctx, contextmod.NewContext())
	}
	return h.ctx
}

// MustCancel reports a cancellation that is to be delivered at the next step.
func (k *Task) MustCancel() bool { return k.is(mustCancel) }

// LoopOf is the loop of a future, which may be nil.
func (f *Future) LoopOf() *Loop { return f.loop }

// Value is the loop as a Python object.
func (l *Loop) Value() Value { return object.Of(l) }
