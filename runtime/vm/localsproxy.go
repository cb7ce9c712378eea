package vm

import (
	"slices"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

// localsProxy is frame.f_locals of a function: a mapping that reads and writes
// the frame's own variables (PEP 667). Other keys live beside them, in the
// frame's locals.
type localsProxy struct {
	object.Header
	frame *Frame
}

// LocalsProxyType is the type of frame.f_locals.
var LocalsProxyType = &object.Type{Name: "FrameLocalsProxy"}

func newLocalsProxy(f *Frame) Value {
	p := &localsProxy{Header: object.NewHeader(LocalsProxyType), frame: f}
	p.Take(f.expose())
	return object.Of(p)
}

// variable is where a frame keeps a variable: a register, or a cell. Among the
// variables of one name, that of a comprehension that runs hides the others.
func (f *Frame) variable(name string) (reg *Value, cell *object.Cell) {
	c := f.code
	for i := 0; i < c.NumLocals && i < len(f.regs()); i++ {
		if c.VarNames[i].S != name {
			continue
		}
		v := f.regs()[i]
		if reg == nil && cell == nil || v.Valid() {
			reg, cell = &f.regs()[i], nil
			if v.Valid() && v.Is(object.CellType) && (slices.Contains(c.CellLocals, i) || i >= c.NumNamed) {
				reg, cell = nil, object.Cast[object.Cell](v)
			}
		}
	}
	if reg == nil && cell == nil && f.fn != nil {
		for i, n := range c.FreeNames {
			if n.S == name && i < len(f.fn.Closure) {
				return nil, f.fn.Closure[i]
			}
		}
	}
	return reg, cell
}

// beside is what f_locals of a function was given beyond its variables.
func (f *Frame) beside() *object.Dict {
	if !f.named || f.code.Flags&code.Optimized == 0 {
		return nil
	}
	return object.AsDict(f.locals())
}

func (p *localsProxy) get(t *Thread, k Value) (Value, error) {
	if _, err := t.Hash(k); err != nil {
		return Value{}, err
	}
	if s := object.AsStr(k); s != nil {
		reg, cell := p.frame.variable(s.S)
		if reg != nil {
			return *reg, nil
		}
		if cell != nil {
			return cell.V, nil
		}
	}
	if d := p.frame.beside(); d != nil {
		return d.Get(t, k)
	}
	return Value{}, nil
}

func (p *localsProxy) set(t *Thread, k, v Value) error {
	f := p.frame
	if _, err := t.Hash(k); err != nil {
		return err
	}
	if s := object.AsStr(k); s != nil {
		reg, cell := f.variable(s.S)
		if cell != nil {
			cell.Set(t, v)
			return nil
		}
		if reg != nil {
			t.Store(&f.Header, reg, v)
			return nil
		}
	}
	if f.beside() == nil {
		more := object.Of(object.NewDict())
		more.Hold()
		f.own(f.space.Globals, f.space.Builtins, more)
	}
	return f.beside().Set(t, k, v)
}

// del removes a key that is no variable; found is false when there is none.
func (p *localsProxy) del(t *Thread, k Value) (found bool, err error) {
	if s := object.AsStr(k); s != nil {
		if reg, cell := p.frame.variable(s.S); reg != nil || cell != nil {
			return true, t.Raisef(object.ValueError, "cannot remove local variables from FrameLocalsProxy")
		}
	}
	if d := p.frame.beside(); d != nil {
		return d.Del(t, k)
	}
	_, err = t.Hash(k)
	return false, err
}

// dict is a copy of what the proxy shows now.
func (p *localsProxy) dict(t *Thread) *object.Dict {
	d := object.NewDict()
	p.frame.EachLocal(func(n string, v Value, _ bool) { d.SetString(t, n, v) })
	if more := p.frame.beside(); more != nil {
		more.Each(func(k, v Value) {
			if object.AsStr(k) == nil {
				_ = d.Set(t, k, v) // it was hashed when it came in
			}
		})
	}
	return d
}

// fill is update: from a dict or another proxy.
func (p *localsProxy) fill(t *Thread, v Value) (ok bool, err error) {
	d := object.AsDict(v)
	if v.Is(LocalsProxyType) {
		d = object.Cast[localsProxy](v).dict(t)
	}
	if d == nil {
		return false, nil
	}
	d.Copy().Each(func(k, v Value) {
		if err == nil {
			err = p.set(t, k, v)
		}
	})
	return true, err
}

func registerLocalsProxy() {
	self := func(v Value) *localsProxy { return object.Cast[localsProxy](v) }
	list := func(f func(k, v Value) Value) object.NativeFunc {
		return func(t *Thread, a []Value, _ object.KwNames) (Value, error) {
			l := object.NewList()
			self(a[0]).dict(t).Each(func(k, v Value) { l.Append(f(k, v)) })
			return object.Of(l), nil
		}
	}
	keys := list(func(k, _ Value) Value { return k })
	or := func(t *Thread, a, b Value) (Value, error) {
		out := object.NewDict()
		if !a.Is(LocalsProxyType) && object.AsDict(a) == nil {
			_, err := t.GetAttrString(a, "keys") // as CPython fails
			return object.NotImplemented, err
		}
		for _, v := range []Value{a, b} {
			d := object.AsDict(v)
			if v.Is(LocalsProxyType) {
				d = self(v).dict(t)
			}
			if d == nil {
				return object.NotImplemented, nil
			}
			if err := out.Update(t, d); err != nil {
				return Value{}, err
			}
		}
		return object.Of(out), nil
	}
	slots := object.Slots{
		New: func(t *Thread, _ *object.Type, a []Value, _ object.KwNames) (Value, error) {
			if len(a) != 1 {
				return Value{}, t.Raisef(object.TypeError, "FrameLocalsProxy expected 1 argument, got %d", len(a))
			}
			if !a[0].Is(FrameType) {
				return Value{}, t.Raisef(object.TypeError, "expect frame, not %s", a[0].Type().TpName())
			}
			return newLocalsProxy(object.Cast[Frame](a[0])), nil
		},
		Init: func(*Thread, Value, []Value, object.KwNames) error { return nil },
		Len:  func(t *Thread, v Value) (int, error) { return self(v).dict(t).Len(), nil },
		GetItem: func(t *Thread, v, k Value) (Value, error) {
			x, err := self(v).get(t, k)
			if err == nil && !x.Valid() {
				var r string
				if r, err = t.Repr(k); err == nil {
					err = t.Raisef(object.KeyError, "local variable '%s' is not defined", r)
				}
			}
			return x, err
		},
		SetItem: func(t *Thread, v, k, x Value) error {
			if x.Valid() {
				return self(v).set(t, k, x)
			}
			found, err := self(v).del(t, k)
			if err == nil && !found {
				err = t.Raise(object.KeyError, k)
			}
			return err
		},
		Contains: func(t *Thread, v, k Value) (bool, error) {
			x, err := self(v).get(t, k)
			return x.Valid(), err
		},
		Iter: func(t *Thread, v Value) (Value, error) {
			l, err := keys(t, []Value{v}, nil)
			if err != nil {
				return Value{}, err
			}
			return t.Iter(l)
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			if t.ReprEnter(v) {
				return object.NewStr("{...}"), nil
			}
			defer t.ReprLeave()
			return t.ReprValue(object.Of(self(v).dict(t)))
		},
		Compare: func(t *Thread, a, b Value, op object.CmpOp) (Value, error) {
			if op > object.CmpNe {
				return object.NotImplemented, nil
			}
			eq := false
			switch {
			case b.Is(LocalsProxyType):
				eq = self(a).frame == self(b).frame
			case object.AsDict(b) != nil:
				var err error
				if eq, err = t.Equal(object.Of(self(a).dict(t)), b); err != nil {
					return Value{}, err
				}
			default:
				return object.NotImplemented, nil
			}
			return object.Bool(eq == (op == object.CmpEq)), nil
		},
		Traverse: func(v Value, visit func(Value)) { visit(object.Of(self(v).frame)) },
	}
	slots.Binary[object.OpOr] = or
	slots.Inplace[object.OpOr] = func(t *Thread, a, b Value) (Value, error) {
		if ok, err := self(a).fill(t, b); !ok {
			return object.NotImplemented, err
		} else if err != nil {
			return Value{}, err
		}
		return a, nil
	}
	object.DefineType(LocalsProxyType, object.ObjectType, "builtins", slots,
		def{Name: "keys", Fn: keys},
		def{Name: "values", Fn: list(func(_, v Value) Value { return v })},
		def{Name: "items", Fn: list(func(k, v Value) Value { return object.NewTuple(k, v) })},
		def{Name: "copy", Fn: func(t *Thread, a []Value, _ object.KwNames) (Value, error) { return object.Of(self(a[0]).dict(t)), nil }},
		def{Name: "__reversed__", Fn: func(t *Thread, a []Value, _ object.KwNames) (Value, error) {
			l, err := keys(t, a, nil)
			if err != nil {
				return Value{}, err
			}
			slices.Reverse(object.AsList(l).Items)
			return t.Iter(l)
		}},
		def{Name: "get", Sig: "*", Fn: func(t *Thread, a []Value, _ object.KwNames) (Value, error) {
			if len(a) < 2 || len(a) > 3 {
				return Value{}, t.Raisef(object.TypeError, "get expected 1 or 2 arguments")
			}
			v, err := self(a[0]).get(t, a[1])
			switch {
			case v.Valid() || err != nil:
				return v, err
			case len(a) == 3:
				return a[2], nil
			}
			return object.None, nil
		}},
		def{Name: "setdefault", Sig: "key, default=None, /", Fn: func(t *Thread, a []Value, _ object.KwNames) (Value, error) {
			v, err := self(a[0]).get(t, a[1])
			if v.Valid() || err != nil {
				return v, err
			}
			v = orNone(a[2])
			return v, self(a[0]).set(t, a[1], v)
		}},
		def{Name: "pop", Sig: "key, default=None, /", Fn: func(t *Thread, a []Value, _ object.KwNames) (Value, error) {
			v, err := self(a[0]).get(t, a[1])
			if err != nil {
				return Value{}, err
			}
			v.Hold2()
			found, err := self(a[0]).del(t, a[1])
			v.Forget()
			switch {
			case err != nil:
				return Value{}, err
			case found:
				return v, nil
			case a[2].Valid():
				return a[2], nil
			}
			return Value{}, t.Raise(object.KeyError, a[1])
		}},
		def{Name: "update", Sig: "*", Fn: func(t *Thread, a []Value, kw object.KwNames) (Value, error) {
			switch {
			case len(kw) > 0:
				return Value{}, t.Raisef(object.TypeError, "FrameLocalsProxy.update() takes no keyword arguments")
			case len(a) != 2:
				return Value{}, t.Raisef(object.TypeError, "FrameLocalsProxy.update() takes exactly one argument (%d given)", len(a)-1)
			}
			ok, err := self(a[0]).fill(t, a[1])
			if err == nil && !ok {
				err = t.Raisef(object.TypeError, "update() argument must be dict or another FrameLocalsProxy")
			}
			return object.None, err
		}},
	)
	LocalsProxyType.Flags |= object.MappingPat
}
