package object

import (
	"fmt"
	"sort"
	"strings"
	"unsafe"
)

func setupCore() {
	define(TypeType, ObjectType, Slots{
		New: typeNew, Call: typeCall, GetAttr: typeGetAttr, SetAttr: typeSetAttr, Repr: typeRepr, Hash: hashIdentity,
		Init:   func(*Thread, Value, []Value, KwNames) error { return nil },
		Binary: [NumBinary]BinaryFunc{OpOr: unionOr},
	},
		append(annotationDefs(), typeDefs()...)...,
	)
	TypeType.Flags |= TypeSub | BaseOK

	define(ObjectType, nil, Slots{
		New: objectNew, Init: objectInit, GetAttr: genericGetAttr, SetAttr: genericSetAttr,
		Repr: objectRepr, Str: objectStr,
		Hash: hashIdentity, Compare: objectCompare, Traverse: instanceTraverse,
	},
		Def{Name: "__class__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return Of(a[0].Type()), nil }},
		Def{Name: "__class__", Kind: SetterDef, Fn: objectSetClass},
		Def{Name: "__format__", Sig: "format_spec, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if s := AsStr(a[1]); s != nil && s.S != "" {
				return Value{}, t.Raisef(TypeError, "unsupported format string passed to %s.__format__", a[0].Type().TpName())
			}
			return t.StrValue(a[0])
		}},
		Def{Name: "__init_subclass__", Kind: ClassDef, Sig: "*", Fn: func(t *Thread, a []Value, kw KwNames) (Value, error) {
			if len(a) > 1 {
				return Value{}, t.Raisef(TypeError, "%s.__init_subclass__() takes no keyword arguments", AsType(a[0]).Name)
			}
			return None, nil
		}},
		Def{Name: "__subclasshook__", Kind: ClassDef, Sig: "*", Fn: func(t *Thread, a []Value, kw KwNames) (Value, error) { return NotImplemented, nil }},
		Def{Name: "__sizeof__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return Int(48), nil }},
		Def{Name: "__dir__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			names := t.Dir(a[0])
			l := NewList()
			for _, n := range names {
				l.Append(NewStr(n))
			}
			return Of(l), nil
		}},
	)
	ObjectType.Flags |= BaseOK
	ObjectType.alloc = allocInstance
	layouts[ObjectType] = layout{allocInstance, unsafe.Offsetof(Instance{}.Attrs)}

	define(NoneType, ObjectType, Slots{
		Repr:   func(*Thread, Value) (Value, error) { return NewStr("None"), nil },
		Truth:  func(*Thread, Value) (bool, error) { return false, nil },
		New:    alone(None),
		Binary: [NumBinary]BinaryFunc{OpOr: unionOr},
	})
	define(EllipsisType, ObjectType, Slots{Repr: func(*Thread, Value) (Value, error) { return NewStr("Ellipsis"), nil }, New: alone(Ellipsis)})
	define(NotImplementedType, ObjectType, Slots{
		Repr: func(*Thread, Value) (Value, error) { return NewStr("NotImplemented"), nil },
		New:  alone(NotImplemented),
		Truth: func(t *Thread, _ Value) (bool, error) {
			return false, t.Raisef(TypeError, "NotImplemented should not be used in a boolean context")
		},
	})
	define(ModuleType, ObjectType, Slots{
		GetAttr: moduleGetAttr, SetAttr: moduleSetAttr,
		Traverse: func(v Value, visit func(Value)) { visit(Of((*Module)(v.p).Dict)) },
		New: func(t *Thread, cls *Type, a []Value, kw KwNames) (Value, error) {
			m := newModule(cls)
			if cls.slots.Finalize != nil {
				m.flags |= Finalizes
				cls.noteFinalizable(&m.Header)
			}
			if cls != ModuleType {
				m.flags |= Counted
			}
			return Of(m), nil
		},
		Init: func(t *Thread, self Value, a []Value, kw KwNames) error {
			var p [2]Value
			if err := moduleSig.parse(t, a, kw, p[:]); err != nil {
				return err
			}
			if AsStr(p[0]) == nil {
				return t.Raisef(TypeError, "module() argument 'name' must be str, not %s", p[0].Type().TpName())
			}
			if !p[1].Valid() {
				p[1] = None
			}
			d := (*Module)(self.p).Dict
			d.SetStr(t, names.name, p[0])
			d.SetString(t, "__doc__", p[1])
			for _, n := range []string{"__package__", "__loader__", "__spec__"} {
				d.SetString(t, n, None)
			}
			return nil
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			d := (*Module)(v.p).Dict
			n := (*Module)(v.p).nameOf()
			if f := AsStrV(d.GetString("__file__")); f != nil {
				return NewStr(fmt.Sprintf("<module '%s' from '%s'>", n, f)), nil
			}
			if s := d.GetString("__spec__"); (!s.Valid() || s.IsNone()) && n != "__main__" {
				return NewStr(fmt.Sprintf("<module '%s'>", n)), nil
			}
			if d.GetString("__path__").Valid() {
				return NewStr(fmt.Sprintf("<module '%s' (namespace)>", n)), nil
			}
			return NewStr(fmt.Sprintf("<module '%s' (built-in)>", n)), nil
		},
	}, Def{Name: "__dict__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return Of((*Module)(a[0].p).Dict), nil }},
		Def{Name: "__annotations__", Kind: GetterDef, Fn: moduleAnnotations}, Def{Name: "__annotate__", Kind: GetterDef, Fn: moduleAnnotate})
	ModuleType.Flags |= BaseOK
	ModuleType.SetAttrsOffset(subOffset[Module]())
	layouts[ModuleType] = layout{func(cls *Type) Value { return Of(newModule(cls)) }, subOffset[Module]()}
	define(CellType, ObjectType, Slots{
		Traverse: func(v Value, visit func(Value)) {
			if c := (*Cell)(v.p); c.V.Valid() {
				visit(c.V)
			}
		},
		New: func(t *Thread, _ *Type, a []Value, _ KwNames) (Value, error) {
			if len(a) > 0 {
				return Of(NewCell(a[0])), nil
			}
			return Of(NewCell(Value{})), nil
		},
		Repr: func(t *Thread, v Value) (Value, error) {
			c := (*Cell)(v.p)
			if !c.V.Valid() {
				return NewStr("<cell at " + t.Addr(v) + ": empty>"), nil
			}
			return NewStr("<cell at " + t.Addr(v) + ": " + c.V.Type().Name + " object at " + t.Addr(c.V) + ">"), nil
		},
		// Cells compare as what is in them, an empty one as less than any other.
		Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
			if !b.Is(CellType) {
				return NotImplemented, nil
			}
			x, y := (*Cell)(a.p).V, (*Cell)(b.p).V
			if x.Valid() && y.Valid() {
				return t.Compare(x, y, op)
			}
			return t.Compare(Bool(x.Valid()), Bool(y.Valid()), op)
		},
	},
		Def{Name: "cell_contents", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if c := (*Cell)(a[0].p); c.V.Valid() {
				return c.V, nil
			}
			return Value{}, t.Raisef(ValueError, "Cell is empty")
		}},
		Def{Name: "cell_contents", Kind: SetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			(*Cell)(a[0].p).Set(t, a[1])
			return None, nil
		}})
}

