package object

import (
	"slices"
	"strings"
	"unsafe"
)

// Shape is a hidden class: the names of an object's attributes in order of
// creation. Objects that got the same attributes in the same order share a
// shape, so that one pointer compare tells where each attribute is.
type Shape struct {
	names []*Str
	index map[*Str]int // from 16 names on
	next  map[*Str]*Shape
	owner *Type

	besideDict *Shape // of a root, see rootBesideDict
}

func (s *Shape) find(name *Str) int {
	if s.index != nil {
		if i, ok := s.index[name]; ok {
			return i
		}
		return -1
	}
	for i, n := range s.names {
		if n == name {
			return i
		}
	}
	return -1
}

// Find is the slot of an interned name, or -1.
func (s *Shape) Find(name *Str) int { return s.find(name) }

func (s *Shape) with(name *Str) *Shape {
	if n := s.next[name]; n != nil {
		return n
	}
	n := &Shape{owner: s.owner, names: append(s.names[:len(s.names):len(s.names)], name)}
	if len(n.names) >= 16 {
		n.index = make(map[*Str]int, len(n.names))
		for i, x := range n.names {
			n.index[x] = i
		}
	}
	if s.next == nil {
		s.next = map[*Str]*Shape{}
	}
	s.next[name] = n
	return n
}

// maxShaped is how many attributes an object may have before it gets a dict.
const maxShaped = 64

// Attrs holds the attributes of one object: in slots described by a shape, or
// in a dict once somebody has asked for __dict__.
type Attrs struct {
	shape *Shape
	vals  []Value
	dict  *Dict
}

// Instance is an object of a class without a built-in base.
type Instance struct {
	Header
	Attrs
}

// WithAttrs is the layout of instances of subclasses of a built-in type.
type WithAttrs[T any] struct {
	Base  T
	Attrs Attrs
}

// header makes *WithAttrs[T] an Object; T starts with a Header.
func (w *WithAttrs[T]) header() *Header { return (*Header)(unsafe.Pointer(w)) }

// attrsOf returns the attributes of v, or nil when its type has none.
func attrsOf(v Value) *Attrs {
	ty := (*Header)(v.p).typ
	if ty.attrsOffset == 0 {
		return ty.attrsApart(v)
	}
	return (*Attrs)(unsafe.Add(v.p, ty.attrsOffset))
}

// ownAttrs is attrsOf for writing: attributes that an object keeps apart are
// made here.
func ownAttrs(v Value) *Attrs {
	if ty := (*Header)(v.p).typ; ty.makeAttrs != nil {
		return ty.makeAttrs(v)
	}
	return attrsOf(v)
}

// noAttrs are the attributes of an object that keeps them apart and has none
// yet. Nothing is ever written to it.
var noAttrs Attrs

// attrsApart are the attributes of an object without any in its own struct.
func (ty *Type) attrsApart(v Value) *Attrs {
	if ty.makeAttrs == nil {
		return nil
	}
	if a := *(**Attrs)(unsafe.Add(v.p, ty.attrsPointer)); a != nil {
		return a
	}
	return &noAttrs
}

// SetAttrsPointer tells where instances of a built-in type of which few have
// attributes keep a pointer to them; own returns it and makes them at need. The
// instances of subclasses have their attributes in themselves.
func (ty *Type) SetAttrsPointer(off uintptr, own func(Value) *Attrs) {
	ty.attrsPointer, ty.makeAttrs = off, own
	ty.Flags |= HasAttrs
}

// AttrsOf is attrsOf for other packages.
func AttrsOf(v Value) *Attrs { return attrsOf(v) }

// Shape is the object's shape, nil before the first attribute and with a dict.
func (a *Attrs) Shape() *Shape { return a.shape }

// Slot reads a slot of the current shape.
func (a *Attrs) Slot(i int) Value { return a.vals[i] }

