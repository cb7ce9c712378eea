package index

import (
	"maps"
	"path/filepath"
	"slices"
	"sort"
)

// Include makes files members of the workspace: what the program consists of,
// whether or not anything imports it. Members are read when first needed.
func (w *Workspace) Include(paths []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, path := range paths {
		w.addMember(filepath.Clean(path))
	}
}

func (w *Workspace) addMember(path string) {
	if !w.members[path] {
		w.members[path], w.listed = true, nil
	}
}

// Members are the modules of the program as seen from m, in the order of their
// paths; m stands for its own file, in whatever version it is. Files that
// cannot be read are left out.
func (w *Workspace) Members(m *Module) []*Module {
	paths := w.memberPaths()
	if i, found := slices.BinarySearch(paths, m.Path); !found {
		paths = slices.Insert(slices.Clone(paths), i, m.Path)
	}
	out := make([]*Module, 0, len(paths))
	for _, path := range paths {
		if path == m.Path {
			out = append(out, m)
		} else if member, err := w.Module(path); err == nil {
			out = append(out, member)
		}
	}
	return out
}

func (w *Workspace) memberPaths() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.listed == nil {
		w.listed = slices.Sorted(maps.Keys(w.members))
	}
	return w.listed
}

// Classes are the classes of the module in source order.
func (m *Module) Classes() []*Class {
	out := make([]*Class, 0, len(m.classes))
	for _, c := range m.classes {
		out = append(out, c)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Node.Pos() < out[j].Node.Pos() })
	return out
}
