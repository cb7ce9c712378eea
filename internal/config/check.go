package config

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/asynctools/asynctools/analyzer"
)

// Error is a configuration that cannot be used, at its place.
type Error struct{ Problem }

func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.Path, e.Line, e.Col, e.Msg)
}

// Check looks at what the settings say of rules, versions and folders. A value
// that leaves it open what to check is an Error; of several the first.
func (c *Config) Check(known []*analyzer.Rule) (problems []Problem, err *Error) {
	if c.Path == "" {
		return nil, nil
	}
	fail := func(value string, cause error) {
		if err == nil {
			err = &Error{c.at(value, cause.Error())}
		}
	}
	rules := func(where string, list []string) {
		for _, entry := range list {
			if _, bad := analyzer.Select(known, []string{entry}, nil); bad != nil {
				fail(entry, fmt.Errorf("`%s`: %w", where, bad))
			}
		}
	}
	rules("select", c.Select)
	rules("ignore", c.Ignore)
	for _, pattern := range slices.Sorted(maps.Keys(c.PerFileIgnores)) {
		rules("per-file-ignores", c.PerFileIgnores[pattern])
	}
	if _, bad := c.Minor(); bad != nil {
		fail(c.TargetVersion, bad)
	}
	if c.MinSeverity != "" {
		if _, bad := analyzer.ParseSeverity(c.MinSeverity); bad != nil {
			fail(c.MinSeverity, bad)
		}
	}
	for _, dir := range c.Src {
		if info, bad := os.Stat(filepath.Join(c.Root, dir)); bad != nil || !info.IsDir() {
			problems = append(problems, c.at(dir, fmt.Sprintf("`src` names `%s`, which is no folder", dir)))
		}
	}
	return problems, err
}

// at is a problem with a value, at its place in the file.
func (c *Config) at(value, msg string) Problem {
	raw, _ := os.ReadFile(c.Path) // was readable a moment ago
	row, col, width := locate(string(raw), value)
	return Problem{Path: c.Path, Line: row, Col: col, Width: width, Msg: msg}
}
