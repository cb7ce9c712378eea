package loop

import (
	"slices"
	"sync"
	"unsafe"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
	"github.com/asynctools/asynctools/runtime/stdlib/contextmod"
	"github.com/asynctools/asynctools/runtime/vm"
)

var once sync.Once

// Register completes the types of this package.
func Register() { once.Do(func() { object.Register(register) }) }

// New makes the module _asyncio.
func (m *Module) New(t *Thread) (*object.Module, error) {
	t.Interp.States["asyncio"] = m
	m.excs = map[string]*object.Type{}
	mod := object.NewModule(t, "_asyncio")
	for _, e := range []struct {
		name string
		base *object.Type
	}{{"CancelledError", object.BaseException}, {"InvalidStateError", object.Exception_}} {
		ns := object.NewDict()
		ns.SetString(t, "__module__", object.NewStr("asyncio.exceptions"))
		ty, err := t.NewType(object.TypeType, e.name, []*object.Type{e.base}, ns)
		if err != nil {
			return nil, err
		}
		m.excs[e.name] = ty
		if e.name == "CancelledError" {
			m.cancelled = ty
		}
		mod.Dict.SetString(t, e.name, object.Of(ty))
	}
	for _, ty := range append(transportTypes(), FutureType, TaskType, LoopType, HandleType, TimerType) {
		mod.Dict.SetString(t, ty.Name, object.Of(ty))
	}
	stdlib.Fill(t, mod, "_asyncio", m.functions())
	return mod, nil
}

func state(t *Thread) *Module { return t.Interp.States["asyncio"].(*Module) }

func optional(v Value) Value {
	if v.Valid() {
		return v
	}
	return none
}

func (m *Module) runningLoop(t *Thread) (*Loop, error) {
	if m.running == nil {
		return nil, t.Raisef(object.RuntimeError, "no running event loop")
	}
	return m.running, nil
}

func (m *Module) functions() []def {
	return []def{
		{Name: "get_running_loop", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			l, err := m.runningLoop(t)
			if err != nil {
				return Value{}, err
			}
			return object.Of(l), nil
		}},
		{Name: "_get_running_loop", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if m.running == nil {
				return none, nil
			}
			return object.Of(m.running), nil
		}},
		{Name: "current_task", Sig: "loop=None", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if (!a[0].Valid() || a[0].IsNone()) && m.running == nil {
				return Value{}, t.Raisef(object.RuntimeError, "no running event loop")
			}
			k := m.current
			if l := asLoop(a[0]); l != nil && l != m.running {
				k = l.currentElsewhere()
			}
			if k == nil {
				return none, nil
			}
			return object.Of(k), nil
		}},
		{Name: "all_tasks", Sig: "loop=None", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			l := asLoop(a[0])
			if l == nil && a[0].Valid() && !a[0].IsNone() {
				return object.Of(object.NewSet()), nil // a loop of another kind has none of our tasks
			}
			if l == nil {
				var err error
				if l, err = m.runningLoop(t); err != nil {
					return Value{}, err
				}
			}
			s := object.NewSet()
			for k := m.head; k != nil; k = k.next {
				if k.loop == l && k.state == pending {
					if _, err := s.Add(t, object.Of(k)); err != nil {
						return Value{}, err
					}
				}
			}
			return object.Of(s), nil
		}},
		{Name: "_sleep0", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return object.Of(&yieldOnce{Header: object.NewHeader(yieldOnceType)}), nil
		}},
		{Name: "_gather", Sig: "args, return_exceptions, ensure, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			excs, err := t.Truth(a[1])
			if err != nil {
				return Value{}, err
			}
			return m.newGather(t, object.AsTuple(a[0]).Items, excs, func(v Value) (Value, error) {
				if AsFuture(v) != nil {
					return v, nil
				}
				if isCoroutine(v) && m.running != nil && m.ownLoop(t, object.Of(m.running)) && !m.running.factory.Valid() {
					return m.newTask(t, m.running, v, none)
				}
				return t.Call(a[2], v)
			})
		}},
		{Name: "_await_chain", Sig: "coro, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			// From the innermost frame outwards.
			l := object.NewList()
			for _, f := range awaitChain(a[0]) {
				l.Append(f.Object())
			}
			slices.Reverse(l.Items)
			return object.Of(l), nil
		}},
		{Name: "_awaited_by", Sig: "future, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			l := object.NewList()
			if f := AsFuture(a[0]); f != nil {
				for _, k := range f.Waiters() {
					l.Append(object.Of(k))
				}
			}
			return object.Of(l), nil
		}},
		{Name: "_accelerate", Sig: "name, fn, /", Fn: m.accelerate},
		{Name: "_is_coroutine", Sig: "obj, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Bool(isCoroutine(a[0])), nil }},
	}
}

