package lsp

import (
	"cmp"
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/refs"
	"github.com/asynctools/asynctools/internal/config"
)

func (s *server) warn(format string, args ...any) { s.log.Warnf(format, args...) }

func (s *server) snapshot() *snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current
}

// advance puts a new snapshot in place and wakes the worker. Whoever calls it
// holds turn.
func (s *server) advance(n *snapshot) {
	s.mu.Lock()
	s.current = n
	s.mu.Unlock()
	s.wake()
}

// wake has the worker look what there is to tell.
func (s *server) wake() {
	select {
	case s.dirty <- struct{}{}:
	default:
	}
}

// change makes the next snapshot from the current one; nil leaves things as
// they are.
func (s *server) change(f func(old *snapshot) *snapshot) {
	s.turn.Lock()
	defer s.turn.Unlock()
	if n := f(s.snapshot()); n != nil {
		s.advance(n)
	}
}

// era is the time between two readings of the folders. Until the files below
// the folders are known, a snapshot cannot tell what the program consists of.
type era struct{ ready chan struct{} }

// settled is a snapshot that knows the files of the workspace: the request's
// own, or the first one that does.
func (s *server) settled(ctx context.Context) (*snapshot, error) {
	for snap := s.snapshotOf(ctx); ; {
		if snap.listed {
			return snap, ctx.Err()
		}
		select {
		case <-snap.era.ready:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		now := s.snapshot()
		if now.era == snap.era {
			return now, ctx.Err() // the listing may have failed: then what is open is all there is
		}
		snap = now
	}
}

// empty is a snapshot without documents over the given folders and files.
func (s *server) empty(folders, files []string) *snapshot {
	minor := 0
	if len(folders) > 0 {
		minor = s.settings.of(filepath.Join(folders[0], "x.py")).minor
	}
	n := &snapshot{
		docs: map[uri.URI]*document{}, settings: s.settings, results: map[string]*checkResult{},
		ws: index.New(index.Options{
			Roots: s.roots(folders), Other: index.TopFolders(index.Disk{}, files), Libraries: s.libraries(folders), TargetMinor: minor,
		}),
		era: &era{ready: make(chan struct{})}, listed: true, files: files, words: newWordTable(nil, nil),
	}
	close(n.era.ready)
	n.ws.Include(files)
	n.engine = infer.New(n.ws)
	n.finder = refs.New(n.ws, n.engine)
	return n
}

// roots are the folders that imports are searched in.
func (s *server) roots(folders []string) []string {
	var out []string
	add := func(dir string) {
		if !slices.Contains(out, dir) {
			out = append(out, dir)
		}
	}
	for _, f := range folders {
		add(f)
		add(filepath.Join(f, "src"))
		c := s.settings.of(filepath.Join(f, "x.py")).config
		for _, dir := range c.Src {
			add(filepath.Join(c.Root, dir))
		}
	}
	return out
}

// libraries are the folders of the environments of the workspace's folders.
func (s *server) libraries(folders []string) []string {
	var out []string
	for _, f := range folders {
		c := *s.settings.of(filepath.Join(f, "x.py")).config
		if c.Venv == "" && s.options.Venv != "" {
			c.Venv, c.Root = s.options.Venv, f
		}
		env, err := c.Environment(f, os.Getenv)
		if err != nil {
			s.warn("%s: %v", cmp.Or(c.Path, "settings of the client"), err)
		}
		for _, dir := range env.Folders {
			if !slices.Contains(out, dir) {
				out = append(out, dir)
			}
		}
	}
	return out
}

// reopen starts over with new settings and roots, keeping the open documents.
// The files below the folders are looked up in the background. Whoever calls
// it holds turn.
func (s *server) reopen() {
	old := s.snapshot()
	s.settings = newSettingsCache(s.warn, s.options)
	base := s.empty(s.folders, nil)
	base.number = old.number
	if len(s.folders) == 0 {
		s.advance(base.next(old.docs, s.settings, nil))
		return
	}
	base.era, base.listed = &era{ready: make(chan struct{})}, false
	s.advance(base.next(old.docs, s.settings, nil))
	folders, settings := slices.Clone(s.folders), s.settings
	s.inBackground("listing the workspace", func(context.Context) {
		defer close(base.era.ready)
		files := s.filesBelow(folders, settings)
		if s.opt.Listed != nil {
			s.opt.Listed(files)
		}
		s.change(func(now *snapshot) *snapshot {
			if now.era != base.era {
				return nil // reopened once more meanwhile
			}
			full := s.empty(folders, files)
			full.number, full.era = now.number, base.era
			return full.next(now.docs, settings, nil)
		})
	})
}

// relist looks for files that are new below the folders, and then calls done.
func (s *server) relist(done func()) {
	s.turn.Lock()
	folders, settings, at := slices.Clone(s.folders), s.settings, s.snapshot().era
	s.turn.Unlock()
	s.inBackground("listing the workspace", func(context.Context) {
		defer done()
		s.listing.Lock() // an older list must not take the place of a newer one
		defer s.listing.Unlock()
		files := s.filesBelow(folders, settings)
		s.change(func(now *snapshot) *snapshot {
			if now.era != at || !now.listed || slices.Equal(files, now.files) {
				return nil
			}
			next := now.next(now.docs, now.settings, func(string) bool { return false }) // new files are somewhere new
			next.files = files
			next.ws.Include(files)
			return next
		})
	})
}

// filesBelow lists the Python files of the folders, sorted, each once.
func (s *server) filesBelow(folders []string, settings *settingsCache) []string {
	var out []string
	for _, f := range folders {
		c := settings.of(filepath.Join(f, "x.py")).config
		out = append(out, c.Files(f, func(path string, err error) { s.warn("%s: %v", path, err) })...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (s *server) addFolder(u uri.URI) {
	if dir := filepath.Clean(u.FsPath()); u.IsFile() && !slices.Contains(s.folders, dir) {
		s.folders = append(s.folders, dir)
	}
}

func (s *server) DidChangeWorkspaceFolders(_ context.Context, p *protocol.DidChangeWorkspaceFoldersParams) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	gone := map[string]bool{}
	for _, f := range p.Event.Removed {
		gone[filepath.Clean(f.URI.FsPath())] = true
	}
	s.folders = slices.DeleteFunc(slices.Clone(s.folders), func(dir string) bool { return gone[dir] })
	for _, f := range p.Event.Added {
		s.addFolder(f.URI)
	}
	s.reopen()
	s.refresh()
	return nil
}

// DidChangeWatchedFiles reads anew what changed on disk. A file that comes or
// goes can change which files the workspace has, and an __init__.py that does
// changes the names of modules.
func (s *server) DidChangeWatchedFiles(_ context.Context, p *protocol.DidChangeWatchedFilesParams) error {
	stale := map[string]bool{}
	anew, grows := false, false
	for _, c := range p.Changes {
		path := filepath.Clean(c.URI.FsPath())
		base, came := filepath.Base(path), c.Type != protocol.FileChangeTypeChanged
		anew = anew || base == "pyproject.toml" || base == "asynclsp.toml" || base == ".gitignore" ||
			came && (base == "__init__.py" || base == "__init__.pyi" || filepath.Ext(base) == "") // a folder, perhaps
		grows = grows || came && config.IsPython(base)
		stale[path] = true
	}
	if anew {
		s.turn.Lock()
		defer s.turn.Unlock()
		s.reopen()
		s.refresh()
		return nil
	}
	s.change(func(old *snapshot) *snapshot {
		disk := maps.Clone(stale)
		for _, d := range old.docs {
			delete(disk, d.path)
		}
		return old.next(old.docs, s.settings, func(path string) bool { return disk[path] })
	})
	if grows {
		s.relist(s.refresh) // a client that asked before would not see the new files
	} else {
		s.refresh()
	}
	return nil
}
