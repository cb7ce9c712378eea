package infer

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "ask CPython again what its types have")

// TestLibraryTypes compares the tables of library types with what CPython 3.13
// said about objects made by each expression: the type's name in messages and
// its special methods. -update asks again, with ASYNCTOOLS_PYTHON or python3.13.
func TestLibraryTypes(t *testing.T) {
	record := filepath.Join("testdata", "library.txt")
	if *update {
		python := os.Getenv("ASYNCTOOLS_PYTHON")
		if python == "" {
			python = "python3.13"
		}
		cmd := exec.Command(python, "-W", "ignore", "-c", libraryProgram)
		cmd.Stdin = strings.NewReader(strings.Join(libraryExpressions, "\n"))
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(record, out, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	recorded, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(string(recorded), "\n"), "\n")
	if len(lines) != len(libraryExpressions) {
		t.Fatalf("%d lines are recorded for %d expressions: run with -update", len(lines), len(libraryExpressions))
	}
	for i, line := range lines {
		fields := strings.Split(line, " | ")
		if len(fields) != 4 || fields[0] != libraryExpressions[i] {
			t.Fatalf("line %d is %q: run with -update", i+1, line)
		}
		typ, methods, inherited := fields[1], fields[2], fields[3]
		made, ok := callResult(calledName(fields[0]))
		if !strings.Contains(fields[0], "(") {
			made = uncalledType(Value{Name: fields[0]})
			ok = made != ""
		}
		if !ok || made != typ {
			t.Errorf("%s gives %s, the table says %q", fields[0], typ, made)
		}
		if have := typeMethods(typ); have != methods {
			t.Errorf("%s has %q, the table says %q", typ, methods, have)
		}
		if have, known := libraryBase(calledName(fields[0])); known && strings.Contains(fields[0], "(") && sortedWords(have) != inherited {
			t.Errorf("a class with the base %s has %q, the table says %q", calledName(fields[0]), inherited, have)
		}
	}
}

// calledName is the full name of what an expression of the list calls.
func calledName(x string) string {
	name, _, _ := strings.Cut(x, "(")
	if !strings.Contains(name, ".") {
		name = "builtins." + name
	}
	return name
}

func sortedWords(s string) string {
	var out []string
	for _, w := range strings.Fields(protocolOrder) {
		if strings.Contains(" "+s+" ", " "+w+" ") {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

const protocolOrder = "await iter next getitem aiter anext enter exit aenter aexit"

var libraryExpressions = []string{
	"int()", "float()", "complex()", "str()", "bytes()", "bytearray()", "bool()", "list()", "tuple()", "set()", "frozenset()", "dict()",
	"range(1)", "zip()", "map(str, ())", "filter(None, ())", "enumerate(())", "object()",
	"len('')", "hash(1)", "id(1)", "ord('x')", "repr(1)", "chr(1)", "ascii(1)", "format(1)", "hex(1)", "bin(1)",
	"sorted(())", "dir()", "isinstance(1, int)", "issubclass(int, int)", "callable(1)", "hasattr(1, 'x')", "all(())", "any(())",
	"print(end='')", "time.sleep(0)", "time.time()", "time.monotonic()", "time.perf_counter()",
	"io.StringIO()", "io.BytesIO()",
	"collections.deque()", "collections.OrderedDict()", "collections.defaultdict()", "collections.Counter()",
	"itertools.chain()", "itertools.count()", "itertools.cycle(())", "itertools.repeat(1)", "itertools.islice((), 1)",
	"asyncio.sleep(0)", "asyncio.wait_for(asyncio.sleep(0), 1)", "asyncio.wait(())", "asyncio.open_connection()", "asyncio.start_server(None)",
	"asyncio.to_thread(len, '')", "asyncio.create_subprocess_exec('x')", "asyncio.create_subprocess_shell('x')",
	"asyncio.Future()", "asyncio.create_task(asyncio.sleep(0))", "asyncio.Task(asyncio.sleep(0))",
	"asyncio.Event()", "asyncio.Lock()", "asyncio.Semaphore()", "asyncio.BoundedSemaphore()", "asyncio.Condition()",
	"asyncio.Queue()", "asyncio.LifoQueue()", "asyncio.PriorityQueue()", "asyncio.TaskGroup()", "asyncio.Timeout(None)",
	"asyncio.StreamReader()", "asyncio.Runner()", "asyncio.timeout(1)", "asyncio.timeout_at(1)", "asyncio.Barrier(1)",
	"asyncio.Handle(print, (), asyncio.get_running_loop())", "asyncio.TimerHandle(1, print, (), asyncio.get_running_loop())",
	"threading.Lock()", "threading.RLock()", "threading.Thread()", "threading.Event()", "threading.Timer(1, None)",
	"contextlib.aclosing(None)", "contextlib.closing(None)", "contextlib.suppress()", "contextlib.nullcontext()", "contextlib.ExitStack()",
	"contextlib.AsyncExitStack()", "contextlib.redirect_stdout(None)", "contextlib.redirect_stderr(None)",
	"concurrent.futures.ThreadPoolExecutor()", "concurrent.futures.ProcessPoolExecutor()", "concurrent.futures.Future()", "tempfile.TemporaryDirectory()",
	// What is named and not called.
	"asyncio.gather", "asyncio.shield", "asyncio.timeout", "asyncio.timeout_at", "asyncio.create_task", "asyncio.ensure_future",
	"asyncio.run", "asyncio.run_coroutine_threadsafe", "asyncio.wrap_future", "asyncio.TaskGroup", "asyncio.Timeout", "asyncio.Lock",
	"asyncio.Semaphore", "asyncio.BoundedSemaphore", "asyncio.Condition", "asyncio.Event", "asyncio.Queue", "asyncio.Barrier",
	"asyncio.Runner", "contextlib.ExitStack", "contextlib.AsyncExitStack", "contextlib.aclosing", "contextlib.closing",
	"contextlib.suppress", "contextlib.nullcontext", "contextlib.redirect_stdout", "contextlib.redirect_stderr",
}

const libraryProgram = `
import asyncio, collections, concurrent.futures, contextlib, io, itertools, sys, tempfile, threading, time, types

def name_of(value):
    class Probe:
        def __add__(self, other):
            return NotImplemented
    try:
        Probe() + value
    except TypeError as e:
        return str(e).split("'")[3]

def has(kind, word):
    return any("__" + word + "__" in c.__dict__ for c in kind.__mro__)

async def main():
    for line in sys.stdin:
        line = line.strip()
        value = eval(line)
        kind = type(value)
        words = [w for w in "await iter next aiter anext enter exit aenter aexit".split() if has(kind, w)]
        made = " ".join(words)
        base = " ".join(w for w in "await iter next getitem aiter anext enter exit aenter aexit".split() if has(kind, w))
        print(line, name_of(value), made, base, sep=" | ")
        if isinstance(value, types.CoroutineType):
            value.close()

asyncio.run(main())
`