// yieldOnce is the awaitable of sleep(0): it suspends for one pass.
type yieldOnce struct {
	object.Header
	done bool
}

func loopArg(t *Thread, v Value) (*Loop, error) {
	if l := asLoop(v); l != nil {
		return l, nil
	}
	return state(t).runningLoop(t)
}

func register() {
	self := func(t *Thread, v Value) (Value, error) { return v, nil }
	stop := func(t *Thread, v Value, done bool, err error) (Value, error) {
		if err != nil || !done {
			return v, err
		}
		if v.IsNone() {
			return Value{}, t.Raise(object.StopIteration)
		}
		return Value{}, t.Raise(object.StopIteration, v)
	}
	once := func(v Value) *yieldOnce { return object.Cast[yieldOnce](v) }
	object.DefineType(yieldOnceType, object.ObjectType, "asyncio", object.Slots{
		Await: self, Iter: self,
		Send: func(t *Thread, v, _ Value) (Value, bool, error) {
			y := once(v)
			d := y.done
			y.done = true
			return none, d, nil
		},
		Next: func(t *Thread, v Value) (Value, error) {
			y := once(v)
			if y.done {
				return Value{}, nil
			}
			y.done = true
			return none, nil
		},
	})
	it := func(v Value) *futureIter { return object.Cast[futureIter](v) }
	object.DefineType(FutureIterType, object.ObjectType, "_asyncio", object.Slots{
		Iter: self,
		Send: func(t *Thread, v, _ Value) (Value, bool, error) { return it(v).send(t) },
		Next: func(t *Thread, v Value) (Value, error) {
			r, done, err := it(v).send(t)
			return stop(t, r, done, err)
		},
		Traverse: func(v Value, visit func(Value)) {
			if f := it(v).fut; f != nil {
				visit(f.value())
			}
		},
	},
		def{Name: "send", Sig: "value, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			r, done, err := it(a[0]).send(t)
			return stop(t, r, done, err)
		}},
		def{Name: "throw", Sig: "typ, val=None, tb=None, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			e := object.AsExc(a[1])
			if e == nil {
				v, err := t.Call(a[1])
				if err != nil {
					return Value{}, err
				}
				e = object.AsExc(v)
			}
			if e == nil {
				return Value{}, t.Raisef(object.TypeError, "exceptions must be classes or instances deriving from BaseException")
			}
			return Value{}, e
		}},
		def{Name: "close", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return none, nil }},
	)
	registerFuture()
	registerLoop()
}

