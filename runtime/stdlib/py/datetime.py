"""Dates, times, and the differences between them."""

import time as _time
from _calendar import fields as _fields, local as _local, moment as _unix, parse as _parse, valid as _valid, wall as _wall
from operator import attrgetter as _get, index as _index
import _datetime_text as _text
from _datetime_delta import make as _delta, timedelta, total as _total

__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC")

MINYEAR = 1
MAXYEAR = 9999

_make = object.__new__
_DAY = 86400 * 1000000


def _check_year(year):
    if not 1 <= year <= 9999:
        raise ValueError(f"year must be in 1..9999, not {year}")


def _check_date(year, month, day):
    _check_year(year)
    if not 1 <= month <= 12:
        raise ValueError(f"month must be in 1..12, not {month}")
    if not 1 <= day <= 28 and not 1 <= day <= (last := _text.days_in_month(year, month)):
        raise ValueError(f"day {day} must be in range 1..{last} for month {month} in year {year}")


def _check_time(hour, minute, second, us, fold):
    if not 0 <= hour <= 23:
        raise ValueError(f"hour must be in 0..23, not {hour}")
    if not 0 <= minute <= 59:
        raise ValueError(f"minute must be in 0..59, not {minute}")
    if not 0 <= second <= 59:
        raise ValueError(f"second must be in 0..59, not {second}")
    if not 0 <= us <= 999999:
        raise ValueError(f"microsecond must be in 0..999999, not {us}")
    if fold not in (0, 1):
        raise ValueError(f"fold must be either 0 or 1, not {fold}")


def _check_zone(zone):
    if zone is not None and not isinstance(zone, tzinfo):
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{type(zone).__name__}'")


def _check_offset(offset, name):
    """What a tzinfo says of an offset."""
    if offset is None:
        return None
    if not isinstance(offset, timedelta):
        raise TypeError(f"tzinfo.{name}() must return None or timedelta, not '{_type_name(type(offset))}'")
    if not -_DAY < _total(offset) < _DAY:
        raise ValueError(
            "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), "
            f"not {offset!r}"
        )
    return offset


def _missing(given, keywords, allowed, extra):
    """Complain of the arguments of a constructor."""
    if extra:
        raise TypeError(f"function takes at most {len(allowed)} argument{'s'[: len(allowed) > 1]} ({given} given)")
    for name in keywords:
        raise TypeError(f"this function got an unexpected keyword argument '{name}'")


def _check_name(name):
    if name is not None and not isinstance(name, str):
        raise TypeError(f"tzinfo.tzname() must return None or a string, not '{_type_name(type(name))}'")
    return name


def _type_name(cls):
    """The name of a class as a type of C's datetime has it."""
    return "datetime." + cls.__qualname__ if cls.__module__ == "datetime" else cls.__name__


def _local_offset(seconds):
    """The offset of local time at a moment, in seconds."""
    fields = _time.localtime(seconds)
    _check_year(fields.tm_year)
    return fields.tm_gmtoff


def _moment(value, name):
    """Whole seconds and microseconds of a timestamp, rounded half to even."""
    if isinstance(value, float):
        if value != value:
            raise ValueError("Invalid value NaN (not a number)")
        if not -9.3e18 < value < 9.3e18:
            raise OverflowError("timestamp out of range for platform time_t")
        seconds = int(value)
        us = round((value - seconds) * 1e6)
        seconds += us // 1000000
        us %= 1000000
    else:
        if not hasattr(value, "__index__"):
            if name == "datetime":
                raise TypeError(f"argument must be int or float, not {type(value).__name__}")
        seconds, us = _index(value), 0
    if not -1 << 63 <= seconds < 1 << 63:
        raise OverflowError("timestamp out of range for platform time_t")
    if not -62135683200 <= seconds <= 253402387199:
        # No moment of a year that has a name.
        _check_year(1970 + int(seconds / 31556952))
        raise ValueError(f"year must be in 1..9999, not {0 if seconds < 0 else 10000}")
    return seconds, us


def _replace(self, changes, names):
    """The arguments for the constructor of a changed object."""
    for name in changes:
        if name not in names:
            raise TypeError(f"replace() got an unexpected keyword argument '{name}'")
    return [changes[name] if name in changes else getattr(self, name) for name in names]


