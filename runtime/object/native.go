package object

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// NativeFunc is a function written in Go. With a parsed signature, args has
// one entry a parameter, invalid where an optional one was not given, and kw
// is nil; with the signature "*" it is called as Python called it.
type NativeFunc func(t *Thread, args []Value, kw KwNames) (Value, error)

// Def describes a native function or method for a table. Sig is a parameter
// list in Python's notation without annotations: "x, /, y=None, *, key=None";
// self is not part of it.
type Def struct {
	Name string
	Sig  string
	Fn   NativeFunc
	Kind DefKind
	Doc  string
}

// DefKind is how a Def appears in its type.
type DefKind uint8

const (
	MethodDef DefKind = iota
	StaticDef
	ClassDef
	GetterDef // a read-only attribute; Fn gets self
	SetterDef // the setter of the preceding getter; Fn gets self and the value
	ConstDef  // an attribute of the type itself; Fn, called once and without a thread, gives it
)

// Native is a native function (builtin_function_or_method), perhaps bound, or
// the unbound method of a built-in type (method_descriptor).
type Native struct {
	Header
	Name   string
	Qual   string // for messages: "list.append"
	Module string
	Doc    string
	Self   Value // valid: bound
	Owner  *Type // of a method descriptor
	fn     NativeFunc
	sig    *signature
	isNext bool
	direct int32 // see Direct: the number plus 1, or 0
}

type param struct {
	name *Str
	def  bool // optional
}

type signature struct {
	raw     bool
	params  []param
	posonly int
	npos    int // positional parameters
	min     int // required positional ones
	need    int // a call with as many positional arguments has all it needs
	text    string
}

func parseSig(text string) *signature {
	s := &signature{text: text}
	if text == "*" || strings.HasPrefix(text, "*:") {
		s.raw, s.text = true, strings.TrimPrefix(text[1:], ":") // which is for people only
		return s
	}
	kwonly := false
	for _, p := range strings.Split(text, ",") {
		p = strings.TrimSpace(p)
		switch p {
		case "":
			continue
		case "/":
			s.posonly = len(s.params)
			continue
		case "*":
			kwonly = true
			continue
		}
		name, _, def := strings.Cut(p, "=")
		str := staticNames[name]
		if str == nil {
			str = newStaticStr(name)
		}
		s.params = append(s.params, param{str, def})
		if !kwonly {
			s.npos++
			if !def {
				s.min++
			}
		}
	}
	s.need = s.min
	for _, p := range s.params[s.npos:] {
		if !p.def {
			s.need = math.MaxInt
		}
	}
	return s
}

// parse checks arguments against the signature. self counts are the caller's:
// args excludes self.
func (f *Native) parse(t *Thread, args []Value, kw KwNames, dst []Value) error {
	s := f.sig
	n := len(args) - len(kw)
	if n > s.npos {
		return f.arityError(t, n)
	}
	copy(dst, args[:n])
	for i := n; i < len(dst); i++ {
		dst[i] = Value{}
	}
	if len(kw) == 0 && n >= s.need {
		return nil
	}
	for i, k := range kw {
		j := -1
		for p := s.posonly; p < len(s.params); p++ {
			if s.params[p].name == k || s.params[p].name.S == k.S {
				j = p
				break
			}
		}
		if j < 0 {
			if s.posonly == len(s.params) {
				return t.Raisef(TypeError, "%s() takes no keyword arguments", f.Qual)
			}
			var known []string
			for _, p := range s.params[s.posonly:] {
				known = append(known, p.name.S)
			}
			return t.unexpectedKeyword(f.Name, k.S, known)
		}
		if dst[j].Valid() {
			return t.Raisef(TypeError, "argument for %s() given by name ('%s') and position (%d)", f.Name, k.S, j+1)
		}
		dst[j] = args[n+i]
	}
	for i, p := range s.params {
		if !dst[i].Valid() && !p.def {
			if i < s.posonly {
				return f.arityError(t, n)
			}
			if i >= s.npos {
				return t.Raisef(TypeError, "%s() missing required keyword-only argument: '%s'", f.Name, p.name.S)
			}
			return t.Raisef(TypeError, "%s() missing required argument '%s' (pos %d)", f.Name, p.name.S, i+1)
		}
	}
	return nil
}

