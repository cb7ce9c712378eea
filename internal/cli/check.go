package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sort"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/rules"
	"github.com/asynctools/asynctools/internal/config"
	"github.com/asynctools/asynctools/internal/heap"
	"github.com/asynctools/asynctools/internal/logx"
	"github.com/asynctools/asynctools/syntax/source"
)

const checkUsage = `usage: asynclsp check [FLAGS] PATH...

Check Python files and folders. "-" reads standard input. Without a PATH, the
current folder is checked. Exits 0 when there is nothing to report, 1 when
there are findings, 2 when something could not be read or went wrong.

`

// stdinName is how messages call standard input.
const stdinName = "<stdin>"

type checkFlags struct {
	format, minSeverity, target, config, stdinName string
	fix, diff, strict                              bool
	selected, ignored                              list
	jobs                                           int
}

// RunCheck is the command "asynclsp check".
func RunCheck(args []string, s Streams) int {
	var f checkFlags
	fs := newFlags("asynclsp check", checkUsage, s.Err)
	fs.StringVar(&f.format, "format", "text", "how to print findings: text, json, sarif or github")
	fs.BoolVar(&f.fix, "fix", false, "apply the fixes that are safe")
	fs.BoolVar(&f.diff, "diff", false, "print what --fix would change, and change nothing")
	fs.Var(&f.selected, "select", "only these `rules`: codes, beginnings of codes, names, ALL")
	fs.Var(&f.ignored, "ignore", "not these `rules`")
	fs.BoolVar(&f.strict, "strict", false, "the rules for strict checking, too")
	fs.StringVar(&f.minSeverity, "min-severity", "", "leave out less `severe` findings: hint, information, warning or error")
	fs.StringVar(&f.target, "target-version", "", "the oldest Python `version` the code is for, as 3.12")
	fs.StringVar(&f.config, "config", "", "read settings from this `file`")
	fs.StringVar(&f.stdinName, "stdin-filename", "", "the `path` that standard input has, for imports and messages")
	fs.IntVar(&f.jobs, "jobs", runtime.GOMAXPROCS(0), "files to check at a time")
	paths, code, done := parseFlags(fs, args, s)
	if done {
		return code
	}
	c := &checker{flags: f, streams: s, configs: map[string]*project{}, seen: map[string]bool{}}
	if err := c.prepare(); err != nil {
		fmt.Fprintf(s.Err, "asynclsp check: %v\n", err)
		return exitFailure
	}
	if len(paths) == 0 {
		paths = []string{"."}
	}
	for _, path := range paths {
		c.add(path)
	}
	return c.run()
}

// checker is one run of the command.
type checker struct {
	flags   checkFlags
	streams Streams
	write   formatter

	configs  map[string]*project // by settings file, "" for the defaults
	projects []*project
	seen     map[string]bool // files, without links on the way
	input    []byte          // of standard input
	results  []fileResult
	ran      bool // some project was
	notes    int  // problems told on stderr that make the exit status 2
	partly   int  // files that were not checked, or not by all rules
}

// project is the part of a run that shares settings.
type project struct {
	config *config.Config
	rules  []*analyzer.Rule
	minor  int
	least  analyzer.Severity
	roots  []string
	files  []string
	shown  map[string]string // absolute path -> path as the user knows it
	stdin  bool
}

type fileResult struct {
	path     string // shown
	stdin    bool
	module   *index.Module
	findings []analyzer.Diagnostic
	fixed    int
}

func (c *checker) prepare() error {
	formats := map[string]formatter{"text": writeText, "json": writeJSON, "sarif": writeSARIF, "github": writeGitHub}
	var ok bool
	if c.write, ok = formats[c.flags.format]; !ok {
		return fmt.Errorf("unknown format %q: want text, json, sarif or github", c.flags.format)
	}
	if c.flags.fix && c.flags.diff {
		return errors.New("--fix and --diff exclude each other")
	}
	if c.flags.minSeverity != "" {
		if _, err := analyzer.ParseSeverity(c.flags.minSeverity); err != nil {
			return err
		}
	}
	if _, err := analyzer.Select(rules.All(), c.flags.selected, c.flags.ignored); err != nil {
		return err
	}
	_, err := config.ParseVersion(c.flags.target)
	return err
}

func (c *checker) fail(format string, args ...any) {
	c.notes++
	fmt.Fprintf(c.streams.Err, "asynclsp check: "+format+"\n", args...)
}

