package lsp

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/rules"
	"github.com/asynctools/asynctools/internal/config"
	"github.com/asynctools/asynctools/syntax/source"
)

// settings are what a project's configuration asks for.
type settings struct {
	config *config.Config
	rules  []*analyzer.Rule
	minor  int
	least  analyzer.Severity
}

func (s *settings) excluded(path string) bool {
	root := s.config.Root
	if root == "" {
		root = filepath.Dir(path)
	}
	for at := path; strings.HasPrefix(at, root) && at != root && at != filepath.Dir(at); at = filepath.Dir(at) {
		if s.config.Excludes(root, at) {
			return true
		}
	}
	return false
}

func (s *settings) options() analyzer.Options {
	return analyzer.Options{
		Rules: s.rules, Known: rules.All(), TargetMinor: cmp.Or(s.minor, s.config.Requires), Workers: min(runtime.GOMAXPROCS(0), 4),
		Ignored: s.config.IgnoredIn,
	}
}

// settingsCache reads each project's configuration once. What is wrong with one
// is kept for the client; settings that cannot be used leave the defaults.
type settingsCache struct {
	warn   func(format string, args ...any)
	client clientSettings

	mu     sync.Mutex
	byPath map[string]*settings // guarded by mu; by folder
	faults map[string]*faults   // guarded by mu; by configuration file, "" for the client's settings
}

// faults are what is wrong with one configuration file.
type faults struct {
	problems []config.Problem
	unusable string // why the defaults take the place of a setting, or ""
}

func newSettingsCache(warn func(string, ...any), client clientSettings) *settingsCache {
	return &settingsCache{warn: warn, client: client, byPath: map[string]*settings{}, faults: map[string]*faults{}}
}

func (c *settingsCache) of(path string) *settings {
	dir := filepath.Dir(path)
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := c.byPath[dir]; s != nil {
		return s
	}
	s := c.load(dir)
	c.byPath[dir] = s
	return s
}

// load reads the settings of a folder. Whoever calls it holds mu.
func (c *settingsCache) load(dir string) *settings {
	s := &settings{config: &config.Config{}}
	s.rules, _ = analyzer.Select(rules.All(), nil, nil) // the default; selecting nothing cannot fail
	cfg, problems, err := config.Load(dir)
	var bad *config.Error
	switch {
	case errors.As(err, &bad):
		c.note(bad.Path, nil, bad)
		return s
	case err != nil:
		c.warn("%v", err)
		return s
	}
	more, bad := cfg.Check(rules.All())
	s.config = cfg
	client := func(err error) {
		if bad == nil { // else it is said already, at its place
			c.note("", nil, &config.Error{Problem: config.Problem{Msg: err.Error()}})
		}
	}
	selected, ignored := cfg.Select, append(slices.Clone(cfg.Ignore), c.client.Ignore...)
	if len(selected) == 0 {
		selected = c.client.Select
	}
	choice := analyzer.Selection{Selected: selected, Ignored: ignored, Strict: cfg.Strict || c.client.Strict}
	if on, err := choice.Of(rules.All()); err != nil {
		client(err)
	} else {
		s.rules = on
	}
	if s.minor, err = config.ParseVersion(cmp.Or(cfg.TargetVersion, c.client.TargetVersion)); err != nil {
		client(err)
	}
	if least := cmp.Or(cfg.MinSeverity, c.client.MinSeverity); least != "" {
		if s.least, err = analyzer.ParseSeverity(least); err != nil {
			client(err)
		}
	}
	if problems = append(problems, more...); !slices.Contains(s.rules, analyzer.InvalidConfig) {
		problems = nil
	}
	if cfg.Path != "" {
		c.note(cfg.Path, problems, bad)
	}
	return s
}

// note keeps what is wrong with a file, and the log has it too.
func (c *settingsCache) note(path string, problems []config.Problem, bad *config.Error) {
	if old := c.faults[path]; old != nil && (path != "" || bad == nil || old.unusable == bad.Msg) {
		return // read for another folder
	}
	f := &faults{problems: problems}
	for _, p := range problems {
		c.warn("%s:%d:%d: %s", p.Path, p.Line, p.Col, p.Msg)
	}
	if bad != nil {
		f.unusable = bad.Msg
		if path == "" {
			c.warn("settings of the client: %s", bad.Msg)
		} else {
			f.problems = append(slices.Clone(problems), bad.Problem)
			c.warn("%v", bad)
		}
	}
	c.faults[path] = f
}

// known is a copy of what is wrong with each configuration file that was read.
func (c *settingsCache) known() map[string]*faults {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.faults)
}

// publishSettings tells the client of configurations that are wrong: their
// places as findings, also to clients that pull those of Python files, and in
// a message that some of the settings do not hold. told is what it knows.
func (s *server) publishSettings(ctx context.Context, settings *settingsCache, told map[string]*faults) {
	now := settings.known()
	for _, path := range slices.Sorted(maps.Keys(now)) {
		f, before := now[path], told[path]
		if before == nil {
			before = &faults{}
		}
		if path != "" && !slices.Equal(f.problems, before.problems) {
			s.send(ctx, &protocol.PublishDiagnosticsParams{URI: uriOf(path), Diagnostics: s.settingsFindings(path, f)})
		}
		if f.unusable != "" && f.unusable != before.unusable {
			s.tellUnusable(ctx, cmp.Or(path, "the editor's settings"), f.unusable, "Defaults hold until this is mended.")
		}
		told[path] = f
	}
	for path, before := range told {
		_, err := os.Stat(path)
		if now[path] != nil || path != "" && err == nil {
			continue // a file that is there will be read when it is asked for
		}
		if delete(told, path); len(before.problems) > 0 {
			s.send(ctx, &protocol.PublishDiagnosticsParams{URI: uriOf(path), Diagnostics: []protocol.Diagnostic{}})
		}
	}
}

// tellUnusable shows a message, for a setting that does not hold is noticed late
// else.
func (s *server) tellUnusable(ctx context.Context, where, why, so string) {
	if !strings.HasSuffix(why, "?") {
		why += "."
	}
	err := s.client.ShowMessage(ctx, &protocol.ShowMessageParams{
		Type:    protocol.MessageTypeWarning,
		Message: fmt.Sprintf("asynclsp: %s: %s %s", where, why, so),
	})
	if err != nil && ctx.Err() == nil {
		s.log.Warnf("window/showMessage: %v", err)
	}
}

func (s *server) settingsFindings(path string, f *faults) []protocol.Diagnostic {
	raw, _ := os.ReadFile(path) // was readable a moment ago; positions are clamped
	src := source.NewFile(path, string(raw))
	out := []protocol.Diagnostic{}
	for _, p := range f.problems {
		severity := analyzer.InvalidConfig.Severity
		if p.Msg == f.unusable {
			severity = analyzer.Error
		}
		start := src.LineStart(max(p.Line, 1)-1) + source.Pos(max(p.Col, 1)-1)
		start = min(start, source.Pos(len(src.Text)))
		out = append(out, protocol.Diagnostic{
			Range:           s.rangeOf(src, source.Span{Start: start, End: min(start+source.Pos(p.Width), source.Pos(len(src.Text)))}),
			Severity:        severityOf(severity),
			Code:            protocol.String(analyzer.InvalidConfig.Code),
			CodeDescription: protocol.CodeDescription{Href: uri.URI(analyzer.InvalidConfig.URL())},
			Source:          protocol.NewOptional("asynclsp"),
			Message:         protocol.String(p.Msg),
		})
	}
	return out
}
