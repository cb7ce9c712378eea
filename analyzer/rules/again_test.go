package rules

import (
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
)

// editor makes random edits, most of them of the kind that people make.
type editor struct {
	random *rand.Rand
	names  []string // of the file
	lines  []string // its first text
	past   []string
}

var identifier = regexp.MustCompile(`[A-Za-z_]\w*`)

func newEditor(seed int64, text string) *editor {
	return &editor{random: rand.New(rand.NewSource(seed)), names: identifier.FindAllString(text, -1), lines: strings.Split(text, "\n")}
}

func (e *editor) name() string { return e.names[e.random.Intn(len(e.names))] }

func (e *editor) edit(text string) string {
	if len(e.past) > 0 && e.random.Intn(3) == 0 {
		out := e.past[len(e.past)-1]
		e.past = e.past[:len(e.past)-1]
		return out
	}
	e.past = append(e.past, text)
	lines := strings.Split(text, "\n")
	at := e.random.Intn(len(lines))
	for tries := 0; tries < 20 && !strings.HasPrefix(lines[at], "    "); tries++ {
		at = e.random.Intn(len(lines))
	}
	line := lines[at]
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	insert := func(s string) {
		lines = append(lines[:at:at], append([]string{indent + s}, lines[at:]...)...)
	}
	switch e.random.Intn(9) {
	case 0:
		lines = append(lines[:at:at], lines[at+1:]...)
	case 1:
		insert(strings.TrimLeft(line, " \t"))
	case 2:
		insert(strings.TrimLeft(e.lines[e.random.Intn(len(e.lines))], " \t"))
	case 3, 4:
		spans := identifier.FindAllStringIndex(line, -1)
		if len(spans) > 0 {
			s := spans[e.random.Intn(len(spans))]
			lines[at] = line[:s[0]] + e.name() + line[s[1]:]
		}
	case 5:
		lines[at] += []string{"  # a remark", "; x", "; " + e.name(), ".", "(", "  # noqa", ".aclose()", "; await " + e.name() + "()"}[e.random.Intn(8)]
	case 6:
		lines[at] = []string{indent + "await " + strings.TrimLeft(line, " "), strings.Replace(line, "await ", "", 1), strings.Replace(line, "self.", "", 1), strings.Replace(line, "return ", "", 1)}[e.random.Intn(4)]
	default:
		x, y := e.name(), e.name()
		insert([]string{
			"return", "return " + x, "await " + x + "()", x + "()", "self." + x + " = " + y, x + " = self." + y + "()", "async for i in " + x + "():\n" + indent + "    break",
			"yield", "yield " + x, "raise", "await self." + x + "()", "self." + x + "()", "await " + x + ".aclose()", "global " + x, `patch("` + x + `")`,
			`setattr(self, "` + x + `", None)`, "for i in " + x + ": pass", "async with " + x + "() as " + y + ": pass", "del " + x, "if " + x + ": return",
			"def " + x + "(): return " + y, "class " + x + "(" + y + "): pass", x + " = " + y, "asyncio.create_task(" + x + "())", "asyncio.run(" + x + "())",
			"import " + x, "from . import " + x, "nonlocal " + x, "try: " + x + "()\n" + indent + "except Exception: pass", "with pytest.raises(RuntimeError): " + x + "()",
			"assert " + x + " is None", x + "." + y + " = None", "await asyncio.gather(" + x + "(), " + y + "())", "loop.run_until_complete(" + x + "())",
		}[e.random.Intn(34)])
	}
	return strings.Join(lines, "\n")
}

// again is one file under edits, checked by what the time before has left and anew.
type again struct {
	path         string
	ws           *index.Workspace
	some, whole  *infer.Engine
	record       *analyzer.Record
	opt          analyzer.Options
	took, tookIt time.Duration
	seen, all    int
	checks       int
}

