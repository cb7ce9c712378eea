package object

import (
	"slices"
	"strings"
	"unsafe"
	"weak"

	"github.com/asynctools/asynctools/syntax/token"
)

// TypeFlags are facts about a type.
type TypeFlags uint32

const (
	HeapType   TypeFlags = 1 << iota // made by a class statement: mutable
	BaseOK                           // may be subclassed
	HasAttrs                         // instances have Attrs (at attrsOffset)
	NoDict                           // ... but only for __slots__
	MethodLike                       // a function-like descriptor: obj.f(x) may call f(obj, x) directly
	IntSub
	StrSub
	BytesSub
	ListSub
	TupleSub
	DictSub
	SetSub
	ExcSub
	TypeSub
	SequencePat // matches sequence patterns
	MappingPat  // matches mapping patterns
	AbstractABC // has abstract methods
	NoWeak      // made by a class statement whose __slots__ lack __weakref__
)

const layoutFlags = IntSub | StrSub | BytesSub | ListSub | TupleSub | DictSub | SetSub | ExcSub | TypeSub | SequencePat | MappingPat

// Type is a Python class.
type Type struct {
	Header
	Name     string
	Qualname string
	Module   string
	Doc      string
	Base     *Type
	Bases    []*Type
	MRO      []*Type
	Flags    TypeFlags
	Dict     *Dict

	slots       Slots
	version     uint32
	attrsOffset uintptr
	// attrsPointer is where an instance points to its attributes instead, which
	// makeAttrs makes; see SetAttrsPointer.
	attrsPointer uintptr
	makeAttrs    func(Value) *Attrs
	// alloc makes an empty instance of a subclass; nil when instances are
	// made by New of the type itself only.
	alloc func(t *Type) Value
	// instanceAttrs is how many attributes an instance had at most, up to
	// maxShaped: a hint of how many the next one will have.
	instanceAttrs uint8
	// Init is what the machine found out about calling the class, at a version.
	Init struct {
		Version uint32
		Fn, New Value // __init__, and the native __new__ unless it is object's
	}
	root *Shape // of instances without attributes, for classes of one interpreter

	static      bool
	defs        []Def
	finalizable *finalizables // of a class with __del__
	SlotNames   []*Str        // names from __slots__, own ones only
}

// Slots are the operations of a type, CPython's tp_*, nb_*, sq_* and am_* in
// one flat table. A nil entry means that the type does not support it.
type Slots struct {
	New      func(t *Thread, cls *Type, args []Value, kw KwNames) (Value, error)
	Init     func(t *Thread, self Value, args []Value, kw KwNames) error
	Call     func(t *Thread, self Value, args []Value, kw KwNames) (Value, error)
	GetAttr  func(t *Thread, self Value, name *Str) (Value, error)
	SetAttr  func(t *Thread, self Value, name *Str, v Value) error // invalid v deletes
	DescrGet func(t *Thread, descr, obj, owner Value) (Value, error)
	DescrSet func(t *Thread, descr, obj, v Value) error
	Repr     func(t *Thread, self Value) (Value, error)
	Str      func(t *Thread, self Value) (Value, error)
	Hash     func(t *Thread, self Value) (uint64, error)
	Compare  func(t *Thread, a, b Value, op CmpOp) (Value, error)
	Truth    func(t *Thread, self Value) (bool, error)
	Len      func(t *Thread, self Value) (int, error)
	// Each hands the items of an iterator to f, which are held meanwhile; an
	// error of f ends it. Optional: a shortcut for Next in a loop.
	Each     func(t *Thread, self Value, f func(Value) error) error
	GetItem  func(t *Thread, self, key Value) (Value, error)
	SetItem  func(t *Thread, self, key, v Value) error // invalid v deletes
	Contains func(t *Thread, self, item Value) (bool, error)
	Iter     func(t *Thread, self Value) (Value, error)
	// Next yields the next item, or the invalid Value at the end.
	Next  func(t *Thread, self Value) (Value, error)
	Await func(t *Thread, self Value) (Value, error)
	AIter func(t *Thread, self Value) (Value, error)
	ANext func(t *Thread, self Value) (Value, error)
	// Send resumes: it yields a value, or returns one with done set.
	Send func(t *Thread, self, v Value) (r Value, done bool, err error)
	// Awaiting marks a type whose instances the machine awaits as they are: it
	// calls Send of the instance, with the mark of Begun when the instance was sent
	// to before in the same await. The function makes the iterator that __await__
	// would have made, in its present state, for those who look.
	Awaiting func(self Value) Value
	Binary   [NumBinary]BinaryFunc
	Inplace  [NumBinary]BinaryFunc
	Neg      UnaryFunc
	Pos      UnaryFunc
	Abs      UnaryFunc
	Invert   UnaryFunc
	Int      UnaryFunc
	Float    UnaryFunc
	Index    UnaryFunc
	// Finalize runs when nobody holds the object any more.
	Finalize func(t *Thread, self Value)
	// Traverse visits every value the object holds.
	Traverse func(self Value, visit func(Value))
	// Free may use the memory of an object that has let go of all it held again.
	Free func(t *Thread, self Value)
}

