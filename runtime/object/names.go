package object

// names are the special names this package looks up, interned in setup.
var names struct {
	initSubclass, classGetitem, new, init, doc, dict, setName, getattr, getattribute, name, notes,
	instancecheck, subclasscheck, class, hash, eq, missing, format, reversed, lengthHint,
	fspath, bytes, complex, round, floor, ceil, abstractmethods, mroEntries, module, qualname, enter, exit, wrapped, setattr,
	annotate, annotateFunc, annotations, annotationsCache, typeParams, iter, pow, rpow, mro, weakref *Str
}

func setupNames() {
	for _, n := range []struct {
		p **Str
		s string
	}{
		{&names.initSubclass, "__init_subclass__"},
		{&names.classGetitem, "__class_getitem__"},
		{&names.new, "__new__"},
		{&names.init, "__init__"},
		{&names.doc, "__doc__"},
		{&names.dict, "__dict__"},
		{&names.setName, "__set_name__"},
		{&names.getattr, "__getattr__"},
		{&names.getattribute, "__getattribute__"},
		{&names.name, "__name__"},
		{&names.notes, "__notes__"},
		{&names.instancecheck, "__instancecheck__"},
		{&names.subclasscheck, "__subclasscheck__"},
		{&names.class, "__class__"},
		{&names.hash, "__hash__"},
		{&names.eq, "__eq__"},
		{&names.missing, "__missing__"},
		{&names.format, "__format__"},
		{&names.reversed, "__reversed__"},
		{&names.lengthHint, "__length_hint__"},
		{&names.fspath, "__fspath__"},
		{&names.bytes, "__bytes__"},
		{&names.complex, "__complex__"},
		{&names.round, "__round__"},
		{&names.pow, "__pow__"},
		{&names.rpow, "__rpow__"},
		{&names.floor, "__floor__"},
		{&names.ceil, "__ceil__"},
		{&names.abstractmethods, "__abstractmethods__"},
		{&names.mroEntries, "__mro_entries__"},
		{&names.module, "__module__"},
		{&names.qualname, "__qualname__"},
		{&names.enter, "__enter__"},
		{&names.exit, "__exit__"},
		{&names.wrapped, "__wrapped__"},
		{&names.setattr, "__setattr__"},
		{&names.annotate, "__annotate__"},
		{&names.annotateFunc, "__annotate_func__"},
		{&names.annotations, "__annotations__"},
		{&names.annotationsCache, "__annotations_cache__"},
		{&names.typeParams, "__type_params__"},
		{&names.iter, "__iter__"},
		{&names.mro, "mro"},
		{&names.weakref, "__weakref__"},
	} {
		*n.p = staticName(n.s)
	}
}
