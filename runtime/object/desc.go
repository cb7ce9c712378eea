package object

func setupDescriptors() {
	callable := func(call func(*Thread, Value, []Value, KwNames) (Value, error)) Slots {
		return Slots{Call: call, Repr: nativeRepr}
	}
	nameOf := func(v Value) Value { return NewStr((*Native)(v.p).Name) }
	nativeAttrs := []Def{
		{Name: "__name__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return nameOf(a[0]), nil }},
		{Name: "__qualname__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return NewStr((*Native)(a[0].p).Qual), nil }},
		{Name: "__module__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if m := (*Native)(a[0].p).Module; m != "" {
				return NewStr(m), nil
			}
			return None, nil
		}},
		{Name: "__text_signature__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			return (*Native)(a[0].p).textSignature(), nil
		}},
		{Name: "__self__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if s := (*Native)(a[0].p).Self; s.Valid() {
				return s, nil
			}
			return None, nil
		}},
		{Name: "__doc__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if d := (*Native)(a[0].p).Doc; d != "" {
				return NewStr(d), nil
			}
			return None, nil
		}},
	}
	ns := callable(nativeCall)
	ns.Traverse = func(v Value, visit func(Value)) {
		if s := (*Native)(v.p).Self; s.Valid() {
			visit(s)
		}
	}
	ns.Hash = func(t *Thread, v Value) (uint64, error) {
		f := (*Native)(v.p)
		if f.Self.Valid() {
			return HashString(f.Name) ^ t.identity(f.Self.p), nil
		}
		return hashIdentity(t, v)
	}
	ns.Compare = func(t *Thread, a, b Value, op CmpOp) (Value, error) {
		if a.Type() != b.Type() || !a.Is(NativeType) && !a.Is(MethodWrapperType) || op > CmpNe {
			return NotImplemented, nil
		}
		x, y := (*Native)(a.p), (*Native)(b.p)
		eq := a == b || x.Self.Valid() && x.Self == y.Self && x.Name == y.Name
		return Bool(eq == (op == CmpEq)), nil
	}
	define(NativeType, ObjectType, ns, nativeAttrs...)
	md := callable(methodDescrCall)
	md.DescrGet = methodDescrGet
	define(MethodDescrType, ObjectType, md, append(nativeAttrs[:2:2], nativeAttrs[3], nativeAttrs[5], Def{Name: "__objclass__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
		return Of((*Native)(a[0].p).Owner), nil
	}})...)
	MethodDescrType.Flags |= MethodLike
	define(WrapperDescrType, ObjectType, md, MethodDescrType.defs...)
	WrapperDescrType.Flags |= MethodLike
	define(MethodWrapperType, ObjectType, ns, append(nativeAttrs[:2:2], nativeAttrs[3:]...)...)
	define(ClassMethodDescrType, ObjectType, Slots{
		DescrGet: func(t *Thread, d, obj, owner Value) (Value, error) {
			if !owner.Valid() {
				owner = Of(obj.Type())
			}
			return (*classNative)(d.p).f.Bind(t, owner), nil
		},
	})
	getsetAttrs := []Def{
		{Name: "__name__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return NewStr((*getset)(a[0].p).name), nil }},
		{Name: "__objclass__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return Of((*getset)(a[0].p).owner), nil }},
	}
	define(GetSetType, ObjectType, Slots{DescrGet: getsetGet, DescrSet: getsetSet, Repr: func(t *Thread, v Value) (Value, error) {
		g := (*getset)(v.p)
		return NewStr("<attribute '" + g.name + "' of '" + g.owner.Name + "' objects>"), nil
	}}, getsetAttrs...)
	define(MemberType, ObjectType, Slots{DescrGet: memberGet, DescrSet: memberSet, Repr: func(t *Thread, v Value) (Value, error) {
		g := (*member)(v.p)
		return NewStr("<member '" + g.name.S + "' of '" + g.owner.Name + "' objects>"), nil
	}},
		Def{Name: "__name__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return Of((*member)(a[0].p).name), nil }},
		Def{Name: "__objclass__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return Of((*member)(a[0].p).owner), nil }})
	define(MethodType, ObjectType, Slots{
		Call:     methodCall,
		DescrGet: func(_ *Thread, d, _, _ Value) (Value, error) { return d, nil }, // it is bound already
		Traverse: func(v Value, visit func(Value)) { visit((*Method)(v.p).Func); visit((*Method)(v.p).Self) },
		New: func(t *Thread, _ *Type, a []Value, _ KwNames) (Value, error) {
			if len(a) != 2 {
				return Value{}, t.Raisef(TypeError, "method expected 2 arguments, got %d", len(a))
			}
			if a[1].IsNone() {
				return Value{}, t.Raisef(TypeError, "instance must not be None")
			}
			return NewMethod(a[0], a[1]), nil
		},
		Init: func(*Thread, Value, []Value, KwNames) error { return nil },
		GetAttr: func(t *Thread, self Value, name *Str) (Value, error) {
			if d := t.Lookup(MethodType, name); d.Valid() {
				return t.bind(d, self, Of(MethodType))
			}
			return t.GetAttr((*Method)(self.p).Func, name)
		},
		Hash: func(t *Thread, v Value) (uint64, error) {
			m := (*Method)(v.p)
			return t.identity(m.Self.p) ^ t.identity(m.Func.p)<<1, nil
		},
		Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
			if !a.Is(MethodType) || !b.Is(MethodType) || op > CmpNe {
				return NotImplemented, nil
			}
			x, y := (*Method)(a.p), (*Method)(b.p)
			return Bool((x.Func == y.Func && x.Self == y.Self) == (op == CmpEq)), nil
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			m := (*Method)(v.p)
			q := "?"
			for _, name := range []*Str{names.qualname, names.name} {
				if n, err := t.GetAttrOpt(m.Func, name); err != nil {
					return Value{}, err
				} else if n.Valid() {
					if s := AsStr(n); s != nil {
						q = s.S
					}
					break
				}
			}
			r, err := t.Repr(m.Self)
			return NewStr("<bound method " + q + " of " + r + ">"), err
		},
	},
		Def{Name: "__func__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return (*Method)(a[0].p).Func, nil }},
		Def{Name: "__self__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return (*Method)(a[0].p).Self, nil }},
	)
	wrapNew := func(ty *Type) func(*Thread, *Type, []Value, KwNames) (Value, error) {
		return func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
			if len(a) != 1 || len(kw) > 0 {
				return Value{}, t.Raisef(TypeError, "%s expected 1 argument, got %d", ty.Name, len(a))
			}
			w := (*wrapped)(cls.AllocOr(func() Value { return Of(&wrapped{Header: NewHeader(cls)}) }).p)
			w.fn = a[0]
			w.take(a[0])
			// What the wrapper says of itself is what the function says.
			for _, n := range []*Str{names.module, names.name, names.qualname, names.doc} {
				v, err := t.GetAttrOpt(a[0], n)
				if err != nil {
					return Value{}, err
				}
				if v.Valid() {
					if err := genericSetAttr(t, Of(w), n, v); err != nil {
						return Value{}, err
					}
				}
			}
			return Of(w), nil
		}
	}
	wrapTraverse := func(v Value, visit func(Value)) { visit((*wrapped)(v.p).fn); (*wrapped)(v.p).Attrs.traverse(visit) }
	wrapAttrs := []Def{
		{Name: "__func__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return (*wrapped)(a[0].p).fn, nil }},
		{Name: "__wrapped__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return (*wrapped)(a[0].p).fn, nil }},
		{Name: "__isabstractmethod__", Kind: GetterDef, Fn: isAbstract(func(v Value) []Value { return []Value{(*wrapped)(v.p).fn} })},
		{Name: "__dict__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return Of(t.DictOf(a[0])), nil }},
		{Name: "__dict__", Kind: SetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return None, t.SetDict(a[0], a[1]) }},
	}
	noInit := func(*Thread, Value, []Value, KwNames) error { return nil }
	define(StaticMethodType, ObjectType, Slots{
		New: wrapNew(StaticMethodType), Init: noInit, Traverse: wrapTraverse,
		DescrGet: func(t *Thread, d, obj, owner Value) (Value, error) { return (*wrapped)(d.p).fn, nil },
		Call: func(t *Thread, self Value, a []Value, kw KwNames) (Value, error) {
			return t.CallKw((*wrapped)(self.p).fn, a, kw)
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			r, err := t.Repr((*wrapped)(v.p).fn)
			return NewStr("<staticmethod(" + r + ")>"), err
		},
	}, wrapAttrs...)
	define(ClassMethodType, ObjectType, Slots{
		New: wrapNew(ClassMethodType), Init: noInit, Traverse: wrapTraverse,
		DescrGet: func(t *Thread, d, obj, owner Value) (Value, error) {
			if !owner.Valid() || owner.IsNone() {
				owner = Of(obj.Type())
			}
			return NewMethod((*wrapped)(d.p).fn, owner), nil
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			r, err := t.Repr((*wrapped)(v.p).fn)
			return NewStr("<classmethod(" + r + ")>"), err
		},
	}, wrapAttrs...)
	for _, ty := range []*Type{StaticMethodType, ClassMethodType} {
		RegisterLayout[wrapped](ty, nil)
		ty.attrsOffset, ty.Flags = wrappedAttrsOffset, ty.Flags|HasAttrs
		layouts[ty] = layout{layouts[ty].alloc, wrappedAttrsOffset}
	}
	propCopy := func(i int) NativeFunc {
		return func(t *Thread, a []Value, _ KwNames) (Value, error) {
			p := (*Property)(a[0].p)
			parts := [4]Value{orAbsent(p.Get), orAbsent(p.Set), orAbsent(p.Del), orAbsent(p.Doc)}
			if !a[1].IsNone() {
				parts[i] = a[1]
			}
			if p.getterDoc && !parts[0].IsNone() {
				parts[3] = None // of the new getter, if it has one
			}
			n, err := t.Call(Of(a[0].Type()), parts[:]...)
			if err == nil && IsInstance(n, PropertyType) {
				q := (*Property)(n.p)
				t.Store(&q.Header, &q.Name, p.Name)
			}
			return n, err
		}
	}
	opt := func(get func(*Property) Value) NativeFunc {
		return func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if v := get((*Property)(a[0].p)); v.Valid() {
				return v, nil
			}
			return None, nil
		}
	}
	define(PropertyType, ObjectType, Slots{
		New: func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
			if cls.Flags&HeapType != 0 {
				return cls.Alloc(), nil
			}
			return newProperty(cls, Value{}, Value{}, Value{}, Value{}), nil
		},
		Init: func(t *Thread, self Value, a []Value, kw KwNames) error {
			var parts [4]Value
			f := propertyInitSig
			if err := f.parse(t, a, kw, parts[:]); err != nil {
				return err
			}
			p := (*Property)(self.p)
			for i, dst := range []*Value{&p.Get, &p.Set, &p.Del, &p.Doc} {
				if parts[i].Valid() {
					t.Store(&p.Header, dst, parts[i])
				}
			}
			for _, x := range []*Value{&p.Get, &p.Set, &p.Del} {
				if x.Valid() && x.IsNone() {
					*x = Value{}
				}
			}
			p.getterDoc = false
			doc := p.Doc
			if !doc.Valid() || doc.IsNone() {
				doc = Value{}
				if p.Get.Valid() {
					d, err := t.GetAttrOpt(p.Get, names.doc)
					if err != nil {
						return err
					}
					if d.Valid() && !d.IsNone() {
						doc, p.getterDoc = d, true
					}
				}
			}
			if self.Type() != PropertyType {
				// A subclass has a docstring of its own; the instance's hides it.
				t.Store(&p.Header, &p.Doc, Value{})
				if !doc.Valid() {
					doc = None
				}
				if err := t.SetAttr(self, names.doc, doc); err != nil && (!IsExc(err, AttributeError) || !p.getterDoc && !doc.IsNone()) {
					return err
				}
				t.Store(&p.Header, &p.Doc, doc)
				return nil
			}
			t.Store(&p.Header, &p.Doc, doc)
			return nil
		},
		DescrGet: propertyGet, DescrSet: propertySet,
		Traverse: func(v Value, visit func(Value)) {
			p := (*Property)(v.p)
			for _, x := range []Value{p.Get, p.Set, p.Del, p.Doc, p.Name} {
				if x.Valid() {
					visit(x)
				}
			}
			if v.Type().Flags&HeapType != 0 {
				instanceTraverse(v, visit)
			}
		},
	},
		Def{Name: "getter", Sig: "fget, /", Fn: propCopy(0)}, Def{Name: "setter", Sig: "fset, /", Fn: propCopy(1)}, Def{Name: "deleter", Sig: "fdel, /", Fn: propCopy(2)},
		Def{Name: "fget", Kind: GetterDef, Fn: opt(func(p *Property) Value { return p.Get })},
		Def{Name: "fset", Kind: GetterDef, Fn: opt(func(p *Property) Value { return p.Set })},
		Def{Name: "fdel", Kind: GetterDef, Fn: opt(func(p *Property) Value { return p.Del })},
		Def{Name: "__doc__", Kind: GetterDef, Fn: opt(func(p *Property) Value { return p.Doc })},
		Def{Name: "__doc__", Kind: SetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			p := (*Property)(a[0].p)
			t.Store(&p.Header, &p.Doc, a[1])
			return None, nil
		}},
		Def{Name: "__name__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			p := (*Property)(a[0].p)
			if p.Name.Valid() {
				return p.Name, nil
			}
			if p.Get.Valid() {
				if n, err := t.GetAttrOpt(p.Get, names.name); err != nil || n.Valid() {
					return n, err
				}
			}
			return Value{}, t.attrError(a[0], names.name, "'%s' object has no attribute '__name__'", a[0].Type().TpName())
		}},
		Def{Name: "__name__", Kind: SetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			p := (*Property)(a[0].p)
			t.Store(&p.Header, &p.Name, a[1])
			return None, nil
		}},
		Def{Name: "__isabstractmethod__", Kind: GetterDef, Fn: isAbstract(func(v Value) []Value { p := (*Property)(v.p); return []Value{p.Get, p.Set, p.Del} })},
		Def{Name: "__set_name__", Sig: "*", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if len(a) != 3 {
				return Value{}, t.Raisef(TypeError, "__set_name__() takes 2 positional arguments but %d were given", len(a)-1)
			}
			p := (*Property)(a[0].p)
			t.Store(&p.Header, &p.Name, a[2])
			return None, nil
		}},
	)
	RegisterLayout[Property](PropertyType, nil)
	setupSuper()
	define(MappingProxyType, ObjectType, Slots{
		Str: func(t *Thread, v Value) (Value, error) { return t.StrValue((*proxy)(v.p).m) },
		New: func(t *Thread, _ *Type, a []Value, _ KwNames) (Value, error) {
			if len(a) != 1 {
				return Value{}, t.Raisef(TypeError, "mappingproxy() missing required argument 'mapping' (pos 1)")
			}
			if ty := a[0].Type(); ty.slots.GetItem == nil || AsList(a[0]) != nil || AsTuple(a[0]) != nil {
				return Value{}, t.Raisef(TypeError, "mappingproxy() argument must be a mapping, not %s", ty.TpName())
			}
			return newProxy(a[0]), nil
		},
		Init:     noInit,
		Traverse: func(v Value, visit func(Value)) { visit((*proxy)(v.p).m) },
		Hash:     func(t *Thread, v Value) (uint64, error) { return t.Hash((*proxy)(v.p).m) },
		Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
			return t.Compare((*proxy)(a.p).m, b, op)
		},
		Binary: [NumBinary]BinaryFunc{OpOr: func(t *Thread, a, b Value) (Value, error) {
			return t.Binary(OpOr, proxied(a), proxied(b))
		}},
		Inplace: [NumBinary]BinaryFunc{OpOr: func(t *Thread, a, b Value) (Value, error) {
			return Value{}, t.Raisef(TypeError, "'|=' is not supported by %s; use '|' instead", a.Type().TpName())
		}},
		GetItem:  func(t *Thread, v, k Value) (Value, error) { return t.GetItem((*proxy)(v.p).m, k) },
		Len:      func(t *Thread, v Value) (int, error) { return t.Len((*proxy)(v.p).m) },
		Contains: func(t *Thread, v, k Value) (bool, error) { return t.Contains((*proxy)(v.p).m, k) },
		Iter:     func(t *Thread, v Value) (Value, error) { return t.Iter((*proxy)(v.p).m) },
		Repr: func(t *Thread, v Value) (Value, error) {
			r, err := t.Repr((*proxy)(v.p).m)
			return NewStr("mappingproxy(" + r + ")"), err
		},
		GetAttr: func(t *Thread, v Value, name *Str) (Value, error) {
			switch name.S {
			case "get", "keys", "values", "items", "copy":
				return t.GetAttr((*proxy)(v.p).m, name)
			}
			return genericGetAttr(t, v, name)
		},
	})
	MappingProxyType.Flags |= MappingPat
	setupAliases()
	setupWeak()
	define(NamespaceType, ObjectType, Slots{
		New: func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
			return layouts[NamespaceType].alloc(cls), nil
		},
		Init: func(t *Thread, self Value, a []Value, kw KwNames) error {
			n := len(a) - len(kw)
			if n > 1 {
				return t.Raisef(TypeError, "SimpleNamespace expected at most 1 argument, got %d", n)
			}
			if n == 1 { // a mapping, or pairs
				given, err := t.Call(Of(DictType), a[0])
				if err != nil {
					return err
				}
				for at, d := 0, AsDict(given); ; {
					k, v, ok := d.Next(&at)
					if !ok {
						break
					}
					if AsStr(k) == nil {
						return t.Raisef(TypeError, "keywords must be strings")
					}
					t.setAttrSlot(self, attrsOf(self), t.Interp.InternStr(AsStr(k)), v)
				}
			}
			for i, k := range kw {
				t.setAttrSlot(self, attrsOf(self), t.Interp.InternStr(k), a[n+i])
			}
			return nil
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			name := v.Type().Name
			if v.Is(NamespaceType) {
				name = "namespace"
			}
			out := name + "("
			var first error
			sep := ""
			EachAttr(v, func(k string, x Value) {
				r, err := t.Repr(x)
				if err != nil && first == nil {
					first = err
				}
				out += sep + k + "=" + r
				sep = ", "
			})
			return NewStr(out + ")"), first
		},
		Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
			if !IsInstance(a, NamespaceType) || !IsInstance(b, NamespaceType) || op > CmpNe {
				return NotImplemented, nil
			}
			eq, err := t.Equal(Of(t.DictOf(a)), Of(t.DictOf(b)))
			return Bool(eq == (op == CmpEq)), err
		},
	}, Def{Name: "__dict__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return Of(t.DictOf(a[0])), nil }})
	NamespaceType.Module = "types"
	NamespaceType.attrsOffset = layouts[ObjectType].offset
	NamespaceType.Flags |= BaseOK | HasAttrs
	layouts[NamespaceType] = layouts[ObjectType]
}

var propertyInitSig = &Native{Name: "property", Qual: "property", sig: parseSig("fget=None, fset=None, fdel=None, doc=None")}

func isAbstract(parts func(Value) []Value) NativeFunc {
	return func(t *Thread, a []Value, _ KwNames) (Value, error) {
		for _, v := range parts(a[0]) {
			if !v.Valid() || v.IsNone() {
				continue
			}
			x, err := t.GetAttrOpt(v, t.Interp.Intern("__isabstractmethod__"))
			if err != nil {
				return Value{}, err
			}
			if x.Valid() {
				if ok, err := t.Truth(x); ok || err != nil {
					return Bool(ok), err
				}
			}
		}
		return False, nil
	}
}

func newProperty(ty *Type, get, set, del, doc Value) Value {
	var v Value
	if ty.Flags&HeapType != 0 {
		v = ty.Alloc()
	} else {
		v = Of(&Property{Header: NewHeader(ty)})
	}
	p := (*Property)(v.p)
	p.Get, p.Set, p.Del, p.Doc = get, set, del, doc
	for _, x := range []Value{get, set, del, doc} {
		if x.Valid() {
			p.take(x)
		}
	}
	return v
}
