package runtime

import (
	"os"
	"path/filepath"
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
	}
	m, err := in.load(t, abs)
	if err != nil {
		return object.Value{}, err
	}
	from := object.AsTuple(fromlist)
	if from == nil || len(from.Items) == 0 {
		if level == 0 {
			if top, _, ok := strings.Cut(abs, "."); ok {
				return in.load(t, top)
			}
		}
		return m, nil
	}
	// Names in a from list may be submodules.
	if m.Is(object.ModuleType) && object.Cast[object.Module](m).Dict.GetString("__path__").Valid() {
		for _, n := range from.Items {
			s := object.AsStr(n)
			if s == nil || s.S == "*" || object.Cast[object.Module](m).Dict.GetStr(s).Valid() {
				continue
			}
			if _, err := in.load(t, abs+"."+s.S); err != nil {
				if !object.IsExc(err, object.ModuleNotFoundError) || !strings.Contains(err.Error(), "'"+abs+"."+s.S+"'") {
					return object.Value{}, err
				}
			}
		}
	}
	return m, nil
}

func (in *Interp) packageOf(t *object.Thread, globals *object.Dict) (string, error) {
	if globals != nil {
		if p := object.AsStrV(globals.GetString("__package__")); p != nil && p.S != "" {
			return p.S, nil
		}
		if n := object.AsStrV(globals.GetString("__name__")); n != nil {
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
	var parent *object.Module
	paths := in.path(t)
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		p, err := in.load(t, name[:i])
		if err != nil {
			return object.Value{}, err
		}
		if m := t.Interp.Modules.GetString(name); m.Valid() {
			return m, nil
		}
		if !p.Is(object.ModuleType) {
			return object.Value{}, notFound(t, name, "No module named '"+name+"'; '"+name[:i]+"' is not a package")
		}
		parent = object.Cast[object.Module](p)
		pv := parent.Dict.GetString("__path__")
		if !pv.Valid() {
			return object.Value{}, notFound(t, name, "No module named '"+name+"'; '"+name[:i]+"' is not a package")
		}
		paths = nil
		if err := t.Each(pv, func(v object.Value) error {
			if s := object.AsStr(v); s != nil {
				paths = append(paths, s.S)
			}
			return nil
		}); err != nil {
			return object.Value{}, err
		}
	}
	m, err := in.find(t, name, paths)
	if err != nil {
		return object.Value{}, err
	}
	if parent != nil {
		parent.Dict.SetString(t, name[strings.LastIndexByte(name, '.')+1:], m)
	}
	return m, nil
}

func notFound(t *object.Thread, name, msg string) error {
	e := object.NewExc(object.ModuleNotFoundError, object.NewStr(msg))
	e.Value = object.NewStr(name)
	return e
}

func (in *Interp) path(t *object.Thread) []string {
	var out []string
	sys := t.Interp.Modules.GetString("sys")
	if !sys.Valid() {
		return nil
	}
	p := object.Cast[object.Module](sys).Dict.GetString("path")
	if !p.Valid() {
		return nil
	}
	_ = t.Each(p, func(v object.Value) error {
		if s := object.AsStr(v); s != nil {
			out = append(out, s.S)
		}
		return nil
	})
	return out
}

func (in *Interp) find(t *object.Thread, name string, paths []string) (object.Value, error) {
	if mk, ok := in.native[name]; ok {
		m, err := mk(t)
		if err != nil {
			return object.Value{}, err
		}
		v := object.Of(m)
		t.Interp.Modules.SetString(t, name, v)
		return v, nil
	}
	if text, pkg, ok := stdlib.Source(name); ok {
		return in.exec(t, name, "<frozen "+name+">", source.NewFile("<frozen "+name+">", text), pkg, "")
	}
	last := name[strings.LastIndexByte(name, '.')+1:]
	for _, dir := range paths {
		if dir == "" {
			dir = "."
		}
		base := filepath.Join(dir, last)
		for _, c := range []struct {
			file string
			pkg  bool
		}{{filepath.Join(base, "__init__.py"), true}, {base + ".py", false}} {
			raw, err := os.ReadFile(c.file)
			if err != nil {
				continue
			}
			file := c.file
			if a, err := filepath.Abs(file); err == nil {
				file = a
			}
			src, derr := source.Decode(file, raw)
			if derr != nil {
				_, err := vm.CompileBytes(t, file, raw, vm.CompileOptions{})
				return object.Value{}, err
			}
			return in.exec(t, name, file, src, c.pkg, filepath.Dir(file))
		}
		if st, err := os.Stat(base); err == nil && st.IsDir() {
			// A namespace package (PEP 420).
			m := object.NewModule(t, name)
			m.Dict.SetString(t, "__path__", object.Of(object.NewList(object.NewStr(base))))
			m.Dict.SetString(t, "__package__", object.NewStr(name))
			t.Interp.Modules.SetString(t, name, object.Of(m))
			return object.Of(m), nil
		}
	}
	return object.Value{}, notFound(t, name, "No module named '"+name+"'")
}

// exec runs the body of a source module.
func (in *Interp) exec(t *object.Thread, name, file string, src *source.File, pkg bool, dir string) (object.Value, error) {
	c, err := vm.CompileFile(t, src, vm.CompileOptions{})
	if err != nil {
		return object.Value{}, err
	}
	if in.OnSource != nil && !strings.HasPrefix(file, "<") {
		in.OnSource(c, name)
	}
	m := object.NewModule(t, name)
	v := object.Of(m)
	m.Dict.SetString(t, "__file__", object.NewStr(file))
	m.Dict.SetString(t, "__builtins__", object.Of(t.Interp.Builtins))
	switch {
	case pkg:
		m.Dict.SetString(t, "__path__", object.Of(object.NewList(object.NewStr(dir))))
		m.Dict.SetString(t, "__package__", object.NewStr(name))
	case strings.Contains(name, "."):
		m.Dict.SetString(t, "__package__", object.NewStr(name[:strings.LastIndexByte(name, '.')]))
	}
	t.Interp.Modules.SetString(t, name, v)
	r, err := vm.Of(t).RunCode(c, m.Dict, object.Value{})
	t.DropFloating(r)
	if err != nil {
		t.Interp.Modules.DelStr(t, t.Interp.Intern(name))
		return object.Value{}, err
	}
	if m2 := t.Interp.Modules.GetString(name); m2.Valid() {
		return m2, nil
	}
	return v, nil
}
