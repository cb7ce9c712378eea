package object

import (
	"slices"
	"strings"
	"weak"
)

// Slots and special methods mirror each other, as in CPython's slotdefs: a
// class statement that defines __add__ fills the slot with a function that
// calls it, and a built-in type whose slot is filled shows a __add__ method.

// slotDef ties one special method name to a slot.
type slotDef struct {
	name    string
	sig     string
	present func(s *Slots) bool
	install func(s *Slots)                                      // fill with the function that calls the method
	inherit func(dst, src *Slots)                               // copy from a base
	wrap    func(t *Thread, s *Slots, a []Value) (Value, error) // the method of a built-in type
}

// call1 looks the method up on the type of self and calls it.
func (t *Thread) callSlot(self Value, name *Str, args ...Value) (Value, error) {
	f := t.Lookup(self.Type(), name)
	if !f.Valid() {
		return Value{}, t.attrError(self, name, "'%s' object has no attribute '%s'", self.Type().TpName(), name.S)
	}
	return t.CallUnbound(f, self, args...)
}

func drop(t *Thread, v Value, err error) error {
	t.DropFloating(v)
	return err
}

var binaryNames = [NumBinary]string{"add", "sub", "mul", "matmul", "truediv", "mod", "pow", "lshift", "rshift", "or", "xor", "and", "floordiv", "divmod"}