func typeValues(ts []*Type) []Value {
	out := make([]Value, len(ts))
	for i, ty := range ts {
		out[i] = Of(ty)
	}
	return out
}

func typeRepr(t *Thread, v Value) (Value, error) {
	ty := (*Type)(v.p)
	mod := ty.Module
	if m := AsStrV(ty.Dict.GetStr(names.module)); m != nil {
		mod = m.S
	}
	if mod == "" || mod == "builtins" {
		return NewStr("<class '" + ty.Qualname + "'>"), nil
	}
	return NewStr("<class '" + mod + "." + ty.Qualname + "'>"), nil
}

func hashIdentity(t *Thread, v Value) (uint64, error) {
	return t.identity(v.p) ^ v.n, nil
}

func objectNew(t *Thread, cls *Type, args []Value, kw KwNames) (Value, error) {
	if len(args) > 0 {
		if f := t.Lookup(cls, names.new); f.Valid() && f != ObjectType.Dict.GetStr(names.new) {
			return Value{}, t.Raisef(TypeError, "object.__new__() takes exactly one argument (the type to instantiate)")
		}
		if f := t.Lookup(cls, names.init); f == ObjectType.Dict.GetStr(names.init) {
			return Value{}, t.Raisef(TypeError, "%s() takes no arguments", cls.Name)
		}
	}
	if cls.Flags&AbstractABC != 0 {
		var list []string
		v := t.Lookup(cls, names.abstractmethods)
		if err := t.Each(v, func(x Value) error {
			if s := AsStr(x); s != nil {
				list = append(list, "'"+s.S+"'")
			}
			return nil
		}); err != nil {
			return Value{}, err
		}
		sort.Strings(list)
		s := ""
		if len(list) > 1 {
			s = "s"
		}
		return Value{}, t.Raisef(TypeError, "Can't instantiate abstract class %s without an implementation for abstract method%s %s", cls.Name, s, strings.Join(list, ", "))
	}
	if cls.alloc == nil {
		if cls == ObjectType {
			return allocInstance(cls), nil
		}
		return Value{}, t.Raisef(TypeError, "object.__new__(%s) is not safe, use %s.__new__()", cls.Name, cls.Name)
	}
	return cls.alloc(cls), nil
}

