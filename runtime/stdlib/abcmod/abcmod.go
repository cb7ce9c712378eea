// Package abcmod is the native part of Python's module abc: registration and
// the cached tests of abstract base classes.
package abcmod

import (
	"weak"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
	def    = object.Def
)

// typeSet holds classes weakly.
type typeSet map[weak.Pointer[object.Type]]struct{}

func (s typeSet) has(ty *object.Type) bool {
	_, ok := s[weak.Make(ty)]
	return ok
}

// maxCached bounds the caches, which may fill with dead classes.
const maxCached = 4096

func (s *typeSet) add(ty *object.Type) {
	if *s == nil {
		*s = typeSet{}
	}
	if len(*s) >= maxCached {
		for w := range *s {
			if w.Value() == nil {
				delete(*s, w)
			}
		}
	}
	(*s)[weak.Make(ty)] = struct{}{}
}

// impl is what one abstract class remembers.
type impl struct {
	registry []weak.Pointer[object.Type]
	yes, no  typeSet
	version  int // of the registrations for which no is right
}

// state is an interpreter's abstract classes.
type state struct {
	impls   map[weak.Pointer[object.Type]]*impl
	version int // counts registrations
}

func stateOf(t *Thread) *state {
	s, _ := t.Interp.States["abc"].(*state)
	if s == nil {
		s = &state{impls: map[weak.Pointer[object.Type]]*impl{}}
		t.Interp.States["abc"] = s
	}
	return s
}

func (s *state) of(cls *object.Type) *impl {
	k := weak.Make(cls)
	i := s.impls[k]
	if i == nil {
		if len(s.impls)&255 == 255 {
			for w := range s.impls {
				if w.Value() == nil {
					delete(s.impls, w)
				}
			}
		}
		i = &impl{}
		s.impls[k] = i
	}
	return i
}

func register(t *Thread, a []Value, _ kwargs) (Value, error) {
	cls, sub := object.AsType(a[0]), object.AsType(a[1])
	if sub == nil {
		return Value{}, t.Raisef(object.TypeError, "Can only register classes")
	}
	if ok, err := t.IsSubclassOf(a[1], a[0]); err != nil || ok {
		return a[1], err
	}
	// A cycle would make the tests endless.
	if ok, err := t.IsSubclassOf(a[0], a[1]); err != nil || ok {
		if ok {
			err = t.Raisef(object.RuntimeError, "Refusing to create an inheritance cycle")
		}
		return Value{}, err
	}
	s := stateOf(t)
	i := s.of(cls)
	i.registry = append(i.registry, weak.Make(sub))
	s.version++
	t.AdoptPatterns(sub, cls)
	return a[1], nil
}

func instanceCheck(t *Thread, a []Value, _ kwargs) (Value, error) {
	cls := object.AsType(a[0])
	s := stateOf(t)
	i := s.of(cls)
	ty := a[1].Type()
	if i.yes.has(ty) {
		return object.True, nil
	}
	class, err := t.GetAttrOpt(a[1], t.Interp.Intern("__class__"))
	if err != nil {
		return Value{}, err
	}
	if !class.Valid() {
		class = object.Of(ty)
	}
	if object.AsType(class) == ty {
		if i.version == s.version && i.no.has(ty) {
			return object.False, nil
		}
		return subclassOf(t, a[0], object.Of(ty))
	}
	r, err := subclassOf(t, a[0], class)
	if err != nil || r == object.True {
		return r, err
	}
	return subclassOf(t, a[0], object.Of(ty))
}

// subclassOf calls __subclasscheck__, which a metaclass may override.
func subclassOf(t *Thread, cls, sub Value) (Value, error) {
	r, err := t.CallMethod(cls, t.Interp.Intern("__subclasscheck__"), sub)
	if err != nil {
		return Value{}, err
	}
	ok, err := t.Truth(r)
	return object.Bool(ok), err
}

func subclassCheck(t *Thread, a []Value, _ kwargs) (Value, error) {
	cls, sub := object.AsType(a[0]), object.AsType(a[1])
	if sub == nil {
		return Value{}, t.Raisef(object.TypeError, "issubclass() arg 1 must be a class")
	}
	s := stateOf(t)
	i := s.of(cls)
	if i.yes.has(sub) {
		return object.True, nil
	}
	if i.version < s.version {
		i.no, i.version = nil, s.version
	} else if i.no.has(sub) {
		return object.False, nil
	}
	yes := func() (Value, error) {
		i.yes.add(sub)
		return object.True, nil
	}
	no := func() (Value, error) {
		i.no.add(sub)
		return object.False, nil
	}
	r, err := t.CallMethod(a[0], t.Interp.Intern("__subclasshook__"), a[1])
	if err != nil {
		return Value{}, err
	}
	switch r {
	case object.True:
		return yes()
	case object.False:
		return no()
	case object.NotImplemented:
	default:
		return Value{}, t.Raisef(object.AssertionError, "")
	}
	if sub.IsSubtype(cls) {
		return yes()
	}
	for _, w := range i.registry {
		if reg := w.Value(); reg != nil {
			ok, err := t.IsSubclassOf(a[1], object.Of(reg))
			if err != nil {
				return Value{}, err
			}
			if ok {
				return yes()
			}
		}
	}
	// Looked up like a program does: a metaclass may override it.
	subs, err := t.CallMethod(a[0], t.Interp.Intern("__subclasses__"))
	if err != nil {
		return Value{}, err
	}
	found := false
	err = t.Each(subs, func(c Value) error {
		if found {
			return nil
		}
		ok, err := t.IsSubclassOf(a[1], c)
		found = ok
		return err
	})
	if err != nil {
		return Value{}, err
	}
	if found {
		return yes()
	}
	return no()
}

// New makes the module _abc.
func New(t *Thread) (*object.Module, error) {
	m := object.NewModule(t, "_abc")
	for name, d := range map[string]def{
		"register":          {Sig: "subclass, /", Fn: register},
		"__instancecheck__": {Sig: "instance, /", Fn: instanceCheck},
		"__subclasscheck__": {Sig: "subclass, /", Fn: subclassCheck},
	} {
		m.Dict.SetString(t, name, object.NewNativeMethod(t, name, d.Sig, d.Fn))
	}
	stdlib.Fill(t, m, "_abc", []def{
		{Name: "get_cache_token", Fn: func(t *Thread, _ []Value, _ kwargs) (Value, error) {
			return object.Int(int64(stateOf(t).version)), nil
		}},
		{Name: "_reset_registry", Sig: "cls, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			stateOf(t).of(object.AsType(a[0])).registry = nil
			return object.None, nil
		}},
		{Name: "_reset_caches", Sig: "cls, /", Fn: func(t *Thread, a []Value, _ kwargs) (Value, error) {
			i := stateOf(t).of(object.AsType(a[0]))
			i.yes, i.no = nil, nil
			return object.None, nil
		}},
	})
	return m, nil
}
