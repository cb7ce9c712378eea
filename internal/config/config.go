// Package config reads the settings of a project and finds its Python files.
//
// Settings are in asynclsp.toml, or in the table [tool.asynclsp] of
// pyproject.toml, in the nearest folder at or above the checked path that has
// either. An unknown key is a Problem, which the checker reports as a finding;
// a file that cannot be read, or a value of the wrong type, is an error.
package config

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/pelletier/go-toml/v2"

	"github.com/asynctools/asynctools/analyzer"
)

// Config is the settings of one project. The zero Config is the default.
type Config struct {
	// Path is the file the settings come from, empty for the defaults; Root is
	// its folder, which the patterns are relative to.
	Path, Root string `toml:"-"`

	// Requires is the 3.X of the nearest requires-python, 0 when there is none:
	// what fixes are written for where target-version is not set.
	Requires int `toml:"-"`

	Select           []string            `toml:"select"`
	Ignore           []string            `toml:"ignore"`
	PerFileIgnores   map[string][]string `toml:"per-file-ignores"`
	Strict           bool                `toml:"strict"`
	MinSeverity      string              `toml:"min-severity"`
	TargetVersion    string              `toml:"target-version"`
	Src              []string            `toml:"src"`
	Venv             string              `toml:"venv"`
	Exclude          []string            `toml:"exclude"`
	ExtendExclude    []string            `toml:"extend-exclude"`
	RespectGitignore *bool               `toml:"respect-gitignore"`
}

// wants is what each setting must be, by its name.
var wants = map[string]string{
	"select": "a list of strings", "ignore": "a list of strings", "per-file-ignores": "a table of lists of strings",
	"strict": "true or false", "min-severity": "a string", "target-version": "a string", "src": "a list of strings", "venv": "a string",
	"exclude": "a list of strings", "extend-exclude": "a list of strings", "respect-gitignore": "true or false",
}

// Problem is a setting that has no effect.
type Problem struct {
	Path      string
	Line, Col int // one-based; Col counts bytes
	Width     int // bytes of the key
	Msg       string
}

// Load finds and reads the settings for a file or folder.
func Load(path string) (*Config, []Problem, error) {
	dir, err := filepath.Abs(path)
	if err != nil {
		return nil, nil, err
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		dir = filepath.Dir(dir)
	}
	requires := 0
	for {
		for _, base := range []string{"asynclsp.toml", "pyproject.toml"} {
			name := filepath.Join(dir, base)
			raw, err := os.ReadFile(name)
			if errors.Is(err, os.ErrNotExist) {
				continue
			}
			if err != nil {
				return nil, nil, err
			}
			if base == "pyproject.toml" && requires == 0 {
				requires = requiredMinor(raw)
			}
			c, problems, found, err := Parse(name, raw)
			if err != nil || found {
				if c != nil {
					c.Requires = requires
				}
				return c, problems, err
			}
		}
		up := filepath.Dir(dir)
		if up == dir {
			return &Config{Requires: requires}, nil, nil
		}
		dir = up
	}
}

// Read reads the settings from a given file.
func Read(path string) (*Config, []Problem, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	if path, err = filepath.Abs(path); err != nil {
		return nil, nil, err
	}
	c, problems, found, err := Parse(path, raw)
	if err == nil && !found {
		c = &Config{Path: path, Root: filepath.Dir(path)}
	}
	return c, problems, err
}

// Parse reads settings; found is false for a pyproject.toml without the table.
func Parse(path string, raw []byte) (c *Config, problems []Problem, found bool, err error) {
	c = &Config{}
	var prefix []string
	if filepath.Base(path) == "pyproject.toml" {
		prefix = []string{"tool", "asynclsp"}
		var file struct {
			Tool struct {
				Asynclsp *Config `toml:"asynclsp"`
			} `toml:"tool"`
		}
		problems, err = decode(path, raw, &file, prefix)
		if file.Tool.Asynclsp == nil && err == nil {
			return nil, nil, false, nil
		}
		if err == nil {
			c = file.Tool.Asynclsp
		}
	} else {
		problems, err = decode(path, raw, c, nil)
	}
	if err != nil {
		return nil, nil, false, err
	}
	c.Path, c.Root = path, filepath.Dir(path)
	return c, append(problems, c.badPatterns(raw)...), true, nil
}

// badPatterns are the globs that match nothing because they are malformed.
func (c *Config) badPatterns(raw []byte) []Problem {
	var problems []Problem
	check := func(setting string, patterns []string) {
		for _, p := range patterns {
			if doublestar.ValidatePattern(glob(p)) {
				continue
			}
			row, col, width := locate(string(raw), p)
			problems = append(problems, Problem{
				Path: c.Path, Line: row, Col: col, Width: width,
				Msg: fmt.Sprintf("malformed pattern `%s` in `%s` matches nothing", p, setting),
			})
		}
	}
	check("exclude", c.Exclude)
	check("extend-exclude", c.ExtendExclude)
	check("per-file-ignores", slices.Sorted(maps.Keys(c.PerFileIgnores)))
	return problems
}

