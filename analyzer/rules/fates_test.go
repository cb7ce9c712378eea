package rules_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/rules"
)

// TestFates puts random functions together that make, hold, alias, iterate,
// close, hand on and drop async generators under conditions, in loops, try and
// with statements. CPython runs each with every outcome of its conditions, with
// and without an exception, closed at each of its yields, and tells through the
// finalizer hook which generators were dropped while they were suspended.
//
// The rules see the functions only. What they say of a generator must be what
// happens on some run: AG101 and AG103 when no exception is needed, AG104 and
// AG106 when one is, AG102 when the function itself is a generator and closed.
// testdata/fates.txt keeps what CPython said; -update asks it again.
func TestFates(t *testing.T) {
	program, names := fatesProgram(fatePrograms)
	dir := t.TempDir()
	path := filepath.Join(dir, "fates.py")
	if err := os.WriteFile(path, []byte(program), 0o644); err != nil {
		t.Fatal(err)
	}
	record := filepath.Join("testdata", "fates.txt")
	if *update {
		if err := os.WriteFile(record, []byte(runPython(t, findPython(), path)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	recorded, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	fates := map[string]map[byte]map[int]bool{}
	for _, line := range strings.Split(strings.TrimSpace(string(recorded)), "\n") {
		fields := strings.Fields(line)
		fate := map[byte]map[int]bool{}
		for _, f := range fields[1:] {
			fate[f[0]] = map[int]bool{}
			for _, n := range strings.Split(f[2:], ",") {
				if n, err := strconv.Atoi(n); err == nil {
					fate[f[0]][n] = true
				}
			}
		}
		fates[fields[0]] = fate
	}
	if len(fates) != len(names) {
		t.Fatalf("%d fates are recorded for %d programs: run with -update", len(fates), len(names))
	}

	said := verdicts(t, path, names)
	var counts struct{ agree, extra, missed int }
	var shown []string
	for _, name := range names {
		fate, verdict := fates[name], said[name]
		for _, site := range sitesOf(program, name) {
			actual, got := kindOf(fate, site), verdict[site]
			switch {
			case actual == got, got == fateUnproved && actual == fateClosed,
				exceptional(actual) && exceptional(got): // one of several ways is told
				counts.agree++
				continue
			case got > actual:
				counts.extra++
			default:
				counts.missed++
			}
			shown = append(shown, fmt.Sprintf("%s, generator %d: CPython %s, rules %s", name, site, fateWords[actual], fateWords[got]))
		}
	}
	t.Logf("%d programs: %d generators agree, %d found too much, %d missed", len(names), counts.agree, counts.extra, counts.missed)
	for i, s := range shown {
		if i >= 12 {
			break
		}
		name, _, _ := strings.Cut(s, ",")
		t.Logf("%s\n%s", s, functionText(program, name))
	}
	if counts.extra > maxExtra || counts.missed > maxMissed {
		t.Errorf("%d found too much (at most %d known), %d missed (at most %d known)", counts.extra, maxExtra, counts.missed, maxMissed)
	}
}

// What docs/precision.md explains.
const (
	fatePrograms = 3400
	boxedFrom    = 2400 // programs from this number on use containers as well
	maxExtra     = 33
	maxMissed    = 0
)

// The fates, least first: a generator that leaks without any exception may do
// so with one as well, and is said once.
const (
	fateClosed   = iota
	fateUnproved // by an await that could be cancelled, which no run does
	fateByThrow  // dropped while suspended only when something raised
	fateByClose  // only when the function, a generator, was closed
	fateDropped  // dropped without any of these
	numberOfFate // how many there are
)

var fateWords = [numberOfFate]string{"closed it", "dropped it when cancelled", "dropped it after an exception", "dropped it when closed", "dropped it"}

func exceptional(fate int) bool { return fate != fateClosed && fate != fateDropped }

func kindOf(fate map[byte]map[int]bool, site int) int {
	switch {
	case fate['E'][site]:
		return fateDropped
	case fate['C'][site]:
		return fateByClose
	case fate['T'][site]:
		return fateByThrow
	}
	return fateClosed
}

var (
	siteCall  = regexp.MustCompile(`\b(?:count|guarded|managed|made)\((\d+)\)`)
	raisesAt  = regexp.MustCompile(`when line (\d+) raises or is cancelled`)
	leftAt    = regexp.MustCompile("left by `raise` at line (\\d+)")
	fateOf    = map[string]int{"AG101": fateDropped, "AG103": fateDropped, "AG102": fateByClose, "AG104": fateByThrow, "AG106": fateByThrow}
	fateRules = []string{"AG101", "AG102", "AG103", "AG104", "AG106"}
)

// verdicts is the worst that the rules say of each site of each function.
func verdicts(t *testing.T, path string, names []string) map[string]map[int]int {
	t.Helper()
	ws := index.New(index.Options{})
	m, err := ws.Module(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.File.Errors) > 0 {
		t.Fatal(m.File.Errors[0].Msg)
	}
	on, err := analyzer.Select(rules.All(), fateRules, nil)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]map[int]int{}
	for _, n := range names {
		said[n] = map[int]int{}
	}
	for _, d := range analyzer.Check(m, infer.New(ws), analyzer.Options{Rules: on}) {
		fate, ok := fateOf[d.Rule.Code]
		if !ok {
			t.Fatalf("unexpected: %s", d.Message)
		}
		var found []string
		for _, m := range siteCall.FindAllStringSubmatch(d.File.Slice(d.Span), 1) {
			found = append(found, m[1])
		}
		for _, r := range d.Related {
			if r.Message == "the generator is created here" && r.File == d.File {
				found = append(found, siteCall.FindStringSubmatch(r.File.Slice(r.Span))[1])
			}
		}
		if len(found) == 0 {
			t.Fatalf("no generator in line %d: %s", d.File.Line(d.Span.Start)+1, d.Message)
		}
		if line := leftAt.FindStringSubmatch(d.Message); line != nil {
			if n, _ := strconv.Atoi(line[1]); strings.TrimSpace(d.File.LineText(n-1)) == "raise" {
				fate = fateUnproved // out of a handler, which only an exception enters
			}
		}
		if strings.Contains(d.Message, "is closed at the `yield`") {
			fate = fateByClose
		}
		if line := raisesAt.FindStringSubmatch(d.Message); fate == fateByThrow && line != nil {
			if n, _ := strconv.Atoi(line[1]); !strings.Contains(d.File.LineText(n-1), "boom(r") {
				fate = fateUnproved
			}
		}
		for _, text := range found {
			site, _ := strconv.Atoi(text)
			name := "p" + strconv.Itoa(site/100)
			said[name][site] = max(said[name][site], fate)
		}
	}
	return said
}

func functionText(program, name string) string {
	_, rest, _ := strings.Cut(program, "async def "+name+"(")
	body, _, _ := strings.Cut(rest, "\n\n")
	return name + "(" + body
}

func sitesOf(program, name string) []int {
	var out []int
	for _, m := range siteCall.FindAllStringSubmatch(functionText(program, name), -1) {
		n, _ := strconv.Atoi(m[1])
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

const fatesHead = `import itertools, sys
from contextlib import AsyncExitStack, aclosing, suppress

class Boom(Exception):
    pass

class Turn:
    def __await__(self):
        yield

few, many, bit = 0, 0, 0

def items(site):
    return many if site >> bit & 1 else few

async def count(site):
    for i in range(items(site)):
        yield i

async def guarded(site):
    try:
        for i in range(items(site)):
            yield i
    finally:
        await Turn()

async def managed(site):
    async with AsyncExitStack():
        for i in range(items(site)):
            await Turn()
            yield i

def made(site):
    return guarded(site)

async def drain(gen):
    async for _ in gen:
        pass

async def peek(gen):
    return await anext(gen, None)

async def first(gen):
    async for x in gen:
        return x

async def shut(gen):
    await Turn()
    await gen.aclose()

calls = 0

def boom(flag):
    global calls
    if flag == 2:
        calls += 1
    if flag == 1 or flag == 2 and calls == 2:
        raise Boom

keep = []

`

const fatesTail = `
dropped = set()

def finalizer(gen):
    dropped.add(gen.ag_frame.f_locals["site"])

def run(coro):
    try:
        while True:
            coro.send(None)
    except StopIteration as e:
        return e.value

def one(f, args, stop):
    """The sites dropped while f runs; a generator is closed after stop items."""
    global calls
    dropped.clear()
    result, calls = None, 0
    try:
        made = f(*args)
        if hasattr(made, "asend"):
            for _ in range(stop):
                try:
                    run(made.__anext__())
                except StopAsyncIteration:
                    break
            else:
                run(made.aclose())
        else:
            result = run(made)
    except Boom:
        pass
    seen = set(dropped)
    if result is not None:
        run(result.aclose())
    while keep:
        run(keep.pop().aclose())
    return seen

lengths = [(n, n, 0) for n in (0, 1, 2, 6)] + [
    (few, many, bit) for few, many in ((0, 6), (6, 0), (1, 6), (6, 1), (0, 1), (1, 0)) for bit in (0, 1, 2)
]
sys.set_asyncgen_hooks(finalizer=finalizer)
for f in programs:
    flags = f.__code__.co_varnames[:f.__code__.co_argcount]
    fates = {"E": set(), "T": set(), "C": set()}
    # In a loop over a container, the second round may be the one that raises.
    later = (0, 1, 2) if int(f.__name__[1:]) >= boxed_from else (0, 1)
    for args in itertools.product(*(later if n.startswith("r") else (False, True) for n in flags)):
        throws = any(a for a, n in zip(args, flags) if n.startswith("r"))
        gen = f.__code__.co_flags & 0x200
        for few, many, bit in lengths:
            for stop in (1, 2, 3, 4, 999) if gen else (999,):
                kind = "T" if throws else "E" if stop == 999 else "C"
                fates[kind] |= one(f, args, stop)
    print(f.__name__, *(k + "=" + ",".join(map(str, sorted(v))) for k, v in fates.items()))
`

// fatesProgram is the text of n functions with a driver, and their names.
func fatesProgram(n int) (string, []string) {
	var b strings.Builder
	b.WriteString(fatesHead)
	var names []string
	for i := range n {
		w := &fateWriter{rng: rand.New(rand.NewPCG(uint64(i), 42)), site: i * 100, yields: i%4 == 3, boxes: i >= boxedFrom, pinned: map[string]int{}}
		name := "p" + strconv.Itoa(i)
		body := w.function()
		var params []string
		for j := range w.conds {
			params = append(params, fmt.Sprintf("c%d", j))
		}
		for j := range w.raises {
			params = append(params, fmt.Sprintf("r%d", j))
		}
		fmt.Fprintf(&b, "async def %s(%s):\n%s\n", name, strings.Join(params, ", "), body)
		names = append(names, name)
	}
	fmt.Fprintf(&b, "boxed_from = %d\nprograms = [%s]\n", boxedFrom, strings.Join(names, ", "))
	b.WriteString(fatesTail)
	return b.String(), names
}

// fateWriter writes one random function.
type fateWriter struct {
	rng           *rand.Rand
	b             strings.Builder
	site          int
	conds, raises int
	yields        bool
	boxes         bool // lists, dicts and helpers that iterate partly
	boxed         int  // how many there are
	budget        int
	pinned        map[string]int // names that a finally or handler around will use
}

type held map[string]bool // the names that are sure to hold a generator

func (h held) any(w *fateWriter) string {
	names := slices.Sorted(maps.Keys(h))
	if len(names) == 0 {
		return ""
	}
	return names[w.rng.IntN(len(names))]
}

func both(a, b held) held {
	out := held{}
	for n := range a {
		if b[n] {
			out[n] = true
		}
	}
	return out
}

func (w *fateWriter) function() string {
	w.budget = 4 + w.rng.IntN(7)
	w.block(1, held{}, false)
	if w.yields {
		w.line(1, "yield 9")
	}
	return w.b.String()
}

func (w *fateWriter) line(depth int, format string, args ...any) {
	w.b.WriteString(strings.Repeat("    ", depth))
	fmt.Fprintf(&w.b, format, args...)
	w.b.WriteByte('\n')
}

func (w *fateWriter) maker() string {
	w.site++
	return fmt.Sprintf("%s(%d)", []string{"count", "guarded", "guarded", "managed", "made"}[w.rng.IntN(5)], w.site)
}

func (w *fateWriter) name() string { return []string{"g", "h"}[w.rng.IntN(2)] }

func (w *fateWriter) cond() string {
	const most = 3
	if w.conds < most && (w.conds == 0 || w.rng.IntN(3) > 0) {
		w.conds++
		return fmt.Sprintf("c%d", w.conds-1)
	}
	return fmt.Sprintf("c%d", w.rng.IntN(w.conds))
}

func (w *fateWriter) flag() string {
	const most = 3 // each is used once, or an earlier one would hide a later one
	if w.raises < most {
		w.raises++
		return fmt.Sprintf("r%d", w.raises-1)
	}
	return "False"
}

// block writes one to three statements. It returns what is held after it, and
// whether its end can be reached.
func (w *fateWriter) block(depth int, in held, loop bool) (out held, reaches bool) {
	out = maps.Clone(in)
	for n := 1 + w.rng.IntN(3); n > 0; n-- {
		if out, reaches = w.statement(depth, out, loop); !reaches {
			return out, false
		}
		if depth == 1 && w.budget > 0 {
			n = 2 // the function itself uses its budget up
		}
	}
	return out, true
}

func (w *fateWriter) statement(depth int, h held, loop bool) (held, bool) {
	w.budget--
	kinds := 20
	if w.boxes {
		kinds = 26
	}
	kind := w.rng.IntN(kinds)
	if w.budget <= 0 || depth > 5 {
		kind = []int{0, 1, 4, 4, 9, 9, 9}[w.rng.IntN(7)]
	}
	v := h.any(w)
	if v == "" && (kind == 1 || kind >= 5 && kind <= 9 && kind != 7 || kind == 13 || kind == 14 || kind == 19 || kind == 24) {
		kind = 0
	}
	switch kind {
	case 0:
		name := w.name()
		w.line(depth, "%s = %s", name, w.maker())
		h[name] = true
	case 1:
		w.line(depth, "await anext(%s, None)", v)
	case 2, 3: // a loop that alone holds its generator
		return w.loop(depth, w.maker(), h)
	case 4:
		if w.yields && w.rng.IntN(2) == 0 {
			w.line(depth, "yield 1")
		} else {
			w.line(depth, "boom(%s)", w.flag())
		}
	case 5, 6:
		return w.loop(depth, v, h)
	case 7:
		name := w.name()
		w.line(depth, "async with aclosing(%s) as %s:", w.maker(), name)
		in := maps.Clone(h)
		in[name] = true
		out, reaches := w.block(depth+1, in, loop)
		return out, reaches
	case 8:
		w.line(depth, "async with aclosing(%s):", v)
		return w.block(depth+1, h, loop)
	case 9:
		w.line(depth, "await %s.aclose()", v)
	case 10, 11, 12:
		w.line(depth, "if %s:", w.cond())
		a, reachesA := w.branch(depth+1, h, loop)
		b, reachesB := h, true
		if w.rng.IntN(3) == 0 {
			w.line(depth, "else:")
			b, reachesB = w.block(depth+1, h, loop)
		}
		switch {
		case !reachesA:
			return b, reachesB
		case !reachesB:
			return a, true
		}
		return both(a, b), true
	case 13:
		w.line(depth, "try:")
		w.pinned[v]++
		_, reaches := w.block(depth+1, h, loop)
		w.pinned[v]--
		w.line(depth, "finally:")
		w.line(depth+1, "await %s.aclose()", v)
		return held{}, reaches
	case 14:
		name := map[string]string{"g": "h", "h": "g"}[v]
		if name == "" {
			name = "g" // from a container
		}
		w.line(depth, "%s = %s", name, v)
		h[name] = true
	case 15:
		w.line(depth, "try:")
		w.pinned[v]++
		_, a := w.block(depth+1, h, loop)
		w.pinned[v]--
		w.line(depth, "except Exception:")
		b := true
		if v != "" && w.rng.IntN(2) == 0 {
			w.line(depth+1, "await %s.aclose()", v)
			if w.rng.IntN(2) == 0 {
				w.line(depth+1, "raise")
				b = false
			}
		} else {
			w.line(depth+1, "pass")
		}
		return held{}, a || b
	case 16:
		name := w.name()
		if loop || w.pinned[name] > 0 {
			return h, w.pass(depth)
		}
		w.line(depth, "%s = None", name)
		delete(h, name)
		w.line(depth, "try:")
		w.line(depth+1, "if %s:", w.cond())
		w.line(depth+2, "%s = %s", name, w.maker())
		w.line(depth+2, "await anext(%s, None)", name)
		w.line(depth+1, "boom(%s)", w.flag())
		w.line(depth, "finally:")
		w.line(depth+1, "if %s is not None:", name)
		w.line(depth+2, "await %s.aclose()", name)
	case 17:
		return w.leave(depth, h, loop)
	case 20, 21: // a container that is made once
		box := fmt.Sprintf("b%d", w.boxed)
		w.boxed++
		if loop || w.rng.IntN(2) == 0 {
			w.line(depth, "%s = {'x': %s, 'y': %s}", box, w.maker(), w.maker())
			h[box+"['x']"], h[box+"['y']"] = true, true
		} else {
			w.line(depth, "%s = [%s, %s]", box, w.maker(), w.maker())
			h[box+"[0]"], h[box+"[1]"] = true, true
		}
	case 22: // one that a loop alone holds
		w.line(depth, "for g in [%s, %s]:", w.maker(), w.maker())
		in := maps.Clone(h)
		in["g"] = true
		out, _ := w.block(depth+1, in, true)
		return both(h, out), true
	case 23: // the elements of one, each in turn
		box := fmt.Sprintf("b%d", w.boxed)
		w.boxed++
		w.line(depth, "%s = [%s, %s]", box, w.maker(), w.maker())
		w.line(depth, "for h in %s:", box)
		w.line(depth+1, "await anext(h, None)")
		in := maps.Clone(h)
		in["h"] = true
		w.block(depth+1, in, true)
		if w.rng.IntN(2) == 0 {
			w.line(depth, "for h in %s:", box)
			w.line(depth+1, "await h.aclose()")
		}
		delete(h, "h")
	case 24:
		w.line(depth, "await first(%s)", v)
	case 25:
		w.line(depth, "await %s(%s)", []string{"first", "peek"}[w.rng.IntN(2)], w.maker())
	case 18:
		if w.rng.IntN(2) == 0 {
			w.line(depth, "%s = [x async for x in %s]", "found", w.maker())
		} else {
			w.line(depth, "await drain(%s)", w.maker())
		}
	default:
		switch w.rng.IntN(5) {
		case 0:
			w.line(depth, "await drain(%s)", v)
		case 1:
			w.line(depth, "await peek(%s)", v)
		case 2:
			w.line(depth, "await shut(%s)", v)
		case 3:
			w.line(depth, "keep.append(%s)", v)
		default:
			if loop || w.pinned[v] > 0 {
				return h, w.pass(depth)
			}
			w.line(depth, "%s = None", v)
			delete(h, v)
		}
	}
	return h, true
}

func (w *fateWriter) pass(depth int) bool {
	w.line(depth, "pass")
	return true
}

func (w *fateWriter) branch(depth int, h held, loop bool) (held, bool) {
	if w.rng.IntN(2) == 0 {
		return w.leave(depth, maps.Clone(h), loop)
	}
	return w.block(depth, h, loop)
}

// leave ends the way.
func (w *fateWriter) leave(depth int, h held, loop bool) (held, bool) {
	v := h.any(w)
	switch n := w.rng.IntN(6); {
	case n < 3 && loop:
		w.line(depth, "break")
	case n == 3 && loop:
		w.line(depth, "continue")
	case n == 4:
		w.line(depth, "raise Boom")
	case v != "" && !w.yields && n == 5:
		w.line(depth, "return %s", v)
	default:
		w.line(depth, "return")
	}
	return h, false
}

func (w *fateWriter) loop(depth int, over string, h held) (held, bool) {
	w.line(depth, "async for x in %s:", over)
	if w.yields && w.rng.IntN(2) == 0 {
		w.line(depth+1, "yield x")
	}
	after, _ := w.block(depth+1, h, true)
	return both(h, after), true
}
