"""Looking at live objects: what they are, where they come from, how they are called."""

import sys
import types
from _frames import block as _block, state as _state

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR, CO_NOFREE = 1, 2, 4, 8, 16, 32, 64
CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR, CO_HAS_DOCSTRING, CO_METHOD = 128, 256, 512, 0x4000000, 0x8000000
TPFLAGS_IS_ABSTRACT = 1 << 20
for _kind in "GEN", "CORO", "AGEN":
    for _name in "CREATED", "RUNNING", "SUSPENDED", "CLOSED":
        globals()[f"{_kind}_{_name}"] = f"{_kind}_{_name}"
del _kind, _name

_builtin_function, _method_descriptor, _wrapper_descriptor, _method_wrapper = (
    types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType, types.MethodWrapperType,
)  # fmt: skip
_native = _builtin_function, _method_descriptor, _wrapper_descriptor, _method_wrapper, types.ClassMethodDescriptorType


# What kind of thing an object is.


def _is(kind, what):
    def check(object):
        return isinstance(object, kind)

    check.__doc__ = f"Whether an object is {what}."
    return check


def _named(**checks):
    for name, check in checks.items():
        check.__name__ = check.__qualname__ = name
        globals()[name] = check


_named(
    ismodule=_is(types.ModuleType, "a module"), isclass=_is(type, "a class"), ismethod=_is(types.MethodType, "a bound method"),
    isfunction=_is(types.FunctionType, "a function written in Python"), isgenerator=_is(types.GeneratorType, "a generator"),
    iscoroutine=_is(types.CoroutineType, "a coroutine"), isasyncgen=_is(types.AsyncGeneratorType, "an async generator"),
    istraceback=_is(types.TracebackType, "a traceback"), isframe=_is(types.FrameType, "a frame"), iscode=_is(types.CodeType, "a code object"),
    isbuiltin=_is(_builtin_function, "a built-in function or method"), ismethodwrapper=_is(_method_wrapper, "a bound slot wrapper"),
    isgetsetdescriptor=_is(types.GetSetDescriptorType, "a computed attribute of a built-in type"),
    ismemberdescriptor=_is(types.MemberDescriptorType, "an attribute from __slots__"),
)  # fmt: skip


def isroutine(object):
    """Whether an object is any kind of function or method."""
    return isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object) or ismethodwrapper(object)


def ismethoddescriptor(object):
    """Whether an object has __get__ and no __set__, and is no function, method or class."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    tp = type(object)
    return not hasattr(tp, "__set__") and not hasattr(tp, "__delete__") and hasattr(tp, "__get__")


def isdatadescriptor(object):
    """Whether an object has __set__ or __delete__."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    tp = type(object)
    return hasattr(tp, "__set__") or hasattr(tp, "__delete__")


def isabstract(object):
    """Whether an object is a class with abstract methods."""
    return isinstance(object, type) and bool(getattr(object, "__abstractmethods__", None))


def ispackage(object):
    return ismodule(object) and hasattr(object, "__path__")


def isawaitable(object):
    return (
        isinstance(object, types.CoroutineType)
        or isinstance(object, types.GeneratorType) and bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE)
        or hasattr(type(object), "__await__") and type(object).__await__ is not None
    )


def _unwrap_partial(obj):
    import functools

    while True:
        if ismethod(obj):
            obj = obj.__func__
        elif isinstance(obj, functools.partial):
            obj = obj.func
        elif isinstance(mark := getattr(obj, "__partialmethod__", None), functools.partialmethod):
            obj = mark.func
        else:
            return obj


def _has_flag(obj, flag):
    obj = _unwrap_partial(obj)
    return (isfunction(obj) or _looks_like_function(obj)) and bool(obj.__code__.co_flags & flag)


def isgeneratorfunction(obj):
    return _has_flag(obj, CO_GENERATOR)


_coroutine_mark = object()


def markcoroutinefunction(func):
    """Let iscoroutinefunction() say yes to a function that returns a coroutine."""
    if hasattr(func, "__func__"):
        func = func.__func__
    func._is_coroutine_mark = _coroutine_mark
    return func


def iscoroutinefunction(obj):
    if _has_flag(obj, CO_COROUTINE):
        return True
    obj = _unwrap_partial(obj)
    return getattr(obj, "_is_coroutine_mark", None) is _coroutine_mark or (
        not isclass(obj) and getattr(getattr(type(obj), "__call__", None), "_is_coroutine_mark", None) is _coroutine_mark
    )


def isasyncgenfunction(obj):
    return _has_flag(obj, CO_ASYNC_GENERATOR)


