# record: 3.14
# argparse: options, positionals, nargs, groups, subparsers, errors and help.
import argparse
import contextlib
import io
import os

os.environ["COLUMNS"] = "80"
os.environ["NO_COLOR"] = "1"


def run(parser, *lines):
    for line in lines:
        out = io.StringIO()
        try:
            with contextlib.redirect_stderr(out), contextlib.redirect_stdout(out):
                r = parser.parse_known_args(line.split()) if line.startswith("?") else parser.parse_args(line.split())
            print(repr(line), "->", r)
        except SystemExit as e:
            print(repr(line), "exit", e.code, out.getvalue())
        except argparse.ArgumentError as e:
            print(repr(line), "error", e)


p = argparse.ArgumentParser(prog="P", description="What it does, at some length so that the text has to be wrapped somewhere near eighty.", epilog="The end.")
p.add_argument("-v", "--verbose", action="count", default=0, help="say more")
p.add_argument("-n", "--number", type=int, default=3, metavar="N", help="a number (default: %(default)s)")
p.add_argument("--colour", choices=["red", "green"], help="which colour")
p.add_argument("-q", action="store_true")
p.add_argument("-o", "--out", nargs="?", const="C", default="D")
p.add_argument("--many", nargs="*", type=float)
p.add_argument("--pair", nargs=2, metavar=("A", "B"), help="two of them, explained in a text that is longer than a line can hold at all")
p.add_argument("-a", "--append", action="append", help=argparse.SUPPRESS)
p.add_argument("--flag", action=argparse.BooleanOptionalAction, help="on or off")
p.add_argument("--version", action="version", version="%(prog)s 1.0")
p.add_argument("file", help="the file")
p.add_argument("rest", nargs="*", help="others")
run(p, "x", "", "-h", "--version", "x -vvv -n 4", "x -n4 -qv", "x -n=4", "x --num 5", "x --n", "-n x", "-n", "x --colour blue", "x --colour=red y z", "x -o", "x -oE",
    "-o -- x", "x --many 1 2", "x --many", "x --many 1 b", "x --pair 1", "x --pair 1 2", "x -a 1 -a 2", "x --flag", "x --no-flag", "x --unknown", "x -z", "x --verb", "x --ver",
    "x -qfoo", "-- -x -y", "x -5", "a -v b", "a b -v c", "x --q=1", "x --verbose=2")
g = argparse.ArgumentParser(prog="G", add_help=False, exit_on_error=False)
m = g.add_mutually_exclusive_group(required=True)
m.add_argument("--one", action="store_true")
m.add_argument("--two", type=int)
o = g.add_argument_group("output", "how to write")
o.add_argument("-w", "--width", type=lambda s: int(s, 16), default="ff")
run(g, "--one", "--two 2", "--one --two 2", "", "--one -w 10", "--one -w zz", "--two x")
print(g.format_help())
s = argparse.ArgumentParser(prog="S")
s.add_argument("--top")
sub = s.add_subparsers(dest="command", required=True, title="commands", help="what to do")
a = sub.add_parser("add", aliases=["a"], help="add things")
a.add_argument("things", nargs="+")
a.set_defaults(func="adding")
d = sub.add_parser("drop", help="drop it", parents=[g], conflict_handler="resolve")
run(s, "", "-h", "add", "add 1 2", "--top t a 1", "drop --one", "drop -x", "nope", "add -h", "drop -h")
for formatter in (argparse.RawDescriptionHelpFormatter, argparse.RawTextHelpFormatter, argparse.ArgumentDefaultsHelpFormatter):
    f = argparse.ArgumentParser(prog="F", description="one\n  two", formatter_class=formatter)
    f.add_argument("--x", default=5, help="first\nsecond")
    f.add_argument("y", nargs="?", default=1, help="why")
    f.print_help()
r = argparse.ArgumentParser(prog="R")
r.add_argument("cmd")
r.add_argument("args", nargs=argparse.REMAINDER)
run(r, "a -b c", "a")
