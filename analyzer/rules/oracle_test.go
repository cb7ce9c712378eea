package rules_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/rules"
)

// The oracle combines ways to make, to hold and to leave an async generator
// into one program, and lets CPython tell the fate of each generator: whether
// the finalizer hook saw it, which means that nobody closed it in time. AG101
// must report exactly those loops. testdata/oracle.txt keeps what CPython said,
// so that the test needs no CPython; -update asks it again.

const oracleHead = `import asyncio, os, sys
from contextlib import AsyncExitStack, aclosing, suppress

async def plain(n):
    yield 1
    yield 2

async def final(n):
    try:
        yield 1
        yield 2
    finally:
        await asyncio.sleep(0)

async def managed(n):
    with open(os.devnull):
        yield 1
        yield 2

class Source:
    def __init__(self, n):
        self.n = n

    async def items(self, n):
        try:
            yield 1
            yield 2
        finally:
            pass

    def wrapped(self, n):
        return self.items(n)

    async def __aiter__(self):
        n = self.n
        yield 1
        yield 2

async def fetched(n):
    return final(n)

async def finish(g):
    await g.aclose()

`

const oracleTail = `
leaked = set()

def finalizer(agen):
    leaked.add(agen.ag_frame.f_locals["n"])
    asyncio.get_running_loop().create_task(agen.aclose())

async def main():
    sys.set_asyncgen_hooks(firstiter=lambda agen: None, finalizer=finalizer)
    for name, case in list(globals().items()):
        if name.startswith("case_"):
            with suppress(ValueError):
                await case()
            await asyncio.sleep(0)
            print(name, "leaked" if int(name[5:]) in leaked else "closed")

asyncio.run(main())
`

// makers are expressions for a new generator; N is the number of the case.
var makers = []string{"plain(N)", "final(N)", "managed(N)", "Source(N).items(N)", "Source(N).wrapped(N)", "await fetched(N)"}

// holders hold the generator MAKE while LOOP(x) is the loop over x.
var holders = []string{
	"LOOP(MAKE)",
	"g = MAKE\nLOOP(g)",
	"g = None\ng = MAKE\nLOOP(g)\nprint(end='')",
	"g = MAKE\ntry:\n    LOOP(g)\nfinally:\n    await g.aclose()",
	"g = None\ntry:\n    g = MAKE\n    LOOP(g)\nfinally:\n    if g is not None:\n        await g.aclose()",
	"g = MAKE\ntry:\n    LOOP(g)\nexcept BaseException:\n    await g.aclose()\n    raise\nelse:\n    await g.aclose()",
	"async with aclosing(MAKE) as g:\n    LOOP(g)",
	"g = MAKE\nasync with aclosing(g):\n    LOOP(g)",
	"async with AsyncExitStack() as stack:\n    g = await stack.enter_async_context(aclosing(MAKE))\n    LOOP(g)",
	"async with AsyncExitStack() as stack:\n    g = MAKE\n    stack.push_async_callback(g.aclose)\n    LOOP(g)",
	"g = MAKE\ntry:\n    LOOP(g)\nfinally:\n    await finish(g)",
	"for _ in range(2):\n    LOOP(MAKE)",
	"while True:\n    LOOP(MAKE)\n    break",
	"try:\n    LOOP(MAKE)\nexcept ValueError:\n    pass",
	"LOOP(Source(N))",
}

// bodies are loop bodies; what comes after "else:" is the loop's.
var bodies = []string{
	"pass",
	"continue",
	"break",
	"if x == 1:\n    break",
	"return",
	"raise ValueError",
	"break\nelse:\n    print(end='')",
	"print(end='')\nelse:\n    return",
	"try:\n    raise ValueError\nexcept ValueError:\n    pass",
	"try:\n    raise ValueError\nexcept KeyError:\n    pass",
	"try:\n    raise KeyError\nexcept LookupError:\n    return",
	"try:\n    raise ValueError\nfinally:\n    print(end='')",
	"try:\n    break\nfinally:\n    continue",
	"try:\n    pass\nfinally:\n    break",
	"for y in (1, 2):\n    break",
	"for y in (1, 2):\n    return",
	"while True:\n    break\nelse:\n    break",
	"while x:\n    x = 0\nelse:\n    break",
	"with suppress(ValueError):\n    raise ValueError",
	"with open(os.devnull):\n    raise ValueError",
	"with suppress(ValueError):\n    return",
	"match x:\n    case 1:\n        return\n    case _:\n        pass",
	"def inner():\n    return 1",
	"if False:\n    break",
	"try:\n    x.missing\nexcept AttributeError:\n    break",
	"try:\n    x.missing\nexcept AttributeError as e:\n    raise ValueError from e",
}

func indented(text, by string) string { return by + strings.ReplaceAll(text, "\n", "\n"+by) }