def getgeneratorstate(generator):
    return "GEN_" + _state(generator)


def getcoroutinestate(coroutine):
    if not isinstance(coroutine, types.CoroutineType):
        # Anything with the attributes of a coroutine.
        if coroutine.cr_running:
            return "CORO_RUNNING"
        if coroutine.cr_suspended:
            return "CORO_SUSPENDED"
        return "CORO_CLOSED" if coroutine.cr_frame is None else "CORO_CREATED"
    return "CORO_" + _state(coroutine)


def getasyncgenstate(agen):
    return "AGEN_RUNNING" if agen.ag_running else "AGEN_" + _state(agen)


def getgeneratorlocals(generator):
    if not isgenerator(generator):
        raise TypeError(f"{generator!r} is not a Python generator")
    frame = getattr(generator, "gi_frame", None)
    return frame.f_locals if frame is not None else {}


def getcoroutinelocals(coroutine):
    frame = getattr(coroutine, "cr_frame", None)
    return frame.f_locals if frame is not None else {}


def getasyncgenlocals(agen):
    if not isasyncgen(agen):
        raise TypeError(f"{agen!r} is not a Python async generator")
    frame = getattr(agen, "ag_frame", None)
    return frame.f_locals if frame is not None else {}


# Members.


def getmro(cls):
    return cls.__mro__


def _members(object, predicate, getter):
    found, done = [], set()
    names = dir(object)
    if isclass(object):
        mro = (object,) + getmro(object)
        for base in object.__bases__:
            for name, value in base.__dict__.items():
                if isinstance(value, types.DynamicClassAttribute):
                    names.append(name)
    else:
        mro = ()
    for name in names:
        try:
            value = getter(object, name)
            if name in done:
                raise AttributeError
        except AttributeError:
            for base in mro:
                if name in base.__dict__:
                    value = base.__dict__[name]
                    break
            else:
                continue
        if predicate is None or predicate(value):
            found.append((name, value))
        done.add(name)
    found.sort(key=lambda pair: pair[0])
    return found