func (f *Native) arityError(t *Thread, n int) error {
	s := f.sig
	need := 0 // required positional-only parameters
	for need < s.posonly && !s.params[need].def {
		need++
	}
	switch {
	case n < need && s.posonly < len(s.params):
		word := "at least"
		if need == s.npos {
			word = "exactly"
		}
		return t.Raisef(TypeError, "%s() takes %s %d positional argument%s (%d given)", f.Name, word, need, plural(need), n)
	case s.npos == 0 && len(s.params) == 0:
		return t.Raisef(TypeError, "%s() takes no arguments (%d given)", f.fullName(), n)
	case s.npos == 1 && s.min == 1 && s.posonly == 1 && len(s.params) == 1:
		return t.Raisef(TypeError, "%s() takes exactly one argument (%d given)", f.fullName(), n)
	case s.posonly == len(s.params):
		if s.min == s.npos {
			return t.Raisef(TypeError, "%s expected %d argument%s, got %d", f.Name, s.min, plural(s.min), n)
		}
		if n < s.min {
			return t.Raisef(TypeError, "%s expected at least %d argument%s, got %d", f.Name, s.min, plural(s.min), n)
		}
		return t.Raisef(TypeError, "%s expected at most %d argument%s, got %d", f.Name, s.npos, plural(s.npos), n)
	case s.npos == len(s.params):
		// Without keyword-only parameters CPython counts all arguments.
		word := "at most"
		if s.min == s.npos {
			word = "exactly"
		}
		return t.Raisef(TypeError, "%s() takes %s %d argument%s (%d given)", f.Name, word, s.npos, plural(s.npos), n)
	case s.min == s.npos:
		return t.Raisef(TypeError, "%s() takes exactly %d positional argument%s (%d given)", f.Name, s.npos, plural(s.npos), n)
	default:
		return t.Raisef(TypeError, "%s() takes at most %d positional argument%s (%d given)", f.Name, s.npos, plural(s.npos), n)
	}
}