// buildSlotDefs makes the table; names are interned, so it runs in setup.
func buildSlotDefs() []slotDef {
	var defs []slotDef
	add := func(d slotDef) { defs = append(defs, d) }
	unary := func(name string, get func(*Slots) *UnaryFunc) {
		n := staticName(name)
		add(slotDef{
			name: name, present: func(s *Slots) bool { return *get(s) != nil },
			install: func(s *Slots) {
				*get(s) = func(t *Thread, a Value) (Value, error) { return t.callSlot(a, n) }
			},
			inherit: func(d, s *Slots) { *get(d) = *get(s) },
			wrap:    func(t *Thread, s *Slots, a []Value) (Value, error) { return (*get(s))(t, a[0]) },
		})
	}
	unary("__repr__", func(s *Slots) *UnaryFunc { return (*UnaryFunc)(&s.Repr) })
	unary("__str__", func(s *Slots) *UnaryFunc { return (*UnaryFunc)(&s.Str) })
	unary("__iter__", func(s *Slots) *UnaryFunc { return (*UnaryFunc)(&s.Iter) })
	unary("__await__", func(s *Slots) *UnaryFunc { return (*UnaryFunc)(&s.Await) })
	unary("__aiter__", func(s *Slots) *UnaryFunc { return (*UnaryFunc)(&s.AIter) })
	unary("__anext__", func(s *Slots) *UnaryFunc { return (*UnaryFunc)(&s.ANext) })
	unary("__neg__", func(s *Slots) *UnaryFunc { return &s.Neg })
	unary("__pos__", func(s *Slots) *UnaryFunc { return &s.Pos })
	unary("__abs__", func(s *Slots) *UnaryFunc { return &s.Abs })
	unary("__invert__", func(s *Slots) *UnaryFunc { return &s.Invert })
	unary("__int__", func(s *Slots) *UnaryFunc { return &s.Int })
	unary("__float__", func(s *Slots) *UnaryFunc { return &s.Float })
	unary("__index__", func(s *Slots) *UnaryFunc { return &s.Index })

	nNext := staticName("__next__")
	add(slotDef{
		name: "__next__", present: func(s *Slots) bool { return s.Next != nil },
		install: func(s *Slots) {
			s.Next = func(t *Thread, a Value) (Value, error) {
				v, err := t.callSlot(a, nNext)
				if err != nil && IsExc(err, StopIteration) {
					return Value{}, nil
				}
				return v, err
			}
		},
		inherit: func(d, s *Slots) { d.Next = s.Next },
		wrap: func(t *Thread, s *Slots, a []Value) (Value, error) {
			v, err := s.Next(t, a[0])
			if err == nil && !v.Valid() {
				return Value{}, t.Raise(StopIteration)
			}
			return v, err
		},
	})
	nHash := staticName("__hash__")
	add(slotDef{
		name: "__hash__", present: func(s *Slots) bool { return s.Hash != nil },
		install: func(s *Slots) {
			s.Hash = func(t *Thread, a Value) (uint64, error) {
				f := t.Lookup(a.Type(), nHash)
				if !f.Valid() || f.IsNone() {
					return 0, t.Raisef(TypeError, "unhashable type: '%s'", a.Type().TpName())
				}
				v, err := t.CallUnbound(f, a)
				if err != nil {
					return 0, err
				}
				if !isIntLike(v) {
					return 0, t.Raisef(TypeError, "__hash__ method should return an integer")
				}
				if i, ok := small(v); ok {
					if i == -1 {
						i = -2
					}
					return uint64(i), nil
				}
				return hashBig(Big(v)), nil
			}
		},
		inherit: func(d, s *Slots) { d.Hash = s.Hash },
		wrap: func(t *Thread, s *Slots, a []Value) (Value, error) {
			h, err := s.Hash(t, a[0])
			return Int(int64(h)), err
		},
	})
	nBool := staticName("__bool__")
	add(slotDef{
		name: "__bool__", present: func(s *Slots) bool { return s.Truth != nil },
		install: func(s *Slots) {
			s.Truth = func(t *Thread, a Value) (bool, error) {
				v, err := t.callSlot(a, nBool)
				if err != nil {
					return false, err
				}
				if !v.IsBool() {
					return false, t.Raisef(TypeError, "__bool__ should return bool, returned %s", v.Type().TpName())
				}
				return v.AsBool(), nil
			}
		},
		inherit: func(d, s *Slots) { d.Truth = s.Truth },
		wrap: func(t *Thread, s *Slots, a []Value) (Value, error) {
			b, err := s.Truth(t, a[0])
			return Bool(b), err
		},
	})
	nLen := staticName("__len__")
	add(slotDef{
		name: "__len__", present: func(s *Slots) bool { return s.Len != nil },
		install: func(s *Slots) {
			s.Len = func(t *Thread, a Value) (int, error) {
				v, err := t.callSlot(a, nLen)
				if err != nil {
					return 0, err
				}
				i, err := t.IntArg(v)
				if err == nil && i < 0 {
					return 0, t.Raisef(ValueError, "__len__() should return >= 0")
				}
				return int(i), err
			}
		},
		inherit: func(d, s *Slots) { d.Len = s.Len },
		wrap: func(t *Thread, s *Slots, a []Value) (Value, error) {
			n, err := s.Len(t, a[0])
			return Int(int64(n)), err
		},
	})
	nGet := staticName("__getitem__")
	add(slotDef{
		name: "__getitem__", sig: "key, /", present: func(s *Slots) bool { return s.GetItem != nil },
		install: func(s *Slots) {
			s.GetItem = func(t *Thread, a, k Value) (Value, error) { return t.callSlot(a, nGet, k) }
		},
		inherit: func(d, s *Slots) { d.GetItem = s.GetItem },
		wrap:    func(t *Thread, s *Slots, a []Value) (Value, error) { return s.GetItem(t, a[0], a[1]) },
	})
	nSet, nDel := staticName("__setitem__"), staticName("__delitem__")
	setItem := func(s *Slots) {
		s.SetItem = func(t *Thread, a, k, v Value) error {
			if v.Valid() {
				r, err := t.callSlot(a, nSet, k, v)
				return drop(t, r, err)
			}
			r, err := t.callSlot(a, nDel, k)
			return drop(t, r, err)
		}
	}
	inheritItem := func(d, s *Slots) { d.SetItem = s.SetItem }
	add(slotDef{
		name: "__setitem__", sig: "key, value, /", present: func(s *Slots) bool { return s.SetItem != nil }, install: setItem, inherit: inheritItem,
		wrap: func(t *Thread, s *Slots, a []Value) (Value, error) { return None, s.SetItem(t, a[0], a[1], a[2]) },
	})
	add(slotDef{
		name: "__delitem__", sig: "key, /", present: func(s *Slots) bool { return s.SetItem != nil }, install: setItem, inherit: inheritItem,
		wrap: func(t *Thread, s *Slots, a []Value) (Value, error) {
			return None, s.SetItem(t, a[0], a[1], Value{})
		},
	})
	nContains := staticName("__contains__")
	add(slotDef{
		name: "__contains__", sig: "key, /", present: func(s *Slots) bool { return s.Contains != nil },
		install: func(s *Slots) {
			s.Contains = func(t *Thread, a, k Value) (bool, error) {
				f := t.Lookup(a.Type(), nContains)
				if f.IsNone() {
					return false, t.Raisef(TypeError, "'%s' object is not a container", a.Type().TpName())
				}
				v, err := t.callSlot(a, nContains, k)
				if err != nil {
					return false, err
				}
				return t.Truth(v)
			}
		},
		inherit: func(d, s *Slots) { d.Contains = s.Contains },
		wrap: func(t *Thread, s *Slots, a []Value) (Value, error) {
			b, err := s.Contains(t, a[0], a[1])
			return Bool(b), err
		},
	})
	nCall := staticName("__call__")
	add(slotDef{
		name: "__call__", sig: "*", present: func(s *Slots) bool { return s.Call != nil },
		install: func(s *Slots) {
			s.Call = func(t *Thread, self Value, args []Value, kw KwNames) (Value, error) {
				f := t.Lookup(self.Type(), nCall)
				if !f.Valid() {
					return Value{}, t.Raisef(TypeError, "'%s' object is not callable", self.Type().TpName())
				}
				if f.Type().slots.Call == nil || f.Type().Flags&HeapType == 0 {
					return t.callWithSelf(f, self, args, kw)
				}
				// A __call__ that is no function may lead back here.
				if t.Depth++; t.Depth > t.MaxDepth {
					t.Depth--
					return Value{}, t.Raisef(RecursionError, "maximum recursion depth exceeded")
				}
				v, err := t.callWithSelf(f, self, args, kw)
				t.Depth--
				return v, err
			}
		},
		inherit: func(d, s *Slots) { d.Call = s.Call },
	})
	nInit := staticName("__init__")
	add(slotDef{
		name: "__init__", sig: "*", present: func(s *Slots) bool { return s.Init != nil },
		install: func(s *Slots) {
			s.Init = func(t *Thread, self Value, args []Value, kw KwNames) error {
				f := t.Lookup(self.Type(), nInit)
				r, err := t.callWithSelf(f, self, args, kw)
				if err != nil {
					return err
				}
				if !r.IsNone() {
					return t.Raisef(TypeError, "__init__() should return None, not '%s'", r.Type().Name)
				}
				return nil
			}
		},
		inherit: func(d, s *Slots) { d.Init = s.Init },
	})
	nNew := staticName("__new__")
	add(slotDef{
		name: "__new__", sig: "*", present: func(s *Slots) bool { return s.New != nil },
		install: func(s *Slots) {
			s.New = func(t *Thread, cls *Type, args []Value, kw KwNames) (Value, error) {
				f := t.Lookup(cls, nNew)
				b, err := t.bind(f, Value{}, Of(cls))
				if err != nil {
					return Value{}, err
				}
				return t.callWithSelf(b, Of(cls), args, kw)
			}
		},
		inherit: func(d, s *Slots) { d.New = s.New },
	})
	nGA, nGetattr := staticName("__getattribute__"), names.getattr
	add(slotDef{
		name: "__getattribute__", sig: "name, /", present: func(s *Slots) bool { return s.GetAttr != nil },
		install: func(s *Slots) {
			s.GetAttr = func(t *Thread, self Value, name *Str) (Value, error) {
				v, err := t.callSlot(self, nGA, Of(name))
				if err != nil && IsExc(err, AttributeError) {
					if f := t.Lookup(self.Type(), nGetattr); f.Valid() {
						return t.CallUnbound(f, self, Of(name))
					}
				}
				return v, err
			}
		},
		inherit: func(d, s *Slots) { d.GetAttr = s.GetAttr },
		wrap: func(t *Thread, s *Slots, a []Value) (Value, error) {
			n := AsStr(a[1])
			if n == nil {
				return Value{}, t.Raisef(TypeError, "attribute name must be string, not '%s'", a[1].Type().TpName())
			}
			return s.GetAttr(t, a[0], t.Interp.InternStr(n))
		},
	})
	nSA, nDA := staticName("__setattr__"), staticName("__delattr__")
	setAttr := func(s *Slots) {
		s.SetAttr = func(t *Thread, self Value, name *Str, v Value) error {
			if v.Valid() {
				r, err := t.callSlot(self, nSA, Of(name), v)
				return drop(t, r, err)
			}
			r, err := t.callSlot(self, nDA, Of(name))
			return drop(t, r, err)
		}
	}
	inheritSA := func(d, s *Slots) { d.SetAttr = s.SetAttr }
	wrapSA := func(t *Thread, s *Slots, a []Value) (Value, error) {
		n := AsStr(a[1])
		if n == nil {
			return Value{}, t.Raisef(TypeError, "attribute name must be string, not '%s'", a[1].Type().TpName())
		}
		v := Value{}
		if len(a) > 2 {
			v = a[2]
		}
		return None, s.SetAttr(t, a[0], t.Interp.InternStr(n), v)
	}
	add(slotDef{name: "__setattr__", sig: "name, value, /", present: func(s *Slots) bool { return s.SetAttr != nil }, install: setAttr, inherit: inheritSA, wrap: wrapSA})
	add(slotDef{name: "__delattr__", sig: "name, /", present: func(s *Slots) bool { return s.SetAttr != nil }, install: setAttr, inherit: inheritSA, wrap: wrapSA})
	nDG := staticName("__get__")
	add(slotDef{
		name: "__get__", sig: "instance, owner=None, /", present: func(s *Slots) bool { return s.DescrGet != nil },
		install: func(s *Slots) {
			s.DescrGet = func(t *Thread, d, obj, owner Value) (Value, error) {
				if !obj.Valid() {
					obj = None
				}
				if !owner.Valid() {
					owner = None
				}
				return t.callSlot(d, nDG, obj, owner)
			}
		},
		inherit: func(d, s *Slots) { d.DescrGet = s.DescrGet },
		wrap: func(t *Thread, s *Slots, a []Value) (Value, error) {
			obj, owner := a[1], a[2]
			if obj.IsNone() {
				obj = Value{}
			}
			if !owner.Valid() {
				owner = None
				if obj.Valid() {
					owner = Of(obj.Type())
				}
			}
			if !obj.Valid() && owner.IsNone() {
				return Value{}, t.Raisef(TypeError, "__get__(None, None) is invalid")
			}
			return s.DescrGet(t, a[0], obj, owner)
		},
	})
	nDS, nDD := staticName("__set__"), staticName("__delete__")
	setDescr := func(s *Slots) {
		s.DescrSet = func(t *Thread, d, obj, v Value) error {
			if v.Valid() {
				if !t.Lookup(d.Type(), nDS).Valid() {
					return t.Raisef(AttributeError, "__set__")
				}
				r, err := t.callSlot(d, nDS, obj, v)
				return drop(t, r, err)
			}
			if !t.Lookup(d.Type(), nDD).Valid() {
				return t.Raisef(AttributeError, "__delete__")
			}
			r, err := t.callSlot(d, nDD, obj)
			return drop(t, r, err)
		}
	}
	inheritDS := func(d, s *Slots) { d.DescrSet = s.DescrSet }
	wrapDS := func(t *Thread, s *Slots, a []Value) (Value, error) {
		v := Value{}
		if len(a) > 2 {
			v = a[2]
		}
		return None, s.DescrSet(t, a[0], a[1], v)
	}
	add(slotDef{name: "__set__", sig: "instance, value, /", present: func(s *Slots) bool { return s.DescrSet != nil }, install: setDescr, inherit: inheritDS, wrap: wrapDS})
	add(slotDef{name: "__delete__", sig: "instance, /", present: func(s *Slots) bool { return s.DescrSet != nil }, install: setDescr, inherit: inheritDS, wrap: wrapDS})

	cmpNames := [...]string{"__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"}
	var cmpStrs [6]*Str
	for i, n := range cmpNames {
		cmpStrs[i] = staticName(n)
	}
	for i, n := range cmpNames {
		op := CmpOp(i)
		add(slotDef{
			name: n, sig: "value, /", present: func(s *Slots) bool { return s.Compare != nil },
			install: func(s *Slots) {
				s.Compare = func(t *Thread, a, b Value, op CmpOp) (Value, error) {
					f := t.Lookup(a.Type(), cmpStrs[op])
					if !f.Valid() || f.IsNone() {
						return NotImplemented, nil
					}
					return t.CallUnbound(f, a, b)
				}
			},
			inherit: func(d, s *Slots) { d.Compare = s.Compare },
			wrap:    func(t *Thread, s *Slots, a []Value) (Value, error) { return s.Compare(t, a[0], a[1], op) },
		})
	}
	for i := range NumBinary {
		op := i
		base := binaryNames[op]
		fwd, rev, inp := staticName("__"+base+"__"), staticName("__r"+base+"__"), staticName("__i"+base+"__")
		install := func(s *Slots) {
			s.Binary[op] = func(t *Thread, a, b Value) (Value, error) {
				return t.binaryMethods(op, fwd, rev, a, b)
			}
		}
		inherit := func(d, s *Slots) { d.Binary[op] = s.Binary[op] }
		present := func(s *Slots) bool { return s.Binary[op] != nil }
		sig := "value, /"
		if op == OpPow {
			sig = "value, mod=None, /"
		}
		add(slotDef{
			name: fwd.S, sig: sig, present: present, install: install, inherit: inherit,
			wrap: func(t *Thread, s *Slots, a []Value) (Value, error) {
				if len(a) > 2 && a[2].Valid() && !a[2].IsNone() {
					return t.powSlot(a[0], a[1], a[2])
				}
				v, err := s.Binary[op](t, a[0], a[1])
				if err == nil && v == NotImplemented && (op == OpAdd || op == OpMul) && isSeq(a[0]) {
					return Value{}, t.refuses(op, a[0], a[1])
				}
				return v, err
			},
		})
		add(slotDef{
			name: rev.S, sig: sig, present: present, install: install, inherit: inherit,
			wrap: func(t *Thread, s *Slots, a []Value) (Value, error) {
				if len(a) > 2 && a[2].Valid() && !a[2].IsNone() {
					return t.powSlot(a[1], a[0], a[2])
				}
				v, err := s.Binary[op](t, a[1], a[0])
				if err == nil && v == NotImplemented && op == OpMul && isSeq(a[0]) {
					return Value{}, t.refuses(op, a[0], a[1])
				}
				return v, err
			},
		})
		if op == OpDivmod {
			continue
		}
		add(slotDef{
			name: inp.S, sig: "value, /", present: func(s *Slots) bool { return s.Inplace[op] != nil },
			install: func(s *Slots) {
				s.Inplace[op] = func(t *Thread, a, b Value) (Value, error) { return t.callSlot(a, inp, b) }
			},
			inherit: func(d, s *Slots) { d.Inplace[op] = s.Inplace[op] },
			wrap:    func(t *Thread, s *Slots, a []Value) (Value, error) { return s.Inplace[op](t, a[0], a[1]) },
		})
	}
	nFinal := staticName("__del__")
	add(slotDef{
		name: "__del__", present: func(s *Slots) bool { return false },
		install: func(s *Slots) {
			s.Finalize = func(t *Thread, self Value) {
				f := t.Lookup(self.Type(), nFinal)
				if !f.Valid() {
					return
				}
				r, err := t.CallUnbound(f, self)
				t.DropFloating(r)
				if err != nil && t.Interp.Unraisable != nil {
					t.Interp.Unraisable(t, err, "Exception ignored while calling deallocator", f)
				}
			}
		},
		inherit: func(d, s *Slots) { d.Finalize = s.Finalize },
	})
	return defs
}

