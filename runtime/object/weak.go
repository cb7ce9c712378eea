package object

// WeakRef is a weakref.ref.
type WeakRef struct {
	Header
	target   Value // uncounted; invalid once dead
	Callback Value
	hash     uint64
	hashed   bool
}

// NewWeakRef makes a weak reference to v, which must be a counted object.
func (t *Thread) NewWeakRef(ty *Type, v, callback Value) (Value, error) {
	h := v.Header()
	if h.flags&Counted == 0 {
		if AsType(v) == nil && !v.Is(NativeType) && !v.Is(ModuleType) {
			return Value{}, t.Raisef(TypeError, "cannot create weak reference to '%s' object", v.Type().TpName())
		}
	} else if v.Type().Flags&NoWeak != 0 || v.Type().Flags&HeapType == 0 && v.Type().Module == "builtins" && !v.Type().isWeakable() || v.Type().Flags&(TupleSub|ListSub|DictSub|IntSub|StrSub|BytesSub) != 0 && v.Type().Flags&HeapType == 0 {
		return Value{}, t.Raisef(TypeError, "cannot create weak reference to '%s' object", v.Type().TpName())
	}
	in := t.Interp
	if !callback.Valid() {
		for _, w := range in.weakrefs[v.p] {
			if w.typ == ty && !w.Callback.Valid() {
				return Of(w), nil
			}
		}
	}
	w := (*WeakRef)(ty.AllocOr(func() Value { return Of(&WeakRef{Header: NewHeader(ty)}) }).p)
	w.target = v
	if callback.Valid() {
		w.Callback = callback
		w.take(callback)
	}
	if h.flags&Counted != 0 {
		h.flags |= HasWeak
		in.weakrefs[v.p] = append(in.weakrefs[v.p], w)
	}
	return Of(w), nil
}

// Target is the referent, or the invalid Value.
func (w *WeakRef) Target() Value { return w.target }

// WeakRefs are the live weak references to v.
func (t *Thread) WeakRefs(v Value) []Value {
	var out []Value
	for _, w := range t.Interp.weakrefs[v.p] {
		if w.rc > 0 {
			out = append(out, Of(w))
		}
	}
	return out
}

// weakGetSet is the attribute __weakref__ of the instances of a class.
func weakGetSet(owner *Type) Value {
	return newGetSet(owner, "__weakref__", func(t *Thread, self Value) (Value, error) {
		if refs := t.WeakRefs(self); len(refs) > 0 {
			return refs[0], nil
		}
		return None, nil
	}, nil)
}

// ClearWeak ends the weak references to v, as its finalizer does that may keep v
// alive.
func (t *Thread) ClearWeak(v Value) {
	if v.Header().flags&HasWeak != 0 {
		t.clearWeak(v)
	}
}

func (t *Thread) clearWeak(v Value) {
	h := v.Header()
	h.flags &^= HasWeak
	refs := t.Interp.weakrefs[v.p]
	delete(t.Interp.weakrefs, v.p)
	for _, w := range refs {
		w.target = Value{}
	}
	for i := len(refs) - 1; i >= 0; i-- {
		w := refs[i]
		if !w.Callback.Valid() || w.rc == 0 {
			continue
		}
		callback := w.Callback
		w.Callback = Value{} // it is not there any more when it runs
		r, err := t.Call(callback, Of(w))
		t.DropFloating(r)
		if err != nil && t.Interp.Unraisable != nil {
			t.Interp.Unraisable(t, err, "Exception ignored while calling weakref callback", callback)
		}
		t.Release(callback)
	}
}

func setupWeak() {
	define(WeakRefType, ObjectType, Slots{
		New: func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
			if len(a) == 0 {
				return Value{}, t.Raisef(TypeError, "__new__ expected at least 1 argument, got 0")
			}
			if len(kw) > 0 && cls == WeakRefType {
				return Value{}, t.Raisef(TypeError, "ref() takes no keyword arguments")
			}
			if len(a)-len(kw) > 2 && cls == WeakRefType {
				return Value{}, t.Raisef(TypeError, "__new__ expected at most 2 arguments, got %d", len(a))
			}
			cb := Value{}
			if len(a)-len(kw) > 1 && !a[1].IsNone() {
				cb = a[1]
			}
			return t.NewWeakRef(cls, a[0], cb)
		},
		Init: func(*Thread, Value, []Value, KwNames) error { return nil },
		Call: func(t *Thread, self Value, a []Value, kw KwNames) (Value, error) {
			if v := (*WeakRef)(self.p).target; v.Valid() {
				return v, nil
			}
			return None, nil
		},
		Traverse: func(v Value, visit func(Value)) {
			if w := (*WeakRef)(v.p); w.Callback.Valid() {
				visit(w.Callback)
			}
			if v.Type().Flags&HeapType != 0 {
				instanceTraverse(v, visit)
			}
		},
		Hash: func(t *Thread, v Value) (uint64, error) {
			w := (*WeakRef)(v.p)
			if w.hashed {
				return w.hash, nil
			}
			if !w.target.Valid() {
				return 0, t.Raisef(TypeError, "weak object has gone away")
			}
			h, err := t.Hash(w.target)
			if err == nil {
				w.hash, w.hashed = h, true
			}
			return h, err
		},
		Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
			if !IsInstance(a, WeakRefType) || !IsInstance(b, WeakRefType) || op > CmpNe {
				return NotImplemented, nil
			}
			x, y := (*WeakRef)(a.p), (*WeakRef)(b.p)
			if !x.target.Valid() || !y.target.Valid() {
				return Bool((a == b) == (op == CmpEq)), nil
			}
			eq, err := t.Equal(x.target, y.target)
			return Bool(eq == (op == CmpEq)), err
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			w := (*WeakRef)(v.p)
			if !w.target.Valid() {
				return NewStr("<weakref at " + t.Addr(v) + "; dead>"), nil
			}
			known := ""
			if d := t.Lookup(w.target.Type(), names.name); d.Valid() {
				name, err := t.Bind(d, w.target)
				if err != nil {
					return Value{}, err
				}
				if s := AsStrV(name); s != nil {
					known = " (" + s.S + ")"
				}
			}
			return NewStr("<weakref at " + t.Addr(v) + "; to '" + w.target.Type().TpName() + "' at " + t.Addr(w.target) + known + ">"), nil
		},
	}, Def{Name: "__callback__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
		if c := (*WeakRef)(a[0].p).Callback; c.Valid() {
			return c, nil
		}
		return None, nil
	}})
	WeakRefType.Module = "weakref"
	RegisterLayout[WeakRef](WeakRefType, nil)
}
