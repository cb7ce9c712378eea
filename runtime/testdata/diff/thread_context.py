# record: 3.14
# Threads and contexts (3.14).
import contextvars
import threading

var = contextvars.ContextVar("var", default="default")
var.set("main")
seen = []


def look():
    seen.append(var.get())
    var.set("changed")


t = threading.Thread(target=look)
t.start()
t.join()
ctx = contextvars.copy_context()
t = threading.Thread(target=look, context=ctx)
t.start()
t.join()
print(seen, var.get(), ctx[var])
t = threading.Timer(0.001, look)
t.start()
t.join()
print(seen)
