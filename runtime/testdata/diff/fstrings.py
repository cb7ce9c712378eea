import math
x, s, n = 3.14159, "text", 1234567
print(f"{x:.2f} {x:10.3f}| {x:<10.1e}| {x:+g} {x!r:>12} {s:^10}| {s:*<8} {s!s:.2} {n:,} {n:_} {n:x} {n:#X} {n:b} {n:010d} {n:+d} {-n: d} {n:e} {0.5:%} {255:#o} {65:c}")
w, p = 10, 2
print(f"{x:{w}.{p}f}|{s:{'>'}{w}}|{'nested ' + f'{x:.1f}'}|{{}}|{x=}|{x = :.1f}|{s!r}|{s = !r}|{1 + 1 = }")
print(f"{'a' 'b'}" "c" f"{1}", f'{"quotes"}', rf"\n{x:.0f}", f"{[i for i in range(3)]} { {'a': 1}['a'] } {(lambda v: v)(2)}", f"{x!a}", f"{'é'!a}")
print(f"""multi
{x:.1f}""")
print(f"{n:>+15,.2f}", f"{1e10} {1e16} {1e-5} {1.0} {0.1+0.2} {1e22} {123456789012345680.0} {float('nan')} {float('-inf')}")
print("{} {1}".format(1, 2) if False else "{0} {1} {name!r:>5} {0[0]} {d.real}".format([1], 2, name="n", d=5), "{:>{w}}".format("a", w=4), "{{}}".format())
print("%s %d %5.2f %x %-5s| %05d %r %% %c %e %g %+d %o %i %(a)s" % {"a": 1} if False else "%s %d %5.2f %x %-5s| %05d %r %% %c %e %g %+d %o" % ("s", 5, 1.5, 255, "l", 42, "r", "c", 1234.5, 0.0001, 3, 8), "%(a)s-%(b)03d" % {"a": 1, "b": 2})
for spec, v in (("d", 1.5), ("s", 5), (".2f", "s"), ("zz", 1), (",s", "x"), ("=5", "s"), (".2d", 1), ("c", -1)):
    try: print(format(v, spec))
    except Exception as e: print(type(e).__name__, e)
for f in (lambda: "{}".format(), lambda: "{a}".format(), lambda: "{0} {}".format(1), lambda: "{".format(), lambda: "}".format(), lambda: "{!r:d}".format(1), lambda: f"{[]:5}"):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(f"{True:d} {True} {None} {1.5:08.3f} {-1.5:08.2f} {1e100:.3g} {12345.678:,.1f} {0:,} {1234.5:n} {3:5}|{'a':5}|{1.0:5}|{True:5}|{2+3j} {10**20:,} {10**30:e}")
print(repr("it's"), repr('q"'), repr('both\'"'), repr("\n\t\\\x00\x7f\xe9\u200b\U0001f600"), ascii("é\U0001f600"), str(b"x\x00\xff'"))
print(format(math.pi, ".3"), format("x", ""), f"{1_000_000}", 0x_ff, 1e3, .5, 5., 1_0.0_1, 0b11, 0o17, 3j)
