# A tiny ORM: descriptors, __set_name__, metaclass queries, lazy relations.
import weakref
from collections import defaultdict


class Field:
    def __init__(self, type_, *, default=None, null=False):
        self.type, self.default, self.null = type_, default, null

    def __set_name__(self, owner, name):
        self.name = name
        owner.__dict__.get("_fields", {}).setdefault(name, self) if "_fields" in owner.__dict__ else setattr(owner, "_fields", {**getattr(owner, "_fields", {}), name: self})

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        return obj.__dict__.get(self.name, self.default)

    def __set__(self, obj, value):
        if value is None and not self.null:
            raise ValueError(f"{type(obj).__name__}.{self.name} is required")
        if value is not None and not isinstance(value, self.type):
            raise TypeError(f"{self.name}: want {self.type.__name__}, got {type(value).__name__}")
        obj.__dict__[self.name] = value
        obj._dirty.add(self.name)

    def __delete__(self, obj):
        obj.__dict__.pop(self.name, None)

    def __eq__(self, other):
        return lambda row: getattr(row, self.name) == other

    def __gt__(self, other):
        return lambda row: getattr(row, self.name) > other

    __hash__ = object.__hash__


class Ref(Field):
    def __init__(self, target, back):
        super().__init__(int, null=True)
        self.target, self.back = target, back

    def __get__(self, obj, owner=None):
        key = super().__get__(obj, owner)
        return self if obj is None else Model.tables[self.target].get(key)

    def __set__(self, obj, value):
        super().__set__(obj, value.id if isinstance(value, Model) else value)


class ModelMeta(type):
    def __iter__(cls):
        return iter(Model.tables[cls.__name__].values())

    def __len__(cls):
        return len(Model.tables[cls.__name__])

    def where(cls, *tests, **same):
        return [r for r in cls if all(t(r) for t in tests) and all(getattr(r, k) == v for k, v in same.items())]

    def __getattr__(cls, name):
        if name.startswith("by_"):
            return lambda v: next(iter(cls.where(**{name[3:]: v})), None)
        raise AttributeError(f"{cls.__name__} has no {name!r}")


class Model(metaclass=ModelMeta):
    tables = defaultdict(dict)

    def __init__(self, **values):
        self._dirty = set()
        for name in self._fields:
            if name in values:
                setattr(self, name, values.pop(name))
        if values:
            raise TypeError(f"unknown: {', '.join(sorted(values))}")
        self.id = len(type(self)) + 1
        Model.tables[type(self).__name__][self.id] = self

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{n}={getattr(self, n)!r}' for n in self._fields)})"


class User(Model):
    name = Field(str)
    age = Field(int, default=18)


class Post(Model):
    title = Field(str)
    author = Ref("User", "posts")


class Pinned(Post):
    order = Field(int, default=0)


ann, bob = User(name="ann", age=30), User(name="bob")
p = Post(title="hi", author=ann)
Pinned(title="top", author=2, order=1)
print(list(User), len(Post), p.author, list(Pinned), list(Pinned._fields), ann._dirty == {"name", "age"})
print(User.where(User.age > 20), User.where(User.name == "bob", age=18), User.by_name("ann") is ann, User.by_name("zed"), User.name.name, type(Post.author).__name__)
del ann.age
print(ann.age, vars(ann)["name"], "age" in vars(ann), isinstance(User.__dict__["name"], Field), User.__mro__[1].__name__)
for bad in (lambda: User(name=3), lambda: User(name=None), lambda: User(nam="x"), lambda: User.nope, lambda: User.by_zip(1), lambda: Post(title="x", author="ann"), lambda: ann.nope, lambda: User.where(zip=1)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
r = weakref.ref(p)
Model.tables["Post"].clear()
del p
print(r(), len(Post))
