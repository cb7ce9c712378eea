package config

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/asynctools/asynctools/analyzer"
)

func TestParse(t *testing.T) {
	for name, test := range map[string]struct {
		file, text string
		want       *Config
		found      bool
		problems   []string
		err        string
	}{
		"own file":          {file: "asynclsp.toml", text: "select = ['AG']\nmin-severity = 'warning'\n", found: true, want: &Config{Select: []string{"AG"}, MinSeverity: "warning"}},
		"pyproject":         {file: "pyproject.toml", text: "[tool.asynclsp]\nignore = ['AG101']\n", found: true, want: &Config{Ignore: []string{"AG101"}}},
		"other tools":       {file: "pyproject.toml", text: "[tool.ruff]\nx = 1\n[project]\nname = 'x'\n"},
		"unknown key":       {file: "asynclsp.toml", text: "select = []\nselekt = ['AG']\n", found: true, want: &Config{Select: []string{}}, problems: []string{"2:1: unknown setting `selekt`, did you mean `select`?"}},
		"unknown with dash": {file: "pyproject.toml", text: "[tool.asynclsp]\ntarget_version = '3.12'\n[tool.x]\ny = 1\n", found: true, want: &Config{}, problems: []string{"2:1: unknown setting `target_version`, did you mean `target-version`?"}},
		"bad patterns": {
			file: "asynclsp.toml", found: true,
			text: "exclude = ['ok/**', '[a']\nextend-exclude = [\"{x\"]\n[per-file-ignores]\n'y[' = ['AG101']\n",
			want: &Config{Exclude: []string{"ok/**", "[a"}, ExtendExclude: []string{"{x"}, PerFileIgnores: map[string][]string{"y[": {"AG101"}}},
			problems: []string{
				"1:21: malformed pattern `[a` in `exclude` matches nothing",
				"2:19: malformed pattern `{x` in `extend-exclude` matches nothing",
				"4:1: malformed pattern `y[` in `per-file-ignores` matches nothing",
			},
		},
		"a letter is missing": {file: "asynclsp.toml", text: "selct = []\n", found: true, want: &Config{}, problems: []string{"1:1: unknown setting `selct`, did you mean `select`?"}},
		"a table too many": {
			file: "asynclsp.toml", text: "[tool.asynclsp]\nselect = []\nstrict = true\n", found: true, want: &Config{},
			problems: []string{"1:2: unknown table `tool`: in asynclsp.toml settings stand at the top, without `[tool.asynclsp]`"},
		},
		"wrong type": {file: "asynclsp.toml", text: "select = 3\n", err: "1:10:"},
		"no TOML":    {file: "asynclsp.toml", text: "select = [\n", err: "asynclsp.toml:"},
	} {
		t.Run(name, func(t *testing.T) {
			got, problems, found, err := Parse(filepath.Join("/project", test.file), []byte(test.text))
			if test.err != "" {
				if err == nil || !strings.Contains(err.Error(), test.err) {
					t.Fatalf("error is %v, want one with %q", err, test.err)
				}
				return
			}
			if err != nil || found != test.found {
				t.Fatalf("found %v, error %v", found, err)
			}
			var told []string
			for _, p := range problems {
				told = append(told, strings.Join([]string{itoa(p.Line), itoa(p.Col), " " + p.Msg}, ":"))
			}
			if diff := cmp.Diff(test.problems, told); diff != "" {
				t.Errorf("problems differ (-want +got):\n%s", diff)
			}
			if !found {
				return
			}
			test.want.Path, test.want.Root = filepath.Join("/project", test.file), "/project"
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("settings differ (-want +got):\n%s", diff)
			}
		})
	}
}

func itoa(n int) string { return strconv.Itoa(n) }

