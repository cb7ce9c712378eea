"""The loop knows its live async generators, and closes an abandoned one in a task."""
import asyncio
import sys
import weakref


async def agen():
    try:
        yield 1
        yield 2
    finally:
        print("finally in", asyncio.current_task() is not main_task)


async def main():
    global main_task
    main_task = asyncio.current_task()
    loop = asyncio.get_running_loop()
    hooks = sys.get_asyncgen_hooks()
    print(hooks.firstiter == loop._asyncgen_firstiter_hook, hooks.finalizer == loop._asyncgen_finalizer_hook)
    print(isinstance(loop._asyncgens, weakref.WeakSet), len(loop._asyncgens))
    g = agen()
    print("before", g in loop._asyncgens)
    print(await anext(g))
    print("iterated", g in loop._asyncgens, len(loop._asyncgens))
    del g
    print("deleted", len(loop._asyncgens), len(asyncio.all_tasks()))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("later", len(loop._asyncgens), len(asyncio.all_tasks()))


asyncio.run(main())
print(sys.get_asyncgen_hooks())
