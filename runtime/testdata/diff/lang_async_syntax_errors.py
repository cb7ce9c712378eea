# Where async, await and yield may stand, and what is said where they may not.
sources = [
    "await x", "async with a: pass", "async for x in y: pass", "def f(): await x", "def f(): async with a: pass", "def f():\n async for x in y: pass",
    "async def f(): yield from x", "async def f():\n yield 1\n return 2", "async def f():\n yield 1\n return", "class A: await x", "lambda: await x", "async def f(): lambda: await x",
    "def f(): [await x for x in y]", "async def f(): [await x for x in y]", "def f(): (x async for x in y)", "async def f(x=await y): pass", "async def f(): \n def g(x=await y): pass", "@await x\ndef f(): pass",
    "async x", "async = 1", "await = 1", "def await(): pass", "yield 1", "class A: yield 1", "def f(): return (yield)", "x = yield", "async def f(): await", "async def f(): await await x", "async def f(): return await x, await y",
    "async def f(): -await x ** 2", "async def f(): await x = 1", "async def f(): (await x)()", "async def f(): await x()", "async def f(): {await x: await y}", "async def f(): f'{await x}'", "async def f(): print(*await x)", "async def f():\n async with a as b, c as (d, e): pass", "async def f():\n async with (a as b, c): pass",
    "async def f():\n async for x, y in z: break\n else: pass", "async lambda: 0", "async class A: pass", "async def f(): x: await y = 1", "def f(): nonlocal x", "async def f():\n try: pass\n finally: await x", "async def f():\n match await x:\n  case 1: pass",
]
for src in sources:
    try:
        code = compile(src, "s", "exec")
        flags = [c.co_flags & 0x2A0 for c in code.co_consts if hasattr(c, "co_flags")]
        print(repr(src), "ok", flags)
    except SyntaxError as e:
        print(repr(src), "->", e.msg, (e.lineno, e.offset))
