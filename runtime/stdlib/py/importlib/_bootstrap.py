"""Specs, loaders and finders. Modules are normally found and run by the
importer itself; what is here describes them, and takes over when a program
has put finders of its own on sys.meta_path."""

import _imp
import sys

_module = type(sys)
SOURCE_SUFFIXES, BYTECODE_SUFFIXES, EXTENSION_SUFFIXES = [".py"], [".pyc"], [".so"]


class ModuleSpec:
    """What is known of a module before it is loaded."""

    def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
        self.name, self.loader, self.origin, self.loader_state = name, loader, origin, loader_state
        self.submodule_search_locations = [] if is_package else None
        self._uninitialized_submodules = []
        self._set_fileattr, self._cached = False, None

    def __repr__(self):
        args = [f"name={self.name!r}", f"loader={self.loader!r}"]
        if self.origin is not None:
            args.append(f"origin={self.origin!r}")
        if self.submodule_search_locations is not None:
            args.append(f"submodule_search_locations={self.submodule_search_locations}")
        return f"{type(self).__name__}({', '.join(args)})"

    def __eq__(self, other):
        try:
            return (self.name, self.loader, self.origin, self.submodule_search_locations, self.cached, self.has_location) == (
                other.name, other.loader, other.origin, other.submodule_search_locations, other.cached, other.has_location,
            )  # fmt: skip
        except AttributeError:
            return NotImplemented

    __hash__ = None

    @property
    def cached(self):
        if self._cached is None and self.origin is not None and self._set_fileattr:
            self._cached = cache_from_source(self.origin) if self.origin.endswith(".py") else None
        return self._cached

    @cached.setter
    def cached(self, cached):
        self._cached = cached

    @property
    def parent(self):
        return self.name.rpartition(".")[0] if self.submodule_search_locations is None else self.name

    @property
    def has_location(self):
        return self._set_fileattr

    @has_location.setter
    def has_location(self, value):
        self._set_fileattr = bool(value)


def cache_from_source(path, debug_override=None, *, optimization=None):
    """Where CPython would keep the bytecode of a source file."""
    path = _fspath(path)
    head, slash, tail = path.rpartition("/")
    base, dot, rest = tail.rpartition(".")
    name = (base or rest) + "." + (sys.implementation.cache_tag or "cpython-314")
    if optimization not in (None, ""):
        if not str(optimization).isalnum():
            raise ValueError(f"{optimization!r} is not alphanumeric")
        name += f".opt-{optimization}"
    return f"{head}{slash}__pycache__/{name}.pyc"


def source_from_cache(path):
    """The source file of a bytecode file."""
    head, _, name = _fspath(path).rpartition("/")
    head, _, cache = head.rpartition("/")
    if cache != "__pycache__":
        raise ValueError(f"__pycache__ not bottom-level directory in {path!r}")
    if name.count(".") not in (2, 3):
        raise ValueError(f"expected only 2 or 3 dots in {name!r}")
    return f"{head}/{name.partition('.')[0]}.py"


def _fspath(path):
    import os

    return os.fspath(path)


class _Loader:
    """What all loaders have."""

    def create_module(self, spec):
        return None

    def load_module(self, fullname=None):
        fullname = fullname or getattr(self, "name", None)
        spec = spec_from_loader(fullname, self)
        if fullname in sys.modules:
            module = sys.modules[fullname]
            _exec(spec, module)
            return module
        return _load(spec)


class BuiltinImporter:
    """Finds and makes the modules written in Go."""

    _ORIGIN = "built-in"

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return spec_from_loader(fullname, cls, origin=cls._ORIGIN) if _imp.is_builtin(fullname) else None

    @staticmethod
    def create_module(spec):
        return _imp.create_builtin(spec.name)

    @staticmethod
    def exec_module(module):
        pass

    @classmethod
    def get_code(cls, fullname):
        return None

    get_source = get_code

    @classmethod
    def is_package(cls, fullname):
        return False


class FrozenImporter:
    """Finds and runs the modules in Python that are embedded in the binary."""

    _ORIGIN = "frozen"

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if not _imp.is_frozen(fullname):
            return None
        return spec_from_loader(fullname, cls, origin=cls._ORIGIN, is_package=_imp.find(fullname)[2])

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        _imp.exec_file(module, module.__spec__.name, True)

    @classmethod
    def get_code(cls, fullname):
        return compile(_imp.source(fullname), f"<frozen {fullname}>", "exec")

    @classmethod
    def get_source(cls, fullname):
        return _imp.source(fullname)

    @classmethod
    def is_package(cls, fullname):
        return _imp.find(fullname)[2]


