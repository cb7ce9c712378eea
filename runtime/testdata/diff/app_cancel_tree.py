# A tree of tasks cancelled from the root: who sees it, in which order, why.
import asyncio


async def node(name, children, log, stubborn=False):
    try:
        if children:
            async with asyncio.TaskGroup() as tg:
                for child, below in children.items():
                    tg.create_task(node(child, below, log, child.endswith("!")), name=child)
        else:
            await asyncio.sleep(60)
    except asyncio.CancelledError as e:
        log.append(f"{name} cancelled {asyncio.current_task().cancelling()} {e.args}")
        if stubborn:
            asyncio.current_task().uncancel()
            log.append(f"{name} goes on")
            return
        raise
    finally:
        log.append(f"{name} left")


async def main():
    tree = {"a": {"a1": {}, "a2!": {}}, "b": {"b1": {"b11": {}}}}
    log = []
    root = asyncio.create_task(node("root", tree, log), name="root")
    for _ in range(5):
        await asyncio.sleep(0)
    print(sorted(t.get_name() for t in asyncio.all_tasks() if t is not asyncio.current_task()))
    print(root.cancel("stop it"), root.cancelling())
    try:
        await root
    except asyncio.CancelledError as e:
        print("root:", e.args, root.cancelled())
    for line in log:
        print(line)
    print(len(asyncio.all_tasks()))


asyncio.run(main())
