package config

import (
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// defaultExclude are the folders of tools and environments, by name.
var defaultExclude = []string{
	".bzr", ".direnv", ".eggs", ".git", ".hg", ".svn", ".ipynb_checkpoints", ".mypy_cache", ".nox", ".pyenv",
	".pytest_cache", ".pytype", ".ruff_cache", ".tox", ".venv", "venv", ".vscode", "__pycache__", "__pypackages__",
	"_build", "buck-out", "node_modules", "site-packages",
}

// Files lists the Python files below a folder, sorted, without what the
// settings exclude and .gitignore files ignore. Problems with single folders
// go to report and do not end the search.
func (c *Config) Files(root string, report func(path string, err error)) []string {
	w := &walker{config: c, root: root, report: report}
	if c.RespectGitignore == nil || *c.RespectGitignore {
		w.git = outerIgnores(root)
	}
	w.walk(root, w.git)
	sort.Strings(w.found)
	return w.found
}

type walker struct {
	config *Config
	root   string
	git    []ignoreFile
	report func(string, error)
	found  []string
}

// walk does not follow symbolic links to folders, so that it ends.
func (w *walker) walk(dir string, ignores []ignoreFile) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		w.report(dir, err)
		return
	}
	if w.config.RespectGitignore == nil || *w.config.RespectGitignore {
		if f, ok := readIgnore(dir, ".gitignore"); ok {
			ignores = append(ignores[:len(ignores):len(ignores)], f)
		}
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		isDir := e.IsDir()
		if w.config.Excludes(w.root, path) || ignored(ignores, path, isDir) {
			continue
		}
		switch {
		case isDir:
			if _, err := os.Lstat(filepath.Join(path, "pyvenv.cfg")); err == nil {
				continue // a virtual environment under any name
			}
			w.walk(path, ignores)
		case IsPython(e.Name()) && isRegular(path, e):
			w.found = append(w.found, path)
		}
	}
}

func isRegular(path string, e fs.DirEntry) bool {
	if e.Type().IsRegular() {
		return true
	}
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// IsPython reports a name that Python files have.
func IsPython(name string) bool {
	return strings.HasSuffix(name, ".py") || strings.HasSuffix(name, ".pyi") || strings.HasSuffix(name, ".pyw")
}

// Excludes reports whether the exclude patterns cover a path below root. A
// pattern without a slash matches any one name on the way, as in .gitignore.
func (c *Config) Excludes(root, path string) bool {
	patterns := c.Exclude
	if patterns == nil {
		patterns = defaultExclude
	}
	base := c.Root
	if base == "" {
		base = root
	}
	rel := relative(base, path)
	for _, list := range [][]string{patterns, c.ExtendExclude} {
		for _, p := range list {
			if Matches(p, rel) {
				return true
			}
		}
	}
	return false
}

// Matches tells whether a glob covers a slash-separated path: by its last
// name, by the whole path, or by one of the folders it is in.
func Matches(pattern, rel string) bool {
	pattern = glob(pattern)
	if !strings.Contains(pattern, "/") {
		ok, _ := doublestar.Match(pattern, rel[strings.LastIndex(rel, "/")+1:])
		return ok
	}
	pattern = strings.TrimPrefix(strings.TrimPrefix(pattern, "./"), "/")
	for at := rel; ; {
		if ok, _ := doublestar.Match(pattern, at); ok {
			return true
		}
		i := strings.LastIndex(at, "/")
		if i < 0 {
			return false
		}
		at = at[:i]
	}
}

// glob is a pattern of the settings as doublestar takes it.
func glob(pattern string) string { return strings.TrimSuffix(filepath.ToSlash(pattern), "/") }

// IgnoredIn lists the rules that per-file-ignores turns off for a file.
func (c *Config) IgnoredIn(path string) []string {
	var out []string
	rel := relative(c.Root, path)
	for pattern, rules := range c.PerFileIgnores {
		if Matches(pattern, rel) {
			out = append(out, rules...)
		}
	}
	sort.Strings(out)
	return out
}

func relative(base, path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	if abs, err := filepath.Abs(base); err == nil {
		base = abs
	}
	rel, err := filepath.Rel(base, path)
	if err != nil {
		rel = path
	}
	return filepath.ToSlash(rel)
}

// ignoreFile is one .gitignore: patterns relative to its folder, of which the
// last that matches decides.
type ignoreFile struct {
	dir      string
	patterns []ignorePattern
}

type ignorePattern struct {
	glob     string // matched against the path from dir
	negated  bool
	onlyDirs bool
}

// outerIgnores reads the ignore files from the repository's top down to above dir.
func outerIgnores(dir string) []ignoreFile {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil
	}
	var chain []string
	top := ""
	for at := abs; ; at = filepath.Dir(at) {
		if at != abs {
			chain = append(chain, at)
		}
		if _, err := os.Lstat(filepath.Join(at, ".git")); err == nil {
			top = at
			break
		}
		if filepath.Dir(at) == at {
			return nil // no repository: only files below count
		}
	}
	var out []ignoreFile
	if f, ok := readIgnore(top, ".git/info/exclude"); ok {
		out = append(out, f)
	}
	for i := len(chain) - 1; i >= 0; i-- {
		if f, ok := readIgnore(chain[i], ".gitignore"); ok {
			out = append(out, f)
		}
	}
	return out
}

func readIgnore(dir, name string) (ignoreFile, bool) {
	raw, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return ignoreFile{}, false
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return ignoreFile{}, false
	}
	f := ignoreFile{dir: abs}
	for _, line := range strings.Split(string(raw), "\n") {
		if p, ok := parseIgnore(line); ok {
			f.patterns = append(f.patterns, p)
		}
	}
	return f, len(f.patterns) > 0
}

func parseIgnore(line string) (p ignorePattern, ok bool) {
	line = strings.TrimSuffix(line, "\r")
	for strings.HasSuffix(line, " ") && !strings.HasSuffix(line, `\ `) {
		line = line[:len(line)-1]
	}
	switch {
	case line == "" || line[0] == '#':
		return p, false
	case line[0] == '!':
		p.negated, line = true, line[1:]
	case strings.HasPrefix(line, `\#`), strings.HasPrefix(line, `\!`):
		line = line[1:]
	}
	if strings.HasSuffix(line, "/") {
		p.onlyDirs, line = true, strings.TrimSuffix(line, "/")
	}
	if line == "" {
		return p, false
	}
	if strings.Contains(line, "/") {
		p.glob = strings.TrimPrefix(line, "/")
	} else {
		p.glob = "**/" + line
	}
	// In .gitignore braces are ordinary characters.
	p.glob = strings.NewReplacer("{", `\{`, "}", `\}`).Replace(p.glob)
	return p, doublestar.ValidatePattern(p.glob)
}

// ignored applies the ignore files, outermost first. That a folder above is
// ignored need not be asked: the walk never enters it.
func ignored(files []ignoreFile, path string, isDir bool) bool {
	abs, err := filepath.Abs(path)
	if err != nil {
		return false
	}
	out := false
	for _, f := range files {
		rel, err := filepath.Rel(f.dir, abs)
		if err != nil || strings.HasPrefix(rel, "..") {
			continue
		}
		rel = filepath.ToSlash(rel)
		for _, p := range f.patterns {
			if p.onlyDirs && !isDir {
				continue
			}
			if ok, _ := doublestar.Match(p.glob, rel); ok {
				out = !p.negated
			}
		}
	}
	return out
}
