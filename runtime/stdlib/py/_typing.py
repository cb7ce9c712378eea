"""Type parameters and type aliases: the part of typing that the compiler's
output needs (PEP 695, PEP 696). Importing it is cheap; typing itself comes in
with the first operation that has to check a type."""

import sys


def _typing():
    import typing

    return typing


def _caller():
    return sys._getframe(2).f_globals.get("__name__", "__main__")


class NoDefaultType:
    """The type of the NoDefault singleton."""

    __slots__ = ()

    def __new__(cls, *args, **kwds):
        if args or kwds:
            raise TypeError("NoDefaultType takes no arguments")
        return NoDefault

    def __repr__(self):
        return "typing.NoDefault"

    def __reduce__(self):
        return "NoDefault"

    def __init_subclass__(cls, **kwds):
        raise TypeError("type 'NoDefaultType' is not an acceptable base type")


NoDefault = object.__new__(NoDefaultType)


class _ConstEvaluator:
    """What evaluates a bound or default that was given as a value."""

    def __init__(self, value):
        self._value = value

    def __call__(self, format, /):
        if format == 4:
            import annotationlib

            value = self._value
            if isinstance(value, tuple):
                return "(" + ", ".join(map(annotationlib.type_repr, value)) + ")"
            return annotationlib.type_repr(value)
        return self._value

    def __repr__(self):
        return f"<constevaluator {self._value!r}>"


class _Lazy:
    """An attribute that is computed by an evaluator when it is asked for."""

    def __init__(self, empty):
        self.empty = empty

    def __set_name__(self, owner, name):
        self.name, self.slot = name, "_lazy" + name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        evaluate, value = obj.__dict__.get(self.slot, (None, self.empty))
        if evaluate is not None:
            value = evaluate(1)
            obj.__dict__[self.slot] = (None, value)
        return value

    def __set__(self, obj, value):
        raise AttributeError(f"attribute '{self.name}' of 'typing.{type(obj).__name__}' objects is not writable")


def _evaluator(slot):
    def get(self):
        return self.__dict__.get(slot)

    return property(get)


class _Parameter:
    """What all kinds of type parameters have in common."""

    __default__ = _Lazy(NoDefault)
    evaluate_default = _evaluator("_evaluate_default")

    def _start(self, name, module, default):
        if not isinstance(name, str):
            raise TypeError(f"{type(self).__name__.lower()}() argument 'name' must be str, not {type(name).__name__}")
        self.__dict__["__name__"] = name
        if module != "typing":
            self.__module__ = module
        if default is not NoDefault:
            self.__dict__["_lazy__default__"] = (None, default)
            self.__dict__["_evaluate_default"] = _ConstEvaluator(default)

    def _variance(self, covariant, contravariant, infer):
        if infer and (covariant or contravariant):
            raise ValueError("Variance cannot be specified with infer_variance.")
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        self.__covariant__, self.__contravariant__, self.__infer_variance__ = bool(covariant), bool(contravariant), bool(infer)

    def has_default(self):
        return "_lazy__default__" in self.__dict__ and self.__dict__["_lazy__default__"][1] is not NoDefault

    def __repr__(self):
        if self.__infer_variance__:
            return self.__name__
        return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__

    def __or__(self, other):
        return _typing().Union[self, other]

    def __ror__(self, other):
        return _typing().Union[other, self]

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")

    def __reduce__(self):
        return self.__name__

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __init_subclass__(cls, **kwds):
        if cls.__module__ not in ("typing", "_typing"):
            raise TypeError(f"type 'typing.{cls.__mro__[1].__name__}' is not an acceptable base type")


class TypeVar(_Parameter):
    """A type variable."""

    __module__ = "typing"
    __bound__ = _Lazy(None)
    __constraints__ = _Lazy(())
    evaluate_bound = _evaluator("_evaluate_bound")
    evaluate_constraints = _evaluator("_evaluate_constraints")

    def __init__(self, name, *constraints, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False):
        self._variance(covariant, contravariant, infer_variance)
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        self._start(name, _caller(), default)
        if bound is not None:
            bound = _typing()._type_check(bound, "Bound must be a type.")
            self.__dict__.update(_lazy__bound__=(None, bound), _evaluate_bound=_ConstEvaluator(bound))
        if constraints:
            self.__dict__.update(_lazy__constraints__=(None, constraints), _evaluate_constraints=_ConstEvaluator(constraints))

    def __typing_subst__(self, arg):
        return _typing()._typevar_subst(self, arg)

    def __typing_prepare_subst__(self, alias, args):
        params = alias.__parameters__
        i = params.index(self)
        if i < len(args) or (i > 0 and isinstance(params[i - 1], TypeVarTuple)):
            return args
        if i == len(args) and self.has_default():
            return (*args, self.__default__)
        raise TypeError(f"Too few arguments for {alias}; actual {len(args)}, expected at least {i + 1}")


class ParamSpecArgs:
    """P.args of a ParamSpec."""

    __module__ = "typing"

    def __init__(self, origin):
        self.__origin__ = origin

    def __eq__(self, other):
        return self.__origin__ == other.__origin__ if type(other) is type(self) else NotImplemented

    def __hash__(self):
        return hash((type(self), self.__origin__))

    def __repr__(self):
        return f"{getattr(self.__origin__, '__name__', self.__origin__)}.{self._word}"

    _word = "args"

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")


