package infer

// The tables below say of types of the library which special methods of the
// await, iteration and context manager protocols they have, without their
// underscores. TestLibraryTypes compares them with CPython 3.13.

// typeMethods are the special methods of a type named as in messages.
func typeMethods(typ string) string {
	switch typ {
	case "str", "bytes", "bytearray", "list", "tuple", "set", "frozenset", "dict", "range", "dict_keys",
		"dict_values", "dict_items", "collections.deque", "collections.OrderedDict", "collections.defaultdict", "Counter":
		return "iter"
	case "generator", "coroutine_wrapper", "tuple_iterator", "list_iterator", "zip", "map", "filter", "enumerate", "reversed",
		"itertools.chain", "itertools.count", "itertools.cycle", "itertools.repeat", "itertools.islice":
		return "iter next"
	case "coroutine":
		return "await"
	case "async_generator":
		return "aiter anext"
	case "_asyncio.Future", "_asyncio.Task", "_GatheringFuture":
		return "await iter"
	case "Lock", "Semaphore", "BoundedSemaphore", "Condition", "TaskGroup", "Timeout", "Barrier", "AsyncExitStack", "aclosing":
		return "aenter aexit"
	case "_AsyncGeneratorContextManager":
		return "aenter aexit"
	case "_GeneratorContextManager", "_thread.lock", "_thread.RLock", "ExitStack", "closing", "suppress",
		"redirect_stdout", "redirect_stderr", "ThreadPoolExecutor", "ProcessPoolExecutor", "TemporaryDirectory", "Runner":
		return "enter exit"
	case "nullcontext":
		return "enter exit aenter aexit"
	case "_io.TextIOWrapper", "_io.StringIO", "_io.BytesIO", "_io.BufferedReader", "_io.BufferedWriter", "_io.BufferedRandom":
		return "iter next enter exit"
	case "StreamReader":
		return "aiter anext"
	}
	return ""
}

// callResult is the type of what calling a function or class of the library
// gives, or of an instance of that class.
func callResult(name string) (typ string, ok bool) {
	switch name {
	case "builtins.int", "builtins.float", "builtins.complex", "builtins.str", "builtins.bytes", "builtins.bytearray",
		"builtins.bool", "builtins.list", "builtins.tuple", "builtins.set", "builtins.frozenset", "builtins.dict",
		"builtins.range", "builtins.zip", "builtins.map", "builtins.filter", "builtins.enumerate", "builtins.object":
		return name[len("builtins."):], true
	case "builtins.len", "builtins.hash", "builtins.id", "builtins.ord":
		return "int", true
	case "builtins.repr", "builtins.chr", "builtins.ascii", "builtins.format", "builtins.input", "builtins.hex", "builtins.bin":
		return "str", true
	case "builtins.sorted", "builtins.dir":
		return "list", true
	case "builtins.isinstance", "builtins.issubclass", "builtins.callable", "builtins.hasattr", "builtins.all", "builtins.any":
		return "bool", true
	case "builtins.print", "builtins.setattr", "builtins.delattr", "time.sleep":
		return "NoneType", true
	case "io.StringIO":
		return "_io.StringIO", true
	case "io.BytesIO":
		return "_io.BytesIO", true
	case "collections.deque", "collections.OrderedDict", "collections.defaultdict":
		return name, true
	case "collections.Counter":
		return "Counter", true
	case "itertools.chain", "itertools.count", "itertools.cycle", "itertools.repeat", "itertools.islice":
		return name, true
	case "time.time", "time.monotonic", "time.perf_counter":
		return "float", true
	case "asyncio.sleep", "asyncio.wait_for", "asyncio.wait", "asyncio.open_connection", "asyncio.start_server",
		"asyncio.to_thread", "asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell":
		return "coroutine", true
	case "asyncio.Future":
		return "_asyncio.Future", true
	case "asyncio.create_task", "asyncio.Task":
		return "_asyncio.Task", true
	case "asyncio.Event", "asyncio.Lock", "asyncio.Semaphore", "asyncio.BoundedSemaphore", "asyncio.Condition",
		"asyncio.Queue", "asyncio.LifoQueue", "asyncio.PriorityQueue", "asyncio.TaskGroup", "asyncio.Timeout",
		"asyncio.StreamReader", "asyncio.Runner", "asyncio.Handle", "asyncio.TimerHandle", "asyncio.Barrier":
		return name[len("asyncio."):], true
	case "asyncio.timeout", "asyncio.timeout_at":
		return "Timeout", true
	case "threading.Lock":
		return "_thread.lock", true
	case "threading.RLock":
		return "_thread.RLock", true
	case "threading.Thread", "threading.Event", "threading.Timer":
		return name[len("threading."):], true
	case "contextlib.aclosing", "contextlib.closing", "contextlib.suppress", "contextlib.nullcontext",
		"contextlib.ExitStack", "contextlib.AsyncExitStack", "contextlib.redirect_stdout", "contextlib.redirect_stderr":
		return name[len("contextlib."):], true
	case "concurrent.futures.ThreadPoolExecutor", "concurrent.futures.ProcessPoolExecutor", "concurrent.futures.Future":
		return name[len("concurrent.futures."):], true
	case "tempfile.TemporaryDirectory":
		return "TemporaryDirectory", true
	}
	return "", false
}

