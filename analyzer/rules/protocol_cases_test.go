package rules_test

import "strings"

var awaitUses = []string{
	"DEFasync def case_NN():\n    return await CNN()\n",
	"DEFasync def case_NN():\n    thing = CNN()\n    await thing\n",
	"DEFclass DNN(CNN):\n    pass\n\n\nasync def case_NN():\n    await DNN()\n",
}

var awaitMethods = []string{
	"def __await__(self):\n    return fetch().__await__()",
	"def __await__(self):\n    return (yield from fetch().__await__())",
	"def __await__(self):\n    yield",
	"def __await__(self):\n    yield None\n    return 1",
	"def __await__(self):\n    return iter(())",
	"def __await__(self):\n    return iter([])",
	"def __await__(self):\n    return map(str, ())",
	"@staticmethod\ndef __await__():\n    return iter(())",
	"@classmethod\ndef __await__(cls):\n    yield",
	"@types.coroutine\ndef __await__(self):\n    return iter(())",
	"__await__ = lambda self: fetch().__await__()",
	"def wait(self):\n    yield\n\n__await__ = wait",
	"async def run(self):\n    return 1\n\ndef __await__(self):\n    return self.run().__await__()",
	"def __await__(self):\n    return Own().__await__()",
	"def __await__(self, timeout=None):\n    yield",
	"def __await__(self, *args, **kwargs):\n    yield",
	"def __await__(self):\n    yield from asyncio.create_task(fetch())",
	"def __await__(self):\n    yield from ()",
	"@property\ndef __await__(self):\n    return lambda: iter(())",
	"async def __await__(self):\n    return 1",
	"async def __await__(self):\n    yield 1",
	"def __await__(self):\n    return fetch()",
	"def __await__(self):\n    coro = fetch()\n    return coro",
	"async def run(self):\n    return 1\n\ndef __await__(self):\n    return self.run()",
	"def __await__(self):\n    return rows()",
	"def __await__(self):\n    return 1",
	"def __await__(self):\n    return 'x'",
	"def __await__(self):\n    return [1]",
	"def __await__(self):\n    return (1,)",
	"def __await__(self):\n    return {}",
	"def __await__(self):\n    return None",
	"def __await__(self):\n    return",
	"def __await__(self):\n    len('')",
	"def __await__(self):\n    return self",
	"def __await__(self):\n    return Own()",
	"def __await__(self):\n    return asyncio.create_task(fetch())",
	"def __await__(self):\n    return asyncio.Future()",
	"def __await__(self):\n    return lambda: 1",
	"def __await__(self):\n    return asyncio.Lock()",
	"def __await__(self, x):\n    yield",
	"def __await__(self, x, y):\n    yield",
	"def __await__(self, x, y, z, w=1):\n    yield",
	"def __await__(self, *, x):\n    yield",
	"def __await__(self, *, x, y, z):\n    yield",
	"def __await__():\n    yield",
	"@staticmethod\ndef __await__(self):\n    yield",
	"@classmethod\ndef __await__(cls, x):\n    yield",
	"@property\ndef __await__(self):\n    yield",
	"@property\ndef __await__(self):\n    return fetch().__await__()",
	"@property\ndef __await__(self):\n    return iter((1,))",
	"@functools.cached_property\ndef __await__(self):\n    yield",
	"@types.coroutine\ndef __await__(self):\n    yield",
	"@contextlib.contextmanager\ndef __await__(self):\n    yield",
	"__await__ = None",
	"__await__ = 3",
	"__await__ = 'x'",
	"def __init__(self):\n    self.__await__ = lambda: iter(())",
	"def __await__(self):\n    yield 1",
	"def __await__(self):\n    yield 'x'",
	"def __await__(self):\n    yield True",
	"def __await__(self):\n    yield fetch()",
	"def __await__(self):\n    yield rows()",
	"def __await__(self):\n    yield [1]",
	"def __await__(self):\n    yield (x for x in ())",
	"def __await__(self):\n    yield asyncio.Future()",
	"def __await__(self):\n    yield asyncio.create_task(fetch())",
	"def __await__(self):\n    yield from fetch()",
	"def __await__(self):\n    coro = fetch()\n    return (yield from coro)",
	"def __await__(self):\n    yield from 1",
	"def __await__(self):\n    yield from rows()",
	"def __await__(self):\n    yield from asyncio.Event()",
	"def __await__(self):\n    yield from Own()",
	"def __init__(self):\n    self.held = asyncio.Future()\n\ndef __await__(self):\n    return self.held",
	"def __init__(self):\n    self.held = asyncio.get_running_loop().create_future()\n\ndef __await__(self):\n    return self.held",
	"def __init__(self):\n    self.held = asyncio.create_task(fetch())\n\ndef __await__(self):\n    return self.held",
	"def __init__(self):\n    self.held = asyncio.create_task(fetch())\n\ndef __await__(self):\n    return self.held.__await__()",
	"def __init__(self):\n    self.held = asyncio.create_task(fetch())\n\ndef __await__(self):\n    yield self.held",
	"def __init__(self):\n    self.held = asyncio.create_task(fetch())\n\ndef __await__(self):\n    return (yield from self.held)",
	"def __await__(self):\n    made = asyncio.ensure_future(fetch())\n    return made",
	"def __await__(self):\n    made = asyncio.ensure_future(fetch())\n    yield made",
	"def __await__(self):\n    yield asyncio.current_task()",
	"def __await__(self):\n    yield from [1, 2]",
	"def __await__(self):\n    yield from [None]",
	"def __await__(self):\n    yield from (asyncio.Future(),)",
	"def __await__(self) -> 'int':\n    len('')",
	"def __await__(self):\n    if len(''):\n        return iter(())",
	"def __await__(self):\n    if not len(''):\n        return\n    return iter(())",
	"def __await__(self):\n    try:\n        return iter(())\n    finally:\n        len('')",
	"__await__ = lambda self: 1",
	"__await__ = lambda self: fetch()",
	"__await__ = lambda self: iter(())",
}

