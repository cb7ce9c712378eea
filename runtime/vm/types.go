package vm

import (
	"strconv"
	"sync"
	"unsafe"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

type def = object.Def

var registerOnce sync.Once

// Register completes the types of this package; call it before the first
// interpreter is made.
func Register() { registerOnce.Do(func() { object.Register(register) }) }

func getter(name string, f func(t *Thread, v Value) (Value, error)) def {
	return def{Name: name, Kind: object.GetterDef, Fn: func(t *Thread, a []Value, _ object.KwNames) (Value, error) { return f(t, a[0]) }}
}

func setter(name string, f func(t *Thread, v, x Value) error) def {
	return def{Name: name, Kind: object.SetterDef, Fn: func(t *Thread, a []Value, _ object.KwNames) (Value, error) {
		return object.None, f(t, a[0], a[1])
	}}
}

func strList(names []*object.Str) Value {
	items := make([]Value, len(names))
	for i, n := range names {
		items[i] = object.Of(n)
	}
	return object.TupleOf(items)
}

func orNone(v Value) Value {
	if v.Valid() {
		return v
	}
	return object.None
}

func register() {
	registerFunction()
	registerCode()
	registerGenerators()
	registerAnext()
	registerLocalsProxy()
	object.DefineType(wrappedValueType, object.ObjectType, "builtins", object.Slots{})
	fr := func(v Value) *Frame { return object.Cast[Frame](v) }
	object.DefineType(FrameType, object.ObjectType, "builtins", object.Slots{
		Traverse: frameTraverse, Free: frameFree,
		Repr: func(t *Thread, v Value) (Value, error) {
			f := fr(v)
			return object.NewStr("<frame at " + t.Addr(v) + ", file '" + f.code.Filename() + "', line " + itoa(f.Line()) + ", code " + f.code.Name + ">"), nil
		},
	},
		getter("f_code", func(t *Thread, v Value) (Value, error) { return object.Of(fr(v).code), nil }),
		getter("f_lineno", func(t *Thread, v Value) (Value, error) { return object.Int(int64(fr(v).Line())), nil }),
		getter("f_lasti", func(t *Thread, v Value) (Value, error) { return object.Int(int64(fr(v).pc)), nil }),
		getter("f_globals", func(t *Thread, v Value) (Value, error) { return object.Of(fr(v).Globals()), nil }),
		getter("f_builtins", func(t *Thread, v Value) (Value, error) { return object.Of(fr(v).space.Builtins), nil }),
		getter("f_locals", func(t *Thread, v Value) (Value, error) {
			if f := fr(v); f.code.Flags&code.Optimized == 0 {
				return f.Locals(t), nil
			}
			return newLocalsProxy(fr(v)), nil
		}),
		getter("f_back", func(t *Thread, v Value) (Value, error) {
			if g := fr(v).gen(); g != nil {
				g.settle()
			}
			if b := fr(v).prev; b != nil {
				return b.expose(), nil
			}
			return object.None, nil
		}),
		getter("f_generator", func(t *Thread, v Value) (Value, error) {
			if g := fr(v).gen(); g != nil {
				return object.Of(g), nil
			}
			return object.None, nil
		}),
		getter("f_trace", func(t *Thread, v Value) (Value, error) {
			if ft := traceOf(t, fr(v)); ft != nil {
				return orNone(ft.fn), nil
			}
			return object.None, nil
		}),
		setter("f_trace", func(t *Thread, v, x Value) error {
			if !x.Valid() || x.IsNone() {
				if traceOf(t, fr(v)) != nil {
					Of(t).setFrame(fr(v), Value{})
				}
				return nil
			}
			Of(t).setFrame(fr(v), x)
			return nil
		}),
		getter("f_trace_lines", func(t *Thread, v Value) (Value, error) {
			ft := traceOf(t, fr(v))
			return object.Bool(ft == nil || !ft.noLines), nil
		}),
		setter("f_trace_lines", func(t *Thread, v, x Value) error {
			return traceFlag(t, fr(v), x, func(ft *frameTrace, on bool) { ft.noLines = !on })
		}),
		getter("f_trace_opcodes", func(t *Thread, v Value) (Value, error) {
			ft := traceOf(t, fr(v))
			return object.Bool(ft != nil && ft.opcodes), nil
		}),
		setter("f_trace_opcodes", func(t *Thread, v, x Value) error {
			return traceFlag(t, fr(v), x, func(ft *frameTrace, on bool) { ft.opcodes = on })
		}),
		def{Name: "clear", Fn: func(t *Thread, a []Value, _ object.KwNames) (Value, error) { return object.None, fr(a[0]).clear(t) }},
	)
	tb := func(v Value) *Traceback { return object.Cast[Traceback](v) }
	object.DefineType(TracebackType, object.ObjectType, "builtins", object.Slots{
		Traverse: tracebackTraverse, New: newTraceback, Init: func(*Thread, Value, []Value, object.KwNames) error { return nil },
	},
		getter("tb_frame", func(t *Thread, v Value) (Value, error) { return tb(v).Frame.expose(), nil }),
		getter("tb_lineno", func(t *Thread, v Value) (Value, error) { return object.Int(int64(tb(v).Line())), nil }),
		getter("tb_lasti", func(t *Thread, v Value) (Value, error) { return object.Int(int64(tb(v).PC)), nil }),
		getter("tb_next", func(t *Thread, v Value) (Value, error) { return orNone(tb(v).Next), nil }),
		setter("tb_next", func(t *Thread, v, x Value) error {
			if !x.Valid() {
				return t.Raisef(object.TypeError, "can't delete tb_next attribute")
			}
			if x.IsNone() {
				x = Value{}
			} else if !x.Is(TracebackType) {
				return t.Raisef(object.TypeError, "expected traceback object, got '%s'", x.Type().TpName())
			}
			for n := x; n.Valid(); n = tb(n).Next {
				if n == v {
					return t.Raisef(object.ValueError, "traceback loop detected")
				}
			}
			t.Store(&tb(v).Header, &tb(v).Next, x)
			return nil
		}),
	)
}

// Locals is a snapshot of the frame's variables as a dict, or the namespace
// itself for modules and classes.
func (f *Frame) Locals(t *Thread) Value {
	if f.named && f.code.Flags&code.Optimized == 0 {
		return f.locals()
	}
	d := object.NewDict()
	f.EachLocal(func(n string, v Value, _ bool) { d.SetString(t, n, v) })
	return object.Of(d)
}

func registerFunction() {
	fn := func(v Value) *Function { return object.Cast[Function](v) }
	str := func(name string, p func(*Function) *string) []def {
		return []def{
			getter(name, func(t *Thread, v Value) (Value, error) { return object.NewStr(*p(fn(v))), nil }),
			setter(name, func(t *Thread, v, x Value) error {
				if !x.Valid() || object.AsStrV(x) == nil {
					return t.Raisef(object.TypeError, "%s must be set to a string object", name)
				}
				*p(fn(v)) = object.AsStrV(x).S
				return nil
			}),
		}
	}
	val := func(name string, p func(*Function) *Value) []def {
		return []def{
			getter(name, func(t *Thread, v Value) (Value, error) { return orNone(*p(fn(v))), nil }),
			setter(name, func(t *Thread, v, x Value) error {
				t.Store(&fn(v).Header, p(fn(v)), x)
				return nil
			}),
		}
	}
	var defs []def
	defs = append(defs, str("__name__", func(f *Function) *string { return &f.Name })...)
	defs = append(defs, str("__qualname__", func(f *Function) *string { return &f.Qualname })...)
	defs = append(defs, val("__doc__", func(f *Function) *Value { return &f.Doc })...)
	defs = append(defs, val("__module__", func(f *Function) *Value { return &f.Module })...)
	defs = append(defs, getter("__annotate__", func(t *Thread, v Value) (Value, error) { return orNone(fn(v).Annotate), nil }),
		setter("__annotate__", func(t *Thread, v, x Value) error {
			switch {
			case !x.Valid():
				return t.Raisef(object.TypeError, "__annotate__ cannot be deleted")
			case !x.IsNone() && x.Type().S().Call == nil:
				return t.Raisef(object.TypeError, "__annotate__ must be callable or None")
			}
			t.Store(&fn(v).Header, &fn(v).Annotate, x)
			if !x.IsNone() {
				t.Store(&fn(v).Header, &fn(v).Annotated, Value{})
			}
			return nil
		}))
	defs = append(defs,
		getter("__code__", func(t *Thread, v Value) (Value, error) { return object.Of(fn(v).Code), nil }),
		setter("__code__", func(t *Thread, v, x Value) error { return fn(v).setCode(t, x) }),
		getter("__globals__", func(t *Thread, v Value) (Value, error) { return object.Of(fn(v).Globals), nil }),
		getter("__dict__", func(t *Thread, v Value) (Value, error) { return object.Of(t.DictOf(v)), nil }),
		setter("__dict__", func(t *Thread, v, x Value) error {
			if !x.Valid() {
				return t.Raisef(object.TypeError, "cannot delete __dict__")
			}
			return t.SetDict(v, x)
		}),
		getter("__builtins__", func(t *Thread, v Value) (Value, error) { return object.Of(fn(v).Builtins), nil }),
		getter("__closure__", func(t *Thread, v Value) (Value, error) {
			f := fn(v)
			if len(f.Closure) == 0 {
				return object.None, nil
			}
			items := make([]Value, len(f.Closure))
			for i, c := range f.Closure {
				items[i] = object.Of(c)
			}
			return object.TupleOf(items), nil
		}),
		getter("__kwdefaults__", func(t *Thread, v Value) (Value, error) {
			if f := fn(v); f.KwDefaults != nil {
				return object.Of(f.KwDefaults), nil
			}
			return object.None, nil
		}),
		setter("__kwdefaults__", func(t *Thread, v, x Value) error {
			f := fn(v)
			if x.Valid() && !x.IsNone() && object.AsDict(x) == nil {
				return t.Raisef(object.TypeError, "__kwdefaults__ must be set to a dict object")
			}
			old := f.KwDefaults
			f.KwDefaults = nil
			if x.Valid() && !x.IsNone() {
				f.Take(x)
				f.KwDefaults = object.AsDict(x)
			}
			if old != nil {
				t.Release(object.Of(old))
			}
			return nil
		}),
		getter("__defaults__", func(t *Thread, v Value) (Value, error) {
			if f := fn(v); len(f.Defaults) > 0 {
				return object.NewTuple(f.Defaults...), nil
			}
			return object.None, nil
		}),
		setter("__defaults__", func(t *Thread, v, x Value) error {
			f := fn(v)
			if x.Valid() && !x.IsNone() && object.AsTuple(x) == nil {
				return t.Raisef(object.TypeError, "__defaults__ must be set to a tuple object")
			}
			f.Defaults = nil
			if tup := object.AsTuple(x); x.Valid() && tup != nil {
				f.Defaults = tup.Items
				for _, d := range f.Defaults {
					f.Take(d)
				}
			}
			return nil
		}),
		getter("__type_params__", func(t *Thread, v Value) (Value, error) {
			if p := fn(v).TypeParams; p.Valid() {
				return p, nil
			}
			return object.NewTuple(), nil
		}),
		setter("__type_params__", func(t *Thread, v, x Value) error {
			if !x.Valid() || object.AsTuple(x) == nil {
				return t.Raisef(object.TypeError, "__type_params__ must be set to a tuple")
			}
			t.Store(&fn(v).Header, &fn(v).TypeParams, x)
			return nil
		}),
		getter("__annotations__", func(t *Thread, v Value) (Value, error) {
			f := fn(v)
			if f.Annotated.Valid() {
				return f.Annotated, nil
			}
			d := object.Of(object.NewDict())
			if f.Annotate.Valid() && !f.Annotate.IsNone() {
				var err error
				if d, err = t.Call(f.Annotate, object.Int(1)); err != nil {
					return Value{}, err
				}
				if object.AsDict(d) == nil {
					return Value{}, t.Raisef(object.TypeError, "__annotate__() must return a dict, not %s", d.Type().TpName())
				}
			}
			f.Annotated = d
			f.Take(d)
			return d, nil
		}),
		setter("__annotations__", func(t *Thread, v, x Value) error {
			if x.Valid() && x.IsNone() {
				x = Value{}
			}
			if x.Valid() && object.AsDict(x) == nil {
				return t.Raisef(object.TypeError, "__annotations__ must be set to a dict object")
			}
			t.Store(&fn(v).Header, &fn(v).Annotate, Value{})
			t.Store(&fn(v).Header, &fn(v).Annotated, x)
			return nil
		}),
	)
	object.DefineType(FunctionType, object.ObjectType, "builtins", object.Slots{
		New: functionNew, Init: func(*Thread, Value, []Value, object.KwNames) error { return nil },
		Call:     functionCall,
		Traverse: functionTraverse,
		DescrGet: func(t *Thread, d, obj, owner Value) (Value, error) {
			if !obj.Valid() {
				return d, nil
			}
			return object.NewMethod(d, obj), nil
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			return object.NewStr("<function " + fn(v).Qualname + " at " + t.Addr(v) + ">"), nil
		},
	}, defs...)
	FunctionType.Flags |= object.MethodLike
	FunctionType.SetAttrsOffset(unsafe.Offsetof(Function{}.attrs))
}

func itoa(n int) string { return strconv.Itoa(n) }

func registerGenerators() {
	gn := func(v Value) *Generator { return object.Cast[Generator](v) }
	common := func(prefix string) []def {
		p := func(s string) string { return prefix + s }
		return []def{
			getter("__name__", func(t *Thread, v Value) (Value, error) { return object.NewStr(gn(v).Name()), nil }),
			setter("__name__", func(t *Thread, v, x Value) error {
				s := object.AsStrV(x)
				if s == nil {
					return t.Raisef(object.TypeError, "__name__ must be set to a string object")
				}
				gn(v).more().name = s.S
				return nil
			}),
			getter("__qualname__", func(t *Thread, v Value) (Value, error) { return object.NewStr(gn(v).Qualname()), nil }),
			setter("__qualname__", func(t *Thread, v, x Value) error {
				s := object.AsStrV(x)
				if s == nil {
					return t.Raisef(object.TypeError, "__qualname__ must be set to a string object")
				}
				gn(v).more().qualname = s.S
				return nil
			}),
			getter(p("code"), func(t *Thread, v Value) (Value, error) { return object.Of(gn(v).Code()), nil }),
			getter(p("running"), func(t *Thread, v Value) (Value, error) {
				g := gn(v)
				return object.Bool(g.Running() || g.kind == asyncGenKind && g.inUse), nil
			}),
			getter(p("suspended"), func(t *Thread, v Value) (Value, error) { return object.Bool(gn(v).Suspended()), nil }),
			getter(p("frame"), func(t *Thread, v Value) (Value, error) {
				if f := gn(v).Frame(); f != nil {
					return f.expose(), nil
				}
				return object.None, nil
			}),
		}
	}
	repr := func(kind string) func(*Thread, Value) (Value, error) {
		return func(t *Thread, v Value) (Value, error) {
			return object.NewStr("<" + kind + " object " + gn(v).Qualname() + " at " + t.Addr(v) + ">"), nil
		}
	}
	stop := func(t *Thread, v Value) (Value, error) {
		if v.IsNone() || !v.Valid() {
			return Value{}, t.Raise(object.StopIteration)
		}
		return Value{}, t.Raise(object.StopIteration, v)
	}
	send := func(t *Thread, a []Value, _ object.KwNames) (Value, error) {
		v, yielded, err := Of(t).Resume(gn(a[0]), a[1], nil)
		if err != nil || yielded {
			return v, err
		}
		return stop(t, v)
	}
	throw := func(t *Thread, a []Value, _ object.KwNames) (Value, error) {
		if err := warnThrow(t, a[2], "throw"); err != nil {
			return Value{}, err
		}
		exc, err := Of(t).excArgs(a[1:])
		if err != nil {
			return Value{}, err
		}
		v, yielded, err := Of(t).Throw(gn(a[0]), exc)
		if err != nil || yielded {
			return v, err
		}
		return stop(t, v)
	}
	closeFn := func(t *Thread, a []Value, _ object.KwNames) (Value, error) { return Of(t).CloseValue(gn(a[0])) }
	methods := []def{
		{Name: "send", Sig: "value, /", Fn: send},
		{Name: "throw", Sig: "typ, val=None, tb=None, /", Fn: throw},
		{Name: "close", Fn: closeFn},
	}
	classGetitem := def{Name: "__class_getitem__", Kind: object.ClassDef, Sig: "item, /", Fn: func(t *Thread, a []Value, _ object.KwNames) (Value, error) {
		return object.NewGenericAlias(a[0], a[1]), nil
	}}
	yf := func(name string) def {
		return getter(name, func(t *Thread, v Value) (Value, error) { return orNone(gn(v).Awaiting()), nil })
	}
	next := func(t *Thread, v Value) (Value, error) {
		r, yielded, err := Of(t).Resume(gn(v), object.None, nil)
		if err != nil || yielded {
			return r, err
		}
		t.DropFloating(r)
		return Value{}, nil
	}
	object.DefineType(GeneratorType, object.ObjectType, "builtins", object.Slots{
		Iter: func(t *Thread, v Value) (Value, error) { return v, nil }, Next: next,
		Each: func(t *Thread, v Value, f func(Value) error) error { return Of(t).each(gn(v), f) },
		Repr: repr("generator"), Finalize: genDropped, Traverse: genTraverse,
	}, append(append(common("gi_"), methods...), yf("gi_yieldfrom"), classGetitem)...)
	object.DefineType(CoroutineType, object.ObjectType, "builtins", object.Slots{
		Await: func(t *Thread, v Value) (Value, error) {
			w := &coroWrapper{Header: object.NewHeader(CoroWrapperType), coro: v}
			w.Take(v)
			return object.Of(w), nil
		},
		Repr: repr("coroutine"), Finalize: genDropped, Traverse: genTraverse,
	}, append(append(common("cr_"), methods...), yf("cr_await"), classGetitem, getter("cr_origin", func(t *Thread, v Value) (Value, error) { return orNone(gn(v).more().origin), nil }))...)
	cw := func(v Value) Value { return object.Cast[coroWrapper](v).coro }
	object.DefineType(CoroWrapperType, object.ObjectType, "builtins", object.Slots{
		Iter:     func(t *Thread, v Value) (Value, error) { return v, nil },
		Next:     func(t *Thread, v Value) (Value, error) { return next(t, cw(v)) },
		Traverse: func(v Value, visit func(Value)) { visit(cw(v)) },
	},
		def{Name: "send", Sig: "value, /", Fn: func(t *Thread, a []Value, kw object.KwNames) (Value, error) {
			return send(t, []Value{cw(a[0]), a[1]}, kw)
		}},
		def{Name: "throw", Sig: "typ, val=None, tb=None, /", Fn: func(t *Thread, a []Value, kw object.KwNames) (Value, error) {
			return throw(t, []Value{cw(a[0]), a[1], a[2], a[3]}, kw)
		}},
		def{Name: "close", Fn: func(t *Thread, a []Value, kw object.KwNames) (Value, error) {
			return object.None, Of(t).Close(gn(cw(a[0])))
		}},
	)
	hooks := func(t *Thread, g *Generator) error { return Of(t).initHooks(g) }
	object.DefineType(AsyncGenType, object.ObjectType, "builtins", object.Slots{
		AIter:    func(t *Thread, v Value) (Value, error) { return v, nil },
		ANext:    func(t *Thread, v Value) (Value, error) { return Of(t).anext(gn(v)) },
		Repr:     repr("async_generator"),
		Finalize: genDropped,
		Traverse: genTraverse,
	}, append(common("ag_"), yf("ag_await"), classGetitem,
		def{Name: "asend", Sig: "value, /", Fn: func(t *Thread, a []Value, _ object.KwNames) (Value, error) {
			if err := hooks(t, gn(a[0])); err != nil {
				return Value{}, err
			}
			return newAsyncOp(gn(a[0]), AsyncGenSendType, a[1], nil, false), nil
		}},
		def{Name: "athrow", Sig: "typ, val=None, tb=None, /", Fn: func(t *Thread, a []Value, _ object.KwNames) (Value, error) {
			if err := hooks(t, gn(a[0])); err != nil {
				return Value{}, err
			}
			if err := warnThrow(t, a[2], "athrow"); err != nil {
				return Value{}, err
			}
			exc, err := Of(t).excArgs(a[1:])
			if err != nil {
				return Value{}, err
			}
			return newAsyncOp(gn(a[0]), AsyncGenThrowType, Value{}, exc, true), nil
		}},
		def{Name: "aclose", Fn: func(t *Thread, a []Value, _ object.KwNames) (Value, error) {
			if err := hooks(t, gn(a[0])); err != nil {
				return Value{}, err
			}
			return newAsyncOp(gn(a[0]), AsyncGenThrowType, Value{}, nil, true), nil
		}})...)
	for _, ty := range []*object.Type{AsyncGenSendType, AsyncGenThrowType} {
		op := func(v Value) *asyncOp { return object.Cast[asyncOp](v) }
		finish := func(t *Thread, v Value, done bool, err error) (Value, error) {
			if err != nil || !done {
				return v, err
			}
			return stop(t, v)
		}
		object.DefineType(ty, object.ObjectType, "builtins", object.Slots{
			Iter:  func(t *Thread, v Value) (Value, error) { return v, nil },
			Await: func(t *Thread, v Value) (Value, error) { return v, nil },
			Send:  func(t *Thread, v, x Value) (Value, bool, error) { return Of(t).asyncSend(op(v), x) },
			Next: func(t *Thread, v Value) (Value, error) {
				r, done, err := Of(t).asyncSend(op(v), object.None)
				return finish(t, r, done, err)
			},
			Traverse: func(v Value, visit func(Value)) {
				o := op(v)
				visit(object.Of(o.gen))
				if o.value.Valid() {
					visit(o.value)
				}
				if o.exc != nil {
					visit(object.Of(o.exc))
				}
			},
			Finalize: func(t *Thread, v Value) {
				if o := op(v); o.state == 0 && t.Interp.WarnOf != nil {
					name := "asend"
					if o.isClose() {
						name = "aclose"
					} else if o.throw {
						name = "athrow"
					}
					if err := t.Interp.WarnOf(t, object.RuntimeWarning, "coroutine method '"+name+"' of '"+o.gen.Qualname()+"' was never awaited", object.Of(o.gen)); err != nil {
						t.Interp.Unraisable(t, err, "Exception ignored in", v)
					}
				}
			},
		},
			def{Name: "send", Sig: "value, /", Fn: func(t *Thread, a []Value, _ object.KwNames) (Value, error) {
				v, done, err := Of(t).asyncSend(op(a[0]), a[1])
				return finish(t, v, done, err)
			}},
			def{Name: "throw", Sig: "typ, val=None, tb=None, /", Fn: func(t *Thread, a []Value, _ object.KwNames) (Value, error) {
				exc, err := Of(t).excArgs(a[1:])
				if err != nil {
					return Value{}, err
				}
				v, done, err := Of(t).asyncThrow(op(a[0]), exc)
				return finish(t, v, done, err)
			}},
			def{Name: "close", Fn: func(t *Thread, a []Value, _ object.KwNames) (Value, error) {
				o := op(a[0])
				if o.state == 2 {
					return object.None, nil
				}
				_, done, err := Of(t).asyncThrow(o, object.NewExc(object.GeneratorExit))
				if err != nil {
					if object.IsExc(err, object.GeneratorExit) || object.IsExc(err, object.StopAsyncIteration) || object.IsExc(err, object.StopIteration) {
						return object.None, nil
					}
					return Value{}, err
				}
				if !done {
					return Value{}, t.Raisef(object.RuntimeError, "coroutine ignored GeneratorExit")
				}
				return object.None, nil
			}},
		)
	}
}

// excArgs builds the exception of throw(typ[, val[, tb]]).
// warnThrow warns of the three-argument form of throw(), deprecated since 3.12.
func warnThrow(t *Thread, value Value, name string) error {
	if !value.Valid() || t.Interp.Warn == nil {
		return nil
	}
	return t.Interp.Warn(t, object.DeprecationWarning, "the (type, exc, tb) signature of "+name+"() is deprecated, use the single-arg signature instead.")
}

func (st *State) excArgs(a []Value) (*object.Exception, error) {
	t := st.T
	typ := a[0]
	if len(a) > 2 && a[2].Valid() && !a[2].IsNone() && !a[2].Is(TracebackType) {
		return nil, t.Raisef(object.TypeError, "throw() third argument must be a traceback object")
	}
	if e := object.AsExc(typ); e != nil {
		if len(a) > 1 && a[1].Valid() && !a[1].IsNone() {
			return nil, t.Raisef(object.TypeError, "instance exception may not have a separate value")
		}
		return e, nil
	}
	ty := object.AsType(typ)
	if ty == nil || !ty.IsSubtype(object.BaseException) {
		return nil, t.Raisef(object.TypeError, "exceptions must be classes or instances deriving from BaseException, not %s", typ.Type().TpName())
	}
	if len(a) > 1 && a[1].Valid() && !a[1].IsNone() {
		if e := object.AsExc(a[1]); e != nil && object.IsInstance(a[1], ty) {
			return e, nil
		}
		args := []Value{a[1]}
		if tup := object.AsTuple(a[1]); tup != nil {
			args = tup.Items
		}
		v, err := t.CallKw(typ, args, nil)
		return object.AsExc(v), err
	}
	v, err := t.Call(typ)
	if err != nil {
		return t.AsRaised(err), nil // thrown in its place
	}
	if object.AsExc(v) == nil {
		return t.AsRaised(t.Raisef(object.TypeError, "calling %s should have returned an instance of BaseException", ty.TpName())), nil
	}
	return object.AsExc(v), nil
}
