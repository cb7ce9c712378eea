package object

import (
	"slices"
	"weak"
)

// setBases is cls.__bases__ = bases.
func (t *Thread) setBases(ty *Type, v Value) error {
	if ty.Flags&HeapType == 0 {
		return t.Raisef(TypeError, "cannot set '__bases__' attribute of immutable type '%s'", ty.TpName())
	}
	if !v.Valid() {
		return t.Raisef(TypeError, "cannot delete '__bases__' attribute of type '%s'", ty.TpName())
	}
	tup := AsTuple(v)
	switch {
	case tup == nil:
		return t.Raisef(TypeError, "can only assign tuple to %s.__bases__, not %s", ty.TpName(), v.Type().TpName())
	case len(tup.Items) == 0:
		return t.Raisef(TypeError, "can only assign non-empty tuple to %s.__bases__, not ()", ty.TpName())
	}
	var bases []*Type
	for _, x := range tup.Items {
		b := AsType(x)
		if b == nil {
			return t.Raisef(TypeError, "%s.__bases__ must be tuple of classes, not '%s'", ty.TpName(), x.Type().TpName())
		}
		// Through the nearest bases, too: an mro() that runs meanwhile may not have
		// got its order yet.
		if b.IsSubtype(ty) || b.derives(ty) {
			return t.Raisef(TypeError, "a __bases__ item causes an inheritance cycle")
		}
		bases = append(bases, b)
	}
	base, err := t.bestBase(bases)
	if err != nil {
		return err
	}
	if base.solid() != ty.Base.solid() || layoutDict(bases) != layoutDict(ty.Bases) && ty.Flags&NoDict != 0 {
		return t.Raisef(TypeError, "__bases__ assignment: '%s' object layout differs from '%s'", base.Name, ty.Base.Name)
	}
	old, oldBase := ty.Bases, ty.Base
	ty.Bases, ty.Base = bases, base
	restore, err := t.relinearize(ty)
	if err != nil {
		ty.Bases, ty.Base = old, oldBase
		restore()
		return err
	}
	if !slices.Equal(ty.Bases, bases) {
		return nil // an mro() has set others meanwhile, which stay
	}
	in := t.Interp
	for _, b := range old {
		list := in.subclasses[b][:0:0]
		for _, w := range in.subclasses[b] {
			if w.Value() != ty {
				list = append(list, w)
			}
		}
		in.subclasses[b] = list
	}
	for _, b := range bases {
		in.subclasses[b] = append(in.subclasses[b], weak.Make(ty))
	}
	t.resetSlots(ty)
	return nil
}

// derives reports base among the nearest bases of ty and theirs.
func (ty *Type) derives(base *Type) bool {
	for ; ty != nil; ty = ty.Base {
		if ty == base {
			return true
		}
	}
	return false
}

func layoutDict(bases []*Type) bool {
	for _, b := range bases {
		if b != ObjectType && b.Flags&HasAttrs != 0 && b.Flags&NoDict == 0 {
			return true
		}
	}
	return false
}

// relinearize computes the MROs of a class and its subclasses anew; restore
// brings back the old ones.
func (t *Thread) relinearize(ty *Type) (restore func(), err error) {
	type saved struct {
		ty  *Type
		mro []*Type
	}
	var done []saved
	restore = func() {
		for _, s := range done {
			s.ty.MRO = s.mro
		}
	}
	var visit func(ty *Type) error
	visit = func(ty *Type) error {
		before := ty.MRO
		mro, err := t.linearize(ty)
		if err != nil {
			return err
		}
		if len(before) != len(ty.MRO) || len(before) > 0 && &before[0] != &ty.MRO[0] {
			return nil // an mro() has given it another order meanwhile
		}
		done = append(done, saved{ty, ty.MRO})
		ty.MRO = mro
		for _, s := range t.Interp.Subclasses(ty) {
			if err := visit(s); err != nil {
				return err
			}
		}
		return nil
	}
	return restore, visit(ty)
}

// resetSlots fills the slots of a class and its subclasses from their new bases.
func (t *Thread) resetSlots(ty *Type) {
	ty.slots = Slots{}
	inheritSlots(ty)
	t.Interp.versions++
	ty.version = t.Interp.versions
	fixSlots(t.Interp, ty, nil)
	for _, s := range t.Interp.Subclasses(ty) {
		t.resetSlots(s)
	}
}