class _Comparable:
    """Orders objects by what the method _order says of a pair: a negative number, 0, a positive one, or None."""

    __slots__ = ()

    def __lt__(self, other):
        if (c := self._order(other)) is None:
            return NotImplemented
        return c < 0

    def __le__(self, other):
        if (c := self._order(other)) is None:
            return NotImplemented
        return c <= 0

    def __gt__(self, other):
        if (c := self._order(other)) is None:
            return NotImplemented
        return c > 0

    def __ge__(self, other):
        if (c := self._order(other)) is None:
            return NotImplemented
        return c >= 0


def _compare(a, b):
    return (a > b) - (a < b)


class IsoCalendarDate(tuple):
    """The result of isocalendar()."""

    __slots__ = ()
    __module__ = "datetime"

    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return f"{_type_name(type(self))}(year={self[0]}, week={self[1]}, weekday={self[2]})"

    def __reduce__(self):
        return tuple, (tuple(self),)


class date(_Comparable):
    """date(year, month, day) --> date object"""

    __slots__ = ("_year", "_month", "_day")

    def __new__(cls, year=None, month=None, day=None, *extra, **keywords):
        if day is None:
            if month is None and isinstance(year, (bytes, str)) and len(year) == 4:
                state = year if isinstance(year, bytes) else year.encode("latin-1")
                if 1 <= state[2] <= 12:
                    return cls._restore(state)
            for at, (name, value) in enumerate((("year", year), ("month", month), ("day", day)), 1):
                if value is None:
                    raise TypeError(f"function missing required argument '{name}' (pos {at})")
        if extra or keywords:
            _missing(3 + len(extra) + len(keywords), keywords, "123", extra)
        year, month, day = _index(year), _index(month), _index(day)
        _check_date(year, month, day)
        self = _make(cls)
        self._year, self._month, self._day = year, month, day
        return self

    @classmethod
    def _restore(cls, state):
        self = _make(cls)
        self._year, self._month, self._day = state[0] * 256 + state[1], state[2], state[3]
        return self

    year = property(_get("_year"))
    month = property(_get("_month"))
    day = property(_get("_day"))

    @classmethod
    def fromtimestamp(cls, timestamp, /):
        """Create a date from a POSIX timestamp."""
        seconds, _ = _moment(timestamp, "date")
        return cls(*_time.localtime(seconds)[:3])

    @classmethod
    def today(cls):
        """Current date or datetime."""
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, ordinal, /):
        """Create a date from an ordinal, where 1 January of year 1 is 1."""
        ordinal = _index(ordinal)
        if ordinal < 1:
            if ordinal < -1 << 63:
                raise OverflowError("Python int too large to convert to C int")
            raise ValueError("ordinal must be >= 1")
        if ordinal >= 1 << 31:
            raise OverflowError("Python int too large to convert to C " + ("int" if ordinal < 1 << 63 else "long"))
        year, month, day = _text.from_ordinal(ordinal)
        _check_year(year)
        return cls(year, month, day)

    @classmethod
    def fromisoformat(cls, string, /):
        """Parse what isoformat() and other writers of ISO 8601 produce."""
        if not isinstance(string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            parts = _text.parse_date(string)
        except _text.Malformed:
            raise ValueError(f"Invalid isoformat string: {string!r}") from None
        return cls(*parts)

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """The day that an ISO year, week and weekday name."""
        ordinal = _text.iso_to_ordinal(_index(year), _index(week), _index(day))
        year, month, day = _text.from_ordinal(ordinal)
        _check_year(year)
        return cls(year, month, day)

    @classmethod
    def strptime(cls, string, format, /):
        """Parse string according to the given date format."""
        from _strptime import _strptime_datetime_date

        _check_strings(string, format)
        return _strptime_datetime_date(cls, string, format)

    def __repr__(self):
        return f"{_type_name(type(self))}({self._year}, {self._month}, {self._day})"

    def ctime(self):
        """The text of C's ctime()."""
        return _time.asctime((*self.timetuple()[:6], self.weekday(), 1, -1))

    def strftime(self, format):
        """The text after a format of strftime(3)."""
        if not isinstance(format, str):
            raise TypeError(f"strftime() argument 1 must be str, not {type(format).__name__}")
        return _text.strftime(self, format, self.timetuple())

    def __format__(self, format, /):
        if not isinstance(format, str):
            raise TypeError(f"__format__() argument 1 must be str, not {type(format).__name__}")
        return self.strftime(format) if format else str(self)

    def isoformat(self):
        """Return string in ISO 8601 format, YYYY-MM-DD."""
        return f"{self._year:04}-{self._month:02}-{self._day:02}"

    def __str__(self):
        return self.isoformat()

    def timetuple(self):
        """Return time tuple, compatible with time.localtime()."""
        return self._tuple(0, 0, 0, -1)

    def _tuple(self, hour, minute, second, dst):
        y, m, d = self._year, self._month, self._day
        return _time.struct_time((y, m, d, hour, minute, second, self.weekday(), _text.day_of_year(y, m, d), dst))

    def toordinal(self):
        """Return proleptic Gregorian ordinal: 1 January of year 1 is day 1."""
        return _text.to_ordinal(self._year, self._month, self._day)

    def weekday(self):
        """Return the day of the week represented by the date: Monday == 0 ... Sunday == 6"""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        """Return the day of the week represented by the date: Monday == 1 ... Sunday == 7"""
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        """The ISO year, week and weekday of this day."""
        return IsoCalendarDate(_text.iso_calendar(self._year, self._month, self._day))

    def replace(self, /, **changes):
        """Return date with new specified fields."""
        return type(self)(*_replace(self, changes, ("year", "month", "day")))

    __replace__ = replace

    def _key(self):
        return self._year, self._month, self._day

    def _order(self, other):
        # A datetime is a date that does not compare with dates.
        if isinstance(other, date) and not isinstance(other, datetime):
            return _compare(self._key(), other._key())
        return None

    def __eq__(self, other):
        if (c := self._order(other)) is None:
            return NotImplemented
        return c == 0

    def __hash__(self):
        return hash(self._state())

    def __add__(self, other):
        if isinstance(other, timedelta):
            return self._later(other._days)
        return NotImplemented

    __radd__ = __add__

    def _later(self, days):
        ordinal = self.toordinal() + days
        if not 0 < ordinal <= _text.MAX_ORDINAL:
            raise OverflowError("date value out of range")
        return type(self)(*_text.from_ordinal(ordinal))

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self._later(-other._days)
        if isinstance(other, date) and not isinstance(other, datetime):
            return _delta((self.toordinal() - other.toordinal()) * _DAY)
        return NotImplemented

    def _state(self):
        return bytes((self._year >> 8, self._year & 255, self._month, self._day))

    def __reduce__(self):
        return type(self), (self._state(),)


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)