// binaryMethods tries __op__ of a, then __rop__ of b, as slot_nb_* does.
func (t *Thread) binaryMethods(op BinOp, fwd, rev *Str, a, b Value) (Value, error) {
	at, bt := a.Type(), b.Type()
	// A native type's own slot is asked after this one.
	doReverse := at != bt && bt.Flags&HeapType != 0 && (t.Lookup(bt, fwd).Valid() || t.Lookup(bt, rev).Valid())
	if at.Flags&HeapType != 0 && t.Lookup(at, fwd).Valid() {
		if doReverse && bt.IsSubtype(at) {
			if rf := t.Lookup(bt, rev); rf.Valid() && rf != t.Lookup(at, rev) {
				if r, err := t.CallUnbound(rf, b, a); err != nil || r != NotImplemented {
					return r, err
				}
				doReverse = false
			}
		}
		if r, err := t.callSlot(a, fwd, b); err != nil || r != NotImplemented {
			return r, err
		}
	}
	if doReverse {
		if rf := t.Lookup(bt, rev); rf.Valid() {
			return t.CallUnbound(rf, b, a)
		}
	}
	return NotImplemented, nil
}

// callWithSelf calls a function found on a type with self in front.
func (t *Thread) callWithSelf(f, self Value, args []Value, kw KwNames) (Value, error) {
	ft := f.Type()
	if ft.Flags&MethodLike == 0 {
		b, err := t.bind(f, self, Of(self.Type()))
		if err != nil {
			return Value{}, err
		}
		if ft == StaticMethodType || ft == NativeType {
			// __new__: the class is an explicit argument
			b = f
			if u := Unwrap(f); u.Valid() {
				b = u
			}
			return t.prepend(b, self, args, kw)
		}
		return t.CallKw(b, args, kw)
	}
	return t.prepend(f, self, args, kw)
}

