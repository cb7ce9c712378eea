package runtime

import (
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
	"github.com/asynctools/asynctools/runtime/vm"
	"github.com/asynctools/asynctools/syntax/source"
)

// importModule is __import__: it returns the top package of a plain dotted
// import and the module itself of a "from" import.
func (in *Interp) importModule(t *object.Thread, name string, globals *object.Dict, fromlist object.Value, level int) (object.Value, error) {
	abs := name
	if level > 0 {
		pkg, err := in.packageOf(t, globals)
		if err != nil {
			return object.Value{}, err
		}
		parts := strings.Split(pkg, ".")
		if level-1 >= len(parts) {
			return object.Value{}, t.Raisef(object.ImportError, "attempted relative import beyond top-level package")
		}
		abs = strings.Join(parts[:len(parts)-level+1], ".")
		if name != "" {
			abs += "." + name
		}
	} else if name == "" {
		return object.Value{}, t.Raisef(object.ValueError, "Empty module name")
	}
	m, err := in.load(t, abs)
	if err != nil {
		return object.Value{}, err
	}
	from := fromNames(fromlist)
	if len(from) == 0 {
		if name == "" {
			return m, nil
		}
		if top, _, ok := strings.Cut(name, "."); ok {
			return in.load(t, abs[:len(abs)-len(name)+len(top)])
		}
		return m, nil
	}
	return m, in.submodules(t, m, abs, from)
}

func fromNames(v object.Value) []object.Value {
	if !v.Valid() {
		return nil
	}
	if tup := object.AsTuple(v); tup != nil {
		return tup.Items
	}
	if l := object.AsList(v); l != nil {
		return l.Items
	}
	return nil
}

// submodules imports what a from list names and the package does not have.
func (in *Interp) submodules(t *object.Thread, m object.Value, abs string, from []object.Value) error {
	if path, err := t.GetAttrOpt(m, t.Interp.Intern("__path__")); err != nil || !path.Valid() {
		return err
	}
	for _, n := range from {
		s := object.AsStr(n)
		if s == nil {
			return t.Raisef(object.TypeError, "Item in ``from list'' must be str, not %s", n.Type().TpName())
		}
		if s.S == "*" {
			if all, err := t.GetAttrOpt(m, t.Interp.Intern("__all__")); err != nil {
				return err
			} else if all.Valid() {
				names, err := t.Collect(all)
				if err != nil {
					return err
				}
				for _, n := range names {
					if x := object.AsStr(n); x == nil || x.S == "*" {
						continue
					}
					if err := in.submodules(t, m, abs, []object.Value{n}); err != nil {
						return err
					}
				}
			}
			continue
		}
		v, err := t.GetAttrOpt(m, t.Interp.InternStr(s))
		if err != nil {
			return err
		}
		if v.Valid() {
			continue
		}
		sub := abs + "." + s.S
		if _, err := in.load(t, sub); err != nil {
			e, ok := err.(*object.Exception)
			if !ok || !e.Type().IsSubtype(object.ModuleNotFoundError) || object.AsStrV(e.Value) == nil || object.AsStr(e.Value).S != sub {
				return err
			}
			if x := t.Interp.Modules.GetString(sub); x.Valid() && x.IsNone() {
				return err
			}
		}
	}
	return nil
}

func (in *Interp) packageOf(t *object.Thread, globals *object.Dict) (string, error) {
	if globals != nil {
		if p := globals.GetString("__package__"); p.Valid() && !p.IsNone() {
			s := object.AsStr(p)
			if s == nil {
				return "", t.Raisef(object.TypeError, "package must be a string")
			}
			if s.S != "" {
				return s.S, nil
			}
		} else if n := object.AsStrV(globals.GetString("__name__")); n != nil {
			if globals.GetString("__path__").Valid() {
				return n.S, nil
			}
			if i := strings.LastIndexByte(n.S, '.'); i >= 0 {
				return n.S[:i], nil
			}
		}
	}
	return "", t.Raisef(object.ImportError, "attempted relative import with no known parent package")
}

// load returns a module by its absolute name, importing its parents first.
func (in *Interp) load(t *object.Thread, name string) (object.Value, error) {
	if m := t.Interp.Modules.GetString(name); m.Valid() {
		if m.IsNone() {
			return object.Value{}, notFound(t, name, "import of "+name+" halted; None in sys.modules")
		}
		return m, nil
	}
	var parent object.Value
	var paths []string
	i := strings.LastIndexByte(name, '.')
	if i >= 0 && in.locateBuiltin(name[:i]) == nil && in.locateBuiltin(name) != nil {
		// Embedded on its own (string.templatelib).
		return in.loadFound(t, name, in.locateBuiltin(name))
	}
	if i >= 0 {
		var err error
		if parent, err = in.load(t, name[:i]); err != nil {
			return object.Value{}, err
		}
		if m := t.Interp.Modules.GetString(name); m.Valid() {
			return m, nil
		}
		pv, err := t.GetAttrOpt(parent, t.Interp.Intern("__path__"))
		if err != nil {
			return object.Value{}, err
		}
		if f := in.locateBuiltin(name); f != nil && !pv.Valid() {
			m, err := in.loadFound(t, name, f)
			if err == nil {
				err = t.SetAttr(parent, t.Interp.Intern(name[i+1:]), m)
			}
			return m, err
		}
		if !pv.Valid() {
			return object.Value{}, notFound(t, name, "No module named '"+name+"'; '"+name[:i]+"' is not a package")
		}
		if paths, err = strItems(t, pv); err != nil {
			return object.Value{}, err
		}
	}
	m, err := in.find(t, name, paths)
	if err != nil {
		return object.Value{}, err
	}
	if parent.Valid() {
		if err := t.SetAttr(parent, t.Interp.Intern(name[i+1:]), m); err != nil && !object.IsExc(err, object.AttributeError) {
			return object.Value{}, err
		}
	}
	return m, nil
}

