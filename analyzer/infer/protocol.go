package infer

// awaited is what "await v" gives.
func (q *query) awaited(v Value) Value {
	switch v.Kind {
	case typeVariable:
		return q.awaited(standIn(v))
	case Parameter, pending:
		return pend("await", v, nil)
	case Union:
		// Of a union, the one member that can be awaited must be meant, or
		// the program could not work.
		var out []Value
		for _, alt := range v.Alts() {
			if q.mayAwait(alt) {
				out = append(out, q.awaited(alt))
			}
		}
		return joinAll(out)
	case Coroutine, Awaitable:
		return deref(v.Of)
	case Task, Future:
		return shared(deref(v.Of)) // whoever has the task can ask again
	case Instance:
		if v.class() == nil {
			return Value{}
		}
		g := q.method(v, "__await__")
		switch {
		case g.Kind != Generator:
			return Value{}
		case g.Key() != nil:
			return shared(*g.Key())
		case g.Func != nil:
			if fn := g.Func; fn.Annotation != nil {
				if a := q.annotation(fn.Module, fn.Annotation); deref(a.Key()).Kind != Unknown {
					return shared(q.settle(*a.Key(), Value{Func: fn, Receiver: &v}, nil))
				}
			}
			return shared(q.settle(q.result(g.Func), Value{Func: g.Func, Receiver: &v}, nil))
		}
	}
	return Value{}
}

// mayAwait reports a value of which it is not certain that it is no awaitable.
func (q *query) mayAwait(v Value) bool {
	switch v.Kind {
	case Coroutine, Awaitable, Task, Future, Parameter, typeVariable, pending:
		return true
	case Instance:
		_, found, complete := q.lookup(v, "__await__")
		return found || !complete
	}
	return false
}

// element is what iterating v gives each time.
func (q *query) element(v Value, async bool) Value {
	op := "for"
	if async {
		op = "async for"
	}
	switch v.Kind {
	case typeVariable:
		return q.element(standIn(v), async)
	case Parameter, pending:
		return pend(op, v, nil)
	case Union:
		return each(v, func(v Value) Value { return q.element(v, async) })
	case Instance:
		return q.instanceElement(v, async)
	}
	if async {
		switch v.Kind {
		case AsyncIterator:
			return shared(deref(v.Of))
		case AsyncGenerator:
			if v.Of != nil && v.Of.Kind != Unknown {
				return shared(*v.Of)
			}
			values := make([]Value, len(v.Makers()))
			for i, fn := range v.Makers() {
				values[i] = known(q.yielded(fn))
			}
			return shared(joinAll(values))
		}
		return Value{}
	}
	switch v.Kind {
	case Collection:
		return shared(deref(v.Of))
	case Mapping:
		return shared(deref(v.Key()))
	case Tuple:
		return shared(joinAll(v.Elts()))
	case Generator:
		if v.Of != nil {
			return shared(*v.Of)
		}
		if v.Func != nil {
			return shared(known(q.yielded(v.Func)))
		}
	}
	return Value{}
}

func (q *query) instanceElement(v Value, async bool) Value {
	if v.class() == nil {
		return Value{}
	}
	iter, next := "__iter__", "__next__"
	if async {
		iter, next = "__aiter__", "__anext__"
	}
	key := iterKey{v.class(), async}
	return q.enter(key, func() Value {
		it := q.method(v, iter)
		if it.Kind == typeVariable {
			it = deref(it.Of)
		}
		if it.Kind != Instance {
			return q.element(it, async)
		}
		if it.class() == nil {
			return Value{}
		}
		got := q.method(it, next)
		if async {
			return q.awaited(got)
		}
		return got
	})
}

type iterKey struct {
	class any
	async bool
}

// entered is what "with v as name" binds.
func (q *query) entered(v Value, async bool) Value {
	switch v.Kind {
	case typeVariable:
		return q.entered(standIn(v), async)
	case Parameter, pending:
		if async {
			return pend("async with", v, nil)
		}
		return pend("with", v, nil)
	case Union:
		return each(v, func(v Value) Value { return q.entered(v, async) })
	case Closing:
		return shared(deref(v.Of))
	case Manager:
		if v.Async == async {
			return shared(deref(v.Of))
		}
	case Instance:
		if v.class() == nil {
			if v.Name == "contextlib.AsyncExitStack" || v.Name == "contextlib.ExitStack" {
				return v
			}
			return Value{}
		}
		if async {
			return shared(q.awaited(q.method(v, "__aenter__")))
		}
		return shared(q.method(v, "__enter__"))
	}
	return Value{}
}
