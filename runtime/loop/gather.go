package loop

import (
	"slices"

	"github.com/asynctools/asynctools/runtime/object"
)

// gathering is the future that asyncio.gather returns.
type gathering struct {
	Future
	children  []Value // distinct futures
	order     []int   // for each argument, its child; nil: one each
	left      int
	excs      bool // return_exceptions
	requested bool // cancel() was called
}

// newGather is gather(*args, return_exceptions=...). ensure makes a future of
// an awaitable.
func (m *Module) newGather(t *Thread, args []Value, excs bool, ensure func(v Value) (Value, error)) (Value, error) {
	g := &gathering{excs: excs}
	g.Header = object.NewHeader(GatherType)
	g.SetFlags(object.Finalizes)
	// The same awaitable given twice has one future; most calls have none such.
	var seen map[Value]int
	if repeats(args) {
		seen = map[Value]int{}
		g.order = make([]int, 0, len(args))
	}
	g.children = make([]Value, 0, len(args))
	for _, a := range args {
		if i, ok := seen[a]; ok {
			g.order = append(g.order, i)
			continue
		}
		f, err := ensure(a)
		if err != nil {
			return Value{}, err
		}
		fut := AsFuture(f)
		if fut == nil {
			return Value{}, t.Raisef(object.TypeError, "An asyncio.Future, a coroutine or an awaitable is required")
		}
		if k := AsTask(f); k != nil && f != a {
			k.put(logDestroy, false)
		}
		if g.loop == nil {
			g.loop = fut.loop
		} else if g.loop != fut.loop {
			return Value{}, t.Raisef(object.ValueError, "The future belongs to a different loop than the one specified as the loop argument")
		}
		if seen != nil {
			seen[a] = len(g.children)
			g.order = append(g.order, len(g.children))
		}
		g.Take(f)
		g.children = append(g.children, f)
	}
	if g.loop.debug {
		g.trace(t)
	}
	g.left = len(g.children)
	// Those that are done already are counted here and now: a gathering of nothing
	// else is done at once.
	call := newDoneCall(Value{}, Value{})
	call.next = g
	var done []*Future
	for _, c := range g.children {
		if f := AsFuture(c); f.state == pending {
			f.addCallback(t, callback{call: call})
		} else {
			done = append(done, f)
		}
	}
	for _, f := range done {
		if err := g.childDone(t, f); err != nil {
			return Value{}, err
		}
	}
	return object.Of(g), nil
}

// repeats reports that a value occurs twice.
func repeats(args []Value) bool {
	if len(args) <= 8 {
		for i, a := range args {
			if slices.Contains(args[:i], a) {
				return true
			}
		}
		return false
	}
	at := make([]uintptr, len(args))
	for i, a := range args {
		at[i] = uintptr(a.Pointer())
	}
	slices.Sort(at)
	for i := range at[1:] {
		if at[i] == at[i+1] {
			return true // or equal ints and the like, which are errors anyhow
		}
	}
	return false
}

// childDone handles the end of one child.
func (g *gathering) childDone(t *Thread, f *Future) error {
	g.left--
	if g.state != pending {
		if f.is(raised) {
			f.read()
		}
		return nil
	}
	if !g.excs {
		if f.state == cancelled {
			return g.SetException(t, object.Of(f.cancelledError(t)))
		}
		if f.is(raised) {
			f.read()
			return g.SetException(t, f.result)
		}
	}
	if g.left > 0 {
		return nil
	}
	results := make([]Value, len(g.children))
	for i, c := range g.children {
		cf := AsFuture(c)
		switch {
		case cf.state == cancelled:
			msg := cf.cancelMsg()
			if !msg.Valid() || msg.IsNone() {
				msg = object.NewStr("")
			}
			results[i] = object.Of(g.loop.m.newCancelled(msg))
		case cf.is(raised):
			cf.read()
			results[i] = cf.result
		default:
			results[i] = cf.result
		}
	}
	if g.requested {
		return g.SetException(t, object.Of(f.cancelledError(t)))
	}
	if g.order != nil {
		out := make([]Value, len(g.order))
		for i, k := range g.order {
			out[i] = results[k]
		}
		results = out
	}
	return g.SetResult(t, object.Of(object.ListOf(results)))
}

// cancelAll cancels the children; the gathering ends when they have.
func (g *gathering) cancelAll(t *Thread, msg Value) (bool, error) {
	if g.state != pending {
		return false, nil
	}
	any := false
	for _, c := range g.children {
		ok, err := cancelValue(t, c, msg)
		if err != nil {
			return any, err
		}
		any = any || ok
	}
	if any {
		g.requested = true
	}
	return any, nil
}

// Children lists the futures a gathering waits for, for the debugger.
func Children(v Value) []Value {
	if v.Valid() && v.Is(GatherType) {
		return object.Cast[gathering](v).children
	}
	return nil
}

func gatherTraverse(v Value, visit func(Value)) {
	g := object.Cast[gathering](v)
	g.traverse(visit)
	for _, c := range g.children {
		visit(c)
	}
}
