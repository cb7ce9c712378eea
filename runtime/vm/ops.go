package vm

import (
	"fmt"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

// noShape marks a method cache entry: the name is found on the type.
var noShape = &object.Shape{}

// noAttrs is the Index of a method cache entry for a type whose instances have no
// attributes: nothing hides the method.
const noAttrs = 1

// unhidden reports whether an object of the type that a method cache knows calls the
// method, and not an attribute of its own.
func unhidden(o Value, name *object.Str, k *code.Cache) bool {
	as := object.AttrsOf(o)
	if as == nil {
		return true
	}
	shape := as.Shape()
	if as.HasDict() || shape != nil && shape.Find(name) >= 0 {
		return false
	}
	if k.Attrs != 0 {
		k.Next = shape
	}
	return true
}

// propertyShape marks an attribute cache entry: the name is a property of the
// type, and Value its getter, a Python function.
var propertyShape = &object.Shape{}

// loadAttr is the slow path of LOAD_ATTR; it fills the inline cache when the
// attribute is a plain slot of the instance.
func (st *State) loadAttr(o Value, name *object.Str, k *code.Cache) (Value, error) {
	t := st.T
	ty := o.Type()
	if e := k.Other; e != nil && e.Version == ty.Version() {
		if a := object.AttrsOf(o); a != nil && a.Shape() == e.Shape {
			if e.Index >= 0 {
				return a.Slot(int(e.Index)), nil
			}
			return e.Value, nil
		}
	}
	if a := object.AttrsOf(o); a != nil && a.Shape() != nil {
		if k.Shape == a.Shape() && k.Version == ty.Version() { // they are apart from the object
			if k.Index >= 0 {
				return a.Slot(int(k.Index)), nil
			}
			return k.Value, nil
		}
		key := t.SlotLoad(ty, name)
		if key == nil {
			return st.loadOther(o, name, k)
		}
		k.Turn()
		if i := a.Shape().Find(key); i >= 0 {
			k.Version, k.Attrs, k.Shape, k.Index = ty.Version(), ty.AttrsOffset(), a.Shape(), int32(i)
			return a.Slot(i), nil
		}
		if d := t.Lookup(ty, name); d.Valid() && d.Type().S().DescrGet == nil && !a.HasDict() {
			// A plain value of the class that instances of this shape do not hide.
			k.Version, k.Attrs, k.Shape, k.Index, k.Value = ty.Version(), ty.AttrsOffset(), a.Shape(), -1, d
			return d, nil
		}
	}
	return st.loadOther(o, name, k)
}

// loadOther loads what is no slot of an instance.
func (st *State) loadOther(o Value, name *object.Str, k *code.Cache) (Value, error) {
	t := st.T
	ty := o.Type()
	if o.Is(object.ModuleType) {
		if v := moduleAttr(o, name, k); v.Valid() {
			return v, nil
		}
	} else if ty.Flags&object.HeapType != 0 && t.PlainGetAttr(ty) {
		if d := t.Lookup(ty, name); d.Valid() && d.Is(object.PropertyType) {
			g := object.Cast[object.Property](d).Get
			if g.Valid() && g.Is(FunctionType) {
				if fn := object.Cast[Function](g); fn.plain == 1 && fn.Code.Flags&code.Suspends == 0 {
					k.Other = nil
					k.Version, k.Attrs, k.Shape, k.Value = ty.Version(), 0, propertyShape, g
				}
			}
		}
	}
	return t.GetAttr(o, name)
}

func (st *State) storeAttr(o Value, name *object.Str, v Value, k *code.Cache) error {
	t := st.T
	ty := o.Type()
	a := object.AttrsOf(o)
	if e := k.Other; e != nil && a != nil && e.Version == ty.Version() && e.Shape != nil && a.Shape() == e.Shape {
		if e.Next == nil {
			a.SetSlot(t, o.Header(), int(e.Index), v)
		} else {
			a.Grow(o.Header(), e.Next, v)
		}
		return nil
	}
	var key *object.Str
	if a != nil {
		key = t.SlotStore(ty, name)
	}
	if key == nil {
		return t.SetAttr(o, name, v)
	}
	before := a.Shape()
	if err := t.SetAttr(o, name, v); err != nil {
		return err
	}
	after := a.Shape()
	if after == nil || before == nil {
		return nil // a dict, or the first attribute
	}
	if i := after.Find(key); i >= 0 {
		k.Turn()
		k.Version, k.Attrs, k.Shape, k.Index, k.Next = ty.Version(), ty.AttrsOffset(), before, int32(i), nil
		if after != before {
			k.Next = after
		}
	}
	return nil
}

// loadMethod finds what o.name() calls. bound means that it is a function of
// the type, to be called with o in front. self is the register of o, where there is
// one: what super() is about then takes its place.
func (st *State) loadMethod(o Value, name *object.Str, k *code.Cache, self *Value) (m Value, bound bool, err error) {
	t := st.T
	if self != nil && o.Is(object.SuperType) {
		if m, v, ok := t.SuperMethod(o, name); ok {
			m.Hold()
			v.Hold()
			*self = v
			t.Release(o)
			m.Forget()
			return m, true, nil
		}
	}
	ty := o.Type()
	if e := k.Other; e != nil && e.Version == ty.Version() && e.Shape == noShape {
		if as := object.AttrsOf(o); as == nil || !as.HasDict() && (as.Shape() == nil || as.Shape().Find(name) < 0) {
			return e.Value, true, nil
		}
	}
	if object.AsType(o) == nil && !o.Is(object.ModuleType) && (ty.Flags&object.HasAttrs == 0 || t.PlainGetAttr(ty)) && !o.Is(object.SuperType) && !o.Is(object.MethodType) && !o.Is(object.GenericAliasType) && !o.Is(object.MappingProxyType) {
		d := t.Lookup(ty, name)
		if d.Valid() && d.Type().Flags&object.MethodLike != 0 {
			if a := object.AttrsOf(o); a == nil || !object.GetOwn(o, name).Valid() {
				if a == nil || a.Shape() != nil || !hasDict(o) {
					k.Turn()
					k.Version, k.Shape, k.Value = ty.Version(), noShape, d
					k.Attrs, k.Index, k.Next = ty.AttrsOffset(), 0, nil
					switch {
					case a == nil:
						k.Index = noAttrs
					case k.Attrs != 0:
						k.Next = a.Shape()
					}
				}
				return d, true, nil
			}
		}
	}
	if o.Is(object.ModuleType) {
		if m := moduleAttr(o, name, k); m.Valid() {
			return m, false, nil
		}
	}
	m, err = t.GetAttr(o, name)
	return m, false, err
}

// moduleAttr finds a name of a module by what the cache knows, or the invalid Value.
func moduleAttr(o Value, name *object.Str, k *code.Cache) Value {
	d := object.Cast[object.Module](o).Dict
	if k.Dict == d && k.Version == d.Version() && k.Shape == nil {
		return d.EntryAt(int(k.Index))
	}
	i := d.FindStr(name)
	if i < 0 {
		return Value{}
	}
	k.Other = nil
	k.Dict, k.Version, k.Attrs, k.Index, k.Shape = d, d.Version(), 0, int32(i), nil
	return d.EntryAt(i)
}

// hasDict reports an instance whose attributes are in a dict, for which the
// shape test of the method cache says nothing.
func hasDict(o Value) bool {
	a := object.AttrsOf(o)
	return a != nil && a.HasDict()
}

// fastInit recognises a class whose instances are made by a native __new__ and
// initialized by a Python __init__, which then runs in the same loop. It makes
// the instance.
func (st *State) fastInit(ty *object.Type, args []Value, kw object.KwNames) (*Function, Value, error) {
	if ty.Flags&object.HeapType == 0 {
		return nil, Value{}, nil // shared by all interpreters: nothing is noted on it
	}
	if ty.Init.Version != ty.Version() {
		st.classifyInit(ty)
	}
	if !ty.Init.Fn.Valid() {
		return nil, Value{}, nil
	}
	fn := object.Cast[Function](ty.Init.Fn)
	if !ty.Init.New.Valid() {
		return fn, ty.Alloc(), nil
	}
	v, err := ty.S().New(st.T, ty, args, kw)
	if err != nil {
		return nil, Value{}, err
	}
	return fn, v, nil
}

func (st *State) classifyInit(ty *object.Type) {
	t := st.T
	c := &ty.Init
	c.Version, c.Fn, c.New = ty.Version(), Value{}, Value{}
	if ty.Flags&object.AbstractABC != 0 || ty.Header.Type() != object.TypeType {
		return
	}
	init, mk := t.Lookup(ty, st.initName), t.Lookup(ty, st.newName)
	switch {
	case !init.Valid() || !init.Is(FunctionType) || object.Cast[Function](init).Code.Flags&code.Suspends != 0:
		return
	case mk == st.objectNew:
	case ty.Flags&object.ExcSub != 0 && !ty.IsSubtype(object.BaseExceptionGroup) && mk.Valid() && mk.Is(object.NativeType):
		c.New = mk
	default:
		return
	}
	c.Fn = init
}

func (st *State) unbound(name string) error {
	err := st.T.Raisef(object.UnboundLocalError, "cannot access local variable '%s' where it is not associated with a value", name)
	err.(*object.Exception).Value = object.NewStr(name)
	return err
}

func (st *State) nameError(f *Frame, name string) error {
	err := st.T.Raisef(object.NameError, "name '%s' is not defined", name)
	err.(*object.Exception).Value = object.NewStr(name)
	return err
}

func (st *State) loadGlobal(f *Frame, name *object.Str, k *code.Cache) (Value, error) {
	if i := f.space.Globals.FindStr(name); i >= 0 {
		k.Dict, k.Version, k.Index, k.Shape = f.space.Globals, f.space.Globals.Version(), int32(i), nil
		return f.space.Globals.EntryAt(i), nil
	}
	if !object.Of(f.space.Globals).Is(object.DictType) {
		return st.globalOrBuiltin(f, name)
	}
	if i := f.space.Builtins.FindStr(name); i >= 0 {
		if f.space.Globals != f.space.Builtins {
			k.Dict, k.Version, k.Index, k.Shape = f.space.Builtins, f.space.Builtins.Version(), int32(i), nil
			k.Value, k.Attrs = object.Of(f.space.Globals), f.space.Globals.Version() // they do not have it
		}
		return f.space.Builtins.EntryAt(i), nil
	}
	return st.missingGlobal(f, name)
}

// missingGlobal makes a global that modules have but nobody has asked for, or
// raises NameError.
func (st *State) missingGlobal(f *Frame, name *object.Str) (Value, error) {
	if name.S == "__spec__" || name.S == "__loader__" || name.S == "__cached__" {
		if v, err := st.T.Interp.ModuleAttr(st.T, f.space.Globals, name); err != nil || v.Valid() {
			return v, err
		}
	}
	return Value{}, st.nameError(f, name.S)
}

func (st *State) globalOrBuiltin(f *Frame, name *object.Str) (Value, error) {
	if v, err := st.getItemOpt(object.Of(f.space.Globals), name); err != nil || v.Valid() {
		return v, err
	}
	if v := f.space.Builtins.GetStr(name); v.Valid() {
		return v, nil
	}
	return st.missingGlobal(f, name)
}

// getItemOpt is mapping[name] with KeyError turned into the invalid Value.
func (st *State) getItemOpt(m Value, name *object.Str) (Value, error) {
	if m.Is(object.DictType) {
		return object.Cast[object.Dict](m).GetStr(name), nil
	}
	v, err := st.T.GetItem(m, object.Of(name))
	if err != nil && object.IsExc(err, object.KeyError) {
		return Value{}, nil
	}
	return v, err
}

func (st *State) namespaceGet(f *Frame, name *object.Str) (Value, error) {
	if !f.named {
		return Value{}, nil
	}
	return st.getItemOpt(f.locals(), name)
}

func (st *State) loadName(f *Frame, name *object.Str) (Value, error) {
	if v, err := st.namespaceGet(f, name); err != nil || v.Valid() {
		return v, err
	}
	return st.globalOrBuiltin(f, name)
}

func (st *State) storeName(f *Frame, name *object.Str, v Value) error {
	if f.locals().Is(object.DictType) {
		object.Cast[object.Dict](f.locals()).SetStr(st.T, name, v)
		return nil
	}
	return st.T.SetItem(f.locals(), object.Of(name), v)
}

func (st *State) deleteName(f *Frame, name *object.Str) error {
	if f.locals().Is(object.DictType) {
		if !object.Cast[object.Dict](f.locals()).DelStr(st.T, name) {
			return st.nameError(f, name.S)
		}
		return nil
	}
	err := st.T.DelItem(f.locals(), object.Of(name))
	if err != nil && object.IsExc(err, object.KeyError) {
		return st.nameError(f, name.S)
	}
	return err
}

// sizeOf is how many items iterating v gives; 0 for what is not asked.
func sizeOf(v Value) int {
	switch v.Type() {
	case object.ListType:
		return len(object.Cast[object.List](v).Items)
	case object.TupleType:
		return len(object.Cast[object.Tuple](v).Items)
	case object.RangeType:
		return object.Cast[object.Range](v).Count()
	}
	return 0
}

// build makes a container of a run of temporaries. The result is held.
func (st *State) build(i code.Instr, regs []Value) (Value, error) {
	b, n := i.B(), i.C()
	var v Value
	switch i.Op() {
	case code.BUILD_LIST:
		l := object.NewList(regs[b : b+n]...)
		if i.D() != 0 { // of a comprehension that adds each item of what b holds
			l.Reserve(sizeOf(regs[b]))
		}
		v = object.Of(l)
	case code.BUILD_SET:
		s := object.NewSmallSet()
		v = object.Of(s)
		for r := b; r < b+n; r++ {
			if _, err := s.Add(st.T, regs[r]); err != nil {
				return Value{}, err
			}
		}
		if i.D() != 0 {
			s.Relay()
		}
	case code.BUILD_MAP:
		d := object.NewDict()
		v = object.Of(d)
		for r := b; r < b+2*n; r += 2 {
			if err := d.Set(st.T, regs[r], regs[r+1]); err != nil {
				return Value{}, err
			}
		}
		n *= 2
	case code.BUILD_STRING:
		total := 0
		for r := b; r < b+n; r++ {
			total += len(object.AsStr(regs[r]).S)
		}
		if total <= 64 {
			v = joinShort(regs[b : b+n])
			break
		}
		buf := make([]byte, 0, total)
		for r := b; r < b+n; r++ {
			buf = append(buf, object.AsStr(regs[r]).S...)
		}
		v = object.TakeStr(buf)
	}
	v.Hold()
	st.dropRun(regs, b, n)
	return v, nil
}

// joinShort joins texts of up to 64 bytes together, which need no memory meanwhile.
func joinShort(parts []Value) Value {
	var room [64]byte
	buf := room[:0]
	for _, x := range parts {
		buf = append(buf, object.AsStr(x).S...)
	}
	return object.NewStrOf(buf)
}

func (st *State) buildTemplate(i code.Instr, regs []Value) (Value, error) {
	t := st.T
	b := i.B()
	m := t.Interp.Modules.GetString("string.templatelib")
	if !m.Valid() {
		var err error
		if m, err = t.Interp.ImportModule(t, "string.templatelib", nil, object.NewTuple(object.NewStr("Template")), 0); err != nil {
			return Value{}, err
		}
	}
	name, n := "Template", 2
	args := []Value{regs[b], regs[b+1]}
	if i.Op() == code.BUILD_INTERPOLATION {
		name, n = "Interpolation", 3
		conv := object.None
		if d := i.D(); d != 0 {
			conv = object.NewStr(string(rune(d)))
		}
		args = []Value{regs[b], regs[b+1], conv, regs[b+2]}
	}
	cls, err := t.GetAttrString(m, name)
	if err != nil {
		return Value{}, err
	}
	var v Value
	if name == "Template" {
		// Interleave strings and interpolations, as the constructor takes them.
		strs, items := object.AsTuple(args[0]).Items, object.AsTuple(args[1]).Items
		var parts []Value
		for k, s := range strs {
			parts = append(parts, s)
			if k < len(items) {
				parts = append(parts, items[k])
			}
		}
		v, err = t.CallKw(cls, parts, nil)
	} else {
		v, err = t.CallKw(cls, args, nil)
	}
	if err != nil {
		return Value{}, err
	}
	v.Hold()
	st.dropRun(regs, b, n)
	return v, nil
}

func (st *State) extend(i code.Instr, regs []Value) error {
	t := st.T
	a, b := regs[i.A()], regs[i.B()]
	switch i.Op() {
	case code.LIST_EXTEND:
		return st.extendList(object.Cast[object.List](a), b, Value{})
	case code.SET_ADD:
		_, err := object.Cast[object.Set](a).Add(t, b)
		return err
	case code.SET_UPDATE:
		s := object.Cast[object.Set](a)
		return t.Each(b, func(v Value) error { _, err := s.Add(t, v); return err })
	case code.DICT_UPDATE:
		d := object.Cast[object.Dict](a)
		if object.AsDict(b) == nil {
			if k, err := t.GetAttrOpt(b, t.Interp.Intern("keys")); err != nil || !k.Valid() {
				if err == nil {
					err = t.Raisef(object.TypeError, "'%s' object is not a mapping", b.Type().TpName())
				}
				return err
			}
		}
		return t.DictMerge(d, b)
	}
	// DICT_MERGE: the keywords of a call, C is the callable
	return st.mergeKeywords(object.Cast[object.Dict](a), b, regs[i.C()])
}

// extendList appends the items of an iterable; callee is what is called with
// them, if that is known.
func (st *State) extendList(l *object.List, b, callee Value) error {
	t := st.T
	if b.Type().S().Iter == nil && b.Type().S().GetItem == nil {
		if callee.Valid() {
			return t.Raisef(object.TypeError, "%s argument after * must be an iterable, not %s", st.callableName(callee), b.Type().TpName())
		}
		return t.Raisef(object.TypeError, "Value after * must be an iterable, not %s", b.Type().TpName())
	}
	return t.Each(b, func(v Value) error { l.Append(v); return nil })
}

// callableName is how messages name a callable: module.qualname().
func (st *State) callableName(fn Value) string {
	t := st.T
	q, err := t.GetAttrOpt(fn, t.Interp.Intern("__qualname__"))
	if err != nil || object.AsStrV(q) == nil {
		s, _ := t.StrOf(fn)
		return s
	}
	name := object.AsStr(q).S
	if m, err := t.GetAttrOpt(fn, t.Interp.Intern("__module__")); err == nil {
		if s := object.AsStrV(m); s != nil && s.S != "builtins" {
			name = s.S + "." + name
		}
	}
	return name + "()"
}

func (st *State) format(regs []Value, i code.Instr) (Value, error) {
	t := st.T
	v := regs[i.B()]
	spec := ""
	if c := i.C(); c != code.None {
		spec = object.AsStr(regs[c]).S
	}
	if d := i.D(); d != 0 {
		s, err := t.Convert(v, d)
		if err != nil {
			return Value{}, err
		}
		v = object.NewStr(s)
	}
	if spec == "" && v.Is(object.StrType) {
		return v, nil
	}
	if v.IsInt() {
		if s, ok := object.FormatPlain(v.AsInt(), spec); ok {
			return s, nil
		}
	}
	s, err := t.Format(v, spec)
	return object.NewStr(s), err
}

// unpack stores the n items of v in registers from a on, the first one last.
func (st *State) unpack(regs []Value, a int, v Value, n int) error {
	t := st.T
	var items []Value
	switch {
	case v.Is(object.TupleType):
		items = object.Cast[object.Tuple](v).Items
	case v.Is(object.ListType):
		items = object.Cast[object.List](v).Items
	default:
		if v.Type().S().Iter == nil && v.Type().S().GetItem == nil {
			return t.Raisef(object.TypeError, "cannot unpack non-iterable %s object", v.Type().TpName())
		}
		it, err := t.Iter(v)
		if err != nil {
			return err
		}
		it.Hold()
		defer t.Release(it)
		held := object.NewList()
		for len(held.Items) <= n {
			x, err := t.Next(it)
			if err != nil {
				return err
			}
			if !x.Valid() {
				break
			}
			held.Append(x)
		}
		if len(held.Items) > n {
			return t.Raisef(object.ValueError, "too many values to unpack (expected %d)", n)
		}
		items = held.Items
		defer func() {
			for _, x := range held.Items {
				t.Release(x)
			}
		}()
	}
	if len(items) > n {
		if k, err := t.Len(v); err == nil && v.Type().Flags&(object.ListSub|object.TupleSub) != 0 {
			return t.Raisef(object.ValueError, "too many values to unpack (expected %d, got %d)", n, k)
		}
		return t.Raisef(object.ValueError, "too many values to unpack (expected %d)", n)
	}
	if len(items) < n {
		return t.Raisef(object.ValueError, "not enough values to unpack (expected %d, got %d)", n, len(items))
	}
	for k, x := range items {
		st.set(regs, a+n-1-k, x)
	}
	return nil
}

func (st *State) unpackEx(regs []Value, a int, v Value, before, after int) error {
	t := st.T
	if v.Type().S().Iter == nil && v.Type().S().GetItem == nil {
		return t.Raisef(object.TypeError, "cannot unpack non-iterable %s object", v.Type().TpName())
	}
	items, err := t.Collect(v)
	if err != nil {
		return err
	}
	if len(items) < before+after {
		return t.Raisef(object.ValueError, "not enough values to unpack (expected at least %d, got %d)", before+after, len(items))
	}
	n := before + after + 1
	for k := 0; k < before; k++ {
		st.set(regs, a+n-1-k, items[k])
	}
	mid := items[before : len(items)-after]
	st.set(regs, a+n-1-before, object.Of(object.NewList(mid...)))
	for k := 0; k < after; k++ {
		st.set(regs, a+after-1-k, items[len(items)-after+k])
	}
	return nil
}

func (st *State) setFunctionAttr(fn *Function, kind uint8, v Value) {
	switch kind {
	case 0:
		fn.Defaults = object.AsTuple(v).Items
		for _, d := range fn.Defaults {
			fn.Take(d)
		}
	case 1:
		fn.KwDefaults = object.AsDict(v)
		fn.Take(v)
	case 2:
		for _, c := range object.AsTuple(v).Items {
			fn.Closure = append(fn.Closure, object.Cast[object.Cell](c))
			fn.Take(c)
		}
	case 3:
		fn.Annotate = v
		fn.Take(v)
	case 4:
		fn.Annotated = v
		fn.Take(v)
	}
}

// raise builds the exception of a raise statement.
func (st *State) raise(regs []Value, i code.Instr, nl int) error {
	t := st.T
	if i.A() == code.None {
		e := t.Handled()
		if !e.Valid() {
			return t.Raisef(object.RuntimeError, "No active exception to reraise")
		}
		return object.AsExc(e)
	}
	exc, err := st.instantiate(regs[i.A()], "exceptions must derive from BaseException")
	if err != nil {
		return err
	}
	e := object.AsExc(exc)
	exc.Hold()
	if i.B() != code.None {
		cause := regs[i.B()]
		if cause.IsNone() {
			cause = Value{}
		} else if cause, err = st.instantiate(cause, "exception causes must derive from BaseException"); err != nil {
			t.Release(exc)
			return err
		}
		e.SetCause(t, cause)
		st.done(regs, i.B(), nl)
	}
	st.done(regs, i.A(), nl)
	exc.Forget()
	return e
}

func (st *State) instantiate(v Value, msg string) (Value, error) {
	t := st.T
	if object.AsExc(v) != nil {
		return v, nil
	}
	if ty := object.AsType(v); ty != nil && ty.IsSubtype(object.BaseException) {
		x, err := t.Call(v)
		if err != nil {
			return Value{}, err
		}
		if object.AsExc(x) == nil {
			return Value{}, t.Raisef(object.TypeError, "calling %s should have returned an instance of BaseException, not %s", ty.TpName(), x.Type().TpName())
		}
		return x, nil
	}
	return Value{}, t.Raisef(object.TypeError, "%s", msg)
}

func (st *State) excMatch(exc, ty Value) (bool, error) {
	t := st.T
	check := func(v Value) bool {
		x := object.AsType(v)
		return x != nil && x.IsSubtype(object.BaseException)
	}
	ok := check(ty)
	if tup := object.AsTuple(ty); tup != nil {
		ok = true
		for _, x := range tup.Items {
			ok = ok && check(x)
		}
		if ok {
			for _, x := range tup.Items {
				if exc.Type().IsSubtype(object.AsType(x)) {
					return true, nil
				}
			}
			return false, nil
		}
	}
	if !ok {
		return false, t.Raisef(object.TypeError, "catching classes that do not inherit from BaseException is not allowed")
	}
	return exc.Type().IsSubtype(object.AsType(ty)), nil
}

// groupMatch splits the group in regs[a] for an except* clause: the match goes
// to regs[b], the rest back to regs[a], None where there is none.
func (st *State) groupMatch(regs []Value, a, b int, ty Value) error {
	t := st.T
	exc := regs[a]
	if exc.IsNone() {
		st.set(regs, b, object.None)
		return nil
	}
	list := []Value{ty}
	if tup := object.AsTuple(ty); tup != nil {
		list = tup.Items
	}
	for _, x := range list {
		c := object.AsType(x)
		if c == nil || !c.IsSubtype(object.BaseException) {
			return t.Raisef(object.TypeError, "catching classes that do not inherit from BaseException is not allowed")
		}
		if c.IsSubtype(object.BaseExceptionGroup) {
			return t.Raisef(object.TypeError, "catching ExceptionGroup with except* is not allowed. Use except instead.")
		}
	}
	var match, rest Value
	var err error
	if !object.IsInstance(exc, object.BaseExceptionGroup) {
		ok, err := st.excMatch(exc, ty)
		if err != nil {
			return err
		}
		if !ok {
			st.set(regs, b, object.None)
			return nil
		}
		// A naked exception is wrapped for the clause.
		g, err := t.Call(object.Of(object.ExceptionGroup), object.NewStr(""), object.NewTuple(exc))
		if err != nil {
			if g, err = t.Call(object.Of(object.BaseExceptionGroup), object.NewStr(""), object.NewTuple(exc)); err != nil {
				return err
			}
		}
		// As in 3.14, the group comes from the clause.
		st.traceback(object.AsExc(g), st.frame, st.frame.PC())
		match = g
	} else if match, rest, err = t.SplitGroup(exc, ty); err != nil {
		return err
	}
	if !match.Valid() {
		match = object.None
	}
	if !rest.Valid() {
		rest = object.None
	}
	match.Hold()
	st.set(regs, a, rest)
	st.put(regs, b, match)
	return nil
}

// prepReraise decides what a try/except* raises: nothing, the unmatched rest,
// or a group of that and what the clauses raised (CPython's
// _PyExc_PrepReraiseStar).
func (st *State) prepReraise(orig, list Value) (Value, error) {
	t := st.T
	var raised, reraised []Value
	for _, v := range object.AsList(list).Items {
		if v.IsNone() {
			continue
		}
		if st.sameOrigin(v, orig) {
			reraised = append(reraised, v)
		} else {
			raised = append(raised, v)
		}
	}
	if !object.IsInstance(orig, object.BaseExceptionGroup) {
		all := append(raised, reraised...)
		if len(all) == 0 {
			return object.None, nil
		}
		if len(all) == 1 {
			return all[0], nil
		}
		return t.Call(object.Of(object.BaseExceptionGroup), object.NewStr(""), object.NewTuple(all...))
	}
	var keep Value
	if len(reraised) > 0 {
		leaves := map[Value]bool{}
		for _, v := range reraised {
			collectLeaves(v, leaves)
		}
		var err error
		if keep, err = t.ProjectGroup(orig, leaves); err != nil {
			return Value{}, err
		}
	}
	if len(raised) == 0 {
		if !keep.Valid() {
			return object.None, nil
		}
		return keep, nil
	}
	if keep.Valid() {
		raised = append(raised, keep)
	}
	if len(raised) == 1 {
		return raised[0], nil
	}
	return t.Call(object.Of(object.BaseExceptionGroup), object.NewStr(""), object.NewTuple(raised...))
}

func collectLeaves(v Value, out map[Value]bool) {
	e := object.AsExc(v)
	if !object.IsInstance(v, object.BaseExceptionGroup) {
		out[v] = true
		return
	}
	for _, x := range object.AsTuple(e.ExtraAt(1)).Items {
		collectLeaves(x, out)
	}
}

// sameOrigin reports that v is (a part of) the original group, re-raised: its
// metadata is the original's.
func (st *State) sameOrigin(v, orig Value) bool {
	if v == orig {
		return true
	}
	a, b := object.AsExc(v), object.AsExc(orig)
	return object.IsInstance(v, object.BaseExceptionGroup) && a.TB == b.TB && a.Cause == b.Cause && a.Context == b.Context &&
		st.sameNotes(v, orig)
}

func (st *State) sameNotes(a, b Value) bool {
	n := st.T.Interp.Intern("__notes__")
	x, y := object.GetOwn(a, n), object.GetOwn(b, n)
	if x.Valid() != y.Valid() {
		return false
	}
	if !x.Valid() {
		return true
	}
	eq, err := st.T.Equal(x, y)
	return eq && err == nil
}

// beforeWith looks up the context manager's methods and enters it: regs[A]
// becomes the bound exit method, regs[B] what __enter__ returned.
func (st *State) beforeWith(regs []Value, i code.Instr) error {
	t := st.T
	m := regs[i.A()]
	names, others, proto := &st.with, &st.asyncWith, "context manager"
	if i.Op() == code.BEFORE_ASYNC_WITH {
		names, others, proto = others, names, "asynchronous context manager"
	}
	ty := m.Type()
	missing := func(name *object.Str) error {
		msg := fmt.Sprintf("'%s' object does not support the %s protocol (missed %s method)", ty.ErrorName(), proto, name.S)
		if t.Lookup(ty, others[0]).Valid() && t.Lookup(ty, others[1]).Valid() {
			if names == &st.with {
				msg += " but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?"
			} else {
				msg += " but it supports the context manager protocol. Did you mean to use 'with'?"
			}
		}
		return t.Raisef(object.TypeError, "%s", msg)
	}
	xf := t.Lookup(ty, names[1])
	if !xf.Valid() {
		return missing(names[1])
	}
	ef := t.Lookup(ty, names[0])
	if !ef.Valid() {
		return missing(names[0])
	}
	xb, err := t.Bind(xf, m)
	if err != nil {
		return err
	}
	xb.Hold()
	v, err := t.CallUnbound(ef, m)
	if err != nil {
		t.Release(xb)
		return err
	}
	st.set(regs, i.B(), v)
	st.put(regs, i.A(), xb)
	return nil
}
