package rules

import (
	"fmt"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// cachedBy is the name of the decorator that keeps what calling the bare async
// function gives, and gives it again; "" where there is none. A decorator between
// them may have made something of it that can be used again.
func cachedBy(p *analyzer.Pass, fn *index.Function) string {
	if fn == nil || len(fn.Decorators) == 0 || p.Module.IsStub {
		return ""
	}
	d := fn.Decorators[len(fn.Decorators)-1]
	call, called := d.(*ast.Call)
	if called {
		d = call.Func
	}
	switch name := p.Infer.DottedName(p.Module, d); name {
	case "functools.cache", "functools.cached_property":
		if !called {
			return index.LastName(d)
		}
	case "functools.lru_cache":
		if called && isNothingKept(call) {
			return ""
		}
		return "lru_cache"
	}
	return ""
}

// isNothingKept reports "lru_cache(maxsize=0)".
func isNothingKept(call *ast.Call) bool {
	c, ok := firstOrNamed(call, "maxsize").(*ast.Constant)
	return ok && c.Value.Type == ast.IntConst && c.Value.Text == "0"
}

// cachedCoroutine reports a cache for coroutines: it keeps the coroutine, which runs
// once, and not what it returns.
func cachedCoroutine(p *analyzer.Pass, fn *index.Function) {
	by := cachedBy(p, fn)
	if by == "" || len(fn.Yields) > 0 || p.Module.Mentions("cache_clear(") || p.Module.Mentions("except RuntimeError") {
		return
	}
	d := analyzer.Diagnostic{Severity: analyzer.Warning, Span: defSpan(fn)} // nobody may call it twice
	again := "a second call with the same arguments"
	if by == "cached_property" {
		again, d.Severity = "a second `await` of it", analyzer.Information // more often there is one only
	}
	d.Message = fmt.Sprintf("`%s` keeps the coroutine of `%s` and not what it returns: %s raises `RuntimeError: cannot reuse already awaited coroutine`; keep the result, or a task, which can be awaited many times",
		by, fn.Name, again)
	p.Report(d)
}

// cachedGenerator reports the same for async generators: each caller gets the one
// that the first has iterated.
func cachedGenerator(p *analyzer.Pass, fn *index.Function) {
	by := cachedBy(p, fn)
	if by == "" || !fn.IsAsyncGenerator() {
		return
	}
	again := "a second call with the same arguments gives"
	if by == "cached_property" {
		again = "who reads it again gets"
	}
	p.Report(analyzer.Diagnostic{
		Severity: analyzer.Warning,
		Span:     defSpan(fn),
		Message: fmt.Sprintf("`%s` keeps the async generator that `%s` makes: %s the one that has been iterated already; keep the items in a list, or remove `@%s`",
			by, fn.Name, again, by),
	})
}