type (
	BinaryFunc func(t *Thread, a, b Value) (Value, error)
	UnaryFunc  func(t *Thread, a Value) (Value, error)
)

// BinOp numbers the binary operators in the order of ast.Operator.
type BinOp uint8

const (
	OpAdd BinOp = iota
	OpSub
	OpMul
	OpMatMul
	OpDiv
	OpMod
	OpPow
	OpLShift
	OpRShift
	OpOr
	OpXor
	OpAnd
	OpFloorDiv
	OpDivmod
	NumBinary
)

var binarySigns = [NumBinary]string{"+", "-", "*", "@", "/", "%", "** or pow()", "<<", ">>", "|", "^", "&", "//", "divmod()"}

// CmpOp numbers the rich comparisons in the order of ast.CmpOperator.
type CmpOp uint8

const (
	CmpEq CmpOp = iota
	CmpNe
	CmpLt
	CmpLe
	CmpGt
	CmpGe
)

var (
	cmpSigns   = [...]string{"==", "!=", "<", "<=", ">", ">="}
	cmpSwapped = [...]CmpOp{CmpEq, CmpNe, CmpGt, CmpGe, CmpLt, CmpLe}
)

// S gives access to the slots, for packages that define types.
func (ty *Type) S() *Slots { return &ty.slots }

// Version changes whenever the type or a base changes; inline caches test it.
func (ty *Type) Version() uint32 { return ty.version }

// AsType views a value as a type, or nil.
func AsType(v Value) *Type {
	if v.Type().Flags&TypeSub != 0 {
		return (*Type)(v.p)
	}
	return nil
}

// IsSubtype reports whether ty is base or derives from it.
func (ty *Type) IsSubtype(base *Type) bool {
	if ty == base {
		return true
	}
	for _, m := range ty.MRO {
		if m == base {
			return true
		}
	}
	return false
}

// IsInstance reports whether v's type derives from ty.
func IsInstance(v Value, ty *Type) bool { return v.Type().IsSubtype(ty) }

// FullName is module.qualname, without "builtins.".
func (ty *Type) FullName() string {
	if ty.Module == "" || ty.Module == "builtins" {
		return ty.Qualname
	}
	return ty.Module + "." + ty.Qualname
}

func (ty *Type) reprName() string { return "<class '" + ty.FullName() + "'>" }

// ErrorName is what CPython's %T shows: FullName, without "__main__." too.
func (ty *Type) ErrorName() string {
	if ty.Module == "__main__" {
		return ty.Qualname
	}
	return ty.FullName()
}

