package config

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// Environment is the installed packages that a project's imports find. It is
// only looked at: nothing in it is ever executed.
type Environment struct {
	Prefix  string   // the environment's folder, empty when there is none
	Folders []string // site-packages, then what its .pth files add
}

// Environment finds the project's environment: the one that the setting venv
// names, else the active one (VIRTUAL_ENV), else .venv or venv beside the
// settings or in the folder, else the active conda environment. An error says
// that the setting names no environment.
func (c *Config) Environment(folder string, getenv func(string) string) (Environment, error) {
	if c.Venv != "" {
		prefix := filepath.FromSlash(c.Venv)
		if !filepath.IsAbs(prefix) {
			prefix = filepath.Join(c.Root, prefix)
		}
		if e, ok := environmentAt(prefix); ok {
			return e, nil
		}
		return Environment{}, fmt.Errorf("venv: %s is no Python environment", prefix)
	}
	candidates := []string{getenv("VIRTUAL_ENV")}
	for _, dir := range []string{c.Root, folder} {
		if dir == "" {
			continue
		}
		if abs, err := filepath.Abs(dir); err == nil {
			candidates = append(candidates, filepath.Join(abs, ".venv"), filepath.Join(abs, "venv"))
		}
	}
	for _, prefix := range append(candidates, getenv("CONDA_PREFIX")) {
		if prefix == "" {
			continue
		}
		if e, ok := environmentAt(prefix); ok {
			return e, nil
		}
	}
	return Environment{}, nil
}

func environmentAt(prefix string) (Environment, bool) {
	settings := readVenvSettings(filepath.Join(prefix, "pyvenv.cfg"))
	site := siteFolders(prefix, settings["version"])
	if len(site) == 0 {
		return Environment{}, false
	}
	if settings["include-system-site-packages"] == "true" && settings["home"] != "" {
		// home is the folder of the interpreter, bin or the prefix itself.
		for _, base := range []string{filepath.Dir(settings["home"]), settings["home"]} {
			site = append(site, siteFolders(base, settings["version"])...)
		}
	}
	e := Environment{Prefix: prefix}
	seen := map[string]bool{}
	add := func(dir string) {
		if !seen[dir] && isDir(dir) {
			seen[dir] = true
			e.Folders = append(e.Folders, dir)
		}
	}
	for _, dir := range site {
		add(dir)
	}
	for _, dir := range site {
		for _, more := range pathFiles(dir) {
			add(more)
		}
	}
	return e, true
}

// readVenvSettings reads "key = value" lines; there are none in a conda
// environment.
func readVenvSettings(path string) map[string]string {
	out := map[string]string{}
	raw, err := os.ReadFile(path)
	if err != nil {
		return out
	}
	for _, line := range strings.Split(string(raw), "\n") {
		if key, value, ok := strings.Cut(line, "="); ok {
			out[strings.ToLower(strings.TrimSpace(key))] = strings.TrimSpace(value)
		}
	}
	if out["version"] == "" {
		out["version"] = out["version_info"]
	}
	return out
}

// siteFolders are the site-packages of an installation: of the version it says
// it is for, or of the newest one there.
func siteFolders(prefix, version string) []string {
	windows := filepath.Join(prefix, "Lib", "site-packages")
	var found []string
	for _, lib := range []string{"lib", "lib64"} {
		list, _ := filepath.Glob(filepath.Join(escapeGlob(prefix), lib, "python3.*"))
		sort.Slice(list, func(i, j int) bool { return minorOf(list[i]) > minorOf(list[j]) })
		wanted := ""
		if parts := strings.Split(version, "."); len(parts) >= 2 {
			wanted = "python" + parts[0] + "." + parts[1]
		}
		sort.SliceStable(list, func(i, j int) bool { return filepath.Base(list[i]) == wanted && filepath.Base(list[j]) != wanted })
		for _, dir := range list {
			if site := filepath.Join(dir, "site-packages"); isDir(site) {
				found = append(found, site)
				break
			}
		}
	}
	if len(found) == 2 && isSameFile(found[0], found[1]) {
		found = found[:1]
	}
	if len(found) == 0 && isDir(windows) {
		found = append(found, windows)
	}
	return found
}

func escapeGlob(path string) string {
	return strings.NewReplacer(`[`, `\[`, `*`, `\*`, `?`, `\?`).Replace(path)
}

func minorOf(dir string) int {
	minor := 0
	if _, err := fmt.Sscanf(filepath.Base(dir), "python3.%d", &minor); err != nil {
		return -1
	}
	return minor
}

// pathFiles are the folders that the .pth files of a site-packages add, in the
// order of the files' names. Lines that would be executed are left out.
func pathFiles(site string) []string {
	entries, err := os.ReadDir(site)
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries { // sorted by name
		if !strings.HasSuffix(e.Name(), ".pth") || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		raw, err := os.ReadFile(filepath.Join(site, e.Name()))
		if err != nil {
			continue
		}
		for _, line := range strings.Split(strings.TrimPrefix(string(raw), "\ufeff"), "\n") {
			line = strings.TrimRight(line, " \t\r")
			if line == "" || line[0] == '#' || strings.HasPrefix(line, "import ") || strings.HasPrefix(line, "import\t") {
				continue
			}
			if !filepath.IsAbs(line) {
				line = filepath.Join(site, filepath.FromSlash(line))
			}
			out = append(out, filepath.Clean(line))
		}
	}
	return out
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func isSameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}
