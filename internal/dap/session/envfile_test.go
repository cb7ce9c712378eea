package session

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEnvFile(t *testing.T) {
	t.Setenv("ASYNCDAP_OUTSIDE", "outer")
	path := filepath.Join(t.TempDir(), ".env")
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("\ufeff# first\r\nA=1\r\nexport B = two words # and a comment\n\nC='${A} $x \\n'\nD=\"${A}\\t\\\"${ASYNCDAP_OUTSIDE}\\\" \\$ \\q\"\nE=\nF=a#b\nURL=http://x/?a=b\n")
	got, err := readEnvFile(path)
	want := map[string]string{
		"A": "1", "B": "two words", "C": `${A} $x \n`, "D": "1\t\"outer\" $ \\q", "E": "", "F": "a#b", "URL": "http://x/?a=b",
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v, %s", err, diff)
	}
	for text, message := range map[string]string{
		"A=1\nnothing\n": ":2 is no NAME=VALUE", "A='x\n": "is not closed", "A=\"x\" y\n": "text after the closing quote", "=1\n": ":1 is no",
		"A=\xff\n": "no UTF-8",
	} {
		write(text)
		if _, err := readEnvFile(path); err == nil || !strings.Contains(err.Error(), message) {
			t.Errorf("%q: %v", text, err)
		}
	}
	write("A=1\nB=2\n")
	b := "own"
	args := LaunchArguments{Code: "pass", Cwd: filepath.Dir(path), EnvFile: ".env", Env: map[string]*string{"B": &b, "C": nil}}
	if err := args.resolve(); err != nil {
		t.Fatal(err)
	}
	env := strings.Join(args.Environ([]string{"C=3", "D=4"}), " ")
	for _, want := range []string{"A=1", "B=own", "D=4"} {
		if !strings.Contains(env, want) {
			t.Errorf("no %s in %s", want, env)
		}
	}
	if strings.Contains(env, "C=") {
		t.Error("C is still in", env)
	}
	args = LaunchArguments{Code: "pass", EnvFile: filepath.Join(filepath.Dir(path), "missing")}
	if err := args.resolve(); err == nil || !strings.Contains(err.Error(), "does not exist") {
		t.Error(err)
	}
}
