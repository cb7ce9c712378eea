# record: 3.14
# timedelta, timezone and tzinfo: construction, arithmetic, errors.
from datetime import date, datetime, time, timedelta, timezone, tzinfo
import datetime as M

CASES = r"""
datetime(2020,1,1,tzinfo=3)
timedelta('a')
timedelta(days=10**9)
timedelta(days=10**30)
timedelta(days=float('nan'))
timedelta(days=float('inf'))
timedelta(days=1e300)
timedelta(foo=1)
timedelta(1,2,3,4,5,6,7,8)
timedelta.max+timedelta.resolution
timedelta(1)/0
timedelta(1)//0
timedelta(1)%timedelta(0)
timedelta(1)/timedelta(0)
timedelta(1)*float('nan')
date.max+timedelta(1)
datetime(2020,1,1)<datetime(2020,1,1,tzinfo=timezone.utc)
datetime(2020,1,1)-datetime(2020,1,1,tzinfo=timezone.utc)
datetime(2020,1,1)==datetime(2020,1,1,tzinfo=timezone.utc)
datetime.max+timedelta(1)
time(1)<time(1,tzinfo=timezone.utc)
timezone(1)
timezone(timedelta(days=1))
timezone(timedelta(hours=1),1)
timezone(timedelta(0))
timezone(timedelta(0),'x')
timezone(timedelta(hours=-5,minutes=-30,seconds=-1,microseconds=-5))
str(timezone(timedelta(hours=-5,minutes=-30,seconds=-1,microseconds=-5)))
timezone.utc.utcoffset(3)
timezone.utc.tzname(3)
timezone.utc.fromutc(3)
timezone.utc.fromutc(datetime(2020,1,1))
timezone.utc.dst(3)
tzinfo().utcoffset(None)
tzinfo().tzname(None)
tzinfo().dst(None)
tzinfo().fromutc(3)
tzinfo().fromutc(datetime(2020,1,1))
datetime.fromtimestamp(float('nan'),timezone.utc)
datetime(2020,1,1).astimezone(3)
datetime(2020,1,1,tzinfo=timezone.utc).utctimetuple()
datetime(2020,1,1,fold=1,tzinfo=timezone.utc).__reduce_ex__(2)
timedelta(1).__reduce__()
timezone.utc.__reduce__()
timezone.utc.__getinitargs__()
tzinfo().__reduce__()
datetime.now(tz=timezone.utc).tzinfo
timezone.min, timezone.max
timedelta(days=1.5,weeks=0.1,hours=0.123456,microseconds=0.5)
timedelta(microseconds=1.5),timedelta(microseconds=2.5),timedelta(microseconds=-1.5)
timedelta(seconds=1)*0.123456789
timedelta(seconds=1)/3, timedelta(seconds=2)/3.7, timedelta(5)//3
divmod(timedelta(5),timedelta(2))
timedelta(5)/timedelta(2)
timedelta(-1,5,3)
str(timedelta(-1,5,3)),str(timedelta(2)),str(timedelta(1,1,1))
repr(timedelta())
abs(timedelta(-1)),-timedelta(1),+timedelta(1)
timedelta(days=True)
datetime(1,1,1).astimezone(timezone(timedelta(hours=5)))
time(1,fold=1,tzinfo=timezone.utc)
"""


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as e:
        print(text, "->", type(e).__name__, e)


for case in CASES.strip().splitlines():
    show(case)

for n in (3, -3, 2.5, -0.5, 1e-7):
    show(f"timedelta(days=1, seconds=7, microseconds=3) * {n}")
    show(f"timedelta(days=1, seconds=7, microseconds=3) / {n}")
    show(f"timedelta(days=1, seconds=7, microseconds=3) // {n if isinstance(n, int) else 1}")
deltas = [timedelta(n, s, u) for n in (-1, 0, 2) for s in (0, 86399) for u in (0, 7)]
for a in deltas:
    print(str(a), repr(a), a.total_seconds(), bool(a), [(a < b) + 2 * (a == b) + 4 * (a >= b) for b in deltas])
    print([str(a % b) + "|" + str(a // b) for b in deltas if b])
print(len(set(deltas + [timedelta(seconds=-86400)])))


class D(timedelta):
    pass


print(repr(D(1)), type(D(1) + D(1)), D(hours=24) == timedelta(1))
print(timedelta.min, timedelta.max, timedelta.resolution)
show("-timedelta.max")
show("abs(timedelta.min)")
show("sum([timedelta(1), timedelta(2)], timedelta())")
show("[timedelta(microseconds=u / 2) for u in range(-5, 6)]")
show("timedelta(seconds=0.5, microseconds=0.5), timedelta(microseconds=0.5, milliseconds=0.0005)")
for name in ("days", "seconds", "microseconds"):
    try:
        setattr(timedelta(1), name, 3)
    except AttributeError:
        print("read-only", name)


class Zone(tzinfo):
    """Summer from April to September, an hour ahead."""

    def __init__(self, hours=1):
        self.hours = hours

    def utcoffset(self, dt):
        return timedelta(hours=self.hours) + self.dst(dt)

    def dst(self, dt):
        if dt is None:
            return timedelta(0)
        return timedelta(hours=int(datetime(dt.year, 4, 1, 2) <= dt.replace(tzinfo=None) < datetime(dt.year, 10, 1, 2 - dt.fold)))

    def tzname(self, dt):
        return "ZST" if self.dst(dt) else "ZT"


zone = Zone()
for m in (1, 3, 4, 6, 9, 10, 12):
    u = datetime(2024, m, 1, 0, 30, tzinfo=timezone.utc)
    local = u.astimezone(zone)
    print(u, local.isoformat(), local.tzname(), local.dst(), local == u, local - u, local.timetuple().tm_isdst, local.fold)
print(datetime(2024, 6, 1, tzinfo=zone).astimezone(Zone(5)).time(), time(3, tzinfo=zone).isoformat())


class Bad(tzinfo):
    def __init__(self, value):
        self.value = value

    def utcoffset(self, dt):
        return self.value

    dst = tzname = utcoffset


for value in (3, "x", timedelta(1), timedelta(-1), None, timedelta(hours=3)):
    for name in ("utcoffset", "dst", "tzname", "isoformat", "timetuple", "timestamp"):
        try:
            print(name, getattr(datetime(2024, 1, 1, tzinfo=Bad(value)), name)())
        except (TypeError, ValueError) as e:
            print(name, type(e).__name__, e)
    try:
        print(datetime(2024, 1, 1, tzinfo=Bad(value)).strftime("%z %Z"))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
