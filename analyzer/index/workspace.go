package index

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

// Files is where a Workspace reads from: the disk, or the disk under an
// editor's unsaved buffers.
type Files interface {
	// Read returns a file's bytes, which are the caller's.
	Read(path string) ([]byte, error)
	// IsFile and IsDir tell what a path is; neither for what does not exist.
	IsFile(path string) bool
	IsDir(path string) bool
}

// Disk reads the file system.
type Disk struct{}

func (Disk) Read(path string) ([]byte, error) { return os.ReadFile(path) }

func (Disk) IsFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

func (Disk) IsDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

var errPanicked = errors.New("an earlier attempt to read this file crashed")

// Workspace is a set of files at one moment. It is safe for concurrent use.
type Workspace struct {
	files Files
	roots []string
	other []string
	libs  []string // site-packages and what its .pth files add
	minor int      // target version, 3.minor

	bundled *sync.Map // name -> *Module, shared by all snapshots
	places  *places

	mu sync.Mutex
	// members and modules, guarded by mu, only grow.
	members map[string]bool // see Include
	modules map[string]*entry
	listed  []string // the members' paths, sorted; nil when members has grown since

	filing sync.Mutex
	filed  *heirs // guarded by filing, as former is
	former former
}

type entry struct {
	once   sync.Once
	load   func() (*Module, error)
	module *Module
	err    error
}

func (e *entry) get() (*Module, error) {
	e.once.Do(func() {
		e.err = errPanicked // stands if what follows panics
		e.module, e.err = e.load()
	})
	return e.module, e.err
}

// Options configure a Workspace.
type Options struct {
	Files       Files    // default: Disk
	Roots       []string // folders that absolute imports are searched in, first match wins
	Other       []string // searched after them; a name that several of these have is unknown
	Libraries   []string // searched last: the environment's folders, read for types only
	TargetMinor int      // the 3.X the code is for; 0 is the newest
}

// New makes an empty workspace.
func New(opt Options) *Workspace {
	if opt.Files == nil {
		opt.Files = Disk{}
	}
	return &Workspace{
		files:   opt.Files,
		roots:   opt.Roots,
		other:   opt.Other,
		libs:    opt.Libraries,
		bundled: &sync.Map{},
		minor:   opt.TargetMinor,
		members: map[string]bool{},
		modules: map[string]*entry{},
		places:  newPlaces(opt.Files),
	}
}

// Next is a workspace over the same roots that keeps what w has parsed, save
// the files that keep rejects. Where things are is found anew, for a new file
// may change it, unless the same files are there as before.
func (w *Workspace) Next(files Files, keep func(path string) bool, same bool) *Workspace {
	next := &Workspace{
		files: files, roots: w.roots, other: w.other, libs: w.libs, bundled: w.bundled, minor: w.minor,
		members: map[string]bool{}, modules: map[string]*entry{},
	}
	if next.places = w.places; !same {
		next.places = newPlaces(files)
	}
	var changed []string
	w.mu.Lock()
	for path := range w.members {
		next.members[path] = true
	}
	next.listed = w.listed
	for path, e := range w.modules {
		if keep(path) {
			next.modules[path] = e
		} else {
			changed = append(changed, path)
		}
	}
	w.mu.Unlock()
	next.former = w.after(changed)
	return next
}

// Module reads, parses and indexes a file, once. The error is that of reading
// or decoding; syntax errors are in the module's File.
func (w *Workspace) Module(path string) (*Module, error) {
	path = filepath.Clean(path)
	w.mu.Lock()
	e := w.modules[path]
	if e == nil {
		e = &entry{load: func() (*Module, error) {
			raw, err := w.files.Read(path)
			if err != nil {
				return nil, err
			}
			return w.parseRaw(path, raw, source.Take)
		}}
		w.modules[path] = e
	}
	w.mu.Unlock()
	return e.get()
}