func (a *again) check(text string) (some, whole []string) {
	a.ws = a.ws.Next(index.Disk{}, func(path string) bool { return path != a.path }, true)
	a.ws.AddText(a.path, text)
	changed := map[string]bool{a.path: true}
	a.some, _ = a.some.Next(a.ws, changed)
	a.whole, _ = a.whole.Next(a.ws, changed)
	_, _ = a.ws.Module(a.path)
	if a.checks++; a.checks%3 == 0 {
		analyzer.CheckFile(a.ws, a.some, a.path, a.opt) // somebody else asks before, as a hover does
	}
	start := time.Now()
	r := analyzer.CheckAgain(a.ws, a.some, a.path, a.opt, a.record)
	a.took += time.Since(start)
	a.record = r.Record
	if r.Record != nil {
		a.seen, a.all = a.seen+r.Record.Seen, a.all+len(r.Module.Nodes())
	}
	if a.checks%4 == 1 { // a look at the whole, as the server takes when nothing happens
		a.record = analyzer.CheckAgain(a.ws, a.some, a.path, a.opt, nil).Record
	}
	start = time.Now()
	fresh := analyzer.CheckFile(a.ws, a.whole, a.path, a.opt)
	a.tookIt += time.Since(start)
	return described(r), described(fresh)
}

func described(r analyzer.Result) (out []string) {
	if r.Err != nil {
		return []string{r.Err.Error()}
	}
	for _, d := range r.Diagnostics {
		s := fmt.Sprint(d.Rule.Code, " ", d.Severity, " ", d.Span, " ", d.File.Line(d.Span.Start)+1, " ", d.Message)
		for _, rel := range d.Related {
			s += fmt.Sprint("\n  ", filepath.Base(rel.File.Name), rel.Span, rel.File.Line(rel.Span.Start)+1, rel.Message)
		}
		if d.Fix != nil {
			s += fmt.Sprint("\n  fix ", *d.Fix)
		}
		out = append(out, s)
	}
	return out
}

// TestAgain edits files made of the cases of the rules' archives at random, and
// compares what the rules find after each edit with and without what the check before
// has left.
func TestAgain(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("%d archives, %v", len(archives), err)
	}
	seen, all := 0, 0
	for i, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".py") && b.Len() < 20<<10 {
				b.Write(f.Data)
				b.WriteByte('\n')
			}
		}
		text := b.String()
		ws := index.New(index.Options{})
		e := newEditor(int64(number("ASYNCTOOLS_SEED", 0)*1000+i), text)
		a := &again{path: "case.py", ws: ws, some: infer.New(ws), whole: infer.New(ws), opt: analyzer.Options{Rules: All(), Known: All()}}
		a.check(text)
		for n := range number("ASYNCTOOLS_EDITS", 12) {
			before := text
			text = e.edit(text)
			if some, whole := a.check(text); !slices.Equal(some, whole) {
				a.record = nil
				t.Errorf("%s, edit %d:\n%s\nfindings, whole and again:\n%s", name, n, firstChange(before, text), clipped(cmp.Diff(whole, some)))
			}
		}
		seen, all = seen+a.seen, all+a.all
	}
	if seen > all*6/10 {
		t.Errorf("%d of %d nodes are looked at again", seen, all)
	}
}

// TestAgainLooksAround checks that a check after an edit finds what has changed out of
// the edited function, and what has not, with little work.
func TestAgainLooksAround(t *testing.T) {
	var b strings.Builder
	b.WriteString("async def rows():\n    with open('x'):\n        yield 1\n\n")
	for i := range 60 {
		fmt.Fprintf(&b, "async def use%d():\n    async for x in rows():\n        break\n\nasync def idle%d():\n    return %d\n\n", i, i, i)
	}
	text := b.String()
	ws := index.New(index.Options{})
	a := &again{path: "case.py", ws: ws, some: infer.New(ws), whole: infer.New(ws), opt: analyzer.Options{Rules: All(), Known: All()}}
	a.check(text)
	for _, c := range []struct {
		from, to string
		findings int
		most     int // nodes in 100
	}{
		{"return 7", "return 77", 60, 5},
		{"return 8\n", "return 8\n\n\n# a remark\n", 60, 70}, // the lines that messages name are others
		{"return 9\n", "return 9  # a remark\n", 60, 5},
		{"idle10()", "renamed()", 60, 5},
		{"async def use20():\n    async for x in rows():\n        break\n\n", "", 59, 80},
		{"        yield 1", "        return 1", 59, 100},
		{"        return 1\n", "        yield 1\n", 59, 100},
		{"return 30", "return 30\n\nasync def added():\n    async for x in rows():\n        return", 60, 70},
	} {
		a.seen, a.all = 0, 0
		next := strings.Replace(text, c.from, c.to, 1)
		if next == text {
			t.Fatalf("no %q", c.from)
		}
		text = next
		some, whole := a.check(text)
		if diff := cmp.Diff(whole, some); diff != "" {
			t.Errorf("%q: findings, whole and again:\n%s", c.to, clipped(diff))
		}
		if len(some) != c.findings {
			t.Errorf("%q: %d findings, want %d", c.to, len(some), c.findings)
		}
		if a.seen*100 > a.all*c.most {
			t.Errorf("%q: %d of %d nodes are looked at", c.to, a.seen, a.all)
		}
	}
}

