package pygen

import "fmt"

// asyncMain writes a coroutine with tasks and runs it. The tasks that are left
// are cancelled in order: asyncio.run itself would do it in the order of a set.
func (g *gen) asyncMain() {
	g.left = max(g.left, 25)
	for range 1 + g.src.n(2) {
		g.worker()
	}
	name := g.fresh("main")
	g.line("async def %s():", name)
	s, leave := g.enter(function)
	s.async = true
	g.indent++
	g.line("live = []")
	g.line("def spawn(co, name):")
	g.line("    live.append(t := asyncio.create_task(co, name=name))")
	g.line("    return t")
	g.line("q, lock, ev, sem = asyncio.Queue(2), asyncio.Lock(), asyncio.Event(), asyncio.Semaphore(2)")
	g.line("try:")
	g.block(func() {
		for range 3 + g.src.n(6) {
			g.asyncStatement(3)
		}
	})
	g.line("except Exception as ex: err(%d, ex)", g.tag())
	g.line("finally:")
	g.line("    for t in live: t.cancel()")
	g.line("    for t in live: p(%d, t.get_name(), await asyncio.gather(t, return_exceptions=True), t.cancelled())", g.tag())
	g.line("return %s", g.value('i', 2))
	g.indent--
	leave()
	g.line("try: p(%d, asyncio.run(%s()))", g.tag(), name)
	g.line("except BaseException as ex: err(%d, ex)", g.tag())
}

// worker writes a coroutine that is fit for a task, or an async generator.
func (g *gen) worker() {
	f := callable{sort: "aaahn"[g.src.n(5)], name: g.fresh("job")}
	if f.sort == 'n' {
		g.line("@contextlib.asynccontextmanager")
	}
	g.function(&f, "")
	g.funcs = append(g.funcs, f)
}

