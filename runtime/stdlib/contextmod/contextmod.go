// Package contextmod is Python's module contextvars.
//
// A Context maps variables to values and copies on write: forking one for a
// task costs a small object, and nothing while no variable was ever set.
package contextmod

import (
	"sync"

	"github.com/asynctools/asynctools/runtime/object"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
	def    = object.Def
)

// Context is a contextvars.Context.
type Context struct {
	object.Header
	vars    *object.Dict
	shared  bool // vars belongs to another context too
	entered bool
}

// Var is a contextvars.ContextVar.
type Var struct {
	object.Header
	name string
	def  Value
}

// Token is a contextvars.Token.
type Token struct {
	object.Header
	v, old, ctx Value // old: invalid when there was none
	used        bool
}

// The types of the module.
var (
	ContextType = &object.Type{Name: "Context"}
	VarType     = &object.Type{Name: "ContextVar"}
	TokenType   = &object.Type{Name: "Token"}
	missingType = &object.Type{Name: "Token.MISSING"}
)

var once sync.Once

// Register completes the types.
func Register() { once.Do(func() { object.Register(register) }) }

func newContext(vars *object.Dict, shared bool) *Context {
	c := &Context{Header: object.NewHeader(ContextType), vars: vars, shared: shared}
	c.Take(object.Of(vars))
	return c
}

// current is the thread's context; made at first use.
func current(t *Thread) *Context {
	if !t.Context.Valid() {
		v := object.Of(newContext(object.NewDict(), false))
		v.Hold()
		t.Context = v
	}
	return object.Cast[Context](t.Context)
}

func (c *Context) fork() *Context {
	c.shared = true
	return newContext(c.vars, true)
}

// NewContext makes an empty context.
func NewContext() Value { return object.Of(newContext(object.NewDict(), false)) }

// Current is the context that the thread is in, unless run() has entered it: made now
// if there is none.
func Current(t *Thread) Value {
	if c := current(t); !c.entered {
		return t.Context
	}
	return Value{}
}

// Fork is copy_context(), or the invalid Value while no variable is set.
func Fork(t *Thread) Value {
	if !t.Context.Valid() || object.Cast[Context](t.Context).vars.Len() == 0 {
		return Value{}
	}
	return object.Of(object.Cast[Context](t.Context).fork())
}

// own makes the variables the context's alone.
func (c *Context) own(t *Thread) {
	if !c.shared {
		return
	}
	d := object.NewDict()
	c.vars.Each(func(k, v Value) { _ = d.Set(t, k, v) })
	c.Take(object.Of(d))
	old := c.vars
	c.vars, c.shared = d, false
	t.Release(object.Of(old))
}

// Each visits the variables that a context sets; the invalid Value is an empty
// one.
func Each(ctx Value, visit func(name string, v Value)) {
	if !ctx.Valid() || !ctx.Is(ContextType) {
		return
	}
	object.Cast[Context](ctx).vars.Each(func(k, v Value) {
		if k.Is(VarType) {
			visit(object.Cast[Var](k).name, v)
		}
	})
}

func (c *Context) get(t *Thread, v Value) (Value, error) { return c.vars.Get(t, v) }