func strItems(t *object.Thread, v object.Value) ([]string, error) {
	var out []string
	err := t.Each(v, func(v object.Value) error {
		if s := object.AsStr(v); s != nil {
			out = append(out, s.S)
		}
		return nil
	})
	return out, err
}

func notFound(t *object.Thread, name, msg string) error {
	e := object.NewExc(object.ModuleNotFoundError, object.NewStr(msg))
	e.Value = object.NewStr(name)
	return e
}

// path is sys.path.
func (in *Interp) path(t *object.Thread) []string {
	sys := t.Interp.Modules.GetString("sys")
	if !sys.Valid() || !sys.Is(object.ModuleType) {
		return nil
	}
	p := object.Cast[object.Module](sys).Dict.GetString("path")
	if !p.Valid() {
		return nil
	}
	out, _ := strItems(t, p)
	return out
}

// find imports a module that is not in sys.modules yet.
func (in *Interp) find(t *object.Thread, name string, paths []string) (object.Value, error) {
	if in.customFinders(t) {
		return in.findByProgram(t, name, paths)
	}
	f, err := in.locateModule(t, name, paths)
	if err != nil {
		return object.Value{}, err
	}
	return in.loadFound(t, name, f)
}

// loadFound makes and runs a module that locateModule has found.
func (in *Interp) loadFound(t *object.Thread, name string, f *found) (object.Value, error) {
	switch f.kind {
	case builtinModule:
		m, err := in.native[name](t)
		if err != nil {
			return object.Value{}, err
		}
		return in.register(t, name, m), nil
	case frozenModule:
		file := "<frozen " + name + ">"
		text, _, _ := stdlib.Source(name)
		return in.exec(t, name, file, source.NewFile(file, text), f)
	case namespacePackage:
		m := object.NewModule(t, name)
		v := in.register(t, name, m)
		m.Dict.SetString(t, "__file__", object.None)
		m.Dict.SetString(t, "__path__", pathList(f.search))
		m.Dict.SetString(t, "__package__", object.NewStr(name))
		return v, nil
	case extensionModule:
		e := t.Raisef(object.ImportError, "%s is a C extension module, which this runtime cannot load: %s", name, f.file).(*object.Exception)
		e.Value = object.NewStr(name)
		e.SetExtra(t, 0, object.NewStr(f.file))
		return object.Value{}, e
	}
	raw, err := in.readSource(f.file)
	if err != nil {
		return object.Value{}, notFound(t, name, "No module named '"+name+"'")
	}
	src, derr := source.Decode(f.file, raw)
	if derr != nil {
		_, err := vm.CompileBytes(t, f.file, raw, vm.CompileOptions{})
		return object.Value{}, err
	}
	return in.exec(t, name, f.file, src, f)
}

// register enters a new module into sys.modules. Its __spec__ and __loader__
// are made when somebody asks for them (see moduleAttr).
func (in *Interp) register(t *object.Thread, name string, m *object.Module) object.Value {
	for _, n := range []string{"__spec__", "__loader__"} {
		m.Dict.DelStr(t, t.Interp.Intern(n))
	}
	v := object.Of(m)
	t.Interp.Modules.SetString(t, name, v)
	return v
}

func pathList(dirs []string) object.Value {
	l := object.NewList()
	for _, d := range dirs {
		l.Append(object.NewStr(d))
	}
	return object.Of(l)
}

// exec runs the body of a source module.
func (in *Interp) exec(t *object.Thread, name, file string, src *source.File, f *found) (object.Value, error) {
	m := object.NewModule(t, name)
	m.Dict.SetString(t, "__file__", object.NewStr(file))
	m.Dict.SetString(t, "__builtins__", object.Of(t.Interp.Builtins))
	switch {
	case f.pkg:
		m.Dict.SetString(t, "__path__", pathList(f.search))
		m.Dict.SetString(t, "__package__", object.NewStr(name))
	case strings.Contains(name, "."):
		m.Dict.SetString(t, "__package__", object.NewStr(name[:strings.LastIndexByte(name, '.')]))
	}
	v := in.register(t, name, m)
	m.Initializing = true
	err := in.runSource(t, m, src, name)
	m.Initializing = false
	if err != nil {
		t.Interp.Modules.DelStr(t, t.Interp.Intern(name))
		return object.Value{}, err
	}
	if m2 := t.Interp.Modules.GetString(name); m2.Valid() {
		return m2, nil
	}
	return v, nil
}

// runSource compiles a source and runs it in a module.
func (in *Interp) runSource(t *object.Thread, m *object.Module, src *source.File, name string) error {
	// CPython compiles a library once, when nobody looks; the program's own modules
	// are the ones to be warned of.
	library := strings.HasPrefix(src.Name, "<") || strings.Contains(src.Name, "/lib/python3") || strings.Contains(src.Name, "site-packages")
	c, err := vm.CompileFile(t, src, vm.CompileOptions{Warn: !library})
	if err != nil {
		return err
	}
	if in.OnSource != nil && !strings.HasPrefix(src.Name, "<") {
		in.OnSource(c, name)
	}
	r, err := vm.Of(t).RunCode(c, m.Dict, object.Value{})
	t.DropFloating(r)
	return err
}
