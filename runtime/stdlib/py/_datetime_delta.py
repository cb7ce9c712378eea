"""timedelta, a number of microseconds in three parts."""

from operator import attrgetter as _get

_PER = (1, 1000, 1000000, 60 * 1000000, 3600 * 1000000, 86400 * 1000000, 7 * 86400 * 1000000)
_NAMES = ("microseconds", "milliseconds", "seconds", "minutes", "hours", "days", "weeks")
_DAY = 86400 * 1000000


def _exactly(values):
    """The sum in microseconds; fractions are added up apart and rounded once, half to even."""
    whole = 0
    rest = 0.0
    for value, factor, name in zip(values, _PER, _NAMES):
        if isinstance(value, int):
            whole += value * factor
        elif isinstance(value, float):
            n = int(value)
            whole += n * factor
            if fraction := value - n:
                fraction *= factor
                n = int(fraction)
                whole += n
                rest += fraction - n
        else:
            raise TypeError(f"unsupported type for timedelta {name} component: {type(value).__name__}")
    if rest:
        n = round(rest)
        if abs(n - rest) == 0.5:
            odd = whole & 1
            n = int(2.0 * round((rest + odd) * 0.5)) - odd
        whole += n
    return whole


def nearest(a, b):
    """a / b, rounded half to even."""
    q, r = divmod(a, b)
    twice = r * 2
    if twice > b if b > 0 else twice < b:
        return q + 1
    return q + (twice == b and q & 1)


def make(us, cls=None):
    """A timedelta of microseconds."""
    self = object.__new__(cls or timedelta)
    if 0 <= us < 1000000:
        self._days = self._seconds = 0
        self._microseconds = us
        return self
    seconds, self._microseconds = divmod(us, 1000000)
    days, self._seconds = divmod(seconds, 86400)
    if not -1000000000 < days < 1000000000:
        if -1 << 31 <= days < 1 << 31:
            raise OverflowError(f"days={days}; must have magnitude <= 999999999")
        raise OverflowError("Python int too large to convert to C int")
    self._days = days
    return self


def total(delta):
    return (delta._days * 86400 + delta._seconds) * 1000000 + delta._microseconds


class timedelta:
    """Difference between two datetime values.

    timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)

    All arguments are optional and default to 0; each may be an integer or a float, of either sign.
    """

    __slots__ = ("_days", "_seconds", "_microseconds")
    __module__ = "datetime"

    def __new__(
        cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0, *extra, **keywords
    ):
        if extra or keywords:
            for name in keywords:
                raise TypeError(f"__new__() got an unexpected keyword argument '{name}'")
            raise TypeError(f"__new__() takes at most 7 arguments ({7 + len(extra)} given)")
        if (
            type(days) is int and type(seconds) is int and type(microseconds) is int and type(milliseconds) is int
            and type(minutes) is int and type(hours) is int and type(weeks) is int
        ):  # fmt: skip
            whole = (weeks * 7 + days) * 86400 + hours * 3600 + minutes * 60 + seconds
            return make(whole * 1000000 + milliseconds * 1000 + microseconds, cls)
        return make(_exactly((microseconds, milliseconds, seconds, minutes, hours, days, weeks)), cls)

    days = property(_get("_days"), doc="Number of days.")
    seconds = property(_get("_seconds"), doc="Number of seconds (>= 0 and less than 1 day).")
    microseconds = property(_get("_microseconds"), doc="Number of microseconds (>= 0 and less than 1 second).")

    def total_seconds(self):
        """The whole length, in seconds."""
        return total(self) / 1000000

    def __repr__(self):
        parts = [
            f"{name}={value}"
            for name, value in (("days", self._days), ("seconds", self._seconds), ("microseconds", self._microseconds))
            if value
        ]
        cls = type(self)
        name = "datetime.timedelta" if cls is timedelta else cls.__name__
        return f"{name}({', '.join(parts) or 0})"

    def __str__(self):
        minutes, seconds = divmod(self._seconds, 60)
        text = f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        if self._days:
            text = f"{self._days} day{'' if abs(self._days) == 1 else 's'}, {text}"
        if self._microseconds:
            text += f".{self._microseconds:06}"
        return text

    def __add__(self, other):
        if isinstance(other, timedelta):
            return make(total(self) + total(other))
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return make(total(self) - total(other))
        return NotImplemented

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return make(total(other) - total(self))
        return NotImplemented

    def __neg__(self):
        return make(-total(self))

    def __pos__(self):
        return make(total(self))

    def __abs__(self):
        return make(abs(total(self)))

    def __mul__(self, other):
        if isinstance(other, int):
            return make(total(self) * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return make(nearest(total(self) * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return _checked(other) and total(self) / total(other)
        if isinstance(other, int):
            return _checked(other) and make(nearest(total(self), int(other)))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return _checked(a) and make(nearest(total(self) * b, a))
        return NotImplemented

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return _checked(other) and total(self) // total(other)
        if isinstance(other, int):
            return _checked(other) and make(total(self) // other)
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return _checked(other) and make(total(self) % total(other))
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            q, r = _checked(other) and divmod(total(self), total(other))
            return q, make(r)
        return NotImplemented

    def __eq__(self, other):
        if isinstance(other, timedelta):
            return total(self) == total(other)
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, timedelta):
            return total(self) < total(other)
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, timedelta):
            return total(self) <= total(other)
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, timedelta):
            return total(self) > total(other)
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, timedelta):
            return total(self) >= total(other)
        return NotImplemented

    def __hash__(self):
        return hash((self._days, self._seconds, self._microseconds))

    def __bool__(self):
        return bool(self._days or self._seconds or self._microseconds)

    def __reduce__(self):
        return type(self), (self._days, self._seconds, self._microseconds)


def _checked(divisor):
    if not divisor:
        raise ZeroDivisionError("division by zero")
    return True


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)
