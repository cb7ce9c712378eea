package dump_test

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/asynctools/asynctools/syntax/dump"
	"github.com/asynctools/asynctools/syntax/internal/cpython"
	"github.com/asynctools/asynctools/syntax/parse"
	"github.com/asynctools/asynctools/syntax/source"
)

var update = flag.Bool("update", false, "record CPython's dump anew")

// TestSample compares the dump of a file with what CPython printed for it.
func TestSample(t *testing.T) {
	const file, golden = "testdata/sample.py", "testdata/sample.golden"
	if *update {
		python, _ := cpython.Find(t)
		out, err := exec.Command(python, "-W", "ignore", "-m", "ast", file).Output()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, out, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	src, err := source.Decode(file, raw)
	if err != nil {
		t.Fatal(err)
	}
	f := parse.Parse(src, parse.Options{TypeComments: true})
	if len(f.Errors) > 0 {
		t.Fatal(f.Errors)
	}
	var b bytes.Buffer
	if err := dump.Write(&b, f.Mod, dump.Options{Indent: 3}); err != nil {
		t.Fatal(err)
	}
	b.WriteByte('\n')
	if d := cmp.Diff(string(want), b.String()); d != "" {
		t.Errorf("-CPython +ours\n%s", d)
	}
}

// TestNewest dumps what Python 3.14 added to the grammar, which CPython 3.13
// cannot record.
func TestNewest(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{
			"t'a{x!r:{y}}{z=}' rt'b'",
			"Module(body=[Expr(value=TemplateStr(values=[Constant(value='a'), Interpolation(value=Name(id='x', ctx=Load()), str='x', conversion=114, format_spec=JoinedStr(values=[FormattedValue(value=Name(id='y', ctx=Load()), conversion=-1)])), Constant(value='z='), Interpolation(value=Name(id='z', ctx=Load()), str='z', conversion=114), Constant(value='b')]))])",
		},
		{
			"try: pass\nexcept A, B: pass",
			"Module(body=[Try(body=[Pass()], handlers=[ExceptHandler(type=Tuple(elts=[Name(id='A', ctx=Load()), Name(id='B', ctx=Load())], ctx=Load()), body=[Pass()])])])",
		},
		{
			"try: pass\nexcept* A, B: pass",
			"Module(body=[TryStar(body=[Pass()], handlers=[ExceptHandler(type=Tuple(elts=[Name(id='A', ctx=Load()), Name(id='B', ctx=Load())], ctx=Load()), body=[Pass()])])])",
		},
	} {
		f := parse.Parse(source.NewFile("f", c.text), parse.Options{})
		if len(f.Errors) > 0 {
			t.Errorf("%q: %v", c.text, f.Errors)
			continue
		}
		var b bytes.Buffer
		if err := dump.Write(&b, f.Mod, dump.Options{}); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(c.want, b.String()); d != "" {
			t.Errorf("%q: %s", c.text, d)
		}
		if old := parse.Parse(source.NewFile("f", c.text), parse.Options{TargetMinor: 13}); len(old.Errors) == 0 {
			t.Errorf("%q: Python 3.13 takes it", c.text)
		}
	}
}