// add takes one PATH argument.
func (c *checker) add(path string) {
	if path == "-" {
		at := c.flags.stdinName
		if at == "" {
			at = "."
		}
		if p := c.project(at); p != nil {
			p.stdin = true
		}
		return
	}
	info, err := os.Stat(path)
	if err != nil {
		if errors.Is(err, os.ErrNotExist) {
			c.fail("%s: no such file or folder", path)
		} else {
			c.fail("%v", err)
		}
		return
	}
	p := c.project(path)
	if p == nil {
		return
	}
	if !info.IsDir() {
		if !info.Mode().IsRegular() {
			c.fail("%s: not a regular file; \"-\" reads standard input", path)
			return
		}
		c.addFiles(p, path)
		return
	}
	p.addRoot(path)
	files := p.config.Files(path, func(dir string, err error) { c.fail("%v", err) })
	if len(files) == 0 {
		fmt.Fprintf(c.streams.Err, "asynclsp check: %s: no Python files\n", path)
	}
	c.addFiles(p, files...)
}

// addFiles adds files that are not there under another name. Of a file and
// links to it the file goes first.
func (c *checker) addFiles(p *project, paths ...string) {
	var links []string
	for _, path := range paths {
		if info, err := os.Lstat(path); len(paths) > 1 && err == nil && info.Mode()&os.ModeSymlink != 0 {
			links = append(links, path)
			continue
		}
		c.addFile(p, path)
	}
	for _, path := range links {
		c.addFile(p, path)
	}
}

func (c *checker) addFile(p *project, path string) {
	abs, err := filepath.Abs(path)
	if err != nil {
		abs = path
	}
	real, err := filepath.EvalSymlinks(abs)
	if err != nil {
		real = abs
	}
	if c.seen[real] {
		return
	}
	c.seen[real] = true
	p.shown[abs] = filepath.Clean(path)
	p.files = append(p.files, abs)
}

func (p *project) addRoot(dir string) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return
	}
	for _, at := range []string{abs, filepath.Join(abs, "src")} {
		if info, err := os.Stat(at); err == nil && info.IsDir() {
			p.roots = append(p.roots, at)
		}
	}
}

// project finds the settings for a path. Problems in them become findings, an
// unreadable file ends this path's part of the run.
func (c *checker) project(path string) *project {
	load := config.Load
	if c.flags.config != "" {
		load = func(string) (*config.Config, []config.Problem, error) { return config.Read(c.flags.config) }
	}
	cfg, problems, err := load(path)
	if err != nil {
		c.fail("%v", err)
		return nil
	}
	if p := c.configs[cfg.Path]; p != nil {
		return p
	}
	more, bad := cfg.Check(rules.All())
	if bad != nil {
		c.fail("%v", bad)
		return nil
	}
	problems = append(problems, more...)
	p := &project{config: cfg, shown: map[string]string{}}
	if err := p.settle(c.flags); err != nil {
		c.fail("%v", err)
		return nil
	}
	c.configs[cfg.Path] = p
	c.projects = append(c.projects, p)
	if cfg.Root != "" {
		p.addRoot(cfg.Root)
		for _, dir := range cfg.Src {
			p.addRoot(filepath.Join(cfg.Root, dir))
		}
	}
	if len(problems) > 0 && slices.Contains(p.rules, analyzer.InvalidConfig) {
		c.results = append(c.results, configFindings(cfg.Path, problems))
	}
	return p
}

// settle combines settings and flags; a flag wins.
func (p *project) settle(f checkFlags) error {
	selected, ignored := p.config.Select, p.config.Ignore
	if len(f.selected) > 0 {
		selected = f.selected
	}
	ignored = append(append([]string(nil), ignored...), f.ignored...)
	var err error
	choice := analyzer.Selection{Selected: selected, Ignored: ignored, Strict: p.config.Strict || f.strict}
	if p.rules, err = choice.Of(rules.All()); err != nil {
		return err
	}
	version := p.config.TargetVersion
	if f.target != "" {
		version = f.target
	}
	if p.minor, err = config.ParseVersion(version); err != nil {
		return err
	}
	least := p.config.MinSeverity
	if f.minSeverity != "" {
		least = f.minSeverity
	}
	if least != "" {
		p.least, err = analyzer.ParseSeverity(least)
	}
	return err
}