func (t *Thread) prepend(f, self Value, args []Value, kw KwNames) (Value, error) {
	buf := t.temp(len(args) + 1)
	defer t.untemp(len(buf))
	buf[0] = self
	copy(buf[1:], args)
	return t.CallKw(f, buf, kw)
}

// builtinBase is the nearest built-in type of the MRO.
func builtinBase(ty *Type) *Type {
	for _, m := range ty.MRO {
		if m.Flags&HeapType == 0 {
			return m
		}
	}
	return ObjectType
}

var (
	slotDefs   []slotDef
	slotByName map[*Str][]int
)

// addWrappers shows the filled slots of a built-in type as methods.
func addWrappers(ty *Type) {
	for i := range slotDefs {
		d := &slotDefs[i]
		if !d.present(&ty.slots) {
			continue
		}
		n := staticName(d.name)
		if ty.Dict.GetStr(n).Valid() {
			continue
		}
		if ty.Base != nil && sameSlot(ty, ty.Base, d) {
			continue
		}
		switch d.name {
		case "__new__":
			f := newFunc(ty)
			ty.Dict.insert(Of(n), f, n.Hash())
		case "__init__":
			ty.Dict.insert(Of(n), newSlotWrapper(ty, Def{Name: d.name, Sig: "*", Fn: func(t *Thread, args []Value, kw KwNames) (Value, error) {
				return None, ty.slots.Init(t, args[0], args[1:], kw)
			}}), n.Hash())
		case "__call__":
			ty.Dict.insert(Of(n), newSlotWrapper(ty, Def{Name: d.name, Sig: "*", Fn: func(t *Thread, args []Value, kw KwNames) (Value, error) {
				return ty.slots.Call(t, args[0], args[1:], kw)
			}}), n.Hash())
		default:
			if d.wrap == nil {
				continue
			}
			// Slot functions of the defining type, whatever the subclass did.
			ty.Dict.insert(Of(n), newSlotWrapper(ty, Def{Name: d.name, Sig: d.sig, Fn: wrapFor(ty, d)}), n.Hash())
		}
	}
	if ty.slots.Compare != nil && ty.slots.Hash == nil {
		n := names.hash
		if !ty.Dict.GetStr(n).Valid() {
			ty.Dict.insert(Of(n), None, n.Hash())
		}
	}
}