func register() {
	ctx := func(v Value) *Context { return object.Cast[Context](v) }
	vr := func(v Value) *Var { return object.Cast[Var](v) }
	tok := func(v Value) *Token { return object.Cast[Token](v) }
	getter := func(name string, f func(v Value) Value) def {
		return def{Name: name, Kind: object.GetterDef, Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) { return f(a[0]), nil }}
	}
	key := func(t *Thread, v Value) error {
		if !v.Is(VarType) {
			r, _ := t.Repr(v)
			return t.Raisef(object.TypeError, "a ContextVar key was expected, got %s", r)
		}
		return nil
	}
	object.DefineType(missingType, object.ObjectType, "contextvars", object.Slots{
		Repr: func(*Thread, Value) (Value, error) { return object.NewStr("<Token.MISSING>"), nil },
	})
	object.DefineType(ContextType, object.ObjectType, "_contextvars", object.Slots{
		New: func(t *Thread, _ *object.Type, a []Value, _ kwargs) (Value, error) {
			if len(a) > 0 {
				return Value{}, t.Raisef(object.TypeError, "Context() does not accept any arguments")
			}
			return object.Of(newContext(object.NewDict(), false)), nil
		},
		Init:     func(*Thread, Value, []Value, kwargs) error { return nil },
		Traverse: func(v Value, visit func(Value)) { visit(object.Of(ctx(v).vars)) },
		Compare: func(t *Thread, a, b Value, op object.CmpOp) (Value, error) {
			if !b.Is(ContextType) || op > object.CmpNe {
				return object.NotImplemented, nil
			}
			eq, err := t.Equal(object.Of(ctx(a).vars), object.Of(ctx(b).vars))
			return object.Bool(eq == (op == object.CmpEq)), err
		},
		Hash: func(t *Thread, v Value) (uint64, error) {
			return 0, t.Raisef(object.TypeError, "unhashable type: '_contextvars.Context'")
		},
		Len:  func(_ *Thread, v Value) (int, error) { return ctx(v).vars.Len(), nil },
		Iter: func(t *Thread, v Value) (Value, error) { return t.Iter(object.Of(ctx(v).vars)) },
		GetItem: func(t *Thread, v, k Value) (Value, error) {
			if err := key(t, k); err != nil {
				return Value{}, err
			}
			x, err := ctx(v).get(t, k)
			if err == nil && !x.Valid() {
				err = t.Raise(object.KeyError, k)
			}
			return x, err
		},
		Contains: func(t *Thread, v, k Value) (bool, error) {
			if err := key(t, k); err != nil {
				return false, err
			}
			x, err := ctx(v).get(t, k)
			return x.Valid(), err
		},
	},
		def{Name: "run", Sig: "*", Fn: run},
		def{Name: "copy", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) { return object.Of(ctx(a[0]).fork()), nil }},
		def{Name: "get", Sig: "key, default=None, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if err := key(t, a[1]); err != nil {
				return Value{}, err
			}
			x, err := ctx(a[0]).get(t, a[1])
			if err == nil && !x.Valid() {
				if x = a[2]; !x.Valid() {
					x = object.None
				}
			}
			return x, err
		}},
		def{Name: "keys", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return t.CallMethod(object.Of(ctx(a[0]).vars), t.Interp.Intern("keys"))
		}},
		def{Name: "values", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return t.CallMethod(object.Of(ctx(a[0]).vars), t.Interp.Intern("values"))
		}},
		def{Name: "items", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return t.CallMethod(object.Of(ctx(a[0]).vars), t.Interp.Intern("items"))
		}},
	)
	object.DefineType(VarType, object.ObjectType, "_contextvars", object.Slots{
		New: func(t *Thread, _ *object.Type, a []Value, kw kwargs) (Value, error) {
			var p [2]Value
			if err := object.ParseArgs(t, "ContextVar", "name, /, *, default=None", a, kw, p[:]); err != nil {
				return Value{}, err
			}
			n := object.AsStr(p[0])
			if n == nil {
				return Value{}, t.Raisef(object.TypeError, "context variable name must be a str")
			}
			v := &Var{Header: object.NewHeader(VarType), name: n.S, def: p[1]}
			if p[1].Valid() {
				v.Take(p[1])
			}
			return object.Of(v), nil
		},
		Init: func(*Thread, Value, []Value, kwargs) error { return nil },
		Traverse: func(v Value, visit func(Value)) {
			if d := vr(v).def; d.Valid() {
				visit(d)
			}
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			s := "<ContextVar name='" + vr(v).name + "'"
			if d := vr(v).def; d.Valid() {
				r, err := t.Repr(d)
				if err != nil {
					return Value{}, err
				}
				s += " default=" + r
			}
			return object.NewStr(s + " at " + t.Addr(v) + ">"), nil
		},
	},
		getter("name", func(v Value) Value { return object.NewStr(vr(v).name) }),
		def{Name: "__class_getitem__", Kind: object.ClassDef, Sig: "item, /", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) {
			return object.NewGenericAlias(a[0], a[1]), nil
		}},
		def{Name: "get", Sig: "default=None, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if t.Context.Valid() {
				if x, err := current(t).get(t, a[0]); err != nil || x.Valid() {
					return x, err
				}
			}
			switch {
			case a[1].Valid():
				return a[1], nil
			case vr(a[0]).def.Valid():
				return vr(a[0]).def, nil
			}
			return Value{}, t.Raise(object.LookupError, a[0])
		}},
		def{Name: "set", Sig: "value, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			c := current(t)
			old, err := c.get(t, a[0])
			if err != nil {
				return Value{}, err
			}
			k := &Token{Header: object.NewHeader(TokenType), v: a[0], old: old, ctx: t.Context}
			k.Take(a[0])
			k.Take(t.Context)
			if old.Valid() {
				k.Take(old)
			}
			c.own(t)
			return object.Of(k), c.vars.Set(t, a[0], a[1])
		}},
		def{Name: "reset", Sig: "token, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			if !a[1].Is(TokenType) {
				return Value{}, t.Raisef(object.TypeError, "expected an instance of Token, got %s", a[1].Type().TpName())
			}
			return object.None, reset(t, tok(a[1]), a[0], a[1])
		}},
	)
	object.DefineType(TokenType, object.ObjectType, "_contextvars", object.Slots{
		Repr: func(t *Thread, v Value) (Value, error) {
			k := tok(v)
			r, err := t.Repr(k.v)
			if err != nil {
				return Value{}, err
			}
			used := ""
			if k.used {
				used = " used"
			}
			return object.NewStr("<Token" + used + " var=" + r + " at " + t.Addr(v) + ">"), nil
		},
		Traverse: func(v Value, visit func(Value)) {
			for _, x := range []Value{tok(v).v, tok(v).old, tok(v).ctx} {
				if x.Valid() {
					visit(x)
				}
			}
		},
	},
		getter("var", func(v Value) Value { return tok(v).v }),
		getter("old_value", func(v Value) Value {
			if o := tok(v).old; o.Valid() {
				return o
			}
			return object.Of(missing)
		}),
		def{Name: "MISSING", Kind: object.ConstDef, Fn: func(*Thread, []Value, kwargs) (Value, error) { return object.Of(missing), nil }},
		// A token is a context manager since 3.14.
		def{Name: "__enter__", Fn: func(_ *Thread, a []Value, _ kwargs) (Value, error) { return a[0], nil }},
		def{Name: "__exit__", Sig: "type, value, traceback, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			return object.None, reset(t, tok(a[0]), tok(a[0]).v, a[0])
		}},
	)
}