class SourceFileLoader(_Loader):
    """Loads a module from its source file."""

    def __init__(self, fullname, path):
        self.name, self.path = fullname, path

    def __eq__(self, other):
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def _check(self, name):
        if name is not None and name != self.name:
            raise ImportError(f"loader for {self.name} cannot handle {name}", name=name)

    def get_filename(self, name=None):
        self._check(name)
        return self.path

    def is_package(self, fullname):
        self._check(fullname)
        stem = self.path.rpartition("/")[2].rpartition(".")[0]
        return stem == "__init__" and fullname.rpartition(".")[2] != "__init__"

    def get_data(self, path):
        with open(path, "rb") as file:
            return file.read()

    def path_stats(self, path):
        import os

        st = os.stat(path)
        return {"mtime": st.st_mtime, "size": st.st_size}

    def get_source(self, fullname):
        self._check(fullname)
        try:
            return decode_source(self.get_data(self.path))
        except OSError as exc:
            raise ImportError("source not available through get_data()", name=fullname) from exc

    def source_to_code(self, data, path, *, _optimize=-1):
        return compile(data, path, "exec", dont_inherit=True, optimize=_optimize)

    def get_code(self, fullname):
        self._check(fullname)
        return self.source_to_code(self.get_data(self.path), self.path)

    def exec_module(self, module):
        overridden = {"get_code", "source_to_code", "get_data"} & {n for cls in type(self).__mro__ if cls is not SourceFileLoader and issubclass(cls, SourceFileLoader) for n in vars(cls)}
        if overridden:
            exec(self.get_code(self.name), module.__dict__)
        else:
            _imp.exec_file(module, self.path, False)


class SourcelessFileLoader(SourceFileLoader):
    """Bytecode files are CPython's own affair."""

    def get_code(self, fullname):
        raise ImportError(f"cannot load bytecode of CPython: {self.path}", name=fullname, path=self.path)

    exec_module = get_code

    def get_source(self, fullname):
        return None


class ExtensionFileLoader(_Loader):
    """C extensions cannot be loaded."""

    def __init__(self, name, path):
        self.name, self.path = name, path

    def create_module(self, spec):
        raise ImportError(f"{spec.name} is a C extension module, which this runtime cannot load: {self.path}", name=spec.name, path=self.path)

    def exec_module(self, module):
        pass

    def is_package(self, fullname):
        return False

    def get_source(self, fullname):
        return None

    get_code = get_source

    def get_filename(self, fullname=None):
        return self.path


class NamespaceLoader(_Loader):
    """Loads a package that has folders and no code."""

    def __init__(self, name, path, path_finder=None):
        self._path = path

    def is_package(self, fullname):
        return True

    def get_source(self, fullname):
        return ""

    def get_code(self, fullname):
        return compile("", "<string>", "exec", dont_inherit=True)

    def exec_module(self, module):
        pass


class PathFinder:
    """Finds modules along sys.path."""

    @staticmethod
    def invalidate_caches():
        pass

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        for entry in sys.path if path is None else path:
            for hook in sys.path_hooks:
                if hook is _file_finder_hook or not isinstance(entry, str):
                    continue
                try:
                    finder = hook(entry)
                except ImportError:
                    continue
                if (spec := finder.find_spec(fullname, target)) is not None:
                    return spec
        return _found_spec(fullname, _imp.find(fullname, path))


class FileFinder:
    """Finds modules in one folder."""

    def __init__(self, path, *loader_details):
        self.path, self._loaders = path or ".", loader_details

    def find_spec(self, fullname, target=None):
        found = _imp.find(fullname, [self.path])
        return None if found is None or found[0] in ("built-in", "frozen") else _found_spec(fullname, found)

    def invalidate_caches(self):
        pass

    @classmethod
    def path_hook(cls, *loader_details):
        def path_hook_for_FileFinder(path):
            import os

            if not os.path.isdir(path or "."):
                raise ImportError("only directories are supported", path=path)
            return cls(path, *loader_details)

        return path_hook_for_FileFinder

    def __repr__(self):
        return f"FileFinder({self.path!r})"


_file_finder_hook = FileFinder.path_hook((SourceFileLoader, SOURCE_SUFFIXES))


def _found_spec(name, found):
    """The spec of what _imp.find has found."""
    if found is None:
        return None
    kind, file, package, folders = found
    if kind == "built-in":
        return BuiltinImporter.find_spec(name)
    if kind == "frozen":
        return FrozenImporter.find_spec(name)
    if kind == "namespace":
        spec = ModuleSpec(name, NamespaceLoader(name, folders), is_package=True)
        spec.submodule_search_locations = folders
        return spec
    loader = ExtensionFileLoader(name, file) if kind == "extension" else SourceFileLoader(name, file)
    spec = ModuleSpec(name, loader, origin=file)
    spec._set_fileattr = True
    if package:
        spec.submodule_search_locations = folders
    return spec


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    if hasattr(loader, "get_filename"):
        if is_package is None:
            return spec_from_file_location(name, loader=loader)
        return spec_from_file_location(name, loader=loader, submodule_search_locations=[] if is_package else None)
    if is_package is None:
        try:
            is_package = loader.is_package(name) if hasattr(loader, "is_package") else False
        except ImportError:
            is_package = None
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


