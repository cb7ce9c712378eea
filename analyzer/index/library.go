package index

import (
	"path/filepath"
	"strings"
)

// TargetMinor is the 3.X the code is for, 0 for the newest.
func (w *Workspace) TargetMinor() int { return w.minor }

// Bundled remembers, for this workspace and all that come after it, a module
// that is no file of the machine. load may give nil.
func (w *Workspace) Bundled(name string, load func() *Module) *Module {
	if m, ok := w.bundled.Load(name); ok {
		return m.(*Module)
	}
	m, _ := w.bundled.LoadOrStore(name, load())
	return m.(*Module)
}

// isLibrary reports a file of the environment that is not a member of the
// program as well, as one that an editable install adds would be.
func (w *Workspace) isLibrary(path string) bool {
	path = filepath.Clean(path)
	if w.libraryOf(path) == "" {
		return false
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return !w.members[path]
}

// libraryOf is the innermost folder of the environment that a file lies in.
func (w *Workspace) libraryOf(path string) string {
	out := ""
	for _, lib := range w.libs {
		if isBelow(path, lib) && len(lib) > len(out) {
			out = lib
		}
	}
	return out
}

func isBelow(path, dir string) bool {
	return strings.HasPrefix(path, dir) && len(path) > len(dir) && (path[len(dir)] == filepath.Separator || strings.HasSuffix(dir, string(filepath.Separator)))
}

// findLibrary looks through the environment: a source, or a stub of the same
// folder, or else the folder of a stub-only package (PEP 561).
func (w *Workspace) findLibrary(name string) string {
	for _, lib := range w.libs {
		if path := w.under(lib, name); path != "" {
			return path
		}
	}
	for _, lib := range w.libs {
		if path := w.stubUnder(lib, name); path != "" {
			return path
		}
	}
	return ""
}

func (w *Workspace) stubUnder(lib, name string) string {
	first, rest, deeper := strings.Cut(name, ".")
	dir := filepath.Join(lib, first+"-stubs")
	switch {
	case !w.places.isDir(dir):
		return ""
	case deeper:
		return w.under(dir, rest)
	}
	return w.packageFile(dir)
}

// Stub is the stub of a source file: the .pyi beside it, or that of a
// stub-only package; nil when there is none.
func (w *Workspace) Stub(m *Module) *Module {
	if m.IsStub || m.Bundled || !strings.HasSuffix(m.Path, ".py") {
		return nil
	}
	key := "stub\x00" + m.Path
	path, known := w.places.lookup(key)
	if !known {
		if path = m.Path + "i"; !w.places.isFile(path) {
			path = ""
			for _, lib := range w.libs {
				if path = w.stubUnder(lib, m.Name); path != "" {
					break
				}
			}
		}
		w.places.remember(key, path)
	}
	if path == "" {
		return nil
	}
	stub, err := w.Module(path)
	if err != nil {
		return nil
	}
	return stub
}
