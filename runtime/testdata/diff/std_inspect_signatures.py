# inspect.signature: kinds, binding, replacing, wraps, partials, classes, errors.
import functools
import inspect
from inspect import Parameter, Signature, signature


def f(a, /, b: int = 2, *args: str, c, d: float = 4.0, **kw) -> bool: ...


class C:
    def __init__(self, x, y=1): ...
    def m(self, z): ...
    @classmethod
    def cm(cls, q): ...
    @staticmethod
    def sm(r): ...
    def __call__(self, w): ...


class Meta(type):
    def __call__(cls, *a, m): ...


class D(metaclass=Meta): ...


print(signature(f), [(p.name, str(p.kind), p.default if p.default is not p.empty else "-") for p in signature(f).parameters.values()])
for o in (C, C.m, C(1).m, C.cm, C.sm, C(1), D, functools.partial(f, 1, c=3), functools.partial(C(1).m, z=2), lambda x, *, y: 0, functools.wraps(f)(lambda: 0), print.__class__ and C(1).__call__):
    print(signature(o))
s = signature(f)
b = s.bind(1, 2, 3, c=4, e=5)
print(b, b.args, b.kwargs, b.arguments)
p = s.bind_partial(1)
p.apply_defaults()
print(p.arguments)
print(s.replace(parameters=[x.replace(annotation=Parameter.empty) for x in s.parameters.values()], return_annotation=Signature.empty), s == signature(f), hash(s) == hash(signature(f)))
for a, k in (((), {}), ((1,), {}), ((1,), {"a": 2, "c": 3}), ((1, 2), {"b": 3, "c": 1})):
    try:
        print(s.bind(*a, **k))
    except TypeError as e:
        print(e)
for bad in (lambda: signature(3), lambda: Parameter("1x", Parameter.KEYWORD_ONLY), lambda: Signature([Parameter("a", Parameter.KEYWORD_ONLY), Parameter("b", Parameter.POSITIONAL_ONLY)]), lambda: Parameter("a", Parameter.VAR_POSITIONAL, default=1)):
    try:
        print(bad())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(inspect.getfullargspec(f)[:3], inspect.getcallargs(lambda a, b=2, *c: 0, 1, 3, 4), inspect.isfunction(C.m), inspect.ismethod(C.cm), inspect.isclass(C), inspect.isbuiltin(len), inspect.getmodule(C).__name__, inspect.getdoc(C.m), inspect.unwrap(functools.wraps(f)(lambda: 0)) is f)
print([n for n, _ in inspect.getmembers(C, inspect.isfunction)], inspect.getattr_static(C(1), "cm").__class__.__name__, inspect.isawaitable(3), inspect.isabstract(C), inspect.cleandoc("  a\n    b\n    c"))