_unset = object()


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=_unset):
    """The spec of a module in a given file."""
    if location is None:
        location = "<unknown>"
        if hasattr(loader, "get_filename"):
            try:
                location = loader.get_filename(name)
            except ImportError:
                pass
    else:
        location = _fspath(location)
        if not location.startswith("/"):
            import os

            location = os.path.abspath(location)
    spec = ModuleSpec(name, loader, origin=location)
    spec._set_fileattr = True
    if loader is None:
        for cls, suffixes in (ExtensionFileLoader, EXTENSION_SUFFIXES), (SourceFileLoader, SOURCE_SUFFIXES), (SourcelessFileLoader, BYTECODE_SUFFIXES):
            if location.endswith(tuple(suffixes)):
                spec.loader = loader = cls(name, location)
                break
        else:
            return None
    if submodule_search_locations is _unset:
        try:
            spec.submodule_search_locations = [] if hasattr(loader, "is_package") and loader.is_package(name) else None
        except ImportError:
            pass
    else:
        spec.submodule_search_locations = submodule_search_locations
    if spec.submodule_search_locations == [] and location:
        spec.submodule_search_locations.append(location.rpartition("/")[0])
    return spec


def _init_attrs(spec, module):
    module.__name__ = spec.name
    module.__loader__ = spec.loader
    module.__package__ = spec.parent
    module.__spec__ = spec
    if spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations
    if spec.has_location:
        module.__file__ = spec.origin
        if spec.cached is not None:
            module.__cached__ = spec.cached


def module_from_spec(spec):
    """A new module for a spec, not run yet."""
    module = None
    if hasattr(spec.loader, "create_module"):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, "exec_module"):
        raise ImportError("loaders that define exec_module() must also define create_module()")
    if module is None:
        module = _module(spec.name)
    _init_attrs(spec, module)
    return module


def _exec(spec, module):
    """Run a module that may have run before."""
    if sys.modules.get(spec.name) is not module:
        raise ImportError(f"module {spec.name!r} not in sys.modules", name=spec.name)
    if spec.loader is None:
        if spec.submodule_search_locations is None:
            raise ImportError("missing loader", name=spec.name)
    _init_attrs(spec, module)
    if spec.loader is not None:
        if hasattr(spec.loader, "exec_module"):
            spec.loader.exec_module(module)
        else:
            spec.loader.load_module(spec.name)
    return sys.modules[spec.name]


def _load(spec):
    """Make and run the module of a spec."""
    if spec.loader is not None and not hasattr(spec.loader, "exec_module"):
        spec.loader.load_module(spec.name)
        return sys.modules[spec.name]
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        if spec.loader is not None:
            spec.loader.exec_module(module)
        elif spec.submodule_search_locations is None:
            raise ImportError("missing loader", name=spec.name)
    except BaseException:
        sys.modules.pop(spec.name, None)
        raise
    # A module may have put something else in its place.
    module = sys.modules.pop(spec.name)
    sys.modules[spec.name] = module
    return module


def _find_spec(name, path, target=None):
    for finder in sys.meta_path:
        try:
            find_spec = finder.find_spec
        except AttributeError:
            continue
        if (spec := find_spec(name, path, target)) is not None:
            return spec
    return None


def _find_and_load(name, path):
    spec = _find_spec(name, path)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    return _load(spec)


def _describe(module, name=None):
    """Give a module that the importer has loaded its __spec__ and __loader__.

    The one that runs as __main__ may have a name of its own."""
    space = vars(module)
    name = name or space["__name__"]
    file = space.get("__file__")
    if name in sys.builtin_module_names or _imp.is_builtin(name):
        spec = BuiltinImporter.find_spec(name) or ModuleSpec(name, BuiltinImporter, origin="built-in")
    elif _imp.is_frozen(name):
        spec = FrozenImporter.find_spec(name)
    elif file is not None:
        spec = spec_from_file_location(name, file, submodule_search_locations=space.get("__path__"))
    elif "__path__" in space:
        spec = ModuleSpec(name, NamespaceLoader(name, space["__path__"]), is_package=True)
        spec.submodule_search_locations = space["__path__"]
    else:
        space.setdefault("__spec__", None)
        space.setdefault("__loader__", None)
        return
    space.setdefault("__spec__", spec)
    if spec is not None:
        space.setdefault("__loader__", spec.loader)
        if spec.cached is not None:
            space.setdefault("__cached__", spec.cached)


def decode_source(source_bytes):
    """Text of a source file: its encoding found, its line ends made plain."""
    import io
    import tokenize

    encoding = tokenize.detect_encoding(io.BytesIO(source_bytes).readline)[0]
    return source_bytes.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")


for _cls in BuiltinImporter, FrozenImporter, ModuleSpec:
    _cls.__module__ = "_frozen_importlib"
for _cls in PathFinder, FileFinder, SourceFileLoader, SourcelessFileLoader, ExtensionFileLoader, NamespaceLoader:
    _cls.__module__ = "_frozen_importlib_external"

if "meta_path" not in vars(sys):
    sys.meta_path = [BuiltinImporter, FrozenImporter, PathFinder]
    sys.path_hooks = [_file_finder_hook]
    sys.path_importer_cache = {}
