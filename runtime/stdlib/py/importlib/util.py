"""Helpers for those who import by hand."""

import sys
import types

from . import _bootstrap
from ._bootstrap import cache_from_source, decode_source, module_from_spec, source_from_cache, spec_from_file_location, spec_from_loader  # noqa: F401
from .abc import Loader

MAGIC_NUMBER = b"\x2b\x0e\r\n"


def source_hash(source_bytes):
    raise NotImplementedError("bytecode files are CPython's own affair")


def resolve_name(name, package):
    """The absolute name of a relative one."""
    if not name.startswith("."):
        return name
    if not package:
        raise ImportError(f"no package specified for {repr(name)} (required for relative module names)")
    level = len(name) - len(name.lstrip("."))
    bits = package.rsplit(".", level - 1)
    if len(bits) < level:
        raise ImportError("attempted relative import beyond top-level package")
    rest = name[level:]
    return f"{bits[0]}.{rest}" if rest else bits[0]


def find_spec(name, package=None):
    """The spec of a module, which is not imported (its parents are)."""
    fullname = resolve_name(name, package) if name.startswith(".") else name
    if fullname not in sys.modules:
        parent = fullname.rpartition(".")[0]
        path = None
        if parent:
            module = __import__(parent, fromlist=["__path__"])
            try:
                path = module.__path__
            except AttributeError as e:
                raise ModuleNotFoundError(f"__path__ attribute not found on {parent!r} while trying to find {fullname!r}", name=fullname) from e
        return _bootstrap._find_spec(fullname, path)
    module = sys.modules[fullname]
    if module is None:
        return None
    try:
        spec = module.__spec__
    except AttributeError:
        raise ValueError(f"{name}.__spec__ is not set") from None
    if spec is None:
        raise ValueError(f"{name}.__spec__ is None")
    return spec


class LazyLoader(Loader):
    """Runs a module when it is first used."""

    def __init__(self, loader):
        if not hasattr(loader, "exec_module"):
            raise TypeError("loader must define exec_module()")
        self.loader = loader

    @classmethod
    def factory(cls, loader):
        return lambda *args, **kwargs: cls(loader(*args, **kwargs))

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        loader, space = self.loader, vars(module)
        module.__spec__.loader = module.__loader__ = loader

        def __getattr__(name):
            if space.get("__getattr__") is __getattr__:
                del space["__getattr__"]
                loader.exec_module(module)
            return getattr(module, name)

        space["__getattr__"] = __getattr__


