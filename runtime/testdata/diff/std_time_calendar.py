"""time: struct_time and what makes and formats it."""
import time

t = time.gmtime(0)
print(t, tuple(t), t.tm_zone, t.tm_gmtoff, len(t), t[0], t.tm_year)
print(time.gmtime(1700000000.9)[:6], time.gmtime(-1)[:6], time.gmtime(951782400)[:8])
print(time.asctime(t), time.asctime((2024, 2, 29, 13, 4, 5, 3, 60, 0)))
fmt = "%a %A %b %B %c %d %e %H %I %j %m %M %p %S %U %w %W %x %X %y %Y %% %D %F %T %R %u %V %G %g %C %h %n%t|"
for s in (0, 1700000000, 951782400, 1230768000, 1104537600, 1293840000, 1735603200):
    print(time.strftime(fmt, time.gmtime(s)))
print(time.strftime("%Z %z", time.gmtime(5)), repr(time.strftime("%", t)), time.strftime("no directives", t), repr(time.strftime("", t)))
for bad in ((2024, 13, 1, 0, 0, 0, 0, 1, 0), (2024, 1, 32, 0, 0, 0, 0, 1, 0), (2024, 1, 1, 24, 0, 0, 0, 1, 0), (2024, 1, 1, 0, 60, 0, 0, 1, 0),
            (2024, 1, 1, 0, 0, 62, 0, 1, 0), (2024, 1, 1, 0, 0, 0, 0, 367, 0), (1, 2), 5):
    try:
        print(time.strftime("%Y", bad))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(time.strftime("%d %m", (2024, 0, 0, 0, 0, 0, 0, 0, 0)))
for bad in (float("nan"), 1e30, "x"):
    try:
        print(time.gmtime(bad))
    except (ValueError, OverflowError, TypeError) as e:
        print(type(e).__name__)
now = time.time()
print(time.mktime(time.localtime(int(now))) == int(now), type(time.localtime()).__name__, time.localtime(now)[:5] == time.localtime(int(now))[:5])
print(len(time.tzname), isinstance(time.timezone, int), time.ctime(0)[:3] in ("Thu", "Wed"))
print(time.struct_time(range(9)), time.struct_time(range(9)).tm_zone)
