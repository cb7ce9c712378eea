"""strptime for time and datetime, with the names of the C locale."""

import re
import time
from _datetime_text import day_of_year, from_ordinal, iso_to_ordinal, to_ordinal

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SHORT_DAYS = tuple(d[:3] for d in _DAYS)
_SHORT_MONTHS = tuple(m[:3] for m in _MONTHS)


def _zones():
    """Names of time zones with their value of tm_isdst; -1 where the name does not tell."""
    names = {"utc": 0, "gmt": 0}
    for dst, name in enumerate(n.lower() for n in time.tzname):
        if name not in names:
            names[name] = dst
        elif dst and time.daylight and name not in ("utc", "gmt"):
            names[name] = -1
    return names


def _any(names):
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


_PATTERNS = {
    "d": r"3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9]",
    "f": r"[0-9]{1,6}",
    "H": r"2[0-3]|[0-1]\d|\d| \d",
    "I": r"1[0-2]|0[1-9]|[1-9]| [1-9]",
    "G": r"\d\d\d\d",
    "j": r"36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9]",
    "m": r"1[0-2]|0[1-9]|[1-9]",
    "M": r"[0-5]\d|\d",
    "S": r"6[0-1]|[0-5]\d|\d",
    "U": r"5[0-3]|[0-4]\d|\d",
    "W": r"5[0-3]|[0-4]\d|\d",
    "w": r"[0-6]",
    "u": r"[1-7]",
    "V": r"5[0-3]|0[1-9]|[1-4]\d|\d",
    "y": r"\d\d",
    "Y": r"\d\d\d\d",
    "z": r"[+-]\d\d:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,6})?)?|(?-i:Z)",
    "A": _any(_DAYS),
    "a": _any(_SHORT_DAYS),
    "B": _any(_MONTHS),
    "b": _any(_SHORT_MONTHS),
    "p": "am|pm",
}
_COMPOUND = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S"}
_compiled = {}


def _pattern(format):
    """The text of a regular expression for a format; KeyError of a directive that does not exist."""
    out = []
    at = 0
    while at < len(format):
        char = format[at]
        at += 1
        if char.isspace():
            while at < len(format) and format[at].isspace():
                at += 1
            out.append(r"\s+")
        elif char != "%":
            out.append(re.escape(char))
        elif at == len(format):
            raise IndexError
        else:
            code = format[at]
            at += 1
            if code == "%":
                out.append("%")
            elif code in _COMPOUND:
                out.append(_pattern(_COMPOUND[code]))
            elif code == "Z":
                out.append(f"(?P<Z>{_any(_zones())})")
            else:
                out.append(f"(?P<{code}>{_PATTERNS[code]})")
    return "".join(out)


def _compile(format):
    if found := _compiled.get(format):
        return found
    try:
        text = _pattern(format)
    except KeyError as e:
        raise ValueError(f"{e.args[0]!r} is a bad directive in format {format!r}") from None
    except IndexError:
        raise ValueError(f"stray % in format {format!r}") from None
    if "%d" in format and not any(y in format for y in ("%Y", "%y", "%G", "%c", "%x")):
        _warn_of_day()
    if len(_compiled) > 20:
        _compiled.clear()
    _compiled[format] = found = re.compile(text, re.IGNORECASE)
    return found


def _warn_of_day():
    import warnings

    warnings.warn(
        "Parsing dates involving a day of month without a year specified is ambiguous\n"
        "and fails to parse leap day. The default behavior will change in Python 3.15\n"
        "to either always raise an exception or to use a different default year (TBD).\n"
        "To avoid trouble, add a specific year to the input & format.\n"
        "See https://github.com/python/cpython/issues/70647.",
        DeprecationWarning,
        skip_file_prefixes=("<frozen ",),
    )


def _offset(text):
    """Seconds and microseconds of +hh:mm:ss.ffffff, both of one sign."""
    if text in ("Z", "z"):
        return 0, 0
    digits = text[1:]
    if digits[2] == ":":
        if len(digits) > 5 and digits[5] != ":":
            raise ValueError(f"Inconsistent use of : in {text}")
        digits = digits.replace(":", "")
    elif ":" in digits:
        raise ValueError(f"Inconsistent use of : in {text}")
    seconds = int(digits[:2]) * 3600 + int(digits[2:4]) * 60 + int(digits[4:6] or 0)
    us = int(digits[7:].ljust(6, "0"))
    return (-seconds, -us) if text[0] == "-" else (seconds, us)


def _hour(found):
    if "H" in found:
        return int(found["H"])
    if "I" not in found:
        return 0
    return int(found["I"]) % 12 + 12 * (found.get("p", "").lower() == "pm")


