"""Looking at live objects."""

from _frames import flags as _flags, state as _state
from types import AsyncGeneratorType, BuiltinFunctionType, CoroutineType, FrameType, FunctionType, GeneratorType, MethodType, ModuleType, TracebackType

for _kind, _states in (("GEN", "CREATED RUNNING SUSPENDED CLOSED"), ("CORO", "CREATED RUNNING SUSPENDED CLOSED"), ("AGEN", "CREATED RUNNING SUSPENDED CLOSED")):
    for _name in _states.split():
        globals()[f"{_kind}_{_name}"] = f"{_kind}_{_name}"


def _function(obj):
    while True:
        if isinstance(obj, MethodType):
            obj = obj.__func__
        elif type(obj).__name__ == "partial" and hasattr(obj, "func"):
            obj = obj.func
        else:
            return obj


def isfunction(obj):
    return isinstance(obj, FunctionType)


def ismethod(obj):
    return isinstance(obj, MethodType)


def isclass(obj):
    return isinstance(obj, type)


def ismodule(obj):
    return isinstance(obj, ModuleType)


def isbuiltin(obj):
    return isinstance(obj, BuiltinFunctionType)


def isroutine(obj):
    return isfunction(obj) or ismethod(obj) or isbuiltin(obj)


def isframe(obj):
    return isinstance(obj, FrameType)


def istraceback(obj):
    return isinstance(obj, TracebackType)


def isgeneratorfunction(obj):
    return _flags(_function(obj)) == "generator"


_marked = object()


def markcoroutinefunction(func):
    _function(func)._is_coroutine_mark = _marked
    return func


def iscoroutinefunction(obj):
    obj = _function(obj)
    return _flags(obj) == "coroutine" or getattr(obj, "_is_coroutine_mark", None) is _marked


def isasyncgenfunction(obj):
    return _flags(_function(obj)) == "asyncgen"


def isgenerator(obj):
    return isinstance(obj, GeneratorType)


def iscoroutine(obj):
    return isinstance(obj, CoroutineType)


def isasyncgen(obj):
    return isinstance(obj, AsyncGeneratorType)


def isawaitable(obj):
    return isinstance(obj, CoroutineType) or hasattr(type(obj), "__await__")


def getgeneratorstate(generator):
    return "GEN_" + _state(generator)


def getcoroutinestate(coroutine):
    return "CORO_" + _state(coroutine)


def getasyncgenstate(agen):
    return "AGEN_" + _state(agen)


def getdoc(obj):
    doc = getattr(obj, "__doc__", None)
    return cleandoc(doc) if isinstance(doc, str) else None


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    margin = min(margins, default=0)
    lines = [lines[0].lstrip()] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getmembers(obj, predicate=None):
    found = []
    for name in dir(obj):
        try:
            value = getattr(obj, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            found.append((name, value))
    return sorted(found, key=lambda pair: pair[0])


def getmodule(obj):
    import sys

    return sys.modules.get(getattr(obj, "__module__", None))


def unwrap(func, *, stop=None):
    while hasattr(func, "__wrapped__") and not (stop and stop(func)):
        func = func.__wrapped__
    return func


def currentframe():
    import sys

    return sys._getframe(1)