var iterUses = []string{
	"DEFasync def case_NN():\n    async for x in CNN():\n        break\n",
	"DEFasync def case_NN():\n    return [x async for x in CNN()]\n",
}

const anextGood = "count = 0\n\nasync def __anext__(self):\n    self.count += 1\n    if self.count > 2:\n        raise StopAsyncIteration\n    return self.count"

var aiterMethods = []string{
	"def __aiter__(self):\n    return self",
	"async def __aiter__(self):\n    yield 1",
	"def __aiter__(self):\n    return rows()",
	"def __aiter__(self):\n    return (x async for x in rows())",
	"def __aiter__(self, size=1):\n    return self",
	"@staticmethod\ndef __aiter__():\n    return rows()",
	"async def __aiter__(self):\n    return self",
	"def __aiter__(self):\n    yield 1",
	"def __aiter__(self):\n    yield from [1]",
	"def __aiter__(self):\n    return [1]",
	"def __aiter__(self):\n    return iter([1])",
	"def __aiter__(self):\n    len('')",
	"def __aiter__(self):\n    return Own()",
	"def __aiter__(self):\n    return fetch()",
	"def __aiter__(self):\n    return rows",
	"def __aiter__(self, size):\n    return self",
	"async def __aiter__(self, size):\n    yield 1",
	"@staticmethod\ndef __aiter__(self):\n    return self",
	"def __aiter__():\n    return rows()",
	"@property\ndef __aiter__(self):\n    return self",
	"@property\ndef __aiter__(self):\n    return rows",
	"@property\nasync def __aiter__(self):\n    yield 1",
}

var anextMethods = []string{
	"async def __anext__(self):\n    raise StopAsyncIteration",
	"def __anext__(self):\n    raise StopAsyncIteration",
	"def end(self):\n    raise StopAsyncIteration\n\nasync def __anext__(self):\n    return self.end()",
	"def __init__(self):\n    self.rows = rows()\n\ndef __anext__(self):\n    return self.rows.__anext__()",
	"def __init__(self):\n    self.it = iter([1])\n\nasync def __anext__(self):\n    try:\n        return next(self.it)\n    except StopIteration:\n        raise StopAsyncIteration",
	"async def __anext__(self, n=1):\n    raise StopAsyncIteration",
	"def __anext__(self):\n    return 1",
	"def __anext__(self):\n    return None",
	"def __anext__(self):\n    len('')",
	"def __anext__(self):\n    return [1]",
	"def __anext__(self):\n    return Plain()",
	"def take(self):\n    return (1, 2)\n\ndef __anext__(self):\n    return self.take()",
	"async def __anext__(self):\n    yield 1",
	"def __anext__(self):\n    yield 1",
	"async def __anext__(self, n):\n    return n",
	"async def __anext__(self, *, n):\n    return n",
	"async def __anext__():\n    return 1",
	"async def __anext__(self):\n    raise StopIteration",
	"async def __anext__(self):\n    raise StopIteration('end')",
	"def __anext__(self):\n    raise StopIteration",
}

