"""A suspended coroutine keeps its frame: f_lasti moves on, f_locals stay."""
import inspect


class Pause:
    def __await__(self):
        return (yield)


async def work(n):
    total = 0
    for i in range(n):
        total += await Pause()
    return total


c = work(3)
print(inspect.getcoroutinestate(c), c.cr_frame.f_locals, c.cr_await)
last = c.cr_frame.f_lasti
c.send(None)
frame = c.cr_frame
print(inspect.getcoroutinestate(c), frame.f_locals, frame.f_lasti > last, frame.f_lineno)
print(type(c.cr_await).__name__)
c.send(10)
print(c.cr_frame is frame, frame.f_locals)
c.send(20)
print(inspect.getcoroutinelocals(c))
try:
    c.send(30)
except StopIteration as e:
    print("result", e.value)
print(inspect.getcoroutinestate(c), c.cr_frame, c.cr_await)