// TpName is CPython's tp_name, which messages show: of a built-in type with
// its module, of a class without.
func (ty *Type) TpName() string {
	if ty.Flags&HeapType != 0 && !(ty.Module == "typing" && slices.Contains(nativeTyping, ty.Name)) {
		return ty.Name
	}
	return ty.FullName()
}

// nativeTyping are the classes of typing that CPython has built in.
var nativeTyping = []string{"TypeVar", "ParamSpec", "TypeVarTuple", "ParamSpecArgs", "ParamSpecKwargs", "TypeAliasType", "Union"}

// method cache

const methodCacheSize = 1 << 12

type methodEntry struct {
	version uint32
	name    *Str
	v       Value
}

// Lookup finds an interned name along the MRO, without binding.
func (t *Thread) Lookup(ty *Type, name *Str) Value {
	e := &t.Interp.methods[(uint32(uintptr(unsafe.Pointer(name))>>4)^ty.version*31)&(methodCacheSize-1)]
	if e.version == ty.version && e.name == name {
		return e.v
	}
	v := ty.lookup(name)
	*e = methodEntry{ty.version, name, v}
	return v
}

func (ty *Type) lookup(name *Str) Value {
	for _, m := range ty.MRO {
		if v := m.Dict.GetStr(name); v.Valid() {
			return v
		}
	}
	return Value{}
}

// modified gives the type and its subclasses new versions and recomputes their
// slots for the changed name.
func (in *Interp) modified(ty *Type, name *Str) {
	in.versions++
	ty.version = in.versions
	if name == nil || strings.HasPrefix(name.S, "__") {
		fixSlots(in, ty, name)
	}
	for _, w := range in.subclasses[ty] {
		if s := w.Value(); s != nil {
			in.modified(s, name)
		}
	}
}

// Subclasses lists the live direct subclasses made in this interpreter.
func (in *Interp) Subclasses(ty *Type) []*Type {
	var out []*Type
	live := in.subclasses[ty][:0]
	for _, w := range in.subclasses[ty] {
		if s := w.Value(); s != nil {
			out = append(out, s)
			live = append(live, w)
		}
	}
	in.subclasses[ty] = live
	return out
}

