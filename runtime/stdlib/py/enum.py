"""Enumerations."""


class auto:
    """A value that the class chooses."""

    def __init__(self, value=None):
        self.value = value


class nonmember:
    def __init__(self, value):
        self.value = value


class property(property):
    pass


def _is_member(name, value):
    if name.startswith("_") and name.endswith("_"):
        return False
    return not (hasattr(type(value), "__get__") or isinstance(value, nonmember))


class _Namespace(dict):
    """The body of an Enum: resolves auto() as names appear."""

    def __init__(self, generate):
        super().__init__()
        self.members, self.generate, self.values_so_far = [], generate, []

    def __setitem__(self, name, value):
        if name == "_generate_next_value_":
            self.generate = value.__func__ if isinstance(value, staticmethod) else value
        elif _is_member(name, value):
            if name in self:
                raise TypeError(f"{name!r} already defined as {self[name]!r}")
            if isinstance(value, auto):
                value = self.generate(name, 1, len(self.members), list(self.values_so_far))
            self.members.append(name)
            self.values_so_far.append(value)
        elif isinstance(value, nonmember):
            value = value.value
        super().__setitem__(name, value)


class EnumType(type):
    @classmethod
    def __prepare__(meta, name, bases, **kwds):
        generate = next((b._generate_next_value_ for b in bases if hasattr(b, "_generate_next_value_")), None)
        return _Namespace(generate)

    def __new__(meta, name, bases, namespace, **kwds):
        members = [(n, namespace[n]) for n in namespace.members]
        for base in bases:
            if isinstance(base, EnumType) and base._member_map_:
                raise TypeError(f"<enum {name!r}> cannot extend {base!r}")
        plain = {k: v for k, v in namespace.items() if k not in namespace.members}
        data = next((b for base in bases for b in base.__mro__ if b is not object and not isinstance(b, EnumType)), object)
        cls = super().__new__(meta, name, bases, plain, **kwds)
        cls._member_map_, cls._value2member_map_, cls._member_names_, cls._member_type_ = {}, {}, [], data
        make = plain.get("__new__")
        for n, value in members:
            args = value if isinstance(value, tuple) else (value,)
            if make is not None:
                member = make(cls, *args)
            elif data is object:
                member = object.__new__(cls)
            else:
                member = data.__new__(cls, *args)
            if "_value_" not in member.__dict__:
                member._value_ = value if data is object or isinstance(value, data) else data(*args)
            known = next((m for m in cls._member_map_.values() if m._value_ == member._value_), None)
            if known is not None:
                member = known
            else:
                member._name_ = n
                init = cls.__init__
                if init is not object.__init__ and (data is object or init is not data.__init__):
                    member.__init__(*args)
                cls._member_names_.append(n)
            cls._member_map_[n] = member
            try:
                cls._value2member_map_.setdefault(member._value_, member)
            except TypeError:
                pass
        return cls

    def __call__(cls, value, names=None, **kwds):
        if names is not None:
            return cls._create(value, names, **kwds)
        return Enum.__new__(cls, value)

    def _create(cls, name, names, *, module=None, start=1, type=None):
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        pairs = names.items() if isinstance(names, dict) else [n if isinstance(n, tuple) else (n, i) for i, n in enumerate(names, start)]
        namespace = EnumType.__prepare__(name, (cls,))
        for n, value in pairs:
            namespace[n] = value
        return EnumType.__new__(EnumType, name, (cls,), namespace)

    def __getattr__(cls, name):
        members = cls.__dict__.get("_member_map_", {})
        if name in members:
            return members[name]
        raise AttributeError(f"type object {cls.__name__!r} has no attribute {name!r}")

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[n] for n in cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[n] for n in reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    def __contains__(cls, value):
        return isinstance(value, cls) or any(m._value_ == value for m in cls._member_map_.values())

    @property
    def __members__(cls):
        return dict(cls._member_map_)

    def __repr__(cls):
        return f"<{'flag' if issubclass(cls, Flag) else 'enum'} {cls.__name__!r}>" if Flag is not None else f"<enum {cls.__name__!r}>"


EnumMeta = EnumType
Flag = None


class Enum(metaclass=EnumType):
    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            found = cls._value2member_map_.get(value)
        except TypeError:
            found = next((m for m in cls._member_map_.values() if m._value_ == value), None)
        if found is not None:
            return found
        made = cls._missing_(value)
        if isinstance(made, cls):
            return made
        if made is not None:
            raise TypeError(f"error in {cls.__name__}._missing_: returned {made!r} instead of None or a valid member")
        raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")

    @classmethod
    def _missing_(cls, value):
        return None

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return max((v for v in last_values if isinstance(v, int)), default=start - 1) + 1

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __repr__(self):
        return f"<{type(self).__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        return f"{type(self).__name__}.{self._name_}"

    def __format__(self, spec):
        return str.__format__(str(self), spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, protocol):
        return type(self), (self._value_,)


class ReprEnum(Enum):
    pass


class IntEnum(int, ReprEnum):
    __repr__ = Enum.__repr__

    def __str__(self):
        return int.__repr__(self)

    def __format__(self, spec):
        return int.__format__(self, spec)

    __hash__ = int.__hash__


class StrEnum(str, ReprEnum):
    __repr__ = Enum.__repr__

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    def __str__(self):
        return self._value_

    def __format__(self, spec):
        return str.__format__(self._value_, spec)

    __hash__ = str.__hash__


class Flag(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return 1 << max((v.bit_length() for v in last_values), default=start - 1)

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            return None
        every = 0
        for member in cls._member_map_.values():
            every |= member._value_
        if value < 0:
            value &= every
        if value & ~every:
            return None
        made = int.__new__(cls, value) if issubclass(cls, int) else object.__new__(cls)
        made._value_ = value
        made._name_ = "|".join(m._name_ for m in cls if m._value_ & value and m._value_ & m._value_ - 1 == 0) or None
        return cls._value2member_map_.setdefault(value, made)

    def _other(self, other):
        return other._value_ if isinstance(other, type(self)) else other if isinstance(other, int) and isinstance(self, int) else None

    def __or__(self, other):
        value = self._other(other)
        return NotImplemented if value is None else type(self)(self._value_ | value)

    def __and__(self, other):
        value = self._other(other)
        return NotImplemented if value is None else type(self)(self._value_ & value)

    def __xor__(self, other):
        value = self._other(other)
        return NotImplemented if value is None else type(self)(self._value_ ^ value)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __invert__(self):
        return type(self)(~self._value_)

    def __contains__(self, other):
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return (m for m in type(self) if m._value_ & self._value_ and m._value_ & m._value_ - 1 == 0)

    def __bool__(self):
        return bool(self._value_)

    def __repr__(self):
        return f"<{type(self).__name__}.{self._name_}: {self._value_!r}>" if self._name_ else f"<{type(self).__name__}: {self._value_!r}>"

    def __str__(self):
        return f"{type(self).__name__}.{self._name_}" if self._name_ else f"{type(self).__name__}({self._value_!r})"


class IntFlag(int, Flag):
    __str__ = int.__repr__
    __hash__ = int.__hash__


def unique(enumeration):
    doubles = [(n, m._name_) for n, m in enumeration._member_map_.items() if n != m._name_]
    if doubles:
        raise ValueError(f"duplicate values found in {enumeration!r}: {', '.join(f'{a} -> {b}' for a, b in doubles)}")
    return enumeration