// At is a slot of the current shape, for one who counts what he puts there.
func (a *Attrs) At(i int) *Value { return &a.vals[i] }

// SetSlot replaces a slot of the current shape.
func (a *Attrs) SetSlot(t *Thread, owner *Header, i int, v Value) { t.Store(owner, &a.vals[i], v) }

func (a *Attrs) get(name *Str) Value {
	if a.dict != nil {
		return a.dict.GetStr(name)
	}
	if a.shape != nil {
		if i := a.shape.find(name); i >= 0 {
			return a.vals[i]
		}
	}
	return Value{}
}

func (t *Thread) setAttrSlot(obj Value, a *Attrs, name *Str, v Value) {
	if a.dict != nil {
		a.dict.SetStr(t, name, v)
		return
	}
	h := obj.Header()
	if a.shape == nil {
		a.shape = t.Interp.rootShape(h.typ)
	}
	if i := a.shape.find(name); i >= 0 {
		t.Store(h, &a.vals[i], v)
		return
	}
	if len(a.vals) >= maxShaped {
		t.ensureDict(obj, a).SetStr(t, name, v)
		return
	}
	h.take(v)
	a.shape = a.shape.with(name)
	a.push(h.typ, v)
}

// push stores v in a new slot of an object of type ty.
func (a *Attrs) push(ty *Type, v Value) {
	if a.vals == nil {
		a.vals = make([]Value, 0, 4)
	}
	a.vals = append(a.vals, v)
	if n := uint8(len(a.vals)); n > ty.instanceAttrs && ty.Flags&HeapType != 0 {
		ty.instanceAttrs = n
	}
}

// Grow adds a slot for v: the object's shape changes from what it is to next,
// its extension by one name.
func (a *Attrs) Grow(owner *Header, next *Shape, v Value) {
	owner.take(v)
	a.shape = next
	a.push(owner.typ, v)
}

func (t *Thread) delAttrSlot(obj Value, a *Attrs, name *Str) bool {
	if a.dict == nil {
		if a.shape == nil || a.shape.find(name) < 0 {
			return false
		}
		t.ensureDict(obj, a)
	}
	return a.dict.DelStr(t, name)
}

func (in *Interp) rootShape(ty *Type) *Shape {
	if ty.root != nil {
		return ty.root
	}
	s := in.roots[ty]
	if s == nil {
		s = &Shape{owner: ty}
		in.roots[ty] = s
	}
	return s
}

// rootBesideDict is where the shapes of objects begin that keep names of __slots__
// beside a __dict__. They are shapes of their own, so that what is cached for an
// object without a dict does not hold for one with.
func (in *Interp) rootBesideDict(ty *Type) *Shape {
	root := in.rootShape(ty)
	if root.besideDict == nil {
		root.besideDict = &Shape{owner: ty}
	}
	return root.besideDict
}

// ensureDict moves the attributes into a dict, which from now on is the
// object's __dict__.
func (t *Thread) ensureDict(obj Value, a *Attrs) *Dict {
	if a.dict != nil {
		return a.dict
	}
	d := NewDict()
	var slots *Shape
	var held []Value
	if a.shape != nil {
		for i, n := range a.shape.names {
			if n.isSlot() {
				if slots == nil {
					slots = t.Interp.rootBesideDict(obj.Type())
				}
				slots, held = slots.with(n), append(held, a.vals[i])
				continue
			}
			d.SetStr(t, n, a.vals[i])
			a.vals[i].Forget()
		}
	}
	a.shape, a.vals, a.dict = slots, held, d
	obj.Header().take(Of(d))
	return d
}

// DictOf returns the __dict__ of an object with attributes, or nil.
func (t *Thread) DictOf(obj Value) *Dict {
	if attrsOf(obj) == nil || obj.Type().Flags&NoDict != 0 {
		return nil
	}
	return t.ensureDict(obj, ownAttrs(obj))
}

