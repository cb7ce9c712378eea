package rules_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/analyzer/rules"
)

// protocolRow is one misuse of awaiting or of an async protocol: a program that
// commits it in main(), and what CPython 3.13 says; "..." stands for anything,
// and nothing for a program that is right.
type protocolRow struct{ name, program, says string }

// protocolRows are all that can be seen in the text of a
// program.
var protocolRows = []protocolRow{
	{"async __await__", inClass("async def __await__(self):\n    return 1", "await C()"), "TypeError: __await__() returned a coroutine"},
	{"__await__ returns a coroutine", inClass("def __await__(self):\n    return fetch()", "await C()"), "TypeError: __await__() returned a coroutine"},
	{"async generator __await__", inClass("async def __await__(self):\n    yield", "await C()"), "TypeError: __await__() returned non-iterator of type 'async_generator'"},
	{"__await__ returns an int", inClass("def __await__(self):\n    return 1", "await C()"), "TypeError: __await__() returned non-iterator of type 'int'"},
	{"__await__ returns None", inClass("def __await__(self):\n    return None", "await C()"), "TypeError: __await__() returned non-iterator of type 'NoneType'"},
	{"__await__ falls off its end", inClass("def __await__(self):\n    len('')", "await C()"), "TypeError: __await__() returned non-iterator of type 'NoneType'"},
	{"__await__ returns a list", inClass("def __await__(self):\n    return []", "await C()"), "TypeError: __await__() returned non-iterator of type 'list'"},
	{"__await__ returns a future", inClass("def __await__(self):\n    return asyncio.Future()", "await C()"), "TypeError: __await__() returned non-iterator of type '_asyncio.Future'"},
	{"__await__ with a parameter", inClass("def __await__(self, x):\n    yield", "await C()"), "TypeError: C.__await__() missing 1 required positional argument: 'x'"},
	{"static __await__", inClass("@staticmethod\ndef __await__():\n    yield", "await C()"), ""},
	{"__await__ of the class", inClass("@classmethod\ndef __await__(cls):\n    yield", "await C()"), ""},
	{"static __await__ with self", inClass("@staticmethod\ndef __await__(self):\n    yield", "await C()"), "TypeError: C.__await__() missing 1 required positional argument: 'self'"},
	{"__await__ as property", inClass("@property\ndef __await__(self):\n    return iter((1,))", "await C()"), "TypeError: 'tuple_iterator' object is not callable"},
	{"__await__ = None", inClass("__await__ = None", "await C()"), "TypeError: 'NoneType' object is not callable"},
	{"no __await__", inClass("pass", "await C()"), "TypeError: object C can't be used in 'await' expression"},
	{"__await__ in the instance", inClass("def __init__(self):\n    self.__await__ = lambda: iter(())", "await C()"), "TypeError: object C can't be used in 'await' expression"},
	{"await in a plain __await__", inClass("def __await__(self):\n    await fetch()", "await C()"), "SyntaxError: 'await' outside async function ..."},
	{"yield from a coroutine", inClass("def __await__(self):\n    yield from fetch()", "await C()"), "TypeError: cannot 'yield from' a coroutine object in a non-coroutine generator"},
	{"yields 1", inClass("def __await__(self):\n    yield 1", "await C()"), "RuntimeError: Task got bad yield: 1"},
	{"yields a coroutine", inClass("def __await__(self):\n    yield fetch()", "await C()"), "RuntimeError: Task got bad yield: <coroutine object ..."},
	{"yields a future", inClass("def __await__(self):\n    yield asyncio.Future()", "await C()"), "RuntimeError: yield was used instead of yield from in task ..."},
	{"yields a generator", inClass("def __await__(self):\n    yield (x for x in ())", "await C()"), "RuntimeError: yield was used instead of yield from for generator in task ..."},
	{"yields its own task", inClass("def __await__(self):\n    yield asyncio.current_task()", "await C()"), "RuntimeError: Task cannot await on itself: ..."},
	{"bare yield", inClass("def __await__(self):\n    yield", "await C()"), ""},
	{"async __aiter__", inClass("async def __aiter__(self):\n    return self", "async for x in C():\n    pass"), "TypeError: 'async for' received an object from __aiter__ that does not implement __anext__: coroutine"},
	{"async __aiter__ with yield", inClass("async def __aiter__(self):\n    yield 1", "async for x in C():\n    pass"), ""},
	{"plain __anext__", inClass(itself+"def __anext__(self):\n    return 1", "async for x in C():\n    pass"), "TypeError: 'async for' received an invalid object from __anext__: int"},
	{"async generator __anext__", inClass(itself+"async def __anext__(self):\n    yield 1", "async for x in C():\n    pass"), "TypeError: 'async for' received an invalid object from __anext__: async_generator"},
	{"__anext__ raises StopIteration", inClass(itself+"async def __anext__(self):\n    raise StopIteration", "async for x in C():\n    pass"), "RuntimeError: coroutine raised StopIteration"},
	{"no __anext__", inClass("def __aiter__(self):\n    return self", "async for x in C():\n    pass"), "TypeError: 'async for' received an object from __aiter__ that does not implement __anext__: C"},
	{"no __aiter__", inClass("async def __anext__(self):\n    return 1", "async for x in C():\n    pass"), "TypeError: 'async for' requires an object with __aiter__ method, got C"},
	{"plain __aenter__", inClass("def __aenter__(self):\n    return self\n\nasync def __aexit__(self, *exc):\n    pass", "async with C():\n    pass"), "TypeError: 'async with' received an object from __aenter__ that does not implement __await__: C"},
	{"plain __aexit__", inClass("async def __aenter__(self):\n    return self\n\ndef __aexit__(self, *exc):\n    pass", "async with C():\n    pass"), "TypeError: 'async with' received an object from __aexit__ that does not implement __await__: NoneType"},
	{"__aexit__ without parameters", inClass("async def __aenter__(self):\n    return self\n\nasync def __aexit__(self):\n    pass", "async with C():\n    pass"), "TypeError: C.__aexit__() takes 1 positional argument but 4 were given"},
	{"no __aexit__", inClass("async def __aenter__(self):\n    return self", "async with C():\n    pass"), "TypeError: 'C' object does not support the asynchronous context manager protocol (missed __aexit__ method)"},
	{"no __aenter__", inClass("async def __aexit__(self, *exc):\n    pass", "async with C():\n    pass"), "TypeError: 'C' object does not support the asynchronous context manager protocol"},
	{"async with on a plain manager", inMain("async with opened():\n    pass"), "TypeError: '_GeneratorContextManager' object does not support the asynchronous context manager protocol"},
	{"with on an async manager", inMain("with managed():\n    pass"), "TypeError: '_AsyncGeneratorContextManager' object does not support the context manager protocol"},
	{"__aenter__ as property", inClass("@property\ndef __aenter__(self):\n    return 1\n\nasync def __aexit__(self, *exc):\n    pass", "async with C():\n    pass"), "TypeError: 'int' object is not callable"},
	{"__anext__ as property", inClass(itself+"@property\nasync def __anext__(self):\n    return 1", "async for x in C():\n    pass"), "TypeError: 'coroutine' object is not callable"},
	{"__aenter__ = None", inClass("__aenter__ = None\n\nasync def __aexit__(self, *exc):\n    pass", "async with C():\n    pass"), "TypeError: 'NoneType' object is not callable"},
	{"__aiter__ = None", inClass("__aiter__ = None", "async for x in C():\n    pass"), "TypeError: 'NoneType' object is not callable"},
	{"__anext__ in the instance", inClass(itself+"def __init__(self):\n    self.__anext__ = fetch", "async for x in C():\n    pass"), "TypeError: 'async for' received an object from __aiter__ that does not implement __anext__: C"},
	{"async with on a queue", inMain("async with asyncio.Queue():\n    pass"), "TypeError: 'Queue' object does not support the asynchronous context manager protocol"},
	{"await of a handle", inMain("await asyncio.get_running_loop().call_soon(int)"), "TypeError: object Handle can't be used in 'await' expression"},
	{"await of __anext__ uncalled", inMain("made = rows()\nstep = made.__anext__\nawait step"), "TypeError: object method-wrapper can't be used in 'await' expression"},
	{"anext of a coroutine", inMain("await anext(fetch())"), "TypeError: 'coroutine' object is not an async iterator"},
	{"await of an async generator", inMain("await rows()"), "TypeError: object async_generator can't be used in 'await' expression"},
	{"for over an async generator", inMain("for x in rows():\n    pass"), "TypeError: 'async_generator' object is not iterable"},
	{"async for over a coroutine", inMain("async for x in fetch():\n    pass"), "TypeError: 'async for' requires an object with __aiter__ method, got coroutine"},
	{"await twice", inMain("thing = fetch()\nawait thing\nawait thing"), "RuntimeError: cannot reuse already awaited coroutine"},
	{"a task of an async generator", inMain("await asyncio.create_task(rows())"), "TypeError: a coroutine was expected, got <async_generator ..."},
	{"wait for coroutines", inMain("await asyncio.wait([fetch()])"), "TypeError: Passing coroutines is forbidden, use tasks explicitly."},
	{"wait for one coroutine", inMain("await asyncio.wait(fetch())"), "TypeError: expect a list of futures, not coroutine"},
	{"nested run", inMain("asyncio.run(fetch())"), "RuntimeError: asyncio.run() cannot be called from a running event loop"},
	{"first asend(1)", inMain("made = rows()\nawait made.asend(1)"), "TypeError: can't send non-None value to a just-started async generator"},
	{"yield in finally", "async def bad():\n    try:\n        yield 1\n    finally:\n        yield 2\n\n\n" + inMain("made = bad()\nawait anext(made)\nawait made.aclose()"), "RuntimeError: async generator ignored GeneratorExit"},
	{"yield in except GeneratorExit", "async def bad():\n    try:\n        yield 1\n    except GeneratorExit:\n        yield 2\n\n\n" + inMain("made = bad()\nawait anext(made)\nawait made.aclose()"), "RuntimeError: async generator ignored GeneratorExit"},
	{"aclose while it runs", inMain("made = slow()\nawait asyncio.gather(anext(made), made.aclose())"), "RuntimeError: aclose(): asynchronous generator is already running"},
	{"anext while it runs", inMain("made = slow()\nawait asyncio.gather(anext(made), anext(made))"), "RuntimeError: anext(): asynchronous generator is already running"},
	{"StopAsyncIteration in an async generator", "async def bad():\n    yield 1\n    raise StopAsyncIteration\n\n\n" + inMain("async for x in bad():\n    pass"), "RuntimeError: async generator raised StopAsyncIteration"},
	{"StopIteration in an async generator", "async def bad():\n    yield 1\n    raise StopIteration\n\n\n" + inMain("async for x in bad():\n    pass"), "RuntimeError: async generator raised StopIteration"},
	{"aclosing of a coroutine", inMain("async with contextlib.aclosing(fetch()):\n    pass"), "AttributeError: 'coroutine' object has no attribute 'aclose'"},
	{"aclose not awaited", inMain("made = rows()\nawait anext(made)\nmade.aclose()"), "RuntimeWarning: coroutine method 'aclose' of 'rows' was never awaited"},
	{"return with a value", "async def bad():\n    yield 1\n    return 2\n\n\n" + inMain("await anext(bad())"), "SyntaxError: 'return' with value in async generator ..."},
	{"yield from in a coroutine", "async def bad():\n    yield from [1]\n\n\n" + inMain("await bad()"), "SyntaxError: 'yield from' inside async function ..."},
	{"async comprehension in a plain def", "def bad():\n    return [x async for x in rows()]\n\n\n" + inMain("bad()"), "SyntaxError: asynchronous comprehension outside of an asynchronous function ..."},
	{"async generator expression in a plain def", "def good():\n    return (x async for x in rows())\n\n\n" + inMain("async for x in good():\n    pass"), ""},
}