func registerFuture() {
	fut := func(v Value) *Future { return object.Cast[Future](v) }
	task := func(v Value) *Task { return object.Cast[Task](v) }
	getter := func(name string, f func(t *Thread, v Value) (Value, error)) def {
		return def{Name: name, Kind: object.GetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return f(t, a[0]) }}
	}
	classGetitem := def{Name: "__class_getitem__", Kind: object.ClassDef, Sig: "item, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
		return object.NewGenericAlias(a[0], a[1]), nil
	}}
	object.DefineType(FutureType, object.ObjectType, "_asyncio", object.Slots{
		New: func(t *Thread, cls *object.Type, a []Value, kw kwargs) (Value, error) {
			v := cls.AllocOr(func() Value { return object.Of(NewFuture(nil)) })
			v.Header().SetFlags(object.Finalizes)
			return v, nil
		},
		Init: func(t *Thread, v Value, a []Value, kw kwargs) error {
			var p [1]Value
			if err := object.ParseArgs(t, "Future", "*, loop=None", a, kw, p[:]); err != nil {
				return err
			}
			l, err := loopArg(t, p[0])
			if err != nil {
				return err
			}
			fut(v).loop = l
			if l.debug {
				fut(v).trace(t)
			}
			return nil
		},
		Send: awaited, Awaiting: awaiting,
		Await:    func(t *Thread, v Value) (Value, error) { return newFutureIter(fut(v)), nil },
		Iter:     func(t *Thread, v Value) (Value, error) { return newFutureIter(fut(v)), nil },
		Repr:     futureRepr,
		Finalize: finalizeFuture,
		Traverse: func(v Value, visit func(Value)) { fut(v).traverse(visit) },
	},
		def{Name: "done", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return object.Bool(fut(a[0]).state != pending), nil
		}},
		def{Name: "cancelled", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return object.Bool(fut(a[0]).state == cancelled), nil
		}},
		def{Name: "result", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return fut(a[0]).get(t) }},
		def{Name: "exception", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			f := fut(a[0])
			switch f.state {
			case cancelled:
				return Value{}, f.cancelledError(t)
			case pending:
				return Value{}, raise(t, "InvalidStateError", "Exception is not set.")
			}
			f.read()
			return optional(f.exc()), nil
		}},
		def{Name: "set_result", Sig: "result, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return none, fut(a[0]).SetResult(t, a[1]) }},
		def{Name: "set_exception", Sig: "exception, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return none, fut(a[0]).SetException(t, a[1]) }},
		def{Name: "cancel", Sig: "msg=None", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return object.Bool(fut(a[0]).cancel(t, a[1])), nil
		}},
		def{Name: "add_done_callback", Sig: "fn, /, *, context=None", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			ctx := a[2]
			if !ctx.Valid() || ctx.IsNone() {
				ctx = contextmod.Fork(t)
			}
			if err := checkContext(t, ctx); err != nil {
				return Value{}, err
			}
			fut(a[0]).addCallback(t, callback{call: newDoneCall(a[1], ctx)})
			return none, nil
		}},
		def{Name: "remove_done_callback", Sig: "fn, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			f := fut(a[0])
			n := int64(0)
			var all []callback
			var keep hooks
			f.eachCallback(func(c callback) { all = append(all, c) })
			for _, c := range all {
				if c.call != nil && c.call.fn.Valid() {
					eq, err := t.Equal(c.call.fn, a[1])
					if err != nil {
						return Value{}, err
					}
					if eq {
						n++
						defer c.visit(t.Release)
						continue
					}
				}
				keep.add(c)
			}
			f.done = keep
			return object.Int(n), nil
		}},
		def{Name: "get_loop", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if l := fut(a[0]).loop; l != nil {
				return object.Of(l), nil
			}
			return Value{}, t.Raisef(object.RuntimeError, "Future object is not initialized.")
		}},
		getter("_loop", func(t *Thread, v Value) (Value, error) {
			if l := fut(v).loop; l != nil {
				return object.Of(l), nil
			}
			return none, nil
		}),
		getter("_state", func(t *Thread, v Value) (Value, error) {
			return object.NewStr([...]string{"PENDING", "CANCELLED", "FINISHED"}[fut(v).state]), nil
		}),
		getter("_log_destroy_pending", func(t *Thread, v Value) (Value, error) {
			k := AsTask(v)
			return object.Bool(k != nil && k.is(logDestroy)), nil
		}),
		def{Name: "_log_destroy_pending", Kind: object.SetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			on, err := t.Truth(a[1])
			if k := AsTask(a[0]); k != nil {
				k.put(logDestroy, on)
			}
			return none, err
		}},
		getter("_asyncio_future_blocking", func(t *Thread, v Value) (Value, error) { return object.Bool(fut(v).is(blocking)), nil }),
		def{Name: "_asyncio_future_blocking", Kind: object.SetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			b, err := t.Truth(a[1])
			fut(a[0]).put(blocking, b)
			return none, err
		}},
		getter("_log_traceback", func(t *Thread, v Value) (Value, error) { return object.Bool(fut(v).is(logTB)), nil }),
		def{Name: "_log_traceback", Kind: object.SetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			on, err := t.Truth(a[1])
			if err != nil {
				return Value{}, err
			}
			if on {
				return Value{}, t.Raisef(object.ValueError, "_log_traceback can only be set to False")
			}
			fut(a[0]).read()
			return none, nil
		}},
		getter("_exception", func(t *Thread, v Value) (Value, error) { return optional(fut(v).exc()), nil }),
		getter("_result", func(t *Thread, v Value) (Value, error) {
			if f := fut(v); f.state != finished || f.is(raised) {
				return none, nil
			}
			return optional(fut(v).result), nil
		}),
		getter("_source_traceback", func(t *Thread, v Value) (Value, error) { return optional(fut(v).source()), nil }),
		getter("_cancel_message", func(t *Thread, v Value) (Value, error) { return optional(fut(v).cancelMsg()), nil }),
		getter("__dict__", func(t *Thread, v Value) (Value, error) { return object.Of(t.DictOf(v)), nil }),
		def{Name: "_make_cancelled_error", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return object.Of(fut(a[0]).cancelledError(t)), nil
		}},
		classGetitem,
	)
	FutureType.SetAttrsPointer(futureRare, ownAttrs)
	object.RegisterLayout[Future](FutureType, nil)

	object.DefineType(TaskType, FutureType, "_asyncio", object.Slots{
		// A set of tasks has them in the order in which they were made, as far as the
		// way CPython's sets search allows, wherever they lie in memory.
		Hash: func(_ *Thread, v Value) (uint64, error) { return uint64(task(v).id) * 8, nil },
		Send: awaited, Awaiting: awaiting,
		New: func(t *Thread, cls *object.Type, a []Value, kw kwargs) (Value, error) {
			v := cls.AllocOr(func() Value {
				k := &Task{}
				k.Header = object.NewHeader(TaskType)
				return object.Of(k)
			})
			v.Header().SetFlags(object.Finalizes)
			return v, nil
		},
		Init: func(t *Thread, v Value, a []Value, kw kwargs) error {
			var p [5]Value
			if err := object.ParseArgs(t, "Task", "coro, *, loop=None, name=None, context=None, eager_start=False", a, kw, p[:]); err != nil {
				return err
			}
			l, err := loopArg(t, p[1])
			if err != nil {
				return err
			}
			if err := state(t).initTask(t, task(v), l, p[0], p[2]); err != nil {
				return err
			}
			if p[3].Valid() && !p[3].IsNone() {
				if err := task(v).setContext(t, p[3]); err != nil {
					return err
				}
			}
			eager := false
			if p[4].Valid() {
				if eager, err = t.Truth(p[4]); err != nil {
					return err
				}
			}
			return state(t).startTask(t, task(v), eager)
		},
		Repr:     taskRepr,
		Finalize: finalizeTask,
		Traverse: func(v Value, visit func(Value)) { taskTraverse(v, visit) },
	},
		def{Name: "cancel", Sig: "msg=None", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			ok, err := task(a[0]).cancelTask(t, a[1])
			return object.Bool(ok), err
		}},
		def{Name: "cancelling", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return object.Int(int64(task(a[0]).Cancelling())), nil
		}},
		def{Name: "get_stack", Sig: "*, limit=None", Fn: taskStack("_task_get_stack", 2)},
		def{Name: "print_stack", Sig: "*, limit=None, file=None", Fn: taskStack("_task_print_stack", 3)},
		def{Name: "uncancel", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return object.Int(int64(task(a[0]).uncancel())), nil
		}},
		def{Name: "get_name", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return task(a[0]).nameValue(), nil }},
		def{Name: "set_name", Sig: "value, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			s, err := t.StrValue(a[1])
			if err == nil {
				task(a[0]).setName(t, s)
			}
			return none, err
		}},
		def{Name: "get_coro", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return optional(task(a[0]).coro.Value()), nil }},
		def{Name: "get_context", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return task(a[0]).contextNow(t), nil }},
		def{Name: "set_result", Sig: "result, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return Value{}, t.Raisef(object.RuntimeError, "Task does not support set_result operation")
		}},
		def{Name: "set_exception", Sig: "exception, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return Value{}, t.Raisef(object.RuntimeError, "Task does not support set_exception operation")
		}},
		getter("_fut_waiter", func(t *Thread, v Value) (Value, error) { return optional(task(v).Waiter()), nil }),
		getter("_must_cancel", func(t *Thread, v Value) (Value, error) { return object.Bool(task(v).is(mustCancel)), nil }),
		getter("_coro", func(t *Thread, v Value) (Value, error) { return optional(task(v).coro.Value()), nil }),
		classGetitem,
	)
	TaskType.SetAttrsPointer(futureRare, ownAttrs)
	object.RegisterLayout[Task](TaskType, nil)
	gat := func(v Value) *gathering { return object.Cast[gathering](v) }
	object.DefineType(GatherType, FutureType, "asyncio.tasks", object.Slots{Send: awaited, Awaiting: awaiting, Traverse: gatherTraverse, Finalize: finalizeFuture},
		def{Name: "cancel", Sig: "msg=None", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			ok, err := gat(a[0]).cancelAll(t, a[1])
			return object.Bool(ok), err
		}},
	)
	GatherType.SetAttrsPointer(futureRare, ownAttrs)
}

