package infer

// uncalledType is the type of a class or function of asyncio or contextlib that is
// named and not called; "" of those whose kind differs between versions.
func uncalledType(v Value) string {
	if v.Receiver != nil {
		return ""
	}
	switch v.Name {
	case "asyncio.gather", "asyncio.shield", "asyncio.timeout", "asyncio.timeout_at", "asyncio.create_task",
		"asyncio.ensure_future", "asyncio.run", "asyncio.run_coroutine_threadsafe", "asyncio.wrap_future":
		return "function"
	case "asyncio.TaskGroup", "asyncio.Timeout", "asyncio.Lock", "asyncio.Semaphore", "asyncio.BoundedSemaphore",
		"asyncio.Condition", "asyncio.Event", "asyncio.Queue", "asyncio.Barrier", "asyncio.Runner":
		return "type"
	case "contextlib.ExitStack", "contextlib.AsyncExitStack", "contextlib.aclosing", "contextlib.closing",
		"contextlib.suppress", "contextlib.nullcontext", "contextlib.redirect_stdout", "contextlib.redirect_stderr":
		return "ABCMeta"
	}
	return ""
}