// locate finds a string of a TOML file: its row, column and width with the
// quotes. One that is written with escapes counts as at the beginning.
func locate(raw, value string) (row, col, width int) {
	for _, quote := range []string{`"`, `'`} {
		if i := strings.Index(raw, quote+value+quote); i >= 0 {
			return 1 + strings.Count(raw[:i], "\n"), i - strings.LastIndexByte(raw[:i], '\n'), len(value) + 2
		}
	}
	return 1, 1, 0
}

func decode(path string, raw []byte, into any, prefix []string) ([]Problem, error) {
	err := toml.NewDecoder(bytes.NewReader(raw)).DisallowUnknownFields().Decode(into)
	var strict *toml.StrictMissingError
	var bad *toml.DecodeError
	switch {
	case errors.As(err, &strict):
		var problems []Problem
		nested := false
		for _, e := range strict.Errors {
			key := e.Key()
			if len(key) <= len(prefix) || !equal(key[:len(prefix)], prefix) {
				continue // another tool's
			}
			row, col := e.Position()
			name := key[len(key)-1]
			if len(prefix) == 0 && key[0] == "tool" {
				if !nested {
					problems = append(problems, Problem{
						Path: path, Line: row, Col: col, Width: len(name),
						Msg: fmt.Sprintf("unknown table `tool`: in %s settings stand at the top, without `[tool.asynclsp]`", filepath.Base(path)),
					})
				}
				nested = true
				continue
			}
			problems = append(problems, Problem{
				Path: path, Line: row, Col: col, Width: len(name),
				Msg: fmt.Sprintf("unknown setting `%s`%s", strings.Join(key[len(prefix):], "."), Suggestion(name, slices.Sorted(maps.Keys(wants)))),
			})
		}
		return problems, nil
	case errors.As(err, &bad):
		row, col := bad.Position()
		text := strings.TrimPrefix(bad.Error(), "toml: ")
		if key := bad.Key(); len(key) > len(prefix) && wants[key[len(prefix)]] != "" && isTypeError(text) {
			text = fmt.Sprintf("`%s` must be %s", key[len(prefix)], wants[key[len(prefix)]])
		}
		return nil, &Error{Problem{Path: path, Line: row, Col: col, Width: 1, Msg: text}}
	case err != nil:
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return nil, nil
}

// isTypeError tells the library's errors about a value of the wrong type from
// those about the text.
func isTypeError(text string) bool {
	return strings.Contains(text, "decode") || strings.Contains(text, "store") || strings.Contains(text, "struct field")
}

func equal(a, b []string) bool { return strings.Join(a, "\x00") == strings.Join(b, "\x00") }

// Suggestion names the setting that an unknown one resembles, as the end of a
// message: the same but for
// case, underscores and a letter or two, or sharing the longer part of its
// letters in front.
func Suggestion(name string, known []string) string {
	plain := strings.ReplaceAll(strings.ToLower(name), "_", "-")
	best, length := "", 2
	for _, key := range known {
		if d := min(analyzer.EditDistance(plain, key), analyzer.EditDistance(strings.ReplaceAll(plain, "-", ""), strings.ToLower(key))); d <= 2 && d*3 <= len(key) {
			best = key
			break
		}
		n := 0
		for n < len(key) && n < len(plain) && key[n] == plain[n] {
			n++
		}
		if n > length && n*2 > len(key) {
			best, length = key, n
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(", did you mean `%s`?", best)
}

// Minor is the 3.X of target-version, 0 when it is not set.
func (c *Config) Minor() (int, error) { return ParseVersion(c.TargetVersion) }

// lowerBound is what requires-python, or Poetry's python, says of the oldest
// version.
var lowerBound = regexp.MustCompile(`(?:>=|>|~=|==|\^|~|^)\s*3\.(\d+)`)

// requiredMinor is the 3.X that a pyproject.toml asks for, 0 when it does not say.
func requiredMinor(raw []byte) int {
	var file struct {
		Project struct {
			RequiresPython string `toml:"requires-python"`
		} `toml:"project"`
		Tool struct {
			Poetry struct {
				Dependencies struct {
					Python any `toml:"python"`
				} `toml:"dependencies"`
			} `toml:"poetry"`
		} `toml:"tool"`
	}
	if toml.Unmarshal(raw, &file) != nil {
		return 0 // Parse tells what is wrong
	}
	text := file.Project.RequiresPython
	if python, ok := file.Tool.Poetry.Dependencies.Python.(string); ok && text == "" {
		text = python
	}
	least := 0
	for _, m := range lowerBound.FindAllStringSubmatch(text, -1) {
		if n, err := strconv.Atoi(m[1]); err == nil {
			least = max(least, n)
		}
	}
	if least == 0 {
		return 0
	}
	return min(max(least, 7), 14)
}

// ParseVersion reads "3.12" or "py312" as 12, and "" as 0.
func ParseVersion(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	var minor int
	text := s
	if strings.HasPrefix(text, "py3") {
		text = "3." + text[3:]
	}
	if n, err := fmt.Sscanf(text, "3.%d", &minor); err != nil || n != 1 || text != fmt.Sprintf("3.%d", minor) || minor < 7 || minor > 14 {
		return 0, fmt.Errorf("bad target version %q: want 3.7 to 3.14", s)
	}
	return minor, nil
}
