"""What datetime knows of text and of the calendar, free of its classes: the numbering of days, ISO 8601, offsets, strftime."""

import time as _time

_BEFORE = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)  # days before a month of a common year
_LENGTH = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MAX_ORDINAL = 3652059


def is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year, month):
    return 29 if month == 2 and is_leap(year) else _LENGTH[month]


def day_of_year(year, month, day):
    return _BEFORE[month] + day + (month > 2 and is_leap(year))


def to_ordinal(year, month, day):
    past = year - 1
    return past * 365 + past // 4 - past // 100 + past // 400 + day_of_year(year, month, day)


def from_ordinal(n):
    """The date of a day, counted from 1 January of year 1, which is day 1."""
    # A guess of the year is never late by more than one.
    year = (n * 400 - 400) // 146097 + 1
    start = to_ordinal(year, 1, 1)
    if n < start:
        year -= 1
        start = to_ordinal(year, 1, 1)
    elif n - start >= 365 + is_leap(year):
        year += 1
        start = to_ordinal(year, 1, 1)
    rest = n - start
    month = rest // 31 + 1
    if month < 12 and rest >= day_of_year(year, month + 1, 1) - 1:
        month += 1
    return year, month, rest - day_of_year(year, month, 1) + 2


def iso_year_start(year):
    """The ordinal of the Monday of week 1: the week that has 4 January."""
    fourth = to_ordinal(year, 1, 4)
    return fourth - (fourth - 1) % 7


def iso_calendar(year, month, day):
    n = to_ordinal(year, month, day)
    # The years 0 and 10000 are only numbers here.
    if n >= iso_year_start(year + 1):
        year += 1
    start = iso_year_start(year)
    if n < start:
        year -= 1
        start = iso_year_start(year)
    return year, (n - start) // 7 + 1, (n - 1) % 7 + 1


def iso_to_ordinal(year, week, day):
    if not 1 <= year <= 9999:
        raise ValueError(f"year must be in 1..9999, not {year}")
    start = iso_year_start(year)
    if not 0 < week < 53:
        following = start + 52 * 7
        # 53 weeks fit when the Thursday of the last one is still in the year.
        if week != 53 or following + 3 > to_ordinal(year, 12, 31):
            raise ValueError(f"Invalid week: {week}")
    if not 0 < day < 8:
        raise ValueError(f"Invalid weekday: {day} (range is [1, 7])")
    return start + (week - 1) * 7 + day - 1


class Malformed(Exception):
    """The text is not ISO 8601; callers know the whole of it."""


def _digits(text, start, n):
    part = text[start : start + n]
    if len(part) != n or not (part.isascii() and part.isdigit()):
        raise Malformed
    return int(part)


def parse_date(text):
    """The year, month and day of 2020-02-03, 20200203, 2020-W06-1, 2020W061 or a week without its day."""
    if len(text) not in (7, 8, 10):
        raise Malformed
    year = _digits(text, 0, 4)
    dash = text[4] == "-"
    at = 5 if dash else 4
    if text[at] == "W":
        week = _digits(text, at + 1, 2)
        at += 3
        day = 1
        if len(text) > at:
            if (text[at] == "-") != dash:
                raise Malformed
            at += dash
            if len(text) != at + 1:
                raise Malformed
            day = _digits(text, at, 1)
        try:
            n = iso_to_ordinal(year, week, day)
        except ValueError:
            raise Malformed from None
        if n < 1 or n > MAX_ORDINAL:
            raise Malformed
        return from_ordinal(n)
    if len(text) != (10 if dash else 8) or dash and text[7] != "-":
        raise Malformed
    return year, _digits(text, at, 2), _digits(text, at + 2 + dash, 2)


def date_end(text):
    """Where the date in a text of date and time ends; any character may follow."""
    if len(text) < 7:
        raise Malformed
    if text[4] == "-":
        if text[5] != "W":
            return 10
        if len(text) > 8 and text[8] == "-":
            if len(text) == 9:
                raise Malformed
            # A hyphen is rather the separator than a digit is.
            return 8 if len(text) > 10 and text[10].isdigit() else 10
        return 8
    if text[4] != "W":
        return 8
    end = 7
    while end < len(text) and text[end].isdigit():
        end += 1
    if end < 9:
        return end
    return 7 if end % 2 == 0 else 8


