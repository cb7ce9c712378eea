"""Answers, as JSON, what CPython says of the names in the bundled table.

Standard input holds {"modules": {module: {name: [members]}}, "probes": [expression]}.
A module that is not installed gives no facts; the versions of the others are told.
"""
import asyncio
import importlib
import importlib.metadata
import inspect
import json
import sys

PROTOCOLS = ("__await__", "__aiter__", "__anext__", "__aenter__", "__aexit__",
             "__iter__", "__next__", "__enter__", "__exit__", "__call__")


def kind(value):
    if isinstance(value, property):
        return "property"
    if isinstance(value, (staticmethod, classmethod)):
        return type(value).__name__
    if inspect.isclass(value):
        return "class"
    if inspect.iscoroutinefunction(value):
        return "coroutine function"
    if inspect.isasyncgenfunction(value):
        return "async generator function"
    if inspect.isgeneratorfunction(value):
        return "generator function"
    if inspect.ismodule(value):
        return "module"
    if callable(value) or inspect.isroutine(value):
        return "function"
    return "value"


def member(cls, name):
    try:
        return kind(inspect.getattr_static(cls, name))
    except AttributeError:
        return "missing"


def facts(modules):
    out = {}
    for module_name, names in modules.items():
        try:
            module = importlib.import_module(module_name)
        except ModuleNotFoundError:
            continue
        for name, members in names.items():
            full = module_name + "." + name
            if not hasattr(module, name):
                out[full] = "missing"
                continue
            value = getattr(module, name)
            out[full] = kind(value)
            if inspect.isclass(value):
                has = [p for p in PROTOCOLS if any(k.__dict__.get(p) is not None for k in value.__mro__)]
                out[full + " protocols"] = " ".join(has)
                # Registered with an abstract class counts, as for isinstance.
                others = [getattr(module, n, None) for n in names]
                above = [k for k in others if inspect.isclass(k) and issubclass(value, k)]
                out[full + " ancestors"] = sorted({k.__name__ for k in (*value.__mro__, *above)})
                for m in members:
                    out[full + "." + m] = member(value, m)
    return out


def versions(modules):
    out = {}
    for top in {name.partition(".")[0] for name in modules}:
        try:
            out[top] = importlib.metadata.version(top)
        except importlib.metadata.PackageNotFoundError:
            pass
    return out


async def agen():
    yield 1


async def coro():
    return 1


async def probe(expressions):
    asyncio.get_running_loop().set_exception_handler(lambda *_: None)
    out = {}
    scope = {"asyncio": asyncio, "agen": agen, "coro": coro}
    for name in ("asyncio.subprocess", "builtins", "collections", "concurrent.futures", "contextlib", "contextvars", "inspect", "io",
                 "json", "logging", "os", "os.path", "pathlib", "queue", "random", "socket", "subprocess", "sys", "tempfile",
                 "threading", "time", "functools"):
        importlib.import_module(name)
        top = name.partition(".")[0]
        scope[top] = sys.modules[top]
    for text in expressions:
        if text.startswith("await "):
            value = await eval(text[len("await "):], scope)
        else:
            value = eval(text, scope)
        out[text] = type(value).__name__
        if inspect.iscoroutine(value):
            value.close()
    return out


def main():
    question = json.load(sys.stdin)
    import warnings
    warnings.simplefilter("ignore")
    answer = {"facts": facts(question["modules"])}
    if versions(question["modules"]):
        answer["versions"] = versions(question["modules"])
    answer["probes"] = asyncio.run(probe(question["probes"]))
    json.dump(answer, sys.stdout, indent=1, sort_keys=True)
    sys.stdout.write("\n")


main()