// NewType makes a class with the given bases and namespace: the working half
// of type.__new__. The namespace is copied.
func (t *Thread) NewType(meta *Type, name string, bases []*Type, ns *Dict) (*Type, error) {
	if len(bases) == 0 {
		bases = []*Type{ObjectType}
	}
	base, err := t.bestBase(bases)
	if err != nil {
		return nil, err
	}
	ty := &Type{Header: StaticHeader(meta), Name: name, Qualname: name, Base: base, Bases: bases}
	ty.Flags = HeapType | BaseOK | base.Flags&layoutFlags
	ty.root = &Shape{owner: ty}
	ty.Flags &^= SequencePat | MappingPat
	ty.Dict = NewStaticDict()
	slotsVal, hasSlots := Value{}, false
	for i := range ns.entries {
		e := &ns.entries[i]
		if !e.key.Valid() {
			continue
		}
		if s := AsStr(e.key); s != nil {
			switch s.S {
			case "__qualname__":
				q := AsStr(e.val)
				if q == nil {
					return nil, t.Raisef(TypeError, "type __qualname__ must be a str, not %s", e.val.Type().TpName())
				}
				ty.Qualname = q.S
				continue
			case "__slots__":
				slotsVal, hasSlots = e.val, true
			case "__classcell__":
				c, ok := cellOf(e.val)
				if !ok {
					return nil, t.Raisef(TypeError, "__classcell__ must be a nonlocal cell, not %s", e.val.Type().reprName())
				}
				c.Set(t, Of(ty))
				continue
			case "__classdictcell__":
				if c, ok := cellOf(e.val); ok {
					c.Set(t, Of(ty.Dict))
				}
				continue
			case "__module__":
				if m := AsStr(e.val); m != nil {
					ty.Module = m.S
				}
			case "__doc__":
				if m := AsStr(e.val); m != nil {
					ty.Doc = m.S
				}
			}
		}
		if AsStr(e.key) == nil {
			if err := t.Interp.Warn(t, RuntimeWarning, "non-string key in the __dict__ of class "+name); err != nil {
				return nil, err
			}
		}
		if err := ty.Dict.Set(t, e.key, e.val); err != nil {
			return nil, err
		}
	}
	for _, n := range []*Str{names.initSubclass, names.classGetitem} {
		if f := ty.Dict.GetStr(n); f.Valid() && f.Type() == t.Interp.FunctionType {
			ty.Dict.SetStr(t, n, NewClassMethod(f))
		}
	}
	if f := ty.Dict.GetStr(names.new); f.Valid() && f.Type() == t.Interp.FunctionType {
		ty.Dict.SetStr(t, names.new, NewStaticMethod(f))
	}
	t.statePatterns(ty)
	if ty.MRO, err = t.linearize(ty); err != nil {
		return nil, err
	}
	for _, m := range ty.above() {
		if ty.Flags&(SequencePat|MappingPat) != 0 {
			break // the nearest decides, and a class is one of them at most
		}
		ty.Flags |= m.Flags & (SequencePat | MappingPat)
	}
	noDict, mayDict := hasSlots, true
	noWeak, mayWeak, hasWeak := hasSlots, true, false
	for _, b := range bases {
		mayDict = mayDict && (b.Flags&HasAttrs == 0 || b.Flags&NoDict != 0)
		hasWeak = hasWeak || b.isWeakable()
		// Of types outside builtins it is not known where CPython has no room.
		mayWeak = mayWeak && !(b.isWeakable() && (b.Flags&HeapType != 0 || b.Module == "builtins"))
	}
	varies := base.solid().variesInSize()
	mayWeak = mayWeak && !varies
	if hasSlots {
		list, err := t.slotNames(slotsVal)
		if err != nil {
			return nil, err
		}
		if len(list) > 0 && varies {
			return nil, t.Raisef(TypeError, "nonempty __slots__ not supported for subtype of '%s'", base.Name)
		}
		for _, n := range list {
			if !token.IsIdentifier(n.S) {
				return nil, t.Raisef(TypeError, "__slots__ must be identifiers")
			}
			if n.S == "__dict__" {
				if !noDict || !mayDict {
					return nil, t.Raisef(TypeError, "__dict__ slot disallowed: we already got one")
				}
				noDict = false
				continue
			}
			if n.S == "__weakref__" {
				if !noWeak || !mayWeak {
					return nil, t.Raisef(TypeError, "__weakref__ slot disallowed: we already got one")
				}
				noWeak = false
				continue
			}
			n = t.Interp.Intern(mangle(name, n.S))
			if slices.Contains(ty.SlotNames, n) {
				continue // given twice
			}
			if ty.Dict.GetStr(n).Valid() {
				return nil, t.Raisef(ValueError, "'%s' in __slots__ conflicts with class variable", n.S)
			}
			ty.SlotNames = append(ty.SlotNames, n)
			ty.Dict.SetStr(t, n, t.newMember(ty, n))
		}
	}
	if noDict {
		for _, b := range bases {
			if b != ObjectType && b.Flags&HasAttrs != 0 && b.Flags&NoDict == 0 {
				noDict = false
			}
		}
	}
	ty.Flags |= HasAttrs
	noWeak = (noWeak || varies) && !hasWeak
	if noWeak {
		ty.Flags |= NoWeak
	}
	if noDict {
		ty.Flags |= NoDict
	}
	ty.inheritLayout(base)
	t.Interp.versions++
	ty.version = t.Interp.versions
	for _, b := range bases {
		t.Interp.subclasses[b] = append(t.Interp.subclasses[b], weak.Make(ty))
	}
	inheritSlots(ty)
	fixSlots(t.Interp, ty, nil)
	if ty.Flags&HasAttrs != 0 && !noDict && !ty.lookup(names.dict).Valid() {
		ty.Dict.SetStr(t, names.dict, dictGetSet(ty))
	}
	if !noWeak && !hasWeak {
		ty.Dict.SetStr(t, names.weakref, weakGetSet(ty))
	}
	if !ty.Dict.GetStr(names.doc).Valid() {
		ty.Dict.SetStr(t, names.doc, None)
	}
	return ty, nil
}

