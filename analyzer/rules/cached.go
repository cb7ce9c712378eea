package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/asynctools/asynctools/analyzer"
	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/analyzer/infer"
	"github.com/asynctools/asynctools/syntax/ast"
	"github.com/asynctools/asynctools/syntax/source"
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

// cachedIn is the same for a call that puts a cache around a function: "cache(fetch)",
// "lru_cache(maxsize=8)(fetch)".
func cachedIn(p *analyzer.Pass, call *ast.Call) (fn *index.Function, by string) {
	cache, kept := call.Func, (*ast.Call)(nil)
	if made, ok := cache.(*ast.Call); ok {
		cache, kept = made.Func, made
	}
	if len(call.Args) != 1 || len(call.Keywords) > 0 || !mayName(p.Module, cache, "cache", "lru_cache") {
		return nil, ""
	}
	switch name := p.Infer.DottedName(p.Module, cache); {
	case name == "functools.cache" && kept == nil:
	case name == "functools.lru_cache" && (kept == nil || !isNothingKept(kept)):
	default:
		return nil, ""
	}
	if v := p.Infer.Expr(p.Module, call.Args[0]); v.Kind == infer.Function {
		return v.Func, index.LastName(cache)
	}
	return nil, ""
}

// makesCoroutine reports a function whose call gives a new coroutine, and
// makesGenerator one whose call gives a new async generator.
func makesCoroutine(p *analyzer.Pass, fn *index.Function) bool {
	if fn.Async {
		return len(fn.Yields) == 0
	}
	return returnsOnly(fn, func(x ast.Expr) bool {
		return isCall(x) && p.Infer.Expr(fn.Module, x).Kind == infer.Coroutine
	})
}

func makesGenerator(p *analyzer.Pass, fn *index.Function) bool {
	return fn.IsAsyncGenerator() || returnsOnly(fn, func(x ast.Expr) bool { return isFresh(p.Infer.Expr(fn.Module, x)) })
}

// returnsOnly reports a plain function all of whose results are such.
func returnsOnly(fn *index.Function, such func(ast.Expr) bool) bool {
	if fn.Async || len(fn.Yields) > 0 {
		return false
	}
	for _, r := range fn.Returns {
		if r.Value == nil || !such(r.Value) {
			return false
		}
	}
	return len(fn.Returns) > 0
}

// cachedCoroutine reports a cache for coroutines: it keeps the coroutine, which runs
// once, and not what it returns.
func cachedCoroutine(p *analyzer.Pass, n ast.Node) {
	fn, by, span := cachedAt(p, n)
	if by == "" || !makesCoroutine(p, fn) || p.Module.Mentions("cache_clear(") || isReuseHandled(p, fn.Name) {
		return
	}
	d := analyzer.Diagnostic{Severity: analyzer.Warning, Span: span} // nobody may call it twice
	again := "a second call with the same arguments"
	if by == "cached_property" {
		again, d.Severity = "a second `await` of it", analyzer.Information // more often there is one only
	}
	d.Message = fmt.Sprintf("`%s` keeps the coroutine of `%s` and not what it returns: %s raises `RuntimeError: cannot reuse already awaited coroutine`; keep the result, or a task, which can be awaited many times",
		by, fn.Name, again)
	p.Report(d)
}

// isReuseHandled reports a handler that goes on after the error of a second await of
// what a function gives.
func isReuseHandled(p *analyzer.Pass, name string) bool {
	p.Infer.LooksAround()
	if !p.Module.Mentions("except RuntimeError") {
		return false
	}
	found := false
	ast.Inspect(p.Module.File.Mod, func(n ast.Node) bool {
		if t, ok := n.(*ast.Try); ok && len(t.Body) > 0 && strings.Contains(p.Source().Slice(source.Span{Start: t.Body[0].Pos(), End: t.Body[len(t.Body)-1].End()}), name+"(") {
			found = found || slices.ContainsFunc(t.Handlers, goesOnAfterReuse)
		}
		return !found
	})
	return found
}

func goesOnAfterReuse(h *ast.ExceptHandler) bool {
	return h.Type != nil && index.LastName(h.Type) == "RuntimeError" && len(h.Body) > 0 && h.Body[len(h.Body)-1].Kind() != ast.RaiseKind
}

// cachedAt is the function that a def or a call puts a cache around, the cache, and
// where that is said.
func cachedAt(p *analyzer.Pass, n ast.Node) (fn *index.Function, by string, at source.Span) {
	if call, ok := n.(*ast.Call); ok {
		fn, by = cachedIn(p, call)
		return fn, by, call.Span()
	}
	if fn = p.Module.Function(n); fn == nil {
		return nil, "", at
	}
	return fn, cachedBy(p, fn), defSpan(fn)
}

// cachedGenerator reports the same for async generators: each caller gets the one
// that the first has iterated.
func cachedGenerator(p *analyzer.Pass, n ast.Node) {
	fn, by, span := cachedAt(p, n)
	if by == "" || !makesGenerator(p, fn) || by == "cached_property" && !fn.Async {
		return // a property may well hand out the one generator that an object has
	}
	again := "a second call with the same arguments gives"
	if by == "cached_property" {
		again = "who reads it again gets"
	}
	p.Report(analyzer.Diagnostic{
		Severity: analyzer.Warning,
		Span:     span,
		Message: fmt.Sprintf("`%s` keeps the async generator that `%s` makes: %s the one that has been iterated already; keep the items in a list, or go without `%s`",
			by, fn.Name, again, by),
	})
}
