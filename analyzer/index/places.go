package index

import (
	"os"
	"path/filepath"
	"sync"
)

// Lister is what Files may offer besides: the names in a folder, true for
// folders, without what is neither file nor folder. One reading of a folder then
// answers for all that is looked for in it.
type Lister interface {
	List(dir string) map[string]bool
}

// List reads a folder; links count as what they lead to.
func (Disk) List(dir string) map[string]bool {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	out := make(map[string]bool, len(entries))
	for _, e := range entries {
		mode := e.Type()
		if mode&os.ModeSymlink != 0 {
			info, err := os.Stat(filepath.Join(dir, e.Name()))
			if err != nil {
				continue
			}
			mode = info.Mode().Type()
		}
		if mode.IsDir() || mode.IsRegular() {
			out[e.Name()] = mode.IsDir()
		}
	}
	return out
}

// places remembers what is where: the folders that were read, and where imports
// were found. Snapshots that see the same files share it.
type places struct {
	files  Files
	lister Lister // nil when files has none

	mu sync.RWMutex
	// The following are guarded by mu and only grow.
	dirs  map[string]map[string]bool
	names map[string]string // absolute import, "" when not found
}

func newPlaces(files Files) *places {
	p := &places{files: files, dirs: map[string]map[string]bool{}, names: map[string]string{}}
	p.lister, _ = files.(Lister)
	return p
}

func (p *places) isFile(path string) bool {
	if p.lister == nil {
		return p.files.IsFile(path)
	}
	dir, found := p.entry(path)
	return found && !dir
}

func (p *places) isDir(path string) bool {
	if p.lister == nil {
		return p.files.IsDir(path)
	}
	dir, found := p.entry(path)
	return dir && found
}

func (p *places) entry(path string) (isDir, found bool) {
	path = filepath.Clean(path)
	parent := filepath.Dir(path)
	if parent == path {
		return true, true // the root
	}
	p.mu.RLock()
	list, known := p.dirs[parent]
	p.mu.RUnlock()
	if !known {
		list = p.lister.List(parent)
		p.mu.Lock()
		p.dirs[parent] = list
		p.mu.Unlock()
	}
	isDir, found = list[filepath.Base(path)]
	return isDir, found
}

func (p *places) lookup(key string) (path string, known bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	path, known = p.names[key]
	return path, known
}

func (p *places) remember(key, path string) {
	p.mu.Lock()
	p.names[key] = path
	p.mu.Unlock()
}