// EachAttr visits the instance attributes without creating a dict.
func EachAttr(obj Value, f func(name string, v Value)) {
	a := attrsOf(obj)
	if a == nil {
		return
	}
	if a.dict != nil {
		for i := range a.dict.entries {
			if e := &a.dict.entries[i]; e.key.Valid() {
				if s := AsStr(e.key); s != nil {
					f(s.S, e.val)
				}
			}
		}
		return
	}
	if a.shape != nil {
		for i, n := range a.shape.names {
			if !n.isSlot() {
				f(n.S, a.vals[i])
			}
		}
	}
}

// EachSlot visits what an object keeps under names in __slots__, its own classes' and
// their bases'. Where two classes have the same name, it is the derived one's.
func EachSlot(obj Value, f func(name string, v Value)) {
	a := attrsOf(obj)
	if a == nil || a.shape == nil {
		return
	}
	for i, n := range a.shape.names {
		if n.isSlot() && a.vals[i].Valid() && !a.shape.hasText(n.S+slotPrefix) {
			f(strings.Trim(n.S, slotPrefix), a.vals[i])
		}
	}
}

func (s *Shape) hasText(name string) bool {
	return slices.ContainsFunc(s.names, func(n *Str) bool { return n.S == name })
}

func (a *Attrs) traverse(visit func(Value)) {
	for _, v := range a.vals {
		if v.Valid() {
			visit(v)
		}
	}
	if a.dict != nil {
		visit(Of(a.dict))
	}
}

// allocInstance makes an instance of a class without a built-in base.
func allocInstance(ty *Type) Value {
	// The attributes that earlier instances got are likely to come: their slots
	// are part of the allocation.
	var o *Instance
	switch n := ty.instanceAttrs; {
	case n == 0:
		o = &Instance{}
	case n <= 2:
		x := &struct {
			Instance
			at [2]Value
		}{}
		o = &x.Instance
		o.vals = x.at[:0]
	case n <= 4:
		x := &struct {
			Instance
			at [4]Value
		}{}
		o = &x.Instance
		o.vals = x.at[:0]
	case n <= 8:
		x := &struct {
			Instance
			at [8]Value
		}{}
		o = &x.Instance
		o.vals = x.at[:0]
	default:
		o = &Instance{}
		o.vals = make([]Value, 0, n)
	}
	o.Header = NewHeader(ty)
	o.shape = ty.root
	if ty.slots.Finalize != nil {
		o.flags |= Finalizes
		ty.noteFinalizable(&o.Header)
	}
	return Of(o)
}

// subAlloc makes the alloc function of a built-in type whose instances are T.
func subAlloc[T any](init func(*T)) func(*Type) Value {
	return func(ty *Type) Value {
		w := &WithAttrs[T]{}
		if init != nil {
			init(&w.Base)
		}
		h := (*Header)(unsafe.Pointer(w))
		h.typ = ty
		h.flags = Counted
		if ty.slots.Finalize != nil {
			h.flags |= Finalizes
			ty.noteFinalizable(h)
		}
		return Value{p: unsafe.Pointer(w)}
	}
}

func subOffset[T any]() uintptr {
	var w WithAttrs[T]
	return unsafe.Offsetof(w.Attrs)
}

// inheritLayout copies how instances are made from the base.
func (ty *Type) inheritLayout(base *Type) {
	ty.alloc = base.alloc
	ty.attrsOffset = base.attrsOffset
	if s := base.solid(); s != base || base.Flags&HeapType != 0 {
		return
	}
	// base is built in: subclasses have the extended layout.
	if l := layouts[base]; l.alloc != nil {
		ty.alloc, ty.attrsOffset = l.alloc, l.offset
	}
}

// layout tells how subclasses of a built-in type are laid out.
type layout struct {
	alloc  func(*Type) Value
	offset uintptr
}

var layouts map[*Type]layout