var withUses = []string{
	"DEFasync def case_NN():\n    async with CNN():\n        pass\n",
	"DEFasync def case_NN():\n    async with CNN() as thing:\n        return thing\n",
	"DEFclass DNN(CNN):\n    pass\n\n\nasync def case_NN():\n    async with DNN():\n        pass\n",
}

var aenterMethods = []string{
	"async def __aenter__(self):\n    return self",
	"def __aenter__(self):\n    return fetch()",
	"def __aenter__(self):\n    return asyncio.create_task(fetch())",
	"def __aenter__(self):\n    return Own()",
	"async def __aenter__(self, timeout=1):\n    return self",
	"@types.coroutine\ndef __aenter__(self):\n    yield",
	"def __aenter__(self):\n    return self",
	"def __aenter__(self):\n    len('')",
	"def __aenter__(self):\n    pass",
	"def __aenter__(self):\n    return [1]",
	"async def __aenter__(self):\n    yield self",
	"def __aenter__(self):\n    yield self",
	"async def __aenter__(self, timeout):\n    return self",
	"async def __aenter__(self, *, timeout):\n    return self",
	"@staticmethod\nasync def __aenter__(self):\n    return self",
}

var aexitMethods = []string{
	"async def __aexit__(self, exc_type, exc, tb):\n    return None",
	"async def __aexit__(self, *exc):\n    return True",
	"async def __aexit__(self, exc_type=None, exc=None, tb=None, more=1):\n    return None",
	"async def __aexit__(self, first, *rest):\n    return None",
	"@staticmethod\nasync def __aexit__(exc_type, exc, tb):\n    return None",
	"def __aexit__(self, *exc):\n    return fetch()",
	"def __aexit__(self, *exc):\n    return None",
	"def __aexit__(self, *exc):\n    pass",
	"def __aexit__(self, exc_type, exc, tb):\n    len('')",
	"def __aexit__(self, *exc):\n    return True",
	"async def __aexit__(self, *exc):\n    yield",
	"def __aexit__(self, *exc):\n    yield",
	"async def __aexit__(self):\n    return None",
	"async def __aexit__(self, exc):\n    return None",
	"async def __aexit__(self, exc_type, exc):\n    return None",
	"async def __aexit__(self, exc_type, exc, tb, more):\n    return None",
	"async def __aexit__(self, exc_type, exc, tb, more, still):\n    return None",
	"async def __aexit__(self, exc=None):\n    return None",
	"async def __aexit__(self, exc_type, exc=None):\n    return None",
	"async def __aexit__(self, exc_type, exc, tb, *, more):\n    return None",
	"async def __aexit__(self, exc_type, *, more):\n    return None",
	"async def __aexit__():\n    return None",
}

var halves = []string{
	"async def __aenter__(self):\n    return self",
	"async def __aexit__(self, *exc):\n    return None",
	"async def __aexit__(self, *exc):\n    pass",
	"async def __aenter__(self):\n    pass",
	"def __aenter__(self):\n    return fetch()",
	"async def __aenter__(self):\n    return self\n\nasync def close(self, *exc):\n    return None\n\n__aexit__ = close",
}

var valueUses = []string{
	"await VALUE",
	"thing = VALUE\nreturn await thing",
	"return [await VALUE]",
	"await (VALUE if True else VALUE)",
}