def getmembers(object, predicate=None):
    return _members(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    return _members(object, predicate, getattr_static)


def _attribute():
    from collections import namedtuple

    return namedtuple("Attribute", "name kind defining_class object")


def classify_class_attrs(cls):
    """For each name of dir(cls) its kind, the class that defines it and the object there."""
    Attribute = _attribute()
    mro, metamro = getmro(cls), [c for c in getmro(type(cls)) if c not in (type, object)]
    out = []
    names = dir(cls)
    for base in (cls, *mro, *metamro):
        for name, value in base.__dict__.items():
            if isinstance(value, types.DynamicClassAttribute) and value.fget is not None:
                names.append(name)
    done = set()
    for name in names:
        if name in done:
            continue
        home, found, dict_found = None, None, None
        for base in (*mro, *metamro):
            if name in base.__dict__:
                home, dict_found = base, base.__dict__[name]
                break
        if name == "__dict__":
            continue
        try:
            found = getattr(cls, name)
        except Exception:
            found = None
        if home is None:
            home = getattr(found, "__objclass__", None)
            if home is None:
                continue
        obj = found if found is not None else dict_found
        if isinstance(dict_found, (staticmethod, types.BuiltinFunctionType)):
            kind, obj = "static method", dict_found
        elif isinstance(dict_found, (classmethod, types.ClassMethodDescriptorType)):
            kind, obj = "class method", dict_found
        elif isinstance(dict_found, property):
            kind, obj = "property", dict_found
        elif isroutine(obj):
            kind = "method"
        else:
            kind = "data"
        out.append(Attribute(name, kind, home, obj))
        done.add(name)
    return out


_none = object()


def getattr_static(obj, attr, default=_none):
    """An attribute without running __getattr__, __getattribute__ or descriptors."""
    own = _none
    if isinstance(obj, type):
        for base in type.__dict__["__mro__"].__get__(obj):
            if attr in type.__dict__["__dict__"].__get__(base):
                own = type.__dict__["__dict__"].__get__(base)[attr]
                break
        meta = type(obj)
    else:
        meta = type(obj)
        slot = _mro_lookup(meta, "__dict__")
        if slot is _none or isinstance(slot, types.GetSetDescriptorType):
            try:
                space = object.__getattribute__(obj, "__dict__")
            except AttributeError:
                space = {}
            own = dict.get(space, attr, _none)
    held = _mro_lookup(meta, attr)
    if own is not _none and held is not _none:
        if _mro_lookup(type(held), "__get__") is not _none and (
            _mro_lookup(type(held), "__set__") is not _none or _mro_lookup(type(held), "__delete__") is not _none
        ):
            return held
    if own is not _none:
        return own
    if held is not _none:
        return held
    if default is not _none:
        return default
    raise AttributeError(attr)


def _mro_lookup(cls, attr):
    for base in type.__dict__["__mro__"].__get__(cls):
        if attr in base.__dict__:
            return base.__dict__[attr]
    return _none


def unwrap(func, *, stop=None):
    """Follow __wrapped__ to the end."""
    first, seen = func, {id(func): func}
    limit = sys.getrecursionlimit()
    while not isinstance(func, type) and hasattr(func, "__wrapped__"):
        if stop is not None and stop(func):
            break
        func = func.__wrapped__
        if id(func) in seen or len(seen) >= limit:
            raise ValueError(f"wrapper loop when unwrapping {first!r}")
        seen[id(func)] = func
    return func


# Documentation.


def indentsize(line):
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


def cleandoc(doc):
    """A docstring without its common indentation and blank ends."""
    lines = doc.expandtabs().split("\n")
    margins = [len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip(" ")]
    margin = min(margins, default=sys.maxsize)
    lines = [lines[0].lstrip(" ")] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    """The docstring of an object, inherited if it has none itself."""
    try:
        doc = object.__doc__
    except AttributeError:
        return None
    if doc is None:
        try:
            doc = _inherited_doc(object)
        except (AttributeError, TypeError):
            return None
    return cleandoc(doc) if isinstance(doc, str) else None


def _inherited_doc(obj):
    if isclass(obj):
        for base in obj.__mro__:
            if base is not object and base.__doc__ is not None:
                return base.__doc__
        return None
    if ismethod(obj):
        name, owner = obj.__func__.__name__, obj.__self__
        cls = owner if isclass(owner) else type(owner)
    elif isfunction(obj):
        name = obj.__name__
        cls = _defining_class(obj)
        if cls is None or getattr(cls, name, None) is not obj:
            return None
    elif isinstance(obj, property):
        name = obj.fget.__name__
        cls = _defining_class(obj.fget)
        if cls is None or getattr(cls, name, None) is not obj:
            return None
    elif isbuiltin(obj):
        name, owner = obj.__name__, obj.__self__
        cls = owner if isclass(owner) else type(owner)
    elif ismethoddescriptor(obj) or isdatadescriptor(obj):
        name, cls = obj.__name__, obj.__objclass__
    else:
        return None
    for base in cls.__mro__:
        doc = getattr(getattr(base, name, None), "__doc__", None)
        if doc is not None:
            return doc
    return None


def _defining_class(func):
    cls = sys.modules.get(func.__module__)
    if cls is None:
        return None
    for name in func.__qualname__.split(".")[:-1]:
        cls = getattr(cls, name, None)
    return cls if isclass(cls) else None


def getcomments(object):
    """The comment lines before an object's source."""
    try:
        lines, lnum = findsource(object)
    except (OSError, TypeError):
        return None
    out, i = [], lnum - 1
    if ismodule(object):
        i = 0
        while i < len(lines) and lines[i].strip() in ("", "#"):
            i += 1
        while i < len(lines) and lines[i].startswith("#"):
            out.append(lines[i].expandtabs())
            i += 1
        return "".join(out) or None
    while i >= 0 and lines[i].lstrip().startswith("#") and indentsize(lines[i]) == indentsize(lines[lnum]):
        out.insert(0, lines[i].expandtabs().lstrip())
        i -= 1
    return "".join(out) or None


# Source.


class ClassFoundException(Exception):
    pass


def getfile(object):
    """The file an object was defined in."""
    if ismodule(object):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError(f"{object!r} is a built-in module")
    if isclass(object):
        if hasattr(object, "__module__"):
            module = sys.modules.get(object.__module__)
            if getattr(module, "__file__", None):
                return module.__file__
            if object.__module__ == "__main__":
                raise OSError("source code not available")
        raise TypeError(f"{object!r} is a built-in class")
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    if iscode(object):
        return object.co_filename
    raise TypeError(f"module, class, method, function, traceback, frame, or code object was expected, got {type(object).__name__}")


def getmodulename(path):
    import os.path

    name = os.path.basename(path)
    return name[:-3] if name.endswith(".py") else None


def getsourcefile(object):
    """The source file of an object, or None."""
    import os

    filename = getfile(object)
    if filename.endswith((".so", ".pyc")):
        return None
    if filename.startswith("<frozen ") or os.path.exists(filename):
        return filename
    import linecache

    return filename if filename in linecache.cache else None


def getabsfile(object, _filename=None):
    import os

    return os.path.normcase(os.path.abspath(_filename or getsourcefile(object) or getfile(object)))


def getmodule(object, _filename=None):
    """The module an object was defined in, or None."""
    if ismodule(object):
        return object
    if hasattr(object, "__module__"):
        return sys.modules.get(object.__module__)
    try:
        file = getfile(object)
    except (TypeError, OSError):
        return None
    for module in list(sys.modules.values()):
        if ismodule(module) and getattr(module, "__file__", None) == file:
            return module
    main = sys.modules["__main__"]
    name = getattr(object, "__name__", None)
    return main if name is not None and getattr(main, name, None) is object else None


def findsource(object):
    """All lines of an object's file, and the index of its first."""
    import linecache

    file = getsourcefile(object)
    if file:
        linecache.checkcache(file)
    else:
        file = getfile(object)
        if file[:1] + file[-1:] != "<>":
            raise OSError("source code not available")
    module = getmodule(object, file)
    lines = linecache.getlines(file, module.__dict__) if module else linecache.getlines(file)
    if not lines:
        raise OSError("could not get source code")
    if ismodule(object):
        return lines, 0
    if isclass(object):
        try:
            lnum = vars(object)["__firstlineno__"] - 1
        except (TypeError, KeyError):
            raise OSError("source code not available")
        if lnum >= len(lines):
            raise OSError("lineno is out of bounds")
        return lines, lnum
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    if iscode(object):
        lnum = object.co_firstlineno - 1
        if lnum >= len(lines):
            raise OSError("lineno is out of bounds")
        return lines, lnum
    raise OSError("could not find code object")


def getblock(lines):
    """The lines of the definition at the start of lines."""
    return lines[: _block("".join(lines), 1)]


def getsourcelines(object):
    """The lines of an object's source, and the number of the first."""
    object = unwrap(object)
    lines, lnum = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if ismodule(object) or isframe(object) and object.f_code.co_name == "<module>":
        return lines, 0
    return lines[lnum : _block("".join(lines), lnum + 1)], lnum + 1


def getsource(object):
    return "".join(getsourcelines(object)[0])


# Frames.


def _lazy_tuples():
    from collections import namedtuple

    traceback_base = namedtuple("_Traceback", "filename lineno function code_context index")
    frame_base = namedtuple("_FrameInfo", ("frame",) + traceback_base._fields)

    class Traceback(traceback_base):
        def __new__(cls, filename, lineno, function, code_context, index, *, positions=None):
            made = super().__new__(cls, filename, lineno, function, code_context, index)
            made.positions = positions
            return made

        def __repr__(self):
            return (
                f"Traceback(filename={self.filename!r}, lineno={self.lineno!r}, function={self.function!r}, "
                f"code_context={self.code_context!r}, index={self.index!r}, positions={self.positions!r})"
            )

    class FrameInfo(frame_base):
        def __new__(cls, frame, filename, lineno, function, code_context, index, *, positions=None):
            made = super().__new__(cls, frame, filename, lineno, function, code_context, index)
            made.positions = positions
            return made

        def __repr__(self):
            return (
                f"FrameInfo(frame={self.frame!r}, filename={self.filename!r}, lineno={self.lineno!r}, function={self.function!r}, "
                f"code_context={self.code_context!r}, index={self.index!r}, positions={self.positions!r})"
            )

    spec = namedtuple("FullArgSpec", "args varargs varkw defaults kwonlyargs kwonlydefaults annotations")
    return {
        "Traceback": Traceback, "FrameInfo": FrameInfo, "FullArgSpec": spec, "Attribute": _attribute(),
        "ArgInfo": namedtuple("ArgInfo", "args varargs keywords locals"), "Arguments": namedtuple("Arguments", "args, varargs, varkw"),
        "_Positions": namedtuple("Positions", "lineno end_lineno col_offset end_col_offset", defaults=(None,) * 4),
        "ClosureVars": namedtuple("ClosureVars", "nonlocals globals builtins unbound"),
    }  # fmt: skip


def __getattr__(name):
    if name in ("Traceback", "FrameInfo", "FullArgSpec", "Attribute", "ArgInfo", "Arguments", "ClosureVars", "_Positions"):
        made = _lazy_tuples()
        for key, value in made.items():
            value.__module__ = __name__
            globals().setdefault(key, value)
        return globals()[name]
    if name in _signature_names:
        import _inspect_signature

        globals()[name] = value = getattr(_inspect_signature, name)
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    made = ("Traceback", "FrameInfo", "FullArgSpec", "Attribute", "ArgInfo", "Arguments", "ClosureVars")
    return sorted({*globals(), *made, *_signature_names})


_signature_names = frozenset(
    ("Parameter", "Signature", "BoundArguments", "signature", "getfullargspec", "getcallargs", "getargs", "getargvalues", "formatargvalues", "_empty", "_ParameterKind", "_signature_fromstr")
)


def getframeinfo(frame, context=1):
    """File, line, function and source lines of a frame or traceback."""
    from _frames import positions as _positions

    if istraceback(frame):
        line, end, col, end_col = _positions(frame.tb_frame.f_code, frame.tb_lasti)
        lineno, frame = frame.tb_lineno, frame.tb_frame
    else:
        lineno = frame.f_lineno
        line, end, col, end_col = _positions(frame.f_code, frame.f_lasti)
    if not isframe(frame):
        raise TypeError(f"{frame!r} is not a frame or traceback object")
    filename = getsourcefile(frame) or getfile(frame)
    lines = index = None
    if context > 0:
        start = lineno - 1 - context // 2
        try:
            lines, _ = findsource(frame)
        except OSError:
            lines = None
        else:
            start = max(0, min(start, len(lines) - context))
            lines = lines[start : start + context]
            index = lineno - 1 - start
    return _get("Traceback")(filename, lineno, frame.f_code.co_name, lines, index, positions=_get("_Positions")(line, end, col, end_col))


def _get(name):
    return globals().get(name) or __getattr__(name)


def getlineno(frame):
    return frame.f_lineno


def _infos(frames, context):
    for frame in frames:
        info = getframeinfo(frame, context)
        yield _get("FrameInfo")(frame.tb_frame if istraceback(frame) else frame, *info, positions=info.positions)


def getouterframes(frame, context=1):
    frames = []
    while frame:
        frames.append(frame)
        frame = frame.f_back
    return list(_infos(frames, context))


def getinnerframes(tb, context=1):
    tbs = []
    while tb:
        tbs.append(tb)
        tb = tb.tb_next
    return list(_infos(tbs, context))


def currentframe():
    return sys._getframe(1)


def stack(context=1):
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    exc = sys.exception()
    return getinnerframes(None if exc is None else exc.__traceback__, context)


def getclosurevars(func):
    """The names a function refers to outside itself, and what they are."""
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError(f"{func!r} is not a Python function")
    code = func.__code__
    nonlocals = {} if func.__closure__ is None else {n: c.cell_contents for n, c in zip(code.co_freevars, func.__closure__)}
    space = func.__globals__
    builtin = space.get("__builtins__", sys.modules["builtins"].__dict__)
    if ismodule(builtin):
        builtin = builtin.__dict__
    used, builtins_used, unbound = {}, {}, set()
    for name in code.co_names:
        if name in space:
            used[name] = space[name]
        elif name in builtin:
            builtins_used[name] = builtin[name]
        else:
            unbound.add(name)
    return _get("ClosureVars")(nonlocals, used, builtins_used, unbound)


def getclasstree(classes, unique=False):
    """Classes arranged as a tree of nested lists."""
    children, roots = {}, []
    for c in classes:
        if c.__bases__:
            for parent in c.__bases__:
                children.setdefault(parent, [])
                if c not in children[parent]:
                    children[parent].append(c)
                if unique and parent in classes:
                    break
        elif c not in roots:
            roots.append(c)
    roots += [p for p in children if p not in classes]

    def walk(level, parent):
        out = []
        for c in sorted(level, key=lambda c: (c.__module__, c.__name__)):
            out.append((c, c.__bases__))
            if c in children:
                out.append(walk(children[c], c))
        return out

    return walk(roots, None)


def _looks_like_function(obj):
    if not callable(obj) or isclass(obj):
        return False
    return (
        isinstance(getattr(obj, "__name__", None), str)
        and isinstance(getattr(obj, "__code__", None), types.CodeType)
        and isinstance(getattr(obj, "__defaults__", _none), (tuple, type(None)))
        and isinstance(getattr(obj, "__kwdefaults__", _none), (dict, type(None)))
    )


_signature_is_functionlike = _looks_like_function


def get_annotations(obj, *, globals=None, locals=None, eval_str=False, format=None):
    import annotationlib

    return annotationlib.get_annotations(
        obj, globals=globals, locals=locals, eval_str=eval_str, format=annotationlib.Format.VALUE if format is None else format
    )


def formatannotation(annotation, base_module=None, *, quote_annotation_strings=True):
    """The text of an annotation in a signature."""
    if not quote_annotation_strings and isinstance(annotation, str):
        return annotation
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


def formatannotationrelativeto(object):
    module = getattr(object, "__module__", None)
    return lambda annotation: formatannotation(annotation, module)