func objectInit(t *Thread, self Value, args []Value, kw KwNames) error {
	if len(args) == 0 {
		return nil
	}
	ty := self.Type()
	if t.Lookup(ty, names.init) != ObjectType.Dict.GetStr(names.init) {
		return t.Raisef(TypeError, "object.__init__() takes exactly one argument (the instance to initialize)")
	}
	if t.Lookup(ty, names.new) == ObjectType.Dict.GetStr(names.new) {
		return t.Raisef(TypeError, "%s() takes no arguments", ty.Name)
	}
	return nil
}

func objectRepr(t *Thread, v Value) (Value, error) {
	ty := v.Type()
	name := ty.Qualname
	if ty.Module != "" && ty.Module != "builtins" {
		name = ty.Module + "." + name
	}
	return NewStr("<" + name + " object at " + t.Addr(v) + ">"), nil
}

func objectCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	switch op {
	case CmpEq:
		if a == b {
			return True, nil
		}
	case CmpNe:
		f := a.Type().slots.Compare
		if a.Type().Flags&HeapType != 0 && t.Lookup(a.Type(), names.eq).Valid() {
			r, err := f(t, a, b, CmpEq)
			if err != nil || r == NotImplemented {
				return r, err
			}
			ok, err := t.Truth(r)
			return Bool(!ok), err
		}
	}
	return NotImplemented, nil
}

var moduleSig = &Native{Name: "module", Qual: "module", sig: parseSig("name, doc=None")}

func objectSetClass(t *Thread, a []Value, _ KwNames) (Value, error) {
	if !a[1].Valid() {
		return Value{}, t.Raisef(TypeError, "can't delete __class__ attribute")
	}
	ty := AsType(a[1])
	if ty == nil {
		return Value{}, t.Raisef(TypeError, "__class__ must be set to a class, not '%s' object", a[1].Type().TpName())
	}
	old := a[0].Type()
	modules := ty.IsSubtype(ModuleType) && old.IsSubtype(ModuleType)
	if (ty.Flags&HeapType == 0 || old.Flags&HeapType == 0) && !modules {
		return Value{}, t.Raisef(TypeError, "__class__ assignment only supported for mutable types or ModuleType subclasses")
	}
	if ty.solid() != old.solid() || ty.Flags&NoDict != old.Flags&NoDict {
		return Value{}, t.Raisef(TypeError, "__class__ assignment: '%s' object layout differs from '%s'", ty.TpName(), old.Name)
	}
	if at := attrsOf(a[0]); at != nil && at.dict == nil && at.shape != nil {
		s := t.Interp.rootShape(ty)
		for _, n := range at.shape.names {
			s = s.with(n)
		}
		at.shape = s
	}
	a[0].Header().typ = ty
	return None, nil
}

func instanceTraverse(v Value, visit func(Value)) {
	if a := attrsOf(v); a != nil {
		a.traverse(visit)
	}
}

