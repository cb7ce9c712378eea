# Datetimes from text, moments and differences, at the ends of what they can say.
import time

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

texts = (
    "2024-02-29T05:06:07", "2023-02-29T05:06:07", "2024-01-01 05:06", "2024-01-01T05", "2024-01-01T24:01", "2024-01-01T05:06:07.1",
    "2024-01-01T05:06:07.123456", "2024-01-01T05:06:07.1234567", "2024-01-01T05:06:07.", "2024-01-01T05:06:07,5", "2024-01-01T05:06:07Z", "2024-01-01T05:06Z", "2024-01-01T05:06:07+00:00",
    "2024-01-01T05:06:07-05:30", "2024-01-01T05:06:07+23:59", "2024-01-01T05:06:07+24:00", "2024-01-01T05:06:07+05", "2024-01-01T05:06:07+0530", "2024-01-01T05:06:07+05:30:15", "2024-01-01é05:06:07",
    "0000-01-01T00:00", "9999-12-31T23:59:59.999999", "2024-13-01T00:00", "2024-00-10T00:00", "2024-01-01T05:60", "2024-01-01T05:06:60", "2024-1-1T05:06", "20240101T050607", "2024-W01-1T05:06", "2024-01-01", "2024-01-01T", "", "2024-01-01T05:06:07 ", "2024-01-01T05:06:07+05:60", "2024-01-01T０5:06",
)
for text in texts:
    try:
        print(ascii(text), datetime.fromisoformat(text).__repr__())
    except ValueError:
        print(ascii(text), "ValueError")  # 3.14 has other words


class Mine(datetime):
    def __new__(cls, *args, **kw):
        print("new", args, kw)
        return super().__new__(cls, *args, **kw)


class Odd(int):
    pass


class Index:
    def __index__(self):
        return 7


print(repr(Mine.fromisoformat("2024-01-01T05:06:07+01:00")), repr(Mine(2024, 1, 1) + timedelta(1)), type(Mine.fromtimestamp(0, UTC)))
print(repr(datetime(Odd(2024), True, Index(), Odd(3))), repr(datetime(2024, 1, 1, fold=True)))
for args in (2024, 1, 32), (2024, 2, 30), (0, 1, 1), (2024, 1, 1, 24), (2024, 1, 1, 0, 60), (2024, 1, 1, 0, 0, -1), (2024, 1, 1, 0, 0, 0, 10**6), (2024.0, 1, 1), ("2024", 1, 1), (2024, 1, 1, 0, 0, 0, 0, 5):
    try:
        print(datetime(*args))
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__)  # 3.14 has other words
for start, delta in (datetime.max, timedelta(microseconds=1)), (datetime.min, timedelta(microseconds=-1)), (datetime.max, timedelta.max), (datetime.min, timedelta.min):
    try:
        print(start + delta)
    except OverflowError as e:
        print(e)
a, b = datetime(2024, 2, 28, 23, 59, 59, 999999), datetime(1, 1, 1)
print(a + timedelta(microseconds=1), a - timedelta(days=60), a - b, b - a, b + (a - b) == a, a.replace(tzinfo=UTC) - b.replace(tzinfo=timezone(timedelta(hours=5))))
print(a < b, a > b, a <= a, a >= b, a == b, a != b, a == a.replace(fold=1), hash(a) == hash(a.replace(fold=1)), a == 3, a != date(2024, 2, 28), a == date(2024, 2, 28))
for other in date(2024, 1, 1), 3, a.replace(tzinfo=UTC), None:
    for op in a.__lt__, a.__gt__, a.__le__, a.__eq__:
        try:
            print(op(other), end=" ")
        except TypeError as e:
            print(e, end=" ")
    try:
        a < other
    except TypeError:
        print("TypeError")
x, y = datetime(2024, 1, 1, 5, tzinfo=UTC), datetime(2024, 1, 1, 10, tzinfo=timezone(timedelta(hours=5)))
print(x == y, x < y, x <= y, hash(x) == hash(y), x > y, x - y)
for stamp in 0, 1.5, -1.5, 1700000000.123456, 253402300799, 253402300800, -62135596800, 1e20, float("nan"), 0.9999999, "a", -62135596800.5:
    for zone in UTC, timezone(timedelta(hours=-3)):
        try:
            print(repr(datetime.fromtimestamp(stamp, zone)))
        except (ValueError, OverflowError, TypeError) as e:
            print(type(e).__name__)
now = datetime.now(UTC)
print(abs(now.timestamp() - time.time()) < 60, type(datetime.now().microsecond), datetime.now().tzinfo, now.utcoffset(), datetime.now(timezone(timedelta(hours=2))).utcoffset(), abs(datetime.now() - datetime.fromtimestamp(time.time())) < timedelta(minutes=1))
try:
    datetime.now(5)
except TypeError as e:
    print(e)
naive = datetime(2024, 5, 6, 7, 8, 9, 123000)
print(datetime.fromtimestamp(naive.timestamp()) == naive, naive.astimezone(UTC).timestamp() == naive.timestamp(), datetime(1900, 1, 1).timestamp() < 0)


class Zone(tzinfo):
    def utcoffset(self, dt):
        return timedelta(hours=1 + (dt.month > 3))

    def dst(self, dt):
        return timedelta(hours=dt.month > 3)


print(datetime.fromtimestamp(1700000000, Zone()), datetime(2024, 6, 1, tzinfo=Zone()) - datetime(2024, 1, 1, tzinfo=Zone()), datetime(2024, 6, 1, tzinfo=UTC).astimezone(Zone()))
print(timedelta(True, 1), timedelta(weeks=1, hours=-3, milliseconds=5), timedelta(Odd(2)), timedelta(1.5, 0.1), repr(timedelta(seconds=-1)))
for bad in {"days": 10**9}, {"days": 10**10}, {"weeks": "a"}, {"seconds": 1 << 80}:
    try:
        print(timedelta(**bad))
    except (OverflowError, TypeError) as e:
        print(type(e).__name__, e)
