package object

import (
	"fmt"
	"path/filepath"
	"strings"
)

// Cell holds a variable that an inner function shares.
type Cell struct {
	Header
	V Value
}

// NewCell makes a cell holding v, which may be invalid.
func NewCell(v Value) *Cell {
	c := &Cell{Header: NewHeader(CellType), V: v}
	if v.Valid() {
		c.take(v)
	}
	return c
}

// Set replaces the contents.
func (c *Cell) Set(t *Thread, v Value) { t.Store(&c.Header, &c.V, v) }

func cellOf(v Value) (*Cell, bool) {
	if v.Valid() && v.Is(CellType) {
		return (*Cell)(v.p), true
	}
	return nil, false
}

// Module is a module object; its attributes are its dict.
type Module struct {
	Header
	Dict         *Dict
	Initializing bool // its body is running
	asking       bool // the hook for missing attributes is at work
}

// NewModule makes a module with __name__, __doc__, __package__, __loader__ and __spec__ set.
func NewModule(t *Thread, name string) *Module {
	m := newModule(ModuleType)
	m.Dict.SetString(t, "__name__", NewStr(name))
	m.Dict.SetString(t, "__doc__", None)
	m.Dict.SetString(t, "__package__", NewStr(""))
	m.Dict.SetString(t, "__loader__", None)
	m.Dict.SetString(t, "__spec__", None)
	return m
}

// newModule makes an empty module. Its attributes are those of its __dict__, also
// when it is, or becomes, an instance of a class of the program.
func newModule(cls *Type) *Module {
	w := &WithAttrs[Module]{Base: Module{Header: StaticHeader(cls), Dict: NewStaticDict()}}
	w.Attrs.dict = w.Base.Dict
	return &w.Base
}

// nameOf is the name that a module tells in messages.
func (m *Module) nameOf() string {
	if s := AsStrV(m.Dict.GetStr(names.name)); s != nil {
		return s.S
	}
	return "?"
}

func moduleGetAttr(t *Thread, self Value, name *Str) (Value, error) {
	m := (*Module)(self.p)
	if self.Type() != ModuleType {
		if v, err := genericGetAttr(t, self, name); err == nil || !IsExc(err, AttributeError) {
			return v, err
		}
	} else if v := m.Dict.GetStr(name); v.Valid() {
		return v, nil
	}
	if d := t.Lookup(self.Type(), name); d.Valid() {
		return t.bind(d, self, Of(self.Type()))
	}
	if f := m.Dict.GetStr(names.getattr); f.Valid() {
		return t.Call(f, Of(name))
	}
	if f := t.Interp.ModuleAttr; f != nil && !m.asking {
		m.asking = true
		v, err := f(t, m.Dict, name)
		m.asking = false
		if err != nil || v.Valid() {
			return v, err
		}
	}
	return Value{}, t.attrError(self, name, "%s", t.moduleMiss(m, name.S))
}

// moduleMiss says that a module lacks a name, and why that may be.
func (t *Thread) moduleMiss(m *Module, name string) string {
	n := AsStrV(m.Dict.GetStr(names.name))
	if n == nil {
		return "module has no attribute '" + name + "'"
	}
	file := AsStrV(m.Dict.GetString("__file__"))
	if file != nil && t.Shadows(n.S, file.S) {
		if t.Interp.IsStdlib != nil && t.Interp.IsStdlib(n.S) {
			return fmt.Sprintf("module '%s' has no attribute '%s' (consider renaming '%s' since it has the same name as the standard library module named '%s' and prevents importing that standard library module)", n.S, name, file.S, n.S)
		}
		if m.Initializing {
			return fmt.Sprintf("module '%s' has no attribute '%s' (consider renaming '%s' if it has the same name as a library you intended to import)", n.S, name, file.S)
		}
	}
	if m.Initializing {
		if file != nil {
			return fmt.Sprintf("partially initialized module '%s' from '%s' has no attribute '%s' (most likely due to a circular import)", n.S, file.S, name)
		}
		return fmt.Sprintf("partially initialized module '%s' has no attribute '%s' (most likely due to a circular import)", n.S, name)
	}
	if sub := t.Interp.Modules.GetString(n.S + "." + name); sub.Valid() && sub.Is(ModuleType) && (*Module)(sub.p).Initializing {
		return fmt.Sprintf("cannot access submodule '%s' of module '%s' (most likely due to a circular import)", name, n.S)
	}
	return "module '" + n.S + "' has no attribute '" + name + "'"
}

// Shadows reports that a module's file is beside the program, where it may
// hide a module of the library of that name.
func (t *Thread) Shadows(module, file string) bool {
	if t.Interp.ScriptDir == "" || strings.Contains(module, ".") {
		return false
	}
	own := filepath.Dir(file)
	if filepath.Base(file) == "__init__.py" {
		own = filepath.Dir(own)
	}
	return own == t.Interp.ScriptDir
}

func moduleSetAttr(t *Thread, self Value, name *Str, v Value) error {
	m := (*Module)(self.p)
	if self.Type() != ModuleType {
		return genericSetAttr(t, self, name, v)
	}
	if name == names.annotations || name == names.annotate {
		return moduleSetAnnotation(t, m.Dict, name, v)
	}
	if d := t.Lookup(ModuleType, name); d.Valid() && d.Type().slots.DescrSet != nil {
		return d.Type().slots.DescrSet(t, d, self, v)
	}
	if v.Valid() {
		m.Dict.SetStr(t, name, v)
		return nil
	}
	if !m.Dict.DelStr(t, name) {
		return t.attrError(self, name, "module '%s' has no attribute '%s'", m.nameOf(), name.S)
	}
	return nil
}