// TestAgainInTrees edits files of the trees that ASYNCTOOLS_TREES lists at random, and
// compares what the rules find after each edit with and without what the check before
// has left.
func TestAgainInTrees(t *testing.T) {
	trees := filepath.SplitList(os.Getenv("ASYNCTOOLS_TREES"))
	if len(trees) == 0 {
		t.Skip("SKIPPED: ASYNCTOOLS_TREES lists no folders of Python files")
	}
	seed, edits, files := int64(number("ASYNCTOOLS_SEED", 1)), number("ASYNCTOOLS_EDITS", 30), number("ASYNCTOOLS_FILES", 30)
	made, wrong := 0, 0
	for _, tree := range trees {
		var paths, likely []string
		filepath.WalkDir(tree, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.HasSuffix(path, ".py") {
				paths = append(paths, path)
				if raw, err := os.ReadFile(path); err == nil && strings.Contains(string(raw), "async ") && len(raw) < 200<<10 && len(raw) > 2000 {
					likely = append(likely, path)
				}
			}
			return nil
		})
		random := rand.New(rand.NewSource(seed))
		random.Shuffle(len(likely), func(i, j int) { likely[i], likely[j] = likely[j], likely[i] })
		ws := index.New(index.Options{Roots: []string{tree}, Files: index.Disk{}})
		ws.Include(paths)
		var took, tookIt time.Duration
		here, seen, all := 0, 0, 0
		for i, path := range likely[:min(files, len(likely))] {
			raw, _ := os.ReadFile(path)
			text := string(raw)
			e := newEditor(seed+int64(i), text)
			a := &again{path: path, ws: ws, some: infer.New(ws), whole: infer.New(ws), opt: analyzer.Options{Rules: All(), Known: All()}}
			a.check(text)
			a.took, a.tookIt, a.seen, a.all = 0, 0, 0, 0
			for n := range edits {
				before := text
				text = e.edit(text)
				some, whole := a.check(text)
				made++
				here++
				if diff := cmp.Diff(whole, some); diff != "" {
					wrong++
					t.Errorf("%s, edit %d (seed %d):\n%s\nfindings, whole and again:\n%s", path, n, seed, firstChange(before, text), clipped(diff))
					a.record = nil
				}
			}
			took, tookIt = took+a.took, tookIt+a.tookIt
			seen, all = seen+a.seen, all+a.all
		}
		t.Logf("%s: %d edits, %.1f of 100 nodes, %.2f ms again, %.2f ms whole", filepath.Base(tree), here, 100*float64(seen)/float64(max(all, 1)), ms(took, here), ms(tookIt, here))
	}
	t.Logf("%d edits, %d differ", made, wrong)
}

func ms(d time.Duration, n int) float64 { return float64(d.Microseconds()) / 1000 / float64(max(n, 1)) }

// number is a setting of a longer run.
func number(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

func clipped(s string) string { return s[:min(len(s), 1500)] }

// firstChange shows where two texts differ.
func firstChange(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	i := 0
	for i < len(x) && i < len(y) && x[i] == y[i] {
		i++
	}
	return fmt.Sprintf("line %d\n- %s\n+ %s", i+1, strings.Join(x[i:min(i+2, len(x))], "\n- "), strings.Join(y[i:min(i+2, len(y))], "\n+ "))
}