// variesInSize reports a built-in type whose instances end in a number of items,
// after which CPython has no room for slots.
func (ty *Type) variesInSize() bool {
	return ty.IsSubtype(IntType) || ty.IsSubtype(TupleType) || ty.IsSubtype(BytesType) || ty.IsSubtype(TypeType)
}

// linearize is the order in which a class is looked through: what its metaclass's
// mro() says, if that has one of its own.
func (t *Thread) linearize(ty *Type) ([]*Type, error) {
	hook := Value{}
	if ty.typ != TypeType {
		if f := t.Lookup(ty.typ, names.mro); f != TypeType.Dict.GetStr(names.mro) {
			hook = f
		}
	}
	if !hook.Valid() {
		return t.computeMRO(ty)
	}
	if ty.version == 0 {
		t.Interp.versions++
		ty.version = t.Interp.versions
	}
	r, err := t.CallUnbound(hook, Of(ty))
	if err != nil {
		return nil, err
	}
	items, err := t.Collect(r)
	if err != nil {
		return nil, err
	}
	if len(items) == 0 {
		return nil, t.Raisef(TypeError, "type MRO must not be empty")
	}
	out := make([]*Type, len(items))
	for i, x := range items {
		if out[i] = AsType(x); out[i] == nil {
			return nil, t.Raisef(TypeError, "mro() returned a non-class ('%s')", x.Type().TpName())
		}
		if !ty.Base.solid().IsSubtype(out[i].solid()) {
			return nil, t.Raisef(TypeError, "mro() returned base with unsuitable layout ('%s')", out[i].TpName())
		}
	}
	return out, nil
}

// above are the classes that a class is looked for in after itself.
func (ty *Type) above() []*Type {
	if len(ty.MRO) > 0 && ty.MRO[0] == ty {
		return ty.MRO[1:]
	}
	return ty.MRO
}

// unweakable are built-in types whose objects CPython has no weak references to.
var unweakable = []string{
	"map", "zip", "enumerate", "reversed", "filter", "range", "slice", "cell", "frame", "traceback", "mappingproxy", "NoneType", "ellipsis", "NotImplementedType",
	"getset_descriptor", "member_descriptor", "method_descriptor", "wrapper_descriptor", "method-wrapper", "dict_keys", "dict_values", "dict_items",
	"list_iterator", "tuple_iterator", "str_iterator", "range_iterator", "bytes_iterator", "set_iterator", "dict_keyiterator", "iterator", "callable_iterator",
}

// isWeakable reports a type whose instances have room for weak references, and
// so have those of its subclasses.
func (ty *Type) isWeakable() bool {
	if ty.Flags&HeapType != 0 {
		return ty.Flags&NoWeak == 0
	}
	const without = IntSub | StrSub | BytesSub | ListSub | TupleSub | DictSub | ExcSub
	if ty.Flags&without != 0 {
		return false
	}
	switch ty {
	case ObjectType, FloatType, ComplexType, PropertyType, StaticMethodType, ClassMethodType, SuperType, WeakRefType:
		return false
	}
	return ty.Module != "builtins" || !slices.Contains(unweakable, ty.Name)
}

func (t *Thread) slotNames(v Value) ([]*Str, error) {
	if s := AsStr(v); s != nil {
		return []*Str{s}, nil
	}
	var out []*Str
	err := t.Each(v, func(x Value) error {
		s := AsStr(x)
		if s == nil {
			return t.Raisef(TypeError, "__slots__ items must be strings, not '%s'", x.Type().TpName())
		}
		out = append(out, s)
		return nil
	})
	return out, err
}