func configFindings(path string, problems []config.Problem) fileResult {
	raw, _ := os.ReadFile(path) // was readable a moment ago; positions are clamped
	src := source.NewFile(path, string(raw))
	r := fileResult{path: shownPath(path)}
	for _, p := range problems {
		start := src.LineStart(p.Line-1) + source.Pos(p.Col-1)
		r.findings = append(r.findings, analyzer.Diagnostic{
			Rule: analyzer.InvalidConfig, Severity: analyzer.InvalidConfig.Severity, Message: p.Msg,
			File: src, Span: source.Span{Start: start, End: start + source.Pos(p.Width)},
		})
	}
	return r
}

// shownPath is a path relative to the current folder where it lies below it.
func shownPath(path string) string {
	wd, err := os.Getwd()
	if err != nil {
		return path
	}
	rel, err := filepath.Rel(wd, path)
	if err != nil || strings.HasPrefix(rel, "..") {
		return path
	}
	return rel
}

func (c *checker) run() int {
	total := 0
	for _, p := range c.projects {
		total += len(p.files)
	}
	bar := newProgress(c.streams, total)
	for _, p := range c.projects {
		c.runProject(p, bar)
	}
	bar.done()
	sort.SliceStable(c.results, func(i, j int) bool { return c.results[i].path < c.results[j].path })

	out := report{streams: c.streams, results: c.results}
	if c.flags.fix && slices.ContainsFunc(c.projects, func(p *project) bool { return p.stdin }) {
		out.streams.Out = c.streams.Err // a program reads the source from stdout
	}
	findings := 0
	for _, r := range c.results {
		findings += len(r.findings)
	}
	if !c.flags.diff {
		if err := c.write(out); err != nil {
			c.fail("%v", err)
		}
	}
	if c.flags.format == "text" {
		c.summary()
	}
	switch {
	case c.notes > 0:
		return exitFailure
	case findings > 0:
		return exitFindings
	}
	return exitOK
}

func (c *checker) runProject(p *project, bar *progress) {
	ws := index.New(index.Options{
		Roots: p.roots, Other: index.TopFolders(index.Disk{}, p.files), Libraries: c.libraries(p), TargetMinor: p.minor,
	})
	engine := infer.New(ws)
	opt := analyzer.Options{Rules: p.rules, Known: rules.All(), TargetMinor: cmp.Or(p.minor, p.config.Requires), Ignored: p.config.IgnoredIn}
	var stdinPath string
	if p.stdin {
		stdinPath = c.addStdin(p, ws)
	}
	if c.ran {
		heap.Limit(p.files, 192<<20)
	} else {
		heap.Once(p.files, 192<<20)
	}
	c.ran = true
	results := analyzer.Run(context.Background(), ws, engine, p.files, c.flags.jobs, opt, func(analyzer.Result) { bar.step() })
	for _, r := range results {
		shown := p.shown[r.Path]
		if r.Err != nil {
			c.readError(shown, r.Err)
			var crash *analyzer.Crash
			if c.partly++; !errors.As(r.Err, &crash) || crash.Rule == nil {
				continue
			}
		}
		if r.Module.Undecodable && !config.IsPython(r.Path) && r.Path != stdinPath {
			c.fail("%s: not a Python source file: %s", shown, r.Module.File.Errors[0].Msg)
			continue
		}
		out := fileResult{path: shown, stdin: r.Path == stdinPath, module: r.Module, findings: r.Diagnostics}
		if c.flags.fix || c.flags.diff {
			out = c.mend(ws, out, opt)
		}
		out.findings = slices.DeleteFunc(out.findings, func(d analyzer.Diagnostic) bool { return d.Severity < p.least })
		c.results = append(c.results, out)
	}
}

// libraries are the folders of the project's environment.
func (c *checker) libraries(p *project) []string {
	folder := "."
	if len(p.roots) > 0 {
		folder = p.roots[len(p.roots)-1]
		if filepath.Base(folder) == "src" {
			folder = filepath.Dir(folder)
		}
	}
	env, err := p.config.Environment(folder, os.Getenv)
	if err != nil {
		c.fail("%s: %v", p.config.Path, err)
	}
	return env.Folders
}

func (c *checker) addStdin(p *project, ws *index.Workspace) string {
	raw, err := io.ReadAll(c.streams.In)
	if err != nil {
		c.fail("standard input: %v", err)
		return ""
	}
	shown := c.flags.stdinName
	if shown == "" {
		shown = stdinName
	}
	path, err := filepath.Abs(shown)
	if err != nil {
		path = shown
	}
	c.input = raw
	ws.Add(path, raw)
	if _, dup := p.shown[path]; !dup {
		p.files = append(p.files, path)
	}
	p.shown[path] = shown
	return path
}