// libraryBase is the special methods that a class gets from a base of the
// library; known is false for all others.
func libraryBase(name string) (methods string, known bool) {
	switch name {
	case "builtins.object", "abc.ABC", "typing.Generic", "typing_extensions.Generic", "typing.Protocol", "typing_extensions.Protocol",
		"builtins.int", "builtins.float", "enum.Enum", "enum.IntEnum", "enum.Flag",
		"builtins.BaseException", "builtins.Exception", "builtins.ValueError", "builtins.TypeError", "builtins.RuntimeError",
		"builtins.KeyError", "builtins.LookupError", "builtins.OSError", "builtins.AttributeError",
		"collections.abc.Hashable", "collections.abc.Sized", "collections.abc.Callable", "typing.Callable", "typing.Sized",
		"threading.Thread", "unittest.TestCase", "unittest.IsolatedAsyncioTestCase",
		"asyncio.Protocol", "asyncio.BaseProtocol", "asyncio.DatagramProtocol", "asyncio.SubprocessProtocol",
		"contextlib.ContextDecorator", "contextlib.AsyncContextDecorator", "asyncio.Event", "asyncio.Queue":
		return "", true
	case "builtins.str", "builtins.bytes", "builtins.list", "builtins.tuple", "builtins.dict", "collections.deque",
		"typing.NamedTuple", "collections.OrderedDict", "collections.UserDict", "collections.UserList",
		"collections.abc.Iterable", "collections.abc.Mapping", "collections.abc.MutableMapping", "collections.abc.Sequence",
		"collections.abc.Collection", "collections.abc.Set", "typing.Iterable", "typing.Mapping", "typing.MutableMapping", "typing.Sequence":
		return "iter getitem", true
	case "builtins.set", "builtins.frozenset":
		return "iter", true
	case "collections.abc.Iterator", "typing.Iterator":
		return "iter next", true
	case "collections.abc.Generator", "typing.Generator":
		return "iter next", true
	case "collections.abc.Awaitable", "typing.Awaitable", "collections.abc.Coroutine", "typing.Coroutine":
		return "await", true
	case "asyncio.Future", "asyncio.Task":
		return "await iter", true
	case "collections.abc.AsyncIterable", "typing.AsyncIterable":
		return "aiter", true
	case "collections.abc.AsyncIterator", "typing.AsyncIterator", "collections.abc.AsyncGenerator", "typing.AsyncGenerator":
		return "aiter anext", true
	case "contextlib.AbstractAsyncContextManager", "typing.AsyncContextManager", "contextlib.AsyncExitStack",
		"asyncio.Lock", "asyncio.Semaphore", "asyncio.Condition":
		return "aenter aexit", true
	case "contextlib.AbstractContextManager", "typing.ContextManager", "contextlib.ExitStack":
		return "enter exit", true
	}
	return "", false
}
