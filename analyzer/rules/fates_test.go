package rules_test

import (
	"fmt"
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
		if err := os.WriteFile(record, []byte(fatesOf(t, program)), 0o644); err != nil {
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

// fatesOf runs the program with an asyncio that needs no loop: the driver steps
// coroutines by hand, and hooks of a loop would take the place of its own.
func fatesOf(t *testing.T, program string) string {
	dir := t.TempDir()
	path := filepath.Join(dir, "fates.py")
	for name, text := range map[string]string{"fates.py": program, "asyncio.py": fatesAsyncio} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return runPython(t, findPython(), path)
}

const fatesAsyncio = `class create_task:
    def __init__(self, coro):
        self.coro = coro

    def __await__(self):
        return (yield from self.coro.__await__())

async def gather(*all):
    return [await one for one in all]

async def wait_for(one, timeout):
    return await one

async def sleep(delay):
    class Turn:
        def __await__(self):
            yield
    await Turn()
`

// What docs/precision.md explains.
const (
	fatePrograms = 5200
	boxedFrom    = 2400 // programs from this number on use containers as well
	helpersFrom  = 3400 // and from this one on helpers of many kinds
	tasksFrom    = 4000 // which tasks and gathers run, from this one on
	deeperFrom   = 4600 // and which nested functions and partials run, from this one on
	maxExtra     = 57
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

const fatesHead = `import asyncio, itertools, sys
from contextlib import AsyncExitStack, aclosing, suppress
from functools import partial

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

async def collect(gen):
    return [x async for x in gen]

async def total(gen):
    try:
        return sum([x async for x in gen if x])
    except ValueError:
        return 0

async def tabled(*, gen):
    return {x: 1 async for x in gen}

async def nested(gen):
    async def inner():
        return [x async for x in gen]
    return await inner()

async def collected(gen):
    source = gen
    return await collect(source)

async def within(gen):
    async with aclosing(gen):
        async for x in gen:
            return x

async def rest(gen):
    head = await anext(gen, None)
    return head, await collect(gen)

async def closed(gen):
    try:
        return await anext(gen, None)
    finally:
        await gen.aclose()

async def taken(*, gen):
    async for x in gen:
        break

async def twice(gen):
    await anext(gen, None)
    return await anext(gen, None)

async def looked(gen):
    return hasattr(gen, "aclose")

async def guarded_by(gen):
    async with AsyncExitStack() as stack:
        stack.push_async_callback(gen.aclose)
        return await anext(gen, None)

class Take:
    async def __call__(self, gen):
        async for x in gen:
            return x

    async def both(self, gen):
        await self(gen)
        await shut(gen)

take = Take()

async def stepped(gen):
    async def step():
        return await anext(gen, None)
    return await step()

async def sought(gen):
    source = gen
    async def find(limit=None):
        async for x in source:
            if limit is None:
                return x
    await find()
    return await asyncio.wait_for(find(9), 1)

async def parted(gen):
    def step():
        return anext(gen, None)
    try:
        return await step()
    finally:
        async def close():
            await gen.aclose()
        await close()

async def emptied(gen):
    async def step():
        return await anext(gen, None)
    while (x := await step()) is not None:
        pass

async def seen(gen):
    async def is_open():
        return gen.ag_frame is not None
    return await is_open()

async def kept(gen):
    step = partial(peek, gen)
    await step()
    return await step()

async def until(gen):
    step = partial(peek, gen=gen)
    while await step() is not None:
        pass

lead = partial(taken)
whole = partial(collect)

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
            for stop in (1, 2, 3, 4, 100000) if gen else (100000,):
                kind = "T" if throws else "E" if stop == 100000 else "C"
                fates[kind] |= one(f, args, stop)
    print(f.__name__, *(k + "=" + ",".join(map(str, sorted(v))) for k, v in fates.items()))
`

// fatesProgram is the text of n functions with a driver, and their names.
func fatesProgram(n int) (string, []string) {
	var b strings.Builder
	b.WriteString(fatesHead)
	var names []string
	for i := range n {
		w := &fateWriter{rng: rand.New(rand.NewPCG(uint64(i), 42)), site: i * 100, yields: i%4 == 3, boxes: i >= boxedFrom, helpers: i >= helpersFrom, tasks: i >= tasksFrom, deeper: i >= deeperFrom, pinned: map[string]int{}}
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