// Add puts the bytes of what is in no file, such as standard input, into the
// workspace under a name.
func (w *Workspace) Add(path string, raw []byte) {
	w.put(path, func() (*Module, error) { return w.Parse(path, raw) })
}

// AddText is Add for a text that an editor has decoded.
func (w *Workspace) AddText(path, text string) {
	w.put(path, func() (*Module, error) { return w.ParseText(path, text), nil })
}

// put leaves the parsing to whoever asks first.
func (w *Workspace) put(path string, load func() (*Module, error)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.modules[filepath.Clean(path)] = &entry{load: load}
	w.addMember(filepath.Clean(path))
}

// Parse indexes a text without keeping it. Bytes that are no text in the
// file's encoding make a module without statements whose File holds the error,
// as Python takes it for a syntax error too.
func (w *Workspace) Parse(path string, raw []byte) (*Module, error) {
	return w.parseRaw(path, raw, source.Decode)
}

func (w *Workspace) parseRaw(path string, raw []byte, decode func(string, []byte) (*source.File, error)) (*Module, error) {
	src, err := decode(path, raw)
	var bad *source.DecodeError
	switch {
	case errors.As(err, &bad):
		m := Build(w.moduleName(path), path, undecodable(path, raw, bad))
		m.Undecodable = true
		return m, nil
	case err != nil:
		return nil, err
	}
	return w.build(path, src), nil
}

// ParseText is Parse for a text whose encoding does not matter any more.
func (w *Workspace) ParseText(path, text string) *Module {
	return w.build(path, source.NewFile(path, text))
}

func (w *Workspace) build(path string, src *source.File) *Module {
	m := Build(w.moduleName(path), path, w.parse(src))
	m.Library = w.isLibrary(path)
	return m
}

func undecodable(path string, raw []byte, e *source.DecodeError) *ast.File {
	src := source.NewFile(path, strings.ToValidUTF8(string(raw), "\uFFFD"))
	start := src.LineStart(max(e.Line-1, 0))
	end := start + source.Pos(len(src.LineText(src.Line(start))))
	return &ast.File{
		Source: src,
		Mod:    &ast.Module{},
		Errors: []ast.Error{{Class: e.Class, Msg: e.Msg, Span: source.Span{Start: start, End: end}}},
	}
}

func (w *Workspace) parse(src *source.File) *ast.File {
	return parse.Parse(src, parse.Options{TargetMinor: w.minor})
}

// moduleName is the dotted name of a file, counted from the outermost folder
// above it that is a package.
func (w *Workspace) moduleName(path string) string {
	dir, base := filepath.Split(filepath.Clean(path))
	name := strings.TrimSuffix(strings.TrimSuffix(base, ".pyi"), ".py")
	parts := []string{}
	if name != "__init__" {
		parts = append(parts, name)
	}
	lib := ""
	if w.isLibrary(path) {
		lib = w.libraryOf(path)
	}
	for dir = filepath.Clean(dir); w.isPackage(dir) || lib != "" && isBelow(dir, lib); dir = filepath.Dir(dir) {
		parts = append(parts, strings.TrimSuffix(filepath.Base(dir), "-stubs"))
		if filepath.Dir(dir) == dir {
			break
		}
	}
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return strings.Join(parts, ".")
}

func (w *Workspace) isPackage(dir string) bool {
	return w.places.isFile(filepath.Join(dir, "__init__.py")) || w.places.isFile(filepath.Join(dir, "__init__.pyi"))
}

// Import resolves "from <level dots><name>" or "import <name>" as written in
// the module from; nil when no file of the workspace answers to it.
func (w *Workspace) Import(from *Module, level int, name string) *Module {
	if path := w.find(from, level, name); path != "" {
		if m, err := w.Module(path); err == nil {
			return m
		}
	}
	return nil
}