func registerLoop() {
	lp := func(v Value) *Loop { return object.Cast[Loop](v) }
	hd := func(v Value) *Handle { return object.Cast[Handle](v) }
	getter := func(name string, f func(t *Thread, v Value) (Value, error)) def {
		return def{Name: name, Kind: object.GetterDef, Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return f(t, a[0]) }}
	}
	handleTraverse := func(v Value, visit func(Value)) {
		h := hd(v)
		if h.fn.Valid() {
			visit(h.fn)
		}
		if h.ctx.Valid() {
			visit(h.ctx)
		}
		for _, a := range h.args {
			visit(a)
		}
		if s := h.source(); s.Valid() {
			visit(s)
		}
	}
	object.DefineType(HandleType, object.ObjectType, "asyncio", object.Slots{Repr: handleRepr, Traverse: handleTraverse},
		def{Name: "cancel", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { hd(a[0]).cancel(t); return none, nil }},
		def{Name: "cancelled", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Bool(hd(a[0]).cancelled), nil }},
		def{Name: "get_context", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return hd(a[0]).contextNow(t), nil }},
		getter("_callback", func(t *Thread, v Value) (Value, error) { return optional(hd(v).fn), nil }),
		getter("_args", func(t *Thread, v Value) (Value, error) {
			if h := hd(v); h.fn.Valid() {
				return object.NewTuple(h.args...), nil
			}
			return none, nil
		}),
		getter("_cancelled", func(t *Thread, v Value) (Value, error) { return object.Bool(hd(v).cancelled), nil }),
		getter("_loop", func(t *Thread, v Value) (Value, error) { return object.Of(hd(v).loop), nil }),
		getter("_source_traceback", func(t *Thread, v Value) (Value, error) { return optional(hd(v).source()), nil }),
	)
	object.DefineType(TimerType, HandleType, "asyncio", object.Slots{Repr: handleRepr, Traverse: handleTraverse},
		def{Name: "when", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Float(hd(a[0]).when), nil }})

	// split separates context= from callback arguments.
	split := func(a []Value, kw kwargs) []Value { return a[:len(a)-len(kw)] }
	soon := func(safe bool) object.NativeFunc {
		return func(t *Thread, a []Value, kw kwargs) (Value, error) {
			ctx, err := contextArg(t, "call_soon", a, kw)
			if err != nil {
				return Value{}, err
			}
			a = split(a, kw)
			l := lp(a[0])
			if len(a) < 2 {
				return Value{}, t.Raisef(object.TypeError, "call_soon() missing 1 required positional argument: 'callback'")
			}
			if err := l.checkClosed(t); err != nil {
				return Value{}, err
			}
			if l.debug {
				method := "call_soon"
				if safe {
					method = "call_soon_threadsafe"
				} else if err := l.checkThread(t); err != nil {
					return Value{}, err
				}
				if err := checkCallback(t, a[1], method); err != nil {
					return Value{}, err
				}
			}
			h := l.newHandle(t, HandleType, a[1], a[2:])
			h.runIn(t, ctx)
			l.push(t, entry{kind: entryCall, handle: h})
			if safe {
				l.wakeUp(t)
			}
			return object.Of(h), nil
		}
	}
	timer := func(at bool) object.NativeFunc {
		return func(t *Thread, a []Value, kw kwargs) (Value, error) {
			ctx, err := contextArg(t, "call_later", a, kw)
			if err != nil {
				return Value{}, err
			}
			a = split(a, kw)
			l := lp(a[0])
			if len(a) < 3 {
				return Value{}, t.Raisef(object.TypeError, "call_later() missing required arguments")
			}
			if a[1].IsNone() {
				if at {
					return Value{}, t.Raisef(object.TypeError, "when cannot be None")
				}
				return Value{}, t.Raisef(object.TypeError, "delay must not be None")
			}
			if err := l.checkClosed(t); err != nil {
				return Value{}, err
			}
			w, err := t.ToFloat(a[1])
			if err != nil {
				return Value{}, err
			}
			if l.debug {
				if err := l.checkThread(t); err != nil {
					return Value{}, err
				}
				if err := checkCallback(t, a[2], "call_at"); err != nil {
					return Value{}, err
				}
			}
			if !at {
				w += l.now()
			}
			h := l.callAt(t, w, a[2], a[3:])
			h.runIn(t, ctx)
			return object.Of(h), nil
		}
	}
	object.DefineType(LoopType, object.ObjectType, "asyncio", object.Slots{
		New: func(t *Thread, cls *object.Type, a []Value, kw kwargs) (Value, error) {
			v := cls.AllocOr(func() Value { return object.Of(state(t).newLoop()) })
			l := lp(v)
			l.m = state(t)
			l.agens = map[*vm.Generator]int{}
			l.debug = debugByDefault(t)
			l.SetFlags(object.Holds)
			return v, nil
		},
		Init: func(*Thread, Value, []Value, kwargs) error { return nil },
		Repr: func(t *Thread, v Value) (Value, error) {
			l := lp(v)
			b := func(x bool) string {
				if x {
					return "True"
				}
				return "False"
			}
			return object.NewStr("<" + v.Type().Name + " running=" + b(l.active) + " closed=" + b(l.closed) + " debug=" + b(l.debug) + ">"), nil
		},
		Traverse: func(v Value, visit func(Value)) {
			l := lp(v)
			for e := range l.ready.all() {
				e.visit(visit)
			}
			for i := range l.held {
				l.held[i].visit(visit)
			}
			for _, h := range l.timers {
				visit(object.Of(h))
			}
			for _, v := range []Value{l.handler, l.factory, l.weakset} {
				if v.Valid() {
					visit(v)
				}
			}
			l.attrs.Traverse(visit)
		},
	}, append(ioDefs(),
		def{Name: "call_soon", Sig: "*", Fn: soon(false)},
		def{Name: "call_soon_threadsafe", Sig: "*", Fn: soon(true)},
		def{Name: "call_later", Sig: "*", Fn: timer(false)},
		def{Name: "call_at", Sig: "*", Fn: timer(true)},
		def{Name: "time", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Float(lp(a[0]).now()), nil }},
		def{Name: "run_forever", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return none, lp(a[0]).runForever(t) }},
		def{Name: "stop", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { lp(a[0]).stopping = true; return none, nil }},
		def{Name: "is_running", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Bool(lp(a[0]).active), nil }},
		def{Name: "is_closed", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Bool(lp(a[0]).closed), nil }},
		def{Name: "_check_closed", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return none, lp(a[0]).checkClosed(t) }},
		def{Name: "close", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			l := lp(a[0])
			if l.active {
				return Value{}, t.Raisef(object.RuntimeError, "Cannot close a running event loop")
			}
			if l.closed {
				return none, nil
			}
			l.closed = true
			for l.ready.n > 0 {
				p := l.ready.pop()
				e := p.entry()
				e.visit(t.Release)
			}
			for len(l.timers) > 0 {
				h := l.timers[len(l.timers)-1]
				l.timers = l.timers[:len(l.timers)-1]
				h.index = -1
				t.Release(object.Of(h))
			}
			l.closeIO(t)
			return none, nil
		}},
		def{Name: "create_future", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return lp(a[0]).newFuture(t).value(), nil }},
		def{Name: "create_task", Sig: "coro, *, name=None, context=None, eager_start=None", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			l := lp(a[0])
			if err := l.checkClosed(t); err != nil {
				return Value{}, err
			}
			if l.factory.Valid() {
				return l.byFactory(t, a[1:])
			}
			if a[4].Valid() && a[4] != object.False && !a[4].IsNone() || a[3].Valid() && !a[3].IsNone() {
				return l.explicitTask(t, a[1:])
			}
			return l.m.newTask(t, l, a[1], a[2])
		}},
		def{Name: "set_task_factory", Sig: "factory, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			v := a[1]
			if v.IsNone() {
				v = Value{}
			} else if v.Type().S().Call == nil {
				return Value{}, t.Raisef(object.TypeError, "task factory must be a callable or None")
			}
			l := lp(a[0])
			t.Store(&l.Header, &l.factory, v)
			return none, nil
		}},
		def{Name: "get_task_factory", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return optional(lp(a[0]).factory), nil }},
		def{Name: "get_debug", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return object.Bool(lp(a[0]).debug), nil }},
		def{Name: "set_debug", Sig: "enabled, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			b, err := t.Truth(a[1])
			if err == nil {
				lp(a[0]).setDebug(b)
			}
			return none, err
		}},
		def{Name: "set_exception_handler", Sig: "handler, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			l := lp(a[0])
			v := a[1]
			if v.IsNone() {
				v = Value{}
			} else if v.Type().S().Call == nil {
				r, _ := t.Repr(v)
				return Value{}, t.Raisef(object.TypeError, "A callable object or None is expected, got %s", r)
			}
			t.Store(&l.Header, &l.handler, v)
			return none, nil
		}},
		def{Name: "get_exception_handler", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) { return optional(lp(a[0]).handler), nil }},
		def{Name: "default_exception_handler", Sig: "context, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return none, lp(a[0]).defaultHandler(t, object.AsDict(a[1]))
		}},
		def{Name: "call_exception_handler", Sig: "context, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			lp(a[0]).callExceptionHandler(t, object.AsDict(a[1]))
			return none, nil
		}},
		def{Name: "_asyncgen_firstiter_hook", Sig: "agen, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			l := lp(a[0])
			g := vm.AsGenerator(a[1])
			if l.agensOff && t.Interp.WarnOf != nil {
				r, _ := t.Repr(a[1])
				if err := t.Interp.WarnOf(t, object.ResourceWarning, "asynchronous generator "+r+" was scheduled after loop.shutdown_asyncgens() call", a[0]); err != nil {
					return Value{}, err
				}
			}
			return none, l.addAgen(t, g)
		}},
		def{Name: "_asyncgen_finalizer_hook", Sig: "agen, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			l := lp(a[0])
			delete(l.agens, vm.AsGenerator(a[1]))
			if l.weakset.Valid() {
				if r, err := t.CallMethod(l.weakset, t.Interp.Intern("discard"), a[1]); err != nil {
					return Value{}, err
				} else {
					t.DropFloating(r)
				}
			}
			if l.closed {
				return none, nil
			}
			create, err := t.GetAttrString(a[0], "create_task")
			if err != nil {
				return Value{}, err
			}
			ac, err := t.CallMethod(a[1], t.Interp.Intern("aclose"))
			if err != nil {
				return Value{}, err
			}
			r, err := t.CallMethod(a[0], t.Interp.Intern("call_soon_threadsafe"), create, ac)
			t.DropFloating(r)
			return none, err
		}},
		def{Name: "_live_asyncgens", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			l := object.NewList()
			for _, g := range lp(a[0]).Agens() {
				l.Append(object.Of(g))
				if w := lp(a[0]).m.Watch; w != nil {
					w.Open(t, g)
				}
			}
			lp(a[0]).agensOff = true
			return object.Of(l), nil
		}},
		getter("__dict__", func(t *Thread, v Value) (Value, error) { return object.Of(t.DictOf(v)), nil }),
		getter("_asyncgens", func(t *Thread, v Value) (Value, error) { return lp(v).asyncgens(t) }),
	)...)
	registerTransport()
	off := unsafe.Offsetof(Loop{}.attrs)
	LoopType.SetAttrsOffset(off)
	object.RegisterInlineLayout(LoopType, off, func() Value {
		l := &Loop{Header: object.NewHeader(LoopType)}
		return object.Of(l)
	})
}