// mangle applies private name mangling as the compiler does.
func mangle(class, name string) string {
	if !strings.HasPrefix(name, "__") || strings.HasSuffix(name, "__") || strings.Contains(name, ".") {
		return name
	}
	class = strings.TrimLeft(class, "_")
	if class == "" {
		return name
	}
	return "_" + class + name
}

// solid finds the base whose layout instances of ty have.
func (ty *Type) solid() *Type {
	for ty.Flags&HeapType != 0 {
		ty = ty.Base
	}
	return ty
}

// slotted is the nearest class that has slots of its own, or nil.
func slotted(ty *Type) *Type {
	for ; ty != nil && ty.Flags&HeapType != 0; ty = ty.Base {
		if len(ty.SlotNames) > 0 {
			return ty
		}
	}
	return nil
}

func (t *Thread) bestBase(bases []*Type) (*Type, error) {
	var winner, candidate *Type
	for _, b := range bases {
		if b.Flags&BaseOK == 0 {
			return nil, t.Raisef(TypeError, "type '%s' is not an acceptable base type", b.FullName())
		}
		s := b.solid()
		switch {
		case winner == nil:
			winner, candidate = b, s
		case slotted(b) != nil && slotted(winner) != nil && !slotted(b).IsSubtype(slotted(winner)) && !slotted(winner).IsSubtype(slotted(b)):
			return nil, t.Raisef(TypeError, "multiple bases have instance lay-out conflict")
		case candidate.IsSubtype(s):
		case s.IsSubtype(candidate):
			winner, candidate = b, s
		case s.IsSubtype(BaseException) && candidate.IsSubtype(BaseException):
			// Exceptions share one layout.
		default:
			return nil, t.Raisef(TypeError, "multiple bases have instance lay-out conflict")
		}
	}
	return winner, nil
}

func (t *Thread) computeMRO(ty *Type) ([]*Type, error) {
	if len(ty.Bases) == 1 {
		return append([]*Type{ty}, ty.Bases[0].MRO...), nil
	}
	seqs := make([][]*Type, 0, len(ty.Bases)+1)
	for i, b := range ty.Bases {
		for _, o := range ty.Bases[:i] {
			if o == b {
				return nil, t.Raisef(TypeError, "duplicate base class %s", b.Name)
			}
		}
		seqs = append(seqs, b.MRO)
	}
	seqs = append(seqs, ty.Bases)
	out := []*Type{ty}
	for {
		var next *Type
		empty := true
		for _, s := range seqs {
			if len(s) == 0 {
				continue
			}
			empty = false
			if c := s[0]; !inTails(c, seqs) {
				next = c
				break
			}
		}
		if empty {
			return out, nil
		}
		if next == nil {
			var names []string
			for _, s := range seqs {
				if len(s) > 0 {
					names = append(names, s[0].Name)
				}
			}
			return nil, t.Raisef(TypeError, "Cannot create a consistent method resolution order (MRO) for bases %s", strings.Join(dedup(names), ", "))
		}
		out = append(out, next)
		for i, s := range seqs {
			if len(s) > 0 && s[0] == next {
				seqs[i] = s[1:]
			}
		}
	}
}

func inTails(c *Type, seqs [][]*Type) bool {
	for _, s := range seqs {
		if len(s) > 1 {
			for _, x := range s[1:] {
				if x == c {
					return true
				}
			}
		}
	}
	return false
}

func dedup(in []string) []string {
	var out []string
next:
	for _, s := range in {
		for _, o := range out {
			if o == s {
				continue next
			}
		}
		out = append(out, s)
	}
	return out
}

