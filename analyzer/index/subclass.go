package index

import (
	"sync"

	"github.com/asynctools/asynctools/syntax/ast"
)

// AnyBase is the name under which a class is filed whose base may be anything:
// the result of a call, a name with several bindings.
const AnyBase = ""

// byBase files a module's classes by the last names of their bases.
type byBase struct {
	classes map[string][]*Class
	renames map[string][]string // name -> other names the module gives what has it
}

// subclasses is worked out once and stays with the module for all snapshots.
func (m *Module) subclasses() *byBase {
	m.bases.Do(func() {
		out := &byBase{classes: map[string][]*Class{}, renames: map[string][]string{}}
		for _, c := range m.Classes() {
			for _, base := range c.Node.Bases {
				key := m.baseName(c, base)
				out.classes[key] = append(out.classes[key], c)
			}
		}
		m.Block.Names(func(name string, at []Binding) {
			for _, b := range at {
				old := ""
				switch b.Kind {
				case BindFrom:
					old = b.Node.(*ast.Alias).Name
				case BindAssign:
					old = baseLastName(b.Value)
				}
				if old != "" && old != name {
					out.renames[old] = append(out.renames[old], name)
				}
			}
		})
		m.filed = out
	})
	return m.filed
}

// baseName is the name by which the class that a base is may be known.
func (m *Module) baseName(c *Class, base ast.Expr) string {
	if n, ok := base.(*ast.Name); ok {
		at := c.Block.Parent.Resolve(n.Ident)
		if at == nil {
			return n.Ident
		}
		for _, b := range at.Bindings(n.Ident) {
			if b.Kind != BindClass && b.Kind != BindFrom && (b.Kind != BindAssign || baseLastName(b.Value) == "") {
				return AnyBase
			}
		}
	}
	return baseLastName(base)
}

func baseLastName(x ast.Expr) string {
	if sub, ok := x.(*ast.Subscript); ok {
		return baseLastName(sub.Value)
	}
	if name := LastName(x); name != "" {
		return name
	}
	return AnyBase
}

// Subclasses finds the classes that may have a class as a direct base.
type Subclasses struct {
	once    sync.Once
	classes map[string][]*Class
	renames map[string][]string
}

// Find calls f for the classes, among the members of the workspace as seen
// from m, whose bases may be named name; some of them may turn out to have
// another class of that name.
func (s *Subclasses) Find(w *Workspace, m *Module, name string, f func(*Class)) {
	s.once.Do(func() {
		s.classes, s.renames = map[string][]*Class{}, map[string][]string{}
		for _, member := range w.Members(m) {
			if own, err := w.Module(member.Path); err == nil && own != nil {
				member = own // not the version that happens to ask first
			}
			part := member.subclasses()
			for key, list := range part.classes {
				s.classes[key] = append(s.classes[key], list...)
			}
			for old, list := range part.renames {
				s.renames[old] = append(s.renames[old], list...)
			}
		}
	})
	own := m.subclasses()
	keys := map[string]bool{AnyBase: true}
	for work := []string{name}; len(work) > 0; work = work[1:] {
		if keys[work[0]] {
			continue
		}
		keys[work[0]] = true
		work = append(append(work, s.renames[work[0]]...), own.renames[work[0]]...)
	}
	for key := range keys {
		for _, c := range s.classes[key] {
			if c.Module.Path != m.Path {
				f(c)
			}
		}
		for _, c := range own.classes[key] {
			f(c)
		}
	}
}