def _clock(text):
    """Hours, minutes, seconds and microseconds of 10, 10:11, 1011, 10:11:12.5 and so on."""
    parts = [_digits(text, 0, 2)]
    at = 2
    colon = text[2:3] == ":"
    while at < len(text):
        char = text[at]
        if len(parts) == 3:
            if char not in ".,":
                raise Malformed
            rest = text[at + 1 :]
            if not (rest.isascii() and rest.isdigit()):
                raise Malformed
            parts.append(int(rest[:6].ljust(6, "0")))
            break
        if (char == ":") != colon:
            raise Malformed
        at += colon
        parts.append(_digits(text, at, 2))
        at += 2
    return parts + [0] * (4 - len(parts))


def parse_time(text):
    """(hours, minutes, seconds, microseconds, offset): the offset is None or in microseconds."""
    if not text:
        raise Malformed
    for at, char in enumerate(text):
        if char in "+-Z":
            clock = _clock(text[:at])
            if char == "Z":
                if len(text) != at + 1:
                    raise Malformed
                return *clock, 0
            h, m, s, us = _clock(text[at + 1 :])
            offset = ((h * 60 + m) * 60 + s) * 1000000 + us
            return *clock, -offset if char == "-" else offset
    return *_clock(text), None


def format_time(hour, minute, second, us, timespec="auto"):
    if timespec == "auto":
        timespec = "microseconds" if us else "seconds"
    if timespec == "microseconds":
        return f"{hour:02}:{minute:02}:{second:02}.{us:06}"
    if timespec == "seconds":
        return f"{hour:02}:{minute:02}:{second:02}"
    if timespec == "milliseconds":
        return f"{hour:02}:{minute:02}:{second:02}.{us // 1000:03}"
    if timespec == "minutes":
        return f"{hour:02}:{minute:02}"
    if timespec == "hours":
        return f"{hour:02}"
    raise ValueError("Unknown timespec value")


def format_offset(offset, sep=":"):
    """+05:30 of a timedelta, with seconds and microseconds where it has them; nothing of None."""
    if offset is None:
        return ""
    sign = "+"
    if offset.days < 0:
        sign = "-"
        offset = -offset
    minutes, seconds = divmod(offset.days * 86400 + offset.seconds, 60)
    text = f"{sign}{minutes // 60:02}{sep}{minutes % 60:02}"
    if seconds or offset.microseconds:
        text += f"{sep}{seconds:02}"
        if offset.microseconds:
            text += f".{offset.microseconds:06}"
    return text


def strftime(moment, format, fields):
    """time.strftime with what a struct_time cannot say; moment has microsecond, utcoffset and tzname if it has a time."""
    year = fields[0]
    out = []
    at = 0
    while (mark := format.find("%", at)) >= 0:
        out.append(format[at:mark])
        at = mark + 2
        code = format[mark + 1 : at]
        if code == "f":
            out.append(f"{getattr(moment, 'microsecond', 0):06}")
        elif code == "z":
            out.append(format_offset(moment.utcoffset(), "") if hasattr(moment, "utcoffset") else "")
        elif code == ":" and format[at : at + 1] == "z":
            at += 1
            out.append(format_offset(moment.utcoffset()) if hasattr(moment, "utcoffset") else "")
        elif code == "Z":
            name = moment.tzname() if hasattr(moment, "tzname") else None
            out.append((name or "").replace("%", "%%"))
        elif year < 1000 and code in ("Y", "G"):
            out.append(f"{year if code == 'Y' else iso_calendar(*fields[:3])[0]:04}")
        elif year < 1000 and code == "C":
            out.append(f"{year // 100:02}")
        elif year < 1000 and code == "F":
            out.append(f"{year:04}-%m-%d")
        else:
            out.append("%" + code)
    out.append(format[at:])
    return _time.strftime("".join(out), fields)
