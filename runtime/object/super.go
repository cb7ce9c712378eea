package object

// super is a super object: attributes are looked up after start in the MRO of
// objType.
type super struct {
	Header
	start   *Type // search after this one; nil before __init__
	obj     Value // may be invalid (unbound)
	objType *Type
}

// init binds the super object, obj may be invalid.
func (s *super) init(t *Thread, start *Type, obj Value) error {
	if !obj.Valid() {
		s.start = start
		t.Store(&s.Header, &s.obj, Value{})
		s.objType = nil
		return nil
	}
	ot, err := t.superCheck(start, obj)
	if err != nil {
		return err
	}
	s.start, s.objType = start, ot
	t.Store(&s.Header, &s.obj, obj)
	return nil
}

// superCheck finds the type whose MRO super(start, obj) follows.
func (t *Thread) superCheck(start *Type, obj Value) (*Type, error) {
	ot := AsType(obj)
	if ot != nil && ot.IsSubtype(start) {
		return ot, nil
	}
	if obj.Type().IsSubtype(start) {
		return obj.Type(), nil
	}
	c, err := t.GetAttrOpt(obj, names.class)
	if err != nil {
		return nil, err
	}
	if c.Valid() {
		if ct := AsType(c); ct != nil && ct != obj.Type() && ct.IsSubtype(start) {
			return ct, nil
		}
	}
	what, name := "instance of", obj.Type().Name
	if ot != nil {
		what, name = "type", ot.Name
	}
	return nil, t.Raisef(TypeError, "super(type, obj): obj (%s %s) is not an instance or subtype of type (%s).", what, name, start.Name)
}

func superInit(t *Thread, self Value, args []Value, kw KwNames) error {
	s := (*super)(self.p)
	if len(kw) > 0 {
		return t.Raisef(TypeError, "super() takes no keyword arguments")
	}
	switch {
	case len(args) > 2:
		return t.Raisef(TypeError, "super() expected at most 2 arguments, got %d", len(args))
	case len(args) == 0:
		if t.Interp.SuperArgs == nil {
			return t.Raisef(RuntimeError, "super(): no current frame")
		}
		start, obj, err := t.Interp.SuperArgs(t)
		if err != nil {
			return err
		}
		return s.init(t, start, obj)
	}
	start := AsType(args[0])
	if start == nil {
		return t.Raisef(TypeError, "super() argument 1 must be a type, not %s", args[0].Type().TpName())
	}
	obj := Value{}
	if len(args) > 1 && !args[1].IsNone() {
		obj = args[1]
	}
	return s.init(t, start, obj)
}

func setupSuper() {
	get := func(name string, f func(*super) Value) Def {
		return Def{Name: name, Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return orAbsent(f((*super)(a[0].p))), nil }}
	}
	typeOrNone := func(ty *Type) Value {
		if ty == nil {
			return None
		}
		return Of(ty)
	}
	define(SuperType, ObjectType, Slots{
		New: func(t *Thread, cls *Type, _ []Value, _ KwNames) (Value, error) {
			return cls.AllocOr(func() Value { return Of(&super{Header: NewHeader(SuperType)}) }), nil
		},
		Init: superInit,
		Traverse: func(v Value, visit func(Value)) {
			if o := (*super)(v.p).obj; o.Valid() {
				visit(o)
			}
			if v.Type().Flags&HeapType != 0 {
				instanceTraverse(v, visit)
			}
		},
		GetAttr: superGetAttr,
		DescrGet: func(t *Thread, d, obj, _ Value) (Value, error) {
			s := (*super)(d.p)
			if !obj.Valid() || obj.IsNone() || s.obj.Valid() {
				return d, nil
			}
			if d.Type() != SuperType {
				return t.Call(Of(d.Type()), Of(s.start), obj)
			}
			return t.NewSuper(s.start, obj)
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			s := (*super)(v.p)
			start := "NULL"
			if s.start != nil {
				start = s.start.Name
			}
			if s.objType == nil {
				return NewStr("<super: <class '" + start + "'>, NULL>"), nil
			}
			return NewStr("<super: <class '" + start + "'>, <" + s.objType.Name + " object>>"), nil
		},
	},
		get("__thisclass__", func(s *super) Value { return typeOrNone(s.start) }),
		get("__self__", func(s *super) Value { return s.obj }),
		get("__self_class__", func(s *super) Value { return typeOrNone(s.objType) }),
	)
	RegisterLayout[super](SuperType, nil)
}

// NewSuper makes super(start, obj).
func (t *Thread) NewSuper(start *Type, obj Value) (Value, error) {
	s := &super{Header: NewHeader(SuperType)}
	if err := s.init(t, start, obj); err != nil {
		return Value{}, err
	}
	return Of(s), nil
}

// SuperLookup finds name after start in the MRO of obj, without binding.
func (t *Thread) SuperLookup(start, objType *Type, name *Str) Value {
	mro := objType.MRO
	i := 0
	for i < len(mro) && mro[i] != start {
		i++
	}
	for i++; i < len(mro); i++ {
		if v := mro[i].Dict.GetStr(name); v.Valid() {
			return v
		}
	}
	return Value{}
}

// SuperMethod finds what super().name() calls and the object that it calls it with;
// ok is false where that is no method of instances, or v more than a plain super
// object.
func (t *Thread) SuperMethod(v Value, name *Str) (fn, obj Value, ok bool) {
	s := (*super)(v.p)
	if !v.Is(SuperType) || name == names.class || s.start == nil || !s.obj.Valid() || s.obj.Type() != s.objType {
		return Value{}, Value{}, false
	}
	fn = t.SuperLookup(s.start, s.objType, name)
	if !fn.Valid() || fn.Type().Flags&MethodLike == 0 {
		return Value{}, Value{}, false
	}
	return fn, s.obj, true
}

func superGetAttr(t *Thread, self Value, name *Str) (Value, error) {
	s := (*super)(self.p)
	if name != names.class && s.start != nil && s.obj.Valid() && s.objType != nil {
		if v := t.SuperLookup(s.start, s.objType, name); v.Valid() {
			g := v.Type().slots.DescrGet
			if g == nil {
				return v, nil
			}
			obj := s.obj
			if AsType(obj) == s.objType && obj.Type() != s.objType {
				obj = Value{} // bound to a class
			}
			return g(t, v, obj, Of(s.objType))
		}
	}
	return genericGetAttr(t, self, name)
}
