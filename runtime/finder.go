package runtime

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
	"github.com/asynctools/asynctools/runtime/stdlib/sysmod"
)

// moduleKind is where a module comes from.
type moduleKind uint8

const (
	builtinModule moduleKind = iota
	frozenModule             // in Python, embedded in the binary
	sourceModule
	namespacePackage
	extensionModule // a C extension: found, but not to be loaded
)

func (k moduleKind) String() string {
	return [...]string{"built-in", "frozen", "source", "namespace", "extension"}[k]
}

// found is a module that can be imported.
type found struct {
	kind   moduleKind
	file   string
	pkg    bool
	search []string // __path__ of a package
}

// locateModule finds a module: beside the program, built in, along sys.path or the
// __path__ of its package, and at last in an installed CPython's library.
func (in *Interp) locateModule(t *object.Thread, name string, paths []string) (*found, error) {
	if f := in.locateBeside(t, name); f != nil {
		return f, nil
	}
	if f := in.locateBuiltin(name); f != nil {
		return f, nil
	}
	top := !strings.Contains(name, ".")
	if top {
		paths = in.path(t)
	}
	if f := in.locateIn(name, paths); f != nil && f.kind != namespacePackage {
		return f, nil
	} else if more := in.libraryPath(t, name); more != nil {
		if g := in.locateIn(name, append(paths[:len(paths):len(paths)], more...)); g != nil {
			return g, nil
		}
	} else if f != nil {
		return f, nil
	}
	msg := "No module named '" + name + "'"
	if i := strings.IndexByte(name+".", '.'); len(in.library) == 0 && sysmod.IsStdlib(name[:i]) {
		msg += " (it is part of CPython's library, and not built in: to make it importable, install Python 3.11 or newer, " +
			"activate a virtual environment, or set ASYNCTOOLS_PYTHON to a python executable)"
	}
	return nil, notFound(t, name, msg)
}

// neverBeside are the modules of the standard library that CPython has built in,
// frozen, or imports before it looks beside the program.
var neverBeside = map[string]bool{
	"_abc": true, "_ast": true, "_codecs": true, "_collections": true, "_functools": true, "_imp": true, "_io": true, "_locale": true,
	"_operator": true, "_signal": true, "_sre": true, "_stat": true, "_string": true, "_suggestions": true, "_symtable": true,
	"_sysconfig": true, "_thread": true, "_tokenize": true, "_tracemalloc": true, "_typing": true, "_warnings": true, "_weakref": true,
	"atexit": true, "builtins": true, "errno": true, "faulthandler": true, "gc": true, "itertools": true, "marshal": true, "posix": true,
	"pwd": true, "sys": true, "time": true,
	"_collections_abc": true, "_frozen_importlib": true, "_frozen_importlib_external": true, "_sitebuiltins": true, "abc": true,
	"codecs": true, "encodings": true, "genericpath": true, "importlib": true, "io": true, "ntpath": true, "os": true,
	"posixpath": true, "runpy": true, "site": true, "stat": true, "zipimport": true,
}

// locateBeside finds a module of the program with the name of one of the standard
// library. It hides that one where sys.path has it first: up to the folder of the
// program.
func (in *Interp) locateBeside(t *object.Thread, name string) *found {
	if neverBeside[name] || !sysmod.IsStdlib(name) || in.locateBuiltin(name) == nil {
		return nil
	}
	dirs := in.path(t)
	last := slices.IndexFunc(dirs, func(dir string) bool { return dir == "" || dir == in.ScriptDir })
	if last < 0 {
		return nil
	}
	f, _ := in.Tape.Asset("what is beside the program for module "+name, func() any {
		for _, dir := range dirs[:last+1] {
			if base := filepath.Join(dir, name); isFile(base+".py") || isFile(filepath.Join(base, "__init__.py")) {
				return locateIn(name, []string{dir})
			}
		}
		return (*found)(nil)
	}).(*found)
	if f != nil {
		if in.beside == nil {
			in.beside = map[string]bool{}
		}
		in.beside[name] = true
	}
	return f
}

func (in *Interp) locateBuiltin(name string) *found {
	if top, _, _ := strings.Cut(name, "."); in.beside[top] {
		return nil
	}
	if _, ok := in.native[name]; ok {
		return &found{kind: builtinModule}
	}
	if _, pkg, ok := stdlib.Source(name); ok {
		f := &found{kind: frozenModule, pkg: pkg}
		if pkg {
			f.search = []string{}
		}
		return f
	}
	return nil
}

// locateIn is the function of this name, whose answers are recorded.
func (in *Interp) locateIn(name string, dirs []string) *found {
	f, _ := in.Tape.Asset("the place of module "+name, func() any { return locateIn(name, dirs) }).(*found)
	return f
}

