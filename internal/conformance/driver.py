"""Runs one of CPython's test modules with unittest and reports each test on a
line of its own: START id, then OK, FAIL, ERROR, SKIP, XFAIL or XPASS with the
last line of the traceback."""

import os
import sys

# What the tests start as sys.executable: the program they run in is no Python to other processes.
sys.executable = os.environ.get("CONFORMANCE_EXECUTABLE", sys.executable)
out = sys.stdout
MARK = "\x1e"


def say(kind, test, detail=""):
    out.write(f"{MARK}{kind}\t{test}\t{' '.join(detail.split())[:300]}\n")
    out.flush()


# What test.support and dis want of CPython's own machinery.
sys.modules["_opcode"] = internals = type(sys)("_opcode")
internals.ENABLE_SPECIALIZATION = False
internals.__getattr__ = lambda name: lambda *args, **kwds: False


def stub(name):
    """A module that is not there yet: what uses it is skipped."""
    made = type(sys)(name)

    class Missing(Exception):
        def __init__(self, *args, **kwds):
            import unittest

            raise unittest.SkipTest(f"{name} is not there")

    def lookup(attr):
        if attr.startswith("__"):
            raise AttributeError(attr)
        return Missing

    made.__getattr__, made.__path__ = lookup, []
    sys.modules[name] = made


# Bytecode is CPython's own affair, and so are the texts of doctests. To look at the rest of a module that needs
# something else: CONFORMANCE_STUB=NAME,...
for missing in "marshal", "doctest", "_tokenize":
    stub(missing)
for missing in filter(None, os.environ.get("CONFORMANCE_STUB", "").split(",")):
    stub(missing)


def main(module, skipped):
    try:
        import unittest
    except Exception as e:
        say("BROKEN", module, f"unittest: {type(e).__name__}: {e}")
        raise

    class Result(unittest.TestResult):
        def startTest(self, test):
            super().startTest(test)
            self.settled = False
            say("START", test.id())

        def tell(self, kind, test, err=None):
            self.settled = True
            detail = ""
            if err is not None:
                detail = err if isinstance(err, str) else f"{err[0].__name__}: {err[1]}"
            say(kind, test.id(), detail)

        def addSuccess(self, test):
            if not self.settled:
                self.tell("OK", test)

        def addFailure(self, test, err):
            self.tell("FAIL", test, err)

        def addError(self, test, err):
            self.tell("ERROR", test, err)

        def addSkip(self, test, reason):
            self.tell("SKIP", test, reason)

        def addExpectedFailure(self, test, err):
            self.tell("XFAIL", test, err)

        def addUnexpectedSuccess(self, test):
            self.tell("XPASS", test)

        def addSubTest(self, test, subtest, err):
            if err is not None and not self.settled:
                self.tell("FAIL" if issubclass(err[0], test.failureException) else "ERROR", test, err)

    def flatten(suite):
        for item in suite:
            if isinstance(item, unittest.TestSuite):
                yield from flatten(item)
            else:
                yield item

    def without_doctests(suite):
        kept = unittest.TestSuite()
        for test in flatten(suite):
            if test.id() in skipped or type(test).__name__ == "DocTestCase":
                continue
            kept.addTest(test)
        return kept

    try:
        import builtins

        # 3.13's test data asks for the __annotations__ of a module by that name, which 3.14 does not define.
        builtins.__annotations__ = {}
        __import__(module)
        del builtins.__annotations__
        vars(sys.modules[module]).pop("load_tests", None)  # it adds doctests, which show CPython's own texts
        suite = without_doctests(unittest.defaultTestLoader.loadTestsFromModule(sys.modules[module]))
    except unittest.SkipTest as e:
        say("SKIP", module, str(e))
        return
    except BaseException as e:
        say("BROKEN", module, f"{type(e).__name__}: {e}")
        raise
    result = Result()
    suite.run(result)
    say("DONE", module)


main(sys.argv[1], set(sys.argv[2:]))
