package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEnvironment(t *testing.T) {
	for name, test := range map[string]struct {
		files  []string // a trailing slash makes a folder, "path = text" a text
		venv   string
		vars   map[string]string // relative to the project
		want   []string
		err    string
		folder string
	}{
		"none":            {files: []string{"pkg/"}},
		"dot venv":        {files: []string{".venv/lib/python3.12/site-packages/"}, want: []string{".venv/lib/python3.12/site-packages"}},
		"venv":            {files: []string{"venv/lib/python3.9/site-packages/"}, want: []string{"venv/lib/python3.9/site-packages"}},
		"beside a folder": {files: []string{"sub/.venv/lib/python3.12/site-packages/"}, folder: "sub", want: []string{"sub/.venv/lib/python3.12/site-packages"}},
		"windows":         {files: []string{".venv/Lib/site-packages/"}, want: []string{".venv/Lib/site-packages"}},
		"not one":         {files: []string{".venv/bin/python"}},
		"newest":          {files: []string{".venv/lib/python3.9/site-packages/", ".venv/lib/python3.10/site-packages/"}, want: []string{".venv/lib/python3.10/site-packages"}},
		"version": {
			files: []string{".venv/lib/python3.9/site-packages/", ".venv/lib/python3.10/site-packages/", ".venv/pyvenv.cfg = version = 3.9.2\n"},
			want:  []string{".venv/lib/python3.9/site-packages"},
		},
		"version_info": {
			files: []string{".venv/lib/python3.9/site-packages/", ".venv/lib/python3.10/site-packages/", ".venv/pyvenv.cfg = version_info = 3.9.2.final.0\n"},
			want:  []string{".venv/lib/python3.9/site-packages"},
		},
		"active first": {
			files: []string{".venv/lib/python3.12/site-packages/", "active/lib/python3.12/site-packages/"},
			vars:  map[string]string{"VIRTUAL_ENV": "active"}, want: []string{"active/lib/python3.12/site-packages"},
		},
		"active but gone": {
			files: []string{".venv/lib/python3.12/site-packages/"},
			vars:  map[string]string{"VIRTUAL_ENV": "gone"}, want: []string{".venv/lib/python3.12/site-packages"},
		},
		"conda last": {
			files: []string{"conda/lib/python3.11/site-packages/"},
			vars:  map[string]string{"CONDA_PREFIX": "conda"}, want: []string{"conda/lib/python3.11/site-packages"},
		},
		"setting first": {
			files: []string{"mine/lib/python3.12/site-packages/", "active/lib/python3.12/site-packages/"}, venv: "mine",
			vars: map[string]string{"VIRTUAL_ENV": "active"}, want: []string{"mine/lib/python3.12/site-packages"},
		},
		"setting wrong": {files: []string{".venv/lib/python3.12/site-packages/"}, venv: "mine", err: "is no Python environment"},
		"pth": {
			files: []string{
				".venv/lib/python3.12/site-packages/b.pth = # comment\n\n../../../../src\nimport os; os.system('no')\n/nowhere\r\n",
				".venv/lib/python3.12/site-packages/a.pth = \ufefflocal  \n",
				".venv/lib/python3.12/site-packages/.hidden.pth = ../../../../hidden\n",
				".venv/lib/python3.12/site-packages/local/", "src/", "hidden/",
			},
			want: []string{".venv/lib/python3.12/site-packages", ".venv/lib/python3.12/site-packages/local", "src"},
		},
		"system packages": {
			files: []string{
				".venv/lib/python3.12/site-packages/", "system/lib/python3.12/site-packages/",
				".venv/pyvenv.cfg = home = ROOT/system/bin\ninclude-system-site-packages = true\nversion = 3.12.1\n",
			},
			want: []string{".venv/lib/python3.12/site-packages", "system/lib/python3.12/site-packages"},
		},
		"odd name": {files: []string{"[v]*/lib/python3.12/site-packages/"}, venv: "[v]*", want: []string{"[v]*/lib/python3.12/site-packages"}},
	} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			for _, f := range test.files {
				path, text, _ := strings.Cut(f, " = ")
				dir := filepath.Join(root, filepath.Dir(path))
				if strings.HasSuffix(path, "/") {
					dir = filepath.Join(root, path)
				}
				if err := os.MkdirAll(dir, 0o755); err != nil {
					t.Fatal(err)
				}
				if !strings.HasSuffix(path, "/") {
					if err := os.WriteFile(filepath.Join(root, path), []byte(strings.ReplaceAll(text, "ROOT", root)), 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
			c := &Config{Root: root, Venv: test.venv}
			got, err := c.Environment(filepath.Join(root, test.folder), func(name string) string {
				if v := test.vars[name]; v != "" {
					return filepath.Join(root, v)
				}
				return ""
			})
			if test.err != "" {
				if err == nil || !strings.Contains(err.Error(), test.err) {
					t.Fatalf("error is %v, want one with %q", err, test.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var folders []string
			for _, f := range got.Folders {
				rel, _ := filepath.Rel(root, f)
				folders = append(folders, filepath.ToSlash(rel))
			}
			if diff := cmp.Diff(test.want, folders); diff != "" {
				t.Errorf("folders differ (-want +got):\n%s", diff)
			}
		})
	}
}
