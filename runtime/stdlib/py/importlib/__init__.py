"""Import machinery for programs (PEP 302, PEP 451)."""

import sys

from _imp import load as _load

__import__ = __builtins__["__import__"] if isinstance(__builtins__, dict) else __builtins__.__import__


def import_module(name, package=None):
    """Import a module, whose name may be relative to a package."""
    level = len(name) - len(name.lstrip("."))
    if level:
        if not package:
            raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
        bits = package.rsplit(".", level - 1)
        if len(bits) < level:
            raise ImportError("attempted relative import beyond top-level package")
        rest = name[level:]
        name = f"{bits[0]}.{rest}" if rest else bits[0]
    if not name:
        raise ValueError("Empty module name")
    return _load(name)


def invalidate_caches():
    """Tell the finders that files have changed; those built in keep nothing."""
    for finder in sys.meta_path:
        if hasattr(finder, "invalidate_caches"):
            finder.invalidate_caches()


_reloading = {}


def reload(module):
    """Run a module's code again in its old namespace."""
    from . import _bootstrap

    try:
        name = module.__spec__.name
    except AttributeError:
        try:
            name = module.__name__
        except AttributeError:
            raise TypeError("reload() argument must be a module") from None
    if sys.modules.get(name) is not module:
        raise ImportError(f"module {name} not in sys.modules", name=name)
    if name in _reloading:
        return _reloading[name]
    _reloading[name] = module
    try:
        parent = name.rpartition(".")[0]
        path = None
        if parent:
            try:
                path = sys.modules[parent].__path__
            except KeyError:
                raise ImportError(f"parent {parent!r} not in sys.modules", name=parent) from None
        spec = module.__spec__ = _bootstrap._find_spec(name, path, module)
        if spec is None:
            raise ModuleNotFoundError(f"spec not found for the module {name!r}", name=name)
        _bootstrap._exec(spec, module)
        return sys.modules[name]
    finally:
        del _reloading[name]
