package runtime

import (
	"bufio"
	"os"
	"path/filepath"
	goruntime "runtime"
	"sort"
	"strconv"
	"strings"

	"github.com/asynctools/asynctools/runtime/object"
)

// oldestLibrary is the oldest Python 3 whose library is used.
const oldestLibrary = 11

// libraryPath are folders that hold modules which are not built in: the
// library of an installed CPython and its site-packages. They are looked for
// once, when the first such module is imported, and then end sys.path. For a
// submodule of an embedded package it is the folder of that package there.
func (in *Interp) libraryPath(t *object.Thread, name string) []string {
	first := !in.searched
	if first {
		in.searched = true
		in.library, _ = in.Tape.Asset("the library", func() any { return findLibrary(in.programDir(t)) }).([]string)
		if sys := object.Cast[object.Module](in.Modules.GetString("sys")); len(in.library) > 0 {
			if l := object.AsList(orNone(sys.Dict.GetString("path"))); l != nil {
				for _, d := range in.library {
					l.Append(object.NewStr(d))
				}
			}
		}
	}
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		if first {
			return in.library
		}
		return nil // they are on sys.path, if the program has left them there
	}
	if f := in.locateBuiltin(name[:i]); f == nil || len(in.library) == 0 {
		return nil
	}
	return []string{filepath.Join(in.library[0], filepath.FromSlash(strings.ReplaceAll(name[:i], ".", "/")))}
}

// programDir is the folder of the running program, or the current one.
func (in *Interp) programDir(t *object.Thread) string {
	if p := in.path(t); len(p) > 0 && p[0] != "" {
		return p[0]
	}
	dir, _ := os.Getwd()
	return dir
}

// findLibrary finds the library of an installed CPython, without running it:
// the active virtual environment, one beside the program or in the working
// folder, ASYNCTOOLS_PYTHON, or a python on PATH. The library itself comes
// first, site-packages after it.
func findLibrary(programDir string) []string {
	var envs []string
	if v := os.Getenv("VIRTUAL_ENV"); v != "" {
		envs = append(envs, v)
	}
	cwd, _ := os.Getwd()
	for _, dir := range []string{programDir, cwd} {
		if dir != "" {
			envs = append(envs, filepath.Join(dir, ".venv"), filepath.Join(dir, "venv"))
		}
	}
	for _, env := range envs {
		if l := fromEnvironment(env); l != nil {
			return l
		}
	}
	// The library of the version nearest to ours fits best; among equals the
	// first on PATH, as named by the user or found.
	var best []string
	for _, exe := range pythons() {
		l := fromExecutable(exe)
		if l == nil {
			continue
		}
		if exe == os.Getenv("ASYNCTOOLS_PYTHON") {
			return l
		}
		if best == nil || distance(l[0]) < distance(best[0]) {
			best = l
		}
	}
	return best
}

// distance is how far the version of a library is from ours.
func distance(lib string) int {
	minor, err := strconv.Atoi(strings.TrimPrefix(filepath.Base(lib), "python3."))
	if err != nil {
		return 1 // a Windows installation does not say
	}
	if minor > ownMinor {
		return minor - ownMinor
	}
	return ownMinor - minor
}

// ownMinor is the version that the runtime is, and so the one whose library
// fits best.
const ownMinor = 14