// Dir is the sorted list of attribute names of v, as dir(v).
func (t *Thread) Dir(v Value) []string {
	seen := map[string]bool{}
	addDict := func(d *Dict) {
		d.Each(func(k, _ Value) {
			if s := AsStr(k); s != nil {
				seen[s.S] = true
			}
		})
	}
	if m := v.Type(); m.IsSubtype(ModuleType) {
		addDict((*Module)(v.p).Dict)
	} else {
		EachAttr(v, func(n string, _ Value) { seen[n] = true })
		ty := AsType(v)
		if ty == nil {
			ty = v.Type()
		}
		for _, m := range ty.MRO {
			addDict(m.Dict)
		}
	}
	out := make([]string, 0, len(seen))
	for n := range seen {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}

// unions and generic aliases

type proxy struct {
	Header
	m Value
}

// proxied is what a mapping proxy shows; of anything else the value itself.
func proxied(v Value) Value {
	if v.Is(MappingProxyType) {
		return (*proxy)(v.p).m
	}
	return v
}

// Proxied is what a mapping proxy shows; of anything else the value itself.
func Proxied(v Value) Value { return proxied(v) }

func newProxy(m Value) Value {
	p := &proxy{Header: NewHeader(MappingProxyType), m: m}
	p.take(m)
	return Of(p)
}

// typeDefs are the attributes of classes.
// alone is the New slot of a type with one instance.
func alone(v Value) func(*Thread, *Type, []Value, KwNames) (Value, error) {
	return func(t *Thread, cls *Type, a []Value, _ KwNames) (Value, error) {
		if len(a) > 0 {
			name := cls.Name
			if v == Ellipsis {
				name = "EllipsisType"
			}
			return Value{}, t.Raisef(TypeError, "%s takes no arguments", name)
		}
		return v, nil
	}
}

func typeDefs() []Def {
	return []Def{
		{Name: "mro", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			order, err := t.computeMRO(AsType(a[0]))
			return Of(NewList(typeValues(order)...)), err
		}},
		{Name: "__subclasses__", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			return Of(NewList(append(builtinSubclasses(AsType(a[0])), typeValues(t.Interp.Subclasses(AsType(a[0])))...)...)), nil
		}},
		{Name: "__prepare__", Kind: ClassDef, Sig: "*", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return Of(NewDict()), nil }},
		{Name: "__instancecheck__", Sig: "instance, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			ok, err := t.plainIsInstance(a[1], AsType(a[0]))
			return Bool(ok), err
		}},
		{Name: "__subclasscheck__", Sig: "subclass, /", Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			st := AsType(a[1])
			if st == nil {
				return Value{}, t.Raisef(TypeError, "issubclass() arg 1 must be a class")
			}
			return Bool(st.IsSubtype(AsType(a[0]))), nil
		}},
		{Name: "__name__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return NewStr(AsType(a[0]).Name), nil }},
		{Name: "__name__", Kind: SetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			s, err := t.nameForType(AsType(a[0]), "__name__", a[1])
			if err == nil {
				AsType(a[0]).Name = s.S
			}
			return None, err
		}},
		{Name: "__qualname__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return NewStr(AsType(a[0]).Qualname), nil }},
		{Name: "__qualname__", Kind: SetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			s, err := t.nameForType(AsType(a[0]), "__qualname__", a[1])
			if err == nil {
				AsType(a[0]).Qualname = s.S
			}
			return None, err
		}},
		{Name: "__module__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			ty := AsType(a[0])
			if v := ty.Dict.GetStr(names.module); v.Valid() {
				return v, nil
			}
			return NewStr(ty.Module), nil
		}},
		{Name: "__module__", Kind: SetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			ty := AsType(a[0])
			if !a[1].Valid() {
				return Value{}, t.Raisef(TypeError, "cannot delete '__module__' attribute of immutable type '%s'", ty.Name)
			}
			ty.Dict.SetStr(t, names.module, a[1])
			ty.Module = "builtins" // what a text leaves out
			if s := AsStrV(a[1]); s != nil {
				ty.Module = s.S
			}
			return None, nil
		}},
		{Name: "__mro__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			return NewTuple(typeValues(AsType(a[0]).MRO)...), nil
		}},
		{Name: "__bases__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			return NewTuple(typeValues(AsType(a[0]).Bases)...), nil
		}},
		{Name: "__bases__", Kind: SetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return None, t.setBases(AsType(a[0]), a[1]) }},
		{Name: "__base__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if b := AsType(a[0]).Base; b != nil {
				return Of(b), nil
			}
			return None, nil
		}},
		{Name: "__dict__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return newProxy(Of(AsType(a[0]).Dict)), nil }},
		{Name: "__doc__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if v := AsType(a[0]).Dict.GetStr(names.doc); v.Valid() {
				return v, nil
			}
			return None, nil
		}},
		{Name: "__doc__", Kind: SetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			AsType(a[0]).Dict.SetStr(t, names.doc, a[1])
			return None, nil
		}},
		{Name: "__abstractmethods__", Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			if v := AsType(a[0]).Dict.GetStr(names.abstractmethods); v.Valid() {
				return v, nil
			}
			return Value{}, t.attrError(a[0], names.abstractmethods, "type object '%s' has no attribute '__abstractmethods__'", AsType(a[0]).Name)
		}},
		{Name: "__abstractmethods__", Kind: SetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) {
			ty := AsType(a[0])
			ty.Flags &^= AbstractABC
			if !a[1].Valid() {
				ty.Dict.DelStr(t, names.abstractmethods)
				return None, nil
			}
			ty.Dict.SetStr(t, names.abstractmethods, a[1])
			if ok, err := t.Truth(a[1]); err != nil {
				return Value{}, err
			} else if ok {
				ty.Flags |= AbstractABC
			}
			return None, nil
		}},
	}
}

// builtinSubclasses are the built-in types that derive from ty directly.
func builtinSubclasses(ty *Type) []Value {
	var out []Value
	if ty.Flags&HeapType != 0 {
		return nil
	}
	for _, s := range staticTypes {
		for _, b := range s.Bases {
			if b == ty {
				out = append(out, Of(s))
			}
		}
	}
	return out
}

// objectStr is object.__str__; a class may make its __repr__ lead back here.
func objectStr(t *Thread, v Value) (Value, error) {
	if t.Depth++; t.Depth > t.MaxDepth {
		t.Depth--
		return Value{}, t.Raisef(RecursionError, "maximum recursion depth exceeded")
	}
	r, err := v.Type().slots.Repr(t, v)
	t.Depth--
	return r, err
}