var awaitValues = []string{
	"fetch()", "Own()", "asyncio.sleep(0)", "asyncio.create_task(fetch())", "turn()", "started()", "Box().read()",
	"asyncio.gather(fetch())", "rows().__anext__()", "rows().aclose()",
	"1", "1.5", "'x'", "b'x'", "None", "True", "...", "[fetch]", "(1,)", "{1}", "{}", "f'{1}'",
	"rows()", "Plain()", "Plain", "fetch", "rows", "Box().read", "nothing()", "number()", "text()", "steps()", "len('')",
	"asyncio.Lock()", "asyncio.Event()", "asyncio.Queue()", "asyncio.Semaphore()", "asyncio.Condition()", "threading.Lock()",
	"threading.Thread()", "range(3)", "sorted('b')", "list('a')", "dict()", "object()", "(lambda: 1)", "[x for x in 'a']",
	"{x for x in 'a'}", "{x: 1 for x in 'a'}", "(x for x in 'a')", "(x async for x in rows())", "managed()", "opened()",
	"io.StringIO()", "collections.deque()", "collections.Counter()", "time.monotonic()", "contextlib.nullcontext()",
	"contextlib.AsyncExitStack()", "contextlib.suppress()", "asyncio.timeout(1)", "asyncio.TaskGroup()", "isinstance(1, int)",
	"[].append(1)", "{}.update({})", "asyncio.Event().set()", "asyncio.Queue().put_nowait(1)", "asyncio.create_task(fetch()).cancel()",
	"asyncio.ensure_future(fetch())", "asyncio.get_running_loop().create_future().set_result(1)",
	"open(os.devnull)", "open(os.devnull, 'rb')",
}

var twiceShapes = []string{
	"thing = VALUE\nawait thing\nawait thing",
	"thing = VALUE\nif await thing:\n    len('')\nreturn await thing",
	"thing = VALUE\nif len('x'):\n    await thing\nelse:\n    await thing",
	"thing = VALUE\nif len('x'):\n    await thing\nelse:\n    await thing\nawait thing",
	"thing = VALUE\nfor _ in range(2):\n    await thing",
	"thing = VALUE\nwhile len('x'):\n    await thing\n    break",
	"thing = VALUE\nawait thing\nthing = VALUE\nawait thing",
	"for _ in range(2):\n    thing = VALUE\n    await thing",
	"thing = VALUE\nreturn [await thing, await thing]",
	"thing = VALUE\ntry:\n    await thing\nfinally:\n    await thing",
	"thing = VALUE\nfor _ in range(2):\n    try:\n        await thing\n    except ValueError:\n        pass",
	"thing = fails()\nfor _ in range(2):\n    try:\n        return await thing\n    except ValueError:\n        pass",
	"thing = fails()\ntry:\n    await thing\nexcept ValueError:\n    await thing",
	"for _ in range(2):\n    thing = fails()\n    try:\n        await thing\n    except ValueError:\n        pass",
	"thing = VALUE\nother = VALUE\nawait thing\nawait other",
	"thing = VALUE\nasync with contextlib.AsyncExitStack():\n    await thing\nawait thing",
	"thing = VALUE\nmatch await thing:\n    case _:\n        await thing",
	"thing = VALUE\nfor _ in range(2):\n    if await thing:\n        len('')",
	"thing = VALUE\none = asyncio.ensure_future(thing)\ntwo = asyncio.ensure_future(thing)\nawait one\nawait two",
	"thing = VALUE\none = asyncio.ensure_future(thing)\nawait thing\nawait one",
	"thing = VALUE\nawait asyncio.wait_for(thing, 1)\nawait thing",
	"thing = VALUE\nawait asyncio.gather(thing, thing)",
	"thing = VALUE\nawait thing\nawait asyncio.shield(thing)",
	"thing = fetch()\nasync with asyncio.TaskGroup() as group:\n    one = group.create_task(thing)\nawait one\nawait one",
}

var forUses = []string{
	"for x in VALUE:\n    break",
	"async for x in VALUE:\n    break",
	"return [x for x in VALUE]",
	"return [x async for x in VALUE]",
	"return {x: 1 for x in VALUE}",
	"source = VALUE\nasync for x in source:\n    break",
	"source = VALUE\nfor x in source:\n    break",
	"return {x for y in 'a' for x in VALUE}",
}

var iterables = []string{
	"rows()", "Async()", "local_rows()", "Box().rows()", "(x async for x in rows())", "BothWays()",
	"[1]", "(1,)", "{1}", "{1: 1}", "'ab'", "range(2)", "steps()", "(x for x in 'a')", "sorted('ab')", "enumerate('ab')", "Sync()",
	"fetch()", "Box().read()", "asyncio.sleep(0)", "listed()",
}

var withForms = []string{
	"with VALUE:\n    pass",
	"with VALUE as thing:\n    return thing",
	"async with VALUE:\n    pass",
	"async with VALUE as thing:\n    return thing",
	"thing = VALUE\nasync with thing:\n    pass",
	"thing = VALUE\nwith thing:\n    pass",
}

