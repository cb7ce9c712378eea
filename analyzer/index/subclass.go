package index

import (
	"maps"
	"slices"

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

// heirs tells in which members of a workspace classes are filed under a name.
type heirs struct {
	listed  []string            // the members it is of
	classes map[string][]string // base name -> paths, sorted
	renames map[string][]rename // name -> other names for what has it
}

type rename struct{ path, name string }

// EachSubclass calls f for the classes, among the members of the workspace as
// seen from m, whose bases may be named name; some of them may turn out to have
// another class of that name.
func (w *Workspace) EachSubclass(m *Module, name string, f func(*Class)) {
	all, own := w.heirs(), m.subclasses()
	keys := map[string]bool{AnyBase: true}
	for work := []string{name}; len(work) > 0; work = work[1:] {
		if keys[work[0]] {
			continue
		}
		keys[work[0]] = true
		for _, r := range all.renames[work[0]] {
			if r.path != m.Path {
				work = append(work, r.name)
			}
		}
		work = append(work, own.renames[work[0]]...)
	}
	for key := range keys {
		for _, path := range all.classes[key] {
			if path == m.Path {
				continue // m may be another version
			}
			if member, err := w.Module(path); err == nil {
				for _, c := range member.subclasses().classes[key] {
					f(c)
				}
			}
		}
		for _, c := range own.classes[key] {
			f(c)
		}
	}
}

// heirs are made once for all snapshots whose classes have the same bases: an
// edit seldom changes any, and a look at all files takes a tenth of its time.
func (w *Workspace) heirs() *heirs {
	paths := w.memberPaths()
	w.filing.Lock()
	defer w.filing.Unlock()
	if w.filed == nil && w.former.holds(w, paths) {
		w.filed = w.former.filed
	}
	w.former = former{}
	if w.filed == nil || !isSameSlice(w.filed.listed, paths) {
		w.filed = w.file(paths)
	}
	return w.filed
}

func (w *Workspace) file(paths []string) *heirs {
	h := &heirs{listed: paths, classes: map[string][]string{}, renames: map[string][]rename{}}
	for _, path := range paths {
		member, err := w.Module(path)
		if err != nil {
			continue
		}
		part := member.subclasses()
		for key := range part.classes {
			h.classes[key] = append(h.classes[key], path)
		}
		for old, list := range part.renames {
			for _, name := range list {
				h.renames[old] = append(h.renames[old], rename{path, name})
			}
		}
	}
	return h
}

// former is what an earlier snapshot has filed, and the modules of then that are
// others since; nil for one that could not be read.
type former struct {
	filed *heirs
	since map[string]*Module
}

// after is what the next snapshot has of the former ones, with files changed.
func (w *Workspace) after(changed []string) former {
	w.filing.Lock()
	defer w.filing.Unlock()
	next := former{filed: w.former.filed, since: maps.Clone(w.former.since)}
	if w.filed != nil {
		next = former{filed: w.filed}
	}
	if next.filed == nil {
		return former{}
	}
	for _, path := range changed {
		if _, known := next.since[path]; known {
			continue
		}
		if _, member := slices.BinarySearch(next.filed.listed, path); member {
			if next.since == nil {
				next.since = map[string]*Module{}
			}
			next.since[path], _ = w.Module(path)
		}
	}
	return next
}

// holds reports that what was filed is still so.
func (f former) holds(w *Workspace, paths []string) bool {
	if f.filed == nil || !isSameSlice(f.filed.listed, paths) {
		return false
	}
	for path, old := range f.since {
		now, err := w.Module(path)
		if err != nil || old == nil || now != old && !now.isFiledAs(old) {
			return false
		}
	}
	return true
}

func isSameSlice(a, b []string) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// isFiledAs reports a file that is in the same places as another version of it.
func (m *Module) isFiledAs(old *Module) bool {
	a, b := m.subclasses(), old.subclasses()
	return maps.EqualFunc(a.classes, b.classes, func([]*Class, []*Class) bool { return true }) &&
		maps.EqualFunc(a.renames, b.renames, slices.Equal[[]string])
}