def _weekday(found):
    """The weekday that a text names, with Monday as 0, or None."""
    if "A" in found:
        return _DAYS.index(found["A"].lower())
    if "a" in found:
        return _SHORT_DAYS.index(found["a"].lower())
    if "w" in found:
        return (int(found["w"]) - 1) % 7
    return int(found["u"]) - 1 if "u" in found else None


def _month(found):
    if "m" in found:
        return int(found["m"])
    if "B" in found:
        return _MONTHS.index(found["B"].lower()) + 1
    return _SHORT_MONTHS.index(found["b"].lower()) + 1 if "b" in found else 1


def _year(found):
    if "Y" in found:
        return int(found["Y"])
    if "y" in found:
        year = int(found["y"])
        return year + (2000 if year <= 68 else 1900)
    return None


_NEEDS_WEEKDAY = "a weekday directive ('%A', '%a', '%w', or '%u')."


def _check_iso(found, year, weekday):
    """Complain of directives that do not tell a day together."""
    if "G" in found:
        if "j" in found:
            raise ValueError(
                "Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead."
            )
        if "V" not in found or weekday is None:
            raise ValueError(
                f"ISO year directive '%G' must be used with the ISO week directive '%V' and {_NEEDS_WEEKDAY}"
            )
    elif "V" in found:
        if year is None or weekday is None:
            raise ValueError(
                f"ISO week directive '%V' must be used with the ISO year directive '%G' and {_NEEDS_WEEKDAY}"
            )
        raise ValueError(
            "ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead."
        )


def _day_of_week_number(year, week, weekday, monday):
    """The day of the year in a week that %U or %W counts."""
    first = (to_ordinal(year, 1, 1) + (6 if monday else 0)) % 7
    if not monday:
        weekday = (weekday + 1) % 7
    return 1 + weekday - first if week == 0 else 1 + weekday + (week - 1) * 7 + (7 - first) % 7


def _strptime(string, format):
    """(fields of a struct_time with zone and offset, microseconds, microseconds of the offset)."""
    for at, argument in enumerate((string, format)):
        if not isinstance(argument, str):
            raise TypeError(f"strptime() argument {at} must be str, not {type(argument)}")
    match = _compile(format).match(string)
    if not match:
        raise ValueError(f"time data {string!r} does not match format {format!r}")
    if match.end() != len(string):
        raise ValueError(f"unconverted data remains: {string[match.end() :]}")
    found = match.groupdict()
    year, month, weekday = _year(found), _month(found), _weekday(found)
    _check_iso(found, year, weekday)
    day = int(found.get("d", 1))
    number = int(found["j"]) if "j" in found else None
    if "G" in found:
        year = int(found["G"])
        year, month, day = from_ordinal(iso_to_ordinal(year, int(found["V"]), weekday + 1))
    elif number is None and year is not None and weekday is not None and ("U" in found or "W" in found):
        monday = "W" in found
        number = _day_of_week_number(year, int(found["W" if monday else "U"]), weekday, monday)
    leap_day = year is None and month == 2 and day == 29
    known = 1904 if leap_day else 1900 if year is None else year
    if number is not None and "G" not in found and (year is not None or "j" in found):
        known, month, day = from_ordinal(to_ordinal(known, 1, 1) + number - 1)
    if weekday is None:
        weekday = (to_ordinal(known, month, day) + 6) % 7
    if number is None or number < 1:
        number = day_of_year(known, month, day)
    dst, zone = -1, found.get("Z")
    if zone:
        dst = _zones()[zone.lower()]
    offset, fraction = _offset(found["z"]) if "z" in found else (None, 0)
    fields = (
        1900 if leap_day else known, month, day, _hour(found), int(found.get("M", 0)), int(found.get("S", 0)),
        weekday, number, dst, zone, offset,
    )  # fmt: skip
    return fields, int(found.get("f", "0").ljust(6, "0")), fraction


def _strptime_time(string, format="%a %b %d %H:%M:%S %Y"):
    return time.struct_time(_strptime(string, format)[0])


def _parts(string, format):
    """The arguments of datetime: seven numbers and the time zone."""
    fields, us, fraction = _strptime(string, format)
    zone = None
    if fields[10] is not None:
        from datetime import timedelta, timezone

        delta = timedelta(seconds=fields[10], microseconds=fraction)
        zone = timezone(delta, fields[9]) if fields[9] else timezone(delta)
    return *fields[:6], us, zone


def _strptime_datetime_date(cls, string, format="%a %b %d %Y"):
    return cls(*_parts(string, format)[:3])


def _strptime_datetime_time(cls, string, format="%H:%M:%S"):
    return cls(*_parts(string, format)[3:])


def _strptime_datetime_datetime(cls, string, format="%a %b %d %H:%M:%S %Y"):
    return cls(*_parts(string, format))