// locateIn looks for a module in folders. Folders without __init__.py make a
// namespace package (PEP 420) when nothing else is found.
func locateIn(name string, dirs []string) *found {
	last := name[strings.LastIndexByte(name, '.')+1:]
	if last == "" {
		return nil // or it would be the folder itself
	}
	var portions []string
	for _, dir := range dirs {
		if dir == "" {
			dir = "."
		}
		base := filepath.Join(dir, last)
		if file := filepath.Join(base, "__init__.py"); isFile(file) {
			return &found{kind: sourceModule, file: absolute(file), pkg: true, search: []string{filepath.Dir(absolute(file))}}
		}
		if file := base + ".py"; isFile(file) {
			return &found{kind: sourceModule, file: absolute(file)}
		}
		if st, err := os.Stat(base); err == nil && st.IsDir() {
			portions = append(portions, absolute(base))
		} else if ext, _ := filepath.Glob(base + ".*.so"); len(ext) > 0 {
			return &found{kind: extensionModule, file: absolute(ext[0])}
		}
	}
	if portions != nil {
		return &found{kind: namespacePackage, pkg: true, search: portions}
	}
	return nil
}

func absolute(file string) string {
	if a, err := filepath.Abs(file); err == nil {
		return a
	}
	return file
}

// customFinders reports that the program has put finders of its own on
// sys.meta_path, or has emptied it.
func (in *Interp) customFinders(t *object.Thread) bool {
	sys := in.Modules.GetString("sys")
	if !sys.Valid() || !sys.Is(object.ModuleType) {
		return false
	}
	l := object.AsList(orNone(object.Cast[object.Module](sys).Dict.GetString("meta_path")))
	if l == nil {
		return false
	}
	standard := 0
	for _, v := range l.Items {
		if m := object.AsType(v); m == nil || !strings.HasPrefix(m.Module, "_frozen_importlib") {
			return true
		}
		standard++
	}
	return standard != 3
}

func orNone(v object.Value) object.Value {
	if v.Valid() {
		return v
	}
	return object.None
}

// findByProgram imports through sys.meta_path, in Python.
func (in *Interp) findByProgram(t *object.Thread, name string, paths []string) (object.Value, error) {
	b, err := in.bootstrap(t)
	if err != nil {
		return object.Value{}, err
	}
	path := object.None
	if paths != nil {
		path = pathList(paths)
	}
	return t.CallMethod(b, t.Interp.Intern("_find_and_load"), object.NewStr(name), path)
}

// bootstrap is importlib._bootstrap, which never comes from elsewhere.
func (in *Interp) bootstrap(t *object.Thread) (object.Value, error) {
	for _, name := range []string{"importlib", "importlib._bootstrap"} {
		if m := in.Modules.GetString(name); m.Valid() && !m.IsNone() {
			continue
		}
		m, err := in.loadFound(t, name, in.locateBuiltin(name))
		if err != nil {
			return object.Value{}, err
		}
		if name != "importlib" {
			parent := in.Modules.GetString("importlib")
			if err := t.SetAttr(parent, t.Interp.Intern("_bootstrap"), m); err != nil {
				return object.Value{}, err
			}
		}
	}
	return in.Modules.GetString("importlib._bootstrap"), nil
}

// moduleAttr makes attributes of modules that are seldom asked for: __spec__
// and what it says, and the lists of finders in sys.
func (in *Interp) moduleAttr(t *object.Thread, d *object.Dict, name *object.Str) (object.Value, error) {
	switch name.S {
	case "__spec__", "__loader__", "__cached__":
		n := object.AsStrV(d.GetString("__name__"))
		if n == nil {
			return object.Value{}, nil
		}
		m := in.Modules.GetString(n.S)
		if !m.Valid() || !m.Is(object.ModuleType) || object.Cast[object.Module](m).Dict != d {
			return object.Value{}, nil
		}
		if strings.HasPrefix(n.S, "importlib") && !in.Modules.GetString("importlib._bootstrap").Valid() {
			return object.Value{}, nil // being imported to answer this
		}
		b, err := in.bootstrap(t)
		if err != nil {
			return object.Value{}, err
		}
		args := []object.Value{m}
		if n.S == "__main__" && in.mainName != "" {
			args = append(args, object.NewStr(in.mainName))
		}
		if _, err := t.CallMethod(b, t.Interp.Intern("_describe"), args...); err != nil {
			return object.Value{}, err
		}
		return d.GetStr(name), nil
	case "meta_path", "path_hooks", "path_importer_cache":
		if sys := in.Modules.GetString("sys"); sys.Valid() && sys.Is(object.ModuleType) && object.Cast[object.Module](sys).Dict == d {
			if _, err := in.bootstrap(t); err != nil {
				return object.Value{}, err
			}
			return d.GetStr(name), nil
		}
	default:
		if sys := in.Modules.GetString("sys"); sys.Valid() && sys.Is(object.ModuleType) && object.Cast[object.Module](sys).Dict == d {
			if v := sysmod.Lazy(t, name.S); v.Valid() {
				d.SetStr(t, name, v)
				return v, nil
			}
		}
	}
	return object.Value{}, nil
}
