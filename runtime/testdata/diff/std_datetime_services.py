# Times as services use them: zones, arithmetic, ISO both ways, ranges, rounding.
from datetime import UTC, MAXYEAR, date, datetime, time, timedelta, timezone

cet = timezone(timedelta(hours=1), "CET")
odd = timezone(-timedelta(hours=3, minutes=30, seconds=15))
a = datetime(2024, 2, 29, 23, 59, 59, 999999, tzinfo=cet)
print(a, a.astimezone(UTC), a.astimezone(odd), a.utcoffset(), a.tzname(), odd, repr(odd), UTC, a.timestamp())
print(a.isoformat(" ", "minutes"), a.isoformat(timespec="milliseconds"), a.date().isocalendar(), a.strftime("%Y-%m-%d %H:%M:%S.%f %z %Z %j %a %%"), f"{a:%d/%m/%y}")
for s in ["2024-02-29T12:30:00Z", "20240229T123000+0530", "2024-W09-4", "2024-02-29 12", "2024-02-29T12:30:00.5", "2024-02-30", "x", "2024-02-29T25:00"]:
    try:
        print(repr(datetime.fromisoformat(s)))
    except ValueError as e:
        print(s, "->", type(e).__name__, str(e).startswith("Invalid"))
d = timedelta(days=-1, hours=5, microseconds=3)
print(d, repr(d), abs(d), d.total_seconds(), d // timedelta(hours=1), d % timedelta(hours=1), divmod(timedelta(1), timedelta(hours=7)), -d, d * 2.5, timedelta(1) / 3, timedelta(weeks=1, milliseconds=1500))
print(date(2024, 3, 1) - date(2024, 2, 1), date.min, date.max, date(2024, 1, 31) + timedelta(30), date.fromordinal(738000), date(2024, 12, 30).isocalendar(), date(2024, 1, 1).weekday(), date.fromisocalendar(2020, 53, 7))
print(a > datetime(2024, 2, 29, tzinfo=UTC), a == a.astimezone(UTC), hash(a) == hash(a.astimezone(odd)), max(date(2024, 1, 1), date(2023, 1, 1)), a.replace(fold=1).fold, a - datetime(2024, 2, 29, tzinfo=odd))
print(time(1, 2, 3).isoformat(), time.fromisoformat("04:05:06.007"), datetime.combine(date(2024, 1, 2), time(3, tzinfo=cet)), time(23, tzinfo=cet) > time(22, tzinfo=UTC), datetime.fromtimestamp(0, UTC), datetime.strptime("7 Mar 2021 03:04 PM +0200", "%d %b %Y %I:%M %p %z"))
for bad in (lambda: a < datetime(2024, 1, 1), lambda: datetime(2023, 2, 29), lambda: date(MAXYEAR + 1, 1, 1), lambda: date.max + timedelta(1), lambda: timedelta(days=10**10), lambda: a - 3, lambda: timezone(timedelta(hours=25)), lambda: datetime.strptime("x", "%Y"), lambda: datetime.strptime("2024 1", "%Y"), lambda: date("2024"), lambda: time(24), lambda: datetime.fromtimestamp(1e20, UTC)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__)