const itself = "def __aiter__(self):\n    return self\n\n"

func inMain(body string) string { return "async def main():\n" + indented(body, "    ") + "\n" }

func inClass(body, use string) string {
	return "class C:\n" + indented(body, "    ") + "\n\n\n" + inMain(use)
}

const rowHead = `import asyncio
import contextlib


async def fetch():
    return 1


async def rows():
    yield 1


async def slow():
    await asyncio.sleep(0)
    yield 1


@contextlib.asynccontextmanager
async def managed():
    yield 1


@contextlib.contextmanager
def opened():
    yield 1


`

// rowRunner prints what each program raises, or the first warning it causes.
const rowRunner = `import asyncio
import gc
import logging
import re
import sys
import warnings

logging.disable()
for path in sys.argv[1:]:
    told = []
    sys.unraisablehook = lambda u: None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", RuntimeWarning)
        warnings.showwarning = lambda message, category, *rest: told.append(f"{category.__name__}: {message}")
        try:
            names = {"__name__": "row"}
            exec(compile(open(path).read(), path, "exec"), names)
            asyncio.run(asyncio.wait_for(names["main"](), 5))
        except BaseException as e:
            text = f"{type(e).__name__}: {e}"
            e = None
        else:
            names = None
            gc.collect()
            text = told[0] if told else "ok"
    text = re.sub(r" at 0x[0-9a-f]+", "", text).replace("\n", " ")
    print(re.sub(r"<(Task|Future) .*", r"<\1 ...>", text))
`