// missing is Token.MISSING.
var missing = &missingObject{Header: object.StaticHeader(missingType)}

type missingObject struct{ object.Header }

func reset(t *Thread, k *Token, v, self Value) error {
	r := func() string { s, _ := t.Repr(self); return s }
	switch {
	case k.used:
		return t.Raisef(object.RuntimeError, "%s has already been used once", r())
	case k.v != v:
		return t.Raisef(object.ValueError, "%s was created by a different ContextVar", r())
	case k.ctx != t.Context:
		return t.Raisef(object.ValueError, "%s was created in a different Context", r())
	}
	k.used = true
	c := current(t)
	c.own(t)
	if k.old.Valid() {
		return c.vars.Set(t, v, k.old)
	}
	return t.DelItem(object.Of(c.vars), v)
}

func run(t *Thread, a []Value, kw kwargs) (Value, error) {
	c := object.Cast[Context](a[0])
	if len(a)-len(kw) < 2 {
		return Value{}, t.Raisef(object.TypeError, "run() missing 1 required positional argument")
	}
	if c.entered {
		r, _ := t.Repr(a[0])
		return Value{}, t.Raisef(object.RuntimeError, "cannot enter context: %s is already entered", r)
	}
	c.entered = true
	saved := t.Context
	t.Context = a[0]
	a[0].Hold()
	v, err := t.CallKw(a[1], a[2:], kw)
	t.Context = saved
	c.entered = false
	v.Hold2()
	t.Release(a[0])
	v.Forget()
	return v, err
}

// New makes the module contextvars.
func New(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "contextvars")
	m.Dict.SetString(t, "Context", object.Of(ContextType))
	m.Dict.SetString(t, "ContextVar", object.Of(VarType))
	m.Dict.SetString(t, "Token", object.Of(TokenType))
	m.Dict.SetString(t, "copy_context", object.NewNative("contextvars", "copy_context", "", func(t *Thread, _ []Value, _ kwargs) (Value, error) {
		return object.Of(current(t).fork()), nil
	}))
	return m, nil
}
