package vm

import (
	"fmt"
	"sort"
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
)

func (st *State) importFrom(m Value, name *object.Str) (Value, error) {
	t := st.T
	v, err := t.GetAttrOpt(m, name)
	if err != nil || v.Valid() {
		return v, err
	}
	modName := "<unknown module name>"
	if n, err := t.GetAttrOpt(m, t.Interp.Intern("__name__")); err == nil && object.AsStrV(n) != nil {
		modName = object.AsStr(n).S
		if sub := t.Interp.Modules.GetString(modName + "." + name.S); sub.Valid() {
			return sub, nil
		}
	}
	e := t.Raisef(object.ImportError, "%s", st.importMiss(m, name.S, modName)).(*object.Exception)
	e.Value = object.NewStr(modName)
	if m.Is(object.ModuleType) {
		var names []string
		object.Cast[object.Module](m).Dict.Each(func(k, _ Value) {
			if s := object.AsStr(k); s != nil && (strings.HasPrefix(name.S, "_") || !strings.HasPrefix(s.S, "_")) {
				names = append(names, s.S)
			}
		})
		sort.Strings(names)
		if best := object.Suggest(name.S, names); best != "" {
			e.Hint = ". Did you mean: '" + best + "'?"
		}
	}
	return Value{}, e
}

// importMiss says that a name cannot be imported, and why that may be.
func (st *State) importMiss(m Value, name, module string) string {
	t := st.T
	msg := fmt.Sprintf("cannot import name '%s' from ", name)
	var file *object.Str
	if f, err := t.GetAttrOpt(m, t.Interp.Intern("__file__")); err == nil {
		file = object.AsStrV(f)
	}
	where := "unknown location"
	if file != nil {
		where = file.S
	}
	busy := m.Is(object.ModuleType) && object.Cast[object.Module](m).Initializing
	if file != nil && t.Shadows(module, file.S) {
		if t.Interp.IsStdlib != nil && t.Interp.IsStdlib(module) {
			return fmt.Sprintf("%s'%s' (consider renaming '%s' since it has the same name as the standard library module named '%s' and prevents importing that standard library module)", msg, module, where, module)
		}
		if busy {
			return fmt.Sprintf("%s'%s' (consider renaming '%s' if it has the same name as a library you intended to import)", msg, module, where)
		}
	}
	if busy {
		return fmt.Sprintf("%spartially initialized module '%s' (most likely due to a circular import) (%s)", msg, module, where)
	}
	return fmt.Sprintf("%s'%s' (%s)", msg, module, where)
}

func (st *State) importStar(f *Frame, m Value) error {
	t := st.T
	if !m.Is(object.ModuleType) {
		return t.Raisef(object.TypeError, "from-import-* object has no __dict__")
	}
	d := object.Cast[object.Module](m).Dict
	if all := d.GetString("__all__"); all.Valid() {
		return t.Each(all, func(n Value) error {
			s := object.AsStr(n)
			if s == nil {
				return t.Raisef(object.TypeError, "Item in __all__ must be str, not %s", n.Type().TpName())
			}
			v, err := t.GetAttr(m, t.Interp.InternStr(s))
			if err != nil {
				return err
			}
			return st.storeName(f, t.Interp.InternStr(s), v)
		})
	}
	var err error
	d.Each(func(k, v Value) {
		if s := object.AsStr(k); s != nil && !strings.HasPrefix(s.S, "_") && err == nil {
			err = st.storeName(f, s, v)
		}
	})
	return err
}