// RegisterLayout allows subclassing of a built-in type whose instances are T.
func RegisterLayout[T any](ty *Type, init func(*T)) {
	layouts[ty] = layout{subAlloc(init), subOffset[T]()}
	ty.Flags |= BaseOK
}

// Alloc makes an empty instance of ty.
func (ty *Type) Alloc() Value { return ty.alloc(ty) }

// NewInstance makes an instance of a heap class without calling __init__.
func NewInstance(ty *Type) Value { return ty.alloc(ty) }

// genericGetAttr is object.__getattribute__.
func genericGetAttr(t *Thread, self Value, name *Str) (Value, error) {
	v, err := t.findAttr(self, name)
	if err == nil && !v.Valid() {
		err = t.attrError(self, name, "'%s' object has no attribute '%s'", self.Type().TpName(), name.S)
	}
	return v, err
}

// findAttr is genericGetAttr that returns the invalid Value for what is not there.
func (t *Thread) findAttr(self Value, name *Str) (Value, error) {
	ty := (*Header)(self.p).typ
	d := t.Lookup(ty, name)
	if d.Valid() {
		if s := &d.Type().slots; s.DescrGet != nil && s.DescrSet != nil {
			return s.DescrGet(t, d, self, Of(ty))
		}
	}
	if a := attrsOf(self); a != nil {
		if v := a.get(name); v.Valid() {
			return v, nil
		}
	}
	if d.Valid() {
		if g := d.Type().slots.DescrGet; g != nil {
			return g(t, d, self, Of(ty))
		}
		return d, nil
	}
	return Value{}, nil
}

// genericSetAttr is object.__setattr__ and __delattr__.
func genericSetAttr(t *Thread, self Value, name *Str, v Value) error {
	ty := (*Header)(self.p).typ
	d := t.Lookup(ty, name)
	if d.Valid() {
		if set := d.Type().slots.DescrSet; set != nil {
			return set(t, d, self, v)
		}
	}
	a := ownAttrs(self)
	if a == nil || ty.Flags&NoDict != 0 {
		if d.Valid() {
			return t.attrError(self, name, "'%s' object attribute '%s' is read-only", ty.TpName(), name.S)
		}
		if a == nil || v.Valid() {
			return t.attrError(self, name, "'%s' object has no attribute '%s' and no __dict__ for setting new attributes", ty.TpName(), name.S)
		}
		return t.attrError(self, name, "'%s' object has no attribute '%s'", ty.TpName(), name.S)
	}
	if v.Valid() {
		t.setAttrSlot(self, a, name, v)
		return nil
	}
	if !t.delAttrSlot(self, a, name) {
		return t.attrError(self, name, "'%s' object has no attribute '%s'", ty.TpName(), name.S)
	}
	return nil
}

// GetAttr is getattr(self, name) for an interned name.
func (t *Thread) GetAttr(self Value, name *Str) (Value, error) {
	return (*Header)(self.p).typ.slots.GetAttr(t, self, name)
}

// GetAttrOpt is GetAttr with an AttributeError turned into the invalid Value.
func (t *Thread) GetAttrOpt(self Value, name *Str) (Value, error) {
	v, err := t.GetAttr(self, name)
	if err != nil && IsExc(err, AttributeError) {
		// The error names self, which would not be finalized before it is.
		self.Hold()
		t.DropFloating(Of(t.AsRaised(err)))
		self.Forget()
		return Value{}, nil
	}
	return v, err
}

// SetAttr is setattr, or delattr for an invalid v.
func (t *Thread) SetAttr(self Value, name *Str, v Value) error {
	return (*Header)(self.p).typ.slots.SetAttr(t, self, name, v)
}

// GetAttrString interns name first.
func (t *Thread) GetAttrString(self Value, name string) (Value, error) {
	return t.GetAttr(self, t.Interp.Intern(name))
}