// typeCall is type.__call__: make an instance, then initialize it.
func typeCall(t *Thread, self Value, args []Value, kw KwNames) (Value, error) {
	ty := (*Type)(self.p)
	if ty == TypeType && len(args) == 1 && len(kw) == 0 {
		return Of(args[0].Type()), nil
	}
	if ty == TypeType && len(args)-len(kw) != 3 {
		return Value{}, t.Raisef(TypeError, "type() takes 1 or 3 arguments")
	}
	if ty.slots.New == nil {
		return Value{}, t.Raisef(TypeError, "cannot create '%s' instances", ty.FullName())
	}
	v, err := ty.slots.New(t, ty, args, kw)
	if err != nil || v.IsInt() || v.IsFloat() || v.Is(StrType) || !v.Type().IsSubtype(ty) {
		return v, err // the __init__ of int, float and str is object's
	}
	if init := v.Type().slots.Init; init != nil {
		v.Hold()
		if err := init(t, v, args, kw); err != nil {
			t.Release(v)
			return Value{}, err
		}
		v.Forget()
	}
	return v, nil
}

// typeNew is type.__new__(meta, name, bases, namespace, **kwargs).
func typeNew(t *Thread, meta *Type, args []Value, kw KwNames) (Value, error) {
	n := len(args) - len(kw)
	if n != 3 {
		return Value{}, t.Raisef(TypeError, "type.__new__() takes exactly 3 arguments (%d given)", n)
	}
	name, basesT, ns := AsStr(args[0]), AsTuple(args[1]), AsDict(args[2])
	switch {
	case name != nil && strings.Contains(name.S, "\x00"):
		return Value{}, t.Raisef(ValueError, "type name must not contain null characters")
	case name == nil:
		return Value{}, t.Raisef(TypeError, "type.__new__() argument 1 must be str, not %s", args[0].Type().Name)
	case basesT == nil:
		return Value{}, t.Raisef(TypeError, "type.__new__() argument 2 must be tuple, not %s", args[1].Type().Name)
	case ns == nil:
		return Value{}, t.Raisef(TypeError, "type.__new__() argument 3 must be dict, not %s", args[2].Type().Name)
	}
	bases := make([]*Type, 0, len(basesT.Items))
	kinds := make([]*Type, 0, len(basesT.Items))
	for _, b := range basesT.Items {
		bt := AsType(b)
		if bt == nil {
			if f, err := t.GetAttrOpt(b, names.mroEntries); err != nil {
				return Value{}, err
			} else if f.Valid() {
				return Value{}, t.Raisef(TypeError, "type() doesn't support MRO entry resolution; use types.new_class()")
			}
			if !meta.IsSubtype(b.Type()) && !b.Type().IsSubtype(meta) {
				return Value{}, t.Raisef(TypeError, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
			}
			return Value{}, t.Raisef(TypeError, "bases must be types")
		}
		bases, kinds = append(bases, bt), append(kinds, b.Type())
	}
	winner, err := t.CalcMeta(meta, kinds)
	if err != nil {
		return Value{}, err
	}
	if winner != meta && winner.slots.New != nil {
		if f := t.Lookup(winner, names.new); f.Valid() && f != t.Lookup(meta, names.new) {
			return winner.slots.New(t, winner, args, kw)
		}
		meta = winner
	}
	ty, err := t.NewType(meta, name.S, bases, ns)
	if err != nil {
		return Value{}, err
	}
	if !ty.Dict.GetStr(names.module).Valid() && t.Interp.CallerGlobals != nil {
		if g := t.Interp.CallerGlobals(t); g != nil {
			if m := AsStrV(g.GetStr(names.name)); m != nil {
				ty.Module = m.S
				ty.Dict.SetStr(t, names.module, Of(m))
			}
		}
	}
	if err := t.setNames(ty); err != nil {
		return Value{}, err
	}
	return Of(ty), t.initSubclass(ty, args[n:], kw)
}

// CalcMeta finds the most derived metaclass among meta and the types of the bases.
func (t *Thread) CalcMeta(meta *Type, kinds []*Type) (*Type, error) {
	for _, m := range kinds {
		if meta.IsSubtype(m) {
			continue
		}
		if m.IsSubtype(meta) {
			meta = m
			continue
		}
		return nil, t.Raisef(TypeError, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
	}
	return meta, nil
}

func (t *Thread) setNames(ty *Type) error {
	type item struct{ k, v Value }
	var items []item
	for i := range ty.Dict.entries {
		if e := &ty.Dict.entries[i]; e.key.Valid() {
			items = append(items, item{e.key, e.val})
		}
	}
	for _, it := range items {
		f := t.Lookup(it.v.Type(), names.setName)
		if !f.Valid() {
			continue
		}
		if _, err := t.CallUnbound(f, it.v, Of(ty), it.k); err != nil {
			if e, ok := err.(*Exception); ok {
				r, _ := t.Repr(it.k)
				e.AddNote(t, "Error calling __set_name__ on '"+it.v.Type().Name+"' instance "+r+" in '"+ty.Name+"'")
			}
			return err
		}
	}
	return nil
}

func (t *Thread) initSubclass(ty *Type, kwvals []Value, kw KwNames) error {
	if !slices.Contains(ty.MRO, ty) {
		return t.Raisef(TypeError, "super(type, obj): obj (type %s) is not an instance or subtype of type (%[1]s).", ty.Name)
	}
	for _, m := range ty.above() {
		f := m.Dict.GetStr(names.initSubclass)
		if !f.Valid() {
			continue
		}
		bound, err := t.bind(f, Value{}, Of(ty))
		if err != nil {
			return err
		}
		_, err = t.CallKw(bound, kwvals, kw)
		return err
	}
	return nil
}

func typeGetAttr(t *Thread, self Value, name *Str) (Value, error) {
	ty := (*Type)(self.p)
	meta := ty.typ
	mv := t.Lookup(meta, name)
	if mv.Valid() {
		if ms := &mv.Type().slots; ms.DescrSet != nil && ms.DescrGet != nil {
			return ms.DescrGet(t, mv, self, Of(meta))
		}
	}
	if v := t.Lookup(ty, name); v.Valid() {
		if g := v.Type().slots.DescrGet; g != nil {
			return g(t, v, Value{}, self)
		}
		return v, nil
	}
	if mv.Valid() {
		if g := mv.Type().slots.DescrGet; g != nil {
			return g(t, mv, self, Of(meta))
		}
		return mv, nil
	}
	return Value{}, t.attrError(self, name, "type object '%s' has no attribute '%s'", ty.Name, name.S)
}

func typeSetAttr(t *Thread, self Value, name *Str, v Value) error {
	ty := (*Type)(self.p)
	if ty.Flags&HeapType == 0 {
		return t.Raisef(TypeError, "cannot set '%s' attribute of immutable type '%s'", name.S, ty.TpName())
	}
	if mv := t.Lookup(ty.typ, name); mv.Valid() {
		if set := mv.Type().slots.DescrSet; set != nil {
			return set(t, mv, self, v)
		}
	}
	if v.Valid() {
		ty.Dict.SetStr(t, name, v)
	} else if !ty.Dict.DelStr(t, name) {
		return t.attrError(self, name, "type object '%s' has no attribute '%s'", ty.Name, name.S)
	}
	t.Interp.modified(ty, name)
	return nil
}

// nameForType checks what a class's __name__ or __qualname__ is set to.
func (t *Thread) nameForType(ty *Type, attr string, v Value) (*Str, error) {
	if !v.Valid() {
		return nil, t.Raisef(TypeError, "cannot delete '%s' attribute of immutable type '%s'", attr, ty.Name)
	}
	s := AsStrV(v)
	if s == nil {
		return nil, t.Raisef(TypeError, "can only assign string to %s.%s, not '%s'", ty.Name, attr, v.Type().Name)
	}
	return s, nil
}

// HasBase reports a class of that name among the type and its bases, for those that
// Python code of the library defines.
func (ty *Type) HasBase(name string) bool {
	for _, k := range ty.MRO {
		if k.Name == name {
			return true
		}
	}
	return false
}
