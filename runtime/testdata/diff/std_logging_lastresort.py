"""Logging without any configuration, and errors in handlers."""

import logging

log = logging.getLogger("lib")
log.info("not shown")
log.warning("the last resort shows %s", "this")
try:
    {}["k"]
except KeyError:
    log.exception("failed")


class Broken(logging.Handler):
    def emit(self, record):
        try:
            raise RuntimeError("in emit")
        except RuntimeError:
            self.handleError(record)


log.propagate = False
log.addHandler(Broken())
logging.raiseExceptions = False
log.error("quiet failure")
logging.lastResort = None
other = logging.getLogger("other")
other.error("nobody listens")
logging.raiseExceptions = True
other.error("nobody listens")
other.error("and says so once")
logging.error("configured now")