// TestProtocolRows lets CPython confirm what each row says, and wants some rule
// to find each misuse, and nothing in the programs that are right.
// testdata/protocol_rows.txt keeps what CPython 3.13 said; -update asks again.
func TestProtocolRows(t *testing.T) {
	dir := t.TempDir()
	var paths []string
	for i, row := range protocolRows {
		path := filepath.Join(dir, fmt.Sprintf("row%02d.py", i))
		if err := os.WriteFile(path, []byte(rowHead+row.program), 0o644); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	record := filepath.Join("testdata", "protocol_rows.txt")
	if *update {
		runner := filepath.Join(dir, "runner.py")
		if err := os.WriteFile(runner, []byte(rowRunner), 0o644); err != nil {
			t.Fatal(err)
		}
		out := runPython(t, findPython(), append([]string{runner}, paths...)...)
		if err := os.WriteFile(record, []byte(strings.ReplaceAll(out, dir+string(filepath.Separator), "")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	recorded, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	said := strings.Split(strings.TrimSpace(string(recorded)), "\n")
	if len(said) != len(protocolRows) {
		t.Fatalf("%d answers are recorded for %d rows: run with -update", len(said), len(protocolRows))
	}
	misuses := 0
	for i, row := range protocolRows {
		t.Run(row.name, func(t *testing.T) {
			want := row.says
			if want == "" {
				want = "ok"
			}
			pattern := strings.ReplaceAll(regexp.QuoteMeta(want), `\.\.\.`, ".*")
			if !regexp.MustCompile("^" + pattern + "$").MatchString(said[i]) {
				t.Errorf("CPython says %q, the row %q", said[i], want)
			}
			ws := index.New(index.Options{Roots: []string{dir}})
			m, err := ws.Module(paths[i])
			if err != nil {
				t.Fatal(err)
			}
			var found []string
			first := strings.Count(rowHead, "\n")
			for _, d := range analyzer.Check(m, infer.New(ws), analyzer.Options{Rules: rules.All(), TargetMinor: 13}) {
				if m.Source().Line(d.Span.Start) >= first {
					found = append(found, d.Rule.Code+" "+d.Message)
				}
			}
			switch {
			case row.says == "" && len(found) > 0:
				t.Errorf("it is right, and yet: %q", found)
			case row.says != "" && len(found) == 0:
				t.Errorf("no rule finds it\n%s", row.program)
			case row.says != "":
				misuses++
				if !strings.HasPrefix(row.says, "RuntimeWarning") && !quotes(found, row.says) {
					t.Errorf("%q is found without these words: %q", row.says, found)
				}
			}
		})
	}
	t.Logf("%d rows, %d misuses, all found", len(protocolRows), misuses)
}

// quotes reports a message with the words of the exception in it.
func quotes(found []string, says string) bool {
	_, text, _ := strings.Cut(strings.TrimSuffix(says, " ..."), ": ")
	for _, message := range found {
		if strings.Contains(message, text) {
			return true
		}
	}
	return false
}
