# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


import builtins


class Len:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


t(lambda: len(Len(3)), lambda: len(Len(-1)), lambda: len(Len("a")), lambda: len(), lambda: len(1, 2), lambda: bool(Len(0)), lambda: bool(Len(-1)))
t(lambda: abs(), lambda: abs("a"), lambda: all(1), lambda: all([]), lambda: any([0, 1]), lambda: any(None), lambda: ascii("é\U0001f600"), lambda: bin(5), lambda: bin(-5), lambda: bin(1.5), lambda: oct(8), lambda: oct("a"), lambda: hex(-255), lambda: hex(1.0), lambda: callable(len), lambda: callable(1), lambda: callable())
t(lambda: chr(97), lambda: chr(-1), lambda: chr(0x110000), lambda: chr("a"), lambda: ord("a"), lambda: ord("ab"), lambda: ord(""), lambda: ord(b"a"), lambda: ord(b"ab"), lambda: ord(1), lambda: ord(bytearray(b"x")))
t(lambda: divmod(7, 2), lambda: divmod(7), lambda: divmod("a", 1), lambda: pow(2, 3), lambda: pow("a", 2), lambda: pow(base=2, exp=3), lambda: pow(2, exp=5, mod=7), lambda: round("a"), lambda: round(), lambda: round(number=2.567, ndigits=1), lambda: round(1.5, "a"), lambda: round([]), lambda: sum([1, 2], 3), lambda: sum(["a"]), lambda: sum("a"), lambda: sum([], ""), lambda: sum([], b""), lambda: sum([[1], [2]], []), lambda: sum(1), lambda: sum([0.1] * 10), lambda: sum([1e100, 1.0, -1e100]), lambda: sum([1], start=2), lambda: sum())
t(lambda: max(1, 2), lambda: max([]), lambda: max([], default=5), lambda: max(1), lambda: max(), lambda: max(1, 2, default=3), lambda: max("a", 1), lambda: max([1, 2], key=lambda x: -x), lambda: min("b", "a", key=ord), lambda: min([], key=1), lambda: min(1, 2, key=3), lambda: min([3], foo=1), lambda: max([1], [2]), lambda: max(iter([3, 5, 4])), lambda: min(*[4, 2]), lambda: max([None]), lambda: max({"a": 1, "b": 0}, key={"a": 1, "b": 0}.get))
t(lambda: iter(1), lambda: iter(1, 2), lambda: iter([1], 1), lambda: next(1), lambda: next(iter([])), lambda: next(iter([]), 5), lambda: next(), lambda: next(iter([]), 1, 2), lambda: list(iter([3, 2, 1].pop, 2)), lambda: reversed(1), lambda: reversed({1}), lambda: list(reversed("ab")), lambda: enumerate(1), lambda: list(enumerate("ab", 5)), lambda: list(enumerate("a", start=10**30)), lambda: enumerate("a", "b"), lambda: enumerate(iterable=[], start=1) and 1)
t(lambda: list(zip()), lambda: list(zip("ab", [1, 2, 3])), lambda: list(zip("ab", [1], strict=True)), lambda: list(zip("a", [1, 2], strict=True)), lambda: list(zip("a", "b", "", strict=True)), lambda: list(zip("ab", "ab", "a", strict=True)), lambda: zip(1), lambda: zip("a", 1), lambda: zip("a", foo=1), lambda: list(map(str, [1, 2])), lambda: list(map(lambda a, b: a + b, [1, 2], [3])), lambda: map(str), lambda: map(), lambda: list(map(1, [1])), lambda: map(str, 1), lambda: list(filter(None, [0, 1])), lambda: list(filter(str.isupper, "aB")), lambda: filter(None), lambda: filter(None, 1), lambda: list(filter(1, [1])))
t(lambda: isinstance(1, int), lambda: isinstance(1, (str, (int,))), lambda: isinstance(1, "a"), lambda: isinstance(1, (1,)), lambda: isinstance(1, int | str), lambda: isinstance(1, list[int]), lambda: isinstance(1), lambda: issubclass(int, object), lambda: issubclass(1, int), lambda: issubclass(int, 1), lambda: issubclass(bool, (str, int)), lambda: issubclass(int, int | None), lambda: issubclass(list, list[int]), lambda: isinstance(None, int | None))
t(lambda: getattr(1, "foo"), lambda: getattr(1, "foo", 2), lambda: getattr(1), lambda: getattr(1, 2), lambda: hasattr(1, "real"), lambda: hasattr(1, 2), lambda: hasattr(1), lambda: setattr(1, "a", 2), lambda: setattr(1, 2, 3), lambda: delattr(1, "a"), lambda: delattr(1, 1), lambda: vars(1), lambda: vars(1, 2), lambda: type(1), lambda: type(1, 2), lambda: type(), lambda: type("A", (), {}).__name__, lambda: type(1, (), {}), lambda: type("A", [], {}), lambda: type("A", (), []), lambda: type("A", (1,), {}), lambda: type("A", (bool,), {}), lambda: type("A", (int, str), {}), lambda: type("A", (), {}, x=1))
t(lambda: hash([]), lambda: hash(), lambda: id() if 1 else 0, lambda: repr(), lambda: repr(1, 2), lambda: input(1, 2), lambda: print(1, sep=1), lambda: print(1, end=2), lambda: print(1, foo=2), lambda: print(1, file=5), lambda: print(1, 2, sep="-", end="!\n"), lambda: print(sep="", end=""), lambda: print("a", flush=True), lambda: format(), lambda: format(1, 2), lambda: format(1, "d", 3), lambda: format("a", ">3"), lambda: open(1.5), lambda: open("x", "q"), lambda: open("/nonexistent/file"), lambda: open("x", "rw"), lambda: open("x", "rb", encoding="u"), lambda: open("x", "w+r"), lambda: open("", "r"))
t(lambda: eval("1+"), lambda: eval("x=1"), lambda: eval(1), lambda: eval(), lambda: eval("a", {}), lambda: eval("a", {"a": 3}), lambda: eval("a", {}, {"a": 4}), lambda: eval("a", 1), lambda: eval("a", {}, 1), lambda: exec("1+"), lambda: exec(1), lambda: exec("a", 1), lambda: exec("print(q)", {"q": "hi"}), lambda: eval(" \t1"), lambda: eval("\n1"), lambda: eval(b"1"), lambda: eval("a\0b"), lambda: compile("1", "f", "bad"), lambda: compile("1", "f"), lambda: compile(1, "f", "exec"), lambda: compile("1", 1, "exec"), lambda: compile("1;2", "f", "eval"), lambda: compile("1\n2", "f", "single"), lambda: eval(compile("1+1", "f", "eval")), lambda: exec(compile("2", "f", "single")), lambda: __import__(), lambda: __import__(1), lambda: __import__(""), lambda: __import__("nope_mod"), lambda: __import__("os.path").__name__)
t(lambda: object(1), lambda: object(x=1), lambda: object().x, lambda: setattr(object(), "x", 1), lambda: classmethod(), lambda: staticmethod(), lambda: staticmethod(5)(), lambda: property(1, 2, 3, 4, 5), lambda: property().fget, lambda: super(), lambda: super(1), lambda: super(int, "a"), lambda: super(int, 1).foo, lambda: memoryview(1), lambda: memoryview(), lambda: breakpoint if 0 else 0, lambda: globals(1), lambda: locals(1), lambda: dir(1, 2), lambda: sorted(dir(type("E", (), {"a": 1, "b": 2})()))[-2:], lambda: aiter(1), lambda: anext(1), lambda: aiter(), lambda: anext())