// readError tells of a file that was not checked. The others go on.
func (c *checker) readError(shown string, err error) {
	var crash *analyzer.Crash
	if errors.As(err, &crash) {
		if log, logErr := logx.New(c.streams.Err, "error"); logErr == nil {
			log.Sugar().Errorf("%s: %v\n%s", shown, crash.Value, crash.Stack)
		}
		c.fail("%s: %v; please report this", shown, err)
		return
	}
	var pe *os.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	c.fail("%s: %v", shown, err)
}

// mend fixes one file: on disk, on standard output for standard input, or as
// a diff, in the file's own encoding.
func (c *checker) mend(ws *index.Workspace, r fileResult, opt analyzer.Options) fileResult {
	if r.module.Undecodable {
		if r.stdin && c.flags.fix {
			c.streams.Out.Write(c.input)
		}
		return r
	}
	fixed, made, rest := analyzer.FixAll(ws, r.module, opt)
	if made == 0 && !r.stdin {
		return r
	}
	before, after, err := c.bytesOf(r, fixed.Source().Text)
	if err != nil {
		c.fail("%s: not fixed: %v", r.path, err)
		return r
	}
	switch {
	case c.flags.diff:
		if made > 0 {
			fmt.Fprint(c.streams.Out, unifiedDiff(r.path, string(before), string(after)))
			r.fixed = made
		}
		return r
	case r.stdin:
		c.streams.Out.Write(after) // Main tells of errors
	default:
		if err := rewrite(r.module.Path, after); err != nil {
			c.fail("%s: not fixed: %v", r.path, err)
			return r
		}
	}
	r.module, r.findings, r.fixed = fixed, rest, made
	return r
}

// bytesOf returns the bytes of a file as they are, if they still are what was
// analysed, and as they have to be for another text.
func (c *checker) bytesOf(r fileResult, text string) (before, after []byte, err error) {
	before = c.input
	if !r.stdin {
		if before, err = os.ReadFile(r.module.Path); err != nil {
			return nil, nil, err
		}
	}
	form, err := formOf(before, r.module.Source().Text)
	if err != nil {
		return nil, nil, err
	}
	after, err = form.encode(text)
	return before, after, err
}

func rewrite(path string, text []byte) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, text, info.Mode().Perm())
}

// mendable counts the findings of a file that --fix can mend.
func (c *checker) mendable(r fileResult) int {
	n := 0
	for _, d := range r.findings {
		if d.Fix != nil && d.Fix.Applicability == analyzer.Safe {
			n++
		}
	}
	if n > 0 && r.module != nil {
		if _, _, err := c.bytesOf(r, r.module.Source().Text); err != nil {
			return 0
		}
	}
	return n
}

// summary is the last line of the text format; it goes to stderr so that
// stdout holds findings and nothing else.
func (c *checker) summary() {
	files := 0
	for _, p := range c.projects {
		files += len(p.files)
	}
	var counts [analyzer.Error + 1]int
	findings, fixed, fixable := 0, 0, 0
	for _, r := range c.results {
		fixed += r.fixed
		for _, d := range r.findings {
			findings++
			counts[d.Severity]++
		}
		fixable += c.mendable(r)
	}
	w := c.streams.Err
	if c.flags.diff {
		fmt.Fprintf(w, "%s would be fixed\n", plural(fixed, "finding"))
		return
	}
	if fixed > 0 {
		fmt.Fprintf(w, "fixed %s\n", plural(fixed, "finding"))
	}
	if files == 0 && findings == 0 && c.notes > 0 {
		fmt.Fprintln(w, "nothing was checked")
		return
	}
	checked := plural(files, "file")
	if c.partly > 0 {
		checked += fmt.Sprintf(", %d not or not completely", c.partly)
	}
	if findings == 0 {
		fmt.Fprintf(w, "checked %s: nothing to report\n", checked)
		return
	}
	var parts []string
	for s := analyzer.Error + 1; s > 0; s-- {
		if n := counts[s-1]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, s-1))
		}
	}
	fmt.Fprintf(w, "checked %s: %s (%s)", checked, plural(findings, "finding"), strings.Join(parts, ", "))
	if fixable > 0 {
		fmt.Fprintf(w, "; --fix can mend %d", fixable)
	}
	fmt.Fprintln(w)
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