func TestParseVersion(t *testing.T) {
	for text, want := range map[string]int{"": 0, "3.10": 10, "py312": 12, "3.14": 14} {
		if got, err := ParseVersion(text); err != nil || got != want {
			t.Errorf("ParseVersion(%q) = %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"3", "2.7", "3.99", "3.1", "3.12.1", "three"} {
		if _, err := ParseVersion(text); err == nil {
			t.Errorf("ParseVersion(%q) gives no error", text)
		}
	}
}

// TestIgnore compares with what git check-ignore says of the same patterns.
func TestIgnore(t *testing.T) {
	for _, test := range []struct {
		patterns, path string
		isDir, want    bool
	}{
		{"*.pyc", "a/b.pyc", false, true},
		{"build/", "build", true, true},
		{"build/", "build", false, false},
		{"build/", "sub/build", true, true},
		{"/build", "sub/build", true, false},
		{"/build", "build", true, true},
		{"a/b", "a/b", true, true},
		{"a/b", "x/a/b", true, false},
		{"**/b", "x/a/b", true, true},
		{"a/**/z", "a/z", false, true},
		{"a/**/z", "a/b/c/z", false, true},
		{"*\n!keep.py", "keep.py", false, false},
		{"# comment\n\n", "# comment", false, false},
		{`\#x`, "#x", false, true},
		{`\!x`, "!x", false, true},
		{"x ", "x", false, true},
		{"{a,b}", "a", false, false},
		{"file[0-9].py", "file7.py", false, true},
	} {
		f := ignoreFile{dir: "/repo"}
		for _, line := range strings.Split(test.patterns, "\n") {
			if p, ok := parseIgnore(line); ok {
				f.patterns = append(f.patterns, p)
			}
		}
		if got := ignored([]ignoreFile{f}, filepath.Join("/repo", test.path), test.isDir); got != test.want {
			t.Errorf("%q on %q (folder %v): %v, want %v", test.patterns, test.path, test.isDir, got, test.want)
		}
	}
}

func TestFiles(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{
		".git/HEAD", ".git/info/exclude", "a.py", "b.pyi", "c.txt", "sub/d.py", "sub/.gitignore", "sub/e.py", "venv/f.py",
		"mine/pyvenv.cfg", "mine/g.py", "node_modules/h.py", "deep/build/lib/i.py", "gen/j.py",
	} {
		path := filepath.Join(root, name)
		text := ""
		switch name {
		case "sub/.gitignore":
			text = "e.py\n"
		case ".git/info/exclude":
			text = "build/\n"
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(root, filepath.Join(root, "sub", "loop")); err != nil {
		t.Log("no symbolic links here:", err)
	}
	no := false
	for name, test := range map[string]struct {
		config Config
		root   string
		want   []string
	}{
		"defaults":       {Config{}, "", []string{"a.py", "b.pyi", "gen/j.py", "sub/d.py"}},
		"below the top":  {Config{}, "deep", nil},
		"no gitignore":   {Config{RespectGitignore: &no}, "", []string{"a.py", "b.pyi", "deep/build/lib/i.py", "gen/j.py", "sub/d.py", "sub/e.py"}},
		"extend-exclude": {Config{Root: root, ExtendExclude: []string{"gen", "sub/*"}}, "", []string{"a.py", "b.pyi"}},
		"exclude":        {Config{Root: root, Exclude: []string{"**/*.pyi"}}, "", []string{"a.py", "gen/j.py", "node_modules/h.py", "sub/d.py", "venv/f.py"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, path := range test.config.Files(filepath.Join(root, test.root), func(path string, err error) { t.Error(path, err) }) {
				rel, _ := filepath.Rel(root, path)
				got = append(got, filepath.ToSlash(rel))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("files differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRequires(t *testing.T) {
	for text, want := range map[string]int{
		"[project]\nrequires-python = '>=3.9'\n":                         9,
		"[project]\nrequires-python = '>=3.10,<3.14'\n[tool.asynclsp]\n": 10,
		"[project]\nrequires-python = '~=3.11.2'\n":                      11,
		"[project]\nrequires-python = '>=2.7'\n":                         0,
		"[tool.poetry.dependencies]\npython = '^3.12'\n":                 12,
		"[tool.poetry.dependencies]\npython = {version = '^3.12'}\n":     0,
		"[project]\nname = 'x'\n":                                        0,
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "pyproject.toml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c, _, err := Load(filepath.Join(dir, "x.py"))
		if err != nil {
			t.Fatal(err)
		}
		if c.Requires != want {
			t.Errorf("%q requires 3.%d, not 3.%d", text, want, c.Requires)
		}
	}
}

func TestWrongTypes(t *testing.T) {
	for text, want := range map[string]string{
		"select = 'AG'": "`select` must be a list of strings",
		"strict = 'x'":  "`strict` must be true or false",
		"venv = [1]":    "`venv` must be a string",
		"[[ignore]]":    "`ignore` must be a list of strings",
	} {
		_, _, _, err := Parse("asynclsp.toml", []byte(text+"\n"))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestCheck(t *testing.T) {
	known := []*analyzer.Rule{{Code: "AG101", Name: "unclosed-async-generator"}}
	for name, test := range map[string]struct{ text, problem, err string }{
		"fine":         {text: "select = ['AG', 'ALL']\ntarget-version = '3.12'\nmin-severity = 'WARNING'\nsrc = ['.']\n"},
		"no folder":    {text: "strict = true\nsrc = ['.', 'lib']\n", problem: "2:13: `src` names `lib`, which is no folder"},
		"no rule":      {text: "select = ['AG', 'AX9']\n", err: "1:17: `select`: unknown rule \"AX9\""},
		"in a pattern": {text: "[per-file-ignores]\n'x.py' = ['AG1', 'AG102']\n", err: "2:18: `per-file-ignores`: unknown rule \"AG102\", did you mean `AG101`?"},
		"no version":   {text: "target-version = 'new'\n", err: "1:18: bad target version"},
		"no severity":  {text: "min-severity = 'loud'\n", err: "1:16: unknown severity"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "asynclsp.toml")
			if err := os.WriteFile(path, []byte(test.text), 0o644); err != nil {
				t.Fatal(err)
			}
			c, _, err := Read(path)
			if err != nil {
				t.Fatal(err)
			}
			problems, bad := c.Check(known)
			told := ""
			for _, p := range problems {
				told += strings.Join([]string{itoa(p.Line), itoa(p.Col), " " + p.Msg}, ":")
			}
			if told != test.problem {
				t.Errorf("problems %q, want %q", told, test.problem)
			}
			switch {
			case test.err == "" && bad != nil:
				t.Errorf("error %v", bad)
			case test.err != "" && (bad == nil || !strings.HasPrefix(bad.Error(), path+":"+test.err)):
				t.Errorf("error is %v, want %s", bad, test.err)
			}
		})
	}
}
