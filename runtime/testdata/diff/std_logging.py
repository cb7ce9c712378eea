"""logging: levels, the tree of loggers, handlers, formatters, filters, errors."""

import io
import logging
import os
import sys
import tempfile

out = io.StringIO()


def shown():
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text


root = logging.getLogger()
log = logging.getLogger("a.b")
print(root, log, logging.getLogger("a.b") is log, logging.getLogger("") is root, logging.getLogger("root") is root, log.parent, log.level, log.getEffectiveLevel(), root.handlers, log.hasHandlers(), log.propagate)
logging.basicConfig(stream=out, level=logging.DEBUG, format="%(levelname)s|%(name)s|%(message)s|%(funcName)s|%(lineno)d|%(module)s")
print(root.handlers[0].__class__.__name__, root.level, repr(root.handlers[0]))
log.debug("debug %s", 1)
log.info("info %d%%", 5)
log.warning("map %(k)s", {"k": "v"})
log.error("tuple %r %r", (1,), None)
log.critical("crit")
log.log(25, "custom")
logging.info("module level")


def inner():
    log.info("from inner")
    log.info("level 2", stacklevel=2)


inner()
print(shown(), end="")
logging.addLevelName(25, "NOTE")
log.log(25, "named")
print(shown(), logging.getLevelName(25), logging.getLevelName("NOTE"), logging.getLevelName(99), logging.getLevelName("nope"), sorted(logging.getLevelNamesMapping())[:3])
try:
    1 / 0
except ZeroDivisionError as e:
    log.exception("boom")
    log.error("with instance", exc_info=e)
    log.info("no traceback", exc_info=False)
print(shown())
parent = logging.getLogger("a")
print(log.parent is parent, parent.getChild("c.d").name, sorted(l.name for l in parent.getChildren()), type(logging.root.manager.loggerDict["a.c"]).__name__)
parent.setLevel("ERROR")
print(log.isEnabledFor(logging.INFO), log.isEnabledFor(logging.ERROR), log.getEffectiveLevel())
log.info("hidden")
log.setLevel(logging.INFO)
log.info("seen")
logging.disable(logging.INFO)
log.info("disabled")
log.warning("enabled")
logging.disable(logging.NOTSET)
log.disabled = True
log.critical("off")
log.disabled = False
print(shown())
mine = io.StringIO()
h = logging.StreamHandler(mine)
h.setLevel(logging.WARNING)
h.name = "mine"
for style, fmt in (("%", "%(asctime)s"), ("{", "{levelname:>8}/{message}"), ("$", "$levelname-${message}"), ("%", "%(extra1)s %(message)s %(taskName)s %(threadName)s %(processName)s")):
    h.setFormatter(logging.Formatter(fmt, datefmt="%Y" if "asc" in fmt else None, style=style, defaults={"extra1": "dflt"} if "extra1" in fmt else None))
    log.addHandler(h)
    log.propagate = False
    log.info("below")
    log.warning("text", extra={"extra2": 5})
    print(mine.getvalue() if "asc" not in fmt else len(mine.getvalue()))
    mine.seek(0)
    mine.truncate()
print(logging.getHandlerByName("mine") is h, "mine" in logging.getHandlerNames(), h)
log.addHandler(h)
print(len(log.handlers), log.removeHandler(h), len(log.handlers), log.hasHandlers())
log.propagate = True


class F:
    def filter(self, record):
        record.msg = "filtered " + str(record.msg)
        return "drop" not in record.msg


f = F()
log.addFilter(f)
log.addFilter(lambda r: r.levelno != 30)
log.error("x")
log.error("drop it")
log.warning("no warnings")
log.filters.clear()
hf = logging.Filter("a.b")
root.handlers[0].addFilter(hf)
logging.getLogger("other").error("blocked")
log.error("passes")
logging.getLogger("a.b.c").error("child passes")
logging.getLogger("a.bc").error("blocked")
root.handlers[0].removeFilter(hf)
print(shown())
ad = logging.LoggerAdapter(log, {"k": 1})
ad.error("adapter")
print(ad.name, ad.process("m", {}), repr(ad), shown(), end="")


class My(logging.LoggerAdapter):
    def process(self, msg, kwargs):
        return f"[{self.extra['id']}] {msg}", kwargs


My(log, {"id": 7}).info("hello %s", "w")
print(shown())


class Listing(logging.Handler):
    def __init__(self):
        super().__init__()
        self.records = []

    def emit(self, record):
        self.records.append((record.levelname, record.getMessage(), record.args, record.name, record.filename, record.exc_info is not None))


lh = Listing()
quiet = logging.getLogger("quiet")
quiet.propagate = False
quiet.addHandler(lh)
quiet.setLevel(1)
quiet.info("a %s", "b")
quiet.debug("c")
quiet.log(5, "five")
print(lh.records, lh)
tmp = tempfile.mkdtemp()
path = os.path.join(tmp, "log.txt")
fh = logging.FileHandler(path, "w", encoding="utf-8", delay=True)
print(os.path.exists(path))
quiet.addHandler(fh)
quiet.warning("é to file")
fh.close()
print(open(path, encoding="utf-8").read(), fh.stream)
quiet.removeHandler(fh)
os.unlink(path)
os.rmdir(tmp)
r = logging.makeLogRecord({"msg": "made %d", "args": (1,), "levelname": "X", "name": "n"})
print(r.getMessage(), logging.Formatter().format(r), logging.Formatter("%(levelname)s:%(name)s").format(r), repr(r), logging.BufferingFormatter().format([r, r]))
bad = logging.StreamHandler(sys.stdout)
logging.raiseExceptions = False
quiet.removeHandler(lh)
quiet.addHandler(bad)
quiet.info("not enough %s %s", 1)
logging.raiseExceptions = True
quiet.removeHandler(bad)
nul = logging.NullHandler()
print(nul.handle(None), nul.lock, logging.lastResort.level, logging.StreamHandler().stream is sys.stderr)
import warnings

logging.captureWarnings(True)
wl = logging.getLogger("py.warnings")
wl.addHandler(lh)
wl.propagate = False
lh.records.clear()
warnings.warn("careful", UserWarning)
logging.captureWarnings(False)
print(lh.records[0][0], "UserWarning: careful" in lh.records[0][1])
for act in (
    lambda: logging.Formatter("no fields"), lambda: logging.Formatter("{bad", style="{"), lambda: logging.Formatter("x", style="!"), lambda: logging.Formatter("$", style="$"), lambda: log.setLevel("NOPE"), lambda: log.setLevel(None), lambda: log.log("x", "m"), lambda: logging.basicConfig(force=True, stream=out, filename="x"), lambda: logging.basicConfig(force=True, nope=1),
    lambda: logging.getLogger(5), lambda: logging.Handler().emit(None), lambda: log.info("x", extra={"message": 1}), lambda: log.error("x", extra={"name": 1}), lambda: logging.setLoggerClass(int), lambda: logging.Formatter("%(nope)s").format(r), lambda: logging.basicConfig(force=True, handlers=[], stream=out), lambda: logging.basicConfig(force=True, style="?"),
):
    try:
        print(act())
    except Exception as e:
        print(type(e).__name__, e)
logging.basicConfig(force=True, stream=sys.stdout, style="{")
logging.warning("final {}")
logging.getLogger("x.y").info("not shown")
