package runtime

import (
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
	"github.com/asynctools/asynctools/runtime/vm"
	"github.com/asynctools/asynctools/syntax/source"
)

// impModule makes _imp, what importlib needs of the importer.
func (in *Interp) impModule(t *object.Thread) (*object.Module, error) {
	m := object.NewModule(t, "_imp")
	type args = []object.Value
	str := func(t *object.Thread, v object.Value, what string) (string, error) {
		if s := object.AsStr(v); s != nil {
			return s.S, nil
		}
		return "", t.Raisef(object.TypeError, "%s must be str, not %s", what, v.Type().TpName())
	}
	yes := func(kinds ...moduleKind) object.NativeFunc {
		return func(t *object.Thread, a []object.Value, _ object.KwNames) (object.Value, error) {
			name, err := str(t, a[0], "name")
			if err != nil {
				return object.Value{}, err
			}
			f := in.locateBuiltin(name)
			for _, k := range kinds {
				if f != nil && f.kind == k {
					return object.True, nil
				}
			}
			return object.False, nil
		}
	}
	none := func(*object.Thread, []object.Value, object.KwNames) (object.Value, error) { return object.None, nil }
	stdlib.Fill(t, m, "_imp", []object.Def{
		{Name: "is_builtin", Sig: "name, /", Fn: yes(builtinModule)},
		{Name: "is_frozen", Sig: "name, /", Fn: yes(frozenModule)},
		{Name: "acquire_lock", Fn: none},
		{Name: "release_lock", Fn: none},
		{Name: "lock_held", Fn: func(*object.Thread, []object.Value, object.KwNames) (object.Value, error) { return object.False, nil }},
		{Name: "extension_suffixes", Fn: func(*object.Thread, []object.Value, object.KwNames) (object.Value, error) {
			return object.Of(object.NewList()), nil
		}},
		{Name: "_override_frozen_modules_for_tests", Sig: "override, /", Fn: none},
		{Name: "_override_multi_interp_extensions_check", Sig: "override, /", Fn: none},
		{Name: "find", Sig: "name, path=None, /", Fn: in.impFind},
		{Name: "create_builtin", Sig: "name, /", Fn: func(t *object.Thread, a []object.Value, _ object.KwNames) (object.Value, error) {
			name, err := str(t, a[0], "name")
			if err != nil {
				return object.Value{}, err
			}
			mk := in.native[name]
			if mk == nil {
				return object.Value{}, notFound(t, name, "'"+name+"' is not a built-in module")
			}
			if old := in.Modules.GetString(name); old.Valid() {
				return old, nil
			}
			made, err := mk(t)
			if err != nil {
				return object.Value{}, err
			}
			return object.Of(made), nil
		}},
		{Name: "source", Sig: "name, /", Fn: func(t *object.Thread, a []object.Value, _ object.KwNames) (object.Value, error) {
			name, err := str(t, a[0], "name")
			if err != nil {
				return object.Value{}, err
			}
			text, _, ok := stdlib.Source(name)
			if !ok {
				return object.Value{}, t.Raisef(object.ImportError, "%s is not a frozen module", name)
			}
			return object.NewStr(text), nil
		}},
		{Name: "load", Sig: "name, /", Fn: func(t *object.Thread, a []object.Value, _ object.KwNames) (object.Value, error) {
			name, err := str(t, a[0], "name")
			if err != nil {
				return object.Value{}, err
			}
			return in.load(t, name)
		}},
		{Name: "exec_file", Sig: "module, file, frozen, /", Fn: in.impExec},
	})
	return m, nil
}

// impFind locates a module: (kind, file, is package, folders), or None.
func (in *Interp) impFind(t *object.Thread, a []object.Value, _ object.KwNames) (object.Value, error) {
	s := object.AsStr(a[0])
	if s == nil {
		return object.Value{}, t.Raisef(object.TypeError, "name must be str, not %s", a[0].Type().TpName())
	}
	var f *found
	var err error
	if a[1].Valid() && !a[1].IsNone() {
		var dirs []string
		if dirs, err = strItems(t, a[1]); err != nil {
			return object.Value{}, err
		}
		if f = locateIn(s.S, dirs); f == nil {
			f, err = in.locateModule(t, s.S, dirs)
		}
	} else {
		f, err = in.locateModule(t, s.S, nil)
	}
	if err != nil {
		if object.IsExc(err, object.ModuleNotFoundError) {
			return object.None, nil
		}
		return object.Value{}, err
	}
	return object.NewTuple(object.NewStr(f.kind.String()), object.NewStr(f.file), object.Bool(f.pkg), pathList(f.search)), nil
}

// impExec runs a source file in a module.
func (in *Interp) impExec(t *object.Thread, a []object.Value, _ object.KwNames) (object.Value, error) {
	if !a[0].Is(object.ModuleType) {
		return object.Value{}, t.Raisef(object.TypeError, "exec_module() argument must be a module, not %s", a[0].Type().TpName())
	}
	m := object.Cast[object.Module](a[0])
	file := object.AsStr(a[1])
	if file == nil {
		return object.Value{}, t.Raisef(object.TypeError, "path must be str, not %s", a[1].Type().TpName())
	}
	var src *source.File
	if frozen, err := t.Truth(a[2]); err != nil {
		return object.Value{}, err
	} else if frozen {
		text, _, _ := stdlib.Source(file.S)
		src = source.NewFile("<frozen "+file.S+">", text)
	} else {
		raw, err := in.readSource(file.S)
		if err != nil {
			return object.Value{}, object.NewOSError(t, 2, "No such file or directory", a[1])
		}
		if src, err = source.Decode(file.S, raw); err != nil {
			_, err := vm.CompileBytes(t, file.S, raw, vm.CompileOptions{})
			return object.Value{}, err
		}
	}
	if !m.Dict.GetString("__builtins__").Valid() {
		m.Dict.SetString(t, "__builtins__", object.Of(t.Interp.Builtins))
	}
	name := ""
	if n := object.AsStrV(m.Dict.GetString("__name__")); n != nil {
		name = n.S
	}
	old := m.Initializing
	m.Initializing = true
	err := in.runSource(t, m, src, name)
	m.Initializing = old
	return object.None, err
}