def _check_strings(*strings):
    for at, string in enumerate(strings, 1):
        if not isinstance(string, str):
            raise TypeError(f"strptime() argument {at} must be str, not {type(string).__name__}")


class tzinfo:
    """Abstract base class for time zone info objects."""

    __slots__ = ()

    def tzname(self, dt, /):
        """The name of the zone at dt."""
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def utcoffset(self, dt, /):
        """datetime -> timedelta showing offset from UTC, negative values indicating West of UTC"""
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt, /):
        """datetime -> DST offset as timedelta positive east of UTC."""
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt, /):
        """The local time of a dt in UTC."""
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime")
        if dt._tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError("fromutc: non-None utcoffset() result required")
        dst = dt.dst()
        if dst is None:
            raise ValueError("fromutc: non-None dst() result required")
        standard = offset - dst
        if standard:
            dt += standard
            dst = dt.dst()
            if dst is None:
                raise ValueError("fromutc: tz.dst() gave inconsistent results; cannot convert")
        return dt + dst

    def __reduce__(self):
        get = getattr(self, "__getinitargs__", None)
        return type(self), get() if get else (), self.__getstate__()


class time(_Comparable):
    """time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object

    All arguments are optional. tzinfo may be None, or an instance of
    a tzinfo subclass. The remaining arguments may be ints.
    """

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *extra, fold=0, **keywords):
        if isinstance(hour, (bytes, str)) and len(hour) == 6:
            state = hour if isinstance(hour, bytes) else hour.encode("latin-1")
            if state[0] & 127 < 24:
                # A pickle: the second argument, if any, is the time zone.
                return cls._restore(state, minute or None)
        if extra or keywords:
            _missing(5 + len(extra) + len(keywords), keywords, "12345", extra)
        hour, minute, second, us = _index(hour), _index(minute), _index(second), _index(microsecond)
        _check_time(hour, minute, second, us, _index(fold))
        _check_zone(tzinfo)
        self = _make(cls)
        self._set(hour, minute, second, us, tzinfo, fold)
        return self

    def _set(self, hour, minute, second, us, zone, fold):
        self._hour, self._minute, self._second, self._microsecond = hour, minute, second, us
        self._tzinfo, self._fold = zone, fold

    @classmethod
    def _restore(cls, state, zone):
        if zone is not None and not isinstance(zone, _zone_type):
            raise TypeError("bad tzinfo state arg")
        self = _make(cls)
        self._set(state[0] & 127, state[1], state[2], int.from_bytes(state[3:]), zone, state[0] >> 7)
        return self

    hour = property(_get("_hour"))
    minute = property(_get("_minute"))
    second = property(_get("_second"))
    microsecond = property(_get("_microsecond"))
    tzinfo = property(_get("_tzinfo"))
    fold = property(_get("_fold"))

    @classmethod
    def fromisoformat(cls, string, /):
        """Construct a time from a string in ISO 8601 format."""
        if not isinstance(string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            *clock, offset = _text.parse_time(string[string.startswith("T") :])
        except _text.Malformed:
            raise ValueError(f"Invalid isoformat string: {string!r}") from None
        if clock[0] == 24:
            _check_midnight(clock)
            clock[0] = 0
        return cls(*clock, _zone(offset))

    @classmethod
    def strptime(cls, string, format, /):
        """Parse string according to the given time format."""
        from _strptime import _strptime_datetime_time

        _check_strings(string, format)
        return _strptime_datetime_time(cls, string, format)

    def isoformat(self, timespec="auto"):
        """Return the time formatted according to ISO: HH:MM:SS.mmmmmm+zz:zz, as precise as timespec says."""
        text = _text.format_time(self._hour, self._minute, self._second, self._microsecond, timespec)
        return text + _text.format_offset(self.utcoffset())

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        return f"{_type_name(type(self))}({_clock_repr(self, 2)})"

    def strftime(self, format):
        """The text after a format of strftime(3)."""
        if not isinstance(format, str):
            raise TypeError(f"strftime() argument 1 must be str, not {type(format).__name__}")
        # The day is one that every calendar has.
        return _text.strftime(self, format, (1900, 1, 1, self._hour, self._minute, self._second, 0, 1, -1))

    __format__ = date.__format__

    def utcoffset(self):
        """Return the timezone offset as timedelta positive east of UTC, or None."""
        return None if self._tzinfo is None else _check_offset(self._tzinfo.utcoffset(None), "utcoffset")

    def tzname(self):
        """The zone's name, or None."""
        return None if self._tzinfo is None else _check_name(self._tzinfo.tzname(None))

    def dst(self):
        """Return self.tzinfo.dst(self)."""
        return None if self._tzinfo is None else _check_offset(self._tzinfo.dst(None), "dst")

    def replace(self, /, **changes):
        """Return time with new specified fields."""
        *args, fold = _replace(self, changes, ("hour", "minute", "second", "microsecond", "tzinfo", "fold"))
        return type(self)(*args, fold=fold)

    __replace__ = replace

    def _us(self):
        return ((self._hour * 60 + self._minute) * 60 + self._second) * 1000000 + self._microsecond

    def _order(self, other, equality=False):
        if not isinstance(other, time):
            return None
        a = b = None
        if self._tzinfo is not other._tzinfo:
            a, b = self.utcoffset(), other.utcoffset()
            if (a is None) != (b is None):
                if equality:
                    return 2
                raise TypeError("can't compare offset-naive and offset-aware times")
        if a == b:
            return _compare(self._us(), other._us())
        return _compare(self._us() - _total(a), other._us() - _total(b))

    def __eq__(self, other):
        if (c := self._order(other, True)) is None:
            return NotImplemented
        return c == 0

    def __hash__(self):
        offset = (self.replace(fold=0) if self._fold else self).utcoffset()
        return hash(self._us() if offset is None else self._us() - _total(offset))

    def _state(self, protocol=4):
        fold = self._fold << 7 if protocol > 3 else 0
        return bytes((self._hour | fold, self._minute, self._second)) + self._microsecond.to_bytes(3)

    def __reduce_ex__(self, protocol, /):
        zone = self._tzinfo
        return type(self), (self._state(protocol),) if zone is None else (self._state(protocol), zone)

    def __reduce__(self):
        return self.__reduce_ex__(2)


_date_type, _time_type, _zone_type = date, time, tzinfo
time.min = time(0, 0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)


def _clock_repr(moment, least):
    """The arguments of a time, without zeros behind; least is how many always stand."""
    parts = [moment._hour, moment._minute, moment._second, moment._microsecond]
    while len(parts) > least and parts[-1] == 0:
        parts.pop()
    text = [str(p) for p in parts]
    if moment._tzinfo is not None:
        text.append(f"tzinfo={moment._tzinfo!r}")
    if moment._fold:
        text.append("fold=1")
    return ", ".join(text)


def _check_midnight(clock):
    if any(clock[1:]):
        raise ValueError("minute, second, and microsecond must be 0 when hour is 24")


def _zone(offset):
    """The time zone of an offset in microseconds."""
    return None if offset is None else timezone(_delta(offset)) if offset else timezone.utc


_parts = _get("_year", "_month", "_day", "_hour", "_minute", "_second", "_microsecond")
_UNIX_EPOCH = 719163 * _DAY


class datetime(date):
    """A date with a time of day, and with a time zone or without one."""

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    @classmethod
    def _of(cls, year, month, day, hour, minute, second, us, zone=None, fold=0):
        """A datetime of fields that are known to be right."""
        if cls is not datetime:
            args = year, month, day, hour, minute, second, us, zone
            return cls(*args, fold=fold) if fold else cls(*args)
        self = _make(cls)
        self._year, self._month, self._day = year, month, day
        self._hour, self._minute, self._second, self._microsecond = hour, minute, second, us
        self._tzinfo, self._fold = zone, fold
        return self

    def __new__(
        cls, year=None, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *extra, fold=0, **keywords
    ):
        if day is None:
            if isinstance(year, (bytes, str)) and len(year) == 10:
                state = year if isinstance(year, bytes) else year.encode("latin-1")
                if 1 <= state[2] & 127 <= 12:
                    return cls._restore(state, month)
            for at, (name, value) in enumerate((("year", year), ("month", month), ("day", day)), 1):
                if value is None:
                    raise TypeError(f"function missing required argument '{name}' (pos {at})")
        if extra or keywords:
            _missing(8 + len(extra) + len(keywords), keywords, "12345678", extra)
        us = microsecond
        if not _valid(year, month, day, hour, minute, second, us, fold):
            year, month, day = _index(year), _index(month), _index(day)
            hour, minute, second, us = _index(hour), _index(minute), _index(second), _index(us)
            _check_date(year, month, day)
            _check_time(hour, minute, second, us, _index(fold))
        if tzinfo is not None:
            _check_zone(tzinfo)
        self = _make(cls)
        self._year, self._month, self._day = year, month, day
        self._hour, self._minute, self._second, self._microsecond = hour, minute, second, us
        self._tzinfo, self._fold = tzinfo, fold
        return self

    @classmethod
    def _restore(cls, state, zone=None):
        if zone is not None and not isinstance(zone, _zone_type):
            raise TypeError("bad tzinfo state arg")
        self = _make(cls)
        self._year, self._month, self._day = state[0] * 256 + state[1], state[2] & 127, state[3]
        self._hour, self._minute, self._second = state[4:7]
        self._microsecond = int.from_bytes(state[7:])
        self._tzinfo, self._fold = zone, state[2] >> 7
        return self

    hour = property(_get("_hour"))
    minute = property(_get("_minute"))
    second = property(_get("_second"))
    microsecond = property(_get("_microsecond"))
    tzinfo = property(_get("_tzinfo"))
    fold = property(_get("_fold"))

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """Create a datetime from a POSIX timestamp, in local time or in a time zone."""
        if tz is not None:
            _check_zone(tz)
        seconds, us = _moment(timestamp, "datetime")
        if tz is not None:
            return cls._in_zone(_UNIX_EPOCH + seconds * 1000000 + us, tz)
        year, month, day, hour, minute, second, fold = _local(seconds)
        _check_year(year)
        return cls._of(year, month, day, hour, minute, second, us, None, fold)

    @classmethod
    def utcfromtimestamp(cls, timestamp, /):
        """The UTC time of a POSIX timestamp, without a zone."""
        _deprecated("utcfromtimestamp", "datetime.datetime.fromtimestamp(timestamp, datetime.UTC)")
        seconds, us = _moment(timestamp, "datetime")
        return cls(*_time.gmtime(seconds)[:6], us)

    @classmethod
    def now(cls, tz=None):
        """Current time, in local time or in a time zone."""
        us = _time.time_ns() // 1000
        if tz is None:
            seconds, us = divmod(us, 1000000)
            *fields, fold = _local(seconds)
            return cls._of(*fields, us, None, fold)
        _check_zone(tz)
        return cls._in_zone(_UNIX_EPOCH + us, tz)

    @classmethod
    def _in_zone(cls, us, tz):
        """The moment of UTC that _us() counts, in a time zone."""
        if (fields := _fields(us)) is None:
            _check_year(0 if us < _DAY else 10000)
        if type(tz) is timezone and cls is datetime:
            if (fields := _fields(us + _total(tz._offset))) is None:
                raise OverflowError("date value out of range")
            return cls._of(*fields, tz)
        return tz.fromutc(cls._of(*fields, tz))

    @classmethod
    def utcnow(cls):
        """Return a new datetime representing UTC day and time."""
        _deprecated("utcnow", "datetime.datetime.now(datetime.UTC)")
        seconds, us = _moment(_time.time(), "datetime")
        return cls(*_time.gmtime(seconds)[:6], us)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """The moment of a date and a time."""
        if not isinstance(date, _date_type):
            raise TypeError(f"combine() argument 1 must be datetime.date, not {type(date).__name__}")
        if not isinstance(time, _time_type):
            raise TypeError(f"combine() argument 2 must be datetime.time, not {type(time).__name__}")
        return cls(
            date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond,
            time.tzinfo if tzinfo is True else tzinfo, fold=time.fold,
        )  # fmt: skip

    @classmethod
    def fromisoformat(cls, string, /):
        """Parse what isoformat() and other writers of ISO 8601 produce."""
        if not isinstance(string, str):
            raise TypeError("fromisoformat: argument must be str")
        if (parts := _parse(string)) is not None:
            *parts, offset = parts
            return cls._of(*parts, None if offset is None else _zone(offset))
        clock, offset = [0, 0, 0, 0], None
        try:
            end = _text.date_end(string)
            year, month, day = _text.parse_date(string[:end])
            if len(string) > end:
                *clock, offset = _text.parse_time(string[end + 1 :])
        except _text.Malformed:
            raise ValueError(f"Invalid isoformat string: {string!r}") from None
        if clock[0] == 24 and 1 <= month <= 12 and day <= (last := _text.days_in_month(year, month)):
            _check_midnight(clock)
            clock[0] = 0
            day += 1
            if day > last:
                day = 1
                month += 1
                if month > 12:
                    month = 1
                    year += 1
        return cls(year, month, day, *clock, _zone(offset))

    @classmethod
    def strptime(cls, string, format, /):
        """Parse string according to the given date and time format."""
        from _strptime import _strptime_datetime_datetime

        _check_strings(string, format)
        return _strptime_datetime_datetime(cls, string, format)

    def __repr__(self):
        return f"{_type_name(type(self))}({self._year}, {self._month}, {self._day}, {_clock_repr(self, 2)})"

    def isoformat(self, sep="T", timespec="auto"):
        """Return the date and time in ISO 8601 format: YYYY-MM-DDTHH:MM:SS.mmmmmm+zz:zz, as precise as timespec says."""
        if not isinstance(sep, str):
            raise TypeError(f"isoformat() argument 1 must be a unicode character, not {type(sep).__name__}")
        if len(sep) != 1:
            raise TypeError(f"isoformat() argument 1 must be a unicode character, not a string of length {len(sep)}")
        text = _text.format_time(self._hour, self._minute, self._second, self._microsecond, timespec)
        return f"{date.isoformat(self)}{sep}{text}{_text.format_offset(self.utcoffset())}"

    def __str__(self):
        return self.isoformat(" ")

    def date(self):
        """Return date object with same year, month and day."""
        return _date_type(self._year, self._month, self._day)

    def time(self):
        """Return time object with same time but with tzinfo=None."""
        return _time_type(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self):
        """Return time object with same time and tzinfo."""
        return _time_type(self._hour, self._minute, self._second, self._microsecond, self._tzinfo, fold=self._fold)

    def timetuple(self):
        """Return time tuple, compatible with time.localtime()."""
        dst = self.dst()
        return self._tuple(self._hour, self._minute, self._second, -1 if dst is None else int(bool(dst)))

    def utctimetuple(self):
        """Return UTC time tuple, compatible with time.localtime()."""
        offset = self.utcoffset()
        moment = self - offset if offset else self
        return moment._tuple(moment._hour, moment._minute, moment._second, 0)

    def timestamp(self):
        """Return POSIX timestamp as float."""
        if self._tzinfo is None:
            return self._local() + self._microsecond / 1e6
        return (self - _epoch).total_seconds()

    def _local(self):
        """The POSIX time of a naive datetime that is local time, in whole seconds."""
        if 1 < self._year < 9999:
            return _unix(*_parts(self)[:6], self._fold)
        wall = (self.toordinal() - 719163) * 86400 + (self._hour * 60 + self._minute) * 60 + self._second
        offsets = (_local_offset(wall - 86400), _time.localtime(wall + 86400).tm_gmtoff)
        real = sorted({wall - o for o in offsets if _local_offset(wall - o) == o})
        if real:
            return real[-1 if self._fold else 0]
        # A clock set forward skipped it: fold chooses the offset to go on with.
        return (min if self._fold else max)(wall - o for o in offsets)

    def utcoffset(self):
        """Return the timezone offset as timedelta positive east of UTC, or None."""
        return None if self._tzinfo is None else _check_offset(self._tzinfo.utcoffset(self), "utcoffset")

    def tzname(self):
        """The zone's name, or None."""
        return None if self._tzinfo is None else _check_name(self._tzinfo.tzname(self))

    def dst(self):
        """Return self.tzinfo.dst(self)."""
        return None if self._tzinfo is None else _check_offset(self._tzinfo.dst(self), "dst")

    def astimezone(self, tz=None):
        """Convert to local time in new timezone tz."""
        _check_zone(tz)
        own = self._tzinfo
        if own is tz and own is not None:
            return self
        offset = self.utcoffset() if own is not None else None
        if offset is None:
            seconds = self._local()
            offset = timedelta(seconds=_local_offset(seconds))
        utc = (self.replace(tzinfo=None) - offset).replace(tzinfo=timezone.utc)
        if tz is None:
            fields = _time.localtime((utc - _epoch) // timedelta(seconds=1))
            tz = timezone(timedelta(seconds=fields.tm_gmtoff), fields.tm_zone)
        return tz.fromutc(utc.replace(tzinfo=tz))

    def replace(self, /, **changes):
        """Return datetime with new specified fields."""
        *args, fold = _replace(
            self, changes, ("year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold")
        )
        return type(self)(*args, fold=fold)

    __replace__ = replace

    def _us(self):
        """Microseconds since the midnight before year 1, by the clock on the wall."""
        return _wall(*_parts(self))

    def _from_us(self, us):
        """A datetime of the type and zone of self."""
        if (fields := _fields(us)) is None:
            raise OverflowError("date value out of range")
        return type(self)._of(*fields, self._tzinfo)

    def __add__(self, other):
        if isinstance(other, timedelta):
            return self._from_us(self._us() + _total(other))
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self._from_us(self._us() - _total(other))
        if not isinstance(other, datetime):
            return NotImplemented
        us = _wall(*_parts(self)) - _wall(*_parts(other))
        if self._tzinfo is not other._tzinfo:
            a, b = self.utcoffset(), other.utcoffset()
            if (a is None) != (b is None):
                raise TypeError("can't subtract offset-naive and offset-aware datetimes")
            if a is not None:
                us += _total(b) - _total(a)
        return _delta(us)

    def __lt__(self, other):
        if isinstance(other, datetime) and self._tzinfo is other._tzinfo:
            return _parts(self) < _parts(other)
        return _Comparable.__lt__(self, other)

    def __gt__(self, other):
        if isinstance(other, datetime) and self._tzinfo is other._tzinfo:
            return _parts(self) > _parts(other)
        return _Comparable.__gt__(self, other)

    def _order(self, other, equality=False):
        if not isinstance(other, datetime):
            return None
        us = _wall(*_parts(self)) - _wall(*_parts(other))
        if self._tzinfo is other._tzinfo:
            return us
        a, b = self.utcoffset(), other.utcoffset()
        # PEP 495: a time whose offset depends on fold equals none of another zone.
        if equality and (self.replace(fold=not self._fold).utcoffset() != a or other.replace(fold=not other._fold).utcoffset() != b):
            return 2
        if (a is None) != (b is None):
            if equality:
                return 2
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return us if a is None else us + _total(b) - _total(a)

    def __eq__(self, other):
        if isinstance(other, datetime) and self._tzinfo is other._tzinfo:
            return _parts(self) == _parts(other)
        if (c := self._order(other, True)) is None:
            return NotImplemented
        return c == 0

    def __hash__(self):
        offset = None
        if self._tzinfo is not None:
            offset = (self.replace(fold=0) if self._fold else self).utcoffset()
        return hash(self._us() if offset is None else self._us() - _total(offset))

    def _state(self, protocol=4):
        fold = self._fold << 7 if protocol > 3 else 0
        head = (self._year >> 8, self._year & 255, self._month | fold, self._day, self._hour, self._minute, self._second)
        return bytes(head) + self._microsecond.to_bytes(3)

    __reduce_ex__ = _time_type.__reduce_ex__
    __reduce__ = _time_type.__reduce__


datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)


def _deprecated(name, instead):
    import warnings

    warnings.warn(
        f"datetime.datetime.{name}() is deprecated and scheduled for removal in a future version. "
        f"Use timezone-aware objects to represent datetimes in UTC: {instead}.",
        DeprecationWarning,
        stacklevel=3,
    )


class timezone(tzinfo):
    """Fixed offset from UTC implementation of tzinfo."""

    __slots__ = ("_offset", "_name")

    def __new__(cls, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError(f"timezone() argument 1 must be datetime.timedelta, not {type(offset).__name__}")
        if name is not None and not isinstance(name, str):
            raise TypeError(f"timezone() argument 2 must be str, not {type(name).__name__}")
        if name is None and not offset and cls is timezone and (utc := timezone.__dict__.get("utc")):
            return utc
        self = _make(cls)
        self._offset, self._name = _check_offset(offset, "utcoffset"), name
        return self

    def __init_subclass__(cls):
        raise TypeError("type 'datetime.timezone' is not an acceptable base type")

    def __getinitargs__(self):
        return (self._offset,) if self._name is None else (self._offset, self._name)

    def __reduce__(self):
        return type(self), self.__getinitargs__(), None

    def __eq__(self, other):
        if isinstance(other, timezone):
            return self._offset == other._offset
        return NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is timezone.utc:
            return "datetime.timezone.utc"
        return f"datetime.timezone({', '.join(map(repr, self.__getinitargs__()))})"

    def __str__(self):
        return self.tzname(None)

    def _check(self, dt, name):
        if dt is not None and not isinstance(dt, datetime):
            raise TypeError(f"{name}(dt) argument must be a datetime instance or None, not {type(dt).__name__}")

    def utcoffset(self, dt, /):
        """Return fixed offset."""
        self._check(dt, "utcoffset")
        return self._offset

    def tzname(self, dt, /):
        """If name is specified when timezone is created, returns the name; otherwise 'UTC(+|-)HH:MM'."""
        self._check(dt, "tzname")
        if self._name is not None:
            return self._name
        return "UTC" + _text.format_offset(self._offset) if self._offset else "UTC"

    def dst(self, dt, /):
        """Return None."""
        self._check(dt, "dst")

    def fromutc(self, dt, /):
        """The local time of a dt in UTC."""
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime")
        if dt._tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        return dt + self._offset


UTC = timezone.utc = timezone(timedelta(0))
timezone.min = timezone(timedelta(hours=-23, minutes=-59))
timezone.max = timezone(timedelta(hours=23, minutes=59))
_epoch = datetime(1970, 1, 1, tzinfo=UTC)