// bind applies the descriptor protocol to a value found on a type.
func (t *Thread) bind(d, obj, owner Value) (Value, error) {
	if g := d.Type().slots.DescrGet; g != nil {
		return g(t, d, obj, owner)
	}
	return d, nil
}

// member is the descriptor of a name in __slots__. The value is kept among the
// attributes under a name that no program can spell.
type member struct {
	Header
	owner *Type
	name  *Str
	slot  *Str
}

const slotPrefix = "\x00"

func (s *Str) isSlot() bool { return len(s.S) > 0 && s.S[0] == slotPrefix[0] }

func (t *Thread) newMember(owner *Type, name *Str) Value {
	return Of(&member{Header: StaticHeader(MemberType), owner: owner, name: name, slot: t.Interp.Intern(owner.slotName(name))})
}

// slotName is the hidden name under which instances keep the slot of a class:
// another one where a base has a slot of that name, too.
func (ty *Type) slotName(name *Str) string {
	hidden := slotPrefix + name.S
	for _, b := range ty.above() {
		if slices.Contains(b.SlotNames, name) {
			hidden += slotPrefix
		}
	}
	return hidden
}

// attrs are the attributes of an object that has the slot.
func (m *member) attrs(t *Thread, obj Value) (*Attrs, error) {
	if !IsInstance(obj, m.owner) {
		return nil, t.Raisef(TypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", m.name.S, m.owner.Name, obj.Type().TpName())
	}
	return attrsOf(obj), nil
}

// slot is the value of a name in __slots__, by its hidden name.
func (a *Attrs) slot(name *Str) Value {
	if a.shape != nil {
		if i := a.shape.find(name); i >= 0 {
			return a.vals[i]
		}
	}
	return Value{}
}

func memberGet(t *Thread, d, obj, owner Value) (Value, error) {
	if !obj.Valid() {
		return d, nil
	}
	m := (*member)(d.p)
	a, err := m.attrs(t, obj)
	if err != nil {
		return Value{}, err
	}
	if v := a.slot(m.slot); v.Valid() {
		return v, nil
	}
	return Value{}, t.attrError(obj, m.name, "'%s' object has no attribute '%s'", obj.Type().TpName(), m.name.S)
}

func memberSet(t *Thread, d, obj, v Value) error {
	m := (*member)(d.p)
	a, err := m.attrs(t, obj)
	if err != nil {
		return err
	}
	h := obj.Header()
	root := t.Interp.rootShape(h.typ)
	if a.dict != nil {
		root = t.Interp.rootBesideDict(h.typ)
	}
	if a.shape == nil {
		a.shape = root
	}
	i := a.shape.find(m.slot)
	if !v.Valid() && (i < 0 || !a.vals[i].Valid()) {
		return t.Raisef(AttributeError, "%s", m.name.S)
	}
	switch {
	case i < 0:
		h.take(v)
		a.shape, a.vals = a.shape.with(m.slot), append(a.vals, v)
	case v.Valid():
		t.Store(h, &a.vals[i], v)
	default:
		// Another shape: one with the slot says that it has a value.
		old, left := a.vals[i], root
		for j, n := range a.shape.names {
			if j != i {
				left = left.with(n)
			}
		}
		a.shape, a.vals = left, append(append(make([]Value, 0, len(a.vals)), a.vals[:i]...), a.vals[i+1:]...)
		t.Release(old)
	}
	return nil
}

// TraverseAttrs visits the instance attributes of an object.
func TraverseAttrs(v Value, visit func(Value)) { instanceTraverse(v, visit) }

// Traverse visits the attributes.
func (a *Attrs) Traverse(visit func(Value)) { a.traverse(visit) }

// GetAttrGeneric and SetAttrGeneric are object.__getattribute__ and
// object.__setattr__, for types with special attributes of their own.
func GetAttrGeneric(t *Thread, self Value, name *Str) (Value, error) {
	return genericGetAttr(t, self, name)
}

func SetAttrGeneric(t *Thread, self Value, name *Str, v Value) error {
	return genericSetAttr(t, self, name, v)
}

// SetAttrsOffset tells where instances of a built-in type keep their attributes.
func (ty *Type) SetAttrsOffset(off uintptr) {
	ty.attrsOffset = off
	ty.Flags |= HasAttrs
}

// AttrsOffset is where instances have their attributes, or 0 where they have none
// or keep them apart.
func (ty *Type) AttrsOffset() uint32 { return uint32(ty.attrsOffset) }

// SetOwn stores an attribute past all descriptors, as object.__dict__ would.
func (t *Thread) SetOwn(obj Value, name *Str, v Value) {
	if a := ownAttrs(obj); a != nil {
		t.setAttrSlot(obj, a, name, v)
	}
}

// GetOwn reads an instance attribute past all descriptors.
func GetOwn(obj Value, name *Str) Value {
	if a := attrsOf(obj); a != nil {
		return a.get(name)
	}
	return Value{}
}

// PlainGetAttr reports that attribute reads of instances of ty follow
// object.__getattribute__, so that a cached slot is all there is to them.
func (t *Thread) PlainGetAttr(ty *Type) bool {
	ga := ObjectType.Dict.GetStr(names.getattribute)
	return (ty.attrsOffset != 0 || ty.makeAttrs != nil) && t.Lookup(ty, names.getattribute) == ga && !t.Lookup(ty, names.getattr).Valid()
}

// PlainSetAttr is the same for writes.
func (t *Thread) PlainSetAttr(ty *Type) bool {
	return ty.Flags&NoDict == 0 && t.directSet(ty)
}

// directSet reports a type with attributes whose __setattr__ is object's.
func (t *Thread) directSet(ty *Type) bool {
	return ty.attrsOffset != 0 && t.Lookup(ty, names.setattr) == ObjectType.Dict.GetStr(names.setattr)
}

// SlotStore finds the name under which storing the attribute in instances of ty
// changes their shape: its own, or the hidden one of a name in __slots__. Nil says
// that code runs, or that there is no such slot.
func (t *Thread) SlotStore(ty *Type, name *Str) *Str {
	if !t.directSet(ty) {
		return nil
	}
	d := t.Lookup(ty, name)
	switch {
	case d.Valid() && d.Is(MemberType):
		return memberSlot(ty, d)
	case ty.Flags&NoDict == 0 && (!d.Valid() || d.Type().slots.DescrSet == nil):
		return name
	}
	return nil
}

// SlotLoad is the same for reading one that the instance has.
func (t *Thread) SlotLoad(ty *Type, name *Str) *Str {
	if !t.PlainGetAttr(ty) {
		return nil
	}
	d := t.Lookup(ty, name)
	switch {
	case !d.Valid():
		return name
	case d.Is(MemberType):
		return memberSlot(ty, d)
	case d.Type().slots.DescrSet == nil:
		return name
	}
	return nil
}

func memberSlot(ty *Type, d Value) *Str {
	if m := (*member)(d.p); ty.IsSubtype(m.owner) {
		return m.slot
	}
	return nil
}

// HasDict reports that the attributes live in a dict.
func (a *Attrs) HasDict() bool { return a.dict != nil }

// Bind applies the descriptor protocol to a value found on the type of obj.
func (t *Thread) Bind(d, obj Value) (Value, error) { return t.bind(d, obj, Of(obj.Type())) }

// RegisterInlineLayout allows subclassing of a built-in type whose struct
// holds its attributes itself.
func RegisterInlineLayout(ty *Type, offset uintptr, mk func() Value) {
	layouts[ty] = layout{func(cls *Type) Value {
		v := mk()
		h := v.Header()
		h.typ = cls
		if cls.slots.Finalize != nil {
			h.flags |= Finalizes
			cls.noteFinalizable(h)
		}
		return v
	}, offset}
	ty.Flags |= BaseOK
}
