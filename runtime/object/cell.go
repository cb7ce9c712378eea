package object

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
	Dict *Dict
}

// NewModule makes a module with __name__, __doc__, __package__, __loader__ and __spec__ set.
func NewModule(t *Thread, name string) *Module {
	m := &Module{Header: StaticHeader(ModuleType), Dict: NewStaticDict()}
	m.Dict.SetString(t, "__name__", NewStr(name))
	m.Dict.SetString(t, "__doc__", None)
	m.Dict.SetString(t, "__package__", NewStr(""))
	m.Dict.SetString(t, "__loader__", None)
	m.Dict.SetString(t, "__spec__", None)
	return m
}

func moduleGetAttr(t *Thread, self Value, name *Str) (Value, error) {
	m := (*Module)(self.p)
	if v := m.Dict.GetStr(name); v.Valid() {
		return v, nil
	}
	if d := t.Lookup(self.Type(), name); d.Valid() {
		return t.bind(d, self, Of(self.Type()))
	}
	if f := m.Dict.GetStr(names.getattr); f.Valid() {
		return t.Call(f, Of(name))
	}
	if n := AsStrV(m.Dict.GetStr(names.name)); n != nil {
		return Value{}, t.attrError(self, name, "module '%s' has no attribute '%s'", n.S, name.S)
	}
	return Value{}, t.attrError(self, name, "module has no attribute '%s'", name.S)
}

func moduleSetAttr(t *Thread, self Value, name *Str, v Value) error {
	m := (*Module)(self.p)
	if name == names.annotations || name == names.annotate {
		return moduleSetAnnotation(t, m.Dict, name, v)
	}
	if v.Valid() {
		m.Dict.SetStr(t, name, v)
		return nil
	}
	if !m.Dict.DelStr(t, name) {
		return t.attrError(self, name, "module '%s' has no attribute '%s'", AsStrV(m.Dict.GetStr(names.name)), name.S)
	}
	return nil
}