// sameSlot reports that ty got the slot from base unchanged; function values
// cannot be compared, so inheritance is recorded instead.
func sameSlot(ty, base *Type, d *slotDef) bool { return inherited[inheritKey{ty, d.name}] }

type inheritKey struct {
	ty   *Type
	name string
}

var inherited map[inheritKey]bool

// wrapFor binds a wrapper to the slots of the type that defines it: reached
// through super(), it must not call back into the subclass.
func wrapFor(ty *Type, d *slotDef) NativeFunc {
	return func(t *Thread, args []Value, _ KwNames) (Value, error) { return d.wrap(t, &ty.slots, args) }
}

// newFunc is the __new__ of a built-in type: a static method taking the class.
func newFunc(ty *Type) Value {
	return Of(&Native{Header: StaticHeader(NativeType), Name: "__new__", Qual: ty.Name + ".__new__", fn: func(t *Thread, args []Value, kw KwNames) (Value, error) {
		if len(args)-len(kw) == 0 {
			return Value{}, t.Raisef(TypeError, "%s.__new__(): not enough arguments", ty.Name)
		}
		cls := AsType(args[0])
		if cls == nil {
			return Value{}, t.Raisef(TypeError, "%s.__new__(X): X is not a type object (%s)", ty.Name, args[0].Type().Name)
		}
		if !cls.IsSubtype(ty) {
			return Value{}, t.Raisef(TypeError, "%s.__new__(%s): %s is not a subtype of %s", ty.Name, cls.Name, cls.Name, ty.Name)
		}
		if base := cls.solid(); base != ty && base.slots.New != nil && base.newOwner() != ty.newOwner() {
			return Value{}, t.Raisef(TypeError, "%s.__new__(%s) is not safe, use %s.__new__()", ty.Name, cls.Name, base.Name)
		}
		return ty.slots.New(t, cls, args[1:], kw)
	}, sig: &signature{raw: true}})
}

