"""The part of inspect that deals with signatures, which comes in when it is asked for."""

import enum
import sys
import types
from collections import OrderedDict

from inspect import (
    CO_VARARGS,
    CO_VARKEYWORDS,
    _get,
    _looks_like_function,
    formatannotation,
    isclass,
    isframe,
    iscode,
    isfunction,
    ismethod,
    unwrap,
)


class _empty:
    """Marks a missing default or annotation."""


class _ParameterKind(enum.IntEnum):
    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4

    def __str__(self):
        return self.name

    @property
    def description(self):
        return _descriptions[self]


_descriptions = {
    _ParameterKind.POSITIONAL_ONLY: "positional-only",
    _ParameterKind.POSITIONAL_OR_KEYWORD: "positional or keyword",
    _ParameterKind.VAR_POSITIONAL: "variadic positional",
    _ParameterKind.KEYWORD_ONLY: "keyword-only",
    _ParameterKind.VAR_KEYWORD: "variadic keyword",
}
_posonly, _plain, _star, _kwonly, _starstar = _ParameterKind


class Parameter:
    """One parameter of a signature."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = _ParameterKind
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind") from None
        if default is not _empty and self._kind in (_star, _starstar):
            raise ValueError(f"{self._kind.description} parameters cannot have default values")
        self._default, self._annotation = default, annotation
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if name[:1] == "." and name[1:].isdigit():
            # The argument of a comprehension's function.
            if self._kind != _plain:
                raise ValueError(f"implicit arguments must be passed as positional or keyword arguments, not {self._kind.description}")
            self._kind = _posonly
            name = f"implicit{name[1:]}"
        import keyword

        if keyword.iskeyword(name) and self._kind is not _posonly or not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name = name

    def __reduce__(self):
        return type(self), (self._name, self._kind), {"_default": self._default, "_annotation": self._annotation}

    def __setstate__(self, state):
        self._default, self._annotation = state["_default"], state["_annotation"]

    name = property(lambda self: self._name)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)
    kind = property(lambda self: self._kind)

    def replace(self, *, name=..., kind=..., annotation=..., default=...):
        return type(self)(
            self._name if name is ... else name,
            self._kind if kind is ... else kind,
            default=self._default if default is ... else default,
            annotation=self._annotation if annotation is ... else annotation,
        )

    __replace__ = replace

    def __str__(self):
        return self._format()

    def _format(self, *, quote_annotation_strings=True):
        text = self._name
        if self._annotation is not _empty:
            text += ": " + formatannotation(self._annotation, quote_annotation_strings=quote_annotation_strings)
        if self._default is not _empty:
            text += f"{' = ' if self._annotation is not _empty else '='}{self._default!r}"
        return {_star: "*", _starstar: "**"}.get(self._kind, "") + text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation, self._default))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self._name, self._kind, self._default, self._annotation) == (other._name, other._kind, other._default, other._annotation)


class BoundArguments:
    """The arguments of a call, by parameter."""

    __slots__ = ("arguments", "_signature", "__weakref__")

    def __init__(self, signature, arguments):
        self._signature, self.arguments = signature, arguments

    signature = property(lambda self: self._signature)

    @property
    def args(self):
        out = []
        for name, param in self._signature.parameters.items():
            if param.kind in (_starstar, _kwonly) or name not in self.arguments:
                break
            value = self.arguments[name]
            out.extend(value) if param.kind == _star else out.append(value)
        return tuple(out)

    @property
    def kwargs(self):
        out, by_name = {}, False
        for name, param in self._signature.parameters.items():
            if not by_name:
                if param.kind in (_starstar, _kwonly):
                    by_name = True
                elif name not in self.arguments:
                    by_name = True
                    continue
            if not by_name or name not in self.arguments:
                continue
            value = self.arguments[name]
            out.update(value) if param.kind == _starstar else out.__setitem__(name, value)
        return out

    def apply_defaults(self):
        out = {}
        for name, param in self._signature.parameters.items():
            if name in self.arguments:
                out[name] = self.arguments[name]
            elif param.default is not _empty:
                out[name] = param.default
            elif param.kind is _star:
                out[name] = ()
            elif param.kind is _starstar:
                out[name] = {}
        self.arguments = out

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __getstate__(self):
        return {"_signature": self._signature, "arguments": self.arguments}

    def __setstate__(self, state):
        self._signature, self.arguments = state["_signature"], state["arguments"]

    def __repr__(self):
        return f"<{type(self).__name__} ({', '.join(f'{k}={v!r}' for k, v in self.arguments.items())})>"


class Signature:
    """The parameters of a callable and its return annotation."""

    __slots__ = ("_return_annotation", "_parameters")
    _parameter_cls, _bound_arguments_cls, empty = Parameter, BoundArguments, _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        params = OrderedDict()
        if parameters is not None:
            top, defaulted = _posonly, False
            for param in parameters:
                if __validate_parameters__:
                    if param.kind < top:
                        raise ValueError(f"wrong parameter order: {top.description} parameter before {param.kind.description} parameter")
                    if param.kind > top:
                        top = param.kind
                    if param.kind in (_posonly, _plain):
                        if param.default is not _empty:
                            defaulted = True
                        elif defaulted:
                            raise ValueError("non-default argument follows default argument")
                    if param.name in params:
                        raise ValueError(f"duplicate parameter name: {param.name!r}")
                params[param.name] = param
        self._parameters = types.MappingProxyType(params)
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False, annotation_format=None):
        return _of_callable(obj, cls, follow_wrapped, (globals, locals, eval_str, annotation_format))

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    def replace(self, *, parameters=..., return_annotation=...):
        return type(self)(
            self.parameters.values() if parameters is ... else parameters,
            return_annotation=self._return_annotation if return_annotation is ... else return_annotation,
        )

    __replace__ = replace

    def _key(self):
        params = tuple(p for p in self.parameters.values() if p.kind != _kwonly)
        kwonly = {p.name: p for p in self.parameters.values() if p.kind == _kwonly}
        return params, kwonly, self.return_annotation

    def __hash__(self):
        params, kwonly, returns = self._key()
        return hash((params, frozenset(kwonly.values()), returns))

    def __eq__(self, other):
        if self is other:
            return True
        return self._key() == other._key() if isinstance(other, Signature) else NotImplemented

    def __reduce__(self):
        return type(self), (tuple(self._parameters.values()),), {"_return_annotation": self._return_annotation}

    def __setstate__(self, state):
        self._return_annotation = state["_return_annotation"]

    def _bind(self, args, kwargs, *, partial=False):
        arguments, params = {}, iter(self.parameters.values())
        pending, args, posonly_by_name = [], list(args), []
        while True:
            param = next(params, None)
            if param is None:
                if args:
                    raise TypeError("too many positional arguments")
                break
            if args:
                if param.kind in (_starstar, _kwonly):
                    raise TypeError("too many positional arguments")
                if param.kind == _star:
                    arguments[param.name] = tuple(args)
                    args = []
                    continue
                if param.name in kwargs and param.kind != _posonly:
                    raise TypeError(f"multiple values for argument {param.name!r}")
                arguments[param.name] = args.pop(0)
                continue
            if param.kind == _star:
                continue
            pending.append(param)
        catch_all = None
        for param in pending:
            if param.kind == _starstar:
                catch_all = param
                continue
            name = param.name
            if param.kind == _posonly:
                if name in kwargs:
                    posonly_by_name.append(param)
                if param.default is _empty and not partial:
                    if name in kwargs and not any(p.kind == _starstar for p in self.parameters.values()):
                        raise TypeError(f"{name!r} parameter is positional only, but was passed as a keyword")
                    raise TypeError(f"missing a required argument: {name!r}")
                continue
            if name in kwargs:
                arguments[name] = kwargs.pop(name)
            elif param.default is _empty and not partial:
                raise TypeError(f"missing a required argument: {name!r}")
        if kwargs:
            if catch_all is not None:
                arguments[catch_all.name] = kwargs
            elif posonly_by_name:
                raise TypeError(
                    f"got some positional-only arguments passed as keyword arguments: {', '.join(p.name for p in posonly_by_name)!r}"
                )
            else:
                raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
        return self._bound_arguments_cls(self, arguments)

    def bind(self, /, *args, **kwargs):
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, partial=True)

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None, quote_annotation_strings=True):
        """The text of the signature, a parameter a line when it is wider than max_width."""
        out, slash, star = [], False, True
        for param in self.parameters.values():
            text = param._format(quote_annotation_strings=quote_annotation_strings)
            if param.kind == _posonly:
                slash = True
            elif slash:
                out.append("/")
                slash = False
            if param.kind == _star:
                star = False
            elif param.kind == _kwonly and star:
                out.append("*")
                star = False
            out.append(text)
        if slash:
            out.append("/")
        text = f"({', '.join(out)})"
        if max_width is not None and len(text) > max_width:
            text = "(\n    " + ",\n    ".join(out) + "\n)"
        if self.return_annotation is not _empty:
            text += " -> " + formatannotation(self.return_annotation, quote_annotation_strings=quote_annotation_strings)
        return text


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False, annotation_format=None):
    """The signature of a callable."""
    return Signature.from_callable(
        obj, follow_wrapped=follow_wrapped, globals=globals, locals=locals, eval_str=eval_str, annotation_format=annotation_format
    )


def _of_function(func, cls, skip_bound, how):
    import annotationlib

    globals, locals, eval_str, format = how
    code = func.__code__
    names = code.co_varnames
    positional = code.co_argcount
    args = names[:positional]
    kwonly = names[positional : positional + code.co_kwonlyargcount]
    notes = annotationlib.get_annotations(
        func, globals=globals, locals=locals, eval_str=eval_str, format=annotationlib.Format.VALUE if format is None else format
    )
    defaults, kwdefaults = func.__defaults__ or (), func.__kwdefaults__ or {}
    params, first = [], positional - len(defaults)
    for i, name in enumerate(args):
        kind = _posonly if i < code.co_posonlyargcount else _plain
        params.append(Parameter(name, kind, annotation=notes.get(name, _empty), default=defaults[i - first] if i >= first else _empty))
    i = positional + len(kwonly)
    if code.co_flags & CO_VARARGS:
        params.append(Parameter(names[i], _star, annotation=notes.get(names[i], _empty)))
        i += 1
    for name in kwonly:
        params.append(Parameter(name, _kwonly, annotation=notes.get(name, _empty), default=kwdefaults.get(name, _empty)))
    if code.co_flags & CO_VARKEYWORDS:
        params.append(Parameter(names[i], _starstar, annotation=notes.get(names[i], _empty)))
    return cls(params, return_annotation=notes.get("return", _empty), __validate_parameters__=False)


def _without_first(sig):
    """The signature of a bound method."""
    params = tuple(sig.parameters.values())
    if not params or params[0].kind in (_starstar, _kwonly):
        raise ValueError("invalid method signature")
    if params[0].kind in (_posonly, _plain):
        params = params[1:]
    return sig.replace(parameters=params)


def _of_partial(wrapped, partial, extra=()):
    """The signature of functools.partial(wrapped, ...)."""
    import functools

    params = OrderedDict(wrapped.parameters.items())
    args, kwargs = extra + (partial.args or ()), partial.keywords or {}
    placeholder = getattr(functools, "Placeholder", _empty)
    try:
        bound = wrapped.bind_partial(*args, **kwargs)
    except TypeError as e:
        raise ValueError(f"partial object {partial!r} has incorrect arguments") from e
    to_kwonly = False
    for name, param in list(params.items()):
        value = bound.arguments.get(name, _empty)
        if value is not _empty:
            if param.kind == _posonly:
                if value is placeholder:
                    continue
                del params[name]
                continue
            if param.kind == _plain:
                if name in kwargs:
                    to_kwonly = True
                    params[name] = param.replace(default=value)
                else:
                    if value is placeholder:
                        params[name] = param.replace(kind=_posonly)
                        continue
                    del params[param.name]
                    continue
            if param.kind == _kwonly:
                params[name] = param.replace(default=value)
        if to_kwonly:
            if param.kind == _plain:
                moved = params[name].replace(kind=_kwonly)
                params[name] = moved
                params.move_to_end(name)
            elif param.kind in (_kwonly, _starstar):
                params.move_to_end(name)
            elif param.kind == _star:
                del params[name]
    return wrapped.replace(parameters=params.values())


def _of_callable(obj, cls, follow_wrapped, how, skip_bound=True):
    import functools

    again = lambda o: _of_callable(o, cls, follow_wrapped, how, skip_bound)
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if isinstance(obj, types.MethodType):
        sig = again(obj.__func__)
        return _without_first(sig) if skip_bound else sig
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__") or isinstance(f, types.MethodType))
        if isinstance(obj, types.MethodType):
            return again(obj)
    sig = getattr(obj, "__signature__", None)
    if sig is not None:
        if not isinstance(sig, (Signature, str)) and callable(sig):
            sig = sig()
        if isinstance(sig, str):
            return _signature_fromstr(cls, obj, sig)
        if not isinstance(sig, Signature):
            raise TypeError(f"unexpected object {sig!r} in __signature__ attribute")
        return sig
    method = getattr(obj, "__partialmethod__", None)
    if isinstance(method, functools.partialmethod):
        wrapped = again(method.func)
        sig = _of_partial(wrapped, method, (getattr(functools, "Placeholder", None),) if hasattr(functools, "Placeholder") else (None,))
        first = tuple(wrapped.parameters.values())[0]
        if first.kind is _star:
            return sig
        rest = tuple(sig.parameters.values())
        return sig.replace(parameters=rest if rest and rest[0].name == first.name else (first,) + rest)
    if isinstance(obj, types.FunctionType) or _looks_like_function(obj):
        return _of_function(obj, cls, skip_bound, how)
    if isinstance(obj, functools.partial):
        return _of_partial(again(obj.func), obj)
    text = None if isclass(obj) else getattr(obj, "__text_signature__", None)
    if not isclass(obj) and (text is not None or isinstance(obj, (types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType, types.MethodWrapperType))):
        if not text:
            raise ValueError(f"no signature found for builtin {obj!r}")
        return _signature_fromstr(cls, obj, text, skip_bound)
    if isclass(obj):
        return _of_class(obj, cls, again)
    call = getattr(type(obj), "__call__", None)
    if call is not None and not isinstance(call, types.WrapperDescriptorType):
        try:
            sig = again(call)
        except ValueError as e:
            raise ValueError(f"no signature found for {obj!r}") from e
        return _without_first(sig) if skip_bound else sig
    raise ValueError(f"callable {obj!r} is not supported by signature")


def _user_method(cls, name):
    """A method that is written in Python, looked for on a class."""
    found = getattr(cls, name, None)
    if found is None or isinstance(found, (types.WrapperDescriptorType, types.MethodWrapperType, types.ClassMethodDescriptorType, types.BuiltinFunctionType)):
        return None
    return found


def _of_class(obj, cls, again):
    call = _user_method(type(obj), "__call__")
    if call is not None:
        return _without_first(again(call))
    new, init = _user_method(obj, "__new__"), _user_method(obj, "__init__")
    for base in obj.__mro__:
        if new is not None and "__new__" in base.__dict__:
            sig = again(new)
            return _without_first(sig)
        if init is not None and "__init__" in base.__dict__:
            return _without_first(again(init))
    for base in obj.__mro__[:-1]:
        text = base.__dict__.get("__text_signature__")
        if text:
            return _signature_fromstr(cls, obj, text)
    if type not in obj.__mro__ and obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
        return cls(())
    raise ValueError(f"no signature found for builtin type {obj!r}")


def _signature_fromstr(cls, obj, text, skip_bound=True):
    """The signature that a __text_signature__ such as "($self, x, /, y=None)" describes."""
    bound = None
    clean, count = [], 0
    for token in text.strip("()").split(","):
        token = token.strip()
        if token.startswith("$"):
            bound, token = count, token[1:]
        if token not in ("/", "*", ""):
            count += 1
        clean.append(token)
    space = {}
    try:
        exec(f"def f({', '.join(clean)}): pass", {}, space)
    except SyntaxError:
        raise ValueError(f"{text!r} builtin has invalid signature") from None
    sig = _of_function(space["f"], cls, False, (None, None, False, None))
    params = list(sig.parameters.values())
    if bound is not None:
        owner = getattr(obj, "__self__", None)
        if owner is not None and not isinstance(owner, types.ModuleType) and skip_bound:
            params.pop(0)
        elif isinstance(owner, types.ModuleType) or owner is None and params[0].name == "module":
            params.pop(0)
        else:
            params[0] = params[0].replace(kind=_posonly)
    return cls(params, return_annotation=sig.return_annotation)


# The older ways to ask.


def getfullargspec(func):
    try:
        sig = _of_callable(func, Signature, False, (None, None, False, None), skip_bound=False)
    except Exception as e:
        raise TypeError("unsupported callable") from e
    args, posonly, varargs, varkw, kwonly, defaults, kwdefaults, notes = [], [], None, None, [], (), {}, {}
    if sig.return_annotation is not _empty:
        notes["return"] = sig.return_annotation
    for param in sig.parameters.values():
        if param.kind is _posonly:
            posonly.append(param.name)
        elif param.kind is _plain:
            args.append(param.name)
        elif param.kind is _star:
            varargs = param.name
        elif param.kind is _kwonly:
            kwonly.append(param.name)
            if param.default is not _empty:
                kwdefaults[param.name] = param.default
        else:
            varkw = param.name
        if param.kind in (_posonly, _plain) and param.default is not _empty:
            defaults += (param.default,)
        if param.annotation is not _empty:
            notes[param.name] = param.annotation
    return _get("FullArgSpec")(posonly + args, varargs, varkw, defaults or None, kwonly, kwdefaults or None, notes)


def getargs(co):
    if not iscode(co):
        raise TypeError(f"{co!r} is not a code object")
    names, n, k = co.co_varnames, co.co_argcount, co.co_kwonlyargcount
    i, varargs, varkw = n + k, None, None
    if co.co_flags & CO_VARARGS:
        varargs = names[i]
        i += 1
    if co.co_flags & CO_VARKEYWORDS:
        varkw = names[i]
    return _get("Arguments")(list(names[: n + k]), varargs, varkw)


def getargvalues(frame):
    if not isframe(frame):
        raise TypeError(f"{frame!r} is not a frame object")
    args, varargs, varkw = getargs(frame.f_code)
    return _get("ArgInfo")(args, varargs, varkw, frame.f_locals)


def formatargvalues(args, varargs, varkw, locals, formatarg=str, formatvarargs=lambda n: "*" + n, formatvarkw=lambda n: "**" + n, formatvalue=lambda v: "=" + repr(v)):
    specs = [formatarg(name) + formatvalue(locals[name]) for name in args]
    if varargs:
        specs.append(formatvarargs(varargs) + formatvalue(locals[varargs]))
    if varkw:
        specs.append(formatvarkw(varkw) + formatvalue(locals[varkw]))
    return f"({', '.join(specs)})"


def _missing(name, names, positional, values):
    names = [repr(n) for n in names if n not in values]
    if len(names) == 1:
        text = names[0]
    elif len(names) == 2:
        text = " and ".join(names)
    else:
        text = ", ".join(names[:-1]) + ", and " + names[-1]
    word = "positional" if positional else "keyword-only"
    raise TypeError(f"{name}() missing {len(names)} required {word} argument{'' if len(names) == 1 else 's'}: {text}")


def getcallargs(func, /, *positional, **named):
    """The values that a call would give to the parameters."""
    args, varargs, varkw, defaults, kwonly, kwdefaults, _ = getfullargspec(func)
    name, out = func.__name__, {}
    if ismethod(func) and func.__self__ is not None:
        positional = (func.__self__,) + positional
    given, count, ndefaults = len(positional), len(args), len(defaults) if defaults else 0
    for arg, value in zip(args, positional):
        out[arg] = value
    if varargs:
        out[varargs] = tuple(positional[count:])
    if varkw:
        out[varkw] = {}
    for key, value in named.items():
        if key not in args and key not in kwonly:
            if not varkw:
                raise TypeError(f"{name}() got an unexpected keyword argument {key!r}")
            out[varkw][key] = value
            continue
        if key in out:
            raise TypeError(f"{name}() got multiple values for argument {key!r}")
        out[key] = value
    if given > count and not varargs:
        least = count - ndefaults
        kw = len([k for k in kwonly if k in out])
        plural = ndefaults > 0 or count != 1
        wanted = f"from {least} to {count}" if ndefaults else str(count)
        extra = f" positional argument{'s' if given != 1 else ''} (and {kw} keyword-only argument{'s' if kw != 1 else ''})" if kw else ""
        raise TypeError(
            f"{name}() takes {wanted} positional argument{'s' if plural else ''} but {given}{extra} {'was' if given == 1 and not kw else 'were'} given"
        )
    if given < count:
        required = args[: count - ndefaults]
        if any(arg not in out for arg in required):
            _missing(name, required, True, out)
        for arg, value in zip(args[count - ndefaults :], defaults or ()):
            out.setdefault(arg, value)
    for arg in kwonly:
        if arg not in out:
            if kwdefaults and arg in kwdefaults:
                out[arg] = kwdefaults[arg]
            else:
                _missing(name, [a for a in kwonly if not (kwdefaults and a in kwdefaults)], False, out)
    return out


for _made in Parameter, Signature, BoundArguments, _empty, _ParameterKind, signature, getfullargspec, getcallargs:
    _made.__module__ = "inspect"
