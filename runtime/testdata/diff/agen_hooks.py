import sys
class Y:
    def __await__(self): yield
async def g(n):
    try: yield 1
    finally: print("fin", n)
def step(aw):
    try: aw.send(None)
    except StopIteration as e: return e.value
    except StopAsyncIteration: return "end"
sys.set_asyncgen_hooks(firstiter=lambda a: print("first", a.__name__), finalizer=lambda a: (print("finalizer", a.__name__), step(a.aclose())))
it = g("hooked"); print(step(it.__anext__())); del it; print("gone")
it = g("exhausted"); print(step(it.__anext__()), step(it.__anext__())); del it
it = g("never"); del it; print("never gone")
print([h is not None for h in sys.get_asyncgen_hooks()])
sys.set_asyncgen_hooks(None, None)
it = g("bare"); print(step(it.__anext__())); del it; print("bare gone")
async def aw():
    try: yield 1
    finally:
        print("fin start"); await Y(); print("unreachable")
it = aw(); print(step(it.__anext__())); del it; print("ignored GE reported")
# 3.14: print("ignored GE reported")\nRuntimeError -> print("ignored GE reported")\n                                                ^^\nRuntimeError
