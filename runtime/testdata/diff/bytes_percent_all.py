# record: 3.14
"""The % operator of bytes and bytearray, and what it refuses."""


def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, "|", e)


class Loud:
    def __bytes__(self):
        return b"loud"

    def __repr__(self):
        return "<Lo\xfcd>"


class Short:
    def __bytes__(self):
        return "text"


class Num:
    def __index__(self):
        return 65

    def __int__(self):
        return 66

    def __float__(self):
        return 1.5


t(
    lambda: b"%s" % b"a", lambda: b"%b|%s" % (b"a", bytearray(b"b")), lambda: b"%s" % memoryview(b"view"),
    lambda: b"%s" % Loud(), lambda: b"%b" % Loud(), lambda: b"%s" % Short(), lambda: b"%s" % "text", lambda: b"%b" % 5,
    lambda: b"%s" % None, lambda: b"%a" % "\xe9\u20ac", lambda: b"%r" % Loud(), lambda: b"%a" % Loud(), lambda: b"%a|%r" % (b"x", [1]),
)
t(
    lambda: b"%c" % 65, lambda: b"%c" % b"z", lambda: b"%c" % bytearray(b"z"), lambda: b"%c" % b"zz", lambda: b"%c" % 256,
    lambda: b"%c" % -1, lambda: b"%c" % "a", lambda: b"%c" % Num(), lambda: b"%c" % 2**80, lambda: b"%5c|%-5c|" % (65, b"b"),
)
t(
    lambda: b"%d" % 10, lambda: b"%i|%u" % (1, 2), lambda: b"%d" % 3.9, lambda: b"%d" % Num(), lambda: b"%x" % Num(),
    lambda: b"%x" % 3.9, lambda: b"%d" % "3", lambda: b"%d" % b"3", lambda: b"%#x %#X %#o %#b" % (255, 255, 8, b"b"),
    lambda: b"%+d % d %05d %-5d|" % (3, 3, 3, 3), lambda: b"%.4d|%8.4d|%-8.4d|" % (3, 3, 3), lambda: b"%d" % 10**30,
    lambda: b"%e %E %g %f %F %G" % (1.5, 1.5, 1e20, 1.5, 1.5, 1e-7), lambda: b"%f" % Num(), lambda: b"%f" % "1", lambda: b"%.2f|%10.3f|%-10.1f|" % (1.005, 2.5, 2.5),
    lambda: b"%f %e" % (float("nan"), float("inf")),
)
t(
    lambda: b"%(a)s-%(b)d" % {b"a": b"x", b"b": 3}, lambda: b"%(a)s" % {"a": b"x"}, lambda: b"%(a)s" % b"x", lambda: b"%(a)s" % (1,),
    lambda: b"%(a(b)c)s" % {b"a(b)c": b"nest"}, lambda: b"%(a" % {b"a": 1}, lambda: b"%(a)" % {b"a": 1}, lambda: b"%()s" % {b"": b"empty"},
    lambda: b"none" % {b"a": 1}, lambda: b"%%" % {b"a": 1}, lambda: b"%s" % {b"a": 1},
)
t(
    lambda: b"%*d|" % (5, 3), lambda: b"%-*d|" % (5, 3), lambda: b"%*d|" % (-5, 3), lambda: b"%.*f" % (2, 1.23456), lambda: b"%*.*f|" % (9, 1, 2.25),
    lambda: b"%*d" % ("a", 1), lambda: b"%*d" % 3, lambda: b"%.*d|" % (-3, 4), lambda: b"%10s|%-10s|%.2s" % (b"ab", b"ab", b"abc"),
    lambda: b"%5.1s|" % b"abc", lambda: b"%010d|%+08.2f" % (-42, 3.14159),
)
t(
    lambda: b"%" % (), lambda: b"%z" % 1, lambda: b"abc %s %s" % b"x", lambda: b"abc" % 1, lambda: b"abc" % (), lambda: b"%s" % (1, 2), lambda: b"%s" % ((1, 2),),
    lambda: b"%s %s" % (b"1",), lambda: b"%d%%" % 50, lambda: b"% %" % (), lambda: b"%ld %hd %Ld" % (1, 2, 3), lambda: b"%\xff" % 1, lambda: b"%s" % [], lambda: b"x" % [],
)
ba = bytearray(b"%s=%d")
t(lambda: ba % (b"k", 3), lambda: type(ba % (b"k", 3)).__name__, lambda: type(b"%d" % 3).__name__, lambda: ba.__mod__((b"a", 1)), lambda: ba.__rmod__(b"%s"), lambda: b"x".__mod__(1), lambda: b"x".__rmod__(b"%s"), lambda: 5 % b"x")
ba %= (b"q", 9)
print(ba, type(ba).__name__)
b = b"%s"
b %= b"in place"
print(b)


class B(bytes):
    def __mod__(self, other):
        return "mine"


class BB(bytes):
    pass


t(lambda: B(b"%s") % 1, lambda: BB(b"%s!") % b"x", lambda: type(BB(b"%s!") % b"x").__name__, lambda: b"%s" % BB(b"sub"), lambda: b"%s" % B(b"sub"))