// newOwner is the built-in type whose __new__ a built-in type has.
func (ty *Type) newOwner() *Type {
	for ty.Base != nil && inherited[inheritKey{ty, "__new__"}] {
		ty = ty.Base
	}
	return ty
}

// inheritSlots gives a heap type the slots of its MRO, nearest first.
func inheritSlots(ty *Type) {
	base := &ty.Base.slots
	ty.slots = *base
	for _, m := range ty.above() {
		if m == ty.Base {
			continue
		}
		for i := range slotDefs {
			d := &slotDefs[i]
			if !d.present(&ty.slots) && d.present(&m.slots) {
				d.inherit(&ty.slots, &m.slots)
			}
		}
	}
}

// shared reports a slot that other names have a part in, too: what one of them is
// says nothing of the others.
func (d *slotDef) shared() bool {
	switch d.name {
	case "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__setattr__", "__delattr__", "__setitem__", "__delitem__", "__set__", "__delete__":
		return true
	}
	base := strings.Trim(d.name, "_")
	return slices.Contains(binaryNames[:], base) || base != "" && base[0] == 'r' && slices.Contains(binaryNames[:], base[1:])
}

// fixSlots recomputes the slots of a heap type that correspond to a changed
// name, or all of them for a nil name.
func fixSlots(in *Interp, ty *Type, name *Str) {
	if ty.Flags&HeapType == 0 {
		return
	}
	// Several names share a slot (the comparisons do): what a class defines
	// comes after what built-in bases do.
	fix := func(i int, heap bool) {
		d := &slotDefs[i]
		n := staticNames[d.name]
		for _, m := range ty.MRO {
			v := m.Dict.GetStr(n)
			if !v.Valid() {
				continue
			}
			if (m.Flags&HeapType != 0) != heap {
				return
			}
			if heap {
				if d.name == "__hash__" && v.IsNone() {
					ty.slots.Hash = nil
				} else if v.Type() == WrapperDescrType && (*Native)(v.p).Owner.Flags&HeapType == 0 && d.name == (*Native)(v.p).Name && !d.shared() && ty.IsSubtype((*Native)(v.p).Owner) && d.present(&(*Native)(v.p).Owner.slots) {
					d.inherit(&ty.slots, &(*Native)(v.p).Owner.slots) // x = list.__repr__
				} else {
					d.install(&ty.slots)
				}
			} else {
				d.inherit(&ty.slots, &m.slots)
			}
			return
		}
	}
	if name == nil || len(slotByName[name]) > 0 {
		for _, heap := range []bool{false, true} {
			for i := range slotDefs {
				fix(i, heap)
			}
		}
	}
	// __getattr__ alone also needs the slot that falls back to it.
	if name == nil || name == names.getattr || len(slotByName[name]) > 0 {
		if v := ty.lookup(names.getattr); v.Valid() {
			slotDefs[slotByName[names.getattribute][0]].install(&ty.slots)
			if ga := ty.lookup(names.getattribute); ga.Type() == WrapperDescrType {
				base := builtinBase(ty)
				own := base.slots.GetAttr
				if base == ObjectType {
					own = (*Thread).findAttr // an error would only be thrown away
				}
				ty.slots.GetAttr = func(t *Thread, self Value, name *Str) (Value, error) {
					v, err := own(t, self, name)
					if err == nil && v.Valid() {
						return v, nil
					}
					if err == nil || IsExc(err, AttributeError) {
						if f := t.Lookup(self.Type(), names.getattr); f.Valid() {
							return t.CallUnbound(f, self, Of(name))
						}
						if err == nil {
							return genericGetAttr(t, self, name)
						}
					}
					return v, err
				}
			}
		}
	}
	if ty.slots.Finalize != nil && ty.finalizable == nil {
		ty.finalizable = &finalizables{}
		in.finalizable[weak.Make(ty)] = true
	}
	// A class with __eq__ and no __hash__ is unhashable.
	if name == nil {
		if ty.Dict.GetStr(names.eq).Valid() && !ty.Dict.GetStr(names.hash).Valid() {
			ty.slots.Hash = nil
			ty.Dict.insert(Of(names.hash), None, names.hash.Hash())
		}
	}
}
