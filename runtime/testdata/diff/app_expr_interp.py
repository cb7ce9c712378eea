# A small language: tokens by re, a Pratt parser, a tree walker, a compiler.
import operator
import re
from dataclasses import dataclass, field
from typing import NamedTuple

TOKEN = re.compile(r"\s*(?:(?P<num>\d+(?:\.\d*)?)|(?P<name>[a-z_]\w*)|(?P<op>\*\*|[-+*/%()=,]|<=|<))", re.I)


class Token(NamedTuple):
    kind: str
    text: str
    at: int


def tokens(text):
    at = 0
    text = text.rstrip()
    while at < len(text):
        m = TOKEN.match(text, at)
        if m is None:
            raise SyntaxError(f"bad character {text[at:].strip()[0]!r} at {at}")
        yield Token(m.lastgroup, m[m.lastgroup], m.start(m.lastgroup))
        at = m.end()
    yield Token("end", "", at)


@dataclass(frozen=True)
class Num:
    value: float


@dataclass(frozen=True)
class Var:
    name: str


@dataclass(frozen=True)
class Bin:
    op: str
    left: object
    right: object


@dataclass(frozen=True)
class Call:
    name: str
    args: tuple = field(default=())


POWER = {"<": 1, "<=": 1, "+": 2, "-": 2, "*": 3, "/": 3, "%": 3, "**": 5}


class Parser:
    def __init__(self, text):
        self.list, self.i = list(tokens(text)), 0

    @property
    def now(self):
        return self.list[self.i]

    def take(self, text=None):
        t = self.now
        if text is not None and t.text != text:
            raise SyntaxError(f"want {text!r} at {t.at}, got {t.text!r}")
        self.i += 1
        return t

    def expr(self, least=0):
        left = self.prefix()
        while (p := POWER.get(self.now.text, 0)) > least:
            op = self.take().text
            left = Bin(op, left, self.expr(p - (op == "**")))
        return left

    def prefix(self):
        match self.take():
            case Token("num", text):
                return Num(float(text) if "." in text else int(text))
            case Token("op", "-"):
                return Bin("-", Num(0), self.expr(4))
            case Token("op", "("):
                x = self.expr()
                self.take(")")
                return x
            case Token("name", name) if self.now.text == "(":
                self.take()
                args = []
                while self.now.text != ")":
                    args.append(self.expr())
                    if self.now.text != ")":
                        self.take(",")
                self.take()
                return Call(name, tuple(args))
            case Token("name", name):
                return Var(name)
            case Token(kind, text, at):
                raise SyntaxError(f"unexpected {text or kind!r} at {at}")


OPS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "%": operator.mod,
       "**": operator.pow, "<": operator.lt, "<=": operator.le}


def run(node, env):
    match node:
        case Num(value):
            return value
        case Var(name):
            return env[name]
        case Bin(op, left, right):
            return OPS[op](run(left, env), run(right, env))
        case Call(name, args):
            return env[name](*(run(a, env) for a in args))


def compiled(node):
    match node:
        case Num(value):
            return repr(value)
        case Var(name):
            return name
        case Bin(op, left, right):
            return f"({compiled(left)} {op} {compiled(right)})"
        case Call(name, args):
            return f"{name}({', '.join(map(compiled, args))})"


env = {"x": 3, "y": 2.5, "max": max, "sq": lambda v: v * v}
for text in ["1 + 2 * 3", "-x ** 2", "(1+2)*3", "2 ** 3 ** 2", "max(x, y, sq(2))", "x % 2 < y", "10 - 4 - 3", "1 +", "$", "max(1 2)", "f()", "7 / 2"]:
    try:
        tree = Parser(text).expr()
        code = compiled(tree)
        print(f"{text:18} {code:28} {run(tree, env)!r} {eval(code, dict(env))!r}")
    except (SyntaxError, KeyError) as e:
        print(f"{text:18} {type(e).__name__}: {e}")
print(Parser("x+1").expr(), hash(Num(1)) == hash(Num(1)), {Num(1): "one"}[Num(1.0)])