func oracleProgram() (program string, loops []int) {
	var b strings.Builder
	b.WriteString(oracleHead)
	line := strings.Count(oracleHead, "\n")
	n := 0
	for h, holder := range holders {
		for i, body := range bodies {
			maker := makers[(h+i)%len(makers)]
			text := holder
			at := strings.Index(text, "LOOP(")
			end := at + strings.Index(text[at:], ")") + 1
			if strings.HasPrefix(text[at:], "LOOP(Source(") {
				end++
			}
			iter := text[at+len("LOOP(") : end-1]
			start := strings.LastIndex(text[:at], "\n") + 1
			margin := text[start:at]
			loop := "async for x in " + iter + ":\n" + indentBody(body)
			text = text[:start] + indented(loop, margin) + text[end:]
			text = strings.ReplaceAll(strings.ReplaceAll(text, "MAKE", maker), "N)", fmt.Sprint(n)+")")
			fmt.Fprintf(&b, "async def case_%d():\n%s\n\n", n, indented(text, "    "))
			loops = append(loops, line+1+strings.Count(text[:strings.Index(text, "async for")], "\n"))
			line += 2 + strings.Count(text, "\n") + 1
			n++
		}
	}
	b.WriteString(oracleTail)
	return b.String(), loops
}

// indentBody indents a body but for its "else:" at the margin, if that comes
// after a statement that has none: it is the loop's.
func indentBody(body string) string {
	for _, loops := range []string{"break\nelse:", "print(end='')\nelse:"} {
		if strings.HasPrefix(body, loops) {
			first, rest, _ := strings.Cut(body, "\n")
			return "    " + first + "\n" + rest
		}
	}
	return indented(body, "    ")
}

// findPython is the CPython to compare with, "" when there is none.
func findPython() string {
	if path := os.Getenv("ASYNCTOOLS_PYTHON"); path != "" {
		return path
	}
	// It may be there and yet be a version manager's stub that runs nothing.
	if exec.Command("python3.13", "-c", "").Run() != nil {
		return ""
	}
	return "python3.13"
}

func runPython(t *testing.T, python string, args ...string) string {
	t.Helper()
	cmd := exec.Command(python, append([]string{"-W", "ignore"}, args...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("CPython does not run the oracle: %v (set ASYNCTOOLS_PYTHON)", err)
	}
	return string(out)
}

// TestOracleFixed fixes the program and lets CPython confirm that what was
// fixed leaks no more and that nothing else has changed.
func TestOracleFixed(t *testing.T) {
	python := findPython()
	if python == "" {
		t.Skip("no CPython 3.13 found: that fixed programs leak no more was NOT tested (set ASYNCTOOLS_PYTHON)")
	}
	program, _ := oracleProgram()
	path := filepath.Join(t.TempDir(), "oracle.py")
	ws := index.New(index.Options{})
	fixed, made, rest := analyzer.FixAll(ws, ws.ParseText(path, program), analyzer.Options{Rules: rulesOf(t, "AG101")})
	if err := os.WriteFile(path, []byte(fixed.Source().Text), 0o644); err != nil {
		t.Fatal(err)
	}
	out := runPython(t, python, path)
	if leaks := strings.Count(out, "leaked"); leaks != len(rest) {
		t.Errorf("%d generators leak after %d fixes, %d findings remain\n%s", leaks, made, len(rest), out)
	}
	t.Logf("%d fixes, %d findings without one", made, len(rest))
}

func TestOracle(t *testing.T) {
	program, loops := oracleProgram()
	dir := t.TempDir()
	path := filepath.Join(dir, "oracle.py")
	if err := os.WriteFile(path, []byte(program), 0o644); err != nil {
		t.Fatal(err)
	}
	record := filepath.Join("testdata", "oracle.txt")
	if *update {
		if err := os.WriteFile(record, []byte(runPython(t, findPython(), path)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	recorded, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	fates := strings.Split(strings.TrimSpace(string(recorded)), "\n")
	if len(fates) != len(loops) {
		t.Fatalf("%d fates are recorded for %d cases: run with -update", len(fates), len(loops))
	}

	ws := index.New(index.Options{})
	m, err := ws.Module(path)
	if err != nil {
		t.Fatal(err)
	}
	opt := analyzer.Options{Rules: rulesOf(t, "AG101")}
	reported := map[int]bool{}
	for _, d := range analyzer.Check(m, infer.New(ws), opt) {
		if d.Rule.Code != "AG101" {
			t.Fatalf("unexpected: %s", d.Message)
		}
		reported[m.Source().Line(d.Span.Start)] = true
	}
	lines := strings.Split(program, "\n")
	for n, line := range loops {
		if !strings.Contains(lines[line], "async for x in ") {
			t.Fatalf("case %d: line %d is %q", n, line+1, lines[line])
		}
		_, fate, _ := strings.Cut(fates[n], " ")
		if want := fate == "leaked"; reported[line] != want {
			from := line
			for !strings.HasPrefix(lines[from], "async def") {
				from--
			}
			to := line
			for lines[to] != "" {
				to++
			}
			t.Errorf("case %d: CPython says %s, AG101 reports: %v\n%s", n, fate, reported[line], strings.Join(lines[from:to], "\n"))
		}
	}
	t.Logf("%d programs, %d leak", len(loops), strings.Count(string(recorded), "leaked"))
}

func rulesOf(t testing.TB, code string) []*analyzer.Rule {
	t.Helper()
	on, err := analyzer.Select(rules.All(), []string{code}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return on
}
