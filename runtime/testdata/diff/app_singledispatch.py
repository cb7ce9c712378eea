# Visitors by singledispatch, overloads by type, and a registry that is inherited.
import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from enum import Enum


class Color(Enum):
    RED = "r"
    BLUE = "b"


@dataclass(order=True, frozen=True)
class Item:
    rank: int
    name: str = field(compare=False)
    tags: tuple = field(default=(), repr=False)


@functools.singledispatch
def plain(x):
    raise TypeError(f"no plain form of {type(x).__name__}")


@plain.register(int)
@plain.register(str)
@plain.register(type(None))
def _(x):
    return x


@plain.register
def _(x: Mapping):
    return {str(k): plain(v) for k, v in x.items()}


@plain.register
def _(x: list | tuple | set):
    return [plain(v) for v in sorted(x, key=repr) if True] if isinstance(x, set) else [plain(v) for v in x]


@plain.register
def _(x: Enum):
    return x.name


@plain.register
def _(x: Item):
    return {f.name: plain(getattr(x, f.name)) for f in fields(x)}


@plain.register
def _(x: date):
    return x.isoformat()


class Shape:
    @functools.singledispatchmethod
    def scale(self, by):
        return NotImplemented

    @scale.register
    def _(self, by: int):
        return f"int {by}"

    @scale.register
    def _(self, by: float):
        return f"float {by}"

    @scale.register(bool)
    @classmethod
    def _(cls, by):
        return f"bool {by} {cls.__name__}" if isinstance(cls, type) else "?"


data = {"a": [1, None, Color.RED], 2: (Item(1, "x", ("t",)),), "when": date(2024, 2, 28) + timedelta(days=2), "s": {"b", "a"}}
print(json.dumps(plain(data), sort_keys=True, indent=1))
print(plain(True), plain.dispatch(bool).__name__, plain.dispatch(object) is plain.__wrapped__ if hasattr(plain, "__wrapped__") else None)
for bad in (1.5, object):
    try:
        plain(bad)
    except TypeError as e:
        print(e)
print(Shape().scale(2), Shape().scale(2.5), Shape().scale(True), Shape().scale("x"))
a, b = Item(1, "z"), Item(2, "a")
print(a < b, sorted([b, a]), replace(a, rank=9), a == Item(1, "other"), hash(a) == hash(Item(1, "q")))
print(sorted(t.__name__ for t in plain.registry))
try:
    plain.register(3)
except TypeError as e:
    print(type(e).__name__)