var managers = []string{
	"managed()", "AsyncManager()", "asyncio.Lock()", "asyncio.Semaphore()", "asyncio.Condition()", "asyncio.timeout(1)", "asyncio.TaskGroup()",
	"contextlib.aclosing(rows())", "contextlib.AsyncExitStack()",
	"opened()", "SyncManager()", "threading.Lock()", "threading.RLock()", "contextlib.suppress()", "contextlib.ExitStack()",
	"contextlib.closing(io.StringIO())", "io.StringIO()", "contextlib.nullcontext()", "BothManager()", "open(os.devnull)", "open(os.devnull, 'rb')",
	"fetch()", "asyncio.sleep(0)",
}

// stopCases raise the exceptions that end an iteration in every place.
func stopCases() []string {
	var out []string
	for _, exc := range []string{"StopIteration", "StopAsyncIteration", "StopIteration()", "StopAsyncIteration('x')"} {
		name, _, _ := strings.Cut(exc, "(")
		for _, body := range []string{
			"yield 1\nraise EXC",
			"yield 1\nif len('x'):\n    raise EXC",
			"yield 1\ntry:\n    raise EXC\nexcept NAME:\n    pass",
			"yield 1\ntry:\n    raise EXC\nexcept Exception:\n    pass",
			"yield 1\ntry:\n    raise EXC\nexcept ValueError:\n    pass",
			"yield 1\ntry:\n    raise EXC\nfinally:\n    len('x')",
			"yield 1\nwith contextlib.suppress(NAME):\n    raise EXC",
			"yield 1\nreturn",
		} {
			body = strings.ReplaceAll(strings.ReplaceAll(body, "EXC", exc), "NAME", name)
			out = append(out, "async def stop_NN():\n"+indented(body, "    ")+"\n\n\nasync def case_NN():\n    return [x async for x in stop_NN()]\n")
		}
		for _, body := range []string{
			"raise EXC",
			"await fetch()\nraise EXC",
			"try:\n    raise EXC\nexcept NAME:\n    pass",
			"try:\n    raise EXC\nexcept ValueError:\n    pass",
		} {
			body = strings.ReplaceAll(strings.ReplaceAll(body, "EXC", exc), "NAME", name)
			out = append(out, "async def stop_NN():\n"+indented(body, "    ")+"\n\n\nasync def case_NN():\n    await stop_NN()\n")
		}
	}
	return out
}

const protocolHead = `import asyncio
import collections
import contextlib
import functools
import io
import os
import threading
import time
import types


async def fetch():
    return 1


async def listed():
    return [1]


async def fails():
    raise ValueError


async def rows():
    yield 1


def local_rows():
    return rows()


def started():
    return fetch()


@types.coroutine
def turn():
    yield


def nothing():
    len("")


def number():
    return 1


def text():
    return "x" if len("") else f"{1}"


def steps():
    yield 1


@contextlib.asynccontextmanager
async def managed():
    yield 1


@contextlib.contextmanager
def opened():
    yield 1


class Plain:
    pass


class Own:
    def __await__(self):
        yield
        return 1


class Box:
    async def read(self):
        return [1]

    async def rows(self):
        yield 1


class Sync:
    def __iter__(self):
        return iter([1])


class Async:
    async def __aiter__(self):
        yield 1


class BothWays(Sync):
    async def __aiter__(self):
        yield 1


class SyncManager:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None


class AsyncManager:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        return None


class BothManager(SyncManager):
    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        return None

`

// The runner is another file, so that the programs hold nothing but cases.
const protocolRunner = `import asyncio
import importlib
import re
import sys

sys.path.insert(0, sys.argv[1])
sys.set_int_max_str_digits(0)

for name in sys.argv[2:]:
    module = importlib.import_module("protocols_" + name)
    for key, case in list(vars(module).items()):
        if not key.startswith("case_"):
            continue
        try:
            asyncio.run(asyncio.wait_for(case(), 5))
        except BaseException as e:
            text = re.sub(r" at 0x[0-9a-f]+", "", f"{type(e).__name__}: {e}")
            text = re.sub(r"<(Task|Future) .*", r"<\1 ...>", text)
        else:
            text = "ok"
        print(name, key[5:], text)
`
