package index

import (
	"path/filepath"
	"sort"
)

// Include makes files members of the workspace: what the program consists of,
// whether or not anything imports it. Members are read when first needed.
func (w *Workspace) Include(paths []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, path := range paths {
		w.members[filepath.Clean(path)] = true
	}
}

// Members are the modules of the program as seen from m, in the order of their
// paths; m stands for its own file, in whatever version it is. Files that
// cannot be read are left out.
func (w *Workspace) Members(m *Module) []*Module {
	w.mu.Lock()
	paths := make([]string, 0, len(w.members)+1)
	for path := range w.members {
		if path != m.Path {
			paths = append(paths, path)
		}
	}
	w.mu.Unlock()
	paths = append(paths, m.Path)
	sort.Strings(paths)
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

// Classes are the classes of the module in source order.
func (m *Module) Classes() []*Class {
	out := make([]*Class, 0, len(m.classes))
	for _, c := range m.classes {
		out = append(out, c)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Node.Pos() < out[j].Node.Pos() })
	return out
}
