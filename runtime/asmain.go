package runtime

import (
	"fmt"
	"os"
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib"
)

// RunModule runs a module, or the __main__ of a package, as __main__. The packages
// it is in are imported first, as for any import of it.
func (in *Interp) RunModule(name string) int {
	dir, _ := os.Getwd() // as CPython, which has found it by its full path then
	in.prependPath(dir)
	t := in.main
	return in.run(func(m *object.Module) (string, []byte, error) {
		name, f, err := in.findMain(t, name)
		if err != nil {
			return "", nil, asExit(err)
		}
		file, origin := f.file, f.file
		var raw []byte
		if f.kind == frozenModule {
			text, _, _ := stdlib.Source(name)
			file, origin, raw = "<frozen "+name+">", "frozen", []byte(text)
		} else if raw, err = in.readSource(file); err != nil {
			return "", nil, asExit(refuse("can't open file %q: %v", file, reason(err)))
		}
		in.mainName = name
		for _, n := range []string{"__spec__", "__loader__"} {
			m.Dict.DelStr(t, t.Interp.Intern(n)) // made when asked for, see moduleAttr
		}
		m.Dict.SetString(t, "__file__", object.NewStr(file))
		m.Dict.SetString(t, "__package__", object.NewStr(parentOf(name)))
		if l := object.AsList(orNone(in.sysAttr("argv"))); l != nil && len(l.Items) > 0 {
			if err := t.SetItem(object.Of(l), object.Int(0), object.NewStr(origin)); err != nil {
				return "", nil, err
			}
		}
		return file, raw, nil
	})
}

// findMain finds what -m runs, in the order and with the words of CPython's runpy.
// The name that it returns is the module's own: for a package, that of its __main__.
func (in *Interp) findMain(t *object.Thread, name string) (string, *found, error) {
	if strings.HasPrefix(name, ".") {
		return "", nil, refuse("Relative module names not supported")
	}
	paths, err := in.importParent(t, name)
	if err != nil {
		return "", nil, err
	}
	f, err := in.locateModule(t, name, paths)
	switch {
	case err != nil && name == "sys", err != nil && name == "builtins":
		return "", nil, refuse("No code object available for %s", name)
	case object.IsExc(err, object.ModuleNotFoundError):
		return "", nil, refuse("No module named %s", name)
	case err != nil:
		return "", nil, err
	case f.pkg:
		return in.findPackageMain(t, name)
	case f.kind == builtinModule, f.kind == extensionModule:
		return "", nil, refuse("No code object available for %s", name)
	}
	return name, f, nil
}

// findPackageMain finds the __main__ of a package.
func (in *Interp) findPackageMain(t *object.Thread, name string) (string, *found, error) {
	if name == "__main__" || strings.HasSuffix(name, ".__main__") {
		return "", nil, refuse("Cannot use package as __main__ module")
	}
	main, f, err := in.findMain(t, name+".__main__")
	if r, ok := err.(*notRunnable); ok && in.Modules.GetString(name).Valid() {
		err = refuse("%s; '%s' is a package and cannot be directly executed", r.msg, name)
	}
	return main, f, err
}

// importParent imports the package that a module is in and returns its __path__.
func (in *Interp) importParent(t *object.Thread, name string) ([]string, error) {
	parent := parentOf(name)
	if parent == "" {
		return nil, nil
	}
	p, err := in.load(t, parent)
	if e, ok := err.(*object.Exception); ok && e.Type().IsSubtype(object.ImportError) {
		missing := object.AsStrV(e.Value)
		if missing == nil || missing.S != parent && !strings.HasPrefix(parent, missing.S+".") {
			return nil, err // it is there, but what it imports is not
		}
		text, serr := t.StrOf(object.Of(e))
		if serr != nil {
			return nil, serr
		}
		return nil, noSpec(name, e.Type().Name+": "+text)
	}
	if err != nil {
		return nil, err
	}
	if m := in.Modules.GetString(name); m.Valid() && !m.IsNone() {
		if path, err := t.GetAttrOpt(m, t.Interp.Intern("__path__")); err == nil && !path.Valid() {
			msg := fmt.Sprintf("'%s' found in sys.modules after import of package '%s', but prior to execution of '%s'; "+
				"this may result in unpredictable behaviour", name, parent, name)
			if err := in.warnAt(t, object.RuntimeWarning, msg, "<frozen runpy>", 128, ""); err != nil {
				return nil, err
			}
		}
	}
	path, err := t.GetAttrOpt(p, t.Interp.Intern("__path__"))
	switch {
	case err != nil:
		return nil, err
	case !path.Valid():
		return nil, noSpec(name, fmt.Sprintf("ModuleNotFoundError: __path__ attribute not found on '%s' while trying to find '%s'", parent, name))
	}
	return strItems(t, path)
}

// noSpec refuses a module because of an error in finding it.
func noSpec(name, why string) error {
	msg := fmt.Sprintf("Error while finding module specification for '%s' (%s)", name, why)
	if short, ok := strings.CutSuffix(name, ".py"); ok {
		msg += fmt.Sprintf(". Try using '%s' instead of '%s' as the module name.", short, name)
	}
	return refuse("%s", msg)
}

// notRunnable says why -m cannot run a module.
type notRunnable struct{ msg string }

func (e *notRunnable) Error() string { return e.msg }

func refuse(format string, args ...any) error { return &notRunnable{fmt.Sprintf(format, args...)} }

// asExit makes of such a refusal what CPython does: the program exits with a text.
func asExit(err error) error {
	if _, ok := err.(*notRunnable); !ok {
		return err
	}
	return object.NewExc(object.SystemExit, object.NewStr(executable()+": "+err.Error()))
}

// parentOf is the package that a module is in, or "".
func parentOf(name string) string {
	return name[:max(strings.LastIndexByte(name, '.'), 0)]
}