// asyncStatement writes a statement that only a coroutine may have.
func (g *gen) asyncStatement(depth int) {
	g.left--
	if depth <= 0 {
		g.small()
		return
	}
	co := func() string { return g.callOf('a', 2, fmt.Sprintf("asyncio.sleep(%d / 64, %d)", g.src.n(4), g.tag())) }
	switch g.src.n(20) {
	case 0, 1:
		g.line("p(%d, await %s)", g.tag(), g.expr('a', 2))
	case 2:
		g.line("await asyncio.sleep(%s)", g.pick("0", "1 / 64", "2 / 64"))
	case 3:
		g.line("p(%d, await asyncio.gather(%s, %s, return_exceptions=%s))", g.tag(), co(), co(), g.pick("True", "False"))
	case 4:
		v := g.fresh("ta")
		g.line("%s = asyncio.create_task(%s, name='%[1]s')", v, co())
		switch g.src.n(4) {
		case 0:
			g.line("await asyncio.sleep(%s)", g.pick("0", "1 / 64"))
			g.line("p(%d, %s.cancel(%s))", g.tag(), v, g.pick("", "'why'"))
		case 1:
			g.line("%s.add_done_callback(lambda t: p(%d, t.get_name(), t.cancelled()))", v, g.tag())
		}
		g.line("try: p(%d, await %s)", g.tag(), v)
		g.line("except (Exception, asyncio.CancelledError) as ex: err(%d, ex)", g.tag())
		g.line("p(%d, %s.done(), %s.cancelled(), %s.cancelling())", g.tag(), v, v, v)
	case 5:
		if g.depth() > 2 {
			g.small()
			return
		}
		g.line("spawn(%s, 't%d')", co(), g.tag())
	case 6:
		g.line("try:")
		g.block(func() {
			g.line("async with asyncio.timeout(%s)%s:", g.pick("0", "1 / 64", "5 / 64", "None"), g.pick("", " as to"))
			g.asyncBody(depth)
		})
		g.line("except TimeoutError as ex: err(%d, ex)", g.tag())
	case 7:
		g.line("try:")
		g.block(func() {
			tg := g.fresh("tg")
			g.line("async with asyncio.TaskGroup() as %s:", tg)
			g.block(func() {
				g.line("%s.create_task(%s, name='one')", tg, co())
				if g.one(2) {
					g.line("await asyncio.sleep(%s)", g.pick("0", "1 / 64"))
				} else {
					g.small()
				}
			})
		})
		g.line("except* Exception as ex: err(%d, ex)", g.tag())
	case 8:
		if g.depth() > 2 {
			g.small()
			return
		}
		g.line("p(%d, %s)", g.tag(), g.pick("q.put_nowait(1)", "q.get_nowait()", "q.qsize()", "q.full()", "await asyncio.wait_for(q.get(), 1 / 64)", "await asyncio.wait_for(q.put(5), 1 / 64)", "q.task_done()", "lock.locked()", "ev.is_set()", "sem.locked()", "await asyncio.wait_for(ev.wait(), 1 / 64)", "ev.set()", "ev.clear()", "await asyncio.wait_for(q.join(), 1 / 64)", "await asyncio.wait_for(lock.acquire(), 1 / 64)", "lock.release()"))
	case 9:
		if g.depth() > 2 {
			g.small()
			return
		}
		g.line("async with %s:", g.pick("lock", "sem", "asyncio.Lock()", "asyncio.Condition()"))
		g.asyncBody(depth)
	case 10:
		v := g.fresh("i")
		g.line("async for %s in %s:", v, g.expr('h', 2))
		g.bind(v, 'i')
		g.loopBody(depth, "")
	case 11:
		v := g.fresh("ag")
		g.line("%s = %s", v, g.expr('h', 2))
		g.line("try:")
		g.block(func() {
			for range 1 + g.src.n(4) {
				g.line("p(%d, await %s.%s)", g.tag(), v, g.pick("__anext__()", "asend(None)", "asend("+g.expr('i', 1)+")", "athrow(ValueError('t'))", "aclose()", "athrow(GeneratorExit)"))
			}
		})
		g.line("except (Exception, StopAsyncIteration, GeneratorExit) as ex: err(%d, ex)", g.tag())
		if g.one(2) {
			g.line("await %s.aclose()", v)
		}
	case 12:
		v := g.fresh("v")
		g.line("async with %s as %s:", g.callOf('n', 2, "contextlib.nullcontext(4)"), v)
		g.bind(v, 'x')
		g.asyncBody(depth)
	case 13:
		g.line("done, rest = await asyncio.wait([asyncio.create_task(%s, name='a'), asyncio.create_task(%s, name='b')], %s)", co(), co(), g.pick("timeout=1 / 64", "return_when=asyncio.FIRST_COMPLETED", "return_when=asyncio.FIRST_EXCEPTION"))
		g.line("p(%d, sorted(t.get_name() for t in done), sorted(t.get_name() for t in rest))", g.tag())
		g.line("for t in sorted(done, key=lambda t: t.get_name()):")
		g.line("    try: p(%d, await t)", g.tag())
		g.line("    except (Exception, asyncio.CancelledError) as ex: err(%d, ex)", g.tag())
		g.line("for t in sorted(rest, key=lambda t: t.get_name()): p(%d, t.cancel(), await asyncio.gather(t, return_exceptions=True))", g.tag())
	case 14:
		g.line("for t in asyncio.as_completed([asyncio.create_task(asyncio.sleep(2 / 64, 'slow')), asyncio.create_task(%s)], timeout=%s):", co(), g.pick("None", "1 / 64"))
		g.line("    try: p(%d, await t)", g.tag())
		g.line("    except (Exception, asyncio.CancelledError) as ex: err(%d, ex)", g.tag())
	case 15:
		g.line("try:")
		g.asyncBody(depth)
		g.line("except asyncio.CancelledError as ex:")
		g.block(func() {
			g.line("err(%d, ex)", g.tag())
			g.small()
			if g.one(2) {
				g.line("raise")
			}
		})
		if g.one(2) {
			g.line("finally:")
			g.asyncBody(depth)
		}
	case 16:
		g.line("loop = asyncio.get_running_loop()")
		v := g.fresh("fut")
		g.line("%s = loop.create_future()", v)
		g.line("loop.%s %s.set_result, %s)", g.pick("call_soon(", "call_later(1 / 64,"), v, g.expr('i', 1))
		g.line("p(%d, await %s, %s.done())", g.tag(), v, v)
	case 17:
		g.line("p(%d, asyncio.current_task().get_name()[:4] == 'Task', len(asyncio.all_tasks()))", g.tag())
	default:
		g.statement(depth - 1)
	}
}

func (g *gen) asyncBody(depth int) {
	g.block(func() {
		for range 1 + g.src.n(2) {
			g.asyncStatement(depth - 1)
		}
	})
}
