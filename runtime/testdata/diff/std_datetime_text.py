# record: 3.14
# fromisoformat, isoformat, strftime and strptime of datetime.
from datetime import date, datetime, time, timedelta, timezone, tzinfo
import datetime as M

CASES = r"""
date.fromisoformat('x')
date.fromisoformat(1)
date.fromisoformat('2020-13-01')
date.fromisoformat('2020-W54-1')
date.fromisoformat('2020-W01-8')
date.fromisoformat('2020W01')
date.fromisoformat('2020-W011')
date.fromisoformat('2021-02-30')
time.fromisoformat('x')
time.fromisoformat(1)
time.fromisoformat('24:00')
time.fromisoformat('24:00:01')
time.fromisoformat('T0102')
time.fromisoformat('01:02:03,5')
time.fromisoformat('01:02:03.1234567')
time.fromisoformat('01:02:03+24:00')
time.fromisoformat('01:02:03z')
time.fromisoformat('25:02:03')
datetime.fromisoformat('x')
datetime.fromisoformat(1)
datetime.fromisoformat('2020-01-01T24:00')
datetime.fromisoformat('2020-01-01T24:01')
datetime.fromisoformat('2020-01-01T10:00:00+25:00')
datetime.fromisoformat('2020-01-01T')
datetime.fromisoformat('2020-01-01T10:00Zx')
datetime.fromisoformat('20200101T101010.123Z')
datetime.fromisoformat('2020-13-01T10')
datetime.fromisoformat('9999-12-31T24:00')
datetime(2020,1,1).isoformat(timespec='foo')
datetime(2020,1,1).isoformat('ab')
time(1).isoformat('foo')
date(2020,1,1).strftime(3)
date(2020,1,1).strftime('%Y %f %z %:z %')
datetime(2020,1,1,1,2,3,4,timezone.utc).strftime('%Y %f %z %:z|%Z|%%|%G %C %F %s')
time(1).strftime('%Y-%m-%d %H:%j:%w %a %z %Z')
format(date(2020,1,1),'')
date(2020,1,1).__format__(3)
datetime.strptime('2020','%d')
datetime.strptime('2020 x','%Y')
datetime.strptime('2020','%Q')
datetime.strptime('2020','%')
datetime.strptime(1,'%')
datetime.strptime('31','%d')
datetime.strptime('02-30','%m-%d')
date.strptime('2020-02-30','%Y-%m-%d')
date.strptime('2020-02-3','%Y-%m-%d')
time.strptime('10:11','%H:%M')
time.strptime('2020 10:11','%Y %H:%M')
date.strptime('2020 10','%Y %H')
datetime.strptime('2020 10 1','%G %V %u')
datetime.strptime('2020 10','%G %V')
datetime.strptime('2020 10 1','%Y %V %u')
datetime.strptime('2020 53 1','%G %V %u')
datetime.strptime('2020 10 1','%Y %U %w')
datetime.strptime('2020 366','%Y %j')
datetime.strptime('2020 366 1','%G %j %u')
datetime.strptime('-0530 12','%z %H')
datetime.strptime('+05:3015 12','%z %H')
datetime.strptime('Z','%z')
datetime.strptime('UTC','%Z')
datetime.strptime('-00:00:01.5','%z')
datetime.strptime('+05:30:15.123456','%z')
datetime.strptime('Mon Jan  5 10:11:12 2020','%c')
datetime.strptime('5','%y')
datetime.strptime('69 pm 12','%y %p %I')
datetime.strptime('60','%S')
date.fromisoformat('2020-1-01')
date.fromisoformat('202001')
date.fromisoformat('2020-0101')
date.fromisoformat('2020-W01')
date.fromisoformat('0000-01-01')
time.fromisoformat('01:0203')
time.fromisoformat('0102:03')
time.fromisoformat('01:02:03.')
time.fromisoformat('01:')
time.fromisoformat('1')
time.fromisoformat('01+05:30:10.123')
time.fromisoformat('01-00:00')
datetime.fromisoformat('2020-01-01T10:00:00+23:59:59.999999')
datetime.fromisoformat('2020-01-01+05:00')
datetime.fromisoformat('2020-01-01x10:00')
datetime.fromisoformat('2020-W01x10:00')
datetime.fromisoformat('2020W01T10')
datetime.fromisoformat('2020W011T10')
datetime.fromisoformat('20200101 10')
datetime.fromisoformat('2020-01-01Té')
"""


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as e:
        print(text, "->", type(e).__name__, e)


for case in CASES.strip().splitlines():
    show(case)

for timespec in ("auto", "hours", "minutes", "seconds", "milliseconds", "microseconds"):
    print(datetime(2024, 1, 2, 3, 4, 5, 678912, timezone.utc).isoformat(" ", timespec), time(3, 4, 5).isoformat(timespec))
for code in "aAbBcCdDeFgGhHIjmMnprRStTuUVwWxXyYzZ%":
    print(code, [d.strftime("%" + code) for d in (datetime(2024, 2, 29, 15, 4, 5, 6), datetime(1999, 12, 31, tzinfo=timezone(timedelta(minutes=-90))), datetime(2021, 1, 3))])
for year in (1999, 2000, 2023, 2024):
    for week in (0, 1, 9, 52, 53):
        for code in ("%U %w", "%W %u"):
            show(f"datetime.strptime('{year} {week} 2', '%Y {code}')")
for text, format in (
    ("12:30 AM", "%I:%M %p"), ("12:30 pm", "%I:%M %p"), ("1:30 PM", "%I:%M %p"), ("Sunday, 3 March 2024", "%A, %d %B %Y"),
    ("sun 03 MAR 24", "%a %d %b %y"), ("03/04/24", "%x"), ("10:11:12", "%X"), ("100%", "%j%%"), ("2024   1", "%Y %m"), ("20241", "%Y%m"),
    ("5.5", "%S.%f"), ("5.123456", "%S.%f"), ("5.1234567", "%S.%f"), ("2024-02-29T10:00:00+0130", "%Y-%m-%dT%H:%M:%S%z"), ("GMT", "%Z"),
    ("29 Feb", "%d %b"), ("x", "y"), ("", ""), ("13", "%m"), ("(a)", "(a)"), ("2024 1", "%G %V"), ("61", "%S"), ("2023 366", "%Y %j"),
):
    import warnings

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        show(f"datetime.strptime({text!r}, {format!r})")
        print([str(w.message).split(".")[0] for w in caught])
import time as clock

print(clock.strptime("30 Nov 00", "%d %b %y"))
for args in (("x", "%d"), (1, "%d"), ("1", 2), ("Mon",)):
    try:
        clock.strptime(*args)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