// fullName is how CPython calls functions that take no or one argument.
func (f *Native) fullName() string {
	if f.Module == "" || f.Module == "builtins" {
		return f.Qual
	}
	return f.Module + "." + f.Qual
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// NewNative makes a module-level native function.
func NewNative(module, name, sig string, fn NativeFunc) Value {
	return Of((&Native{Header: StaticHeader(NativeType), Name: name, Qual: name, Module: module, fn: fn, sig: parseSig(sig)}).setDirect())
}

func newMethodDescr(owner *Type, d Def) Value {
	return Of((&Native{Header: StaticHeader(MethodDescrType), Name: d.Name, Qual: owner.Name + "." + d.Name, Doc: d.Doc, Owner: owner, fn: d.Fn, sig: parseSig(d.Sig)}).setDirect())
}

// textSignature is __text_signature__: the parameters as inspect reads them.
func (f *Native) textSignature() Value {
	if f.sig == nil || f.sig.raw && f.sig.text == "" {
		return None
	}
	self := "$self, /"
	if f.Owner == nil && (!f.Self.Valid() || f.Self.Is(ModuleType)) {
		self = "$module"
	}
	if f.sig.text == "" {
		return NewStr("(" + self + ")")
	}
	return NewStr("(" + strings.TrimSuffix(self, ", /") + ", " + f.sig.text + ")")
}

// newSlotWrapper makes the method that shows a slot of a built-in type.
func newSlotWrapper(owner *Type, d Def) Value {
	v := newMethodDescr(owner, d)
	(*Native)(v.p).typ = WrapperDescrType
	return v
}

// Bind makes a bound copy of a native function.
func (f *Native) Bind(t *Thread, self Value) Value {
	b := *f
	b.Header = NewHeader(NativeType)
	if f.typ == WrapperDescrType {
		b.typ = MethodWrapperType
	}
	b.Self = self
	b.direct = 0
	b.take(self)
	return Of(&b)
}

func nativeCall(t *Thread, self Value, args []Value, kw KwNames) (Value, error) {
	f := (*Native)(self.p)
	if f.Self.Valid() {
		return f.callSelf(t, f.Self, args, kw)
	}
	if f.sig.raw {
		return f.fn(t, args, kw)
	}
	if len(kw) == 0 && len(args) == len(f.sig.params) && f.sig.npos == len(args) {
		return f.fn(t, args, nil)
	}
	buf := t.temp(len(f.sig.params))
	if err := f.parse(t, args, kw, buf); err != nil {
		t.untemp(len(buf))
		return Value{}, err
	}
	v, err := f.fn(t, buf, nil)
	t.untemp(len(buf))
	return v, err
}

// IsNext reports builtins.next, which the machine knows for generators.
func (f *Native) IsNext() bool { return f.isNext }

// MarkNext says that f is builtins.next.
func MarkNext(v Value) { (*Native)(v.p).isNext = true }

// Direct is the Go function behind f when a call with n positional arguments
// (self included, for a method) may go straight to it, else nil.
func (f *Native) Direct(n int) NativeFunc {
	if f.direct == int32(n)+1 {
		return f.fn
	}
	return nil
}

// DirectBound is Direct for a bound method: n does not count self.
func (f *Native) DirectBound(n int) NativeFunc {
	if f.Self.Valid() && !f.sig.raw && f.sig.npos == n && len(f.sig.params) == n {
		return f.fn
	}
	return nil
}

// setDirect finds out what Direct says; f is complete.
func (f *Native) setDirect() *Native {
	f.direct = 0
	if !f.sig.raw && len(f.sig.params) == f.sig.npos && !f.Self.Valid() {
		f.direct = int32(f.sig.npos) + 1
		if f.Owner != nil {
			f.direct++
		}
	}
	return f
}

// Wrapped is the function with another body, which is given the one it has.
func (f *Native) Wrapped(with func(NativeFunc) NativeFunc) Value {
	g := *f
	g.Header, g.fn = StaticHeader(NativeType), with(f.fn)
	return Of(g.setDirect())
}

// callSelf calls a method with self in front of its arguments.
func (f *Native) callSelf(t *Thread, self Value, args []Value, kw KwNames) (Value, error) {
	if f.sig.raw {
		buf := t.temp(len(args) + 1)
		buf[0] = self
		copy(buf[1:], args)
		v, err := f.fn(t, buf, kw)
		t.untemp(len(buf))
		return v, err
	}
	buf := t.temp(len(f.sig.params) + 1)
	buf[0] = self
	if err := f.parse(t, args, kw, buf[1:]); err != nil {
		t.untemp(len(buf))
		return Value{}, err
	}
	v, err := f.fn(t, buf, nil)
	t.untemp(len(buf))
	return v, err
}

// temp borrows scratch space for arguments; a slice moved by growth stays
// valid for its user.
func (t *Thread) temp(n int) []Value {
	k := len(t.scratch)
	if k+n > cap(t.scratch) {
		grown := make([]Value, k, 2*cap(t.scratch)+n+64)
		copy(grown, t.scratch)
		t.scratch = grown
	}
	t.scratch = t.scratch[:k+n]
	return t.scratch[k : k+n : k+n]
}

func (t *Thread) untemp(n int) {
	k := len(t.scratch) - n
	clear(t.scratch[k:])
	t.scratch = t.scratch[:k]
}

func methodDescrCall(t *Thread, self Value, args []Value, kw KwNames) (Value, error) {
	f := (*Native)(self.p)
	if len(args)-len(kw) == 0 {
		return Value{}, t.Raisef(TypeError, "unbound method %s() needs an argument", f.Qual)
	}
	if !IsInstance(args[0], f.Owner) {
		if self.Is(WrapperDescrType) && !slices.Contains(plainMethods[f.Owner.Name], f.Name) {
			return Value{}, t.Raisef(TypeError, "descriptor '%s' requires a '%s' object but received a '%s'", f.Name, f.Owner.Name, args[0].Type().TpName())
		}
		return Value{}, t.Raisef(TypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", f.Name, f.Owner.Name, args[0].Type().TpName())
	}
	return f.CallMethod(t, args, kw)
}

// CallMethod calls an unbound native method; args[0] is self, of the right type.
func (f *Native) CallMethod(t *Thread, args []Value, kw KwNames) (Value, error) {
	if f.sig.raw {
		return f.fn(t, args, kw)
	}
	if len(kw) == 0 && len(args)-1 == len(f.sig.params) && f.sig.npos == len(args)-1 {
		return f.fn(t, args, nil)
	}
	if n := len(args) - 1; len(kw) == 0 && n >= f.sig.need && n <= f.sig.npos {
		// Scratch space is empty: what is not given is not there.
		buf := t.temp(len(f.sig.params) + 1)
		copy(buf, args)
		v, err := f.fn(t, buf, nil)
		t.untemp(len(buf))
		return v, err
	}
	return f.callSelf(t, args[0], args[1:], kw)
}

func methodDescrGet(t *Thread, d, obj, owner Value) (Value, error) {
	if !obj.Valid() {
		return d, nil
	}
	f := (*Native)(d.p)
	if !IsInstance(obj, f.Owner) {
		return Value{}, t.Raisef(TypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", f.Name, f.Owner.Name, obj.Type().TpName())
	}
	return f.Bind(t, obj), nil
}

func nativeRepr(t *Thread, self Value) (Value, error) {
	f := (*Native)(self.p)
	switch {
	case self.Is(WrapperDescrType):
		return NewStr(fmt.Sprintf("<slot wrapper '%s' of '%s' objects>", f.Name, f.Owner.Name)), nil
	case self.Is(MethodWrapperType):
		return NewStr(fmt.Sprintf("<method-wrapper '%s' of %s object at %s>", f.Name, f.Self.Type().Name, t.Addr(f.Self))), nil
	}
	if self.Is(MethodDescrType) {
		return NewStr(fmt.Sprintf("<method '%s' of '%s' objects>", f.Name, f.Owner.Name)), nil
	}
	if f.Self.Valid() && !f.Self.Is(ModuleType) {
		return NewStr(fmt.Sprintf("<built-in method %s of %s object at %s>", f.Name, f.Self.Type().Name, t.Addr(f.Self))), nil
	}
	return NewStr("<built-in function " + f.Name + ">"), nil
}

// Addr is the identity of an object as repr shows it.
func (t *Thread) Addr(v Value) string { return "0x" + strconv.FormatUint(uint64(t.ID(v)), 16) }

// ID is id(v).
func (t *Thread) ID(v Value) int64 {
	if v.IsInt() || v.IsFloat() || v.IsBool() {
		return int64(uintptr(v.p)) + int64(v.n)*32
	}
	return int64(t.identity(v.p)<<4 | uint64(uintptr(v.p))&15)
}

// getset is a computed attribute of a built-in type.
type getset struct {
	Header
	name  string
	owner *Type
	get   func(t *Thread, self Value) (Value, error)
	set   func(t *Thread, self, v Value) error // v invalid: delete
}

func newGetSet(owner *Type, name string, get func(*Thread, Value) (Value, error), set func(*Thread, Value, Value) error) Value {
	return Of(&getset{Header: StaticHeader(GetSetType), name: name, owner: owner, get: get, set: set})
}

func getsetGet(t *Thread, d, obj, owner Value) (Value, error) {
	if !obj.Valid() {
		return d, nil
	}
	g := (*getset)(d.p)
	if !IsInstance(obj, g.owner) {
		return Value{}, t.Raisef(TypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", g.name, g.owner.Name, obj.Type().TpName())
	}
	return g.get(t, obj)
}

func getsetSet(t *Thread, d, obj, v Value) error {
	g := (*getset)(d.p)
	if g.set == nil && slices.Contains(readOnlyMembers[g.owner.Name], g.name) {
		return t.Raisef(AttributeError, "readonly attribute")
	}
	if g.set == nil {
		return t.Raisef(AttributeError, "attribute '%s' of '%s' objects is not writable", g.name, g.owner.Name)
	}
	return g.set(t, obj, v)
}

// plainMethods are special methods that CPython's types have as methods of their
// own, beside the slot.
var plainMethods = map[string][]string{
	"list": {"__getitem__"}, "dict": {"__getitem__", "__contains__"}, "set": {"__contains__"}, "frozenset": {"__contains__"},
}

// readOnlyMembers are the attributes of built-in types that CPython keeps as
// plain fields, about which it says less.
var readOnlyMembers = map[string][]string{
	"function": {"__closure__", "__globals__", "__builtins__"}, "method": {"__func__", "__self__"}, "property": {"fget", "fset", "fdel"},
	"staticmethod": {"__func__", "__wrapped__"}, "classmethod": {"__func__", "__wrapped__"}, "slice": {"start", "stop", "step"}, "range": {"start", "stop", "step"},
	"super": {"__thisclass__", "__self__", "__self_class__"}, "complex": {"real", "imag"}, "functools.partial": {"func", "args", "keywords"},
	"code": {"co_name", "co_qualname", "co_filename", "co_firstlineno", "co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_flags", "co_stacksize", "co_names", "co_consts"},
}

func dictGetSet(owner *Type) Value {
	return newGetSet(owner, "__dict__", func(t *Thread, self Value) (Value, error) {
		if attrsOf(self) == nil {
			return Value{}, t.Raisef(TypeError, "this __dict__ descriptor does not support '%s' objects", self.Type().TpName())
		}
		return Of(t.DictOf(self)), nil
	}, func(t *Thread, self, v Value) error { return t.SetDict(self, v) })
}

// SetDict replaces the dict with an object's attributes; an invalid v empties it.
func (t *Thread) SetDict(self, v Value) error {
	if !v.Valid() {
		v = Of(NewDict())
	}
	d := AsDict(v)
	if d == nil {
		return t.Raisef(TypeError, "__dict__ must be set to a dictionary, not a '%s'", v.Type().TpName())
	}
	a := ownAttrs(self)
	if a == nil {
		return t.Raisef(TypeError, "this __dict__ descriptor does not support '%s' objects", self.Type().TpName())
	}
	old := t.ensureDict(self, a)
	self.Header().take(v)
	a.dict = d
	t.Release(Of(old))
	return nil
}

// Method is a Python function bound to an object.
type Method struct {
	Header
	Func, Self Value
}

// NewMethod binds fn to self.
func NewMethod(fn, self Value) Value {
	m := &Method{Header: NewHeader(MethodType), Func: fn, Self: self}
	m.take(fn)
	m.take(self)
	return Of(m)
}

func methodCall(t *Thread, self Value, args []Value, kw KwNames) (Value, error) {
	m := (*Method)(self.p)
	buf := t.temp(len(args) + 1)
	defer t.untemp(len(buf))
	buf[0] = m.Self
	copy(buf[1:], args)
	return t.CallKw(m.Func, buf, kw)
}

// wrapped holds the callable of a staticmethod or classmethod.
type wrapped struct {
	Header
	fn Value
	Attrs
}

// NewStaticMethod and NewClassMethod wrap fn.
func NewStaticMethod(fn Value) Value { return newWrapped(StaticMethodType, fn) }
func NewClassMethod(fn Value) Value  { return newWrapped(ClassMethodType, fn) }

func newWrapped(ty *Type, fn Value) Value {
	w := &wrapped{Header: NewHeader(ty), fn: fn}
	w.take(fn)
	return Of(w)
}

// Unwrap returns what a staticmethod or classmethod wraps, or the invalid Value.
func Unwrap(v Value) Value {
	if v.Is(StaticMethodType) || v.Is(ClassMethodType) {
		return (*wrapped)(v.p).fn
	}
	return Value{}
}

// Property is the built-in property.
type Property struct {
	Header
	Get, Set, Del, Doc Value
	Name               Value
	getterDoc          bool // Doc is the getter's
}

func propertyGet(t *Thread, d, obj, owner Value) (Value, error) {
	if !obj.Valid() {
		return d, nil
	}
	p := (*Property)(d.p)
	if !p.Get.Valid() || p.Get.IsNone() {
		return Value{}, t.propertyError(p, obj, "getter")
	}
	return t.Call(p.Get, obj)
}

func propertySet(t *Thread, d, obj, v Value) error {
	p := (*Property)(d.p)
	f, kind := p.Set, "setter"
	if !v.Valid() {
		f, kind = p.Del, "deleter"
	}
	if !f.Valid() || f.IsNone() {
		return t.propertyError(p, obj, kind)
	}
	var r Value
	var err error
	if v.Valid() {
		r, err = t.Call(f, obj, v)
	} else {
		r, err = t.Call(f, obj)
	}
	t.DropFloating(r)
	return err
}

func (t *Thread) propertyError(p *Property, obj Value, kind string) error {
	if s := AsStrV(p.Name); s != nil {
		r, _ := t.Repr(p.Name)
		return t.Raisef(AttributeError, "property %s of '%s' object has no %s", r, obj.Type().Qualname, kind)
	}
	return t.Raisef(AttributeError, "property of '%s' object has no %s", obj.Type().Qualname, kind)
}

// NewNamespace makes a types.SimpleNamespace with the given attributes.
func (t *Thread) NewNamespace(vals map[string]Value, order []string) Value {
	v := layouts[NamespaceType].alloc(NamespaceType)
	for _, n := range order {
		t.setAttrSlot(v, attrsOf(v), t.Interp.Intern(n), vals[n])
	}
	return v
}

// NewIndexProperty makes a read-only attribute for item i of a tuple.
func NewIndexProperty(t *Thread, i int) Value {
	return newGetSet(TupleType, "item", func(t *Thread, self Value) (Value, error) { return AsTuple(self).Items[i], nil }, nil)
}

// NewNativeMethod makes a method for the namespace of a class made at run time.
func NewNativeMethod(t *Thread, name, sig string, fn NativeFunc) Value {
	return newMethodDescr(ObjectType, Def{Name: name, Sig: sig, Fn: fn})
}

// ParseArgs parses the arguments of a native __init__ or __new__.
func ParseArgs(t *Thread, name, sig string, args []Value, kw KwNames, dst []Value) error {
	f := &Native{Name: name, Qual: name, sig: parseSig(sig)}
	return f.parse(t, args, kw, dst)
}

// AllocOr makes an instance of ty: of a subclass through its layout, of the
// built-in type itself with mk.
func (ty *Type) AllocOr(mk func() Value) Value {
	if ty.Flags&HeapType != 0 {
		return ty.alloc(ty)
	}
	return mk()
}

// IterSlots are the slots of types made with NewIter.
func IterSlots() Slots { return Slots{Iter: selfIter, Next: iterNext, Traverse: iterTraverse} }
