package infer

import (
	"strings"

	"github.com/asynctools/asynctools/analyzer/index"
	"github.com/asynctools/asynctools/syntax/ast"
)

// LibraryEnters tells by which statements the context manager of an async library
// can be entered that x makes, as the bundled table has it. Whether the library is
// installed makes no difference. ok is false for everything else, and where the
// table says of a class only what its users have to rely on.
func (e *Engine) LibraryEnters(m *index.Module, x ast.Expr) (name string, plain, async, ok bool) {
	if call, isCall := x.(*ast.Call); isCall {
		// What most statements enter is made by something else: a look at that is
		// enough, and is remembered.
		if f := e.Expr(m, call.Func); f.Kind != External || !isAsyncLibrary(f.Name) {
			return "", false, false, false
		}
	}
	v := e.Expr(m, x)
	switch v.Kind {
	case Instance:
		if v.Class != nil || v.entry.class == nil || !isAsyncLibrary(v.Name) || strings.HasPrefix(v.Name, "anyio.abc.") && v.Name != "anyio.abc.TaskGroup" {
			return "", false, false, false // what implements an abstract stream may have more
		}
		_, plain, _ = e.Attribute(v, "__enter__")
		_, async, _ = e.Attribute(v, "__aenter__")
		return v.Name[strings.LastIndexByte(v.Name, '.')+1:], plain, async, plain || async
	case Manager:
		call, isCall := x.(*ast.Call)
		if !isCall {
			return "", false, false, false
		}
		f := e.Expr(m, call.Func)
		if f.Kind != External || f.entry.fn == nil || !isAsyncLibrary(f.entry.fn.Module.Name) {
			return "", false, false, false
		}
		return "", !v.Async, v.Async, true
	}
	return "", false, false, false
}

// isAsyncLibrary reports a name of one of the libraries, beside the standard one,
// of which the table has the context managers.
func isAsyncLibrary(name string) bool {
	top, _, _ := strings.Cut(name, ".")
	switch top {
	case "aiohttp", "httpx", "anyio", "trio", "aiofiles", "aiosqlite", "redis", "asyncpg", "websockets", "sqlalchemy", "openai", "anthropic":
		return true
	}
	return false
}
