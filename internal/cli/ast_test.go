package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func runAST(stdin string, args ...string) (code int, out, errs string) {
	var o, e bytes.Buffer
	code = RunAST(args, strings.NewReader(stdin), &o, &e)
	return code, o.String(), e.String()
}

func TestRunAST(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "x.py")
	if err := os.WriteFile(file, []byte("x = 1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	const tree = "Module(\n   body=[\n      Assign(\n         targets=[\n            Name(id='x', ctx=Store())],\n         value=Constant(value=1))])\n"
	for _, c := range []struct {
		name, stdin string
		args        []string
		code        int
		out, errs   string
	}{
		{"a file", "", []string{file}, 0, tree, ""},
		{"standard input", "x = 1\n", nil, 0, tree, ""},
		{"a dash", "x = 1\n", []string{"-"}, 0, tree, ""},
		{"an expression", "x\n", []string{"-m", "eval"}, 0, "Expression(\n   body=Name(id='x', ctx=Load()))\n", ""},
		{"a signature", "(int, *str) -> x\n", []string{"-m", "func_type"}, 0, "FunctionType(\n   argtypes=[\n      Name(id='int', ctx=Load()),\n      Name(id='str', ctx=Load())],\n   returns=Name(id='x', ctx=Load()))\n", ""},
		{"positions", "x\n", []string{"-a", "-m", "eval"}, 0, "Expression(\n   body=Name(\n      id='x',\n      ctx=Load(),\n      lineno=1,\n      col_offset=0,\n      end_lineno=1,\n      end_col_offset=1))\n", ""},
		{"a syntax error", "x = (1,\n", nil, 1, "", "  File \"<stdin>\", line 1\n    x = (1,\n        ^\nSyntaxError: '(' was never closed\n"},
		{"a long one", "  foo(a b)\n", nil, 1, "", "  File \"<stdin>\", line 1\n    foo(a b)\nIndentationError: unexpected indent\n"},
		{"carets", "foo(a b)\n", nil, 1, "", "  File \"<stdin>\", line 1\n    foo(a b)\n        ^^^\nSyntaxError: invalid syntax. Perhaps you forgot a comma?\n"},
		{"no text", "\xff", nil, 1, "", "Non-UTF-8 code starting with '\\xff'"},
		{"no file", "", []string{filepath.Join(dir, "no.py")}, 2, "", "no.py"},
		{"a folder", "", []string{dir}, 2, "", "directory"},
		{"two files", "", []string{"a", "b"}, 2, "", "one file at a time"},
		{"a flag", "", []string{"--nope"}, 2, "", "flag provided but not defined"},
		{"a mode", "", []string{"-m", "nope"}, 2, "", "unknown mode"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, out, errs := runAST(c.stdin, c.args...)
			if code != c.code || out != c.out || !strings.Contains(errs, c.errs) || c.errs == "" && errs != "" {
				t.Errorf("exit %d\nstdout %s\nstderr %s", code, out, errs)
			}
		})
	}
}