func (w *Workspace) find(from *Module, level int, name string) string {
	if level > 0 {
		dir := filepath.Dir(from.Path)
		for range level - 1 {
			dir = filepath.Dir(dir)
		}
		if name == "" {
			return w.packageFile(dir)
		}
		return w.under(dir, name)
	}
	if name == "" {
		return ""
	}
	top := w.topFolder(from)
	key := top + "\x00" + name
	if path, known := w.places.lookup(key); known {
		return path
	}
	path := ""
	if first, _, deeper := strings.Cut(name, "."); deeper && !w.hasTop(top, first) {
		return ""
	}
	for _, root := range append([]string{top}, w.roots...) {
		if path = w.under(root, name); path != "" {
			break
		}
	}
	if path == "" {
		path = w.findOther(name)
	}
	if path == "" {
		path = w.findLibrary(name)
	}
	w.places.remember(key, path)
	return path
}

// hasTop tells whether any folder that imports are searched in has something
// of the name, so that the parts of what is not there are not looked for one by
// one.
func (w *Workspace) hasTop(top, first string) bool {
	key := top + "\x00dir " + first
	found, known := w.places.lookup(key)
	if known {
		return found != ""
	}
	for _, list := range [][]string{{top}, w.roots, w.other, w.libs} {
		for _, root := range list {
			if dir := filepath.Join(root, first); w.places.isDir(dir) || w.places.isDir(dir+"-stubs") {
				found = dir
			}
		}
	}
	w.places.remember(key, found)
	return found != ""
}

// findOther looks where the files of other projects of the same tree are. The
// first part of the name must be in one of them only.
func (w *Workspace) findOther(name string) string {
	first, _, _ := strings.Cut(name, ".")
	owner := ""
	for _, root := range w.other {
		if w.under(root, first) == "" && !w.places.isDir(filepath.Join(root, first)) {
			continue
		}
		if owner != "" {
			return ""
		}
		owner = root
	}
	if owner == "" {
		return ""
	}
	return w.under(owner, name)
}

// TopFolders lists the folders from which the given files can be imported: of
// each package the folder around the outermost one. They are what Options.Other
// is for.
func TopFolders(files Files, paths []string) []string {
	w := New(Options{Files: files})
	seen, out := map[string]bool{}, []string{}
	tops := map[string]string{} // by the folder of a file
	for _, path := range paths {
		dir := filepath.Dir(path)
		top, known := tops[dir]
		if !known {
			for top = dir; w.isPackage(top) && filepath.Dir(top) != top; top = filepath.Dir(top) {
			}
			tops[dir] = top
		}
		// A folder of loose scripts is no place to import from.
		if top != dir && !seen[top] {
			seen[top] = true
			out = append(out, top)
		}
	}
	return out
}

// topFolder is the folder that holds the importing file's outermost package:
// where a program started from that file finds absolute imports.
func (w *Workspace) topFolder(from *Module) string {
	dir := filepath.Dir(from.Path)
	up := strings.Count(from.Name, ".")
	if from.IsPackage {
		up++
	}
	for range up {
		dir = filepath.Dir(dir)
	}
	return dir
}

// under finds a dotted name below a folder. Stubs win over sources only where
// there is no source, because only a source shows what a function does.
func (w *Workspace) under(dir, name string) string {
	parts := strings.Split(name, ".")
	for _, p := range parts[:len(parts)-1] {
		dir = filepath.Join(dir, p)
		if !w.places.isDir(dir) {
			return ""
		}
	}
	last := filepath.Join(dir, parts[len(parts)-1])
	if path := w.packageFile(last); path != "" {
		return path
	}
	for _, suffix := range []string{".py", ".pyi"} {
		if w.places.isFile(last + suffix) {
			return last + suffix
		}
	}
	return ""
}

func (w *Workspace) packageFile(dir string) string {
	for _, base := range []string{"__init__.py", "__init__.pyi"} {
		if path := filepath.Join(dir, base); w.places.isFile(path) {
			return path
		}
	}
	return ""
}
