"""Base classes of finders and loaders."""

import abc

from . import _bootstrap


class MetaPathFinder(metaclass=abc.ABCMeta):
    def invalidate_caches(self):
        pass


class PathEntryFinder(metaclass=abc.ABCMeta):
    def invalidate_caches(self):
        pass


class Loader(metaclass=abc.ABCMeta):
    def create_module(self, spec):
        return None

    def load_module(self, fullname):
        if not hasattr(self, "exec_module"):
            raise ImportError
        return _bootstrap._Loader.load_module(self, fullname)


class ResourceLoader(Loader):
    @abc.abstractmethod
    def get_data(self, path):
        raise OSError


class InspectLoader(Loader):
    def is_package(self, fullname):
        raise ImportError

    def get_code(self, fullname):
        source = self.get_source(fullname)
        return None if source is None else self.source_to_code(source)

    @abc.abstractmethod
    def get_source(self, fullname):
        raise ImportError

    @staticmethod
    def source_to_code(data, path="<string>"):
        return compile(data, path, "exec", dont_inherit=True)

    def exec_module(self, module):
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f"cannot load module {module.__name__!r} when get_code() returns None")
        exec(code, module.__dict__)


class ExecutionLoader(InspectLoader):
    @abc.abstractmethod
    def get_filename(self, fullname):
        raise ImportError

    def get_code(self, fullname):
        source = self.get_source(fullname)
        if source is None:
            return None
        try:
            path = self.get_filename(fullname)
        except ImportError:
            return self.source_to_code(source)
        return self.source_to_code(source, path)


class FileLoader(ResourceLoader, ExecutionLoader):
    def __init__(self, fullname, path):
        self.name, self.path = fullname, path

    def get_filename(self, fullname=None):
        return self.path

    def get_data(self, path):
        with open(path, "rb") as file:
            return file.read()


class SourceLoader(ResourceLoader, ExecutionLoader):
    def path_mtime(self, path):
        raise OSError

    def path_stats(self, path):
        return {"mtime": self.path_mtime(path)}

    def set_data(self, path, data):
        pass

    def is_package(self, fullname):
        return self.get_filename(fullname).rpartition("/")[2].rpartition(".")[0] == "__init__" and fullname.rpartition(".")[2] != "__init__"

    def get_source(self, fullname):
        path = self.get_filename(fullname)
        try:
            return _bootstrap.decode_source(self.get_data(path))
        except OSError as exc:
            raise ImportError("source not available through get_data()", name=fullname) from exc


for _cls, _known in {
    MetaPathFinder: ("BuiltinImporter", "FrozenImporter", "PathFinder"),
    PathEntryFinder: ("FileFinder",),
    InspectLoader: ("BuiltinImporter", "FrozenImporter", "NamespaceLoader"),
    ExecutionLoader: ("ExtensionFileLoader",),
    FileLoader: ("SourceFileLoader", "SourcelessFileLoader"),
    SourceLoader: ("SourceFileLoader",),
}.items():
    for _name in _known:
        _cls.register(getattr(_bootstrap, _name))
