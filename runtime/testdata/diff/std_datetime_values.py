# record: 3.14
# date, time and datetime: construction, comparison, arithmetic, attributes.
from datetime import date, datetime, time, timedelta, timezone, tzinfo
import datetime as M

CASES = r"""
date(0,1,1)
date(2020,13,1)
date(2021,2,30)
date(2021,2,'a')
date(2021,2,1.5)
date(2021,2)
date()
date(1,2,3,4)
date(1,2,x=3)
time(24)
time(1,60)
time(1,1,60)
time(1,1,1,1000000)
time(1,1,1,1,5)
time(1,fold=2)
time('a')
datetime(2020,1,1,25)
datetime(2020,1)
date.fromisocalendar(2020,54,1)
date.fromisocalendar(2020,1,8)
date.fromisocalendar(0,1,1)
date.fromisocalendar('a',1,1)
date.fromordinal(0)
date.fromordinal(10**9)
date.fromordinal(10**30)
date.fromtimestamp(10**20)
date.fromtimestamp(float('nan'))
date.fromtimestamp('a')
datetime.fromtimestamp(10**20)
datetime.fromtimestamp(10**12)
datetime.fromtimestamp(0,3)
datetime.fromtimestamp('a')
datetime.combine(1,2)
datetime.combine(date(2020,1,1),2)
datetime.combine(date(2020,1,1),time(1),3)
datetime(2020,1,1).replace(month=13)
datetime(2020,1,1).replace(foo=13)
date(2020,1,1).isocalendar()
tuple(date(2020,1,1).isocalendar())
date(2020,1,1).timetuple()
datetime(2020,1,1).__reduce__()
datetime(2020,1,1,fold=1).__reduce_ex__(4)
date(2020,1,1).__reduce__()
time(1,2,3,4).__reduce__()
time(1,2,3,4,fold=1).__reduce_ex__(4)
date(2020,1,1).isocalendar().__reduce__()
type(date(2020,1,1).isocalendar())
M.__all__
date(True,1,1)
datetime(1,1,1).timestamp()
datetime(2020,1,1,1,fold=1)
date('\x07\xe4\x01\x01')
datetime(b'\x07\xe4\x01\x01\x01\x01\x01\x00\x00\x00')
time(b'\x01\x01\x01\x00\x00\x00')
"""


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as e:
        print(text, "->", type(e).__name__, e)


for case in CASES.strip().splitlines():
    show(case)

for year in (1, 4, 1899, 1900, 2000, 2023, 2024, 9999):
    for month, day in ((1, 1), (2, 28), (3, 1), (12, 31)):
        d = date(year, month, day)
        print(d, d.toordinal(), d.weekday(), d.isoweekday(), tuple(d.isocalendar()), d.timetuple().tm_yday, date.fromordinal(d.toordinal()) == d)
n = 0
for ordinal in range(1, 3652060, 997):
    d = date.fromordinal(ordinal)
    assert d.toordinal() == ordinal
    y, w, k = d.isocalendar()
    if y < 10000 and y > 0:
        assert date.fromisocalendar(y, w, k) == d
    n += d.day
print(n)


class Sub(datetime):
    @property
    def century(self):
        return self.year // 100


s = Sub(2024, 2, 29, 12, 30, 1, 5)
for value in (s, s + timedelta(1), s - timedelta(1), s.replace(year=2028), Sub.fromisoformat("2024-01-01"), s.astimezone(timezone.utc),
              Sub.combine(date(2024, 1, 1), time(3)), Sub.strptime("2024", "%Y"), Sub.fromtimestamp(0, timezone.utc), s.date(), s.time()):
    print(type(value).__name__, value, getattr(value, "century", None))
print(repr(s), s.ctime(), s.timetz(), hash(s) == hash(datetime(2024, 2, 29, 12, 30, 1, 5)))
moments = [datetime(2024, 1, 1, h, tzinfo=z) for h in (0, 5) for z in (None, timezone.utc, timezone(timedelta(hours=5)))]
for a in moments:
    row = []
    for b in moments:
        try:
            row.append((a == b, a < b, str(a - b)))
        except TypeError as e:
            row.append((a == b, str(e)))
    print(a, row)
times = [time(h, tzinfo=z) for h in (0, 5) for z in (None, timezone.utc, timezone(timedelta(hours=5)))]
for a in times:
    row = []
    for b in times:
        try:
            row.append((a == b, a < b, hash(a) == hash(b) or a != b))
        except TypeError as e:
            row.append((a == b, str(e)))
    print(a, row)
print(date(2024, 1, 1) == datetime(2024, 1, 1), date(2024, 1, 1) == "x", time(1) == 1, datetime(2024, 1, 1) != 3)
for stamp in (0, 1.5, -1.5, 1e9, 1700000000.123456, 0.0000005, 0.0000015, -0.0000005, 253402300799):
    d = datetime.fromtimestamp(stamp, timezone.utc)
    print(stamp, d, d.timestamp() - stamp < 1e-6, datetime.fromtimestamp(stamp).timestamp() - stamp < 1e-6)
for kind, names in ((date, "year month day"), (time, "hour minute tzinfo fold"), (datetime, "second microsecond tzinfo fold")):
    x = kind.max
    for name in names.split():
        try:
            setattr(x, name, 1)
        except AttributeError:
            print("read-only", kind.__name__, name, getattr(x, name))
    print(kind.min, kind.max, kind.resolution, kind.__module__, kind.__qualname__)
import copy
for x in (date(2024, 1, 1), time(1, tzinfo=timezone.utc), s, moments[1], timedelta(5), timezone.utc, timezone(timedelta(hours=1), "n"), time(2, fold=1)):
    print(repr(copy.copy(x)), copy.deepcopy(x) == x, copy.copy(x) == x)
print(copy.replace(date(2024, 1, 1), year=2000), copy.replace(time(1), hour=2), copy.replace(s, fold=1))
match datetime(2024, 5, 6):
    case datetime(year=2024, month=m):
        print("month", m)
match date(2024, 5, 6):
    case date(day=6):
        print("sixth")
