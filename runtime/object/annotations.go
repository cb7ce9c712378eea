package object

// Annotations of classes and modules (PEP 649): __annotate__ makes them when
// they are asked for first, and a cache keeps them.

// formatValue is annotationlib.Format.VALUE.
const formatValue = 1

// callAnnotate makes the annotations that an __annotate__ function describes.
func (t *Thread) callAnnotate(f Value) (Value, error) {
	if !f.Valid() || f.IsNone() || f.Type().slots.Call == nil {
		return Of(NewDict()), nil
	}
	d, err := t.Call(f, Int(formatValue))
	if err != nil {
		return Value{}, err
	}
	if AsDict(d) == nil {
		return Value{}, t.Raisef(TypeError, "__annotate__() must return a dict, not %s", d.Type().TpName())
	}
	return d, nil
}

func typeAnnotate(t *Thread, ty *Type) (Value, error) {
	if ty.Flags&HeapType == 0 {
		return Value{}, t.attrError(Of(ty), names.annotate, "type object '%s' has no attribute '__annotate__'", ty.Name)
	}
	for _, n := range []*Str{names.annotateFunc, names.annotate} {
		if f := ty.Dict.GetStr(n); f.Valid() {
			return t.bind(f, Value{}, Of(ty))
		}
	}
	ty.Dict.SetStr(t, names.annotateFunc, None)
	return None, nil
}

func typeSetAnnotate(t *Thread, ty *Type, v Value) error {
	switch {
	case !v.Valid():
		return t.Raisef(TypeError, "cannot delete __annotate__ attribute")
	case ty.Flags&HeapType == 0:
		return t.Raisef(TypeError, "cannot set '__annotate__' attribute of immutable type '%s'", ty.TpName())
	case !v.IsNone() && v.Type().slots.Call == nil:
		return t.Raisef(TypeError, "__annotate__ must be callable or None")
	}
	n := names.annotateFunc
	if ty.Dict.GetStr(names.annotate).Valid() {
		n = names.annotate
	}
	ty.Dict.SetStr(t, n, v)
	if !v.IsNone() {
		ty.Dict.DelStr(t, names.annotations)
		ty.Dict.DelStr(t, names.annotationsCache)
	}
	return nil
}

func typeAnnotations(t *Thread, ty *Type) (Value, error) {
	if ty.Flags&HeapType == 0 {
		return Value{}, t.attrError(Of(ty), names.annotations, "type object '%s' has no attribute '__annotations__'", ty.Name)
	}
	for _, n := range []*Str{names.annotations, names.annotationsCache} {
		if d := ty.Dict.GetStr(n); d.Valid() {
			return t.bind(d, Value{}, Of(ty))
		}
	}
	f, err := typeAnnotate(t, ty)
	if err != nil {
		return Value{}, err
	}
	d, err := t.callAnnotate(f)
	if err == nil {
		ty.Dict.SetStr(t, names.annotationsCache, d)
	}
	return d, err
}

func typeSetAnnotations(t *Thread, ty *Type, v Value) error {
	if ty.Flags&HeapType == 0 {
		return t.Raisef(TypeError, "cannot set '__annotations__' attribute of immutable type '%s'", ty.TpName())
	}
	if v.Valid() {
		n := names.annotationsCache
		if ty.Dict.GetStr(names.annotations).Valid() {
			n = names.annotations
		}
		ty.Dict.SetStr(t, n, v)
	} else if !ty.Dict.DelStr(t, names.annotations) && !ty.Dict.DelStr(t, names.annotationsCache) {
		return t.attrError(Of(ty), names.annotations, "__annotations__")
	}
	ty.Dict.DelStr(t, names.annotateFunc)
	ty.Dict.DelStr(t, names.annotate)
	return nil
}

// annotationDefs are the attributes of classes that have to do with PEPs 649
// and 695.
func annotationDefs() []Def {
	get := func(name string, f func(*Thread, *Type) (Value, error)) Def {
		return Def{Name: name, Kind: GetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return f(t, AsType(a[0])) }}
	}
	set := func(name string, f func(*Thread, *Type, Value) error) Def {
		return Def{Name: name, Kind: SetterDef, Fn: func(t *Thread, a []Value, _ KwNames) (Value, error) { return None, f(t, AsType(a[0]), a[1]) }}
	}
	return []Def{
		get("__annotate__", typeAnnotate), set("__annotate__", typeSetAnnotate),
		get("__annotations__", typeAnnotations), set("__annotations__", typeSetAnnotations),
		get("__type_params__", func(t *Thread, ty *Type) (Value, error) {
			if v := ty.Dict.GetStr(names.typeParams); v.Valid() && ty.Flags&HeapType != 0 {
				return v, nil
			}
			return NewTuple(), nil
		}),
		set("__type_params__", func(t *Thread, ty *Type, v Value) error {
			switch {
			case ty.Flags&HeapType == 0:
				return t.Raisef(TypeError, "cannot set '__type_params__' attribute of immutable type '%s'", ty.TpName())
			case !v.Valid():
				return t.Raisef(TypeError, "cannot delete '__type_params__' attribute of immutable type '%s'", ty.TpName())
			case AsTuple(v) == nil:
				return t.Raisef(TypeError, "__type_params__ must be set to a tuple")
			}
			ty.Dict.SetStr(t, names.typeParams, v)
			return nil
		}),
	}
}

// moduleAnnotations computes a module's __annotations__, once.
func moduleAnnotations(t *Thread, a []Value, _ KwNames) (Value, error) {
	d := (*Module)(a[0].p).Dict
	v, err := t.callAnnotate(d.GetStr(names.annotate))
	if err == nil {
		d.SetStr(t, names.annotations, v)
	}
	return v, err
}

func moduleAnnotate(t *Thread, a []Value, _ KwNames) (Value, error) {
	(*Module)(a[0].p).Dict.SetStr(t, names.annotate, None)
	return None, nil
}

// moduleSetAnnotation checks what is stored under the two special names.
func moduleSetAnnotation(t *Thread, d *Dict, name *Str, v Value) error {
	if name == names.annotate {
		switch {
		case !v.Valid():
			return t.Raisef(TypeError, "cannot delete __annotate__ attribute")
		case !v.IsNone() && v.Type().slots.Call == nil:
			return t.Raisef(TypeError, "__annotate__ must be callable or None")
		case !v.IsNone():
			d.DelStr(t, names.annotations)
		}
		d.SetStr(t, name, v)
		return nil
	}
	if !v.Valid() {
		if !d.DelStr(t, name) {
			return t.Raisef(AttributeError, "__annotations__")
		}
	} else {
		d.SetStr(t, name, v)
	}
	d.DelStr(t, names.annotate)
	return nil
}