class ParamSpecKwargs(ParamSpecArgs):
    """P.kwargs of a ParamSpec."""

    __module__ = "typing"
    _word = "kwargs"


class ParamSpec(_Parameter):
    """A parameter specification variable."""

    __module__ = "typing"

    def __init__(self, name, *, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False):
        self._variance(covariant, contravariant, infer_variance)
        self._start(name, _caller(), default)
        self.__bound__ = None if bound is None else _typing()._type_check(bound, "Bound must be a type.")

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)

    def __typing_subst__(self, arg):
        return _typing()._paramspec_subst(self, arg)

    def __typing_prepare_subst__(self, alias, args):
        return _typing()._paramspec_prepare_subst(self, alias, args)


class TypeVarTuple(_Parameter):
    """A type variable tuple."""

    __module__ = "typing"

    def __init__(self, name, *, default=NoDefault):
        self._start(name, _caller(), default)

    def __iter__(self):
        yield _typing().Unpack[self]

    def __repr__(self):
        return self.__name__

    def __typing_subst__(self, arg):
        raise TypeError("Substitution of bare TypeVarTuple is not supported")

    def __typing_prepare_subst__(self, alias, args):
        return _typing()._typevartuple_prepare_subst(self, alias, args)


class TypeAliasType:
    """The value of a type statement."""

    __module__ = "typing"
    __value__ = _Lazy(None)
    evaluate_value = _evaluator("_evaluate_value")

    def __init__(self, name, value, *, type_params=()):
        if not isinstance(name, str):
            raise TypeError(f"typealias() argument 'name' must be str, not {type(name).__name__}")
        if not isinstance(type_params, tuple):
            raise TypeError("type_params must be a tuple")
        default = None
        for p in type_params:
            if not isinstance(p, _Parameter):
                raise TypeError(f"Expected a type param, got {p!r}")
            if p.has_default():
                default = p
            elif default is not None and not isinstance(p, TypeVarTuple):
                raise TypeError(f"non-default type parameter '{p!r}' follows default type parameter")
        self._fill(_caller(), name, type_params)
        self.__dict__.update(_lazy__value__=(None, value), _evaluate_value=_ConstEvaluator(value))

    def _fill(self, module, name, type_params):
        self.__dict__.update(__name__=name, __qualname__=name, __module__=module, _type_params=type_params or ())

    @property
    def __type_params__(self):
        return self._type_params

    @property
    def __parameters__(self):
        out = []
        for p in self._type_params:
            out.extend(p) if isinstance(p, TypeVarTuple) else out.append(p)
        return tuple(out)

    def __setattr__(self, name, value):
        if name in ("__name__", "__module__", "__type_params__", "__parameters__", "__value__"):
            raise AttributeError("readonly attribute" if name == "__name__" else f"attribute '{name}' of 'typing.TypeAliasType' objects is not writable")
        raise AttributeError(f"'typing.TypeAliasType' object has no attribute '{name}' and no __dict__ for setting new attributes")

    def __repr__(self):
        return self.__name__

    def __getitem__(self, args):
        if not self._type_params:
            raise TypeError("Only generic type aliases are subscriptable")
        import types

        return types.GenericAlias(self, args)

    def __iter__(self):
        yield _typing().Unpack[self]

    def __or__(self, other):
        return _typing().Union[self, other]

    def __ror__(self, other):
        return _typing().Union[other, self]

    def __reduce__(self):
        return self.__name__

    def __mro_entries__(self, bases):
        raise TypeError("cannot use TypeAliasType as a base class")

    def __init_subclass__(cls, **kwds):
        raise TypeError("type 'typing.TypeAliasType' is not an acceptable base type")


def _blank(cls, module, name):
    made = object.__new__(cls)
    made.__dict__["__name__"] = name
    return made


def make_typevar(module, name):
    made = _blank(TypeVar, module, name)
    made._variance(False, False, True)
    return made


def make_typevar_bound(module, name, evaluate):
    made = make_typevar(module, name)
    evaluate.__defaults__ = (1,)
    made.__dict__.update(_lazy__bound__=(evaluate, None), _evaluate_bound=evaluate)
    return made


def make_typevar_constraints(module, name, evaluate):
    made = make_typevar(module, name)
    evaluate.__defaults__ = (1,)
    made.__dict__.update(_lazy__constraints__=(evaluate, None), _evaluate_constraints=evaluate)
    return made


def make_paramspec(module, name):
    made = _blank(ParamSpec, module, name)
    made._variance(False, False, True)
    made.__bound__ = None
    return made


def make_typevartuple(module, name):
    return _blank(TypeVarTuple, module, name)


def set_default(param, evaluate):
    evaluate.__defaults__ = (1,)
    param.__dict__.update(_lazy__default__=(evaluate, None), _evaluate_default=evaluate)
    return param


def make_alias(module, name, type_params, evaluate):
    evaluate.__defaults__ = (1,)
    made = object.__new__(TypeAliasType)
    made._fill(module, name, type_params)
    made.__dict__.update(_lazy__value__=(evaluate, None), _evaluate_value=evaluate)
    return made


def subscript_generic(params):
    typing = _typing()
    return typing.Generic[tuple(typing.Unpack[p] if isinstance(p, TypeVarTuple) else p for p in params)]
