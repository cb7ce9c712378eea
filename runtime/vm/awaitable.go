package vm

import (
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

func (st *State) yieldFromIter(f *Frame, v Value) (Value, error) {
	if v.Is(CoroutineType) {
		if f.code.Flags&(code.Coroutine|code.IterCoroutine) == 0 {
			return Value{}, st.T.Raisef(object.TypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator")
		}
		return v, nil
	}
	if v.Is(GeneratorType) {
		return v, nil
	}
	return st.T.Iter(v)
}

// IsCoroutine reports a coroutine, or a generator that types.coroutine made
// one.
func IsCoroutine(v Value) bool {
	return v.Is(CoroutineType) || v.Is(GeneratorType) && object.Cast[Generator](v).Code().Flags&code.IterCoroutine != 0
}

func (st *State) getAwaitable(v Value, where uint8) (Value, error) {
	t := st.T
	if v.Is(CoroutineType) {
		g := object.Cast[Generator](v)
		if g.Awaiting().Valid() && (g.state == genRunning || g.state == genSuspended) {
			return Value{}, t.Raisef(object.RuntimeError, "coroutine is being awaited already")
		}
		return v, nil
	}
	if ty := v.Type(); ty.Flags&object.HeapType == 0 && ty.S().Awaiting != nil {
		return v, nil
	}
	if v.Type() == AsyncGenSendType || v.Type() == AsyncGenThrowType || IsCoroutine(v) {
		return v, nil
	}
	if v.Type().S().Await == nil {
		switch where {
		case 1:
			return Value{}, t.Raisef(object.TypeError, "'async with' received an object from __aenter__ that does not implement __await__: %s", v.Type().TpName())
		case 2:
			return Value{}, t.Raisef(object.TypeError, "'async with' received an object from __aexit__ that does not implement __await__: %s", v.Type().TpName())
		}
	}
	return t.GetAwaitable(v)
}

func (st *State) getAIter(v Value) (Value, error) {
	t := st.T
	if v.Is(AsyncGenType) {
		return v, nil
	}
	f := v.Type().S().AIter
	if f == nil {
		return Value{}, t.Raisef(object.TypeError, "'async for' requires an object with __aiter__ method, got %s", v.Type().TpName())
	}
	it, err := f(t, v)
	if err != nil {
		return Value{}, err
	}
	if it.Type().S().ANext == nil {
		return Value{}, t.Raisef(object.TypeError, "'async for' received an object from __aiter__ that does not implement __anext__: %s", it.Type().TpName())
	}
	return it, nil
}

func (st *State) getANext(v Value) (Value, error) {
	t := st.T
	if v.Is(AsyncGenType) {
		return st.anext(object.Cast[Generator](v))
	}
	f := v.Type().S().ANext
	if f == nil {
		return Value{}, t.Raisef(object.TypeError, "'async for' requires an iterator with __anext__ method, got %s", v.Type().TpName())
	}
	a, err := f(t, v)
	if err != nil {
		return Value{}, err
	}
	if a.Is(CoroutineType) || a.Is(AsyncGenSendType) || a.Is(AsyncGenThrowType) {
		return a, nil
	}
	if a.Type().S().Await == nil {
		return Value{}, t.Raisef(object.TypeError, "'async for' received an invalid object from __anext__: %s", a.Type().TpName())
	}
	a.Hold()
	defer t.Release(a)
	it, err := t.GetAwaitable(a)
	if err != nil {
		// The failure is the cause of one that says where it happened.
		cause := t.AsRaised(err)
		e := t.AsRaised(t.Raisef(object.TypeError, "'async for' received an invalid object from __anext__: %s", a.Type().Name))
		e.SetCause(t, object.Of(cause))
		e.SetContext(t, object.Of(cause))
		return Value{}, e
	}
	it.Hold2()
	it.Forget()
	return it, nil
}

// anext is agen.__anext__().
func (st *State) anext(g *Generator) (Value, error) {
	if err := st.initHooks(g); err != nil {
		return Value{}, err
	}
	return st.newSend(g, object.None), nil
}

// initHooks calls the first-iteration hook once (PEP 525).
func (st *State) initHooks(g *Generator) error {
	if g.hooked {
		return nil
	}
	g.hooked = true
	t := st.T
	if t.Finalizer.Valid() {
		g.more().finalize = t.Finalizer
		g.Take(t.Finalizer)
	}
	if t.FirstIter.Valid() {
		r, err := t.Call(t.FirstIter, object.Of(g))
		t.DropFloating(r)
		return err
	}
	return nil
}

// Unwrap is the coroutine behind what coroutine.__await__() returned, what
// anext() with a default awaits, or the invalid Value.
func Unwrap(v Value) Value {
	switch {
	case v.Is(CoroWrapperType):
		return object.Cast[coroWrapper](v).coro
	case v.Is(AnextAwaitType):
		if a := object.Cast[anextAwait](v); a.it.Valid() {
			return a.it
		} else {
			return a.aw
		}
	}
	return Value{}
}