// pythons lists executables that may be Pythons.
func pythons() []string {
	var out []string
	if exe := os.Getenv("ASYNCTOOLS_PYTHON"); exe != "" {
		out = append(out, exe)
	}
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		names, _ := filepath.Glob(filepath.Join(dir, "python3.1[0-9]"))
		sort.Sort(sort.Reverse(sort.StringSlice(names)))
		if filepath.Base(dir) == "shims" {
			// pyenv's executables are scripts; what they start lies beside them.
			found, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), "versions", "*", "bin", "python3"))
			out = append(out, found...)
		}
		for _, name := range append([]string{filepath.Join(dir, "python3"), filepath.Join(dir, "python3.exe"), filepath.Join(dir, "python.exe")}, names...) {
			if isFile(name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// fromEnvironment reads a virtual environment: its own site-packages over the
// library of the Python it was made from.
func fromEnvironment(env string) []string {
	cfg := readConfig(filepath.Join(env, "pyvenv.cfg"))
	home := cfg["home"]
	if home == "" {
		return nil
	}
	minor := 0
	for _, key := range []string{"version", "version_info"} {
		if p := strings.Split(cfg[key], "."); len(p) > 1 {
			minor, _ = strconv.Atoi(p[1])
		}
	}
	lib := libraryOf(filepath.Dir(home), minor)
	if lib == "" {
		return nil
	}
	out := []string{lib}
	for _, site := range sitePackages(env) {
		out = append(out, site)
		out = append(out, pathFiles(site)...)
	}
	if strings.EqualFold(cfg["include-system-site-packages"], "true") {
		out = append(out, sitePackages(filepath.Dir(home))...)
	}
	return out
}

func readConfig(file string) map[string]string {
	f, err := os.Open(file)
	if err != nil {
		return nil
	}
	defer f.Close()
	out := map[string]string{}
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if k, v, ok := strings.Cut(sc.Text(), "="); ok {
			out[strings.ToLower(strings.TrimSpace(k))] = strings.TrimSpace(v)
		}
	}
	return out
}

// fromExecutable finds the library that belongs to a Python executable, by the
// places where installations have it.
func fromExecutable(exe string) []string {
	if l := fromEnvironment(filepath.Dir(filepath.Dir(exe))); l != nil {
		return l
	}
	real, err := filepath.EvalSymlinks(exe)
	if err != nil {
		return nil
	}
	prefix := filepath.Dir(filepath.Dir(real))
	if goruntime.GOOS == "windows" {
		prefix = filepath.Dir(real)
	}
	minor := 0
	if rest, ok := strings.CutPrefix(filepath.Base(real), "python3."); ok {
		minor, _ = strconv.Atoi(rest)
	}
	lib := libraryOf(prefix, minor)
	if lib == "" {
		return nil
	}
	out := []string{lib}
	for _, site := range sitePackages(prefix) {
		out = append(out, site)
		out = append(out, pathFiles(site)...)
	}
	return out
}

// libraryOf is the standard library under a prefix; minor is the version, or
// 0 for the newest there is.
func libraryOf(prefix string, minor int) string {
	if dir := filepath.Join(prefix, "Lib"); goruntime.GOOS == "windows" && isFile(filepath.Join(dir, "os.py")) {
		return dir
	}
	best, dir := 0, ""
	for _, lib := range []string{"lib", "lib64"} {
		dirs, _ := filepath.Glob(filepath.Join(prefix, lib, "python3.*"))
		for _, d := range dirs {
			n, err := strconv.Atoi(strings.TrimPrefix(filepath.Base(d), "python3."))
			if err != nil || n < oldestLibrary || minor != 0 && n != minor || !isFile(filepath.Join(d, "os.py")) {
				continue
			}
			if n > best {
				best, dir = n, d
			}
		}
	}
	return dir
}

func sitePackages(prefix string) []string {
	if goruntime.GOOS == "windows" {
		return existing(filepath.Join(prefix, "Lib", "site-packages"))
	}
	dirs, _ := filepath.Glob(filepath.Join(prefix, "lib", "python3*", "site-packages"))
	more, _ := filepath.Glob(filepath.Join(prefix, "lib", "python3", "dist-packages"))
	return append(dirs, more...)
}

func existing(dir string) []string {
	if st, err := os.Stat(dir); err == nil && st.IsDir() {
		return []string{dir}
	}
	return nil
}

// pathFiles are the folders that .pth files in site-packages name; lines of
// code in them are not run.
func pathFiles(site string) []string {
	files, _ := filepath.Glob(filepath.Join(site, "*.pth"))
	var out []string
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			continue
		}
		for _, line := range strings.Split(string(raw), "\n") {
			line = strings.TrimSpace(line)
			if line == "" || line[0] == '#' || strings.HasPrefix(line, "import ") || strings.HasPrefix(line, "import\t") {
				continue
			}
			if !filepath.IsAbs(line) {
				line = filepath.Join(site, line)
			}
			out = append(out, existing(line)...)
		}
	}
	return out
}
